"""How a question of a form behaves: of whom it is asked, what a sound answer is, what stands typed, what it says."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from surveykit.exchange.xlsform.reader.choices import ChoiceLists
from surveykit.exchange.xlsform.reader.findings import ASSUMED, LEFT_OUT, NO_WORDING, UNTRANSLATED, Findings, where
from surveykit.exchange.xlsform.reader.kinds import constraint_of
from surveykit.exchange.xlsform.reader.naming import NO, YES, Book
from surveykit.exchange.xlsform.reader.outline import Element
from surveykit.exchange.xlsform.reader.own import kept
from surveykit.exchange.xlsform.reader.settle import Origin
from surveykit.exchange.xlsform.reader.texts import Languages, WrittenText, filled
from surveykit.exchange.xlsform.xpath.grammar import Literal, Reference, Untranslatable, parse
from surveykit.exchange.xlsform.xpath.known import Known, Names, number_of
from surveykit.exchange.xlsform.xpath.limits import Limits, alone_of, limits_of
from surveykit.exchange.xlsform.xpath.nodes import TRUE
from surveykit.exchange.xlsform.xpath.translate import Translation, check_of, condition_of, formula_of

Question = dict[str, Any]

_ORDER: Final = (
    "id", "number", "type", "codes", "several", "measure", "scale", "format", "currency", "in", "range", "labels",
    "decimals", "unit", "max", "min", "exclusive", "other", "where", "among", "order", "fixed", "text", "label", "help",
    "rounds", "relevance", "when_unknown", "required", "empties", "source", "role", "personal", "default", "last_saved",
    "verify", "checks", "else", "items", "notes",
)  # fmt: skip
_REFUSED: Final[Mapping[str, str]] = {
    "en": "This answer is not possible here.",
    "nb": "Dette svaret er ikke mulig her.",
    "it": "Questa risposta non è possibile qui.",
    "ru": "Такой ответ здесь невозможен.",
}


@dataclass
class Conduct:
    """What the questions of a form share while they are made."""

    book: Book
    lists: ChoiceLists
    languages: Languages
    findings: Findings
    origins: list[Origin] = field(default_factory=list)
    before: set[str] = field(default_factory=set)  # ids that are answered before
    by_id: dict[str, Question] = field(default_factory=dict)  # the questions made
    others: dict[str, Question] = field(default_factory=dict)  # question -> its "other, specify" without its text
    negative: list[float] = field(default_factory=list)  # the limits below zero that the form writes out

    @property
    def names(self) -> Names:
        """What expressions may name."""
        return self.book.names

    def text(self, holder: Question, key: str, element: Element, attribute: str, roster: str) -> None:
        """Write a label or hint under a key, with the answers it shows; the name stands for a label that is lacking."""
        said = self.languages.text(element.data.get(attribute))
        if not said and attribute == "label":
            self.findings.tell(NO_WORDING, f"'{element.name}' has no label; its name stands for it", element.place())
            said = element.name
        if said:
            self.write_text(holder, key, said, element, attribute, roster)

    def write_text(
        self, holder: Question, key: str, said: WrittenText, element: Element, attribute: str, roster: str
    ) -> None:
        """Write a text under a key, with the answers it shows."""
        text, lost = filled(said, self.names, self.before, roster)
        holder[key] = text
        place = element.place(attribute)
        for name in lost:
            what = f"{attribute} cannot show '{name}', which is not answered before, or not there"
            self.findings.tell(UNTRANSLATED, what, place, "warning")
        holders = [(text, language) for language in text] if isinstance(text, dict) else [(holder, key)]
        for inner, name in holders:
            if re.search(r"(?<!\{)\{(?!\{)", inner[name]):
                braced = inner[name].replace("{", "{{").replace("}", "}}")
                take_back = _replacing(inner, name, braced)
                self.origins.append(Origin(inner, name, place, attribute, str(inner[name]), take_back))
                self.findings.counts["translated"] += 1

    def expression(
        self, element: Element, attribute: str, key: str, notes: list[str], translate: Callable[[str], Translation]
    ) -> Translation | None:
        """Translate an expression; one that cannot be is kept as a note."""
        text = element.bound(key)
        try:
            found = translate(text)
        except Untranslatable as refusal:
            all_ = attribute == "relevant"
            place = element.place(attribute)
            notes.append(self.findings.kept(place, attribute, text, str(refusal), asked_of_all=all_))
            return None
        self.findings.translated(element.place(attribute), attribute, found.text, found.added)
        return found

    def relevance(self, question: Question, element: Element, roster: str, notes: list[str]) -> None:
        """Of whom it is asked."""
        ours = kept(element.own, "relevance", element.bound("relevant"))
        if ours:
            question["relevance"] = ours
            self.held(question, "relevance", element, "relevant", "relevant", notes)
        if ours is not None:
            self.findings.counts["translated"] += 1
            question |= {"rounds": element.own["rounds"]} if "rounds" in element.own else {}
        if ours is not None or not element.bound("relevant"):
            return
        names = self.names
        found = self.expression(element, "relevant", "relevant", notes, lambda t: condition_of(t, names, None, roster))
        if found is not None and found.value.node != TRUE:
            question["relevance"] = found.text
            self.held(question, "relevance", element, "relevant", "relevant", notes)

    def held(
        self, question: Question, key: str, element: Element, attribute: str, bound: str, notes: list[str]
    ) -> None:
        """Remember where an expression came from, should it have to be taken back."""

        def take_back(note: str) -> None:
            question.pop(key, None)
            notes.append(note)

        original = element.bound(bound) or str(element.data.get(bound, ""))
        place = element.place(attribute)
        self.origins.append(Origin(question, key, place, attribute, original, take_back, attribute == "relevant"))

    def required(self, question: Question, element: Element, notes: list[str]) -> None:
        """Whether an answer must be given."""
        said = element.bound("required")
        if said in YES:
            question["required"] = True
        elif said not in NO:
            why = "whether an answer is required cannot depend on others here; a check can"
            notes.append(self.findings.kept(element.place("required"), "required", said, why))

    def sound(self, question: Question, element: Element, known: Known, roster: str, notes: list[str]) -> None:
        """What a sound answer is: limits where our kind has them, and a check for the rest."""
        by_kind = limits_of(constraint_of(element.type))
        said = element.bound("constraint")
        if element.own and element.own.get("constraint", "") == said:
            self.findings.counts["translated"] += bool(said)
            return
        message = self.languages.text(element.data.get("bind", {}).get("jr:constraintMsg"))
        limits = self.limits(question, said, known, has_message=bool(message)) if said else None
        if question["type"] == "number" and "range" not in question and (limits or question["format"] != "percent"):
            self.range(question, element, limits or by_kind, said)
        if said and limits is None and not self.counted(question, said, known, element, message):
            self.check(question, element, known, message, roster, notes)

    def limits(self, question: Question, said: str, known: Known, *, has_message: bool) -> Limits | None:
        """The range a constraint without a message is, and the length of a text."""
        if question["type"] == "number" and not has_message:
            return limits_of(said, whole=known.whole)
        length = limits_of(said, of="string-length") if question["type"] in ("text", "open") else None
        if length and length.low is None and length.high is not None and 1 <= length.high <= 32_000 and not has_message:
            question["max"] = int(length.high)
            self.findings.counts["translated"] += 1
            return length
        return None

    def range(self, question: Question, element: Element, limits: Limits | None, said: str) -> None:
        """The range of a number; it begins at 0 where the form does not say where."""
        inside = limits or _least(said, whole=question["format"] == "integer")
        low = inside.low if inside else None
        if limits is not None and said:
            self.findings.counts["translated"] += 1
        if low is None:
            low = 0.0
            what = f"'{element.name}' has no least value in the form; 0 is taken"
            self.findings.tell(ASSUMED, what, element.place("constraint" if said else "type"))
        if low < 0:
            self.negative.append(low)
        question["range"] = Limits(low, limits.high if limits else None).written()

    def counted(self, question: Question, said: str, known: Known, element: Element, message: WrittenText) -> bool:
        """How many may be ticked, and which choice goes with no other, which a multiple question says itself."""
        if known.kind != "set" or question["type"] != "multiple":
            return False
        number, alone = limits_of(said, of="count-selected"), alone_of(said)
        if number is None and alone not in known.codes:
            return False
        if number is not None:
            low, high = max(1, int(number.low or 1)), number.high
            question.update({"min": low} if low > 1 else {})
            question.update({"max": int(high)} if high is not None and high >= low else {})
        else:
            question["exclusive"] = list(known.codes[alone])
        self.findings.counts["translated"] += 1
        if message:
            place = element.place("constraint_message")
            self.findings.tell(LEFT_OUT, f"the message of '{element.name}' is left out; the question says it", place)
            question.setdefault("notes", []).append(f"{where(place)} constraint_message: {message}")
        return True

    def check(
        self, question: Question, element: Element, known: Known, message: WrittenText, roster: str, notes: list[str]
    ) -> None:
        """A constraint as a hard check."""
        names = self.names
        found = self.expression(
            element, "constraint", "constraint", notes, lambda text: check_of(text, names, known, roster)
        )
        if found is None or found.value.node == TRUE:
            return
        if not message:
            message = self.languages.everywhere(_REFUSED)
            self.findings.tell(
                NO_WORDING, f"the constraint of '{element.name}' has no message", element.place("constraint")
            )
        check: Question = {"id": self.book.checks.fresh(f"{known.id[:26]}_check"), "rule": found.text}
        self.write_text(check, "message", message, element, "constraint_message", roster)
        checks = question.setdefault("checks", [])
        checks.append(check)

        def take_back(note: str) -> None:
            checks.remove(check)
            if not checks:
                question.pop("checks", None)
            notes.append(note)

        place = element.place("constraint")
        self.origins.append(Origin(check, "rule", place, "constraint", element.bound("constraint"), take_back))

    def default(self, question: Question, element: Element, known: Known, roster: str, notes: list[str]) -> None:
        """What stands typed already."""
        said = str(element.data.get("default") or "").strip()
        if not said:
            return
        place = element.place("default")
        try:
            if element.data.get("_dynamic_default"):
                self.calculated_default(question, said, element, roster)
            elif (literal := self.literal(said, known)) is not None:
                question["default"] = literal
        except Untranslatable as refusal:
            notes.append(self.findings.kept(place, "default", said, str(refusal)))
            return
        if "default" in question:
            self.findings.counts["translated"] += 1
            self.held(question, "default", element, "default", "default", notes)

    def calculated_default(self, question: Question, said: str, element: Element, roster: str) -> None:
        """A default that is calculated, or the answer given in the form saved before."""
        node = parse(said)
        if isinstance(node, Reference) and node.last_saved:
            if node.name != element.name:
                raise Untranslatable(f"the answer to '{node.name}' of the form saved before cannot stand typed here")
            question["last_saved"] = True
            self.findings.counts["translated"] += 1
            return
        question["default"] = formula_of(said, self.names, roster).text

    def literal(self, said: str, known: Known) -> str:
        """A default that is written out, as an expression of ours."""
        from surveykit.exchange.spell import spelt
        from surveykit.expr.syntax import Constant

        if known.kind in ("set", "rank"):
            raise Untranslatable("several choices cannot stand typed already")
        number = number_of(said)
        if known.kind == "number":
            if number is None:
                raise Untranslatable(f"'{said}' is no number")
            return spelt(Constant(int(number) if number.is_integer() else number))
        value = known.codes_of(said)[0] if known.kind == "choice" else said[:5] if known.kind == "time" else said
        if known.kind == "date":
            value = str(Literal(said[:10]).value)
        try:
            return spelt(Constant(value))
        except ValueError as error:
            raise Untranslatable(str(error)) from None


def ordered(question: Question) -> Question:
    """The same question with its keys in the order people read them."""
    keys = sorted(question, key=lambda key: _ORDER.index(key) if key in _ORDER else len(_ORDER))
    items = [(key, question[key]) for key in keys]
    question.clear()
    question.update(items)
    return question


def _least(said: str, *, whole: bool) -> Limits | None:
    """The least number a constraint lets be, as far as the numbers it compares with tell."""
    limits = limits_of(said, whole=whole)
    if limits is not None:
        return Limits(None if limits.low is None else min(limits.low, 0.0))
    below = [float(word) for word in re.findall(r"(?<![\w.)}])-\s*\d+(?:\.\d+)?", said.replace("- ", "-"))]
    return Limits(min(below)) if below else Limits(0.0) if re.search(r"\.\s*>=?\s*\d", said) else None


def _replacing(holder: dict[str, Any], key: str, text: str) -> Callable[[str], None]:
    def take_back(_note: str) -> None:
        holder[key] = text

    return take_back
