"""How a delimited text is written: its separator, its quotes, and lines and signs that are no data."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.problems import Place, Problem, Rule, listed

TAKEN_OUT = Rule(
    "SK617",
    "Signs or lines of the text are no data and are taken out",
    "Programs leave marks in a text for one another: `sep=;` for Excel, marks of byte order where files were joined.",
    "`sep=;` in the first line of a .csv",
    "Nothing to mend if nothing you need is taken out.",
)

SEPARATORS = ",;\t|^~\x1f"
_OFTEN = 0.6
_SAMPLE_ROWS, _SAMPLE_LETTERS = 200, 1_000_000
_DECLARED = re.compile(r"(?:\"?)sep=(.)(?:\"?)[ \t]*\r?\n", re.IGNORECASE)
_COMMENTS = re.compile(r"(?:[#%][^\n]*\n)+")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without what is no data: how many of its first lines are gone, and which separator one of them named."""

    text: str
    skipped: int = 0
    separator: str = ""
    problems: tuple[Problem, ...] = ()


def without_marks(text: str) -> Plain:
    """Take out what programs leave for one another: `sep=;`, comments above the headings, marks of byte order, ^Z."""
    problems: list[Problem] = []
    separator = ""
    text, skipped = text.removeprefix("\ufeff"), 0
    if found := _DECLARED.match(text):
        separator, text, skipped = found[1], text[found.end() :], 1
        problems.append(_gone(f"the first line, which says that '{separator}' separates the cells", 1))
    if found := _COMMENTS.match(text):
        lines = found[0].count("\n")
        rest = text[found.end() :]
        if rest.strip() and not _heads(found[0].splitlines()[-1], rest):
            problems.append(_gone(f"{lines} line{'s' if lines > 1 else ''} of comments", skipped + 1))
            text, skipped = rest, skipped + lines
    if text.rstrip("\r\n").endswith("\x1a"):
        text = text.rstrip("\r\n")[:-1]
    if "\ufeff" in text:
        places = [n for n, line in enumerate(text.split("\n"), skipped + 1) if "\ufeff" in line]
        where = listed([str(n) for n in places], 3)
        what = f"marks of byte order within the text, in lines {where}; files were joined there"
        problems.append(_gone(what, places[0], warning=True))
        text = text.replace("\ufeff", "")
    return Plain(text, skipped, separator, tuple(problems))


def _heads(comment: str, rest: str) -> bool:
    """Whether a line that begins as a comment does is the headings: it has as many separators as the next line."""
    first = rest.split("\n", 1)[0]
    return any(0 < comment.count(sign) == first.count(sign) for sign in SEPARATORS)


def _gone(what: str, line: int, *, warning: bool = False) -> Problem:
    severity = "warning" if warning else "note"
    return Problem(TAKEN_OUT, f"taken out: {what}", Place(line=line), severity=severity)  # type: ignore[arg-type]


def separator_of(text: str, usual: str) -> str:
    """The separator that cuts the first rows into the same number of cells most often, the first row before all."""
    sample = text[:_SAMPLE_LETTERS]
    best, found = (False, 0.0, 0), usual
    for sign in dict.fromkeys(usual + SEPARATORS):
        if sign not in sample:
            continue
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
        rows = [row for row, _ in zip(_lenient(reader), range(_SAMPLE_ROWS), strict=False) if row]
        widths = Counter(map(len, rows))
        width, times = max(widths.items(), key=lambda pair: pair[1], default=(1, 0))
        share, heads = times / max(1, widths.total()), bool(rows) and len(rows[0]) == width
        if (
            width > 1
            and (heads or (width > 2 and share >= _OFTEN))
            and (score := (heads, round(share, 1), width)) > best
        ):
            best, found = score, sign
    return found


def _lenient(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error:
        return


def quote_of(text: str, separator: str) -> str:
    """The sign around texts: the double quote, or the single one where it alone stands around cells."""
    sample = text[:_SAMPLE_LETTERS]
    if '"' in sample:
        return '"'
    sign = re.escape(separator)
    whole = re.findall(rf"(?:^|{sign}|\n)'[^'\n]*'(?={sign}|\r?\n|$)", sample)
    return "'" if len(whole) > 1 and 2 * len(whole) == len(re.findall(r"(?<!\w)'|'(?!\w)", sample)) else '"'
