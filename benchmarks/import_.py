"""A large .sav to Parquet: `surveykit import` beside pyreadstat's own reading of it, whole processes in turn.

    python benchmarks/import_.py [RUNS [CASES]]

The file has 40 variables as a survey has them: 20 coded questions with labels (three with user-missing codes), dates,
amounts, a weight, short texts in UTF-8 and two open answers of up to 509 bytes, most of them empty or short. It is
made in a temporary folder from a block of cases that is repeated, so that making it takes little memory. Medians of
processor time (user and system, children counted) and the highest memory of any process are printed; then the same
for surveykit on a file of five times as many cases.
"""

import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BLOCK = 50_000
PLAIN = "import pyreadstat; pyreadstat.read_sav({path!r}, output_format={form!r})"
WATCHED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
CHUNKS = """
import pyarrow as pa, pyarrow.parquet as pq, pyreadstat
writer = None
for frame, _ in pyreadstat.read_file_in_chunks(pyreadstat.read_sav, {path!r}, chunksize=100_000, user_missing=True):
    table = pa.Table.from_pandas(frame, schema=writer.schema if writer else None, preserve_index=False)
    writer = writer or pq.ParquetWriter({target!r}, table.schema, compression="zstd")
    writer.write_table(table)
writer.close()
"""


def block(path: Path) -> None:
    """A .sav of BLOCK cases."""
    import numpy as np
    import pandas as pd
    import pyreadstat

    random = np.random.default_rng(20261126)
    columns: dict[str, object] = {"id": np.arange(BLOCK, dtype=float)}
    formats, labels, missing = {"id": "F8.0"}, {}, {}
    for q in range(1, 21):
        answers = random.integers(1, 6, BLOCK).astype(float)
        answers[random.random(BLOCK) < 0.05] = -9 if q <= 3 else np.nan
        columns[f"q{q}"], formats[f"q{q}"] = answers, "F8.0"
        labels[f"q{q}"] = {n: f"Svar {n}, ответ" for n in range(1, 6)} | {-9: "no answer"}
    missing = {"q1": [-9], "q2": [{"lo": -9, "hi": -7}], "q3": [-9, -8]}
    for a in range(1, 7):
        columns[f"amount{a}"] = np.round(random.lognormal(3, 2, BLOCK), 2 if a <= 3 else 0)
        formats[f"amount{a}"] = "F12.2" if a <= 3 else "F12.0"
    columns["weight"], formats["weight"] = random.random(BLOCK) + 0.5, "F10.6"
    for d in range(1, 4):
        columns[f"date{d}"], formats[f"date{d}"] = (
            158_000 * 86_400.0 + 86_400 * random.integers(0, 2500, BLOCK),
            "SDATE10",
        )
    columns["started"] = 158_000 * 86_400.0 + random.integers(0, 10**8, BLOCK)
    formats["started"] = "DATETIME20"
    towns = np.array(["Oslo", "Tromsø", "Москва", "Forlì", "Bergen", ""])
    for t in range(1, 5):
        columns[f"town{t}"] = towns[random.integers(0, len(towns), BLOCK)]
    columns["code"] = np.char.add("NO", random.integers(100_000, 999_999, BLOCK).astype(str))
    columns["sector"] = np.char.add("A", random.integers(10, 99, BLOCK).astype(str))
    for name, longest in (("open1", 509), ("open2", 255)):
        kinds, sentence = random.integers(0, 10, BLOCK), "Мы не нашли квалифицированных сотрудников. Vi fant ingen. "
        columns[name] = [
            ""
            if k < 6
            else f"short answer {i}"
            if k < 9
            else (f"{i} " + sentence * 9).encode()[:longest].decode(errors="ignore")
            for i, k in enumerate(kinds)
        ]
    frame = pd.DataFrame(columns)
    pyreadstat.write_sav(
        frame, path, row_compress=True, variable_value_labels=labels, missing_ranges=missing, variable_format=formats,
        column_labels=[f"Question {name}" for name in frame.columns],
    )  # fmt: skip


def made(folder: Path, cases: int) -> Path:
    """A .sav of so many cases: the compressed cases of the block, again and again."""
    from surveykit.formats.spss.header import header_of

    first = folder / "block.sav"
    if not first.exists():
        block(first)
    content, end = first.read_bytes(), header_of(first).end + 8
    last = content.rindex(b"\xfc")  # the code that ends the cases
    again = content[end:last] + bytes(len(content) - last)
    path = folder / f"{cases}.sav"
    with path.open("wb") as file:
        file.write(content[:80] + struct.pack("<i", cases) + content[84:end])
        for _ in range(cases // BLOCK - 1):
            file.write(again)
        file.write(content[end:])
    return path


def spent(command: list[str]) -> tuple[float, float, int]:
    """Processor and wall seconds of one whole process and its children, and the memory of the largest in MiB."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", WATCHED, *command], check=True, capture_output=True, text=True)
    wall = time.perf_counter() - start
    cpu, kilobytes = done.stdout.split()
    return float(cpu), wall, int(kilobytes) // 1024


def main(runs: int, cases: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = made(folder, cases)
        script = [sys.executable, "-c"]
        ours = [sys.executable, "-m", "surveykit", "import"]
        commands = {
            "surveykit import -> Parquet": [*ours, str(path), "-o", str(folder / "ours.parquet")],
            "pyreadstat, dict": [*script, PLAIN.format(path=str(path), form="dict")],
            "pyreadstat, pandas": [*script, PLAIN.format(path=str(path), form="pandas")],
            "pyreadstat chunks -> Parquet": [
                *script,
                CHUNKS.format(path=str(path), target=str(folder / "theirs.parquet")),
            ],
        }
        print(f"{cases:,} cases x 40 variables, {path.stat().st_size / 1e6:.0f} MB; medians of {runs} runs in turn")
        taken = [{name: spent(command) for name, command in commands.items()} for _ in range(runs)]
        medians = {n: [statistics.median(run[n][k] for run in taken) for k in range(3)] for n in commands}
        (cpu, _, _), *_ = medians.values()
        for name_, (seconds, wall, memory) in medians.items():
            print(f"{name_:30} {seconds:6.2f} s CPU  {wall:6.2f} s  {memory:5.0f} MiB  ours/this {cpu / seconds:.2f}")
        for file in folder.glob("*.parquet"):
            file.unlink()
        five = made(folder, 5 * cases)
        seconds, wall, memory = spent([*ours, str(five), "-o", str(folder / "five.parquet")])
        print(f"{'surveykit, 5 x the cases':30} {seconds:6.2f} s CPU  {wall:6.2f} s  {memory:5.0f} MiB")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).parents[1] / "src"))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3, int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
