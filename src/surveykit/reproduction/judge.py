"""The judgement: which printed numbers hold, by the checks of a file, from other numbers and from data."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from surveykit.problems import DataError, Problem
from surveykit.reproduction.check import UNKNOWN_CELL, Given
from surveykit.reproduction.expression import read
from surveykit.reproduction.file import Published
from surveykit.reproduction.finding import STATUSES, Finding, Status
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
                "says": one.says,
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
    problems: list[Problem] = []
    given = Given(published.tables, {}, formulas, values)
    if values is not None:
        given = replace(given, values=_of_data(published, values, given, problems))
    findings: list[Finding] = []
    for number, check in enumerate(published.file.checks):
        try:
            findings += check.judge(given)
        except DataError as refusal:
            place = published.source.place(("checks", number))
            problems += [problem.at(place) for problem in refusal.problems]
    if problems:
        raise DataError(problems)
    return Judgement(published, tuple(findings), values is not None)


def _of_data(published: Published, values: Cells, given: Given, problems: list[Problem]) -> dict[str, Interval]:
    """The values from data; of those the table book has not the problem is told."""
    known: dict[str, Interval] = {}
    for name, said in published.file.values.items():
        if not isinstance(said, FromData):
            continue
        address = (said.entry, said.row, said.column)
        if address in values:
            known[name] = Interval.of(exact(values[address]))
        else:
            what, hint = given.absent(address)
            problems.append(Problem(UNKNOWN_CELL, what, published.source.place(("values", name)), hint))
    return known
