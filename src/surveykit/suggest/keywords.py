"""Keyword rules of a frame as suggestions: which match an answer, and how often each was right so far."""

from collections import Counter
from collections.abc import Iterator

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.frames.keywords import matches
from surveykit.coding.advice import Advice
from surveykit.coding.codings import Coding
from surveykit.coding.unit import Unit
from surveykit.suggest.spoken import said

Rule = tuple[str, str]
"""A code and one of its keywords."""


class Keywords:
    """The rules of a frame; the more often one was right, the surer it is.

    Source:
        The rule of succession, (right + 1) / (matched + 2): Laplace (1774).
    """

    def __init__(self, frame: CodingFrame, language: str = "en") -> None:
        self.frame = frame
        self.language = language
        self._right = Counter[Rule]()
        self._matched = Counter[Rule]()
        self._judged: dict[tuple[str, str], tuple[list[Rule], list[Rule]]] = {}

    def learn(self, unit: Unit, coding: Coding) -> None:
        """See which rules were right of an answer; a judgement of the same coder takes the place of the former."""
        self.forget(unit, coding.coder)
        found = [*self._found(unit.text)]
        right = [rule for rule in found if rule[0] in coding.codes]
        self._judged[unit.id, coding.coder] = found, right
        self._matched.update(found)
        self._right.update(right)

    def forget(self, unit: Unit, coder: str) -> None:
        """Count a judgement no more."""
        found, right = self._judged.pop((unit.id, coder), ([], []))
        self._matched.subtract(found)
        self._right.subtract(right)

    def advice(self, text: str) -> Iterator[Advice]:
        """A suggestion for every rule that matches."""
        for (code, keyword), words in self._found(text).items():
            right, matched = self._right[code, keyword], self._matched[code, keyword]
            why = said(self.language, "says", words=words)
            why += said(self.language, "right", right=right, matched=matched) if matched else ""
            yield Advice(code, (right + 1) / (matched + 2), f"rule {keyword}", why)

    def _found(self, text: str) -> dict[Rule, str]:
        """The rules that match, each with the words it matched first."""
        found: dict[Rule, str] = {}
        for match in matches(text, self.frame):
            found.setdefault((match.code, match.keyword), text[match.start : match.end])
        return found
