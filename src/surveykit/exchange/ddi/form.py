"""The exchange of DDI-Codebook files."""

from typing import Final

from surveykit.exchange.base import Exchange
from surveykit.exchange.ddi.read import read, recognises
from surveykit.exchange.ddi.write import write

EXCHANGE: Final = Exchange(
    name="ddi",
    title="DDI-Codebook 2.5",
    suffixes=(".xml",),
    recognises=recognises,
    read=read,
    write=write,
)
