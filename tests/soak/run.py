"""The soak: writers killed at random moments, full disks, damaged pages; prints figures, exit code 1 where one is bad.

python tests/soak/run.py [--kills 1000] [--crowds 200] [--seed 814] [--store postgresql]
"""

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "server"))

from faults import faults
from grounds import Ground, encrypted_in, postgres_in, sqlite_in
from killing import coders_killed, killed_alone, killed_in_crowds, struck

GROUNDS = {"sqlite": sqlite_in, "encrypted": encrypted_in, "postgresql": postgres_in}


def main() -> int:
    """Run what was asked for, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000, help="how often a single writer is killed")
    parser.add_argument("--crowds", type=int, default=200, help="how often eight writers are killed")
    parser.add_argument("--seed", type=int, default=814)
    parser.add_argument(
        "--store", choices=GROUNDS, nargs="*", default=[*GROUNDS], help="the kinds of store; all without"
    )
    asked = parser.parse_args()
    wrong = 0
    for kind in asked.store:
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            try:
                ground = stack.enter_context(GROUNDS[kind](Path(folder)))
            except (ImportError, FileNotFoundError) as missing:
                print(f"not tried: {kind} stores, {missing}")
            else:
                wrong += soaked(ground, asked)
    print("nothing was lost" if not wrong else f"{wrong} things went wrong")
    return 1 if wrong else 0


def soaked(ground: Ground, asked: argparse.Namespace) -> int:
    """One kind of store; how much went wrong."""
    kinds = {
        "one writer, kill -9": (killed_alone, asked.kills),
        "8 writers, kill -9": (killed_in_crowds, asked.crowds),
        "8 coders, kill -9": (coders_killed, asked.crowds),
        **({"8 writers, the server killed": (struck, asked.crowds)} if ground.struck else {}),
    }
    wrong = 0
    for what, (kill, times) in kinds.items():
        begun = time.monotonic()
        figures = kill(ground, max(round(times * ground.share), 1), asked.seed)
        wrong += figures.wrong
        print(f"{ground.name}, {what}: {figures} ({time.monotonic() - begun:.0f} s)", flush=True)
    for said, bad in () if ground.struck else faults(ground, asked.seed):
        wrong += bad
        print(f"{ground.name}, {said}", flush=True)
    return wrong


if __name__ == "__main__":
    raise SystemExit(main())
