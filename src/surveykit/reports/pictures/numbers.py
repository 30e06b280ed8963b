"""The numbers of a picture as a table: for who cannot see it, and for renderers that do not draw."""

from collections.abc import Iterator
from itertools import pairwise
from typing import assert_never

from surveykit.reports.picture import Bars, Flow, Histogram, Likert, Lines, Mosaic, Node, Picture, Tree
from surveykit.reports.pictures.words import word
from surveykit.reports.table import Bar, Cell, Column, Row, Table

Drawn = tuple[tuple[Column, ...], tuple[Row, ...]]


def numbers_of(picture: Picture, language: str) -> Table:
    """A picture as a table, with small bars of its shares; its text is the first note."""
    columns, rows = _drawn(picture, language)
    notes = (*([picture.text] if picture.text else []), *picture.notes)
    return Table(picture.title, columns, rows, notes, picture.key)


def _drawn(picture: Picture, language: str) -> Drawn:
    match picture.chart:
        case Bars():
            return _bars(picture.chart, language)
        case Histogram():
            return _histogram(picture.chart, language)
        case Likert():
            return _likert(picture.chart, language)
        case Mosaic():
            return _mosaic(picture.chart, language)
        case Tree():
            return _tree(picture.chart, language)
        case Flow():
            return _flow(picture.chart, language)
        case Lines():
            return _lines(picture.chart, language)
        case _:
            assert_never(picture.chart)


def _bars(chart: Bars, language: str) -> Drawn:
    ends = [point for one in chart.series for point in one.points if point.low is not None or point.high is not None]
    most = max((abs(p.value) for one in chart.series for p in one.points if p.value is not None), default=0) or 1
    most = 100.0 if chart.unit == "percent" and most <= 100 else most
    columns = [Column("label", word("label", language))]
    for place, one in enumerate(chart.series):
        group = one.name if len(chart.series) > 1 else ""
        head = chart.axis or word("percent" if chart.unit == "percent" else "value", language)
        columns += [Column(f"value[{place}]", head, chart.unit, chart.decimals, group)]
        columns += [Column(f"bar[{place}]", "", "text", None, group)]
        if ends:
            columns += [
                Column(f"{end}[{place}]", word(end, language), chart.unit, chart.decimals, group)
                for end in ("low", "high")
            ]
    rows = []
    for place, label in enumerate(chart.labels):
        cells: list[Cell] = [label]
        for one in chart.series:
            point = one.points[place]
            cells += [point.value, None if point.value is None else Bar(abs(point.value) / most)]
            cells += [point.low, point.high] if ends else []
        rows.append(Row(tuple(cells)))
    return tuple(columns), tuple(rows)


def _histogram(chart: Histogram, language: str) -> Drawn:
    most = max((one.n for one in chart.bins), default=0) or 1
    columns = (Column("bin", chart.axis), Column("n", word("n", language), "count"), Column("bar", ""))
    return columns, tuple(Row((one.label, one.n, Bar(one.n / most))) for one in chart.bins)


def _likert(chart: Likert, language: str) -> Drawn:
    counted = any(item.n is not None for item in chart.items)
    columns = [Column("label", word("label", language))]
    columns += [
        Column(f"percent[{place}]", level, "percent", chart.decimals) for place, level in enumerate(chart.levels)
    ]
    columns += [Column("n", word("n", language), "count")] if counted else []
    rows = [Row((item.label, *item.shares, *([item.n] if counted else []))) for item in chart.items]
    return tuple(columns), tuple(rows)


def _mosaic(chart: Mosaic, language: str) -> Drawn:
    whole = [sum(row[place] for row in chart.counts) for place in range(len(chart.columns))]
    columns = [Column("label", chart.down or word("label", language))]
    for key in ("n", "of_column", *(["residual"] if chart.residuals else [])):
        kind = {"n": "count", "of_column": "percent"}.get(key, "number")
        places = 1 if kind == "percent" else 2 if kind == "number" else None
        columns += [
            Column(f"{key}[{place}]", label, kind, places, word(key, language))  # type: ignore[arg-type]
            for place, label in enumerate(chart.columns)
        ]
    rows = []
    for place, (label, counts) in enumerate(zip(chart.rows, chart.counts, strict=True)):
        shares = [100 * n / all_ if all_ else None for n, all_ in zip(counts, whole, strict=True)]
        rest = chart.residuals[place] if chart.residuals else ()
        rows.append(Row((label, *counts, *shares, *rest)))
    return tuple(columns), tuple(rows)


def _tree(chart: Tree, language: str) -> Drawn:
    columns = (
        Column("label", word("label", language)),
        Column("n", word("n", language), "count"),
        Column("percent", word(f"of_{chart.of}", language), "percent", chart.decimals),
        Column("bar", ""),
    )
    return columns, tuple(_boxes(chart, chart.root, chart.root, 0))


def _boxes(chart: Tree, node: Node, above: Node, depth: int) -> Iterator[Row]:
    whole = chart.root.n if chart.of == "root" else above.n
    share = node.n / whole if whole else None
    percent = None if share is None else 100 * share
    role = "missing" if node.missing else "body"
    yield Row((node.label, node.n, percent, None if share is None else Bar(share)), role, depth)  # type: ignore[arg-type]
    for part in node.parts:
        yield from _boxes(chart, part, node, depth + 1)


def _flow(chart: Flow, language: str) -> Drawn:
    columns = (
        Column("from", word("from", language)),
        Column("to", word("to", language)),
        Column("n", word("n", language), "count"),
        Column("percent", word("of_before", language), "percent", 1),
        Column("bar", ""),
    )
    rows = []
    for (before, after), grid in zip(pairwise(chart.waves), chart.moves, strict=True):
        for start, counts in zip(before.states, grid, strict=True):
            for end, n in zip(after.states, counts, strict=True):
                share = n / sum(counts) if sum(counts) else None
                shown = (None, None) if share is None else (100 * share, Bar(share))
                rows.append(Row((f"{before.title}: {start}", f"{after.title}: {end}", n, *shown)))
    return columns, tuple(rows)


def _lines(chart: Lines, language: str) -> Drawn:
    columns = (
        Column("curve", word("curve", language)),
        Column("x", chart.x.title or "x", chart.x.unit),
        Column("y", chart.y.title or "y", chart.y.unit),
    )
    return columns, tuple(Row((curve.name, *point)) for curve in chart.curves for point in curve.points)
