"""Keyword rules of a frame as suggestions: which match an answer, and how often each was right so far."""

from collections.abc import Iterator

from surveykit.codebook.frame import CodingFrame
from surveykit.coding.advice import Advice
from surveykit.coding.codings import Coding
from surveykit.coding.unit import Unit


def matches(text: str, frame: CodingFrame) -> tuple[tuple[str, str, int, int], ...]:
    """Stand-in until the frames have their own."""
    folded = text.casefold()
    return tuple(
        (code, keyword, folded.find(keyword.rstrip("*")), 0)
        for code, facts in frame.codes.items()
        for keyword in facts.keywords
        if keyword.rstrip("*").casefold() in folded
    )


class Keywords:
    """The rules of a frame; the more often one was right, the surer it is.

    Source:
        The share of right ones with one right and one wrong added, the rule of succession of Laplace (1774).
    """

    def __init__(self, frame: CodingFrame) -> None:
        self.frame = frame
        self._ruled = any(facts.keywords for facts in frame.codes.values())
        self._right: dict[tuple[str, str], int] = {}
        self._fired: dict[tuple[str, str], int] = {}

    def learn(self, unit: Unit, coding: Coding) -> None:
        """See which rules were right of an answer."""
        for rule in self._found(unit.text):
            self._fired[rule] = self._fired.get(rule, 0) + 1
            self._right[rule] = self._right.get(rule, 0) + (rule[0] in coding.codes)

    def advice(self, text: str) -> Iterator[Advice]:
        """A suggestion for every rule that matches."""
        for rule, said in self._found(text).items():
            right, fired = self._right.get(rule, 0), self._fired.get(rule, 0)
            told = f', right {right} of {fired} times' if fired else ""
            yield Advice(rule[0], (right + 1) / (fired + 2), f"rule {rule[1]}", f"it says \N{LEFT DOUBLE QUOTATION MARK}{said}\N{RIGHT DOUBLE QUOTATION MARK}{told}")

    def _found(self, text: str) -> dict[tuple[str, str], str]:
        """The rules that match, each with the words it matched first."""
        found: dict[tuple[str, str], str] = {}
        for code, keyword, start, end in matches(text, self.frame) if self._ruled else ():
            found.setdefault((code, keyword), text[start:end])
        return found
