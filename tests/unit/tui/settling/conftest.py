"""A desk of an adjudicator over a journal in memory: keys in, lines and settlements out, without a terminal."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from surveykit.codebook.frames.file import loaded
from surveykit.coding.acts import CODINGS, Coded, Given, Span, Took
from surveykit.coding.codings import Codings
from surveykit.coding.ledger import ANSWERS, Ledger, batches_of, history_of
from surveykit.coding.unit import Unit
from surveykit.store.memory import MemoryStore
from surveykit.tui.settling.adjudication import Adjudication
from surveykit.tui.settling.desk import SettlingDesk

ITALIAN = Path(__file__).parents[4] / "codebooks" / "italian-after.yaml"
WORDS = (
    "Un potenziale cliente straniero ha chiesto un primo ordine.",
    "Stiamo preparando un progetto per i mercati esteri ma finora non ci sono effetti.",
    "La rete non ha cambiato la nostra attività con l'estero.",
    "La rete non ha cambiato la nostra attività con l'estero!",
)
UNITS = tuple(Unit(f"IT{n:02}", "after_text", text, context={"Regione": "Veneto"}) for n, text in enumerate(WORDS, 1))


class Room:
    """A ledger over a store in memory, and what coders wrote into it."""

    def __init__(self, text: str = "") -> None:
        self.store = MemoryStore(CODINGS)
        seconds = count()
        self.ledger = Ledger(
            self.store, lambda: datetime(2026, 1, 31, 10, tzinfo=UTC) + timedelta(seconds=next(seconds))
        )
        self.ledger.write(ANSWERS, "lead", [Took(UNITS)])
        self.use(text or ITALIAN.read_text(encoding="utf-8"))

    def use(self, text):
        """Code by a frame from now on."""
        self.ledger.use(loaded(text), text, "lead")

    def codings(self) -> Codings:
        return self.ledger.codings()

    def code(self, coder, case, codes="", *, outcome="coded", reason="", note="", spans=(), accepted=None):
        unit = UNITS[case - 1]
        marked = tuple(Span(*span) for span in spans)
        act = Coded(
            unit.id, unit.hash, self.ledger.frame().fingerprint, outcome, tuple(codes.split()), reason, marked, note,
            accepted=accepted or {},
        )  # fmt: skip
        self.ledger.write(history_of(coder), coder, [act])

    def give(self, coder, *cases):
        given = Given("b", coder, tuple(UNITS[case - 1].id for case in cases))
        self.ledger.write(batches_of(coder), "lead", [given])


class Hands:
    """A desk of an adjudicator, and hands that type on it."""

    def __init__(self, room: Room, by: str = "anna", **how) -> None:
        self.room = room
        self.desk = SettlingDesk(room.ledger, by, **how)

    @property
    def page(self) -> Adjudication:
        return self.desk.page

    @property
    def settled(self):
        """What holds, as somebody reads it from the store later."""
        return Ledger(self.room.store).codings().settled

    def press(self, *keys):
        for key in keys:
            self.desk.press(key, {"space": " "}.get(key, key if len(key) == 1 else None))

    def type(self, words, *keys):
        self.press(*("space" if sign == " " else sign for sign in words), *keys)

    def screen(self, width=80, height=24):
        lines = self.desk.drawn(width, height)
        assert len(lines) == height
        return "\n".join("".join(piece.text for piece in line).rstrip() for line in lines)


@pytest.fixture
def room() -> Room:
    room = Room()
    for coder, codes in {"ida": ("CLI", "WIP", "NONE", "NONE"), "ola": ("WIP", "WIP EARLY", "OTH", "NONE")}.items():
        for case, given in enumerate(codes, 1):
            room.code(coder, case, given)
    return room


@pytest.fixture
def hands(room) -> Hands:
    return Hands(room, language="en")
