"""Panels: beside each answer what the same firm said in the round before, and a blank where nobody can say."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import is_panel, looking_back, waves_of, with_previous
from surveykit.expr.parse import parse
from surveykit.problems import DataError
from surveykit.stats.describe import describe
from surveykit.text import Text

EMPTY = standard_missing("number")
YESNO = CodeList(name="yesno", codes=(Code(value=1, label=Text("Yes")), Code(value=0, label=Text("No"))))
VARIABLES = (
    Variable(name="firm", type="text", role="key", missing=standard_missing("text")),
    Variable(name="round", role="wave", missing=EMPTY),
    Variable(
        name="size", label=Text({"en": "Employees", "ru": "Численность"}), missing=EMPTY, origin=Origin(required=True)
    ),
    Variable(name="m_1", codes="yesno", missing=EMPTY),
    Variable(name="m_2", codes="yesno", missing=EMPTY),
)
SETS = (ResponseSet(name="m", variables=("m_1", "m_2"), choices=(1, 2)),)


def panel(rows, waves=(), variables=VARIABLES, kind=None):
    """Rows of firm, round and size."""
    codebook = Codebook(variables=variables, lists={"yesno": YESNO}, sets=SETS, waves=waves)
    firms, rounds, sizes = zip(*rows, strict=True)
    ticks = pa.array(range(len(rows)), pa.int64())
    columns = {
        "firm": pa.array(firms, pa.string()),
        "round": pa.array(rounds, kind or pa.int64()),
        "size": pa.array(sizes, pa.int64()),
        "m_1": ticks,
        "m_2": ticks,
    }
    return Dataset(codebook, pa.table(columns))


def before(dataset):
    return with_previous(dataset, ["size"]).arrow().column("previous.size").to_pylist()


def test_each_firm_is_put_beside_itself_one_round_earlier_whatever_the_order_of_the_rows():
    rows = [("b", 2009, 4), ("a", 2005, 10), ("a", 2009, 12), ("b", 2005, 3), ("c", 2009, 1)]
    assert before(panel(rows)) == [3, None, 10, None, None]


def test_missing_codes_of_the_round_before_stay_what_they_are():
    assert before(panel([("a", 2005, -7), ("a", 2009, 12)])) == [None, -7]


def test_more_rounds_than_two_and_one_that_a_firm_left_out():
    rows = [("a", 2005, 1), ("a", 2009, 2), ("a", 2014, 3), ("b", 2005, 7), ("b", 2014, 8)]
    assert before(panel(rows)) == [None, 1, 2, None, None]


def test_the_order_is_that_of_the_codebook_where_it_says_one():
    rows = [("a", 2005, 1), ("a", 2009, 2)]
    assert before(panel(rows, waves=(2009, 2005))) == [2, None]
    assert before(panel(rows, waves=(2005, 2007, 2009))) == [None, None]
    assert waves_of(panel(rows, waves=(2009, 2005))) == (2009, 2005)
    assert waves_of(panel(list(reversed(rows)))) == (2005, 2009)


def test_a_round_that_is_none_of_them_precedes_nothing_and_nothing_precedes_it():
    assert before(panel([("a", 2005, 1), ("a", 2007, 2), ("a", 2009, 3)], waves=(2005, 2009))) == [None, None, 1]


def test_where_two_cases_claim_to_be_the_firm_neither_is_taken():
    assert before(panel([("a", 2005, 1), ("a", 2005, 2), ("a", 2009, 3), ("a", 2014, 4)])) == [None, None, None, 3]


def test_cases_without_firm_or_round_are_linked_with_nobody():
    rows = [("-9", 2005, 1), ("-9", 2009, 2), (None, 2005, 3), (None, 2009, 4), ("a", None, 5), ("a", -9, 6)]
    assert before(panel(rows)) == [None] * 6


@pytest.mark.parametrize(
    ("rounds", "kind", "waves"),
    [
        (["first", "second"], pa.string(), ("first", "second")),
        (["2005", "2009"], pa.string(), (2005, 2009)),
        ([2005.0, 2009.0], pa.float64(), (2005, 2009)),
        ([2005, 2009], pa.int64(), ("2005", "2009")),
        ([2005, 2009], pa.int64(), (2005.0, 2009.0)),
    ],
)
def test_rounds_may_be_numbers_or_texts_in_either_place(rounds, kind, waves):
    rows = [("a", rounds[0], 1), ("a", rounds[1], 2)]
    wave = Variable(name="round", role="wave", type="text" if kind == pa.string() else "number")
    assert before(panel(rows, waves, (VARIABLES[0], wave, *VARIABLES[2:]), kind)) == [None, 1]


def test_a_round_no_cell_can_equal_keeps_its_place_in_the_order():
    assert before(panel([("a", 2005, 1), ("a", 2009, 2)], waves=(2005, "pilot", 2009))) == [None, None]


def test_a_set_brings_its_columns_and_stays_a_set():
    dataset = with_previous(panel([("a", 2005, 1), ("a", 2009, 2)]), ["m"])
    assert dataset.codebook.names[-2:] == ("previous.m_1", "previous.m_2")
    assert dataset.codebook.sets[-1].variables == ("previous.m_1", "previous.m_2")
    assert dataset.arrow().column("previous.m_1").to_pylist() == [None, 0]


def test_a_variable_of_the_round_before_says_so_and_is_asked_of_nobody():
    dataset = with_previous(panel([("a", 2005, 1)]), ["size"])
    variable = dataset.codebook["previous.size"]
    assert variable.label.into("en") == "'Employees' in the preceding round"
    assert variable.label.into("ru") == "'Численность' в предыдущем раунде"
    assert (variable.role, variable.origin.required, variable.missing) == (None, False, EMPTY)


def test_what_is_there_already_stays_as_it_is():
    dataset = with_previous(panel([("a", 2005, 1), ("a", 2009, 2)]), ["size"])
    assert with_previous(dataset, ["size"]) is dataset
    assert with_previous(dataset, ["size", "m_1"]).codebook.names[-2:] == ("previous.size", "previous.m_1")


def test_without_round_or_key_there_is_no_round_before():
    dataset = panel([("a", 2005, 1)], variables=(Variable(name="firm", type="text"), *VARIABLES[1:]))
    assert not is_panel(dataset.codebook)
    with pytest.raises(DataError, match="SK440 no variable has the role 'key'"):
        with_previous(dataset, ["size"])


def test_a_name_that_is_not_there_is_refused():
    with pytest.raises(DataError, match="SK401 there is no variable 'sise'"):
        with_previous(panel([("a", 2005, 1)]), ["sise"])


def test_columns_are_added_only_where_an_expression_looks_back():
    dataset = panel([("a", 2005, 1), ("a", 2009, 2)])
    assert looking_back(dataset, parse("size > 3"), None) is dataset
    assert looking_back(dataset, parse("size > previous(size)")).codebook.names[-1] == "previous.size"


def test_a_filter_may_look_back():
    dataset = panel([("a", 2005, 1), ("a", 2009, 2), ("b", 2005, 5), ("b", 2009, 4)])
    (group,) = describe(dataset, ["size"], where=parse("size > previous(size)")).groups
    assert group.n == 1


def test_an_empty_table_has_no_round_before():
    dataset = panel([("a", 2005, 1)])
    empty = Dataset(dataset.codebook, dataset.arrow().slice(0, 0))
    assert before(empty) == []
