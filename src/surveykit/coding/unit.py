"""Units: the open answers that are coded, each with its case, question and words."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Unit:
    """One open answer.

    Args:
        case: the id of the case that gave it.
        question: the variable it stands in.
        text: the words of the respondent, as they stand in the data.
        wave: the round, where the survey has several.
        language: the language it is in, where that is known.
        context: answers to closed questions that help to read it: label to answer, both as people read them.
    """

    case: str
    question: str
    text: str
    wave: str = ""
    language: str = ""
    context: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its name among all units; see `unit_id`."""
        return unit_id(self.case, self.question, self.wave)

    @property
    def hash(self) -> str:
        """What its words are known by."""
        return text_hash(self.text)


def unit_id(case: str, question: str, wave: str = "") -> str:
    """The name of an open answer: question, case, and the wave where there are several.

    Example:
        >>> unit_id("IT01", "after_text"), unit_id("17", "partner_open", "2009")
        ('after_text/IT01', 'partner_open/17/2009')
    """
    return f"{question}/{case}/{wave}" if wave else f"{question}/{case}"


def text_hash(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a text: an answer that was changed has another."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def normal(text: str) -> str:
    """An answer without what does not matter to its meaning: case, punctuation, width and spaces.

    Answers that are the same then are shown to a coder as one.

    Example:
        >>> normal("  Abbiamo VENDUTO, all’estero! ")
        'abbiamo venduto all estero'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded))
