"""Whatever is struck, pasted, clicked and turned, in any keymap and at any size: the screen is whole, answers stand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from rich.cells import cell_len

from surveykit.instrument.file import loaded
from surveykit.interview.interview import Interview
from surveykit.store.memory import MemoryStore
from surveykit.tui.desk import Desk
from surveykit.tui.keys.keymaps import KEYMAPS
from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.settings import CHOICES, Settings

PILOT = Path(__file__).parents[1] / "pilot"
TEXTS = {name: (PILOT / f"{name}.yaml").read_text(encoding="utf-8") for name in ("firm", "everything")}
INSTRUMENTS = {name: loaded(text, name) for name, text in TEXTS.items()}
BOUND = sorted(
    {
        key
        for keymap in KEYMAPS.values()
        for keys in (keymap.everywhere, *keymap.contexts.values())
        for bound in keys.values()
        for key in bound
        if len(key) > 1
    }
)
OTHERS = ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "backspace", "delete", "ctrl+u", "ctrl+j"]
SIGNS = [*"0123456789", *"nst/?- .,;aåжн", "\u0301", "\U0001f600", "["]

Struck = tuple[str, ...]
STRUCK = some.one_of(
    some.tuples(some.just("key"), some.sampled_from([*BOUND, *OTHERS])),
    some.tuples(some.just("key"), some.just("enter")),
    some.tuples(some.just("sign"), some.sampled_from(SIGNS)),
    some.tuples(some.just("paste"), some.text(max_size=30)),
    some.tuples(some.just("wheel"), some.sampled_from([-1, 1])),
    some.tuples(some.just("click"), some.integers(0, 90), some.integers(0, 30)),
    some.tuples(some.just("size"), some.integers(1, 130), some.integers(1, 45)),
    some.tuples(some.just("tick")),
)


def strike(desk: Desk, what: Struck, size: tuple[int, int]) -> tuple[int, int]:
    """Do one thing to a desk; the size of the screen after it."""
    match what:
        case ("size", width, height):
            return (width, height)
        case ("key", key):
            desk.press(key, None)
        case ("sign", sign):
            desk.press(sign, sign)
        case (deed, *how):
            getattr(desk, deed)(*how)
    return size


@pytest.mark.parametrize("case", ["7", ""])
@pytest.mark.parametrize("name", INSTRUMENTS)
@given(struck=some.lists(STRUCK, max_size=60), chosen=some.tuples(*(some.sampled_from(c) for c in CHOICES.values())))
@settings(max_examples=40)
def test_the_screen_is_whole_and_the_answers_stand(name: str, case: str, struck: list[Struck], chosen) -> None:
    ticks, store = count(), MemoryStore()
    clock: Callable[[], datetime] = lambda: datetime(2026, 1, 31, 10, tzinfo=UTC) + timedelta(seconds=next(ticks))  # noqa: E731
    known = {"round": 2009, "firm": "F17"} if case and name == "everything" else {}
    manner = Manner(Settings(*chosen))
    desk = Desk(
        INSTRUMENTS[name],
        TEXTS[name],
        store,
        "ola",
        case=case,
        register=known,
        manner=manner,
        clock=clock,
        dice=lambda: 1,
    )
    size = (80, 24)
    for what in struck:
        size = strike(desk, what, size)
        lines = desk.drawn(*size)
        assert len(lines) == size[1]
        if size[0] >= 80:
            assert all(cell_len("".join(piece.text for piece in line)) <= size[0] for line in lines), what
    for other in store.interviews():
        events = store.events(other)
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        assert Interview.of(other, events).status in {"open", "suspended", "completed"}
