"""Codebook files: what they give, and every problem at its place."""

from pathlib import Path

import pytest

from surveykit.codebook.dictionary import CodebookFile
from surveykit.codebook.file import inspect, inspected, load
from surveykit.problems import DefinitionError, SourceError
from surveykit.source import parsed

ROOT = Path(__file__).resolve().parents[3]
BELGIUM = ROOT / "codebooks" / "belgian-sme-trade.yaml"


def file_of(*lines: str) -> str:
    return "\n".join(["codebook: x", "languages: [en, fr]", "title: T", *lines])


def problems_of(text: str) -> list[str]:
    return [f"{p.place.line}:{p.place.column} {p.rule.code}" for p in inspected(parsed(text)).problems]


def given(text: str) -> CodebookFile:
    inspection = inspected(parsed(text))
    assert [str(problem) for problem in inspection.problems] == []
    return inspection.file


DEFECTS = {
    "a name twice": ("variables:", "- {id: a}", "- {id: A}", ["6:8 SK310"]),
    "a check twice": (
        "variables:",
        "- {id: a, checks: [{id: C, rule: a > 0, message: m}, {id: c, rule: a < 9, message: m}]}",
        ["5:59 SK310"],
    ),
    "a list that is not there": ("lists: {yesno: {1: Y}}", "variables: [{id: a, codes: yesn}]", ["5:28 SK311"]),
    "a section that is not there": ("sections: {A: T}", "variables: [{id: a, section: B}]", ["5:30 SK311"]),
    "texts and numbers as codes": ("lists:", "  c: {1: A, b: B}", "variables: [{id: a}]", ["5:6 SK333"]),
    "texts as codes of a number": (
        "lists: {c: {NO: N}}",
        "variables: [{id: a, type: number, codes: c}]",
        ["5:42 SK333"],
    ),
    "a range of texts": ("variables: [{id: a, type: text, range: 0..}]", ["4:40 SK333"]),
    "days of a number": ("variables: [{id: a, days: 2004-01-01..}]", ["4:27 SK333"]),
    "a missing code in the range": (
        "variables:",
        "- id: a",
        "  range: -10..10",
        "  missing: standard",
        ["7:12 SK332"],
    ),
    "a missing code in the list": (
        "lists: {c: {9: Nine}}",
        "variables: [{id: a, codes: c, missing: {9: {reason: refused}}}]",
        ["5:40 SK332"],
    ),
    "a dataset of unknown columns": (
        "variables: [{id: size}]",
        "datasets: {d: {variables: [siz, size, size]}}",
        ["5:28 SK331", "5:39 SK310"],
    ),
    "a set of unknown columns": ("variables: [{id: a}]", "sets: {s: {variables: [b]}}", ["5:24 SK331"]),
    "choices and columns of a set": (
        "variables: [{id: a}, {id: b}]",
        "sets: {s: {variables: [a, b], choices: [1]}}",
        ["5:40 SK333"],
    ),
    "periods that overlap": (
        "variables: [{id: a}]",
        "country_sets:",
        "  EU:",
        "  - {until: 2004-05-01, members: [SE]}",
        "  - {from: 2004-05-01, members: [SE, PL]}",
        ["8:5 SK334"],
    ),
    "periods that leave days out": (
        "variables: [{id: a}]",
        "country_sets:",
        "  EU:",
        "  - {from: 2004-05-01, members: [SE, PL]}",
        "  - {until: 2004-04-29, members: [SE]}",
        ["7:5 SK334"],
    ),
    "a period that ends before it begins": (
        "variables: [{id: a}]",
        "country_sets: {EU: [{from: 2004-05-01, until: 2004-04-30, members: [SE]}]}",
        ["5:47 SK334"],
    ),
    "a country that is not listed, and one twice": (
        "lists: {country: {SE: Sweden, NO: Norway}}",
        "variables: [{id: a}]",
        "country_sets: {EU: [{members: [SW, SE, SE]}]}",
        ["6:32 SK335", "6:40 SK335"],
    ),
    "a formula of what is computed later": (
        "variables:",
        "- {id: a, formula: b + 1}",
        "- {id: b, formula: c + 1}",
        "- {id: c}",
        ["5:20 SK336"],
    ),
    "a formula of itself": ("variables: [{id: a, formula: a + 1}]", ["4:30 SK336"]),
    "a name that is not known": ("variables:", "- {id: a, formula: 1 + bb}", ["5:24 SK110"]),
    "a formula that cannot be read": ("variables:", "- {id: a, formula: 1 + }", ["5:23 SK101"]),
    "a code that is not known in a check": (
        "lists: {yesno: {1: Y, 0: N}}",
        "variables:",
        "- {id: a, codes: yesno, checks: [{id: C, rule: a = 3, message: m}]}",
        ["6:52 SK112"],
    ),
    "a text that is not translated": ("variables: [{id: a, label: {en: Size}}]", ["4:28 SK337"]),
    "a language that is not named": (
        "variables: [{id: a, label: {en: Size, fr: Taille, no: Str}}]",
        ["4:28 SK338"],
    ),
    "a key that is misspelt": ("variables: [{id: a, lable: Size}]", ["4:21 SK010"]),
    "a code list with a code twice": ("lists: {c: {1: A, 1.0: B}}", "variables: [{id: a}]", ["4:12 SK012"]),
    "no variables": ("variables: []", ["4:12 SK011"]),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_found_at_its_place_and_nothing_else(defect):
    *lines, expected = DEFECTS[defect]
    try:
        found = problems_of(file_of(*lines))
    except SourceError as refusal:
        found = [f"{p.place.line}:{p.place.column} {p.rule.code}" for p in refusal.problems]
    assert found == expected


def test_a_file_gives_a_codebook():
    file = given(
        file_of(
            "lists:",
            "  land: {NO: {en: Norway, fr: Norvège}}",
            "sections: {A: {en: Firm, fr: Entreprise}}",
            "variables:",
            "- {id: firm, type: text, role: id}",
            "- {id: land, codes: land, missing: standard}",
            "- {id: size, decimals: 0, range: 0.., missing: {-5: {label: gone, reason: gone}}, section: A}",
            "- {id: big, formula: if size > 9 then 1 else 0, decimals: 0}",
            "- {id: since, type: date, days: 1990-01-01..}",
        )
    )
    book = file.codebook
    assert book.names == ("firm", "land", "size", "big", "since")
    assert (book["land"].type, book["land"].measure, len(book["land"].missing)) == ("text", "nominal", 4)
    assert (book["size"].measure, book["size"].emptiness.reason(-5)) == ("scale", "gone")
    assert (book["size"].origin.kind, book["big"].origin.kind) == ("register", "computed")
    assert (book["since"].earliest, book["since"].latest) == ("1990-01-01", None)
    assert book.label_of(book["land"], "NO", "fr") == "Norvège"


def test_a_dataset_has_its_columns_and_the_checks_that_read_nothing_else():
    file = given(
        file_of(
            "variables:",
            "- {id: a, checks: [{id: C1, rule: a > 0, message: m}, {id: C2, rule: a > b, message: m}]}",
            "- {id: b}",
            "datasets: {d: {title: Only a, variables: [a], notes: [one]}}",
        )
    )
    book = file.of("d")
    assert (book.name, str(book.title), book.names, book.notes) == ("x-d", "Only a", ("a",), ("one",))
    assert [check.id for check in book.checks] == ["C1"]


def test_members_of_a_country_set_depend_on_the_day():
    book = load(BELGIUM).codebook
    eu, europe = book.country_sets["EU"], book.country_sets["Europe"]
    sizes = {day: len(eu.on(day)) for day in ("1994-12-31", "2004-04-30", "2004-05-01", "2007-01-01", "2020-02-01")}
    assert sizes == {"1994-12-31": 12, "2004-04-30": 15, "2004-05-01": 25, "2007-01-01": 27, "2020-02-01": 27}
    assert "PL" not in eu.on("2004-04-30")
    assert "PL" in eu.on("2004-05-01")
    assert {"CH", "NO"} <= europe.on("2000-01-01") - eu.on("2000-01-01")
    assert eu.on("1980-01-01") == frozenset()


def test_the_belgian_codebook_is_sound_and_holds_all_lines_of_table_22():
    inspection = inspect(BELGIUM)
    assert [str(problem) for problem in inspection.problems] == []
    book = inspection.file.codebook
    lines = "ln_FTE98 ln_FTE05 ln_VA98 ln_VA05 ln_prod_98 ln_prod_05 ln_FA98 ln_FA05 ln_FA_FTE98 ln_FA_FTE05 ln_IA98 "
    lines += "ln_IA05 ln_IA_FTE98 ln_IA_FTE05 ln_RD98 ln_RD05 ln_RD_FTE98 ln_RD_FTE05 ln_M_FTE98 ln_X98 ln_X05 TFP98 "
    lines += "avg_growth ln_M_TO98 ln_M_TO05 ln_Np98 ln_Np05 ln_Nc98 ln_Nc05"
    assert [name for name in lines.split() if name not in book] == []


def test_what_cannot_be_read_is_refused_with_all_its_errors(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(file_of("variables: [{id: a, codes: b}, {id: a}]"), encoding="utf-8")
    with pytest.raises(DefinitionError) as refusal:
        load(path)
    assert [problem.rule.code for problem in refusal.value.problems] == ["SK311", "SK310"]
    assert inspect(tmp_path / "nowhere.yaml").problems[0].rule.code == "SK004"


def test_country_sets_travel_with_the_data(tmp_path):
    import pyarrow as pa

    from surveykit import formats
    from surveykit.dataset.dataset import Dataset

    book = load(BELGIUM).codebook.select(["case"])
    formats.write(Dataset(book, pa.table({"case": ["a"]})), tmp_path / "x.parquet")
    assert formats.read(tmp_path / "x.parquet").dataset.codebook.country_sets == book.country_sets
    said = formats.lost(Dataset(book, pa.table({"case": ["a"]})), tmp_path / "x.sav")
    assert "country sets" in " ".join(loss.what for loss in said)
