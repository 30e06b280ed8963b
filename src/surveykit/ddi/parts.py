"""The elements of one variable of a DDI-Codebook as the facts of our variable and its codes."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from surveykit.codebook.codelist import Code
from surveykit.codebook.reasons import missing_code
from surveykit.codebook.variable import Measure, Type
from surveykit.dataset.written import any_number_of, date_of
from surveykit.missing import Value
from surveykit.text import Text
from surveykit.xml import Tag

_MEASURES: Final[dict[str, Measure]] = {
    "nominal": "nominal",
    "ordinal": "ordinal",
    "interval": "scale",
    "ratio": "scale",
    "percent": "scale",
}
_MOST_DECIMALS: Final = 16
_SYSTEM_MISSING: Final = frozenset(["", ".", "sysmiss", "system missing", "na"])


def lines(tags: Iterable[Tag], *, whole: bool = False) -> Text:
    """Elements of one kind as a text in their languages, on one line each; `whole` keeps the lines."""
    said: dict[str, str] = {}
    for tag in tags:
        said.setdefault(tag.language, tag.words if whole else " ".join(tag.words.split()))
    said = {language: words for language, words in said.items() if words}
    return Text(said) if said else Text()


class Parts:
    """Reads the variables of one document; `own` says that surveykit wrote it."""

    def __init__(self, root: Tag, own: bool, complain: Callable[[str, Tag, str], None]) -> None:  # noqa: FBT001
        """Know the document, whether it is our own, and whom to tell what cannot be read."""
        self.own, self.complain = own, complain
        self.questions = {
            question.attributes["ID"]: question
            for question in root.each("dataDscr", "var", "qstn")
            if "ID" in question.attributes
        }

    def variable(self, tag: Tag) -> tuple[dict[str, Any], tuple[Code, ...]]:
        """The facts of a variable, by the names of their fields, and its codes."""
        name = tag.attributes.get("name") or tag.attributes.get("ID", "")
        kind = self.type(tag)
        codes, missing = self.codes(tag, kind, name)
        facts: dict[str, Any] = {
            "name": name,
            "label": lines(tag.each("labl")),
            "wording": self.wording(tag),
            "type": kind,
            "measure": self.measure(tag, kind, codes),
            "missing": missing,
            "unit": tag.attributes.get("measUnit", ""),
            "role": "weight" if tag.attributes.get("wgt") == "wgt" else None,
            "notes": self.notes(tag),
            **self.limits(tag, kind, name),
            **self.ranges(tag, kind),
        }
        decimals = tag.attributes.get("dcml", "").strip()
        if decimals.isdecimal() and int(decimals) <= _MOST_DECIMALS:
            facts["decimals"] = int(decimals)
        question = tag.first("qstn")
        if not self.own and question is not None and question.attributes.get("seqNo"):
            facts["origin"] = {"number": question.attributes["seqNo"]}
        return facts, codes

    def type(self, tag: Tag) -> Type:
        """The type, by the format; texts where the categories are no numbers."""
        about = tag.first("varFormat")
        said = about.attributes if about is not None else {}
        category, form = said.get("category", "other"), said.get("formatname", "")
        if category == "time":
            return "time"
        if category == "date":
            return "datetime" if "hh" in form or form.upper().startswith("DATETIME") else "date"
        return "text" if said.get("type", "numeric") == "character" else "number"

    def measure(self, tag: Tag, kind: Type, codes: tuple[Code, ...]) -> Measure:
        """The measure, by the nature; else a number that is continuous and has no codes is a scale."""
        nature = tag.attributes.get("nature", "")
        if nature in _MEASURES:
            return _MEASURES[nature]
        scale = kind == "number" and tag.attributes.get("intrvl") == "contin" and not codes
        return "scale" if scale else "nominal"

    def wording(self, tag: Tag) -> Text:
        """The question as it was put; where the variable only refers to one, that one."""
        question = tag.first("qstn")
        if question is None:
            return Text()
        if not list(question.each("qstnLit")) and question.attributes.get("qstn") in self.questions:
            question = self.questions[question.attributes["qstn"]]
        asked = lines(question.each("qstnLit"), whole=True) or Text(question.own)
        return lines(question.each("preQTxt"), whole=True).joined(asked)

    def notes(self, tag: Tag) -> str:
        """What is said of a variable in words; of others' files also universe, description and instructions."""
        plain = [one.words for one in tag.each("notes") if one.attributes.get("type") != "surveykit"]
        if not self.own:
            universe = [f"Universe: {one.words}" for one in tag.each("universe") if one.words]
            made = [f"Derivation: {one.words}" for one in tag.each("derivation") if one.words]
            about = [one.words for name in ("txt", "codInstr") for one in tag.each(name)]
            plain = [*universe, *about, *made, *plain]
        return "\n".join(filter(None, plain))

    def limits(self, tag: Tag, kind: Type, name: str) -> dict[str, Any]:
        """The admissible range."""
        found = tag.first("valrng", "range")
        if found is None or (kind not in {"number", "date"}):
            return {}
        low, high = (found.attributes.get(end, "").strip() for end in ("min", "max"))
        if kind == "date":
            ends = {"earliest": date_of(low), "latest": date_of(high)}
            return {key: day for key, day in ends.items() if day}
        numbers = [_number(word) for word in (low, high)]
        if any(word and number is None for word, number in zip((low, high), numbers, strict=True)):
            self.complain(f"the range {low}..{high} is not of numbers; it is left out", found, name)
            return {}
        return {"range": {"low": numbers[0], "high": numbers[1]}} if low or high else {}

    def ranges(self, tag: Tag, kind: Type) -> dict[str, Any]:
        """The ranges of missing numbers."""
        if kind != "number":
            return {}
        spans = []
        for found in tag.each("invalrng", "range"):
            low, high = (_number(found.attributes.get(end, "")) for end in ("min", "max"))
            if low is not None and low == high:
                continue  # a single code, among the others
            spans.append({"low": low, "high": high})
        if not self.own:
            spans = [span for span in spans if span["low"] is not None or span["high"] is not None]
        return {"missing_ranges": spans} if spans else {}

    def codes(self, tag: Tag, kind: Type, name: str) -> tuple[tuple[Code, ...], tuple[Code, ...]]:
        """The codes with their labels, and those that say that a value is missing."""
        codes: dict[Value, Code] = {}
        missing: dict[Value, Code] = {}
        for one in tag.each("catgry"):
            found = one.first("catValu")
            value = self.value(found.words if found is not None else "", kind)
            if value is None:
                if found is not None and found.words.casefold() not in _SYSTEM_MISSING:
                    self.complain(f"the category '{found.words[:40]}' is no number; it is left out", one, name)
                continue
            label = lines(one.each("labl"))
            if value in codes or value in missing:
                self.complain(f"the category {value} stands twice; the first is kept", one, name)
            elif one.attributes.get("missing") == "Y":
                missing[value] = self.missing(value, label, one.attributes.get("missType"))
            else:
                codes[value] = Code(value=value, label=label)
        if not self.own:
            self.further(tag, kind, codes, missing)
            codes = codes if any(code.label for code in codes.values()) else {}
        return tuple(codes.values()), tuple(missing.values())

    def further(self, tag: Tag, kind: Type, codes: dict[Value, Code], missing: dict[Value, Code]) -> None:
        """Missing codes that others' files name apart from the categories."""
        said = [one.attributes.get("VALUE", "") for one in tag.each("invalrng", "item")]
        spans = [one.attributes for one in tag.each("invalrng", "range")]
        said += [span["min"] for span in spans if span.get("min") and span.get("min") == span.get("max")]
        for word in said:
            value = self.value(word.strip(), kind)
            if value is not None and value not in missing:
                label = codes.pop(value).label if value in codes else Text()
                missing[value] = self.missing(value, label, None)

    def missing(self, value: Value, label: Text, reason: str | None) -> Code:
        """A missing code with its reason: the one written, or what value and label tell."""
        if self.own:
            return Code(value=value, label=label, missing=reason)
        told = missing_code(value, str(label))
        return told if len(label.languages) <= 1 else Code(value=value, label=label, missing=told.missing)

    def value(self, word: str, kind: Type) -> Value | None:
        """A code as the type has it."""
        return (word or None) if kind != "number" else any_number_of(word)


def _number(word: str) -> float | None:
    found = any_number_of(word)
    return None if found is None else float(found)
