"""`surveykit fmt`: instrument files in one canonical form, comments kept."""

import sys
from pathlib import Path

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, tell

STANDARD_INPUT = Path("-")


@click.command("fmt", short_help="Lay out instrument files.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 where a file would change.")
@click.option("--diff", "differences", is_flag=True, help="Write nothing; print what would change.")
def command(files: tuple[Path, ...], check: bool, differences: bool) -> int:
    """Lay out instruments: order of keys, indentation, quotes and line width. Comments are kept.

    A file that is laid out reads as the same instrument, with the same fingerprint. A file that is no instrument is
    refused and left as it is, and the others are laid out. FILE may be -: standard input goes to standard output.
    """
    from surveykit.problems import SurveykitError

    refused = changed = 0
    for file in files:
        try:
            before, after = _laid_out(file)
            if not (check or differences):
                _write(file, before, after)
        except SurveykitError as refusal:
            tell(refusal.problems)
            refused += 1
            continue
        changed += before != after
        if differences:
            click.echo(_difference(file, before, after), nl=False)
        if file != STANDARD_INPUT:
            click.echo(f"{file}: {_said(before != after, written=not (check or differences))}", err=True)
    if refused:
        return REFUSED
    return FINDINGS if changed and (check or differences) else CLEAN


def _laid_out(file: Path) -> tuple[str, str]:
    """The text of a file as it is, and laid out."""
    from surveykit.instrument.layout.file import laid_out
    from surveykit.source import parsed, read

    if file == STANDARD_INPUT:
        text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
        return text, laid_out(parsed(text, "-"))
    after = laid_out(read(file))
    return file.read_bytes().decode("utf-8"), after


def _write(file: Path, before: str, after: str) -> None:
    """Replace a file at once, where it changes; a link goes on leading to its file, which keeps its permissions."""
    from shutil import copymode

    from surveykit.whole import written_whole

    if file == STANDARD_INPUT:
        sys.stdout.buffer.write(after.encode())
        sys.stdout.buffer.flush()
    elif before != after:
        target = file.resolve()
        with written_whole(target) as partial:
            partial.write_text(after, encoding="utf-8", newline="\n")
            copymode(target, partial)


def _difference(file: Path, before: str, after: str) -> str:
    from difflib import unified_diff

    pair = (before.splitlines(keepends=True), after.splitlines(keepends=True))
    return "".join(unified_diff(*pair, str(file), f"{file} laid out"))


def _said(changed: bool, *, written: bool) -> str:
    if not changed:
        return "as it should be"
    return "laid out" if written else "would change"
