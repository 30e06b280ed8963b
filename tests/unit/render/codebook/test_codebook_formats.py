"""The codebook in every format: what each holds, and that nothing of the data becomes a command to a program."""

import csv
import json
import re
import zipfile
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from importlib.util import find_spec
from io import BytesIO, StringIO
from itertools import pairwise
from os import utime

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import ClusterRule, Codebook, Consistency
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.kept import kept
from surveykit.codebook.variable import Origin, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.problems import FormatError, SurveykitError
from surveykit.render.codebook import SUFFIXES, bound, write_book
from surveykit.reports.codebook.book import book_of
from surveykit.reports.codebook.gather import codebook_book, provenance_of
from surveykit.text import Text

NASTY = '<script>alert("1")</script>&\'=x'
ALL = [suffix for suffix in SUFFIXES if suffix != ".pdf"]


@pytest.fixture
def book(firms):
    return codebook_book(firms, "en", (("File", "firms.sav"),))


@pytest.fixture
def nasty() -> Dataset:
    """A dataset every text of which would like to be markup, a formula or a link."""
    text = Text({"en": NASTY, "nb": "=1+1"})
    variables = (
        Variable(
            name='a"><b',
            label=text,
            wording=Text(f"{NASTY} wording"),
            codes="list",
            notes=NASTY,
            missing=(Code(value=-9, label=text, missing="no_answer"),),
            origin=Origin(kind="asked", section="s"),
        ),
        Variable(name="=cmd", label=text, type="text", unit=text),
    )
    codebook = Codebook(
        title=text,
        languages=("en", "nb"),
        variables=variables,
        lists={"list": CodeList(name="list", codes=(Code(value=1, label=text), Code(value=2, label=Text("ok"))))},
        sections={"s": text},
        notes=(NASTY,),
        checks=(Consistency(id="C<1", variable='a"><b', rule="x > 1", message=text),),
        clusters=(ClusterRule(id="R", by="=cmd", rule="count() > 1", message=text),),
    )
    return Dataset(codebook, pa.table({'a"><b': [1, 2, -9, 7], "=cmd": [NASTY] * 4}))


class Reader(HTMLParser):
    """What a browser would find in the page: tags, ids, links, handlers."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value)
            if name in {"href", "src"}:
                self.links.append(value)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))


def reading(page: bytes) -> Reader:
    reader = Reader()
    reader.feed(page.decode())
    return reader


def test_the_page_needs_nothing_but_itself_and_says_so(book):
    page = bound(book, ".html")
    found = reading(page)
    assert all(link.startswith("#") for link in found.links)
    assert not [name for name in found.attributes if name.startswith("on")]
    assert "style" not in found.attributes, "the policy lets no style in a tag"
    script = re.search(rb"<script>(.*?)</script>", page, re.DOTALL)[1]
    style = re.search(rb"<style>(.*?)</style>", page, re.DOTALL)[1]
    for text in (script, style):
        assert f"sha256-{b64encode(sha256(text).digest()).decode()}" in page.decode()
    assert found.tags.count("script") == 1
    assert b"default-src &#x27;none&#x27;" in page


def test_every_link_leads_somewhere_and_every_id_stands_once(firms):
    found = reading(bound(codebook_book(firms), ".html"))
    assert len(set(found.ids)) == len(found.ids)
    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)


def test_a_name_that_stands_in_two_tables_has_two_ids():
    case = Variable(name="case", label=Text("Case"))
    both = book_of(Codebook(variables=(case,)), "en", linked=(Codebook(name="rows", variables=(case,)),))
    assert [one for one in reading(bound(both, ".html")).ids if one.startswith("case")] == ["case", "case-2"]


def test_every_field_has_a_label_every_picture_words_and_every_heading_cell_a_scope(book):
    page = bound(book, ".html").decode()
    assert all(f'for="{one}"' in page for one in re.findall(r'<(?:select|input type="search") id="([^"]+)"', page))
    assert all('role="img" aria-label="' in one for one in re.findall(r"<svg[^>]*>", page))
    assert all("scope=" in one for one in re.findall(r"<th[ >][^>]*", page))


def test_headings_go_down_step_by_step(book):
    levels = reading(bound(book, ".html")).levels
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_codes_have_counts_shares_and_a_bar_that_says_its_number(book):
    page = bound(book, "html").decode()
    row = next(line for line in page.splitlines() if ">Software<" in line)
    assert "<td>4</td><td>33.3</td><td>36.4</td>" in row
    assert 'aria-label="33.3 %"' in row


def test_the_texts_of_all_languages_are_there_and_a_switch_shows_one(book):
    page = bound(book, ".html").decode()
    assert '<span class="l l-nb" lang="nb">Eksport</span>' in page
    assert 'id="sk.l-nb"' in page
    assert r"body:has(#sk\.l-nb:checked) .l:not(.l-nb){display:none}" in page


def test_a_codebook_of_one_language_has_no_switch(firms):
    one = firms.codebook.model_copy(update={"languages": ("en",)})
    assert 'name="language"' not in bound(codebook_book(one), ".html").decode()


@pytest.mark.parametrize("suffix", ALL)
def test_texts_of_the_data_stay_texts(nasty, suffix):
    made = bound(codebook_book(nasty), suffix)
    assert made == bound(codebook_book(nasty), suffix), "the same bytes every time"
    if suffix == ".html":
        found = reading(made)
        assert found.tags.count("script") == 1
        assert "b" not in found.tags
        assert len(set(found.ids)) == len(found.ids)
    elif suffix in {".xlsx", ".docx"}:
        with zipfile.ZipFile(BytesIO(made)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert not any(b"<f>" in part for name, part in parts.items() if "worksheets" in name)
        assert not any(b"<script" in part for part in parts.values())
        assert b'quotePrefix="1"' in parts.get("xl/styles.xml", b'quotePrefix="1"')


def test_nothing_is_told_of_what_is_personal():
    variable = Variable(name="who", type="text", personal=True, label=Text("Name"))
    number = Variable(name="phone", personal=True, measure="scale")
    dataset = Dataset(Codebook(variables=(variable, number)), pa.table({"who": ["Kari"] * 9, "phone": [5551234.0] * 9}))
    for suffix in ALL:
        if suffix in {".xlsx", ".docx"}:
            with zipfile.ZipFile(BytesIO(bound(codebook_book(dataset), suffix))) as archive:
                made = b"".join(archive.read(name) for name in archive.namelist())
        else:
            made = bound(codebook_book(dataset), suffix)
        assert b"Kari" not in made
        assert b"5551234" not in made


def test_the_workbook_can_be_filtered_and_its_numbers_are_numbers(book):
    from openpyxl import load_workbook

    workbook = load_workbook(BytesIO(bound(book, ".xlsx")))
    assert workbook.sheetnames == ["Variables", "Values", "Missing codes", "Checks", "Section", "About"]
    sheet = workbook["Values"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:H")
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "industry")
    assert dict(zip(heads, row, strict=True)) == {
        "Name": "industry", "Column": None, "Code": 1, "Label (en)": "Software", "Label (nb)": "Software",
        "n": 4, "% of all cases": pytest.approx(100 / 3), "Valid %": pytest.approx(400 / 11),
    }  # fmt: skip


def test_the_word_document_has_contents_headings_and_repeated_table_heads(book):
    import docx

    document = docx.Document(BytesIO(bound(book, ".docx")))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Heading 3") == len(list(book.entries))
    xml = document.element.xml
    assert "TOC " in xml
    assert "w:tblHeader" in xml


def test_json_reads_back_to_the_same_codebook(firms, tmp_path):
    write_book(codebook_book(firms), tmp_path / "x.json")
    assert kept(tmp_path / "x.json") == firms.codebook
    told = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    size = next(profile for profile in told["profiles"] if profile["name"] == "size")
    assert size["valid"] == 9
    assert sum(one["n"] for one in size["bins"]) == 9
    assert {lack["reason"] for lack in size["missing"]} == {"user_missing", "no_answer", "blank"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1", "no JSON"),
        ("{}", "is no codebook"),
        ('{"format": "surveykit.codebook/9"}', "surveykit.codebook/9"),
        ('{"format": "surveykit.codebook/1", "codebook": {"variables": [{"nam": "x"}]}}', "variables.0.nam"),
        ('{"format": "surveykit.codebook/1"}', "codebook"),
    ],
)
def test_other_json_is_refused(tmp_path, text, said):
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SurveykitError, match="SK697") as refusal:
        kept(path)
    assert said in str(refusal.value)


def test_another_suffix_is_refused_with_those_there_are(book, tmp_path):
    with pytest.raises(FormatError, match=r"SK695.*odt"):
        write_book(book, tmp_path / "x.odt")
    assert not list(tmp_path.iterdir())


def test_pdf_is_made_or_the_package_is_named(book):
    if find_spec("weasyprint"):
        assert bound(book, ".pdf").startswith(b"%PDF")
    else:
        with pytest.raises(FormatError, match=r"SK696(.|\n)*surveykit\[pdf\]"):
            bound(book, ".pdf")


def test_where_data_come_from_is_told_and_is_the_same_tomorrow(tmp_path, firms):
    path = tmp_path / "firms.csv"
    path.write_text("a\n1\n", encoding="utf-8")
    told = provenance_of(path, firms.codebook, "en")
    utime(path, (1, 1))
    assert told == provenance_of(path, firms.codebook, "en")
    assert told[0] == ("File", "firms.csv")
    assert told[1] == ("Fingerprint (SHA-256)", sha256(b"a\n1\n").hexdigest())


def test_the_csv_has_a_row_for_each_variable_with_its_codes(book, nasty):
    rows = list(csv.DictReader(StringIO(bound(book, ".csv").decode("utf-8-sig"))))
    assert [row["Name"] for row in rows] == [entry.name for entry in book.entries]
    coded = next(entry for entry in book.entries if any(not one.missing for one in entry.codes))
    row = next(row for row in rows if row["Name"] == coded.name)
    code = next(one for one in coded.codes if not one.missing)
    assert row["Values"].startswith(f"({code.column or code.value}) {code.label.into('en')}")
    cells = [
        cell
        for row in csv.reader(StringIO(bound(codebook_book(nasty, "nb"), ".csv").decode("utf-8-sig")))
        for cell in row
    ]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_formats_that_are_named_are_all_there_are(book):
    with pytest.raises(FormatError, match=r"\.csv .*\.xml"):
        bound(book, ".odt")
