"""Validation over a table counts what a plain evaluation case by case counts, and names the same cases."""

import math

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit.codebook.codebook import Codebook, Consistency, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.expr.scalar import compiled
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import Result, validate

LISTS = {
    "few": CodeList(name="few", codes=tuple(Code(value=v) for v in (1, 2, 3))),
    "gaps": CodeList(name="gaps", codes=tuple(Code(value=v) for v in (0, 1, 5, 6, 9))),
    "words": CodeList(name="words", codes=(Code(value="a"), Code(value="b"))),
}
codes = st.lists(
    st.sampled_from([(-1, "not_asked"), (-9, "no_answer"), (99, "user_missing"), (2, "refused")]), unique=True
)
ranges = st.lists(st.sampled_from([Range(low=97, high=99), Range(high=-5), Range(low=0, high=2)]), max_size=1)
NUMBERS = st.sampled_from([None, -9, -5, -1, 0, 1, 2, 3, 5, 6, 9, 97, 99, 150])
DECIMALS = NUMBERS | st.sampled_from([0.5, 1.25, math.nan, math.inf, -math.inf])
TEXTS = st.sampled_from([None, "a", "b", "abc", "-9", ""])
DAYS = st.sampled_from([None, "2006-02-28", "2004-01-01", "2006-13-01", "hello", "-9"])
TICKS = st.sampled_from([None, 0, 1, -1, -9])
CELLS = {"d1": DECIMALS, "t1": TEXTS, "day": DAYS, "several_1": TICKS, "several_2": TICKS}


@st.composite
def numbers(draw, name):
    missing = tuple(Code(value=value, missing=reason) for value, reason in draw(codes))
    relevance = draw(st.sampled_from(["", "n1 = 1", "d1 > 2 or n2 is missing", "not (n1 in [1, 5])"]))
    origin = Origin(
        kind=draw(st.sampled_from(["asked", "imported"])),
        question=name,
        relevance=relevance,
        when_unknown=draw(st.sampled_from(["skip", "ask"])),
        otherwise=draw(st.sampled_from([None, 0])),
        required=draw(st.booleans()),
    )
    return Variable(
        name=name,
        codes=draw(st.sampled_from([None, None, "few", "gaps"])),
        missing=missing,
        missing_ranges=tuple(draw(ranges)),
        range=draw(st.sampled_from([None, Range(low=0, high=9), Range(high=3)])),
        decimals=draw(st.sampled_from([None, 0, 1])),
        origin=origin,
    )


RULES = st.sampled_from(
    [
        "n1 <= n2",
        "n1 + n2 > d1",
        "n1 is answered or n2 is answered",
        "sum(n1, n2, d1) < 10",
        "count(n1 = 1, n2 = 1) < 2",
        "all_equal(n1, n2)",
        "not (n1 is not_asked and d1 > 1)",
        "1 in several or n1 = 2",
        "round(d1, 1) = d1 and n1 != 3",
        "length(t1) < 3 or t1 = 'abc'",
        "year(day) = 2006",
        "min(n1, d1) >= 0",
        "if n1 = 1 then d1 > 0 else n2 > 0",
    ]
)


@st.composite
def datasets(draw):
    variables = [draw(numbers(name)) for name in ("n1", "n2", "d1")]
    ticks = {"missing": standard_missing("number"), "origin": Origin(kind="asked", question="m", relevance="n1 = 1")}
    variables += [
        *(Variable(name=name, **ticks) for name in ("several_1", "several_2")),
        Variable(name="t1", type="text", width=2, codes=draw(st.sampled_from([None, "words"])), missing=MISSING),
        Variable(name="day", type="date", earliest="2005-01-01", missing=MISSING),
    ]
    checks = tuple(
        Consistency(
            id=f"C{n}",
            variable="n1",
            rule=rule,
            relevance=draw(st.sampled_from(["", "n2 = 1", "d1 is answered", "n1 is answered"])),
            when_unknown=draw(st.sampled_from(["skip", "ask"])),
        )
        for n, rule in enumerate(draw(st.lists(RULES, max_size=4)))
    )
    several = ResponseSet(name="several", variables=("several_1", "several_2"), choices=(1, 2), least=1, most=1)
    rows = draw(st.integers(0, 8))
    columns = {
        v.name: draw(st.lists(CELLS.get(v.name, NUMBERS), min_size=rows, max_size=rows))
        for v in variables
    }  # fmt: skip
    kinds = {"d1": pa.float64(), "t1": pa.string(), "day": pa.string()}
    table = pa.table({name: pa.array(cells, kinds.get(name, pa.int64())) for name, cells in columns.items()})
    codebook = Codebook(variables=tuple(variables), lists=LISTS, sets=(several,), checks=checks)
    return Dataset(codebook, table), [
        dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)
    ]


MISSING = (Code(value="-9", missing="no_answer"),)


def plainly(result: Result, symbols, rows) -> tuple[list[int], int, int, int]:
    """The rows that fail, and how many pass, fail and are undetermined, one case after the other."""
    holds = compiled(result.test.expression, symbols)
    applies = compiled(result.test.applies, symbols) if result.test.applies is not None else lambda _row: True
    asked = []
    for number, row in enumerate(rows, 1):
        found = applies(row)
        if result.test.when_unknown if found is None else found:
            asked.append((number, holds(row)))
    truths = [truth for _, truth in asked]
    failing = [number for number, truth in asked if truth is False]
    return failing, truths.count(True), truths.count(False), truths.count(None)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=datasets(), on_disk=st.booleans())
def test_counts_and_cases_are_those_of_a_plain_evaluation(tmp_path_factory, made, on_disk):
    dataset, rows = made
    if on_disk:
        path = tmp_path_factory.mktemp("d") / "d.parquet"
        pq.write_table(dataset.table, path, row_group_size=3)
        dataset = Dataset(dataset.codebook, path)
    report = validate(dataset, CHECKS, most=None)
    assert report.n == len(rows)
    for result in report.results:
        failing, *counts = plainly(result, dataset.codebook.symbols(), rows)
        assert [result.passed, result.failed, result.undetermined] == counts, result.test
        assert [case.row for case in result.cases] == failing, result.test
