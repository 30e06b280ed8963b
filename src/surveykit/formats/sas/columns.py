"""Columns of SAS: numbers, dates and texts with their formats become variables, labelled from a catalogue."""

from collections.abc import Mapping
from typing import Any

from surveykit.codebook.codelist import Code, SharedLists
from surveykit.codebook.variable import Variable
from surveykit.formats.program.counted import Column, Program, Raw, value_of
from surveykit.formats.sas.dates import decimals_of, parted, text_of, type_of, user_format
from surveykit.problems import Rule
from surveykit.text import Text

BAD_DATE = Rule(
    "SK611",
    "A number of a SAS file stands where a date should, and is none",
    "It is left blank, so that one bad cell does not cost the file.",
    "a date after the year 9999 in a .sas7bdat",
    "Correct the value in the source.",
)
LABELLED_DATE = Rule(
    "SK612",
    "Dates of a SAS file have value labels",
    "A date stands for itself; only a missing value keeps its label.",
    "a format of dates that calls 1 January 1990 `founding day`",
    "Put the meaning into a variable of its own.",
)
_PROGRAM = Program("sas", type_of, text_of, BAD_DATE, LABELLED_DATE)

Labels = Mapping[Any, str]  # of values, or of letters such as "A"


def number_column(name: str, label: str, sas_format: str, labels: Labels) -> Column:
    """A column of numbers or dates, which comes as numbers and letters, part by part."""
    plain = parted(sas_format)[0] in {"", "BEST"} or user_format(sas_format)
    raw = Raw(
        name,
        Text(label),
        sas_format,
        {value_of(value): Text(said) for value, said in labels.items() if not isinstance(value, str)},
        {value.lower(): Text(said) for value, said in labels.items() if isinstance(value, str)},
        decimals_of(sas_format) if decimals_of(sas_format) is not None else 0 if plain else None,
    )
    return Column(raw, _PROGRAM)


def text_variable(name: str, label: str, sas_format: str, labels: Labels, lists: SharedLists) -> Variable:
    """A variable of texts."""
    codes = tuple(Code(value=str(value).rstrip(), label=Text(said)) for value, said in labels.items())
    return Variable(
        name=name,
        label=Text(label),
        type="text",
        codes=lists.name_of(codes, name) if codes else None,
        formats={"sas": sas_format} if sas_format else {},
    )
