"""Markdown: pipe tables that read well as they stand, numbers rounded as printed."""

import re
from collections.abc import Iterator
from typing import assert_never

from surveykit.render.cell import heading, shown
from surveykit.reports.document import Block, Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.picture import Picture
from surveykit.reports.pictures.numbers import numbers_of
from surveykit.reports.table import Row, Table

SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")


def render(document: Document) -> bytes:
    """A document as Markdown in UTF-8."""
    parts = [f"# {escaped(document.title)}"]
    parts += [escaped(document.subtitle)] if document.subtitle else []
    parts += ["\n".join(_block(block, document.language)) for block in document.blocks]
    return ("\n\n".join(parts) + "\n").encode()


def escaped(text: str) -> str:
    """A text that means in Markdown what it says."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _block(block: Block, language: str) -> Iterator[str]:
    match block:
        case Heading():
            if block.anchor:
                anchor = re.sub(r"[^\w.-]", "-", block.anchor)
                yield f'<a id="{anchor}"></a>\n'
            yield f"{'#' * max(2, block.level)} {escaped(block.text)}"
        case Paragraph():
            text = _start(escaped(block.text))
            yield {"note": f"*{text}*", "warning": f"**{text}**"}.get(block.tone, text)
        case Facts():
            for term, said in block.pairs:
                yield f"- **{escaped(term)}**: {escaped(said)}" if term else f"- {_start(escaped(said))}"
        case Table():
            yield from _table(block)
        case Picture():
            yield from _table(numbers_of(block, language))
        case Findings():
            yield from (f"- {_start(escaped(str(problem)))}" for problem in block.problems)
            if block.found > len(block.problems):
                yield f"\n{block.found} in all, {len(block.problems)} shown"
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"**{escaped(table.title)}**\n"
    yield f"| {' | '.join(escaped(heading(column)) or ' ' for column in table.columns)} |"
    yield f"|{'|'.join(':--' if column.kind == 'text' else '--:' for column in table.columns)}|"
    for row in table.rows:
        yield f"| {' | '.join(_cells(table, row))} |"
    for note in table.notes:
        yield f"\n*{escaped(note)}*"


def _cells(table: Table, row: Row) -> Iterator[str]:
    for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        text = escaped(shown(cell, column, row))
        indented = "&nbsp;&nbsp;" * row.indent * (not place) + text
        yield f"**{indented}**" if row.role in {"heading", "total"} and text else indented


def _start(text: str) -> str:
    """Keep a sentence from beginning a list by accident."""
    return re.sub(r"^(\d+)([.)])|^([-+])", lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", text)
