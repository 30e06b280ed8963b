"""What all readers share: plain words, sheets as texts, limits, and files that are none."""

import pytest

from surveykit import exchange
from surveykit.exchange.base import NOT_A_FORM
from surveykit.exchange.draft.words import plain
from surveykit.exchange.sheets import lines_of, sheets_of
from surveykit.problems import FormatError
from surveykit.xml import parsed


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a < b and b > c", "a < b and b > c"),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("1 &amp; 2 &lt; 3", "1 & 2 < 3"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ('<a href="http://x.org">see</a> <a href="mailto:a@b.c">a@b.c</a>', "see (http://x.org) a@b.c"),
        ("<script>x=1</script>Size", "Size"),
        ('<img src="x.png" alt="a map"> of it', "a map of it"),
        ("a\u200bb\x07\r\n  c  ", "ab\nc"),
        ("<b>not closed", "not closed"),
    ],
)
def test_markup_is_taken_away(html, text):
    assert plain(html).text == text


def test_pictures_and_programs_are_named():
    assert plain('<img src="x.png"><script>1</script>').left_out == ["<img> x.png", "<script>"]


def test_a_text_file_is_read_whatever_parts_its_cells(tmp_path):
    for separator, encoding in ((",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (",", "cp1252")):
        path = tmp_path / "x.csv"
        path.write_text(f'a{separator}"ø\n1"{separator}c\n\n1{separator}2{separator}3\n', encoding=encoding)
        assert lines_of(path).rows == ((1, ("a", "ø\n1", "c")), (4, ("1", "2", "3")))


def test_a_sheet_is_read_as_texts(tmp_path, workbook):
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(s=[["a", 1.0, 0.5, True, None], [], [None, "b"]], t=[]))
    first, second = sheets_of(path)
    assert first.rows == (("a", "1", "0.5", "TRUE"), (), ("", "b"))
    assert second.rows == ()
    assert str(first.place(3, 2)) == "s!B3"


def test_a_sheet_formatted_to_its_end_is_read_quickly(tmp_path):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("s")
    sheet.append(["a"])
    for _ in range(20_000):
        sheet.append([None])
    sheet.append(["far away"])
    path = tmp_path / "x.xlsx"
    book.save(path)
    assert sheets_of(path)[0].rows == (("a",),)


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx", "x.lss", "x.xml", "x.txt"])
def test_files_that_are_too_large_are_refused_before_they_are_read(tmp_path, name):
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(21_000_000)
    system = {"csv": "redcap", "xlsx": "formr", "lss": "limesurvey", "xml": "ddi", "txt": "limesurvey"}[
        name.split(".")[1]
    ]
    with pytest.raises(FormatError) as refusal:
        exchange.read(path, system)
    assert "21 MB" in str(refusal.value)


def test_a_workbook_that_unpacks_to_far_more_is_refused(tmp_path, monkeypatch):
    import zipfile

    from surveykit.exchange import sheets

    monkeypatch.setattr(sheets, "_MOST_UNPACKED", 2_000_000)

    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"xl/{number}", b"0" * 600_000)
    with pytest.raises(FormatError) as refusal:
        sheets_of(path)
    assert "unpacks to 3 MB" in str(refusal.value)


def test_xml_knows_its_lines_and_refuses_what_is_none():
    root = parsed(b"<a>\n <b x='1'>one<c>two</c>three</b>\n</a>", NOT_A_FORM)
    tag = root.first("b")
    assert (tag.line, tag.attributes, tag.words, tag.own) == (2, {"x": "1"}, "onetwothree", "onethree")
    for content in (b"", b"<a>", b"<a></b>", b"\x00\x01", b'<?xml version="1.0" encoding="nonsense"?><a/>'):
        with pytest.raises(FormatError):
            parsed(content, NOT_A_FORM)


@pytest.mark.parametrize("system", ["redcap", "formr", "limesurvey", "dictionary", "ddi"])
@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 50, b"nonsense", b"\xff\xfe\xff", "ø".encode("cp1252") * 30, b"PK\x03\x04"]
)
def test_no_reader_falls_over_what_is_no_form(tmp_path, system, content):
    for suffix in exchange.exchange_called(system).suffixes:
        path = tmp_path / f"x{suffix}"
        path.write_bytes(content)
        exchange.exchange_called(system).recognises(path)
        with pytest.raises(FormatError) as refusal:
            exchange.read(path, system)
        assert all(problem.place.file for problem in refusal.value.problems)
