"""What the program says, in every language it speaks."""

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from rich.cells import cell_len

import surveykit.tui
from surveykit.coding.acts import Method, Outcome
from surveykit.coding.disagreement import Difference
from surveykit.coding.settling.standing import State
from surveykit.missing import REASONS
from surveykit.tui.keys.settings import CHOICES
from surveykit.tui.listing.columns import ASSIGNED, BATCH, CHANGED, KEYED_BY, OUTCOME, STATUS, Column
from surveykit.tui.modes.numbering import LABEL
from surveykit.tui.spoken import LANGUAGES, TOPICS, WORDS
from surveykit.tui.words import reason_words

SOURCE = "".join(
    path.read_text(encoding="utf-8")
    for path in Path(surveykit.tui.__path__[0]).rglob("*.py")
    if path.parent.name != "spoken"
)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_language_says_the_same_things(language: str) -> None:
    assert list(WORDS[language]) == list(WORDS["en"])
    for word, text in WORDS[language].items():
        if not word.startswith("SK"):
            assert set(re.findall(r"\$\w+", text)) == set(re.findall(r"\$\w+", WORDS["en"][word])), word


@pytest.mark.parametrize("language", ["nb", "it", "ru"])
def test_another_language_says_them_in_its_own_words(language: str) -> None:
    """What is the same in two languages is a word both have, or a sign."""
    alike = [word for word, text in WORDS[language].items() if text and text == WORDS["en"][word]]
    assert set(alike) <= {"enter", "status", "seconds", "minutes", "hours", "field_e", "field_strata", "judged_no"}
    assert all(reason_words(language, reason) != reason_words("en", reason) for reason in REASONS)


@pytest.mark.parametrize("language", sorted(WORDS))
@pytest.mark.parametrize("column", [STATUS, ASSIGNED, KEYED_BY, CHANGED, BATCH, OUTCOME], ids=lambda one: one.word)
def test_what_stands_above_a_column_of_the_list_is_not_cut(column: Column, language: str) -> None:
    assert cell_len(WORDS[language][column.word]) <= column.width


@pytest.mark.parametrize("language", sorted(WORDS))
def test_what_stands_before_a_field_of_a_batch_is_not_cut(language: str) -> None:
    assert max(cell_len(WORDS[language][word]) for word in ("batch_is", "form_is")) <= LABEL - 4


def test_no_word_is_left_over() -> None:
    used = [word for word in WORDS["en"] if word.startswith("SK") or re.search(f"""["']{word}["']""", SOURCE)]
    of_settings = [f"{name}_{choice}" for name, choices in CHOICES.items() for choice in choices]
    of_settings += [f"{what}_{name}" for name in CHOICES for what in ("set", "about")]
    kinds = {"judged": Outcome, "stands": State, "differ": Difference, "method": Method}
    of_settling = [f"{kind}_{name}" for kind, names in kinds.items() for name in get_args(names)]
    found_by_name = [*of_settings, *of_settling, "new", "open", "suspended", "completed", "seconds", "minutes", "hours"]
    assert sorted(set(WORDS["en"]) - set(used) - set(found_by_name)) == []


def test_no_word_stands_in_two_topics() -> None:
    words = [word for topic in (LANGUAGES, *TOPICS) for word in topic["en"]]
    assert [word for word, times in Counter(words).items() if times > 1] == []
