"""The instruments of the house keyed whole in a real terminal: the export says what the simulated respondents said."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from surveykit import formats
from surveykit import store as stores
from surveykit.dataset.dataset import Dataset
from surveykit.instrument.control import Show, Write
from surveykit.instrument.file import load
from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import Started
from surveykit.interview.interview import Interview
from surveykit.interview.plan import plan_of
from surveykit.interview.simulate.interviews import Simulated, simulated
from surveykit.interview.tabulate import tabulate
from surveykit.missing import Answer, Empty
from surveykit.tui.desk import Desk
from surveykit.tui.holding.form import Form
from surveykit.tui.paper import raw_of

ROOT = Path(__file__).resolve().parents[2]
FORMS = [
    *sorted((ROOT / "instruments").glob("*.yaml")),
    Path(__file__).with_name("everything.yaml"),
]  # rosters, rankings
CASES = 3
KEYS = {"refused": "f5", "dont_know": "f6", "no_answer": "f7", "not_asked": "f8"}
MOST = 500
WORDS = ("Blåbærsyltetøy på fjellet", "così è, già più in là", "Щука и ёж: «да»", "naïve – 7 € & “sitat”", "日本 ok")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("sys.platform == 'win32'", reason="pseudo-terminals are a thing of Unix"),
]


class Keyer:
    """Someone who answers as they are told, on a desk where they see the question in hand; the keys they strike."""

    def __init__(self, instrument: Instrument, target: Path, case: str, made: Simulated, language: str) -> None:
        self.begun = next(act for act in made.acts if isinstance(act, Started))
        self.answers = dict(made.session.interview.answers)
        self.store = stores.open(target, writing=True)
        self.desk = Desk(instrument, "", self.store, "ola", case=case, language=language, register=self.begun.register)

    def strokes(self) -> Iterator[tuple[str, ...]]:
        """The keys of each question, until the interview is finished."""
        form = self.desk.pages[-1]
        assert isinstance(form, Form)
        for _ in range(MOST):
            here = form.now
            yield self._struck(*self._said(form, here))
            while any(found.accepted is None and found.severity == "soft" for found in form.item.problems):
                yield self._struck("enter", *"det er så", "enter")
            if form.now == here:
                break
        for _ in range(3):
            if not self.desk.done:
                yield self._struck("f10")
        assert self.desk.done, [piece.text for line in self.desk.drawn(80, 24) for piece in line]
        self.store.close()

    def _said(self, form: Form, name: str) -> list[str]:
        answer: Answer | None = self.answers.get(name)
        if isinstance(answer, Empty):
            return [KEYS[answer.reason]]
        return ["enter"] if isinstance(form.item.control, Show) else [*raw_of(answer), "enter"]

    def _struck(self, *keys: str) -> tuple[str, ...]:
        for key in keys:
            self.desk.press("space" if key == " " else key, key if len(key) == 1 else None)
        return keys


def accented(made: Simulated) -> Simulated:
    """The interview with other words in its texts, as people write them, where no rule looks at them."""
    session = made.session
    for number, (name, answer) in enumerate(dict(session.interview.answers).items()):
        stop = session.stop(name)
        if isinstance(stop.control, Write) and isinstance(answer, str):
            step = session.reopen().session.answer(name, WORDS[number % len(WORDS)], reason="skrevet slik")
            if not step.problems and list(step.session.route) == list(session.route):
                after = replace(step.session.interview, status="completed")
                session = replace(step.session, interview=after)
    return replace(made, session=session)


def exported(path: Path, roster: str = "") -> Dataset:
    """What the command line makes of a store."""
    out = path.with_suffix(f".{roster}.parquet")
    which = ["--roster", roster] if roster else []
    subprocess.run(
        [sys.executable, "-m", "surveykit", "import", path, *which, "--personal", "-o", out],
        check=True,
        capture_output=True,
    )
    return formats.read(out).dataset


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_an_instrument_keyed_whole_is_exported_as_it_was_said(file: Path, field, tmux, tmp_path: Path) -> None:
    instrument, target, mirror = load(file), tmp_path / "field.db", tmp_path / "mirror.db"
    cases, struck = [], 0
    for number, made in enumerate(map(accented, simulated(plan_of(instrument), CASES, seed=11))):
        case, language = f"NO-{number}", instrument.languages[number % len(instrument.languages)]
        keyer = Keyer(instrument, mirror, case, made, language)
        known = [word for name, value in keyer.begun.register.items() for word in ("--register", f"{name}={value}")]
        window = tmux(field.command(file, target, "--case", case, "--language", language, *known))
        window.wait_for("0 of ") if language == "en" else window.wait_for(case)
        for keys in keyer.strokes():
            window.press(*keys)
            struck += len(keys)
        window.wait_for_end()
        with stores.open(target) as store:
            keyed = Interview.of(case, store.events(case))
        assert keyed.status == "completed"
        cases.append(replace(made.session.interview, id=case, seed=keyed.seed))
    assert struck > 300
    for roster in ("", *(section.id for section in instrument.sections if section.roster)):
        said, kept = tabulate(instrument, cases, roster).arrow(), exported(target, roster).arrow()
        assert said.num_rows >= CASES
        assert kept.select(said.column_names).to_pylist() == said.to_pylist()
