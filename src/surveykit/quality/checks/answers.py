"""Answers: whether they are there where they must be, and no more, longer or later than they may be."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.expr.fold import names_of
from surveykit.expr.syntax import Binary, Call, Comparison, Constant, Expression, Has, Is, Name
from surveykit.problems import Rule
from surveykit.quality.check import Test, both, relevance, valid

LACKING = Rule(
    "SK418",
    "A required answer is lacking",
    "The instrument says that this one cannot stay empty.",
    "a firm without an industry",
    "Ask again, or find out from the register.",
)
TOO_LONG = Rule(
    "SK419",
    "A text is longer than it may be",
    "Another format may cut it off in silence.",
    "2,100 characters where 2,000 are allowed",
    "Shorten it, or allow more.",
)
NOT_IN_TIME = Rule(
    "SK420",
    "A date is none, or lies outside its range",
    "The range says which days a sound answer can be.",
    "a contract signed in 1899",
    "Correct the date.",
)
MISCOUNTED = Rule(
    "SK421",
    "Too few or too many choices are ticked",
    "The question says how many may be.",
    "three ticked where two are the most",
    "Correct the answer.",
)


def tests(codebook: Codebook) -> Iterator[Test]:
    """Tests of required answers, longest texts, ranges of dates and numbers of choices."""
    for variable in codebook:
        if variable.origin.required and not variable.origin.elsewhere:
            yield required(variable)
        if variable.type == "text" and variable.width is not None and variable.codes is None:
            yield from _tested(TOO_LONG, variable, "<=", Call("length", (Name(variable.name),)), variable.width)
        if variable.type == "date":
            yield from days(variable)
    for s in codebook.sets:
        if s.kind == "dichotomies" and len(s.choices) == len(s.variables):
            yield from _counts(s)


def required(variable: Variable) -> Test:
    """That everybody has answered who is asked."""
    asked_of = None if variable.origin.elsewhere else relevance(variable)
    reads = (variable.name, *(names_of(asked_of) if asked_of else ()))
    ask = variable.origin.when_unknown == "ask"
    return Test(LACKING, variable.name, "must have a value", valid(variable), reads, asked_of, ask)


def _tested(rule: Rule, variable: Variable, sign: Comparison, of: Expression, end: int) -> Iterator[Test]:
    what = f"more than {end} characters"
    yield Test(rule, variable.name, what, Binary(sign, of, Constant(end)), (variable.name,), valid(variable))


def days(variable: Variable) -> Iterator[Test]:
    """A date is a day of the calendar, and lies between the first day and the last."""
    real = Call("real_day", (Name(variable.name),))
    yield Test(NOT_IN_TIME, variable.name, "not a date", real, (variable.name,), valid(variable))
    if variable.earliest is not None or variable.latest is not None:
        what = f"outside {variable.earliest or ''}..{variable.latest or ''}"
        yield Test(NOT_IN_TIME, variable.name, what, _between(variable), (variable.name,), real)


def _between(variable: Variable) -> Expression:
    ends: tuple[tuple[Comparison, str | None], ...] = ((">=", variable.earliest), ("<=", variable.latest))
    return both(*(Binary(sign, Name(variable.name), Constant(day)) for sign, day in ends if day is not None))


def _counts(s: ResponseSet) -> Iterator[Test]:
    ticked = Call("count", tuple(Has(Constant(choice), Name(s.name)) for choice in s.choices))
    answered = Is(Name(s.name), "answered")
    if s.least:
        enough = Binary(">=", ticked, Constant(s.least))
        yield Test(MISCOUNTED, s.name, f"fewer than {s.least} ticked", enough, (s.name,), answered)
    if s.most is not None:
        few = Binary("<=", ticked, Constant(s.most))
        yield Test(MISCOUNTED, s.name, f"more than {s.most} ticked", few, (s.name,), answered)
