"""A cluster on one machine: the same questions with 1 and 2 workers of Spark.

    python benchmarks/cluster.py [CASES]

Each is a process of its own: the session starts, one question warms it up, then each question is asked three times
and the quickest counts. Workers have one core each. Needs Java and the extra `spark`.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASES = 40_000_000
PARTS = 8
CLUSTERS = {"1 worker": "local-cluster[1,1,2048]", "2 workers": "local-cluster[2,1,2048]"}
QUESTIONS = {
    "weighted table": (['"industry"', '"export"'], ['CAST("weight" AS DOUBLE)']),
    "mean by domain": (['"psu"', '"export"'], ['CAST("weight" AS DOUBLE)', 'CAST("weight" AS DOUBLE) * "size"']),
}


def made(folder: Path, cases: int) -> None:
    """Cases of a survey with clusters, in several Parquet files."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    chance, many = np.random.default_rng(1), cases // PARTS
    for part in range(PARTS):
        columns = {
            "psu": chance.integers(0, 20_000, many),
            "industry": chance.integers(1, 20, many),
            "export": chance.integers(0, 2, many),
            "size": chance.lognormal(3, 1, many),
            "weight": chance.uniform(0.5, 3, many),
        }
        pq.write_table(pa.table(columns), folder / f"{part}.parquet", row_group_size=500_000)


def asked(folder: Path, address: str) -> None:
    """Print the seconds of each question, and the sum of all figures as a check."""
    from surveykit import engine as engines
    from surveykit.dataset.dataset import Dataset
    from surveykit.dataset.elsewhere import Elsewhere
    from surveykit.formats.parquet import codebook_of

    dataset = Dataset(codebook_of(folder), Elsewhere("spark", address, folder))
    told: dict[str, tuple[float, list[str]]] = {}
    with engines.open(dataset) as engine:
        engine.groups(['"export"'], ['CAST("weight" AS DOUBLE)'])
        for name, (keys, sums) in QUESTIONS.items():
            seconds = []
            for _ in range(3):
                begun = time.perf_counter()
                cells = engine.groups(keys, sums)
                seconds.append(time.perf_counter() - begun)
            told[name] = min(seconds), [x.hex() for cell in cells for x in cell.sums]
    print(json.dumps(told))


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    with tempfile.TemporaryDirectory() as folder:
        made(Path(folder), cases)
        found = {name: _run(folder, master) for name, master in CLUSTERS.items()}
    print(f"{cases:,} cases; seconds, warm")
    one, two = found.values()
    for name in QUESTIONS:
        same = "the same figures to the last bit" if one[name][1] == two[name][1] else "THE FIGURES DIFFER"
        print(f"{name}: {one[name][0]:.2f} with 1 worker, {two[name][0]:.2f} with 2; {same}")


def _run(folder: str, master: str) -> dict[str, tuple[float, list[str]]]:
    settings = {"spark.executor.memory": "2g", "spark.sql.shuffle.partitions": "4"}
    more = " ".join(f"--conf {name}={value}" for name, value in settings.items())
    environment = {**os.environ, "PYSPARK_SUBMIT_ARGS": f"--master {master} {more} pyspark-shell"}
    environment.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    done = subprocess.run(
        [sys.executable, __file__, "--ask", folder], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ask"]:
        asked(Path(sys.argv[2]), "spark")
    else:
        main()
