"""The sheets of foreign forms, whatever their files are."""

import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.exchange import apart
from surveykit.exchange.sheets import sheets_of
from surveykit.problems import FormatError


def test_an_old_workbook_is_read_in_a_process_of_its_own(tmp_path):

    path = tmp_path / "x.ods"
    dataset = Dataset(Codebook(variables=(Variable(name="name", type="text"),)), pa.table({"name": ["Ås", "2.0"]}))
    formats.write(dataset, path)
    assert sheets_of(path)[0].rows == (("name",), ("Ås",), ("2.0",))


def test_a_reader_that_crashes_is_a_message(tmp_path, monkeypatch):
    path = tmp_path / "x.xls"
    path.write_bytes(b"x")
    monkeypatch.setattr(apart, "_CHILD", "import os; os.abort()")
    with pytest.raises(FormatError, match="the reader crashed on it"):
        sheets_of(path)


def test_what_is_no_workbook_is_a_message(tmp_path):
    path = tmp_path / "x.xls"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(FormatError, match="it is no workbook"):
        sheets_of(path)
