"""Suggestions for coders: from keyword rules, from like answers, and from what was learned; they never decide."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.advice import Advice, Adviser
from surveykit.coding.codings import Coding, Codings
from surveykit.coding.unit import Unit
from surveykit.suggest.alike import Alike, Likeness
from surveykit.suggest.keywords import Keywords
from surveykit.suggest.learned import FEW, MOST, Learned
from surveykit.suggest.spoken import said

SAMPLE = 2000  # answers from which it is reckoned how rare words are


def adviser_of(codings: Codings, frame: CodingFrame, coder: str, language: str = "en") -> Adviser:
    """Who suggests codes to a coder.

    In a blind batch nothing is suggested. Elsewhere suggestions come from the rules of the frame and from the coder's
    own codings; to a coder who was given an open batch, from the codings of all, save those of answers that the coder
    is to judge blind.
    Reasons are given in the language, where the program speaks it.
    What can be prepared is prepared here, not at the first answer: it takes a second or two for 100,000 codings.
    """
    opened = {u for batch in codings.batches if batch.coder == coder and not batch.blind for u in batch.units}
    blind = {u for batch in codings.batches if batch.coder == coder and batch.blind for u in batch.units}
    units = [*codings.units.values()]
    adviser = Suggestions(
        frame,
        [u.text for u in evenly(units, SAMPLE)],
        coder=coder,
        blind=blind - opened,
        open_=opened,
        language=language,
    )
    seen = (c for c in codings.codings.values() if c.coder == coder or (opened and c.unit not in adviser.blind))
    adviser.take([(codings.units[c.unit], c) for c in seen if c.unit in codings.units])
    return adviser


def evenly(units: Sequence[Unit], most: int) -> Sequence[Unit]:
    """At most so many of them, from all over."""
    return units[:: -(-len(units) // most) or 1]


class Suggestions:
    """An adviser over judgements it is given.

    Args:
        frame: the codes that may be suggested.
        texts: some of the answers to be coded, from which it is known how rare words are.
        coder: to whom codes are suggested; "" for nobody in particular.
        blind: answers of which nothing is suggested.
        open_: answers of which the judgements of others are shown; of all where no coder is named.
        language: of the reasons.
    """

    def __init__(
        self, frame: CodingFrame, texts: Iterable[str], *, coder: str = "", blind: Iterable[str] = (),
        open_: Iterable[str] = (), language: str = "en",
    ) -> None:  # fmt: skip
        self.coder, self.blind, self.open = coder, frozenset(blind), frozenset(open_)
        self.place = {code: place for place, code in enumerate(frame.codes) if frame.codes[code].codable}
        self.language = language
        self.keywords = Keywords(frame, language)
        self.alike = Alike()
        self.learned = Learned(tuple(self.place), texts, language)

    def take(self, judged: Sequence[tuple[Unit, Coding]]) -> None:
        """Take many judgements into account at once; of an uncodable answer there is nothing to learn."""
        known = [(unit, coding) for unit, coding in judged if coding.outcome != "uncodable"]
        self.alike.take(known)
        for unit, coding in known[-MOST:]:
            self.keywords.learn(unit, coding)
        self.learned.take([(unit.text, self.given(unit)) for unit, _ in known])

    def learn(self, unit: Unit, coding: Coding) -> None:
        """Take a judgement into account from now on, in the place of an earlier one."""
        if coding.outcome == "uncodable":
            self.forget(unit, coding.coder)
            return
        self.alike.take([(unit, coding)])
        self.keywords.learn(unit, coding)
        self.learned.learn(unit.text, self.given(unit))

    def forget(self, unit: Unit, coder: str) -> None:
        """Leave a judgement that was taken back out of account, as if it had never been made."""
        self.keywords.forget(unit, coder)
        if not self.alike.forget(unit, coder):
            return
        if self.alike.knows(unit.text):
            self.learned.learn(unit.text, self.given(unit))
        else:
            self.learned.forget(unit.text)

    def given(self, unit: Unit) -> dict[str, float]:
        """What was given to answers with these words: code to the share of judgements that gave it."""
        return self.alike.given(unit.text)

    def advice(self, unit: Unit) -> tuple[Advice, ...]:
        """At most five codes, the likeliest first; of a code that several sources name, the surest one is told."""
        return ordered(self.by_source(unit), self.place)

    def by_source(self, unit: Unit) -> Iterator[Advice]:
        """What each source says of an answer; nothing where it is to be judged blind."""
        if unit.id in self.blind:
            return
        yield from self.keywords.advice(unit.text)
        only = "" if unit.id in self.open or not self.coder else self.coder
        yield from (_alike(found, self.coder, self.language) for found in self.alike.to(unit, only))
        yield from self.learned.advice(unit.text)


def ordered(advice: Iterable[Advice], place: Mapping[str, int]) -> tuple[Advice, ...]:
    """The likeliest codes of those that are to be suggested, each once, with its surest source."""
    best: dict[str, Advice] = {}
    for one in advice:
        if one.code in place and (one.code not in best or one.score > best[one.code].score):
            best[one.code] = one
    return tuple(sorted(best.values(), key=lambda one: (-one.score, place[one.code]))[:FEW])


def _alike(found: Likeness, coder: str, language: str) -> Advice:
    judged, percent = found.judged, int(found.percent)  # 100 only where they are the same
    same = found.percent == 100
    why = said(language, "as" if coder in {"", judged.coder} else "as_by", case=judged.case, coder=judged.coder)
    why += said(language, "more", count=found.others) if found.others else ""
    why += said(language, "same" if same else "like", percent=percent)
    source = f"same as {judged.case}" if same else f"like {judged.case}, {percent} %"
    return Advice(found.code, found.share * found.percent / 100, source, why)
