"""Signs that an interview should be looked at: far too fast, the same answer all down, very long, held at night."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from math import fsum
from statistics import median
from typing import Final

from surveykit.instrument.control import Choose
from surveykit.instrument.instrument import Instrument
from surveykit.interview.interview import Interview
from surveykit.missing import Answer, Empty, Value
from surveykit.paradata.course import Course
from surveykit.paradata.visits import moment
from surveykit.problems import Place, Problem, Rule

FAST: Final = 2.0
"""The relative speed from which an interview is too fast: others took twice the time."""
SLOW: Final = 2.0
"""So many times what others took at the same questions makes an interview long."""
MOST_RELATIVE: Final = 3.0
"""More than this no single question counts for in the relative speed."""
LEAST_QUESTIONS: Final = 5
"""Questions an interview must share with others before its time is compared."""
LEAST_INTERVIEWS: Final = 5
"""Interviews a question must have been asked in before its median time is used."""
LEAST_LINES: Final = 4
"""Answered lines of a battery from which the same answer on all of them is a sign."""
LEAST_CHOICES: Final = 3
"""Choices on each line: that nothing on a list of yes and no applies is no sign of anything."""
NIGHT: Final = (22, 6)
"""The hours between which an answer counts as given at night."""

TOO_FAST = Rule(
    "SK875",
    "An interview was held much faster than others",
    "Who reads the questions aloud needs about the time that others need; half of it means that they were not read.",
    "40 questions in 90 seconds, where others took four minutes",
    "Listen to the recording, call the respondent back, or have another interview of the same interviewer checked.",
)
STRAIGHT = Rule(
    "SK876",
    "The lines of batteries all have the same answer",
    "Somebody who answers every line alike, against what the lines say, did not weigh them.",
    "3, 3, 3, 3, 3, 3 on the six barriers to export, in two batteries of three",
    "Look at the lines: where they cannot all be true, leave the batteries of this interview out or ask again.",
)
TOO_LONG = Rule(
    "SK877",
    "An interview took much longer than others",
    "A question that was not understood, a respondent who was called away, or an interviewer who needs help.",
    "70 minutes at work, where others took 30 for the same questions",
    "Look at the questions that took longest, and at the remarks; ask the interviewer.",
)
AT_NIGHT = Rule(
    "SK878",
    "Answers were given at night",
    "Hardly anybody is interviewed between 22 and 6; answers made up at home are.",
    "an interview with a firm, keyed between 1:10 and 1:25",
    "Ask the interviewer; look at the clock of the laptop.",
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an interview went beside others, over the questions they share.

    `speed` is the relative speed (above 1 is faster than others), `share` the time over what others took for the
    same questions (above 1 is longer). None where too little is shared.
    """

    speed: float | None
    share: float | None
    questions: int


def typical(courses: Iterable[Course]) -> Mapping[str, float]:
    """The median seconds at each question, over completed interviews; those of roster rows taken together.

    Only questions are in it that took time in at least five interviews.
    """
    times: dict[str, list[float]] = {}
    for course in courses:
        if course.counts:
            for name, seconds in seconds_of(course).items():
                times.setdefault(name, []).append(seconds)
    return {name: median(some) for name, some in times.items() if len(some) >= LEAST_INTERVIEWS}


def seconds_of(course: Course) -> Mapping[str, float]:
    """Seconds at work at each question, or at each of its rows on average; pages are left out."""
    rows: dict[str, list[float]] = {}
    for spent in course.spent.values():
        if spent.seconds > 0 and spent.answered:
            rows.setdefault(spent.place.partition(".")[0], []).append(spent.seconds)
    return {name: fsum(some) / len(some) for name, some in rows.items()}


def pace_of(course: Course, others: Mapping[str, float]) -> Pace:
    """How fast an interview went, beside the median times of all.

    Args:
        course: the interview.
        others: the median seconds at each question, see `typical`.

    Source:
        The relative speed index of Leiner (2019), "Too fast, too straight, too weird", Survey Research Methods 13(3),
        p. 236: the median time over the time taken, at most 3, averaged; from 1.75 to 2 an interview is suspect. There
        it is taken over pages, here over questions.
    """
    pairs = [(seconds, others[name]) for name, seconds in seconds_of(course).items() if name in others]
    if len(pairs) < LEAST_QUESTIONS:
        return Pace(None, None, len(pairs))
    speed = fsum(min(MOST_RELATIVE, usual / seconds) for seconds, usual in pairs) / len(pairs)
    usual = fsum(usual for _, usual in pairs)
    return Pace(speed, fsum(seconds for seconds, _ in pairs) / usual if usual else None, len(pairs))


def batteries_of(instrument: Instrument) -> Mapping[str, tuple[str, ...]]:
    """The lines of each battery in which one of three choices or more is given, by battery.

    Questions that follow each other under one printed number, with the same choices, are a battery too.
    """
    lines: dict[tuple[str, str, tuple[Value, ...]], list[str]] = {}
    for section, question in instrument.asked():
        control, whole = question.control(instrument.commons), question.made_by or question.number
        if whole and isinstance(control, Choose) and not control.several and len(control.options) >= LEAST_CHOICES:
            choices = tuple(option.value for option in control.options)
            lines.setdefault((section.id, whole, choices), []).append(question.id)
    return {names[0]: tuple(names) for names in lines.values() if len(names) >= LEAST_LINES}


def straight_in(interview: Interview, batteries: Mapping[str, Sequence[str]]) -> Mapping[str, bool]:
    """Of each battery answered on four lines or more: whether all of its answers are the same one."""
    found: dict[str, bool] = {}
    by_line: dict[str, dict[str, Answer]] = {}
    for name, answer in interview.answers.items():
        line, _, row = name.partition(".")
        by_line.setdefault(row, {})[line] = answer
    for row, answers in by_line.items():
        for battery, lines in batteries.items():
            given = [answers[line] for line in lines if line in answers and not isinstance(answers[line], Empty)]
            if len(given) >= LEAST_LINES:
                found[f"{battery}.{row}" if row else battery] = len(set(given)) == 1
    return found


def night_answers(course: Course, zone: tzinfo | None = None) -> tuple[datetime, ...]:
    """The local times of answers given at night, in a zone, or in that of this machine."""
    times = [moment(at).astimezone(zone) for at in course.given]
    late, early = NIGHT
    return tuple(time for time in times if time.hour >= late or time.hour < early)


@dataclass(frozen=True, slots=True)
class Looked:
    """An interview with all that was looked at in it."""

    course: Course
    pace: Pace
    batteries: Mapping[str, bool]
    at_night: tuple[datetime, ...]

    def signs(self) -> Iterator[Problem]:
        """What should be looked at in it; nothing in an interview that is not completed, or keyed a second time."""
        if not self.course.counts:
            return
        speed, share, place = self.pace.speed, self.pace.share, Place(case=self.course.case)
        if speed is not None and speed >= FAST:
            what = f"{speed:.1f} times as fast as others at {self.pace.questions} questions"
            yield Problem(TOO_FAST, what, place, TOO_FAST.mend, "warning")
        straight = [battery for battery, same in self.batteries.items() if same]
        if straight and 2 * len(straight) >= len(self.batteries):
            what = f"the same answer on all lines of {len(straight)} of {len(self.batteries)} batteries"
            yield Problem(STRAIGHT, f"{what}: {', '.join(straight)}", place, STRAIGHT.mend, "warning")
        if share is not None and share >= SLOW:
            what = f"{self.course.active / 60:.0f} minutes at work, {share:.1f} times what others took"
            yield Problem(TOO_LONG, what, place, TOO_LONG.mend, "warning")
        if self.at_night:
            first, last = self.at_night[0], self.at_night[-1]
            what = f"{len(self.at_night)} answers between {first:%Y-%m-%d %H:%M} and {last:%H:%M}"
            yield Problem(AT_NIGHT, what, place, AT_NIGHT.mend, "warning")
