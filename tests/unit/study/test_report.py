"""The report: words, what was made, and how; the same on every page where answers are made up."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from surveykit.render import render
from surveykit.reports.document import Document, Heading, Paragraph
from surveykit.reports.kept import read, written
from surveykit.reports.table import Column, Row, Table
from surveykit.study.file import load
from surveykit.study.pages import printed, stamped, with_banner
from surveykit.study.report import _titled, report
from surveykit.study.written import Part
from surveykit.text import Text


def page_of(toys):
    return read((toys.folder / "build" / "parts" / "report.document").read_bytes())


def test_parts_stand_in_order_with_what_they_show_and_where_the_rest_is(toys):
    toys.build()
    made = page_of(toys)
    assert [block.text for block in made.blocks if isinstance(block, Heading)] == [
        "Words", "A page", "How this was made",
    ]  # fmt: skip
    assert [block.text for block in made.blocks if isinstance(block, Paragraph)][:4] == [
        "One.", "Two.", "The whole page: tables.html", "Words.",
    ]  # fmt: skip
    assert [block.title for block in made.blocks if isinstance(block, Table)][:2] == ["Two", "One"]
    html = (toys.folder / "build" / "report.html").read_text(encoding="utf-8")
    assert '<a href="tables.html">' in html
    assert '<a href="second-codebook.html">' in html
    assert '<nav class="listed beside">' in html


def test_a_validation_that_found_nothing_shows_no_list_of_all_tests():
    tests = Table("Tests", (Column("test", "Test"),), (Row(("SK410",)),), key="tests")
    found = Table("Found", (Column("test", "Test"),), (Row(("R1",)),), key="failing")
    listed = (Heading("All tests", anchor="every"), tests)
    clean = Document("Validation", (Paragraph("Nothing failed."), *listed))
    broken = Document("Validation", (Paragraph("Some failed."), Heading("Fails"), found, *listed))
    part = Part(heading=Text("Data"), validation="firms")
    assert [block.text for block in _titled(part, clean)] == ["Nothing failed."]
    assert list(_titled(part, broken))[-1] == found


def test_tables_for_programs_stand_where_programs_read_and_nowhere_else(tmp_path):
    rows = Table("A finding a row", (Column("id", "id"),), (Row(("r1",)),), key="findings")
    page = Document("Numbers", (Paragraph("One holds."), Heading("For programs", anchor="rows"), rows))
    (tmp_path / "paper.document").write_bytes(written(page))
    pages = [str(tmp_path / f"paper.{form}") for form in ("html", "md", "json", "csv")]
    assert printed(tmp_path / "paper.document", pages, "") == ()
    told = [Path(each).read_text(encoding="utf-8-sig") for each in pages]
    assert ["r1" in text for text in told] == [False, False, True, True]


def test_provenance_names_files_hashes_versions_and_commands_and_no_time(toys):
    toys.build()
    made = page_of(toys)
    tables = {block.key: block for block in made.blocks if isinstance(block, Table)}
    files = dict(row.cells for row in tables["files"].rows)
    assert sorted(files) == [
        "corrections.txt", "first.txt", "form.yaml", "rules.txt", "second.txt", "surveykit.yaml", "tables.txt",
    ]  # fmt: skip
    assert all(len(said) == 12 for said in files.values())
    assert {row.cells[0] for row in tables["versions"].rows} >= {"surveykit", "Python", "numpy"}
    commands = [row.cells[0] for row in tables["commands"].rows]
    assert commands[0] == "mkdir -p build/parts"
    assert commands[1] == "surveykit import first.txt --instrument form.yaml -o build/first.parquet"
    assert "surveykit tables tables.txt --data build/first.parquet --language en -o build/tables.md" in commands


def test_every_page_says_that_answers_are_made_up(toys):
    toys.build()
    pages = {name: text for name, text in toys.files().items() if name.endswith((".html", ".md"))}
    assert len(pages) == 8
    assert [name for name, text in pages.items() if b"no real firm or person" not in text] == []
    toys.say("surveykit.yaml", (toys.folder / "surveykit.yaml").read_text(encoding="utf-8").replace("true", "false", 1))
    toys.build()
    assert not any(b"no real firm" in text for text in toys.files().values())


def test_the_line_stands_before_the_contents_and_under_every_table_that_comes_to_stand_apart():
    document = Document("T", (Table("One", (Column("a", "A"),), (Row(("x",)),)),), listed=True)
    assert with_banner(document, "").blocks == document.blocks
    assert with_banner(document, "Made up", apart=True).blocks[1].notes == ("Made up",)
    headed = replace(document, blocks=(*(Heading(str(n)) for n in range(4)), *document.blocks))
    html = render(with_banner(headed, "Made up"), ".html").decode()
    assert html.index('<p class="warning">Made up') < html.index("<nav")
    word = render(with_banner(headed, "Made up"), ".docx")
    with zipfile.ZipFile(BytesIO(word)) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.index("Made up") < text.index("Contents")
    assert text.count("Made up") == 1


def test_an_entry_that_the_book_has_not_is_refused_at_its_place(toys):
    text = (toys.folder / "surveykit.yaml").read_text(encoding="utf-8").replace("[two]", "[two, tow]")
    toys.say("surveykit.yaml", text)
    [failed] = [outcome for outcome in toys.build() if outcome.state == "failed"]
    assert failed.step == "report"
    assert failed.said.splitlines() == [
        "surveykit.yaml:14:28: SK995 the book shows no entry 'tow'", "    hint: did you mean 'two'?",
    ]  # fmt: skip


@pytest.mark.parametrize("page", [b"<body><main>x</main></body>", b'<body class="a">x</body>'])
def test_a_page_is_stamped_once_within_what_it_shows(page):
    made = stamped(page, "Made up <here>")
    assert made.count(b"Made up &lt;here&gt;") == 1
    assert made.index(b"Made up") < made.index(b"x</")


def test_tables_of_numbered_books_are_numbered_as_the_report_shows_them(toys, monkeypatch):
    toys.build()
    monkeypatch.chdir(toys.folder)
    book = toys.folder / "build" / "parts" / "tables.document"
    held = read(book.read_bytes())
    tables = [block for block in held.blocks if isinstance(block, Table)]
    again = (replace(tables[0], title="Table 1. A"), replace(tables[1], title="Table 2. B"))
    book.write_bytes(written(replace(held, blocks=again, numbered=True)))
    made = report(load(toys.folder / "surveykit.yaml"), {"seed": 1, "files": {}, "versions": {}, "commands": ()})
    titles = [block.title for block in made.blocks if isinstance(block, Table)]
    assert titles[0] == "Table 1. B"
