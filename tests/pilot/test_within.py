"""Journeys within an interview through the real app: undo, tables, parked answers, another language, the review."""

import re
from pathlib import Path

from surveykit.interview.events import Redone, Undone
from surveykit.tui.app import Sheet


def screen_of(app) -> str:
    """What is painted, as text."""
    sheet = app.query_one(Sheet)
    return "\n".join(sheet.render_line(y).text.rstrip() for y in range(sheet.size.height))


async def test_undo_across_a_restart_and_redo(app_on, field, tmp_path: Path) -> None:
    async with app_on().run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "4", "0", "enter", "1", "enter", *"swi", "enter", "ctrl+q")
    again = app_on()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+z", "ctrl+z")
        assert "Undone at 2: 1 Yes → –." in screen_of(again)
        assert "▸·   2" in screen_of(again)
        await pilot.press("ctrl+y", "ctrl+q")
    acts = field.acts_in(tmp_path / "field.db")
    assert [type(act) for act in acts if isinstance(act, Undone | Redone)] == [Undone, Undone, Redone]
    assert field.interview_in(tmp_path / "field.db").answers == {"size": 40, "group": 1}


async def test_a_roster_keyed_as_a_table(app_on, field, tmp_path: Path) -> None:
    app = app_on(instrument=field.all, register=field.known)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "0", "enter", "ctrl+g", *"14", "enter", "ctrl+l", "f3", *"Acme", "enter", *"30", "enter")
        await pilot.press("f3", *"B", "enter")
        screen = screen_of(app)
        assert "Rows: 2 of at most 20 · saved" in screen
        assert re.search("  Partner 1 of 2  Acme +30 %", screen)
        await pilot.press("ctrl+x", "escape", "ctrl+q")
    answers = field.interview_in(tmp_path / "field.db").answers
    assert answers == {"employees": 40, "n_partners": 1, "name.1": "Acme", "share.1": 30, "name.2": "B"}


async def test_answers_are_parked_shown_and_come_back(app_on, field, tmp_path: Path) -> None:
    app = app_on(language="en")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "4", "0", "enter", "1", "enter", *"swi", "enter", "up", "up", "0", "enter")
        assert "Parked, since it is not asked any more: 3." in screen_of(app)
        assert "1 parked · saved" in screen_of(app)
        await pilot.press("ctrl+b")
        assert "In which country is the head office?" in screen_of(app)
        assert "CH Switzerland" in screen_of(app)
        await pilot.press("enter", "1", "enter")
        assert "Asked again, with the answer it had: 3." in screen_of(app)
        await pilot.press("ctrl+q")
    assert field.interview_in(tmp_path / "field.db").answers == {"size": 40, "group": 1, "country": "CH"}


async def test_a_language_switched_on_the_way_and_a_question_found_in_it(app_on, field, tmp_path: Path) -> None:
    app = app_on(language="en")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "4", "0", "enter", "f2", "ctrl+f", *"navn", "enter")
        assert "▸·   9  Foretakets navn?" in screen_of(app)
        await pilot.press(*"Bl\u00e5", "enter", "ctrl+t")
        assert "Ingenting er ført her ennå." in screen_of(app)
        await pilot.press("escape", "ctrl+q")
    assert field.interview_in(tmp_path / "field.db").answers == {"size": 40, "name": "Bl\u00e5"}


async def test_the_review_leads_to_what_is_open_and_a_long_answer_gets_the_screen(
    app_on, field, tmp_path: Path
) -> None:
    app = app_on(language="en")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "4", "0", "enter", "0", "enter", "0", "enter", "f6", "x", "enter", "f10")
        assert "Stands in the way (1)" in screen_of(app)
        await pilot.press("enter", "ctrl+l", *"one", "enter", *"two")
        assert "7 of 2000 characters" in screen_of(app)
        await pilot.resize_terminal(40, 10)
        await pilot.press("escape", "enter", "f10")
    assert app.return_value == "7 is completed and saved."
    assert field.interview_in(tmp_path / "field.db").answers["why"] == "one\ntwo"
