"""Codings written as a table, .csv, .tsv or .xlsx; what the table cannot hold is told with its place."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Coding, Codings
from surveykit.exchange.codings.codes import joined, unwritable
from surveykit.exchange.codings.columns import NAMES, NUMBERED, SETTLED
from surveykit.exchange.codings.rows import Rows, code_rows, long_rows, wide_rows
from surveykit.exchange.codings.rules import NOT_HELD
from surveykit.exchange.codings.table import SUFFIXES, refused, safe
from surveykit.problems import DataError, Place, Problem, listed
from surveykit.whole import written_whole

Layout = Literal["long", "wide", "codes"]
"""One row a judgement; one column a coder; one column of 0 and 1 for each coder and code."""

LAYOUTS: Final[tuple[Layout, ...]] = ("long", "wide", "codes")
_LONGEST: Final = 32_767  # characters in a cell of a workbook
_SHORT: Final = 100
_NOT_IN_TEXT: Final = re.compile(r"[\x00\ud800-\udfff]")
_NOT_IN_WORKBOOK: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


def write(codings: Codings, frame: CodingFrame | None, path: Path, layout: Layout = "long") -> tuple[Problem, ...]:
    """Write codings as a table.

    Args:
        codings: what is written.
        frame: the coding frame; its codes have columns in the layout "codes" though nobody gave them.
        path: the file; its suffix says which kind.
        layout: "long" holds every judgement with its history, "wide" and "codes" the present codes of each coder.

    Returns:
        What the table cannot hold.

    Raises:
        DataError: SK947, a coder has the name of a column and the layout is "wide".
        FormatError: SK940, the suffix is unknown; SK509, the file cannot be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise refused(
            path, f"codings are not written as '{path.suffix}'", f"they are written as {listed([*SUFFIXES, '.qdpx'])}"
        )
    _refuse_names(codings, layout)
    made = {"long": long_rows, "wide": wide_rows}[layout](codings) if layout != "codes" else code_rows(codings, frame)
    workbook = path.suffix.lower() == ".xlsx"
    with written_whole(path) as partial:
        (_workbook if workbook else _lines)(made, partial)
    lost = (problem.at(Place(file=str(path))) for problem in _not_held(codings, layout))
    return (*lost, *_odd_cells(made, path, workbook=workbook))


def _refuse_names(codings: Codings, layout: Layout) -> None:
    taken = {*SETTLED, *(name for names in NAMES.values() for name in names)} if layout == "wide" else set()
    odd = [
        coder
        for coder in codings.coders
        if taken and (NUMBERED.fullmatch(coder) or re.sub(r"[\s_-]+", " ", coder).casefold() in taken)
    ]
    if odd:
        what = f"coders have names of columns: {listed(odd)}"
        raise DataError(Problem(NOT_HELD, what, hint="write the long layout"))


def _lines(made: Rows, path: Path) -> None:
    heads, rows = made
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter="\t" if path.suffix.lower() == ".tsv" else ",", lineterminator="\r\n")
        writer.writerows([safe(_NOT_IN_TEXT.sub("\ufffd", cell)) for cell in row] for row in (heads, *rows))


def _workbook(made: Rows, path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    heads, rows = made
    book = Workbook(write_only=True)
    book.properties.creator = "surveykit"
    sheet = book.create_sheet("codings")
    sheet.freeze_panes = "B2"
    for number, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = 60 if head == "text" else 18
    bold, top, wrapped = Font(bold=True), Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    for number, row in enumerate((heads, *rows)):
        cells = []
        for said in row:
            cell = WriteOnlyCell(sheet, _fitted(said) or None)
            if said:
                cell.data_type = "s"  # a text that begins as a formula does is a text
            if number == 0:
                cell.font = bold
            if len(said) > _SHORT or "\n" in said:
                cell.alignment = wrapped if "\n" in said else top
            cells.append(cell)
        sheet.append(cells)
    book.save(path)


def _fitted(said: str) -> str:
    """A text as a cell of a workbook holds it."""
    return _NOT_IN_WORKBOOK.sub("\ufffd", said.replace("\r\n", "\n").replace("\r", "\n"))[:_LONGEST]


def _odd_cells(made: Rows, path: Path, *, workbook: bool) -> Iterator[Problem]:
    """Cells that hold what the file cannot; told with the case."""
    heads, rows = made
    for row in rows:
        for head, cell in zip(heads, row, strict=True):
            odd = (
                "" if len(cell) < _SHORT and cell.isascii() and cell.isalnum() else _odd(head, cell, workbook=workbook)
            )
            if odd:
                yield Problem(NOT_HELD, odd, Place(str(path), case=row[0], variable=head), severity="warning")


def _odd(head: str, cell: str, *, workbook: bool) -> str:
    """What a cell loses, in words."""
    if (_NOT_IN_WORKBOOK.sub("", cell.replace("\r", "")) if workbook else _NOT_IN_TEXT.sub("", cell)) != (
        cell.replace("\r", "") if workbook else cell
    ):
        return "characters that the file cannot hold become \ufffd"
    if workbook and len(cell) > _LONGEST:
        return f"the text of {len(cell):,} characters is cut to {_LONGEST:,}"
    if workbook and "\r" in cell:
        return "ends of lines become those of workbooks; the answer counts as changed"
    if head in ("case", "question", "wave", "coder", "language") and cell != cell.strip():
        return f"blanks around '{cell.strip()}' are lost"
    return ""


def _not_held(codings: Codings, layout: Layout) -> Iterator[Problem]:
    """What no table holds, and what this layout does not."""
    if codings.batches:
        who = listed([f"{batch.name} of {batch.coder}" for batch in codings.batches])
        yield _lost(f"who was given what, and whether blind, is not written: {who}")
    stray = sorted({unit for unit, _ in codings.codings if unit not in codings.units})
    if stray:
        yield _lost(f"judgements of answers that are not known are not written: {listed(stray)}")
    used = {one.frame for one in (*codings.codings.values(), *codings.independent.values())}
    used |= {one.frame for one in codings.settled.values()}
    if set(codings.frames) - used:
        yield _lost(f"versions of the frame nobody coded by are not named: {listed([*{*codings.frames} - used])}")
    odd = unwritable(dict.fromkeys(code for coding in codings.codings.values() for code in coding.codes))
    if odd:
        yield _lost(f"codes that hold signs which part codes will be read as several: {listed(odd)}")
    if layout != "long":
        yield from _narrow(codings, layout)


def _narrow(codings: Codings, layout: Layout) -> Iterator[Problem]:
    """What a table without a row for each judgement leaves out."""
    held = [*codings.codings.values()]
    facts = {
        "spans": [one for one in held if one.spans],
        "notes": [one for one in held if one.note],
        "times": [one for one in held if one.at],
        "batches of judgements": [one for one in held if one.batch],
        "accepted suggestions": [one for one in held if one.accepted or one.shown],
        "ids of events": [one for one in held if one.event],
        "frames of judgements": [one for one in held if one.frame],
        "reasons": [one for one in held if one.reason and (layout == "codes" or one.outcome != "uncodable")],
    }
    for name, lost in facts.items():
        if lost:
            yield _lost(f"{name} are not written: {_which(lost)}")
    before = [one for key, one in codings.independent.items() if codings.codings.get(key) != one]
    if before:
        yield _lost(f"what coders held before the answer was settled is not written: {_which(before)}")
    if codings.settled:
        settled = [f"{unit}: {joined(one.codes) or one.outcome}" for unit, one in codings.settled.items()]
        yield _lost(f"what was settled is not written: {listed(settled)}")


def _which(codings: list[Coding]) -> str:
    return listed([f"{one.coder} of {one.unit}" for one in codings])


def _lost(what: str) -> Problem:
    return Problem(NOT_HELD, what, hint=NOT_HELD.mend, severity="warning")
