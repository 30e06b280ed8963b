"""Entry: CPU time of a key press to a repainted screen, and the time to open an interview, at 300 and 3,000 questions.

Run: python benchmarks/entry.py
"""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar

from textual import events

from surveykit import store as stores
from surveykit.instrument.file import load
from surveykit.instrument.instrument import Instrument
from surveykit.tui.app import EntryApp
from surveykit.tui.desk import Desk

T = TypeVar("T")

HEAD = """\
instrument: generated
title: {en: Generated, nb: Laget}
languages: [en, nb]
lists:
  yesno: {1: {en: "Yes", nb: Ja}, 0: {en: "No", nb: Nei}}
  importance:
    1: {en: Not important, nb: Ikke viktig}
    2: {en: Somewhat important, nb: Noe viktig}
    3: {en: Important, nb: Viktig}
    4: {en: Very important, nb: Svært viktig}
sections:
"""
FIVE = """\
      - {{id: yes{n}, number: {n}, type: single, codes: yesno, text: {{en: Did the firm do thing {n}, nb: Gjorde {n}}}}}
      - id: size{n}
        type: number
        range: 0..100000
        relevance: yes{n} = 1
        text: {{en: How many persons worked on thing {n} in the year 2006, nb: Hvor mange arbeidet med {n}}}
        checks:
          - {{id: few{n}, severity: soft, rule: size{n} >= 1, message: {{en: Nobody., nb: Ingen.}}}}
          - {{id: many{n}, rule: size{n} <= 90000, message: {{en: Too many., nb: For mange.}}}}
      - id: why{n}
        type: single
        codes: importance
        relevance: yes{n} = 1
        text: {{en: How important was thing {n}, nb: Hvor viktig var {n}}}
      - {{id: all{n}, type: multiple, codes: importance, text: {{en: Which of these held for thing {n}, nb: Hvilke}}}}
      - {{id: word{n}, type: text, max: 40, text: {{en: What would you call thing {n}, nb: Hva heter {n}}}}}
"""
ANSWERS = {"yes": "1", "size": "12", "why": "3", "all": "1 3", "word": "thing"}


def written(folder: Path, questions: int) -> Path:
    """An instrument of so many questions, in sections of fifty."""
    text = HEAD
    for n in range(questions // 5):
        if n % 10 == 0:
            text += f"  - id: S{n}\n    title: {{en: Section {n}, nb: Del {n}}}\n    questions:\n"
        text += FIVE.format(n=n)
    path = folder / f"generated{questions}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def signs_for(name: str) -> list[tuple[str, str]]:
    """The keys that answer a question, with what they type."""
    typed = [("space" if sign == " " else sign, sign) for sign in ANSWERS[name.rstrip("0123456789")]]
    return [*typed, ("enter", "\r")]


def keys_for(instrument: Instrument, count: int) -> list[events.Key]:
    """Keys that answer questions one after the other."""
    return [events.Key(*key) for name in instrument.questions for key in signs_for(name)][:count]


async def key_costs(desk: Desk, keys: list[events.Key]) -> tuple[float, float]:
    """Milliseconds of CPU, with a repaint after each key: the median of all keys, and of those that store an answer."""
    app = EntryApp(desk)
    costs: dict[bool, list[float]] = {True: [], False: []}
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in keys:
            before = process_time()
            app.post_message(key)
            await pilot.pause()
            costs[key.key == "enter"].append(process_time() - before)
    return median(costs[True] + costs[False]) * 1e3, median(costs[True]) * 1e3


def timed(what: Callable[[], T]) -> tuple[float, T]:
    """Seconds, and what came of it."""
    before = perf_counter()
    done = what()
    return perf_counter() - before, done


def answer_all(instrument: Instrument, desk: Desk) -> None:
    """Answer every question."""
    for name in instrument.questions:
        for key, sign in signs_for(name):
            desk.press(key, sign)


def figures(path: Path) -> list[str]:
    """One line of the table."""
    text = path.read_text(encoding="utf-8")
    loading, instrument = timed(lambda: load(path))
    with stores.open(path.with_suffix(".db"), writing=True) as store:

        def opened(case: str) -> Desk:
            desk = Desk(instrument, text, store, "bench", case=case)
            desk.drawn(80, 24)
            return desk

        new, desk = timed(lambda: opened("full"))
        answer_all(instrument, desk)
        full, desk = timed(lambda: opened("full"))
        if len(desk.pages[-1].session.interview.answers) != len(instrument.questions):
            raise SystemExit("not every question was answered")
        keys, desk = keys_for(instrument, 300), opened("desk")
        before = process_time()
        for key in keys:
            desk.press(key.key, key.character)
            desk.drawn(80, 24)
        alone = (process_time() - before) / len(keys) * 1e3
        each, storing = asyncio.run(key_costs(opened("app"), keys))
    seconds = [f"{value:.2f} s" for value in (loading, new, full)]
    return [str(len(instrument.questions)), *seconds, *(f"{value:.2f} ms" for value in (alone, each, storing))]


def main() -> None:
    """Print the figures."""
    heads = ["questions", "load file", "new case", "full case", "key, desk", "key, app", "Enter, app"]
    print(*(head.rjust(11) for head in heads))
    with tempfile.TemporaryDirectory() as folder:
        for questions in (300, 3000):
            print(*(cell.rjust(11) for cell in figures(written(Path(folder), questions))))
    print("new case, full case: from the case id to the first screen; the full case has every question answered.")
    print("key: CPU of one key and a repaint of 80x24, without (desk) and with Textual (app); Enter stores durably.")


if __name__ == "__main__":
    main()
