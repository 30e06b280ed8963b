"""Tabulating: interviews as a dataset of codes, off-route answers left out."""

from collections.abc import Iterable

from surveykit.dataset.dataset import Dataset
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.project import CASE, codebook_of
from surveykit.interview.interview import Interview
from surveykit.interview.plan import plan_of
from surveykit.interview.session import Session
from surveykit.missing import NOT_ASKED, Answer, Empty, Value

Row = dict[str, Value | None]


def tabulate(instrument: Instrument, interviews: Iterable[Interview]) -> Dataset:
    """Interviews as a table of codes: a row a case, a column a variable of the instrument's codebook.

    A question off the route holds its else value, or the code of "not asked"; one that was passed over is blank.
    """
    import pyarrow as pa

    codebook = codebook_of(instrument)
    plan = plan_of(instrument)
    rows = [row_of(Session.begin(plan, interview)) for interview in interviews]
    columns = {}
    for variable in codebook:
        cells = [row.get(variable.name) for row in rows]
        whole = variable.decimals == 0 and not any(isinstance(cell, float) for cell in cells)
        kind = pa.string() if variable.type != "number" else pa.int64() if whole else pa.float64()
        columns[variable.name] = pa.array(cells, kind)
    return Dataset(codebook, pa.table(columns))


def row_of(session: Session) -> Row:
    """One interview as cells: codes, missing codes and values."""
    commons = session.instrument.commons
    row: Row = {CASE: session.interview.id, **session.interview.register}
    for name, question in session.instrument.questions.items():
        said: Answer | None = session.interview.answers.get(name)
        if name in session.off:
            said = question.otherwise if session.values[name] == question.otherwise else None
            said = Empty(NOT_ASKED) if said is None else said
        row.update(question.encode(said, commons))
    for computed in session.instrument.computed:
        row[computed.id] = _computed(session.values.get(computed.id))
    return row


def _computed(value: object) -> Value | None:
    """A computed value as a cell, never rounded; one that could not be decided is blank."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int | float | str) else None
