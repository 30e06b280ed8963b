"""What an import would read, to be looked at first: sheets, headings, service, variables, first rows."""

from dataclasses import dataclass, replace
from typing import Any

from surveykit.formats.base import Layout, Reading
from surveykit.problems import Problem
from surveykit.reports.document import Block, Document, Facts, Findings, Heading
from surveykit.reports.table import Column, Row, Table

_ROWS = 5
_SHOWN = 6  # columns of the first rows
_CELL = 24


@dataclass(frozen=True, slots=True)
class Guess:
    """A variable as it would be read."""

    name: str
    label: str
    type: str
    origin: str
    personal: bool
    codes: int  # how many codes have a label
    set: str  # the multiple-response question it is of


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be read of a file; nothing is written."""

    cases: int
    layout: Layout
    variables: tuple[Guess, ...]
    rows: tuple[tuple[Any, ...], ...]  # the first
    problems: tuple[Problem, ...]  # what is left out, put together or in doubt


def preview_of(reading: Reading) -> Preview:
    """The preview of what was read."""
    codebook, table = reading.dataset.codebook, reading.dataset.arrow()
    sets = {name: s.name for s in codebook.sets for name in s.variables}
    guesses = tuple(
        Guess(
            variable.name,
            variable.label.into("") or variable.wording.into(""),
            variable.type,
            variable.origin.kind,
            variable.personal,
            sum(bool(code.label) for code in codebook.codes_of(variable) or ()),
            sets.get(variable.name, ""),
        )
        for variable in codebook
    )
    head = table.slice(0, _ROWS)
    rows = tuple(zip(*(column.to_pylist() for column in head.columns), strict=True)) if head.num_rows else ()
    return Preview(table.num_rows, reading.layout or Layout(), guesses, rows, reading.problems)


def page_of(preview: Preview, title: str) -> Document:
    """The preview as a page."""
    layout = preview.layout
    facts = [("cases", f"{preview.cases:,}"), ("variables", f"{len(preview.variables):,}")]
    if layout.heads:
        rows = ", ".join(map(str, layout.heads))
        facts.append(("row of headings" if len(layout.heads) == 1 else "rows of headings", f"{rows}: {layout.why}"))
    if layout.sheet:
        facts.insert(0, ("sheet", layout.sheet))
    facts.append(("export of", layout.service or "no service that is known"))
    blocks: list[Block] = [Facts(tuple(facts))]
    if len(layout.sheets) > 1:
        blocks.append(_sheets(layout))
    blocks += [_variables(preview), *_first(preview)]
    if preview.problems:
        told = tuple(problem.at(replace(problem.place, file="")) for problem in preview.problems)
        blocks += [Heading("What was noticed"), Findings(told, len(told))]
    return Document(title, tuple(blocks), subtitle="Preview: nothing is written")


def _sheets(layout: Layout) -> Table:
    columns = (Column("sheet", "Sheet"), Column("rows", "Rows", "count"), Column("columns", "Columns", "count"))
    rows = tuple(Row((f"{name} *" if name == layout.sheet else name, n, m)) for name, n, m in layout.sheets)
    return Table("Sheets", columns, rows, ("* the one that is read",))


def _variables(preview: Preview) -> Table:
    columns = (Column("name", "Name"), Column("label", "Label"), Column("type", "Type"), Column("is", "Is"))
    rows = tuple(Row((guess.name, guess.label[:80], guess.type, _is(guess))) for guess in preview.variables)
    return Table("Variables", columns, rows)


def _is(guess: Guess) -> str:
    said = ["how it went"] if guess.origin == "paradata" else []
    said += ["personal"] if guess.personal else []
    said += [f"choice of {guess.set}"] if guess.set else []
    said += [f"{guess.codes} labels"] if guess.codes else []
    return ", ".join(said)


def _first(preview: Preview) -> list[Block]:
    """The first cases: answers before what a service notes of how it went."""
    if not preview.rows:
        return []
    order = sorted(range(len(preview.variables)), key=lambda n: preview.variables[n].origin == "paradata")
    shown = order[:_SHOWN]
    columns = tuple(Column(name, name) for name in (preview.variables[n].name for n in shown))
    rows = tuple(Row(tuple("" if row[n] is None else str(row[n])[:_CELL] for n in shown)) for row in preview.rows)
    more = len(order) - len(shown)
    notes = (f"and {more} more variable{'s' if more > 1 else ''}",) if more > 0 else ()
    title = "The first case" if len(rows) == 1 else f"The first {len(rows)} cases"
    return [Table(title, columns, rows, notes)]
