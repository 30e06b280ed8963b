"""An instrument as the search sees it: the domain of every variable, and each relevance and check as a condition."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveykit.codebook.variable import Range
from surveykit.expr.fold import previous_of
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import PREVIOUS, Choose, Expression
from surveykit.instrument import control
from surveykit.instrument.instrument import Column, Instrument, Registered, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.multiple import Multiple
from surveykit.instrument.kinds.ranking import Ranking
from surveykit.instrument.lint.flow import Formula, formulas_of
from surveykit.instrument.lint.reach.amounts import Condition, Held
from surveykit.instrument.lint.reach.comparing import Compared
from surveykit.instrument.lint.reach.conditions import Joined, Told
from surveykit.instrument.lint.reach.domains import ALPHABET, Domain
from surveykit.instrument.lint.reach.possible import FALSE, TRUE, UNKNOWN, Slot
from surveykit.instrument.lint.reach.reading import Reader
from surveykit.instrument.lint.reach.search import Gate, Goal, Searcher
from surveykit.instrument.project import CASE
from surveykit.instrument.question import Check
from surveykit.missing import NO_ANSWER, Value
from surveykit.source import Path_


@dataclass(frozen=True, slots=True)
class Posed:
    """A question with its section and its place in the file."""

    path: Path_
    section: Section
    question: Question
    places: tuple[str, ...] = ()  # of a ranking, the columns that expressions may read


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


class Whole:
    """What the expressions of a sound instrument say, ready to be searched."""

    def __init__(self, instrument: Instrument, symbols: Symbols, more: Sequence[tuple[str, str]] = ()) -> None:
        """Read every expression; only when all are read is it known how the domains are cut.

        Args:
            instrument: a sound one.
            symbols: what its expressions may name.
            more: other conditions on its answers, each with the roster in which it stands; they become `gates_of_more`.
        """
        self.instrument, self.symbols = instrument, symbols
        self.posed = tuple(Posed(*one, places=self._places(one[2])) for one in instrument.placed())
        self.formulas = {computed.id: parse(computed.formula) for computed in instrument.computed}
        self.domains = {domain.name: domain for domain in self._domains()}
        self.gates = {one.question.id: gate for one in self.posed if (gate := self._gate(one)) is not None}
        for one in self.posed:
            if one.question.id in self.gates:
                self.gates.update(dict.fromkeys(one.places, self.gates[one.question.id]))
        self.said = {said.formula.path: said for said in self._said()}
        self.branches = {
            ("computed", place, "formula"): tuple(self._branches(self.formulas[computed.id]))
            for place, computed in enumerate(instrument.computed)
        }
        self.gates_of_more = tuple(Gate.of(self._read(parse(text), context)[0]) for text, context in more)
        self._share_texts()

    @cached_property
    def searcher(self) -> Searcher:
        """The search over the whole instrument."""
        rank = {name: n for n, one in enumerate(self.posed) for name in (one.question.id, *one.places)}
        slots = {name: Slot(domain, domain.answers) for name, domain in self.domains.items()}
        for one in self.posed:
            name, slot = one.question.id, slots[one.question.id]
            for place, check in enumerate(one.question.checks):
                slot.answers &= self.sound(name, check, (*one.path, "checks", place, "rule"))
            for gated in (name, *one.places) if name in self.gates else ():
                slots[gated].asks = TRUE | UNKNOWN if one.question.when_unknown == "ask" else TRUE
        searcher = Searcher(slots, self.gates, rank)
        searcher.decide()
        return searcher

    def _places(self, question: Question) -> tuple[str, ...]:
        return question.places(self.instrument.commons) if isinstance(question, Ranking) else ()

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

    def without(self, one: Posed, check: Check, dropped: Collection[str] = ()) -> Mapping[str, Slot]:
        """A question as it is before a check of its own has refused anything; some other checks may be left out too."""
        slot = self.searcher.slots[one.question.id]
        answers = slot.domain.answers
        for place, other in enumerate(one.question.checks):
            if other.id != check.id and other.id not in dropped:
                answers &= self.sound(one.question.id, other, (*one.path, "checks", place, "rule"))
        return {one.question.id: Slot(slot.domain, answers, slot.truths, slot.asks)}

    def _reader(self, context: str = "") -> Reader:
        return Reader(self.symbols, self.domains, self.formulas, self.instrument.columns, context)

    def _read(self, expression: Expression, context: str = "") -> tuple[Condition, tuple[Part, ...]]:
        """An expression as a condition, as a row of the roster it stands in reads it."""
        reader = self._reader(context)
        condition = reader.read(expression)
        return condition, tuple(Part(node, Gate.of(told)) for node, told in reader.told)

    def _said(self) -> Iterator[Said]:
        for formula in formulas_of(self.instrument):
            if formula.type == "truth" and formula.purpose != "cluster":  # a cluster is of several interviews
                condition, parts = self._read(parse(formula.text), formula.context)
                yield Said(formula, Gate.of(condition), parts)

    def _branches(self, formula: Expression) -> Iterator[Part]:
        """The conditions of `if a then .. else if b then ..`, each with those before it, which were not true."""
        before: tuple[Goal, ...] = ()
        while isinstance(formula, Choose):
            condition, _ = self._read(formula.condition)
            yield Part(formula.condition, Gate.of(condition), before)
            before = (*before, Goal(Gate.of(condition), FALSE))
            formula = formula.otherwise

    def _gate(self, one: Posed) -> Gate | None:
        """Of whom a question is asked; in a roster, of which rows that are there."""
        text = self.instrument.relevance_of(one.section, one.question)
        roster = self.instrument.roster_of(one.section)
        above = self.instrument.rosters_above(roster) if roster else ()
        parts = [self._read(parse(text), "/".join(section.id for section in above))[0]] if text else []
        for place, section in enumerate(above):
            parts += self._row(section, "/".join(outer.id for outer in above[:place]))
        return Gate.of(parts[0] if len(parts) == 1 else Joined(FALSE, tuple(parts))) if parts else None

    def _row(self, section: Section, context: str) -> Iterator[Condition]:
        """That a row of a roster is there: not above the count, or of a choice that was ticked."""
        roster = section.roster
        reader = self._reader(context)
        if roster is not None and roster.count:
            yield Compared("<=", Held(roster.row), reader.amount(parse(roster.count)))
        ticked = self.instrument.questions.get(roster.each) if roster is not None and roster.each else None
        if roster is not None and isinstance(ticked, Multiple):
            codes = self.instrument.commons.lists[ticked.codes].values
            said = (f"{roster.row} = {code!r} and {code!r} in {ticked.id}" for code in codes)
            yield Joined(TRUE, tuple(reader.condition(parse(text)) for text in said))

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
            for name in one.places:  # each by itself; that they differ is left out of account
                options = self.instrument.commons.options(question.codes) if isinstance(question, Ranking) else ()
                yield Domain(name, control.Choose(options), codes, (*allowed, NO_ANSWER))
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
