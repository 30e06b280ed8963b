"""Trees: every case is in one leaf, and the parts of a node add up to it."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.problems import DataError
from surveykit.stats.tree import Node, divide
from surveykit.text import Text

YES_NO = CodeList(name="yes_no", codes=(Code(value=1, label=Text("Yes")), Code(value=0, label=Text("No"))))
KINDS = CodeList(name="kinds", codes=tuple(Code(value=n, label=Text(str(n))) for n in (0, 1, 2)))


def firms():
    codebook = Codebook(
        name="firms",
        lists={"yes_no": YES_NO, "kinds": KINDS},
        variables=(
            Variable(name="kind", codes="kinds", missing=standard_missing("number")),
            Variable(name="export", codes="yes_no", missing=standard_missing("number")),
            Variable(name="w"),
        ),
    )
    rows = {"kind": [0, 0, 0, 1, 1, -9], "export": [1, 0, -9, 1, None, 0], "w": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]}
    return Dataset(codebook, pa.table(rows))


def all_nodes(node):
    yield node
    for child in node.children:
        yield from all_nodes(child)


def test_parts_add_up_and_missing_values_are_parts_too():
    root = divide(firms(), ["kind", "export"]).root
    for node in all_nodes(root):
        if node.children:
            assert sum(child.n for child in node.children) == node.n
    assert [(child.value, child.n, child.reason) for child in root.children] == [
        (0, 3, None),
        (1, 2, None),
        (2, 0, None),
        (None, 1, "no_answer"),
    ]


def test_below_the_first_level_stand_only_categories_that_occur():
    last = divide(firms(), ["kind", "export"]).root.children[2]
    assert last == Node(2, 0, 0)


def test_weights_add_up_beside_the_cases():
    root = divide(firms(), ["kind"], weight="w").root
    assert (root.n, root.weight) == (6, 21.0)
    assert [child.weight for child in root.children] == [6.0, 9.0, 0, 6.0]


def test_records_say_the_way_to_each_node_and_its_share_of_the_root():
    frame = divide(firms(), ["kind", "export"]).to_pandas()
    leaf = frame[(frame["kind"] == 0) & (frame["export"] == 1)].iloc[0]
    assert (leaf["level"], leaf["n"], leaf["share"]) == (2, 1, 1 / 6)


def test_unknown_variables_are_refused_all_at_once():
    with pytest.raises(DataError) as refusal:
        divide(firms(), ["knd", "exprt"])
    assert [problem.rule.code for problem in refusal.value.problems] == ["SK401", "SK401"]
