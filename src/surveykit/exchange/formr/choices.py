"""Choices of formr: those of a named list, or those that stand beside the item."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from surveykit.exchange.draft.codes import Codes, codes_of
from surveykit.exchange.draft.form import Form, Origin
from surveykit.exchange.draft.rules import BAD_CHOICES
from surveykit.exchange.formr.rows import CHOICE, Row
from surveykit.missing import Value

_SEXES: Final = (("1", "♂"), ("2", "♀"))


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of an item: a name for their list, the cell of each label, and the codes."""

    name: str
    origins: tuple[tuple[str, Origin], ...]
    codes: Codes

    @property
    def by_code(self) -> Mapping[Value, Origin]:
        """The cell of each label by our code."""
        return {self.codes.ours[code]: origin for code, origin in reversed(self.origins) if code in self.codes.ours}


def choices_of(form: Form, row: Row, kind: str, chosen: str, lists: Mapping[str, tuple[Row, ...]]) -> Choices | None:
    """The choices an item offers; None where it offers none, which is told where its type asks for some."""
    if kind == "sex":
        pairs = tuple((code, Origin(row.place("type"), "choice", label)) for code, label in _SEXES)
        return _choices(form, "sex", pairs, row)
    if chosen and chosen in lists:
        listed = lists[chosen]
        pairs = tuple((one["name"], one.origin("label") if one["label"] else one.origin("name")) for one in listed)
        return _choices(form, chosen, pairs, listed[0])
    pairs = tuple((word.removeprefix("choice"), row.origin(word)) for word in CHOICE if row[word])
    if pairs:
        return _choices(form, row["name"], pairs, row)
    if chosen:
        form.complain(BAD_CHOICES, f"there is no list '{chosen}' among the choices", row.place("type"))
    else:
        form.complain(BAD_CHOICES, f"'{row['name']}' offers no choices", row.place("type"))
    return None


def _choices(form: Form, name: str, pairs: tuple[tuple[str, Origin], ...], row: Row) -> Choices:
    place = row.place("name") if row["list_name"] else row.place("choice1")
    return Choices(name, pairs, codes_of(form, [(code, origin.original) for code, origin in pairs], place))


def added_to(form: Form, choices: Choices, row: Row) -> Choices:
    """The choices of an item that lets others be added: formr keeps the words themselves, so they are its codes."""
    words: list[tuple[str, Origin]] = []
    for _, origin in choices.origins:
        parts = origin.original.split(",") if len(choices.origins) == 1 else [origin.original]
        words += [(part.strip(), Origin(origin.place, origin.purpose, part.strip())) for part in parts if part.strip()]
    distinct = dict(reversed(words))
    numbered = {word: number for number, word in enumerate((word for word in dict(words) if word in distinct), 1)}
    pairs = tuple((word, origin) for word, origin in words if word in numbered)
    labels: dict[Value, str] = {number: word for word, number in numbered.items()}
    if len(words) > len(numbered):
        form.complain(BAD_CHOICES, "a choice stands twice; the first is kept", row.place("choice1"))
    return Choices(choices.name, pairs, Codes(dict(numbered), dict(labels)))
