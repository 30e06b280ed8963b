"""What a file of codings brings to a store: what it says, and never less than is there."""

from dataclasses import replace

from surveykit.coding.acts import Span
from surveykit.coding.codings import Coding, codings_of
from surveykit.coding.leading.bringing import bringing
from surveykit.coding.unit import Unit

UNIT = Unit("1", "why", "no time at all")
HELD = Coding(UNIT.id, "ida", codes=("TIME",), spans=(Span("TIME", 0, 7),), note="sure", reason="")


def brought(coding):
    return bringing(codings_of([UNIT], [HELD]), codings_of([UNIT], [coding]), "f", "wide.xlsx")


def test_a_file_without_spans_and_notes_does_not_take_them_away():
    found = brought(replace(HELD, spans=(), note=""))
    assert (found.coded, found.known) == ({}, 1)


def test_another_note_is_another_judgement_and_is_counted():
    found = brought(replace(HELD, note="not so sure"))
    assert [act.note for act in found.coded["ida"]] == ["not so sure"]
    assert (found.known, found.others) == (0, 1)


def test_a_coding_of_somebody_who_had_none_takes_no_place():
    found = brought(replace(HELD, coder="ola"))
    assert ([*found.coded], found.others) == (["ola"], 0)
