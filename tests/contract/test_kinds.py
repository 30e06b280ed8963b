"""The contract of a kind of question, over the table of kinds: a kind without an example here fails."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.instrument.control import Show
from surveykit.instrument.file import loaded
from surveykit.instrument.kinds import KINDS
from surveykit.instrument.typed import answer_of
from surveykit.missing import REASONS, Empty
from surveykit.problems import Problem

HEAD = """\
instrument: kinds
title: T
languages: [en]
lists:
  region: {1: North, 2: South, 3: East}
  country: {NO: Norway, SE: Sweden}
sections:
- id: A
  title: S
  questions:
"""
EXAMPLES = {
    "single": "  - {id: q, type: single, codes: region, text: t}",
    "multiple": "  - {id: q, type: multiple, codes: region, text: t}",
    "scale": "  - {id: q, type: scale, range: 1..7, labels: {1: low, 7: high}, text: t}",
    "amount": "  - {id: q, type: amount, currency: NOK, in: thousands, decimals: 1, range: 0..1000, text: t}",
    "time": "  - {id: q, type: time, range: 08:00..18:00, text: t}",
    "duration": "  - {id: q, type: duration, unit: minutes, range: 0..600, text: t}",
    "ranking": "  - {id: q, type: ranking, codes: region, text: t}",
    "number": "  - {id: q, type: number, format: decimal, decimals: 2, range: 0..1000, text: t}",
    "text": "  - {id: q, type: text, max: 40, text: t}",
    "open": "  - {id: q, type: open, text: t}",
    "date": "  - {id: q, type: date, range: 1990-01-01..2030-12-31, text: t}",
    "note": "  - {id: q, type: note, text: t}",
}
TYPED = {
    "single": st.sampled_from(["1", "2", "3"]),
    "multiple": st.sets(st.sampled_from(["1", "2", "3"])).map(lambda s: " ".join(s) or "-"),
    "scale": st.integers(1, 7).map(str),
    "amount": st.decimals(0, 1000, places=1).map(str),
    "time": st.tuples(st.integers(8, 17), st.integers(0, 59)).map(lambda t: f"{t[0]}:{t[1]:02}"),
    "duration": st.tuples(st.integers(0, 9), st.integers(0, 59)).map(lambda t: f"{t[0]}:{t[1]:02}"),
    "ranking": st.lists(st.sampled_from(["1", "2", "3"]), unique=True, min_size=1).map(" ".join),
    "number": st.decimals(0, 1000, places=2).map(str),
    "text": st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20),
    "open": st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=200),
    "date": st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 12, 31)).map(str),
    "note": st.nothing(),
}
NAMES = [kind.model_fields["type"].annotation.__args__[0] for kind in KINDS]


def question(name):
    instrument = loaded(HEAD + EXAMPLES[name])
    return instrument.questions["q"], instrument.commons


def test_every_kind_has_an_example():
    assert set(NAMES) == set(EXAMPLES) == set(TYPED)


@pytest.mark.parametrize("name", NAMES)
def test_its_columns_are_those_it_encodes(name):
    asked, commons = question(name)
    columns = [variable.name for variable in asked.variables(commons, "A")]
    assert list(asked.encode(None, commons)) == columns
    for variable in asked.variables(commons, "A"):
        assert variable.origin.question == "q"
        assert {code.missing for code in variable.missing} == set(REASONS)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "note"])
@pytest.mark.parametrize("reason", REASONS)
def test_an_empty_answer_keeps_its_reason(name, reason):
    asked, commons = question(name)
    row = asked.encode(Empty(reason), commons)
    assert asked.decode(row, commons) == Empty(reason)
    for variable in asked.variables(commons, "A"):
        assert variable.emptiness.reason(row[variable.name]) == reason


@pytest.mark.parametrize("name", [name for name in NAMES if name != "note"])
@given(data=st.data())
def test_what_is_typed_survives_encoding(name, data):
    asked, commons = question(name)
    answer = answer_of(asked.control(commons), data.draw(TYPED[name]))
    assert not isinstance(answer, Problem)
    assert asked.decode(asked.encode(answer, commons), commons) == answer


def test_a_note_is_shown_and_has_no_column():
    asked, commons = question("note")
    assert asked.control(commons) == Show()
    assert asked.encode(None, commons) == {}
