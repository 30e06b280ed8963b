"""What simulated interviews covered: question by question, choice by choice, check by check."""

from surveykit.interview.simulate.coverage import Coverage
from surveykit.reports.document import Block, Document, Heading, Paragraph
from surveykit.reports.plural import Counted
from surveykit.reports.table import Column, Row, Table

_QUESTIONS = (
    Column("question", "Question"),
    Column("asked", "Asked", "count"),
    Column("answered", "Answered", "count"),
    Column("empty", "Empty", "count"),
    Column("true", "True", "count", group="Relevance"),
    Column("false", "False", "count", group="Relevance"),
    Column("unknown", "Unknown", "count", group="Relevance"),
)
_CHOICES = (Column("question", "Question"), Column("choice", "Choice"), Column("chosen", "Chosen", "count"))
_CHECKS = (
    Column("check", "Check"),
    Column("question", "Question"),
    Column("severity", "Severity"),
    Column("held", "Held", "count"),
    Column("broken", "Broken", "count"),
    Column("undetermined", "Undetermined", "count"),
    Column("refused", "Refused", "count"),
)
_NEVER = (Column("what", "What"), Column("never", "Never seen"))


def summary(coverage: Coverage) -> str:
    """What was covered, in a sentence."""
    asked = sum(bool(asking.asked) for asking in coverage.questions.values())
    decided = [a for name, a in coverage.questions.items() if coverage.plan.steps[name].condition is not None]
    both = sum(bool(asking.true and asking.false) for asking in decided)
    chosen = sum(bool(times) for times in coverage.choices.values())
    n = Counted(coverage.interviews)
    said = (
        f"{n:,} {n:interview|interviews}: {asked} of {len(coverage.questions)} questions and notes asked, {both} of "
        f"{len(decided)} conditions seen true and false, {chosen} of {len(coverage.choices)} choices chosen"
    )
    return f"{said}; every branch covered." if coverage.every_branch else f"{said}."


def simulation(coverage: Coverage, title: str) -> Document:
    """The coverage as a document: what was never seen, then all that was."""
    never = tuple(Row((what, how)) for what, how in coverage.never())
    blocks: list[Block] = [Paragraph(summary(coverage))]
    if never:
        blocks += [Heading("Never seen"), Table("What no interview came by", _NEVER, never, _OF_NEVER, "never")]
    questions = tuple(
        Row((name, a.asked, a.answered, a.empty, *((a.true, a.false, a.unknown) if _decided(coverage, name) else _ALL)))
        for name, a in coverage.questions.items()
    )
    choices = tuple(Row((name, str(value), times)) for (name, value), times in coverage.choices.items())
    checks = tuple(
        Row((check, rule.question, rule.check.severity, h.held, h.broken, h.undetermined, h.refused))
        for check, h in coverage.checks.items()
        for rule in [coverage.plan.rules[check]]
    )
    blocks += [Heading("Questions"), Table("How often each was asked", _QUESTIONS, questions, (), "questions")]
    if choices:
        blocks += [Heading("Choices"), Table("How often each was chosen", _CHOICES, choices, (), "choices")]
    if checks:
        notes = ("Refused: how often an answer was turned down because the check would have been broken.",)
        blocks += [Heading("Checks"), Table("How each did in the end", _CHECKS, checks, notes, "checks")]
    return Document(f"Simulation of {title}", tuple(blocks))


_ALL = (None, None, None)
_OF_NEVER = ("More interviews may come by it; or it cannot happen, which `surveykit check` finds out.",)


def _decided(coverage: Coverage, name: str) -> bool:
    return coverage.plan.steps[name].condition is not None
