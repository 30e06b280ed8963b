"""Witnesses: answers by which a question is asked, or a check fails, as somebody could type them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from surveykit.expr.symbol import Symbols
from surveykit.instrument.control import Choose
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.lint.reach.domains import Domain, Piece
from surveykit.instrument.lint.reach.grids import Grid, plain
from surveykit.instrument.lint.reach.possible import FALSE, KNOWN, TRUE, Possible
from surveykit.instrument.lint.reach.search import Found, Goal
from surveykit.instrument.lint.reach.whole import Whole
from surveykit.missing import Answer, Value


@dataclass(frozen=True, slots=True)
class Witness:
    """What the search says of a question or a check, with answers that show it; what is not named may be anything."""

    name: str
    of: Literal["question", "check"]
    answer: Literal["yes", "no", "open"]  # it can be asked, it can fail
    given: Mapping[str, Answer | None]


def witnesses(instrument: Instrument, symbols: Symbols) -> Iterator[Witness]:
    """For every question of a sound instrument by which answers it is asked, and for every check by which it fails."""
    whole = Whole(instrument, symbols)
    for one in whole.posed:
        name = one.question.id
        yield _witness(name, "question", whole.searcher.solve([], [name]))
        for place, check in enumerate(one.question.checks):
            path = (*one.path, "checks", place, "rule")
            gate = whole.said[path].gate
            yield _witness(
                check.id, "check", whole.searcher.solve([Goal(gate, FALSE)], [name], whole.without(one, check))
            )


def _witness(name: str, of: Literal["question", "check"], found: Found) -> Witness:
    return Witness(name, of, found.answer, {} if found.state is None else dict(given(found.state)))


def given(state: Possible) -> Iterator[tuple[str, Answer | None]]:
    """The answers a state rests on, in the order of the instrument."""
    named = {*state.answers, *state.windows, *(name for name, _ in state.ticks)}
    for name, slot in state.slots.items():
        if name in named and state.truths.get(name, slot.truths) & slot.asks:
            yield name, _answer(state, slot.domain)


def _answer(state: Possible, domain: Domain) -> Answer | None:
    mask = state.answers.get(domain.name, state.slots[domain.name].answers)
    pieces = domain.among(mask & domain.plain) or domain.among(mask & domain.values) or domain.among(mask)
    window = state.windows.get(domain.name)
    if window is not None:
        valid = domain.among(mask & domain.values)
        pieces = [piece for piece in valid if piece.low <= window[1] and piece.high >= window[0]]
    if domain.several and not pieces[0].empty:
        return _ticked(state, domain)
    if window is None or domain.grid is None:
        return pieces[0].sample
    return _number(pieces[0], window, domain.grid)


def _number(piece: Piece, window: tuple[float, float], grid: Grid) -> Value:
    low, high = max(piece.low, window[0]), min(piece.high, window[1])
    middle = plain(low, high)
    up = grid.up(middle)
    return grid.value(up if low <= up <= high else grid.down(middle))


def _ticked(state: Possible, domain: Domain) -> tuple[Value, ...]:
    """The choices that must be ticked, and as many more as the question asks for."""
    control = domain.control
    if not isinstance(control, Choose):
        return ()
    decided = {option.value: state.ticks.get((domain.name, option.value), KNOWN) for option in control.options}
    ticked = [value for value, truths in decided.items() if truths == TRUE]
    more = [v for v, truths in decided.items() if truths == KNOWN and v not in control.exclusive]
    more += [v for v, truths in decided.items() if truths == KNOWN and v in control.exclusive and not (ticked or more)]
    wanted = {*ticked, *more[: max(0, control.least - len(ticked))]}
    return tuple(option.value for option in control.options if option.value in wanted)
