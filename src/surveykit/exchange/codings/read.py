"""Codings read from a table, long or wide: what is odd is told with its place, and nothing is left out in silence."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.exchange.codings.codes import Known
from surveykit.exchange.codings.columns import Columns, columns_of, heads_not_read
from surveykit.exchange.codings.long import read_long
from surveykit.exchange.codings.rules import GUESSED, NOT_READ
from surveykit.exchange.codings.table import Row, Table, refused, tables_of
from surveykit.exchange.codings.taken import Taken
from surveykit.exchange.codings.wide import read_wide
from surveykit.problems import Place, Problem, listed

_TITLES: Final = 5  # filled rows among which the headings are looked for
_SUMS: Final = frozenset(
    ["total", "totals", "sum", "totale", "totali", "somma", "totalt", "итого", "всего", "gesamt", "summe"]
)


def read(path: Path, frame: CodingFrame | None = None) -> tuple[Codings, tuple[Problem, ...]]:
    """The codings of a .csv, .tsv or .xlsx.

    Args:
        path: the table: one row a judgement (case, question, coder, codes), one row a code of it, or one row an
            answer with a column for each coder, or a column of 0 and 1 for each code.
        frame: the coding frame; without it every word is a code.

    Returns:
        The codings, and what was odd: unknown codes, doubled rows, rows of nobody, judgements that differ.

    Raises:
        FormatError: SK940, the file is no such table.
    """
    known = Known(frame)
    tables = tables_of(path)
    found = [pair for table in tables if (pair := _headed(table, known)) is not None]
    holding = [pair for pair in found if pair[1].any]
    table, columns = min(holding, key=lambda pair: not pair[1].named, default=(None, None))
    if table is None or columns is None:
        raise _no_table(path, tables, found)
    taken = Taken(table, columns, known, _question(table, columns, frame, path))
    _tell_columns(taken)
    _tell_rows(taken, next(each for each in tables if each.sheet == table.sheet))
    _tell_sheets(taken, tables, {each.sheet for each, _ in holding})
    _settle_coder(taken, path)
    (read_long if columns.long else read_wide)(taken)
    return taken.codings(), taken.told()


def _headed(table: Table, known: Known) -> tuple[Table, Columns] | None:
    """A table from its headings on, which may stand below a title, and without sums at its end; None without a case."""
    rows = (table.heads, *table.rows)
    end = len(rows) - 1 if _is_sum(rows[-1]) else len(rows)
    found = None
    for at in range(min(_TITLES, end)):
        below = replace(table, heads=rows[at], rows=rows[at + 1 : end])
        columns = columns_of(below, known)
        if columns is not None and (columns.any or at == 0):
            found = found if found and not columns.any else (below, columns)
            if columns.any:
                break
    return found


def _is_sum(row: Row) -> bool:
    """Whether a row is the last one of people who count below their table."""
    first, *others = [cell.strip() for cell in row.cells if cell.strip()]
    return first.strip(" :").casefold() in _SUMS and all(cell.replace(".", "", 1).isdecimal() for cell in others)


def _no_table(path: Path, tables: tuple[Table, ...], found: list[tuple[Table, Columns]]) -> Exception:
    if found:
        table = found[0][0]
        return refused(path, "no column holds codes", place=table.place(table.heads))
    table = tables[0]
    heads = listed([head.strip() for head in table.heads.cells if head.strip()])
    return refused(path, f"no column says the case; the headings are {heads}", place=table.place(table.heads))


def _question(table: Table, columns: Columns, frame: CodingFrame | None, path: Path) -> str:
    """The question of rows that do not say it."""
    questions = frame.questions if frame is not None else ()
    if "question" in columns.at or len(questions) == 1:
        return questions[0] if len(questions) == 1 else ""
    if questions:
        what = f"no column says the question, and the frame is for {listed(questions)}"
        raise refused(path, what, "add a column `question`", table.place(table.heads))
    return "answer"


def _tell_columns(taken: Taken) -> None:
    table, columns = taken.table, taken.columns
    for column in columns.doubled:
        what = f"the heading '{table.heads[column].strip()}' stands there twice; the column further left is read"
        taken.tell(NOT_READ, what, table.heads, column, severity="warning")
    for column, head, odd in heads_not_read(table, columns, taken.known):
        what = f"the column '{head}' is not read"
        what += f": it is headed by a code and holds '{odd[:40]}', neither 0 nor 1" if odd else ""
        taken.tell(NOT_READ, what, table.heads, column, severity="warning" if odd else "note")
    for column in columns.settled:
        what = f"the column '{table.heads[column].strip()}' is taken for what was settled, not for a coder"
        taken.tell(GUESSED, what, table.heads, column, severity="note")
    for column in range(max((len(row.cells) for row in table.rows), default=0)):
        filled = [] if table.heads[column].strip() else [row for row in table.rows if row[column].strip()]
        if filled:
            what = f"a column without a heading is not read; it holds '{filled[0][column].strip()[:40]}'"
            hint = "write a heading above it; or a cell further left holds the sign that parts columns"
            more = ", and more below" if filled[1:] else ""
            taken.tell(NOT_READ, f"{what}{more}", filled[0], column, hint, "warning")


def _tell_rows(taken: Taken, whole: Table) -> None:
    """Titles above the headings and sums below the rows."""
    for row in (whole.heads, *whole.rows):
        if row.number < taken.table.heads.number:
            said = " ".join(cell.strip() for cell in row.cells if cell.strip())[:80]
            taken.tell(NOT_READ, f"a row above the headings is not read: {said}", row, severity="note")
    last = (whole.heads, *whole.rows)[-1]
    if _is_sum(last):
        said = " ".join(cell.strip() for cell in last.cells if cell.strip())[:80]
        taken.tell(NOT_READ, f"the last row is taken for a sum and not read: {said}", last, severity="warning")


def _tell_sheets(taken: Taken, tables: tuple[Table, ...], holding: set[str]) -> None:
    for other in tables:
        if other.sheet != taken.table.sheet:
            codings = other.sheet in holding
            what = f"the sheet '{other.sheet}' {'has codings too and ' if codings else ''}is not read"
            hint = "put the sheets below one another, with a column `coder`, or save each in a file" if codings else ""
            place = Place(file=other.file, cell=other.sheet)
            taken.problems.append(Problem(NOT_READ, what, place, hint, severity="warning" if codings else "note"))


def _settle_coder(taken: Taken, path: Path) -> None:
    """Who coded where no column says it: the file's name."""
    columns = taken.columns
    silent = columns.long or any(not coder for coder, _ in columns.codes.values())
    if silent and "coder" not in columns.at:
        taken.coder = path.stem
        columns.codes = {column: (coder or path.stem, code) for column, (coder, code) in columns.codes.items()}
        what = f"no column says who coded; '{path.stem}', the name of the file, is taken for the coder"
        taken.tell(GUESSED, what, taken.table.heads, severity="warning")
