"""The reports of a validation: everything is escaped, anchors and keys stay, and build servers can read them."""

import json
from html.parser import HTMLParser
from io import BytesIO
from xml.etree.ElementTree import fromstring

import pyarrow as pa
import pytest
from openpyxl import load_workbook

from surveykit.cleaning.worksheet import COLUMNS, corrections_in
from surveykit.codebook.codebook import ClusterRule, Codebook, Consistency
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.formats.excel.worksheet import read
from surveykit.quality.baseline import Baseline, Known
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import validate
from surveykit.render.validation import REPORTS, SUFFIXES, reported
from surveykit.reports.captions import LANGUAGES
from surveykit.reports.validation.brief import brief
from surveykit.reports.validation.model import Validated, summary, validated
from surveykit.text import Text

EVIL = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A0"
YESNO = CodeList(name="yesno", codes=(Code(value=1, label=Text(f"Yes {EVIL}")), Code(value=0, label=Text("No"))))
CODEBOOK = Codebook(
    lists={"yesno": YESNO},
    variables=(
        Variable(name="id", type="text", role="id"),
        Variable(name="export", label=Text(f"Exports {EVIL}"), codes="yesno", missing=standard_missing("number")),
        Variable(name="size", decimals=0, range=Range(low=0, high=100)),
        Variable(name="costs"),
        Variable(name="group", type="text"),
    ),
    checks=(Consistency(id="C1", variable="size", rule="size < costs", severity="soft", message=Text(f"Low {EVIL}")),),
    clusters=(ClusterRule(id="G1", by="group", rule="all_equal(export)", severity="soft"),),
)


def made(language: str = "en", known: Baseline | None = None, baseline: str = "") -> Validated:
    table = {
        "id": ["a", EVIL, FORMULA, "d"],
        "export": [1, 7, 9, -9],
        "size": [5.0, 500.0, 50.5, -1.0],
        "costs": [1.0, None, None, None],
        "group": ["x\x0b", "x\x0b", "y", None],
    }
    report = validate(Dataset(CODEBOOK, pa.table(table)), CHECKS, most=None)
    return validated(report, CODEBOOK, f"firms {EVIL}", language, known=known, baseline=baseline)


class Page(HTMLParser):
    """What a page holds: tags with their attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_data_is_text_in_the_page(language):
    page = reported(made(language), ".html")
    assert EVIL.encode() not in page
    assert b"&lt;script&gt;alert(1)" in page
    assert len(Page(page).all("script")) == 1


def test_the_page_asks_for_nothing_and_can_be_filtered_without_a_mouse():
    page = Page(reported(made(), ".html"))
    assert not page.all("link") + page.all("img") + page.all("iframe")
    assert next(attrs["content"] for attrs in page.all("meta") if "http-equiv" in attrs).startswith(
        "default-src 'none'"
    )
    assert {attrs["name"] for attrs in page.all("select")} == {"severity", "variable", "rule"}
    assert page.all("output")[0]["aria-live"] == "polite"
    assert page.all("html")[0]["lang"] == "en"
    assert all(attrs["tabindex"] == "0" and attrs["aria-label"] for attrs in page.all("div"))


def test_every_rule_has_an_anchor_and_every_link_leads_to_one():
    page = Page(reported(made(), ".html"))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {"rule-SK410-export", "rule-SK411-size", "rule-C1-size", "rule-G1-group"} <= set(ids)
    assert {attrs["href"].removeprefix("#") for attrs in page.all("a")} <= set(ids)


def test_junit_has_a_test_case_a_rule_and_survives_any_text():
    suite = fromstring(reported(made(), "xml"))[0]  # noqa: S314 - made here
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert int(suite.get("tests")) == len(cases) == len(made().groups)
    failures = [case for case in cases.values() if case.find("failure") is not None]
    assert int(suite.get("failures")) == len(failures)
    failure = cases["SK411 size: outside 0..100"].find("failure")
    assert failure.get("message") == "2 cases: outside 0..100"
    assert failure.get("type") == "SK411 hard"
    assert f"{EVIL} (size = 500)" in failure.text


def test_in_junit_what_could_not_be_decided_is_skipped_and_what_is_known_passes():
    codebook = CODEBOOK.model_copy(update={"clusters": ()})
    table = pa.table({"id": ["a"], "export": [1], "size": [500.0], "costs": [None], "group": ["x"]})
    report = validate(Dataset(codebook, table), CHECKS, most=None)
    known = Baseline(
        findings=(Known(rule="SK411 size: outside 0..100", case="a", variable="size", value="500"),),
    )
    suite = fromstring(reported(validated(report, codebook, "x", known=known, baseline="known.yaml"), "xml"))[0]  # noqa: S314 - made here
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert cases["C1"].find("skipped").get("message") == "undetermined in all 1 cases"
    assert suite.get("failures") == "0"
    assert cases["SK411 size: outside 0..100"].find("system-out").text == "1 known (known.yaml)"


def test_the_json_has_counts_and_cases_under_keys_of_every_language():
    norwegian, english = (json.loads(reported(made(language), "json")) for language in ("nb", "en"))
    assert [rule["key"] for rule in norwegian["rules"]] == [rule["key"] for rule in english["rules"]]
    assert english["format"] == "surveykit.validation/1"
    assert english["counts"]["new"] == sum(rule["failed"] for rule in english["rules"])
    (rule,) = [rule for rule in english["rules"] if rule["code"] == "SK411"]
    assert (rule["passed"], rule["failed"], rule["undetermined"], rule["named"]) == (2, 2, 0, 2)
    assert rule["findings"][0] == {
        "case": EVIL, "row": None, "variable": "size", "value": 500, "others": {}, "known": False,
    }  # fmt: skip


def test_the_worksheet_holds_a_row_a_finding_and_no_formula(tmp_path):
    path = tmp_path / "w.xlsx"
    path.write_bytes(reported(made(), "xlsx"))
    book = load_workbook(path)
    sheet = book["findings"]
    assert tuple(cell.value for cell in sheet[1]) == COLUMNS
    assert sheet.max_row - 1 == made().new
    assert sheet.freeze_panes == "D2"
    formula = next(row[0] for row in sheet.iter_rows() if row[0].value == FORMULA)
    assert (formula.data_type, formula.quotePrefix) == ("s", True)
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert '"correct,accept,ask,drop"' in lists.values()
    assert any(formula.startswith("codes!") for formula in lists.values())
    assert f"1 = Yes {EVIL}" in [row[1].value for row in book["codes"].iter_rows()]
    assert corrections_in(read(path)).undecided == made().new


def test_the_same_findings_give_the_same_bytes():
    for suffix in REPORTS:
        assert reported(made(), suffix) == reported(made(), suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_dataset_without_findings_gives_every_report(suffix):
    report = validate(
        Dataset(
            CODEBOOK,
            pa.table({n: pa.array([], pa.string() if n in {"id", "group"} else pa.float64()) for n in CODEBOOK.names}),
        ),
        CHECKS,
    )
    assert reported(validated(report, CODEBOOK, "nobody"), suffix)


def test_the_workbook_of_no_findings_can_be_opened():
    report = validate(Dataset(CODEBOOK.select(("id",)), pa.table({"id": ["a"]})), CHECKS)
    book = load_workbook(BytesIO(reported(validated(report, CODEBOOK.select(("id",)), "x"), "xlsx")))
    assert book["findings"].max_row == 1


def test_the_terminal_has_the_worst_rule_first_and_tells_what_is_known():
    known = Baseline(
        findings=(
            Known(rule="SK411 size: outside 0..100", case=EVIL, variable="size", value="500"),
            Known(rule="SK411 size: outside 0..100", case="gone", variable="size", value="1"),
        )
    )
    short = brief(made(known=known, baseline="known.yaml"))
    (table,) = [block for block in short.blocks if hasattr(block, "rows")]
    assert table.rows[0].cells[:5] == ("hard", "export", "SK410", "not in the code list 'yesno' (1, 0)", 2)
    assert [row.cells[4] for row in table.rows if row.cells[2] == "SK411"] == [1]
    assert "1 known (known.yaml). 1 known finding is no longer there." in summary(
        made(known=known, baseline="known.yaml")
    )


@pytest.mark.parametrize("language", [*LANGUAGES, "fr"])
def test_every_language_says_the_same_counts(language):
    assert all(number in summary(made(language)) for number in ("4", "5", "1"))


def test_a_very_long_value_does_not_fill_a_report():
    long = "x" * 500_000
    size = Variable(name="size", type="text", codes="s")
    codes = CodeList(name="s", codes=(Code(value="a", label=Text("A")),))
    codebook = Codebook(variables=(size,), lists={"s": codes})
    dataset = Dataset(codebook, pa.table({"size": [long, long]}))
    judged = validated(validate(dataset, CHECKS), codebook, "x.csv", "en")

    for suffix in ("html", "md", "xml", "txt"):
        made_ = reported(judged, suffix)
        assert len(made_) < 50_000
        assert b"(500,000)" in made_
    assert long in reported(judged, "json").decode()
