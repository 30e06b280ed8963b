"""What the expressions of a form may name: its questions and calculations, as our instrument will have them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from surveykit.exchange.xlsform.xpath.grammar import Untranslatable
from surveykit.missing import Value

Kind = Literal["number", "text", "date", "time", "choice", "set", "rank", "lost"]


@dataclass(frozen=True, slots=True)
class Known:
    """A name of the form: our id, what kind of value it has, and the codes its choices became.

    `sure` says that it is never blank; `roster` is the repeat it stands in, as a path from the case down; `why` says
    of one that is lost what became of it. `inlined` is the calculation of one that is no variable here: what reads it
    calculates it itself.
    """

    id: str
    kind: Kind
    codes: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    whole: bool = False
    sure: bool = False
    roster: str = ""
    why: str = ""
    inlined: object = None  # a value with its type

    @property
    def texts(self) -> bool:
        """Whether the codes are texts."""
        return any(isinstance(code, str) for codes in self.codes.values() for code in codes)

    def codes_of(self, word: float | str) -> tuple[Value, ...]:
        """The codes of a choice by its name in the form, or by the number its name is.

        Raises:
            Untranslatable: there is no such choice, so the form compares with what can never be.
        """
        if isinstance(word, str) and word in self.codes:
            return self.codes[word]
        number = number_of(word)
        found = [
            c for name, codes in self.codes.items() if number is not None and number_of(name) == number for c in codes
        ]
        if not found:
            msg = f"'{word}' is not a choice of '{self.id}'"
            raise Untranslatable(msg)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a form, and the row variable of each repeat by the repeat's name."""

    known: Mapping[str, Known]
    rows: Mapping[str, str] = field(default_factory=dict)
    shows: Mapping[str, str] = field(default_factory=dict)  # calculations that only show an expression in texts

    def of(self, name: str) -> Known:
        """What a name means.

        Raises:
            Untranslatable: nothing here.
        """
        found = self.known.get(name)
        if found is None:
            said = f"a group or a repeat, '{name}'," if name in self.rows else f"'{name}', which is no question here,"
            msg = f"it reads {said}"
            raise Untranslatable(msg)
        if found.kind == "lost":
            msg = f"it reads '{name}', {found.why}"
            raise Untranslatable(msg)
        return found


def number_of(word: float | str) -> float | None:
    """The number a word is, as XPath reads it; None where it is none.

    Example:
        >>> number_of("01"), number_of(" 2.50 "), number_of("two"), number_of("1e3"), number_of("")
        (1.0, 2.5, None, None, None)
    """
    if not isinstance(word, str):
        return float(word)
    stripped = word.strip()
    digits = stripped.removeprefix("-").replace(".", "", 1)
    return float(stripped) if digits.isascii() and digits.isdigit() else None
