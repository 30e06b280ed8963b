"""What a whole process spends: wall and processor seconds, and its memory at the most."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds and mebibytes of one process, or the medians of several."""

    wall: float
    cpu: float
    memory: float

    def __str__(self) -> str:
        """As a cell of a table."""
        return f"{self.wall:.2f} / {self.cpu:.2f} / {self.memory:.0f}"


def spent(command: list[str], out: Path) -> Spent | None:
    """Run a process to its end; None where it fails, and its last line is told."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with out.open("wb") as to, (out.with_suffix(".err")).open("wb") as wrong:
        process = subprocess.Popen(command, stdout=to, stderr=wrong, env=kept)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        lines = out.with_suffix(".err").read_text(errors="replace").strip().splitlines() or ["it failed"]
        print(f"<!-- {' '.join(command)[:120]}: {lines[-1][:200]} -->", file=sys.stderr)
        return None
    return Spent(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def middle(runs: list[Spent]) -> Spent:
    """The medians of several runs."""
    return Spent(*(median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "memory")))
