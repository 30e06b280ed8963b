"""What a typology file says: parameters, axes with their levels, and the types their combinations make."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import ColumnId, Day, Id, Languages, WrittenCode, WrittenRange
from surveykit.missing import Value
from surveykit.text import Text

Names = Annotated[tuple[Id, ...], Field(min_length=1)]


class Parameter(Frozen):
    """What may be read in more than one way: a threshold, a reading, a variable."""

    label: Text = Field(description="What it says, per language.")
    kind: Literal["number", "truth", "text", "variable"] = Field(
        "number", description="number, truth (true or false), text (also the name of a country set), variable."
    )
    default: WrittenCode = Field(description="Its value where none is given.")
    values: tuple[WrittenCode, ...] = Field((), description="The values it may have; any of its kind where left out.")
    range: WrittenRange | None = Field(None, description="The values a number may have: low..high.")


class Membership(Frozen):
    """Whether an item belongs to a group of countries: a condition that aggregates may name."""

    set: Id = Field(description="A country set of the codebook of the data, or a parameter that names one.")
    on: Id | Day = Field(
        description="The day that counts: a date, or a variable that holds a date or a year; of a year it is 1 January."
    )


class Rows(Frozen):
    """What a case has several of: the items of a list, or several rows of the data."""

    by: Id | None = Field(None, description="Rows of the data that share this variable are one case.")
    distinct: tuple[Id, ...] = Field(
        (), description="With `by`: of rows of a case that agree in all of these, only the first counts."
    )
    variable: Id | None = Field(None, description="Or: a text that holds a list; each item is a row.")
    parted_by: str = Field(";", min_length=1, description="What stands between the items of the list.")
    item: Id = Field("item", description="The name of an item; with `by`, the variable that holds it.")
    codes: Id | None = Field(None, description="The code list of the items; what is not in it is told, and unknown.")
    members: Mapping[Id, Membership] = Field({}, description="Conditions by name: whether the item is in a set.")


class Aggregate(Frozen):
    """One value of a case, made of its rows."""

    label: Text = Field(Text(), description="A short label, per language.")
    formula: str = Field(
        description="An expression whose variables stand in sum, min, max, count, any or all; count() counts the rows."
    )


class Level(Frozen):
    """One position on an axis."""

    label: Text = Field(Text(), description="A short label, per language.")
    when: str = Field("", description="The condition; the first that is true holds. Left out: all others.")


class Axis(Frozen):
    """One thing that types are told apart by."""

    label: Text = Field(description="A short label, per language.")
    levels: Mapping[Id, Level] = Field(min_length=2, description="Its levels in the order they are tried.")


class Cell(Frozen):
    """A type: one combination of levels."""

    label: Text = Field(description="A short label, per language.")
    definition: Text = Field(Text(), description="What it stands for, in full sentences.")
    at: tuple[Id, ...] = Field(
        (), description="A level of each axis, in the order of the axes; outside the types, left out: all others."
    )


class Reason(Frozen):
    """Why some cases can have no type."""

    label: Text = Field(description="A short label, per language.")
    when: str = Field(description="The condition.")


class Cross(Frozen):
    """One more classification by the axes of the file, such as expectation against outcome."""

    label: Text = Field(description="A short label, per language.")
    by: Names = Field(description="Its axes.")
    cells: Mapping[Id, Cell] = Field(min_length=1, description="Its types by code.")
    outside: Mapping[Id, Cell] = Field({}, description="Combinations that are no type, by code.")


class Coded(Frozen):
    """The open answers whose codes a typology reads."""

    question: ColumnId = Field(description="The open question.")
    frame: str = Field("", description="The file of the coding frame, seen from the folder of the typology.")


class TypologyFile(Frozen):
    """Types of cases by rules that anyone can read, repeat and vary."""

    name: str = Field(alias="typology", min_length=1, description="The name of the typology.")
    version: str = Field("", description="The version, as people speak of it.")
    title: Text = Field(description="The title, per language.")
    description: Text = Field(Text(), description="What it is for, and whose rule it is.")
    languages: Languages = Field(description="Language codes; the first is the default.", min_length=1)
    data: str = Field(
        "", description="The instrument or codebook of its data, seen from the folder of this file; for `check`."
    )
    codings: Coded | None = Field(None, description="The open answers whose codes it reads.")
    variable: Id = Field(description="The name of the variable that says the type.")
    parameters: Mapping[Id, Parameter] = Field({}, description="What may be set by `-p name=value`.")
    rows: Rows | None = Field(None, description="What a case has several of.")
    aggregates: Mapping[Id, Aggregate] = Field({}, description="Values of a case made of its rows, by name.")
    missing: Mapping[Id, Reason] = Field(
        {}, description="Reasons for having no type, tried before the axes; an axis that is unknown gives its own."
    )
    axes: Mapping[Id, Axis] = Field(min_length=1, description="What the types are told apart by.")
    by: tuple[Id, ...] = Field((), description="The axes of the types, where it is not all.")
    cells: Mapping[Id, Cell] = Field(min_length=1, description="The types by code.")
    outside: Mapping[Id, Cell] = Field({}, description="Combinations that are no type, by code; they are counted.")
    cross: Mapping[Id, Cross] = Field({}, description="More classifications by these axes, by variable.")
    sensitivity: Mapping[Id, Annotated[tuple[WrittenCode, ...], Field(min_length=1)]] = Field(
        {}, description="Values of parameters under which the types are counted again."
    )
    profile: tuple[Id, ...] = Field((), description="Variables by which the types are described.")

    @cached_property
    def schemes(self) -> Mapping[str, Cross]:
        """Every classification by its variable, that of the types first."""
        types = Cross(label=self.title, by=self.by or tuple(self.axes), cells=self.cells, outside=self.outside)
        return {self.variable: types, **self.cross}


UNPLACED = "OUTSIDE"
"""The code of combinations that a file neither makes a type nor names as outside."""


def places(scheme: Cross) -> Mapping[tuple[str, ...], str]:
    """The code of each combination of levels that is named."""
    return {cell.at: code for code, cell in (*scheme.cells.items(), *scheme.outside.items()) if cell.at}


def rest(scheme: Cross) -> str:
    """The code of every other combination."""
    return next((code for code, cell in scheme.outside.items() if not cell.at), UNPLACED)


def value_of(parameter: Parameter, word: Value) -> "Value | bool":
    """What a word, from a file or the command line, says as the value of a parameter.

    Raises:
        ValueError: it is not of its kind, or not among its values; the message says what is expected.
    """
    value = _as_kind(parameter.kind, word)
    allowed = [_as_kind(parameter.kind, each) for each in parameter.values]
    if allowed and value not in allowed:
        raise ValueError(f"one of {', '.join(map(spoken, allowed))} is expected")
    if parameter.range is not None and not isinstance(value, str) and not parameter.range.holds(value):
        raise ValueError(f"a number in {parameter.range} is expected")
    return value


def _as_kind(kind: str, word: Value) -> "Value | bool":
    if kind == "truth":
        if str(word) not in ("true", "false"):
            raise ValueError("true or false is expected")
        return str(word) == "true"
    if kind != "number":
        return str(word)
    try:
        number = float(word)
    except ValueError:
        raise ValueError("a number is expected") from None
    if number != number or abs(number) == float("inf"):  # noqa: PLR0124 - NaN is not itself
        raise ValueError("a number is expected")
    return int(number) if number.is_integer() else number


def spoken(value: "Value | bool") -> str:
    """A value of a parameter as it is written: `true`, `5`, `EU`."""
    return str(value).lower() if isinstance(value, bool) else str(value)
