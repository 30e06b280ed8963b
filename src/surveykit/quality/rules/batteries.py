"""Straight-lining: batteries answered with the same answer all the way down, or with two in turn."""

from collections.abc import Iterable, Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.expr.syntax import Binary, Call, Constant, Expression, Is, Name
from surveykit.problems import Rule
from surveykit.quality.check import Test, both, not_
from surveykit.quality.rules.written import WrittenBattery

STRAIGHT = Rule(
    "SK445",
    "A battery is answered with nearly the same answer throughout",
    "Whoever answers twelve items alike may not have read them.",
    "3 3 3 3 3 3 3 3",
    "Look at the time it took and at the other batteries; some people do think so.",
)
MOST_CODES = 15
"""Of a longer scale every item is compared with every other instead."""


def battery_tests(batteries: Iterable[WrittenBattery], codebook: Codebook) -> Iterator[Test]:
    """For each battery a test of the largest share of equal answers, and one of answers that alternate."""
    for battery in batteries:
        items = [Name(name) for name in battery.items]
        answered = Call("count", tuple(Is(item, "answered") for item in items))
        enough = Binary(">=", answered, Constant(battery.least))
        equal = _most_equal(items, codebook)
        differs = Binary("<", equal, _times(battery.share, answered))
        first = battery.items[0]
        what = (
            "all answers are equal" if battery.share == 1 else f"{battery.share:.0%} of the answers or more are equal"
        )
        yield Test(STRAIGHT, first, what, differs, battery.items, enough, severity="warning", id=battery.id)
        if battery.alternating and len(items) > 3:
            alternates = not_(_alternates(items))
            everywhere = Binary("=", answered, Constant(len(items)))
            key, what = f"{battery.id}_alternating", "two answers in turn"
            yield Test(STRAIGHT, first, what, alternates, battery.items, everywhere, severity="warning", id=key)


def _most_equal(items: list[Name], codebook: Codebook) -> Expression:
    """How many items have the answer that is given most often."""
    lists = [codebook.codes_of(codebook[item.name]) for item in items if item.name in codebook]
    codes = dict.fromkeys(value for list_ in lists if list_ is not None for value in list_.values)
    of_one_list = None not in lists and len(codes) <= MOST_CODES
    answers: list[Expression] = [Constant(code) for code in codes] if of_one_list else [*items]
    counts = tuple(Call("count", tuple(Binary("=", item, answer) for item in items)) for answer in answers)
    return Call("max", counts)


def _times(share: float, answered: Expression) -> Expression:
    """The number of equal answers that is too many; a hair less, for a share such as 0.8 is no exact number."""
    return Binary("-", Binary("*", Constant(share), answered), Constant(1e-9)) if share < 1 else answered


def _alternates(items: list[Name]) -> Expression:
    odd, even = (Call("all_equal", tuple(items[start::2])) for start in (0, 1))
    return both(odd, even, Binary("!=", items[0], items[1]))
