"""What an expression needs to know of a variable: its type, its codes and what counts as missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from surveykit.missing import Missing, Value

SymbolType = Literal["number", "text", "date", "truth", "set"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name an expression may use.

    `codes` lists the choices with their labels, or is None where any value goes. A `set` is a
    multiple-response question: `members` says which 0/1 column holds each choice. `label` and the
    code labels serve the algebra of words.
    """

    name: str
    type: SymbolType
    codes: Mapping[Value, str] | None = None
    missing: Missing = field(default_factory=Missing)
    members: Mapping[Value, str] = field(default_factory=dict)
    label: str = ""


Symbols = Mapping[str, Symbol]
