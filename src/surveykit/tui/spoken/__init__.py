"""What the program itself says during an interview, in the languages of the interviews."""

from collections.abc import Mapping

from surveykit.tui.spoken import browser, en, it, nb, ru

_OF_THE_APP = {"en": en.WORDS, "nb": nb.WORDS, "it": it.WORDS, "ru": ru.WORDS}
WORDS: Mapping[str, Mapping[str, str]] = {
    language: {**words, **browser.WORDS[language]} for language, words in _OF_THE_APP.items()
}
"""Language to word to text; "" leaves it to the problem's own words."""
