"""Panels: whether each firm stands once in a round, and every round is one of those there were."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.engine.base import Engine
from surveykit.expr.sql import missing_sql, quoted
from surveykit.expr.symbol import Symbols
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule, listed

TWICE_IN_A_ROUND = Rule(
    "SK437",
    "A firm stands more than once in a round",
    "Nobody can say which of its answers the next round should be compared with.",
    "two rows of firm 17 in 2009",
    "Look at both: remove the copy, or give one another key.",
)
NO_SUCH_ROUND = Rule(
    "SK438",
    "A round is none of the panel's",
    "It has no place in the order, so nothing precedes it and it precedes nothing.",
    "a case of 2007 where the rounds are 2005 and 2009",
    "Correct the case, or add the round to the order.",
)
NO_ROUND_OR_KEY = Rule(
    "SK439",
    "Cases have no round or no key",
    "They cannot be linked with another round.",
    "a row whose firm number is blank",
    "Find out from the register.",
)
MOST_NAMED = 50


def panel_problems(codebook: Codebook, engine: Engine) -> Iterator[Problem]:
    """Firms that stand twice in a round, rounds out of order, cases without either; nothing where there is no panel."""
    wave, key = codebook.role("wave"), codebook.role("key")
    symbols = codebook.symbols()
    if wave is not None and codebook.waves:
        yield from _rounds(wave, codebook.waves, symbols, engine)
    if wave is None or key is None:
        return
    there = " AND ".join(f"NOT ({missing_sql(symbols[variable.name])})" for variable in (wave, key))
    twice = engine.groups(keys=[quoted(key.name), quoted(wave.name)], where=there, least=2)
    repeated = sorted(twice, key=lambda cell: str(cell.keys))
    for cell in repeated[:MOST_NAMED]:
        what = f"it stands {cell.n} times in the round {cell.keys[1]}"
        yield Problem(TWICE_IN_A_ROUND, what, Place(case=str(cell.keys[0]), variable=key.name), TWICE_IN_A_ROUND.mend)
    if len(repeated) > MOST_NAMED:
        what = f"{len(repeated)} firms stand more than once in a round; {MOST_NAMED} are named above"
        yield Problem(TWICE_IN_A_ROUND, what, Place(variable=key.name), TWICE_IN_A_ROUND.mend)
    without = engine.groups(where=f"NOT ({there})")
    if without and without[0].n:
        what = f"{_cases(without[0].n)} without a valid {wave.name} or a valid {key.name}"
        yield Problem(NO_ROUND_OR_KEY, what, Place(variable=key.name), NO_ROUND_OR_KEY.mend)


def _rounds(wave: Variable, order: tuple[Value, ...], symbols: Symbols, engine: Engine) -> Iterator[Problem]:
    column = quoted(wave.name)
    known = {str(value) for value in order}
    for cell in engine.groups(keys=[column], where=f"NOT ({missing_sql(symbols[wave.name])})"):
        if str(cell.keys[0]) not in known:
            what = f"{_cases(cell.n)} of the round {cell.keys[0]}; the rounds are {listed(order)}"
            yield Problem(NO_SUCH_ROUND, what, Place(variable=wave.name), NO_SUCH_ROUND.mend)


def _cases(n: int) -> str:
    return f"{n} case" if n == 1 else f"{n} cases"
