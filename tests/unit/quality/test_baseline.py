"""A baseline: known findings are counted apart, a changed value is new, what is gone is told, and the file stays."""

import json

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Range, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.problems import SourceError
from surveykit.quality.baseline import Baseline, Known, compared, joined, kept, load, write
from surveykit.quality.checks import CHECKS
from surveykit.quality.findings import groups_of
from surveykit.quality.validate import validate

FIRMS = Codebook(
    variables=(
        Variable(name="id", type="text", role="id"),
        Variable(name="size", decimals=0, range=Range(low=0, high=100)),
    )
)


def groups(sizes: dict[str, float]):
    dataset = Dataset(FIRMS, pa.table({"id": list(sizes), "size": list(sizes.values())}))
    return groups_of(validate(dataset, CHECKS, most=None), FIRMS)


BEFORE = {"a": 1.0, "b": 140.0, "c": -3.0}


def test_what_is_known_is_not_new():
    found = compared(groups(BEFORE), kept(groups(BEFORE), Baseline()))
    assert sum(group.new_failed for group in found.groups) == 0
    assert sum(group.known_failed for group in found.groups) == 2
    assert found.gone == ()


def test_a_changed_value_is_new_and_what_is_gone_is_told():
    known = kept(groups(BEFORE), Baseline())
    found = compared(groups({"a": 1.0, "b": 141.0, "c": 3.0, "d": 500.0}), known)
    assert [(f.case, f.value) for group in found.groups for f in group.new] == [("b", 141), ("d", 500)]
    assert [(entry.case, entry.value) for entry in found.gone] == [("b", "140"), ("c", "-3")]


@pytest.mark.parametrize("name", ["known.json", "known.yaml"])
def test_a_baseline_is_a_line_a_finding_in_an_order_that_stays(tmp_path, name):
    path = tmp_path / name
    write(kept(groups(BEFORE), Baseline()), path)
    text = path.read_text(encoding="utf-8")
    assert sum('"case"' in line for line in text.splitlines()) == 2
    backwards = dict(reversed(BEFORE.items()))
    write(kept(groups(backwards), load(path)), path)
    assert path.read_text(encoding="utf-8") == text
    if name.endswith("json"):
        assert json.loads(text)["findings"][0]["case"] == "b"


def test_reasons_stay_when_a_baseline_is_written_anew(tmp_path):
    (entry, *_) = kept(groups(BEFORE), Baseline()).findings
    explained = entry.model_copy(update={"reason": 'a holding \N{EM DASH} "two" firms: it\'s so\x07', "who": "AK"})
    write(joined(kept(groups(BEFORE), Baseline()), [explained]), tmp_path / "k.yaml")
    again = kept(groups(BEFORE), load(tmp_path / "k.yaml"))
    assert again.findings[0] == explained
    assert len(again.findings) == 2


def test_a_finding_that_stands_twice_is_refused_with_its_line(tmp_path):
    (tmp_path / "k.yaml").write_text("findings:\n- {rule: C2, case: a}\n- {rule: C2, case: a, reason: x}\n")
    with pytest.raises(SourceError) as refusal:
        load(tmp_path / "k.yaml")
    (problem,) = refusal.value.problems
    assert (problem.rule.code, problem.place.line) == ("SK680", 3)


def test_values_are_compared_as_they_are_written():
    known = Baseline(findings=(Known(rule="SK411 size: outside 0..100", case="b", variable="size", value="140"),))
    assert sum(group.known_failed for group in compared(groups(BEFORE), known).groups) == 1
