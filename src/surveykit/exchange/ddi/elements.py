"""Elements of DDI-Codebook as parts of an instrument: wordings, choices, ranges, and what our own notes say."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from surveykit.ddi.elements import own_notes
from surveykit.exchange.draft.codes import codes_of
from surveykit.exchange.draft.form import Data, Form, Origin, Words
from surveykit.exchange.draft.rules import BAD_CELL, BAD_LIMIT, NOT_HELD
from surveykit.xml import Tag

_LIMIT: Final = re.compile(r"-?\d+(?:\.\d+)?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOST_CODES: Final = 5_000


class Elements:
    """Reads the elements of one document into a draft."""

    def __init__(self, form: Form, root: Tag) -> None:
        """Know the draft and the document, and in which languages it is."""
        self.form, self.root = form, root
        self.base = root.language
        self.variables = {
            tag.attributes.get("ID", tag.attributes.get("name", "")): tag for tag in root.each("dataDscr", "var")
        }
        self.groups = list(root.each("dataDscr", "varGrp"))
        self.form.languages = self._languages()

    def _languages(self) -> list[str]:
        """The languages that the labels and wordings are in."""
        found = [self.base]
        for tag in (*self.variables.values(), *self.groups, *self.root.each("stdyDscr", "citation", "titlStmt")):
            found += [part.language for part in tag.parts if isinstance(part, Tag)]
            found += [
                part.language for question in tag.each("qstn") for part in question.parts if isinstance(part, Tag)
            ]
        return list(dict.fromkeys(filter(None, found))) or ["en"]

    def texts(self, tags: list[Tag]) -> Words:
        """Elements of one kind as a text in their languages."""
        said: dict[str, str] = {}
        for tag in tags:
            said.setdefault(tag.language or self.base or self.form.languages[0], self.form.words(tag.words, tag.place))
        if len(self.form.languages) == 1 or all(not tag.language for tag in tags):
            return next(iter(said.values()), "")
        return said

    def settings(self, tag: Tag | None) -> Iterator[tuple[str, Any]]:
        """What our own notes say below an element."""
        for note in own_notes(tag):
            try:
                yield note.attributes.get("subject", ""), json.loads(note.words)
            except json.JSONDecodeError as error:
                self.form.complain(BAD_CELL, f"the note cannot be read: {error.msg}; it is left out", note.place)

    def begun(self, tag: Tag, name: str, *, line: bool = False) -> Data:
        """The keys every question begins with: its id, type, wording, label and help; of a line without the stem."""
        made: Data = {"id": self.form.name(name, tag.place), "type": "text"}
        question = self.wording(tag)
        label = self.texts(list(tag.each("labl")))
        text: Words = ""
        if question is not None:
            stem, asked = self.texts(list(question.each("preQTxt"))), self.texts(list(question.each("qstnLit")))
            text = asked or self.form.words(question.own, question.place)
            if stem and not line:
                text = _joined(stem, text)
            if question.attributes.get("seqNo"):
                made["number"] = question.attributes["seqNo"]
        made["text"] = text or label or name
        if label and label != made["text"]:
            made["label"] = label
        if tag.attributes.get("wgt") == "wgt":
            made["role"] = "weight"
        instructions = self.texts(list(question.each("ivuInstr"))) if question is not None else ""
        if instructions:
            made["help"] = instructions
        return made

    def wording(self, tag: Tag) -> Tag | None:
        """The question of a variable; where it only refers to one, that one."""
        question = tag.first("qstn")
        if question is not None and question.attributes.get("qstn") and not list(question.each("qstnLit")):
            wanted = question.attributes["qstn"]
            for other in self.variables.values():
                found = other.first("qstn")
                if found is not None and found.attributes.get("ID") == wanted:
                    return found
        return question

    def answer(self, tag: Tag) -> Data:
        """What is answered, by the choices, the format and the range of a variable."""
        about = tag.first("varFormat")
        category = about.attributes.get("category", "other") if about is not None else "other"
        numeric = about is None or about.attributes.get("type", "numeric") == "numeric"
        if category in ("date", "time"):
            return {"type": category, **self.limits(tag, category)}
        choices = [one for one in tag.each("catgry") if one.attributes.get("missing") != "Y" and one.first("labl")]
        if choices and tag.attributes.get("intrvl") != "contin":
            return {"type": "single", "codes": self.listed(tag, choices)}
        if not numeric:
            return {"type": "text"}
        decimals = tag.attributes.get("dcml", "")
        whole = decimals in ("", "0")
        made: Data = {
            "type": "number",
            **({} if whole else {"format": "decimal", "decimals": min(int(decimals), 12) if decimals.isdigit() else 2}),
        }
        unit = tag.attributes.get("measUnit", "")
        return made | self.limits(tag, "number") | ({"unit": unit} if unit else {})

    def listed(self, tag: Tag, choices: list[Tag]) -> str:
        """The name of a list with the choices of a variable."""
        if len(choices) > _MOST_CODES:
            what = f"'{tag.attributes.get('name')}' has {len(choices):,} choices; {_MOST_CODES:,} are read"
            self.form.complain(NOT_HELD, what, tag.place)
        pairs: list[tuple[str, Words]] = []
        for choice in choices[:_MOST_CODES]:
            value = choice.first("catValu")
            label = self.texts(list(choice.each("labl")))
            pairs.append((value.words if value is not None else str(len(pairs) + 1), label))
        return self.form.list_of(codes_of(self.form, pairs, tag.place).labels, tag.attributes.get("name", "codes"))

    def limits(self, tag: Tag, kind: str) -> Data:
        """The range of a number, date or time."""
        found = tag.first("valrng", "range")
        if found is None:
            return {}
        words = [found.attributes.get(end, "").strip() for end in ("min", "max")]
        pattern = _DAY if kind == "date" else _LIMIT if kind == "number" else re.compile(r"\d\d:\d\d")
        for word in words:
            if word and not pattern.fullmatch(word):
                self.form.complain(BAD_LIMIT, f"'{word}' is no limit of a {kind}; it is left out", found.place)
        ends = [word if pattern.fullmatch(word) else "" for word in words]
        if kind == "number" and all(ends) and float(ends[0]) > float(ends[1]):
            self.form.complain(BAD_LIMIT, f"the range {ends[0]}..{ends[1]} begins above its end", found.place)
            return {}
        return {"range": f"{ends[0]}..{ends[1]}"} if any(ends) else {}

    def finished(self, made: Data, tag: Tag, *, routed: bool) -> None:
        """Watch over the expressions; keep in words of whom it is asked, where nothing else says so (`routed`)."""
        notes: list[str] = made.setdefault("notes", [])
        for key in ("relevance", "default"):
            if made.get(key):
                self.form.stand(made, key, Origin(tag.place, key, str(made[key])), notes)
        for check in list(made.get("checks", ())):
            self.form.stand(check, "rule", Origin(tag.place, "rule", check["rule"]), notes, made["checks"])
        universe = tag.first("universe")
        if universe is not None and not routed and "relevance" not in made and universe.words:
            origin = Origin(universe.place, "universe", universe.words)
            self.form.keep(notes, origin, "of whom it is asked is said in words only", severity="note")


def _joined(stem: Words, text: Words) -> Words:
    if isinstance(stem, str) and isinstance(text, str):
        return f"{stem}\n{text}" if text else stem
    stems = stem if isinstance(stem, dict) else {}
    texts = text if isinstance(text, dict) else {}
    return {
        language: f"{stems.get(language, '')}\n{texts.get(language, '')}".strip() for language in {**stems, **texts}
    }


def keyed(settings: Mapping[str, Any]) -> Data:
    """Settings with the steps of scales as numbers again, which JSON makes texts."""
    found = dict(settings)
    if isinstance(found.get("labels"), dict):
        found["labels"] = {
            int(step) if step.lstrip("-").isdigit() else step: said for step, said in found["labels"].items()
        }
    return found
