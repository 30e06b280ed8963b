"""A cross-table of a million cases: `surveykit crosstab` beside the same query typed into DuckDB, whole processes.

    python benchmarks/crosstab.py [RUNS]

The file (27 columns: 20 coded questions with labels in two languages, 3 amounts, weight, stratum, cluster,
id) is made in a temporary folder. The two run in turn; the medians of processor time (user and system)
and of wall time are printed, and their ratio.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASES = 1_000_000
BARE = """
import duckdb
rows = duckdb.sql("SELECT q1, q2, count(*) FROM read_parquet('{path}') GROUP BY q1, q2 ORDER BY q1, q2").fetchall()
print(rows)
"""


def made(folder: Path) -> Path:
    """The file, with its codebook in its metadata, as `surveykit import` writes it."""
    import duckdb

    from surveykit import formats
    from surveykit.codebook.codebook import Codebook
    from surveykit.codebook.codelist import Code, CodeList
    from surveykit.codebook.variable import Variable, standard_missing
    from surveykit.dataset.dataset import Dataset
    from surveykit.text import Text

    questions = ", ".join(
        f"CASE WHEN hash(i, {q}) % 50 = 0 THEN -9 ELSE 1 + hash(i, {q}, 7) % {3 + q % 7} END AS q{q}"
        for q in range(1, 21)
    )
    amounts = ", ".join(f"hash(i, {90 + a}) % 1000000 / 7.0 AS amount{a}" for a in range(1, 4))
    statement = f"""
        SELECT {questions}, {amounts}, 0.5 + hash(i, 5) % 100 / 100.0 AS weight,
               hash(i, 6) % 100 AS stratum, hash(i, 8) % 20000 AS cluster, i AS id
        FROM range({CASES}) AS cases(i)
    """  # noqa: S608 - made here
    names = [name for name, *_ in duckdb.sql(f"DESCRIBE {statement}").fetchall()]
    codes = tuple(Code(value=v, label=Text({"en": f"Answer {v}", "nb": f"Svar {v}"})) for v in range(1, 10))
    variables = [
        Variable(name=n, label=Text({"en": f"Question {n}", "nb": f"Spørsmål {n}"}), codes="answers",
                 missing=standard_missing("number"))
        if n.startswith("q") else Variable(name=n, measure="scale")
        for n in names
    ]  # fmt: skip
    casts = ", ".join(f"CAST({n} AS {'DOUBLE' if n[0] in 'aw' else 'BIGINT'}) AS {n}" for n in names)
    table = duckdb.sql(f"SELECT {casts} FROM ({statement})").to_arrow_table()  # noqa: S608 - made here
    lists = {"answers": CodeList(name="answers", codes=codes)}
    codebook = Codebook(name="million", languages=("en", "nb"), variables=tuple(variables), lists=lists)
    path = folder / "million.parquet"
    formats.write(Dataset(codebook, table), path)
    return path


def spent(command: list[str]) -> tuple[float, float]:
    """Processor and wall seconds of one whole process."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - start


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder))
        ours = [str(Path(sys.executable).with_name("surveykit")), "crosstab", str(path), "q1", "q2"]
        bare = [sys.executable, "-c", BARE.format(path=path)]
        spent(ours), spent(bare)  # once to warm the disk
        times = [(spent(bare), spent(ours)) for _ in range(runs)]
    (cpu, wall), (our_cpu, our_wall) = (
        [statistics.median(pair[side][kind] for pair in times) for kind in (0, 1)] for side in (0, 1)
    )
    print(f"cross-table of {CASES:,} cases x 27 columns, whole process, medians of {runs} runs in turn")
    print(f"  bare DuckDB query    {cpu:.3f} s processor  {wall:.3f} s wall")
    print(f"  surveykit crosstab   {our_cpu:.3f} s processor  {our_wall:.3f} s wall")
    print(f"  ratio                {our_cpu / cpu:.2f}              {our_wall / wall:.2f}   (target: 2 of processor)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
