"""The words of the program: what it says in the language of an interview."""

from string import Template

from surveykit.missing import REASON_WORDS
from surveykit.tui.spoken import WORDS


def say(language: str, word: str, **values: object) -> str:
    """A text in a language, or in English where the program does not speak it.

    Example:
        >>> say("nb", "was_completed", case="7"), say("fi", "saved")
        ('7 er fullført og lagret.', 'saved')
    """
    template = WORDS.get(language, WORDS["en"])[word]
    return Template(template).substitute(values) if values else template


def reason_words(language: str, reason: str) -> str:
    """Why an answer is empty, in words."""
    return REASON_WORDS[reason].get(language, REASON_WORDS[reason]["en"])
