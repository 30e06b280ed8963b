"""How many threads matrices are reckoned in, which settles their last digits, and what a busy machine makes of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = str(Path(__file__).parents[3] / "src")
SCRIPT = """
import os, sys
from surveykit.cli import main
sys.argv = ["surveykit", "--version"]
try:
    main()
except SystemExit:
    print(os.environ["OPENBLAS_NUM_THREADS"], "numpy" in sys.modules)
"""


@pytest.mark.parametrize(("given", "taken"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")])
def test_it_is_one_unless_told_otherwise_and_said_before_numpy_asks(given, taken):
    others = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    environment = others | given | {"PYTHONPATH": SOURCE}
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.splitlines()[-1] == f"{taken} False"
