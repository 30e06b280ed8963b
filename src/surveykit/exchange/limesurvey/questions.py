"""From questions of LimeSurvey to ours: kinds, texts, routing, and what stands beside an answer."""

import re
from typing import Final

from surveykit.exchange.draft.form import Data
from surveykit.exchange.draft.rules import NOT_HELD, UNKNOWN_TYPE
from surveykit.exchange.limesurvey.arrays import array_of
from surveykit.exchange.limesurvey.attributes import count_of, shuffled, unheld
from surveykit.exchange.limesurvey.names import ARRAYS, FIXED_LISTS, LISTS, SEVERAL, Named
from surveykit.exchange.limesurvey.structure import Question, Texts
from surveykit.exchange.limesurvey.words import spoken
from surveykit.exchange.limesurvey.writing import FILL, Writer
from surveykit.exchange.logic.pieces import constant
from surveykit.exchange.logic.translate import constant_of

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_LONG: Final = frozenset("TU")
_ALWAYS: Final = frozenset(["", "1"])
_STRUCTURED: Final = ARRAYS | {"1", "K", "Q", ":", ";"}
_UNHELD: Final = {"|": "files are not collected here", "I": "a language is chosen with a key here, not with a question"}


class Maker:
    """Makes questions of questions; knows the draft, the names and the logic."""

    def __init__(self, writer: Writer) -> None:
        """Know the draft, the names and the logic."""
        self.writer, self.form, self.names, self.logic = writer, writer.form, writer.names, writer.logic
        self.languages = writer.languages

    def questions(self, question: Question, section: list[str]) -> list[Data]:
        """The questions that one becomes; `section` takes the notes that belong to none of them."""
        notes: list[str] = []
        named = self.names.of(question)
        if question.type in _UNHELD:
            origin = question.origin("type/scale", f"{question.type} {question.code}: {_first(question.texts)}")
            self.form.keep(section, origin, _UNHELD[question.type])
            return []
        if question.type == "*":
            self._computed(named, section)
            return []
        made = array_of(self.writer, named, notes) if question.type in _STRUCTURED else [self._plain(named, notes)]
        self._routed(made, named, notes)
        for code, value in question.defaults:
            self._default(made[0], named, code, value, notes)
        made += self._beside(named, made[0])
        self._told(question, notes)
        made[0]["notes"] = notes
        return made

    def _routed(self, made: list[Data], named: Named, notes: list[str]) -> None:
        """Relevance, and whether an answer is asked for."""
        question = named.question
        if question.relevance.strip() not in _ALWAYS:
            origin = question.origin("relevance", question.relevance)
            asked: Data = {}
            self.form.express(asked, "relevance", origin, notes, lambda: self.logic.condition(question.relevance))
            for one in made:
                self.form.share(one, "relevance", asked)
        for one in made:
            if question.mandatory in ("Y", "S") and one["type"] != "note":
                one["required"] = "soft" if question.mandatory == "S" else True
        if question.attribute("em_validation_q"):
            self._validated(made[0], named, notes)

    def _plain(self, named: Named, notes: list[str]) -> Data:
        """A question with one answer, of the kinds without lines."""
        question, kind = named.question, named.question.type
        if kind in LISTS | SEVERAL | FIXED_LISTS | {"R"}:
            return self._choosing(named, notes)
        numeric = question.attribute("numbers_only") == "1"
        if kind == "N" or (kind == "S" and numeric):
            made = self.writer.begun(named, "number", notes)
            return made | self.writer.numeric(named, notes)
        if kind == "5":
            return self.writer.begun(named, "scale", notes) | {"range": "1..5"}
        if kind == "D":
            return self.writer.begun(named, "date", notes) | self._days(question, notes)
        if kind == "X":
            return self.writer.begun(named, "note", notes)
        if kind not in {"S", *_LONG}:
            self.form.complain(UNKNOWN_TYPE, f"'{kind}' is no type of question that is known", question.place)
        made = self.writer.begun(named, "open" if kind in _LONG else "text", notes)
        longest = count_of(self.form, question, "maximum_chars", notes)
        return made | ({"max": min(longest, 32_000)} if longest else {})

    def _choosing(self, named: Named, notes: list[str]) -> Data:
        question, kind = named.question, named.question.type
        if not named.codes.labels:
            self.form.complain(
                UNKNOWN_TYPE, f"'{question.code}' offers no answers; it is read as a text", question.place
            )
            return self.writer.begun(named, "text", notes)
        made = self.writer.begun(
            named, "ranking" if kind == "R" else "multiple" if kind in SEVERAL else "single", notes
        )
        made["codes"] = self.form.list_of(named.codes.labels, _list_name(named))
        if named.other is not None:
            made["other"] = {"code": named.other, "text": self.form.said(spoken("which", self.languages))}
        if shuffled(question):
            made["order"] = "random"
            made |= {"fixed": [named.other]} if named.other is not None else {}
        if kind in SEVERAL:
            self._several(made, named, notes)
        if kind == "R":
            least = count_of(self.form, question, "min_answers", notes)
            most = count_of(self.form, question, "max_subquestions", notes) or count_of(
                self.form, question, "max_answers", notes
            )
            made |= {key: value for key, value in (("min", least), ("max", most)) if value}
        if question.attribute("array_filter") and kind in SEVERAL | {"R"}:
            self.writer.keep_attribute(question, "array_filter", notes)
        return made

    def _several(self, made: Data, named: Named, notes: list[str]) -> None:
        question = named.question
        least = count_of(self.form, question, "min_answers", notes) or (1 if question.mandatory == "Y" else None)
        most = count_of(self.form, question, "max_answers", notes)
        made |= {key: value for key, value in (("min", least), ("max", most)) if value}
        alone = [code.strip() for code in question.attribute("exclude_all_others").split(";") if code.strip()]
        if alone:
            made["exclusive"] = [named.codes.ours[code] for code in alone if code in named.codes.ours]

    def _days(self, question: Question, notes: list[str]) -> Data:
        if re.search(r"[HhM]{1,2}:", question.attribute("date_format")):
            what = f"'{question.code}' asks for a time too; the date alone is asked for here"
            self.form.complain(NOT_HELD, what, question.place)
        ends = []
        for name in ("date_min", "date_max"):
            value = question.attribute(name).strip()
            if value and not _DAY.fullmatch(value[:10]):
                self.form.keep(notes, question.origin(name, value), "a limit that changes with the day is no range")
            ends.append(value[:10] if _DAY.fullmatch(value[:10]) else "")
        return {"range": f"{ends[0]}..{ends[1]}"} if any(ends) else {}

    def _computed(self, named: Named, section: list[str]) -> None:
        """An equation: a computed variable, where it is a formula and no text with formulas in it."""
        question = named.question
        text = question.attribute("equation") or _first(question.texts)
        origin = question.origin("equation" if question.attribute("equation") else "text", text)
        made: Data = {"id": named.id, "format": "decimal"}
        formula = text.strip()
        braces = FILL.fullmatch(formula)
        formula = braces.group(1) if braces is not None else formula
        if self.form.express(made, "formula", origin, section, lambda: self.logic.formula(formula), self.form.computed):
            self.form.computed.append(made)
        if question.relevance.strip() not in _ALWAYS:
            origin = question.origin("relevance", question.relevance)
            self.form.keep(section, origin, "a computed variable is for everybody")

    def _validated(self, made: Data, named: Named, notes: list[str]) -> None:
        """A rule the answer must obey, as a hard check."""
        question = named.question
        rule = question.attribute("em_validation_q")
        check: Data = {"id": self.form.check_ids.fresh(f"{named.id}_valid"), "severity": "hard"}
        checks: list[Data] = made.setdefault("checks", []) if made["type"] not in ("battery", "constant_sum") else []
        origin = question.origin("em_validation_q", rule)
        if made["type"] in ("battery", "constant_sum"):
            self.form.keep(
                notes, origin, "a rule over the lines of a battery is not held; write a check on one of them"
            )
            return
        if self.form.express(check, "rule", origin, notes, lambda: self.logic.condition(rule, question.code), checks):
            tips = question.attributes.get("em_validation_q_tip", {})
            self.writer.worded(check, "message", tips, question.origin("em_validation_q_tip", ""), notes)
            check.setdefault("message", made["text"])
            checks.append(check)

    def _default(self, made: Data, named: Named, code: str, value: str, notes: list[str]) -> None:
        """A value that stands in the answer beforehand."""
        origin = named.question.origin("default", f"{code} {value}".strip())
        if code or made["type"] not in ("single", "number", "text", "open", "date", "scale"):
            self.form.keep(notes, origin, f"a value set beforehand is not held for a question of type {made['type']}")
            return

        def translate() -> tuple[str, bool]:
            braces = FILL.fullmatch(value.strip())
            if braces is not None:
                return self.logic.formula(braces.group(1))
            return constant(constant_of(value, self.names.subjects[named.question.code])).text, False

        self.form.express(made, "default", origin, notes, translate)

    def _beside(self, named: Named, made: Data) -> list[Data]:
        """The comments beside a list or beside each choice, as questions of their own."""
        found: list[Data] = []
        for added, name in named.parts.items():
            if named.question.type == "O" and added == "comment":
                comment: Data = {"id": name, "type": "open", "text": self.form.said(spoken("comment", self.languages))}
                self.form.share(comment, "relevance", made)
                found.append(comment)
            if named.question.type == "P" and added.endswith("comment"):
                code = named.codes.ours[added.removesuffix("comment")]
                asked = f"{constant(code).text} in {named.id}"
                found.append({"id": name, "type": "text", "text": named.codes.labels[code], "relevance": asked})
        return found

    def _told(self, question: Question, notes: list[str]) -> None:
        """What the question has beside, and our language has not."""
        if question.pattern:
            origin = question.origin("validation", question.pattern)
            self.form.keep(notes, origin, "the pattern of a text is not checked here")
        if question.attribute("hidden") == "1":
            origin = question.origin("hidden", "1")
            self.form.keep(notes, origin, "a hidden question is asked here; make it a variable of the register")
        for name, value in unheld(question):
            self.form.keep(notes, question.origin(name, value), "our language has nothing like it", severity="note")


def _list_name(named: Named) -> str:
    return {"Y": "yesno", "G": "gender"}.get(named.question.type, named.id)


def _first(texts: Texts) -> str:
    return next(iter(texts.values()), "")
