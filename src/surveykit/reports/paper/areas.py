"""Answer areas: what is printed to tick, to write in or to number, by what the respondent is asked to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import assert_never

from surveykit.codebook.variable import Range
from surveykit.instrument.control import Choose, Clock, Control, Date, Number, Option, Rank, Show, Write
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.scale import Scale as ScaleQuestion
from surveykit.missing import Value
from surveykit.reports.paper.model import Area, Boxes, Choice, FromList, Lines, Ranks, Scale, Stamp, Ticks
from surveykit.reports.paper.words import quoted, word
from surveykit.text import Text

LONGEST_LIST = 24  # choices printed at a question; a longer list stands at the end
MOST_BOXES = 12  # digits that have a box each; longer numbers have a line
LINE = 90  # characters written by hand on one line
MOST_LINES = 8


@dataclass(frozen=True)
class Speech:
    """How the texts of an instrument are said on the page, and what it is said in."""

    language: str
    say: Callable[[Text], str]

    def word(self, key: str, *parts: object) -> str:
        """A word of the page."""
        return word(key, self.language, *parts)


@dataclass(frozen=True)
class Guide:
    """Where answers lead and which lines follow them, as words."""

    go_to: Callable[[str, Value], str]  # question and code: where to go on
    specify: Callable[[str, Value], str]  # question and code: the words before a line to write on
    list_of: Callable[[Question], str]  # the mark of the list at the end that a question takes its codes from


def area_of(question: Question, control: Control, speech: Speech, guide: Guide) -> Area | None:
    """The answer area of a question; None where there is nothing to answer."""
    match control:
        case Choose():
            return _chosen(question, control, speech, guide)
        case Rank():
            most = control.most or len(control.options)
            choices = tuple(choices_of(question, control.options, speech, guide))
            return Ranks(choices, speech.word("rank", min(most, len(choices))))
        case Number():
            return Boxes(*_boxes(control), speech.say(control.unit), "." if speech.language == "en" else ",")
        case Write():
            return Lines(_lines(control))
        case Date():
            return Stamp(speech.word("day_letters"))
        case Clock():
            return _clock(control, speech)
        case Show():
            return None
        case _:
            assert_never(control)


def _chosen(question: Question, control: Choose, speech: Speech, guide: Guide) -> Area:
    if len(control.options) > LONGEST_LIST:
        width = max(len(str(option.value)) for option in control.options)
        return FromList(width, speech.word("from_list", guide.list_of(question)))
    choices = tuple(choices_of(question, control.options, speech, guide))
    if isinstance(question, ScaleQuestion):
        return scale_of(choices, speech)
    return Ticks(choices, control.several, instruction_of(control, speech))


def scale_of(choices: tuple[Choice, ...], speech: Speech) -> Area:
    """Steps in a row, where only the ends have words; choices as others where each step has."""
    if any(choice.label for choice in choices[1:-1]) or any(choice.go_to for choice in choices):
        return Ticks(choices, several=False, instruction=speech.word("tick_one"))
    low, high = choices[0].label, choices[-1].label
    return Scale(tuple(Choice(choice.code, "") for choice in choices), low, high, speech.word("tick_one"))


def choices_of(question: Question, options: tuple[Option, ...], speech: Speech, guide: Guide) -> Iterator[Choice]:
    """The choices as they are printed; a step that is called by its number has no label beside it."""
    for option in options:
        label, code = speech.say(option.label), str(option.value)
        go_to, specify = guide.go_to(question.id, option.value), guide.specify(question.id, option.value)
        yield Choice(code, "" if label == code else label, go_to, specify)


def instruction_of(control: Choose, speech: Speech, each: str = "") -> str:
    """How many may be ticked; `each` is `_each` where it is said of every row."""
    if not control.several:
        return speech.word("tick_each" if each else "tick_one")
    said = [speech.word(f"tick_all{each}")]
    least = control.least if control.least > 1 else None
    if least is not None and least == control.most:
        said.append(speech.word("exactly", least))
    else:
        said += [] if least is None else [speech.word("at_least", least)]
        said += [] if control.most is None else [speech.word("at_most", control.most)]
    labels = {option.value: option.label for option in control.options}
    said += [
        speech.word("alone", quoted(speech.say(labels[code]), speech.language))
        for code in control.exclusive
        if code in labels
    ]
    return " ".join(said)


def _boxes(control: Number) -> tuple[int, int]:
    """Boxes before and after the decimal sign; 0 where a line serves better."""
    whole = digits(control.range)
    if whole > MOST_BOXES or control.decimals is None:
        return 0, 0
    return whole, control.decimals if whole else 0


def digits(limits: Range | None) -> int:
    """The digits of the largest whole number in a range; 0 where the range is open."""
    if limits is None or limits.high is None or not isfinite(limits.high):
        return 0
    return max(len(str(int(abs(end)))) for end in (limits.low or 0, limits.high))


def _clock(control: Clock, speech: Speech) -> Area:
    if not control.unit:
        return Stamp(speech.word("clock_letters"))
    return Boxes(digits(control.range), 0, speech.word(control.unit))


def _lines(control: Write) -> int:
    """How many lines an answer gets: one for a text of one line, three to eight for an open answer."""
    if not control.lines:
        return 1
    return min(MOST_LINES, max(3, (control.longest or 0) // (4 * LINE)))
