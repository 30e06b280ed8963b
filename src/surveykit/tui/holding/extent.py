"""A row more or a row less of a roster, where an answer of the interview says how many there are."""

from dataclasses import dataclass, replace

from surveykit.expr.rosters import ROWS
from surveykit.instrument.control import Number
from surveykit.interview.events import Answered, Cleared
from surveykit.interview.rows import of_row
from surveykit.interview.session import Session, Step


@dataclass(frozen=True, slots=True)
class Extent:
    """How many rows a roster has, the most there may be, and the question that decides."""

    rows: int
    most: int
    question: str  # "" where no single question asked now decides
    counted: bool  # whether the answer to it is the number of rows


def extent_of(session: Session, roster: str, above: str) -> Extent:
    """What decides how many rows a roster has."""
    section = next(section for section in session.instrument.sections if section.id == roster)
    held = session.values.get(of_row(f"{ROWS}{roster}", above), ())
    rows = held if isinstance(held, tuple) else ()
    way = section.roster
    if way is None:
        return Extent(0, 0, "", counted=False)
    if way.while_:
        last = rows[-1] if rows else ""
        condition = session.plan.steps[f"{ROWS}{roster}"].condition
        reads = condition.reads if condition else ()
        named = [of_row(name, last) for name in reads if of_row(name, last) in session.places]
        return Extent(len(rows), way.most, named[-1] if named else "", counted=False)
    return Extent(len(rows), way.most, *_said(session, roster, above, way.each))


def _said(session: Session, roster: str, above: str, each: str | None) -> tuple[str, bool]:
    """The question that decides, and whether its answer is the number of rows and nothing else."""
    section = next(section for section in session.instrument.sections if section.id == roster)
    count = section.roster.count.strip() if section.roster else ""
    condition = session.plan.steps[f"{ROWS}{roster}"].condition
    reads = (each,) if each else condition.reads if condition else ()
    for name in reversed(reads):
        level = session.plan.levels.get(name)
        asked = of_row(name, above if level else "")
        if asked in session.places:
            plain = count == name and isinstance(session.stop(name).control, Number)
            return asked, plain
    return "", False


def without_row(session: Session, roster: str, above: str, row: str, question: str) -> Step | None:
    """What takes a row out of a roster that is counted: the rows after it move up, and there is one less.

    What was in the row is put in the place of the last one, where it is parked as that of a last row would be.

    Args:
        session: the interview, open.
        roster: the roster, which has none within it.
        above: the row it lies in.
        row: the row to go.
        question: the question whose answer is the number of rows.

    Returns:
        The step, or None where the roster has another within it, or a change must be given a reason.
    """
    instrument = session.instrument
    inner = any(section.within == roster and section.roster for section in instrument.sections)
    if inner or instrument.reason_for_change != "never":
        return None
    rows = session.values.get(of_row(f"{ROWS}{roster}", above), ())
    names = session.plan.of_level.get(roster, ())
    acts: list[Answered | Cleared] = []
    answers = session.interview.answers
    if not isinstance(rows, tuple) or row not in rows:
        return None
    later = rows[rows.index(row) :]
    for to, come in zip(later, (*later[1:], row), strict=True):
        for name in names:
            was, answer = answers.get(of_row(name, to)), answers.get(of_row(name, come))
            if answer is not None and answer != was:
                acts.append(Answered(of_row(name, to), answer, was))
            elif answer is None and was is not None:
                acts.append(Cleared(of_row(name, to), was))
    acts.append(Answered(question, len(rows) - 1, answers.get(question)))
    interview = session.interview
    for act in acts:
        interview = interview.after(act)
    after = replace(session, interview=interview).redecided([act.question for act in acts])
    return Step(after, tuple(acts))
