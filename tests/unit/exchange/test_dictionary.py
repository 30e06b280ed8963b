"""A data dictionary says what the instrument says, and reads back as the same instrument."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from surveykit import exchange
from surveykit.exchange.plain import data_of
from surveykit.instrument.file import load, loaded
from surveykit.layout import yaml_of

ROOT = Path(__file__).resolve().parents[3]
EVERYTHING = Path(__file__).parent / "forms" / "everything.yaml"
INSTRUMENTS = [
    EVERYTHING,
    ROOT / "src" / "surveykit" / "instrument" / "first.yaml",
    *sorted((ROOT / "instruments").glob("*.yaml")),
]


def rows(path: Path, sheet: str) -> list[dict]:
    head, *lines = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [{name: cell for name, cell in zip(head, line, strict=True) if cell not in (None, "")} for line in lines]


@pytest.mark.parametrize("file", INSTRUMENTS, ids=lambda path: path.stem)
def test_plain_data_is_the_instrument_again(file):
    instrument = load(file)
    assert loaded(yaml_of(data_of(instrument))).fingerprint == instrument.fingerprint


@pytest.mark.parametrize("system", ["dictionary", "ddi"])
@pytest.mark.parametrize("file", INSTRUMENTS, ids=lambda path: path.stem)
def test_what_is_written_reads_back_as_it_was(tmp_path, file, system):
    instrument = load(file)
    path = tmp_path / f"form.{'xlsx' if system == 'dictionary' else 'xml'}"
    losses = exchange.write(instrument, path, system)
    assert all(problem.severity == "note" for problem in losses)
    reading = exchange.read(path, system)
    assert not [problem for problem in reading.problems if problem.severity != "note"]
    assert yaml_of(data_of(loaded(reading.text))) == yaml_of(data_of(instrument))
    assert loaded(reading.text).fingerprint == instrument.fingerprint


def test_a_row_says_what_people_ask_of_a_variable(tmp_path):
    path = tmp_path / "d.xlsx"
    exchange.write(load(EVERYTHING), path, "dictionary")
    questions = {row["variable"]: row for row in rows(path, "questions") if "variable" in row}
    share = questions["share"]
    assert share["asked of (en)"] == "'How many?' is above 0 and 'Export?' is Yes"
    assert share["asked of (nb)"] == "'Hvor mange?' er over 0 og 'Eksport?' er Ja"
    assert share["relevance"] == "export = 1"
    assert share["else"] == 0
    assert share["missing codes"].startswith("not asked: -1; refused: -7")
    assert questions["employees"]["range"] == "0..10000"
    assert questions["employees"]["unit (nb)"] == "personer"
    assert questions["employees"]["checks"] == "employees <= 10 * frame_size"
    assert questions["export"]["choices"] == "1 = Yes\n0 = No"
    assert [name for name in questions if name.startswith("partners_")] == [
        f"partners_{code}" for code in (1, 2, 9, 0, "other")
    ]
    assert questions["partners_2"]["label (nb)"] == "Kunder"
    assert questions["partners_other"]["type"] == "other"
    assert questions["r2"]["battery"] == "reasons"
    assert {row["code"]: row["kind"] for row in rows(path, "choices") if row["list"] == "land"} == {
        "NO": "text",
        "01": "text",
    }
    assert [row["variable"] for row in rows(path, "computed")] == ["big", "total_nodes"]
    assert rows(path, "table country")[0] == {
        "iso": "SE",
        "label en": "Sweden",
        "label nb": "Sverige",
        "region": "north",
    }


def test_no_cell_is_a_formula(tmp_path):
    path = tmp_path / "d.xlsx"
    exchange.write(load(EVERYTHING), path, "dictionary")
    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [text for text in texts if text[:1] in ("=", "+", "-", "@")]
    assert "'=Formula" in texts


def plain(*lines: list, **sheets: list[list]) -> dict:
    head = [
        "section",
        "question",
        "variable",
        "type",
        "text",
        "codes",
        "range",
        "relevance",
        "required",
        "else",
        "settings",
    ]
    return {"questions": [head, *lines], **sheets}


CODES = [["list", "code", "label"], ["yesno", 1, "Yes"], ["yesno", 0, "No"]]


def test_a_dictionary_made_by_hand_is_read(read, workbook):
    found = read(
        workbook(
            **plain(
                ["A", None, "export", "single", "Export?", "yesno"],
                ["A", None, "share", "number", "Share?", None, "0..100", "export = 1", "yes", 0],
                ["B", None, "why", "open", "Why?", None, None, "nowhere = 1"],
                choices=CODES,
                checks=[
                    ["question", "check", "severity", "rule", "message"],
                    ["share", "s1", "soft", "share > 0", "None?"],
                ],
            )
        ),
        "hand.xlsx",
        "dictionary",
    )
    assert found.questions["share"]["relevance"] == "export = 1"
    assert found.questions["share"]["else"] == "0"
    assert found.questions["share"]["checks"][0]["severity"] == "soft"
    assert "questions!H4 relevance: nowhere = 1" in found.kept()
    assert [section["id"] for section in found.data["sections"]] == ["A", "B"]


def test_every_bad_cell_is_told_at_once(read, workbook):
    found = read(
        workbook(
            **plain(
                ["A", None, "a", "singel", "A?"],
                ["A", None, "b", "single", "B?", "yesnoo"],
                ["A", None, "c", "number", "C?", None, "0..9", None, "maybe"],
                ["A", None, None, "text", "D?"],
                ["A", None, "e", "text", "E?", None, None, None, None, None, "{broken"],
                ["A", None, "a", "text", "Again?"],
                choices=CODES,
            )
        ),
        "hand.xlsx",
        "dictionary",
    )
    assert [line.split(" ")[0:2] for line in found.told if "SK587" in line] == [
        ["F!questions!D2", "SK587"],
        ["F!questions!F3", "SK587"],
        ["F!questions!I4", "SK587"],
        ["F!questions!C5", "SK587"],
        ["F!questions!K6", "SK587"],
    ]
    assert "SK578" in found.rules()


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"sheet": [["a"]]}, "there is no sheet 'questions' (the sheets are 'sheet')"),
        ({"questions": [["variable", "type"]]}, "the form asks nothing"),
    ],
)
def test_what_is_no_dictionary_is_refused(refused, workbook, sheets, said):
    told = refused(workbook(**sheets), "d.xlsx", "dictionary")
    assert "SK563" in told[0]
    assert said in told[0]


def test_a_text_longer_than_a_cell_is_told(tmp_path):
    from surveykit.exchange.dictionary.write import write

    text = load(EVERYTHING).model_copy(update={"notes": ("x" * 40_000,)})
    told = write(text, tmp_path / "d.xlsx")
    assert [str(problem.place) for problem in told if problem.rule.code == "SK585"] == ["about!B9"]
