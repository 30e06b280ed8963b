"""The tables of the page on which printed numbers hold: places by status, and every finding of a place."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from surveykit.reports.picture import Item, Likert, Picture
from surveykit.reports.reproduction.places import EXPLAINED, JUDGED, MOST_DIGITS, Place, cell_of, decimals, own, shown
from surveykit.reports.reproduction.words import SIGNS, kind_of, status_of, word
from surveykit.reports.table import Cell, Column, Row, Table
from surveykit.reproduction.finding import Finding
from surveykit.reproduction.judge import Judgement
from surveykit.reproduction.table import Tables

COLUMNS = ("id", "check", "locus", "cell", "status", "published", "recomputed", "low", "high", "note", "says")
"""What a program is told of each finding."""


def counts(found: tuple[Place, ...], language: str) -> Table:
    """How many findings of each status there are at each place; statuses that nothing has are left out."""
    there = {finding.status for place in found for finding in place.findings}
    statuses = [status for status in SIGNS if status in there]
    columns = (
        Column("where", word("where", language)),
        *(Column(status, f"{SIGNS[status]} {status_of(status, language)}", "count") for status in statuses),
        Column("all", word("all", language), "count"),
    )

    def row(name: str, findings: list[Finding], role: str = "body") -> Row:
        counted = Counter(finding.status for finding in findings)
        cells = [counted[status] or None for status in statuses]
        return Row((name, *cells, len(findings)), role)  # type: ignore[arg-type]

    rows = [row(place.locus, list(place.findings)) for place in found]
    whole = [finding for place in found for finding in place.findings]
    total = row(word("total", language), whole, "total")
    return Table(word("counts", language), columns, (*rows, total), (), "counts")


def picture(found: tuple[Place, ...], language: str) -> Iterator[Picture]:
    """The shares of statuses at each place, as bars from dark, what does not hold, to light; none of one place."""
    judged = [place for place in found if place.judged]
    if len(judged) < 2:
        return
    there = {finding.status for place in judged for finding in place.judged}
    statuses = [status for status in JUDGED if status in there]
    items = []
    for place in judged:
        counted = Counter(finding.status for finding in place.judged)
        shares = tuple(100 * counted[status] / len(place.judged) for status in statuses)
        items.append(Item(place.locus, shares, len(place.judged)))
    levels = tuple(f"{SIGNS[status]} {status_of(status, language)}" for status in statuses)
    many, wrong = (
        sum(len(part) for part in parts) for parts in zip(*((p.judged, p.wrong) for p in judged), strict=True)
    )
    said = word("seen", language, n=many, wrong=wrong)
    yield Picture(word("picture", language), Likert(levels, tuple(items), 0), said, key="picture")


def findings(place: Place, judgement: Judgement, language: str) -> Table:
    """Every finding of a place, check by check."""
    ranged = word("range", language)
    columns = (
        Column("status", word("status", language)),
        Column("cell", word("cell", language)),
        Column("published", word("published", language)),
        Column("recomputed", word("recomputed", language), "number"),
        Column("low", word("low", language), "number", None, ranged),
        Column("high", word("high", language), "number", None, ranged),
        Column("note", word("note", language)),
        Column("check", word("check", language)),
    )
    checks = {check.id: check for check in judgement.published.file.checks}
    notes: dict[str, None] = {}
    for finding in place.findings:
        if finding.id in checks:
            notes |= dict.fromkeys(
                [checks[finding.id].note, checks[finding.id].why if finding.status in EXPLAINED else ""]
            )
    rows = []
    for (name, check), some in groupby(place.findings, key=lambda finding: (finding.id, finding.check)):
        said = checks[name].says if name in checks else ""
        rows.append(Row((said or kind_of(check, language).capitalize(), *[""] * (len(columns) - 1)), "heading"))
        rows += [
            _row(own(finding, judgement.published), said, judgement.published.tables, language) for finding in some
        ]
    return Table(place.heading, columns, tuple(rows), tuple(filter(None, notes)), place.locus)


def _row(finding: Finding, said: str, tables: Tables, language: str) -> Row:
    digits = decimals(finding)
    status = f"{SIGNS[finding.status]} {status_of(finding.status, language)}"
    cells: tuple[Cell, ...] = (
        status,
        cell_of(finding, tables, language),
        "" if finding.check in {"claim", "note"} or finding.published == said else finding.published,
        _number(finding, finding.recomputed),
        *(None if finding.low == finding.high else _number(finding, end) for end in (finding.low, finding.high)),
        finding.note,
        finding.id,
    )
    return Row(cells, decimals=tuple((key, digits) for key in ("recomputed", "low", "high")))


def _number(finding: Finding, value: float | str | None) -> Cell:
    """A number, or in words one too small for its decimals."""
    if isinstance(value, float) and value and abs(value) < 10**-MOST_DIGITS:
        return shown(finding, value)
    return value


def rows(judgement: Judgement, language: str) -> Table:
    """Every finding as a program wants it: full names of cells, codes of statuses, the same in every language."""
    numbers = {"recomputed", "low", "high"}
    columns = tuple(Column(key, key, "number" if key in numbers else "text") for key in COLUMNS)
    found = tuple(Row(tuple(record[key] for key in COLUMNS)) for record in judgement.records())  # type: ignore[misc]
    return Table(word("rows", language), columns, found, (), "findings")
