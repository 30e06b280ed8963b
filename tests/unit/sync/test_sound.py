"""Acts from elsewhere are looked at part by part."""

from dataclasses import replace
from math import inf, nan

import pytest

from surveykit.interview.events import ACTS, Accepted, Answered, Completed, Started, Undone, Visited
from surveykit.missing import Empty
from surveykit.sync.sound import TESTS, unsound


def test_every_act_there_is_can_be_looked_at():
    for kind in ACTS.values():
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
