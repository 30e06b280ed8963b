"""The validation report: each test with how the cases did, then the cases that fail."""

from surveykit.problems import Problem
from surveykit.quality.validate import Report, Result
from surveykit.reports.document import Block, Document, Findings, Heading, Paragraph
from surveykit.reports.table import Column, Row, Table

_COLUMNS = (
    Column("severity", "Severity"),
    Column("variable", "Variable"),
    Column("rule", "Rule"),
    Column("what", "What fails"),
    Column("failed", "Failed", "count"),
    Column("undetermined", "Undetermined", "count"),
    Column("passed", "Passed", "count"),
)


def validation(report: Report, title: str) -> Document:
    """A report as a document: a summary, the tests that fail, all tests, and the cases."""
    failing = report.failing
    hard = sum(result.failed for result in failing if result.test.severity == "error")
    soft = sum(result.failed for result in failing if result.test.severity == "warning")
    undetermined = sum(result.undetermined for result in report.results)
    summary = (
        f"{report.n} cases, {len(report.results)} tests: {hard} hard and {soft} soft failures in {len(failing)} tests; "
        f"{undetermined} undetermined for want of an answer."
    )
    blocks: list[Block] = [Paragraph(summary)]
    if report.others:
        blocks += [Heading("Beside the tests"), Findings(report.others, len(report.others))]
    if failing:
        blocks.append(_table("Tests that fail", failing, "failing"))
    for result in failing:
        blocks += _named(result)
    blocks.append(_table("All tests", report.results, "tests"))
    return Document(f"Validation of {title}", tuple(blocks))


def _table(title: str, results: tuple[Result, ...], key: str) -> Table:
    rows = tuple(
        Row(
            (
                "hard" if result.test.severity == "error" else "soft",
                result.test.variable,
                result.test.id or result.test.rule.code,
                result.test.what,
                result.failed,
                result.undetermined,
                result.passed,
            )
        )
        for result in results
    )
    notes = ("Undetermined: an answer the test needs is missing; it neither passes nor fails.",)
    return Table(title, _COLUMNS, rows, notes, key)


def _named(result: Result) -> list[Block]:
    test = result.test
    problems: tuple[Problem, ...] = tuple(result.problems())
    heading = f"{test.variable}: {test.id or test.rule.code}"
    return [Heading(heading, 3), Findings(problems, result.failed)]
