"""Whatever stands in a printed table, every check says something of it, and never breaks."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit.reproduction.file import inspected
from surveykit.reproduction.finding import STATUSES
from surveykit.reproduction.judge import judge
from surveykit.reproduction.printed import printed
from surveykit.reproduction.recompute.grain import Grain, binary_sd
from surveykit.reproduction.recompute.shares import counts_behind
from surveykit.reproduction.written import PublishedFile
from surveykit.shape import fitted
from surveykit.source import parsed

NUMBER = st.one_of(
    st.integers(-3, 1200).map(str),
    st.decimals(-5, 5, allow_nan=False, allow_infinity=False, places=2).map(str),
    st.sampled_from(["0", "0.000", "<0.001", ">10", "100 %", ".5"]),
)
CELL = st.one_of(
    st.just("~"),
    NUMBER.map(lambda number: f'"{number}"'),
    st.builds(lambda a, b, stars: f'"{a} ({b}) {stars}"', NUMBER, NUMBER, st.sampled_from(["", "*", "**", "***"])),
)
COLUMNS = ("a", "b", "c")
CHECKS = """\
  - {id: c1, kind: grim, table: t, rows: all, mean: a, sd: b, n: c, scale: [0, 1]}
  - {id: c2, kind: grim, table: t, rows: all, mean: a, sd: b, n: c, items: 2}
  - {id: c3, kind: stars, table: t}
  - {id: c4, kind: stars, table: t, by: t, df: '5'}
  - {id: c5, kind: stars, table: t, by: chi2, df: '2', columns: [a]}
  - {id: c6, kind: ratio, table: t, rows: all, value: a, se: b, t: c}
  - {id: c7, kind: brackets, table: t}
  - {id: c8, kind: repeated, table: t}
  - {id: c9, kind: antisymmetric, table: t}
  - {id: d1, kind: difference, table: t, rows: all, first: a, second: b, cell: c, se: b, errors: [a, b], t: a}
  - {id: d2, kind: percent, table: t, rows: all, cell: a, count: b, of: c, others: {x: b - c}}
  - {id: d3, kind: shares, table: t, n: c, total: b}
  - {id: d4, kind: test, table: t, rows: all, test: shares, of: {yes1: a, n1: b, yes2: c, n2: b},
     printed: {z: a, p: b, d_exact: c}}
  - {id: d5, kind: test, table: t, rows: all, test: adjusted_r2, of: {r2: a, n: b, df: c}, printed: {adjusted: a}}
  - {id: d6, kind: test, table: t, rows: all, test: residual_error, of: {sd: a, r2: b, n: c, df: a}, printed: {rmse: c}}
  - {id: d7, kind: test, table: t, rows: all, test: growth, of: {above: a, below: b}, printed: {growth: c}}
  - {id: d8, kind: test, table: t, rows: all, test: f, of: {r2: a, df1: b, df2: c}, printed: {F: c}}
  - {id: d9, kind: test, table: t, rows: all, test: distance, of: {greater: a}, printed: {d: b}}
  - {id: e1, kind: pairs, table: t, over: {r: all}, first: '{r}.a', second: '{r}.b', printed: {t: a.c, p: b.c, se: c.c}}
  - {id: e2, kind: crosstab, table: t, expected: t, printed: {chi2: a.a, fisher: b.b, p: c.c}}
"""


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=3, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_table_breaks_a_check(rows):
    lines = "".join(f"      {name}: [{', '.join(cells)}]\n" for name, cells in zip(COLUMNS, rows, strict=True))
    text = (
        'published: p\ntitle: P\nsource: S\nstars: {"***": 0.01, "**": 0.05, "*": 0.1}\ntables:\n'
        f"  - id: t\n    locus: Table 1\n    columns: [a, b, c]\n    brackets: se\n    rows:\n{lines}checks:\n{CHECKS}"
    )
    source = parsed(text, "p.yaml")
    found = inspected(fitted(source, PublishedFile), source)
    assert not found.problems
    judged = judge(found.published)
    assert all(finding.status in STATUSES for finding in judged.findings)
    assert all(finding.recomputed == finding.recomputed for finding in judged.findings), "no number is not a number"


@given(st.lists(st.integers(0, 1), min_size=2, max_size=60), st.integers(1, 4))
def test_real_yes_and_no_are_never_called_impossible(answers, places):
    n, yes = len(answers), sum(answers)
    mean = printed(f"{yes / n:.{places}f}")
    counts = Grain(n, 1, 0, 1).sums(mean.rounding)
    assert yes in counts
    assert any(printed(f"{binary_sd(yes, n):.{places}f}").rounding.low <= binary_sd(c, n) for c in counts)


@given(st.lists(st.lists(st.integers(0, 300), min_size=3, max_size=3), min_size=2, max_size=5))
def test_percentages_of_real_counts_always_have_counts_behind_them(rows):
    rows = [row for row in rows if sum(row)]
    if not rows:
        return
    n = [sum(row) for row in rows]
    percents = [[printed(f"{100 * x / sum(row):.0f}").rounding for x in row] for row in rows]
    total = [printed(f"{100 * sum(column) / sum(n):.0f}").rounding for column in zip(*rows, strict=True)]
    assert counts_behind(percents, n, total).fits
