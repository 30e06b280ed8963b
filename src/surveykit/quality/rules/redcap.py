"""The data quality rules of REDCap that ask one question of each case: all but E, outliers."""

from collections.abc import Iterator, Mapping, Sequence

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.expr.fold import names_of
from surveykit.expr.parse import parse
from surveykit.expr.syntax import Binary, Call, Constant, Is, Name
from surveykit.problems import Rule
from surveykit.quality.check import Check, Test, not_, relevance, valid
from surveykit.quality.checks import codes, ranges, routing
from surveykit.quality.checks.answers import days, required

BLANK_VALUE = Rule(
    "SK446",
    "A value is blank",
    "REDCap's rule A: a field that was shown has no value, nor a reason why it has none.",
    "no answer to a question that was asked",
    "Fill it in, or give it a missing code.",
)
OTHER_THAN_FORMULA = Rule(
    "SK447",
    "A computed value is not what its formula gives",
    "REDCap's rule H: what it was computed from has changed, or it was written by hand.",
    "growth = 12 where the formula gives 10",
    "Compute it anew.",
)
TOLERANCE = 1e-9
"""How far, as a share of it, a computed number may lie from its formula."""


def redcap_tests(letters: Sequence[str], codebook: Codebook) -> Iterator[Test]:
    """The tests of some rules; E, outliers, needs a look at the data first. Texts as numbers (C) are told always."""
    for letter in dict.fromkeys(letters):
        for check in _RULES.get(letter, ()):
            yield from check(codebook)


def _blank(codebook: Codebook) -> Iterator[Test]:
    for variable in codebook:
        if variable.origin.kind != "computed" and not variable.origin.elsewhere:
            yield _filled(variable)


def _blank_required(codebook: Codebook) -> Iterator[Test]:
    yield from (required(v) for v in codebook if v.origin.required and not v.origin.elsewhere)


def _filled(variable: Variable) -> Test:
    asked_of = relevance(variable)
    reads = (variable.name, *(names_of(asked_of) if asked_of else ()))
    filled = not_(Is(Name(variable.name), "blank"))
    return Test(BLANK_VALUE, variable.name, "blank", filled, reads, asked_of, variable.origin.when_unknown == "ask")


def _computed(codebook: Codebook) -> Iterator[Test]:
    for variable in codebook:
        if not variable.origin.formula or variable.origin.elsewhere:
            continue
        formula, name = parse(variable.origin.formula), Name(variable.name)
        same = Binary("=", name, formula)
        if variable.type == "number" and variable.codes is None:
            apart = Call("abs", (Binary("-", name, formula),))
            room = Binary("*", Constant(TOLERANCE), Call("max", (Call("abs", (formula,)), Constant(1.0))))
            same = Binary("<=", apart, room)
        what = f"is not {variable.origin.formula}"
        reads = (variable.name, *names_of(formula))
        yield Test(OTHER_THAN_FORMULA, variable.name, what, same, reads, valid(variable))


def _out_of_range(codebook: Codebook) -> Iterator[Test]:
    yield from ranges.tests(codebook)
    for variable in codebook:
        if variable.type == "date":
            yield from days(variable)


def _wrong_type(codebook: Codebook) -> Iterator[Test]:
    yield from (test for variable in codebook if variable.type == "date" for test in list(days(variable))[:1])


def _hidden(codebook: Codebook) -> Iterator[Test]:
    yield from (test for test in routing.tests(codebook) if test.severity == "error")


_RULES: Mapping[str, tuple[Check, ...]] = {
    "A": (_blank,),
    "B": (_blank_required,),
    "C": (_wrong_type,),
    "D": (_out_of_range,),
    "F": (_hidden,),
    "G": (codes.tests,),
    "H": (_computed,),
}
