"""All benchmarks in one run: start-up, check, entry, keying, coding, store, team, expressions, tables, validation."""

import subprocess
import sys
from pathlib import Path

NAMES = "startup check entry keying coding store team expressions crosstab import_ codebook validate"

for name in NAMES.split():
    print(f"== {name}", flush=True)
    subprocess.run([sys.executable, Path(__file__).with_name(f"{name}.py")], check=True)
