"""However answers are shared out: loads are even, the overlap is what was asked for, and nobody gets anything twice."""

from collections import Counter
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from surveykit.coding.acts import CodingEvent, Took
from surveykit.coding.codings import fold
from surveykit.coding.leading.assignment import Plan, assigned
from surveykit.coding.unit import Unit, normal

CODERS = ("ida", "kari", "ola", "per")
texts = st.lists(
    st.sampled_from(["nothing", "Nothing!", "exports", "a fair", "two fairs", "clients", "agents"]), max_size=40
)
plans = st.builds(
    Plan,
    coders=st.lists(st.sampled_from(CODERS), min_size=1, max_size=4, unique=True).map(tuple),
    sample=st.one_of(st.none(), st.integers(0, 50), st.floats(0, 1)),
    overlap=st.floats(0, 1),
    times=st.integers(1, 4),
    seed=st.integers(0, 5),
    batch=st.just("first"),
)


def taken(said, *, apart=False):
    units = tuple(Unit(str(n), f"q{n % 2}", f"{text} {n}" if apart else text) for n, text in enumerate(said))
    return fold([CodingEvent(1, "t", "2026", "lead", Took(units))])


def after(codings, acts, number=2):
    told = [CodingEvent(1, "t", "2026", "lead", Took(tuple(codings.units.values())))]
    told += [CodingEvent(number + n, f"g{number}{n}", f"2026-0{number}", "lead", act) for n, act in enumerate(acts)]
    return fold(told)


@given(texts, plans)
def test_the_sample_and_the_overlap_are_what_was_asked_for(said, plan):
    codings = taken(said)
    times = Counter(unit for act in assigned(codings, plan) for unit in act.units)
    wanted = len(said) if plan.sample is None else plan.sample
    wanted = round(wanted * len(said)) if isinstance(wanted, float) else min(wanted, len(said))
    assert len(times) == wanted
    several = min(plan.times, len(plan.coders))
    assert sorted(times.values(), reverse=True) == sorted(
        [several] * (shared := round(plan.overlap * wanted)) + [1] * (wanted - shared), reverse=True
    )


@given(texts, plans)
def test_loads_are_even(said, plan):
    loads = dict.fromkeys(plan.coders, 0)
    for act in assigned(taken(said, apart=True), plan):
        loads[act.coder] += len(act.units)
        assert len(set(act.units)) == len(act.units)
    assert max(loads.values()) - min(loads.values()) <= 1


@given(texts, plans)
def test_the_same_words_stay_with_one_coder(said, plan):
    codings = taken(said)
    acts = assigned(codings, replace(plan, overlap=0.0))
    who = {}
    for act in acts:
        for unit in act.units:
            words = codings.units[unit].question, normal(codings.units[unit].text)
            assert who.setdefault(words, act.coder) == act.coder


@given(texts, plans)
def test_the_seed_decides_and_the_order_of_the_store_does_not(said, plan):
    codings = taken(said)
    turned = replace(codings, units=dict(reversed(codings.units.items())))
    assert {act.coder: set(act.units) for act in assigned(codings, plan)} == {
        act.coder: set(act.units) for act in assigned(turned, plan)
    }
    assert assigned(codings, plan) == assigned(codings, plan)


@given(texts, plans, plans)
def test_nobody_gets_an_answer_twice(said, plan, next_):
    codings = taken(said)
    first = assigned(codings, plan)
    second = assigned(after(codings, first), replace(next_, batch="second"))
    had = Counter((act.coder, unit) for act in (*first, *second) for unit in act.units)
    assert not had or max(had.values()) == 1


@example(["nothing", "nothing"], Plan(("ida", "kari"), overlap=0.5, times=3, batch="first"))
@given(texts, plans)
@example(["a", "b", "c", "d", "e", "f", "g", "h"], Plan(("ida", "ola"), overlap=0.5, times=4, seed=1, batch="first"))
@example(["a", "b", "c", "d", "e", "f", "g", "h"], Plan(("ida", "ola"), overlap=0.5, times=4, seed=2, batch="first"))
def test_asking_again_when_all_have_a_coder_changes_nothing(said, plan):
    plan = replace(plan, sample=None)
    codings = taken(said)
    assert assigned(after(codings, assigned(codings, plan)), replace(plan, batch="second")) == ()
