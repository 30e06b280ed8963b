"""What the program itself says during an interview, in the languages of the interviews."""

from collections.abc import Mapping

from surveykit.tui.spoken import en, it, nb, ru

WORDS: Mapping[str, Mapping[str, str]] = {"en": en.WORDS, "nb": nb.WORDS, "it": it.WORDS, "ru": ru.WORDS}
"""Language to word to text; "" leaves it to the problem's own words."""
