"""What the program says, in every language it speaks."""

import re
from pathlib import Path

import pytest

import surveykit.tui
from surveykit.tui.words import WORDS

SOURCE = "".join(path.read_text(encoding="utf-8") for path in Path(surveykit.tui.__path__[0]).glob("*.py"))


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_language_says_the_same_things(language: str) -> None:
    assert list(WORDS[language]) == list(WORDS["en"])
    for word, text in WORDS[language].items():
        if not word.startswith("SK"):
            assert set(re.findall(r"\$\w+", text)) == set(re.findall(r"\$\w+", WORDS["en"][word])), word


def test_no_word_is_left_over() -> None:
    used = [
        word
        for word in WORDS["en"]
        if word.startswith("SK") or len(re.findall(f"""["']{word}["']""", SOURCE)) > len(WORDS)
    ]
    statuses = ["new", "open", "suspended", "completed"]
    assert sorted(set(WORDS["en"]) - set(used) - set(statuses)) == []
