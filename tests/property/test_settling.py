"""Settling: whatever two people keyed, and whichever side is taken, all is decided in the end and nothing is lost."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.histories import conflict
from surveykit.instrument.file import load
from surveykit.interview.events import Adjudicated, Answered, Event, Started
from surveykit.interview.plan import Plan, plan_of
from surveykit.interview.simulate.interviews import simulated
from surveykit.store.memory import MemoryStore
from surveykit.tui.cabinet import Cabinet
from surveykit.tui.modes.dispute import Dispute

PILOT = Path(__file__).parents[1] / "pilot"
POOL = 12  # interviews of which two are taken


@cache
def pool(name: str) -> tuple[Plan, str, tuple[tuple[Event, ...], ...]]:
    """Simulated interviews of an instrument, each as a journal."""
    path = PILOT / f"{name}.yaml"
    plan = plan_of(load(path))
    journals = []
    for at, made in enumerate(simulated(plan, POOL, seed=5)):
        events = (Event(n, f"{at}-{n}", f"2026-01-{at + 1:02}T10:00", "sim", act) for n, act in enumerate(made.acts, 1))
        journals.append(tuple(events))
    return plan, path.read_text(encoding="utf-8"), tuple(journals)


def begun(events: tuple[Event, ...], **how: object) -> tuple[Event, ...]:
    """A journal whose beginning says something more."""
    return tuple(replace(e, act=replace(e.act, **how)) if isinstance(e.act, Started) else e for e in events)


def decided(dispute: Dispute, sides: st.DataObject) -> int:
    """Decide all there is, by chance; how many decisions it took."""
    most = len(dispute.first.session.questions) + len(dispute.second.session.questions)
    for taken in range(most + 1):
        if dispute.done:
            return taken
        found = dispute.open[0]
        dispute.decide(found, sides.draw(st.sampled_from([found.first, found.second])))
    pytest.fail(f"not settled after {most} decisions: {dispute.open}")


@pytest.mark.parametrize("name", ["firm", "everything"])
@given(one=st.integers(0, POOL - 1), other=st.integers(0, POOL - 1), sides=st.data())
@settings(max_examples=25)
def test_any_two_entries_can_be_settled(name: str, one: int, other: int, sides: st.DataObject) -> None:
    plan, text, journals = pool(name)
    store = MemoryStore()
    store.keep(plan.instrument.fingerprint, text)
    second = tuple(replace(event, id=f"b{event.id}") for event in begun(journals[other], verifies="7"))
    store.append("7", journals[one], 0)
    store.append("7/2", second, 0)
    dispute = Dispute(Cabinet(plan.instrument, text, store, "sjef"), "7")
    decided(dispute, sides)
    session = dispute.first.session
    for question, act in dispute.decided.items():
        if question in session.places:
            assert session.interview.answers.get(question) == act.answer
    assert store.events("7/2") == second
    kept = [event for event in store.events("7") if not isinstance(event.act, Adjudicated)]
    assert tuple(kept) == journals[one]


@pytest.mark.parametrize("name", ["firm", "everything"])
@given(
    several=st.lists(st.integers(0, POOL - 1), min_size=2, max_size=3, unique=True),
    cut=st.integers(2, 12),
    sides=st.data(),
)
@settings(max_examples=20)
def test_any_histories_can_be_settled(name: str, several: list[int], cut: int, sides: st.DataObject) -> None:
    plan, text, journals = pool(name)
    store = MemoryStore()
    store.keep(plan.instrument.fingerprint, text)
    first = journals[several[0]][0]
    for at in several:
        answers = [event.act for event in journals[at] if isinstance(event.act, Answered)][:cut]
        rest = [Event(n, f"{at}-{n}", f"2026-02-{at + 1:02}T10:00", str(at), act) for n, act in enumerate(answers, 2)]
        store.graft("7", (first, *rest))
    before = store.histories("7")
    dispute = Dispute(Cabinet(plan.instrument, text, store, "sjef"), "7")
    for _ in range(len(several)):
        decided(dispute, sides)
        dispute.settle()
    assert conflict(store.histories("7")) == ()
    ends = {event.id for history in before for event in history}
    assert ends <= {event.id for history in store.histories("7") for event in history}
