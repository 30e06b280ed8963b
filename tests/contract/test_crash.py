"""A sample of the soak: what a killed writer was told is saved is there, once, and full disks and damage are told."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOAK = Path(__file__).resolve().parents[1] / "soak" / "run.py"


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of Unix")
def test_no_saved_answer_is_lost_when_writers_are_killed() -> None:
    done = subprocess.run(
        [sys.executable, SOAK, "--kills", "25", "--crowds", "2"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    figures = re.findall(r"(\w+, .+): kills (\d+), acknowledged ([\d,]+), .* lost 0, duplicates 0, gaps 0", done.stdout)
    assert {
        ("sqlite, one writer, kill -9", "25"),
        ("sqlite, 8 writers, kill -9", "2"),
        ("sqlite, 8 coders, kill -9", "2"),
    } <= {(w, n) for w, n, _ in figures}
    assert all(int(acknowledged.replace(",", "")) > 0 for _, _, acknowledged in figures)
    assert done.stdout.count("told SK803") >= 1
    for kind in ("encrypted", "postgresql"):
        assert f"{kind}, 8 writers" in done.stdout or f"not tried: {kind} stores" in done.stdout
