"""Field types of REDCap as kinds of question, with their limits and formats."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from surveykit.exchange.draft.form import Data, Form
from surveykit.exchange.draft.rules import BAD_CHOICES, BAD_LIMIT, WARNS_THERE
from surveykit.exchange.logic.parse import Untranslatable
from surveykit.exchange.logic.subject import Subject, SubjectType
from surveykit.exchange.redcap.choices import Choices, choices_of
from surveykit.exchange.redcap.rows import Row
from surveykit.exchange.redcap.tags import Tag, tags_of

CHOOSE: Final = frozenset(["dropdown", "radio", "yesno", "truefalse", "select"])
UNHELD: Final[Mapping[str, str]] = {
    "file": "files are not collected here",
    "signature": "signatures are not collected here",
    "sql": "its choices come from a query of the project's database; it is asked as a text",
}
TYPES: Final = CHOOSE | {"text", "notes", "calc", "checkbox", "slider", "descriptive", "file", "signature", "sql"}
_NUMBER: Final = re.compile(r"number(?:_(\d)dp)?(?:_comma_decimal)?")
_LIMIT: Final = re.compile(r"-?\d+(?:[.,]\d+)?")
_REFERENCE: Final = re.compile(r"\[[^\[\]]+\]")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the dictionary: its row, our id for it, its kind and choices, its tags and the words beside them."""

    row: Row
    id: str
    kind: str  # the type in small letters; "date", "datetime", "time", "integer", "number", "line" for a text
    choices: Choices
    tags: tuple[Tag, ...]
    remark: str
    first: bool = False  # the field that names the record

    def tag(self, name: str) -> Tag | None:
        """The first tag of a name."""
        return next((tag for tag in self.tags if tag.name == name), None)

    @property
    def hidden(self) -> bool:
        """Whether nobody is asked: its value comes from elsewhere."""
        return self.tag("@HIDDEN") is not None and self.calculation is None

    @property
    def calculation(self) -> str | None:
        """The formula of a field that is computed."""
        found = self.tag("@CALCTEXT") or self.tag("@CALCDATE")
        if self.kind == "calc":
            return self.row["choices"]
        return found.value if found is not None else None


def field_of(form: Form, row: Row, *, first: bool) -> Field:
    """A field with its id; changed names and choices that cannot be read are told."""
    kind = row["field_type"].lower()
    tags, remark = tags_of(row["field_annotation"])
    asked = kind in CHOOSE or kind == "checkbox"
    choices = choices_of(form, row) if asked else Choices(())
    if asked and not choices.pairs:
        what = f"'{row['field_name']}' offers no choices; it is read as a text"
        form.complain(BAD_CHOICES, what, row.place("choices"))
        kind = "text"
    if kind == "text":
        kind = _text_kind(row["validation"].lower())
    if kind == "file" and row["validation"].lower() == "signature":
        kind = "signature"
    columns = choices.codes.labels if kind == "checkbox" else ()
    name = form.name(row["field_name"], row.place("field_name"), columns)
    return Field(row, name, kind, choices, tags, remark, first)


def _text_kind(validation: str) -> str:
    if validation.startswith("datetime"):
        return "datetime"
    if validation.startswith("date"):
        return "date"
    if validation in ("time", "time_hh_mm_ss"):
        return "time"
    return "integer" if validation == "integer" else "number" if _NUMBER.fullmatch(validation) else "line"


def subject_of(field: Field) -> Subject:
    """The field as a condition reads it."""
    types: dict[str, SubjectType] = {"date": "date", "time": "time", "checkbox": "set"}
    types |= dict.fromkeys(["integer", "number", "slider", "calc", *CHOOSE], "number")
    kind = types.get(field.kind, "text")
    codes = field.choices.codes.ours if field.choices.pairs else None
    if codes is not None and kind == "number" and any(isinstance(code, str) for code in codes.values()):
        kind = "text"
    always = not field.row["branching_logic"]
    return Subject(field.id, kind, codes, _refusal(field), always)


def _refusal(field: Field) -> str:
    name = field.row["field_name"]
    if field.kind == "datetime":
        return f"'{name}' is a date and a time together"
    if field.kind in ("file", "signature", "descriptive"):
        return f"'{name}' is no question here"
    return ""


def answer_of(form: Form, field: Field, notes: list[str]) -> Data:
    """The keys that say what is answered: type, codes, format, range."""
    match field.kind:
        case "checkbox" if field.choices.pairs:
            return {"type": "multiple", "codes": listed_codes(form, field)}
        case kind if kind in CHOOSE and field.choices.pairs:
            return {"type": "single", "codes": listed_codes(form, field)}
        case "integer":
            return {"type": "number", **_range(form, field, notes)}
        case "number":
            return {"type": "number", "format": "decimal", **_decimals(field), **_range(form, field, notes)}
        case "slider":
            return {"type": "number", **_slider(form, field)}
        case "date" | "datetime":
            return {"type": "date", **_range(form, field, notes)}
        case "time":
            return {"type": "time", **_range(form, field, notes)}
        case "notes":
            return {"type": "open"}
        case "descriptive":
            return {"type": "note"}
    return {"type": "text"}


def listed_codes(form: Form, field: Field) -> str:
    """The name of the list of a field's choices."""
    kind = field.kind if field.kind in ("yesno", "truefalse") else field.id
    return form.list_of(field.choices.codes.labels, kind)


def _decimals(field: Field) -> Data:
    found = _NUMBER.fullmatch(field.row["validation"].lower())
    return {"decimals": int(found.group(1))} if found is not None and found.group(1) else {}


def _slider(form: Form, field: Field) -> Data:
    """A slider as a whole number; the words at its ends are told to the interviewer."""
    low, high = field.row["min"] or "0", field.row["max"] or "100"
    words = [form.label(word, field.row.place("choices")) for word in field.row["choices"].split("|")]
    ends = [low, high] if len(words) == 2 else [low, "", high]
    shown = [f"{end}: {word}" if end else word for end, word in zip(ends, words, strict=False) if word]
    return {"range": f"{low}..{high}"} | ({"help": "; ".join(shown)} if shown else {})


def _range(form: Form, field: Field, notes: list[str]) -> Data:
    """The limits of a number, date or time; those that change with the day or the case are kept as notes."""
    ends = [_end(form, field, which, notes) for which in ("min", "max")]
    if not any(ends):
        return {}
    low, high = ends
    if low and high and _sorts(low) > _sorts(high):
        what = f"the least value {low} is above the greatest, {high}; both are left out"
        form.complain(BAD_LIMIT, what, field.row.place("min"))
        return {}
    if field.tag("@FORCE-MINMAX") is None:
        form.counts["warns"] += 1
        if form.counts["warns"] == 1:
            what = f"limits such as {low}..{high} of '{field.id}' only warn in REDCap; here they block"
            form.complain(WARNS_THERE, what, field.row.place("min"), severity="note")
    return {"range": f"{low}..{high}"}


def _sorts(end: str) -> Any:
    return float(end) if _LIMIT.fullmatch(end) else end


def _end(form: Form, field: Field, which: str, notes: list[str]) -> str:
    word = field.row[which]
    if not word:
        return ""
    if word.lower().startswith(("today", "now")) or _REFERENCE.search(word):
        why = "a limit that changes with the day or the case is no range; write a check"
        form.keep(notes, field.row.origin(which, f"text validation {which}"), why)
        return ""
    try:
        return _limit(word, field.kind)
    except (ValueError, Untranslatable):
        form.complain(BAD_LIMIT, f"'{word}' is no {which} of a {field.kind}; it is left out", field.row.place(which))
        return ""


def _limit(word: str, kind: str) -> str:
    if kind in ("integer", "number"):
        if not _LIMIT.fullmatch(word):
            raise ValueError(word)
        return word.replace(",", ".")
    if kind in ("date", "datetime"):
        return date.fromisoformat(word[:10]).isoformat()
    hours, minutes = (int(part) for part in word.split(":")[:2])
    if not (0 <= hours < 24 and 0 <= minutes < 60):
        raise ValueError(word)
    return f"{hours:02d}:{minutes:02d}"
