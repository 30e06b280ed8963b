"""Assigning: shares as even as can be, and how much each has."""

from hypothesis import given
from hypothesis import strategies as st

from surveykit.fieldwork.assignment import Load, shared, workload
from surveykit.fieldwork.case import Attempt, Case

CASES = st.lists(st.sampled_from(["", "kari", "ola", "per"]), max_size=40)


@given(CASES, st.lists(st.sampled_from(["kari", "ola", "per"]), min_size=1, max_size=3, unique=True))
def test_everybody_ends_up_with_as_many_open_cases_as_can_be(owners, among):
    cases = [Case(str(n), assigned=owner) for n, owner in enumerate(owners)]
    free = [case for case in cases if not case.assigned]
    given_ = shared(free, among, cases)
    assert set(given_) == {case.id for case in free}
    had = {who: sum(case.assigned == who for case in cases) for who in among}
    has = {who: had[who] + list(given_.values()).count(who) for who in among}
    receiving = [who for who in among if has[who] > had[who]]
    assert all(has[who] <= min(has.values()) + 1 for who in receiving)


def test_completed_cases_are_no_load():
    mine = [Case(str(n), assigned="kari", completed="2026-03-01") for n in range(5)]
    new = [Case("a"), Case("b")]
    assert shared(new, ["kari", "ola"], [*mine, *new]) == {"a": "kari", "b": "ola"}


def test_the_load_of_each_and_of_nobody_last():
    tried = (Attempt("2026-03-01", "kari", "2.11"),)
    cases = [
        Case("a", assigned="ola"),
        Case("b", assigned="kari", attempts=tried, disposition="2.11"),
        Case("c", assigned="kari", completed="2026-03-01", disposition="1.1", status="completed"),
        Case("d", disposition="4.7", attempts=tried * 2),
    ]
    assert workload(cases) == (
        Load("kari", 2, 1, 1, 0, 1),
        Load("ola", 1, 0, 1, 1, 0),
        Load("", 1, 0, 0, 0, 2),
    )
    assert workload([]) == ()
