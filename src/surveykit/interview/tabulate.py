"""Tabulating: interviews as a dataset of codes, off-route answers left out."""

from collections.abc import Iterable, Iterator, Sequence

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.expr.rosters import ROWS
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.kinds import Question
from surveykit.instrument.project import CASE, codebook_of, shuffled
from surveykit.interview.interview import Interview
from surveykit.interview.plan import plan_of
from surveykit.interview.rows import of_row
from surveykit.interview.session import Session
from surveykit.interview.shown import order_shown
from surveykit.missing import NOT_ASKED, Answer, Empty, Value
from surveykit.problems import DataError, Place, Problem, Rule

Row = dict[str, Value | None]

MISFIT = Rule(
    "SK829",
    "An interview holds a value of another type than its variable",
    "A text cannot stand in a column of numbers; left out, nobody would know that it was given.",
    "a register that held telephone numbers as texts when cases were drawn, and has numbers in the version of today",
    "Open the interview again, and carry it over to a version of the instrument in which the variable has that type.",
)


def tabulate(instrument: Instrument, interviews: Iterable[Interview], roster: str = "") -> Dataset:
    """Interviews as a table of codes: a row a case, a column a variable of the instrument's codebook.

    A question off the route holds its else value, or the code of "not asked"; one that was passed over is blank.
    Second entries, which only verify others, are left out.

    Args:
        instrument: what was asked.
        interviews: the interviews, in the order of the rows.
        roster: the id of a roster section, for a table with a line for each of its rows, linked by the case.
    """
    plan = plan_of(instrument)
    sessions = (Session.begin(plan, interview) for interview in interviews if not interview.verifies)
    rows = [row for session in sessions for row in (rows_of(session, roster) if roster else [row_of(session)])]
    return dataset_of(codebook_of(instrument, roster), rows)


def dataset_of(codebook: Codebook, rows: Sequence[Row]) -> Dataset:
    """Rows of cells as a dataset, a column a variable.

    Raises:
        DataError: SK829, values are of another type than their variables.
    """
    import pyarrow as pa

    columns = {}
    for variable in codebook:
        cells = [row.get(variable.name) for row in rows]
        whole = variable.decimals == 0 and not any(isinstance(cell, float) for cell in cells)
        kind = pa.string() if variable.type != "number" else pa.int64() if whole else pa.float64()
        try:
            columns[variable.name] = pa.array(cells, kind)
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            if not (misfits := tuple(_misfits(variable, rows))):
                raise
            raise DataError(misfits) from error
    return Dataset(codebook, pa.table(columns))


def _misfits(variable: Variable, rows: Iterable[Row]) -> Iterator[Problem]:
    """The values of a column that are not of its type."""
    kind = (int, float) if variable.type == "number" else str
    for row in rows:
        cell = row.get(variable.name)
        if cell is not None and not isinstance(cell, kind):
            what = f"{cell!r} is no {'number' if variable.type == 'number' else 'text'}"
            yield Problem(MISFIT, what, Place(case=str(row.get(CASE)), variable=variable.name), MISFIT.mend)


def row_of(session: Session) -> Row:
    """One interview as cells: codes, missing codes and values."""
    row: Row = {CASE: session.interview.id, **session.interview.register}
    for section, question in session.instrument.asked():
        if not session.instrument.roster_of(section):
            row.update(_cells(session, question, ""))
    for computed in session.instrument.computed:
        row[computed.id] = _computed(session.values.get(computed.id))
    for name in shuffled(session.instrument):
        row[f"{name}_order"] = " ".join(map(str, order_shown(session.plan, name, session.interview.seed)))
    return row


def rows_of(session: Session, roster: str) -> Iterator[Row]:
    """The rows of a roster in one interview; those in which nothing is asked are left out."""
    instrument = session.instrument
    above = instrument.rosters_above(roster)
    asked = [question for section, question in instrument.asked() if instrument.roster_of(section) == roster]
    rows = [""]
    for section in above:
        rows = [inner for outer in rows for inner in _rows(session, section.id, outer)]
    for row in rows:
        if all(of_row(question.id, row) in session.off for question in asked):
            continue
        cells: Row = {CASE: session.interview.id}
        for depth, section in enumerate(above, 1):
            name = section.roster.row if section.roster else ""
            cells[name] = session.values.get(of_row(name, ".".join(row.split(".")[:depth])))  # type: ignore[assignment]
        for question in asked:
            cells.update(_cells(session, question, row))
        yield cells


def _rows(session: Session, roster: str, above: str) -> tuple[str, ...]:
    return session.values.get(of_row(f"{ROWS}{roster}", above), ())  # type: ignore[return-value]


def _cells(session: Session, question: Question, row: str) -> Row:
    name = of_row(question.id, row)
    said: Answer | None = session.interview.answers.get(name)
    if name in session.off:
        said = question.otherwise if session.values[name] == question.otherwise else None
        said = Empty(NOT_ASKED) if said is None else said
    return question.encode(said, session.instrument.commons)


def _computed(value: object) -> Value | None:
    """A computed value as a cell, never rounded; one that could not be decided is blank."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int | float | str) else None
