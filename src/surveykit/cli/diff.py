"""`surveykit diff`: what changed between two versions of an instrument, and what that means for answers."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED

if TYPE_CHECKING:
    from surveykit.instrument.instrument import Instrument
    from surveykit.instrument.version.change import Change
    from surveykit.problems import Problem
    from surveykit.source import Source


@click.command("diff", short_help="Compare two versions of an instrument or coding frame.")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="json is for scripts."
)
@click.option("--quiet", is_flag=True, help="Leave out what is safe.")
def command(old: Path, new: Path, form: str, quiet: bool) -> int:
    """Compare OLD, an instrument or a store of interviews, with NEW, and judge each change by what it does to answers.

    Of two coding frames, judge each change by what it does to codings, and propose what the record of changes lacks.

    A change is safe, needs recode (or a look at the old cases), or loses data. Its place is that in NEW; of what is
    gone, in OLD. Of a store the newest version in it is compared. Exit code 0: nothing, or all is safe; 1: something
    needs recode; 2: something loses data.
    """
    from surveykit.cli.inputs import kind_of

    if kind_of(new) == "frame":
        from surveykit.cli.diff_frames import compared

        return compared(old, new, form, quiet=quiet)
    from surveykit.instrument.version.change import worst
    from surveykit.instrument.version.compare import compare

    (before, old_source), (now, new_source) = _version(old), _version(new)
    changes = compare(before, now)
    pairs = [(change, change.problem(old_source, new_source)) for change in changes]
    pairs = [pair for pair in pairs if not quiet or pair[0].verdict != "safe"]
    pairs.sort(key=lambda pair: (pair[0].gone, pair[1].place.line or 0, pair[1].place.column or 0))
    if form == "json":
        click.echo(_json(pairs))
    elif form == "markdown":
        click.echo(_markdown(pairs, f"{old.name} to {new.name}"), nl=False)
    else:
        for _, problem in pairs:
            click.echo(str(problem))
        click.echo(f"{old} to {new}: {_summary(changes)}", err=True)
    return {"safe": CLEAN, "recode": FINDINGS, "loses": REFUSED}[worst(changes)]


def _version(path: Path) -> "tuple[Instrument, Source]":
    """A sound instrument with its text, from its file or from a store."""
    from surveykit.cli.inputs import is_store
    from surveykit.instrument.file import load, loaded
    from surveykit.instrument.lookup import unbundled
    from surveykit.source import parsed, read

    if not is_store(path):
        return load(path), read(path)
    from surveykit import store
    from surveykit.cli.stored import NO_INSTRUMENT
    from surveykit.problems import Place, Problem, StoreError

    with store.open(str(path)) as opened:
        kept = opened.instruments()
    if not kept:
        raise StoreError(Problem(NO_INSTRUMENT, "no instrument is kept here", Place(str(path)), NO_INSTRUMENT.mend))
    text = list(kept.values())[-1]
    return loaded(text, str(path)), parsed(unbundled(text)[0], str(path))


def _summary(changes: "Sequence[Change]") -> str:
    from surveykit.codebook.comparing.verdict import WORDS

    if not changes:
        return "no difference"
    counts = [(words, sum(change.verdict == verdict for change in changes)) for verdict, words in WORDS.items()]
    return ", ".join(f"{count} {words}" for words, count in reversed(counts) if count)


def _json(pairs: "Sequence[tuple[Change, Problem]]") -> str:
    import json

    told = [
        {
            "verdict": change.verdict,
            "rule": change.rule.code,
            "about": change.about,
            "what": change.what,
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "hint": problem.hint,
        }
        for change, problem in pairs
    ]
    return json.dumps(told, ensure_ascii=False, indent=1)


def _markdown(pairs: "Sequence[tuple[Change, Problem]]", title: str) -> str:
    from surveykit.codebook.comparing.verdict import WORDS
    from surveykit.render import render
    from surveykit.reports.document import Document, Paragraph
    from surveykit.reports.table import Column, Row, Table

    columns = (Column("verdict", "Verdict"), Column("what", "Change"), Column("place", "Place"), Column("hint", "Mend"))
    rows = tuple(Row((WORDS[c.verdict], c.what, str(problem.place), problem.hint)) for c, problem in pairs)
    table = Table("Changes", columns, rows, (), "changes") if rows else Paragraph("No difference.")
    return render(Document(f"Changes from {title}", (table,)), "md").decode()
