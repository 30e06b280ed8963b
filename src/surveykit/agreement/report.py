"""Reports of agreement: what was compared, every coefficient, and where coders differ."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from surveykit.agreement.estimate import Estimate
from surveykit.agreement.spans import Marked
from surveykit.agreement.views import Left

if TYPE_CHECKING:
    import pandas as pd

Part = Literal["overall", "question", "wordings", "scale", "group", "pair", "code"]
"""What the coefficients are of: whole sets of codes, those of one of several questions, the same with each wording
once, codes as places on a scale, the group the codes lead to, two of the coders, or one code."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The agreement of some coders on one thing.

    Args:
        part: what kind of thing.
        about: which: "" for the sets of codes, else the question, the code, the group or the scale, which is
            "(ordinal)" of a pair.
        coders: who is compared.
        units: how many answers two or more of them judged.
        pairs: how many pairs of their judgements of the same answer there are.
        categories: how many different judgements of it there are.
        estimates: the coefficients.
        given: of a code, how many of the judgements gave it.
        positive: of a code, the chance that one coder gives it where another does.
        negative: of a code, the chance that one coder does not give it where another does not.
    """

    part: Part
    about: str
    coders: tuple[str, ...]
    units: int
    pairs: int
    categories: int
    estimates: tuple[Estimate, ...]
    given: int | None = None
    positive: float | None = None
    negative: float | None = None

    def __getitem__(self, name: str) -> Estimate:
        """A coefficient by its name."""
        return next(estimate for estimate in self.estimates if estimate.name == name)


@dataclass(frozen=True, slots=True)
class Confusion:
    """What one coder gave where another gave something else.

    Of two coders the first is in the rows. Of more, all pairs are counted together, and the table is symmetric. Where
    answers have several codes, a code both gave is on the diagonal, and codes only one of them gave stand against
    those only the other gave, or against "(nothing else)".
    """

    about: str
    coders: tuple[str, ...]
    categories: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """How one coder judged answers in the same words.

    Args:
        coder: who.
        wordings: how many wordings the coder judged more than once, not by one key press.
        alike: how many of these were judged in one way every time.
        alpha: alpha of the coder with himself, by MASI.
    """

    coder: str
    wordings: int
    alike: int
    alpha: Estimate


@dataclass(frozen=True, slots=True)
class Settings:
    """How it was computed, so that it can be computed again."""

    questions: tuple[str, ...]
    uncodable: str
    replicates: int
    seed: int
    batches: tuple[str, ...] = ()
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Report:
    """How far coders agree.

    Args:
        frame: the name of the coding frame, and its version.
        several: whether an answer may have several codes.
        answers: how many answers two or more coders judged.
        coders: who judged them.
        judgements: how many codings of them there are.
        none: how many of these are "none applies".
        uncodable: how many are "uncodable".
        left: what was left out.
        unknown: codes that coders gave and the frame does not have.
        compared: the agreement, on everything and of everybody.
        confusions: where coders differ, on the codes and on each group.
        marked: how far coders marked the same words for a code.
        repeated: how each coder judged answers in the same words.
        settings: how it was computed.
    """

    frame: str
    version: str
    several: bool
    answers: int
    coders: tuple[str, ...]
    judgements: int
    none: int
    uncodable: int
    left: Left
    unknown: tuple[str, ...]
    compared: tuple[Compared, ...]
    confusions: tuple[Confusion, ...]
    marked: tuple[Marked, ...]
    repeated: tuple[Repeated, ...]
    settings: Settings

    def of(self, part: Part, about: str | None = None) -> tuple[Compared, ...]:
        """The agreement on a kind of thing, or on one of them."""
        return tuple(one for one in self.compared if one.part == part and about in {None, one.about})

    @property
    def overall(self) -> Compared:
        """The agreement of all coders on the codes."""
        return self.of("overall")[0]

    def to_pandas(self) -> "pd.DataFrame":
        """One row for each coefficient of each comparison."""
        import pandas as pd

        return pd.DataFrame.from_records(list(self._rows()))

    def _rows(self) -> Iterator[dict[str, object]]:
        for one in self.compared:
            for estimate in one.estimates:
                facts = asdict(estimate)
                drawn = facts.pop("drawn") or {"low": None, "high": None}
                yield {
                    "part": one.part,
                    "about": one.about,
                    "coders": " ".join(one.coders),
                    "units": one.units,
                    "pairs": one.pairs,
                    "coefficient": facts.pop("name"),
                    **facts,
                    "drawn_low": drawn["low"],
                    "drawn_high": drawn["high"],
                }
