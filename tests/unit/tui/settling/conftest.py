"""A desk of an adjudicator over a journal in memory: keys in, lines and settlements out, without a terminal."""

from pathlib import Path

import pytest

from surveykit.codebook.frames.file import load
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Coded, CodingEvent, Given, Span, Took
from surveykit.coding.codings import Codings, fold
from surveykit.coding.unit import Unit
from surveykit.problems import Place, Problem, Rule, StoreError
from surveykit.tui.settling.adjudication import Adjudication
from surveykit.tui.settling.desk import SettlingDesk

ITALIAN = Path(__file__).parents[4] / "codebooks" / "italian-after.yaml"
FULL = Rule("SK800", "The disk is full", "", "", "")
WORDS = (
    "Un potenziale cliente straniero ha chiesto un primo ordine.",
    "Stiamo preparando un progetto per i mercati esteri ma finora non ci sono effetti.",
    "La rete non ha cambiato la nostra attività con l'estero.",
    "La rete non ha cambiato la nostra attività con l'estero!",
)
UNITS = tuple(Unit(f"IT{n:02}", "after_text", text, context={"Regione": "Veneto"}) for n, text in enumerate(WORDS, 1))


class Room:
    """A journal in memory, as a ledger gives it."""

    def __init__(self, frame: CodingFrame) -> None:
        self.coding_frame = frame
        self.events: list[CodingEvent] = []
        self.full = False
        self.write("answers", "lead", [Took(UNITS)])

    def write(self, history, by, acts):
        if self.full:
            raise StoreError(Problem(FULL, "nothing was stored", Place()))
        assert history in ("answers", f"coder {by}"), "nobody writes into the history of another"
        for act in acts:
            number = len(self.events) + 1
            self.events.append(CodingEvent(number, f"e{number}", f"2026-01-01T00:00:{number:02}Z", by, act))

    def codings(self) -> Codings:
        return fold(self.events)

    def frame(self) -> CodingFrame:
        return self.coding_frame

    def code(self, coder, case, codes="", *, outcome="coded", reason="", note="", spans=(), accepted=None):
        unit = UNITS[case - 1]
        marked = tuple(Span(*span) for span in spans)
        act = Coded(
            unit.id, unit.hash, self.coding_frame.fingerprint, outcome, tuple(codes.split()), reason, marked, note,
            accepted=accepted or {},
        )  # fmt: skip
        self.write(f"coder {coder}", coder, [act])

    def give(self, coder, *cases):
        self.write("answers", "lead", [Given("b", coder, tuple(UNITS[case - 1].id for case in cases))])


class Hands:
    """A desk of an adjudicator, and hands that type on it."""

    def __init__(self, room: Room, by: str = "anna", **how) -> None:
        self.room = room
        self.desk = SettlingDesk(room, by, **how)

    @property
    def page(self) -> Adjudication:
        return self.desk.page

    @property
    def settled(self):
        return self.room.codings().settled

    def press(self, *keys):
        for key in keys:
            self.desk.press(key, {"space": " "}.get(key, key if len(key) == 1 else None))

    def type(self, words, *keys):
        self.press(*("space" if sign == " " else sign for sign in words), *keys)

    def screen(self, width=80, height=24):
        lines = self.desk.drawn(width, height)
        assert len(lines) == height
        return "\n".join("".join(piece.text for piece in line).rstrip() for line in lines)


@pytest.fixture(scope="session")
def italian() -> CodingFrame:
    return load(ITALIAN)


@pytest.fixture
def room(italian) -> Room:
    room = Room(italian)
    for coder, codes in {"ida": ("CLI", "WIP", "NONE", "NONE"), "ola": ("WIP", "WIP EARLY", "OTH", "NONE")}.items():
        for case, given in enumerate(codes, 1):
            room.code(coder, case, given)
    return room


@pytest.fixture
def hands(room) -> Hands:
    return Hands(room, language="en")
