"""Instruments become forms that pyxform converts, and come back as they were."""

import json
import random
from pathlib import Path

import openpyxl
import pytest

from surveykit.exchange import read, write
from surveykit.expr.parse import parse
from surveykit.expr.rosters import rosters_of
from surveykit.expr.scalar import compiled
from surveykit.instrument.file import load, loaded
from surveykit.instrument.project import symbols_of

ROOT = Path(__file__).resolve().parents[4]
SHIPPED = sorted((ROOT / "instruments").glob("*.yaml"))
EVERYTHING = ROOT / "tests" / "unit" / "exchange" / "forms" / "everything.yaml"

HEAD = """
instrument: small
title: {en: Small, nb: Liten}
languages: [en, nb]
lists:
  yesno: {1: {en: Yes, nb: Ja}, 0: {en: No, nb: Nei}}
  land: {NO: Norway, SE: Sweden, DK: Denmark}
tables:
  city: {code: c, label: l, columns: [country], rows: [[1, Oslo, NO], [2, Bergen, NO], [3, Malmö, SE]]}
sections:
  - id: A
    title: {en: The firm, nb: Foretaket}
    questions:
      - {id: n, type: number, range: 0..100, unit: {en: persons, nb: personer}, text: {en: How many?, nb: Hvor mange?}}
      - {id: q, type: single, codes: yesno, text: A choice}
      - {id: m, type: multiple, codes: land, min: 0, max: 2, text: Several}
"""


def sheet(path: Path, name: str = "survey") -> list[dict[str, str]]:
    rows = list(openpyxl.load_workbook(path)[name].iter_rows(values_only=True))
    return [{str(h): v for h, v in zip(rows[0], row, strict=True) if v is not None} for row in rows[1:]]


@pytest.fixture
def written(tmp_path):
    """The rows of a form by their names, and what was lost."""

    def made(more: str = "", after: str = ""):
        path = tmp_path / "form.xlsx"
        losses = write(loaded(HEAD + more + after), path, "xlsform")
        converted(path)
        return {row["name"]: row for row in sheet(path) if not row["type"].startswith("end")}, losses, path

    return made


def converted(path: Path) -> None:
    pytest.importorskip("pyxform.xls2xform").convert(str(path), validate=False)


def in_english(instrument):
    """All an instrument says, texts in English alone, whether written once or in each language."""

    def plain(part):
        if isinstance(part, dict) and part and set(part) <= {"en", "nb", ""}:
            return part.get("en") or part.get("")
        if isinstance(part, dict):
            return {key: plain(inner) for key, inner in part.items()}
        return [plain(inner) for inner in part] if isinstance(part, list | tuple) else part

    return plain(instrument.model_dump(exclude={"tables", "title", "version"}))


@pytest.mark.parametrize("path", [*SHIPPED, EVERYTHING], ids=lambda path: path.stem)
def test_a_form_written_is_one_pyxform_converts(path, tmp_path):
    out = tmp_path / "form.xlsx"
    losses = write(load(path), out, "xlsform")
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    assert "<h:html" in xls2xform.convert(str(out), validate=False).xform
    assert {problem.rule.code for problem in losses} == {"SK572"}
    assert all(problem.place.file == str(out) for problem in losses)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_written_and_read_again_is_the_same_instrument(path, tmp_path):
    pytest.importorskip("pyxform")
    before = load(path)
    write(before, tmp_path / "form.xlsx", "xlsform")
    found = read(tmp_path / "form.xlsx")
    assert loaded(found.text).fingerprint == before.fingerprint
    assert found.counts["kept_as_notes"] == 0


def stripped(path: Path) -> Path:
    """The same form without the column of our own, as another program would leave it."""
    book = openpyxl.load_workbook(path)
    for name in ("survey", "settings"):
        headings = [cell.value for cell in book[name][1]]
        if "surveykit" in headings:
            book[name].delete_cols(headings.index("surveykit") + 1)
    bare = path.with_name("bare.xlsx")
    book.save(bare)
    return bare


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_without_the_column_of_our_own_questions_lists_and_routing_are_the_same(path, tmp_path):
    """By the XPath alone: the same questions, kinds and lists, and each asked of the same answers."""
    pytest.importorskip("pyxform")
    before = load(path)
    write(before, tmp_path / "form.xlsx", "xlsform")
    after = loaded(read(stripped(tmp_path / "form.xlsx"), "xlsform").text)
    kinds = {"amount": "number", "duration": "number"}
    was = {name: kinds.get(question.type, question.type) for name, question in before.questions.items()}
    assert {name: after.questions[name].type for name in was} == was
    for name, question in before.questions.items():
        if codes := getattr(question, "codes", None):
            other = after.lists[after.questions[name].codes]
            assert list(other) == list(before.commons.lists[codes].values)
    same_routing(before, after, 300)


def same_routing(before, after, cases: int) -> None:
    """Relevance is true of the same answers, whatever is blank among them."""
    rng = random.Random(7)
    symbols, others = symbols_of(before), symbols_of(after)
    pairs = []
    for section, question in before.asked():
        routed = before.relevance_of(section, question)
        found = next((s, q) for s, q in after.asked() if q.id == question.id)
        again = after.relevance_of(*found)
        reads_register = any(registered.id in routed for registered in before.registered)
        if (routed or again) and not reads_register and not rosters_of(parse(routed or "true"), symbols):
            pairs.append(
                (question, *(compiled(parse(t or "true"), s) for t, s in ((routed, symbols), (again, others))))
            )
    assert len(pairs) > 5
    for _ in range(cases):
        row = {name: drawn(rng, symbol) for name, symbol in symbols.items()}
        for question, was, now in pairs:
            asked = was(row) is True or (question.when_unknown == "ask" and was(row) is None)
            assert asked == (now(row) is True), (question.id, row)


def drawn(rng: random.Random, symbol):
    """An answer or a blank."""
    if rng.random() < 0.3:
        return None
    if symbol.type == "set":
        ticked = tuple(code for code in symbol.codes if rng.random() < 0.5)
        return ticked or None
    if symbol.codes:
        return rng.choice(list(symbol.codes))
    return {"number": rng.choice([0, 1, 3, 50, 2005, 2009]), "date": "2007-01-31"}.get(symbol.type, "words")


def test_a_number_says_its_unit_and_its_limits(written):
    rows, _, _ = written()
    row = rows["n"]
    assert row["type"] == "integer"
    assert row["hint::English (en)"] == "(persons)"
    assert row["constraint"] == ". >= 0 and . <= 100"
    assert row["constraint_message::Norsk (nb)"] == "Svaret må være 0..100."
    assert json.loads(row["surveykit"])["range"] == "0..100"


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("{id: x, type: text, text: X, max: 80}", {"type": "text", "constraint": "string-length(.) <= 80"}),
        ("{id: x, type: open, text: X}", {"type": "text", "appearance": "multiline"}),
        (
            "{id: x, type: date, text: X, range: 2004-01-01..}",
            {"type": "date", "constraint": ". >= date('2004-01-01')"},
        ),
        ("{id: x, type: time, text: X}", {"type": "time"}),
        ("{id: x, type: duration, text: X}", {"type": "decimal", "hint::English (en)": "(minutes)"}),
        (
            "{id: x, type: amount, currency: NOK, in: thousands, range: 0.., text: X}",
            {"hint::Norsk (nb)": "(1000 NOK)"},
        ),
        ("{id: x, type: ranking, codes: land, text: X}", {"type": "rank land"}),
        ("{id: x, type: scale, range: 1..5, labels: {1: low, 5: high}, text: X}", {"type": "select_one x_scale"}),
        ("{id: x, type: note, text: 'You said {n}'}", {"type": "note", "label::English (en)": "You said ${n}"}),
        ("{id: x, type: single, codes: yesno, text: X, required: true}", {"required": "yes"}),
        ("{id: x, type: single, codes: land, text: X, order: random}", {"parameters": "randomize=true"}),
        (
            "{id: x, type: single, codes: city, where: {country: \"'NO'\"}, text: X}",
            {"choice_filter": "country = 'NO'"},
        ),
        ("{id: x, type: single, codes: land, among: m, text: X}", {"choice_filter": "selected(${m}, name)"}),
        ("{id: x, type: number, range: 0.., default: '5', text: X}", {"default": "5"}),
        ("{id: x, type: number, range: 0.., default: n + 1, text: X}", {"default": "${n} + 1"}),
        ("{id: x, type: number, range: 0.., last_saved: true, text: X}", {"default": "${last-saved#x}"}),
        ("{id: x, type: note, relevance: q = 1, text: X}", {"relevant": "${q} = '1'"}),
        ("{id: x, type: note, relevance: q != 1, text: X}", {"relevant": "${q} != '' and ${q} != '1'"}),
        (
            "{id: x, type: note, relevance: q = 1, when_unknown: ask, text: X}",
            {"relevant": "not(${q} != '' and ${q} != '1')"},
        ),
        (
            "{id: x, type: note, relevance: \"'NO' in m or n is missing\", text: X}",
            {"relevant": "selected(${m}, 'NO') or ${n} = ''"},
        ),
    ],
)
def test_a_row(written, question, cells):
    rows, _, _ = written(f"      - {question}\n")
    assert {key: rows["x"].get(key) for key in cells} == cells


def test_several_choices(written):
    rows, losses, path = written(
        "      - {id: x, type: multiple, codes: land, min: 2, max: 3, exclusive: [DK], text: X}\n"
    )
    assert rows["m"]["type"] == "select_multiple land"
    assert rows["x"]["constraint"] == (
        "count-selected(.) >= 2 and count-selected(.) <= 3 and not(selected(., 'DK') and count-selected(.) > 1)"
    )
    assert any("one blank" in problem.what for problem in losses)
    back = loaded(read(path).text)
    assert (back.questions["m"].min, back.questions["m"].max) == (0, 2)
    assert (back.questions["x"].min, back.questions["x"].exclusive) == (2, ("DK",))


def test_checks_hard_and_soft(written):
    more = """
      - id: x
        type: number
        range: 0..
        text: X
        checks:
          - {id: H1, rule: x <= n, message: {en: Not more, nb: Ikke mer}}
          - {id: S1, severity: soft, rule: x >= 2, message: {en: So few, nb: Så få}}
"""
    rows, losses, path = written(more)
    assert rows["x"]["constraint"] == ". >= 0 and not(. > ${n})"
    assert rows["x"]["constraint_message::English (en)"].endswith("Not more")
    assert rows["S1"]["type"] == "note"
    assert rows["S1"]["relevant"] == "${x} < 2"
    assert any("becomes a note" in problem.what for problem in losses)
    checks = loaded(read(path).text).questions["x"].checks
    assert [(check.id, check.severity, check.rule) for check in checks] == [
        ("H1", "hard", "x <= n"),
        ("S1", "soft", "x >= 2"),
    ]


def test_a_cell_that_was_changed_elsewhere_is_read_as_it_is_now(written):
    _, _, path = written("      - {id: x, type: note, relevance: q = 1, text: X}\n")
    book = openpyxl.load_workbook(path)
    headings = [cell.value for cell in book["survey"][1]]
    for row in book["survey"].iter_rows(min_row=2):
        if row[headings.index("name")].value == "x":
            row[headings.index("relevant")].value = "${n} > 5"
        if row[headings.index("name")].value == "n":
            row[headings.index("constraint")].value = ". >= 1 and . <= 50 and . != 13"
    book.save(path)
    back = loaded(read(path).text)
    assert back.questions["x"].relevance == "n > 5"
    assert back.questions["n"].checks[0].rule == "n >= 1 and n <= 50 and n != 13"


def test_other_specify(written):
    more = "      - {id: x, type: single, codes: land, other: {code: DK, text: {en: Where?, nb: Hvor?}, max: 40}, text: X}\n"
    rows, _, path = written(more)
    assert rows["x_other"]["relevant"] == "${x} = 'DK'"
    assert rows["x_other"]["constraint"] == "string-length(.) <= 40"
    other = loaded(read(path).text).questions["x"].other
    assert (other.code, other.max, other.text.into("nb")) == ("DK", 40, "Hvor?")


def test_rosters_and_functions_over_their_rows(written):
    after = """
  - id: partners
    title: Partners
    roster: {row: partner, count: n, most: 9}
    questions:
      - {id: share, type: number, range: 0..100, text: X, relevance: partner > 1}
  - id: more
    title: More
    within: partners
    questions: [{id: name, type: text, text: 'Name of {partner}'}]
  - id: nodes
    title: Nodes
    roster: {row: land_, each: m}
    questions: [{id: node, type: text, text: X}]
  - id: end
    title: End
    questions:
      - {id: sum, type: note, relevance: sum(share) > 100 and count(share > 50) = 1, text: X}
computed:
  - {id: whole, formula: sum(share)}
"""
    rows, _, path = written("", after)
    assert rows["partners"]["type"] == "begin_repeat"
    assert rows["partners"]["repeat_count"] == "${n}"
    assert rows["partner"]["calculation"] == "position(..)"
    assert rows["land_"]["calculation"] == "selected-at(${m}, position(..) - 1)"
    assert rows["nodes"]["repeat_count"] == "count-selected(${m})"
    assert rows["share"]["relevant"] == "${partner} > 1"
    names = [row["name"] for row in sheet(path) if "name" in row]
    assert names.index("more") < names.index("name") < names.index("nodes")
    back = loaded(read(path).text)
    assert in_english(back) == in_english(loaded(HEAD + after))


def test_texts_show_labels_through_a_calculation(written):
    rows, _, path = written("      - {id: x, type: note, text: {en: 'You said {q}, {n * 2}', nb: 'Du sa {q} {{'}}\n")
    calculations = {row["calculation"] for row in rows.values() if row["type"] == "calculate"}
    assert calculations == {"jr:choice-name(${q}, '${q}')", "${n} * 2"}
    back = loaded(read(path).text)
    assert back.questions["x"].text.languages == {"en": "You said {q}, {n * 2}", "nb": "Du sa {q} {{"}


def test_what_reads_the_preceding_round_is_lost_and_told(tmp_path):
    text = HEAD.replace(
        "sections:", "rounds: {variable: year, key: k, order: [2005, 2009]}\nregister: [{id: year}]\nsections:", 1
    )
    more = """
      - {id: k, type: text, text: Key}
      - {id: x, type: note, relevance: previous(n) > n, text: X}
      - {id: y, type: note, rounds: [2009], text: Y}
"""
    path = tmp_path / "form.xlsx"
    losses = write(loaded(text + more), path, "xlsform")
    converted(path)
    told = {problem.place.variable: problem.what for problem in losses if problem.severity == "warning"}
    assert "asked of everybody" in told["x"]
    assert {row["name"]: row.get("relevant") for row in sheet(path) if row.get("name") in "xy"} == {
        "x": None,
        "y": "${year} = 2009",
    }
    assert in_english(loaded(read(path).text)) == in_english(loaded(text + more))


def test_only_workbooks_are_written(tmp_path):
    from surveykit.problems import FormatError

    with pytest.raises(FormatError, match=r"written as \.xlsx"):
        write(loaded(HEAD), tmp_path / "form.csv", "xlsform")
    assert list(tmp_path.iterdir()) == []


def test_cells_that_begin_like_formulas_stay_texts(tmp_path):
    text = HEAD.replace("text: Several", 'text: "=1+1"').replace("NO: Norway", 'NO: "=Norway"')
    write(loaded(text), tmp_path / "form.xlsx", "xlsform")
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    kinds = {cell.data_type for name in ("survey", "choices") for row in book[name].iter_rows() for cell in row}
    assert "f" not in kinds
    assert str(loaded(read(tmp_path / "form.xlsx").text).questions["m"].text) == "=1+1"
