"""The words of the printed page in four languages."""

import re

import pytest

from surveykit.reports.paper import words


@pytest.mark.parametrize("key", words._WORDS)
def test_every_word_takes_the_same_parts_in_each_language(key):
    said = words._WORDS[key]
    assert len(said) == 4
    assert all(said)
    assert len({tuple(sorted(re.findall(r"\{\d*\}", one))) for one in said}) == 1


def test_an_unknown_language_is_spoken_to_in_english():
    assert words.word("tick_one", "fr") == "Tick one."
    assert words.language_name("fr") == "français"
    assert words.language_name("xx") == "xx"


def test_no_word_is_left_over():
    from pathlib import Path

    source = Path(words.__file__).parent
    used = "".join(path.read_text(encoding="utf-8") for path in source.glob("*.py") if path.stem != "words")
    keys = [*words._WORDS]
    unused = [key for key in keys if not re.search(rf"[\"']{key}[\"']", used)]
    built = {"tick_all", "tick_all_each", "seconds", "minutes", "hours", "hard", "soft"}  # from parts, or by a value
    assert set(unused) <= built
