"""Likeness: whether a wording is a translation, a correction, or says something else."""

from collections.abc import Callable
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
    both = shared(old, new, nearness=_same)
    return all(_same(a, b) for a, b in both) and (bool(both) or not (old and new))


def alike(old: Text, new: Text) -> bool:
    """Whether two texts say the same, as far as letters tell: in no language of both do they differ much.

    Example:
        >>> alike(Text("Others"), Text({"": "Other", "nb": "Andre"})), alike(Text("Others"), Text("Nobody"))
        (True, False)
    """
    both = shared(old, new)
    return all(likeness(a, b) >= CORRECTED for a, b in both) and (bool(both) or not (old and new))


def likeness(a: str, b: str) -> float:
    """How alike two texts are, from 0 to 1."""
    return SequenceMatcher(None, _plain(a), _plain(b), autojunk=False).ratio()


def shared(old: Text, new: Text, nearness: Callable[[str, str], float] = likeness) -> list[tuple[str, str]]:
    """The texts of the languages both are written in.

    A file that knows one language does not say which: its text is compared with the one it is most like.
    """
    languages = [*old.languages, *(language for language in new.languages if language not in old.languages)]
    both = [(old.languages.get(one), new.languages.get(one)) for one in languages]
    found = [(a, b) for a, b in both if a and b]
    if not found and ("" in old.languages) != ("" in new.languages):
        every = [(a, b) for a in old.languages.values() for b in new.languages.values() if a and b]
        found = [max(every, key=lambda pair: nearness(*pair))] if every else []
    return found


def _same(a: str, b: str) -> bool:
    return _plain(a) == _plain(b)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
