"""Statistics beside their peers: DuckDB's SQL, polars, pandas, svy, R's survey and PSPP, in one run, as Markdown.

    python benchmarks/statistics/compare.py [--cases 1000000,10000000] [--runs 5] [--peers PYTHON] [--large CASES]

The files are made in a temporary folder. Whole processes are run in turn, and their medians printed: wall seconds,
processor seconds, mebibytes. PYTHON is that of an environment with polars, pandas and svy, where this one has them
not. What is not installed is left out with a word; so is what would take more than the memory of most machines.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from spent import Spent, middle, spent

TABLES = {
    "T1": "q1 x q2",
    "T2": "q1 x q2, weighted",
    "T3": "mean, sd, median by q3, weighted",
    "T4": "mean and its se by q3, strata and clusters",
    "T5": "q1 x q2 with Rao-Scott",
}
DRAWN = ["--weight", "weight", "--strata", "stratum", "--cluster", "cluster"]
OURS = {
    "T1": ["crosstab", "{}", "q1", "q2"],
    "T2": ["crosstab", "{}", "q1", "q2", "--weight", "weight"],
    "T3": ["describe", "{}", "income", "--by", "q3", "--weight", "weight", "--summary"],
    "T4": ["estimate", "{}", "mean:income", "--by", "q3", *DRAWN],
    "T5": ["crosstab", "{}", "q1", "q2", *DRAWN],
}
NO_RAO_SCOTT = {"T5": 0}
OF_PYTHON = {
    "DuckDB SQL": ("duckdb_sql", NO_RAO_SCOTT),
    "polars": ("polars_", NO_RAO_SCOTT),
    "pandas": ("pandas_", NO_RAO_SCOTT),
    "svy": ("svy_", {"T1": 2_000_000, "T2": 2_000_000, "T5": 2_000_000}),
}
"""The script of each, and the most cases it is asked about: svy's tables take a kilobyte a case."""
COMMAND = str(Path(sys.executable).with_name("surveykit"))
MOST_OF_R, MOST_OF_PSPP = 2_000_000, 2_000_000
PEERS = Path(__file__).with_name("peers")
GOALS = (
    ("whole process, T1, beside SQL", "T1", "DuckDB SQL", 2.0),
    ("whole process, T2, beside SQL", "T2", "DuckDB SQL", 2.0),
    ("T2, beside svy", "T2", "svy", 1 / 10),
    ("T2, beside R survey", "T2", "R survey", 1 / 25),
    ("T3, beside SQL by windows", "T3", "DuckDB SQL", {1_000_000: 0.6, 10_000_000: 0.35}),
    ("T4, beside svy", "T4", "svy", {1_000_000: 1 / 4, 10_000_000: 1 / 7}),
    ("T4, beside R survey", "T4", "R survey", 1 / 20),
    ("T5, beside svy", "T5", "svy", 1 / 5),
    ("T5, beside R survey", "T5", "R survey", 1 / 8),
    ("T2 from .sav, beside PSPP", "T2 .sav", "PSPP", 0.8),
)
Commands = dict[tuple[str, str], list[str]]
Found = Mapping[tuple[str, str], Spent]


def made(folder: Path, cases: int, *kinds: str) -> Path:
    """The file, made by a process of its own: what this one holds would be counted as memory of those it starts."""
    script = Path(__file__).with_name("data.py")
    subprocess.run([sys.executable, str(script), str(folder), str(cases), *kinds], check=True)
    return folder / f"cases{cases}.parquet"


def commands(folder: Path, cases: int, python: str) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """The commands of each peer for each table, and a word about those that are left out."""
    rscript, pspp = shutil.which("Rscript"), shutil.which("pspp")
    r_too, pspp_too = rscript and cases <= MOST_OF_R, pspp and cases <= MOST_OF_PSPP
    path = made(folder, cases, *([f"rds={rscript}"] if r_too else []), *(["sav"] if pspp_too else []))
    for table, words in OURS.items():
        yield ("surveykit", table), [COMMAND, *(word.format(path) for word in words)]
    for peer, (script, most) in OF_PYTHON.items():
        if runs := _python_with(script.removesuffix("_sql").removesuffix("_"), python):
            for table in TABLES:
                if cases <= most.get(table, cases):
                    yield (peer, table), [runs, str(PEERS / f"{script}.py"), table, str(path), "1"]
    if r_too:
        for table in TABLES:
            yield ("R survey", table), [rscript, str(PEERS / "survey.R"), table, str(path.with_suffix(".rds")), "1"]
    if pspp_too:
        yield from _of_pspp(pspp, path.with_suffix(".sav"))


def _of_pspp(pspp: str, sav: Path) -> Iterator[tuple[tuple[str, str], list[str]]]:
    for table, weight in (("T1", ""), ("T2", "WEIGHT BY weight.\n")):
        syntax = sav.with_name(f"{table}.sps")
        syntax.write_text(f"GET FILE='{sav}'.\n{weight}CROSSTABS /TABLES=q1 BY q2 /CELLS=COUNT ROW.\n")
        yield ("PSPP", f"{table} .sav"), [pspp, "-O", "format=txt", str(syntax)]
        yield ("surveykit", f"{table} .sav"), [COMMAND, *(word.format(sav) for word in OURS[table])]


def _python_with(module: str, other: str) -> str | None:
    for python in dict.fromkeys((sys.executable, other)):
        if not subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode:
            return python
    print(f"\n{module} is not installed, and left out.")
    return None


def whole(asked: Commands, runs: int, folder: Path) -> Found:
    """The medians of whole processes, run in turn."""
    found: dict[tuple[str, str], list[Spent]] = {}
    failed = set()
    for what, command in asked.items():
        if what[0] == "surveykit":
            spent(
                command, folder / "out"
            )  # once before, so that Python has its modules compiled as where it is installed
    for _ in range(runs):
        for what, command in asked.items():
            if what not in failed:
                one = spent(command, folder / "out")
                found.setdefault(what, []).append(one) if one else failed.add(what)
    for peer, table in sorted(failed):
        print(f"\n{peer} does not do {table}: see the errors.")
    return {what: middle(some) for what, some in found.items() if what not in failed}


def warm(asked: Commands, times: int) -> dict[tuple[str, str], "Warm"]:
    """Wall and processor milliseconds of a question asked again in one process."""
    found = {}
    for (peer, table), command in asked.items():
        if peer in {"surveykit", "PSPP"}:
            continue
        done = subprocess.run([*command[:-1], str(times)], capture_output=True, text=True, check=False)
        if not done.returncode:
            found[peer, table] = _medians(done.stdout)
    for table in ("T1", "T2", "T3", "T4"):
        path = asked["DuckDB SQL", table][3]
        command = [sys.executable, str(PEERS / "ours.py"), table, path, str(times)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if not done.returncode:
            found["surveykit", table] = _medians(done.stdout)
    return found


def _medians(printed: str) -> "Warm":
    return Warm(*(1000 * median(one) for one in zip(*json.loads(printed.strip().splitlines()[-1]), strict=True)))


def table_of(found: Mapping[tuple[str, str], object], ratio) -> None:
    """Print what was found, a row a peer, with the ratio to DuckDB's SQL."""
    columns = list(dict.fromkeys(table for _, table in found))
    print(f"\n| | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    for peer in dict.fromkeys(peer for peer, _ in found):
        cells = []
        for table in columns:
            one, base = found.get((peer, table)), found.get(("DuckDB SQL", table))
            cells.append("" if one is None else f"{one}" + (f" ({ratio(one) / ratio(base):.2f})" if base else ""))
        print(f"| {peer} | {' | '.join(cells)} |")


def goals(found: Found, warmed: Mapping[tuple[str, str], "Warm"], cases: int) -> None:
    """Print each goal, the ratio of processor time that was found, and whether it was met."""
    print("\n| goal | at most | found | met |\n|---|---|---|---|")
    for what, table, peer, most in GOALS:
        limit = most.get(cases) if isinstance(most, dict) else most
        ours, theirs = found.get(("surveykit", table)), found.get((peer, table))
        if limit and ours and theirs:
            _goal(f"{what} (processor)", limit, ours.cpu / theirs.cpu)
    if ("surveykit", "T1") in found and cases == 1_000_000:
        _goal("whole process, T1, processor seconds", 0.5, found["surveykit", "T1"].cpu)
        _goal("whole process, T1, MiB", 110, found["surveykit", "T1"].memory)
    if ("svy", "T4") in found and ("surveykit", "T4") in found:
        _goal("T4, memory beside svy", 1 / 5, found["surveykit", "T4"].memory / found["svy", "T4"].memory)
    for table in ("T1", "T2", "T4"):
        if ("surveykit", table) in warmed:
            ratio = warmed["surveykit", table].wall / warmed["DuckDB SQL", table].wall
            _goal(f"warm, {table}, beside SQL (wall)", 1.5 if cases < 10_000_000 else 1.2, ratio)


def _goal(what: str, most: float, found: float) -> None:
    print(f"| {what} | {most:.3g} | {found:.3g} | {'yes' if found <= most else '**no**'} |")


def compared(folder: Path, cases: int, runs: int, python: str) -> None:
    """Everything about one number of cases."""
    asked = dict(commands(folder, cases, python))
    print(f"\n### {cases:,} cases\n\nWhole processes: wall s / processor s / MiB (ratio of processor time to SQL).")
    found = whole(asked, runs, folder)
    table_of(found, lambda one: one.cpu)
    warmed = warm(asked, 3 if cases > 2_000_000 else 6)
    print("\nAsked again in one process: wall ms / processor ms (ratio of wall time to SQL).")
    table_of(warmed, lambda one: one.wall)
    goals(found, warmed, cases)
    command = asked["surveykit", "T2"]
    said = {subprocess.run(command, capture_output=True, check=True).stdout for _ in range(5)}
    print(f"\nThe weighted table was printed 5 times: {len(said)} different.")


@dataclass(frozen=True, slots=True)
class Warm:
    """Milliseconds of a question asked again in one process."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        """As a cell of a table."""
        return f"{self.wall:.0f} / {self.cpu:.0f}"


def large(folder: Path, cases: int) -> None:
    """What a file larger than most memories takes, by surveykit alone."""
    path = made(folder, cases)
    size = path.stat().st_size / 2**30
    print(f"\n### {cases:,} cases ({size:.1f} GiB)\n\n| | wall s / processor s / MiB | under 4 GiB |\n|---|---|---|")
    for table in ("T1", "T2", "T3", "T4"):
        command = [COMMAND, *(word.format(path) for word in OURS[table])]
        one = spent(command, folder / "out")
        print(
            f"| {table}: {TABLES[table]} | {one or 'it failed'} | {'yes' if one and one.memory < 4096 else '**no**'} |"
        )
    path.unlink()


def main() -> None:
    """Read the arguments, and print a section for each number of cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", default="1000000,10000000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", default=sys.executable, help="Python of an environment with polars, pandas, svy")
    parser.add_argument("--large", type=int, default=0, help="cases of a file for surveykit alone, such as 100000000")
    said = parser.parse_args()
    print(f"{os.cpu_count()} cores. " + "; ".join(f"{name}: {what}" for name, what in TABLES.items()) + ".")
    with tempfile.TemporaryDirectory() as folder:
        for cases in filter(None, said.cases.split(",")):
            compared(Path(folder), int(cases), said.runs, said.peers)
        if said.large:
            large(Path(folder), said.large)


if __name__ == "__main__":
    main()
