"""The codebook of a wide file: 1,000 variables of 10,000 cases as an HTML page, against counting alone.

    python benchmarks/codebook.py [PYTHON]

The floor is what any codebook must do at the least: DuckDB's own SUMMARIZE of the same file, one statement for all
columns. ydata-profiling (its quickest report) is measured beside it where PYTHON, or the Python that runs this, has it.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.formats import write
from surveykit.text import Text

VARIABLES, CASES, LISTS, ASKED = 1000, 10_000, 20, 25

SUMMARIZE = "import duckdb, sys; duckdb.connect().execute(f\"SUMMARIZE FROM '{sys.argv[1]}'\").fetchall()"
PROFILING = """
import sys, pandas, ydata_profiling
ydata_profiling.ProfileReport(pandas.read_parquet(sys.argv[1]), minimal=True, progress_bar=False).to_file(sys.argv[2])
"""


def made() -> Dataset:
    """Seven of ten variables are codes in two languages, two are amounts, one is a date or a text."""
    draw = random.Random(1)  # noqa: S311 - made-up answers
    lists = {
        f"l{i}": CodeList(
            name=f"l{i}",
            codes=tuple(
                Code(value=j, label=Text({"en": f"Answer {j} of list {i}", "nb": f"Svar {j} av liste {i}"}))
                for j in range(1, 3 + i % 8)
            ),
        )
        for i in range(LISTS)
    }
    pairs = [one(number, draw, lists) for number in range(VARIABLES)]
    codebook = Codebook(
        name="wide",
        title=Text("A wide file"),
        languages=("en", "nb"),
        variables=tuple(variable for variable, _ in pairs),
        lists=lists,
        sections={f"s{i}": Text(f"Section {i}") for i in range(VARIABLES // ASKED)},
    )
    return Dataset(codebook, pa.table({variable.name: column for variable, column in pairs}))


def one(number: int, draw: random.Random, lists: dict[str, CodeList]) -> tuple[Variable, pa.Array]:
    name, kind = f"v{number:04}", number % 10
    said = {
        "name": name,
        "label": Text({"en": f"Label of variable {number}", "nb": f"Etikett for variabel {number}"}),
        "wording": Text(
            {
                "en": f"How would you put the matter of question {number} in your own firm in the last twelve months?",
                "nb": f"Hvordan stiller spørsmål {number} seg i din egen bedrift de siste tolv månedene?",
            }
        ),
        "origin": Origin(
            kind="asked", question=name, section=f"s{number // ASKED}", relevance="v0000 = 1" if number % 3 else ""
        ),
    }
    if kind < 7:
        codes = lists[f"l{number % LISTS}"]
        column = pa.array(draw.choices([*codes.values, -8, -1], k=CASES))
        return Variable(**said, codes=codes.name, decimals=0, missing=standard_missing("number")), column
    if kind < 9:
        amounts = [round(draw.lognormvariate(3, 1), 2) for _ in range(CASES)]
        return Variable(**said, measure="scale", missing=standard_missing("number")), pa.array(amounts)
    if number % 20 == 9:
        days = [f"20{draw.randint(10, 24)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}" for _ in range(CASES)]
        return Variable(**said, type="date", missing=standard_missing("date")), pa.array(days)
    texts = [f"text {draw.randint(1, 3000)}" for _ in range(CASES)]
    return Variable(**said, type="text", missing=standard_missing("text")), pa.array(texts)


def measured(what: str, command: list[str], page: Path | None = None) -> None:
    """Run a command in a process of its own; tell its time, its processor time and the size of the page."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = f", page {page.stat().st_size / 1e6:.2f} MB" if page else ""
    print(f"{what:32} {time.perf_counter() - start:6.2f} s, processor {spent:6.2f} s{size}", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data, page = Path(folder, "wide.parquet"), Path(folder, "wide.html")
        write(made(), data)
        print(f"{VARIABLES:,} variables x {CASES:,} cases, {data.stat().st_size / 1e6:.1f} MB Parquet")
        measured("floor: duckdb SUMMARIZE", [sys.executable, "-c", SUMMARIZE, str(data)])
        for suffix in (".html", ".xlsx", ".docx", ".json"):
            out = page.with_suffix(suffix)
            command = [sys.executable, "-m", "surveykit", "codebook", str(data), "-o", str(out)]
            measured(f"surveykit codebook {suffix}", command, out)
        python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
        if len(sys.argv) > 1 or find_spec("ydata_profiling"):
            peer = Path(folder, "peer.html")
            measured("ydata-profiling, minimal", [python, "-c", PROFILING, str(data), str(peer)], peer)


if __name__ == "__main__":
    main()
