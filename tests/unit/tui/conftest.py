"""A desk with a small instrument: keys in, lines and stored answers out, without a terminal."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from surveykit.instrument.file import loaded
from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import Event
from surveykit.interview.interview import Interview
from surveykit.missing import Answer
from surveykit.store.memory import MemoryStore
from surveykit.tui.desk import Desk
from surveykit.tui.holding.form import Form

PILOT = Path(__file__).parents[2] / "pilot"
TEXT = (PILOT / "firm.yaml").read_text(encoding="utf-8")
EVERYTHING = (PILOT / "everything.yaml").read_text(encoding="utf-8")
KNOWN = {"round": 2009, "firm": "F17"}
NAMED = {"space": " "}


class Hands:
    """A desk, and hands that type on it."""

    def __init__(
        self,
        instrument: Instrument,
        *,
        case: str = "7",
        store: MemoryStore | None = None,
        by: str = "ola",
        text: str = TEXT,
        **how: Any,
    ) -> None:
        self.store = store or MemoryStore()
        ticks = count(sum(len(self.store.events(other)) for other in self.store.interviews()))
        self.desk = Desk(
            instrument,
            text,
            self.store,
            by,
            case=case,
            clock=lambda: datetime(2026, 1, 31, 10, tzinfo=UTC) + timedelta(seconds=next(ticks)),
            dice=lambda: 814,
            **how,
        )

    def press(self, *keys: str) -> None:
        """Press keys by name: one letter types itself."""
        for key in keys:
            self.desk.press(key, key if len(key) == 1 else NAMED.get(key))

    def type(self, words: str, *keys: str) -> None:
        """Type words letter by letter, then press keys."""
        for sign in words:
            self.press("space" if sign == " " else sign)
        self.press(*keys)

    @property
    def form(self) -> Form:
        page = self.desk.pages[-1]
        assert isinstance(page, Form)
        return page

    def form_below(self) -> Form:
        """The interview, whatever page stands above it."""
        return next(page for page in reversed(self.desk.pages) if isinstance(page, Form))

    @property
    def mode(self) -> str:
        """What is being typed: the answer, or words about it."""
        return self.form.asking.purpose if self.form.asking else "answer"

    def events(self, case: str = "7") -> tuple[Event, ...]:
        return self.store.events(case)

    def interview(self, case: str = "7") -> Interview:
        """The interview as somebody reads it from the store later."""
        return Interview.of(case, self.events(case))

    def answers(self, case: str = "7") -> dict[str, Answer]:
        return dict(self.interview(case).answers)

    def go(self, name: str) -> None:
        """Go to a question that is asked now."""
        self.press("ctrl+home")
        while self.form.now != name:
            self.press("down")

    def fill(self, **answers: str) -> None:
        """Type answers, each followed by Enter."""
        for name, words in answers.items():
            self.go(name.replace("__", "."))
            self.type(words, "enter")

    def screen(self, width: int = 80, height: int = 24) -> str:
        lines = self.desk.drawn(width, height)
        assert len(lines) == height
        assert not any("\n" in piece.text for line in lines for piece in line), "a line of the screen is one line"
        return "\n".join("".join(piece.text for piece in line).rstrip() for line in lines)


@pytest.fixture(scope="session")
def firm() -> Instrument:
    return loaded(TEXT, "firm.yaml")


@pytest.fixture(scope="session")
def everything() -> Instrument:
    return loaded(EVERYTHING, "everything.yaml")


@pytest.fixture
def all_hands(everything: Instrument) -> Callable[..., Hands]:
    """Hands on the instrument that has everything; in the round of 2009, unless told otherwise."""

    def opened(**how: Any) -> Hands:
        known = how.get("store") and how["store"].events(how.get("case", "7"))
        return Hands(
            everything, text=EVERYTHING, **{**({} if known or how.get("case") == "" else {"register": KNOWN}), **how}
        )

    return opened


@pytest.fixture
def hands(firm: Instrument) -> Hands:
    return Hands(firm)


@pytest.fixture
def hands_on(firm: Instrument) -> Callable[..., Hands]:
    return lambda instrument=firm, **how: Hands(instrument, **how)
