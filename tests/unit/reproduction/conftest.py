"""Files of published numbers, as they are written."""

from collections.abc import Callable

import pytest

from surveykit.reproduction.file import Inspection, Published, inspected
from surveykit.reproduction.judge import Cells, judge
from surveykit.reproduction.written import PublishedFile
from surveykit.shape import fitted
from surveykit.source import parsed

FIGURE = """\
published: firms
title: Firms
source: A paper
stars: {"***": 0.01, "**": 0.05, "*": 0.1}
tables:
  - id: fig1
    locus: Figure 1
    columns: [n, pct]
    counts: [n]
    rows:
      whole: [814, 100]
      NC: [412, 51]
      C: [285, 35]
      IC: [117, 14]
  - id: table3
    locus: Table 3
    columns: [m11, m12]
    brackets: z
    absolute: true
    rows:
      inno: [0.611 (4.75) ***, 0.688 (5.50) ***]
      group: [-0.073 (0.44), ~]
      lr: [~, 5.79 **]
"""


@pytest.fixture
def figure() -> str:
    """A file with two tables, and no checks."""
    return FIGURE


@pytest.fixture
def look() -> Callable[[str], Inspection]:
    """What is found in a file."""
    return looked


@pytest.fixture
def sound() -> Callable[[str], Published]:
    """A file in which nothing is wrong."""
    return _sound


@pytest.fixture
def found() -> Callable[..., dict[tuple[str, str], str]]:
    """The statuses of what is found, by check and cell."""

    def statuses(text: str, values: Cells | None = None) -> dict[tuple[str, str], str]:
        return {(each.id, each.cell): each.status for each in judge(_sound(text), values).findings}

    return statuses


def looked(text: str) -> Inspection:
    source = parsed(text, "firms.yaml")
    return inspected(fitted(source, PublishedFile), source)


def _sound(text: str) -> Published:
    found = looked(text)
    assert [str(problem) for problem in found.problems] == []
    assert found.published is not None
    return found.published
