"""XLSForm as a system of questionnaires: how its forms are known, read and written."""

from pathlib import Path

from surveykit.exchange.base import Exchange, Reading


def recognises(path: Path) -> bool:
    """Whether a file is an XLSForm: it has a sheet `survey` with the columns `type` and `name`, and is no formr sheet."""
    from surveykit.exchange.xlsform.reader.workbook import headings_of, meant

    headings = {meant(heading) for heading in headings_of(path)}
    return {"type", "name"} <= headings and not {"showif", "optional"} & headings


def read(path: Path) -> Reading:
    """Read a form of ODK or KoboToolbox."""
    from surveykit.exchange.xlsform.reader.reading import read as read_form

    return read_form(path)


EXCHANGE = Exchange("xlsform", "XLSForm (ODK, KoboToolbox)", (".xlsx", ".xlsm", ".xls", ".csv"), recognises, read)
