"""What the dictionary of an SPSS file says of each variable, in our words: type, labels, missing codes, sets."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from surveykit.codebook.codebook import ResponseSet
from surveykit.codebook.codelist import Code, SharedLists
from surveykit.codebook.reasons import reason_of
from surveykit.codebook.variable import Measure, Range, Type, Variable
from surveykit.formats.spss.columns import Column, DateColumn, NumberColumn, TextColumn, whole
from surveykit.formats.spss.dates import type_of
from surveykit.formats.spss.missing import missing_of
from surveykit.missing import USER_MISSING
from surveykit.problems import Place, Problem, Rule, listed
from surveykit.text import Text

LABELLED_DATE = Rule(
    "SK522",
    "Dates have value labels",
    "A date stands for itself; only what is declared missing keeps its label.",
    "the label `founding day` on 1 January 1990",
    "Put the meaning into a variable of its own.",
)
LABELLED_NOTHING = Rule(
    "SK601",
    "A value label belongs to no number",
    "What it labels cannot be said; sound programs do not write it.",
    "a label of a NaN in a damaged .sav",
    "Look at the labels of the variable, or ask for the file again.",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """One variable as the dictionary has it."""

    name: str
    label: str
    spss: str  # its format
    type: Type
    measure: Measure
    codes: tuple[Code, ...]
    missing: tuple[Code, ...]
    ranges: tuple[Range, ...]
    beside: Mapping[str, str]  # role and custom attributes
    lost: tuple[str, ...] = ()  # labels of what is no number

    @property
    def dated(self) -> bool:
        """Whether it is a date or a time."""
        return self.type not in {"number", "text"}

    def column(self, *, mixed: bool) -> Column:
        """A new column of its kind; `mixed` where it is known to hold other than whole numbers."""
        if self.type == "text":
            return TextColumn()
        if self.type == "number":
            return NumberColumn.of(self.spss, coded=bool(self.codes), mixed=mixed)
        return DateColumn(self.name, self.type, self.spss, list(self.missing), self.ranges)

    def variable(self, column: Column, lists: SharedLists, *, weight: bool) -> Variable:
        """The variable, once its column has been read."""
        return Variable(
            name=self.name,
            label=Text(self.label),
            type=self.type,
            measure=self.measure,
            codes=lists.name_of(self.codes, self.name) if self.codes and not self.dated else None,
            missing=tuple(column.missing) if isinstance(column, DateColumn) else self.missing,
            missing_ranges=() if self.dated else self.ranges,
            decimals=column.decimals if isinstance(column, NumberColumn) else None,
            role="weight" if weight else None,
            formats=({"spss": self.spss} if self.spss else {}) | dict(self.beside),
        )

    def problems(self, column: Column) -> Iterator[Problem]:
        """What was odd in its column, and labels that a date cannot have."""
        yield from column.problems()
        if self.lost:
            what = f"labels of what is no number are left out: {listed(self.lost, 3)}"
            yield Problem(LABELLED_NOTHING, what, Place(variable=self.name), LABELLED_NOTHING.mend, "warning")
        if self.dated and self.codes:
            what = f"{len(self.codes)} labels of dates are left out; a date has no code list"
            yield Problem(LABELLED_DATE, what, Place(variable=self.name), severity="warning")


def facts_of(name: str, meta: Any, beside: Mapping[str, str]) -> Facts:
    """The facts of a variable from the metadata of the library that reads the dictionary."""
    spss = meta.original_variable_types.get(name) or ""
    text = meta.readstat_variable_types[name] == "string"
    type_: Type = "text" if text else type_of(spss)
    said = {whole(value): label for value, label in meta.variable_value_labels.get(name, {}).items()}
    labels = {value: label for value, label in said.items() if isinstance(value, str) or isfinite(value)}
    lost = tuple(label for value, label in said.items() if value not in labels)
    declared = [(whole(pair["lo"]), whole(pair["hi"])) for pair in meta.missing_ranges.get(name, ())]
    if text:  # SPSS declares three missing texts at most; our fourth shows by its value and label
        declared += [(v, v) for v, label in labels.items() if reason_of(v, Text(label)) != USER_MISSING]
    missing, ranges = missing_of(labels, declared)
    gone = {code.value for code in missing}
    codes = tuple(
        Code(value=value, label=Text() if label == str(value) else Text(label))
        for value, label in labels.items()
        if value not in gone
    )
    label = meta.column_names_to_labels.get(name) or ""
    measure = _measure(meta.variable_measure.get(name, ""), type_, coded=bool(codes))
    return Facts(name, label, spss, type_, measure, codes, missing, ranges, beside, lost)


def _measure(said: str, type_: Type, *, coded: bool) -> Measure:
    if said in {"nominal", "ordinal", "scale"}:
        return said  # type: ignore[return-value]  # just looked at
    return "scale" if type_ == "number" and not coded else "nominal"


def sets_of(meta: Any) -> Iterator[ResponseSet]:
    """The multiple-response sets whose variables are all there."""
    names = set(meta.column_names)
    for name, facts in meta.mr_sets.items():
        members = tuple(facts["variable_list"])
        if not members or not names.issuperset(members):
            continue
        counted = facts["counted_value"]
        yield ResponseSet(
            name=name.removeprefix("$"),
            label=Text(facts["label"] or ""),
            kind="dichotomies" if facts["is_dichotomy"] else "categories",
            counted=1 if counted is None else whole(counted),
            variables=members,
            choices=choices_in(members) if facts["is_dichotomy"] else (),
        )


def choices_in(members: tuple[str, ...]) -> tuple[int, ...]:
    """The codes the columns of a set stand for: the numbers their names end in, or else 1, 2, 3.

    Example:
        >>> choices_in(("partners_1", "partners_2", "partners_9")), choices_in(("phone", "web"))
        ((1, 2, 9), (1, 2))
    """
    endings = [re.search(r"\d+$", member) for member in members]
    numbers = tuple(int(ending[0]) for ending in endings if ending)
    if len(set(numbers)) == len(members):
        return numbers
    return tuple(range(1, len(members) + 1))
