"""The page of agreement: everything the report holds, in words an economist reads."""

import json
from dataclasses import replace
from math import floor

import pytest

from surveykit.agreement.agree import agree
from surveykit.agreement.spans import Marked
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Coding, codings_of
from surveykit.coding.unit import Unit
from surveykit.render import RENDERERS, render
from surveykit.reports.agreement.page import agreement
from surveykit.reports.document import Facts, Paragraph
from surveykit.reports.table import Table

CODES = {code: {"label": f"Label {code}", "definition": code} for code in "ABCD"}
CODES["A"]["attributes"] = {"good": True}
FRAME = CodingFrame.model_validate(
    {"frame": "x", "title": "Why", "languages": ["en"], "codes": CODES, "attributes": {"good": {"label": "Good"}}}
)


def report(*lines, coders=("ida", "ola", "per"), **more):
    """The report of answers, each a line with the codes of every coder; a point where a coder has not judged."""
    units = [Unit(str(n), "q", f"answer {n % 5}") for n in range(len(lines))]
    held = [
        Coding(unit.id, coder, "none" if codes == "-" else "coded", () if codes == "-" else tuple(codes))
        for unit, line in zip(units, lines, strict=True)
        for coder, codes in zip(coders, line.split(), strict=False)
        if codes != "."
    ]
    return agree(codings_of(units, held), FRAME, replicates=50, **more)


THREE = report("A A A", "AB A A", "B B C", "C . C", "- - B", "B A B", ". . A", attribute="good")


def tables(page):
    return {block.key: block for block in page.blocks if isinstance(block, Table)}


def facts(page):
    return dict(next(block for block in page.blocks if isinstance(block, Facts)).pairs)


def test_the_facts_say_what_was_compared_and_what_was_left_out():
    said = facts(agreement(THREE, FRAME))
    assert said["Coders"] == "ida, ola, per"
    assert said["Answers compared"] == "6, judged by two coders or more"
    assert said["Judgements"] == "17, in 16 pairs; 1 missing"
    assert said["None of the codes applies"] == "2 judgements, compared like any other"
    assert said["Left out"] == "1 answer that one coder judged"


@pytest.mark.parametrize(
    ("language", "title", "compared", "kappa", "pair"),
    [
        ("nb", "Enighet mellom kodere", "6, vurdert av to kodere eller flere", "Congers kappa", "ida og ola"),
        ("it", "Accordo tra codificatori", "6, giudicate da almeno due codificatori", "Kappa di Conger", "ida e ola"),
        (
            "ru", "Согласованность кодировщиков", "6, оценены двумя кодировщиками или более", "Каппа Конгера",
            "ida и ola",
        ),
    ],
)  # fmt: skip
def test_headings_notes_and_coefficients_speak_the_language(language, title, compared, kappa, pair):
    page, english = agreement(THREE, FRAME, language), agreement(THREE, FRAME)
    assert (page.title, page.language) == (title, language)
    assert compared in facts(page).values()
    assert kappa in [row.cells[0] for row in tables(page)["whole"].rows]
    assert pair in [row.cells[0] for row in tables(page)["pairs"].rows]
    for key, table in tables(page).items():
        other = tables(english)[key]
        assert [column.key for column in table.columns] == [column.key for column in other.columns]
        assert table.title != other.title
        assert set(table.notes).isdisjoint(other.notes) or key == "pairs"
    said = {block.text for block in page.blocks if isinstance(block, Paragraph)}
    assert said.isdisjoint({block.text for block in english.blocks if isinstance(block, Paragraph)})


def test_several_questions_stand_together_and_each_alone():
    units = [Unit(str(n), question, f"{question} {n}") for question in "pq" for n in range(3)]
    held = [Coding(unit.id, coder, codes=("AB"[n % 2],)) for n, unit in enumerate(units) for coder in ("ida", "ola")]
    table = tables(agreement(agree(codings_of(units, held), FRAME, replicates=0), FRAME))["whole"]
    heads = [row.cells[0] for row in table.rows if row.role == "heading"]
    assert heads[:3] == [
        "The codes of an answer: 6 answers, 6 pairs",
        "The codes of p: 3 answers, 3 pairs",
        "The codes of q: 3 answers, 3 pairs",
    ]
    assert table.notes[0].endswith("Report those of each question.")


def test_there_is_a_table_for_the_whole_for_pairs_for_codes_and_for_differences():
    found = tables(agreement(THREE, FRAME))
    assert [*found] == ["whole", "pairs", "codes", "confusion[codes]", "confusion[good]", "again"]
    heads = [row.cells[0] for row in found["whole"].rows if row.role == "heading"]
    assert heads == [
        "The codes of an answer: 6 answers, 16 pairs",
        "The codes, each wording once: 5 answers, 13 pairs",
        "good: 6 answers, 16 pairs",
    ]
    assert next(row.cells[:2] for row in found["codes"].rows) == ("A", "Label A")
    assert found["codes"].notes[-1] == "Nobody gave D."


def test_numbers_of_the_page_are_those_of_the_report():
    rows = {row.cells[0]: row.cells for row in tables(agreement(THREE, FRAME))["whole"].rows[:9]}
    found = THREE.overall["conger"]
    assert rows["Conger's kappa"][1] == found.value
    assert rows["Conger's kappa"][3:6] == (found.drawn.low, found.drawn.high, found.error)


def test_an_axis_begins_below_zero_where_an_interval_does():
    two = report("A A", "B B", "A B", "B A", "A A", coders=("ida", "ola"))
    table = tables(agreement(two, FRAME))["codes"]
    place = next(n for n, column in enumerate(table.columns) if column.key == "drawn")
    spans = [row.cells[place] for row in table.rows]
    lowest = min(one["alpha"].drawn.low for one in two.of("code"))
    assert lowest < 0
    assert [span.start for span in spans] == [pytest.approx(floor(10 * lowest) / 10)] * len(spans)
    assert table.columns[place].heading == f"Alpha, {spans[0].start:g} to 1"


def test_what_is_not_defined_is_a_gap_with_its_reason():
    one = report("A A", "A A", coders=("ida", "ola"))
    table = tables(agreement(one, FRAME))["whole"]
    rows = {row.cells[0]: row.cells for row in table.rows}
    assert rows["Cohen's kappa"][1] is None
    assert "Cohen's kappa: none, for only one category was used, so chance alone gives full agreement." in table.notes


def test_full_agreement_needs_no_table_of_differences():
    full = agreement(report("A A", "B B", "C C", coders=("ida", "ola")), FRAME)
    assert "confusion[codes]" not in tables(full)
    assert any(
        isinstance(block, Paragraph) and block.text == "Codes: the coders never differ." for block in full.blocks
    )


def test_a_group_without_a_comparison_says_so():
    page = agreement(report("A A", "B C", coders=("ida", "ola"), groups={"type": {}}), FRAME)
    assert any(isinstance(block, Paragraph) and block.text == "type: nothing to compare." for block in page.blocks)


def test_a_table_of_differences_shows_only_the_codes_coders_differ_on():
    page = agreement(report("A A", "B B", "C D", coders=("ida", "ola")), FRAME)
    table = tables(page)["confusion[codes]"]
    assert [row.cells for row in table.rows] == [("C", 0, None, 1), ("D", 0, 0, None)]
    assert "Not shown, for coders never differed on it: A, B." in table.notes


def test_codes_the_frame_does_not_have_are_a_warning():
    made = replace(THREE, unknown=("X", "Y"))
    warnings = [b.text for b in agreement(made, FRAME).blocks if isinstance(b, Paragraph) and b.tone == "warning"]
    assert warnings[0] == "The frame does not have X, Y; compared as they stand."


def test_words_marked_have_a_table_where_there_are_any():
    made = replace(THREE, marked=(Marked("A", 3, 7, 0.5, 0.25),))
    assert "marked" not in tables(agreement(THREE, FRAME))
    assert tables(agreement(made, FRAME))["marked"].rows[0].cells == ("A", 3, 7, 50, 25)


def test_landmarks_are_only_a_note():
    (said,) = [b for b in agreement(THREE, FRAME).blocks if isinstance(b, Paragraph) and "Landis" in b.text]
    assert said.tone == "note"


@pytest.mark.parametrize("suffix", RENDERERS)
def test_every_format_can_hold_it(suffix):
    page = agreement(THREE, FRAME)
    assert render(page, suffix) == render(page, suffix)
    if suffix == ".json":
        held = json.loads(render(page, suffix))
        whole = next(block for block in held["blocks"] if block.get("key") == "whole")
        assert whole["rows"][2]["cells"]["value"] == THREE.overall["conger"].value
