"""What starting costs: the help loads nothing heavy, and the app on a field laptop loads no table."""

import subprocess
import sys
from pathlib import Path

import pytest

TABLES = ("pandas", "scipy", "pyarrow", "duckdb", "openpyxl", "pyreadstat")
FOR_HELP = ("textual", "pandas", "scipy", "pyreadstat", "duckdb", "rich", "pydantic", "pyarrow", "openpyxl", "ruamel")
STUDIES = str(Path(__file__).parents[1] / "unit" / "study")

RUNS = {
    "the app": ("import surveykit.tui.app", TABLES),
    "the app with an instrument and a store": (
        """
from pathlib import Path
from surveykit.instrument.file import load
from surveykit.store import open
from surveykit.tui.app import EntryApp
from surveykit.tui.desk import Desk
path = Path("instruments/norwegian-sis.yaml")
desk = Desk(load(path), path.read_text(encoding="utf-8"), open("memory:"), "ola", case="7")
EntryApp(desk)
desk.press("enter")
desk.drawn(80, 24)
""",
        TABLES,
    ),
    "the app in adjudication": (
        """
from surveykit.codebook.frames.file import loaded
from surveykit.coding.acts import CODINGS, Coded, Took
from surveykit.coding.ledger import Ledger, history_of
from surveykit.coding.unit import Unit
from surveykit.store import open
from surveykit.tui.app import EntryApp
from surveykit.tui.settling.desk import SettlingDesk
text = "frame: f\\ntitle: F\\nlanguages: [en]\\ncodes: {A: {label: A}, B: {label: B}}"
ledger = Ledger(open("memory:", holds=CODINGS))
ledger.use(loaded(text), text, "lead")
ledger.write("answers", "lead", [Took((Unit("1", "q", "words"),))])
for coder in "AB":
    ledger.write(history_of(coder), coder, [Coded("q/1", "", "", codes=(coder,))])
desk = SettlingDesk(ledger, "anna")
EntryApp(desk)
desk.press("ctrl+r")
desk.drawn(80, 24)
""",
        TABLES,
    ),
    "the command enter": ("import surveykit.cli.enter", (*TABLES, "textual", "pydantic")),
    "surveykit --help": (
        "import contextlib, io, surveykit.cli as c\nsys.argv = ['surveykit', '--help']\n"
        "with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.suppress(SystemExit):\n    c.main()\n"
        "assert 'VERB' in said.getvalue()",
        FOR_HELP,
    ),
    "the public name": ("import surveykit", FOR_HELP),
    "a study in which nothing changed": (
        f"""
import contextlib, io, tempfile, surveykit.cli as c
from pathlib import Path
sys.path.insert(0, {STUDIES!r})
from conftest import STUDY, Toys, WORKER
from surveykit.cli import working
working.BEGIN = WORKER
with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()) as said:
    for expected in ("9 made", "9 up to date"):
        toys = Toys(Path(folder))
        sys.argv = ["surveykit", "run", folder]
        with contextlib.suppress(SystemExit):
            c.main()
        assert expected in said.getvalue(), said.getvalue()
""",
        (*TABLES, "numpy", "polars", "docx", "textual"),
    ),
    "a store": ("import surveykit.store.sqlite", (*TABLES, "textual", "rich")),
}


@pytest.mark.parametrize("what", RUNS)
def test_it_loads_none_of(what: str, pytestconfig: pytest.Config) -> None:
    script, unwanted = RUNS[what]
    script = f"import sys\n{script}\nprint(*sorted({unwanted!r} & sys.modules.keys()))".replace(
        repr(unwanted), f"set({unwanted!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=pytestconfig.rootpath,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
