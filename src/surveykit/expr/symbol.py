"""What an expression needs to know of a variable: its type, its codes and what counts as missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from surveykit.expr.syntax import PREVIOUS
from surveykit.missing import Missing, Value

SymbolType = Literal["number", "text", "date", "truth", "set"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name an expression may use.

    `codes` lists the choices with their labels, or is None where any value goes. A `set` is a
    multiple-response question: `members` says which 0/1 column holds each choice. `label` and the
    code labels serve the algebra of words. `roster` is the repeating group the variable belongs to, by its
    path from the case down ("partners/contracts"); it is empty for a variable of the case itself.
    """

    name: str
    type: SymbolType
    codes: Mapping[Value, str] | None = None
    missing: Missing = field(default_factory=Missing)
    members: Mapping[Value, str] = field(default_factory=dict)
    label: str = ""
    roster: str = ""

    def before(self) -> "Symbol":
        """The variable as it was in the preceding round: of the same kind, under another name."""
        members = {choice: f"{PREVIOUS}{name}" for choice, name in self.members.items()}
        return replace(self, name=f"{PREVIOUS}{self.name}", members=members)


Symbols = Mapping[str, Symbol]
