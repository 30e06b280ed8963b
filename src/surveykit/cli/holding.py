"""Codings with their frame and data, and the codes that hold, for the verbs that show or count them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.cli.boundary import tell
from surveykit.problems import DataError, Place, Problem, Rule, listed, nearest

if TYPE_CHECKING:
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.coding.codings import Codings
    from surveykit.dataset.dataset import Dataset
    from surveykit.derive.held import Held, Policy

NO_SUCH_CODE = Rule(
    "SK781",
    "The coding frame has no such code",
    "There is nothing to show of it.",
    "surveykit quotes codings.csv --frame italian-after.yaml --code EXPORT",
    "Name a code of the frame.",
)
WORDS_MISSING = Rule(
    "SK782",
    "The words of answers are not known",
    "A quote without words says nothing.",
    "surveykit quotes codings.csv --frame italian-after.yaml, where the table has no column `text`",
    "Name the data that hold the answers: `--data`.",
)
PERSONAL = Rule(
    "SK783",
    "The quotes are of a question that is marked personal",
    "What people wrote may say who they are.",
    "surveykit quotes codings.csv --data firms.parquet, where `after_text` is marked `personal: true`",
    "Read the quotes before they are passed on.",
)


@dataclass(frozen=True, slots=True)
class Work:
    """What a verb works on.

    `held` says which codes hold of each answer; it is None where no policy was asked for. `whose` says it in words.
    """

    codings: "Codings"
    frame: "CodingFrame"
    data: "Dataset | None"
    language: str
    held: "Mapping[str, Held] | None"
    whose: str
    policy: "Policy | None"
    coder: str

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that are coded by the frame."""
        return self.codings.asked(self.frame.questions)

    def resolved(self) -> "Dataset":
        """The data with codes as variables."""
        from surveykit.derive.resolve import resolve

        found = resolve(self.codings, self.frame, self.policy or "adjudicated", self.data, self.coder)
        tell(found.problems)
        return found.dataset


def begun(
    path: Path, frame_path: Path | None, data_path: Path | None, language: str, *, policy: str | None, coder: str
) -> Work:
    """Read codings, their frame and data; what was noticed goes to standard error.

    Raises:
        SurveykitError: one of them cannot be read, or it is not said whose codes are taken.
    """
    from surveykit.cli.coded import beside
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import spoken
    from surveykit.cli.resolve import codings_in
    from surveykit.derive.held import held
    from surveykit.reports.coded.groups import with_words
    from surveykit.reports.coded.words import said

    codings, frame = codings_in(path, frame_path)
    data = None if data_path is None else dataset_of(data_path)
    if data is not None and data_path is not None:
        data = beside(codings, data, data_path)
        codings = with_words(codings, data)
    tell(_noticed(codings, data, path))
    policy = "single" if coder else policy
    spoken_in = spoken(language, frame)
    whose = said(policy, spoken_in, coder=coder) if policy else ""
    chosen: Policy | None = policy  # type: ignore[assignment]  # one of the choices of the option
    holds = held(codings, frame, chosen, coder) if chosen else None
    return Work(codings, frame, data, spoken_in, holds, whose, chosen, coder)


def _noticed(codings: "Codings", data: "Dataset | None", path: Path) -> Iterable[Problem]:
    bare = sum(not unit.text for unit in codings.units.values())
    if bare:
        what = f"{bare} of {len(codings.units)} answers have no words"
        yield Problem(WORDS_MISSING, what, Place(str(path)), WORDS_MISSING.mend, "warning")
    if data is not None:
        for question in codings.questions:
            if question in data.codebook and data.codebook[question].personal:
                what = f"'{question}' is marked personal"
                yield Problem(PERSONAL, what, Place(variable=question), PERSONAL.mend, "warning")


def refused_codes(codes: Iterable[str], frame: "CodingFrame") -> None:
    """Refuse codes that the frame does not have, all at once.

    Raises:
        DataError: SK781, there is no such code.
    """
    strange = [code for code in codes if code not in frame.codes]
    if strange:
        raise DataError(
            Problem(
                NO_SUCH_CODE,
                f"the frame '{frame.name}' has no code '{code}'",
                hint=nearest(code, frame.codes) or f"the codes are {listed([*frame.codes])}",
            )
            for code in strange
        )
