"""Why a code is missing, told from its number and its label together, as files of other programs have them."""

from surveykit.codebook.codelist import Code
from surveykit.missing import DEFAULT_CODES, REASON_WORDS, USER_MISSING, Value
from surveykit.text import Text


def reason_of(value: Value, label: Text) -> str:
    """Why a value is missing, as far as its code and label tell: one of our four, or `user_missing`.

    Example:
        >>> reason_of(-9, Text("ubesvart")), reason_of(99, Text("ubesvart"))
        ('no_answer', 'user_missing')
    """
    said = {text.strip().casefold() for text in label.languages.values()}
    for reason, code in DEFAULT_CODES.items():
        words = {word.casefold() for word in REASON_WORDS[reason].values()}
        if str(value) == str(code) and said & (words | {reason}):
            return reason
    return USER_MISSING


def missing_code(value: Value, label: str | Text) -> Code:
    """A missing code as read from a file, by its label; a label that only repeats the code is none.

    Example:
        >>> missing_code(-7, "refused").missing, missing_code(99, "99").label
        ('refused', Text(''))
    """
    text = Text(label).without(plain(value)) or Text()
    reason = reason_of(value, text)
    if reason != USER_MISSING:
        text = Text(REASON_WORDS[reason])
    return Code(value=value, label=text, missing=reason)


def label_written(code: Code, language: str) -> str:
    """The one label a missing code is written with, so that its reason is known when it is read back."""
    if label := code.label.into(language):
        return label
    if str(DEFAULT_CODES.get(code.missing or "")) == str(code.value):
        words = REASON_WORDS[code.missing or ""]
        return words.get(language, words["en"])
    return plain(code.value)


def plain(value: Value) -> str:
    """A code as a label that says nothing more."""
    return f"{value:g}" if isinstance(value, float) else str(value)
