"""How good suggestions are: tried on the codings themselves, and how many of those shown were taken."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.advice import Advice
from surveykit.coding.codings import Coding, Codings
from surveykit.coding.unit import Unit, normal
from surveykit.problems import DataError, Problem, Rule
from surveykit.suggest.adviser import SAMPLE, Suggestions, evenly, ordered
from surveykit.suggest.learned import FEW, FEWEST

TOO_FEW = Rule(
    "SK780",
    "There are too few codings to measure suggestions",
    "A share of three answers says nothing of the next hundred.",
    "surveykit coding suggest codings.csv --frame frame.yaml, where five answers are coded",
    f"Code at least {2 * FEWEST} different answers first.",
)
SOURCES = ("rule", "alike", "learned", "all", "frequent")
"""Keyword rules, like answers, what was learned, all three together, and always the codes given most often."""

_KINDS = {"same": "alike", "like": "alike"}
Judgement = tuple[Unit, Coding]


@dataclass(frozen=True, slots=True)
class Hits:
    """How one source did: of so many judgements, for how many it said anything, and how often it was right.

    `first` counts where its first code was given, `five` where any of its first five was.
    """

    source: str
    n: int
    said: int
    first: int
    five: int


@dataclass(frozen=True, slots=True)
class Used:
    """What coders did with the suggestions they were shown.

    Args:
        shown: judgements with suggestions on the screen.
        codes: codes given in these.
        at_rank: codes taken from the suggestion shown first, second and so on.
        by_source: codes taken, by what had suggested them.
    """

    shown: int
    codes: int
    at_rank: tuple[int, ...]
    by_source: Mapping[str, int]

    @property
    def taken(self) -> int:
        """Codes that came from a suggestion."""
        return sum(self.at_rank)


@dataclass(frozen=True, slots=True)
class Measured:
    """The measure of suggestions on a project's own codings."""

    judgements: int
    answers: int
    folds: int
    seed: int
    hits: tuple[Hits, ...]
    used: Used


def measured(codings: Codings, frame: CodingFrame, *, coder: str = "", folds: int = 5, seed: int = 1) -> Measured:
    """Try suggestions on answers whose judgement is known, each learned from the other parts.

    Answers with the same words always fall into the same part, so that none is suggested what its twin has.

    Args:
        codings: what was coded.
        frame: the codes.
        coder: whose codings; without a name, what was settled, and what every coder holds of the rest.
        folds: into how many parts the answers are parted.
        seed: of the chance by which they are.

    Raises:
        DataError: SK780, there are too few.
    """
    known = [(unit, coding) for unit, coding in judgements_of(codings, coder) if coding.outcome != "uncodable"]
    words = [*dict.fromkeys(normal(unit.text) for unit, _ in known)]
    if len(words) < 2 * FEWEST:
        what = f"{len(words)} different answers are coded"
        raise DataError(Problem(TOO_FEW, what, hint=TOO_FEW.mend))
    shuffled = [*words]
    Random(seed).shuffle(shuffled)  # noqa: S311 - chance, no secret
    part = {one: place % folds for place, one in enumerate(shuffled)}
    texts = [unit.text for unit in evenly([*codings.units.values()], SAMPLE)]
    counts = Counter[tuple[str, str]]()
    for fold in range(folds):
        others = [(unit, coding) for unit, coding in known if part[normal(unit.text)] != fold]
        tried = [(unit, coding) for unit, coding in known if part[normal(unit.text)] == fold and coding.codes]
        counts += _tried(others, tried, frame, texts)
    hits = tuple(
        Hits(source, counts["", "n"], *(counts[source, what] for what in ("said", "first", "five")))
        for source in SOURCES
    )
    return Measured(len(known), len(words), folds, seed, hits, used(codings.codings.values(), coder))


def judgements_of(codings: Codings, coder: str = "") -> list[Judgement]:
    """What is known of answers: what one coder holds, or what was settled and what every coder holds of the rest."""
    held = [
        coding
        for coding in codings.codings.values()
        if coding.unit in codings.units and (coding.coder == coder if coder else coding.unit not in codings.settled)
    ]
    if not coder:
        held += [
            Coding(one.unit, one.by, one.outcome, one.codes)
            for one in codings.settled.values()
            if one.unit in codings.units
        ]
    return [(codings.units[coding.unit], coding) for coding in held]


def _tried(
    others: Sequence[Judgement], tried: Sequence[Judgement], frame: CodingFrame, texts: Sequence[str]
) -> Counter[tuple[str, str]]:
    """What each source says of some answers, learned from others, and how often it was right."""
    suggestions = Suggestions(frame, texts)
    suggestions.take(others)
    often = Counter(code for _, coding in others for code in coding.codes)
    frequent = tuple(Advice(code, 0, "frequent", "") for code, _ in often.most_common(FEW))
    counts = Counter[tuple[str, str]]()
    for unit, coding in tried:
        said: dict[str, list[Advice]] = {}
        for one in suggestions.by_source(unit):
            said.setdefault(kind_of(one.source), []).append(one)
        every = [one for source in said.values() for one in source]
        ranked = {source: ordered(one, suggestions.place) for source, one in {**said, "all": every}.items()}
        counts["", "n"] += 1
        for source, first in {**ranked, "frequent": frequent}.items():
            counts[source, "said"] += bool(first)
            counts[source, "first"] += any(one.code in coding.codes for one in first[:1])
            counts[source, "five"] += any(one.code in coding.codes for one in first)
    return counts


def kind_of(source: str) -> str:
    """The kind of a source as it was recorded: a rule, a like answer, or what was learned."""
    word = source.replace(",", " ").split(maxsplit=1)[:1]
    return _KINDS.get(word[0], word[0]) if word else ""


def used(codings: Iterable[Coding], coder: str = "") -> Used:
    """What was done with the suggestions shown, as it is recorded with each coding."""
    shown = [coding for coding in codings if coding.shown and coder in {"", coding.coder}]
    taken = [
        (coding.shown.index(code), kind_of(source))
        for coding in shown
        for code, source in coding.accepted.items()
        if code in coding.shown and code in coding.codes
    ]
    ranks, sources = Counter(rank for rank, _ in taken), Counter(source for _, source in taken)
    at_rank = tuple(ranks[rank] for rank in range(1 + max((rank for rank, _ in taken), default=-1)))
    return Used(len(shown), sum(len(coding.codes) for coding in shown), at_rank, dict(sources.most_common()))
