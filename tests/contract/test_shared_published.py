"""The printed numbers of the four papers beside those that were transcribed for the project: none is lost or altered."""

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from shared_numbers import ORACLES

from surveykit.reproduction.file import load
from surveykit.reproduction.written import TableWritten

PUBLISHED = ORACLES.parent / "domain" / "published"
STUDIES = Path(__file__).parents[2] / "studies"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the shared folder of transcribed numbers is not here"),
]
NUMBER = re.compile(r"-?\d*\.?\d+(?:[eE][-+]?\d+)?")
# Where a table of the transcription stands in two or more tables here.
PARTS = {
    ("norway", "fig1"): ("figure1",), ("norway", "fig2"): ("figure2",), ("norway", "meta"): ("survey", "shares"),
    ("belgium", "meta"): ("text",), ("belgium", "jobs"): ("types",), ("belgium", "text19"): ("text19",),
    ("belgium", "table7"): ("table7", "test7"), ("belgium", "table8"): ("table8", "types"),
    ("belgium", "table12"): ("table12", "test12"), ("belgium", "table16"): ("rates16", "table16", "t16"),
    ("belgium", "table23"): ("table23", "pct23"),
}  # fmt: skip
TRANSCRIBED = [
    (paper, table)
    for paper in ("norway", "belgium")
    if PUBLISHED.is_dir()
    for table in YAML(typ="safe").load(PUBLISHED / f"{paper}.yaml")
]


@cache
def written(paper: str) -> dict[str, TableWritten]:
    return {table.id: table for table in load(STUDIES / paper / "published.yaml").file.tables}


def numbers(held: object, *, decimals: bool) -> list[Decimal]:
    """Every number; `decimals` leaves out what the transcription of Norway's Table 1 says of decimals."""
    if isinstance(held, dict):
        return [one for inside in held.values() for one in numbers(inside, decimals=decimals)]
    if isinstance(held, list):
        return [one for inside in (held[:5] if decimals else held) for one in numbers(inside, decimals=decimals)]
    return [Decimal(str(held))] if isinstance(held, int | float) else []


@pytest.mark.parametrize(("paper", "table"), TRANSCRIBED)
def test_every_transcribed_number_is_in_the_table(paper: str, table: str) -> None:
    held = YAML(typ="safe").load(PUBLISHED / f"{paper}.yaml")[table]
    expected = Counter(numbers(held, decimals=(paper, table) == ("norway", "table1")))
    cells = [
        cell
        for part in PARTS.get((paper, table), (table,))
        for row in written(paper)[part].rows.values()
        for cell in row
        if cell is not None
    ]
    here = Counter(Decimal(number) for cell in cells for number in NUMBER.findall(cell))
    missing = {number: n - here[number] for number, n in expected.items() if n > here[number]}
    if table == "meta":  # rates there are shares, here per cent
        missing = {number: n for number, n in missing.items() if number * 100 not in here}
    assert missing == {}
