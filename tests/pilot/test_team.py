"""A team on one PostgreSQL server: paper keyed by two, verified, settled by one, and everybody sees it."""

from collections.abc import Callable, Iterator

import pytest

from surveykit import store as stores
from surveykit.instrument.file import load
from surveykit.interview.events import Adjudicated
from surveykit.store.base import Store
from surveykit.tui.desk import Desk
from surveykit.tui.modes.work import ModeName, Work

FORM = ("4", "0", "enter", "0", "0", "8", "0", "enter", "A", "enter", "f7", "enter")


@pytest.fixture
def at_desk(database: str, field) -> Iterator[Callable[..., Desk]]:
    """Somebody sits down at a desk of his own, on the same server."""
    opened: list[Store] = []

    def made(mode: ModeName, by: str, case: str = "") -> Desk:
        opened.append(stores.open(database, writing=True, queue=True))
        text = field.firm.read_text(encoding="utf-8")
        return Desk(load(field.firm), text, opened[-1], by, case=case, work=Work(mode))

    yield made
    for store in opened:
        store.close()


def press(desk: Desk, *keys: str) -> str:
    """Press keys; what is on the screen then."""
    for key in keys:
        desk.press(key, key if len(key) == 1 else None)
    return "\n".join("".join(piece.text for piece in line) for line in desk.drawn(80, 24))


def test_two_keyers_and_a_supervisor_on_one_server(at_desk) -> None:
    kari, ola = at_desk("keying", "kari"), at_desk("keying", "ola")
    press(kari, *"K-1", "enter", *"K001", "enter", *FORM)
    press(ola, *"L-1", "enter", *"L001", "enter", *FORM)
    assert "L001" in press(kari, "escape"), "what the other one keyed is seen in the list"
    verify = at_desk("verify", "ola")
    press(verify, "home", "enter", "4", "1", *FORM[2:])
    assert "differ: 1" in press(verify, "home")
    one, two = at_desk("supervise", "anna", "K001"), at_desk("supervise", "berit", "K001")
    press(one, "d", "1")
    assert "SK802" in press(two, "d", "2"), "the one who comes second is told"
    assert "1 of 1 settled" in press(two, "down")
    with_all = at_desk("supervise", "anna")
    assert "verified" in press(with_all, "home", "enter", "a", "home")
    store = with_all.cabinet.store
    assert [event.act for event in store.events("K001") if isinstance(event.act, Adjudicated)] == [
        Adjudicated("size", 40, 40, 41)
    ]
    assert store.events("K001")[-1].by == "anna"
