"""Choices of REDCap: `1, Yes | 0, No`."""

from dataclasses import dataclass, field
from typing import Final

from surveykit.exchange.draft.codes import Codes, codes_of
from surveykit.exchange.draft.form import Form
from surveykit.exchange.draft.rules import BAD_CHOICES
from surveykit.exchange.redcap.rows import Row

YES_NO: Final = (("1", "Yes"), ("0", "No"))
TRUE_FALSE: Final = (("1", "True"), ("0", "False"))


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of a field: pairs of code and label as written."""

    pairs: tuple[tuple[str, str], ...]
    codes: Codes = field(default_factory=Codes)


def choices_of(form: Form, row: Row) -> Choices:
    """The choices of a field, each with its code; what is no choice is told."""
    pairs = list({"yesno": YES_NO, "truefalse": TRUE_FALSE}.get(row["field_type"].lower(), ())) or _written(form, row)
    return Choices(tuple(pairs), codes_of(form, pairs, row.place("choices")))


def _written(form: Form, row: Row) -> list[tuple[str, str]]:
    """The choices as the row writes them."""
    found: list[tuple[str, str]] = []
    for part in row["choices"].split("|"):
        code, comma, label = (word.strip() for word in part.partition(","))
        if not code and not label:
            continue
        if not comma:
            form.complain(BAD_CHOICES, f"'{part.strip()}' has no code; it is its own", row.place("choices"))
        found.append((code, form.label(label or code, row.place("choices")) or code))
    return found
