"""From fields of REDCap to questions: texts, routing, tags, batteries, and what comes from elsewhere."""

import re
from collections.abc import Mapping
from typing import Final

from surveykit.exchange.draft.form import Data, Fills, Form, Origin
from surveykit.exchange.draft.rules import NOT_HELD
from surveykit.exchange.draft.words import braced
from surveykit.exchange.logic.pieces import constant
from surveykit.exchange.logic.subject import Subjects
from surveykit.exchange.redcap.choices import Choices
from surveykit.exchange.redcap.kinds import UNHELD, Field, answer_of, listed_codes
from surveykit.exchange.redcap.logic import condition
from surveykit.exchange.redcap.tags import Tag
from surveykit.missing import Value

_PIPED: Final = re.compile(r"(?:\[[A-Za-z][\w:-]*(?:\([^()\[\]]*\))?(?::[\w:-]*)?\])+")
_ALONE: Final = re.compile(r"\[(\w+)(?::(?:label|value))?\]")
_QUIET: Final = frozenset(["@FORCE-MINMAX", "@CALCTEXT", "@CALCDATE", "@HIDDEN"])  # done where the kind is made
_FORMATS: Final = frozenset(["", "autocomplete", "integer", "number", "signature"])


class Maker:
    """Makes questions of fields; knows the draft and what conditions may read."""

    def __init__(self, form: Form, subjects: Subjects) -> None:
        """Know the draft and the fields."""
        self.form, self.subjects = form, subjects
        self.fills = Fills(_PIPED, self._shown)

    def _shown(self, match: re.Match[str]) -> str | None:
        """The answer that a reference within a text shows; "" where the brackets are just brackets."""
        found = _ALONE.fullmatch(match.group())
        if found is None:
            return None
        subject = self.subjects.get(found.group(1).lower())
        if subject is None:
            return ""
        return None if subject.refusal else subject.id

    def header(self, field: Field) -> str:
        """The section header above a field, without markup."""
        text = self.form.words(field.row["section_header"], field.row.place("section_header"))
        return braced(text)

    def label(self, field: Field) -> str:
        """The label of a field as plain words on one line."""
        return self.form.label(field.row["field_label"], field.row.place("field_label"))

    def questions(self, field: Field, section: Data) -> list[Data]:
        """The questions a field becomes: one; two for a date with a time; none where its value comes from elsewhere."""
        notes: list[str] = []
        if field.calculation is not None:
            return self._elsewhere(field, section, notes)
        if field.kind in UNHELD and field.kind != "sql":
            self.form.keep(
                notes, field.row.origin("field_label", f"{field.kind} '{field.row['field_name']}'"), UNHELD[field.kind]
            )
            return self._elsewhere(field, section, notes)
        if field.hidden:
            self._registered(field)
            return self._elsewhere(field, section, notes)
        made: Data = {"id": field.id}
        answer = answer_of(self.form, field, notes)
        made["type"] = answer.pop("type")
        self._worded(made, field, notes, answer.pop("help", ""))
        made |= answer
        self._conditions(made, field, notes)
        self._tagged(made, field, notes)
        self._remarks(field, notes)
        if field.first and made["type"] in ("text", "number"):
            made["role"] = "key"
        if _identifies(field):
            made["personal"] = True
        made["notes"] = notes
        return [made, self._time_of(made, field)] if field.kind == "datetime" else [made]

    def _elsewhere(self, field: Field, section: Data, notes: list[str]) -> list[Data]:
        """Nothing to ask; what the row says beside stays with the section."""
        self._remarks(field, notes)
        section.setdefault("notes", []).extend(notes)
        return []

    def _worded(self, made: Data, field: Field, notes: list[str], more_help: str = "") -> None:
        row = field.row
        if row["question_number"]:
            made["number"] = row["question_number"]
        origin = row.origin("field_label", "field label")
        if row["field_label"]:
            self.form.piped(made, "text", origin, notes, self.fills)
        if not made.get("text"):
            made["text"] = row["field_name"]
        if row["field_note"]:
            self.form.piped(made, "help", row.origin("field_note", "field note"), notes, self.fills)
        if more_help:
            made["help"] = f"{made['help']}\n{more_help}" if made.get("help") else more_help

    def _conditions(self, made: Data, field: Field, notes: list[str]) -> None:
        logic = field.row["branching_logic"]
        if logic:
            origin = field.row.origin("branching_logic", "branching logic")
            self.form.express(made, "relevance", origin, notes, lambda: condition(logic, self.subjects))
        if field.row["required_field"].lower() in ("y", "yes"):
            made["required"] = True

    def _time_of(self, made: Data, field: Field) -> Data:
        """The time of a field that asks for date and time together."""
        name = self.form.ids.fresh(f"{field.id}_time")
        what = f"'{field.id}' asks for a date and a time; the time is a question of its own, '{name}'"
        self.form.complain(NOT_HELD, what, field.row.place("validation"))
        kept: Data = {key: made[key] for key in ("number", "relevance", "required", "personal") if key in made}
        if "relevance" in made:
            slot = next(slot for slot in self.form.slots if slot.holder is made and slot.key == "relevance")
            self.form.slots.append(type(slot)(kept, "relevance", slot.origin, []))
        return {"id": name, "type": "time", "text": made["text"], **kept}

    def battery(self, fields: list[Field], header: str) -> list[Data]:
        """The rows of a matrix as the items of a battery."""
        notes: list[str] = []
        first = fields[0]
        group = first.row["matrix_group_name"]
        made: Data = {"id": self.form.ids.fresh(group), "type": "battery", "text": header or group}
        if first.kind == "checkbox":
            made["several"] = True
        made["codes"] = listed_codes(self.form, first)
        made["items"] = [self._item(field, notes) for field in fields]
        if any(field.row["matrix_ranking"].lower() in ("y", "yes") for field in fields):
            origin = first.row.origin("matrix_ranking", "matrix ranking")
            self.form.keep(notes, origin, "that no two rows have the same answer is not checked")
        if any(map(_identifies, fields)):
            made["personal"] = True
        made["notes"] = notes
        return [made]

    def _item(self, field: Field, notes: list[str]) -> Data:
        made: Data = {"id": field.id}
        self._worded(made, field, notes)
        made.pop("number", None)
        self._conditions(made, field, notes)
        for tag in field.tags:
            if tag.name not in _QUIET:
                self._untagged(field, tag, notes)
        self._remarks(field, notes)
        return made

    def _registered(self, field: Field) -> None:
        """A field nobody is asked: a variable known beforehand."""
        made: Data = {"id": field.id, "label": self.label(field)}
        notes: list[str] = self.form.notes
        if field.choices.pairs and field.kind != "checkbox":
            made["codes"] = listed_codes(self.form, field)
        elif field.kind in ("integer", "number", "slider"):
            made["format"] = "integer" if field.kind != "number" else "decimal"
        else:
            made["format"] = "text"
        if _identifies(field):
            made["personal"] = True
        self.form.registered.append(made)
        origin = Origin(field.row.place("field_annotation"), "action tag", "@HIDDEN")
        self.form.keep(notes, origin, f"'{field.id}' is not asked; its value is a variable of the register")

    def _tagged(self, made: Data, field: Field, notes: list[str]) -> None:
        for tag in field.tags:
            if tag.name not in _QUIET and not self._held(made, field, tag, notes):
                self._untagged(field, tag, notes)

    def _held(self, made: Data, field: Field, tag: Tag, notes: list[str]) -> bool:
        """Put what a tag says into the question; whether our language can say it."""
        codes = field.choices.codes.ours
        match tag.name:
            case "@DEFAULT":
                return self._default(made, field, tag, notes)
            case "@NONEOFTHEABOVE" if made["type"] == "multiple":
                named = [word.strip() for word in tag.value.split(",")] if tag.value else [field.choices.pairs[-1][0]]
                made["exclusive"] = [codes[word] for word in named if word in codes]
                return bool(made["exclusive"])
            case "@MAXCHECKED" if made["type"] == "multiple" and tag.value.isdigit():
                made["max"] = int(tag.value)
                return True
            case "@CHARLIMIT" if made["type"] in ("text", "open") and tag.value.isdigit():
                made["max"] = int(tag.value)
                return True
            case "@RANDOMORDER" if made["type"] in ("single", "multiple"):
                made["order"] = "random"
                return True
        return False

    def _default(self, made: Data, field: Field, tag: Tag, notes: list[str]) -> bool:
        """A default that is a constant of the field, or the answer to another one."""
        if made["type"] not in ("single", "number", "text", "open", "date") or not tag.value:
            return False
        origin = Origin(field.row.place("field_annotation"), "action tag", tag.text)
        other = _ALONE.fullmatch(tag.value)
        if other is not None and other.group(1).lower() in self.subjects:
            return self.form.express(made, "default", origin, notes, lambda: (self._shown(other) or "", False))
        value = _value(tag.value, field.choices, made["type"])
        if value is None or other is not None:
            return False
        return self.form.express(made, "default", origin, notes, lambda: (constant(value).text, False))

    def _untagged(self, field: Field, tag: Tag, notes: list[str]) -> None:
        origin = Origin(field.row.place("field_annotation"), "action tag", tag.text)
        self.form.keep(notes, origin, "our language has nothing like it")

    def _remarks(self, field: Field, notes: list[str]) -> None:
        """What is no loss of the interview, and yet nothing we have a place for."""
        row = field.row
        if field.remark:
            notes.append(Origin(row.place("field_annotation"), "annotation", field.remark).note)
        word = row["validation"].lower()
        if field.kind == "line" and word not in _FORMATS:
            why = "the form of a text is not checked here"
            self.form.keep(notes, row.origin("validation", "text validation"), why, severity="note")
        if field.kind == "sql":
            self.form.keep(notes, row.origin("choices", "sql"), UNHELD["sql"])


def _identifies(field: Field) -> bool:
    """Whether the dictionary says that the answer tells who somebody is."""
    return field.row["identifier"].lower() in ("y", "yes")


def _value(word: str, choices: Choices, kind: str) -> Value | None:
    codes: Mapping[str, Value] = choices.codes.ours
    if kind == "single":
        return codes.get(word)
    if kind == "number":
        return float(word) if re.fullmatch(r"-?\d+(\.\d+)?", word) else None
    return word
