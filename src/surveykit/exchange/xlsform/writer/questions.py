"""Questions as rows of a form, by what the respondent is asked to do."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, assert_never

from surveykit.codebook.variable import Range
from surveykit.exchange.xlsform.writer.leftover import cell_of, leftover
from surveykit.exchange.xlsform.writer.sheets import Row, Sheets
from surveykit.exchange.xlsform.writer.texts import Texts
from surveykit.exchange.xlsform.xpath.emit import Form
from surveykit.exchange.xlsform.xpath.pieces import Unwritable
from surveykit.expr.parse import parse
from surveykit.expr.syntax import Constant
from surveykit.instrument.control import Choose, Clock, Date, Number, Option, Rank, Show, Write
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.kinds import Question
from surveykit.instrument.question import Check, Choosing
from surveykit.problems import DefinitionError
from surveykit.text import Text

WRITTEN: Final = frozenset(
    ["id", "type", "text", "help", "relevance", "codes", "where", "among", "other", "required", "default", "last_saved"]
) | {"checks"}
_LIMIT: Final[Mapping[str, str]] = {
    "en": "The answer must be {}.",
    "nb": "Svaret må være {}.",
    "it": "La risposta deve essere {}.",
    "ru": "Ответ должен быть {}.",
}
_LENGTH: Final[Mapping[str, str]] = {
    "en": "At most {} characters.",
    "nb": "Høyst {} tegn.",
    "it": "Al massimo {} caratteri.",
    "ru": "Не более {} знаков.",
}
_TICKS: Final[Mapping[str, str]] = {
    "en": "Tick {}.",
    "nb": "Kryss av {}.",
    "it": "Indicare {}.",
    "ru": "Отметьте {}.",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a control becomes: the type, looks and parameters, and the limits it sets with their words."""

    type: str
    kind: str  # the kind of ours the type is read back as
    more: Row = field(default_factory=dict)
    limits: tuple[tuple[str, Text], ...] = ()


@dataclass
class Questions:
    """The rows of questions, as they are written."""

    instrument: Instrument
    form: Form
    texts: Texts
    sheets: Sheets
    lists: Callable[[str, tuple[Option, ...]], str]  # from the name of a list and its options to its name in the form

    def write(
        self, question: Question, roster: str, relevance: str, extra: Mapping[str, Any] | None = None, number: str = ""
    ) -> None:
        """One question: the calculations its texts need, its row, and the notes its soft checks become.

        Args:
            question: what is written.
            roster: the roster it stands in, as a path.
            relevance: of whom it is asked, rounds among it.
            extra: more keys for the column of our own.
            number: the printed number it takes over from its battery.
        """
        shape = self.shape(question)
        more = self.texts.columns("label", question.text, roster, question.id)
        more |= self.texts.columns("hint", self.hint(question), roster, question.id)
        row: Row = {"type": shape.type, "name": question.id, **more, **shape.more}
        if question.required is True and shape.type != "note":
            row["required"] = "yes"
        row |= self.relevant(question, relevance, roster)
        row |= self.constraint(question, shape, roster)
        row |= self.default(question, roster)
        kept = leftover(question, WRITTEN, **(extra or {}))
        if kept.get("number") == number:
            del kept["number"]
        if shape.kind != question.type:
            kept = {"type": question.type, **kept}
        self.keep(question, shape, row, kept)
        self.sheets.survey.append(row | cell_of(kept))
        for check in question.checks:
            if check.severity == "soft":
                self.soft(question, check, roster)

    def keep(self, question: Question, shape: Shape, row: Row, kept: dict[str, Any]) -> None:
        """What of a question the column of our own must say."""
        if shape.kind == "multiple":
            kept["min"] = getattr(question, "min", 0)
        if question.required == "soft":
            kept["required"] = "soft"
            self.sheets.lose(
                "an answer that is wanted and may be refused with a remark is not required here", question.id
            )
        if isinstance(question, Choosing) and question.other is not None:
            kept["other"] = {"code": question.other.code, "max": question.other.max}
        checks = [check for check in question.checks if check.id != f"{question.made_by}_total"]
        if checks:
            kept["checks"] = [leftover(check, ()) for check in checks]
        if "constraint" in row:
            kept["constraint"] = row["constraint"]
        if question.relevance or question.rounds:
            kept["relevance"] = [question.relevance, row.get("relevant", "")]
        if self.unit(question):
            kept["unit_shown"] = True
        for key, what in (
            ("else", "the value of those who are not asked is not stored"),
            ("empties", "refused, don't know and no answer are one blank"),
            ("order", ""),
        ):
            if key in kept and what:
                self.sheets.lose(what, question.id, "note")

    def shape(self, question: Question) -> Shape:
        """The type of the row, by the control."""
        control = question.control(self.instrument.commons)
        match control:
            case Choose():
                return self.choosing(question, control)
            case Number():
                whole = control.decimals == 0
                limits = self.within(control.range) if control.range else ()
                return Shape("integer" if whole else "decimal", "number", limits=limits)
            case Write():
                length = control.longest or 0
                limits = ((f"string-length(.) <= {length}", self.said(_LENGTH, length)),) if length else ()
                return Shape(
                    "text", *(("open", {"appearance": "multiline"}) if control.lines else ("text", {})), limits
                )
            case Date():
                ends = ((">=", control.earliest), ("<=", control.latest))
                limits = tuple(
                    (f". {sign} date('{day}')", self.said(_LIMIT, f"{sign} {day}")) for sign, day in ends if day
                )
                return Shape("date", "date", limits=limits)
            case Clock():
                return self.clock(question, control)
            case Rank():
                return self.ranking(question, control)
            case Show():
                return Shape("note", "note")
            case _:
                assert_never(control)

    def choosing(self, question: Question, control: Choose) -> Shape:
        """Choices of a list: one or several, all or some, in their order or another."""
        name = self.lists(getattr(question, "codes", f"{question.made_by or question.id}_scale"), control.options)
        more: Row = {}
        if isinstance(question, Choosing):
            more |= self.offered(question)
        limits: list[tuple[str, Text]] = []
        if control.several:
            if control.least > 1:
                limits.append((f"count-selected(.) >= {control.least}", self.said(_TICKS, f">= {control.least}")))
            if control.most is not None:
                limits.append((f"count-selected(.) <= {control.most}", self.said(_TICKS, f"<= {control.most}")))
            for code in control.exclusive:
                label = next((option.label for option in control.options if option.value == code), Text(str(code)))
                limits.append((f"not(selected(., '{code}') and count-selected(.) > 1)", label))
            return Shape(f"select_multiple {name}", "multiple", more, tuple(limits))
        kind = "single" if isinstance(question, Choosing) else "scale"
        return Shape(f"select_one {name}", kind, more | ({"appearance": "likert"} if kind == "scale" else {}))

    def offered(self, question: Choosing) -> Row:
        """Which choices are offered, and in what order."""
        row: Row = {}
        if question.order == "random":
            row["parameters"] = "randomize=true"
            if question.fixed:
                self.sheets.lose("choices that stay at the end are shuffled with the others", question.id)
        parts = [f"selected(${{{question.among}}}, name)"] if question.among else []
        for column, expression in question.where.items():
            try:
                parts.append(f"{column} = {self.form.value(expression)}")
            except (Unwritable, DefinitionError) as refusal:
                self.sheets.lose(f"all choices are offered: {refusal}", question.id)
        return row | ({"choice_filter": " and ".join(parts)} if parts else {})

    def within(self, range_: Range) -> tuple[tuple[str, Text], ...]:
        """The limits of a number."""
        ends = ((">=", range_.low), ("<=", range_.high))
        said = [f". {sign} {_number(end)}" for sign, end in ends if end is not None]
        return ((" and ".join(said), self.said(_LIMIT, range_)),) if said else ()

    def clock(self, question: Question, control: Clock) -> Shape:
        """A time of the day, or a duration counted in a unit."""
        if control.unit:
            return Shape("decimal", "number", limits=self.within(control.range) if control.range else ())
        if control.earliest or control.latest:
            self.sheets.lose("the range of a time of the day is not checked", question.id)
        return Shape("time", "time")

    def ranking(self, question: Question, control: Rank) -> Shape:
        """Choices put in order, all of them."""
        name = self.lists(str(getattr(question, "codes", question.id)), control.options)
        if control.most is not None and control.most < len(control.options):
            self.sheets.lose(f"all choices are put in order, not {control.most} of them", question.id)
        return Shape(f"rank {name}", "ranking", self.offered(question) if isinstance(question, Choosing) else {})

    def unit(self, question: Question) -> Text:
        """What the number counts."""
        unit = getattr(question, "measured_in", None) or getattr(question, "unit", None)
        return Text(unit) if isinstance(unit, str | Text) else Text()

    def hint(self, question: Question) -> Text:
        """The help, with the unit after it."""
        unit = self.unit(question)
        if not unit:
            return question.help
        said = {language: f"({unit.into(language)})" for language in self.instrument.languages}
        return question.help.joined(Text(said))

    def said(self, words: Mapping[str, str], what: object) -> Text:
        """Words of the program's own about a limit."""
        spoken = self.instrument.languages
        return Text({language: words.get(language, words["en"]).format(what) for language in spoken})

    def relevant(self, question: Question, relevance: str, roster: str) -> Row:
        """Of whom a question is asked."""
        try:
            unknown = question.when_unknown == "ask"
            said = self.form.condition(relevance, roster=roster, unknown=unknown) if relevance else ""
        except (Unwritable, DefinitionError) as refusal:
            self.sheets.lose(f"it is asked of everybody: {refusal}", question.id)
            return {}
        return {"relevant": said} if said else {}

    def constraint(self, question: Question, shape: Shape, roster: str) -> Row:
        """The limits of a question and its hard checks, joined."""
        parts = [*shape.limits]
        hard = [check for check in question.checks if check.severity == "hard"]
        for check in hard:
            try:
                parts.append((self.form.sound(check.rule, question.id, roster), check.message))
            except (Unwritable, DefinitionError) as refusal:
                self.sheets.lose(f"the check '{check.id}' is not made: {refusal}", question.id)
        said = [part for part in parts if part[0] != "true()"]
        if not said:
            return {}
        if shape.type == "note":
            self.sheets.lose("checks of a note are not made", question.id)
            return {}
        texts = [condition if len(said) == 1 or " or " not in condition else f"({condition})" for condition, _ in said]
        message = Text()
        for _, words in said:
            message = message.joined(words)
        if len(hard) > 1:
            self.sheets.lose("several hard checks become one constraint", question.id, "note")
        return {"constraint": " and ".join(texts)} | self.texts.columns(
            "constraint_message", message, roster, question.id
        )

    def default(self, question: Question, roster: str) -> Row:
        """What stands typed already."""
        if question.last_saved:
            return {"default": f"${{last-saved#{question.id}}}"}
        if not question.default:
            return {}
        try:
            node = parse(question.default)
            if isinstance(node, Constant) and not isinstance(node.value, bool):
                return {"default": str(node.value)}
            return {"default": self.form.value(question.default, roster=roster)}
        except (Unwritable, DefinitionError) as refusal:
            self.sheets.lose(f"nothing stands typed already: {refusal}", question.id)
            return {}

    def soft(self, question: Question, check: Check, roster: str) -> None:
        """A soft check as a note that is shown where the rule is broken."""
        self.sheets.lose(f"the soft check '{check.id}' becomes a note, which asks for no remark", question.id, "note")
        try:
            broken = self.form.broken(check.rule, roster=roster)
        except (Unwritable, DefinitionError) as refusal:
            self.sheets.lose(f"the check '{check.id}' is not made: {refusal}", question.id)
            return
        row = {"type": "note", "name": self.texts.ids.fresh(check.id), "relevant": broken}
        row |= self.texts.columns("label", check.message, roster, question.id)
        self.sheets.survey.append(row | cell_of({"soft_check_of": question.id}))

    def specified(self, question: Question) -> Iterator[Question]:
        """The question "other, specify" that belongs to one."""
        for _, other in self.instrument.asked():
            if other.made_by == question.id and other.id != question.id and other.type == "text":
                yield other


def _number(end: float) -> str:
    return str(int(end)) if float(end).is_integer() else format(end, "f").rstrip("0")
