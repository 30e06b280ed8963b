"""The survey services whose exports are recognised, in the order they are tried."""

from typing import Final

from surveykit.formats.table.export import Service
from surveykit.formats.table.vendors import google, limesurvey, microsoft, odk, qualtrics, redcap, surveymonkey

SERVICES: Final[tuple[Service, ...]] = (
    qualtrics.SERVICE,
    surveymonkey.SERVICE,
    limesurvey.SERVICE,
    redcap.SERVICE,
    odk.SERVICE,
    microsoft.SERVICE,
    google.SERVICE,
)
