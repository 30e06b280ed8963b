"""Typology files: what is wrong with them is told at its place, before any case is classified."""

from pathlib import Path
from textwrap import dedent

import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable
from surveykit.derive.typology.faults import under_every_reading
from surveykit.derive.typology.file import inspect, lint, load, loaded
from surveykit.problems import DefinitionError
from surveykit.source import parsed

ROOT = Path(__file__).resolve().parents[4]
SOUND = """
    typology: t
    title: T
    languages: [en]
    variable: kind
    parameters:
      most: {label: Most, default: 5, range: 0..9}
    axes:
      age:
        label: Age
        levels:
          young: {label: Young, when: years <= most}
          old: {label: Old}
      size:
        label: Size
        levels:
          small: {label: Small, when: staff < 10}
          large: {label: Large}
    cells:
      YS: {label: Young and small, at: [young, small]}
      OL: {label: Old and large, at: [old, large]}
    outside:
      REST: {label: All others}
"""
BOOK = Codebook(
    variables=(Variable(name="years"), Variable(name="staff"), Variable(name="sex", codes="sex")),
    lists={"sex": CodeList(name="sex", codes=(Code(value=1), Code(value=2)))},
)


def source(*changes):
    text = dedent(SOUND)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parsed(text, "t.yaml")


def told(*changes):
    """What is told of a file, with its places."""
    try:
        typology = loaded(source(*changes))
    except DefinitionError as refusal:
        return [str(problem).splitlines()[0] for problem in refusal.problems]
    return [str(problem).splitlines()[0] for problem in lint(typology)]


def test_a_sound_file_has_nothing_to_be_told():
    assert told() == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("[old, large]", "[old, larg]"), "t.yaml:21:40: SK751 the axis 'size' has no level 'larg'"),
        (("[old, large]", "[old]"), "t.yaml:21:34: SK751 1 levels stand here, and there are 2 axes: 'age', 'size'"),
        (("[old, large]", "[young, small]"), "t.yaml:21:3: SK752 'OL' and 'YS' both stand at [young, small]"),
        (("REST: {label", "ol: {label"), "t.yaml:23:3: SK752 the code 'ol' stands twice"),
        (
            ("outside:\n  REST: {label: All others}\n", ""),
            "t.yaml:19:1: SK753 warning: neither a type nor outside: young, large; old, small",
        ),
        (("<= most", "<= 5"), "t.yaml:7:3: SK754 warning: the parameter 'most' is used nowhere"),
        (("default: 5", "default: 12"), "t.yaml:7:32: SK750 'most' cannot be '12': a number in 0..9 is expected"),
        (("years <= most", "years <= "), "t.yaml:12:43: SK101 the end of the expression"),
        (
            ("small: {label: Small, when: staff < 10}", "small: {label: Small}"),
            "t.yaml:18:7: SK755 'large' stands after",
        ),
        (("cells:\n", "sensitivity: {mst: [1]}\ncells:\n"), "t.yaml:19:15: SK750 there is no parameter 'mst'"),
        (("cells:\n", "by: [age, siz]\ncells:\n"), "SK751 there is no axis 'siz'"),
        (
            ("cells:\n", "cross: {Kind: {label: K, by: [age], cells: {Y: {label: Y, at: [young]}}}}\ncells:\n"),
            "t.yaml:19:9: SK310 'Kind' stands under `variable` too",
        ),
        (("  most: {", "  kind: {"), "t.yaml:7:3: SK310 'kind' stands under `variable` too"),
        (("axes:\n", "aggregates: {n: {formula: count()}}\naxes:\n"), "SK756 it is not said what the rows"),
    ],
)
def test_a_slip_is_told_at_its_place(change, complaint):
    assert any(complaint in each for each in told(change)), told(change)


def test_a_text_is_told_once_at_its_place():
    assert told(("title: T", "title: {fr: T}")) == [
        "t.yaml:3:8: SK337 warning: the text 'T' is not written in 'en'",
        "t.yaml:3:8: SK338 warning: the language 'fr' is not one of the file's: 'en'",
    ]


def problems_with(*changes, book=BOOK):
    return [str(problem).splitlines()[0] for problem in under_every_reading(loaded(source(*changes)), book)]


def test_with_the_codebook_at_hand_names_codes_and_types_are_looked_at():
    assert problems_with() == []
    assert problems_with(("staff < 10", "staf < 10")) == ["t.yaml:17:35: SK110 there is no variable 'staf'"]
    assert problems_with(("staff < 10", "sex = 3"))[0].startswith("t.yaml:17:41: SK112")
    assert problems_with(("staff < 10", "staff")) == [
        "t.yaml:17:35: SK759 `staff` is a number, and a condition was expected"
    ]
    assert problems_with(("variable: kind", "variable: sex")) == [
        "t.yaml:5:11: SK310 the data have a variable 'sex' already"
    ]
    assert problems_with(("most:", "sex:"), ("<= most", "<= sex")) == [
        "t.yaml:7:3: SK310 the data have a variable 'sex' already"  # it would stand for the parameter alone
    ]


def test_an_item_and_a_condition_on_it_are_called_like_no_variable():
    rows = ("axes:\n", "rows: {variable: years, item: staff, members: {sex: {set: EU, on: 2010-01-01}}}\naxes:\n")
    assert problems_with(rows)[:2] == [
        "t.yaml:8:48: SK310 the data have a variable 'sex' already",
        "t.yaml:8:31: SK310 the data have a variable 'staff' already",
    ]


def test_a_variable_of_the_profile_that_is_not_there_is_a_warning():
    assert problems_with(("cells:\n", "profile: [staf]\ncells:\n")) == [
        "t.yaml:19:11: SK401 warning: there is no variable 'staf'"
    ]


def test_every_value_of_a_parameter_is_tried():
    variable = (
        "most: {label: Most, default: 5, range: 0..9}",
        "most: {label: M, kind: variable, default: staff, values: [staff, sze]}",
    )
    assert problems_with(variable) == ["t.yaml:12:44: SK110 there is no variable 'sze'"]


@pytest.mark.parametrize("name", ["italian-abcd", "norwegian-cooperation", "belgian-starters", "russian-status"])
def test_the_typologies_of_this_project_are_sound(name):
    inspection = inspect(ROOT / "codebooks" / f"{name}.yaml")
    assert inspection.problems == ()


def test_what_cannot_be_read_is_a_problem_and_never_a_traceback(tmp_path):
    assert [p.rule.code for p in inspect(tmp_path / "none.yaml").problems] == ["SK004"]
    (tmp_path / "t.yaml").write_text("typology: t\n")
    assert {p.rule.code for p in inspect(tmp_path / "t.yaml").problems} == {"SK011"}
    (tmp_path / "t.yaml").write_text(dedent(SOUND).replace("[old, large]", "[old, larg]"))
    with pytest.raises(DefinitionError, match="SK751"):
        load(tmp_path / "t.yaml")
