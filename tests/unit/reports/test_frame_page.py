"""The codebook of a coding frame: what coders read, in every language and format."""

import zipfile
from io import BytesIO

import pytest

from surveykit.codebook.frames.file import loaded
from surveykit.render import RENDERERS, render
from surveykit.reports.document import Facts, Heading
from surveykit.reports.frames.page import frame_page, frame_tables
from surveykit.reports.frames.trial import trial_page

FRAME = """
frame: networks
version: "2"
status: frozen
languages: [it, en]
title: {it: Che cosa è cambiato, en: What changed}
description: {it: Un codice per effetto., en: A code for each effect.}
instrument: firms
questions: [after_text]
attributes: {tangible: {label: {it: Tangibile, en: Tangible}, definition: {it: Si può indicare., en: One can point at it.}}}
codes:
  NONE: {label: {it: Nulla, en: Nothing}, definition: {it: N., en: N.}, exclusive: true, hotkey: n, colour: '#707070'}
  OWN:
    within: FAIR
    label: {it: Stand proprio, en: A stand of one's own}
    definition: {it: S., en: S.}
  FAIR:
    label: {it: Fiere, en: Fairs}
    definition: {it: Con la rete., en: With the network.}
    include: [{it: Anche in Italia, en: In Italy too}, {it: Anche una volta, en: Once is enough}]
    exclude: [{it: "Solo progettata: NONE", en: "Only planned: NONE"}]
    examples: [Siamo andati <insieme> a una fiera]
    counter_examples: [Vorremmo andarci]
    keywords: [fier* -vorremmo]
    attributes: {tangible: true}
nets: {EFFECT: {label: {it: Effetti, en: Effects}, codes: [FAIR]}}
changes: [{version: "2", op: merge, from: [SHOW, FAIR], to: FAIR, by: ida, when: 2026-03-02, why: One thing.}]
"""


def test_the_tree_lies_as_the_codes_do_and_the_page_follows_it():
    page = frame_page(loaded(FRAME), "en")
    tree = page.blocks[2]
    assert [(row.cells[0], row.indent) for row in tree.rows] == [("NONE", 0), ("FAIR", 0), ("OWN", 1)]
    assert tree.rows[0].cells[2:] == ("n", "stands alone")
    assert tree.rows[1].cells[3] == "Tangible"
    heads = [(block.text, block.level) for block in page.blocks if isinstance(block, Heading)]
    assert heads[:3] == [("NONE · Nothing", 2), ("FAIR · Fairs", 2), ("OWN · A stand of one's own", 3)]
    assert [text for text, _ in heads[3:]] == ["Properties of codes", "Nets", "Changes"]


def test_all_that_is_said_of_a_code_is_on_its_page_in_the_language_asked_for():
    frame = loaded(FRAME)
    blocks = frame_page(frame, "it").blocks
    place = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == "FAIR · Fiere")
    assert blocks[place + 1].text == "Con la rete."
    assert isinstance(blocks[place + 2], Facts)
    assert blocks[place + 2].pairs == (
        ("Comprende", "Anche in Italia"),
        ("", "Anche una volta"),
        ("Esclude", "Solo progettata: NONE"),
        ("Esempi", "«Siamo andati <insieme> a una fiera»"),
        ("Non questo codice", "«Vorremmo andarci»"),
        ("Parole chiave", "fier* -vorremmo"),
        ("Proprietà", "Tangibile"),
    )
    assert "versione 2, definitivo, " + frame.fingerprint in frame_page(frame, "it").subtitle


def test_a_scale_is_told_with_the_value_of_each_code():
    facts = "frame: x\nlanguages: [en]\ntitle: T\nseveral: false\nscale: interval\n"
    page = frame_page(loaded(f"{facts}codes: {{LOW: {{label: Low, definition: L., value: 1.5}}}}"), "en")
    assert ("The codes are a scale", "interval") in next(b for b in page.blocks if isinstance(b, Facts)).pairs
    assert next(block for block in page.blocks if getattr(block, "key", "") == "tree").rows[0].cells[3] == "value 1.5"


def test_changes_are_told_with_who_when_and_why():
    table = frame_page(loaded(FRAME), "en").blocks[-1]
    assert table.rows[0].cells == ("2", "merged", "SHOW, FAIR", "FAIR", "ida", "2026-03-02", "One thing.")


def test_the_tables_have_a_row_for_each_code_with_its_identity():
    frame = loaded(FRAME)
    table = frame_tables(frame, "en").blocks[0]
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row.cells, strict=True)) for row in table.rows]
    assert rows[1]["include"] == "In Italy too\nOnce is enough"
    assert [row["tangible"] for row in rows] == ["", "yes", ""]
    assert [row["guid"] for row in rows] == [frame.guid_of(code) for code in ("NONE", "FAIR", "OWN")]


@pytest.mark.parametrize("suffix", RENDERERS)
def test_every_format_has_every_code(suffix):
    made = render(frame_page(loaded(FRAME), "en"), suffix)
    if suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(BytesIO(made)) as archive:
            made = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    for code in loaded(FRAME).codes:
        assert code.encode() in made
    assert b"<insieme>" not in made or suffix not in {".html", ".docx", ".xlsx"}


def test_the_colour_of_a_code_is_drawn_on_a_page_on_the_web():
    page = render(frame_page(loaded(FRAME), "en"), ".html").decode()
    assert page.count('class="swatch" style="background: #707070"') == 1
    assert page.count('class="swatch"') == 1
    assert "<dt></dt>" not in page


def test_a_trial_tells_what_each_keyword_finds_and_whether_it_is_needed():
    text = "frame: x\nlanguages: [en]\ntitle: T\ncodes:\n  EXP: {label: E, definition: D, keywords: [export*, 'sold*', never]}"
    answers = ["We export.", "We exported and sold.", f"{'long ' * 30}and we sold it {'on and on ' * 9}", "Nothing."]
    said, table = trial_page(loaded(text), answers, "en").blocks
    assert said.text == "Keywords find a code in 3 of 4 answers."
    assert [row.cells[1:4] for row in table.rows] == [("export*", 2, 1), ("sold*", 2, 1), ("never", 0, 0)]
    assert table.rows[0].cells[4] == "We export."
    shown = trial_page(loaded(text), answers[2:], "en").blocks[1].rows[1].cells[4]
    assert shown.startswith("…")
    assert "we sold it on and on" in shown
    assert len(shown) <= 62
