"""Progress: the figures of all cases, of strata, interviewers, quotas and days."""

import pytest

from surveykit.fieldwork.progress import progress_of
from surveykit.fieldwork.watch import Watch
from surveykit.interview.events import Answered, Assigned, Completed, Contacted, Drawn, Started
from surveykit.problems import DataError


@pytest.fixture
def watch(store, put, firms):
    done = (Started(firms.fingerprint, "en", {}), Answered("export", 1), Completed())
    put("a", Drawn("f", {"industry": 72, "psu": "x"}), Assigned("kari"), *done, day=2)
    put("b", Drawn("f", {"industry": 72, "psu": "y"}), Assigned("ola"), Contacted("2.11"), day=1)
    put("c", Drawn("f", {"industry": 51, "psu": "x"}), Assigned("kari"), Contacted("3.13"), Contacted("4.7"), day=3)
    put("d", Drawn("f", {"industry": 51, "psu": "x"}), Contacted("1.1"), day=3)
    put("e", Drawn("f", {}), Assigned("ola"))
    return Watch(store)


def test_all_cases(watch, firms):
    progress = progress_of(watch.look(), firms)
    whole = progress.whole
    assert (whole.cases, whole.tried, whole.attempts, whole.completed, whole.partial) == (5, 4, 4, 2, 0)
    assert progress.outcomes == {"1.1": 2, "2.11": 1, "3.11": 1, "4.7": 1}
    assert whole.rate("RR1") == 2 / 4
    assert progress.e == 3 / 4
    assert not progress.e_given
    assert whole.rate("RR3", progress.e) == 2 / 3.75


def test_strata_with_their_labels_and_those_without_one_last(watch, firms):
    progress = progress_of(watch.look(), firms, language="nb")
    assert (progress.by, progress.stratum) == ("industry", "Næring")
    assert [(g.name, g.cases, g.completed) for g in progress.strata] == [
        ("51 Engros", 2, 1),
        ("72 Programvare", 2, 1),
        ("", 1, 0),
    ]


def test_strata_by_a_column_that_only_the_frame_has(watch, firms):
    progress = progress_of(watch.look(), firms, by="psu")
    assert (progress.stratum, [(g.name, g.cases) for g in progress.strata]) == ("psu", [("x", 3), ("y", 1), ("", 1)])
    assert progress_of(watch.look(), None, by="psu").strata == progress.strata


def test_a_variable_nobody_knows_is_refused(watch, firms):
    with pytest.raises(DataError) as refusal:
        progress_of(watch.look(), firms, by="industri")
    (problem,) = refusal.value.problems
    assert (problem.rule.code, problem.hint) == ("SK841", "did you mean 'industry'?")


def test_interviewers(watch, firms):
    found = progress_of(watch.look(), firms).interviewers
    assert [(g.name, g.cases, g.completed, g.attempts) for g in found] == [
        ("kari", 2, 1, 2),
        ("ola", 2, 0, 1),
        ("", 1, 1, 1),
    ]


def test_nobody_assigned_and_no_stratum_are_no_groups(store, put, firms):
    put("a", Drawn("f", {}))
    progress = progress_of(Watch(store).look(), firms)
    assert (progress.strata, progress.interviewers, progress.by) == ((), (), "")


def test_quotas_with_live_counts(watch, firms):
    found = progress_of(watch.look(), firms).quotas
    assert [(q.name, q.wanted, q.completed) for q in found] == [("exporters", 2, 1), ("domestic", 5, 0)]


def test_days(watch, firms):
    found = progress_of(watch.look(), firms).days
    assert [(d.day, d.attempts, d.completed, d.so_far) for d in found] == [
        ("2026-03-01", 1, 0, 0),
        ("2026-03-02", 0, 1, 1),
        ("2026-03-03", 3, 1, 2),
    ]


def test_a_share_given_is_taken(watch, firms):
    progress = progress_of(watch.look(), firms, e=0.0)
    assert (progress.e, progress.e_given) == (0.0, True)
    assert progress.whole.rate("RR3", progress.e) == 2 / 3


def test_without_cases_everything_is_nothing(firms):
    progress = progress_of((), firms)
    assert (progress.whole.cases, progress.strata, progress.days, progress.outcomes) == (0, (), (), {})
    assert progress.whole.rate("RR1") is None
