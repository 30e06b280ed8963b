"""Ranges: whether numbers lie in their range and have no more decimals than they may."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Range, Variable
from surveykit.expr.syntax import Binary, Call, Comparison, Constant, Name
from surveykit.problems import Rule
from surveykit.quality.check import Test, both, valid

OUT_OF_RANGE = Rule(
    "SK411",
    "A value lies outside its range",
    "The range says what a sound answer can be.",
    "140 where 0 to 100 is asked for",
    "Correct the value, or widen the range.",
)
NOT_WHOLE = Rule(
    "SK412",
    "A value has more decimals than it may",
    "What is counted has no decimals; what is measured has as many as the instrument asks for.",
    "12.5 employees",
    "Correct the value, or allow decimals.",
)


def tests(codebook: Codebook) -> Iterator[Test]:
    """A test for every number with a range, and for every number whose decimals the instrument limits."""
    for variable in codebook:
        if variable.type != "number":
            continue
        name, reads = Name(variable.name), (variable.name,)
        if variable.range is not None:
            yield within(variable, variable.range)
        places = variable.decimals
        promised = variable.origin.kind == "asked" or (places == 0 and variable.origin.kind != "computed")
        if places is not None and variable.codes is None and promised:  # elsewhere decimals are only those printed
            kept = Binary("=", Call("round", (name, Constant(places))), name)
            what = f"more decimals than {places}" if places else "not a whole number"
            yield Test(NOT_WHOLE, variable.name, what, kept, reads, valid(variable))


def within(variable: Variable, range_: Range) -> Test:
    """That a number lies in a range, where it is there."""
    ends: tuple[tuple[Comparison, float | None], ...] = ((">=", range_.low), ("<=", range_.high))
    inside = both(*(Binary(sign, Name(variable.name), Constant(end)) for sign, end in ends if end is not None))
    return Test(OUT_OF_RANGE, variable.name, f"outside {range_}", inside, (variable.name,), valid(variable))
