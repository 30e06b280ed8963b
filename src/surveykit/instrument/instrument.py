"""The instrument: sections of questions, code lists, what the register knows, and what is computed."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from surveykit.codebook.codelist import Code, CodeList, Frozen
from surveykit.codebook.variable import Measure, Role
from surveykit.codebook.written import Languages, WrittenCodes
from surveykit.instrument.extent import Cluster, Completion, Quota, Roster, Rounds
from surveykit.instrument.group import Written, posed
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.multiple import TICKED, Multiple
from surveykit.instrument.kinds.ranking import Ranking
from surveykit.instrument.kinds.scale import Scale
from surveykit.instrument.question import PERSONAL, Commons, Expression
from surveykit.instrument.table import Table
from surveykit.instrument.written import Id, Truth, WrittenCode
from surveykit.missing import DEFAULT_CODES, REASONS, Value
from surveykit.source import Path_
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


class Column(Frozen):
    """What a variable that is not asked has: one of the register, or one computed."""

    id: Id = Field(description="The name of the variable.")
    label: Text = Field(Text(), description="A label for tables, per language.")
    codes: Id | None = Field(None, description="The name of a code list, where the values are codes.")
    format: Literal["integer", "decimal", "text", "date"] = Field("integer", description="What the values are.")
    decimals: int | None = Field(None, ge=0, le=12, description="The decimals printed.")
    unit: Text = Field(Text(), description="What is counted.")
    measure: Measure | None = Field(None, description="nominal, ordinal or scale.")
    personal: Truth = Field(default=False, description=PERSONAL)


class Registered(Column):
    """A variable known before the interview, from the sampling frame."""

    role: Role | None = Field(None, description="weight, stratum, cluster, wave: what it is for.")


class Computed(Column):
    """A variable made from answers by a formula; it may read those computed above it."""

    format: Literal["integer", "decimal", "text"] = Field("decimal", description="What the values are; never rounded.")
    formula: Expression = Field(description="An expression.")
    help: Text = Field(Text(), description="Why it is made so.")


class Section(Frozen):
    """Questions that stand together under a title; as a roster, asked once for each of its rows."""

    id: Id = Field(description="A name for the section.")
    title: Text = Field(description="The heading, per language.")
    relevance: Expression = Field("", description="Of whom the whole section is asked.")
    rounds: tuple[WrittenCode, ...] = Field((), description="The rounds of the panel it is asked in; all if left out.")
    roster: Roster | None = Field(None, description="Where the section is asked once for each of several rows.")
    within: Id | None = Field(None, description="The roster section each of whose rows has this roster.")
    order: Literal["written", "random"] = Field("written", description="random: its questions are shuffled.")
    notes: tuple[str, ...] = Field((), description="Remarks for the makers of the instrument.")
    questions: tuple[Written, ...] = Field(description="The questions in order.", min_length=1)

    @cached_property
    def posed(self) -> tuple[tuple[Path_, Question], ...]:
        """The questions as they are asked, batteries taken apart, each with its place under `questions`."""
        return tuple(((place, *question.made.path), question) for place, question in posed(self.questions))


class Instrument(Frozen):
    """A questionnaire: what is asked, of whom, in which languages, and what a sound answer is."""

    instrument: str = Field(description="The name of the instrument.", min_length=1)
    version: str = Field("", description="The version, as people speak of it.")
    title: Text = Field(description="The title, per language.")
    description: Text = Field(Text(), description="What it is for and where it comes from.")
    languages: Languages = Field(description="Language codes; the first is the default.", min_length=1)
    missing: Annotated[Mapping[str, int], AfterValidator(_complete)] = Field(
        DEFAULT_CODES, description="The codes of the four empties, where they are not -1, -7, -8 and -9."
    )
    lists: Mapping[Id, WrittenCodes] = Field(
        {}, description="Code lists: each a mapping from code to label, in the order offered."
    )
    retired: Mapping[Id, WrittenCodes] = Field(
        {}, description="Codes of lists that are not offered any more: what they meant, for the cases that have them."
    )
    tables: Mapping[Id, Table] = Field({}, description="Code lists kept in CSV files, such as countries.")
    rounds: Rounds | None = Field(None, description="The rounds of a panel.")
    reason_for_change: Literal["never", "after_completion", "always"] = Field(
        "never", description="When a stored answer that is changed asks for a reason."
    )
    order: Literal["written", "random"] = Field("written", description="random: the sections are shuffled.")
    notes: tuple[str, ...] = Field((), description="Remarks for the makers of the instrument.")
    registered: tuple[Registered, ...] = Field(
        (), alias="register", description="Variables known before the interview."
    )
    sections: tuple[Section, ...] = Field(description="The sections in order.", min_length=1)
    computed: tuple[Computed, ...] = Field((), description="Variables made from answers, in order.")
    clusters: tuple[Cluster, ...] = Field((), description="Rules on all cases that share a value.")
    quotas: tuple[Quota, ...] = Field((), description="How many interviews of a sort are wanted.")
    completion: Completion = Field(Completion(), description="What completing an interview asks for.")

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its id, in order."""
        return {question.id: question for _, question in self.asked()}

    def asked(self) -> Iterator[tuple[Section, Question]]:
        """Every question with its section, in order."""
        for section in self.sections:
            for _, question in section.posed:
                yield section, question

    def placed(self) -> Iterator[tuple[Path_, Section, Question]]:
        """Every question with its place in the file and its section, in order."""
        for s, section in enumerate(self.sections):
            for path, question in section.posed:
                yield ("sections", s, "questions", *path), section, question

    def relevance_of(self, section: Section, question: Question) -> Expression:
        """Of whom a question is asked: its rounds and relevance, its battery's, and those of its section."""
        parts = [
            self.of_rounds(section.rounds),
            section.relevance,
            self.of_rounds(question.made.rounds),
            question.made.relevance,
            self.of_rounds(question.rounds),
            question.relevance,
        ]
        said = [part for part in parts if part]
        return said[0] if len(said) == 1 else " and ".join(f"({part})" for part in said)

    def of_rounds(self, rounds: tuple[Value, ...]) -> Expression:
        """The condition that an interview belongs to some rounds."""
        if not rounds or self.rounds is None:
            return ""
        return f"{self.rounds.variable} in [{', '.join(map(repr, rounds))}]"

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """The columns of questions that have several, each with its question."""
        found: dict[str, str] = {}
        for _, question in self.asked():
            if isinstance(question, Multiple):
                found.update(dict.fromkeys(question.columns(self.commons).values(), question.id))
            elif isinstance(question, Ranking):
                found.update(dict.fromkeys(question.places(self.commons), question.id))
        return found

    def roster_of(self, section: Section) -> str:
        """The roster whose rows a section is asked of: its own, or the one it stands within; "" for the case."""
        return section.id if section.roster is not None else section.within or ""

    def rosters_above(self, roster: str) -> tuple[Section, ...]:
        """A roster and the one whose rows have it, from the case down."""
        sections = {section.id: section for section in self.sections}
        found = sections[roster]
        outer = sections.get(found.within or "")
        return (found,) if outer is None else (outer, found)

    def row_codes(self, section: Section) -> str | None:
        """The code list whose codes the rows of a roster stand for, where they do not merely count."""
        each = section.roster.each if section.roster is not None else None
        if each is None or each in self.commons.lists:
            return each
        question = self.questions.get(each)
        return getattr(question, "codes", None)

    @cached_property
    def commons(self) -> Commons:
        """The code lists and missing codes all questions share."""
        lists, retired = (
            {name: _listed(name, codes) for name, codes in part.items()} for part in (self.lists, self.retired)
        )
        tables = {name: table.listed(name) for name, table in self.tables.items()}
        scales = {q.listed.name: q.listed for _, q in self.asked() if isinstance(q, Scale)}
        return Commons({**lists, **tables, **scales, TICKED.name: TICKED}, self.tables, self.missing, retired)

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change when anything but comments and order of keys changes."""
        import json

        said = json.dumps(_ordered(self), ensure_ascii=False, separators=(",", ":"))
        return sha256(said.encode()).hexdigest()[:16]


def _listed(name: str, codes: Mapping[Value, Text]) -> CodeList:
    return CodeList(name=name, codes=tuple(Code(value=value, label=label) for value, label in codes.items()))


def _ordered(part: Any) -> Any:
    """What a model says beyond its defaults, its keys sorted; mappings of codes keep their order."""
    if isinstance(part, Frozen):
        said = {}
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            if not field.exclude and value != field.default:
                said[field.alias or name] = value
        return {key: _ordered(said[key]) for key in sorted(said)}
    if isinstance(part, Text):
        return dict(sorted(part.languages.items()))
    if isinstance(part, Mapping):
        return [[key, _ordered(value)] for key, value in part.items()]
    return [_ordered(item) for item in part] if isinstance(part, tuple) else part
