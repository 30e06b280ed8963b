"""An instrument with a question of every kind, and what is printed of it."""

from pathlib import Path

import pytest

from surveykit.instrument.file import load
from surveykit.instrument.instrument import Instrument

EVERY = Path(__file__).with_name("every.yaml")


@pytest.fixture(scope="session")
def every() -> Instrument:
    return load(EVERY)
