"""Looking for variables: words or a pattern in names, labels, wordings, values and notes, in every language."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import combining, normalize

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.problems import DataError, Problem, Rule
from surveykit.text import Text

NO_PATTERN = Rule(
    "SK698",
    "What is looked for makes no pattern",
    "A pattern that cannot be read would find nothing, and nothing would be taken for the answer.",
    'surveykit look-for "/(export/" sis.sav',
    "Close every bracket; or write words without the strokes.",
)

Where = Literal["name", "label", "wording", "value", "notes", "section"]
_WEIGHT: dict[Where, int] = {"name": 8, "label": 5, "wording": 3, "value": 2, "notes": 1, "section": 1}
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A variable or response set that was looked for: where the words stand, the text they stand in, how well it fits.

    `codes` is the number of its codes or columns.
    """

    name: str
    label: str
    where: tuple[Where, ...]
    said: str
    codes: int
    score: int


def look_for(codebook: Codebook, words: str, language: str = "") -> tuple[Found, ...]:
    """The variables and response sets in which all words stand, those that fit best first.

    A word is found where a word of the text begins with it; case and accents do not matter, and texts of all languages
    are looked through. `/.../` is a regular expression, looked for in each text by itself.

    Args:
        codebook: where to look.
        words: what to look for.
        language: that of the labels given back.

    Raises:
        DataError: SK698, the regular expression cannot be read.

    Example:
        >>> book = Codebook(variables=(Variable(name="exp_eu", label=Text({"fr": "Régions étrangères"})),))
        >>> [(found.name, found.where) for found in look_for(book, "REGIONS exp")]
        [('exp_eu', ('name', 'label'))]
    """
    tests = [_pattern(words[1:-1])] if len(words) > 2 and words[0] == words[-1] == "/" else list(_prefixes(words))
    if not tests:
        return ()
    things: Iterable[tuple[Variable | ResponseSet, Variable]] = [
        *((variable, variable) for variable in codebook),
        *((s, codebook[s.variables[0]]) for s in codebook.sets if s.name not in codebook),
    ]
    found = (_found(codebook, thing, list(_texts(codebook, thing, first)), tests, language) for thing, first in things)
    return tuple(sorted(filter(None, found), key=lambda one: -one.score))


Test = Callable[[str], int]
"""How well a text fits: 0 not at all, 1 a word begins so, 2 a word is it, 3 the text is it."""


def _found(
    codebook: Codebook,
    thing: Variable | ResponseSet,
    texts: list[tuple[Where, str]],
    tests: list[Test],
    language: str,
) -> Found | None:
    """What was found of one variable; None where one of the words stands nowhere."""
    score = 0
    hits: dict[Where, str] = {}
    for test in tests:
        fits = [(test(text) * _WEIGHT[where], where, text) for where, text in texts]
        best = max(fits, key=lambda fit: fit[0], default=(0, "name", ""))
        if not best[0]:
            return None
        score += best[0]
        for fit, where, text in fits:
            if fit:
                hits.setdefault(where, text)
    places = tuple(kind for kind in _WEIGHT if kind in hits)
    said = next((hits[kind] for kind in places if kind != "name"), "")
    codes = len(thing.variables) if isinstance(thing, ResponseSet) else len(tuple(codebook.codes_of(thing) or ()))
    return Found(thing.name, thing.label.into(language), places, said, codes, score)


def _texts(codebook: Codebook, thing: Variable | ResponseSet, first: Variable) -> Iterator[tuple[Where, str]]:
    """Every text of a variable or response set, with where it stands."""
    yield "name", thing.name
    yield from (("label", text) for text in _said(thing.label))
    yield from (("wording", text) for text in _said(first.wording))
    if isinstance(thing, Variable):
        labels = [code.label for code in codebook.codes_of(thing) or ()]
        yield "notes", thing.notes
    else:
        labels = [codebook[name].label for name in thing.variables]
    yield from (("value", text) for label in labels for text in _said(label))
    section = codebook.sections.get(first.origin.section)
    yield from (("section", text) for text in _said(section or Text()))


def _said(text: Text) -> Iterable[str]:
    return dict.fromkeys(filter(None, text.languages.values()))


def _prefixes(words: str) -> Iterator[Test]:
    """A test for each word."""
    return (_beginning(word) for word in dict.fromkeys(_WORD.findall(plain(words))))


def _beginning(word: str) -> Test:
    def fits(text: str) -> int:
        said = _words(text)
        if said == (word,) or "".join(said) == word:
            return 3
        return 2 if word in said else int(any(one.startswith(word) for one in said))

    return fits


def _pattern(pattern: str) -> Test:
    try:
        compiled = re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as failure:
        raise DataError(Problem(NO_PATTERN, f"/{pattern}/: {failure}", hint=NO_PATTERN.mend)) from None
    return lambda text: int(bool(compiled.search(text) or compiled.search(plain(text))))


@lru_cache(maxsize=100_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(text)))


def plain(text: str) -> str:
    """A text without accents and capitals.

    Example:
        >>> plain("Størrelse ÅÉ Straße")
        'storrelse ae strasse'
    """
    parted = normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(sign for sign in parted if not combining(sign))
