"""LaTeX: what stands in it, and that it compiles where a TeX is installed."""

import shutil
import subprocess

import pytest

from surveykit.render.latex import LONG, escaped, render
from surveykit.reports.document import Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.picture import Node, Picture, Tree
from surveykit.reports.table import Bar, Column, Marked, Row, Table

SIGNS = r"50 % of R&D_1 #2 {x} \y ~z ^w <a> |b| [c] $d$ – “e” ≥ ∞ χ² æøå è"
LETTERS = Table(
    "Barriers & more",
    (
        Column("label", "Barrier"),
        Column("bar", ""),
        Column("a", "(A) A very long heading of words", "percent", 1, "Column %"),
        Column("b", "(B) C", "percent", 1, "Column %"),
        Column("p", "p", "p"),
    ),
    (
        Row(("Barriers", None, None, None, None), "heading"),
        Row(("[Rules]", Bar(0.5), -12.345, Marked(31.04, "A b"), 0.00001), indent=1),
        Row(("Total", Bar(1.0), 100.0, 100.0, None), "total"),
    ),
    ("A note of 5 %.",),
)
WIDE = Table("Wide", (Column("l", "L"), *(Column(f"y{y}", str(y), "number", 1) for y in range(1980, 2012))), ())
LONG_ONE = Table(
    "Long", (Column("l", "L"), Column("n", "n", "count")), tuple(Row((str(n), n)) for n in range(LONG + 1))
)
TREE = Picture("Tree", Tree(Node("All", 3, (Node("a", 1), Node("b", 2)))), "Two parts.")
DOCUMENT = Document(
    "Title",
    (
        Heading("A & B", 2), Paragraph(SIGNS), Paragraph("[x]", "warning"), LETTERS, WIDE, LONG_ONE, TREE,
        Facts((("Of", "all"), ("", "[again]"))), Findings((), 3), Table("Empty", (Column("a", "A"),), ()),
    ),
)  # fmt: skip


def test_signs_that_mean_something_are_escaped():
    assert escaped("50 % of R&D_1 \\x") == r"50 \% of R\&D\_1 \textbackslash{}x"


def test_headings_over_columns_have_rules_and_letters_stand_raised():
    text = render(Document("T", (LETTERS,))).decode()
    assert r"\multicolumn{2}{c}{Column \%}" in text
    assert r"\cmidrule(lr){2-3}" in text
    assert r"\shortstack[r]{" in text
    assert (
        r"\hspace{1em}{[}Rules] & $-$12.3 & 31.0\makebox[1.65em][l]{\textsuperscript{A b}} & \textless{} 0.001 \\"
        in text
    )
    assert r"\textbf{Total} & \textbf{100.0} & \textbf{100.0}\makebox[1.65em][l]{} & \textbf{–} \\" in text
    assert r"A note of 5 \%." in text


def test_wide_tables_are_turned_and_long_ones_have_their_heading_on_every_page():
    text = render(DOCUMENT).decode()
    assert text.count(r"\begin{landscape}") == 1
    assert text.count(r"\endhead") == 1


def test_the_title_and_notes_stand_on_the_turned_page_of_their_table():
    wide = Table("W", tuple(Column(f"y{y}", str(y), "number", 1) for y in range(1985, 2012)), ())
    text = render(Document("Title", (Paragraph("814 cases."), wide, Paragraph("A note."), wide))).decode()
    inside = text[text.index(r"\begin{landscape}") : text.index(r"\end{landscape}")]
    assert all(said in inside for said in ("Title", "814 cases.", "A note."))
    assert text.count(r"\begin{landscape}") == 1


def test_cyrillic_labels_ask_for_their_letters_and_others_do_not():
    assert b"T2A" in render(Document("Таблица", ()))
    assert b"T2A" not in render(DOCUMENT)


def test_braces_and_environments_are_closed_in_order():
    depth, open_ = 0, []
    text = render(DOCUMENT).decode()
    for before, sign in zip(" " + text, text, strict=False):
        depth += {"{": 1, "}": -1}.get(sign, 0) if before != "\\" else 0
        assert depth >= 0
    assert depth == 0
    for word in text.replace("\\end{", "\\begin{/").split("\\begin{")[1:]:
        name = word.split("}")[0]
        if name.startswith("/"):
            assert open_.pop() == name[1:]
        else:
            open_.append(name)
    assert open_ == []


@pytest.mark.slow
def test_it_compiles(tmp_path):
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not installed")
    (tmp_path / "page.tex").write_bytes(render(DOCUMENT))
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page.tex"],
        cwd=tmp_path, capture_output=True, text=True, errors="replace", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
