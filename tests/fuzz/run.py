"""The fuzz: mutants of files in every format are read; no crash, hang or unbounded memory, and nothing left behind.

python tests/fuzz/run.py [--mutants 20000] [--seed 1630] [--format .sav]

Each mutant is read under the limits of the program's own reader process. Formats that are read in a process of their
own may crash there: that is why they are. Every crash, and one mutant in a hundred, goes through the program itself:
through `formats.read`, and through `surveykit import`.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from mutants import mutant
from seeds import CODED, coded, lend, seeds
from trying import reading, reading_coded, tried

from surveykit import formats
from surveykit.problems import SurveykitError

_LOADED = ("lxml.etree", "openpyxl", "pandas", "polars", "polars_readstat", "pyarrow.csv", "pyarrow.parquet", "pyreadstat",
           "python_calamine")  # fmt: skip
"""What readers import, once for all mutants."""
_LEAST_THROUGH = 100  # one in so many goes through the whole program
_MOST_MEMORY = 3500  # MiB of address space allowed to a reader, and a little
_MAIN_MEMORY = 700  # MiB the main process may reach


def main() -> int:
    """Make mutants, read them, print a table; exit code 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mutants", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1630)
    parser.add_argument("--format", default="", help="only this suffix")
    asked = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        by_suffix = {**seeds(Path(folder)), **coded(Path(folder))}
        suffixes = [asked.format] if asked.format else [*by_suffix]
        each = -(-asked.mutants // len(suffixes))
        orders = [(suffix, by_suffix[suffix], folder, asked.seed + n, each) for n, suffix in enumerate(suffixes)]
        with get_context("spawn").Pool(os.cpu_count(), maxtasksperchild=1) as pool:
            wrong = 0
            for row in pool.imap_unordered(_suffix, orders):
                wrong += _printed(*row)
    print(f"{time.monotonic() - begun:.0f} s; {wrong} things went wrong")
    return 1 if wrong else 0


def _suffix(order):
    """All mutants of one suffix: endings counted, the highest memory, the complaints."""
    suffix, paths, folder, seed, times = order
    if suffix in CODED:
        return _coded(*order)
    for name in _LOADED:
        import_module(name)
    chance = random.Random(f"{seed} {suffix}")
    contents = [path.read_bytes() for path in paths]
    format_ = formats.format_of(paths[0])
    ways, memory, wrong, raised = Counter(), 0.0, [], defaultdict(int)
    with tempfile.TemporaryDirectory(prefix="mutant-", dir=folder) as place:
        path = Path(place) / f"mutant{suffix}"
        lent = lend(paths[0], Path(place))
        for number in range(times):
            path.write_bytes(mutant(chance.choice(contents), chance))
            ending = tried(reading(format_, path))
            ways[ending.how] += 1
            memory = max(memory, ending.memory)
            if ending.how == "raised":
                raised[ending.said.partition(":")[0]] += 1
            if not format_.apart and ending.how not in {"read", "refused"}:
                wrong.append(f"{suffix} mutant {number}: {ending.how}: {ending.said[:200]}")
            if ending.how == "crashed" or number % _LEAST_THROUGH == 0:
                wrong += _through(path, number)
        left = [other.name for other in Path(place).iterdir() if other not in {path, *lent}]
        wrong += [f"{suffix}: left behind: {name}" for name in left]
    return suffix, times, ways, memory, dict(raised), wrong


def _coded(suffix, paths, folder, seed, times):
    """All mutants of files of codings: read, and what was read written again; one in many goes through the program."""
    chance = random.Random(f"{seed} {suffix}")
    contents = [path.read_bytes() for path in paths]
    ways, memory, wrong = Counter(), 0.0, []
    with tempfile.TemporaryDirectory(prefix="mutant-", dir=folder) as place:
        path = Path(place) / f"mutant{suffix}"
        for number in range(times):
            path.write_bytes(mutant(chance.choice(contents), chance))
            ending = tried(reading_coded(path))
            ways[ending.how] += 1
            memory = max(memory, ending.memory)
            if ending.how not in {"read", "refused"}:
                wrong.append(f"{suffix} mutant {number}: {ending.how}: {ending.said[:200]}")
            if number % (5 * _LEAST_THROUGH) == 0:
                wrong += _called(path, number, "convert", str(path), str(path.with_name("out.yaml")))
    return suffix, times, ways, memory, {}, wrong


def _through(path: Path, number: int) -> list[str]:
    """Complaints of one mutant read by the program itself."""
    said = []
    try:
        formats.read(path)
    except SurveykitError:
        pass
    except Exception as fault:  # noqa: BLE001 - nothing else may come out
        said.append(f"{path.suffix} mutant {number}: {type(fault).__name__}: {str(fault)[:200]}")
    reached = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if reached > _MAIN_MEMORY:
        said.append(f"{path.suffix} mutant {number}: the main process reached {reached:.0f} MiB")
    if number % (5 * _LEAST_THROUGH) == 0:
        said += _imported(path, number)
    return said


def _imported(path: Path, number: int) -> list[str]:
    return _called(path, number, "import", str(path), "-o", str(path.with_name("out.parquet")))


def _called(path: Path, number: int, verb: str, *words: str) -> list[str]:
    """Complaints of one mutant given to a command, whose last word is the file it writes."""
    out = Path(words[-1])
    command = [sys.executable, "-m", "surveykit", verb, *words]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=300)
    said = []
    if done.returncode not in {0, 1, 2} or "Traceback" in done.stderr:
        said.append(f"{path.suffix} mutant {number}: {verb} ended with {done.returncode}: {done.stderr[-300:]}")
    if done.returncode == 2 and out.exists():
        said.append(f"{path.suffix} mutant {number}: refused, and an output was left behind")
    out.unlink(missing_ok=True)
    return said


def _printed(suffix, times, ways, memory, raised, wrong) -> int:
    told = ", ".join(f"{ways[how]} {how}" for how in ("read", "refused", "raised", "crashed", "limited"))
    kinds = f" ({', '.join(f'{name} {n}' for name, n in sorted(raised.items()))})" if raised else ""
    print(f"{suffix}: {times} mutants: {told}{kinds}; at most {memory:.0f} MiB", flush=True)
    for complaint in wrong[:20]:
        print(f"  WRONG {complaint}", flush=True)
    return len(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
