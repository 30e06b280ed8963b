"""Cross-tables as mosaics: columns as wide as they are many, parted as they answered, shaded where they depart."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.reports.captions import caption
from surveykit.reports.picture import Mosaic, Picture
from surveykit.reports.pictures.words import word
from surveykit.reports.tables.labels import category_label, side_title
from surveykit.reports.tables.words import said
from surveykit.stats.tables.crosstab import Crosstab, Crosstabs
from surveykit.stats.tables.measures import residuals

MOST_TILES = 80


def mosaics(result: Crosstabs, codebook: Codebook, language: str = "en") -> Iterator[Picture]:
    """A mosaic of the valid cells of each table; none of choices that overlap, of everybody, or of very many cells."""
    for table in result.tables:
        if table.several or table.columns.kind == "everybody":
            continue
        if 4 <= len(table.rows.valid) * len(table.columns.valid) <= MOST_TILES:
            yield _mosaic(table, codebook, language)


def _mosaic(table: Crosstab, codebook: Codebook, language: str) -> Picture:
    counts = table.valid(table.weight)
    rows, columns = (
        tuple(category_label(codebook, side, side.categories[i], language) for i in side.valid)
        for side in (table.rows, table.columns)
    )
    across, down = (side_title(codebook, side.name, language) for side in (table.columns, table.rows))
    off = residuals(counts)
    shaded = tuple(tuple(0.0 if x is None else x for x in row) for row in off) if off else ()
    shading = said("residual", language)
    chart = Mosaic(rows, columns, tuple(map(tuple, counts)), shaded, shading, across, down)
    told = max(
        ((abs(x), i, j, x) for i, row in enumerate(shaded) for j, x in enumerate(row)), default=(0.0, 0, 0, 0.0)
    )  # fmt: skip
    more = word("more" if told[3] > 0 else "fewer", language)
    text = word("departs", language, row=rows[told[1]], column=columns[told[2]], more=more, residual=f"{told[3]:.1f}")
    title = caption("by", language, row=down, column=across)
    return Picture(title, chart, text, key=f"mosaic[{table.rows.name}]")
