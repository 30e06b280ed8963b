"""Journeys through the real app with key presses."""

from pathlib import Path

import pytest

from surveykit.interview.events import Accepted, Suspended
from surveykit.missing import Empty
from surveykit.tui.app import Sheet


def screen_of(app) -> str:
    """What is painted, as text."""
    sheet = app.query_one(Sheet)
    return "\n".join(sheet.render_line(y).text.rstrip() for y in range(sheet.size.height))


async def test_every_kind_of_answer_to_a_completed_interview(app_on, field, tmp_path: Path) -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*field.everything)
    assert app.return_value == "7 er fullført og lagret."
    interview = field.interview_in(tmp_path / "field.db")
    assert interview.status == "completed"
    assert interview.answers == {
        "size": 4,
        "group": 1,
        "country": "CH",
        "export": 1,
        "home": 62.5,
        "abroad": 37.5,
        "regions": (1, 2),
        "since": Empty("dont_know"),
        "name": "Blåbær AS",
        "why": "Xone\ntwo",
    }
    assert interview.remarks == {"size": "ok"}
    assert Accepted("size", "A1", ("size",), "temp") in field.acts_in(tmp_path / "field.db")


async def test_relevance_opens_and_closes_on_the_screen(app_on) -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "head office" not in screen_of(app)
        await pilot.press("down", "down", "1", "enter")
        assert "▸·   3  In which country is the head office?" in screen_of(app)
        await pilot.press("up", "0", "enter")
        assert "head office" not in screen_of(app)


async def test_left_and_taken_up_again(app_on, field, tmp_path: Path) -> None:
    async with app_on().run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "4", "0", "enter", "escape", "escape")
    assert field.acts_in(tmp_path / "field.db")[-1] == Suspended("group")
    again = app_on()
    async with again.run_test(size=(80, 24)) as pilot:
        assert "▸·   2" in screen_of(again)
        await pilot.press("f8", "ctrl+q")
    assert field.interview_in(tmp_path / "field.db").answers == {"size": 40, "group": Empty("not_asked")}


async def test_the_list_help_and_language(app_on) -> None:
    app = app_on(case="", language="nb")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Ingen intervjuer ennå" in screen_of(app)
        await pilot.press("n", "7", "enter", "enter", "f1")
        assert "Regn med deltidsansatte." in screen_of(app)
        await pilot.press("escape", "f2")
        assert "How many employees" in screen_of(app)
        await pilot.press("4", "0", "enter", "ctrl+q")
        assert "▸7" in screen_of(app)
        await pilot.press("ctrl+q")
    assert app.return_value == ""


async def test_another_size_while_running(app_on) -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.resize_terminal(50, 14)
        await pilot.pause()
        lines = screen_of(app).splitlines()
        assert len(lines) == 14
        assert "▸·   1  How many employees did the firm have?" in lines


async def test_the_wheel_goes_through_the_questions(app_on) -> None:
    from textual import events

    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        where = {"widget": None, "x": 5, "y": 5, "delta_x": 0, "delta_y": 1, "button": 0}
        keys = {"shift": False, "meta": False, "ctrl": False}
        app.post_message(events.MouseScrollDown(**where, **keys))
        app.post_message(events.Paste("12"))
        await pilot.press("enter")
        assert "12 persons" in screen_of(app)


async def test_a_click_goes_to_a_question_and_picks_a_choice(app_on, field, tmp_path: Path) -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("Did the firm export?", "0 No"):
            lines = screen_of(app).splitlines()
            y = next(y for y, line in enumerate(lines) if words in line)
            await pilot.click(offset=(lines[y].index(words), y))
        await pilot.press("enter")
    assert field.interview_in(tmp_path / "field.db").answers == {"export": 0}


async def test_colours_are_not_needed(app_on, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "4", "enter", "down", "down")
        strips = [app.query_one(Sheet).render_line(y) for y in range(24)]
        shown = "\n".join(strip.text for strip in strips)
        assert "?   1  How many employees did the firm have?" in shown
        assert "? Fewer than ten employees." in shown
        assert "▸·   4  Did the firm export?" in shown


async def test_markup_in_what_is_typed_is_only_text(app_on, field, tmp_path: Path) -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+end", *"[red]x[/]", "enter")
        assert "[red]x[/]" in screen_of(app)
    assert field.interview_in(tmp_path / "field.db").answers["why"] == "[red]x[/]"
