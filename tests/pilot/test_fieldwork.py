"""The figures of the fieldwork on a real screen: they keep up with the store while somebody else writes to it."""

import sys
from pathlib import Path

import pytest

from surveykit import store as stores
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, guarded
from surveykit.fieldwork.progress import progress_of
from surveykit.fieldwork.watch import Watch
from surveykit.interview.events import Contacted
from surveykit.tui.app import EntryApp
from surveykit.tui.field.board import Board
from surveykit.tui.journal import Journal
from surveykit.tui.keys.manner import Manner
from surveykit.tui.stack import Stack

ROOT = Path(__file__).parents[2]


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with a hundred cases of the Norwegian frame."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    lines = (ROOT / "sample_responses" / "norwegian-sis-frame.csv").read_text().splitlines(keepends=True)
    (tmp_path / "frame.csv").write_text("".join(lines[:101]))
    target, instrument = tmp_path / "field.db", ROOT / "instruments" / "norwegian-sis.yaml"
    draw = ["draw", str(tmp_path / "frame.csv"), "--to", str(target), "--instrument", str(instrument)]
    assert guarded(surveykit, [*draw, "--map", "industry=frame_industry"]) == CLEAN
    return target


def noted(target: Path, case: str, code: str) -> None:
    with stores.open(target, writing=True) as store:
        Journal(store, case, store.interviews()[case], "kari").write([Contacted(code)])


@pytest.mark.skipif("sys.platform == 'win32'", reason="tmux is a thing of Unix")
def test_the_dashboard_in_tmux_keeps_up_and_is_left_with_q(drawn: Path, tmux) -> None:
    window = tmux([sys.executable, "-m", "surveykit", "fieldwork", str(drawn), "--language", "en"])
    window.wait_for("100 cases")
    noted(drawn, "SIS0001", "2.11")
    window.wait_for("Refused or broken off   1   1.0")
    window.press("3")
    window.wait_for("Industry in the register")
    window.press("f1")
    window.wait_for("as if the fieldwork ended now")
    window.press("escape")
    window.wait_for("3 Strata")
    window.press("q")
    window.wait_for_end()


async def test_the_board_ticks_and_is_drawn_anew_at_another_size(drawn: Path) -> None:
    with stores.open(drawn) as store:
        watch = Watch(store)
        board = Board("Firms", "en", lambda: progress_of(watch.look(), watch.instrument), Manner())
        app = EntryApp(Stack(Manner(), [board]))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("2")
            await pilot.resize_terminal(60, 12)
            await pilot.press("right", "ctrl+p", "escape", "left")
            assert board.view == 1
            await pilot.press("ctrl+q")
        assert app.return_code == 0
