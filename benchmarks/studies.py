"""The four studies: built from nothing, and once more with nothing changed. Goals are told.

    python benchmarks/studies.py

They are built in a copy, so that what was built before stays.
"""

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent.parent
NEEDED = ("studies", "instruments", "codebooks", "sample_responses")
FINDINGS = 1  # printed numbers that do not hold, which is what the studies are about
GOALS = {"from nothing": 180, "nothing changed": 2}


def spent(folder: Path) -> tuple[float, float]:
    """Wall and processor seconds of a run."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "surveykit", "run", "studies"], cwd=folder, check=False, capture_output=True
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > FINDINGS:
        sys.exit(done.stderr.decode())
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Build twice, and print seconds."""
    with TemporaryDirectory() as folder:
        for name in NEEDED:
            shutil.copytree(HERE / name, Path(folder, name), ignore=shutil.ignore_patterns("build", "__pycache__"))
        for name, goal in GOALS.items():
            wall, processor = spent(Path(folder))
            print(f"four studies, {name}: {wall:.2f} s (goal: {goal} s), {processor:.2f} s of processor", flush=True)


if __name__ == "__main__":
    main()
