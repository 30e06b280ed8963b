"""Codings are carried on to a newer version of the frame by what was recorded; nothing is guessed."""

import pytest

from surveykit.codebook.frames.file import loaded
from surveykit.coding.acts import Span
from surveykit.coding.codings import Coding, Settlement, codings_of
from surveykit.coding.leading.reframed import reframed
from surveykit.coding.unit import Unit

HEAD = "frame: x\nversion: '{}'\ntitle: X\nlanguages: [en]\ncodes:\n"


def frame(version, codes, *changes):
    text = HEAD.format(version) + "".join(
        f"  {code}: {{label: {code}, definition: {code}}}\n" for code in codes.split()
    )
    return loaded(
        text + ("changes:\n" + "".join(f"  - {{version: '{v}', {said}}}\n" for v, said in changes) if changes else "")
    )


RENAMED = ("2", "op: rename, from: EXP, to: SALES")
MERGED = ("3", "op: merge, from: [FAIR, SHOW], to: FAIR")
SPLIT = ("4", "op: split, from: SALES, to: [FIRST, MORE]")
ONE = frame("1", "EXP FAIR SHOW")
TWO = frame("2", "SALES FAIR SHOW", RENAMED)
THREE = frame("3", "SALES FAIR", RENAMED, MERGED)
FOUR = frame("4", "FIRST MORE FAIR", RENAMED, MERGED, SPLIT)
UNITS = [Unit(n, "q", "words") for n in "123"]


def coded(unit, codes, under=ONE, **more):
    return Coding(f"q/{unit}", "ida", codes=tuple(codes.split()), frame=under.fingerprint, **more)


def carried(codings, present, settled=(), known=(ONE, TWO, THREE)):
    return reframed(codings_of(UNITS, codings, settled), present, {one.fingerprint: one for one in known})


def test_codes_have_their_names_of_now_and_those_merged_are_one():
    found = carried([coded("1", "EXP SHOW"), coded("2", "SALES", TWO), coded("3", "FAIR SHOW")], THREE)
    assert [c.codes for c in found.codings.codings.values()] == [("SALES", "FAIR"), ("SALES",), ("FAIR",)]
    assert {c.frame for c in found.codings.independent.values()} == {THREE.fingerprint}
    assert not found.again


def test_spans_and_what_was_accepted_go_with_their_codes():
    coding = coded("1", "EXP SHOW", spans=(Span("EXP", 0, 2), Span("SHOW", 3, 5)), accepted={"SHOW": "rule show"})
    (found,) = carried([coding], THREE).codings.codings.values()
    assert found.spans == (Span("SALES", 0, 2), Span("FAIR", 3, 5))
    assert found.accepted == {"FAIR": "rule show"}


def test_what_has_a_code_that_was_split_waits_and_a_settlement_of_it_does_not_stand():
    settled = [
        Settlement("q/1", "lead", codes=("EXP",), frame=ONE.fingerprint),
        Settlement("q/2", "lead", codes=("FAIR",), frame=ONE.fingerprint),
    ]
    found = carried([coded("1", "EXP FAIR"), coded("2", "SHOW")], FOUR, settled)
    assert [*found.codings.codings] == [("q/2", "ida")]
    assert [(coding.unit, coding.coder) for coding in found.again] == [("q/1", "ida")]
    assert found.settled_again == ("q/1",)
    assert [*found.codings.settled] == ["q/2"]


def test_judgements_without_codes_are_carried_on_as_they_are():
    none = Coding("q/1", "ida", "none", frame=ONE.fingerprint)
    bad = Coding("q/2", "ida", "uncodable", reason="empty", frame=ONE.fingerprint)
    found = carried([none, bad], FOUR).codings.codings
    assert [(c.outcome, c.reason) for c in found.values()] == [("none", ""), ("uncodable", "empty")]


@pytest.mark.parametrize("known", [(), (frame("0", "OLD EXP"),)])
def test_a_version_from_which_nothing_leads_here_is_told_and_left_as_it_is(known):
    coding = coded("1", "OLD", frame("0", "OLD EXP"))
    found = carried([coding], THREE, known=known)
    assert found.codings.codings["q/1", "ida"] == coding
    assert found.strange == (coding,)


def test_what_was_made_under_this_version_is_the_very_same():
    coding = coded("1", "SALES", THREE)
    assert carried([coding], THREE).codings.codings["q/1", "ida"] is coding
