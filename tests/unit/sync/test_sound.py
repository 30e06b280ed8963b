"""Acts from elsewhere are looked at part by part."""

from dataclasses import replace
from math import inf, nan

import pytest

from surveykit.coding.acts import CODINGS, Coded, Given, Settled, Span, Took
from surveykit.coding.unit import Unit
from surveykit.interview.events import ACTS, Accepted, Answered, Completed, Started, Undone, Visited
from surveykit.missing import Empty
from surveykit.sync.sound import TESTS, unsound


def test_every_act_there_is_can_be_looked_at():
    for kind in (*ACTS.values(), *CODINGS.acts.values()):
        assert len(TESTS[kind]) == len(kind.__dataclass_fields__)


SOUND = [
    Started("f", "nb", {"a": 1, "b": "x", "c": 1.5}),
    Answered("q", ("a", 1), None),
    Answered("q", Empty("refused"), 1.5, "typo"),
    Undone("q", None, None),
    Accepted("q", "c", ("a", "b"), ""),
    Visited("q", 2, 3),
    Completed(),
]


@pytest.mark.parametrize("act", SOUND, ids=lambda act: type(act).__name__)
def test_what_the_app_writes_is_sound(act):
    assert unsound(act) == ""


@pytest.mark.parametrize(
    ("act", "part"),
    [
        (replace(SOUND[0], instrument=("f",)), "instrument"),
        (replace(SOUND[0], register={"a": None}), "register"),
        (replace(SOUND[0], register="x"), "register"),
        (replace(SOUND[0], seed=True), "seed"),
        (replace(SOUND[1], answer=None), "answer"),
        (replace(SOUND[1], answer=({},)), "answer"),
        (replace(SOUND[1], was=True), "was"),
        (replace(SOUND[4], reads="ab"), "reads"),
        (replace(SOUND[5], seconds="2"), "seconds"),
        (replace(SOUND[6], despite=(1,)), "despite"),
        (replace(SOUND[0], register={"a": inf}), "register"),
        (replace(SOUND[1], answer=nan), "answer"),
        (replace(SOUND[5], seconds=nan), "seconds"),
    ],
)
def test_what_is_of_another_kind_is_named(act, part):
    assert unsound(act) == part


CODED = Coded("q/1", "0", "f", codes=("A",), spans=(Span("A", 0, 2),), accepted={"A": "rule x"}, seconds=1.5)
TOOK = Took((Unit("1", "q", "hello", context={"Size": "12"}),))


@pytest.mark.parametrize(
    ("act", "part"),
    [
        (CODED, ""),
        (TOOK, ""),
        (Given("b", "ida", ("q/1",)), ""),
        (replace(CODED, outcome="perhaps"), "outcome"),
        (replace(CODED, outcome=["none"]), "outcome"),
        (replace(CODED, codes="A"), "codes"),
        (replace(CODED, spans=({"code": "A"},)), "spans"),
        (replace(CODED, spans=(Span("A", "0", 2),)), "spans"),
        (replace(CODED, accepted={"A": 1}), "accepted"),
        (replace(CODED, together=("q/2",)), "together"),
        (replace(TOOK, units=("q/1",)), "units"),
        (replace(TOOK, units=(Unit("1", "q", None),)), "units"),
        (replace(TOOK, units=(Unit("1", "q", "x", context={"Size": 12}),)), "units"),
        (Given("b", "ida", ("q/1",), blind="no"), "blind"),
        (Given("b", "ida", ("q/1",), role="boss"), "role"),
        (Settled("q/1", "0", "f", (), method="dice"), "method"),
    ],
)
def test_acts_of_coding_are_looked_at_down_to_answers_and_spans(act, part):
    assert unsound(act) == part
