"""Journals of interviews, written as a list of acts with the seconds between them."""

from datetime import UTC, datetime, timedelta

import pytest

from surveykit.interview.events import Event

BEGUN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def journal():
    """The events of an interview: each act after so many seconds, by somebody."""

    def journal(*steps, by="ann", begun=BEGUN, case="1"):
        at, events = begun, []
        for number, step in enumerate(steps, 1):
            seconds, act, who = (*step, by)[:3]
            at += timedelta(seconds=seconds)
            events.append(Event(number, f"{case}.{number}", at.isoformat(timespec="milliseconds"), who, act))
        return tuple(events)

    return journal
