"""Questions under one stem: batteries, constant sums and "other, specify", taken apart into questions of their own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from surveykit.codebook.codelist import Frozen
from surveykit.codebook.variable import Measure
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.amount import Amount
from surveykit.instrument.kinds.date import Date
from surveykit.instrument.kinds.duration import Duration
from surveykit.instrument.kinds.multiple import Multiple
from surveykit.instrument.kinds.note import Note
from surveykit.instrument.kinds.number import Number
from surveykit.instrument.kinds.open import Open
from surveykit.instrument.kinds.ranking import Ranking
from surveykit.instrument.kinds.scale import Scale
from surveykit.instrument.kinds.single import Single
from surveykit.instrument.kinds.text import Line
from surveykit.instrument.kinds.time import Time
from surveykit.instrument.question import PERSONAL, Check, Choosing, Expression, Made, Reason
from surveykit.instrument.written import Id, Required, Truth, WrittenCode, WrittenRange, WrittenScale
from surveykit.missing import DONT_KNOW, NO_ANSWER, NOT_ASKED, REFUSED
from surveykit.text import Text

_TOTAL = Text(
    {
        "en": "The parts must add up to {total}; they add up to {{{sum}}}.",
        "nb": "Delene må summere seg til {total}; de summerer seg til {{{sum}}}.",
        "it": "Le parti devono sommare a {total}; la loro somma è {{{sum}}}.",
        "ru": "Сумма частей должна равняться {total}; сейчас она равна {{{sum}}}.",
    }
)


class Item(Frozen):
    """A line of a battery or constant sum: a question that takes the rest from the one it belongs to."""

    id: Id = Field(description="The name of the item and of its variable.")
    number: str = Field("", description="The number printed; that of the battery where left out.")
    text: Text = Field(description="The wording of the line, per language.")
    label: Text = Field(Text(), description="A short label for tables; the wording where it is left out.")
    help: Text = Field(Text(), description="What F1 shows.")
    relevance: Expression = Field("", description="Of whom this line is asked.")
    required: Required = Field(default=False, description="true, false or soft; the battery's where left out.")
    else_: WrittenCode | None = Field(None, alias="else", description="The value where relevance is false.")
    checks: tuple[Check, ...] = Field((), description="Rules a sound answer obeys.")


class Stemmed(Frozen):
    """What questions of several lines share."""

    id: Id = Field(description="A name for the whole.")
    number: str = Field("", description="The number printed on the questionnaire.")
    text: Text = Field(description="The wording above the lines, per language.")
    help: Text = Field(Text(), description="What F1 shows on every line.")
    relevance: Expression = Field("", description="Of whom all of it is asked.")
    when_unknown: Literal["skip", "ask"] = Field("skip", description="What to do where relevance cannot be decided.")
    required: Required = Field(default=False, description="true, false or soft: for every line.")
    empties: tuple[Reason, ...] = Field(
        (REFUSED, DONT_KNOW, NO_ANSWER, NOT_ASKED), description="Which empty answers may be given."
    )
    source: Literal["respondent", "document", "register"] = Field("respondent", description="Who gives the answers.")
    rounds: tuple[WrittenCode, ...] = Field((), description="The rounds of the panel it is asked in.")
    personal: Truth = Field(default=False, description=PERSONAL)
    order: Literal["written", "random"] = Field("written", description="random: the lines are shuffled.")
    last_saved: Truth = Field(default=False, description="true: the answers of the interview before stand typed.")
    verify: Truth = Field(default=True, description="false: no line is keyed a second time.")
    notes: tuple[str, ...] = Field((), description="Remarks for the makers of the instrument.")
    items: tuple[Item, ...] = Field(description="The lines in order.", min_length=1)

    def line(self, item: Item) -> Mapping[str, Any]:
        """What every kind of line takes from the whole and from its item, by alias."""
        return {
            "id": item.id,
            "number": item.number or self.number,
            "text": item.text,
            "label": item.label,
            "help": item.help or self.help,
            "relevance": item.relevance,
            "when_unknown": self.when_unknown,
            "required": item.required or self.required,
            "empties": self.empties,
            "source": self.source,
            "personal": self.personal,
            "last_saved": self.last_saved,
            "verify": self.verify,
            "checks": item.checks,
        }

    def made(self, place: int) -> Made:
        """What the line at a place takes from the whole without its saying so."""
        return Made(self.id, self.text, self.relevance, self.rounds, ("items", place), self.number)


class Battery(Stemmed):
    """Several lines answered in the same way: choices of one list, steps of one scale, or numbers."""

    type: Literal["battery"]
    codes: Id | None = Field(None, description="The list whose choices every line offers.")
    several: Truth = Field(default=False, description="true: any number of choices on a line; needs codes.")
    measure: Measure = Field("nominal", description="ordinal where the order of the codes means something.")
    scale: WrittenScale | None = Field(None, description="first..last, such as 1..7, where every line is a scale.")
    labels: Mapping[WrittenCode, Text] = Field({}, description="The words of steps of the scale.")
    format: Literal["integer", "decimal", "percent"] | None = Field(None, description="Where every line is a number.")
    decimals: int | None = Field(None, ge=0, le=12, description="The most decimals of a number.")
    range: WrittenRange | None = Field(None, description="low..high of a number, both included.")
    unit: Text = Field(Text(), description="What the numbers count.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [name for name in ("codes", "scale", "format") if getattr(self, name) is not None]
        if len(ways) != 1:
            found = f"{' and '.join(ways)} stand" if ways else "none stands"
            msg = f"a battery has exactly one of `codes`, `scale` and `format`; {found} here"
            raise ValueError(msg)
        return self

    def posed(self) -> Iterator[Question]:
        """The lines as questions."""
        for place, item in enumerate(self.items):
            yield self._line(item).taken_from(self.made(place))

    def _line(self, item: Item) -> Single | Multiple | Scale | Number:
        line = self.line(item)
        if self.codes is not None and self.several:
            return Multiple(**line, type="multiple", codes=self.codes)
        line = {**line, "else": item.else_}
        if self.codes is not None:
            return Single(**line, type="single", codes=self.codes, measure=self.measure)
        if self.scale is not None:
            return Scale(**line, type="scale", range=self.scale, labels=self.labels)
        form = self.format or "integer"
        return Number(**line, type="number", format=form, decimals=self.decimals, range=self.range, unit=self.unit)


class ConstantSum(Stemmed):
    """Several numbers that must add up to a total: shares of 100 %, the employees by department."""

    type: Literal["constant_sum"]
    total: Expression = Field(description="What the lines must add up to: a number or an expression.")
    format: Literal["integer", "decimal", "percent"] = Field("integer", description="What the numbers are.")
    decimals: int | None = Field(None, ge=0, le=12, description="The most decimals.")
    range: WrittenRange | None = Field(None, description="low..high of each line; 0.. where left out.")
    unit: Text = Field(Text(), description="What the numbers count.")

    @property
    def check(self) -> Check:
        """That the lines add up; undetermined while one of them is empty."""
        said = " + ".join(item.id for item in self.items)
        total = self.total if self.total.replace(".", "", 1).isdigit() else f"{{{self.total}}}"
        message = Text({lang: words.format(total=total, sum=said) for lang, words in _TOTAL.languages.items()})
        return Check(id=f"{self.id}_total", rule=f"round({said}, 6) = round({self.total}, 6)", message=message)

    def posed(self) -> Iterator[Question]:
        """The lines as questions; the last one carries the check of the total."""
        limits: Any = self.range or "0.."
        for place, item in enumerate(self.items):
            line = {**self.line(item), "else": item.else_}
            if place == len(self.items) - 1:
                line["checks"] = (*item.checks, self.check)
            number = Number(
                **line, type="number", format=self.format, decimals=self.decimals, range=limits, unit=self.unit
            )
            yield number.taken_from(self.made(place))


Written = Annotated[
    Single
    | Multiple
    | Scale
    | Number
    | Amount
    | Line
    | Open
    | Date
    | Time
    | Duration
    | Ranking
    | Note
    | Battery
    | ConstantSum,
    Field(discriminator="type"),
]
"""What may stand under `questions` in a file."""

GROUPS = (Battery, ConstantSum)


def posed(written: Sequence[Written]) -> Iterator[tuple[int, Question]]:
    """What is written, taken apart into questions, each with the place of what it was written as."""
    for place, one in enumerate(written):
        if isinstance(one, Battery | ConstantSum):
            yield from ((place, question) for question in one.posed())
            continue
        yield place, one
        if isinstance(one, Choosing) and one.other is not None:
            yield place, _specified(one)


def _specified(question: Choosing) -> Line:
    """The text question of "other, specify"."""
    other = question.other
    if other is None:
        raise TypeError(question)
    code = repr(other.code)
    chosen = f"{question.id} = {code}" if isinstance(question, Single) else f"{code} in {question.id}"
    line = Line(
        id=f"{question.id}_other",
        type="text",
        number=question.number,
        text=other.text,
        relevance=chosen,
        max=other.max,
        source=question.source,
        personal=question.personal,
        verify=question.verify,
    )
    return line.taken_from(Made(question.id, path=("other",)))
