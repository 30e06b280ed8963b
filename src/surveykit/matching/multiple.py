"""Multiple response: answers that share a cell, and columns that each stand for one choice."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.dataset.written import text_of
from surveykit.matching.likeness import plain, stem_and_item, without_number
from surveykit.matching.values import NO, YES, Counts, is_empty
from surveykit.missing import Value

SEPARATORS = (";", "|", "\n", ",", "/")
_ENDING = re.compile(r"(?P<stem>.*\D)(?P<number>\d{1,3})")
_ALIGNED = 0.85  # how alike the ending of a column must be to a choice


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of a multiple-response question as words, for cells that name several."""

    question: ResponseSet
    words: Mapping[str, Value]  # a plain label or code to its choice
    labels: Mapping[Value, tuple[str, ...]]

    def named_in(self, cell: str, separator: str) -> tuple[tuple[Value, ...], tuple[str, ...]]:
        """The choices a cell names, and what names none; a choice that holds the separator itself is not cut.

        From the left, as many parts as together name a choice are taken as one.
        """
        parts = cell.split(separator) if separator else [cell]
        chosen: list[Value] = []
        unknown: list[str] = []
        at = 0
        while at < len(parts):
            for end in range(len(parts), at, -1):
                said = plain(separator.join(parts[at:end]))
                if not said or said in self.words:
                    break
            else:
                end, said = at + 1, ""
                unknown.append(parts[at].strip())
            if said:
                chosen.append(self.words[said])
            at = end
        return tuple(dict.fromkeys(chosen)), tuple(unknown)


def choices_of(question: ResponseSet, codebook: Codebook) -> Choices:
    """The choices of a question with their labels in every language; a label two choices share names neither."""
    labels = {
        choice: tuple(dict.fromkeys(plain(text) for text in codebook[name].label.languages.values() if text))
        for choice, name in zip(question.choices, question.variables, strict=True)
    }
    said: dict[str, list[Value]] = {}
    for choice, words in labels.items():
        for word in words:
            said.setdefault(word, []).append(choice)
    by_code = {plain(text_of(choice)): choice for choice in labels}
    by_label = {word: held[0] for word, held in said.items() if len(held) == 1}
    return Choices(question, by_code | by_label, labels)


def sets_in(codebook: Codebook) -> tuple[ResponseSet, ...]:
    """The questions whose columns each stand for a choice."""
    return tuple(s for s in codebook.sets if s.kind == "dichotomies" and len(s.choices) == len(s.variables))


@dataclass(frozen=True, slots=True)
class Split:
    """How a column of several answers is parted, and how much of it names choices."""

    separator: str
    fit: float
    several: bool  # whether any cell names more than one
    unknown: tuple[str, ...]


def split(counts: Counts, choices: Choices, most: int = 500) -> Split:
    """The separator with which the cells of a column name the most choices; by label they count more than by code."""
    told = [(text_of(value), times) for value, times in list(counts.items())[:most]]
    cells = [(said, times) for said, times in told if not is_empty(said)]
    best = Split("", 0.0, several=False, unknown=())
    for sign in ("", *SEPARATORS):
        total, right, several, unknown = 0, 0, False, dict[str, None]()
        for cell, times in cells:
            chosen, rest = choices.named_in(cell, sign)
            total += times * (len(chosen) + len(rest))
            right += times * len(chosen)
            several |= len(chosen) > 1
            unknown |= dict.fromkeys(rest)
        fit = right / total if total else 0.0
        if fit > best.fit + 0.01:
            best = Split(sign, fit, several, tuple(unknown))
    return best


@dataclass(frozen=True)
class Group:
    """Columns that belong together: what they share, and what each says of its own."""

    columns: tuple[str, ...]
    stem: tuple[str, ...]  # plain texts of what they share
    items: tuple[tuple[str, ...], ...]  # plain texts of each column's own
    numbers: tuple[int | None, ...]

    @cached_property
    def numbered(self) -> bool:
        """Whether every column has a number of its own."""
        return None not in self.numbers and len(set(self.numbers)) == len(self.numbers)


def groups(found: Codebook, free: Sequence[str], counts: Mapping[str, Counts]) -> Iterator[Group]:
    """Columns that share the beginning of their name or heading and hold ticks or one word each."""
    known = [s for s in sets_in(found) if set(s.variables) <= set(free)]
    for question in known:
        yield _question(found, question)
    gone = {name for question in known for name in question.variables}
    by_stem: dict[tuple[str, str], list[str]] = {}
    for name in free:
        if name in gone or not _like_ticks(counts.get(name, {})):
            continue
        if ending := _ENDING.fullmatch(name):
            by_stem.setdefault(("name", plain(ending["stem"])), []).append(name)
        _, rest = without_number(str(found[name].label) or name)
        stem, item = stem_and_item(rest)
        if item:
            by_stem.setdefault(("label", plain(stem)), []).append(name)
        elif found[name].label:
            by_stem.setdefault(("same", plain(rest)), []).append(name)
    seen = set()
    for (_, stem), names in sorted(by_stem.items(), key=lambda pair: pair[0][0] != "label"):
        if len(names) > 1 and tuple(names) not in seen:
            seen.add(tuple(names))
            yield _group(found, names, stem, counts)


def _question(found: Codebook, question: ResponseSet) -> Group:
    """A question with several answers that the file itself knows."""
    wording = found[question.variables[0]].wording.languages.values()
    stem = tuple(dict.fromkeys(filter(None, map(plain, (*question.label.languages.values(), *wording)))))
    items = tuple(
        tuple(dict.fromkeys(filter(None, map(plain, found[name].label.languages.values()))))
        for name in question.variables
    )
    return Group(question.variables, stem or (plain(question.name),), items, (None,) * len(items))


def _group(found: Codebook, names: Sequence[str], stem: str, counts: Mapping[str, Counts]) -> Group:
    items, numbers, stems = [], [], [stem]
    for name in names:
        label = str(found[name].label)
        _, rest = without_number(label)
        head, item = stem_and_item(rest)
        words = [plain(item) if item else "", plain(rest)]
        held = [value for value in counts.get(name, {}) if isinstance(value, str)]
        words += [plain(value) for value in held if plain(value) not in YES | NO][:1]
        words += [plain(str(code.label)) for code in found.codes_of(found[name]) or () if str(code.label)][:3]
        items.append(tuple(dict.fromkeys(filter(None, words))))
        ending = _ENDING.fullmatch(name)
        numbers.append(int(ending["number"]) if ending else None)
        stems += [plain(head)] if item else []
        stems += [plain(ending["stem"])] if ending else []
    return Group(tuple(names), tuple(dict.fromkeys(filter(None, stems))), tuple(items), tuple(numbers))


def _like_ticks(counts: Counts) -> bool:
    """At most two values beside blank, each a number up to two, a word of yes or no, or one text."""
    return len([value for value in counts if plain(text_of(value)) not in YES | NO]) <= 3


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which column of a group is which choice, and how sure that is."""

    columns: Mapping[str, Value]
    sure: float
    by_number: bool


def aligned(group: Group, choices: Choices) -> Alignment | None:
    """The choice of each column, by what it says of its own, or by its number; None where they do not fit."""
    pairs = []
    for at, words in enumerate(group.items):
        for choice, labels in choices.labels.items():
            score = max((_as_alike(word, label) for word in words for label in labels), default=0.0)
            if score >= _ALIGNED:
                pairs.append((score, at, choice))
    taken: dict[int, tuple[Value, float]] = {}
    for score, at, choice in sorted(pairs, key=lambda pair: -pair[0]):
        if at not in taken and choice not in {held for held, _ in taken.values()}:
            taken[at] = (choice, score)
    if len(taken) >= 2 and len(taken) >= 0.8 * min(len(group.columns), len(choices.labels)):
        columns = {group.columns[at]: choice for at, (choice, _) in sorted(taken.items())}
        return Alignment(columns, min(score for _, score in taken.values()), by_number=False)
    known = {choice: choice for choice in choices.labels}
    if group.numbered and not pairs and len(group.columns) == len(known) and all(n in known for n in group.numbers):
        return Alignment(
            dict(zip(group.columns, (known[n] for n in group.numbers if n is not None), strict=True)),
            0.9,
            by_number=True,
        )
    return None


def _as_alike(word: str, label: str) -> float:
    from rapidfuzz import fuzz

    return float(fuzz.ratio(word, label)) / 100
