"""Repeated cases: rows that are the same in what should tell them apart, and rows that are the same throughout."""

from collections.abc import Iterable, Iterator, Sequence

from surveykit.codebook.codebook import Codebook
from surveykit.engine.base import Engine, Repeated
from surveykit.expr.sql import missing_sql
from surveykit.problems import Place, Problem, Rule, listed
from surveykit.quality.check import CANNOT_TEST

NOT_UNIQUE = Rule(
    "SK444",
    "Cases share what should tell them apart",
    "One of them is a copy, or stands under a wrong key.",
    "two rows of firm 17 in 2009 where the rules say `unique: [[firm, year]]`",
    "Look at both: remove the copy, or correct the key.",
)
SAME_ROW = Rule(
    "SK669",
    "Rows are the same in every column",
    "A file joined to itself, or a form sent twice, counts a case twice.",
    "rows 5 and 9 with the same 40 answers",
    "Remove the copy, or add the id that tells the cases apart.",
)
FEWEST_COLUMNS = 8
"""Of a narrower table cases may well be the same by chance."""
MOST_NAMED = 50
_MOST_ROWS = 10


def unique_problems(together: Iterable[Sequence[str]], codebook: Codebook, engine: Engine) -> Iterator[Problem]:
    """Cases that share valid values of all of some variables."""
    symbols = codebook.symbols()
    for names in together:
        if lacking := [name for name in names if name not in codebook]:
            what = f"unique {', '.join(names)}: not tested, for want of {', '.join(lacking)}"
            yield Problem(CANNOT_TEST, what, Place(variable=names[0]), CANNOT_TEST.mend, "warning")
            continue
        there = " AND ".join(f"NOT ({missing_sql(symbols[name])})" for name in names)
        n, found = engine.repeated(names, there, MOST_NAMED)
        for each in found:
            said = ", ".join(f"{name} = {value}" for name, value in zip(names, each.values, strict=True))
            what = f"{said}: {_rows(each)}"
            yield Problem(NOT_UNIQUE, what, Place(variable=names[0]), NOT_UNIQUE.mend)
        if n > len(found):
            what = f"{n} values of {', '.join(names)} stand more than once; {len(found)} are named above"
            yield Problem(NOT_UNIQUE, what, Place(variable=names[0]), NOT_UNIQUE.mend)


def same_rows(codebook: Codebook, engine: Engine) -> Iterator[Problem]:
    """Rows that are the same in every column; where the codebook names an id, shared ids are told instead."""
    if codebook.role("id") is not None or len(codebook.names) < FEWEST_COLUMNS:
        return
    n, found = engine.repeated(codebook.names, "", MOST_NAMED)
    for each in found:
        if any(value is not None for value in each.values):
            what = f"the same in all {len(codebook.names)} columns: {_rows(each)}"
            yield Problem(SAME_ROW, what, hint=SAME_ROW.mend, severity="warning")
    if n > MOST_NAMED:
        yield Problem(SAME_ROW, f"{n} rows have copies; {len(found)} are named above", severity="warning")


def _rows(each: Repeated) -> str:
    return f"{len(each.rows)} cases, rows {listed(each.rows, _MOST_ROWS)}"
