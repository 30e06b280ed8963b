"""A typology with its parameters set: every expression read, with values in the place of parameters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from surveykit.derive.typology.given import Given, given
from surveykit.derive.typology.written import Parameter, TypologyFile, spoken, value_of
from surveykit.expr.parse import parse
from surveykit.expr.syntax import Constant, Expression, Name
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule, listed, nearest
from surveykit.source import Path_

NO_PARAMETER = Rule(
    "SK750",
    "A parameter of the typology cannot have this value",
    "The types would be counted by another rule than the one asked for.",
    "surveykit classify starters.parquet --typology belgian.yaml -p age_max=old",
    "Give one of the values the file allows; `surveykit check` looks at the file itself.",
)

Purpose = Literal["condition", "aggregate"]
OTHERS = Constant(value=True)
"""The condition of a level that holds of all others."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A typology under one setting of its parameters.

    Args:
        file: the typology.
        values: parameter to value.
        axes: axis to its levels, each with its condition, in the order they are tried.
        missing: reason for having no type to its condition.
        aggregates: values of a case made of its rows, as expressions over them.
    """

    file: TypologyFile
    values: Mapping[str, Value | bool]
    axes: Mapping[str, tuple[tuple[str, Expression], ...]]
    missing: Mapping[str, Expression]
    aggregates: Mapping[str, Expression]

    @property
    def conditions(self) -> tuple[Expression, ...]:
        """Every expression over a case."""
        return (*self.missing.values(), *(condition for levels in self.axes.values() for _, condition in levels))

    def said(self, name: str) -> str:
        """What a key of the file says that may be the name of a parameter."""
        return spoken(self.values[name]) if name in self.values else name


def bound(file: TypologyFile, words: Mapping[str, Value]) -> Bound:
    """A typology with some parameters set and the others at their defaults.

    Raises:
        DataError: SK750, no such parameter, or no such value.
        DefinitionError: SK101 to SK104, an expression cannot be read.
    """
    values = {name: value_of(parameter, parameter.default) for name, parameter in file.parameters.items()}
    values |= _given(file.parameters, words)
    stand_for: dict[str, Given] = {
        name: Name(str(value)) if file.parameters[name].kind == "variable" else value for name, value in values.items()
    }

    def read(text: str) -> Expression:
        return given(parse(text), stand_for) if text else OTHERS

    return Bound(
        file,
        values,
        {
            name: tuple((key, read(level.when)) for key, level in axis.levels.items())
            for name, axis in file.axes.items()
        },
        {name: read(reason.when) for name, reason in file.missing.items()},
        {name: read(aggregate.formula) for name, aggregate in file.aggregates.items()},
    )


def _given(parameters: Mapping[str, Parameter], words: Mapping[str, Value]) -> dict[str, Value | bool]:
    values: dict[str, Value | bool] = {}
    problems = []
    for name, word in words.items():
        if name not in parameters:
            known = f"the parameters are {listed([*parameters])}" if parameters else "it has no parameters"
            hint = nearest(name, parameters) or known
            problems.append(Problem(NO_PARAMETER, f"the typology has no parameter '{name}'", hint=hint))
            continue
        try:
            values[name] = value_of(parameters[name], word)
        except ValueError as fault:
            what = f"'{name}' cannot be '{word}': {fault}"
            problems.append(Problem(NO_PARAMETER, what, hint=str(parameters[name].label)))
    if problems:
        raise DataError(problems)
    return values


def formulas(file: TypologyFile) -> Iterator[tuple[Path_, str, Purpose]]:
    """Every expression of a typology: where it stands, what it says, and over what it is taken."""
    for name, aggregate in file.aggregates.items():
        yield ("aggregates", name, "formula"), aggregate.formula, "aggregate"
    for name, reason in file.missing.items():
        yield ("missing", name, "when"), reason.when, "condition"
    for name, axis in file.axes.items():
        for key, level in axis.levels.items():
            if level.when:
                yield ("axes", name, "levels", key, "when"), level.when, "condition"
