"""The work of operators: who did what, in which time, and what came back."""

from dataclasses import replace

from surveykit.interview.events import (
    Accepted,
    Answered,
    Approved,
    Assigned,
    Cleared,
    Completed,
    Drawn,
    Rejected,
    Reopened,
    Started,
    Visited,
)
from surveykit.paradata.work import work_of


def by_name(*journals):
    return {work.name: work for work in work_of((str(n), events) for n, events in enumerate(journals))}


def test_keys_hours_and_interviews(journal):
    held = journal(
        (0, Started("f", "en", {})), (30, Visited("a", 30.0, 40)), (0, Answered("a", 1)),
        (60, Visited("b", 60.0, 50)), (0, Answered("b", 1)), (0, Answered("b", 2, 1)), (0, Cleared("b", 2)),
        (0, Accepted("a", "A1", ("a",), "so")), (0, Completed()),
    )  # fmt: skip
    ann = by_name(held, held)["ann"]
    assert (ann.begun, ann.completed, ann.answered, ann.changed, ann.overridden) == (2, 2, 6, 4, 2)
    assert (ann.keys, ann.active, ann.typical, ann.days) == (180, 180.0, 90.0, ("2026-03-02",))
    assert (ann.keys_per_hour, ann.interviews_per_hour, ann.answers_per_hour) == (3600, 40, 120)


def test_time_in_which_no_key_was_recorded_does_not_slow_the_keys(journal):
    recorded = journal((0, Started("f", "en", {})), (60, Visited("a", 60.0, 90)), (0, Answered("a", 1)))
    reckoned = journal((0, Started("f", "en", {})), (120, Answered("a", 1)))
    ann = by_name(recorded, reckoned)["ann"]
    assert (ann.keys, ann.struck, ann.active, ann.keys_per_hour) == (90, 60.0, 180.0, 5400)


def test_who_only_managed_cases_is_left_out(journal):
    held = journal(
        (0, Drawn("frame", {}), "office"), (1, Assigned("ann"), "office"), (1, Started("f", "en", {})),
        (1, Answered("a", 1)), (1, Completed()), (1, Approved(), "boss"),
    )  # fmt: skip
    assert list(by_name(held)) == ["ann"]


def test_an_interview_sent_back_counts_for_who_completed_it_and_completing_it_again_is_no_second_one(journal):
    held = journal(
        (0, Started("f", "en", {})), (1, Answered("a", 1)), (1, Completed()), (1, Rejected("no"), "boss"),
        (1, Answered("a", 2, 1)), (1, Completed()), (1, Reopened(), "boss"), (1, Answered("a", 3, 2), "bo"),
        (1, Completed(), "bo"), (1, Rejected("no"), "boss"),
    )  # fmt: skip
    work = by_name(held)
    assert (work["ann"].completed, work["ann"].rejected, work["bo"].completed, work["bo"].rejected) == (1, 1, 1, 1)
    assert work["bo"].begun == 0
    assert (work["ann"].interviews, work["bo"].interviews) == (0, 1), "all together it is one"


def test_second_entries_are_counted_apart(journal):
    first = journal((0, Started("f", "en", {})), (1, Answered("a", 1)), (1, Completed()))
    second = tuple(replace(e, by="bo") for e in journal((0, Started("f", "en", {}, verifies="0")), (1, Completed())))
    work = by_name(first, second)
    assert (work["ann"].second, work["bo"].completed, work["bo"].second) == (0, 1, 1)
    assert (work["ann"].interviews, work["bo"].interviews, work["bo"].entries) == (1, 0, 1)


def test_answers_that_a_second_entry_takes_over_were_keyed_by_nobody(journal):
    second = journal(
        (0, Started("f", "en", {}, verifies="0")), (0, Answered("name", "x")), (3, Answered("a", 1)), (0, Completed())
    )
    assert by_name(second)["ann"].answered == 1
    assert by_name(journal((0, Started("f", "en", {})), (0, Answered("a", 1))))["ann"].answered == 1


def test_nothing_is_divided_by_no_time(journal):
    ann = by_name(journal((0, Started("f", "en", {}))))["ann"]
    assert (ann.keys_per_hour, ann.interviews_per_hour, ann.typical, ann.keys) == (None, None, None, None)
    assert work_of([]) == ()
