"""Rankings: choices put in order, the most important first."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from surveykit.codebook.codebook import ResponseSet
from surveykit.codebook.variable import Origin, Variable
from surveykit.instrument.control import Control, Rank
from surveykit.instrument.question import Choosing, Commons, coded, uncoded
from surveykit.missing import NO_ANSWER, Answer, Empty, Value
from surveykit.text import Text

PLACE = {"en": "{}: place {}", "nb": "{}: {}. plass", "it": "{}: {}° posto", "ru": "{}: {}-е место"}


class Ranking(Choosing):
    """Put choices in order. Each place becomes a column that holds the choice put there."""

    type: Literal["ranking"]
    min: int = Field(1, ge=1, description="The fewest that must be put in order.")
    max: int | None = Field(None, ge=1, description="How many places there are; as many as choices where left out.")

    def places(self, commons: Commons) -> tuple[str, ...]:
        """The column of each place."""
        choices = len(commons.lists[self.codes].codes)
        return tuple(f"{self.id}_{place}" for place in range(1, min(self.max or choices, choices) + 1))

    def control(self, commons: Commons) -> Control:
        """Put choices of the list in order."""
        return Rank(commons.options(self.codes), self.min, self.max)

    def response_set(self, commons: Commons) -> ResponseSet:
        """The columns as one set, each holding a choice."""
        return ResponseSet(
            name=self.id, label=self.short, kind="categories", variables=self.places(commons), least=self.min
        )

    def variables(self, commons: Commons, section: str) -> tuple[Variable, ...]:
        """One column of codes for each place."""
        text = commons.holds_texts(self.codes)
        particulars = {"type": "text" if text else "number", "codes": self.codes, "decimals": None if text else 0}
        made = (
            self.variable(commons, section, name=name, label=self._label(place), **particulars)
            for place, name in enumerate(self.places(commons), 1)
        )
        return tuple(
            variable if place <= self.min else variable.model_copy(update={"origin": _not_required(variable)})
            for place, variable in enumerate(made, 1)
        )

    def _label(self, place: int) -> Text:
        return Text({lang: PLACE.get(lang, PLACE["en"]).format(self.short.into(lang), place) for lang in self.short})

    def encode(self, answer: Answer | None, commons: Commons) -> dict[str, Value | None]:
        """The choice at each place; a place nobody took holds the code of no answer."""
        places, text = self.places(commons), commons.holds_texts(self.codes)
        if isinstance(answer, tuple):
            left: list[Answer] = [Empty(NO_ANSWER)] * (len(places) - len(answer))
            return {n: coded(a, commons, text=text) for n, a in zip(places, [*answer, *left], strict=True)}
        return dict.fromkeys(places, coded(answer, commons, text=text))

    def decode(self, row: Mapping[str, Value | None], commons: Commons) -> Answer | None:
        """The choices from the first place on."""
        cells = [uncoded(row[n], commons, text=commons.holds_texts(self.codes)) for n in self.places(commons)]
        first = cells[0]
        if first is None or isinstance(first, Empty):
            return first
        return tuple(cell for cell in cells if cell is not None and not isinstance(cell, Empty))


def _not_required(variable: Variable) -> Origin:
    """Where it comes from, of a place that may stay empty even where the question is required."""
    return variable.origin.model_copy(update={"required": False})
