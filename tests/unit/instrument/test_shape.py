"""Files that do not fit the model: YAML beside the `line:column rule` of every complaint."""

import pytest

from surveykit.book.written import BookFile
from surveykit.instrument.instrument import Instrument
from surveykit.problems import SourceError
from surveykit.shape import fitted
from surveykit.source import parsed

HEAD = "instrument: x\ntitle: T\nlanguages: [en]\n"
QUESTION = HEAD + "sections:\n- id: A\n  title: S\n  questions:\n  - "

CASES = {
    "instrument: x": (["1:1 SK011", "1:1 SK011", "1:1 SK011"], "'languages' is lacking"),
    HEAD + "sections: []": (["4:11 SK011"], "'sections' is empty"),
    HEAD + "titel: T\nsections: []": (["4:1 SK010", "5:11 SK011"], "did you mean 'title'?"),
    HEAD + "sections: 5": (["4:11 SK012"], "a list was expected, '5' stands here"),
    "instrument: x\ntitle: T\nlanguages: en\nsections: []": (["3:12 SK012", "4:11 SK011"], "put a dash"),
    QUESTION + "{id: q, type: singel, text: t}": (["8:19 SK013"], "did you mean 'single'?"),
    QUESTION + "{id: q, text: t}": (["8:5 SK011"], "the key 'type' is lacking in a question"),
    QUESTION + "{id: q, type: single, text: t}": (["8:5 SK011"], "the key 'codes' is lacking in a question"),
    QUESTION + "{id: q, type: number, text: t, rang: 0..1}": (["8:36 SK010"], "did you mean 'range'?"),
    QUESTION + "{id: q, type: number, text: t, range: 1-5}": (
        ["8:43 SK012"],
        "'1-5' is not a range; it is written with two points",
    ),
    QUESTION + "{id: q, type: number, text: t, range: 5..1}": (["8:43 SK012"], "begins above its end"),
    QUESTION + "{id: 2q, type: note, text: t}": (["8:10 SK012"], "cannot be a name"),
    QUESTION + "{id: and, type: note, text: t}": (["8:10 SK012"], "a word of the expression language"),
    QUESTION + "{id: q, type: note, text: [t]}": (["8:31 SK012"], "a text, or a mapping from language to text"),
    QUESTION + "{id: q, type: note, text: t, required: yes}": (["8:44 SK012"], "neither true nor false"),
    QUESTION + "{id: q, type: open, text: t, max: many}": (["8:39 SK012"], "a whole number was expected"),
    QUESTION + "{id: q, type: date, text: t, range: 2006-13-01..}": (["8:41 SK012"], "not a range of days"),
    QUESTION + "{id: q, type: number, text: t, format: whole}": (["8:44 SK013"], "'integer', 'decimal', 'percent'"),
    HEAD + "missing: {skipped: -5}\nsections: []": (["4:10 SK012", "5:11 SK011"], "not a reason"),
    HEAD + "lists: {a: {1: [x]}}\nsections: []": (["4:16 SK012", "5:11 SK011"], "a text"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_every_misfit_is_named_at_its_place(text, expected):
    rules, words = expected
    with pytest.raises(SourceError) as refusal:
        fitted(parsed(text), Instrument)
    assert [f"{p.place.line}:{p.place.column} {p.rule.code}" for p in refusal.value.problems] == rules
    assert words in str(refusal.value)
    assert "Input should" not in str(refusal.value)


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        ("{kind: crosstab, rows: [a], columns: b}", "did you mean 'column'?"),
        ("{kind: describe, id: d, variables: [a], of: b}", "the keys are "),
    ],
)
def test_a_key_that_an_entry_of_a_book_does_not_know_is_told_with_those_it_knows(entry, hint):
    with pytest.raises(SourceError) as caught:
        fitted(parsed(f"book: x\ntitle: T\nentries:\n- {entry}\n", "book.yaml"), BookFile)
    (problem,) = [problem for problem in caught.value.problems if problem.rule.code == "SK010"]
    assert problem.hint.startswith(hint)
