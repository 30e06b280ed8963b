"""What the register knows, given by hand: values of the right kind under names the instrument has."""

import pytest

from surveykit.instrument.file import loaded
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.project import codebook_of
from surveykit.instrument.register import register_of
from surveykit.problems import DataError

TEXT = """
instrument: firms
title: Firms
languages: [en]
lists:
  industry: {72: Software, 74: Consulting}
  country: {NO: Norway, SE: Sweden}
register:
  - {id: frame_industry, codes: industry}
  - {id: home, codes: country}
  - {id: weight, format: decimal, decimals: 4}
  - {id: year}
  - {id: county, format: text}
  - {id: visited, format: date}
sections:
  - id: A
    title: All
    questions:
      - {id: size, type: number, range: 0.., text: How many?}
"""


@pytest.fixture(scope="module")
def firms() -> Instrument:
    return loaded(TEXT, "firms.yaml")


def test_each_value_has_the_kind_of_its_variable(firms: Instrument) -> None:
    given = [
        "frame_industry=72",
        "home = no",
        "weight=5,19655",
        "year=2006",
        "county=Møre = Romsdal",
        "visited=2012-06-15",
    ]
    assert register_of(firms, given) == {
        "frame_industry": 72,
        "home": "NO",
        "weight": 5.19655,
        "year": 2006,
        "county": "Møre = Romsdal",
        "visited": "2012-06-15",
    }
    assert register_of(firms, []) == {}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("frame_industri=72", "SK469 'frame_industri' is not in the register of the instrument"),
        ("frame_industri=72", "did you mean 'frame_industry'?"),
        ("size=12", "the register has 'frame_industry', 'home', 'weight', 'year', 'county', 'visited'"),
        ("=72", "SK469 '' is not in the register"),
        ("frame_industry", "SK469 'frame_industry' is no pair NAME=VALUE"),
        ("frame_industry=73", "SK450 '73' is not among the choices"),
        ("frame_industry=", "SK450"),
        ("year=2006.5", "SK451 '2006.5' has decimals"),
        ("year=last", "SK451 'last' is not a number"),
        ("year=-9", "SK469 -9 is the code of an empty answer"),
        ("weight=" + "9" * 400, "SK451"),
        ("county=", "SK450 nothing was typed"),
        ("visited=2012-02-30", "SK45"),
    ],
)
def test_what_the_register_cannot_know(firms: Instrument, given: str, said: str) -> None:
    with pytest.raises(DataError) as refused:
        register_of(firms, [given])
    assert said in str(refused.value)


def test_every_problem_is_told_at_once(firms: Instrument) -> None:
    with pytest.raises(DataError) as refused:
        register_of(firms, ["frame_industry=72", "frame_industry=74", "yaer=2006", "weight=x"])
    assert [problem.rule.code for problem in refused.value.problems] == ["SK469", "SK469", "SK451"]
    assert "'frame_industry' is given twice" in str(refused.value)


def test_an_instrument_without_a_register() -> None:
    bare = loaded(TEXT[: TEXT.index("register:")] + TEXT[TEXT.index("sections:") :], "bare.yaml")
    with pytest.raises(DataError, match="the instrument has no register"):
        register_of(bare, ["year=2006"])


def test_a_date_of_the_register_is_a_date_in_expressions() -> None:
    text = TEXT.replace(
        "text: How many?", "text: How many?, checks: [{id: C, rule: visited >= '2012-01-01', message: m}]"
    )
    assert codebook_of(loaded(text))["visited"].type == "date"
