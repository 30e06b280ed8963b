"""One table on paper: a row a category, and for each measure a group of columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from surveykit.codebook.codebook import Codebook
from surveykit.reports.captions import caption
from surveykit.reports.table import Cell, Column, Row, Table
from surveykit.reports.tables.labels import category_label, code_of, code_shown, label_above, side_title
from surveykit.reports.tables.measures import Asked, Measure, measures_of
from surveykit.reports.tables.notes import notes_of
from surveykit.reports.tables.words import said
from surveykit.stats.tables.crosstab import Crosstab
from surveykit.stats.tables.letters import letter


def page_of(table: Crosstab, codebook: Codebook, asked: Asked, language: str) -> Table:
    """The cells of one table, every category whether or not anybody chose it, and totals."""
    row, column = (side_title(codebook, side.name, language) for side in (table.rows, table.columns))
    measures = measures_of(table, codebook, asked, language)
    heads = [Column("code", caption("code", language)), Column("label", row)]
    for measure in measures:
        heads += _heads(table, codebook, measure, asked, language)
    nested = table.columns.kind == "crossed" and len(measures) == 1 and not measures[0].low
    if nested:
        heads = [*heads[:2], *_nested(heads[2:-1], table, codebook, language), replace(heads[-1], group="")]
    body = []
    for i, category in enumerate(table.rows.categories):
        label = category_label(codebook, table.rows, category, language)
        code = code_shown(category)
        cells = [cell for measure in measures for cell in _line(measure, i)]
        body.append(Row((code, "" if label == code else label, *cells), "missing" if category.reason else "body"))
    total = [cell for measure in measures for cell in _line(measure, -1)]
    body.append(Row(("", caption("total", language), *total), "total"))
    title = caption("by", language, row=row, column=column)
    shows = [f"{measures[0].heading}."] if nested and measures[0].key != "n" else []
    notes = (*shows, *notes_of(table, codebook, language))
    return Table(title, tuple(heads), tuple(body), notes, f"crosstab[{table.rows.name}]")


def _heads(table: Crosstab, codebook: Codebook, measure: Measure, asked: Asked, language: str) -> Iterator[Column]:
    names = [category_label(codebook, table.columns, c, language) for c in table.columns.categories]
    if asked.letters and measure.key.startswith(("col_percent", "mean[")):
        for place, j in enumerate(table.columns.valid):
            names[j] += f" ({letter(place).upper()})"
    codes = [f"[{code_of(c)}]" for c in table.columns.categories]
    for name, code in zip((*names, caption("total", language)), (*codes, ""), strict=True):
        yield Column(f"{measure.key}{code}", name, measure.kind, measure.decimals, measure.heading)
        if measure.low:
            for end in ("low", "high"):
                key = f"{measure.key}_{end}{code}"
                yield Column(key, said(end, language), measure.kind, measure.decimals, measure.heading)


def _nested(heads: Sequence[Column], table: Crosstab, codebook: Codebook, language: str) -> Iterator[Column]:
    """The columns of crossed variables that show one thing: each value of the first over those of the last."""
    for column, category in zip(heads, table.columns.categories, strict=True):
        above = label_above(codebook, table.columns, category, language)
        yield replace(column, heading=column.heading.removeprefix(f"{above}, "), group=above)


def _line(measure: Measure, i: int) -> Iterator[Cell]:
    """A row of a measure, with the ends of the interval of each cell where there are such."""
    for j, cell in enumerate(measure.cells[i]):
        yield cell
        if measure.low:
            yield measure.low[i][j]
            yield measure.high[i][j]
