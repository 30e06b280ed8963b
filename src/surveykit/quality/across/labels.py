"""Codes beside their labels: whether each code goes with one label, and each label with one code."""

from collections import Counter
from collections.abc import Mapping

from surveykit.codebook.codebook import Codebook
from surveykit.engine.base import Engine
from surveykit.expr.sql import missing_sql, quoted
from surveykit.expr.syntax import Binary, Constant, Expression, Name
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule
from surveykit.quality.check import TRUE, Test, both, not_, valid

LABELS_DIFFER = Rule(
    "SK667",
    "A code stands beside another label than elsewhere",
    "One of the two is wrong, and nobody can say which from the row alone.",
    "country = 47 beside `Sweden`, where it stands beside `Norway` in all other rows",
    "Correct the code or the label.",
)
TOO_MANY = Rule(
    "SK668",
    "The columns are not a code and its label",
    "There are nearly as many pairs as rows; nothing could be compared.",
    "`labels_agree: [[orgnr, turnover]]`",
    "Name a column of codes and the column of their labels.",
)
MOST_PAIRS = 20_000
MOST_AMBIGUOUS = 300  # values whose partner differs from row to row

Pairs = Mapping[tuple[Value, Value], int]


def label_tests(code: str, label: str, codebook: Codebook, engine: Engine) -> tuple[list[Test], list[Problem]]:
    """Two tests: each code beside the label it mostly has, each label beside the code it mostly has."""
    symbols = codebook.symbols()
    there = " AND ".join(f"NOT ({missing_sql(symbols[name])})" for name in (code, label))
    cells = engine.groups([quoted(code), quoted(label)], where=there, most=MOST_PAIRS + 1)
    if len(cells) > MOST_PAIRS:
        what = f"'{code}' and '{label}' have more than {MOST_PAIRS} pairs of values"
        return [], [Problem(TOO_MANY, what, Place(variable=code), TOO_MANY.mend, "warning")]
    pairs = {(k, v): cell.n for cell in cells if (k := cell.keys[0]) is not None and (v := cell.keys[1]) is not None}
    turned = {(v, k): n for (k, v), n in pairs.items()}
    applies = both(valid(codebook[code]), valid(codebook[label]))
    if max(_ambiguous(pairs), _ambiguous(turned)) > MOST_AMBIGUOUS:
        what = f"more than {MOST_AMBIGUOUS} values of '{code}' or '{label}' have several partners"
        return [], [Problem(TOO_MANY, what, Place(variable=code), TOO_MANY.mend, "warning")]
    ways = ((code, label, pairs, "another label"), (label, code, turned, "another code"))
    tests = [
        Test(
            LABELS_DIFFER,
            code,
            f"`{one}` stands beside {other} in `{two}` than elsewhere",
            _usual(one, two, counted),
            (code, label),
            applies,
            id=f"labels_{one}_{two}",
        )
        for one, two, counted, other in ways
    ]
    return tests, []


def _ambiguous(pairs: Pairs) -> int:
    """How many values have more than one partner."""
    return sum(n > 1 for n in Counter(a for a, _ in pairs).values())


def _usual(one: str, two: str, pairs: Pairs) -> Expression:
    """That a value of one column stands beside the value of the other that it mostly has."""
    partners: dict[Value, Counter[Value]] = {}
    for (a, b), n in pairs.items():
        partners.setdefault(a, Counter())[b] += n
    several = {a: _first(counter) for a, counter in partners.items() if len(counter) > 1}
    conditions = [
        Binary("or", not_(Binary("=", Name(one), Constant(a))), Binary("=", Name(two), Constant(b)))
        for a, b in several.items()
    ]
    return both(*conditions) if conditions else TRUE


def _first(counter: "Counter[Value]") -> Value:
    """The most frequent value; of two the first in order, so that a report does not change from run to run."""
    return min(counter, key=lambda value: (-counter[value], str(value)))
