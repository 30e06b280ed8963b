"""Branching logic and calculations of REDCap."""

import re
from collections.abc import Mapping
from typing import Final

from surveykit.exchange.logic.parse import ADDED, AND, COMPARED, MULTIPLIED, OR, RAISED, Dialect, Untranslatable, parsed
from surveykit.exchange.logic.subject import Subjects
from surveykit.exchange.logic.syntax import Field, Function, Negative, Node, Not, Pair
from surveykit.exchange.logic.translate import Translator

_FIELD: Final = re.compile(r"\[\s*([A-Za-z]\w*)\s*(?:\(\s*([^()\[\]]*?)\s*\))?\s*(?::value)?\]")
_BRACKETS: Final = re.compile(r"(?:\[[^\[\]]*\])+")
_FUNCTIONS: Final[Mapping[str, str]] = {"isblankormissingcode": "blank", "isblankormissing": "blank", "avg": "mean"}


def _field(match: re.Match[str]) -> Node:
    found = _FIELD.fullmatch(match.group())
    if found is None:
        raise Untranslatable(refusal_of(match.group()))
    return Field(found.group(1).lower(), found.group(2))


def refusal_of(reference: str) -> str:
    """Why a reference in brackets is none that we can read."""
    if reference.count("[") > 1:
        return f"{reference} reads another event or instance of the case"
    return f"{reference} is a variable of REDCap's own, not a field of the form"


DIALECT: Final = Dialect(
    fields=_BRACKETS,
    field=_field,
    operators={
        "or": ("or", OR),
        "||": ("or", OR),
        "and": ("and", AND),
        "&&": ("and", AND),
        **{sign: (ours, COMPARED) for sign, ours in {"=": "=", "==": "=", "<>": "!=", "!=": "!="}.items()},
        **{sign: (sign, COMPARED) for sign in ("<", "<=", ">", ">=")},
        "+": ("+", ADDED),
        "-": ("-", ADDED),
        "*": ("*", MULTIPLIED),
        "/": ("/", MULTIPLIED),
        "%": ("%", MULTIPLIED),
        "^": ("^", RAISED),
    },
)


def condition(text: str, subjects: Subjects) -> tuple[str, bool]:
    """Branching logic as a condition of ours, and whether blanks needed a rule of their own.

    Raises:
        Untranslatable: our language cannot say it.
    """
    translator = Translator(subjects, blank_is_text=True)
    return translator.condition(_ours(parsed(text, DIALECT))), translator.blanks_told


def formula(text: str, subjects: Subjects) -> tuple[str, bool]:
    """A calculation as a formula of ours, and whether blanks needed a rule of their own.

    Raises:
        Untranslatable: our language cannot say it.
    """
    translator = Translator(subjects, blank_is_text=True)
    return translator.formula(_ours(parsed(text, DIALECT))), translator.blanks_told


def _ours(node: Node) -> Node:
    """The functions of REDCap by the names the translation knows."""
    match node:
        case Function(name, arguments):
            word = name.lower()
            return Function(_FUNCTIONS.get(word, word), tuple(map(_ours, arguments)))
        case Pair(sign, left, right):
            return Pair(sign, _ours(left), _ours(right))
        case Not(operand):
            return Not(_ours(operand))
        case Negative(operand):
            return Negative(_ours(operand))
    return node
