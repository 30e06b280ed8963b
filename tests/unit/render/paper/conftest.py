"""The instrument with a question of every kind."""

from pathlib import Path

import pytest

from surveykit.instrument.file import load
from surveykit.instrument.instrument import Instrument


@pytest.fixture(scope="session")
def every() -> Instrument:
    return load(Path(__file__).resolve().parents[2] / "reports" / "paper" / "every.yaml")
