"""Judgement: what a coder makes of one answer, key by key, until it is put into the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Coded, Outcome, Span

Words = tuple[int, int]
"""Where words begin and end in an answer, in code points."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an answer is judged so far; without codes it waits, unless none applies or it is uncodable."""

    outcome: Outcome = "coded"
    codes: tuple[str, ...] = ()
    reason: str = ""
    spans: tuple[Span, ...] = ()
    note: str = ""
    accepted: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, held: Coded | None) -> "Judgement":
        """What is held of an answer, to be looked at and changed."""
        if held is None:
            return cls()
        return cls(held.outcome, held.codes, held.reason, held.spans, held.note, held.accepted)

    @property
    def waits(self) -> bool:
        """Whether nothing was decided."""
        return self.outcome == "coded" and not self.codes

    def toggled(self, code: str, frame: CodingFrame, words: Words | None = None) -> "Judgement":
        """With the code given, to some words where they were chosen; or without it, where it was given already."""
        if words is not None and (span := Span(code, *words)) in self.spans:
            spans = tuple(other for other in self.spans if other != span)
            return replace(self, spans=spans) if any(s.code == code for s in spans) else self.without(code)
        return self.given(code, frame, words) if words is not None or code not in self.codes else self.without(code)

    def given(self, code: str, frame: CodingFrame, words: Words | None = None, source: str = "") -> "Judgement":
        """With a code. One that stands alone, or the only one a frame allows, takes the place of the others.

        Args:
            code: the code; one that answers cannot have changes nothing.
            frame: the codes.
            words: the words it is given for, where it is not given to the whole answer.
            source: where it came from, where a suggestion was accepted.
        """
        facts = frame.codes.get(code)
        if facts is None or not facts.codable:
            return self
        alone = facts.exclusive or not frame.several
        kept = [code] if alone else [code, *(other for other in self.codes if _stays(other, frame))]
        spans = [span for span in self.spans if span.code in kept]
        if words is not None and Span(code, *words) not in spans:
            spans.append(Span(code, *words))
        accepted = {given: said for given, said in self.accepted.items() if given in kept}
        if code not in self.codes and source:
            accepted[code] = source
        return Judgement(
            codes=frame.ordered(kept),
            spans=tuple(sorted(spans, key=lambda span: (span.start, span.end))),
            note=self.note,
            accepted=accepted,
        )

    def without(self, code: str) -> "Judgement":
        """Without a code, and without the places it was given for."""
        return replace(
            self,
            codes=tuple(other for other in self.codes if other != code),
            spans=tuple(span for span in self.spans if span.code != code),
            accepted={given: said for given, said in self.accepted.items() if given != code},
        )

    def none_applies(self) -> "Judgement":
        """No code of the frame applies; said again, it is taken back."""
        return Judgement(note=self.note) if self.outcome == "none" else Judgement("none", note=self.note)

    def uncodable(self, reason: str) -> "Judgement":
        """It cannot be coded, and why; without a reason that is taken back."""
        said = reason.strip()
        return Judgement("uncodable", reason=said, note=self.note) if said else Judgement(note=self.note)

    def noted(self, note: str) -> "Judgement":
        """With a note."""
        return replace(self, note=note.strip())

    def again(self, last: "Judgement") -> "Judgement":
        """Judged as another answer was; the note, and what was accepted there, are not this one's."""
        return Judgement(last.outcome, last.codes, last.reason, note=self.note)


def _stays(code: str, frame: CodingFrame) -> bool:
    """Whether a code may stand beside another one."""
    facts = frame.codes.get(code)
    return facts is not None and facts.codable and not facts.exclusive
