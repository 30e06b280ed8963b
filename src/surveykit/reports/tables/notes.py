"""What is said under a table: what was left out and why, values nobody declared, how letters and intervals are made."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.reports.base import reasons_of
from surveykit.reports.captions import caption
from surveykit.reports.tables.labels import category_label, side_title
from surveykit.reports.tables.measures import Asked
from surveykit.reports.tables.words import said
from surveykit.stats.tables.crosstab import Crosstab, Crosstabs


def notes_of(table: Crosstab, codebook: Codebook, language: str, *, named: bool = False) -> Iterator[str]:
    """What was left out of one table and why, and values nobody declared; `named` says of which columns."""
    sides = tuple(dict.fromkeys((table.rows, table.columns)))
    if table.several and table.columns.kind != "everybody":
        rows = zip(table.rows.categories, table.n, strict=True)
        silent = sum(sum(cells) for category, cells in rows if category.reason) if table.columns.kind != "set" else 0
        yield caption("set_base", language, n=table.grid.n[-1][-1] - silent)
    if table.left_out:
        lacking = [(side_title(codebook, side.name, language), side.missing) for side in sides if side.missing]
        missing = [f"{title}: {reasons_of(reasons, language)}." for title, reasons in lacking]
        before = f"{side_title(codebook, table.columns.name, language)}: " if named else ""
        yield before + caption("left_out", language, n=table.left_out, sides=" ".join(missing))
    for side in sides:
        strangers = [str(category.value) for category in side.categories if category.undeclared]
        if strangers:
            title = side_title(codebook, side.name, language)
            yield f"{title}: {caption('undeclared', language, values=', '.join(strangers))}"
    bare = list(_without_cases(table, codebook, language))
    if bare and (table.association or table.survey):
        yield caption("without_cases", language, names="; ".join(bare))


def _without_cases(table: Crosstab, codebook: Codebook, language: str) -> Iterator[str]:
    """The valid rows and columns that hold no case."""
    cells = table.valid(table.n)
    for i, line in zip(table.rows.valid, cells, strict=True):
        if not any(line):
            yield category_label(codebook, table.rows, table.rows.categories[i], language)
    for place, j in enumerate(table.columns.valid):
        if not any(line[place] for line in cells):
            yield category_label(codebook, table.columns, table.columns.categories[j], language)


def ways_of(result: Crosstabs, asked: Asked, language: str) -> Iterator[str]:
    """How letters and intervals were made, where there are such."""
    designed = result.design is not None and result.design.told
    if asked.letters and ("col" in asked.show or any(table.averages for table in result.tables)):
        adjusted = said("bonferroni", language) if asked.bonferroni else ""
        yield said("letters", language, adjusted=adjusted)
        if result.design is not None:
            yield said("letters_design" if designed else "letters_weights", language)
    spread = next((table.spread for table in result.tables if table.spread is not None), None)
    if asked.level is not None and spread is not None:
        yield said("intervals", language, level=f"{100 * asked.level:g}", df=f"{spread.df:g}")
