"""XLSForm as a system of questionnaires: how its forms are known, read and written."""

from pathlib import Path

from surveykit.exchange.base import ONE_WAY, Exchange, Reading
from surveykit.instrument.instrument import Instrument
from surveykit.problems import FormatError, Place, Problem


def recognises(path: Path) -> bool:
    """Whether a file is an XLSForm: its sheet `survey` has the columns `type` and `name`, and is none of formr."""
    from surveykit.exchange.xlsform.reader.workbook import headings_of, meant

    headings = {meant(heading) for heading in headings_of(path)}
    formr = {"showif", "optional", "choice1", "block_order", "item_order"}
    return {"type", "name"} <= headings and not formr & headings


def read(path: Path) -> Reading:
    """Read a form of ODK or KoboToolbox."""
    from surveykit.exchange.xlsform.reader.reading import read as read_form

    return read_form(path)


def write(instrument: Instrument, path: Path) -> tuple[Problem, ...]:
    """Write a form of ODK and KoboToolbox as a workbook."""
    from surveykit.exchange.xlsform.writer.writing import write as write_form

    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        what = f"XLSForms are written as .xlsx, not as '{path.suffix}'"
        raise FormatError(Problem(ONE_WAY, what, Place(file=str(path)), "give OUT the suffix .xlsx"))
    return write_form(instrument, path)


EXCHANGE = Exchange(
    "xlsform", "XLSForm (ODK, KoboToolbox)", (".xlsx", ".xlsm", ".xls", ".csv"), recognises, read, write
)
