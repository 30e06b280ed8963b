"""Journeys through the real app with key presses."""

from pathlib import Path

import pytest

from surveykit.interview.events import Accepted, Answered, Suspended
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


async def test_left_and_resumed_where_it_stood(app_on, field, tmp_path: Path) -> None:
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


# --------------------------------------------- journeys through everything.yaml


async def test_a_ranking_and_a_battery(app_on, field, tmp_path: Path) -> None:
    app = app_on(instrument=field.all, register=field.known)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "0", "enter", *("down",) * 6, "0", "enter")
        await pilot.press("3", "space", "1", "space", "2")
        assert "[3.] 2 Quality" in screen_of(app)
        await pilot.press("enter")
        assert "11  How important were these barriers to work abroad?\n▸·      Language" in screen_of(app)
        await pilot.press("4", "enter", "3", "enter", *"very", "enter", "f6", "ctrl+q")
    assert field.interview_in(tmp_path / "field.db").answers == {
        "employees": 40,
        "channels": (0,),
        "why": (3, 1, 2),
        "b_language": 4,
        "b_culture": 3,
        "b_law": 4,
        "b_finance": Empty("dont_know"),
    }


async def test_a_roster_of_rosters_left_and_taken_up_again(app_on, field, tmp_path: Path) -> None:
    async with app_on(instrument=field.all, register=field.known).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+end", "up", "up", "2", "enter", *"Acme", "enter", *"30", "enter")
        await pilot.press(*"1.5.2006", "enter", "1", "enter", "escape", "escape")
    assert field.acts_in(tmp_path / "field.db")[-1] == Suspended("signed.1.2")
    again = app_on(instrument=field.all, register=field.known)
    async with again.run_test(size=(80, 24)) as pilot:
        assert "Contract 2 with Acme" in screen_of(again).splitlines()[1]
        await pilot.press("f6", "0", "enter", *"Zeta", "enter")
        assert "Partner 2 of 2" in screen_of(again)
        await pilot.press("ctrl+q")
    assert field.interview_in(tmp_path / "field.db").answers == {
        "n_partners": 2,
        "name.1": "Acme",
        "share.1": 30,
        "signed.1.1": "2006-05-01",
        "another.1.1": 1,
        "signed.1.2": Empty("dont_know"),
        "another.1.2": 0,
        "name.2": "Zeta",
    }


async def test_warned_completed_reopened_and_changed_for_a_reason(app_on, field, tmp_path: Path) -> None:
    app = app_on(instrument=field.all, register=field.known)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "0", "enter", "f10")
        assert "Warned of: can be finished all the same" in screen_of(app)
        await pilot.press("f10")
    assert app.return_value == "7 is completed and saved."
    again = app_on(instrument=field.all, register=field.known)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10", "4", "1", "enter")
        assert "Why is it changed? ›" in screen_of(again)
        await pilot.press(*"typo", "enter", "ctrl+q")
    assert Answered("employees", 41, 40, "typo") in field.acts_in(tmp_path / "field.db")


async def test_what_an_earlier_round_says_is_suggested(app_on, field, tmp_path: Path) -> None:
    first = app_on(case="a", instrument=field.all, register={**field.known, "round": 2005})
    async with first.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "0", "enter", "ctrl+q")
    app = app_on(case="b", instrument=field.all, register=field.known)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "› 40               persons  suggested" in screen_of(app)
        await pilot.press("enter", "ctrl+q")
    assert field.interview_in(tmp_path / "field.db", "b").answers == {"employees": 40}
