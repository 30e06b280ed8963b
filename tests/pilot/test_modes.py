"""Journeys of paper forms and of supervisors through the real app: keyed, verified, settled, sent back, approved."""

from pathlib import Path

import pytest

from surveykit import store as stores
from surveykit.histories import conflict
from surveykit.interview.events import Adjudicated, Approved, Rejected
from surveykit.journal import Reconciled
from surveykit.tui.app import EntryApp, Sheet

FORM = ("4", "0", "enter", "0", "0", "8", "0", "enter", "A", "enter", "f7")
"""A form of `firm.yaml`, heads-down: the codes of group and export end themselves."""


def screen_of(app: EntryApp) -> str:
    """What is painted, as text."""
    sheet = app.query_one(Sheet)
    return "\n".join(sheet.render_line(y).text.rstrip() for y in range(sheet.size.height))


async def test_from_paper_over_verification_adjudication_and_rejection_to_approval(
    sit_down, field, tmp_path: Path
) -> None:
    kari = sit_down("keying", "kari")
    async with kari.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"B-7", "enter", *"F-9", "enter", *FORM, "enter")
        assert "F-10" in screen_of(kari), "the next form follows"
        await pilot.press("ctrl+q", "ctrl+q")
    ola = sit_down("verify", "ola")
    async with ola.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "4", "1", *FORM[2:], "enter")
        assert "differ: 1" in screen_of(ola)
        await pilot.press("enter", "2", "f10")
        assert "F-9 is settled." in screen_of(ola)
        await pilot.press("ctrl+q")
    anna = sit_down("supervise", "anna")
    async with anna.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "r", *"size?", "enter", "ctrl+q")
    again = sit_down("interview", "kari")
    async with again.run_test(size=(80, 24)) as pilot:
        assert "Sent back by the supervisor: size?" in screen_of(again)
        await pilot.press("enter", "ctrl+home", "down", "4", "2", "enter", "f10", "ctrl+q")
    chief = sit_down("supervise", "anna")
    async with chief.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "a")
        assert "Differences not settled: 1" in screen_of(chief), "the first entry was changed since"
        await pilot.press("d", "1", "f10", "a")
        assert "F-9 is approved." in screen_of(chief)
        await pilot.press("ctrl+q")
    interview = field.interview_in(tmp_path / "field.db", "F-9")
    assert (interview.status, interview.answers["size"], interview.batch) == ("approved", 42, "B-7")
    judged = [
        a for a in field.acts_in(tmp_path / "field.db", "F-9") if isinstance(a, Adjudicated | Rejected | Approved)
    ]
    assert judged == [
        Adjudicated("size", 41, 40, 41),
        Rejected("size?"),
        Adjudicated("size", 42, 42, 41),
        Approved(),
    ]


async def test_two_laptops_answer_one_case(sit_down, tmp_path: Path) -> None:
    begun = sit_down("interview", "ola", tmp_path / "a.db", case="7")
    async with begun.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "ctrl+q")
    with stores.open(tmp_path / "a.db") as one, stores.open(tmp_path / "b.db", writing=True) as other:
        for fingerprint, text in one.instruments().items():
            other.keep(fingerprint, text)
        other.graft("7", one.events("7"))
    for by, path, size in (("ola", "a.db", "40"), ("kari", "b.db", "50")):
        app = sit_down("interview", by, tmp_path / path, case="7")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("ctrl+home", "down", *size, "enter", "ctrl+q")
    with stores.open(tmp_path / "a.db", writing=True) as one, stores.open(tmp_path / "b.db") as other:
        one.graft("7", other.events("7"))
    chief = sit_down("supervise", "anna", tmp_path / "a.db")
    async with chief.run_test(size=(80, 24)) as pilot:
        assert "contradictory" in screen_of(chief)
        await pilot.press("enter")
        assert "40 persons" in screen_of(chief)
        assert "50 persons" in screen_of(chief)
        await pilot.press("2", "f10")
        assert "contradictory" not in screen_of(chief)
        await pilot.press("ctrl+q")
    with stores.open(tmp_path / "a.db") as one:
        assert conflict(one.histories("7")) == ()
        assert any(isinstance(event.act, Reconciled) for event in one.events("7"))
        assert len(one.histories("7")) == 2


@pytest.mark.skipif("sys.platform == 'win32'", reason="pseudo-terminals are a thing of Unix")
def test_a_form_struck_in_one_burst_ends_where_it_should(field, tmux, tmp_path: Path) -> None:
    path = tmp_path / "burst.db"
    window = tmux(field.command(field.firm, path, "--mode", "keying"))
    window.wait_for("Batch")
    window.press(*"B-7", "enter", *"F-9", "enter", *FORM, "enter", "enter", *FORM, "enter")
    window.wait_for("F-11")
    assert [field.interview_in(path, case).status for case in ("F-9", "F-10")] == ["completed"] * 2
    assert field.interview_in(path, "F-9").answers == field.interview_in(path, "F-10").answers
