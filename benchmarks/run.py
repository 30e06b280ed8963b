"""All benchmarks in one run, from start-up to the agreement of coders."""

import subprocess
import sys
from pathlib import Path

NAMES = (
    "startup check entry keying store team expressions crosstab import_ codebook validate"
    " agreement suggest coding coding_app models studies statistics/compare"
)

for name in NAMES.split():
    print(f"== {name}", flush=True)
    subprocess.run([sys.executable, Path(__file__).with_name(f"{name}.py")], check=True)
