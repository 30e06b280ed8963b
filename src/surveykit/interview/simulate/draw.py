"""Drawing one answer: what a respondent by chance would type, for each thing that can be asked."""

import math
from collections.abc import Sequence
from typing import assert_never

from surveykit.instrument.control import NONE_OF_THESE, Choose, Clock, Control, Date, Number, Option, Rank, Show, Write
from surveykit.interview.simulate.chance import Chance
from surveykit.interview.simulate.measure import decimals_of, measure_of, range_of, typed
from surveykit.interview.simulate.weights import Wish
from surveykit.missing import Value

TRIES = 50
MANY = 100.0
"""How far a number without an upper end is drawn, above its lower one."""
EVER = (measure_of("1990-01-01") or 0.0, measure_of("2025-12-31") or 0.0)
"""The days between which dates without ends are drawn."""
WIDE = 50_000.0
"""From this width on, 10 to 100 is as likely as 1,000 to 10,000."""
MIDNIGHT = 24.0 * 60 - 1
EVENLY = Wish()


def drawn(control: Control, chance: Chance, wish: Wish = EVENLY, cuts: Sequence[float] = ()) -> str:
    """What is typed as an answer, by the wish for it, else evenly.

    Args:
        control: what is asked.
        chance: where draws come from.
        wish: how the answers are spread.
        cuts: the numbers that rules of the instrument compare the answer with. Where nothing is wished, both sides
            of each of them are drawn, however narrow they are.
    """
    match control:
        case Choose(several=False):
            return str(_one(control.options, chance, wish))
        case Choose():
            return " ".join(map(str, _several(control, chance, wish))) or NONE_OF_THESE
        case Rank():
            return " ".join(map(str, _ranked(control, chance, wish)))
        case Number() | Date() | Clock():
            return _measured(control, chance, wish, cuts)
        case Write():
            return _words(control, chance, wish)
        case Show():
            return ""
        case _:
            assert_never(control)


def ends_of(control: Number | Date | Clock, cuts: Sequence[float] = (), wish: Wish = EVENLY) -> tuple[float, float]:
    """The ends between which an answer is drawn: its range, where it has one, within the ends wished for."""
    range_ = range_of(control)
    low, high = range_.low, range_.high
    if isinstance(control, Date):
        low = low if low is not None else min(EVER[0], high if high is not None else EVER[0])
        high = high if high is not None else max(EVER[1], low + 3_650)
    elif isinstance(control, Clock) and not control.unit:
        low, high = low or 0.0, MIDNIGHT if high is None else high
    else:
        below = 0.0 if high is None or high > 0 else high - MANY
        low = low if low is not None else min(below, *(2 * cut for cut in cuts), below)
        high = high if high is not None else max(low + MANY, *(2 * cut for cut in cuts), low)
    low = low if wish.low is None else max(low, wish.low)
    return low, max(low, high if wish.high is None else min(high, wish.high))


def snapped(control: Number | Date | Clock, measure: float, low: float, high: float) -> float:
    """The number nearest to a measure that can be typed and lies between two ends, where one does."""
    scale = 10.0 ** decimals_of(control)
    found = math.floor(measure * scale + 0.5) / scale
    if found < low:
        found = math.ceil(low * scale - 1e-9) / scale
    return math.floor(high * scale + 1e-9) / scale if found > high else found


def _one(options: Sequence[Option], chance: Chance, wish: Wish) -> Value:
    weights = {option.value: wish.values.get(option.value, 0.0) for option in options}
    if not options:
        return ""
    return chance.weighted(weights) if any(weights.values()) else chance.pick(options).value


def _several(control: Choose, chance: Chance, wish: Wish) -> list[Value]:
    """Choices to tick: each by its own share, or so many by chance; alone where one goes with no other."""
    values = [option.value for option in control.options]
    free = [value for value in values if value not in control.exclusive]
    alone = [value for value in values if value in control.exclusive]
    most = min(control.most or len(free), len(free))
    least = min(control.least, most)
    if wish.values:
        for _ in range(TRIES):
            for value in alone:
                if chance.says(wish.values.get(value, 0.0)):
                    return [value]
            ticked = [value for value in free if chance.says(wish.values.get(value, 0.0))]
            if least <= len(ticked) <= most:
                return ticked
    elif alone and chance.says(1 / (len(values) + 1)):
        return [chance.pick(alone)]
    return chance.shuffled(free)[: least + chance.below(most - least + 1)]


def _ranked(control: Rank, chance: Chance, wish: Wish) -> list[Value]:
    left = [option.value for option in control.options]
    most = min(control.most or len(left), len(left))
    least = min(control.least, most)
    ranked: list[Value] = []
    for _ in range(least + chance.below(most - least + 1)):
        weights = {value: wish.values.get(value, 0.0) for value in left}
        ranked.append(chance.weighted(weights) if any(weights.values()) else chance.pick(left))
        left.remove(ranked[-1])
    return ranked


def _measured(control: Number | Date | Clock, chance: Chance, wish: Wish, cuts: Sequence[float]) -> str:
    if wish.values:
        value = chance.weighted(wish.values)
        return value if isinstance(value, str) else format(value, ".15g")
    low, high = ends_of(control, cuts, wish)
    if wish.mean is not None:
        tries = (_spread(chance, wish.mean, wish.sd, low) for _ in range(TRIES))
        found = next((measure for measure in tries if low <= measure <= high), min(max(wish.mean, low), high))
        return typed(control, snapped(control, found, low, high))
    if wish.low is None and wish.high is None:
        return typed(control, snapped(control, _about(chance, low, high, cuts, control), low, high))
    return typed(control, _evenly(chance, low, high, control))


def _spread(chance: Chance, mean: float, sd: float, low: float) -> float:
    """A number of a bell, or of a skewed curve where a bell would lie too far below the lower end."""
    if sd <= 0:
        return mean
    skewed = mean > low and mean - 2 * sd < low
    return low + chance.skewed(mean - low, sd) if skewed else chance.bell(mean, sd)


def _about(chance: Chance, low: float, high: float, cuts: Sequence[float], control: Number | Date | Clock) -> float:
    """A number evenly between the ends; or in one of the stretches that the cuts make, or right at a cut."""
    inside = sorted({cut for cut in cuts if low <= cut <= high})
    way = chance.unit()
    if not inside or way < 0.4:
        return _evenly(chance, low, high, control)
    if way < 0.6:
        return chance.pick(inside)
    marks = sorted({low, *inside, high})
    place = chance.below(max(len(marks) - 1, 1))
    return _evenly(chance, marks[place], marks[min(place + 1, len(marks) - 1)], control)


def _evenly(chance: Chance, low: float, high: float, control: Number | Date | Clock) -> float:
    """A number that can be typed, each as likely as the other; of a wide range, each order of magnitude."""
    scale = 10.0 ** decimals_of(control)
    if low >= 0 and high - low > WIDE:
        return snapped(control, low + math.expm1(chance.unit() * math.log1p(high - low)), low, high)
    first, last = math.ceil(low * scale - 1e-9), math.floor(high * scale + 1e-9)
    return (first + chance.below(max(last - first + 1, 1))) / scale


def _words(control: Write, chance: Chance, wish: Wish) -> str:
    if wish.values:
        return str(chance.weighted(wish.values))
    words = f"simulated {chance.below(10_000)}"
    if control.lines and chance.says(0.2):
        words += f"\nand {chance.below(10_000)}"
    return words[: control.longest]
