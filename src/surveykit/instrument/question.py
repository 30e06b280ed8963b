"""Questions: what every question has, and what a kind of question promises."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from pydantic import Field, PrivateAttr

from surveykit.codebook.codelist import CodeList, Frozen
from surveykit.codebook.variable import Origin, Role, Variable, standard_missing
from surveykit.instrument.control import Control, Option
from surveykit.instrument.table import Table
from surveykit.instrument.written import Id, Required, Truth, WrittenCode
from surveykit.missing import DEFAULT_CODES, DONT_KNOW, NO_ANSWER, NOT_ASKED, REFUSED, Answer, Empty, Value
from surveykit.text import Text

Expression = str
Reason = Literal["refused", "dont_know", "no_answer", "not_asked"]
PERSONAL = "true: it can tell who somebody is, such as a name; left out of exports unless it is asked for."


@dataclass(frozen=True, slots=True)
class Commons:
    """What the questions of one instrument share: the code lists and the codes of the four empties."""

    lists: Mapping[str, CodeList] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=lambda: DEFAULT_CODES)
    retired: Mapping[str, CodeList] = field(default_factory=dict)  # codes not offered any more, by list

    def known(self, name: str) -> CodeList:
        """The codes of a list that data may hold: those offered, then those that were once."""
        if name not in self.retired:
            return self.lists[name]
        return CodeList(name=name, codes=(*self.lists[name].codes, *self.retired[name].codes))

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


WHY = Text(
    {
        "en": "This answer is wanted. Why is it empty?",
        "nb": "Dette svaret trengs. Hvorfor er det tomt?",
        "it": "Questa risposta serve. Perché manca?",
        "ru": "Этот ответ нужен. Почему его нет?",
    }
)


@dataclass(frozen=True, slots=True)
class Made:
    """Where a question comes from that is not written as one: the item of a battery, or "other, specify"."""

    by: str = ""  # the id of the question that is written
    stem: Text = field(default_factory=Text)  # the wording its siblings share
    relevance: str = ""  # of whom all of them are asked
    rounds: tuple[Value, ...] = ()
    path: tuple[int | str, ...] = ()  # where it stands within what is written
    number: str = ""  # the number printed of what is written


AS_WRITTEN = Made()


class Asked(Frozen, ABC):
    """What every question has, whatever its kind."""

    _made: Made | None = PrivateAttr(default=None)

    id: Id = Field(description="The name of the question and of its variable.")
    number: str = Field("", description="The number printed on the questionnaire; several items may share one.")
    text: Text = Field(description="The wording, per language.")
    label: Text = Field(Text(), description="A short label for tables; the wording where it is left out.")
    help: Text = Field(Text(), description="What F1 shows: a definition, an instruction to the interviewer.")
    relevance: Expression = Field("", description="Of whom it is asked: an expression; of everybody where left out.")
    when_unknown: Literal["skip", "ask"] = Field("skip", description="What to do where relevance cannot be decided.")
    required: Required = Field(
        default=False, description="true: an empty answer is not allowed; soft: it must be explained with a remark."
    )
    empties: tuple[Reason, ...] = Field(
        (REFUSED, DONT_KNOW, NO_ANSWER, NOT_ASKED), description="Which empty answers may be given."
    )
    checks: tuple[Check, ...] = Field((), description="Rules a sound answer obeys.")
    source: Literal["respondent", "document", "register"] = Field(
        "respondent",
        description="Who gives the answer: the respondent, or the interviewer from a document or register.",
    )
    rounds: tuple[WrittenCode, ...] = Field((), description="The rounds of the panel it is asked in; all if left out.")
    role: Role | None = Field(None, description="weight, stratum, cluster, wave, key: what the variable is for.")
    personal: Truth = Field(default=False, description=PERSONAL)
    default: Expression = Field("", description="An expression; its value stands typed already, and Enter takes it.")
    last_saved: Truth = Field(
        default=False, description="true: what the same keyer answered in the interview before stands typed already."
    )
    verify: Truth = Field(
        default=True, description="false: in a second keying from paper the first entry's answer is taken over."
    )
    notes: tuple[str, ...] = Field((), description="Remarks for the makers of the instrument; nobody is asked them.")

    @property
    def made_by(self) -> str:
        """The id of the question written in the file, where this one is an item of it or its "other, specify"."""
        return self.made.by

    @property
    def stem(self) -> Text:
        """The wording shared with the other items of a battery."""
        return self.made.stem

    @property
    def made(self) -> Made:
        """All that a question takes over from the one that is written."""
        private = self.__pydantic_private__  # not by `self._made`, which pydantic looks up slowly
        return (private["_made"] if private else None) or AS_WRITTEN

    def taken_from(self, made: Made) -> Self:
        """The question as part of another one."""
        copy = self.model_copy()
        copy._made = made  # noqa: SLF001 - a copy of its own kind
        return copy

    @property
    def rules(self) -> tuple[Check, ...]:
        """The checks that are written, and those that follow from other keys."""
        if self.required != "soft":
            return self.checks
        return (
            Check(id=f"{self.id}_required", severity="soft", rule=f"{self.id} is answered", message=WHY),
            *self.checks,
        )

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
            kind="asked" if self.source == "respondent" else self.source,
            question=self.id,
            number=self.number,
            section=section,
            relevance=self.relevance,
            when_unknown=self.when_unknown,
            required=self.required is True,
            otherwise=self.otherwise,
        )
        kind = particulars.get("type", "number")
        about = {
            "name": self.id,
            "label": self.short,
            "wording": self.stem.joined(self.text),
            "role": self.role,
            "personal": self.personal,
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


class Other(Frozen):
    """The choice after which one may say in words what it is."""

    code: WrittenCode = Field(description="The code of the choice.")
    text: Text = Field(description="The wording, per language, such as: Which one?")
    max: int = Field(255, ge=1, le=32_000, description="The longest answer, in characters.")


class Choosing(Asked):
    """A question whose choices come from a list."""

    codes: Id = Field(description="The name of the list or table the choices come from.")
    other: Other | None = Field(None, description="The choice to be specified in words, in a text question of its own.")
    order: Literal["written", "random"] = Field("written", description="random: shuffled anew for each interview.")
    fixed: tuple[WrittenCode, ...] = Field((), description="Choices that stay at the end when the others are shuffled.")
    where: Mapping[str, Expression] = Field(
        {}, description="Offers only those rows of the table whose column equals the value of an expression."
    )
    among: Id | None = Field(None, description="Offers only what was ticked in this multiple-response question.")


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
