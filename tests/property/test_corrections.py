"""Corrections of any values: applied they are there, applied twice nothing happens, turned round all is as before."""

from dataclasses import replace

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from surveykit.cleaning.apply import apply
from surveykit.cleaning.correction import Correction, Corrections
from surveykit.cleaning.file import load as load_corrections
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.problems import Problem, SurveykitError
from surveykit.quality.baseline import load as load_baseline

CODES = (0, 1, 2, -1, -7, -8, -9, None)
BOOK = Codebook(
    lists={"abc": CodeList(name="abc", codes=tuple(Code(value=value) for value in (0, 1, 2)))},
    variables=(
        Variable(name="id", type="text", role="id"),
        Variable(name="code", codes="abc", missing=standard_missing("number")),
        Variable(name="amount", missing=standard_missing("number")),
    ),
)
CODE = st.sampled_from(CODES)
AMOUNT = st.none() | st.floats(-1e9, 1e9, allow_nan=False)
ROWS = st.lists(st.tuples(CODE, AMOUNT, CODE, AMOUNT), min_size=1, max_size=6)


def asked(variable: str, number: int, old, new) -> Correction:
    return Correction(f"c{number}", variable, old, "blank" if new is None else new, reason="form", who="AK")


@given(ROWS)
def test_a_correction_can_be_turned_round(rows):
    ids = [f"c{number}" for number in range(len(rows))]
    table = pa.table(
        {
            "id": ids,
            "code": pa.array([row[0] for row in rows], pa.int64()),
            "amount": pa.array([row[1] for row in rows], pa.float64()),
        }
    )
    before = Dataset(BOOK, table)
    forth = [asked("code", number, row[0], row[2]) for number, row in enumerate(rows)]
    forth += [asked("amount", number, row[1], row[3]) for number, row in enumerate(rows)]
    after, trail = apply(before, Corrections(tuple(forth), "c.yaml", "abc"))
    assert after.arrow().column("code").to_pylist() == [row[2] for row in rows]
    assert after.arrow().column("amount").to_pylist() == [row[3] for row in rows]
    again, nothing = apply(after, forth)
    assert again.arrow().equals(after.arrow())
    assert nothing.changes == ()
    back = [
        replace(change.correction, old=change.new, new="blank" if change.old is None else change.old)
        for change in trail.changes
    ]
    assert apply(after, back)[0].arrow().equals(table)


TEXTS = (
    "corrections:\n- {case: c1, variable: code, old: 0, new: refused, reason: x, who: AK, on: 2024-05-17}\n"
    "- {case: b, row: 3, drop: true, reason: z, who: AK}\n",
    'findings:\n- {"rule": "C1", "case": "a", "variable": "x", "value": "1", "others": "y = 2"}\n',
)


@given(st.sampled_from(TEXTS), st.integers(0, 150), st.integers(0, 12), st.binary(max_size=6))
def test_a_damaged_file_of_corrections_or_a_baseline_is_read_or_refused(tmp_path_factory, text, at, gone, put):
    raw = text.encode()
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"
    path.write_bytes(raw[:at] + put + raw[at + gone :])
    problems: list[Problem] = []
    for load in (load_corrections, load_baseline):
        try:
            load(path)
        except SurveykitError as refusal:
            problems += refusal.problems
    assert all(problem.place.file == str(path) for problem in problems)
