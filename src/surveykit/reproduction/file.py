"""Files of published numbers: reading them, with every problem at its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from surveykit.codebook.codebook import DUPLICATE_NAME
from surveykit.expr.syntax import Expression, Name
from surveykit.problems import DefinitionError, Problem, Rule, SurveykitError, listed, nearest
from surveykit.reproduction.check import UNKNOWN_CELL
from surveykit.reproduction.checks.data import Data
from surveykit.reproduction.expression import bound, filled
from surveykit.reproduction.expression import read as read_expression
from surveykit.reproduction.printed import Printed, printed
from surveykit.reproduction.sound import Mistake, unsound
from surveykit.reproduction.table import PrintedTable, Tables, UnknownCellError
from surveykit.reproduction.written import FromData, PublishedFile, TableWritten
from surveykit.shape import fitted
from surveykit.source import Path_, Source, read

NOT_PRINTED = Rule(
    "SK917",
    "A cell is no printed number",
    "What is transcribed wrongly is judged wrongly.",
    "export: [809, ,193]",
    "Write the number as it is printed, with a point before its decimals, and ~ where nothing is printed.",
)
RAGGED = Rule(
    "SK919",
    "A row has not as many cells as the table has columns",
    "Each number would be read as that of another column.",
    "columns: [n, mean]\nrows: {export: [809]}",
    "Write a cell for every column, ~ where nothing is printed.",
)
_TOO_MANY = (
    "A comma parts two cells: write decimals with a point and thousands without a sign, 0.193 and 1234. "
    "~ stands where nothing is printed."
)
CIRCLE = Rule(
    "SK921",
    "Values follow from each other in a circle",
    "None of them can be worked out.",
    "values: {a: b + 1, b: a - 1}",
    "Let one of them follow from cells alone.",
)


@dataclass(frozen=True, slots=True)
class Published:
    """A file of published numbers, its tables, and the file itself, for places in complaints.

    `order` has the values that follow from cells, each after those it follows from.
    """

    file: PublishedFile
    tables: Tables
    source: Source
    order: tuple[str, ...] = ()

    def entries(self) -> frozenset[str]:
        """The entries of table books that values and checks ask for."""
        asked = [value.entry for value in self.file.values.values() if isinstance(value, FromData)]
        asked += [check.entry for check in self.file.checks if isinstance(check, Data)]
        return frozenset(entry.partition(".")[0] for entry in asked)  # the tests under a table are of its entry


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a file: its content, where it could be made at all, and the problems."""

    published: Published | None
    problems: tuple[Problem, ...]


def inspect(path: Path) -> Inspection:
    """Read and check a file of published numbers, collecting every problem; nothing is raised."""
    try:
        source = read(path)
        file = fitted(source, PublishedFile)
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)
    return inspected(file, source)


def inspected(file: PublishedFile, source: Source) -> Inspection:
    """What a file holds, and every problem of it, in the order of the file."""
    problems: list[Problem] = []
    tables = Tables(
        {table.id: _table(file, n, source, problems) for n, table in enumerate(file.tables)}, (*file.values,)
    )
    problems += _twice(source, "tables", [table.id for table in file.tables])
    problems += _twice(source, "checks", [check.id for check in file.checks])
    order = _order(file, tables, source, problems)
    for number, check in enumerate(file.checks):
        problems += [_placed(mistake, ("checks", number), source) for mistake in check.mistakes(tables)]
    problems.sort(key=lambda problem: (problem.place.line or 0, problem.place.column or 0))
    return Inspection(Published(file, tables, source, order), tuple(problems))


def load(path: Path) -> Published:
    """Read a file of published numbers that is sound.

    Raises:
        SourceError: SK001 to SK013, it cannot be read.
        DefinitionError: SK917 to SK922, cells that are no numbers, names that mean nothing, relations that can never
            hold; SK101 to SK104, expressions that cannot be read; SK310, two of one name; every problem at its place.
    """
    source = read(path)
    found = inspected(fitted(source, PublishedFile), source)
    errors = [problem for problem in found.problems if problem.severity == "error"]
    if errors or found.published is None:
        raise DefinitionError(errors)
    return found.published


def _placed(mistake: Mistake, path: Path_, source: Source) -> Problem:
    place = source.places_in((*path, *mistake.path))(mistake.offset) if mistake.path else source.place(path)
    return Problem(mistake.rule, mistake.what, place, mistake.hint, excerpt=mistake.excerpt)


def _table(file: PublishedFile, number: int, source: Source, problems: list[Problem]) -> PrintedTable:
    """A table of the file; what is wrong with its cells is added to the problems."""
    table = file.tables[number]
    path: Path_ = ("tables", number)
    stars = file.stars if table.stars is None else table.stars
    problems += _strange(table, path, source)
    cells: dict[tuple[str, str], Printed] = {}
    for row, texts in table.rows.items():
        where = (*path, "rows", row)
        if len(texts) != len(table.columns):
            what = f"'{row}' has {len(texts)} cells, and {table.id} has {len(table.columns)} columns"
            hint = _TOO_MANY if len(texts) > len(table.columns) else RAGGED.mend
            problems.append(Problem(RAGGED, what, source.place(where, key=True), hint))
        for n, (column, text) in enumerate(zip(table.columns, texts, strict=False)):
            if text is None:
                continue
            count = table.counts == "all" or row in table.counts or column in table.counts
            try:
                cells[row, column] = printed(text, stars, count=count, absolute=table.absolute)
            except ValueError as error:
                problems.append(Problem(NOT_PRINTED, str(error), source.place((*where, n)), NOT_PRINTED.mend))
    title = table.title.into(file.language or "en")
    return PrintedTable(
        table.id, table.locus, title, table.columns, (*table.rows,), cells, stars, table.brackets, table.labels
    )


def _strange(table: TableWritten, path: Path_, source: Source) -> Iterator[Problem]:
    """Rows and columns that are named beside the table and are not in it; a column that stands twice."""
    known = [*table.columns, *table.rows]
    for n, column in enumerate(table.columns):
        if column in table.columns[:n]:
            what = f"the name '{column}' is taken already by another column"
            yield Problem(DUPLICATE_NAME, what, source.place((*path, "columns", n)), "give it another id")
    named = [] if table.counts == "all" else [(word, ("counts", n)) for n, word in enumerate(table.counts)]
    for word, where in [*named, *((label, ("labels", label)) for label in table.labels)]:
        if word not in known:
            what = f"there is no row or column '{word}' in {table.id}"
            place = source.place((*path, *where), key=where[0] == "labels")
            yield Problem(UNKNOWN_CELL, what, place, nearest(word, known) or f"they are {listed(known)}")


def _twice(source: Source, key: str, ids: list[str]) -> Iterator[Problem]:
    for number, name in enumerate(ids):
        first = ids.index(name)
        if first != number:
            what = f"the name '{name}' is taken already: line {source.place((key, first, 'id')).line}"
            yield Problem(DUPLICATE_NAME, what, source.place((key, number, "id")), "give it another id")


def _order(file: PublishedFile, tables: Tables, source: Source, problems: list[Problem]) -> tuple[str, ...]:
    """The values that follow from others, each after those it follows from; circles are told."""
    needs: dict[str, list[str]] = {}
    for name, said in file.values.items():
        if isinstance(said, FromData):
            continue
        wrong = list(unsound(said, "number", ()))
        found, strays = ([], []) if wrong else _names(said, tables)
        problems += [_at_value(mistake, name, source) for mistake in (*wrong, *strays)]
        needs[name] = [each for each in found if not isinstance(file.values.get(each), FromData)]
    order: list[str] = []
    while ready := [name for name in needs if name not in order and all(n in order for n in needs[name] if n in needs)]:
        order += ready
    for name, needed in needs.items():
        if name not in order and _in_circle(name, needs):
            what = f"'{name}' follows from {listed([n for n in needed if n not in order])}, and that from it"
            problems.append(Problem(CIRCLE, what, source.place(("values", name), key=True), CIRCLE.mend))
    return tuple(order)


def _in_circle(name: str, needs: Mapping[str, list[str]]) -> bool:
    reached: set[str] = set()
    open_ = [*needs[name]]
    while open_:
        next_ = open_.pop()
        if next_ not in reached and next_ in needs:
            reached.add(next_)
            open_ += needs[next_]
    return name in reached


def _names(text: str, tables: Tables) -> tuple[list[str], list[Mistake]]:
    """The names a value follows from, and those that mean nothing."""
    names: list[str] = []
    strays: list[Mistake] = []

    def find(node: Name, at: Mapping[str, str]) -> Expression:
        try:
            names.append(str(tables.find(filled(node.name, at))))
        except UnknownCellError as unknown:
            strays.append(Mistake(UNKNOWN_CELL, str(unknown), (), node.span.start, unknown.hint))
        except KeyError as missing:
            what = f"nothing says what '{{{missing.args[0]}}}' stands for"
            strays.append(Mistake(UNKNOWN_CELL, what, (), node.span.start, "write the name of the cell out"))
        return node

    bound(read_expression(text), {}, {}, find)
    return names, strays


def _at_value(mistake: Mistake, name: str, source: Source) -> Problem:
    place = source.places_in(("values", name))(mistake.offset)
    return Problem(mistake.rule, mistake.what, place, mistake.hint, excerpt=mistake.excerpt)
