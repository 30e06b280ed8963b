"""How a sheet is laid out: whose export it is, its headings, its columns, and the lines that are cases."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from surveykit.formats.table.columns import TabularOptions, headings
from surveykit.formats.table.ends import body_of
from surveykit.formats.table.export import Asked, Export, Service, is_other
from surveykit.formats.table.heads import Heads, heads_of
from surveykit.formats.table.sheet import Line, Sheet, left_out
from surveykit.formats.table.vendors import SERVICES
from surveykit.problems import FormatError, Problem, Rule, listed

RECOGNISED = Rule(
    "SK620",
    "The file is read as the export of a survey service",
    "Each service writes headings, choices and its own columns in its own way; read as a plain table they mislead.",
    'a .csv whose third row holds {"ImportId": ...}',
    "Nothing to mend; -O vendor=none reads it as a plain table.",
)
REPEATS = Rule(
    "SK622",
    "Headings of an export repeat and are numbered",
    "Services let two questions have the same text; the columns stay apart by their numbers.",
    "two questions `Comments` in one form",
    "Nothing to mend; the questions keep their order.",
)
DROPPED = Rule(
    "SK628",
    "Lines of an export are no answers and are left out",
    "Previews and tests are filled in by those who made the questionnaire.",
    "`Survey Preview` in the column Status",
    "Nothing to mend; -O vendor=none reads every line.",
)
NOT_OF_SERVICE = Rule(
    "SK631",
    "The file is no export of the service that was named",
    "Its columns would get meanings they have not.",
    "-O vendor=qualtrics for a list without rows of names and import ids",
    "Leave the option out, or name another service.",
)

_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet taken apart: columns, lines of data, and what was said on the way."""

    columns: tuple[Asked, ...]
    used: tuple[int, ...]  # where each column stands in the sheet
    body: tuple[Line, ...]
    heads: tuple[int, ...]  # the numbers of the lines of headings
    why: str
    units: tuple[str, ...] = ()
    service: Service | None = None
    export: Export | None = None
    problems: tuple[Problem, ...] = ()


def laid_out(sheet: Sheet, options: TabularOptions) -> Laid:
    """Take a sheet apart.

    Raises:
        FormatError: SK540 there are no headings; SK532 two are the same; SK631 it is not of the service named.
    """
    if options.vendor != "none" and options.header is None:
        for service in SERVICES:
            if options.vendor in {"", service.key} and (export := service.recognised(sheet)):
                return _exported(sheet, service, export)
    if options.vendor not in {"", "none"}:
        name = next(service.name for service in SERVICES if service.key == options.vendor)
        raise FormatError(Problem(NOT_OF_SERVICE, f"this is no export of {name}", sheet.whole, NOT_OF_SERVICE.mend))
    return _plain(sheet, heads_of(sheet, options.header))


def own(sheet: Sheet, names: Collection[str]) -> Laid | None:
    """A sheet this program wrote: the names of its dictionary as headings, every line under them a case, blank or not.

    None where no line has such headings.

    Raises:
        FormatError: SK532 two headings are the same.
    """
    known = {name.casefold() for name in names}
    counts = [sum(str(cell).casefold() in known for cell in line.cells) for line in sheet.lines[:_LOOKED_AT]]
    if not any(counts):
        return None
    index = counts.index(max(counts))
    head, lines = sheet.lines[index], {line.number: line for line in sheet.lines[index:]}
    words = ["" if cell is None else str(cell) for cell in head.cells]
    words += [""] * (sheet.width - len(words))
    body = [lines.get(number, Line(number, ())) for number in range(head.number + 1, sheet.last + 1)]
    used = [n for n, word in enumerate(words) if word or any(line.at(n) is not None for line in body)]
    given, problems = headings([words[n] for n in used], lambda place: sheet.heading_place(head.number, used[place]))
    if repeated := [problem for problem in problems if problem.severity == "error"]:
        raise FormatError(repeated)
    columns = tuple(
        Asked(words[n]) if words[n].casefold() in known else Asked(heading.name, heading.label)
        for n, heading in zip(used, given, strict=True)
    )
    return Laid(columns, tuple(used), tuple(body), (head.number,), "they are the names of the dictionary")


def _exported(sheet: Sheet, service: Service, export: Export) -> Laid:
    lines = sheet.lines
    first = export.heads[-1] + 1
    numbers = tuple(lines[index].number for index in export.heads)
    body = tuple(line for index, line in enumerate(lines[first:], first) if index not in export.dropped and line.filled)
    used = _used(sheet, [lines[index] for index in export.heads], body)
    columns = tuple(export.columns[n] for n in used)
    problems = [
        Problem(
            RECOGNISED,
            _words(service, numbers, columns),
            sheet.whole,
            "-O vendor=none reads it as a plain table",
            "note",
        )
    ]
    problems += _left(sheet, export, first, len(used))
    problems += _repeated(sheet, columns)
    why = f"{service.name} writes its headings so"
    return Laid(columns, used, body, numbers, why, (), service, export, tuple(problems))


def _words(service: Service, numbers: Sequence[int], columns: Sequence[Asked]) -> str:
    rows = f"row {numbers[0]}" if len(numbers) == 1 else f"rows {numbers[0]} to {numbers[-1]}"
    what = f"read as an export of {service.name}: headings in {rows}"
    if own := [column.name for column in columns if column.part == "technical"]:
        what += f"; of how it went: {listed(own, 6)}"
    if personal := [column.name for column in columns if column.personal]:
        what += f"; personal: {listed(personal, 6)}"
    return what


def _left(sheet: Sheet, export: Export, first: int, used: int) -> list[Problem]:
    problems = []
    for reason in dict.fromkeys(export.dropped.values()):
        numbers = [sheet.lines[index].number for index, why in export.dropped.items() if why == reason]
        what = f"left out: {reason} ({len(numbers)} row{'s' if len(numbers) > 1 else ''}, the first is {numbers[0]})"
        problems.append(
            Problem(DROPPED, what, sheet.place(numbers[0], 0), "-O vendor=none reads every line", "warning")
        )
    if above := [line for line in sheet.lines[: export.heads[0]] if line.filled]:
        problems.append(left_out(sheet, f"{len(above)} row{'s' if len(above) > 1 else ''} above the headings"))
    if blank := sum(not line.filled for line in sheet.lines[first:]):
        problems.append(left_out(sheet, f"{blank} empty row{'s' if blank > 1 else ''}"))
    if gaps := sheet.width - used:
        problems.append(left_out(sheet, f"{gaps} empty column{'s' if gaps > 1 else ''}"))
    return problems


def _repeated(sheet: Sheet, columns: Sequence[Asked]) -> list[Problem]:
    """Questions with the same text: announced, for their columns differ by number only."""
    seen: dict[tuple[str, str], list[str]] = {}
    for column in columns:
        if column.part == "answer":
            seen.setdefault((column.wording, column.label or column.question), []).append(column.name)
    return [
        Problem(REPEATS, f"'{label[:60]}' heads {len(names)} columns: {listed(names, 6)}", sheet.whole, "", "note")
        for (_, label), names in seen.items()
        if len(names) > 1
    ]


def _plain(sheet: Sheet, heads: Heads) -> Laid:
    body, below = body_of(sheet, heads.first, heads.words)
    used = _used(sheet, [line for line in sheet.lines if line.number in heads.lines], body, heads.words)
    head = heads.lines[-1]
    spread = {place for place, n in enumerate(used) if n in heads.spread}
    named, complaints = headings(
        [heads.words[n] for n in used], lambda place: sheet.heading_place(head, used[place]), spread
    )
    if repeated := [complaint for complaint in complaints if complaint.severity == "error"]:
        raise FormatError(repeated)
    problems = [*heads.problems, *below]
    if gaps := (used[-1] + 1 - len(used) if used else 0):
        problems.append(left_out(sheet, f"{gaps} empty column{'s' if gaps > 1 else ''}"))
    problems += _merged_below(sheet, head)
    problems += complaints
    columns = _with_others([Asked(heading.name, heading.label) for heading in named])
    units = tuple(heads.units[n] for n in used) if heads.units else ()
    return Laid(columns, used, body, heads.lines, heads.why, units, problems=tuple(problems))


def _used(sheet: Sheet, heads: Sequence[Line], body: Sequence[Line], words: Sequence[str] = ()) -> tuple[int, ...]:
    """The columns with a heading or anything under it; in a text, a row has no more cells than the headings."""
    width = max(len(head.cells) for head in heads) if sheet.text else sheet.width
    named = {n for n in range(width) if any(head.at(n) is not None for head in heads)}
    named |= {n for n, word in enumerate(words) if word}
    return tuple(n for n in range(width) if n in named or any(line.at(n) is not None for line in body))


def _merged_below(sheet: Sheet, head: int) -> list[Problem]:
    from surveykit.formats.table.sheet import merged

    spans = [span for span in sheet.merged if span.top > head]
    return [merged(sheet, span, "only its first cell holds the value") for span in spans]


def _with_others(columns: Sequence[Asked]) -> tuple[Asked, ...]:
    """The columns, one for the words behind "Other" tied to the question before it."""
    made: list[Asked] = []
    for column in columns:
        before = made[-1] if made else None
        heading = column.label or column.name
        if before is not None and is_other(heading) and len(heading) <= 60:
            question = before.question or before.name
            made.append(replace(column, question=question, part="other", wording=before.wording or before.label))
        else:
            made.append(column)
    return tuple(made)
