"""The judgement: which printed numbers hold, by the checks of a file, from other numbers and from data."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveykit.problems import DataError, Problem, listed, nearest
from surveykit.reproduction.check import UNKNOWN_CELL, Given
from surveykit.reproduction.expression import UnknownError, read
from surveykit.reproduction.file import Published
from surveykit.reproduction.finding import STATUSES, Finding, Status, plain
from surveykit.reproduction.interval import Interval, exact
from surveykit.reproduction.written import FromData
from surveykit.stats.framed import Framed

Cells = Mapping[tuple[str, str, str], float]
"""The unrounded cells of a table book: entry, label of the row, key of the column."""


@dataclass(frozen=True, slots=True)
class Judgement(Framed):
    """What all checks of a file find, in the order of the file; `data` says whether there were data."""

    published: Published
    findings: tuple[Finding, ...]
    data: bool

    @property
    def holds(self) -> bool:
        """Whether nothing that is printed is contradicted."""
        return all(finding.holds for finding in self.findings)

    def counts(self, findings: Sequence[Finding] | None = None) -> dict[Status, int]:
        """How many findings there are of each status, in the order of the statuses."""
        counted = Counter(finding.status for finding in (self.findings if findings is None else findings))
        return {status: counted[status] for status in STATUSES if counted[status]}

    def records(self) -> Sequence[Mapping[str, object]]:
        """A row for each finding."""
        return [
            {
                "id": one.id,
                "locus": one.locus,
                "check": one.check,
                "cell": one.cell,
                "published": one.published,
                "recomputed": one.recomputed,
                "status": one.status,
                "low": one.low,
                "high": one.high,
                "note": one.note,
            }
            for one in self.findings
        ]


def judge(published: Published, values: Cells | None = None) -> Judgement:
    """Judge what a file prints.

    Args:
        published: the file, as `load_published` reads it.
        values: the unrounded cells of the table book that was made from data; None where there are no data.

    Raises:
        DataError: SK918, a value is asked for that the table book has not; every one at its place.
    """
    formulas = {name: read(str(published.file.values[name])) for name in published.order}
    given = Given(published.tables, _of_data(published, values), formulas, values)
    findings = [finding for check in published.file.checks for finding in check.judge(given)]
    return Judgement(published, (*findings, *_derived(published, given)), values is not None)


def _of_data(published: Published, values: Cells | None) -> dict[str, Interval]:
    """The values from data, where there are data."""
    if values is None:
        return {}
    known: dict[str, Interval] = {}
    problems: list[Problem] = []
    for name, said in published.file.values.items():
        if not isinstance(said, FromData):
            continue
        address = (said.entry, said.row, said.column)
        if address in values:
            known[name] = Interval.of(exact(values[address]))
        else:
            what, hint = absent(address, values)
            problems.append(Problem(UNKNOWN_CELL, what, published.source.place(("values", name)), hint))
    if problems:
        raise DataError(problems)
    return known


def absent(address: tuple[str, str, str], values: Cells) -> tuple[str, str]:
    """What to say of a cell the table book has not: the words, and a hint."""
    held: list[tuple[str, str, str]] = list(values)
    for depth, kind in enumerate(("entry", "row", "column")):
        known = list(dict.fromkeys(cell[depth] for cell in held))
        if address[depth] not in known:
            what = f"the table book has no {kind} '{address[depth]}'{_within(address[:depth])}"
            return what, nearest(address[depth], known) or f"they are {listed(known)}"
        held = [cell for cell in held if cell[depth] == address[depth]]
    return f"the table book has no cell {' / '.join(address)}", ""


def _within(address: tuple[str, ...]) -> str:
    return f" in {' / '.join(address)}" if address else ""


def _derived(published: Published, given: Given) -> Iterator[Finding]:
    """Values that follow from cells: each is worked out, and told, as a new number."""
    for name in published.order:
        text = str(published.file.values[name])
        try:
            extent = given.extent(read(text))
        except UnknownError as unknown:
            yield Finding(name, "", "value", name, "", None, "not_recomputable", note=str(unknown))
            continue
        middle, reach = extent.numbers
        low, high = plain(reach.low), plain(reach.high)
        yield Finding(name, "", "value", name, "", float(middle.middle), "derived", low, high, text)
