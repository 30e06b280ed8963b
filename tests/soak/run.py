"""The soak: writers killed at random moments, full disks, damaged pages; prints figures, exit code 1 where one is bad.

python tests/soak/run.py [--kills 1000] [--crowds 200] [--seed 814]
"""

import argparse
import tempfile
import time
from pathlib import Path

from faults import faults
from grounds import Ground, sqlite_in
from killing import killed_alone, killed_in_crowds


def main() -> int:
    """Run what was asked for, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000, help="how often a single writer is killed")
    parser.add_argument("--crowds", type=int, default=200, help="how often eight writers are killed")
    parser.add_argument("--seed", type=int, default=814)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = sum(soaked(ground, asked) for ground in grounds(Path(folder)))
    print("nothing was lost" if not wrong else f"{wrong} things went wrong")
    return 1 if wrong else 0


def grounds(folder: Path) -> list[Ground]:
    """The kinds of store that can be tried on this machine."""
    return [sqlite_in(folder)]


def soaked(ground: Ground, asked: argparse.Namespace) -> int:
    """One kind of store; how much went wrong."""
    wrong = 0
    for what, kill, times in (("one writer", killed_alone, asked.kills), ("8 writers", killed_in_crowds, asked.crowds)):
        begun = time.monotonic()
        figures = kill(ground, times, asked.seed)
        wrong += figures.wrong
        print(f"{ground.name}, {what}, kill -9: {figures} ({time.monotonic() - begun:.0f} s)", flush=True)
    for said, bad in faults(ground, asked.seed):
        wrong += bad
        print(f"{ground.name}, {said}", flush=True)
    return wrong


if __name__ == "__main__":
    raise SystemExit(main())
