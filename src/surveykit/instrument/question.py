"""Questions: what every question has, and what a kind of question promises."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import Field

from surveykit.codebook.codelist import CodeList, Frozen
from surveykit.codebook.variable import Origin, Variable, standard_missing
from surveykit.instrument.control import Control, Option
from surveykit.instrument.written import Id, Truth, WrittenCode
from surveykit.missing import DEFAULT_CODES, DONT_KNOW, NO_ANSWER, NOT_ASKED, REFUSED, Answer, Empty, Value
from surveykit.text import Text

Expression = str
Reason = Literal["refused", "dont_know", "no_answer", "not_asked"]


@dataclass(frozen=True, slots=True)
class Commons:
    """What the questions of one instrument share: the code lists and the codes of the four empties."""

    lists: Mapping[str, CodeList] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=lambda: DEFAULT_CODES)

    def options(self, name: str) -> tuple[Option, ...]:
        """The choices of a list, as a control offers them."""
        return tuple(Option(code.value, code.label) for code in self.lists[name])

    def holds_texts(self, name: str) -> bool:
        """Whether the codes of a list are texts."""
        return any(isinstance(value, str) for value in self.lists[name].values)


class Check(Frozen):
    """A rule a sound answer obeys. A hard check blocks; a soft one may be accepted with a remark."""

    id: Id = Field(description="A name for the check, unique in the instrument.")
    severity: Literal["hard", "soft"] = Field("hard", description="hard blocks, soft may be accepted with a remark.")
    rule: Expression = Field(description="An expression that is true of a sound answer.")
    message: Text = Field(description="What the interviewer reads when the rule is broken, per language.")


class Asked(Frozen, ABC):
    """What every question has, whatever its kind."""

    id: Id = Field(description="The name of the question and of its variable.")
    number: str = Field("", description="The number printed on the questionnaire; several items may share one.")
    text: Text = Field(description="The wording, per language.")
    label: Text = Field(Text(), description="A short label for tables; the wording where it is left out.")
    help: Text = Field(Text(), description="What F1 shows: a definition, an instruction to the interviewer.")
    relevance: Expression = Field("", description="Of whom it is asked: an expression; of everybody where left out.")
    when_unknown: Literal["skip", "ask"] = Field("skip", description="What to do where relevance cannot be decided.")
    required: Truth = Field(default=False, description="true: an empty answer is not allowed.")
    empties: tuple[Reason, ...] = Field(
        (REFUSED, DONT_KNOW, NO_ANSWER, NOT_ASKED), description="Which empty answers may be given."
    )
    checks: tuple[Check, ...] = Field((), description="Rules a sound answer obeys.")

    @property
    def otherwise(self) -> Value | None:
        """The value where relevance is known to be false, for the kinds that have one."""
        return None

    @property
    def short(self) -> Text:
        """The label for tables."""
        return self.label or self.text

    @abstractmethod
    def control(self, commons: Commons) -> Control:
        """What the respondent is asked to do."""

    @abstractmethod
    def variables(self, commons: Commons, section: str) -> tuple[Variable, ...]:
        """The columns the answer becomes."""

    @abstractmethod
    def encode(self, answer: Answer | None, commons: Commons) -> dict[str, Value | None]:
        """An answer as columns: codes, missing codes for an empty one, None where nothing was said."""

    @abstractmethod
    def decode(self, row: Mapping[str, Value | None], commons: Commons) -> Answer | None:
        """The answer that `encode` wrote."""

    def variable(self, commons: Commons, section: str, **particulars: Any) -> Variable:
        """A column with all that every question knows of it; the kind adds the particulars."""
        origin = Origin(
            kind="asked",
            question=self.id,
            number=self.number,
            section=section,
            relevance=self.relevance,
            when_unknown=self.when_unknown,
            required=self.required,
            otherwise=self.otherwise,
        )
        kind = particulars.get("type", "number")
        about = {
            "name": self.id,
            "label": self.short,
            "wording": self.text,
            "missing": standard_missing(kind, commons.missing),
            "origin": origin,
        }
        return Variable(**{**about, **particulars})


class AskedOfSome(Asked):
    """A question that may imply a value for those it is not asked of."""

    else_: WrittenCode | None = Field(
        None, alias="else", description="The value where relevance is false; never taken where it is unknown."
    )

    @property
    def otherwise(self) -> Value | None:
        """The value where relevance is known to be false."""
        return self.else_


def coded(answer: Answer | None, commons: Commons, *, text: bool) -> Value | None:
    """One column's cell: the value, the code of an empty answer (a text in a text column), None for nothing said."""
    if isinstance(answer, Empty):
        code = commons.missing[answer.reason]
        return str(code) if text else code
    if isinstance(answer, tuple):
        msg = f"several choices cannot stand in one column: {answer}"
        raise TypeError(msg)
    return answer


def uncoded(cell: Value | None, commons: Commons, *, text: bool) -> Value | Empty | None:
    """The answer a cell stands for."""
    for reason, code in commons.missing.items():
        if cell == (str(code) if text else code):
            return Empty(reason)
    return cell
