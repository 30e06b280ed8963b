"""Whole tables: rounding any true table is never a mismatch, and a digit that cannot stand is found."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

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
