"""Every instrument of the house, held by keys: simulated answers are typed, and are what the store then says."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from surveykit.instrument.control import Show
from surveykit.instrument.file import load
from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import Started
from surveykit.interview.interview import Interview
from surveykit.interview.plan import plan_of
from surveykit.interview.simulate.interviews import simulated
from surveykit.missing import Answer, Empty
from surveykit.store.memory import MemoryStore
from surveykit.tui.desk import Desk
from surveykit.tui.holding.form import Form
from surveykit.tui.keys.keymaps import SURVEYKIT
from surveykit.tui.looking.said import unsettled
from surveykit.tui.paper import raw_of

ROOT = Path(__file__).parents[3]
FORMS = [*sorted((ROOT / "instruments").glob("*.yaml")), *sorted((ROOT / "tests" / "pilot").glob("*.yaml"))]
MOST_KEYS = 1000


def give(desk: Desk, form: Form, answer: Answer | None) -> None:
    """Type an answer to the question in hand; what is unlikely is so."""
    if isinstance(answer, Empty):
        desk.press(SURVEYKIT.keys("interview", answer.reason)[0])
    else:
        desk.paste("" if isinstance(form.item.control, Show) else raw_of(answer))
        desk.press("enter")
    while not desk.done and (found := unsettled(form.item)) and found.severity == "soft":
        desk.press("enter")
        desk.paste("it is so")
        desk.press("enter")


def look(desk: Desk) -> None:
    """The screen is whole: one question in hand, no line too wide."""
    lines = ["".join(piece.text for piece in line) for line in desk.drawn(80, 24)]
    assert len(lines) == 24
    assert max(map(cell_len, lines)) <= 80
    assert sum(line.startswith("▸") for line in lines) == 1


def held(instrument: Instrument, made, language: str) -> Interview:
    """An interview held by keys, with the answers of a simulated one."""
    begun, said = next(act for act in made.acts if isinstance(act, Started)), made.session.interview
    desk = Desk(
        instrument,
        "",
        store := MemoryStore(),
        "ola",
        case="1",
        language=language,
        register=begun.register,
        previous=lambda _key, _round: said.previous,
        dice=lambda: begun.seed,
    )
    form = desk.pages[-1]
    for _ in range(MOST_KEYS):
        look(desk)
        here = form.now
        give(desk, form, said.answers.get(here))
        if form.now == here:
            break
    desk.press("f10")
    desk.press("f10")
    assert desk.done, "\n".join("".join(piece.text for piece in line) for line in desk.drawn(80, 24))
    return Interview.of("1", store.events("1"))


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_what_is_typed_is_what_is_stored(file: Path) -> None:
    instrument = load(file)
    for number, made in enumerate(simulated(plan_of(instrument), 4, seed=3)):
        languages = instrument.languages
        interview = held(instrument, made, languages[number % len(languages)])
        assert interview.status == "completed"
        asked = set(made.session.route)
        wanted = {name: answer for name, answer in made.session.interview.answers.items() if name in asked}
        assert dict(interview.answers) == wanted
        assert interview.previous == made.session.interview.previous
