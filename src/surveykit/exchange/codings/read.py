"""Codings read from a table, long or wide: what is odd is told with its place, and nothing is left out in silence."""

from pathlib import Path

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.exchange.codings.codes import Known
from surveykit.exchange.codings.columns import Columns, columns_of, heads_not_read
from surveykit.exchange.codings.long import read_long
from surveykit.exchange.codings.rules import GUESSED, NOT_READ
from surveykit.exchange.codings.table import Table, refused, tables_of
from surveykit.exchange.codings.taken import Taken
from surveykit.exchange.codings.wide import read_wide
from surveykit.problems import Place, Problem, listed


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
    found = [(table, columns) for table in tables if (columns := columns_of(table, known)) is not None]
    table, columns = next((pair for pair in found if _has_codings(pair[1])), (None, None))
    if table is None or columns is None:
        raise _no_table(path, tables, found)
    taken = Taken(table, columns, known, _question(table, columns, frame, path))
    _tell_columns(taken, tables)
    _settle_coder(taken, path)
    (read_long if columns.long else read_wide)(taken)
    return taken.codings(), taken.told()


def _has_codings(columns: Columns) -> bool:
    return columns.long or bool(columns.codes or columns.coders)


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


def _tell_columns(taken: Taken, tables: tuple[Table, ...]) -> None:
    table, columns = taken.table, taken.columns
    for column in columns.doubled:
        what = f"the heading '{table.heads[column].strip()}' stands there twice; the column further left is read"
        taken.tell(NOT_READ, what, table.heads, column, severity="warning")
    for column, head in heads_not_read(table, columns):
        what = f"the column '{head}' is not read"
        taken.tell(NOT_READ, what, table.heads, column, severity="note")
    for other in tables:
        if other is not table:
            place = Place(file=other.file, cell=other.sheet)
            taken.problems.append(Problem(NOT_READ, f"the sheet '{other.sheet}' is not read", place, severity="note"))


def _settle_coder(taken: Taken, path: Path) -> None:
    """Who coded where no column says it: the file's name."""
    columns = taken.columns
    silent = columns.long or any(not coder for coder, _ in columns.codes.values())
    if silent and "coder" not in columns.at:
        taken.coder = path.stem
        columns.codes = {column: (coder or path.stem, code) for column, (coder, code) in columns.codes.items()}
        what = f"no column says who coded; '{path.stem}', the name of the file, is taken for the coder"
        taken.tell(GUESSED, what, taken.table.heads, severity="warning")
