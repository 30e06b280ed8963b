"""Journeys of a survey in the field through the real app: a case from the frame to the export, and all who touch it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from surveykit import store as stores
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, guarded
from surveykit.histories import conflict
from surveykit.interview.events import Adjudicated, Approved, Contacted, Rejected, Reopened
from surveykit.journal import Reconciled
from surveykit.tui.app import EntryApp, Sheet
from surveykit.tui.keys.settings import Settings

FORM = ("4", "0", "enter", "0", "0", "8", "0", "enter", "A", "enter", "f7")


def screen_of(app: EntryApp) -> str:
    """What is painted, as text."""
    sheet = app.query_one(Sheet)
    return "\n".join(sheet.render_line(y).text.rstrip() for y in range(sheet.size.height))


def keyed(*forms: str) -> Iterator[str]:
    """Keys of paper forms in one batch."""
    yield from (*"B-7", "enter")
    for form in forms:
        yield from ("ctrl+u", *form, "enter", *FORM, "enter")
    yield from ("ctrl+q", "ctrl+q")


async def test_a_new_interview_from_the_list_to_its_end_and_back_in_the_list(sit_down, field, tmp_path: Path) -> None:
    app = sit_down("interview", "ola")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", *"NO-7", "enter")
        assert "case NO-7 · en · open" in screen_of(app)
        await pilot.press("enter", "4", "0", "enter", "0", "enter", "0", "enter", *"80", "enter", "A", "enter", "f7")
        await pilot.press("f10")
        assert "NO-7 is completed and saved." in screen_of(app)
        assert re.search("▸NO-7 +completed", screen_of(app))
        await pilot.press("ctrl+q")
    assert field.interview_in(tmp_path / "field.db", "NO-7").status == "completed"


async def test_a_whole_interview_with_the_cspro_key_map(sit_down, field, tmp_path: Path) -> None:
    app = sit_down("interview", "ola", settings=Settings(keymap="cspro"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+a", "7", "enter", "enter", "4", "0", "enter", "f8")
        assert "[don't know]" in screen_of(app)
        await pilot.press("f7", "0", "enter", "1", "enter")
        await pilot.press("f6", "9", "enter")
        assert "▸·   9  The name of the firm?" in screen_of(app)
        await pilot.press("A", "enter", "f9", "ctrl+n", *"ok", "enter", "f10")
        assert "▸·   5  Share of sales at home?" in screen_of(app), "to what is still open"
        await pilot.press(*"60", "enter", *"40", "enter", "1", "space", "2", "enter", "f8", "ctrl+d")
        assert "7 is completed and saved." in screen_of(app)
        await pilot.press("ctrl+q")
    interview = field.interview_in(tmp_path / "field.db")
    assert (interview.status, interview.answers["group"], interview.answers["regions"]) == ("completed", 0, (1, 2))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_question_in_hand_is_always_on_the_screen(size: tuple[int, int], app_on, field) -> None:
    app = app_on(instrument=field.all, register=field.known)
    keys = ("4", "0", "enter", *("f6",) * 30, "f9", *("up",) * 30, *("down",) * 30)
    async with app.run_test(size=size) as pilot:
        for key in keys:
            await pilot.press(key)
            lines = screen_of(app).splitlines()
            assert [line[:1] for line in lines].count("▸") == 1, f"after {key}"
            assert lines[-1].lstrip().startswith("Enter next"), f"after {key}"
        await pilot.press("ctrl+q")


async def test_a_drawn_case_is_assigned_tried_and_answered(sit_down, field, tmp_path: Path) -> None:
    frame, path = tmp_path / "frame.csv", tmp_path / "field.db"
    frame.write_text("case,phone\nA1,22\nA2,33\n", encoding="utf-8")
    draw = ["draw", str(frame), "--to", str(path), "--instrument", str(field.firm)]
    assert guarded(surveykit, draw) == CLEAN
    assert guarded(surveykit, ["assign", str(path), "--to", "ola", "--case", "A1"]) == CLEAN
    app = sit_down("interview", "ola")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("home")
        assert re.search("▸A1 +drawn .* ola", screen_of(app))
        await pilot.press("o")
        assert "22" in screen_of(app), "the telephone number of the frame"
        await pilot.press(*"3.13", "enter", *"no", "enter", "home", "enter")
        await pilot.press("enter", *FORM[:3], "0", "enter", "0", "enter", *"80", "enter", "A", "enter", "f7", "f10")
        assert re.search("A1 +completed", screen_of(app))
        await pilot.press("ctrl+q")
    assert Contacted("3.13", "no") in field.acts_in(path, "A1")
    assert field.interview_in(path, "A1").status == "completed"
    assert field.interview_in(path, "A2").status == "drawn"


async def test_the_list_is_searched_and_narrowed_by_status(sit_down) -> None:
    app = sit_down("keying", "kari")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keyed("F-1", "F-2", "G-1"))
    app = sit_down("supervise", "anna")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("/", *"g-1", "enter")
        assert "G-1" in screen_of(app)
        assert "F-2" not in screen_of(app)
        await pilot.press("escape")
        assert "F-2" in screen_of(app)
        await pilot.press("home", "enter", "a", "t")
        shown = screen_of(app)
        while "approved" not in shown.splitlines()[0]:
            await pilot.press("t")
            shown = screen_of(app)
        assert "F-1" in shown
        assert "F-2" not in shown
        await pilot.press("ctrl+q")


async def test_verify_a_sample_with_the_first_answers_shown(sit_down, field, tmp_path: Path) -> None:
    app = sit_down("keying", "kari")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keyed("F-1", "F-2", "F-3", "F-4"))
    app = sit_down("verify", "ola", one_in=2, shown=True)
    async with app.run_test(size=(80, 24)) as pilot:
        listed = re.findall(r"F-\d", screen_of(app))
        assert 0 < len(listed) < 5, "some are in the sample, some are not"
        await pilot.press("home", "enter")
        assert "40 persons" in screen_of(app)
        await pilot.press(*FORM, "enter", "home")
        assert re.search(f"{listed[0]} +verified", screen_of(app))
        await pilot.press("ctrl+q")
    second = field.interview_in(tmp_path / "field.db", f"{listed[0]}/2")
    assert (second.status, second.verifies) == ("completed", listed[0])


async def test_adjudicate_with_a_third_answer_and_a_note(sit_down, field, tmp_path: Path) -> None:
    app = sit_down("keying", "kari")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keyed("F-1"))
    app = sit_down("verify", "ola")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "4", "1", *FORM[2:], "enter", "ctrl+q")
    app = sit_down("verify", "anna")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "n", *"paper", "space", *"says", "enter", "3", *"42", "enter")
        assert "1 of 1 settled" in screen_of(app)
        await pilot.press("f10", "ctrl+q")
    path = tmp_path / "field.db"
    judged = [act for act in field.acts_in(path, "F-1") if isinstance(act, Adjudicated)]
    assert judged == [Adjudicated("size", 42, 40, 41, "paper says")]
    assert field.interview_in(path, "F-1").answers["size"] == 42
    assert field.interview_in(path, "F-1/2").answers["size"] == 41, "what was keyed stays"


async def test_reject_with_a_note_approve_and_reopen(sit_down, field, tmp_path: Path) -> None:
    app = sit_down("keying", "kari")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keyed("F-1", "F-2"))
    chief = sit_down("supervise", "anna")
    async with chief.run_test(size=(80, 24)) as pilot:
        await pilot.press("home", "enter", "r", *"name?", "enter", "home", "down", "enter", "a")
        assert re.search("F-1 +sent back", screen_of(chief))
        assert re.search("F-2 +approved", screen_of(chief))
        await pilot.press("home", "down", "enter", "o", "ctrl+q", "ctrl+q")
    path = tmp_path / "field.db"
    assert Rejected("name?") in field.acts_in(path, "F-1")
    assert [type(act) for act in field.acts_in(path, "F-2")][-2:] == [Approved, Reopened]


async def test_a_merge_conflict_brought_by_bundles_is_settled(sit_down, field, tmp_path: Path) -> None:
    office, laptop = tmp_path / "office.db", tmp_path / "laptop.db"
    app = sit_down("interview", "ola", office, case="7")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "ctrl+q")
    carried = [tmp_path / name for name in ("out.bundle", "back.bundle")]
    assert guarded(surveykit, ["sync", "bundle", str(office), "-o", str(carried[0])]) == CLEAN
    assert guarded(surveykit, ["sync", "merge", str(carried[0]), "--to", str(laptop)]) == CLEAN
    for by, path, size in (("ola", office, "40"), ("kari", laptop, "50")):
        app = sit_down("interview", by, path, case="7")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("ctrl+home", "down", *size, "enter", "ctrl+q")
    assert guarded(surveykit, ["sync", "bundle", str(laptop), "-o", str(carried[1])]) == CLEAN
    for _ in range(2):
        assert guarded(surveykit, ["sync", "merge", str(carried[1]), "--to", str(office)]) == FINDINGS
    chief = sit_down("supervise", "anna", office)
    async with chief.run_test(size=(80, 24)) as pilot:
        assert re.search("7 +contradictory", screen_of(chief))
        await pilot.press("enter", "2", "f10", "ctrl+q")
    with stores.open(office) as store:
        assert conflict(store.histories("7")) == ()
        assert any(isinstance(event.act, Reconciled) for event in store.events("7"))
    assert field.interview_in(office).answers == {"size": 50}
