"""What an interview hands on to the round after it: the cells of its case by variable."""

from surveykit.interview.session import Session
from surveykit.missing import Value


def handed_on(session: Session) -> dict[str, Value]:
    """What the case answered, was known of it and was computed; blanks are left out, codes of empty answers are not."""
    instrument, commons = session.instrument, session.instrument.commons
    cells: dict[str, object] = dict(session.interview.register)
    for section, question in instrument.asked():
        if not instrument.roster_of(section):
            cells.update(question.encode(session.values.get(question.id), commons))  # type: ignore[arg-type]
    cells.update((computed.id, session.values.get(computed.id)) for computed in instrument.computed)
    return {name: cell for name, cell in cells.items() if isinstance(cell, int | float | str)}
