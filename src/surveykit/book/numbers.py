"""Numbers of tables and figures: before the title of an entry's first, after the titles of what belongs to it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from surveykit.reports.captions import Words, in_language
from surveykit.reports.document import Block
from surveykit.reports.picture import Picture
from surveykit.reports.table import Table

_CALLED: Words = {
    "table": ("Table {number}", "Tabell {number}", "Tabella {number}", "Таблица {number}"),
    "figure": ("Figure {number}", "Figur {number}", "Figura {number}", "Рисунок {number}"),
}
Numbers = dict[str, int]
"""How many tables and figures have a number so far."""


def following(kind: str, counts: Numbers, language: str) -> str:
    """The next of a kind, "Table 4", which then is counted."""
    counts[kind] = counts.get(kind, 0) + 1
    return in_language(_CALLED, kind, language, number=counts[kind])


def numbered(blocks: Sequence[Block], called: Mapping[str, str]) -> Iterator[Block]:
    """The blocks of an entry, the number before the title of the first table and picture and after that of others."""
    waiting = dict(called)
    for block in blocks:
        if not isinstance(block, Table | Picture):
            yield block
        elif said := waiting.pop(_kind(block), ""):
            yield replace(block, title=f"{said}. {block.title}")
        else:
            said = called.get(_kind(block), "")
            yield replace(block, title=f"{block.title} ({said})") if said and block.title else block


def through(blocks: Iterable[Block], counts: Numbers, language: str) -> Iterator[Block]:
    """Blocks of a numbered book with the numbers they have on a page of several, after those that are counted."""
    again: dict[str, str] = {}
    for block in blocks:
        if not isinstance(block, Table | Picture):
            yield block
            continue
        before, stop, title = block.title.partition(". ")
        if stop and re.fullmatch(in_language(_CALLED, _kind(block), language, number=r"\d+"), before):
            again[before] = following(_kind(block), counts, language)
            yield replace(block, title=f"{again[before]}. {title}")
            continue
        belongs = next((old for old in again if block.title.endswith(f" ({old})")), "")
        kept = block.title.removesuffix(f"({belongs})")
        yield replace(block, title=f"{kept}({again[belongs]})") if belongs else block


def _kind(block: Table | Picture) -> Literal["table", "figure"]:
    return "figure" if isinstance(block, Picture) else "table"
