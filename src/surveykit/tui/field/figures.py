"""Figures of the fieldwork as lines of the screen: tables of numbers with bars, as wide as the terminal."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from surveykit.fieldwork.disposition import DISPOSITIONS, Group
from surveykit.fieldwork.progress import Group as Cases
from surveykit.fieldwork.progress import Progress
from surveykit.fieldwork.rates import RATES, percent
from surveykit.tui.draft import shortened
from surveykit.tui.lines import Line, Piece
from surveykit.tui.words import say

EIGHTHS = " ▏▎▍▌▋▊▉█"
BAR = 16  # cells of a bar
LEAST = 12  # cells a name is left with


class Row(NamedTuple):
    """A row of a table: its name, its numbers as they are printed, and the share its bar shows."""

    name: str
    numbers: Sequence[str]
    share: float | None = None


def overview(progress: Progress, language: str, width: int) -> list[Line]:
    """What a project leader looks for first: how many cases, how they stand, and the rates."""
    whole = progress.whole
    tried = (f"{whole.tried:,}", in_percent(whole.tried, whole.cases))
    rows = [Row(say(language, "field_tried"), tried, whole.tried / whole.cases)]
    counted: tuple[tuple[str, Sequence[Group]], ...] = (
        ("field_complete", ("I",)),
        ("field_partial", ("P",)),
        ("field_refusal", ("R",)),
        ("field_noncontact", ("NC",)),
        ("field_other", ("O",)),
        ("field_unknown", ("UH", "UO")),
        ("field_ineligible", ("NE",)),
    )
    for word, groups in counted:
        n = sum(getattr(whole.counts, group) for group in groups)
        rows.append(Row(say(language, word), (f"{n:,}", in_percent(n, whole.cases)), n / whole.cases))
    head = (say(language, "field_cases", n=f"{whole.cases:,}"), ("n", "%"))
    return [*table(head, rows, width), (), *_rates(progress, language, width)]


def _rates(progress: Progress, language: str, width: int) -> Iterator[Line]:
    """The rates side by side, as many as fit in a line."""
    e = say(language, "field_e", e=f"{progress.e:.4g}")
    yield (Piece(f" {say(language, 'field_rates')}", "section"), Piece(f"  {e}", "dim"))
    found = [f"{rate.name:<6}{rated(progress.whole, rate.name, progress.e):>6}" for rate in RATES]
    across = max((width - 1) // 16, 1)
    for first in range(0, len(found), across):
        yield (Piece("".join(f" {said}   " for said in found[first : first + across]).rstrip()),)


def outcomes(progress: Progress, language: str, width: int) -> list[Line]:
    """The cases by outcome code."""
    whole = progress.whole.cases
    rows = [
        Row(f"{code:<6}{DISPOSITIONS[code].words.into(language)}", (f"{n:,}", in_percent(n, whole)), n / whole)
        for code, n in progress.outcomes.items()
    ]
    return table((say(language, "field_outcomes"), ("n", "%")), rows, width)


def strata(progress: Progress, language: str, width: int) -> list[Line]:
    """The strata with their rates, and all cases in the last row."""
    head = (progress.stratum, ("n", "I", "P", "R", "COOP1", "RR1"))
    found = (*progress.strata, progress.whole)
    rows = [
        Row(name, (*_counts(group, "IPR"), *_rated(group, progress.e)), group.rate("RR1"))
        for group, name in zip(found, _names(progress.strata, say(language, "field_not_known")), strict=True)
    ]
    return [*table(head, rows, width), *_letters(language)]


def interviewers(progress: Progress, language: str, width: int) -> list[Line]:
    """The interviewers with what they have done, and all cases in the last row."""
    head = (say(language, "field_interviewer"), ("n", say(language, "field_attempts"), "I", "P", "R", "COOP1", "RR1"))
    found = (*progress.interviewers, progress.whole)
    rows = []
    for group, name in zip(found, _names(progress.interviewers, say(language, "field_nobody")), strict=True):
        n, *counts = _counts(group, "IPR")
        numbers = (n, f"{group.attempts:,}", *counts, *_rated(group, progress.e))
        rows.append(Row(name, numbers, group.rate("RR1")))
    return [*table(head, rows, width), *_letters(language)]


def _letters(language: str) -> list[Line]:
    return [(), (Piece(f" {say(language, 'field_letters')}", "dim"),)]


def _names(groups: Sequence[Cases], nameless: str) -> list[str]:
    return [*(group.name or nameless for group in groups), "Σ"]


def _counts(group: Cases, letters: str) -> list[str]:
    return [f"{group.cases:,}", *(f"{getattr(group.counts, letter):,}" for letter in letters)]


def _rated(group: Cases, e: float) -> list[str]:
    return [rated(group, name, e) for name in ("COOP1", "RR1")]


def quotas(progress: Progress, language: str, width: int) -> list[Line]:
    """The quotas with what is completed and still wanted."""
    rows = [
        Row(
            q.name,
            [f"{n:,}" for n in (q.wanted, q.completed, max(q.wanted - q.completed, 0))],
            q.completed / (q.wanted or 1),
        )
        for q in progress.quotas
    ]
    words = tuple(say(language, word) for word in ("field_wanted", "field_complete", "field_left"))
    return table((say(language, "field_quotas"), words), rows, width)


def days(progress: Progress, language: str, width: int) -> list[Line]:
    """What was done day by day, the last one first."""
    rows = [
        Row(day.day, (f"{day.attempts:,}", f"{day.completed:,}", f"{day.so_far:,}"), day.so_far / progress.whole.cases)
        for day in reversed(progress.days)
    ]
    words = tuple(say(language, word) for word in ("field_attempts", "field_complete", "field_so_far"))
    return table((say(language, "field_days"), words), rows, width)


def table(head: tuple[str, Sequence[str]], rows: Sequence[Row], width: int) -> list[Line]:
    """A table: names to the left, numbers under their headings, bars where there is room."""
    name, headings = head
    columns = [
        2 + max([cell_len(heading), *(cell_len(row.numbers[place]) for row in rows)])
        for place, heading in enumerate(headings)
    ]
    widest = max([cell_len(name), *(cell_len(row.name) for row in rows)])
    bars = BAR if width - sum(columns) - BAR - 3 >= min(widest, LEAST * 2) else 0
    room = max(min(widest, width - sum(columns) - bars - 3), LEAST)
    lines: list[Line] = [(Piece(f" {_cells(name, headings, room, columns)}", "section"),)]
    for row in rows:
        said = f" {_cells(row.name, row.numbers, room, columns)}"
        drawn = bar(row.share, bars - 1) if bars and row.share is not None else ""
        lines.append((Piece(said), Piece(f"  {drawn}", "answer")) if drawn else (Piece(said),))
    return lines


def _cells(name: str, numbers: Sequence[str], room: int, columns: Sequence[int]) -> str:
    cut = shortened(name, room) if cell_len(name) > room else name
    said = "".join(" " * (width - cell_len(number)) + number for number, width in zip(numbers, columns, strict=True))
    return f"{cut}{' ' * (room - cell_len(cut))}{said}"


def in_percent(part: int, whole: int) -> str:
    """A share as it is printed.

    Example:
        >>> in_percent(814, 4230), in_percent(0, 0)
        ('19.2', '–')
    """
    return percent(part / whole) if whole else "–"


def rated(group: Cases, name: str, e: float) -> str:
    """A rate in per cent as it is printed; a dash where there is nobody it could be of."""
    found = group.rate(name, e)
    return "–" if found is None else percent(found)


def bar(share: float, cells: int) -> str:
    """A bar in block characters; a share above nothing is seen.

    Example:
        >>> bar(0.5, 4), bar(0.0001, 4), bar(0.0, 4)
        ('██', '▏', '')
    """
    eighths = round(8 * cells * min(max(share, 0.0), 1.0))
    whole, rest = divmod(max(eighths, 1) if share > 0 else 0, 8)
    return "█" * whole + EIGHTHS[rest].strip()
