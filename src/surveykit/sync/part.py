"""What of a store of codings one coder needs: the frame, their answers and batches, and their own codings only."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from uuid import UUID, uuid5

from surveykit.coding.acts import CodingEvent, Given, Took, written
from surveykit.coding.codings import happened
from surveykit.coding.ledger import ANSWERS, FRAME, batches_of, history_of
from surveykit.coding.unit import Unit
from surveykit.problems import DataError, Problem, Rule, listed, nearest
from surveykit.sync.whole import Whole

NOT_GIVEN = Rule(
    "SK902",
    "The coder has no answers",
    "A bundle for a coder holds the answers that were given to them.",
    "surveykit coding bundle coding.db --for idda -o idda.bundle",
    "Correct the name, or share answers out first: surveykit coding assign STORE --coders NAME.",
)
_NAMES = UUID("0b5b0a8e-6a43-5f0e-8f8c-3d2f1c7b9a10")
"""What the events of a part are named within: the same part has the same names whenever it is made."""


def part_of(whole: Whole[CodingEvent], coder: str) -> Whole[CodingEvent]:
    """What a coder needs of all that a store of codings holds.

    The answers stand in a history of their own, made of those that were taken in and those the coder was given: made
    again after more of both, it goes on where it ended, or parts where answers came in late from another machine.
    Whoever is to settle what others judged needs all of it.

    Raises:
        DataError: SK902, the coder was given nothing.
    """
    batches = list(_events(whole, batches_of(coder)))
    if not batches:
        acts = [event.act for case in whole.cases for event in _events(whole, case)]
        known = sorted({act.coder for act in acts if isinstance(act, Given)})
        hint = nearest(coder, known) or (f"batches were given to {listed(known)}" if known else NOT_GIVEN.mend)
        raise DataError(Problem(NOT_GIVEN, f"'{coder}' was given no answers", hint=hint))
    if any(isinstance(event.act, Given) and event.act.role == "adjudicate" for event in batches):
        return whole
    mine = [FRAME, batches_of(coder), history_of(coder)]
    cases = {case: whole.cases[case] for case in mine if case in whole.cases}
    answers = tuple(_answers(chain(_events(whole, ANSWERS), batches), coder))
    return Whole(whole.instruments, {f"{ANSWERS} for {coder}": (answers,), **cases}, whole.words)


def _events(whole: Whole[CodingEvent], case: str) -> Iterator[CodingEvent]:
    """The events of all histories of a name, each once."""
    return iter({event.id: event for history in whole.cases.get(case, ()) for event in history}.values())


def _answers(events: Iterable[CodingEvent], coder: str) -> Iterator[CodingEvent]:
    """The answers of a coder: with the words they had when the coder was given them, and with each change since."""
    words: dict[str, Unit] = {}
    mine: set[str] = set()
    number, name = 0, coder
    for event in sorted(events, key=happened):
        act = event.act
        if isinstance(act, Took):
            words.update({unit.id: unit for unit in act.units})
            told = [unit for unit in act.units if unit.id in mine]
        elif isinstance(act, Given):
            told = [words[unit] for unit in act.units if unit in words and unit not in mine]
            mine.update(act.units)
        else:
            continue
        if told:
            number += 1
            took = Took(tuple(told), getattr(act, "source", ""))
            said = json.dumps(written(took), sort_keys=True)
            name = str(uuid5(_NAMES, f"{name}/{event.id}/{said}"))  # what is told after another thing is another event
            yield CodingEvent(number, name, event.at, event.by, took)
