"""Turns: whether a condition that was changed lets in fewer people, more, or others, with answers that show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.expr.fold import leaves
from surveykit.expr.parse import parse
from surveykit.expr.syntax import Call
from surveykit.instrument.instrument import Instrument
from surveykit.missing import Answer, Empty

if TYPE_CHECKING:
    from surveykit.instrument.lint.reach.search import Gate
    from surveykit.instrument.lint.reach.whole import Whole


@dataclass(frozen=True, slots=True)
class Asking:
    """A condition on who is asked, or what is sound; `doubt` says whether it lets in whom it cannot decide on."""

    text: str  # "" is always true
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """The old condition and the new one, and the roster in which both stand."""

    old: Asking
    new: Asking
    context: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Answers of whom the old condition was true and the new one is not, and the other way round.

    None where there are none; `decided` is False where that could not be found out.
    """

    lost: Mapping[str, Answer | None] | None
    gained: Mapping[str, Answer | None] | None
    decided: bool = True


UNDECIDED = Turn(None, None, decided=False)


def turns_of(instrument: Instrument, pairs: Iterable[Pair]) -> Mapping[Pair, Turn]:
    """What each change of a condition means for the answers that can be given in an instrument.

    A condition that reads what the instrument has not is left out, and so is every pair if the instrument is too
    large for the search.
    """
    from surveykit.instrument.lint.reach.whole import Whole
    from surveykit.instrument.project import symbols_of

    symbols = symbols_of(instrument)
    kept = [pair for pair in dict.fromkeys(pairs) if _read(pair) <= symbols.keys()]
    if not kept:
        return {}
    texts = [(asking.text or "true", pair.context) for pair in kept for asking in (pair.old, pair.new)]
    whole = Whole(instrument, symbols, texts)
    gates = whole.gates_of_more
    return {pair: _turn(whole, pair, (gates[2 * n], gates[2 * n + 1])) for n, pair in enumerate(kept)}


def _read(pair: Pair) -> set[str]:
    parsed = [parse(asking.text) for asking in (pair.old, pair.new) if asking.text]
    return {leaf.variable for one in parsed for leaf in leaves(one) if not isinstance(leaf, Call)}


def _turn(whole: "Whole", pair: Pair, gates: "tuple[Gate, Gate]") -> Turn:
    from surveykit.instrument.lint.reach.possible import FALSE, TRUE, UNKNOWN
    from surveykit.instrument.lint.reach.search import Goal
    from surveykit.instrument.lint.reach.witness import given

    let_in = [TRUE | (UNKNOWN if one.doubt else 0) for one in (pair.old, pair.new)]
    old, new = zip(gates, let_in, strict=True)
    found: list[Mapping[str, Answer | None] | None] = []
    for (asked, lets_in), (other, too) in ((old, new), (new, old)):
        solved = whole.searcher.solve([Goal(asked, lets_in), Goal(other, (TRUE | FALSE | UNKNOWN) & ~too)])
        if solved.answer == "open":
            return UNDECIDED
        found.append(None if solved.state is None else dict(given(solved.state)))
    return Turn(found[0], found[1])


def said(answers: Mapping[str, Answer | None]) -> str:
    """Answers as a condition: `export = 1, size = 12`."""
    words = []
    for name, answer in answers.items():
        if isinstance(answer, Empty):
            words.append(f"{name} is {answer.reason}")
        elif answer is None:
            words.append(f"{name} is blank")
        elif isinstance(answer, tuple):
            words.append(f"{name} = {' '.join(map(str, answer)) or 'none'}")
        else:
            words.append(f"{name} = {answer!r}" if isinstance(answer, str) else f"{name} = {answer}")
    return ", ".join(words)
