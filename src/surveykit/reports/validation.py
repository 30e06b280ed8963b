"""The validation report: each test with how the cases did, then the cases that fail."""

from collections.abc import Mapping

from surveykit.codebook.codebook import Codebook
from surveykit.missing import Value
from surveykit.quality.validate import Report, Result
from surveykit.reports.document import Block, Document, Findings, Heading, Paragraph
from surveykit.reports.plural import Counted
from surveykit.reports.table import Column, Row, Table

Messages = Mapping[str, str]
"""What the instrument says of a broken check, by its id."""

_COLUMNS = (
    Column("severity", "Severity"),
    Column("variable", "Variable"),
    Column("rule", "Rule"),
    Column("what", "What fails"),
    Column("failed", "Failed", "count"),
    Column("undetermined", "Undetermined", "count"),
    Column("passed", "Passed", "count"),
)


def summary(report: Report) -> str:
    """The report in one sentence."""
    hard = sum(result.failed for result in report.failing if result.test.severity == "error")
    soft = Counted(sum(result.failed for result in report.failing if result.test.severity == "warning"))
    undetermined = sum(result.undetermined for result in report.results)
    n, tests, failing, beside = map(Counted, (report.n, len(report.results), len(report.failing), len(report.others)))
    others = f"; {beside} {beside:finding|findings} beside the tests" if beside else ""
    return (
        f"{n} {n:case|cases}, {tests} {tests:test|tests}: {hard} hard and {soft} soft {soft:failure|failures} in "
        f"{failing} {failing:test|tests}; {undetermined} undetermined for want of an answer{others}."
    )


def validation(report: Report, codebook: Codebook, title: str, language: str = "en") -> Document:
    """A report as a document: a summary, the tests that fail, the cases that fail them, and all tests.

    The messages of the instrument's checks are in the language asked for; the page itself is in English.
    """
    messages = {check.id: check.message.into(language) for check in codebook.checks if check.message}
    blocks: list[Block] = [Paragraph(summary(report))]
    if report.others:
        blocks += [Heading("Beside the tests"), Findings(report.others, len(report.others))]
    if report.failing:
        blocks += [Heading("What fails"), _table("Tests that fail", report.failing, messages, "failing")]
    for result in report.failing:
        blocks += _named(result, messages)
    blocks += [Heading("All tests"), _table("Every test that was made", report.results, messages, "tests")]
    return Document(f"Validation of {title}", tuple(blocks))


def _said(result: Result, messages: Messages) -> str:
    return messages.get(result.test.id, result.test.what)


def _table(title: str, results: tuple[Result, ...], messages: Messages, key: str) -> Table:
    rows = tuple(
        Row(
            (
                "hard" if result.test.severity == "error" else "soft",
                result.test.variable,
                result.test.id or result.test.rule.code,
                _said(result, messages),
                result.failed,
                result.undetermined,
                result.passed,
            )
        )
        for result in results
    )
    notes = ("Undetermined: an answer the test needs is missing; it neither passes nor fails.",)
    return Table(title, _COLUMNS, rows, notes, key)


def _named(result: Result, messages: Messages) -> list[Block]:
    """The cases that fail a test: one row a case, with the values the test read."""
    test = result.test
    names = [name for name, _ in result.cases[0].values]
    first = Column("case", "Case") if any(case.id for case in result.cases) else Column("n", "Cases", "count")
    columns = (first, *(Column(name, name) for name in names))
    rows = tuple(Row((case.id or case.n, *(_cell(value) for _, value in case.values))) for case in result.cases)
    named = sum(case.n for case in result.cases)
    shown = f"{named} of {result.failed} cases are shown. " if named < result.failed else ""
    notes = (f"{shown}{test.rule.code}: {test.rule.mend}",)
    title = f"{test.variable}: {test.id or test.rule.code}. {_said(result, messages)}"
    return [Table(title, columns, rows, notes, f"cases_{test.id or test.rule.code}_{test.variable}")]


def _cell(value: Value | None) -> str:
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)
