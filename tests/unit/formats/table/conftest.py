"""Tables as lines of cells, read the way a file of them is."""

import csv
import io

import openpyxl
import pytest

from surveykit import formats
from surveykit.formats.base import options_of


@pytest.fixture
def read(tmp_path):
    """Write rows as a .csv or a workbook and read it."""

    def reading(rows, suffix=".csv", merge=(), **options):
        path = tmp_path / f"x{suffix}"
        if suffix == ".csv":
            text = io.StringIO()
            csv.writer(text).writerows([["" if cell is None else cell for cell in row] for row in rows])
            path.write_text(text.getvalue(), encoding="utf-8")
        else:
            book = openpyxl.Workbook()
            book.active.title = "Answers"
            for row in rows:
                book.active.append(row)
            for span in merge:
                book.active.merge_cells(span)
            book.save(path)
        format_ = formats.format_of(path)
        given = options_of(format_, options)
        return format_.read(path, given) if suffix == ".xlsx" else formats.read(path, given)  # in this process: faster

    return reading


@pytest.fixture(params=[".csv", ".xlsx"])
def either(read, request):
    """The same rows as a text file and as a workbook."""
    from functools import partial

    return partial(read, suffix=request.param)
