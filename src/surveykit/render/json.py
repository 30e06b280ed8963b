"""JSON for scripts: everything a document holds, unrounded, in a shape that stays.

    {"format": "surveykit.document/1", "title": ..., "subtitle": ..., "language": ..., "blocks": [...]}

A block has a `type`:

    heading    text, level, anchor
    paragraph  text, tone (plain, note, warning)
    facts      pairs: [[term, what], ...]
    findings   found, problems: [{rule, title, severity, place, what, hint}, ...]
    table      key, title, columns: [{key, heading, group, kind}, ...],
               rows: [{role, key (of some), cells: {column key: value}}, ...], notes: [...]
    picture    chart (bars, tree, ...), text, and the numbers it shows, as a table has them

Numbers are unrounded, percentages run from 0 to 100, a bar is its share from 0 to 1, and null stands
where there is nothing or an interval is drawn whose ends stand beside it. Keys of tables and columns are
the same in every language.
"""

import json
from math import isfinite
from typing import Any, assert_never

from surveykit.problems import Problem
from surveykit.render.cell import plain
from surveykit.reports.document import Block, Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.picture import Picture
from surveykit.reports.pictures.numbers import numbers_of
from surveykit.reports.table import Cell, Table

FORMAT = "surveykit.document/1"


def render(document: Document) -> bytes:
    """A document as JSON in UTF-8."""
    content = {
        "format": FORMAT,
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "blocks": [_block(block, document.language) for block in document.blocks],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _block(block: Block, language: str) -> dict[str, Any]:
    match block:
        case Heading():
            return {"type": "heading", "text": block.text, "level": block.level, "anchor": block.anchor}
        case Paragraph():
            return {"type": "paragraph", "text": block.text, "tone": block.tone}
        case Facts():
            return {"type": "facts", "pairs": [list(pair) for pair in block.pairs]}
        case Table():
            return {"type": "table", **_table(block)}
        case Picture():
            chart = type(block.chart).__name__.lower()
            return {"type": "picture", "chart": chart, "text": block.text, **_table(numbers_of(block, language))}
        case Findings():
            return {"type": "findings", "found": block.found, "problems": [_problem(p) for p in block.problems]}
        case _:
            assert_never(block)


def _table(table: Table) -> dict[str, Any]:
    keys = [column.key for column in table.columns]
    return {
        "key": table.key,
        "title": table.title,
        "columns": [{"key": c.key, "heading": c.heading, "group": c.group, "kind": c.kind} for c in table.columns],
        "rows": [
            {
                "role": row.role,
                **({"key": row.key} if row.key else {}),
                "cells": dict(zip(keys, map(_value, row.cells), strict=True)),
            }
            for row in table.rows
        ],
        "notes": list(table.notes),
    }


def _value(cell: Cell) -> str | int | float | None:
    value = plain(cell)
    return None if isinstance(value, float) and not isfinite(value) else value


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "rule": problem.rule.code,
        "title": problem.rule.title,
        "severity": problem.severity,
        "place": str(problem.place),
        "what": problem.what,
        "hint": problem.hint,
    }
