"""Multiple choice: any number of codes from a list, none of them being an answer too."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from surveykit.codebook.codebook import ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable
from surveykit.instrument.control import Choose, Control
from surveykit.instrument.question import Check, Choosing, Commons, coded, uncoded
from surveykit.instrument.written import WrittenCode
from surveykit.missing import Answer, Empty, Value
from surveykit.text import Text

TICKED = CodeList(
    name="ticked",
    codes=(
        Code(value=1, label=Text({"en": "ticked", "nb": "krysset av", "it": "indicato", "ru": "отмечено"})),
        Code(
            value=0,
            label=Text({"en": "not ticked", "nb": "ikke krysset av", "it": "non indicato", "ru": "не отмечено"}),
        ),
    ),
)


ALONE = {
    "en": "'{}' goes with no other choice.",
    "nb": "«{}» går ikke sammen med andre valg.",
    "it": "«{}» non va insieme ad altre scelte.",
    "ru": "«{}» не сочетается с другими вариантами.",
}


class Multiple(Choosing):
    """Choose any that hold. Each choice becomes a 0/1 column, so "none ticked" and "not answered" stay apart."""

    type: Literal["multiple"]
    min: int = Field(0, ge=0, description="The fewest that may be ticked; 0 lets `none of these` be an answer.")
    max: int | None = Field(None, ge=1, description="The most that may be ticked.")
    exclusive: tuple[WrittenCode, ...] = Field((), description="Choices that go with no other, such as: none of these.")

    def control(self, commons: Commons) -> Control:
        """Choose several options of the list."""
        return Choose(
            commons.options(self.codes), several=True, least=self.min, most=self.max, exclusive=self.exclusive
        )

    def columns(self, commons: Commons) -> dict[Value, str]:
        """The 0/1 column of each choice, those not offered any more at the end."""
        return {value: f"{self.id}_{value}" for value in commons.known(self.codes).values}

    def response_set(self, commons: Commons) -> ResponseSet:
        """The columns as one multiple-response set."""
        columns = self.columns(commons)
        return ResponseSet(
            name=self.id,
            label=self.short,
            variables=tuple(columns.values()),
            choices=tuple(columns),
            least=self.min,
            most=self.max,
        )

    def alone(self, commons: Commons) -> Iterator[Check]:
        """That a choice which goes with no other stands alone, as a check of a dataset; the control refuses it."""
        for value in self.exclusive:
            others = [f"{other!r} in {self.id}" for other in commons.lists[self.codes].values if other != value]
            if others:
                rule = f"not ({value!r} in {self.id}) or count({', '.join(others)}) = 0"
                label = next(option.label for option in commons.options(self.codes) if option.value == value)
                message = Text({lang: words.format(label.into(lang)) for lang, words in ALONE.items()})
                yield Check(id=f"{self.id}_alone_{value}"[:32], rule=rule, message=message)

    def variables(self, commons: Commons, section: str) -> tuple[Variable, ...]:
        """One 0/1 column for each choice, labelled with it."""
        labels = {code.value: code.label for code in commons.known(self.codes)}
        particulars = {"codes": TICKED.name, "decimals": 0}
        offered = commons.lists[self.codes].values
        made = {
            value: self.variable(commons, section, name=name, label=labels[value], **particulars)
            for value, name in self.columns(commons).items()
        }
        return tuple(variable if value in offered else _not_required(variable) for value, variable in made.items())

    def encode(self, answer: Answer | None, commons: Commons) -> dict[str, Value | None]:
        """1 for the choices ticked, 0 for the others that are offered; an empty answer stands in every column."""
        columns = self.columns(commons)
        if isinstance(answer, tuple):
            offered = commons.lists[self.codes].values
            cells = {value: 1 if value in answer else 0 if value in offered else None for value in columns}
            return {columns[value]: cell for value, cell in cells.items()}
        cell = coded(answer, commons, text=False)
        return dict.fromkeys(columns.values(), cell)

    def decode(self, row: Mapping[str, Value | None], commons: Commons) -> Answer | None:
        """The choices whose column is 1."""
        columns = self.columns(commons)
        cells = {value: uncoded(row[name], commons, text=False) for value, name in columns.items()}
        first = next(iter(cells.values()))
        if first is None or isinstance(first, Empty):
            return first
        return tuple(value for value, cell in cells.items() if cell == 1)


def _not_required(variable: Variable) -> Variable:
    """The column of a choice that is not offered any more: who is asked now leaves it blank."""
    return variable.model_copy(update={"origin": variable.origin.model_copy(update={"required": False})})
