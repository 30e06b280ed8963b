"""Questions of a form as ours, kind by kind."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from surveykit.exchange.xlsform.reader.choices import Filter, filter_of
from surveykit.exchange.xlsform.reader.conduct import Conduct, Question, ordered
from surveykit.exchange.xlsform.reader.findings import ASSUMED, LEFT_OUT, UNSUPPORTED_KIND, where
from surveykit.exchange.xlsform.reader.kinds import Sort, sort_of
from surveykit.exchange.xlsform.reader.naming import OK, YES, list_of
from surveykit.exchange.xlsform.reader.outline import Block, Element, is_battery, lines_of
from surveykit.exchange.xlsform.reader.own import applied
from surveykit.exchange.xlsform.reader.settle import Origin
from surveykit.exchange.xlsform.reader.texts import WrittenText
from surveykit.exchange.xlsform.xpath.grammar import Literal, Reference, Untranslatable
from surveykit.exchange.xlsform.xpath.known import Known, number_of
from surveykit.exchange.xlsform.xpath.limits import Limits
from surveykit.exchange.xlsform.xpath.translate import formula_of

ACKNOWLEDGED = "acknowledged"
_NOT_ASKED = ("calculate", "hidden", "paradata")
_MOST_STEPS = 10


class Questions(Conduct):
    """The questions of a form, one row after the other."""

    def made(self, block: Block, element: Element) -> list[Question]:
        """What a row becomes: a question, for a moment two, for a calculation none."""
        sort, roster = sort_of(element.type), self.book.roster(block)
        if is_battery(element) and not element.extra:
            return [self.battery(element, roster)]
        if sort in _NOT_ASKED and not element.extra:
            return []
        if sort == "single" and element.shown("appearance") == "label" and not element.extra:
            what = f"'{element.name}' only shows the labels of the choices below it, and is left out"
            self.findings.tell(LEFT_OUT, what, element.place("appearance"))
            return []
        self.findings.counts["questions"] += 1
        known = self.book.by_row[element.number]
        if "specifies" in element.own and self.specified(element, roster):
            return []
        shown = element.bound("readonly") in YES and sort != "note"
        if element.extra or shown or sort == "unsupported" or (sort in _CHOOSING and not known.codes):
            return [self.kept(element, sort, known, roster, shown=shown)]
        question = self.asked(element, sort, known, roster)
        self.by_id[known.id] = question
        self.before.add(known.id)
        return [question, *self.time_of(question, element)] if sort == "datetime" else [question]

    def asked(self, element: Element, sort: Sort, known: Known, roster: str) -> Question:
        """A question that is answered, or a note."""
        notes: list[str] = []
        question: Question = {"id": known.id, "notes": notes}
        _KINDS[sort](self, question, element, known, roster)
        self.text(question, "text", element, "label", roster)
        self.help(question, element, roster)
        self.relevance(question, element, roster, notes)
        if sort != "note":
            self.required(question, element, notes)
            self.sound(question, element, known, roster, notes)
            self.default(question, element, known, roster, notes)
            self.recalculated(question, element, roster, notes)
        else:
            self.nothing_to_do(element, notes)
        self.trigger(element, notes)
        applied(question, element.own)
        return ordered(question)

    def specified(self, element: Element, roster: str) -> bool:
        """Give a question its "other, specify", which stands in a row of its own."""
        question = self.by_id.get(str(element.own["specifies"]))
        if question is None:
            return False
        other: Question = dict(self.others.get(question["id"], {}))
        self.text(other, "text", element, "label", roster)
        question["other"] = other
        self.before.add(self.book.ids[element.number])
        ordered(question)
        return True

    def kept(self, element: Element, sort: Sort, known: Known, roster: str, *, shown: bool) -> Question:
        """A row that cannot be asked here: a note that is shown, with the row in its notes."""
        place = element.place("type")
        notes = [f"{where(place)} type: {element.cell('type')}"]
        question: Question = {"id": known.id, "type": "note", "notes": notes}
        self.text(question, "text", element, "label", roster)
        self.help(question, element, roster)
        if shown and element.bound("calculate") and known.kind != "lost":
            self.show(question, f"{{{known.id}}}")
            question["id"] = self.book.more.fresh(f"{known.id[:25]}_shown")
        elif shown:
            notes.append(f"{where(element.place('readonly'))} readonly: yes")
            self.findings.tell(UNSUPPORTED_KIND, f"'{element.name}' is read only, so it becomes a note", place)
        elif not element.extra:
            why = "its choices are not in the workbook" if sort in _CHOOSING else "there is no such kind here"
            what = f"'{element.name}' of type '{element.cell('type')}' becomes a note: {why}"
            self.findings.tell(UNSUPPORTED_KIND, what, place, "warning")
        if not element.extra:
            self.relevance(question, element, roster, notes)
        elif element.bound("relevant"):
            said, why = element.bound("relevant"), "what stands so deep is kept as it is"
            notes.append(self.findings.kept(element.place("relevant"), "relevant", said, why))
        self.nothing_to_do(element, notes, but="calculation" if shown else "")
        return ordered(question)

    def nothing_to_do(self, element: Element, notes: list[str], but: str = "") -> None:
        """Keep what a form asks of an answer where there is none."""
        said = {
            "constraint": element.bound("constraint"),
            "calculation": element.bound("calculate"),
            "default": str(element.data.get("default") or ""),
        }
        for key, text in said.items():
            if text and key != but:
                notes.append(self.findings.kept(element.place(key), key, text, "a note has no answer"))

    def show(self, question: Question, fill: str) -> None:
        """Let a note show a value that is calculated."""
        text = question["text"]
        said = {language: f"{words} {fill}" for language, words in text.items()} if isinstance(text, dict) else None
        question["text"] = said or f"{text} {fill}"

    def help(self, question: Question, element: Element, roster: str) -> None:
        """The hint, and the hint for interviewers after it."""
        self.text(question, "help", element, "hint", roster)
        guidance = self.languages.text(element.data.get("guidance_hint"))
        if guidance:
            hint = question.get("help", "")
            if isinstance(guidance, str) and isinstance(hint, str):
                self.write_text(question, "help", f"{hint} {guidance}".strip(), element, "guidance_hint", roster)
            else:
                hints = hint if isinstance(hint, dict) else dict.fromkeys(self.languages.spoken, hint)
                more = guidance if isinstance(guidance, dict) else dict.fromkeys(self.languages.spoken, guidance)
                joined = {lang: f"{hints.get(lang, '')} {more.get(lang, '')}".strip() for lang in self.languages.spoken}
                said = {lang: words for lang, words in joined.items() if words}
                self.write_text(question, "help", said, element, "guidance_hint", roster)

    def recalculated(self, question: Question, element: Element, roster: str, notes: list[str]) -> None:
        """A calculation on a question that is asked: it stands typed already."""
        said = element.bound("calculate")
        if not said or "default" in question:
            return
        names = self.names
        found = self.expression(element, "calculation", "calculate", notes, lambda t: formula_of(t, names, roster))
        if found is not None:
            question["default"] = found.text
            self.held(question, "default", element, "calculation", "calculate", notes)
            what = f"'{element.name}' is asked and calculated; its calculation stands typed and may be changed"
            self.findings.tell(ASSUMED, what, element.place("calculation"))

    def trigger(self, element: Element, notes: list[str]) -> None:
        """What calculates a question anew, which here is every change of what it reads."""
        if element.data.get("trigger"):
            place = element.place("trigger")
            notes.append(f"{where(place)} trigger: {element.cell('trigger')}")
            self.findings.tell(LEFT_OUT, f"'{element.name}' is calculated on a trigger, which is left out", place)

    def battery(self, element: Element, roster: str) -> Question:
        """A group whose questions offer the same choices, as one battery."""
        lines = lines_of(element)
        notes: list[str] = []
        question: Question = {"id": self.book.ids[element.number], "type": "battery", "notes": notes, "items": []}
        question["codes"] = self.lists.ids.get(list_of(lines[0]), "")
        if sort_of(lines[0].type) == "multiple":
            question["several"] = True
        labelled = next((c for c in element.children if not c.number and c.type == "note"), element)
        caption = labelled if labelled.data.get("label") else element
        self.write_text(question, "text", self.stem(caption, element), element, "label", roster)
        self.text(question, "help", element, "hint", roster)
        self.relevance(question, element, roster, notes)
        if {"scale", "format"} & element.own.keys():
            del question["codes"]
        for line in lines:
            self.findings.counts["questions"] += 1
            known = self.book.by_row[line.number]
            item: Question = {"id": self.book.ids[line.number]}
            self.text(item, "text", line, "label", roster)
            self.text(item, "help", line, "hint", roster)
            self.relevance(item, line, roster, notes)
            self.required(item, line, notes)
            if line.bound("constraint"):
                item["type"] = "item"
                self.sound(item, line, known, roster, notes)
                del item["type"]
            applied(item, line.own, item=True)
            question["items"].append(ordered(item))
        self.before.update(item["id"] for item in question["items"])
        applied(question, element.own)
        return ordered(question)

    def stem(self, caption: Element, element: Element) -> Any:
        """The wording above the lines; the name of the group where it has none."""
        return self.languages.text(caption.data.get("label")) or element.name

    def time_of(self, question: Question, element: Element) -> list[Question]:
        """The time of a moment whose day is asked before."""
        id_ = self.book.more.fresh(f"{question['id'][:27]}_time")
        what = f"'{element.name}' asks for a day and a time; the time is a question of its own, '{id_}'"
        self.findings.tell(ASSUMED, what, element.place("type"))
        time = {"id": id_, "type": "time"}
        time |= {key: question[key] for key in ("text", "help", "relevance", "required") if key in question}
        return [ordered(time)]

    def single(self, question: Question, element: Element, known: Known, roster: str) -> None:
        """One of a list, or a step of a scale."""
        steps = self.steps(element, known)
        if steps is not None:
            labels = self.lists.lists[self.lists.ids[list_of(element)]]
            said = {code: text for code, text in labels.items() if _words(text) != {str(code)}}
            question |= {"type": "scale", "range": f"{steps[0]}..{steps[-1]}", "labels": said}
            return
        question["type"] = "single"
        self.offered(question, element, roster)

    def steps(self, element: Element, known: Known) -> list[int] | None:
        """The steps of a scale, where a list is shown as one."""
        codes = [code for codes in known.codes.values() for code in codes]
        numbers = [code for code in codes if isinstance(code, int)]
        likert = "likert" in element.shown("appearance") and len(numbers) == len(codes) > 2
        whole = likert and len(numbers) <= _MOST_STEPS + 1 and all(after - one == 1 for one, after in pairwise(numbers))
        plain = whole and not element.data.get("choice_filter") and self.lists.ids[list_of(element)] in self.lists.lists
        return numbers if plain else None

    def multiple(self, question: Question, element: Element, known: Known, roster: str) -> None:  # noqa: ARG002
        """Several of a list; nothing ticked is a blank in the form."""
        question |= {"type": "multiple", "min": 1}
        self.offered(question, element, roster)

    def ranking(self, question: Question, element: Element, known: Known, roster: str) -> None:  # noqa: ARG002
        """Choices put in order."""
        question["type"] = "ranking"
        self.offered(question, element, roster)

    def offered(self, question: Question, element: Element, roster: str) -> None:
        """The list, the order of its choices, those that are offered, and the one to be specified."""
        question["codes"] = self.lists.ids[list_of(element)]
        parameters = element.data.get("parameters") or {}
        if str(parameters.get("randomize", "")).lower() == "true":
            question["order"] = "random"
            if "seed" in parameters:
                place = element.place("parameters")
                self.findings.tell(
                    LEFT_OUT, "the seed of a random order is left out; each interview has its own", place
                )
        if element.data.get("choice_filter"):
            self.filtered(question, element, roster)
        if "search(" in element.shown("appearance"):
            why = "choices are not searched in files here; all of the list are offered"
            said = element.shown("appearance")
            question["notes"].append(self.findings.kept(element.place("appearance"), "appearance", said, why))
        if "other" in element.own:
            self.others[question["id"]] = element.own["other"]
        if "or_other" in element.cell("type"):
            codes = self.lists.codes[list_of(element)].get("other", ("other",))
            question["other"] = {"code": codes[0], "text": self.languages.everywhere(_OTHER)}

    def filtered(self, question: Question, element: Element, roster: str) -> None:
        """Which choices are offered."""
        said, place = str(element.data["choice_filter"]), element.place("choice_filter")
        try:
            found = filter_of(said)
            if found.among:
                question["among"] = self.names.of(found.among).id
            else:
                question["where"] = dict(self.columns(found, element, roster))
        except Untranslatable as refusal:
            why = f"{refusal}; so all choices are offered"
            question["notes"].append(self.findings.kept(place, "choice_filter", said, why))
            return
        self.findings.translated(place, "choice_filter", said, ())
        for column in question.get("where", {}):
            self.origins.append(
                Origin(question["where"], column, place, "choice_filter", said, self.offering_all(question))
            )

    def offering_all(self, question: Question) -> Callable[[str], None]:
        """Take a choice filter back."""

        def take_back(note: str) -> None:
            question.pop("where", None)
            question.setdefault("notes", []).append(note)

        return take_back

    def columns(self, found: Filter, element: Element, roster: str) -> list[tuple[str, str]]:
        """Each column with the expression its cells must equal."""
        wanted = self.lists.wanted[list_of(element)]
        made = []
        for column, value in found.columns:
            if not any(column in choice.cells for choice in wanted.choices):
                raise Untranslatable(f"the list has no column '{column}'")
            if not self.lists.told_apart(wanted, column):
                raise Untranslatable(f"the rows do not tell apart what the column '{column}' names")
            if isinstance(value, Reference):
                known = self.names.of(value.name)
                inside = not known.roster or f"{roster}/".startswith(f"{known.roster}/")
                if known.kind in ("set", "rank", "lost") or not inside:
                    raise Untranslatable(f"'{value.name}' has no single value here")
                made.append((column, known.id))
            elif isinstance(value, Literal):
                made.append((column, f"'{value.value}'"))
        return made

    def ranged(self, question: Question, element: Element, known: Known, roster: str) -> None:  # noqa: ARG002
        """A number on a slider."""
        parameters = element.data.get("parameters") or {}
        ends = [
            number_of(str(parameters.get(key, default))) for key, default in (("start", 1), ("end", 10), ("step", 1))
        ]
        low, high, step = (1.0 if end is None else end for end in ends)
        whole = low.is_integer() and step.is_integer()
        question |= {"type": "number", "format": "integer" if whole else "decimal"}
        question["range"] = Limits(min(low, high), max(low, high)).written()
        self.negative += [low] if low < 0 else []
        if abs(step) != 1 and whole:
            what = f"'{element.name}' goes by steps of {step:g}; every whole number is taken here"
            self.findings.tell(ASSUMED, what, element.place("parameters"))

    def written(self, question: Question, element: Element, known: Known, roster: str) -> None:  # noqa: ARG002
        """Words, on one line or several."""
        question["type"] = "open" if "multiline" in element.shown("appearance") else "text"

    def acknowledged(self, question: Question, element: Element, known: Known, roster: str) -> None:  # noqa: ARG002
        """A box to tick that something was read."""
        self.lists.lists.setdefault(ACKNOWLEDGED, {OK: OK})
        question |= {"type": "single", "codes": ACKNOWLEDGED}


_CHOOSING = ("single", "multiple", "ranking")
_OTHER = {"en": "Specify other.", "nb": "Hvilket annet?", "it": "Quale altro?", "ru": "Что именно?"}
_Maker = Callable[[Questions, Question, Element, Known, str], None]


def _plain(type_: str, **more: str) -> _Maker:
    """A kind that needs nothing more."""

    def made(_questions: Questions, question: Question, _element: Element, _known: Known, _roster: str) -> None:
        question |= {"type": type_, **more}

    return made


_KINDS: Mapping[Sort, _Maker] = {
    "single": Questions.single,
    "multiple": Questions.multiple,
    "ranking": Questions.ranking,
    "integer": _plain("number", format="integer"),
    "decimal": _plain("number", format="decimal"),
    "percent": _plain("number", format="percent"),
    "range": Questions.ranged,
    "text": Questions.written,
    "note": _plain("note"),
    "date": _plain("date"),
    "time": _plain("time"),
    "datetime": _plain("date"),
    "acknowledge": Questions.acknowledged,
}


def _words(text: WrittenText) -> set[str]:
    return set(text.values()) if isinstance(text, dict) else {text}
