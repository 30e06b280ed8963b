"""Tables of codings as they are written, and what is said of all that they leave out."""

import csv
from pathlib import Path

import pytest

from surveykit.coding.acts import Span
from surveykit.coding.codings import Batch, Coding, Codings, Settlement, codings_of
from surveykit.coding.unit import Unit
from surveykit.exchange.codings.read import read
from surveykit.exchange.codings.write import write
from surveykit.problems import DataError, FormatError

UNITS = (Unit("IT01", "after_text", "=HYPERLINK(1)"), Unit("IT02", "after_text", "Nulla"))
CODINGS = codings_of(
    UNITS,
    [
        Coding(
            "after_text/IT01", "ida", codes=("EXP", "FAIR"), spans=(Span("EXP", 0, 4),), note="sure", text=UNITS[0].hash
        ),
        Coding("after_text/IT01", "ola", outcome="none", text=UNITS[0].hash),
        Coding("after_text/IT02", "ola", outcome="uncodable", reason="cut off", text=UNITS[1].hash),
    ],
    [Settlement("after_text/IT01", "eva", codes=("EXP",), text=UNITS[0].hash)],
)


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_long_one_row_a_judgement(tmp_path):
    assert write(CODINGS, None, tmp_path / "out.csv") == ()
    assert rows(tmp_path / "out.csv")[:3] == [
        ["case", "question", "kind", "coder", "codes", "outcome", "reason", "text", "spans", "note", "method"],
        ["IT01", "after_text", "", "ida", "EXP FAIR", "", "", "'=HYPERLINK(1)", "EXP 0-4", "sure", ""],
        ["IT01", "after_text", "", "ola", "", "none", "", "'=HYPERLINK(1)", "", "", ""],
    ]  # fmt: skip


def test_wide_one_column_a_coder(tmp_path):
    told = write(CODINGS, None, tmp_path / "out.csv", "wide")
    assert rows(tmp_path / "out.csv") == [
        ["case", "question", "text", "ida", "ola"],
        ["IT01", "after_text", "'=HYPERLINK(1)", "EXP FAIR", "(none)"],
        ["IT02", "after_text", "Nulla", "", "(uncodable: cut off)"],
    ]
    assert [problem.what for problem in told] == [
        "spans are not written: 'ida of after_text/IT01'",
        "notes are not written: 'ida of after_text/IT01'",
        "what was settled is not written: 'after_text/IT01: EXP'",
    ]


def test_ticks_one_column_a_code(tmp_path, frame):
    told = write(CODINGS, frame, tmp_path / "out.csv", "codes")
    heads, first, second = rows(tmp_path / "out.csv")
    assert heads[3:] == [
        f"{coder}: {code}" for coder in ("ida", "ola") for code in ("EXP", "FAIR", "WIP", "NONE", "(uncodable)")
    ]
    assert first[3:] == ["1", "1", "0", "0", "0", "0", "0", "0", "0", "0"]
    assert second[3:] == ["", "", "", "", "", "0", "0", "0", "0", "1"]
    assert "reasons are not written: 'ola of after_text/IT02'" in [problem.what for problem in told]


def test_a_text_that_begins_as_a_formula_does_is_none_in_a_workbook(tmp_path):
    from openpyxl import load_workbook

    write(CODINGS, None, tmp_path / "out.xlsx")
    cell = load_workbook(tmp_path / "out.xlsx")["codings"]["H2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert read(tmp_path / "out.xlsx", None)[0].units == CODINGS.units


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\x01b", "characters that the file cannot hold become �"),
        ("a\r\nb", "ends of lines become those of workbooks; the answer counts as changed"),
        ("a" * 40_000, "the text of 40,000 characters is cut to 32,767"),
    ],
    ids=["control", "ends of lines", "long"],
)
def test_what_a_workbook_cannot_hold_of_an_answer_is_told_with_the_case(tmp_path, text, said):
    (problem,) = write(codings_of([Unit("IT01", "after_text", text)], []), None, tmp_path / "out.xlsx")
    assert (problem.what, problem.place.case, problem.place.variable) == (said, "IT01", "text")


def test_batches_are_told_to_be_lost(tmp_path):
    codings = Codings(CODINGS.units, batches=(Batch("one", "ida", ("after_text/IT01",), True, "code", 1),))
    (problem,) = write(codings, None, tmp_path / "out.csv")
    assert problem.what == "who was given what, and whether blind, is not written: 'one of ida'"


@pytest.mark.parametrize("coder", ["Text", "code 1"])
def test_a_coder_with_the_name_of_a_column_has_no_column(tmp_path, coder):
    codings = codings_of(UNITS, [Coding("after_text/IT01", coder, codes=("EXP",))])
    with pytest.raises(DataError, match=f"coders have names of columns: '{coder}'"):
        write(codings, None, tmp_path / "out.csv", "wide")


def test_an_unknown_suffix_is_refused(tmp_path):
    with pytest.raises(FormatError, match="codings are not written as"):
        write(CODINGS, None, tmp_path / "out.doc")
