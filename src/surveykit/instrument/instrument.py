"""The instrument: sections of questions, code lists, what the register knows, and what is computed."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from surveykit.codebook.codelist import Code, CodeList, Frozen
from surveykit.codebook.variable import Measure, Role
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.multiple import TICKED
from surveykit.instrument.question import Commons, Expression
from surveykit.instrument.written import Id, WrittenCode
from surveykit.missing import DEFAULT_CODES, REASONS
from surveykit.source import Quoted
from surveykit.text import Text


def _complete(codes: Mapping[str, int]) -> dict[str, int]:
    unknown = [reason for reason in codes if reason not in REASONS]
    complete = {**DEFAULT_CODES, **codes}
    if len(set(complete.values())) < len(complete):
        msg = "two reasons for an empty answer would have the same code"
        raise ValueError(msg)
    if unknown:
        msg = f"'{unknown[0]}' is not a reason for an empty answer ({', '.join(REASONS)})"
        raise ValueError(msg)
    return complete


def _once(languages: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(languages)) < len(languages):
        msg = "a language stands twice"
        raise ValueError(msg)
    return languages


def _distinct(codes: Any) -> Any:
    """Codes that are one number, 1 and 1.0, would swallow one another."""
    if isinstance(codes, dict):
        numbers = [
            float(code) for code in codes if not isinstance(code, Quoted) and re.fullmatch(r"-?\d+(\.\d+)?", code)
        ]
        if len(set(numbers)) < len(numbers):
            msg = "two of its codes are the same number"
            raise ValueError(msg)
    return codes


class Column(Frozen):
    """What a variable that is not asked has: one of the register, or one computed."""

    id: Id = Field(description="The name of the variable.")
    label: Text = Field(Text(), description="A label for tables, per language.")
    codes: Id | None = Field(None, description="The name of a code list, where the values are codes.")
    format: Literal["integer", "decimal", "text"] = Field("integer", description="What the values are.")
    decimals: int | None = Field(None, ge=0, le=12, description="The decimals printed.")
    unit: Text = Field(Text(), description="What is counted.")
    measure: Measure | None = Field(None, description="nominal, ordinal or scale.")


class Registered(Column):
    """A variable known before the interview, from the sampling frame."""

    role: Role | None = Field(None, description="weight, stratum, cluster, wave: what it is for.")


class Computed(Column):
    """A variable made from answers by a formula; it may read those computed above it."""

    format: Literal["integer", "decimal", "text"] = Field("decimal", description="What the values are; never rounded.")
    formula: Expression = Field(description="An expression.")
    help: Text = Field(Text(), description="Why it is made so.")


class Section(Frozen):
    """Questions that stand together under a title, and may share one relevance."""

    id: Id = Field(description="A name for the section.")
    title: Text = Field(description="The heading, per language.")
    relevance: Expression = Field("", description="Of whom the whole section is asked.")
    questions: tuple[Question, ...] = Field(description="The questions in order.", min_length=1)


class Instrument(Frozen):
    """A questionnaire: what is asked, of whom, in which languages, and what a sound answer is."""

    instrument: str = Field(description="The name of the instrument.", min_length=1)
    version: str = Field("", description="The version, as people speak of it.")
    title: Text = Field(description="The title, per language.")
    description: Text = Field(Text(), description="What it is for and where it comes from.")
    languages: Annotated[tuple[str, ...], AfterValidator(_once)] = Field(
        description="Language codes; the first is the default.", min_length=1
    )
    missing: Annotated[Mapping[str, int], AfterValidator(_complete)] = Field(
        DEFAULT_CODES, description="The codes of the four empties, where they are not -1, -7, -8 and -9."
    )
    lists: Mapping[Id, Annotated[Mapping[WrittenCode, Text], BeforeValidator(_distinct)]] = Field(
        {}, description="Code lists: each a mapping from code to label, in the order offered."
    )
    registered: tuple[Registered, ...] = Field(
        (), alias="register", description="Variables known before the interview."
    )
    sections: tuple[Section, ...] = Field(description="The sections in order.", min_length=1)
    computed: tuple[Computed, ...] = Field((), description="Variables made from answers, in order.")

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its id, in order."""
        return {question.id: question for _, question in self.asked()}

    def asked(self) -> Iterator[tuple[Section, Question]]:
        """Every question with its section, in order."""
        for section in self.sections:
            for question in section.questions:
                yield section, question

    def relevance_of(self, section: Section, question: Question) -> Expression:
        """Of whom a question is asked: its section's relevance and its own."""
        both = [expression for expression in (section.relevance, question.relevance) if expression]
        return both[0] if len(both) == 1 else " and ".join(f"({expression})" for expression in both)

    @cached_property
    def commons(self) -> Commons:
        """The code lists and missing codes all questions share."""
        lists = {
            name: CodeList(name=name, codes=tuple(Code(value=value, label=label) for value, label in codes.items()))
            for name, codes in self.lists.items()
        }
        return Commons({**lists, TICKED.name: TICKED}, self.missing)

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change when anything but comments and order of keys changes."""
        return sha256(self.model_dump_json(exclude_defaults=True, by_alias=True).encode()).hexdigest()[:16]
