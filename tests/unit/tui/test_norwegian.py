"""The Norwegian survey from the first key to a completed interview, on a screen of 80 by 24."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from surveykit.instrument.control import Choose, Date, Number, Show, Write
from surveykit.instrument.file import load
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.register import register_of
from surveykit.interview.session import Session
from surveykit.problems import StoreError
from surveykit.store.memory import MemoryStore
from surveykit.tui.desk import Desk
from surveykit.tui.holding.form import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def norwegian() -> Instrument:
    return load(ROOT / "instruments" / "norwegian-sis.yaml")


def typed(form: Form) -> str:
    """An answer that opens as many questions as there are."""
    control = form.item.control
    match control:
        case Choose(options=options, several=several):
            codes = [str(option.value) for option in options]
            return codes[0] + " " + codes[-1] if several else "SE" if "SE" in codes else codes[0]
        case Number(range=limits):
            return "1990" if limits and limits.low is not None and limits.low > 1000 else "20"
        case Write(lines=lines):
            return "Større marked\nog flere kunder" if lines else "Blåbær AS"
        case Date():
            return "2008-05-31"
        case Show():
            return ""


def held(desk: Desk) -> "Iterator[Form]":
    """Answer what is asked, one question after the other."""
    for _ in range(500):
        form = desk.pages[-1]
        assert isinstance(form, Form)
        yield form
        desk.paste(typed(form))
        before = form.now
        desk.press("enter")
        while form.now == before and form.item.problems:
            desk.press("enter")
            desk.paste("it is so")
            desk.press("enter")
        if form.now == before:
            return


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_question_is_asked_and_the_interview_completed(norwegian: Instrument, language: str) -> None:
    store = MemoryStore()
    desk = Desk(norwegian, "", store, "ola", case="NO-1", language=language)
    asked = []
    for form in held(desk):
        asked.append(form.now)
        lines = ["".join(piece.text for piece in line) for line in desk.drawn(80, 24)]
        assert len(lines) == 24
        assert max(map(cell_len, lines)) <= 80
        assert sum(line.startswith("▸") for line in lines) == 1
    assert asked == [name for name in norwegian.questions if name in form.session.route]
    assert len(asked) > 45
    desk.press("f10")
    assert desk.done, "\n".join("".join(piece.text for piece in line) for line in desk.drawn(80, 24))
    later = Desk(norwegian, "", store, "kari", case="NO-1")
    session: Session = later.pages[-1].session
    assert session.status == "completed"
    assert session.progress()[0] == session.progress()[1] > 40


def test_a_check_reads_what_the_register_knows(norwegian: Instrument) -> None:
    store = MemoryStore()
    known = register_of(norwegian, ["frame_industry=72", "weight=5,2"])
    desk = Desk(norwegian, "", store, "ola", case="NO-2", language="en", register=known)
    form = desk.pages[-1]
    desk.paste("74")
    desk.press("enter")
    assert [found.check for found in form.item.problems] == ["A1"]
    desk.paste("72")
    desk.press("enter")
    assert not form.item.problems
    desk.press("ctrl+q")
    later = Desk(norwegian, "", store, "kari", case="NO-2")
    assert later.pages[-1].session.interview.register == {"frame_industry": 72, "weight": 5.2}


def test_the_register_of_an_interview_that_has_begun_stands(norwegian: Instrument) -> None:
    store = MemoryStore()
    Desk(norwegian, "", store, "ola", case="NO-2", register={"frame_industry": 72})
    with pytest.raises(StoreError, match="SK809 the interview was begun with 'frame_industry'"):
        Desk(norwegian, "", store, "ola", case="NO-2", register={"frame_industry": 74})
    assert len(store.events("NO-2")) == 1
