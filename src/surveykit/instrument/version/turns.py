"""Turns: whether a condition that was changed lets in fewer people, more, or others, with answers that show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveykit.expr.check import check
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbols
from surveykit.instrument.instrument import Instrument
from surveykit.missing import Answer, Empty
from surveykit.problems import DefinitionError


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


def turns_of(old: Instrument, new: Instrument, pairs: Iterable[Pair]) -> Mapping[Pair, Turn]:
    """What each change of a condition means: whom it loses of those asked before, and whom it gains of those asked now.

    A pair is left out where one of its conditions makes no sense in either version: it reads what is gone, or
    compares with what is of another type.
    """
    asked = tuple(dict.fromkeys(pairs))
    before, now = _Solved(old, asked), _Solved(new, asked)
    found: dict[Pair, Turn] = {}
    for pair in asked:
        lost, gained = (before.lost(pair) or now.lost(pair)), (now.gained(pair) or before.gained(pair))
        if lost and gained:
            decided = "open" not in (lost[0], gained[0])
            found[pair] = Turn(lost[1], gained[1]) if decided else UNDECIDED
    return found


Answers = Mapping[str, Answer | None]
Solution = tuple[str, Answers | None]
"""What the search came to (yes, no or open), and the answers found."""


class _Solved:
    """The pairs that make sense in one version, looked into over the answers that can be given in it."""

    def __init__(self, instrument: Instrument, pairs: tuple[Pair, ...]) -> None:
        from surveykit.instrument.lint.reach.whole import Whole
        from surveykit.instrument.project import symbols_of

        symbols = symbols_of(instrument)
        kept = [pair for pair in pairs if _makes_sense(pair, symbols)]
        texts = [(asking.text or "true", pair.context) for pair in kept for asking in (pair.old, pair.new)]
        self.whole = Whole(instrument, symbols, texts) if kept else None
        self.places = {pair: 2 * n for n, pair in enumerate(kept)}

    def lost(self, pair: Pair) -> Solution | None:
        """Whom the old condition lets in and the new one does not; None where the pair makes no sense here."""
        return self._beyond(pair, 0, 1)

    def gained(self, pair: Pair) -> Solution | None:
        """Whom the new condition lets in and the old one did not."""
        return self._beyond(pair, 1, 0)

    def _beyond(self, pair: Pair, first: int, second: int) -> Solution | None:
        if self.whole is None or pair not in self.places:
            return None
        from surveykit.instrument.lint.reach.possible import FALSE, TRUE, UNKNOWN
        from surveykit.instrument.lint.reach.search import Goal
        from surveykit.instrument.lint.reach.witness import given

        gates = self.whole.gates_of_more[self.places[pair] :]
        lets_in = [TRUE | (UNKNOWN if one.doubt else 0) for one in (pair.old, pair.new)]
        shut_out = (TRUE | FALSE | UNKNOWN) & ~lets_in[second]
        solved = self.whole.searcher.solve([Goal(gates[first], lets_in[first]), Goal(gates[second], shut_out)])
        return solved.answer, None if solved.state is None else dict(given(solved.state))


def _makes_sense(pair: Pair, symbols: Symbols) -> bool:
    texts = [asking.text for asking in (pair.old, pair.new) if asking.text]
    try:
        checked = [check(parse(text), symbols, text, context=pair.context) for text in texts]
    except DefinitionError:
        return False
    return not any(problem.severity == "error" for found in checked for problem in found.problems)


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
