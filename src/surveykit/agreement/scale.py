"""Agreement on a scale: codes that have an order, or stand for numbers, differ by how far they are apart."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from surveykit.agreement.chance import Chance
from surveykit.agreement.estimate import Estimate
from surveykit.agreement.pair import cohen
from surveykit.agreement.ratings import MISSING, Array, Ratings
from surveykit.agreement.views import Judged
from surveykit.agreement.weights import ordinal_weights, quadratic, ratio_weights
from surveykit.codebook.frames.frame import CodingFrame

WEIGHTS = {"ordinal": ordinal_weights, "interval": quadratic, "ratio": ratio_weights}
NAMES: Mapping[str, str] = {
    "percent": "percent_weighted",
    "conger": "conger_weighted",
    "fleiss": "fleiss_weighted",
    "ac": "ac2",
    "bp": "bp_weighted",
}
"""The coefficients by the names they have with weights; alpha has metrics of its own, not weights."""
_OF_TWO = {"conger_weighted": "cohen_weighted", "fleiss_weighted": "scott_weighted"}


def on_scale(made: Judged, frame: CodingFrame) -> Ratings:
    """The place each coder gave an answer on the scale of the frame: the number of the code, or its rank.

    Who says "none applies" or "uncodable", or gives a code the frame does not have, gives no place.
    """
    codes = [code for code, facts in frame.codes.items() if facts.codable]
    values = [frame.codes[code].value if frame.scale != "ordinal" else n for n, code in enumerate(codes, 1)]
    place = {frozenset({code}): n for n, code in enumerate(codes)}
    number = np.array([place.get(kind, MISSING) for kind in made.sets.categories] or [MISSING], dtype=np.int64)  # type: ignore[call-overload]
    marks = np.where(made.sets.marks >= 0, number[made.sets.marks], MISSING)
    return Ratings(marks, tuple(values), made.sets.coders).shared()


@dataclass(frozen=True, eq=False)
class Weighted:
    """The coefficients of chance where codes that are near agree in part.

    Args:
        ratings: places on a scale, with the numbers as categories.
        scale: "ordinal", "interval" or "ratio".

    Source:
        Gwet (2014), "Handbook of Inter-Rater Reliability", 4th ed., section 3.5, the weights; Cohen (1968).
    """

    ratings: Ratings
    scale: str

    @property
    def names(self) -> tuple[str, ...]:
        """The coefficients."""
        return tuple(NAMES.values())

    @cached_property
    def weights(self) -> Array:
        """How far every two places agree."""
        return WEIGHTS[self.scale](np.array(self.ratings.categories, dtype=float))

    @cached_property
    def _chance(self) -> Chance:
        return Chance(self.ratings, self.weights)

    @property
    def sums(self) -> Any:
        """What each unit adds to the sums."""
        return self._chance.sums

    def values(self, sums: Array) -> Array:
        """The coefficients from the sums of each draw of units."""
        kept = [self._chance.names.index(name) for name in NAMES]
        made: Array = self._chance.values(sums)[:, kept]
        return made

    def estimates(self) -> dict[str, Estimate]:
        """Every coefficient with its standard error; None with a note where it is not defined."""
        found = self._chance.estimates()
        return {name: replace(found[plain], name=name) for plain, name in NAMES.items()}

    def of_two(self, one: Estimate) -> Estimate:
        """A coefficient of two coders by the name it has then; Cohen's with the error of Fleiss and others."""
        if one.name == "conger_weighted":
            one = replace(cohen(self.ratings, self.weights).estimate, drawn=one.drawn, name=one.name)
        return replace(one, name=_OF_TWO.get(one.name, one.name))
