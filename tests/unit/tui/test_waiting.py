"""What a keyer sees while the server of a shared store is away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from surveykit.store.memory import MemoryStore


class Waiting(MemoryStore):
    """A store whose server is away for some answers, and takes one at each turn when it is back."""

    waits = 0

    def unsent(self) -> int:
        return self.waits

    def deliver(self) -> None:
        self.waits = max(self.waits - 1, 0)

    def left_behind(self) -> tuple[Path, ...]:
        return ()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "saved here, 2 to send"),
        ("nb", "lagret her, 2 å sende"),
    ],
)
def test_the_head_says_what_waits_until_it_is_sent(hands_on: Callable[..., Any], language: str, words: str) -> None:
    store = Waiting()
    hands = hands_on(store=store, language=language)
    for waits in (0, 2, 1, 0):
        store.waits = max(waits, store.waits)
        told = hands.screen().splitlines()[1]
        assert (words.replace("2", str(waits)) in told) == bool(waits)
        assert told.endswith(words.split(" ", maxsplit=1)[0]) == (not waits)
        if waits:
            hands.desk.tick()


def test_a_table_says_what_waits_too(all_hands: Callable[..., Any]) -> None:
    store = Waiting()
    hands = all_hands(store=store)
    hands.fill(n_partners="2")
    hands.go("name.1")
    hands.press("ctrl+l")
    store.waits = 3
    assert "saved here, 3 to send" in hands.screen().splitlines()[0]
