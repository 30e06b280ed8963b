"""The desk in its thread: a store that is slow stops neither the painting nor the order of the keys."""

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from surveykit.interview.events import Suspended
from surveykit.problems import StoreError
from surveykit.store.sqlite import SqliteStore
from surveykit.tui.app import EntryApp, Sheet
from surveykit.tui.keys.settings import Settings


class Brake:
    """Holds every append until it is let go, and remembers in which thread it was asked."""

    def __init__(self, append) -> None:
        self._append = append
        self._free = threading.Event()
        self._free.set()
        self.threads: set[int] = set()

    def append(self, store, interview, events, after) -> None:
        self.threads.add(threading.get_ident())
        assert self._free.wait(20)
        self._append(store, interview, events, after)

    def hold(self) -> None:
        self._free.clear()

    def let_go(self) -> None:
        self._free.set()


@pytest.fixture
def brake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Brake]:
    brake = Brake(SqliteStore.append)

    def append(*what) -> None:
        brake.append(*what)

    monkeypatch.setattr(SqliteStore, "append", append)
    yield brake
    brake.let_go()


def screen_of(app: EntryApp) -> str:
    sheet = app.query_one(Sheet)
    return "\n".join(sheet.render_line(y).text.rstrip() for y in range(sheet.size.height))


async def seen(app: EntryApp, words: str) -> None:
    until = time.monotonic() + 10
    while words not in screen_of(app):
        assert time.monotonic() < until, screen_of(app)
        await asyncio.sleep(0.01)


def strike(app: EntryApp, *keys: str) -> None:
    """Send keys without waiting for what comes of them."""
    from textual import events

    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_a_slow_store_is_told_of_and_nothing_is_shown_as_saved_before_it_is(app_on, field, brake, tmp_path: Path):
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "4", "0")
        before = screen_of(app)
        brake.hold()
        strike(app, "enter", "1", "enter", "s", "e", "enter")
        await seen(app, "saving…")
        assert screen_of(app).splitlines()[1:] == before.splitlines()[1:]
        assert "not saved yet" in screen_of(app)
        assert field.interview_in(tmp_path / "field.db").answers == {}
        brake.let_go()
        await seen(app, "3 of 7 · saved")
        assert "saving…" not in screen_of(app)
        await pilot.press("ctrl+q")
    assert field.interview_in(tmp_path / "field.db").answers == {"size": 40, "group": 1, "country": "SE"}
    assert len(brake.threads) == 2  # the app was made in this one


async def test_the_terminal_is_resized_while_the_store_is_slow(app_on, brake) -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "4", "0")
        brake.hold()
        strike(app, "enter")
        await seen(app, "saving…")
        brake.let_go()
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        lines = screen_of(app).splitlines()
        assert len(lines) == 12
        assert any(line.startswith("▸·   2") for line in lines)


async def test_a_store_that_refuses_after_a_while_keeps_what_is_typed(app_on, brake, monkeypatch) -> None:
    from surveykit.problems import Place, Problem
    from surveykit.store.sqlite import NOT_WRITABLE

    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "4", "0")
        append = brake._append

        def refuse(*what) -> None:
            time.sleep(0.3)
            raise StoreError(Problem(NOT_WRITABLE, "the disk is full", Place(file="field.db")))

        brake._append = refuse
        await pilot.press("enter")
        assert "NOT SAVED" in screen_of(app)
        assert "› 40" in screen_of(app)
        brake._append = append
        await pilot.press("enter", "ctrl+q")


async def test_hanging_up_waits_for_the_key_in_hand(app_on, field, brake, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("os.isatty", lambda _number: True)  # the terminal of the tests is left alone
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "4", "0")
        brake.hold()
        strike(app, "enter")
        await seen(app, "saving…")
        threading.Timer(0.3, brake.let_go).start()
        app.hang_up(15)
        await pilot.pause()
    assert app.return_code == 128 + 15
    assert field.interview_in(tmp_path / "field.db").answers == {"size": 40}
    assert field.acts_in(tmp_path / "field.db")[-1] == Suspended("group")


async def test_a_page_that_ticks_is_painted_without_a_key_and_keys_go_between(app_on, monkeypatch) -> None:
    from surveykit.tui import app as module

    monkeypatch.setattr(module, "TICK", 0.02)
    app = app_on()
    page = app._desk.pages[-1]
    told = []

    def tick() -> bool:
        told.append(len(told))
        page._held.notes = []
        page._held.note(f"tick {len(told)}")
        return len(told) % 5 != 0

    monkeypatch.setattr(type(page), "tick", staticmethod(tick), raising=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await seen(app, "tick 10")
        await pilot.press("enter", "4", "0", "enter")
        assert page.now == "group"


@pytest.mark.parametrize("theme", ["light", "high-contrast", "no-colour"])
async def test_colours_change_at_once(app_on, theme: str) -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme == "dark"
        await pilot.press("ctrl+o", "down")
        while app.theme != theme:
            await pilot.press("right")
        bar = app.query_one(Sheet).render_line(0)._segments[0].style
        assert (bar.reverse, app.has_class("-colourless")) == ((True, True) if theme == "no-colour" else (None, False))
        await pilot.press("escape", "enter", "4")
        assert "› 4" in screen_of(app)


async def test_the_environment_wants_no_colour(app_on, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_on(settings=Settings(theme="light"))
    async with app.run_test(size=(80, 24)):
        assert app.theme == "no-colour"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (20, 6), (10, 3), (3, 1)])
async def test_any_size_of_terminal(app_on, size: tuple[int, int]) -> None:
    app = app_on()
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter", "4", "0", "f1", "escape", "ctrl+p", "escape", "ctrl+o", "escape", "enter")
        assert len(screen_of(app).splitlines()) <= size[1]
        assert app._desk.pages[-1].now == "group"
