"""Whole tables: rounding any true table is never a mismatch, and a digit that cannot stand is found."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.problems import Problem, SurveykitError
from surveykit.reproduction.file import inspected
from surveykit.reproduction.interval import rounded
from surveykit.reproduction.judge import judge
from surveykit.reproduction.written import PublishedFile
from surveykit.shape import fitted
from surveykit.source import parsed

ROWS, COLUMNS = ("a", "b", "c"), ("u", "v", "w")
NUMBERS = st.lists(st.lists(st.integers(-90_000, 900_000), min_size=2, max_size=2), min_size=2, max_size=2)

CHECKS = """
checks:
  - {id: down, kind: sum, table: t, per: column, columns: [u, v, w], total: c}
  - {id: across, kind: sum, table: t, per: row, columns: [u, v], total: w}
  - {id: share, kind: formula, table: t, rows: all, cell: s, is: 100 * u / w}
  - id: whole
    kind: linear
    constraints:
      - {table: t, columns: [u, v, w], holds: c = a + b}
      - {table: t, rows: all, holds: w = u + v}
      - {table: t, rows: all, holds: s = 100 * u / w}
"""


def judged(cells: dict[tuple[str, str], str]) -> list:
    lines = [f"      {row}: [{', '.join(cells.get((row, column), '~') for column in (*COLUMNS, 's'))}]" for row in ROWS]
    text = "published: p\ntitle: P\nsource: s\ntables:\n  - id: t\n    locus: T\n    columns: [u, v, w, s]\n    rows:\n"
    source = parsed(text + "\n".join(lines) + CHECKS, "p.yaml")
    found = inspected(fitted(source, PublishedFile), source)
    assert found.published is not None
    assert not found.problems, str(found.problems[0])
    return list(judge(found.published).findings)


def said(number: Fraction, decimals: int) -> str:
    whole = rounded(number, decimals)
    return f"{int(whole * 10**decimals)}e-{decimals}"


def table(numbers: list[list[int]]) -> dict[tuple[str, str], Fraction]:
    """Two rows and columns, their sums, and the share of the first column; what is printed of it is rounded."""
    (p, q), (r, t) = [[Fraction(n, 100) for n in row] for row in numbers]
    rows = {"a": (p, q), "b": (r, t), "c": (p + r, q + t)}
    cells = {(row, "u"): u for row, (u, _) in rows.items()} | {(row, "v"): v for row, (_, v) in rows.items()}
    cells |= {(row, "w"): u + v for row, (u, v) in rows.items()}
    return cells | {(row, "s"): 100 * u / (u + v) for row, (u, v) in rows.items() if abs(u + v) > 1}


@settings(deadline=None, max_examples=60)
@given(NUMBERS, st.integers(0, 2))
def test_rounding_any_true_table_is_never_a_mismatch(numbers, decimals):
    cells = table(numbers)
    printed = {at: said(number, 0 if at[1] == "s" else decimals) for at, number in cells.items()}
    statuses = {(one.id, one.cell): one.status for one in judged(printed)}
    assert set(statuses.values()) <= {"agree", "input_rounding", "not_recomputable"}


@settings(deadline=None, max_examples=30)
@given(NUMBERS, st.sampled_from(["a", "b", "c"]), st.sampled_from(COLUMNS), st.sampled_from([-40, -10, 10, 40]))
def test_a_number_that_cannot_stand_is_found_and_what_would_fit_is_told(numbers, row, column, off):
    cells = {at: number for at, number in table(numbers).items() if at[1] != "s"}
    printed = {at: said(number, 0) for at, number in cells.items()}
    right = int(rounded(cells[row, column], 0))
    printed[row, column] = str(right + off)
    findings = judged(printed)
    wrong = [one for one in findings if one.id == "whole"]
    assert {one.status for one in wrong} == {"mismatch"}
    assert [one.cell for one in wrong] == [f"t.{row}.{column}"]
    assert wrong[0].low - 0.5 <= right <= wrong[0].high + 0.5
    assert {one.status for one in findings if one.id in ("down", "across")} >= {"mismatch"}


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_damaged_file_is_judged_or_refused_and_never_breaks_the_program(data):
    text = ALL
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        put = data.draw(
            st.sampled_from(["", " ", "x", "0", "-", ".", "{", "}", "[", ",", ":", "'", "\n", "*", "/", "~"])
        )
        text = text[:at] + put + text[at + data.draw(st.integers(0, 3)) :]
    assert all(problem.place.file == "p.yaml" for problem in complaints(text))


def complaints(text: str) -> tuple[Problem, ...]:
    try:
        source = parsed(text, "p.yaml")
        found = inspected(fitted(source, PublishedFile), source)
    except SurveykitError as refusal:
        return refusal.problems
    if found.published is not None and not found.problems:
        assert judge(found.published).findings is not None
    return found.problems


def test_the_file_that_is_damaged_was_sound():
    assert [str(problem) for problem in complaints(ALL)] == []


ALL = """published: p
title: P
source: s
stars: {'*': 0.05}
tables:
  - id: t
    locus: T
    columns: [u, v, w, s]
    counts: [c]
    rows:
      a: [1.0, 2.0 *, 3.0, 33]
      b: [-1.5 (2.0), ~, 3.0, <0.5]
      c: [1, 2, 6, 19 %]
values: {k: t.a.u + 1, l: k / t.c.w}
checks:
  - {id: down, kind: sum, table: t, per: column, columns: [u, v, w], total: c}
  - {id: share, kind: formula, table: t, rows: all but c, cell: s, is: 100 * u / (u + v)}
  - {id: over, kind: formula, table: t, columns: all, over: {r: [a, b]}, cell: c, is: "max(t.{r}.{column})"}
  - {id: says, kind: claim, says: x, holds: l > 0.5 and not t.a.u * t.a.u < t.a.u, shows: exp(l) - log(k)}
  - {id: whole, kind: linear, free: [f], constraints: [t.a.w = t.a.u + f.x, {table: t, rows: all, holds: w >= u}]}
"""
