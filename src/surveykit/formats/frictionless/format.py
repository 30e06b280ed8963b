"""The format Data Package: .json with the data beside it as .csv."""

from surveykit.formats.base import Carries, Format
from surveykit.formats.frictionless.read import read
from surveykit.formats.frictionless.write import write
from surveykit.formats.pair.cells import formula_remarks

FORMAT = Format("data-package", (".json",), Carries(whole=True), read, write, remarks=formula_remarks, beside=".csv")
