"""Corrections: which case, which variable, what stands there, what is right, why, and who says so."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule

LACKING = Rule(
    "SK681",
    "A correction does not say enough",
    "A change without a case, an old value, a reason or a name cannot be checked by anybody later.",
    "corrections:\n- {case: SIS0007, variable: size, old: 140, new: 14}",
    "Add what is lacking.",
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction as it was written; what the values mean is decided by the codebook when it is applied.

    A case is named by its id, in a panel by the key of the firm and the round, and by its row (counted from 1) where
    there is no id or where the id stands twice. `drop` removes the case, and has no new value; of a case that is
    named by its row alone, a variable and the old value tell that it is the right one.
    """

    case: str = ""
    variable: str = ""
    old: Value | None = None
    new: Value | None = None
    reason: str = ""
    who: str = ""
    round: str = ""
    row: int | None = None
    on: str = ""
    drop: bool = False
    place: Place = field(default_factory=Place)

    @property
    def whose(self) -> str:
        """The case in words, for messages."""
        parts = [self.case, f"round {self.round}" if self.round else "", f"row {self.row}" if self.row else ""]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that somebody looked at and left as it is: it belongs to the baseline, with the reason."""

    key: str
    case: str
    variable: str
    value: Value | None
    others: str
    reason: str
    who: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What one file asks for; `digest` is that of its bytes, by which a dataset knows it again."""

    items: tuple[Correction, ...] = ()
    file: str = ""
    digest: str = ""
    accepted: tuple[Accepted, ...] = ()
    asked: int = 0
    undecided: int = 0

    @property
    def note(self) -> str:
        """What the codebook says once they are applied."""
        many = f"{len(self.items)} correction{'s' if len(self.items) != 1 else ''}"
        return f"{many} from {self.file or 'a script'}" + (f" (sha256 {self.digest})" if self.digest else "")


def lacking(correction: Correction, absent: tuple[str, ...] = ()) -> Iterator[Problem]:
    """What a correction should say and does not; `absent` names values that were not written at all."""
    wanted = [] if correction.case or correction.row else ["the case (or its row)"]
    if correction.drop and not correction.case:  # rows move when one is taken out
        wanted += [] if correction.variable else ["a variable and the old value, to know the row by"]
    if not correction.drop:
        wanted += [] if correction.variable else ["the variable"]
        wanted += [f"the {name} value" for name in absent]
    wanted += [] if correction.reason.strip() else ["the reason"]
    wanted += [] if correction.who.strip() else ["who says so"]
    if wanted:
        hint = "to empty a cell write `blank`" if "the new value" in wanted else LACKING.mend
        yield Problem(LACKING, f"lacking: {', '.join(wanted)}", correction.place, hint)
