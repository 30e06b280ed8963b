"""Codes as places on a scale: what has no place takes no part, and near codes agree in part."""

import numpy as np
import pytest

from surveykit.agreement.agree import agree
from surveykit.agreement.weights import ratio_weights
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Coding, codings_of
from surveykit.coding.unit import Unit

CODES = {
    name: {"label": name, "definition": name, "value": value} for name, value in (("LOW", 0), ("MID", 1), ("HI", 9))
}


def report(scale, *answers, several=False):
    """The report of answers, each the outcome or code of ida and of ola."""
    facts = {"frame": "x", "title": "", "languages": ["en"], "several": several, "scale": scale, "codes": CODES}
    units = [Unit(str(n), "q", f"answer {n}") for n in range(len(answers))]
    held = [
        Coding(unit.id, coder, said if said in {"none", "uncodable"} else "coded", (said,) if said in CODES else ())
        for unit, both in zip(units, answers, strict=True)
        for coder, said in zip(("ida", "ola"), both.split(), strict=True)
    ]
    return agree(codings_of(units, held), CodingFrame.model_validate(facts), replicates=20)


def test_ratio_weights_are_those_of_gwet():
    found = ratio_weights(np.array([1.0, 2.0, 4.0]))
    assert found[0, 1] == pytest.approx(1 - (1 / 3) ** 2 / (3 / 5) ** 2)
    assert (found[0, 0], found[0, 2]) == (1, 0)


def test_none_applies_and_uncodable_have_no_place_on_the_scale():
    made = report("ordinal", "LOW LOW", "MID HI", "HI HI", "none none", "uncodable LOW")
    (placed,) = made.of("scale", "ordinal")
    assert (made.overall.units, placed.units) == (5, 3)


def test_an_order_looks_at_ranks_and_an_interval_at_values():
    """LOW, MID and HI are 0, 1 and 9: one step of two by order, one ninth of the way by value."""
    answers = ["LOW MID", "MID LOW", "HI HI", "LOW LOW", "HI HI"]
    order, values = (report(scale, *answers).of("scale")[0] for scale in ("ordinal", "interval"))
    assert (
        values["alpha_interval"].value
        > order["alpha_ordinal"].value
        > report("nominal", *answers).overall["alpha"].value
    )
    assert values["percent_weighted"].value == pytest.approx((3 + 2 * (1 - 1 / 81)) / 5)
    assert {estimate.name for estimate in order.estimates} == {
        "alpha_ordinal", "percent_weighted", "cohen_weighted", "scott_weighted", "ac2", "bp_weighted",
    }  # fmt: skip
    assert all(estimate.drawn is not None for estimate in order.estimates)


def test_codes_that_are_no_scale_are_not_compared_on_one():
    assert report("nominal", "LOW LOW", "MID HI").of("scale") == ()
