"""Arrays of LimeSurvey as batteries: lines under one stem, answered from a list, on a scale, with numbers or texts."""

from functools import partial
from typing import Final

from surveykit.exchange.draft.codes import Codes
from surveykit.exchange.draft.form import Data
from surveykit.exchange.limesurvey.attributes import number_of, shuffled
from surveykit.exchange.limesurvey.names import Named
from surveykit.exchange.limesurvey.structure import Part, Texts
from surveykit.exchange.limesurvey.writing import Writer

_SCALES: Final = {"A": "1..5", "B": "1..10"}
_NAMED: Final = {"C": "yes_uncertain_no", "E": "increase_same_decrease"}


def array_of(writer: Writer, named: Named, notes: list[str]) -> list[Data]:
    """The batteries, or the questions, that an array becomes."""
    kind = named.question.type
    if not named.question.rows():
        origin = named.question.origin("type/scale", f"{kind} {named.question.code}")
        writer.form.keep(notes, origin, "it has no lines; it is read as a text")
        return [writer.begun(named, "text", notes)]
    if kind in ":;":
        return _columns(writer, named, notes)
    if kind == "Q":
        return [_line(writer, named, part, part.code, notes) for part in named.question.rows()]
    if kind == "1":
        return _dual(writer, named, notes)
    if kind == "K":
        return [_numbers(writer, named, notes)]
    made = _battery(writer, named, notes)
    if kind in _SCALES:
        made["scale"] = _SCALES[kind]
    else:
        made["codes"] = _listed(writer, named.codes, _NAMED.get(kind, named.id))
    made["items"] = _items(writer, named, "", notes)
    return [made]


def _listed(writer: Writer, codes: Codes, wish: str) -> str:
    return writer.form.list_of(codes.labels or {1: "1"}, wish)


def _battery(writer: Writer, named: Named, notes: list[str], kind: str = "battery") -> Data:
    made = writer.begun(named, kind, notes)
    if shuffled(named.question):
        made["order"] = "random"
    return made


def _items(writer: Writer, named: Named, after: str, notes: list[str]) -> list[Data]:
    """The lines; `after` is what is added to their names in a second scale or column."""
    return [_item(writer, named, part, f"{part.code}{after}", notes) for part in named.question.rows()]


def _item(writer: Writer, named: Named, part: Part, added: str, notes: list[str]) -> Data:
    made: Data = {"id": named.parts[added]}
    writer.worded(made, "text", _whole(part.texts), named.question.origin("text", ""), notes)
    made.setdefault("text", part.code)
    if part.relevance.strip() not in ("", "1"):
        origin = named.question.origin("relevance", part.relevance)
        writer.form.express(made, "relevance", origin, notes, lambda: writer.logic.condition(part.relevance))
    else:
        _filtered(writer, named, part, made, notes)
    return made


def _whole(texts: Texts) -> Texts:
    """The words at both ends of a line, which a bar parts: `Good|Evil`."""
    return {
        language: " – ".join(word.strip() for word in text.split("|") if word.strip())
        for language, text in texts.items()
    }


def _filtered(writer: Writer, named: Named, part: Part, made: Data, notes: list[str]) -> None:
    """A line shown where the choice of its code is ticked (or not ticked) in another question."""
    for attribute, equal in (("array_filter", '"Y"'), ("array_filter_exclude", '""')):
        for other in filter(None, (word.strip() for word in named.question.attribute(attribute).split(";"))):
            origin = named.question.origin(attribute, f"{other} for {part.code}")
            condition = partial(writer.logic.condition, f"{other}_{part.code}.NAOK == {equal}")
            if "relevance" in made:
                writer.form.keep(notes, origin, "one filter only is held for a line")
            else:
                writer.form.express(made, "relevance", origin, notes, condition)


def _numbers(writer: Writer, named: Named, notes: list[str]) -> Data:
    """Several numbers under one stem; those that must add up to a total are a constant sum."""
    total = number_of(writer.form, named.question, "equals_num_value", notes)
    made = _battery(writer, named, notes, "constant_sum" if total else "battery")
    if total:
        made["total"] = total
    made |= {"format": "integer", **writer.numeric(named, notes)}
    made["items"] = _items(writer, named, "", notes)
    return made


def _dual(writer: Writer, named: Named, notes: list[str]) -> list[Data]:
    """Two scales for every line: a battery for each of them."""
    found: list[Data] = []
    for scale, codes in ((0, named.codes), (1, named.second)):
        made = _battery(writer, named, notes)
        header = named.question.attributes.get("dualscale_headerB" if scale else "dualscale_headerA", {})
        if header:
            _headed(writer, named, made, header, notes)
        if scale:
            made["id"] = writer.form.ids.fresh(f"{named.id}_2")
        made["codes"] = _listed(writer, codes, made["id"])
        made["items"] = _items(writer, named, f"_{scale}", notes)
        found.append(made)
    return found


def _headed(writer: Writer, named: Named, made: Data, header: Texts, notes: list[str]) -> None:
    """The stem with the heading of a scale or column below it."""
    stems = named.question.texts
    texts = {
        language: f"{stems.get(language, '')}\n{header.get(language) or next(iter(header.values()))}"
        for language in stems or header
    }
    writer.worded(made, "text", texts, named.question.origin("text", ""), notes)


def _columns(writer: Writer, named: Named, notes: list[str]) -> list[Data]:
    """Numbers or texts in rows and columns: a battery for each column of numbers or boxes, a question for each text."""
    question, columns = named.question, named.question.rows(1)
    if question.type == ";":
        return [
            _line(
                writer,
                named,
                Part(row.code, _joined(row.texts, column.texts), row.place, relevance=row.relevance),
                f"{row.code}_{column.code}",
                notes,
            )
            for row in question.rows()
            for column in columns
        ]
    found: list[Data] = []
    for number, column in enumerate(columns):
        made = _battery(writer, named, notes)
        _headed(writer, named, made, column.texts, notes)
        made["id"] = named.id if number == 0 else writer.form.ids.fresh(f"{named.id}_{column.code}")
        if question.attribute("multiflexible_checkbox") == "1":
            made["codes"] = writer.form.list_of({1: "X", 0: "–"}, "marked")
        else:
            made |= {"format": "decimal", "range": _flexible(writer, named, notes)}
        made["items"] = _items(writer, named, f"_{column.code}", notes)
        found.append(made)
    return found


def _joined(row: Texts, column: Texts) -> Texts:
    return {language: f"{text}: {column.get(language, '')}".rstrip(": ") for language, text in row.items()}


def _flexible(writer: Writer, named: Named, notes: list[str]) -> str:
    """The range of an array of numbers: 1 to 10 where nothing is said."""
    low = number_of(writer.form, named.question, "multiflexible_min", notes)
    high = number_of(writer.form, named.question, "multiflexible_max", notes)
    if low and not high:
        high = f"{float(low) + 10:.15g}"
    low, high = low or "1", high or "10"
    return f"{low}..{high}" if float(low) <= float(high) else f"{high}..{low}"


def _line(writer: Writer, named: Named, part: Part, added: str, notes: list[str]) -> Data:
    """A line that is a text question of its own, the stem before its wording."""
    item = _item(writer, named, part, added, notes)
    stems = {language: text for language, text in named.question.texts.items() if text}
    texts = {language: f"{stems.get(language, '')}\n{said}" for language, said in part.texts.items()}
    made: Data = {"id": item["id"], "type": "text"}
    writer.worded(made, "text", texts, named.question.origin("text", ""), notes)
    made.setdefault("text", item["text"])
    made["label"] = item["text"]
    return made | ({"relevance": item["relevance"]} if "relevance" in item else {})
