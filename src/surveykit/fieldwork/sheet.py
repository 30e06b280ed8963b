"""Lists of cases in files: which column names the case, and in which line each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from surveykit.codebook.codelist import CodeList
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.problems import DataError, Place, Problem, Rule, listed, nearest

LONGEST_ID = 64  # characters, as in the entry app
NAMES = ("case", "id", "case_id", "caseid")  # what a column of ids is called where nobody says so
HEADED = {".csv", ".tsv", ".xlsx"}  # files whose first line is that of the names

NO_COLUMN = Rule(
    "SK842",
    "The file has no such column",
    "Every line of a list of cases must say which case it is.",
    "surveykit draw frame.csv --id firm, where the column is called firm_no",
    "Name the column with --id, or correct its name.",
)
UNSOUND_ID = Rule(
    "SK843",
    "A line does not say which case it is",
    "Answers, attempts and tables are linked by the id of the case: each has one, and no two the same.",
    "two lines with the id NO-17, or one without an id",
    "Correct the id in the file; nothing was written.",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of cases: its table, the column of the ids, and the ids line by line."""

    path: Path
    dataset: Dataset
    column: str
    ids: tuple[str, ...]

    def place(self, row: int, column: str) -> Place:
        """Where a cell stands, as somebody finds it who opens the file."""
        return Place(str(self.path), row + (2 if self.path.suffix.lower() in HEADED else 1), variable=column)

    def texts(self, column: str) -> tuple[str, ...]:
        """A column as texts, labels instead of codes where the file has them; "" where nothing stands.

        Raises:
            DataError: SK842, there is no such column.
        """
        name = named(self.path, self.dataset, column)
        codes = self.dataset.codebook.codes_of(self.dataset.codebook[name])
        return tuple(_text(cell, codes) for cell in self.dataset.arrow().column(name).to_pylist())


def _text(cell: str | float | None, codes: CodeList | None) -> str:
    if cell is None:
        return ""
    code = codes.get(cell) if codes is not None else None
    return (str(code.label) if code is not None else "") or text_of(cell).strip()


def sheet_of(path: Path, dataset: Dataset, id_: str = "") -> Sheet:
    """A file as a list of cases; whether each id can be one, `unsound` says, and `repeated` whether it stands twice.

    Args:
        path: where it was read from.
        dataset: what it holds.
        id_: the column of the ids; the one that is called so (`case`, `id`) without it.

    Raises:
        DataError: SK842, no column is that of the ids.
    """
    held = {name.casefold(): name for name in dataset.codebook.names}
    role = dataset.codebook.role("id")
    name = named(path, dataset, id_) if id_ else role.name if role else next((held[n] for n in NAMES if n in held), "")
    if not name:
        what = f"no column is called {listed(NAMES[:2])}; the columns are {listed(dataset.codebook.names)}"
        raise DataError(Problem(NO_COLUMN, what, Place(str(path)), NO_COLUMN.mend))
    cells = dataset.arrow().column(name).to_pylist()
    return Sheet(path, dataset, name, tuple("" if cell is None else text_of(cell).strip() for cell in cells))


def unsound(sheet: Sheet) -> tuple[Problem, ...]:
    """The lines whose id cannot be that of a case."""
    return tuple(
        Problem(UNSOUND_ID, _unsound(id_), sheet.place(row, sheet.column), UNSOUND_ID.mend)
        for row, id_ in enumerate(sheet.ids)
        if not is_sound(id_)
    )


def repeated(sheet: Sheet) -> tuple[Problem, ...]:
    """The lines about a case that stands further up already."""
    first: dict[str, int] = {}
    return tuple(
        Problem(
            UNSOUND_ID,
            f"case '{id_}' stands in line {sheet.place(first[id_], sheet.column).line} too",
            sheet.place(row, sheet.column),
            UNSOUND_ID.mend,
        )
        for row, id_ in enumerate(sheet.ids)
        if is_sound(id_) and first.setdefault(id_, row) != row
    )


def named(path: Path, dataset: Dataset, column: str) -> str:
    """A column as the file spells it.

    Raises:
        DataError: SK842, there is no such column.
    """
    names: Sequence[str] = dataset.codebook.names
    found = next((name for name in names if name.casefold() == column.casefold()), None)
    if found is None:
        hint = nearest(column, names) or f"the columns are {listed(names)}"
        raise DataError(Problem(NO_COLUMN, f"there is no column '{column}'", Place(str(path)), hint))
    return found


def is_sound(id_: str) -> bool:
    """Whether this can be the id of a case."""
    return 0 < len(id_) <= LONGEST_ID and id_.isprintable()


def _unsound(id_: str) -> str:
    if not id_:
        return "the case has no id"
    shown = id_[:LONGEST_ID].encode("unicode_escape").decode("ascii") if not id_.isprintable() else id_[:LONGEST_ID]
    return f"'{shown}' cannot be the id of a case: at most {LONGEST_ID} characters that can be printed"
