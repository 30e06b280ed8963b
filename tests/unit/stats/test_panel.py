"""Panels: firms are followed by their key, nobody is dropped in silence, and the parts of a change add up."""

from math import isclose

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.linked import rounds_of
from surveykit.expr.parse import parse
from surveykit.problems import DataError
from surveykit.stats.panel.changes import Amount, between_rounds, changes
from surveykit.stats.panel.growth import growth
from surveykit.stats.panel.presence import presence
from surveykit.stats.panel.statuses import statuses
from surveykit.stats.panel.transitions import ABSENT, State, transitions
from surveykit.stats.panel.transitions import between_rounds as moves
from surveykit.text import Text

LISTS = {"yes_no": CodeList(name="yes_no", codes=(Code(value=1, label=Text("Yes")), Code(value=0, label=Text("No"))))}
ROWS = [  # firm, round, export, sales, staff, weight
    ("a", 1, 1, 10.0, 2.0, 1.0),
    ("b", 1, 0, 20.0, 5.0, 2.0),
    ("c", 1, -9, 30.0, 10.0, 3.0),
    ("d", 1, 0, 40.0, 8.0, 4.0),
    ("a", 2, 1, 30.0, 3.0, 9.0),
    ("b", 2, 1, 10.0, 2.0, 9.0),
    ("c", 2, 0, 36.0, 9.0, 9.0),
    ("e", 2, 0, 24.0, 6.0, 5.0),
    ("a", 3, 0, 33.0, 3.0, 9.0),
    ("b", 3, 1, 12.0, 2.0, 9.0),
]


def panel(rows=ROWS):
    def number(name, **more):
        return Variable(name=name, missing=standard_missing("number"), **more)

    variables = (
        Variable(name="firm", type="text", role="key", missing=standard_missing("text")),
        number("round", role="wave"),
        number("export", codes="yes_no"),
        number("sales", measure="scale"),
        number("staff", measure="scale"),
        number("w", measure="scale"),
    )
    columns = zip(*rows, strict=True)
    table = pa.table(dict(zip([v.name for v in variables], map(list, columns), strict=True)))
    return Dataset(Codebook(name="panel", variables=variables, lists=LISTS), table)


def cell(found, before, after):
    return found.n[found.rows.index(before)][found.columns.index(after)]


def test_firms_are_followed_and_those_that_left_or_came_have_their_own_row():
    found = moves(panel(), "export", (1, 2))
    gone = State(None, ABSENT)
    assert cell(found, State(1), State(1)) == 1
    assert cell(found, State(0), State(1)) == 1
    assert cell(found, State(0), gone) == 1
    assert cell(found, gone, State(0)) == 1
    assert cell(found, State(None, "no_answer"), State(0)) == 1
    assert sum(map(sum, found.n)) == 5


def test_the_weight_is_that_of_the_first_round_a_firm_was_in():
    found = moves(panel(), "export", (1, 2), weight="w")
    assert found.weight[found.rows.index(State(None, ABSENT))][found.columns.index(State(0))] == 5.0
    assert sum(map(sum, found.weight)) == 1 + 2 + 3 + 4 + 5
    assert found.cases.weight == "w"


def test_a_filter_is_of_the_first_round_a_firm_was_in():
    found = moves(panel(), "export", (1, 2), where=parse("sales >= 24"))
    assert sum(map(sum, found.n)) == 3  # c and d as they were in round 1, e as it came; a grew into it later


def test_shares_are_of_all_of_a_row_or_of_those_with_a_state_after():
    found = moves(panel(), "export", (1, 2))
    row = found.rows.index(State(0))
    assert found.shares()[row] == (0.5, 0.0, 0.5)
    assert found.shares(valid=True)[row] == (1.0, 0.0, None)


def test_rows_without_a_key_and_keys_given_twice_are_counted_and_left_out():
    more = [*ROWS, ("-9", 1, 0, 1.0, 1.0, 1.0), ("b", 1, 1, 1.0, 1.0, 1.0)]
    found = moves(panel(more), "export", (1, 2))
    assert (found.nameless, found.double) == (1, 2)
    assert cell(found, State(None, ABSENT), State(1)) == 1  # b of round 2, whose round 1 is not certain


def test_transitions_between_two_variables_of_one_row():
    wide = Codebook(
        name="wide",
        lists=LISTS,
        variables=(Variable(name="x98", codes="yes_no"), Variable(name="x05", codes="yes_no")),
    )
    found = transitions(Dataset(wide, pa.table({"x98": [1, 1, 0, None], "x05": [1, 0, 0, 1]})), "x98", "x05")
    assert found.rows == (State(1), State(0), State(None, "blank"))
    assert found.n == ((1, 1), (0, 1), (1, 0))


def test_statuses_over_any_number_of_rounds():
    two = statuses(panel(), ["export"], ["1", "2"]).counts["export"]
    assert (two["entrant"], two["continuous"], two["undetermined"]) == (1, 1, 3)
    three = statuses(panel(), ["export"])
    assert (three.counts["export"]["entrant"], three.counts["export"]["exit"]) == (1, 1)
    assert three.undetermined["export"] == {"no_answer": 1, ABSENT: 2}


def test_a_status_needs_yes_and_no():
    with pytest.raises(DataError, match="SK796"):
        statuses(panel(), ["staff"])


def test_presence_counts_who_stayed_came_and_left():
    one, two, three = presence(panel()).rounds
    assert (one.n, one.stayed, one.left) == (4, None, 1)
    assert (two.n, two.stayed, two.came, two.left) == (4, 3, 1, 2)
    assert (three.n, three.left) == (2, None)


def test_rounds_that_are_not_there_are_named():
    with pytest.raises(DataError, match="there is no round '4'"):
        rounds_of(panel(), ["1", "4"])
    with pytest.raises(DataError, match="needs two rounds"):
        rounds_of(panel(), ["1"])


def test_the_parts_of_a_change_add_up_and_groups_against_each_other_are_told():
    found = between_rounds(panel(), "sales", (1, 2))
    parts = {group.group[0]: group for group in found.groups}
    assert (parts["stayed"].n, parts["stayed"].before, parts["stayed"].after) == (3, 60.0, 76.0)
    assert (parts["left"].change, parts["came"].change) == (-40.0, 24.0)
    later = between_rounds(panel(), "sales", (1, 3))
    assert [group.change for group in later.groups] == [15.0, -70.0]
    assert isclose(sum(group.share for group in later.groups), 1)
    assert later.opposed


def test_a_change_of_nothing_has_no_shares():
    assert all(group.share is None for group in between_rounds(panel(), "sales", (1, 2)).groups)


def test_a_change_by_groups_of_one_row_a_firm():
    book = Codebook(name="b", variables=tuple(Variable(name=n, measure="scale") for n in ("g", "x", "y")))
    table = pa.table({"g": [1, 1, 2, 2], "x": [10.0, 20.0, 40.0, None], "y": [15.0, 30.0, 20.0, 5.0]})
    found = changes(Dataset(book, table), Amount("x", "y"), ["g"])
    first, second = sorted(found.groups, key=lambda group: group.group)
    assert (first.growth, second.growth) == (0.5, -0.5)
    assert (second.n, second.lacking) == (1, 1)
    assert found.opposed
    assert found.whole.change == -5.0


def test_codes_are_no_amounts():
    with pytest.raises(DataError, match="SK797"):
        between_rounds(panel(), "export", (1, 2))


def test_growth_is_taken_apart_as_foster_haltiwanger_and_krizan_do():
    """By hand: P0 = 100/25 = 4, P1 = 100/20 = 5; shares of staff before 2, 5, 10 (8 left), after 3, 2, 9 (6 came)."""
    found = growth(panel(), ("sales", "staff"), (1, 2))
    assert (found.before, found.after) == (4.0, 5.0)
    s0, s1 = (2 / 25, 5 / 25, 10 / 25), (3 / 20, 2 / 20, 9 / 20)
    p0, p1 = (5.0, 4.0, 3.0), (10.0, 5.0, 4.0)
    assert isclose(found.within, sum(a * (d - c) for a, c, d in zip(s0, p0, p1, strict=True)))
    assert isclose(found.between, sum((b - a) * (c - 4) for a, b, c in zip(s0, s1, p0, strict=True)), abs_tol=1e-15)
    assert isclose(found.entry, 6 / 20 * (4 - 4), abs_tol=1e-15)
    assert isclose(found.exit, -8 / 25 * (5 - 4))
    assert isclose(found.within + found.between + found.cross + found.entry + found.exit, 1.0)


def test_growth_from_nothing_is_refused():
    nothing = [
        (firm, wave, export, sales, 0.0 if wave == 1 else staff, w) for firm, wave, export, sales, staff, w in ROWS
    ]
    with pytest.raises(DataError, match="SK798"):
        growth(panel(nothing), ("sales", "staff"), (1, 2))
