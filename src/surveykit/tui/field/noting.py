"""Noting attempts: a case taken from the store with what the register knows of it, and put back with one more."""

from collections.abc import Mapping

from surveykit.fieldwork.case import case_of
from surveykit.instrument.instrument import Instrument
from surveykit.missing import Value
from surveykit.store.base import Store, end_of
from surveykit.tui.field.attempt import Attempts
from surveykit.tui.journal import Clock, Journal, now
from surveykit.tui.keys.manner import Manner


def attempts_on(
    store: Store, case: str, instrument: Instrument, by: str, language: str, manner: Manner, clock: Clock = now
) -> Attempts:
    """The page of the attempts on a case.

    Raises:
        StoreError: the case cannot be read.
    """
    events = store.events(case)
    last, tip = end_of(events)
    journal = Journal(store, case, last, by, clock, tip=tip)
    held = case_of(case, events, lambda _: 0.0, lambda *_: frozenset())
    return Attempts(held, language, journal.add, manner, facts_of(held.register or {}, instrument, language))


def facts_of(register: Mapping[str, Value], instrument: Instrument, language: str) -> str:
    """What the register knows of a case in a line: names and values, labels instead of codes."""
    columns = {column.id: column for column in instrument.registered}
    said = []
    for name, value in register.items():
        column = columns.get(name)
        codes = instrument.commons.lists[column.codes] if column and column.codes else None
        code = codes.get(value) if codes else None
        label = column.label.into(language) if column else ""
        said.append(f"{label or name}: {code.label.into(language) if code else value}")
    return " · ".join(said)
