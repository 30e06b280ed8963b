"""Validation of a million cases by a hundred rules, beside counting the columns they read and beside other validators.

    python benchmarks/validate.py [RUNS] [PYTHON]

The file (20 coded questions, 15 amounts, an id; every column but the id has blanks) is made in a temporary
folder. The hundred rules are code lists, whole numbers, ranges, decimals, required answers and comparisons of
two amounts; one case in a thousand breaks each of them. In turn are timed

- one statement of DuckDB, on every core, that counts the values of the columns the rules read;
- `validate` with the first hundred failing cases of each rule named, and with all of them named.

Then the same rules are evaluated case by case by this program's own evaluator for one case, and by pandera and
frictionless where PYTHON is an interpreter that has them; on fewer cases, scaled up to the million.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from surveykit.dataset.dataset import Dataset

CASES, FEW = 1_000_000, 20_000
CODED, AMOUNTS = range(20), range(15)


def made(folder: Path) -> "Dataset":
    """The file, with its codebook in its metadata."""
    import duckdb

    from surveykit.codebook.codebook import Codebook, Consistency
    from surveykit.codebook.codelist import Code, CodeList
    from surveykit.codebook.variable import Origin, Range, Variable, standard_missing
    from surveykit.dataset.dataset import Dataset
    from surveykit.text import Text

    columns = [
        f"CAST(CASE WHEN hash(i, {q}, 1) % {2000 if q < 10 else 50} = 0 THEN NULL "
        f"WHEN hash(i, {q}, 2) % {2000 if q < 10 else 20} = 0 THEN -9 "
        f"WHEN hash(i, {q}, 3) % 1000 = 0 THEN 8 ELSE 1 + hash(i, {q}, 4) % 5 END AS BIGINT) AS q{q}"
        for q in CODED
    ] + [
        f"CASE WHEN hash(i, {a}, 5) % 50 = 0 THEN NULL WHEN hash(i, {a}, 6) % 20 = 0 THEN -9.0 WHEN hash(i, {a}, 7) "
        f"% 1000 = 0 THEN 5000.005 ELSE (hash(i, {a}, 8) % 100000) / 100.0 END AS a{a}"
        for a in AMOUNTS
    ]
    path = folder / "million.parquet"
    duckdb.sql(f"COPY (SELECT {', '.join(columns)}, i AS id FROM range({CASES}) AS t(i)) TO '{path}'")  # noqa: S608
    empty = standard_missing("number")
    asked = [Origin(kind="asked", question=f"q{q}", required=q < 10) for q in CODED]
    variables = [
        *(Variable(name=f"q{q}", codes="scale", decimals=0, missing=empty, origin=asked[q]) for q in CODED),
        *(
            Variable(
                name=f"a{a}", range=Range(low=0, high=1000), decimals=2, missing=empty, origin=Origin(kind="asked")
            )
            for a in AMOUNTS
        ),
        Variable(name="id", role="id"),
    ]
    compared = [(f"a{n % 15}", f"a{(n + n // 15 + 1) % 15}") for n in range(20)]
    rules = [f"{one} <= {other} + 990" for one, other in compared]
    rules += [f"not (q{q} = 2 and a{q % 15} > 995)" for q in CODED]
    checks = tuple(
        Consistency(id=f"C{n}", variable=f"a{n % 15}", severity="soft", rule=rule, message=Text("no"))
        for n, rule in enumerate(rules)
    )
    scale = CodeList(name="scale", codes=tuple(Code(value=v, label=Text(f"Answer {v}")) for v in range(1, 6)))
    return Dataset(Codebook(variables=tuple(variables), lists={"scale": scale}, checks=checks), path)


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds of some work in this process."""
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    work()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def case_by_case(dataset: "Dataset") -> float:
    """Seconds for the million, by the evaluator of one case."""
    import pyarrow.parquet as pq

    from surveykit.expr.scalar import compiled
    from surveykit.quality.checks import CHECKS

    symbols = dataset.codebook.symbols()
    tests = [test for check in CHECKS for test in check(dataset.codebook)]
    made = [(compiled(t.expression, symbols), t.applies and compiled(t.applies, symbols)) for t in tests]
    rows = next(pq.ParquetFile(dataset.table).iter_batches(FEW)).to_pylist()

    def work() -> None:
        for row in rows:
            for holds, applies in made:
                if applies is None or applies(row):
                    holds(row)

    return spent(work)[0] * CASES / len(rows)


OTHERS = """
import json, sys, time
import pandas as pd
frame = pd.read_parquet(sys.argv[1]).head(int(sys.argv[2]))
frame = frame.mask(frame == -9)  # neither knows missing codes: they are blanks to them
found = {}
try:
    import pandera.pandas as pa
    checks = {f"q{q}": [pa.Check.isin([1, 2, 3, 4, 5]), pa.Check(lambda s: s.round(0) == s)] for q in range(20)}
    checks |= {f"a{a}": [pa.Check.in_range(0, 1000), pa.Check(lambda s: s.round(2) == s)] for a in range(15)}
    def compared(n):
        one, other = f"a{n % 15}", f"a{(n + n // 15 + 1) % 15}"
        return pa.Check(lambda d: (d[one] <= d[other] + 990) | d[one].isna() | d[other].isna())
    schema = pa.DataFrameSchema(
        {name: pa.Column(checks=c, nullable=not (name[0] == "q" and int(name[1:]) < 10)) for name, c in checks.items()},
        checks=[compared(n) for n in range(20)]
        + [pa.Check(lambda d, q=q: ~((d[f"q{q}"] == 2) & (d[f"a{q % 15}"] > 995))) for q in range(20)],
    )
    start = time.perf_counter()
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        found["pandera failures"] = len(errors.failure_cases)
    found["pandera"] = time.perf_counter() - start
except ImportError:
    pass
try:
    from frictionless import Checklist, Field, Resource, Schema, validate
    from frictionless.checks import row_constraint
    few = frame.head(int(sys.argv[3]))
    few.to_csv(sys.argv[4], index=False)
    coded = [{"enum": [1, 2, 3, 4, 5], "required": q < 10} for q in range(20)]
    fields = [{"name": f"q{q}", "type": "number", "constraints": rule} for q, rule in enumerate(coded)]
    fields += [{"name": f"a{a}", "type": "number", "constraints": {"minimum": 0, "maximum": 1000}} for a in range(15)]
    fields += [{"name": "id", "type": "number"}]
    rules = [row_constraint(formula=f"a{n % 15} <= a{(n + n // 15 + 1) % 15} + 990") for n in range(20)]
    rules += [row_constraint(formula=f"not (q{q} == 2 and a{q % 15} > 995)") for q in range(20)]
    import os
    os.chdir(os.path.dirname(sys.argv[4]))
    start = time.perf_counter()
    report = validate(Resource(path=os.path.basename(sys.argv[4]), schema=Schema.from_descriptor({"fields": fields})),
                      checklist=Checklist(checks=rules), limit_errors=10**9)
    found["frictionless"] = (time.perf_counter() - start) * len(frame) / len(few)
except ImportError:
    pass
print(json.dumps(found))
"""


def others(python: str, dataset: "Dataset", folder: Path, cases: int = 100_000) -> dict[str, float]:
    """Seconds for the million by pandera, on a tenth of it, and by frictionless, on a hundredth of that."""
    script = folder / "others.py"
    script.write_text(OTHERS)
    command = [python, str(script), str(dataset.table), str(cases), str(cases // 50), str(folder / "few.csv")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    return {name: value * CASES / cases for name, value in json.loads(said).items()}


def main(runs: int, python: str) -> None:
    import duckdb

    from surveykit.quality.checks import CHECKS
    from surveykit.quality.validate import validate

    with tempfile.TemporaryDirectory() as folder:
        dataset = made(Path(folder))
        connection = duckdb.connect()
        counted = ", ".join(f"COUNT({name})" for name in dataset.codebook.names if name != "id")
        count = lambda: connection.execute(f"SELECT {counted} FROM read_parquet('{dataset.table}')").fetchall()  # noqa: E731, S608
        works = (count, lambda: validate(dataset, CHECKS), lambda: validate(dataset, CHECKS, most=None))
        report = validate(dataset, CHECKS)
        times = [[spent(work) for work in works] for _ in range(runs)]
        walls, processor = ([statistics.median(run[w][k] for run in times) for w in range(3)] for k in (0, 1))
        slow = {"case by case, own evaluator": case_by_case(dataset)}
        slow |= others(python, dataset, Path(folder)) if python else {}
    failed = sum(result.failed for result in report.results)
    print(f"{CASES:,} cases, {len(report.results)} rules, {failed:,} failures; medians of {runs} runs in turn")
    names = ("count the columns", "validate, 100 cases named", "validate, all cases named")
    for name, wall, cpu in zip(names, walls, processor, strict=True):
        ratio = f"{wall / walls[0]:.1f} x, {cpu / processor[0]:.1f} x of processor"
        print(f"  {name:28} {wall:7.3f} s  {cpu:7.3f} s processor  {ratio}  {CASES / wall:,.0f} cases/s")
    print(f"  target: validate, 100 cases named, in less than 15 x; most memory {peak():,.0f} MiB")
    for name, seconds in slow.items():
        if "failures" not in name:
            print(f"  {name:28} {seconds:7.1f} s  {seconds / walls[1]:.0f} x as long   (target: 20 x)")


def peak() -> float:
    """The most memory this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, sys.argv[2] if len(sys.argv) > 2 else "")
