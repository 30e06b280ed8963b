"""Effects are found by their term, and by what they are effects on."""

import numpy as np
import pytest

from surveykit.econometrics.margins.effects import Effect, Effects


def effect(outcome, term):
    return Effect(outcome, term.partition("[")[0], term, "slope", 0.1, 0.05, 2.0, 0.0455, 0.002, 0.198)


HECKMAN = Effects(
    "heckman",
    ("wage ~ age", "works ~ age + children"),
    "means",
    20,
    tuple(effect(outcome, term) for outcome in ("conditional", "selection") for term in ("age", "children")),
    {"conditional": 12.0, "selection": 0.5},
    np.eye(4),
)


def test_an_effect_is_found_by_outcome_and_term():
    assert HECKMAN["selection", "children"].outcome == "selection"
    assert HECKMAN.outcomes == ("conditional", "selection")
    assert [row["term"] for row in HECKMAN.records()] == ["age", "children", "age", "children"]


@pytest.mark.parametrize("asked", ["age", "nothing", ("selection", "nothing")])
def test_an_effect_that_is_not_one_is_refused(asked):
    with pytest.raises(KeyError):
        HECKMAN[asked]
