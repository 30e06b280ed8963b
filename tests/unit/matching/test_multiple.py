"""Answers that share a cell, and columns that each stand for a choice."""

import pytest

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.matching.multiple import aligned, choices_of, groups, split
from surveykit.text import Text

CHOICES = ["Price, terms and delivery", "Quality", "Other"]


def question(labels=CHOICES, name="reasons") -> Codebook:
    names = tuple(f"{name}_{at}" for at in range(1, len(labels) + 1))
    ticked = CodeList(name="ticked", codes=(Code(value=1, label=Text("ticked")), Code(value=0, label=Text("not"))))
    return Codebook(
        variables=tuple(
            Variable(name=n, label=Text(label), codes="ticked", missing=standard_missing("number"))
            for n, label in zip(names, labels, strict=True)
        ),
        lists={"ticked": ticked},
        sets=(ResponseSet(name=name, label=Text("Why?"), variables=names, choices=tuple(range(1, len(labels) + 1))),),
    )


@pytest.mark.parametrize(
    ("cell", "chosen", "unknown"),
    [
        ("Price, terms and delivery, Quality", (1, 2), ()),
        ("Quality, Price, terms and delivery", (2, 1), ()),
        ("Price, terms", (), ("Price", "terms")),
        ("quality,  OTHER", (2, 3), ()),
        ("1, 3", (1, 3), ()),
        ("Quality, Speed", (2,), ("Speed",)),
        ("Quality, Quality", (2,), ()),
        ("", (), ()),
    ],
)
def test_a_choice_that_holds_the_separator_is_not_cut(cell, chosen, unknown):
    codebook = question()
    assert choices_of(codebook.sets[0], codebook).named_in(cell, ",") == (chosen, unknown)


@pytest.mark.parametrize("sign", [";", "|", "\n", ",", "/"])
def test_the_separator_is_found(sign):
    codebook = question(["Asia", "Africa", "Europe"])
    cells = {f"Asia{sign} Africa": 3, f"Europe{sign} Asia": 2, "Europe": 5, "not asked": 20}
    found = split(cells, choices_of(codebook.sets[0], codebook))
    assert (found.separator, found.fit, found.several) == (sign, 1.0, True)


def columns(*headings, cells=None) -> tuple[Codebook, dict]:
    found = Codebook(variables=tuple(Variable(name=n, label=Text(label), type="text") for n, label in headings))
    return found, {n: cells or {"1": 4} for n, _ in headings}


@pytest.mark.parametrize(
    "headings",
    [
        [("a", "Why? [Quality]"), ("b", "Why? [Other]"), ("c", "Why? [Price, terms and delivery]")],
        [("a", "Why? - Quality"), ("b", "Why? - Other"), ("c", "Why? - Price, terms and delivery")],
        [("a", "Q3. Why? Quality"), ("b", "Q3. Why? Other"), ("c", "Q3. Why? Price, terms and delivery")],
    ],
)
def test_columns_are_aligned_by_what_they_say_of_their_own(headings):
    codebook = question()
    found, counts = columns(*headings)
    group = next(groups(found, found.names, counts))
    held = aligned(group, choices_of(codebook.sets[0], codebook))
    assert held is not None
    assert dict(held.columns) == {"a": 2, "b": 3, "c": 1}


def test_columns_that_hold_the_name_of_their_choice_are_aligned_by_it():
    codebook = question()
    found, counts = columns(("x_1", ""), ("x_2", ""), ("x_3", ""))
    counts = {"x_1": {"Other": 2}, "x_2": {"Price, terms and delivery": 9}, "x_3": {"Quality": 1}}
    held = aligned(next(groups(found, found.names, counts)), choices_of(codebook.sets[0], codebook))
    assert held is not None
    assert dict(held.columns) == {"x_1": 3, "x_2": 1, "x_3": 2}


def test_columns_of_as_many_numbers_as_choices_are_aligned_by_number():
    codebook = question()
    found, counts = columns(("x1", ""), ("x2", ""), ("x3", ""))
    held = aligned(next(groups(found, found.names, counts)), choices_of(codebook.sets[0], codebook))
    assert held is not None
    assert held.by_number
    found, counts = columns(("x1", ""), ("x2", ""), ("x3", ""), ("x4", ""))
    assert aligned(next(groups(found, found.names, counts)), choices_of(codebook.sets[0], codebook)) is None
