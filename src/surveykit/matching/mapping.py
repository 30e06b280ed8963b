"""The mapping of a file to a codebook: which column is which variable and how its values are read; a file of ours."""

from collections import abc
from typing import Literal

from pydantic import Field

from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import Truth, WrittenCode

Found = Literal["name", "label", "wording", "similarity", "values", "position", "chosen"]
EXACT: frozenset[Found] = frozenset(["name", "label", "wording"])


class Match(Frozen):
    """One variable or multiple-response question: the column or columns it comes from, and how they are read."""

    column: str | None = Field(None, description="The column it comes from.")
    columns: abc.Mapping[str, WrittenCode] = Field(
        {}, description="Of a multiple-response question with a column for each choice: column to code of the choice."
    )
    label: str = Field("", description="What the file said of the column, to see whether another file has the same.")
    found: Found = Field(
        "chosen", description="How: by name, label, wording, similarity, values or position; `chosen` by you."
    )
    score: float | None = Field(None, ge=0, le=1, description="How sure, from 0 to 1.")
    accepted: Truth = Field(
        default=True, description="false: a proposal to look at; it is not used until this line is gone or says true."
    )
    rivals: abc.Mapping[str, float] = Field({}, description="Other variables the column might be, with their scores.")
    values: abc.Mapping[str, WrittenCode] = Field(
        {}, description="What stands in the column, to the code it means; what is not named is read as it is."
    )
    blank: tuple[str, ...] = Field((), description="Values that mean that nothing was written.")
    open: tuple[str, ...] = Field((), description="Values nobody has given a code yet; they are left blank and told.")
    separator: str = Field("", description="What stands between several answers in one cell, such as `;`.")
    ticked: tuple[str, ...] = Field((), description="Of columns of choices: values that mean chosen.")
    not_ticked: tuple[str, ...] = Field((), description="Of columns of choices: values that mean not chosen.")
    dates: Literal["day-first", "month-first"] | None = Field(
        None, description="day-first: 5/6/2024 is 5 June; month-first: it is 6 May."
    )
    decimal: Literal[",", "."] | None = Field(None, description="The decimal sign of its numbers.")
    unit: str = Field("", description="What stands beside its numbers and is taken off, such as `%` or `kr`.")

    @property
    def taken(self) -> tuple[str, ...]:
        """The columns it takes."""
        return (*((self.column,) if self.column is not None else ()), *self.columns)


class Mapping(Frozen):
    """Which columns of a file are which variables of an instrument or codebook, and how their values are read."""

    name: str = Field(alias="mapping", min_length=1, description="The name of the instrument or codebook.")
    file: str = Field("", description="The file it was made for.")
    fingerprint: str = Field("", description="Of the columns of that file.")
    variables: abc.Mapping[str, Match] = Field({}, description="Variables and multiple-response questions by name.")
    kept: tuple[str, ...] = Field((), description="Columns that are no variable; they are kept as they are.")
    open: abc.Mapping[str, abc.Mapping[str, float]] = Field(
        {}, description="Columns nobody has decided on, each with the variables it might be; they are kept as they are."
    )
    without: tuple[str, ...] = Field((), description="Variables that no column was found for; they are left blank.")

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it speaks of."""
        taken = (column for match in self.variables.values() for column in match.taken)
        return tuple(dict.fromkeys((*taken, *self.kept, *self.open)))

    @property
    def unsure(self) -> tuple[str, ...]:
        """The variables with a proposal that is not accepted."""
        return tuple(name for name, match in self.variables.items() if not match.accepted)

    def sure(self) -> "Mapping":
        """The mapping with what is accepted only; the columns of the rest are kept."""
        left = {c: {v: m.score or 0.0} for v, m in self.variables.items() if not m.accepted for c in m.taken}
        chosen = {name: match for name, match in self.variables.items() if match.accepted}
        return self.model_copy(update={"variables": chosen, "open": {**left, **self.open}})
