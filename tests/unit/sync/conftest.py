"""Laptops: stores in memory that hold interviews of one survey, written on by hands of different names."""

from collections.abc import Callable, Sequence
from itertools import count

import pytest

from surveykit.interview.events import Act, Answered, Event, Started
from surveykit.store.memory import MemoryStore

FORM = """\
instrument: {name}
title: T
languages: [en]
sections:
  - id: A
    title: A
    questions: [{{id: size, type: number, range: 0.., text: Size?}}]
"""
VERSION = "f00d"


class Laptop(MemoryStore):
    """A store whose events are numbered, dated and signed by themselves."""

    ids = count(1)

    def __init__(self, by: str = "kari", name: str = "firms", version: str = VERSION) -> None:
        super().__init__()
        self.by, self.version = by, version
        self.keep(version, FORM.format(name=name))

    def write(self, case: str, *acts: Act) -> None:
        """Add acts to the history in force."""
        last = len(self.events(case))
        self.append(case, self.dated(acts, last), last)

    def dated(self, acts: Sequence[Act], last: int) -> list[Event]:
        made = [(next(self.ids), act) for act in acts]
        return [
            Event(number, f"e{id_}", f"2026-01-31T10:{id_ // 60:02}:{id_ % 60:02}.000+00:00", self.by, act)
            for number, (id_, act) in enumerate(made, last + 1)
        ]

    def begin(self, case: str, *answers: int) -> None:
        """Begin an interview and answer it, time and again."""
        self.write(case, Started(self.version, "en", {}), *(Answered("size", answer) for answer in answers))


@pytest.fixture
def laptop(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Laptop]:
    monkeypatch.setattr(Laptop, "ids", count(1))
    return Laptop
