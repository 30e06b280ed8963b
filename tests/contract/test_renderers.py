"""What every renderer of the table must do with any document."""

import json
import re
import zipfile
from io import BytesIO

import pytest

from surveykit.problems import FormatError, Place, Problem, Rule
from surveykit.render import EVERY, render, write
from surveykit.reports.document import Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.picture import Bars, Picture, Point, Series
from surveykit.reports.table import Bar, Bracketed, Column, Marked, Row, Table

RULE = Rule("SK999", "A rule", "why", "example", "mend")
NASTY = '<script>alert("1")</script> & =1+1 | `x` \x07'
TABLE = Table(
    "Table & one",
    (
        Column("label", "Label"),
        Column("n", "n", "count", group="Cases"),
        Column("share", "%", "percent", group="Cases"),
        Column("mean", "Mean", "number", 2),
        Column("p", "p", "p"),
        Column("bar", "Bar", "percent"),
    ),
    (
        Row((NASTY, 3, 100 / 3, 2.675, 0.0004, Bar(0.5))),
        Row(("=SUM(A1)", 0, None, None, 0.25, Bar(0.0)), "missing", 1),
        Row(("Heading", None, None, None, None, None), "heading"),
        Row(("Total", 3, 100.0, float("nan"), 1.0, Bar(1.0)), "total", decimals=(("share", 0),)),
    ),
    ("A note with <b>.",),
    "one",
)
DOCUMENT = Document(
    "Title <&>",
    (
        Heading("First", 2, "first"),
        Paragraph("Plain text."),
        Paragraph("A warning.", "warning"),
        Facts((("Asked of", "exporters"), ("Unit", "<persons>"))),
        TABLE,
        Picture("Picture <&>", Bars((NASTY,), (Series("", (Point(12.34, 5.0, 20.0),)),)), "One <bar>."),
        Heading("Second", 2),
        Findings((Problem(RULE, "what is wrong", Place("a.yaml", 3, 4), "the mend"),), 7),
        Table("Empty", (Column("a", "A"),), ()),
    ),
    "en",
    "Subtitle",
)


DRAWINGS = (".svg", ".png")


@pytest.fixture(params=EVERY)
def suffix(request):
    """Every format that this machine can write."""
    try:
        render(DOCUMENT, request.param)
    except FormatError as refusal:
        codes = {problem.rule.code for problem in refusal.problems}
        assert codes <= {"SK980", "SK982"}
        pytest.skip(str(refusal))
    return request.param


def test_renders_every_block_and_the_same_bytes_twice(suffix):
    made = render(DOCUMENT, suffix)
    assert made
    assert made == render(DOCUMENT, suffix)


def test_renders_a_document_without_blocks_and_refuses_to_draw_one(suffix):
    if suffix in DRAWINGS:
        with pytest.raises(FormatError, match="SK981 'Nothing' holds no picture"):
            render(Document("Nothing", ()), suffix)
    else:
        assert isinstance(render(Document("Nothing", ()), suffix), bytes)


def test_no_program_finds_anything_to_run(suffix):
    made = render(DOCUMENT, suffix)
    if suffix == ".xlsx":
        with zipfile.ZipFile(BytesIO(made)) as book:
            assert not any(b"<f>" in book.read(name) for name in book.namelist() if "worksheets" in name)
    elif suffix == ".html":
        assert b"<script" not in made
        assert not re.search(rb"(src|href)=[\"'](?!#)", made)
        assert b"url(" not in made
    elif suffix == ".csv":
        assert b"\r\n'=SUM(A1)" in made
    elif suffix == ".svg":
        assert not re.search(rb"<script|<foreignObject|href", made)
    elif suffix == ".tex":
        assert not re.search(rb"(?<!\\)\\(input|include|write|openout|immediate)\b", made)
    elif suffix == ".md":
        assert not re.search(rb"(?<!\\)<script", made)


@pytest.mark.parametrize("suffix", [".html", ".md", ".txt"])
def test_rounds_half_away_from_zero_and_never_prints_p_as_nought(suffix):
    text = render(DOCUMENT, suffix).decode()
    assert "2.68" in text
    assert "33.3" in text
    assert "0.000" not in text
    assert "nan" not in text
    assert "0.001" in text


def test_json_is_complete_unrounded_and_has_no_nan():
    content = json.loads(render(DOCUMENT, ".json"))
    assert content["format"] == "surveykit.document/1"
    table = next(block for block in content["blocks"] if block["type"] == "table")
    assert table["rows"][0]["cells"] == {
        "label": NASTY,
        "n": 3,
        "share": 100 / 3,
        "mean": 2.675,
        "p": 0.0004,
        "bar": 0.5,
    }
    assert table["rows"][3]["cells"]["mean"] is None
    assert [block["type"] for block in content["blocks"]] == [
        "heading", "paragraph", "paragraph", "facts", "table", "picture", "heading", "findings", "table",
    ]  # fmt: skip


def test_a_suffix_nobody_knows_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(FormatError) as refusal:
        write(DOCUMENT, tmp_path / "table.htlm")
    assert "did you mean '.html'?" in refusal.value.problems[0].hint
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_whole_over_an_old_one(suffix, tmp_path):
    path = tmp_path / f"table{suffix}"
    path.write_text("old")
    write(DOCUMENT, path)
    assert path.read_bytes() == render(DOCUMENT, suffix)
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_leaves_nothing_and_names_the_file(tmp_path):
    with pytest.raises(FormatError, match=r"SK509 there is no folder .*nowhere") as refusal:
        write(DOCUMENT, tmp_path / "nowhere" / "table.html")
    assert refusal.value.problems[0].place.file.endswith("table.html")


MODELS = Table(
    "Models",
    (Column("term", "Variable"), Column("m1", "Export", "number", 3, "Probit")),
    (
        Row(("A label of some length", Marked(0.611, "***"))),
        Row(("", Bracketed(-4.754)), "beneath", decimals=(("m1", 2),)),
        Row(("Another", Marked(0.05, "")), key="another"),
        Row(("", Bracketed(0.0001, "p")), "beneath"),
        Row(("Industry", "yes"), "foot"),
        Row(("Observations", 604), "foot", decimals=(("m1", 0),)),
    ),
)


@pytest.mark.parametrize(
    ("suffix", "said"),
    [
        (".html", ["0.611<sup", ">***</sup>", '(-4.75<span class="hang"', ">)</span>", "(&lt; 0.001<span"]),
        (".md", [r"0.611 \*\*\*", "(-4.75)", r"(\< 0.001)"]),
        (".txt", ["0.611 ***", "(-4.75)", "(< 0.001)"]),
        (".tex", [r"0.611\makebox[1.65em][l]{\textsuperscript{***}}", r"($-$4.75\makebox[1.65em][l]{)}"]),
        (".csv", [",0.611\r\n", ",-4.754\r\n"]),
        (".json", ['"m1": -4.754', '"key": "another"']),
    ],
)
def test_stars_stand_behind_a_number_and_brackets_around_the_one_beneath(suffix, said):
    text = render(Document("Page", (MODELS,)), suffix).decode()
    assert [part for part in said if part not in text] == []


def test_digits_of_a_number_and_of_its_bracket_stand_below_one_another_in_text():
    lines = render(Document("Page", (MODELS,)), ".txt").decode().splitlines()
    first = next(place for place, line in enumerate(lines) if "0.611" in line)
    assert lines[first].index("1 ***") == lines[first + 1].index("5)")
    rules = [place for place, line in enumerate(lines) if line.startswith("──")]
    assert "Industry" in lines[rules[1] + 1]


def test_a_label_is_of_the_row_beneath_too():
    assert render(Document("", (MODELS,)), ".html").decode().count('<th rowspan="2" scope="row" class="text"') == 2


def test_a_bracket_in_a_workbook_is_a_number_that_its_format_puts_in_brackets():
    from openpyxl import load_workbook

    cells = [row[1] for row in load_workbook(BytesIO(render(Document("Page", (MODELS,)), ".xlsx"))).active.iter_rows()]
    found = {cell.value: cell.number_format for cell in cells}
    assert found[-4.754] == '"("0.00")"_A_A_A;"(-"0.00")"_A_A_A'
    assert found[0.0001] == '[<0.001000]"(< 0.001)"_A_A_A;"("0.000")"_A_A_A'
    assert found[0.611] == '0.000" ***"'
    assert found["yes"] == "@_ _A_A_A"


def test_a_word_document_has_stars_beside_numbers_and_brackets_that_hang_over_them():
    with zipfile.ZipFile(BytesIO(render(Document("Page", (MODELS,)), ".docx"))) as parts:
        text = parts.read("word/document.xml").decode().replace('"', "'")
    paragraphs = re.findall(r"<w:p>.*?</w:p>", text)
    assert "<w:ind w:right='-57'/>" in next(one for one in paragraphs if "(-4.75)" in one)
    assert "superscript" not in next(one for one in paragraphs if ">***<" in one)
    assert text.count("<w:vMerge w:val='restart'/>") == text.count("<w:vMerge w:val='continue'/>") == 2
