"""What a question shows in one interview: its wording filled, the choices it offers, and in which order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from surveykit.expr.parse import parse
from surveykit.expr.rosters import ROWS
from surveykit.expr.scalar import compiled
from surveykit.expr.syntax import PREVIOUS, Name, Previous
from surveykit.instrument.control import Choose, Control, Option, Rank
from surveykit.instrument.fill import Blank, filled, has_braces, parts_of
from surveykit.instrument.group import GROUPS
from surveykit.instrument.instrument import Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.question import Choosing
from surveykit.interview.plan import Plan, Step
from surveykit.interview.rows import of_row
from surveykit.missing import Value
from surveykit.text import Text

T = TypeVar("T")
EMPTY = "…"


def shuffled(items: Iterable[T], seed: int, about: str, fixed: Sequence[object] = ()) -> tuple[T, ...]:
    """Items in the order a seed gives them, the same on every machine; those that are fixed stay at the end.

    Example:
        >>> shuffled(["a", "b", "c", "d"], 7, "q", fixed=["d"]), shuffled(["a", "b", "c", "d"], 8, "q", fixed=["d"])
        (('c', 'b', 'a', 'd'), ('a', 'c', 'b', 'd'))
    """
    kept = list(items)
    free = [item for item in kept if item not in fixed]
    free.sort(key=lambda item: sha256(f"{seed}:{about}:{item}".encode()).digest())
    return (*free, *(item for item in kept if item in fixed))


def offered(plan: Plan, step: Step, values: Mapping[str, object]) -> Control | None:
    """The control with the choices that `where` and `among` leave; what is not known leaves all."""
    control, question = step.control, step.question
    if not isinstance(question, Choosing) or not isinstance(control, Choose | Rank):
        return control
    kept: set[Value] | None = None
    if question.where:
        known = {column: condition.value(values) for column, condition in step.where.items()}
        known = {column: value for column, value in known.items() if value is not None}
        table = plan.instrument.tables.get(question.codes)
        kept = set(table.chosen(known)) if table and known else None
    ticked = values.get(question.among) if question.among else None
    if isinstance(ticked, tuple):
        kept = set(ticked) if kept is None else kept & set(ticked)
    if kept is None:
        return control
    return replace(control, options=tuple(option for option in control.options if option.value in kept))


def in_order(control: Control, question: Question, seed: int) -> Control:
    """The control with its choices in the order this interview shows them."""
    if not isinstance(question, Choosing) or question.order != "random" or not isinstance(control, Choose | Rank):
        return control
    order = shuffled((option.value for option in control.options), seed, question.id, question.fixed)
    options = {option.value: option for option in control.options}
    return replace(control, options=tuple(options[value] for value in order))


def walked(plan: Plan, values: Mapping[str, object], seed: int) -> tuple[str, ...]:
    """Every question of an interview in its order, asked or not; those of a roster row by row."""
    if plan.still is not None:
        return plan.still
    instrument = plan.instrument
    sections = (
        shuffled_by(instrument.sections, seed, "sections") if instrument.order == "random" else instrument.sections
    )
    outer = [section for section in sections if not section.within]
    return tuple(name for section in outer for name in _walked(plan, section, values, seed, ""))


def _walked(plan: Plan, section: Section, values: Mapping[str, object], seed: int, above: str) -> Iterator[str]:
    """The questions of a section; of a roster, for each row its own and those of the sections within it."""
    if section.roster is None:
        yield from (of_row(question.id, above) for question in questions_of(section, seed))
        return
    rows: Sequence[str] = values.get(of_row(f"{ROWS}{section.id}", above), ())  # type: ignore[assignment]
    inner = [other for other in plan.instrument.sections if other.within == section.id]
    for row in rows:
        yield from (of_row(question.id, row) for question in questions_of(section, seed))
        for other in inner:
            yield from _walked(plan, other, values, seed, row)


def questions_of(section: Section, seed: int) -> Iterator[Question]:
    """The questions of a section in the order this interview asks them; the lines of a battery stay together."""
    blocks: dict[str, list[Question]] = {}
    lines = {written.id for written in section.questions if isinstance(written, GROUPS) and written.order == "random"}
    for _, question in section.posed:
        blocks.setdefault(question.made_by or question.id, []).append(question)
    order = list(blocks)
    if section.order == "random":
        order = list(shuffled(order, seed, section.id))
    for name in order:
        block = blocks[name]
        yield from shuffled_by(block, seed, name) if name in lines else block


def order_shown(plan: Plan, name: str, seed: int) -> tuple[Value, ...]:
    """In which order the choices of a question, the questions of a section, or the sections were shown."""
    instrument = plan.instrument
    if name == "sections":
        return tuple(section.id for section in shuffled_by(instrument.sections, seed, name))
    step = plan.steps.get(name)
    if step is not None and step.question is not None and isinstance(step.control, Choose | Rank):
        control = in_order(step.control, step.question, seed)
        return tuple(option.value for option in control.options) if isinstance(control, Choose | Rank) else ()
    for section in instrument.sections:
        found = [q.id for q in questions_of(section, seed) if name in (section.id, q.made_by)]
        if found:
            return tuple(found)
    return ()


def shuffled_by(items: Sequence[T], seed: int, about: str) -> tuple[T, ...]:
    """Things with an id, shuffled by it."""
    named = {item.id: item for item in items}  # type: ignore[attr-defined]
    return tuple(named[name] for name in shuffled(named, seed, about))


class Filler:
    """Fills texts with the answers of an interview."""

    def __init__(self, plan: Plan, language: str) -> None:
        """Fill in a language."""
        self.plan, self.language = plan, language

    def text(self, text: Text, values: Mapping[str, object], level: str) -> Text:
        """A text filled in the language spoken; itself where there is nothing to fill."""
        if not has_braces(text):
            return text
        blanks = {part.expression for part in parts_of(text.into(self.language)) if isinstance(part, Blank)}
        words = {expression: self.words(expression, values, level) for expression in blanks}
        return Text(filled(text, self.language, words))

    def question(self, question: Question, values: Mapping[str, object], level: str) -> Question:
        """A question whose wording and help are filled."""
        texts = {key: text for key in ("text", "help") if has_braces(text := getattr(question, key))}
        if not texts:
            return question
        return question.model_copy(update={key: self.text(text, values, level) for key, text in texts.items()})

    def section(self, section: Section, values: Mapping[str, object], row: str) -> Section:
        """A section whose title is filled; that of a roster says which row it is, where it does not do so itself."""
        level = self.plan.instrument.roster_of(section)
        if has_braces(section.title):
            return section.model_copy(update={"title": self.text(section.title, values, level)})
        if not level or not row:
            return section
        roster = next(s.roster for s in self.plan.instrument.sections if s.id == level)
        label = self.words(roster.row, values, level) if roster else row
        return section.model_copy(update={"title": Text(f"{section.title.into(self.language)}: {label}")})

    def options(self, control: Control, values: Mapping[str, object], level: str) -> Control:
        """A control whose labels are filled."""
        if not isinstance(control, Choose | Rank) or not any(has_braces(option.label) for option in control.options):
            return control
        made = tuple(Option(option.value, self.text(option.label, values, level)) for option in control.options)
        return replace(control, options=made)

    def words(self, expression: str, values: Mapping[str, object], level: str) -> str:
        """What stands for an expression: the label of a code, a number, the choices ticked, or … where it is empty."""
        node = parse(expression)
        name = node.variable if isinstance(node, Name | Previous) else ""
        said = values.get(node.key) if isinstance(node, Name | Previous) else None
        symbol = self.plan.symbols.get(name)
        if symbol is not None and symbol.members and isinstance(node, Previous):  # recalled column by column
            ticked = {f"{PREVIOUS}{column}": choice for choice, column in symbol.members.items()}
            said = tuple(choice for column, choice in ticked.items() if values.get(column) == 1)
        if isinstance(said, tuple):
            return ", ".join(self._label(name, value) for value in said) or EMPTY
        if symbol is not None and symbol.type == "set":
            return EMPTY
        context = "/".join(self.plan.chains.get(level, ()))
        value = compiled(node, self.plan.symbols, context)(values)
        if value is None:
            return EMPTY
        if isinstance(value, float):
            value = int(value) if value.is_integer() else value
        return self._label(name, value)

    def _label(self, name: str, value: object) -> str:
        """The label of a code in the language spoken, or the value as it is written."""
        instrument = self.plan.instrument
        step = self.plan.steps.get(name)
        codes = getattr(step.question, "codes", None) if step else self._row_codes(name)
        listed = instrument.commons.lists.get(codes or "")
        found = listed.get(value) if listed is not None and isinstance(value, int | float | str) else None
        if found is not None:
            return found.label.into(self.language)
        return format(value, ".15g") if isinstance(value, float) else str(value)

    def _row_codes(self, name: str) -> str | None:
        level = self.plan.levels.get(name)
        sections = {section.id: section for section in self.plan.instrument.sections}
        if level is not None:
            return self.plan.instrument.row_codes(sections[level])
        columns = {column.id: column.codes for column in self.plan.instrument.registered}
        return columns.get(name)
