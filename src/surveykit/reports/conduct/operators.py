"""The page of operators: interviews, keystrokes and hours of each, their rework, and errors that verification found."""

from collections.abc import Iterable, Sequence

from surveykit.paradata.visits import BREAK
from surveykit.paradata.work import Work
from surveykit.reports.document import Block, Document, Heading, Paragraph
from surveykit.reports.plural import Counted
from surveykit.reports.table import Column, Row, Table
from surveykit.verification.entries import Verified
from surveykit.verification.errors import Errors, of_all, of_operators, of_questions

_WORK = (
    Column("operator", "Operator"),
    Column("completed", "Completed", "count", group="Interviews"),
    Column("second", "Second entries", "count", group="Interviews"),
    Column("rejected", "Sent back", "count", group="Interviews"),
    Column("typical", "Minutes each", "number", 1, "Interviews"),
    Column("hours", "Hours", "number", 2, "At work"),
    Column("days", "Days", "count", group="At work"),
    Column("interviews_per_hour", "Interviews an hour", "number", 1),
)
_ANSWERS = (
    Column("operator", "Operator"),
    Column("answered", "Given", "count", group="Answers"),
    Column("answers_per_hour", "An hour", "number", 0, "Answers"),
    Column("changed", "Changed %", "percent", group="Answers"),
    Column("overridden", "Checks accepted", "count"),
    Column("keys", "Struck", "count", group="Keys"),
    Column("keys_per_hour", "An hour", "number", 0, "Keys"),
)
_WORK_NOTES = (
    (
        f"At work: time at questions and pages; of a stay of more than {BREAK / 60:g} minutes without a stored answer "
        "the rest is a break. Minutes each (the median) and interviews an hour count second entries too. Sent back: "
        "completed by this operator, rejected by a supervisor."
    ),
)
_ANSWER_NOTES = (
    "Changed: answers changed, taken back or brought back, in percent of those given.",
    "Keys are known where answers were entered in the app.",
)
_ERRORS = (
    Column("operator", "Operator"),
    Column("fields", "Fields keyed twice", "count"),
    Column("differing", "Differing", "count"),
    Column("wrong", "Found wrong", "count"),
    Column("undecided", "Not settled", "count"),
    Column("per_thousand", "Errors in 1,000 fields", "number", 1),
    Column("kappa", "Kappa", "number", 3),
)
_ERROR_NOTES = (
    (
        "Every answer keyed is a field, in first entries and in second ones. Found wrong: another answer was chosen "
        "when the difference was settled; as long as some are not settled, there may be more errors. Kappa is that of "
        "this operator's entries with the others of the same forms, pooled over questions."
    ),
)
_QUESTIONS = (
    Column("question", "Question"),
    Column("fields", "Keyed twice", "count"),
    Column("differing", "Differing", "count"),
    Column("wrong", "First", "count", group="Found wrong"),
    Column("second_wrong", "Second", "count", group="Found wrong"),
    Column("undecided", "Not settled", "count"),
    Column("per_thousand", "Errors in 1,000", "number", 1),
    Column("agreement", "Agreement %", "percent"),
    Column("kappa", "Kappa", "number", 3),
    Column("error", "Std. error", "number", 3),
)
_QUESTION_NOTES = (
    (
        "Errors in 1,000 are those of first entries, whose answers are used. Kappa is Cohen's (1960), with the "
        "standard error of Fleiss, Cohen and Everitt (1969); an empty answer is a category. There is none where both "
        "entries always hold the same one answer. That of all questions is pooled (De Vries and others 2008)."
    ),
)


def operators(work: Sequence[Work], verified: Verified, title: str, order: Sequence[str] = ()) -> Document:
    """What operators did and how well: their work, and what verification found of them and of each question.

    Args:
        work: the work of each.
        verified: what was keyed twice.
        title: where it is from, such as the name of the store.
        order: the questions in the order of the instrument.
    """
    blocks: list[Block] = [Paragraph(summary(work, verified))]
    blocks += [
        Heading("Work"),
        Table("Interviews and time", _WORK, tuple(map(_work, work)), _WORK_NOTES, "work"),
        Table("Answers and keys", _ANSWERS, tuple(map(_answers, work)), _ANSWER_NOTES, "answers"),
    ]
    if verified.keyed:
        of_each = tuple(Row((_named(found.name), *_rate(found))) for found in of_operators(verified.keyed))
        blocks += [Heading("Verification"), Table("Errors of operators", _ERRORS, of_each, _ERROR_NOTES, "errors")]
        blocks.append(_questions(of_questions(verified.keyed, order), of_all(verified.keyed)))
    return Document(f"Operators of {title}", tuple(blocks))


def summary(work: Iterable[Work], verified: Verified) -> str:
    """What was done and found, in a few sentences."""
    done = list(work)
    people, interviews = Counted(len(done)), Counted(sum(one.interviews for one in done))
    second, hours = Counted(sum(one.entries for one in done)), sum(one.active for one in done) / 3600
    said = f"{people} {people:operator|operators}: {interviews} {interviews:interview|interviews}"
    said += f" and {second} {second:second entry|second entries}" if second else ""
    said += f" completed, {hours:.1f} hours at work."
    forms, under_way = Counted(len(verified.forms)), Counted(len(verified.under_way))
    if not forms and not under_way:
        return f"{said} No form was keyed twice."
    found = of_all(verified.keyed)
    said += f" {forms} {forms:form was|forms were} keyed twice"
    said += f", and {under_way} more {under_way:is|are} under way" if under_way else ""
    if not found.fields:
        return f"{said}."
    said += f": {found.differing} of {found.fields} fields differ ({100 * found.differing / found.fields:.2f} %)"
    said += f", {found.undecided} of them not settled" if found.undecided else ""
    kappa = found.agreement.kappa
    return f"{said}; kappa {kappa:.3f}." if kappa is not None else f"{said}."


def _work(work: Work) -> Row:
    typical = None if work.typical is None else work.typical / 60
    counts = (work.completed - work.second, work.second, work.rejected, typical)
    return Row((_named(work.name), *counts, work.active / 3600, len(work.days), work.interviews_per_hour))


def _answers(work: Work) -> Row:
    changed = 100 * work.changed / work.answered if work.answered else None
    given = (work.answered, work.answers_per_hour, changed, work.overridden)
    return Row((_named(work.name), *given, work.keys, work.keys_per_hour))


def _rate(found: Errors) -> tuple[float | None, ...]:
    counts = (found.fields, found.differing, found.wrong, found.undecided)
    return (*counts, found.per_thousand, found.agreement.kappa)


def _questions(questions: Iterable[Errors], together: Errors) -> Table:
    rows = (*(_question(found, found.name) for found in questions), _question(together, "All questions", "total"))
    return Table("Errors of questions", _QUESTIONS, rows, _QUESTION_NOTES, "questions")


def _question(found: Errors, name: str, role: str = "body") -> Row:
    agreement = found.agreement
    cells = (
        *(name, found.fields, found.differing, found.wrong, found.second_wrong, found.undecided, found.per_thousand),
        *(100 * agreement.observed, agreement.kappa, agreement.error),
    )
    return Row(cells, "total" if role == "total" else "body")


def _named(name: str) -> str:
    return name or "(no name)"
