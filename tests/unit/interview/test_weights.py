"""Files of weights: what they say, and every way in which they do not fit the instrument, at its place."""

import pytest

from surveykit.instrument.file import loaded
from surveykit.interview.simulate.weights import EMPTIES, Weights, Wish, weights_of
from surveykit.problems import SourceError
from surveykit.source import parsed

FORM = """\
instrument: x
title: T
languages: [en]
lists: {yesno: {1: Yes, 0: No}, land: {NO: Norway, SE: Sweden}}
register:
- {id: size, format: integer}
- {id: industry, codes: yesno}
sections:
- id: A
  title: S
  questions:
  - {id: note, type: note, text: t}
  - {id: q, type: single, codes: yesno, text: t}
  - {id: land, type: single, codes: land, text: t}
  - {id: many, type: multiple, codes: yesno, text: t}
  - {id: n, type: number, range: 0..100, text: t}
  - {id: day, type: date, text: t}
  - {id: word, type: text, text: t}
  - {id: bat, type: battery, codes: yesno, text: t, items: [{id: b1, text: t}, {id: b2, text: t}]}
"""
INSTRUMENT = loaded(FORM)


def read(text: str) -> Weights:
    return weights_of(parsed(text, "w.yaml"), INSTRUMENT)


def test_what_can_be_wished():
    made = read(
        """\
weights:
  q: {1: 0.2, 0: 0.7, refused: 0.1}
  land: {NO: 3}
  n: {mean: 20, sd: 5, low: 1}
  day: {low: 2004-01-01, high: 2004-12-31, no_answer: 0.5}
  word: [Oslo, Bergen]
  bat: {1: 1}
  b2: {0: 1}
  size: {0: 1, 250: 3}
  industry: {1: 1}
empties: {dont_know: 0.25}
soft: 0
"""
    )
    assert made.wishes["q"] == Wish({1: 0.2, 0: 0.7}, empties={"refused": 0.1})
    assert made.wishes["land"].values == {"NO": 3}
    assert (made.wishes["n"].mean, made.wishes["n"].sd, made.wishes["n"].low) == (20, 5, 1)
    assert (made.wishes["day"].low, made.wishes["day"].high) == (731_581, 731_946)
    assert made.wishes["word"].values == {"Oslo": 1, "Bergen": 1}
    assert (made.wishes["b1"].values, made.wishes["b2"].values) == ({1: 1}, {0: 1})
    assert made.wishes["size"].values == {0: 1, 250: 3}
    assert (made.empties, made.soft) == ({"dont_know": 0.25}, 0)


def test_one_share_for_all_empties_and_none_at_all():
    assert sum(read("empties: 0.06").empties.values()) == pytest.approx(0.06)
    assert read("weights: {q: {1: 1}}").empties == EMPTIES


WRONG = {
    "weight: {q: {1: 1}}": ["1:1 did you mean 'weights'?"],
    "weights: {qq: {1: 1}}": ["1:11 "],
    "weights: {note: {1: 1}}": ["1:11 "],
    "weights: {q: {3: 1}}": ["1:15 the choices are 1, 0"],
    "weights: {land: {SW: 1}}": ["1:18 the choices are 'NO', 'SE'"],
    "weights: {q: {1: much}}": ["1:15 "],
    "weights: {q: {1: -1}}": ["1:15 "],
    "weights: {q: {1: .nan, 0: inf}}": ["1:15 ", "1:24 "],
    "weights: {q: {1: 0}}": ["1:11 "],
    "weights: {many: {1: 2}}": ["1:18 write a share, such as 0.2"],
    "weights: {q: {refused: 20}}": ["1:15 write a share, such as 0.2"],
    "weights: {n: {sd: 5}}": ["1:11 "],
    "weights: {n: {mean: 5, 7: 1}}": ["1:11 "],
    "weights: {n: {low: 9, high: 2}}": ["1:11 "],
    "weights: {n: {700: 1}}": ["1:15 "],
    "weights: {day: {low: 2004-02-31}}": ["1:17 "],
    "weights: {q: 1, n: 2}": ["1:11 ", "1:17 "],
    "weights: [q]": ["1:1 "],
    "empties: {tired: 0.1}": ["1:11 "],
    "soft: 2": ["1:1 write a share, such as 0.2"],
    "- q": ["1:1 "],
}


@pytest.mark.parametrize("text", WRONG)
def test_what_does_not_fit_is_told_with_its_place(text):
    with pytest.raises(SourceError) as refusal:
        read(text)
    told = [(f"{p.place.line}:{p.place.column} ", p.rule.code, p.hint) for p in refusal.value.problems]
    assert {code for _, code, _ in told} == {"SK293"}
    assert [place for place, _, _ in told] == [f"{said.split()[0]} " for said in WRONG[text]]
    for (_, _, hint), said in zip(told, WRONG[text], strict=True):
        assert said.partition(" ")[2] in hint
