"""Workbooks of strangers: damaged, enormous or no forms at all; each gives a message, never a traceback."""

import struct
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from surveykit.exchange import read
from surveykit.exchange.xlsform.form import recognises
from surveykit.problems import FormatError

SOUND = "type | name | label\ntext | a | A"


def refusal(path: Path) -> str:
    with pytest.raises(FormatError) as caught:
        read(path, "xlsform")
    assert {problem.rule.code for problem in caught.value.problems} == {"SK563"}
    assert all(problem.hint for problem in caught.value.problems)
    return "\n".join(f"{problem.place} {problem.what}" for problem in caught.value.problems)


def made(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.xlsx", b"", "the file is empty"),
        ("text.xlsx", b"type,name\ntext,a\n", "no whole Excel workbook"),
        ("old.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "password"),
        ("text.xls", b"type,name\n", "no Excel workbook of before 2007"),
        ("new.xls", b"PK\x03\x04", "no Excel workbook of before 2007"),
        ("old.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(3000), "cannot be read as a form"),
        ("binary.csv", b"survey\n,type,\x00name\n", "the file is no text"),
        ("latin.csv", b"survey\n,type,name,label\n,text,a,\xe5\n", "UTF-8"),
        ("answers.csv", b"case,size\n1,2\n", "no line begins with the word 'survey'"),
        ("headless.csv", b"survey\n", "no line begins with the word 'survey'"),
    ],
)
def test_what_is_no_form(tmp_path, name, content, words):
    path = made(tmp_path, name, content)
    assert words in refusal(path)
    assert not recognises(path)


def test_a_workbook_cut_short(book, tmp_path):
    whole = book(SOUND).read_bytes()
    for part in (100, len(whole) // 2, len(whole) - 30):
        assert "damaged" in refusal(made(tmp_path, f"cut{part}.xlsx", whole[:part]))


def test_a_workbook_with_a_broken_part(book, tmp_path):
    path = book(SOUND)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row r='1'><c r='A1'"
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(broken, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert "cannot be read as a form" in refusal(broken)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 400_000_000)
    assert "times its size" in refusal(bomb)


def test_a_million_rows_are_refused_quickly(tmp_path):
    path = tmp_path / "rows.xlsx"
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}"><v>1</v></c></row>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        rows = "".join(map(row.format, range(1, 1_000_001)))
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    begin = time.process_time()
    assert "filled cells" in refusal(path)
    assert time.process_time() - begin < 5


def test_rows_that_are_only_formatted_do_no_harm(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "survey"
    sheet.append(["type", "name", "label"])
    sheet.append(["text", "a", "A"])
    for row in range(3, 5_000):
        sheet.cell(row, 1).font = openpyxl.styles.Font(bold=True)
    workbook.save(tmp_path / "f.xlsx")
    assert read(tmp_path / "f.xlsx", "xlsform").counts["questions"] == 1


def test_sheets_with_wrong_names(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.title = "questions"
    workbook.create_sheet("answers")
    workbook.save(tmp_path / "f.xlsx")
    assert "no sheet 'survey'" in refusal(tmp_path / "f.xlsx")


def test_an_only_sheet_is_the_survey_whatever_its_name(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["type", "name", "label"])
    workbook.active.append(["text", "a", "A"])
    workbook.save(tmp_path / "f.xlsx")
    assert recognises(tmp_path / "f.xlsx")
    assert read(tmp_path / "f.xlsx").counts["questions"] == 1


@pytest.mark.parametrize(
    ("survey", "choices", "cell", "words"),
    [
        ("name | label\na | A", "", "survey!A1", "type"),
        ("type | label\ntext | A", "", "survey!A2", "no name"),
        (
            "type | name | label\nselect_one l | a | A",
            "list_name | name | label\nk | 1 | One",
            "survey!A2",
            "list name",
        ),
        ("type | name | label\ntext | a | A\ntext | a | B", "", "survey!B3", "unique"),
        ("type | name | label\ntext | a b | A", "", "survey!B2", "must"),
        ("type | name | label | relevant\ntext | a | A | ${nobody} = 1", "", "survey!D2", "nobody"),
        ("type | name | label\nbegin group | g | G\ntext | a | A", "", "survey!", "begin"),
        ("type | name | label\ntext | a | A\nend group | |", "", "survey!A3", "end"),
        ("type | name | label\nselect_one l | a | A", "list_name | label\nl | One", "choices!A1", "name"),
        ("type | name | label | relevant | relevance\ntext | a | A | 1 = 1 | 2 = 2", "", "survey!D1", "relevan"),
        ("type | name | label | calculation\ncalculate | c | | ", "", "survey!A2", "Missing calculation"),
    ],
)
def test_a_form_pyxform_refuses_is_refused_with_its_cell(book, survey, choices, cell, words):
    said = refusal(book(survey, choices))
    assert cell in said
    assert words.lower() in said.lower()


def test_all_repeated_choices_of_a_broken_list_are_told_at_once(book):
    survey = "type | name | label\nselect_multiple l | a | A"
    said = refusal(book(survey, "list_name | name | label\nl | a b | One\nl | c d | Two"))
    assert "choices!B2" in said


def test_the_package_that_is_not_installed_is_named(book, monkeypatch):
    for module in [name for name in sys.modules if name.split(".")[0] == "pyxform"] or ["pyxform"]:
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, "pyxform.errors", None)
    with pytest.raises(FormatError) as caught:
        read(book(SOUND), "xlsform")
    (problem,) = caught.value.problems
    assert problem.rule.code == "SK562"
    assert problem.hint == "pip install 'surveykit[xlsform]'"


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FormatError, match="there is no such file"):
        read(tmp_path / "none.xlsx")
    with pytest.raises(FormatError, match="No such file"):
        read(tmp_path / "none.xlsx", "xlsform")


def test_flipped_bytes_never_give_a_traceback(book, tmp_path):
    whole = book(SOUND).read_bytes()
    for place in range(0, len(whole), 97):
        content = whole[:place] + struct.pack("B", whole[place] ^ 0xFF) + whole[place + 1 :]
        path = made(tmp_path, "flipped.xlsx", content)
        try:
            read(path, "xlsform")
        except FormatError:
            continue
