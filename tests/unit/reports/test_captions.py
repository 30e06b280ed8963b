"""Headings and notes in four languages."""

from string import Formatter

import pytest

from surveykit.reports.captions import _CAPTIONS, LANGUAGES, caption, reason_words


@pytest.mark.parametrize("key", _CAPTIONS)
def test_every_caption_is_there_in_every_language_with_the_same_parts(key):
    said = _CAPTIONS[key]
    assert len(said) == len(LANGUAGES)
    assert all(said)
    parts = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in said]
    assert parts.count(parts[0]) == len(parts)


def test_another_language_is_told_in_english():
    assert caption("mean", "de") == "Mean"
    assert reason_words("refused", "de") == "refused"


def test_a_reason_of_the_codebooks_own_is_shown_as_it_is_written():
    assert reason_words("not_applicable_2009", "nb") == "not applicable 2009"
