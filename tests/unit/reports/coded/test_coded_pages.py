"""Pages of coded answers: quotes by code and group, codes by wave and coder, and by a closed variable."""

import csv
import io

import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.variable import Variable
from surveykit.coding.codings import Coding, Settlement, codings_of
from surveykit.coding.retrieval.quotes import quotes
from surveykit.coding.unit import Unit
from surveykit.dataset.dataset import Dataset
from surveykit.derive.held import held
from surveykit.derive.resolve import resolve
from surveykit.problems import DataError
from surveykit.render import render
from surveykit.reports.coded.codes import codes_page
from surveykit.reports.coded.crossed import codes_by
from surveykit.reports.coded.groups import grouping, with_words
from surveykit.reports.coded.quotes import quotes_page
from surveykit.reports.document import Document, Heading, Paragraph
from surveykit.reports.table import Table

FRAME = CodingFrame.model_validate(
    {
        "frame": "why",
        "title": "Why",
        "languages": ["en"],
        "codes": {
            "ABROAD": {"label": "Abroad", "definition": "Something abroad.", "codable": False},
            "EXP": {"label": "Exports", "within": "ABROAD"},
            "FAIR": {"label": "Fairs", "within": "ABROAD"},
            "COST": {"label": "Costs"},
        },
        "nets": {"gain": {"label": "Gain", "codes": ["EXP", "COST"]}},
    }
)
TEXTS = {
    "1": "=1+1 sold abroad",
    "2": "<script>alert(1)</script> a fair",
    "3": "cheaper",
    "4": "sold\nat a fair",
    "5": "?",
}
SIZES = {"1": 1, "2": 2, "3": 2, "4": 1, "5": -9}


def project(wave="", words=True):
    units = [Unit(case, "why", text if words else "", wave) for case, text in TEXTS.items()]
    given = [("EXP",), ("FAIR",), ("COST",), ("EXP", "FAIR"), ()]
    held = [
        Coding(unit.id, coder, "coded" if codes else "uncodable", codes, note="sure" if unit.case == "3" else "")
        for unit, codes in zip(units, given, strict=True)
        for coder in ("ida", "ola")
        if (unit.case, coder) != ("2", "ola")
    ]
    return codings_of(units, [*held, Coding(units[1].id, "ola", codes=("COST",))])


def data(**more):
    import pyarrow as pa

    codes = (Code(value=1, label="Small"), Code(value=2, label="Large"))
    variables = (
        Variable(name="case", type="text", role="id"),
        Variable(
            name="size", label="Size", codes="sizes", missing=(Code(value=-9, label="No answer", missing="no_answer"),)
        ),
        Variable(name="weight", measure="scale"),
        Variable(name="why", type="text", **more),
    )
    lists = {"sizes": CodeList(name="sizes", codes=codes)}
    table = pa.table(
        {
            "case": [*TEXTS],
            "size": [*SIZES.values()],
            "weight": [1.0, 2.0, 1.0, 0.5, 1.0],
            "why": [*TEXTS.values()],
        }
    )
    return Dataset(Codebook(name="firms", languages=("en",), variables=variables, lists=lists), table)


def tables(page):
    return {block.key: block for block in page.blocks if isinstance(block, Table)}


def line(table, first):
    return next(row.cells for row in table.rows if first in row.cells[:2])


def test_quotes_say_who_gave_the_code_and_codes_without_any_are_named():
    page = quotes_page(quotes(project(), FRAME), FRAME)
    found = tables(page)
    assert [*found] == ["quotes[EXP]", "quotes[FAIR]", "quotes[COST]"]
    assert found["quotes[EXP]"].title == "EXP: 2 answers of 2 cases"
    assert [column.key for column in found["quotes[FAIR]"].columns] == ["quote", "case", "coders", "others"]
    assert [row.cells for row in found["quotes[COST]"].rows] == [
        (TEXTS["2"], "2", "ola", "ida", ""),
        ("cheaper", "3", "ida, ola", "", "ida: sure\nola: sure"),
    ]
    assert Paragraph("No answer has: Abroad (ABROAD).", "note") in page.blocks


def test_a_wider_code_that_is_asked_for_says_which_narrower_one_it_was():
    found = tables(quotes_page(quotes(project(), FRAME, ["ABROAD"]), FRAME))["quotes[ABROAD]"]
    assert found.title == "ABROAD: 3 answers of 3 cases"
    assert [row.cells[0] for row in found.rows] == ["Exports (EXP)", "Fairs (FAIR)", "Exports (EXP)", "Fairs (FAIR)"]


def test_groups_stand_in_the_order_of_their_codes_with_the_missing_last():
    by = grouping(data(), project(), "size")
    assert (by.title, by.labels) == ("Size", ("Small", "Large", "No answer"))
    found = tables(quotes_page(quotes(project(), FRAME), FRAME, by=by))["quotes[FAIR]"]
    assert [row.cells[:2] for row in found.rows] == [("Small", TEXTS["4"]), ("Large", TEXTS["2"])]


def test_cases_that_are_not_in_the_data_say_so():
    strange = codings_of([Unit("99", "why", "sold")], [Coding("why/99", "ida", codes=("EXP",))])
    found = tables(quotes_page(quotes(strange, FRAME), FRAME, by=grouping(data(), strange, "size")))
    assert found["quotes[EXP]"].rows[0].cells[0] == "not in the data"
    with pytest.raises(DataError, match="SK401"):
        grouping(data(), strange, "sise")


def test_without_cases_only_words_and_groups_are_left():
    page = quotes_page(quotes(project(), FRAME), FRAME, by=grouping(data(), project(), "size"), cases=False)
    assert [column.key for column in tables(page)["quotes[COST]"].columns] == ["group", "quote"]
    for suffix in (".html", ".md", ".json", ".csv", ".txt"):
        made = render(page, suffix).decode()
        assert not any(word in made for word in ("ida", "ola", "sure"))


def test_what_respondents_wrote_is_only_text_to_browsers_and_spreadsheets():
    page = quotes_page(quotes(project(), FRAME), FRAME)
    html = render(page, ".html").decode()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; a fair" in html
    lines = [*csv.reader(io.StringIO(render(page, ".csv").decode("utf-8-sig")))]
    assert next(cells for cells in lines if "sold abroad" in "".join(cells))[0] == "'=1+1 sold abroad"
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(render(page, ".xlsx")))
    cell = next(c for sheet in book for row in sheet.iter_rows() for c in row if c.value == "=1+1 sold abroad")
    assert cell.data_type == "s"


def test_codes_count_narrower_ones_and_nets_and_say_why_others_have_none():
    codings = project()
    page = codes_page(codings, FRAME, held(codings, FRAME, "adjudicated"), whose="Settled ones.")
    assert page.blocks[0].text == (
        "5 answers, 3 with codes; left out: coders disagree 1, cannot be coded 1. Settled ones."
    )
    found = tables(page)["frequencies"]
    assert line(found, "ABROAD")[2:] == (2, 2, pytest.approx(200 / 3))
    assert line(found, "EXP")[2:4] == (2, 2)
    assert line(found, "Net: Gain")[2:4] == (3, 3)
    assert line(found, "Answers with codes")[2:] == (3, 3, 100)
    assert line(found, "coders disagree")[2:4] == (1, 1)
    assert [row.indent for row in found.rows][:4] == [0, 1, 1, 0]


def test_each_coder_is_counted_by_own_codes():
    found = tables(codes_page(project(), FRAME, held(project(), FRAME, "agreed")))["by_coder"]
    assert [column.group for column in found.columns[2:]] == ["ida", "ida", "ola", "ola"]
    assert line(found, "FAIR")[2:] == (2, 40, 1, 20)


def test_waves_stand_side_by_side_each_with_its_base():
    first, second = project("2008"), project("2010")
    settled = [Settlement(unit, "eva", codes=("FAIR",)) for unit in second.units]
    both = codings_of(
        [*first.units.values(), *second.units.values()], [*first.codings.values(), *second.codings.values()], settled
    )
    found = tables(codes_page(both, FRAME, held(both, FRAME, "adjudicated")))["frequencies"]
    assert [column.group for column in found.columns[2:]] == ["2008"] * 3 + ["2010"] * 3
    assert line(found, "FAIR")[2:] == (1, 1, pytest.approx(100 / 3), 5, 5, 100)
    assert line(found, "coders disagree")[2:] == (1, 1, None, 0, 0, None)


def test_codes_that_stand_together_are_a_matrix_and_a_list():
    found = tables(codes_page(project(), FRAME, held(project(), FRAME, "single", "ida")))
    assert line(found["together"], "EXP") == ("EXP", "Exports", 2, None, 1, 0)
    assert [row.cells[:3] for row in found["pairs"].rows] == [("EXP", "FAIR", 1)]
    shaded = render(Document("x", (found["together"],)), ".html").decode()
    assert shaded.count("color-mix(in srgb, var(--bar) 50%, transparent)") == 2


def test_each_code_by_a_closed_variable_is_tested_by_itself():
    dataset = resolve(project(), FRAME, "single", data(), "ida").dataset
    blocks = [*codes_by(dataset, FRAME, ["why"], "size")]
    assert blocks[0] == Heading("why by Size")
    cells, test = (block for block in blocks if isinstance(block, Table))
    small, large, total = line(cells, "EXP")[2:5]
    assert (small, large, total) == (2, 0, 2)
    assert line(cells, "EXP")[5:7] == (100, 0)
    assert [row.cells[:2] for row in test.rows] == [("Abroad", 4), ("Exports", 4), ("Fairs", 4), ("Costs", 4)]
    assert test.rows[1].cells[[c.key for c in test.columns].index("chi_square")] == pytest.approx(4)


def test_each_code_of_a_weighted_table_is_tested_with_its_weights():
    dataset = resolve(project(), FRAME, "single", data(), "ida").dataset
    blocks = [*codes_by(dataset, FRAME, ["why"], "size", weight="weight")]
    cells, tests = (block for block in blocks if isinstance(block, Table))
    assert line(cells, "FAIR")[[column.key for column in cells.columns].index("weighted_n[1]")] == 0.5
    assert "rao_scott_p" in [column.key for column in tests.columns]


def test_words_that_the_codings_lack_come_from_the_data():
    bare = with_words(project(words=False), data())
    assert {unit.case: unit.text for unit in bare.units.values()} == TEXTS
    assert with_words(project(), data()) == project()


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("nb", "Sitater etter kode", "EXP: 2 svar fra 2 enheter"),
        ("it", "Citazioni per codice", "EXP: 2 risposte di 2 casi"),
        ("ru", "Цитаты по кодам", "EXP: Ответов: 2, анкет: 2"),
    ],
)
def test_pages_speak_the_language_of_the_labels(language, title, said):
    page = quotes_page(quotes(project(), FRAME), FRAME, language)
    assert (page.title, tables(page)["quotes[EXP]"].title) == (title, said)
    counted = codes_page(project(), FRAME, held(project(), FRAME, "adjudicated"), language)
    text = render(counted, ".txt").decode()
    assert not any(word in text for word in ("Answers", "chance", "coders disagree"))
