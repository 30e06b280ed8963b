"""Delimited text as formats: .csv and .tsv both ways."""

from dataclasses import replace

from surveykit.formats.base import Carries, Format
from surveykit.formats.delimited.options import DelimitedOptions
from surveykit.formats.delimited.parts import in_parts, stream
from surveykit.formats.delimited.read import read
from surveykit.formats.delimited.write import remarks, write

CARRIES = Carries(blank_texts=False, lost_characters=r"\x00", infinite=False)
CSV = Format(
    "csv", (".csv",), CARRIES, read, write, DelimitedOptions, remarks=remarks, stream=stream, in_parts=in_parts
)
TSV = replace(CSV, name="tsv", suffixes=(".tsv",))
