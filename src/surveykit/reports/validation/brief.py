"""The validation in short, for a terminal: the rules that are broken, the worst first, with the first cases."""

from surveykit.quality.findings import Finding, Group
from surveykit.reports.document import Block, Document, Paragraph
from surveykit.reports.table import Column, Row, Table
from surveykit.reports.validation.model import Validated, case_of, severity_of, shown, summary, written
from surveykit.reports.validation.words import word

MOST_RULES = 12
MOST_CASES = 3
_SHORT = 60  # characters of a value


def brief(made: Validated) -> Document:
    """What is new, counted by rule, the worst first, and the first cases of each."""
    language = made.language
    broken = [group for group in made.groups if group.new_failed]
    blocks: list[Block] = [Paragraph(summary(made))]
    if broken:
        blocks.append(_table(broken[:MOST_RULES], made))
    else:
        blocks.append(Paragraph(word("nothing_new" if made.known else "nothing", language)))
    if len(broken) > MOST_RULES:
        blocks.append(Paragraph(word("more_rules", language, n=len(broken) - MOST_RULES), "note"))
    return Document(word("validation", language, title=made.title), tuple(blocks), language)


def _table(groups: list[Group], made: Validated) -> Table:
    language = made.language
    columns = [
        Column("severity", word("severity", language)),
        Column("variable", word("variable", language)),
        Column("rule", word("rule", language)),
        Column("what", word("what", language)),
        Column("new", word("new" if made.baseline else "failed", language), "count"),
        Column("undetermined", word("undetermined", language), "count"),
        Column("first", word("first_cases", language)),
    ]
    rows = [
        (severity_of(group, language), group.variable, group.id, group.what, group.new_failed, group.undetermined)
        for group in groups
    ]
    named = [[_case(finding, group, language) for finding in group.new[:MOST_CASES]] for group in groups]
    first = [", ".join(filter(None, cases)) for cases in named]
    body = tuple(Row((*row, cases)) for row, cases in zip(rows, first, strict=True))
    return Table(word("by_rule", language), tuple(columns), body, (word("why_undetermined", language),), "failing")


def _case(finding: Finding, group: Group, language: str) -> str:
    """A case and its value; the variable too where it is another than that of the rule; a cluster and its cases."""
    case = case_of(finding, language)
    if group.unit == "problems":
        return case
    if group.unit == "clusters":
        return f"{shown(finding.value, _SHORT)} ({finding.others[0][1]})"
    if not case or finding.variable != group.variable:
        return written(finding, language, _SHORT)
    return f"{case} ({shown(finding.value, _SHORT) or word('blank', language)})"
