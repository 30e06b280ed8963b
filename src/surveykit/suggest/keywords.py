"""Keyword rules of a frame as suggestions: which match an answer, and how often each was right so far."""

from collections import Counter
from collections.abc import Iterator

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.frames.keywords import matches
from surveykit.coding.advice import Advice
from surveykit.coding.codings import Coding
from surveykit.coding.unit import Unit
from surveykit.text import Text

Rule = tuple[str, str]
"""A code and one of its keywords."""


class Keywords:
    """The rules of a frame; the more often one was right, the surer it is.

    Source:
        The rule of succession, (right + 1) / (matched + 2): Laplace (1774).
    """

    def __init__(self, frame: CodingFrame) -> None:
        self.frame = frame
        self._right = Counter[Rule]()
        self._matched = Counter[Rule]()

    def learn(self, unit: Unit, coding: Coding) -> None:
        """See which rules were right of an answer."""
        found = self._found(unit.text)
        self._matched.update([*found])
        self._right.update(rule for rule in found if rule[0] in coding.codes)

    def advice(self, text: str) -> Iterator[Advice]:
        """A suggestion for every rule that matches."""
        for (code, keyword), said in self._found(text).items():
            right, matched = self._right[code, keyword], self._matched[code, keyword]
            why = Text({k: f"{says} {said}{_told(k, right, matched)}" for k, says in _SAYS.items()})
            yield Advice(code, (right + 1) / (matched + 2), f"rule {keyword}", why)

    def _found(self, text: str) -> dict[Rule, str]:
        """The rules that match, each with the words it matched first."""
        found: dict[Rule, str] = {}
        for match in matches(text, self.frame):
            found.setdefault((match.code, match.keyword), text[match.start : match.end])
        return found


_SAYS = {"en": "it says", "nb": "det står", "it": "dice", "ru": "сказано:"}
_RIGHT = {
    "en": " (right {right} of {matched} times)",
    "nb": " (rett {right} av {matched} ganger)",
    "it": " (giusto {right} volte su {matched})",
    "ru": " (верно {right} из {matched})",
}


def _told(language: str, right: int, matched: int) -> str:
    """How often a keyword was right so far."""
    return _RIGHT[language].format(right=right, matched=matched) if matched else ""
