"""What coders are compared on: sets of codes, each code as given or not, places on a scale, a group."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from surveykit.agreement.ratings import MISSING, Ratings
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Coding, Codings
from surveykit.coding.unit import normal

UNCODABLE = "(uncodable)"
NONE = "(none)"
YES, NO = "yes", "no"

Uncodable = Literal["value", "left out"]
"""What "cannot be coded" is: a judgement of its own, or no judgement."""

Groups = Mapping[tuple[str, str], str | None]
"""Unit and coder to the group that coder's codes lead to; None, or nothing, where they lead to none."""


@dataclass(frozen=True, slots=True)
class Left:
    """What takes no part in the comparison, and how many.

    Args:
        once: answers that one coder judged.
        never: answers that nobody judged.
        other: answers to other questions.
        open: codings from batches that were not blind.
        changed: codings of words that are others now.
        uncodable: codings as "uncodable", where these are left out.
    """

    once: int = 0
    never: int = 0
    other: int = 0
    open: int = 0
    changed: int = 0
    uncodable: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The sets of codes that coders gave to answers that two or more of them judged.

    Args:
        units: the ids of the answers.
        sets: what each coder gave; "none applies" is the set without codes, "uncodable" a set of its own.
        left: what was left out.
        none: how many of the codings are "none applies".
        uncodable: how many are "uncodable".
    """

    units: tuple[str, ...]
    sets: Ratings
    left: Left
    none: int
    uncodable: int


def judged(codings: Codings, questions: Collection[str], uncodable: Uncodable = "value") -> Judged:
    """What coders hold of the answers to some questions, independently of each other and of what was settled.

    Whoever has not judged an answer is missing there, and neither agrees nor disagrees with anybody.
    """
    asked = {unit.id for unit in codings.units.values() if unit.question in questions}
    open_ = {(batch.name, batch.coder) for batch in codings.batches if not batch.blind}
    held: dict[tuple[str, str], frozenset[str]] = {}
    out: Counter[str] = Counter()
    for key, coding in codings.independent.items():
        if coding.unit not in asked:
            continue
        unit = codings.units[coding.unit]
        if (coding.batch, coding.coder) in open_:
            out["open"] += 1
        elif coding.text not in {"", unit.hash}:
            out["changed"] += 1
        elif coding.outcome == "uncodable" and uncodable == "left out":
            out["uncodable"] += 1
        else:
            held[key] = as_set(coding)
    times = Counter(unit for unit, _ in held)
    shared = tuple(unit for unit in codings.units if times[unit] >= 2)
    part = {key: kept for key, kept in held.items() if times[key[0]] >= 2}
    coders = sorted({coder for _, coder in part})
    left = Left(
        once=sum(number == 1 for number in times.values()),
        never=len(asked) - len(times),
        other=len(codings.units) - len(asked),
        **out,
    )
    return Judged(
        shared,
        rated(part, shared, coders),
        left,
        sum(not kept for kept in part.values()),
        sum(UNCODABLE in kept for kept in part.values()),
    )


def as_set(coding: Coding) -> frozenset[str]:
    """What a coder gave an answer as a set of codes."""
    return frozenset({UNCODABLE}) if coding.outcome == "uncodable" else frozenset(coding.codes)


def rated(
    held: Mapping[tuple[str, str], Hashable | None],
    units: Iterable[str],
    coders: Iterable[str],
    categories: Iterable[Hashable] = (),
) -> Ratings:
    """Ratings from what each coder holds of each unit."""
    rows, columns = list(units), list(coders)
    number = {value: place for place, value in enumerate(categories)}
    marks = np.full((len(rows), len(columns)), MISSING)
    for row, unit in enumerate(rows):
        for column, coder in enumerate(columns):
            value = held.get((unit, coder))
            if value is not None:
                marks[row, column] = number.setdefault(value, len(number))
    return Ratings(marks, tuple(number), tuple(columns))


def by_code(made: Judged, frame: CodingFrame) -> dict[str, Ratings]:
    """For every code that somebody gave, who gave it to which answer: yes or no.

    "None applies" and "uncodable" are in it as codes of their own; beside them every other code is not given.
    """
    kinds = [kind or {NONE} for kind in made.sets.categories if isinstance(kind, frozenset)]
    given = {code for kind in kinds for code in kind}
    found = {}
    for code in in_order(given, frame):
        has = np.array([code in kind for kind in kinds], dtype=np.int64)
        marks = np.where(made.sets.marks >= 0, has[made.sets.marks], MISSING)
        found[code] = Ratings(marks, (NO, YES), made.sets.coders)
    return found


def in_order(codes: Iterable[str], frame: CodingFrame) -> tuple[str, ...]:
    """Codes in the order of the frame; then those it does not have, "none applies" and "uncodable"."""
    given = set(codes)
    last = tuple(code for code in (NONE, UNCODABLE) if code in given)
    return (*frame.ordered(sorted(given - {NONE, UNCODABLE})), *last)


def with_attribute(made: Judged, frame: CodingFrame, attribute: str) -> Ratings:
    """Whether the answer has what an attribute of the frame stands for, to each coder: yes, no, or uncodable."""
    kinds = [kind for kind in made.sets.categories if isinstance(kind, frozenset)]
    names = [UNCODABLE if UNCODABLE in kind else YES if frame.has(kind, attribute) else NO for kind in kinds]
    categories = (NO, YES, UNCODABLE) if made.uncodable else (NO, YES)
    number = np.array([categories.index(name) for name in names], dtype=np.int64)
    return Ratings(np.where(made.sets.marks >= 0, number[made.sets.marks], MISSING), categories, made.sets.coders)


def on_scale(made: Judged, frame: CodingFrame) -> Ratings:
    """The place each coder gave an answer on the scale of the frame: the number of the code, or its rank.

    Who says "none applies" or "uncodable", or gives a code the frame does not have, gives no place.
    """
    codes = [code for code, facts in frame.codes.items() if facts.codable]
    values = [frame.codes[code].value if frame.scale != "ordinal" else n for n, code in enumerate(codes, 1)]
    place = {frozenset({code}): n for n, code in enumerate(codes)}
    number = np.array([place.get(kind, MISSING) for kind in made.sets.categories] or [MISSING], dtype=np.int64)  # type: ignore[call-overload]  # sets of codes
    marks = np.where(made.sets.marks >= 0, number[made.sets.marks], MISSING)
    return Ratings(marks, tuple(values), made.sets.coders).shared()


def in_groups(made: Judged, groups: Groups) -> Ratings:
    """The group each coder's codes lead to; whoever's lead to none, or take no part, is missing there."""
    rows, columns = np.nonzero(made.sets.marks >= 0)
    taken = ((made.units[row], made.sets.coders[column]) for row, column in zip(rows, columns, strict=True))
    kept = {key: groups.get(key) for key in taken}
    names = sorted({name for name in kept.values() if name is not None})
    return rated(kept, made.units, made.sets.coders, names)


def each_wording_once(made: Judged, codings: Codings) -> Ratings:
    """The sets of codes of the first of the answers that have the same words."""
    seen: dict[tuple[str, str], int] = {}
    for place, name in enumerate(made.units):
        unit = codings.units[name]
        seen.setdefault((unit.question, normal(unit.text) or name), place)
    return Ratings(made.sets.marks[list(seen.values())], made.sets.categories, made.sets.coders)
