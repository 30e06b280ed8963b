"""Conditions and formulas of other systems in our language, true for the same answers, blanks included.

Where the other system counts a blank as an empty text, `a != 1` is true of a blank; ours would not know. So each
comparison becomes one that is true exactly where theirs is, and a negation is moved inward to the comparisons.
Where the other system has unknown values of its own (R's NA), the condition is taken over as it is.
"""

import re
from collections.abc import Mapping
from typing import Final

from surveykit.exchange.logic.parse import Untranslatable
from surveykit.exchange.logic.pieces import (
    ADDED,
    COMPARED,
    FALSE,
    MULTIPLIED,
    NOT,
    SIGNED,
    TRUE,
    Piece,
    all_of,
    any_of,
    constant,
    is_,
    pair,
)
from surveykit.exchange.logic.subject import Subject, Subjects
from surveykit.exchange.logic.syntax import Field, Figure, Function, Negative, Node, Not, Pair, Truth, Word, fields_of
from surveykit.missing import Value

_CONTRARY: Final = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED: Final = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_POWERS: Final = {"+": ADDED, "-": ADDED, "*": MULTIPLIED, "/": MULTIPLIED}
_IGNORE_BLANKS: Final = ("sum", "min", "max")
_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_DECIMAL = re.compile(r"-?\d*\.?\d+(?:[eE][+-]?\d+)?")


class Translator:
    """Puts nodes into our language, and notes whether a blank needed a rule of its own."""

    def __init__(self, subjects: Subjects, *, blank_is_text: bool) -> None:
        """Know the fields, and whether a blank is the empty text there (else: unknown, as here)."""
        self.subjects = subjects
        self.blank_is_text = blank_is_text
        self.blanks_told = False  # whether `is missing` was added for a blank
        self._definite = False

    def condition(self, node: Node) -> str:
        """The condition in our language; "" where it always holds, "false" where it never does.

        Raises:
            Untranslatable: our language cannot say it.
        """
        piece = all_of([*self._asked_at_all(node), self._true(node, wanted=True)])
        return "" if piece == TRUE else piece.text

    def formula(self, node: Node) -> str:
        """A value in our language.

        Raises:
            Untranslatable: our language cannot say it.
        """
        return self._value(node).text

    def _asked_at_all(self, node: Node) -> list[Piece]:
        """What is to hold first, where the other system takes a condition on a field not asked for false."""
        sure = {field.name for part in _conjuncts(node) if _plainly_positive(part) for field in fields_of(part)}
        doubtful = dict.fromkeys(
            field.name for field in fields_of(node) if not field.even_unasked and field.name not in sure
        )
        subjects = [self.subjects[name] for name in doubtful if name in self.subjects]
        return [is_(subject.id, "not not_asked") for subject in subjects if not subject.always_asked]

    def _true(self, node: Node, *, wanted: bool) -> Piece:
        """An expression that is true exactly where the condition is (or, where not wanted, is not)."""
        match node:
            case Truth(value):
                return TRUE if value is wanted else FALSE
            case Figure(value):
                return TRUE if (float(value) != 0) is wanted else FALSE
            case Not(operand):
                return self._true(operand, wanted=not wanted)
            case Pair("and" | "or" as word, left, right):
                parts = (self._true(left, wanted=wanted), self._true(right, wanted=wanted))
                return all_of(parts) if (word == "and") is wanted else any_of(parts)
            case Pair(sign, left, right) if sign in _CONTRARY:
                return self._compared(sign if wanted else _CONTRARY[sign], left, right, denied=not wanted)
            case Field():
                return self._bare(node, wanted=wanted)
            case Function(name, arguments):
                return self._asked(name, arguments, wanted=wanted)
        msg = "a calculation stands where a condition was expected"
        raise Untranslatable(msg)

    def _bare(self, node: Field, *, wanted: bool) -> Piece:
        """A field alone as a condition: answered, and not nought."""
        if node.choice is not None:
            return self._ticked(node, wanted=wanted)
        subject = self._subject(node)
        codes = list((subject.codes or {}).values())
        if subject.type != "number" or any(isinstance(code, str) for code in codes):
            msg = f"'{node.name}' alone is no condition here"
            raise Untranslatable(msg)
        if codes and 0 not in codes:
            return is_(subject.id, "answered" if wanted else "missing")
        found = Piece(f"{subject.id} {'!=' if wanted else '='} 0", COMPARED)
        if wanted:
            return self._surely(found, node)
        return any_of([self._missing(node), found]) if self.blank_is_text else found

    def _asked(self, name: str, arguments: tuple[Node, ...], *, wanted: bool) -> Piece:
        """The functions that give a condition; dialects bring theirs to these names."""
        match name, arguments:
            case "blank", (Field() as field,) if field.choice is not None:
                return self._ticked(field, wanted=not wanted)
            case "blank", (Field() as field,):
                subject = self._subject(field)
                return is_(subject.id, "missing" if wanted else "answered")
            case "among", (Field() as field, *options):
                return self._among(field, options, wanted=wanted)
            case "holds", (Field(field, None) as whole, Word(word)) if self._subject(whole).type == "set":
                return self._ticked(Field(field, word), wanted=wanted)
        msg = f"there is no function '{name}' here that gives a condition"
        raise Untranslatable(msg)

    def _among(self, field: Field, options: list[Node], *, wanted: bool) -> Piece:
        """One of several values; where a blank is unknown, it is none of them all the same."""
        subject = self._subject(field)
        values = [self._constant(option, subject) for option in options]
        listed = f"{subject.id} {'' if wanted else 'not '}in [{', '.join(value.text for value in values)}]"
        found = Piece(listed, COMPARED)
        if wanted:
            return self._surely(found, field)
        self.blanks_told = True
        return any_of([self._missing(field), found])

    def _compared(self, sign: str, left: Node, right: Node, *, denied: bool) -> Piece:
        """A comparison, the contrary of the one written where `denied`; true of a blank where theirs is."""
        if isinstance(left, Word | Figure | Truth) and not isinstance(right, Word | Figure | Truth):
            left, right, sign = right, left, _MIRRORED[sign]
        if isinstance(left, Field) and left.choice is not None:
            return self._box(sign, left, right)
        if isinstance(left, Field) and right == Word(""):
            return self._blank(sign, left)
        found = self._equal(sign, left, right)
        if not self.blank_is_text:
            return found
        if sign == "!=" or (denied and sign != "="):
            return self._or_blank(sign, found, left, right)
        return self._equal_blanks(sign, self._surely(found, left, right), left, right)

    def _equal_blanks(self, sign: str, found: Piece, left: Node, right: Node) -> Piece:
        """Two blanks are equal where a blank is a text."""
        if sign == "=" and isinstance(left, Field) and isinstance(right, Field):
            self.blanks_told = True
            return any_of([all_of([self._missing(left), self._missing(right)]), found])
        return found

    def _or_blank(self, sign: str, found: Piece, left: Node, right: Node) -> Piece:
        blank = [self._blank_where(part) for part in (left, right)]
        unknown = [piece for piece in blank if piece is not None]
        self.blanks_told = self.blanks_told or bool(unknown)
        if sign == "!=" and isinstance(left, Field) and isinstance(right, Field):
            ours, theirs = self._subject(left).id, self._subject(right).id
            one = all_of([is_(ours, "missing"), is_(theirs, "answered")])
            other = all_of([is_(ours, "answered"), is_(theirs, "missing")])
            return any_of([one, other, self._surely(found, left, right)])
        return any_of([*unknown, found])

    def _blank(self, sign: str, field: Field) -> Piece:
        """A field compared with the empty text; `=` and `!=` are each other's contrary."""
        if sign not in ("=", "!=") or (sign == "=" and not self.blank_is_text):
            msg = "a blank has no order" if self.blank_is_text else "an answer is never the empty text"
            raise Untranslatable(msg)
        return is_(self._subject(field).id, "missing" if sign == "=" else "answered")

    def _box(self, sign: str, field: Field, right: Node) -> Piece:
        """A box of several compared with ticked or not ticked; an unanswered box is not ticked."""
        value = right.value if isinstance(right, Word | Figure) else None
        if sign not in ("=", "!=") or value not in ("1", "0", "Y", "N", ""):
            msg = "a box of several is either ticked or not"
            raise Untranslatable(msg)
        return self._ticked(field, wanted=(value in ("1", "Y")) is (sign == "="))

    def _ticked(self, field: Field, *, wanted: bool) -> Piece:
        subject = self._subject(Field(field.name))
        if subject.type != "set" or field.choice is None:
            msg = f"'{field.name}' does not take several answers"
            raise Untranslatable(msg)
        codes = subject.codes or {}
        if field.choice not in codes:
            msg = f"'{field.choice}' is no choice of '{field.name}'"
            raise Untranslatable(msg)
        has = Piece(f"{constant(codes[field.choice]).text} in {subject.id}", COMPARED)
        if wanted:
            return all_of([is_(subject.id, "answered"), has]) if self._definite else has
        self.blanks_told = True
        return any_of([is_(subject.id, "missing"), Piece(f"not {has.within(COMPARED)}", NOT)])

    def _equal(self, sign: str, left: Node, right: Node) -> Piece:
        """A comparison by our rules: unknown where a part is."""
        if isinstance(left, Field) and isinstance(right, Word | Figure | Negative):
            subject = self._subject(left)
            if isinstance(right, Word | Figure) or isinstance(right.operand, Figure):
                self._ordered(sign, subject)
                return Piece(f"{subject.id} {sign} {self._constant(right, subject, sign).text}", COMPARED)
        return pair(self._value(left), sign, self._value(right), COMPARED)

    def _ordered(self, sign: str, subject: Subject) -> None:
        texts = subject.type == "text" or any(isinstance(code, str) for code in (subject.codes or {}).values())
        if sign not in ("=", "!=") and texts:
            msg = f"'{subject.id}' holds texts, which have no order here"
            raise Untranslatable(msg)

    def _surely(self, found: Piece, *parts: Node) -> Piece:
        """The comparison made false where it would be unknown, where a definite answer is needed."""
        if not self._definite:
            return found
        ids = dict.fromkeys(self._subject(field).id for part in parts for field in fields_of(part))
        return all_of([*(is_(name, "answered") for name in ids), found])

    def _missing(self, field: Field) -> Piece:
        return is_(self._subject(field).id, "missing")

    def _blank_where(self, node: Node) -> Piece | None:
        """Where a value is blank; None where it never is."""
        match node:
            case Field():
                return self._missing(node) if node.choice is None else None
            case Negative(operand):
                return self._blank_where(operand)
            case Pair("/", _, right) if not isinstance(right, Figure):
                msg = "whether a division gives nothing cannot be said in a condition"
                raise Untranslatable(msg)
            case Pair(_, left, right):
                parts = [piece for side in (left, right) if (piece := self._blank_where(side)) is not None]
                return any_of(parts) if parts else None
            case Function("if", _):
                msg = "whether an `if` gives nothing cannot be said in a condition"
                raise Untranslatable(msg)
            case Function(name, arguments):
                pieces = [self._blank_where(argument) for argument in arguments]
                if name in _IGNORE_BLANKS:
                    return None if None in pieces else all_of([piece for piece in pieces if piece is not None])
                parts = [piece for piece in pieces if piece is not None]
                return any_of(parts) if parts else None
        return None

    def _value(self, node: Node) -> Piece:
        match node:
            case Field(name, choice) if choice is not None:
                return Piece(f"count({self._ticked(Field(name, choice), wanted=True).text})")
            case Field():
                subject = self._subject(node)
                if subject.type == "set":
                    msg = f"'{node.name}' takes several answers and has no single value"
                    raise Untranslatable(msg)
                return Piece(subject.id)
            case Figure(value):
                return constant(_number(value))
            case Word(value):
                return constant(value)
            case Negative(operand):
                return Piece(f"-{self._value(operand).within(SIGNED)}", SIGNED)
            case Pair("^", left, right):
                return self._power(left, right)
            case Pair(sign, left, right) if sign in _POWERS:
                return pair(self._value(left), sign, self._value(right), _POWERS[sign])
            case Function(name, arguments):
                return self._function(name, arguments)
        msg = "a condition stands where a value was expected"
        raise Untranslatable(msg)

    def _power(self, left: Node, right: Node) -> Piece:
        if not (isinstance(right, Figure) and right.value in ("1", "2", "3", "4")):
            msg = "there are no powers here but 1 to 4"
            raise Untranslatable(msg)
        base = self._value(left)
        return Piece(" * ".join([base.within(MULTIPLIED + 1)] * int(right.value)), MULTIPLIED)

    def _function(self, name: str, arguments: tuple[Node, ...]) -> Piece:
        match name, arguments:
            case "sum" | "min" | "max", (_, *_):
                return self._called(name, arguments)
            case "abs" | "log" | "length", (_,):
                return self._called(name, arguments)
            case "mean", (_, *_) if all(isinstance(argument, Field) for argument in arguments):
                answered = ", ".join(is_(self._value(argument).text, "answered").text for argument in arguments)
                return Piece(f"{self._called('sum', arguments).text} / count({answered})", MULTIPLIED)
            case "round", (_,) | (_, Figure()):
                return self._called(name, arguments)
            case "if", (condition, then, otherwise):
                return self._choice(condition, then, otherwise)
        msg = f"there is no function '{name}' here"
        raise Untranslatable(msg)

    def _called(self, name: str, arguments: tuple[Node, ...]) -> Piece:
        return Piece(f"{name}({', '.join(self._value(argument).text for argument in arguments)})")

    def _choice(self, condition: Node, then: Node, otherwise: Node) -> Piece:
        before, self._definite = self._definite, self.blank_is_text
        try:
            asked = self._true(condition, wanted=True)
        finally:
            self._definite = before
        return Piece(f"if {asked.text} then {self._value(then).text} else {self._value(otherwise).text}", 0)

    def _constant(self, node: Node, subject: Subject, sign: str = "=") -> Piece:
        """A constant as a value that the field can have, or be compared with by `<` and its like."""
        if isinstance(node, Negative) and isinstance(node.operand, Figure):
            node = Figure(f"-{node.operand.value}")
        if not isinstance(node, Word | Figure):
            msg = "a value that is no constant stands in a list"
            raise Untranslatable(msg)
        return constant(constant_of(node.value, subject, ordered=sign not in ("=", "!=")))

    def _subject(self, field: Field) -> Subject:
        subject = self.subjects.get(field.name)
        if subject is None:
            msg = f"there is no field '{field.name}'"
            raise Untranslatable(msg)
        if subject.refusal:
            raise Untranslatable(subject.refusal)
        if field.choice is not None and subject.type != "set":
            msg = f"'{field.name}' does not take several answers"
            raise Untranslatable(msg)
        return subject


def constant_of(word: str, subject: Subject, *, ordered: bool = False) -> Value:
    """A constant as the field's own kind of value; any number where it is compared by `<` and its like.

    Raises:
        Untranslatable: the field never has such a value.
    """
    if subject.codes is not None and not (ordered and _DECIMAL.fullmatch(word)):
        return _code_of(word, subject.codes, subject.id)
    if subject.type == "number" or subject.codes is not None:
        if not _DECIMAL.fullmatch(word.strip()):
            msg = f"'{word}' is no number, as '{subject.id}' is"
            raise Untranslatable(msg)
        return _number(word.strip())
    if subject.type == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", word):
        msg = f"'{word}' is no date"
        raise Untranslatable(msg)
    return word


def _code_of(word: str, codes: Mapping[str, Value], name: str) -> Value:
    """The code meant: the one written so, or the one that is the same number."""
    if word in codes:
        return codes[word]
    if _DECIMAL.fullmatch(word):
        for said, code in codes.items():
            if _DECIMAL.fullmatch(said) and float(said) == float(word):
                return code
    msg = f"'{word}' is no choice of '{name}'"
    raise Untranslatable(msg)


def _number(word: str) -> int | float:
    return int(word) if _INTEGER.fullmatch(word) else float(word)


def _conjuncts(node: Node) -> list[Node]:
    if isinstance(node, Pair) and node.operator == "and":
        return [*_conjuncts(node.left), *_conjuncts(node.right)]
    return [node]


def _plainly_positive(node: Node) -> bool:
    """Whether a condition is false of a blank by itself."""
    if not isinstance(node, Pair) or node.operator not in ("=", "<", ">", "<=", ">="):
        return False
    sides = (node.left, node.right)
    if any(isinstance(side, Field) and side.choice is not None for side in sides):
        return any(side in (Word("1"), Word("Y"), Figure("1")) for side in sides)
    return Word("") not in sides and not (node.operator == "=" and all(isinstance(side, Field) for side in sides))
