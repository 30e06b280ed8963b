"""Variables: all an analyst needs to understand one column."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from surveykit.codebook.codelist import Code, Frozen
from surveykit.missing import DEFAULT_CODES, REASON_WORDS, Missing, Value
from surveykit.text import Text

Type = Literal["number", "text", "date", "time", "datetime"]
Measure = Literal["nominal", "ordinal", "scale"]
Role = Literal["id", "weight", "stratum", "cluster", "wave", "key"]
"""What a variable is for: `wave` says the round of a panel, `key` which cases are the same firm in another round."""


class Range(Frozen):
    """From low to high, both included; an end left out is open."""

    low: float | None = None
    high: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a number lies in the range."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def __str__(self) -> str:
        """`0..100`, with an open end left out."""
        return "..".join("" if end is None else f"{end:.15g}" for end in (self.low, self.high))


class Origin(Frozen):
    """Where a variable comes from: asked, computed, a register or document, how the interview went, or imported."""

    kind: Literal["asked", "computed", "register", "document", "paradata", "imported"] = "imported"
    question: str = ""  # the id of the question it answers
    number: str = ""  # the number printed on the questionnaire
    section: str = ""  # the id of the section; its title is in Codebook.sections
    relevance: str = ""  # the expression that says of whom it is asked; "" of all
    when_unknown: Literal["skip", "ask"] = "skip"  # where relevance cannot be decided
    otherwise: Value | None = None  # the value where relevance is false
    required: bool = False  # who is asked must give a valid answer
    formula: str = ""  # the expression a computed variable is made by
    elsewhere: bool = False  # its relevance or formula reads what another table holds, such as the rows of a roster


class Variable(Frozen):
    """One column: name, label, full wording, type, measure, codes, range, unit, missing codes, origin.

    Dates and times are ISO 8601 text in the table, so that a missing code can stand in their place.
    The missing codes of a text or date variable are texts too ("-9").
    """

    name: str
    label: Text = Text()
    wording: Text = Text()
    type: Type = "number"
    measure: Measure = "nominal"
    codes: str | None = None  # the name of a list in the codebook
    missing: tuple[Code, ...] = ()
    missing_ranges: tuple[Range, ...] = ()
    range: Range | None = None
    earliest: str | None = None  # of a date, ISO
    latest: str | None = None
    decimals: int | None = None  # 0 for whole numbers; None where any go
    width: int | None = None  # longest text, in characters
    unit: Text = Text()
    role: Role | None = None
    personal: bool = False  # it can tell who somebody is
    origin: Origin = Origin()
    notes: str = ""
    formats: Mapping[str, str] = {}  # what a file format knows beside, such as {"spss": "F8.2"}

    @property
    def emptiness(self) -> Missing:
        """What counts as missing, for every algebra and table."""
        inf = float("inf")
        ranges = tuple(
            (-inf if r.low is None else r.low, inf if r.high is None else r.high) for r in self.missing_ranges
        )
        return Missing({code.value: code.missing or "user_missing" for code in self.missing}, ranges)


def standard_missing(kind: Type, codes: Mapping[str, int] = DEFAULT_CODES) -> tuple[Code, ...]:
    """The four empties as codes: numbers for a number, texts for a text or a date."""
    return _empties(kind == "number", tuple(codes.items()))


@cache
def _empties(numbers: bool, codes: tuple[tuple[str, int], ...]) -> tuple[Code, ...]:  # noqa: FBT001 - a key of the cache
    return tuple(
        Code(value=value if numbers else str(value), label=Text(REASON_WORDS.get(reason, reason)), missing=reason)
        for reason, value in codes
    )
