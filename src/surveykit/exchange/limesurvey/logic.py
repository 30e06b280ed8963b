"""Relevance equations and other ExpressionScript of LimeSurvey."""

import re
from collections.abc import Mapping
from functools import reduce
from typing import Final

from surveykit.exchange.limesurvey.names import Names
from surveykit.exchange.logic.parse import ADDED, AND, COMPARED, MULTIPLIED, OR, Dialect, Untranslatable, parsed
from surveykit.exchange.logic.syntax import Field, Figure, Function, Negative, Node, Not, Pair
from surveykit.exchange.logic.translate import Translator

_SUFFIXES: Final[Mapping[str, bool]] = {"": False, "naok": True, "value": False, "valuenaok": True, "code": False}
_NAME: Final = r"[A-Za-z]\w*(?:\.\w+)*"
_NUMBERED: Final = re.compile(r"\d+X\d+X\d+[\w#]*(?:\.\w+)?")
_FUNCTIONS: Final[Mapping[str, str]] = {"is_empty": "blank", "strlen": "length"}
_BLANKS_ARE_NOUGHT: Final = frozenset(["min", "max", "count", "countif", "sumif"])


class Logic:
    """Translates the expressions of one survey."""

    def __init__(self, names: Names) -> None:
        """Know what each name means."""
        self.names = names
        self.dialect = Dialect(
            fields=_NUMBERED,
            field=lambda match: self._field(match.group()),
            operators={
                "or": ("or", OR),
                "||": ("or", OR),
                "and": ("and", AND),
                "&&": ("and", AND),
                **{sign: (ours, COMPARED) for sign, ours in {"==": "=", "eq": "=", "!=": "!=", "ne": "!="}.items()},
                **{sign: (sign, COMPARED) for sign in ("<", "<=", ">", ">=")},
                **{sign: (ours, COMPARED) for sign, ours in {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}.items()},
                "+": ("+", ADDED),
                "-": ("-", ADDED),
                "*": ("*", MULTIPLIED),
                "/": ("/", MULTIPLIED),
            },
            words=re.compile(_NAME),
            word=self._field,
        )

    def condition(self, text: str, itself: str = "") -> tuple[str, bool]:
        """A condition of ours, "" where it always holds; `itself` is the question that `this` stands for.

        Raises:
            Untranslatable: our language cannot say it.
        """
        translator = Translator(self.names.subjects, blank_is_text=True)
        return translator.condition(self._node(text, itself)), translator.blanks_told

    def formula(self, text: str) -> tuple[str, bool]:
        """A formula of ours.

        Raises:
            Untranslatable: our language cannot say it.
        """
        translator = Translator(self.names.subjects, blank_is_text=True)
        return translator.formula(self._node(text, "")), translator.blanks_told

    def _node(self, text: str, itself: str) -> Node:
        if itself:
            text = re.sub(r"\b(?:this|self)\b(?!\s*\()", lambda _: itself, text)
        return self._ours(parsed(text.strip(), self.dialect))

    def _field(self, word: str) -> Field:
        name, _, suffix = word.partition(".")
        if suffix.lower() not in _SUFFIXES:
            msg = f"'{word}' asks for something about a question, not for its answer"
            raise Untranslatable(msg)
        found = self.names.fields.get(name)
        if found is None:
            msg = f"there is no question '{name}'"
            raise Untranslatable(msg)
        return Field(found.name, found.choice, even_unasked=_SUFFIXES[suffix.lower()])

    def _ours(self, node: Node) -> Node:
        match node:
            case Function(name, arguments):
                return self._function(name.lower(), tuple(self._ours(argument) for argument in arguments))
            case Pair(sign, left, right):
                return Pair(sign, self._ours(left), self._ours(right))
            case Not(operand):
                return Not(self._ours(operand))
            case Negative(operand):
                return Negative(self._ours(operand))
        return node

    def _function(self, name: str, arguments: tuple[Node, ...]) -> Node:
        """A function by the name the translation knows; a sum of blanks is 0 there and nothing here."""
        if name in _BLANKS_ARE_NOUGHT:
            msg = f"{name}() counts in another way than ours"
            raise Untranslatable(msg)
        if name == "sum" and arguments and all(isinstance(argument, Field) for argument in arguments):
            answered: list[Node] = [Not(Function("blank", (argument,))) for argument in arguments]
            some = reduce(lambda left, right: Pair("or", left, right), answered)
            return Function("if", (some, Function("sum", arguments), Figure("0")))
        return Function(_FUNCTIONS.get(name, name), arguments)
