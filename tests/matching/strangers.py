"""The shipped samples as strangers would send them: other names, labels for codes, answers joined or one a column.

Run it to see how well `propose` finds its way: `python tests/matching/strangers.py`.
"""

import csv
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.instrument.file import load
from surveykit.instrument.project import codebook_of
from surveykit.missing import REASON_WORDS, Value

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ("norwegian-sis", "italian-network-contract", "russian-panel")
MOST_CASES = 300
TICKS = {"ones": ("1", ""), "words": ("Selected", "Not selected"), "digits": ("1", "0"), "choices": (None, "")}


@dataclass(frozen=True, slots=True)
class Column:
    """One column as sent: its heading, its cells, and what it truly is: a variable, a question, or a choice of one."""

    heading: str
    cells: list[str]
    taker: str
    choice: Value | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as sent, with what it truly is."""

    columns: tuple[Column, ...]
    target: Codebook
    truth: Dataset

    def written(self, path: Path) -> Dataset:
        """The file as it is read back."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([column.heading for column in self.columns])
            writer.writerows(zip(*(column.cells for column in self.columns), strict=True))
        return formats.read(path).dataset


@dataclass(frozen=True, slots=True)
class Style:
    """How somebody writes files."""

    name: str
    heading: Callable[[Variable, str, int, random.Random], str]
    multiple: str  # joined, or one of TICKS
    comma: bool = False  # decimal commas
    typos: bool = False


def label(variable: Variable, language: str, _at: int, _chance: random.Random) -> str:
    return variable.label.into(language) or variable.name


def wording(variable: Variable, language: str, _at: int, _chance: random.Random) -> str:
    return variable.wording.into(language) or label(variable, language, _at, _chance)


def numbered(variable: Variable, language: str, at: int, chance: random.Random) -> str:
    return f"Q{at}. {wording(variable, language, at, chance)}"


def sloppy(variable: Variable, language: str, at: int, chance: random.Random) -> str:
    """A label with a letter lost, in capitals, or cut."""
    said = label(variable, language, at, chance)
    ways = [said.upper(), f" {said} ", said]
    if len(said) > 8:
        cut = chance.randrange(2, len(said) - 2)
        ways += [said[:cut] + said[cut + 1 :], said[: len(said) - 2]]
    return chance.choice(ways)


def snake(variable: Variable, language: str, at: int, chance: random.Random) -> str:
    return "_".join(label(variable, language, at, chance).lower().split())


def reworded(variable: Variable, language: str, at: int, chance: random.Random) -> str:
    """A wording with a fifth of its words left out and two neighbours exchanged."""
    words = [word for word in wording(variable, language, at, chance).split() if chance.random() > 0.2] or ["x"]
    if len(words) > 3:
        spot = chance.randrange(len(words) - 1)
        words[spot], words[spot + 1] = words[spot + 1], words[spot]
    return " ".join(words)


def nameless(_variable: Variable, _language: str, at: int, _chance: random.Random) -> str:
    return f"V{at}"


STYLES = (
    Style("labels, joined answers", label, "joined"),
    Style("wordings, ticks as 1 and blank", wording, "ones", comma=True),
    Style("numbered wordings, ticks as words", numbered, "words"),
    Style("sloppy labels, ticks as 1 and 0", sloppy, "digits", typos=True),
    Style("labels as names, ticks as the choice", snake, "choices", comma=True),
)
HARD = (
    Style("reworded, ticks as words", reworded, "words", typos=True),
    Style("V1 to Vn, joined answers", nameless, "joined"),
)


def sample(name: str) -> tuple[Codebook, Dataset]:
    """A shipped instrument's codebook, and its responses."""
    target = codebook_of(load(ROOT / "instruments" / f"{name}.yaml"))
    data = formats.read(ROOT / "sample_responses" / f"{name}.parquet").dataset
    return target, Dataset(data.codebook, data.arrow().slice(0, MOST_CASES))


def sent(name: str, style: Style, language: str, seed: int = 1) -> Sent:
    """A sample as somebody with this style would send it, without what is computed."""
    target, truth = sample(name)
    chance = random.Random(seed)
    cells = truth.arrow().to_pydict()
    members = {member: s for s in target.sets for member in s.variables}
    columns: list[Column] = []
    for at, variable in enumerate(target, 1):
        if variable.origin.kind in {"computed", "paradata"}:
            continue
        question = members.get(variable.name)
        if question is None:
            written = [_cell(v, variable, target, language, style, chance) for v in cells[variable.name]]
            columns.append(Column(style.heading(variable, language, at, chance), written, variable.name))
        elif style.multiple != "joined":
            columns.append(_ticks(variable, question.name, cells, target, style, language))
        elif variable.name == question.variables[0]:
            columns.append(_joined(question.name, cells, target, language, style))
    said = Counter(column.heading.strip().casefold() for column in columns)
    if twice := [column.heading for column in columns if said[column.heading.strip().casefold()] > 1]:
        return sent(name, style, language, seed + 1) if seed < 50 else _refuse(twice)
    return Sent(tuple(columns), target, truth)


def _refuse(twice: list[str]) -> Sent:
    raise AssertionError(f"headings that stand twice: {twice}")


def _reason(value: Value, variable: Variable, language: str) -> str | None:
    reason = variable.emptiness.reason(value)
    if reason is None:
        return None
    return REASON_WORDS[reason].get(language, reason) if reason in REASON_WORDS else "-"


def _cell(
    value: Value | None, variable: Variable, target: Codebook, language: str, style: Style, chance: random.Random
) -> str:
    if value is None or value == "":
        return ""
    if (word := _reason(value, variable, language)) is not None:
        return word
    if codes := target.codes_of(variable):
        code = codes.get(value)
        said = code.label.into(language) if code else text_of(value)
        return said.upper() if style.typos and chance.random() < 0.3 else said
    text = text_of(value)
    return text.replace(".", ",") if style.comma and variable.type == "number" else text


def _question_head(question: str, target: Codebook, style: Style, language: str) -> str:
    s = next(s for s in target.sets if s.name == question)
    first = target[s.variables[0]]
    whole = first.model_copy(update={"label": s.label})
    at = target.names.index(first.name) + 1
    return style.heading(whole, language, at, random.Random(f"{question} {style.name}"))


def _ticks(variable, question, cells, target, style, language) -> Column:
    s = next(s for s in target.sets if s.name == question)
    choice = dict(zip(s.variables, s.choices, strict=True))[variable.name]
    item = variable.label.into(language)
    yes, no = TICKS[style.multiple]
    written = []
    for value in cells[variable.name]:
        empty = value is None or variable.emptiness.reason(value) is not None
        written.append("" if empty else (yes or item) if value == 1 else no)
    head = _question_head(question, target, style, language)
    return Column(f"{head} [{item}]", written, question, choice)


def _joined(question, cells, target, language, style) -> Column:
    s = next(s for s in target.sets if s.name == question)
    written = []
    for row in zip(*(cells[name] for name in s.variables), strict=True):
        first = target[s.variables[0]]
        if row[0] is None:
            written.append("")
        elif (word := _reason(row[0], first, language)) is not None:
            written.append(word)
        else:
            written.append(
                "; ".join(target[n].label.into(language) for n, v in zip(s.variables, row, strict=True) if v == 1)
            )
    return Column(_question_head(question, target, style, language), written, question)


@dataclass(frozen=True, slots=True)
class Score:
    """How many columns were matched rightly, wrongly, and left open; of those, how many for sure."""

    right: int = 0
    wrong: int = 0
    open: int = 0
    sure: int = 0
    sure_wrong: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, n) + getattr(other, n) for n in self.__slots__))


def scored(given: Sent, dataset: Dataset) -> tuple[Score, list[str]]:
    """A proposal against the truth, column by column, and what was wrong."""
    from surveykit.matching.propose import propose
    from surveykit.matching.values import counts_of

    mapping = propose(dataset.codebook, given.target, counts_of(dataset))
    got: dict[str, tuple[str, Value | None, bool]] = {}
    for taker, match in mapping.variables.items():
        for column in match.taken:
            got[column] = (taker, match.columns.get(column), match.accepted)
    total, wrong = Score(), []
    for name, column in zip(dataset.codebook.names, given.columns, strict=True):
        found = got.get(name)
        right = found is not None and found[:2] == (column.taker, column.choice)
        sure = found is not None and found[2]
        if found is not None and not right:
            wrong.append(f"{column.heading!r} is {column.taker} {column.choice}, not {found}")
        total += Score(right, found is not None and not right, found is None, sure, sure and not right)
    return total, wrong


def every() -> Iterator[tuple[str, Style, str]]:
    for name in SAMPLES:
        for style in (*STYLES, *HARD):
            for language in sample(name)[0].languages:
                yield name, style, language


def main() -> None:
    from tempfile import TemporaryDirectory

    totals: dict[str, Score] = {}
    with TemporaryDirectory() as folder:
        for name, style, language in every():
            given = sent(name, style, language)
            score, wrong = scored(given, given.written(Path(folder) / "sent.csv"))
            totals[style.name] = totals.get(style.name, Score()) + score
            print(f"{name:26} {language} {style.name:40} {score}")
            print("".join(f"    {line}\n" for line in wrong[:6]), end="")
    for style, score in totals.items():
        cells = score.right + score.wrong + score.open
        shares = f"right {score.right / cells:.1%}, wrong {score.wrong / cells:.2%}, open {score.open / cells:.1%}"
        print(f"{style:40} {shares}; sure {score.sure / cells:.1%}, of them wrong {score.sure_wrong}")


if __name__ == "__main__":
    main()
