"""Changes: what differs between two versions of an instrument, judged by what it does to answers that are there."""

from collections.abc import Iterable
from dataclasses import dataclass

from surveykit.codebook.comparing.verdict import SEVERITY, WEIGHT, WORDS, Verdict
from surveykit.problems import Problem, Rule
from surveykit.source import Path_, Source


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: the verdict, what it is, where it stands in the new file, or in the old one if it is gone."""

    verdict: Verdict
    rule: Rule
    about: str  # the question, list, section, check or key it is about
    what: str
    path: Path_
    gone: bool = False
    hint: str = ""

    def problem(self, old: Source, new: Source) -> Problem:
        """The change as a problem with its place: an error where data is lost, a note where it is safe."""
        place = (old if self.gone else new).place(self.path, key=self.gone)
        hint = self.hint or ("" if self.verdict == "safe" else self.rule.mend)
        return Problem(self.rule, f"{WORDS[self.verdict]}: {self.what}", place, hint, SEVERITY[self.verdict])


def worst(changes: Iterable[Change]) -> Verdict:
    """The gravest verdict; safe where nothing changed."""
    return max((change.verdict for change in changes), key=WEIGHT.__getitem__, default="safe")
