"""Likeness: whether a wording is a translation, a correction, or says something else."""

from difflib import SequenceMatcher

from surveykit.text import Text

CORRECTED = 0.7
"""From this likeness on, a text is taken for the same one, corrected."""
SURELY = 0.9
"""From this likeness of wordings on, two questions of one type are one."""
MAYBE = 0.7
"""From this likeness on, they are one if they offer the same choices too."""


def spoken_alike(old: Text, new: Text) -> bool:
    """Whether nothing but translations was added or taken away, spelling and blanks aside."""
    pairs = _pairs(old, new)
    return all(_plain(a) == _plain(b) for a, b in pairs) and (bool(pairs) or not (old and new))


def alike(old: Text, new: Text) -> bool:
    """Whether two texts say the same, as far as letters tell: in no language of both do they differ much.

    Example:
        >>> alike(Text("Others"), Text({"": "Other", "nb": "Andre"})), alike(Text("Others"), Text("Nobody"))
        (True, False)
    """
    pairs = _pairs(old, new)
    return all(likeness(a, b) >= CORRECTED for a, b in pairs) and (bool(pairs) or not (old and new))


def likeness(a: str, b: str) -> float:
    """How alike two texts are, from 0 to 1."""
    return SequenceMatcher(None, _plain(a), _plain(b), autojunk=False).ratio()


def _pairs(old: Text, new: Text) -> list[tuple[str, str]]:
    """The texts of the languages both are written in; a text of no language is of every one."""
    languages = [*old.languages, *(language for language in new.languages if language not in old.languages)]
    both = [(old.languages.get(one), new.languages.get(one)) for one in languages]
    found = [(a, b) for a, b in both if a and b]
    if not found and ("" in old.languages) != ("" in new.languages):
        found = [(old.into(""), new.into(""))] if old and new else []
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
