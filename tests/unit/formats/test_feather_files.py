"""Feather files of others become datasets of plain types; what holds more than one value a cell is refused."""

from datetime import date, datetime

import pyarrow as pa
import pyarrow.feather
import pytest

from surveykit import formats
from surveykit.problems import FormatError


def test_a_file_of_another_program_is_read(tmp_path):
    path = tmp_path / "other.feather"
    table = pa.table({
        "town": pa.array(["Oslo", None, "Oslo"]).dictionary_encode(),
        "size": pa.array([1, None, 3], pa.uint8()),
        "share": [0.5, float("nan"), None],
        "day": [date(2020, 1, 2), None, None],
        "at": [datetime.fromisoformat("2020-01-02T03:04:05.5"), None, None],
        "yes": [True, False, None],
    })  # fmt: skip
    pyarrow.feather.write_feather(table, path)
    dataset = formats.read(path).dataset
    assert dataset.arrow().to_pydict() == {
        "town": ["Oslo", None, "Oslo"],
        "size": [1, None, 3],
        "share": [0.5, None, None],
        "day": ["2020-01-02", None, None],
        "at": ["2020-01-02T03:04:05.5", None, None],
        "yes": [1, 0, None],
    }
    assert [v.type for v in dataset.codebook] == ["text", "number", "number", "date", "datetime", "number"]


def test_columns_of_lists_are_refused(tmp_path):
    path = tmp_path / "lists.arrow"
    pyarrow.feather.write_feather(pa.table({"a": [[1, 2], [3]]}), path)
    with pytest.raises(FormatError, match=r"SK551 column 'a'"):
        formats.read(path)


def test_the_first_version_of_feather_is_named(tmp_path):
    path = tmp_path / "old.feather"
    path.write_bytes(b"FEA1" + bytes(40) + b"FEA1")
    with pytest.raises(FormatError, match=r"SK504 .* first, now abandoned, version"):
        formats.read(path)
