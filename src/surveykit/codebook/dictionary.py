"""The dictionary of data that no questionnaire made: what a codebook file says, and the codebook it gives."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from surveykit.codebook.codebook import Codebook, Consistency, ResponseSet
from surveykit.codebook.codelist import Code, CodeList, Frozen
from surveykit.codebook.country_sets import CountrySet, Period
from surveykit.codebook.variable import Measure, Origin, Role, Type, Variable, standard_missing
from surveykit.codebook.written import Day, Id, Languages, Truth, WrittenCode, WrittenCodes, WrittenDays, WrittenRange
from surveykit.expr.fold import names_of
from surveykit.expr.parse import parse
from surveykit.missing import USER_MISSING
from surveykit.text import Text


class WrittenMissing(Frozen):
    """A code that means that a value is not there."""

    label: Text = Field(Text(), description="What it means, per language.")
    reason: str = Field(
        USER_MISSING, description="The reason in a word, such as not_asked or refused, or one of your own."
    )


class WrittenCheck(Frozen):
    """A rule that sound data obey."""

    id: Id = Field(description="A name for the check, unique in the codebook.")
    severity: Literal["hard", "soft"] = Field("hard", description="hard: an error; soft: a warning.")
    rule: str = Field(description="An expression that is true of sound data.")
    message: Text = Field(description="What is wrong where it is not true, per language.")


class WrittenVariable(Frozen):
    """One column of the data: what it is, which values it has, where it comes from."""

    id: Id = Field(description="The name of the column.")
    label: Text = Field(Text(), description="A short label for tables, per language.")
    text: Text = Field(Text(), description="What it is, in full sentences.")
    type: Type | None = Field(None, description="number, text, date, time or datetime; number where left out.")
    codes: Id | None = Field(None, description="The name of a code list, where the values are codes.")
    measure: Measure | None = Field(None, description="nominal, ordinal or scale.")
    range: WrittenRange | None = Field(None, description="The values a number can have: low..high.")
    days: WrittenDays | None = Field(None, description="The days a date can have: from..to.")
    decimals: int | None = Field(None, ge=0, le=12, description="The decimals of a number; 0 for whole numbers.")
    unit: Text = Field(Text(), description="What is counted, per language.")
    role: Role | None = Field(None, description="id, weight, stratum, cluster, wave, key: what it is for.")
    personal: Truth = Field(
        default=False, description="true: it can tell who somebody is; not exported unless asked for."
    )
    missing: Literal["standard"] | Mapping[WrittenCode, WrittenMissing] = Field(
        {}, description="Codes of values that are not there; `standard` for the four empties of questionnaires."
    )
    source: Literal["register", "document", "asked", "imported"] = Field(
        "register", description="Where the values come from; a variable with a formula is computed."
    )
    section: Id | None = Field(None, description="The section it stands in.")
    formula: str = Field("", description="An expression it is computed by; it may read variables above it.")
    checks: tuple[WrittenCheck, ...] = Field((), description="Rules that sound data obey.")
    notes: str = Field("", description="Remarks on source and definition.")


class WrittenPeriod(Frozen):
    """Who belongs to a group of countries in a time."""

    since: Day | None = Field(None, alias="from", description="The first day; open where left out.")
    until: Day | None = Field(None, description="The last day; open where left out.")
    members: tuple[WrittenCode, ...] = Field(min_length=1, description="The countries by their codes.")


class WrittenSet(Frozen):
    """Columns that together hold several choices."""

    label: Text = Field(Text(), description="A label, per language.")
    kind: Literal["dichotomies", "categories"] = Field(
        "dichotomies", description="dichotomies: a 0/1 column for each choice; categories: a choice in each column."
    )
    variables: tuple[Id, ...] = Field(min_length=1, description="The columns.")
    choices: tuple[WrittenCode, ...] = Field((), description="The choice each column of a dichotomies set stands for.")


class WrittenDataset(Frozen):
    """A table that holds some of the variables."""

    title: Text = Field(Text(), description="Its title, per language.")
    unit: Text = Field(Text(), description="What a row is: a firm, a firm in a year.")
    variables: tuple[Id, ...] = Field(min_length=1, description="Its columns in order.")
    notes: tuple[str, ...] = Field((), description="Remarks on this table.")


class CodebookFile(Frozen):
    """The dictionary of data without a questionnaire: registers, accounts, files of others."""

    name: str = Field(alias="codebook", min_length=1, description="The name of the codebook.")
    version: str = Field("", description="The version, as people speak of it.")
    title: Text = Field(description="The title, per language.")
    description: Text = Field(Text(), description="What the data are and where they come from.")
    languages: Languages = Field(description="Language codes; the first is the default.", min_length=1)
    notes: tuple[str, ...] = Field((), description="Remarks on the data as a whole.")
    lists: Mapping[Id, WrittenCodes] = Field({}, description="Code lists: each a mapping from code to label.")
    country_sets: Mapping[Id, tuple[WrittenPeriod, ...]] = Field(
        {}, description="Groups of countries by name, each a list of periods with their members."
    )
    sections: Mapping[Id, Text] = Field({}, description="Groups of variables: a mapping from name to title.")
    variables: tuple[WrittenVariable, ...] = Field(min_length=1, description="The variables in order.")
    sets: Mapping[Id, WrittenSet] = Field({}, description="Columns that belong together, by name.")
    datasets: Mapping[Id, WrittenDataset] = Field({}, description="Tables that hold some of the variables, by name.")

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook of all variables."""
        return Codebook(
            name=self.name,
            title=self.title,
            languages=self.languages,
            variables=tuple(self._variable(variable) for variable in self.variables),
            lists={name: CodeList(name=name, codes=_codes(codes)) for name, codes in self.lists.items()},
            sets=tuple(ResponseSet(name=name, **written.model_dump()) for name, written in self.sets.items()),
            checks=tuple(_checks(self.variables)),
            sections=self.sections,
            notes=self.notes,
            country_sets={name: _country_set(name, periods) for name, periods in self.country_sets.items()},
        )

    def of(self, dataset: str) -> Codebook:
        """The codebook of one of the datasets, with the checks that read nothing else."""
        written = self.datasets[dataset]
        part = self.codebook.select(written.variables)
        held = set(written.variables)
        checks = tuple(c for c in self.codebook.checks if held.issuperset(names_of(parse(c.rule))))
        about = {"name": f"{self.name}-{dataset}", "title": written.title or self.title, "checks": checks}
        return part.model_copy(update={**about, "notes": (*self.notes, *written.notes)})

    def _variable(self, written: WrittenVariable) -> Variable:
        codes = self.lists.get(written.codes or "", {})
        of_texts = any(isinstance(code, str) for code in codes)
        kind: Type = written.type or ("text" if of_texts else "number")
        whole = bool(codes) and all(isinstance(code, int) for code in codes)
        return Variable(
            name=written.id,
            label=written.label or written.text,
            wording=written.text,
            type=kind,
            measure=written.measure or ("scale" if kind == "number" and not codes else "nominal"),
            codes=written.codes,
            missing=_missing(written, kind),
            range=written.range,
            earliest=written.days[0] if written.days else None,
            latest=written.days[1] if written.days else None,
            decimals=0 if whole and written.decimals is None else written.decimals,
            unit=written.unit,
            role=written.role,
            personal=written.personal,
            origin=Origin(
                kind="computed" if written.formula else written.source,
                section=written.section or "",
                formula=written.formula,
            ),
            notes=written.notes,
        )


def _codes(codes: Mapping[Any, Text]) -> tuple[Code, ...]:
    return tuple(Code(value=value, label=label) for value, label in codes.items())


def _missing(written: WrittenVariable, kind: Type) -> tuple[Code, ...]:
    if written.missing == "standard":
        return standard_missing(kind)
    return tuple(Code(value=v, label=m.label, missing=m.reason) for v, m in written.missing.items())


def _checks(variables: tuple[WrittenVariable, ...]) -> Iterator[Consistency]:
    for variable in variables:
        for check in variable.checks:
            yield Consistency(variable=variable.id, **check.model_dump())


def _country_set(name: str, periods: tuple[WrittenPeriod, ...]) -> CountrySet:
    return CountrySet(name=name, periods=tuple(Period(**period.model_dump()) for period in periods))
