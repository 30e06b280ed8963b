"""Keywords find words wherever they stand, whatever surrounds them."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.frames.keywords import matches


def frame_of(keyword: str) -> CodingFrame:
    codes = {"A": {"label": "A", "keywords": [keyword]}}
    return CodingFrame.model_validate({"frame": "x", "title": "T", "languages": ["en"], "codes": codes})


WORDS = st.text(st.characters(categories=["Ll", "Lu"]), min_size=2, max_size=8)


@given(st.text(max_size=40), WORDS, st.text(max_size=40))
def test_what_is_found_are_the_words_of_the_answer_at_their_place(before, word, after):
    text = f"{before} {word} {after}"
    places = [(match.start, match.end) for match in matches(text, frame_of(word))]
    assert any(start <= len(before) + 1 < len(before) + 1 + len(word) <= end for start, end in places)


@given(st.text(max_size=60), WORDS)
def test_another_way_to_write_accents_and_capitals_finds_the_same(text, word):
    frame = frame_of(word)
    for form in ("NFC", "NFD"):
        again = unicodedata.normalize(form, text)
        assert len(matches(again, frame)) == len(matches(unicodedata.normalize("NFC", text), frame))
