"""Conditions and values of formr, which are written in R."""

import re
from collections.abc import Mapping
from functools import reduce
from typing import Final

from surveykit.exchange.logic.parse import (
    ADDED,
    AND,
    COMPARED,
    MULTIPLIED,
    NOT,
    OR,
    RAISED,
    SPECIAL,
    Dialect,
    Untranslatable,
    parsed,
)
from surveykit.exchange.logic.subject import Subjects
from surveykit.exchange.logic.syntax import Field, Figure, Function, Negative, Node, Not, Pair, Truth, Word
from surveykit.exchange.logic.translate import Translator

_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'", re.DOTALL)
_STATEMENT: Final = re.compile(r"#|;|<-|[^=!<>]=[^=]|\n\s*\S|\b(?:library|function)\s*\(")
_LATEST: Final = frozenset(["current", "last"])  # formr's functions for the newest answer
_CONTAINING: Final = frozenset(["%contains%", "%contains_word%"])


def _dialect(survey: str) -> Dialect:
    """R as a sheet writes it; `survey$item` is an item of this sheet where the survey is its own name."""

    def field(match: re.Match[str]) -> Node:
        owner, name = match.group(1), match.group(2)
        if owner != survey:
            msg = f"'{owner}${name}' is an answer to another survey"
            raise Untranslatable(msg)
        return Field(name)

    return Dialect(
        fields=re.compile(r"([A-Za-z.][\w.]*)\$([A-Za-z.][\w.]*)(?!\s*\()"),
        field=field,
        operators={
            "|": ("or", OR),
            "||": ("or", OR),
            "&": ("and", AND),
            "&&": ("and", AND),
            **{sign: (ours, COMPARED) for sign, ours in {"==": "=", "!=": "!="}.items()},
            **{sign: (sign, COMPARED) for sign in ("<", "<=", ">", ">=")},
            **{sign: (sign, SPECIAL) for sign in ("%in%", *sorted(_CONTAINING), "%begins_with%", "%ends_with%", "%%")},
            "+": ("+", ADDED),
            "-": ("-", ADDED),
            "*": ("*", MULTIPLIED),
            "/": ("/", MULTIPLIED),
            "^": ("^", RAISED),
        },
        words=re.compile(r"[A-Za-z.](?:[\w.]|::?:?(?=[A-Za-z.]))*"),
        word=_word,
        contrary=NOT,
        escapes=True,
    )


def _word(word: str) -> Node:
    if word in ("NA", "NULL", "NaN", "Inf"):
        msg = f"{word} is no value here; ask `is.na()`"
        raise Untranslatable(msg)
    return Truth(word == "T") if word in ("T", "F") else Field(word)


def condition(text: str, subjects: Subjects, survey: str) -> tuple[str, bool]:
    """A showif as a condition of ours.

    Raises:
        Untranslatable: our language cannot say it.
    """
    translator = Translator(subjects, blank_is_text=False)
    return translator.condition(_ours(_parsed(text, survey), subjects)), translator.blanks_told


def formula(text: str, subjects: Subjects, survey: str) -> tuple[str, bool]:
    """A value as a formula of ours.

    Raises:
        Untranslatable: our language cannot say it.
    """
    translator = Translator(subjects, blank_is_text=False)
    return translator.formula(_ours(_parsed(text, survey), subjects)), translator.blanks_told


def _parsed(text: str, survey: str) -> Node:
    text = text.strip().removesuffix("//js_only").strip()
    if text == "NA":
        return Truth(value=False)  # never known to be true
    if _STATEMENT.search(_QUOTED.sub("''", text)):
        msg = "it is a program in R, not one condition"
        raise Untranslatable(msg)
    return parsed(text, _dialect(survey))


def _ours(node: Node, subjects: Subjects) -> Node:
    """The functions and operators of R by the names the translation knows."""
    match node:
        case Pair("%in%", Field() as field, right):
            return Function("among", (field, *_vector(right)))
        case Pair(sign, Field() as field, Word(word) | Figure(word)) if sign in _CONTAINING:
            return _containing(sign, field, Word(word), subjects)
        case Pair(sign, _, _) if sign.startswith("%"):
            msg = f"there is nothing like {sign} here for a text"
            raise Untranslatable(msg)
        case Pair(sign, left, right):
            return Pair(sign, _ours(left, subjects), _ours(right, subjects))
        case Not(operand):
            return Not(_ours(operand, subjects))
        case Negative(operand):
            return Negative(_ours(operand, subjects))
        case Function(name, arguments):
            return _function(name, tuple(_ours(argument, subjects) for argument in arguments))
    return node


def _vector(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Function) and node.name == "c":
        return node.arguments
    if isinstance(node, Word | Figure):
        return (node,)
    msg = "%in% wants values in c(..)"
    raise Untranslatable(msg)


def _containing(sign: str, field: Field, word: Word, subjects: Subjects) -> Node:
    """Whether a choice is ticked: several are kept there as one text, `1, 3`, so a part of a code could be meant."""
    subject = subjects.get(field.name)
    codes = list(subject.codes or ()) if subject is not None and subject.type == "set" else []
    if not codes:
        msg = f"'{field.name}' is a text, and parts of a text cannot be looked for"
        raise Untranslatable(msg)
    if sign == "%contains%" and any(word.value in code and word.value != code for code in codes):
        msg = f"'{word.value}' is part of another choice of '{field.name}'"
        raise Untranslatable(msg)
    return Function("holds", (field, word))


_FUNCTIONS: Final[Mapping[str, str]] = {
    "is.na": "blank",
    "ifelse": "if",
    "stringr::str_length": "length",
    "nchar": "length",
}


def _function(name: str, arguments: tuple[Node, ...]) -> Node:
    match name, arguments:
        case word, (Field() as field,) if word in _LATEST:
            return field
        case "tail", (Field() as field, Figure("1")):
            return field
        case "as.numeric" | "as.integer" | "as.character", (Field() as field,):
            return field
        case "isTRUE", (condition,):
            return condition
        case "sum", (first, *rest):
            return reduce(lambda left, right: Pair("+", left, right), rest, first)  # NA where one is NA, as + is
        case "min" | "max", _:
            msg = f"{name}() of R gives NA where one part is blank; ours leaves blanks out"
            raise Untranslatable(msg)
    return Function(_FUNCTIONS.get(name, name), arguments)
