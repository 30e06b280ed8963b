"""The validation as a document: the rules that are broken, the cases that break them, then every test."""

from collections.abc import Iterable, Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.missing import Value
from surveykit.quality.findings import Finding, Group
from surveykit.quality.validate import Report
from surveykit.reports.document import Block, Document, Findings, Heading, Paragraph
from surveykit.reports.table import Cell, Column, Row, Table
from surveykit.reports.validation.model import Validated, case_of, severity_of, shown, shown_of, summary, validated
from surveykit.reports.validation.words import word


def validation(report: Report, codebook: Codebook, title: str, language: str = "en") -> Document:
    """A report as a document, with messages and headings in a language."""
    return page(validated(report, codebook, title, language))


def page(made: Validated) -> Document:
    """A summary, the rules that are broken, the cases that break them, and all tests."""
    language, report = made.language, made.report
    blocks: list[Block] = [Paragraph(summary(made))]
    if report.others:
        blocks += [Heading(word("beside_tests", language)), Findings(report.others, len(report.others))]
    tests = [group for group in made.groups if group.unit == "cases"]
    clusters = [group for group in made.groups if group.unit == "clusters"]
    broken = [group for group in (*tests, *clusters) if group.failed]
    if broken:
        blocks.append(Heading(word("fails", language)))
    if failing := [group for group in tests if group.failed]:
        blocks.append(_table(word("tests_failing", language), failing, made, "failing"))
    blocks += [_cases(group, made) if group.unit == "cases" else _clusters(group, made) for group in broken]
    if clusters:
        blocks += [Heading(word("by_clusters", language)), _cluster_table(clusters, made)]
    blocks += [
        Heading(word("all_tests", language), anchor="every"),
        _table(word("made", language), tests, made, "tests"),
    ]
    return Document(word("validation", language, title=made.title), tuple(blocks), language)


def _columns(made: Validated, shared: str) -> Iterator[Column]:
    """Those of a table of rules; how many are known, where anything is."""
    language = made.language
    yield Column("severity", word("severity", language))
    yield Column(shared, word(shared, language))
    yield Column("rule", word("rule", language))
    yield Column("what", word("what", language))
    yield Column("failed", word("failed", language), "count")
    if made.baseline:
        yield Column("known", word("known", language), "count")
    yield Column("undetermined", word("undetermined", language), "count")
    yield Column("passed", word("passed", language), "count")


def _table(title: str, groups: Iterable[Group], made: Validated, key: str) -> Table:
    rows = tuple(Row(tuple(_counts(group, made))) for group in groups)
    return Table(title, tuple(_columns(made, "variable")), rows, (word("why_undetermined", made.language),), key)


def _cluster_table(groups: Iterable[Group], made: Validated) -> Table:
    language = made.language
    outside = {result.rule.id: result.outside for result in made.report.clusters}
    rows = tuple(Row((*_counts(group, made), outside[group.key])) for group in groups)
    columns = (*_columns(made, "by"), Column("outside", word("outside", language), "count"))
    return Table(word("every_cluster", language), columns, rows, (word("why_clusters", language),), "clusters")


def _counts(group: Group, made: Validated) -> Iterator[Cell]:
    yield from (severity_of(group, made.language), group.variable, group.id, group.what, group.failed)
    if made.baseline:
        yield group.known_failed
    yield from (group.undetermined, group.passed)


def _cases(group: Group, made: Validated) -> Table:
    """The cases that fail a test: one row a case, with the values the test read."""
    language = made.language
    found = shown_of(group)
    names = list(dict.fromkeys(name for finding in found for name in (finding.variable, *dict(finding.others))))
    columns = [Column("case", word("case", language)), *(Column(name, name) for name in names)]
    known = [Column("status", word("status", language))] if made.baseline else []
    rows = []
    for place, finding in enumerate(found):
        values = {finding.variable: finding.value, **dict(finding.others)}
        cells: list[Cell] = [case_of(finding, language), *(_cell(values.get(name)) for name in names)]
        rows.append(Row((*cells, *_status(made, known=place >= len(group.new)))))
    named = len(found)
    shown = f"{word('shown', language, n=named, total=group.failed)} " if named < group.failed else ""
    title = f"{group.variable}: {group.id}. {group.what}"
    notes = (f"{shown}{group.rule.code}: {group.rule.mend}",)
    return Table(title, (*columns, *known), tuple(rows), notes, f"cases_{group.id}_{group.variable}")


def _status(made: Validated, *, known: bool) -> Iterator[str]:
    if made.baseline:
        yield word("known_one" if known else "new_one", made.language)


def _clusters(group: Group, made: Validated) -> Table:
    """The clusters that fail a rule: one row a cluster, with the cases it is made of."""
    language = made.language
    sizes = {c.value: c.n for result in made.report.clusters if result.rule.id == group.key for c in result.clusters}
    columns = (
        Column(group.variable, group.variable),
        Column("n", word("cases", language), "count"),
        Column("cases", word("which", language)),
    )
    found = shown_of(group)
    rows = tuple(Row((_cell(f.value), sizes[f.value], _which(f))) for f in found)
    shown = f"{word('clusters_shown', language, n=len(rows), total=group.failed)} " if len(rows) < group.failed else ""
    notes = (f"{shown}{group.rule.code}: {group.rule.mend}",)
    title = f"{group.variable}: {group.id}. {group.what}"
    return Table(title, columns, rows, notes, f"clusters_{group.id}")


def _which(finding: Finding) -> str:
    return next((value for _, value in finding.others if isinstance(value, str)), "")


def _cell(value: Value | None) -> str:
    return f"{value:.12g}" if isinstance(value, float) else shown(value)
