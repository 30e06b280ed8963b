"""Likeness: how far two texts say the same, and what the names and headings of a column say at all."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.text import Text

if TYPE_CHECKING:
    import numpy as np

_NUMBERED = re.compile(r"(?P<code>[A-Za-z]*\d[\w\[\]]*)(?:[.:)\-–—]|\s*[—–]|\s)\s*(?P<rest>\D.*)", re.DOTALL)
_ITEM = (
    re.compile(r"(?P<stem>.*\S)\s*\[(?P<item>[^\[\]]+)\]\s*"),
    re.compile(r"(?P<stem>.*\S)\s+[-–—|/]\s+(?P<item>\S.*)"),
    re.compile(r"(?P<stem>.*[?.:])\s*(?P<item>[^\s?.:][^?]*)"),
    re.compile(r"(?P<stem>.*[^\s:]):\s+(?P<item>\S.*)"),
)
_MADE = re.compile(r"(?:[a-z]{1,2}|var|col|column|item|question|field|unnamed)_?\d+(?:_\w+)?", re.IGNORECASE)
_OTHERWISE = 0.75  # the likeness below which two headings say different things
_BESIDE = 0.8  # what a name counts where there is a heading too: names of a letter's difference mean other things
_WITHIN, _COVERED = 0.55, 0.4  # what a text within another counts, and more the more of the other it covers


@cache
def plain(text: str) -> str:
    """A text without what writers vary: case, accents, signs, blanks, and letters that run into digits.

    A text without letters keeps its signs, for -7 is another code than 7; more and less than a number stay too.

    Example:
        >>> plain("Ansatte_2006"), plain("  Più  di uno?"), plain("-7"), plain("10 – 49"), plain("<18 years")
        ('ansatte 2006', 'piu di uno', '-7', '10-49', '< 18 years')
    """
    if not any(sign.isalpha() for sign in text):
        return re.sub(r"(?<=\d)\s*[-–—]\s*(?=\d)", "-", " ".join(text.split()))
    said = unicodedata.normalize("NFKD", text.casefold())
    said = "".join(sign for sign in said if not unicodedata.combining(sign))
    said = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", said)
    said = re.sub(r"([<>≤≥])(?=[\s=]*\d)|(?<=\d)\s*(\+)", lambda found: f" {found[1] or found[2]} ", said)
    return " ".join(re.sub(r"[^\w<>≤≥+]+|_+|[<>≤≥](?!\s*\d)|(?<!\d )\+", " ", said).split())


def folded(text: str) -> str:
    """A value as it stands, but for upper and lower case and the blanks around it."""
    return " ".join(text.split()).casefold()


@cache
def without_number(text: str) -> tuple[str, str]:
    """The code a heading begins with, and the rest.

    Example:
        >>> without_number("socio1. In which country?"), without_number("Which country?")
        (('socio1', 'In which country?'), ('', 'Which country?'))
    """
    found = _NUMBERED.fullmatch(" ".join(text.split()))
    return (found["code"], found["rest"]) if found else ("", text)


@cache
def stem_and_item(text: str) -> tuple[str, str]:
    """A heading of one line of a question, parted: `Where? [Asia]` is `Where?` and `Asia`; no item where it is whole.

    Example:
        >>> stem_and_item("Which markets? [Asia]"), stem_and_item("Markets - Asia"), stem_and_item("Markets")
        (('Which markets?', 'Asia'), ('Markets', 'Asia'), ('Markets', ''))
    """
    for pattern in _ITEM:
        found = pattern.fullmatch(text.strip())
        if found:
            return found["stem"], found["item"].strip()
    return text, ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a column or a variable is called, in plain texts: its name, and what else is said of it."""

    name: str
    texts: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every text, the name among them."""
        return tuple(dict.fromkeys(text for text in (self.name, *self.texts) if text)) or ("?",)


def said_of(variable: Variable, shared: Collection[str] = ()) -> Said:
    """What is said of a variable or column, in every language.

    A name that programs give, such as Q7, says nothing where there is a heading too. A number before a heading is
    taken off. A wording that several share is that of their question, and goes with what each says of its own.

    Args:
        variable: the variable or column.
        shared: plain wordings that several have.
    """
    texts: list[str] = []
    for language, label in variable.label.languages.items():
        wording = variable.wording.languages.get(language) or variable.wording.into(language)
        texts += _ways(label)
        if wording and plain(wording) in shared:
            texts.append(plain(f"{wording} {label}"))
    texts += [way for text in variable.wording.languages.values() if plain(text) not in shared for way in _ways(text)]
    found = _distinct(texts)
    return Said("" if found and made_by_program(variable.name) else plain(variable.name), found)


def shared_wordings(variables: Iterable[Variable]) -> frozenset[str]:
    """The texts, as plain ones, that stand at several variables, as the wording or the label."""
    said = ({*v.wording.languages.values(), *v.label.languages.values()} for v in variables)
    counts = Counter(text for texts in said for text in set(map(plain, texts)))
    return frozenset(text for text, times in counts.items() if times > 1)


def made_by_program(name: str) -> bool:
    """Whether a name is one that programs give to questions and columns, and says nothing of what is asked.

    Example:
        >>> [made_by_program(name) for name in ("q7", "Q12_3", "V4", "column_8", "q7_other", "size", "sh_mode1")]
        [True, True, True, True, True, False, False]
    """
    return _MADE.fullmatch(name) is not None


def say_otherwise(column: Variable, variable: Variable | ResponseSet) -> bool:
    """Whether the headings of both say two different things: their labels, or the wordings of their questions."""
    labels, wordings = _plains(column.label), _plains(column.wording)
    own = _plains(variable.label)
    asked = _plains(variable.wording) if isinstance(variable, Variable) else ()
    if wordings and asked:
        return best(labels, own) < _OTHERWISE or best(wordings, asked) < _OTHERWISE
    known = (*own, *asked, *(f"{a} {b}" for a in asked for b in own))
    whole = tuple(plain(way) for way in map(" ".join, product(wordings, labels))) or labels or wordings
    return bool(whole and known) and best((*whole, *wordings), known) < _OTHERWISE


def _plains(text: Text) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (way for said in text.languages.values() for way in _ways(said)))))


def best(first: Sequence[str], second: Sequence[str]) -> float:
    """How alike the two most alike texts of either side are; 1 where a side says nothing."""
    if not first or not second or set(first) & set(second):
        return 1.0
    return float(_alike(first, second).max())


def _ways(text: str) -> list[str]:
    code, rest = without_number(text)
    return [plain(text), plain(rest)] if code else [plain(text)]


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def likenesses(first: Sequence[Said], second: Sequence[Said]) -> "np.ndarray":
    """How alike each of the first is to each of the second, from 0 to 1: the best of all their texts."""
    import numpy as np

    rows = [text for said in first for text in said.all]
    columns = [text for said in second for text in said.all]
    if not rows or not columns:
        return np.zeros((len(first), len(second)))
    named = [
        _BESIDE if said.texts and text == said.name and text not in said.texts else 1.0
        for said in first
        for text in said.all
    ]
    alike = _alike(rows, columns) * np.array(named)[:, None]
    starts = _starts([len(said.all) for said in first]), _starts([len(said.all) for said in second])
    best: np.ndarray = np.maximum.reduceat(np.maximum.reduceat(alike, starts[0], axis=0), starts[1], axis=1)
    return best


def likeness(first: str, second: str) -> float:
    """How alike two plain texts are, from 0 to 1."""
    return float(_alike([first], [second])[0, 0]) if first and second else 0.0


def _starts(lengths: Sequence[int]) -> list[int]:
    return [sum(lengths[:index]) for index in range(len(lengths))]


def _alike(rows: Sequence[str], columns: Sequence[str]) -> "np.ndarray":
    """Letters in order, words in any order, and words of one within the other; numbers must not contradict."""
    import numpy as np
    from rapidfuzz import fuzz, process

    ways = [process.cdist(rows, columns, scorer=way) for way in (fuzz.ratio, fuzz.token_sort_ratio)]
    lengths = np.array([len(a) for a in rows])[:, None], np.array([len(b) for b in columns])[None, :]
    shorter, longer = np.minimum(*lengths), np.maximum(*lengths)
    within = process.cdist(rows, columns, scorer=fuzz.token_set_ratio) * (_WITHIN + _COVERED * shorter / longer)
    found = np.maximum(np.maximum(*ways), np.where(shorter >= 5, within, 0)) / 100
    against = _against([_numbers(a) for a in rows], [_numbers(b) for b in columns])
    result: np.ndarray = np.where(against, found * 0.6, found)
    return result


def _against(first: Sequence[frozenset[str]], second: Sequence[frozenset[str]]) -> "np.ndarray":
    """Where each names numbers the other does not; most texts name none."""
    import numpy as np

    found = np.zeros((len(first), len(second)), dtype=bool)
    columns = [at for at, numbers in enumerate(second) if numbers]
    for row, numbers in enumerate(first):
        if numbers:
            for at in columns:
                found[row, at] = _contradict(numbers, second[at])
    return found


@cache
def _numbers(text: str) -> frozenset[str]:
    return frozenset(word for word in text.split() if word.isdigit())


@cache
def _contradict(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether each names numbers the other does not: 2010 and 2011, but not 04 and 2004."""
    mine = [n for n in first if not any(n == m or m.endswith(n) or n.endswith(m) for m in second)]
    theirs = [n for n in second if not any(n == m or m.endswith(n) or n.endswith(m) for m in first)]
    return bool(mine and theirs)
