"""The page that explains printed numbers says what the program finds."""

import re
from pathlib import Path

import pytest

from surveykit.reproduction.expression import CELLS
from surveykit.reproduction.interval import Interval
from surveykit.reproduction.judge import judge
from surveykit.reproduction.printed import printed

PAGE = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "what-a-printed-number-says.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)[0]


@pytest.mark.parametrize(
    "row", re.findall(r"^\| (-?\d\S*) \| (\S+) to (\S+) \| (\S+) to just (?:below|above) (\S+) \|", TEXT, re.MULTILINE)
)
def test_the_intervals_of_the_page_are_those_of_the_program(row):
    text, low, high, near, far = row
    cell = printed(text)
    assert [float(end) for end in (cell.rounding.low, cell.rounding.high)] == [float(low), float(high)]
    assert {float(cell.truncation.low), float(cell.truncation.high)} == {float(near), float(far)}
    assert cell.cut_from(Interval.of(printed(near).value))
    assert not cell.cut_from(Interval.of(printed(far).value))


def test_each_sum_of_the_example_is_within_rounding_and_the_whole_is_not(sound):
    findings = judge(sound(EXAMPLE)).findings
    assert {one.status for one in findings if one.check == "sum"} == {"agree", "input_rounding"}
    whole = [one for one in findings if one.check == "linear"]
    assert [one.status for one in whole] == ["mismatch"]
    assert 1 + whole[0].note.count("t.") == 5  # "any of five cells would do"
    assert "any of five cells would do" in TEXT


def test_the_reference_names_every_function_of_cells():
    page = (PAGE.parents[1] / "reference" / "expression-language.md").read_text(encoding="utf-8")
    part = page[page.index("## Published cells") : page.index("## What may be named")]
    assert [name for name in CELLS.functions if f"`{name}`" not in part and f"`{name}(" not in part] == []
