import pytest

from surveykit.codebook.variable import Range
from surveykit.instrument.control import Choose, Date, Number, Option, Show, Write
from surveykit.instrument.typed import answer_of
from surveykit.problems import Problem
from surveykit.text import Text

REGION = tuple(Option(value, Text(str(value))) for value in (1, 2, 3))
COUNTRY = tuple(Option(value, Text(value)) for value in ("NO", "SE"))

TYPED = [
    (Choose(REGION), "2", 2),
    (Choose(REGION), " 2 ", 2),
    (Choose(COUNTRY), "no", "NO"),
    (Choose(REGION, several=True), "3 1", (1, 3)),
    (Choose(REGION, several=True), "1,1;2", (1, 2)),
    (Choose(REGION, several=True), "-", ()),
    (Number(), "12", 12),
    (Number(), "-3", -3),
    (Number(decimals=1), "12,5", 12.5),
    (Number(decimals=None), ".5", 0.5),
    (Number(decimals=2), "12", 12.0),
    (Number(), "12.0", 12),
    (Write(10), "  Ole   Olsen ", "Ole Olsen"),
    (Write(10, lines=True), "to\nlinjer", "to\nlinjer"),
    (Write(10), "A\u030ase", "Åse"),
    (Date(), "2006-05-31", "2006-05-31"),
    (Date(), "31.5.2006", "2006-05-31"),
]


@pytest.mark.parametrize(("control", "raw", "answer"), TYPED)
def test_what_is_typed_becomes_an_answer(control, raw, answer):
    found = answer_of(control, raw)
    assert found == answer
    assert type(found) is type(answer)


REFUSED = [
    (Choose(REGION), "7", "SK450"),
    (Choose(REGION), "", "SK450"),
    (Choose(REGION), "1 2", "SK450"),
    (Choose(REGION, several=True), "", "SK450"),
    (Choose(REGION, several=True, least=1), "-", "SK455"),
    (Choose(REGION, several=True, most=1), "1 2", "SK455"),
    (Number(), "twelve", "SK451"),
    (Number(), "1 200", "SK451"),
    (Number(), "1e5", "SK451"),
    (Number(), "12.5", "SK451"),
    (Number(decimals=1), "12.55", "SK451"),
    (Number(range=Range(low=0, high=100)), "101", "SK452"),
    (Number(range=Range(low=0)), "-1", "SK452"),
    (Write(3), "four", "SK453"),
    (Write(3), "   ", "SK450"),
    (Date(), "2006-02-30", "SK454"),
    (Date(), "5/31/2006", "SK454"),
    (Date("2004-01-01", "2006-12-31"), "2007-01-01", "SK452"),
    (Show(), "1", "SK450"),
]


@pytest.mark.parametrize(("control", "raw", "code"), REFUSED)
def test_what_cannot_be_an_answer_is_refused_with_its_rule(control, raw, code):
    found = answer_of(control, raw)
    assert isinstance(found, Problem)
    assert found.rule.code == code
