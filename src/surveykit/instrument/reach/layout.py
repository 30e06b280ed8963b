"""An instrument as the search sees it: the domain of every variable, and each relevance and check as a condition."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from surveykit.codebook.variable import Range
from surveykit.expr.fold import previous_of
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import PREVIOUS, Choose, Expression
from surveykit.instrument import control
from surveykit.instrument.flow import Formula, formulas_of
from surveykit.instrument.instrument import Column, Instrument, Registered, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.project import CASE
from surveykit.instrument.question import Check
from surveykit.instrument.reach.amounts import Condition, Held
from surveykit.instrument.reach.comparing import Compared
from surveykit.instrument.reach.conditions import Joined, Told
from surveykit.instrument.reach.domains import ALPHABET, Domain
from surveykit.instrument.reach.possible import FALSE, TRUE, UNKNOWN, Possible, Slot
from surveykit.instrument.reach.reading import Reader
from surveykit.instrument.reach.search import Gate, Goal, Searcher
from surveykit.missing import Value
from surveykit.source import Path_


@dataclass(frozen=True, slots=True)
class Posed:
    """A question with its section and its place in the file."""

    path: Path_
    section: Section
    question: Question


@dataclass(frozen=True, slots=True)
class Part:
    """A comparison within an expression, which may never come true, and what holds when it is looked at."""

    node: Expression
    gate: Gate
    before: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One condition of the file: the formula as written, the condition it makes, and the comparisons in it."""

    formula: Formula
    gate: Gate
    parts: tuple[Part, ...]


class Layout:
    """What the expressions of a sound instrument say, ready to be searched."""

    def __init__(self, instrument: Instrument, symbols: Symbols) -> None:
        """Read every expression; only when all are read is it known how the domains are cut."""
        self.instrument, self.symbols = instrument, symbols
        self.posed = tuple(Posed(*one) for one in instrument.placed())
        self.formulas = {computed.id: parse(computed.formula) for computed in instrument.computed}
        self.domains = {domain.name: domain for domain in self._domains()}
        self.gates = {one.question.id: gate for one in self.posed if (gate := self._gate(one)) is not None}
        self.said = {said.formula.path: said for said in self._said()}
        self.branches = {
            ("computed", place, "formula"): tuple(self._branches(self.formulas[computed.id]))
            for place, computed in enumerate(instrument.computed)
        }
        self._share_texts()

    @cached_property
    def searcher(self) -> Searcher:
        """The search over the whole instrument."""
        rank = {one.question.id: place for place, one in enumerate(self.posed)}
        slots = {name: Slot(domain, domain.answers) for name, domain in self.domains.items()}
        for one in self.posed:
            name, slot = one.question.id, slots[one.question.id]
            for place, check in enumerate(one.question.checks):
                slot.answers &= self.sound(name, check, (*one.path, "checks", place, "rule"))
            if name in self.gates:
                slot.asks = TRUE | UNKNOWN if one.question.when_unknown == "ask" else TRUE
                slot.truths = self.gates[name].condition.look(Possible(slots))
        return Searcher(slots, self.gates, rank)

    def text_of(self, path: Path_) -> str:
        """The text of the formula of a computed variable."""
        return self.instrument.computed[int(str(path[1]))].formula

    def sound(self, name: str, check: Check, path: Path_) -> int:
        """The pieces of a question that a hard check on it alone lets through; a check that reads more lets all."""
        said = self.said.get(path)
        rule = None if said is None else said.gate.condition
        if check.severity != "hard" or not isinstance(rule, Told) or rule.domain.name != name:
            return -1
        true, _, unknown = rule.pieces
        return true | unknown

    def _read(self, expression: Expression, section: Section | None) -> tuple[Condition, tuple[Part, ...]]:
        """An expression as a condition; in a roster section it is read as one of its rows reads it."""
        reader = self._reader(section)
        condition = reader.read(expression)
        return condition, tuple(Part(node, Gate.of(told)) for node, told in reader.told)

    def _reader(self, section: Section | None) -> Reader:
        roster = "" if section is None else self.instrument.roster_of(section)
        context = "/".join(above.id for above in self.instrument.rosters_above(roster)) if roster else ""
        return Reader(self.symbols, self.domains, self.formulas, context)

    def _said(self) -> Iterator[Said]:
        for formula in formulas_of(self.instrument):
            if formula.type == "truth":
                section = self.instrument.sections[int(str(formula.path[1]))] if formula.path[0] == "sections" else None
                condition, parts = self._read(parse(formula.text), section)
                yield Said(formula, Gate.of(condition), parts)

    def _branches(self, formula: Expression) -> Iterator[Part]:
        """The conditions of `if a then .. else if b then ..`, each with those before it, which were not true."""
        before: tuple[Goal, ...] = ()
        while isinstance(formula, Choose):
            condition, _ = self._read(formula.condition, None)
            yield Part(formula.condition, Gate.of(condition), before)
            before = (*before, Goal(Gate.of(condition), FALSE))
            formula = formula.otherwise

    def _gate(self, one: Posed) -> Gate | None:
        text = self.instrument.relevance_of(one.section, one.question)
        parts = [self._read(parse(text), one.section)[0]] if text else []
        roster = one.section.roster
        if roster is not None and roster.count:  # the row is there
            count = self._reader(None).amount(parse(roster.count))
            parts.append(Compared("<=", Held(roster.row), count))
        return Gate.of(parts[0] if len(parts) == 1 else Joined(FALSE, tuple(parts))) if parts else None

    def _domains(self) -> Iterator[Domain]:
        """The domain of each variable an expression may read, of this round and of the one before."""
        numbers = self.instrument.missing.values()
        codes = frozenset[Value]([*numbers, *map(str, numbers)])
        before = set(self._read_before())
        columns = (*self.instrument.registered, *self.instrument.computed)
        for column in columns:
            if isinstance(column, Registered):
                yield Domain(column.id, self._control(column), codes, None)
            if column.id in before:
                yield Domain(f"{PREVIOUS}{column.id}", self._control(column), codes, None)
        yield Domain(CASE, control.Write(), frozenset(), ())
        for one in self.posed:
            question, asked = one.question, one.question.control(self.instrument.commons)
            allowed = () if question.required is True else tuple(question.empties)
            yield Domain(question.id, asked, codes, allowed, question.otherwise)
            if question.id in before:
                yield Domain(f"{PREVIOUS}{question.id}", asked, codes, None)
        for section in self.instrument.sections:
            if section.roster is not None:
                yield Domain(section.roster.row, self._rows(section, section.roster.most), frozenset(), ())

    def _read_before(self) -> Iterator[str]:
        for formula in formulas_of(self.instrument):
            yield from previous_of(parse(formula.text)) if PREVIOUS.rstrip(".") in formula.text else ()

    def _control(self, column: Column) -> control.Control:
        """What the values of a variable that is not asked are."""
        if column.codes is not None:
            return control.Choose(self.instrument.commons.options(column.codes))
        if column.format == "text":
            return control.Write()
        return control.Number(0 if column.format == "integer" else None)

    def _rows(self, section: Section, most: int) -> control.Control:
        """What says which row of a roster a line is of: a code, or its number."""
        codes = self.instrument.row_codes(section)
        if codes is not None:
            return control.Choose(self.instrument.commons.options(codes))
        return control.Number(0, Range(low=1, high=most))

    def _share_texts(self) -> None:
        """Texts that are compared with each other must be able to be equal, and to differ."""
        compared = [domain for domain in self.domains.values() if domain.marks.apart and domain.texts]
        texts = {text for domain in compared for text in domain.marks.texts}
        for domain in compared:
            if isinstance(domain.control, control.Choose):
                texts.update(str(option.value) for option in domain.control.options)
        for domain in compared:
            domain.marks.texts |= texts
            domain.marks.letters = min(len(compared), len(ALPHABET))
