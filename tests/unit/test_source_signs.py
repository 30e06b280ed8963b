"""Question marks and colons within words, which the fast YAML parser takes for signs."""

import pytest
from ruamel.yaml import YAML

from surveykit import parsing, source
from surveykit.parsing import composed
from surveykit.source import parsed

WORDS = {
    "{text: How old are you?, n: 1}": {"text": "How old are you?", "n": "1"},
    "[a?, b]": ["a?", "b"],
    "{url: http://x.org/y, at: 12:30}": {"url": "http://x.org/y", "at": "12:30"},
    "{a: 'b?c', d: \"e:f\"}": {"a": "b?c", "d": "e:f"},
    "{who?: you, a:b: c}": {"who?": "you", "a:b": "c"},
    "a: {b: Blåbær?}\nc: |\n  Really?\n  x:y\n": {"a": {"b": "Blåbær?"}, "c": "Really?\nx:y\n"},
}


@pytest.mark.parametrize(("text", "data"), WORDS.items())
def test_a_sign_within_a_word_belongs_to_it_and_the_fast_parser_reads_on(text, data, monkeypatch):
    slow = YAML(typ="safe", pure=True).compose(text)
    calls = []
    monkeypatch.setattr(
        YAML,
        "__init__",
        lambda self, pure=False, init=YAML.__init__, **more: (calls.append(pure), init(self, pure=pure, **more))[1],
    )
    found = parsed(text)
    assert found.data == data
    assert calls, "no parser was made, so nothing is shown"
    assert not any(calls)
    assert composed(text).end_mark.index == slow.end_mark.index


def test_places_are_those_of_the_file():
    found = parsed("a: {b: What?, c: 12:30, d: x}")
    assert (found.place(("a", "d")).line, found.place(("a", "d")).column) == (1, 28)
    assert found.places_in(("a", "c"))(3).column == 21


def test_a_text_that_holds_the_stand_ins_is_left_to_the_slow_parser():
    assert parsing._stood_in("{a: b\ue000?}") is None
    assert parsed("{a: b\ue000?}").data == {"a": "b\ue000?"}


def test_what_is_broken_is_still_refused_at_its_place():
    with pytest.raises(source.SourceError) as refusal:
        parsed("{a: b?, c: [d?}")
    (problem,) = refusal.value.problems
    assert (problem.place.line, problem.place.column) == (1, 15)
