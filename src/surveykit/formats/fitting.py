"""Fitting a codebook into a narrower format: missing codes into few places, names into rules, texts into bytes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

from surveykit.codebook.variable import Range
from surveykit.formats.base import Naming, Room
from surveykit.missing import Value

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The missing codes and ranges declared, what found no place, and the ranges that say more than was meant."""

    codes: tuple[Value, ...] = ()
    ranges: tuple[Span, ...] = ()
    lost: tuple[str, ...] = ()
    widened: tuple[Span, ...] = ()


def fit(codes: Sequence[Value], ranges: Sequence[Span], room: Room, valid: Callable[[Span], bool]) -> Fitted:
    """Declare as many missing codes and ranges as there is room for, neighbours merged into a range where needed.

    Args:
        codes: single missing codes, those that matter most first.
        ranges: missing ranges, both ends included.
        room: what the format allows for one variable.
        valid: whether a span holds a valid value; such a span is never declared missing.

    Example:
        >>> fit([-1, -7, -8, -9], [], Room(3, 1, 1), lambda span: False)
        Fitted(codes=(-1,), ranges=((-9, -7),), lost=(), widened=())
    """
    codes = list(dict.fromkeys(codes))
    free = [code for code in codes if isinstance(code, str) or not any(lo <= code <= hi for lo, hi in ranges)]
    if _fits(len(free), len(ranges), room):
        return Fitted(tuple(free), tuple(ranges))
    if any(isinstance(code, str) for code in codes) or room.ranges == 0:
        kept = free[: room.codes]
        return Fitted(tuple(kept), (), tuple(_named(free[len(kept) :], ranges)))
    spans: list[Span] = sorted([*ranges, *((code, code) for code in free if not isinstance(code, str))])
    chosen = max(_candidates(spans, room, valid), key=lambda candidate: (len(candidate.covered), -candidate.breadth))
    lost = [span for span in spans if span not in chosen.covered]
    return Fitted(
        tuple(lo for lo, hi in chosen.declared if lo == hi),
        tuple((lo, hi) for lo, hi in chosen.declared if lo < hi),
        tuple(_named([lo for lo, hi in lost if lo == hi], [(lo, hi) for lo, hi in lost if lo < hi])),
        tuple(span for span in chosen.declared if span[0] < span[1] and not _said(span, spans)),
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    declared: tuple[Span, ...]
    covered: tuple[Span, ...]

    @property
    def breadth(self) -> float:
        return sum(hi - lo for lo, hi in self.declared)


def _candidates(spans: list[Span], room: Room, valid: Callable[[Span], bool]) -> Iterator[_Candidate]:
    """Every way to declare some of the spans: single codes only, or one merged range with codes beside it."""
    singles = [span for span in spans if span[0] == span[1]]
    for some in combinations(singles, min(room.codes or 0, len(singles))):
        yield _Candidate(some, some)
    for first in range(len(spans)):
        for last in range(first, len(spans)):
            hull = (spans[first][0], max(hi for _, hi in spans[first : last + 1]))
            if last > first and valid(hull):
                continue
            inside = tuple(span for span in spans if hull[0] <= span[0] and span[1] <= hull[1])
            outside = [span for span in singles if span not in inside]
            for beside in combinations(outside, min(room.beside or 0, len(outside))):
                yield _Candidate((hull, *beside), (*inside, *beside))


def _fits(codes: int, ranges: int, room: Room) -> bool:
    most = room.codes if ranges == 0 else room.beside
    return (most is None or codes <= most) and (room.ranges is None or ranges <= room.ranges)


def _said(span: Span, spans: list[Span]) -> bool:
    """Whether a merged range holds nothing but what was declared: every whole number between its ends."""
    lo, hi = span
    if span in spans:
        return True
    inside = [s for s in spans if lo <= s[0] and s[1] <= hi]
    return all(s[0] == s[1] and float(s[0]).is_integer() for s in inside) and len(inside) == hi - lo + 1


def _named(codes: Iterable[Value], ranges: Iterable[Span]) -> Iterator[str]:
    yield from (f"{code:g}" if isinstance(code, float) else str(code) for code in codes)
    yield from (str(Range(low=None if lo == -inf else lo, high=None if hi == inf else hi)) for lo, hi in ranges)


def cut(text: str, most: int | None, *, letters: bool = False) -> str:
    """A text cut to so many bytes of UTF-8, never within a letter; or to so many letters.

    Example:
        >>> cut("Øystein", 3), cut("Øystein", 3, letters=True)
        ('Øy', 'Øys')
    """
    if most is None or letters:
        return text[:most]
    return text if len(text) * 4 <= most else text.encode()[:most].decode(errors="ignore")


def plain_names(names: Sequence[str], naming: Naming) -> Mapping[str, str]:
    """Each name as a strict format wants it: legal letters, not too long, still unique whatever the case.

    Example:
        >>> dict(plain_names(["size", "2 b", "to"], Naming(64, reserved="to")))
        {'size': 'size', '2 b': 'v_2_b', 'to': 'to_'}
    """
    given: dict[str, str] = {}
    taken: set[str] = set()
    as_they_are = {name.casefold() for name in names}
    for name in names:
        plain = _plain(name, naming)
        number = 2
        while plain.casefold() in taken or (plain != name and plain.casefold() in as_they_are):
            ending = f"_{number}"
            plain = cut(_plain(name, naming), naming.most - len(ending), letters=naming.letters) + ending
            number += 1
        taken.add(plain.casefold())
        given[name] = plain
    return given


def _plain(name: str, naming: Naming) -> str:
    plain = re.sub(rf"[^\w{re.escape(naming.signs)}]", "_", name, flags=re.ASCII if naming.english else 0)
    plain = plain if plain[:1].isalpha() or plain[:1] in tuple(naming.first) else f"v_{plain.lstrip('_')}"
    plain = cut(plain, naming.most, letters=naming.letters).rstrip(".") or "v"
    return f"{plain}_" if re.fullmatch(naming.reserved, plain) else plain
