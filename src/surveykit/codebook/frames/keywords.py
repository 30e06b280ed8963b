"""Keywords of a coding frame: which codes the words of an answer suggest, and where those words stand.

A keyword is a word (`fiera`), a stem (`fier*`, `*messe`) or a phrase (`primo cliente*`). Capitals and accents do not
matter, and whatever stands between the words of a phrase does not either; but a letter of an alphabet of its own right,
as å or й, is no accented one: `lån*` does not find "land", though `lan*` finds "lån". `-word` in a keyword means: not
where the word stands in the same sentence (`export* -not`); a keyword of such words only holds for every keyword of its
code.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from surveykit.codebook.frames.frame import CodingFrame

_LETTERS = "åäöüñйўї"  # not accented ones to those who write them
_BASES = "aaounиуі"
_BASE = str.maketrans(_LETTERS, _BASES)
_LIKE = {base: f"[{base}{''.join(letter for letter, of in zip(_LETTERS, _BASES, strict=True) if of == base)}]"
         for base in _BASES}  # fmt: skip
_LOOKED_UP = 3  # letters by which keywords are found
_WORD = re.compile(r"\w+")
_SENTENCE_ENDS = re.compile(r"[.!?;…](?=\s|$)|[\n。！？।]")


Phrase = tuple[re.Pattern[str], ...]


class Match(NamedTuple):
    """A code that an answer suggests, by which keyword, and where: code points from 0, the end not included."""

    code: str
    keyword: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword taken apart: words that follow one another, and what may not stand in the same sentence."""

    written: str
    words: Phrase
    without: tuple[Phrase, ...]
    begins: str  # the letters that the first word begins with, as many as it is looked up by


_Rules = Mapping[str, Sequence[tuple[str, Keyword]]]


class _Word(NamedTuple):
    """A word of an answer, folded; where it stands, and in which sentence."""

    text: str
    start: int
    end: int
    sentence: int


def matches(text: str, frame: CodingFrame) -> tuple[Match, ...]:
    """What the keywords of a frame find in an answer, in the order of the words.

    Example:
        >>> facts = {"frame": "x", "title": "", "languages": ["it"]}
        >>> codes = {"FAIR": {"label": "Fairs", "keywords": ["fier* -non"]}}
        >>> frame = CodingFrame.model_validate({**facts, "codes": codes})
        >>> matches("Siamo andati a due Fiére.", frame)
        (Match(code='FAIR', keyword='fier* -non', start=19, end=24),)
        >>> matches("Non siamo andati a fiere.", frame)
        ()
    """
    rules = _rules(frame.keyworded)
    if not rules:
        return ()
    words = _words(text)
    sentences: dict[int, list[_Word]] = {}
    for word in words:
        sentences.setdefault(word.sentence, []).append(word)
    found = []
    for at, word in enumerate(words):
        for code, keyword in _beginning(word.text, rules):
            last = _follows(keyword.words, words, at)
            if last is not None and not _held_off(keyword, sentences[word.sentence]):
                found.append(Match(code, keyword.written, word.start, last.end))
    return tuple(found)


def plain(text: str) -> str:
    """An answer as keywords read it: its words without capitals and accents.

    Example:
        >>> plain("L'attività, è NUOVA!")
        'l attivita e nuova'
    """
    return " ".join(_WORD.findall(_folded(text)[0]))


@lru_cache(maxsize=4096)
def keyword_of(written: str) -> Keyword:
    """Take a keyword apart; one without words finds nothing."""
    parts = written.split()
    words = [word for part in parts if not part.startswith("-") for word in _patterns(part)]
    without = [tuple(map(_pattern, _patterns(part))) for part in parts if part.startswith("-")]
    begins = words[0].split("*")[0][:_LOOKED_UP].translate(_BASE) if words else ""
    return Keyword(written, tuple(map(_pattern, words)), tuple(filter(None, without)), begins)


def _patterns(part: str) -> list[str]:
    return re.findall(r"[\w*]*\w[\w*]*", _folded(part)[0])


def _pattern(word: str) -> re.Pattern[str]:
    parts = ("".join(_LIKE.get(letter, re.escape(letter)) for letter in part) for part in re.split(r"\*+", word))
    return re.compile(r"\w*".join(parts))


@lru_cache(maxsize=16)
def _rules(codes: tuple[tuple[str, tuple[str, ...]], ...]) -> _Rules:
    """Keywords with their codes, by the letters they begin with, in the order of the frame."""
    found: dict[str, list[tuple[str, Keyword]]] = {}
    for code, written in codes:
        keywords = [keyword_of(each) for each in written]
        always = tuple(phrase for keyword in keywords if not keyword.words for phrase in keyword.without)
        for keyword in keywords:
            if keyword.words:
                whole = Keyword(keyword.written, keyword.words, (*keyword.without, *always), keyword.begins)
                found.setdefault(keyword.begins, []).append((code, whole))
    return found


def _beginning(word: str, rules: _Rules) -> Iterator[tuple[str, Keyword]]:
    """The keywords whose first word may be this one."""
    for length in range(min(_LOOKED_UP, len(word)) + 1):
        yield from rules.get(word[:length].translate(_BASE), ())


def _follows(patterns: Sequence[re.Pattern[str]], words: Sequence[_Word], at: int) -> _Word | None:
    """The last word of a phrase that begins at a word, or None where it does not."""
    if at + len(patterns) > len(words):
        return None
    if all(pattern.fullmatch(words[at + n].text) for n, pattern in enumerate(patterns)):
        return words[at + len(patterns) - 1]
    return None


def _held_off(keyword: Keyword, sentence: Sequence[_Word]) -> bool:
    places = range(len(sentence))
    return any(_follows(phrase, sentence, at) is not None for phrase in keyword.without for at in places)


def _words(text: str) -> tuple[_Word, ...]:
    folded, origin = _folded(text)
    ends = [match.start() for match in _SENTENCE_ENDS.finditer(folded)]
    return tuple(_placed(folded, origin, ends))


def _placed(folded: str, origin: Sequence[int], ends: Sequence[int]) -> Iterator[_Word]:
    sentence = 0
    for match in _WORD.finditer(folded):
        while sentence < len(ends) and ends[sentence] < match.start():
            sentence += 1
        yield _Word(match.group(), origin[match.start()], origin[match.end() - 1] + 1, sentence)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """A text without capitals and accents, and for each character of it which one of the text it comes from.

    What an accent stands on takes the accent along, so that a word ends behind its accents; where both are a letter of
    its own right, however it is written, it stays.
    """
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        for sign in unicodedata.normalize("NFKD", character.casefold()):
            if not unicodedata.combining(sign):
                letters.append(sign)
                origin.append(index)
            elif letters:
                origin[-1] = index
                whole = unicodedata.normalize("NFC", letters[-1] + sign)
                letters[-1] = whole if whole in _LETTERS else letters[-1]
    return "".join(letters), origin
