"""Table books: reading them, with every problem at its place, and whether one fits the data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from surveykit.book.entries.words import Words
from surveykit.book.entry import Entry, Said
from surveykit.book.written import BookFile
from surveykit.codebook.codebook import DUPLICATE_NAME, Codebook, unknown_variable
from surveykit.design.check import check as check_design
from surveykit.expr.check import check as check_expression
from surveykit.expr.parse import parse
from surveykit.problems import DataError, DefinitionError, Place, Problem, Rule, SurveykitError
from surveykit.shape import fitted
from surveykit.source import Path_, Source, read

NO_CONDITION = Rule(
    "SK985",
    "A filter of a table book is not a condition",
    "Only what is true or false of a case can select it.",
    "where: employees",
    "Write a comparison, such as `employees >= 10`.",
)


_MARKS: Final = re.compile(r"[:/]")
"""What stands between the names of a statistic, or of variables that are crossed."""


@dataclass(frozen=True, slots=True)
class Book:
    """A table book as a file says it, and the file, for places in complaints."""

    file: BookFile
    source: Source

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of its entries."""
        return tuple(entry.id for entry in self.file.entries if not isinstance(entry, Words))


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a book: its content, where it could be made at all, and the problems."""

    book: Book | None
    problems: tuple[Problem, ...]


def inspect(path: Path) -> Inspection:
    """Read and check a book without its data, collecting every problem; nothing is raised."""
    try:
        source = read(path)
        book = Book(fitted(source, BookFile), source)
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)
    return Inspection(book, tuple(_of_itself(book)))


def load(path: Path) -> Book:
    """Read a book that is sound.

    Raises:
        SourceError: SK001 to SK013, it cannot be read.
        DefinitionError: SK310, two entries of one name; SK742, statistics that are none; every problem of its
            conditions, at its place.
    """
    source = read(path)
    book = Book(fitted(source, BookFile), source)
    if problems := list(_of_itself(book)):
        raise DefinitionError(problems)
    return book


def against(book: Book, codebook: Codebook) -> tuple[Problem, ...]:
    """What a book asks of data that they have not, every problem at its place; nothing is raised."""
    return tuple(_of_data(book, codebook))


def fit(book: Book, codebook: Codebook) -> None:
    """Refuse a book that asks of data what they have not.

    Raises:
        DataError: SK401, unknown variables; SK985, a filter that is no condition; every problem at its place.
    """
    if problems := against(book, codebook):
        raise DataError(problems)


def _of_itself(book: Book) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, entry in enumerate(book.file.entries):
        if isinstance(entry, Words):
            continue
        if first.setdefault(entry.id.casefold(), number) != number:
            line = book.source.place(("entries", first[entry.id.casefold()], "id")).line
            what = f"the name '{entry.id}' is taken already: line {line}"
            yield Problem(DUPLICATE_NAME, what, book.source.place(("entries", number, "id")), "give it another id")
        for said, problem in entry.mistakes():
            yield problem.at(_place_of(book.source, ("entries", number), said))
    for text, path in _conditions(book):
        try:
            parse(text, book.source.places_in(path))
        except DefinitionError as refusal:
            yield from refusal.problems


def _of_data(book: Book, codebook: Codebook) -> Iterator[Problem]:
    for number, entry in enumerate(book.file.entries):
        if not isinstance(entry, Words):
            yield from (one.at(_place_of(book.source, ("entries", number), said)) for said, one in _of(entry, codebook))
    for text, path in _conditions(book):
        places = book.source.places_in(path)
        try:
            parsed = parse(text, places)
        except DefinitionError:
            continue  # said of the book itself
        checked = check_expression(parsed, codebook.symbols(), text, places)
        errors = [problem for problem in checked.problems if problem.severity == "error"]
        yield from errors
        if not errors and checked.type != "truth":
            yield Problem(NO_CONDITION, f"`{text}` is a {checked.type}", book.source.place(path), NO_CONDITION.mend)
    if book.file.design is not None:
        try:
            check_design(book.file.design, codebook)
        except DataError as refusal:
            yield from (problem.at(book.source.place(("design",))) for problem in refusal.problems)


def _of(entry: Entry, codebook: Codebook) -> Iterator[tuple[Said, Problem]]:
    """What an entry asks of the data that they have not: where it stands, and the complaint."""
    sets = {each.name for each in codebook.sets}
    for name in dict.fromkeys(entry.names()):
        if name not in codebook and name not in sets:
            yield name, unknown_variable(codebook, name)
    yield from dict.fromkeys(entry.misfits(codebook))


def _conditions(book: Book) -> Iterator[tuple[str, Path_]]:
    if book.file.where:
        yield book.file.where, ("where",)
    for number, entry in enumerate(book.file.entries):
        if not isinstance(entry, Words):
            yield from ((text, ("entries", number, *path)) for text, path in entry.filters())


def _place_of(source: Source, path: Path_, name: Said) -> Place:
    """Where a name is written in an entry, by itself or in `mean:size`, `sex:region` or a formula; the entry, else."""
    if not isinstance(name, str):
        return source.place((*path, *name))
    return source.place(next(_paths_to(source.value(path), path, name), path))


def _paths_to(held: object, path: Path_, name: str) -> Iterator[Path_]:
    if isinstance(held, dict):
        for key, inside in held.items():
            yield from _paths_to(inside, (*path, str(key)), name)
    elif isinstance(held, list):
        for number, inside in enumerate(held):
            yield from _paths_to(inside, (*path, number), name)
    elif isinstance(held, str) and name in {held, *(part.strip() for part in _parts(held))}:
        yield path


def _parts(text: str) -> list[str]:
    """The names in a statistic, in variables that are crossed, in a formula."""
    return re.findall(r"\w+", text) if "~" in text else _MARKS.split(text)
