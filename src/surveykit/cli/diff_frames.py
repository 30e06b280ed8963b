"""`surveykit diff` of two versions of a coding frame: what is different, and what codings become."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, tell
from surveykit.problems import DefinitionError, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from surveykit.codebook.comparing.verdict import Verdict
    from surveykit.codebook.frames.changes import Change
    from surveykit.codebook.frames.compare import Difference
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.problems import Place
    from surveykit.source import Source


@dataclass(frozen=True, slots=True)
class _Told:
    """A difference in words: what it does to codings, and where it stands."""

    verdict: "Verdict"
    what: str
    place: "Place"


def compared(old: Path, new: Path, form: str, *, quiet: bool) -> int:
    """Tell what is different between two frames, and propose what the record of changes lacks.

    Exit code 0: codings are carried on; 1: some are to be coded again; 2: some would lose a code.
    """
    from surveykit.codebook.frames.changes import since
    from surveykit.codebook.frames.compare import between, compare, unrecorded
    from surveykit.codebook.frames.file import loaded
    from surveykit.source import read

    sources = read(old), read(new)
    before, now = (loaded(source.text, source.file) for source in sources)
    recorded = since(now.changes, before.version)
    told = [_told(each, now, recorded, sources) for each in compare(before, now)]
    told += [_Told("recode", what, sources[1].place(("changes",), key=True)) for what in _again(recorded)]
    told = [each for each in told if not quiet or each.verdict != "safe"]
    _write(told, unrecorded(before, now), form, f"{old.name} to {new.name}")
    try:
        between(before, now)
    except DefinitionError as refusal:
        tell(problem.at(sources[1].place(("codes",), key=True)) for problem in refusal.problems)
        return REFUSED
    return FINDINGS if any(each.verdict == "recode" for each in told) else CLEAN


def _told(
    found: "Difference", now: "CodingFrame", recorded: "Sequence[Change]", sources: "tuple[Source, Source]"
) -> _Told:
    """A difference in words. A code that is gone is safe where the record says what its answers have."""
    gone = found.op == "retire"
    path = ("codes", found.old if gone else found.new) if found.old or found.new else ()
    within = now.codes[found.new].within if found.new else None
    what = {
        "add": f"'{found.new}' is new",
        "rename": f"'{found.old}' is called '{found.new}'",
        "move": f"'{found.new}' is a part of " + (f"'{within}'" if within else "no other code"),
        "edit": (f"'{found.new}'" if found.new else "the frame") + f" says something else: {', '.join(found.keys)}",
        "retire": f"'{found.old}' is gone",
    }[found.op]
    known = {code for change in recorded for code in change.old}
    verdict: Verdict = "loses" if gone and found.old not in known else "safe"
    return _Told(verdict, what, sources[not gone].place(path, key=True))


def _again(recorded: "Sequence[Change]") -> list[str]:
    """Which codes ask for answers to be coded again."""
    words = {"split": "split", "retire": "retired"}
    return [
        f"answers with {listed(change.old)} are to be coded again: {words[change.op]} in version {change.version}"
        for change in recorded
        if change.op in words
    ]


def _write(told: "Sequence[_Told]", lacking: "Sequence[Change]", form: str, title: str) -> None:
    if form == "json":
        click.echo(_json(told, lacking))
        return
    if form == "markdown":
        click.echo(_markdown(told, title), nl=False)
    else:
        for each in told:
            click.echo(f"{each.place}: {each.what}")
    if lacking:
        click.echo("\nTo be looked over, and recorded under changes:" if form == "text" else "\n```yaml")
        for change in lacking:
            click.echo(f"  - {_written(change)}")
        if form == "markdown":
            click.echo("```")
    click.echo(f"{title}: {len(told) or 'no'} difference{'s' * (len(told) != 1)}", err=True)


def _written(change: "Change") -> str:
    """A change as it is written in the file of a frame."""
    said = {"version": f'"{change.version}"', "op": change.op}
    said |= {key: f"[{', '.join(codes)}]" for key, codes in (("from", change.old), ("to", change.new)) if codes}
    return f"{{{', '.join(f'{key}: {word}' for key, word in said.items())}}}"


def _json(told: "Sequence[_Told]", lacking: "Sequence[Change]") -> str:
    import json

    found = [
        {"verdict": t.verdict, "what": t.what, "file": t.place.file, "line": t.place.line, "column": t.place.column}
        for t in told
    ]
    proposed = [{"version": c.version, "op": c.op, "from": c.old, "to": c.new} for c in lacking]
    return json.dumps({"differences": found, "proposed": proposed}, ensure_ascii=False, indent=1)


def _markdown(told: "Sequence[_Told]", title: str) -> str:
    from surveykit.codebook.comparing.verdict import WORDS
    from surveykit.render import render
    from surveykit.reports.document import Document, Paragraph
    from surveykit.reports.table import Column, Row, Table

    columns = (Column("verdict", "Verdict"), Column("what", "Change"), Column("place", "Place"))
    rows = tuple(Row((WORDS[each.verdict], each.what, str(each.place))) for each in told)
    table = Table("Changes", columns, rows, (), "changes") if rows else Paragraph("No difference.")
    return render(Document(f"Changes from {title}", (table,)), "md").decode()
