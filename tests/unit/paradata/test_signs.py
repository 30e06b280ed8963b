"""Signs: each rule fires where it says it does, and nowhere else."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from surveykit.instrument.file import loaded
from surveykit.interview.events import Answered, Completed, Started, Suspended, Visited
from surveykit.missing import Empty
from surveykit.paradata.course import course_of
from surveykit.paradata.signs import (
    AT_NIGHT,
    STRAIGHT,
    TOO_FAST,
    TOO_LONG,
    Looked,
    Pace,
    batteries_of,
    night_answers,
    pace_of,
    straight_in,
    typical,
)

FORM = """\
instrument: form
title: {en: Form}
languages: [en]
lists:
  grade: {1: {en: Low}, 2: {en: Middle}, 3: {en: High}}
  yesno: {1: {en: Yes}, 0: {en: No}}
sections:
  - id: A
    title: {en: Barriers}
    questions:
      - id: barriers
        type: battery
        codes: grade
        text: {en: How high is}
        items:
          - {id: law, text: {en: the law}}
          - {id: cost, text: {en: the cost}}
          - {id: skill, text: {en: skill}}
          - {id: time, text: {en: time}}
          - {id: trust, text: {en: trust}}
      - {id: q1, number: "7", type: single, codes: grade, text: {en: One}}
      - {id: q2, number: "7", type: single, codes: grade, text: {en: Two}}
      - {id: q3, number: "7", type: single, codes: grade, text: {en: Three}}
      - {id: q4, number: "7", type: single, codes: grade, text: {en: Four}}
      - id: has
        type: battery
        codes: yesno
        text: {en: Do you have}
        items:
          - {id: a, text: {en: a}}
          - {id: b, text: {en: b}}
          - {id: c, text: {en: c}}
          - {id: d, text: {en: d}}
"""
LINES = ("law", "cost", "skill", "time", "trust", "q1", "q2", "q3", "q4")
SAME = dict.fromkeys(LINES, 1)
NO_PACE = Pace(None, None, 0)


@pytest.fixture(scope="module")
def batteries():
    return batteries_of(loaded(FORM, "form.yaml"))


@pytest.fixture
def held(journal):
    """A course in which each question takes so many seconds."""

    def held(seconds, answers=SAME, case="1", **more):
        steps = [(0, Started("f", "en", {}))]
        for name, answer in answers.items():
            steps += [(seconds, Visited(name, seconds, 1)), (0, Answered(name, answer))]
        return course_of(case, journal(*steps, (1, Completed()), case=case, **more))

    return held


def signs_of(course, pace=NO_PACE, batteries=(), night=()):
    return [problem.rule for problem in Looked(course, pace, dict(batteries), tuple(night)).signs()]


def test_an_interview_in_half_the_time_of_others_is_too_fast(held):
    others = [held(10.0, case=str(n)) for n in range(6)]
    usual = typical(others)
    assert usual == dict.fromkeys(LINES, 10.0)
    pace = pace_of(held(5.0), usual)
    assert (pace.speed, pace.share, pace.questions) == (2.0, 0.5, 9)
    assert signs_of(held(5.0), pace) == [TOO_FAST]
    assert signs_of(held(5.1), pace_of(held(5.1), usual)) == []


def test_a_single_question_passed_over_does_not_make_an_interview_fast(held):
    usual = dict.fromkeys(LINES, 10.0)
    course = held(10.0, {**dict.fromkeys(LINES[1:], 1)})
    slow = pace_of(course, usual)
    assert slow.speed == 1
    assert pace_of(held(0.001), usual).speed == 3  # at most


def test_an_interview_of_twice_the_time_of_others_is_long(held):
    pace = pace_of(held(20.0), dict.fromkeys(LINES, 10.0))
    assert (pace.share, signs_of(held(20.0), pace)) == (2.0, [TOO_LONG])


def test_too_little_in_common_is_not_compared(held):
    assert typical([held(10.0, case=str(n)) for n in range(4)]) == {}
    assert pace_of(held(1.0), dict.fromkeys(LINES[:4], 10.0)) == Pace(None, None, 4)


def test_rows_of_a_roster_are_taken_together(held):
    course = held(10.0, {"share.1": 1, "share.2": 2, "share.3": 1})
    assert typical([course] * 5) == {"share": 10.0}


def test_batteries_are_written_ones_and_questions_under_one_number(batteries):
    assert batteries == {"law": LINES[:5], "q1": LINES[5:]}


def test_the_same_answer_all_down_half_of_the_batteries_is_a_sign(held, batteries):
    both = held(5.0)
    assert straight_in(both.interview, batteries) == {"law": True, "q1": True}
    assert signs_of(both, batteries=straight_in(both.interview, batteries)) == [STRAIGHT]
    one = held(5.0, {**dict.fromkeys(LINES, 1), "q4": 2})
    assert signs_of(one, batteries=straight_in(one.interview, batteries)) == [STRAIGHT]
    none = held(5.0, {**dict.fromkeys(LINES, 1), "q4": 2, "law": 3})
    assert straight_in(none.interview, batteries) == {"law": False, "q1": False}
    assert signs_of(none, batteries=straight_in(none.interview, batteries)) == []


def test_empty_answers_and_short_batteries_are_no_straight_lines(held, batteries):
    refused = held(5.0, dict.fromkeys(LINES, Empty("refused")))
    assert straight_in(refused.interview, batteries) == {}
    three = held(5.0, {"law": 1, "cost": 1, "skill": 1, "q1": Empty("refused")})
    assert straight_in(three.interview, batteries) == {}


def test_each_row_of_a_roster_has_its_own_battery(held, batteries):
    rows = {f"{name}.{row}": 1 for row in (1, 2) for name in LINES[:5]} | {"law.2": 3}
    assert straight_in(held(5.0, rows).interview, batteries) == {"law.1": True, "law.2": False}


def test_answers_at_night_are_told_by_the_clock_of_the_zone(held):
    course = held(5.0, begun=datetime(2026, 3, 2, 21, 30, tzinfo=UTC))
    assert night_answers(course, UTC) == ()
    oslo = night_answers(course, timezone(timedelta(hours=1)))
    assert len(oslo) == 9
    assert signs_of(course, night=oslo) == [AT_NIGHT]
    told = next(Looked(course, NO_PACE, {}, oslo).signs())
    assert told.what == "9 answers between 2026-03-02 22:30 and 22:30"
    assert told.place.case == "1"


def test_who_reads_at_night_what_was_answered_by_day_answers_nothing(journal):
    by_day = (0, Started("f", "en", {})), (5, Visited("law", 5.0, 2)), (0, Answered("law", 1)), (0, Suspended("cost"))
    course = course_of("1", journal(*by_day, (14 * 3600, Visited("law", 5.0, 1)), (0, Completed())))
    assert night_answers(course, UTC) == ()


def test_interviews_that_do_not_count_have_no_signs(journal):
    course = course_of("1", journal((0, Started("f", "en", {})), (1, Answered("law", 1))))
    assert signs_of(course, Pace(9.0, 9.0, 9), {"law": True}, (datetime(2026, 3, 2, tzinfo=UTC),)) == []
