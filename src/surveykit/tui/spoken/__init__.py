"""What the program itself says during an interview, in the languages of the interviews."""

from collections.abc import Mapping

from surveykit.tui.spoken import (
    acts,
    board,
    browser,
    coding,
    en,
    field,
    it,
    listing,
    looking,
    modes,
    nb,
    ru,
    settling,
    waiting,
)

LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": en.WORDS, "nb": nb.WORDS, "it": it.WORDS, "ru": ru.WORDS}
TOPICS: tuple[Mapping[str, Mapping[str, str]], ...] = (
    acts.WORDS,
    board.WORDS,
    browser.WORDS,
    coding.WORDS,
    field.WORDS,
    listing.WORDS,
    looking.WORDS,
    modes.WORDS,
    settling.WORDS,
    waiting.WORDS,
)

WORDS: Mapping[str, Mapping[str, str]] = {
    language: {**words, **{word: text for topic in TOPICS for word, text in topic[language].items()}}
    for language, words in LANGUAGES.items()
}
"""Language to word to text; "" leaves it to the problem's own words."""
