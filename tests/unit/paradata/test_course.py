"""Visits and the course of an interview: times, breaks, sittings, returns and changes, as a fold of its journal."""

from hypothesis import given
from hypothesis import strategies as st

from surveykit.interview.events import (
    Accepted,
    Answered,
    Assigned,
    Cleared,
    Completed,
    Drawn,
    Event,
    Redone,
    Rejected,
    Remarked,
    Started,
    Suspended,
    Undone,
    Visited,
)
from surveykit.paradata.course import course_of
from surveykit.paradata.visits import BREAK, visits_of

BEGIN = (0, Started("f", "en", {}))


def test_stays_at_one_place_that_follow_each_other_are_one_visit(journal):
    events = journal(
        BEGIN,
        (5, Visited("size", 5.0, 3)),
        (0, Answered("size", 7)),
        (2, Visited("size", 2.0, 2)),
        (0, Answered("size", 70, 7)),
        (4, Visited("group", 4.0, 1)),
        (0, Answered("group", 1)),
        (3, Visited("size", 3.0, 1)),
        (0, Suspended("size")),
    )
    assert [(v.place, v.seconds, v.keys) for v in visits_of(events)] == [
        ("size", 7.0, 5), ("group", 4.0, 1), ("size", 3.0, 1),
    ]  # fmt: skip
    course = course_of("1", events)
    assert (course.returns, course.keys, course.active, course.changed, course.answered) == (1, 7, 14.0, 1, 3)
    assert (course.spent["size"].visits, course.spent["size"].seconds) == (2, 10.0)
    assert (course.elapsed, course.ended, course.sittings) == (14.0, events[-1].at, 1)


def test_a_stay_so_long_that_somebody_was_away_is_a_break(journal):
    course = course_of(
        "1", journal(BEGIN, (900, Visited("size", 900.0, 3)), (0, Answered("size", 7)), (1, Completed()))
    )
    assert (course.breaks, course.active, course.elapsed, course.visits[0].seconds) == (1, BREAK, 901.0, 900.0)


def test_leaving_and_long_silence_begin_another_sitting_and_another_visit(journal):
    course = course_of(
        "1",
        journal(
            BEGIN,
            (5, Visited("size", 5.0, 3)),
            (0, Answered("size", 7)),
            (1, Suspended("size")),
            (60, Visited("size", 4.0, 1)),
            (0, Answered("size", 8, 7)),
            (7200, Visited("size", 3.0, 1)),  # after a crash, which leaves no mark
            (0, Answered("size", 9, 8)),
        ),
    )
    assert (course.sittings, len(course.visits)) == (3, 2)


def test_a_break_within_a_sitting_is_no_sitting_of_its_own(journal):
    steps = (BEGIN, (1, Answered("a", 1)), (7200, Visited("b", 7199.0, 1)), (0, Answered("b", 1)))
    assert course_of("1", journal(*steps)).sittings == 1


def test_without_recorded_visits_time_is_that_between_events_and_keys_are_not_known(journal):
    events = journal(
        (0, Drawn("frame", {})), (100, Assigned("ann")), (900, Started("f", "en", {})), (4, Answered("size", 7)),
        (6, Answered("group", 1)), (0, Accepted("group", "G1", ("group",), "so")), (1, Suspended("x")),
        (5000, Answered("name", "x")), (2, Completed()),
    )  # fmt: skip
    course = course_of("1", events)
    assert [(v.place, v.seconds, v.keys) for v in course.visits] == [
        ("size", 4.0, None), ("group", 6.0, None), ("name", 0.0, None),
    ]  # fmt: skip
    assert (course.keys, course.sittings, course.elapsed) == (None, 2, 5013.0)


def test_a_clock_set_back_takes_no_time(journal):
    course = course_of("1", journal(BEGIN, (-3600, Answered("size", 7)), (-5, Completed())))
    assert (course.active, course.elapsed) == (0.0, 0.0)


def test_what_was_done_at_a_question_is_counted(journal):
    course = course_of(
        "1",
        journal(
            BEGIN,
            (1, Answered("size", 7)),
            (1, Answered("size", 8, 7)),
            (1, Answered("size", 8, 8)),  # said again, and not changed
            (1, Undone("size", 7, 8)),
            (1, Redone("size", 8, 7)),
            (1, Cleared("size", 8)),
            (1, Accepted("size", "A1", ("size",), "small")),
            (1, Remarked("size", "told twice")),
            (1, Remarked("", "of the whole")),
        ),
    )
    size = course.spent["size"]
    assert (size.answered, size.changed, size.overridden, size.remarks) == (3, 4, 1, 1)
    assert course.spent[""].remarks == 1


def test_the_interview_belongs_to_whom_most_answers_are_by(journal):
    steps = (BEGIN, (1, Answered("a", 1), "bo"), (1, Answered("b", 1), "cy"), (1, Answered("c", 1), "cy"))
    assert course_of("1", journal(*steps)).by == "cy"
    assert course_of("1", journal((0, Drawn("frame", {}), "boss"))).by == "boss"
    assert course_of("1", ()).by == ""


def test_only_interviews_completed_once_and_no_second_entries_count(journal):
    assert not course_of("1", journal(BEGIN, (1, Answered("a", 1)))).counts
    done = journal(BEGIN, (1, Completed()), (1, Rejected("look again"), "boss"))
    assert course_of("1", done).counts
    assert course_of("1", done).ended == done[1].at
    assert not course_of("1/2", journal((0, Started("f", "en", {}, verifies="1")), (1, Completed()))).counts


MANY = st.lists(
    st.one_of(
        st.builds(
            Visited, st.sampled_from("abc"), st.integers(0, 4_000_000).map(lambda ms: ms / 1000), st.integers(0, 9)
        ),
        st.builds(Answered, st.sampled_from("abc"), st.integers(0, 3), st.none() | st.integers(0, 3)),
        st.builds(Suspended, st.just("a")),
        st.just(Completed()),
    ),
    max_size=30,
)


@given(MANY)
def test_no_visit_is_lost_or_counted_twice(acts):
    acts = [Started("f", "en", {}), *acts]
    events = [Event(n, str(n), f"2026-03-02T09:00:{n:02}+00:00", "ann", act) for n, act in enumerate(acts, 1)]
    course, recorded = course_of("1", events), [act for act in acts if isinstance(act, Visited)]
    if recorded:
        assert abs(sum(v.seconds for v in course.visits) - sum(act.seconds for act in recorded)) < 1e-6
        assert course.keys == sum(act.keys for act in recorded)
    assert course.answered == sum(isinstance(act, Answered) for act in acts)
    assert sum(spent.visits for spent in course.spent.values()) == len(course.visits)
    assert 0 <= course.active <= sum(visit.seconds for visit in course.visits) + 1e-6
