"""Settling codes: whatever an adjudicator does, what the screen has is what the journal says, and all can be undone."""

from hypothesis import given
from hypothesis import strategies as st

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Coded, CodingEvent, Took
from surveykit.coding.codings import fold
from surveykit.coding.disagreement import comparisons
from surveykit.coding.settling.machine import Settling, Step
from surveykit.coding.unit import Unit

CODES = ("A", "B", "C", "X")
FRAME = CodingFrame.model_validate(
    {
        "frame": "f",
        "title": "F",
        "languages": ["en"],
        "attributes": {"good": {"label": "Good"}},
        "codes": {
            code: {"label": code, "exclusive": code == "X", "attributes": {"good": code in "AB"}} for code in CODES
        },
    }
)
UNITS = tuple(Unit(str(n), "q", f"answer {n}") for n in range(4))
SETS = st.one_of(
    st.just(("none", ())),
    st.just(("uncodable", ())),
    st.sets(st.sampled_from("ABC"), min_size=1).map(lambda codes: ("coded", tuple(sorted(codes)))),
)
HELD = st.dictionaries(st.tuples(st.integers(0, 3), st.sampled_from(["ida", "ola", "per"])), SETS, min_size=4)
MOVES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["take", "go"]), st.integers(0, 3)),
        st.tuples(st.just("toggle"), st.sampled_from(CODES)),
        st.tuples(st.just("judge"), st.sampled_from(["none", "uncodable"])),
        st.tuples(st.just("because"), st.sampled_from(["", "so"])),
        st.sampled_from(
            [(name,) for name in ("union", "common", "majority", "turn", "next_open", "settle", "settle", "settle")]
        ),
        st.sampled_from([("withdraw",), ("undo",), ("redo",)]),
    ),
    max_size=40,
)


def journal(held):
    """What the coders hold, as events."""
    acts = [("lead", Took(UNITS))]
    for (at, coder), (outcome, codes) in sorted(held.items()):
        unit = UNITS[at]
        acts.append((coder, Coded(unit.id, unit.hash, FRAME.fingerprint, outcome, codes, reason="no")))
    return [told(number, by, act) for number, (by, act) in enumerate(acts)]


def told(number, by, act):
    return CodingEvent(number, f"e{number}", f"2026-01-01T00:{number:06}Z", by, act)


def moved(sitting, move):
    name, *rest = move
    found = getattr(sitting, name)(*rest)
    return found if isinstance(found, Step) else Step(found)


@given(HELD, MOVES, st.booleans(), st.sampled_from(["lead", "ida"]))
def test_what_is_shown_is_what_the_journal_says(held, moves, agreeing, by):
    events = journal(held)
    if not comparisons(fold(events), FRAME):
        return
    sitting = Settling.of(fold(events), FRAME, by, agreeing=agreeing)
    for move in moves:
        before = sitting.settled
        step = moved(sitting, move)
        sitting = step.settling
        assert (sitting.settled is not before) == bool(step.acts), "nothing changes unseen"
        for act in step.acts:
            events.append(told(len(events), by, act))
    stands = fold(events)
    assert {unit: (held.codes, held.outcome, held.method) for unit, held in stands.settled.items()} == {
        unit: (held.codes, held.outcome, held.method) for unit, held in sitting.settled.items()
    }
    assert dict(stands.codings.items()) == sitting.codings.codings, "every input is kept"
    for settlement in stands.settled.values():
        assert not FRAME.faults(settlement.codes)
        assert (settlement.outcome == "coded") == bool(settlement.codes)
        assert settlement.outcome != "uncodable" or settlement.reason
        assert set(settlement.inputs) == {coding.event for coding in stands.of(settlement.unit)}


@given(HELD, MOVES)
def test_everything_can_be_undone_and_done_again(held, moves):
    events = journal(held)
    if not comparisons(fold(events), FRAME):
        return
    sitting = Settling.of(fold(events), FRAME, "lead", agreeing=True)
    for move in moves:
        sitting = moved(sitting, move).settling
    end = sitting.settled
    while sitting.past:
        sitting = sitting.undo().settling
    assert sitting.settled == {}
    ahead = len(sitting.future)
    while sitting.future:
        sitting = sitting.redo().settling
    assert ahead >= len(end)


@given(HELD)
def test_answers_that_differ_in_less_never_come_before_those_that_differ_in_more(held):
    found = comparisons(fold(journal(held)), FRAME)
    weights = [("group" not in one.differs, "outcome" not in one.differs, one.agreed) for one in found]
    first = [weight[0] for weight in weights]
    agreed = [weight[2] for weight in weights]
    assert first == sorted(first)
    assert agreed == sorted(agreed)
