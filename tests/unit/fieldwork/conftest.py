"""Cases by hand: acts become events, one a second."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from surveykit.fieldwork.case import Case, case_of
from surveykit.instrument.file import loaded
from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import Act, Event
from surveykit.store.memory import MemoryStore

FORM = """\
instrument: firms
title: {en: Firms, nb: Foretak}
languages: [en, nb]
lists:
  yesno: {1: {en: Yes, nb: Ja}, 0: {en: No, nb: Nei}}
  industry: {51: {en: Wholesale, nb: Engros}, 72: {en: Software, nb: Programvare}}
register:
  - {id: industry, codes: industry, role: stratum, label: {en: Industry, nb: Næring}}
  - {id: employees_then, format: integer}
  - {id: share, format: decimal}
  - {id: town, format: text}
  - {id: founded, format: date}
sections:
  - id: A
    title: {en: A, nb: A}
    questions:
      - {id: export, type: single, codes: yesno, text: {en: Export?, nb: Eksport?}}
      - {id: employees, type: number, range: 0..9000, text: {en: Employees?, nb: Ansatte?}}
      - {id: note, type: text, max: 20, text: {en: Note?, nb: Merknad?}}
      - {id: markets, type: multiple, codes: industry, text: {en: Markets?, nb: Markeder?}}
computed:
  - {id: large, formula: if employees > 50 then 1 else 0, format: integer}
quotas:
  - {id: exporters, condition: export = 1, most: 2}
  - {id: domestic, condition: export = 0, most: 5}
"""


@pytest.fixture(scope="session")
def firms() -> Instrument:
    return loaded(FORM, "firms.yaml")


def events_of(acts: Sequence[Act], by: str = "kari", day: int = 1) -> tuple[Event, ...]:
    start = datetime(2026, 3, day, 10, tzinfo=UTC)
    at = ((start + timedelta(seconds=second)).isoformat(timespec="milliseconds") for second in count())
    return tuple(Event(n, f"{by}-{day}-{n}-{id(acts)}", next(at), by, act) for n, act in enumerate(acts, 1))


@pytest.fixture
def case() -> Callable[..., Case]:
    """A case that some acts tell of; `share` of an unfinished interview is answered."""

    def told(*acts: Act, share: float = 1.0, **how: object) -> Case:
        return case_of("NO-17", events_of(acts, **how), lambda _: share, lambda *_: frozenset())

    return told


@pytest.fixture
def store(firms: Instrument) -> MemoryStore:
    held = MemoryStore()
    held.keep(firms.fingerprint, FORM)
    return held


@pytest.fixture
def put(store: MemoryStore) -> Callable[..., None]:
    """Put a case into the store, or go on with it."""

    def putting(id_: str, *acts: Act, by: str = "kari", day: int = 1) -> None:
        held = store.events(id_)
        new = [Event(e.number + len(held), f"{id_}-{e.number + len(held)}", e.at, e.by, e.act)
               for e in events_of(acts, by, day)]  # fmt: skip
        store.append(id_, new, len(held))

    return putting
