"""Whatever the data, every case is in exactly one type, outside, or missing; the table says what plain reading says."""

from textwrap import dedent

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.derive.typology.classify import classify
from surveykit.derive.typology.file import loaded
from surveykit.expr.parse import parse
from surveykit.expr.scalar import compiled
from surveykit.source import parsed

CONDITIONS = ["a = 1", "a > b", "b is missing", "a + b < 4 or c = 2", "not (c = 1) and a != 2", "a is refused", "true"]
CELLS = st.sampled_from([None, -9, -7, 0, 1, 2, 3])
TEXT = """
    typology: t
    title: T
    languages: [en]
    variable: kind
    axes:
      one: {{label: One, levels: {{x: {{when: "{0}"}}, y: {{when: "{1}"}}, z: {{when: "{2}"}}}}}}
      two: {{label: Two, levels: {{p: {{when: "{3}"}}, q: {{}}}}}}
    cells:
      XP: {{label: XP, at: [x, p]}}
      YQ: {{label: YQ, at: [y, q]}}
    outside:
      XQ: {{label: XQ, at: [x, q]}}
"""
BOOK = Codebook(variables=tuple(Variable(name=name, missing=standard_missing("number")) for name in "abc"))


@settings(max_examples=60, deadline=None)
@given(
    conditions=st.lists(st.sampled_from(CONDITIONS), min_size=4, max_size=4),
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=20),
)
def test_every_case_lands_in_exactly_one_place(conditions, rows):
    table = pa.table({name: pa.array([row[n] for row in rows], pa.int64()) for n, name in enumerate("abc")})
    found = classify(Dataset(BOOK, table), loaded(parsed(dedent(TEXT).format(*conditions))))
    for row, placed in zip(rows, found.types, strict=True):
        assert bool(placed.code) != bool(placed.reason)
        assert placed.code == by_hand(conditions, dict(zip("abc", row, strict=True)))
    assert sum(found.counts().values()) + sum(found.missing().values()) == len(rows)


def by_hand(conditions, row):
    """The code of one case, by plain reading of the conditions; "" where an axis is unknown."""
    truths = [evaluated(condition, row) for condition in conditions]
    one, two = first(truths[:3], ["x", "y", "z", ""]), first(truths[3:], ["p", "q"])
    if one is None or two is None:
        return ""
    return {("x", "p"): "XP", ("y", "q"): "YQ", ("x", "q"): "XQ"}.get((one, two), "OUTSIDE")


def first(truths, levels):
    """The level of the first condition that is not false; None where that one is unknown."""
    at = next((n for n, truth in enumerate(truths) if truth is not False), len(truths))
    return levels[at] if at == len(truths) or truths[at] else None


def evaluated(condition, row):
    return compiled(parse(condition), BOOK.symbols())(row)
