"""The draft of an instrument: what a reader of foreign forms collects before it becomes a file of ours."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from surveykit.exchange.draft.rules import BLANKS_TOLD, MARKUP_GONE, NOT_HELD, NOT_TRANSLATED, RENAMED
from surveykit.exchange.draft.words import braced, filled, one_line, plain
from surveykit.exchange.ids import Ids
from surveykit.exchange.ids import plain as plain_name
from surveykit.exchange.logic.parse import Untranslatable
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule, Severity

Data = dict[str, Any]
Words = str | dict[str, str]
NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something stood in the foreign form, what it was for, and what it said."""

    place: Place
    purpose: str  # as the foreign form calls it: relevant, branching logic, showif
    original: str

    @property
    def note(self) -> str:
        """The line under `notes`: place, purpose and the words as they were."""
        return f"{here(self.place)} {self.purpose}: {self.original}"


@dataclass(slots=True)
class Slot:
    """A place in the draft that holds an expression, or a text with answers filled in, and may have to be taken back.

    `fallback` is what stands there then; None takes the key away. `owner` is the list a whole check stands in.
    """

    holder: dict[Any, Any]
    key: str | Value
    origin: Origin
    notes: list[str]
    fallback: Any = None
    owner: list[Data] | None = None


@dataclass(frozen=True, slots=True)
class Fills:
    """How a system writes an answer within a text.

    `expression` gives ours for a match; None keeps it and tells so, "" leaves it as it is: it is no answer at all.
    """

    pattern: re.Pattern[str]
    expression: Callable[[re.Match[str]], str | None]


class Form:
    """A foreign form on its way into our file."""

    def __init__(self, system: str, name: str, languages: Iterable[str] = ("en",)) -> None:
        """Begin a draft: the system the form comes from, a name for the instrument, its languages."""
        self.system = system
        self.languages = list(languages) or ["en"]
        self.head: Data = {"instrument": one_line(name) or system, "title": one_line(name) or system}
        self.heading: list[str] = []
        self.notes: list[str] = []
        self.lists: dict[str, dict[Value, Words]] = {}
        self.registered: list[Data] = []
        self.sections: list[Data] = []
        self.computed: list[Data] = []
        self.ids = Ids(("case", "ticked"))
        self.list_ids = Ids(("ticked",))
        self.check_ids = Ids(())
        self.section_ids = Ids(())
        self.slots: list[Slot] = []
        self.problems: list[Problem] = []
        self.counts: Counter[str] = Counter()
        self._formatted: list[Place] = []

    def complain(
        self, rule: Rule, what: str, place: Place = NOWHERE, hint: str = "", severity: Severity = "warning"
    ) -> None:
        """Tell something at its place."""
        self.problems.append(Problem(rule, what, place, hint or rule.mend, severity))

    def keep(
        self, notes: list[str], origin: Origin, why: str, rule: Rule = NOT_HELD, severity: Severity = "warning"
    ) -> None:
        """Keep what is not held as a note, and tell why."""
        if origin.note not in notes:
            notes.append(origin.note)
        self.complain(rule, f"{origin.purpose} `{shortened(origin.original)}`: {why}", origin.place, severity=severity)

    def express(
        self,
        holder: Data,
        key: str,
        origin: Origin,
        notes: list[str],
        translate: Callable[[], tuple[str, bool]],
        owner: list[Data] | None = None,
    ) -> bool:
        """Put an expression in its place, or keep it as a note; whether it stands there.

        `translate` gives the expression, "" where it always holds, and whether blanks needed a rule of their own.
        `owner` is the list that the holder is taken out of, should our own check refuse the expression later.
        """
        self.counts["expressions"] += 1
        try:
            text, blanks = translate()
        except Untranslatable as reason:
            self.counts["kept_as_notes"] += 1
            self.keep(notes, origin, str(reason), NOT_TRANSLATED)
            return False
        self.counts["translated"] += 1
        if text:
            holder[key] = text
            self.slots.append(Slot(holder, key, origin, notes, owner=owner))
        if blanks:
            what = f"{origin.purpose} `{shortened(origin.original)}` became `{shortened(text)}`"
            self.complain(BLANKS_TOLD, what, origin.place, severity="note")
        return bool(text)

    def stand(self, holder: Data, key: str, origin: Origin, notes: list[str], owner: list[Data] | None = None) -> None:
        """Put an expression that is in our language already in its place, as it stands."""
        self.express(holder, key, origin, notes, lambda: (origin.original, False), owner)

    def share(self, holder: Data, key: str, like: Data) -> None:
        """Put an expression that stands in another question in this one too, joined to one that is there."""
        slot = next((slot for slot in self.slots if slot.holder is like and slot.key == key), None)
        if slot is None:
            return
        before = holder.get(key)
        holder[key] = f"({before}) and ({like[key]})" if before else like[key]
        self.slots.append(Slot(holder, key, slot.origin, slot.notes))

    def name(self, name: str, place: Place, columns: Iterable[object] = ()) -> str:
        """A fresh id for a name of the form; a change is told.

        `columns` are the codes that are added to it, as those of a multiple-response question: nothing else may have
        the names that come of it.
        """
        wish, added = name, [str(column) for column in columns]
        found = self.ids.fresh(wish)
        while any(self.ids.taken(f"{found}_{column}") for column in added):
            wish = f"{plain_name(wish)[:24]}_choices"
            found = self.ids.fresh(wish)
        for column in added:
            self.ids.fresh(f"{found}_{column}")
        if found != name:
            why = "it stands already" if plain_name(name) == name else "it cannot be a name here"
            self.complain(RENAMED, f"'{name}' is now '{found}': {why}", place)
        return found

    def words(self, text: str, place: Place, notes: list[str] | None = None) -> str:
        """A text without markup; pictures and the like are kept as a note."""
        found = plain(text)
        if found.formatted:
            self._formatted.append(place)
        for lost in found.left_out:
            self.keep(self.notes if notes is None else notes, Origin(place, "text", lost), "it is left out of the text")
        return found.text

    def label(self, text: str, place: Place, notes: list[str] | None = None) -> str:
        """A text on one line without markup, whose braces stand for themselves: a title, or the label of a choice."""
        return braced(one_line(self.words(text, place, notes)))

    def piped(self, holder: Data, key: str, origin: Origin, notes: list[str], fills: "Fills") -> None:
        """Put a text in its place, with the answers it shows filled in our way."""
        text = self.words(origin.original, origin.place, notes)
        holder[key], lost = filled(text, fills.pattern, fills.expression)
        for word in lost:
            self.keep(notes, replace(origin, original=word), "what it shows is not known here")
        if holder[key] != braced(text):
            self.slots.append(Slot(holder, key, replace(origin, original=text), notes, fallback=braced(text)))

    def translated(
        self, holder: Data, key: str, origins: Mapping[str, Origin], notes: list[str], fills: "Fills"
    ) -> None:
        """Put a text of several languages in its place, with the answers it shows; nothing where all are empty."""
        told = {language: origin for language, origin in origins.items() if origin.original.strip()}
        if len(self.languages) == 1 or not told:
            for origin in list(told.values())[:1]:
                self.piped(holder, key, origin, notes, fills)
            return
        spoken: Data = {}
        for language, origin in told.items():
            self.piped(spoken, language, origin, notes, fills)
        said = {language: text for language, text in spoken.items() if text}
        spoken.clear()
        spoken.update(said)
        if spoken:
            holder[key] = spoken

    def said(self, texts: Mapping[str, str]) -> Words:
        """A text per language: a plain one where the form has one language."""
        known = {language: text for language, text in texts.items() if text}
        if len(self.languages) > 1 and known:
            return known
        return next(iter(known.values()), "")

    def list_of(self, codes: Mapping[Value, Words], wish: str) -> str:
        """The name of a list with these codes: one that is there already, or a new one named as wished."""
        for name, known in self.lists.items():
            if list(known.items()) == list(codes.items()):
                return name
        name = self.list_ids.fresh(wish)
        self.lists[name] = dict(codes)
        self.counts["choices"] += len(codes)
        return name

    def section(self, wish: str, title: Words) -> Data:
        """Begin a section."""
        made: Data = {"id": self.section_ids.fresh(wish), "title": title or wish}
        made["questions"] = []
        self.sections.append(made)
        return made

    def finished_problems(self) -> list[Problem]:
        """What is told, in the order of the form, with one line for all the markup that went."""
        found = list(dict.fromkeys(self.problems))
        if self._formatted:
            first, n = self._formatted[0], len(self._formatted)
            what = f"formatting is taken out of {n} {'text' if n == 1 else 'texts'}; this is the first"
            found.append(Problem(MARKUP_GONE, what, first, MARKUP_GONE.mend, "note"))
        return found


def replaced(origin: Origin, original: str) -> Origin:
    """The same place and purpose with other words."""
    return replace(origin, original=original)


def shortened(text: str, most: int = 60) -> str:
    """A text on one line, cut where it is longer than a message can hold."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 3]}..."


def here(place: Place) -> str:
    """A place without its file: `survey!F12` or `line 12`."""
    if place.cell is not None:
        return place.cell
    if place.line is not None:
        return f"line {place.line}, {place.variable}" if place.variable else f"line {place.line}"
    return str(replace(place, file=""))


def row_place(line: int, column: int | None = None) -> Place:
    """The place in a row of a text file, with the letter of a column as spreadsheets have them.

    Example:
        >>> here(row_place(12, 11)), here(row_place(3))
        ('line 12, column K', 'line 3')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return Place(line=line, variable=f"column {letters}" if letters else None)
