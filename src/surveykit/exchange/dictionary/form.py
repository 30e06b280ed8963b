"""The exchange of data dictionaries."""

from typing import Final

from surveykit.exchange.base import Exchange
from surveykit.exchange.dictionary.read import read, recognises
from surveykit.exchange.dictionary.write import write

EXCHANGE: Final = Exchange(
    name="dictionary",
    title="data dictionary (workbook)",
    suffixes=(".xlsx",),
    recognises=recognises,
    read=read,
    write=write,
)
