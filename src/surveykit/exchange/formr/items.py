"""From items of formr to questions: kinds, texts, routing, values set beforehand, and batteries under a heading."""

from collections.abc import Mapping
from typing import Final

from surveykit.exchange.draft.codes import Codes
from surveykit.exchange.draft.form import Data, Form, Origin, Words, replaced
from surveykit.exchange.draft.rules import NOT_HELD, UNKNOWN_TYPE
from surveykit.exchange.formr.choices import Choices, added_to, choices_of
from surveykit.exchange.formr.kinds import (
    ADDING,
    CHECKS,
    DAYS,
    KNOWN_BEFORE,
    LINES,
    NOTES,
    NUMBERS,
    ONE,
    SEVERAL,
    UNHELD,
    Item,
    answer_of,
    rating_of,
)
from surveykit.exchange.formr.logic import condition, formula
from surveykit.exchange.formr.rows import CHOICE, Row, type_of
from surveykit.exchange.formr.texts import Texts
from surveykit.exchange.logic.subject import Subjects
from surveykit.missing import Value

_KNOWN: Final = (
    ONE
    | SEVERAL
    | ADDING
    | CHECKS
    | NUMBERS
    | NOTES
    | LINES
    | DAYS
    | {"rating_button", "time", "year", "textarea", "submit", "calculate", "mc_heading"}
    | set(KNOWN_BEFORE)
    | set(UNHELD)
)
_CHOOSING: Final = ONE | SEVERAL | ADDING | {"mc_heading"}
_QUIET: Final = frozenset(["hide_label", "show_value_instead_of_label"])


def item_of(form: Form, row: Row, lists: Mapping[str, tuple[Row, ...]]) -> tuple[Item, Choices | None]:
    """An item with its id and its choices; what is not known is told."""
    kind, chosen, options = type_of(row)
    if kind not in _KNOWN:
        form.complain(UNKNOWN_TYPE, f"'{kind}' is no type of item that is known", row.place("type"))
    choices: Choices | None = None
    if kind in _CHOOSING and kind != "timezone":
        choices = choices_of(form, row, kind, chosen, lists)
    if choices is not None and kind in ADDING:
        choices = added_to(form, choices, row)
    steps = rating_of(form, row) if kind == "rating_button" else None
    codes = choices.codes if choices is not None else Codes()
    several = kind in SEVERAL or kind == "select_or_add_multiple"
    name = form.name(row["name"], row.place("name"), codes.labels if several else ())
    return Item(row, name, kind, options, codes, steps), choices


class Maker:
    """Makes questions of items; knows the draft, the choices and what conditions may read."""

    def __init__(self, form: Form, subjects: Subjects, survey: str, choices: Mapping[str, Choices | None]) -> None:
        """Know the draft, the items, the name of the survey and the choices of each item by its id."""
        self.form, self.subjects, self.survey, self.choices = form, subjects, survey, choices
        self.texts = Texts(form, subjects, survey)

    def question(self, item: Item, section: list[str]) -> list[Data]:
        """The question an item becomes; none where nobody is asked. `section` takes the notes that belong to none."""
        notes: list[str] = []
        if item.kind in UNHELD:
            origin = replaced(item.row.origin("type"), f"{item.row['type']} {item.row['name']}: {item.row['label']}")
            self.form.keep(section, origin, UNHELD[item.kind])
            return []
        if item.kind in KNOWN_BEFORE:
            self._registered(item)
            return []
        made: Data = {"id": item.id}
        answer = self._answer(item, notes)
        made["type"] = answer.pop("type")
        self._worded(made, item, notes, answer.pop("help", ""))
        made |= answer
        self._routed(made, item, notes)
        self._valued(made, item, notes)
        made["notes"] = notes
        return [made]

    def _answer(self, item: Item, notes: list[str]) -> Data:
        choices = self.choices.get(item.id)
        if item.kind in NOTES or item.kind == "mc_heading":
            return {"type": "note"}
        if item.kind == "rating_button":
            return self._rating(item, notes)
        if item.kind in CHECKS:
            return {"type": "single", "codes": self.form.list_of({1: "Yes", 0: "No"}, "check")}
        if choices is None or not choices.codes.labels:
            self._choices_kept(item, notes)
            found = answer_of(self.form, item, notes)
            words = self._end_words(item, notes) if item.kind in NUMBERS else ()
            ends = [f"{end}: {word}" for end, word in zip(_ends(found), words, strict=False) if word]
            return found | ({"help": "; ".join(ends)} if ends else {})
        several = item.kind in SEVERAL or item.kind == "select_or_add_multiple"
        made: Data = {"type": "multiple" if several else "single"}
        adding = item.kind in ADDING
        made |= self._added(item, choices, notes) if adding else {"codes": self._listed(choices, notes)}
        if item.kind in SEVERAL and item.must:
            made["min"] = 1
        return made | ({"min": 2, "max": 2} if item.kind == "choose_two_weekdays" else {})

    def _choices_kept(self, item: Item, notes: list[str]) -> None:
        """Keep the choices of a type that is not known; of the others they are words at the ends."""
        words = {word: item.row[word] for word in CHOICE if item.row[word]}
        if words and item.kind not in NUMBERS | {"rating_button"}:
            said = "; ".join(f"{word.removeprefix('choice')}: {label}" for word, label in words.items())
            self.form.keep(notes, Origin(item.row.place("choice1"), "choices", said), "the type offers no choices")

    def _listed(self, choices: Choices, notes: list[str], other: Value | None = None) -> str:
        """The name of a list with the labels as plain words, and one more choice where others may be added."""
        labels: dict[Value, Words] = {
            code: self.texts.label(choices.by_code[code], notes) or str(code) for code in choices.codes.labels
        }
        more: dict[Value, Words] = {} if other is None else {other: "Other"}
        name = self.form.list_of({**labels, **more}, choices.name)
        self.texts.put_labels(name, dict(choices.by_code), notes)
        return name

    def _added(self, item: Item, choices: Choices, notes: list[str]) -> Data:
        """`other, specify` for what respondents add, and the most they may choose."""
        code = len(choices.codes.labels) + 1
        words = [word.strip() for word in item.options.split(",")]
        most = int(words[0]) if words[0].isdigit() and int(words[0]) > 0 else 255
        made: Data = {"codes": self._listed(choices, notes, code)}
        made["other"] = {"code": code, "text": "Which one?", "max": most}
        if len(words) > 1 and words[1].isdigit() and int(words[1]) > 0 and item.kind == "select_or_add_multiple":
            made["max"] = int(words[1])
        self.form.ids.fresh(f"{item.id}_other")
        what = f"'{item.row['name']}' lets words be added; they go into '{item.id}_other' here"
        self.form.complain(NOT_HELD, what, item.row.place("type"), severity="note")
        return made

    def _rating(self, item: Item, notes: list[str]) -> Data:
        words = self._end_words(item, notes)
        if item.steps is None:
            return answer_of(self.form, item, notes) | {"type": "number"}
        first, last, by = item.steps
        if by == 1 and first < last and first.is_integer():
            labels = {int(end): word for end, word in zip((first, last), words, strict=True) if word}
            return {"type": "scale", "range": f"{first:.0f}..{last:.0f}"} | ({"labels": labels} if labels else {})
        count = round(abs(last - first) / by) + 1
        steps: list[Value] = [_whole(first + (by if last >= first else -by) * n) for n in range(count)]
        codes = {step: str(step) for step in steps}
        codes |= {steps[0]: f"{steps[0]} {words[0]}".strip(), steps[-1]: f"{steps[-1]} {words[1]}".strip()}
        return {"type": "single", "codes": self.form.list_of(codes, item.id), "measure": "ordinal"}

    def _end_words(self, item: Item, notes: list[str]) -> tuple[str, str]:
        """The words at both ends of a rating or slider."""
        low, high = (
            self.texts.label(item.row.origin(word), notes) if item.row[word] else "" for word in ("choice1", "choice2")
        )
        return low, high

    def _worded(self, made: Data, item: Item, notes: list[str], more_help: str) -> None:
        if item.row["label"]:
            self.texts.put(made, "text", item.row.origin("label"), notes)
        if not made.get("text"):
            made["text"] = item.row["name"]
        if more_help:
            made["help"] = more_help

    def _routed(self, made: Data, item: Item, notes: list[str]) -> None:
        text = item.row["showif"]
        if text:
            origin = item.row.origin("showif")
            self.form.express(made, "relevance", origin, notes, lambda: condition(text, self.subjects, self.survey))
        if not item.optional and item.kind not in NOTES:
            made["required"] = True
        if item.kind in CHECKS and item.must:
            rule = {"id": self.form.check_ids.fresh(f"{item.id}_ticked"), "severity": "hard", "rule": f"{item.id} = 1"}
            made["checks"] = [{**rule, "message": made["text"]}]

    def _valued(self, made: Data, item: Item, notes: list[str]) -> None:
        """A value set beforehand."""
        text = item.row["value"]
        if not text:
            return
        origin = item.row.origin("value")
        if text.lower() == "sticky":
            self.form.keep(notes, origin, "the answer the same person gave before is not set beforehand here")
        elif made["type"] in ("single", "number", "scale", "text", "open", "date", "time"):
            self.form.express(made, "default", origin, notes, lambda: formula(text, self.subjects, self.survey))
        else:
            self.form.keep(notes, origin, f"a value set beforehand is not held for a question of type {made['type']}")

    def _registered(self, item: Item) -> None:
        """An item nobody answers: a variable known beforehand."""
        words = KNOWN_BEFORE[item.kind]
        made: Data = {"id": item.id, "label": self.texts.label(item.row.origin("label"), self.form.notes) or words}
        made["format"] = "integer" if item.kind == "random" else "text"
        self.form.registered.append(made)
        origin = replaced(item.row.origin("type"), f"{item.row['type']} {item.row['value']}".strip())
        self.form.keep(self.form.notes, origin, f"'{item.id}' ({words}) is a variable of the register here")
        if item.row["showif"]:
            self.form.keep(self.form.notes, item.row.origin("showif"), "a variable of the register is for everybody")

    def battery(self, heading: Item, items: list[Item], section: list[str]) -> list[Data]:
        """The items under an mc_heading: one battery, with the heading's choices."""
        notes: list[str] = []
        choices = self.choices[heading.id]
        made: Data = {"id": heading.id, "type": "battery"}
        self._worded(made, heading, notes, "")
        if choices is None:
            return [one for item in items for one in self.question(item, section)]
        if items[0].kind in SEVERAL:
            made["several"] = True
        made["codes"] = self._listed(choices, notes)
        made["items"] = [self._of_battery(item, notes) for item in items]
        if heading.row["showif"]:
            self._routed(made, heading, notes)
            made.pop("required", None)
        made["notes"] = notes
        return [made]

    def _of_battery(self, item: Item, notes: list[str]) -> Data:
        made: Data = {"id": item.id}
        self._worded(made, item, notes, "")
        self._routed(made, item, notes)
        if item.row["value"]:
            self.form.keep(
                notes, item.row.origin("value"), "a value set beforehand is not held for an item of a battery"
            )
        return made


def under(heading: Item, item: Item, choices: Mapping[str, Choices | None]) -> bool:
    """Whether an item stands under a heading: its labels are hidden, and it has as many choices."""
    classes = set(item.row["class"].replace(",", " ").split())
    ours, theirs = choices.get(item.id), choices.get(heading.id)
    same = ours is not None and theirs is not None and list(ours.codes.labels) == list(theirs.codes.labels)
    return item.kind in ONE | SEVERAL and bool(classes & _QUIET) and same


def _ends(answer: Data) -> tuple[str, str]:
    low, _, high = str(answer.get("range", "..")).partition("..")
    return low, high


def _whole(value: float) -> Value:
    return int(value) if float(value).is_integer() else round(value, 10)
