"""Skips: where an answer to one question leads, decided from the routing itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from surveykit.expr.fold import leaves
from surveykit.expr.functions import Evaluator
from surveykit.expr.parse import parse
from surveykit.expr.scalar import compiled
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import Binary, Call, Expression, Unary
from surveykit.instrument.control import Choose
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.project import symbols_of
from surveykit.missing import NOT_ASKED, Answer, Empty, Value

END: Final = ""
"""The target behind the last question."""

END_OF_ROW: Final = "#"
"""The target behind the last question of a roster's row: the next row, or what follows the roster."""

Possible = frozenset[object]
"""What a condition can still come to: some of True, False and None, which is unknown."""

_ANY: Final[Possible] = frozenset({True, False, None})


def skips_of(instrument: Instrument) -> dict[tuple[str, Value], str]:
    r"""Where each code of each single-choice question leads, as far as the code alone decides it.

    Returns:
        For a question and a code, the next question in order that may still be asked; `END` where none may,
        `END_OF_ROW` where none may in this row of a roster. Codes after which the very next question may be
        asked are left out.

    Example:
        >>> from surveykit.instrument.file import loaded
        >>> lines = ["instrument: x", "title: x", "languages: [en]", "lists: {yesno: {1: Yes, 0: No}}", "sections:"]
        >>> lines += ["- {id: A, title: A, questions: ["]
        >>> lines += ["  {id: group, type: single, codes: yesno, text: Group?},"]
        >>> lines += ["  {id: parent, type: text, text: Whose?, relevance: group = 1},"]
        >>> lines += ["  {id: age, type: number, range: 0.., text: Age?}]}"]
        >>> skips_of(loaded("\n".join(lines)))
        {('group', 0): 'age'}
    """
    routes = Routes(instrument)
    return {
        (name, value): target
        for name in routes.names
        for value in _codes(instrument, name)
        if (target := routes.after(name, value)) != routes.following(name)
    }


def _codes(instrument: Instrument, name: str) -> Iterator[Value]:
    control = instrument.questions[name].control(instrument.commons)
    if isinstance(control, Choose) and not control.several:
        yield from (option.value for option in control.options)


@dataclass(frozen=True)
class Routes:
    """The questions of an instrument in order, and what decides whether each is asked."""

    instrument: Instrument

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The questions in order."""
        return tuple(self.instrument.questions)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    @cached_property
    def rosters(self) -> Mapping[str, str]:
        """The roster of whose rows each question is asked; "" for the case."""
        return {question.id: self.instrument.roster_of(section) for section, question in self.instrument.asked()}

    @cached_property
    def _symbols(self) -> Symbols:
        return symbols_of(self.instrument)

    @cached_property
    def _conditions(self) -> Mapping[str, "Condition"]:
        made: dict[tuple[str, str], Condition] = {}
        conditions = {}
        for section, question in self.instrument.asked():
            text = self.instrument.relevance_of(section, question)
            key = (text, self._context(question.id))
            if text:
                conditions[question.id] = made.get(key) or made.setdefault(key, self._condition(*key))
        return conditions

    def _condition(self, text: str, context: str) -> "Condition":
        return _taken_apart(parse(text), lambda expression: self._leaf(expression, context))

    def _context(self, name: str) -> str:
        roster = self.rosters[name]
        return "/".join(section.id for section in self.instrument.rosters_above(roster)) if roster else ""

    @cached_property
    def _formulas(self) -> Mapping[str, "_Leaf"]:
        return {computed.id: self._leaf(parse(computed.formula), "") for computed in self.instrument.computed}

    def _leaf(self, expression: Expression, context: str) -> "_Leaf":
        reads = (leaf.key for leaf in leaves(expression) if not isinstance(leaf, Call))
        return _Leaf(tuple(dict.fromkeys(reads)), compiled(expression, self._symbols, context))

    def following(self, name: str) -> str:
        """The question after another one in the order."""
        behind = self.names[self._places[name] + 1 :]
        return behind[0] if behind and self._is_near(name, behind[0]) else self._end(name)

    def _end(self, name: str) -> str:
        return END_OF_ROW if self.rosters[name] else END

    def _is_near(self, name: str, later: str) -> bool:
        """Whether a later question can be reached from one without leaving the row it is asked of."""
        here, there = self.rosters[name], self.rosters[later]
        return not here or here == there or here in (s.id for s in self.instrument.rosters_above(there or here))

    def _possible(self, name: str, known: "_Known") -> Possible:
        condition = self._conditions.get(name)
        return frozenset({True}) if condition is None else condition.possible(known)

    def _is_without_rows(self, name: str, known: "_Known") -> bool:
        """Whether the roster a question belongs to is certain to have no row."""
        counted = self._counts.get(self.rosters[name])
        if counted is None or not known.all_of(counted.reads):
            return False
        rows = counted.value(known.values)
        return not isinstance(rows, int | float) or rows < 1

    @cached_property
    def _counts(self) -> Mapping[str, "_Leaf"]:
        rosters = [section for section in self.instrument.sections if section.roster is not None and not section.within]
        return {s.id: self._leaf(parse(s.roster.count), "") for s in rosters if s.roster is not None and s.roster.count}

    def decides(self, name: str, later: str) -> bool:
        """Whether every code of a question alone decides if a later one is asked."""
        for value in _codes(self.instrument, name):
            known = _Known({} if self.rosters[name] else self._formulas, {name: value})
            if len(self._possible(later, known)) > 1:
                return False
        return True

    def after(self, name: str, answer: Answer) -> str:
        """The first question behind one that may be asked when that one was answered so."""
        known = _Known({} if self.rosters[name] else self._formulas, {name: answer})
        for later in self.names[self._places[name] + 1 :]:
            if not self._is_near(name, later):
                break
            question = self.instrument.questions[later]
            possible = self._possible(later, known)
            asked = True in possible or (None in possible and question.when_unknown == "ask")
            if asked and not self._is_without_rows(later, known):
                return later
            if self.rosters[later] != self.rosters[name]:
                continue  # of rows that may be several or none nothing is certain
            if question.otherwise is None or possible == {None}:
                known.values[later] = Empty(NOT_ASKED)
            elif possible == {False}:
                known.values[later] = question.otherwise
        return self._end(name)


@dataclass(frozen=True, slots=True)
class _Known:
    """The values that are certain: of the question answered, of those passed over, and what is computed of them."""

    formulas: Mapping[str, "_Leaf"]
    values: dict[str, object] = field(default_factory=dict)

    def all_of(self, names: tuple[str, ...]) -> bool:
        """Whether all names are certain; what is computed is worked out where it can be."""
        for name in names:
            if name in self.values:
                continue
            formula = self.formulas.get(name)
            if formula is None or not self.all_of(formula.reads):
                return False
            value = formula.value(self.values)
            self.values[name] = int(value) if isinstance(value, bool) else value
        return True


@dataclass(frozen=True, slots=True)
class _Leaf:
    """An expression that is taken as a whole."""

    reads: tuple[str, ...]
    value: Evaluator

    def possible(self, known: _Known) -> Possible:
        """Its value where all it reads is certain."""
        return frozenset({self.value(known.values)}) if known.all_of(self.reads) else _ANY


@dataclass(frozen=True, slots=True)
class _Joined:
    """Conditions joined by `and` (the decisive value is False) or by `or` (it is True)."""

    parts: tuple["Condition", ...]
    decisive: bool

    def possible(self, known: _Known) -> Possible:
        """One decisive part decides; else one unknown part leaves it unknown."""
        found = [part.possible(known) for part in self.parts]
        if any(possible == {self.decisive} for possible in found):
            return frozenset({self.decisive})
        values: set[object] = {self.decisive} if any(self.decisive in possible for possible in found) else set()
        others = [possible - {self.decisive} for possible in found]
        if all(others):
            values |= {None} if any(None in possible for possible in others) else set()
            values |= {not self.decisive} if all((not self.decisive) in possible for possible in others) else set()
        return frozenset(values)


@dataclass(frozen=True, slots=True)
class _Denied:
    """`not` and a condition."""

    part: "Condition"

    def possible(self, known: _Known) -> Possible:
        """The contrary; unknown stays unknown."""
        return frozenset(None if value is None else not value for value in self.part.possible(known))


Condition = _Leaf | _Joined | _Denied


def _taken_apart(expression: Expression, leaf: Callable[[Expression], _Leaf]) -> Condition:
    """A condition taken apart along `and`, `or` and `not`, so that one part that is certain may decide."""
    match expression:
        case Unary("not", operand):
            return _Denied(_taken_apart(operand, leaf))
        case Binary("and" | "or" as operator):
            parts = [expression.right]
            left = expression.left
            while isinstance(left, Binary) and left.operator == operator:
                parts.append(left.right)
                left = left.left
            joined = [_taken_apart(part, leaf) for part in (left, *reversed(parts))]
            return _Joined(tuple(joined), decisive=operator == "or")
        case _:
            return leaf(expression)
