"""Answers and empty answers: why a value is not there, and which codes stand for each reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import Final

Value = int | float | str

NOT_ASKED: Final = "not_asked"
REFUSED: Final = "refused"
DONT_KNOW: Final = "dont_know"
NO_ANSWER: Final = "no_answer"
BLANK: Final = "blank"  # nothing stands in the file: the reason was not recorded
USER_MISSING: Final = "user_missing"  # a file declares the value missing and does not say why

REASONS: Final = (NOT_ASKED, REFUSED, DONT_KNOW, NO_ANSWER)
DEFAULT_CODES: Final[Mapping[str, int]] = {NOT_ASKED: -1, REFUSED: -7, DONT_KNOW: -8, NO_ANSWER: -9}
REASON_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    NOT_ASKED: {"en": "not asked", "nb": "ikke spurt", "it": "non chiesto", "ru": "не спрашивали"},
    REFUSED: {"en": "refused", "nb": "vil ikke svare", "it": "rifiuta", "ru": "отказ"},
    DONT_KNOW: {"en": "don't know", "nb": "vet ikke", "it": "non sa", "ru": "затрудняюсь ответить"},
    NO_ANSWER: {"en": "no answer", "nb": "ubesvart", "it": "non risponde", "ru": "нет ответа"},
    BLANK: {"en": "blank", "nb": "tom", "it": "vuoto", "ru": "пусто"},
    USER_MISSING: {"en": "missing", "nb": "mangler", "it": "mancante", "ru": "пропуск"},
}


@dataclass(frozen=True, slots=True)
class Empty:
    """An answer that is empty, with the reason."""

    reason: str


Answer = Value | tuple[Value, ...] | Empty
"""One answer: a code, a number, a text, an ISO date, the codes ticked, or why it is empty."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Which codes of one variable mean "no valid value": single codes with reasons, and ranges of numbers.

    This is the one definition of missing; one case, a table column and a file all read it from here.

    Example:
        >>> m = Missing({-9: "no_answer"}, ((97.0, 99.0),))
        >>> m.reason(-9), m.reason(98), m.reason(None), m.reason(4)
        ('no_answer', 'user_missing', 'blank', None)
    """

    codes: Mapping[Value, str] = field(default_factory=dict)
    ranges: tuple[tuple[float, float], ...] = ()

    def reason(self, value: Value | None) -> str | None:
        """Why the value is missing, or None when it is a valid value. NaN and None are blank."""
        if value is None or (isinstance(value, float) and isnan(value)):
            return BLANK
        if value in self.codes:
            return self.codes[value]
        if not isinstance(value, str) and any(low <= value <= high for low, high in self.ranges):
            return USER_MISSING
        return None

    def __hash__(self) -> int:
        """Consistent with equality."""
        return hash((frozenset(self.codes.items()), self.ranges))
