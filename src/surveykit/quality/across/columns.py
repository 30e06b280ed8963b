"""Columns of a file nobody described: what is worth a look before it is believed."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.engine.base import ROW, Engine
from surveykit.expr.sql import quoted
from surveykit.problems import Place, Problem, Rule, Severity

NOTHING_IN_IT = Rule(
    "SK670",
    "A column is blank, or nearly so",
    "It was not filled in, or its values were lost on the way.",
    "a column `fax` with 3 values in 5,000 rows",
    "Look at the source; leave the column out where it is of no use.",
)
ALWAYS_THE_SAME = Rule(
    "SK671",
    "A column has one value only",
    "It tells no cases apart; often it says what the whole file is.",
    "a column `year` that is 2009 in every row",
    "Nothing to mend where that is so.",
)
MIXED_TYPES = Rule(
    "SK672",
    "A column of texts holds numbers",
    "As texts they have no mean, and 9 comes after 10.",
    "a column with 840 numbers and the text `about 20`",
    "Correct the few texts, or give the column its missing codes, and import the file again.",
)
WRONG_TYPE = Rule(
    "SK676",
    "Texts stand where the codebook declares a number",
    "They can be neither summed nor compared; every test takes them for blank.",
    "`about 20` in a column of employees",
    "Correct the values, or declare the column a text.",
)
NEARLY_BLANK = 0.99
_MOST_SHOWN = 5
_FEWEST = 20  # rows; of fewer nothing is suspicious
_MOSTLY = 0.5  # numbers among the texts, from which on the others are the exception


def wrong_types(engine: Engine) -> Iterator[Problem]:
    """Values of a column of texts that are no numbers, where a number is declared."""
    for name, raw in engine.texts().items():
        unread = f"{quoted(raw)} IS NOT NULL AND {quoted(name)} IS NULL"
        (n,) = engine.counts((), [f"COUNT_IF({unread})"])
        first = engine.fetch([ROW, quoted(raw)], unread, _MOST_SHOWN)
        rows, texts = (column.to_pylist() for column in first.columns)
        said = ", ".join(f"'{text[:40]}' in row {row}" for row, text in zip(rows, texts, strict=True))
        what = f"{n} values are no numbers: {said}" if n else "numbers written as texts"
        severity: Severity = "error" if n else "note"
        yield Problem(WRONG_TYPE, what, Place(variable=name), WRONG_TYPE.mend, severity)


def suspicious(codebook: Codebook, engine: Engine) -> Iterator[Problem]:
    """Notes on columns that no instrument or codebook describes, counted in one pass."""
    if any(_described(variable) for variable in codebook) or codebook.checks or not codebook.variables:
        return
    n, *found = engine.counts((), ["COUNT(*)", *(sql for variable in codebook for sql in _asked(variable))])
    if n < _FEWEST:
        return
    for place, variable in enumerate(codebook):
        filled, same, numbers = found[3 * place : 3 * place + 3]
        if said := _said(n, filled, numbers, same=bool(same)):
            rule, what = said
            yield Problem(rule, what, Place(variable=variable.name), rule.mend, "note")


def _described(variable: Variable) -> bool:
    """Whether anybody has said what a variable is."""
    told = variable.codes or variable.range or variable.missing or variable.role
    return bool(told) or variable.origin.kind != "imported"


def _asked(variable: Variable) -> tuple[str, str, str]:
    """How many rows hold something, whether all hold the same, and how many of a text's are numbers without zeros."""
    name = quoted(variable.name)
    number = "0"
    if variable.type == "text" and variable.role is None:
        plain = f"TRY_CAST({name} AS DOUBLE) IS NOT NULL AND NOT ({name} LIKE '0_%' AND {name} NOT LIKE '0.%')"
        number = f"COUNT_IF({plain})"
    return f"COUNT({name})", f"COALESCE(MIN({name}) = MAX({name}), FALSE)", number


def _said(n: int, filled: int, numbers: int, *, same: bool) -> tuple[Rule, str] | None:
    if filled == 0:
        return NOTHING_IN_IT, "blank in every row"
    if filled < n * (1 - NEARLY_BLANK):
        return NOTHING_IN_IT, f"blank in {n - filled} of {n} rows"
    if same and filled == n:
        return ALWAYS_THE_SAME, "the same value in every row"
    if numbers > _MOSTLY * filled:
        texts = filled - numbers
        return MIXED_TYPES, f"{numbers} of {filled} values are numbers" + (f", {texts} are not" if texts else "")
    return None
