"""Codes: whether every value is in its code list."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.expr.syntax import Constant, In, Name
from surveykit.problems import Rule, listed
from surveykit.quality.check import Test, valid

NO_SUCH_CODE = Rule(
    "SK410",
    "A value is not in the code list",
    "It has no label, so nobody can say what it means.",
    "7 where the list goes from 1 to 4",
    "Correct the value, or add the code with its label.",
)


def tests(codebook: Codebook) -> Iterator[Test]:
    """A test for every variable that has a code list: a valid value is one of its codes."""
    for variable in codebook:
        codes = codebook.codes_of(variable)
        if codes is not None and codes.codes:
            options = tuple(Constant(value) for value in codes.values)
            what = f"not in the code list '{codes.name}' ({listed(codes.values, 8)})"
            among = In(Name(variable.name), options)
            yield Test(NO_SUCH_CODE, variable.name, what, among, (variable.name,), valid(variable))
