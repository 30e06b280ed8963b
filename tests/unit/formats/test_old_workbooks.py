"""Workbooks of other kinds than .xlsx; those of office programs are among the shared files of the contract suite."""

import zipfile

import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.problems import FormatError


def dataset(**columns):
    types = {str: "text", float: "number", int: "number"}
    kind = {name: types[type(next(c for c in cells if c is not None))] for name, cells in columns.items()}
    variables = tuple(Variable(name=name, type=kind[name]) for name in columns)
    return Dataset(Codebook(variables=variables), pa.table(columns))


def test_texts_of_an_ods_come_back_to_the_letter(tmp_path):
    texts = [
        "=1+1",
        "two  blanks",
        " before and after ",
        "a\ttab",
        "two\nlines\n\nand a blank one",
        "<b>&\"'",
        "æØ да",
        "1.0",
    ]
    formats.write(dataset(x=texts), tmp_path / "x.ods")
    assert formats.read(tmp_path / "x.ods").dataset.arrow()["x"].to_pylist() == texts


def test_numbers_of_an_ods_come_back_to_the_last_digit(tmp_path):
    numbers = [0.1, 1 / 3, 1e300, -2.5e-7, 123456789012345678.0, 0.30000000000000004]
    formats.write(dataset(x=numbers), tmp_path / "x.ods")
    assert formats.read(tmp_path / "x.ods").dataset.arrow()["x"].to_pylist() == numbers


def test_an_ods_is_a_document_of_its_kind(tmp_path):
    formats.write(dataset(x=["a"]), tmp_path / "x.ods")
    with zipfile.ZipFile(tmp_path / "x.ods") as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"


def test_an_xls_is_not_written_and_says_what_is(tmp_path):
    with pytest.raises(FormatError, match=r"SK502 \.xls can be read, not written\n    hint: .*'\.ods'"):
        formats.write(dataset(x=["a"]), tmp_path / "x.xls")


def test_an_ods_that_unpacks_to_more_than_a_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"<a>" + b" " * 60_000_000)
    with pytest.raises(FormatError, match="SK507 the workbook unpacks to 60 MB"):
        formats.read(tmp_path / "bomb.ods")


def test_an_ods_that_repeats_a_cell_a_million_times_is_refused_or_read_in_bounds(tmp_path):
    formats.write(dataset(x=["a"]), tmp_path / "x.ods")
    with zipfile.ZipFile(tmp_path / "x.ods") as archive:
        content = archive.read("content.xml").decode()
    row = '<table:table-row table:number-rows-repeated="1048000">'
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
    content = content.replace("</table:table>", f"{row}{cell}</table:table-row></table:table>", 1)
    with zipfile.ZipFile(tmp_path / "y.ods", "w") as archive:
        archive.writestr("content.xml", content)
    with pytest.raises(FormatError) as refusal:
        formats.read(tmp_path / "y.ods")
    assert refusal.value.problems[0].rule.code in {"SK506", "SK507"}


def test_an_encrypted_ods_says_that_it_needs_a_password(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.ods", "w") as archive:
        archive.writestr("content.xml", b"\x01\x02")
        archive.writestr("META-INF/manifest.xml", "<manifest:manifest><manifest:encryption-data/></manifest:manifest>")
    with pytest.raises(FormatError, match="SK505 the workbook is protected by a password"):
        formats.read(tmp_path / "x.ods")
