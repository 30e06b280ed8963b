"""The tests of tables, all in one table, what is to be said of them, and measures of association."""

from collections.abc import Iterator
from dataclasses import asdict

from surveykit.codebook.codebook import Codebook
from surveykit.reports.captions import caption
from surveykit.reports.document import Block, Paragraph
from surveykit.reports.table import Cell, Column, Row, Table
from surveykit.reports.tables.labels import side_title
from surveykit.reports.tables.words import said
from surveykit.stats.tables.crosstab import Crosstab, Crosstabs
from surveykit.stats.tables.measures import measures
from surveykit.stats.tables.raoscott import RaoScott


def tests(result: Crosstabs, codebook: Codebook, language: str) -> Iterator[Block]:
    """The tests of every table in one, and what is to be said of them; p-values to the last bit for scripts."""
    tables = [table for table in result.tables if table.columns.name]
    stub = _stub(result, language)
    columns = [*stub, *_columns(tables, language)]
    rows = []
    for table in tables:
        values = _values(table)
        if not table.several:
            cells = (values.get(column.key) for column in columns[len(stub) :])
            rows.append(Row((*_names(table, codebook, result, language), *cells)))
    notes = [caption("valid_only", language)] if result.with_missing and any(map(_tested, tables)) else []
    if any(table.survey for table in tables):
        designed = result.design is not None and result.design.told
        notes.append(said("survey_test", language, what=said("by_design" if designed else "by_weights", language)))
    if any(table.cramers_v is not None for table in tables):
        yield Table(caption("tests", language), tuple(columns), tuple(rows), tuple(notes), "tests")
    for table in tables:
        yield from _warnings(table, result, codebook, language, named=len(tables) > 1)


def _tested(table: Crosstab) -> bool:
    return table.association is not None or table.survey is not None


def _stub(result: Crosstabs, language: str) -> list[Column]:
    row = Column("row", caption("variable", language))
    return [row, Column("column", said("columns", language))] if result.banner else [row]


def _names(table: Crosstab, codebook: Codebook, result: Crosstabs, language: str) -> Iterator[str]:
    yield side_title(codebook, table.rows.name, language)
    if result.banner:
        yield side_title(codebook, table.columns.name, language)


def _warnings(
    table: Crosstab, result: Crosstabs, codebook: Codebook, language: str, *, named: bool
) -> Iterator[Paragraph]:
    """Few cases expected, and why a table has no test."""
    sides = (table.rows, table.columns) if result.banner else (table.rows,)
    both = " × ".join(side_title(codebook, side.name, language) for side in sides)
    name = f"{both}: " if named else ""
    if table.association is not None and table.association.expected_below_5:
        low, cells = table.association.expected_below_5, table.association.cells
        yield Paragraph(name + caption("low_expected", language, cells=low, all=cells), "warning")
    if not _tested(table):
        if result.design is not None and table.cramers_v is not None:
            yield Paragraph(said("too_large", language, name=both), "note")
        else:
            yield Paragraph(name + caption("several_test" if table.several else "no_test", language), "note")


def _values(table: Crosstab) -> dict[str, Cell]:
    found: dict[str, Cell] = {"cramers_v": table.cramers_v}
    if table.association is not None:
        found |= asdict(table.association)
    if table.survey is not None:
        found |= _survey_values(table.survey) | {"n": sum(map(sum, table.valid(table.n)))}
    return found


def _survey_values(seen: RaoScott) -> dict[str, Cell]:
    wald, first = seen.adjusted_wald, seen.first_order
    return {
        "chi_square": seen.chi_square,
        "rao_scott_f": seen.f.statistic,
        "rao_scott_df1": seen.f.df[0],
        "rao_scott_df2": seen.f.df[1],
        "rao_scott_p": seen.f.p,
        "first_order_p": first.p,
        "lr_f": seen.likelihood_ratio_f.statistic,
        "lr_p": seen.likelihood_ratio_f.p,
        "wald": None if wald is None else wald.statistic,
        "wald_p": None if wald is None else wald.p,
        "effect": sum(seen.effects) / len(seen.effects),
    }


def _columns(tables: list[Crosstab], language: str) -> Iterator[Column]:
    def say(key: str) -> str:
        return caption(key, language)

    if any(table.association for table in tables):
        chi_square, ratio, due = say("chi_square"), say("likelihood_ratio"), say("expected")
        yield Column("n", say("n"), "count")
        yield Column("chi_square", say("statistic"), "number", 3, chi_square)
        yield Column("df", say("df"), "count", None, chi_square)
        yield Column("p", say("p"), "p", 3, chi_square)
        yield Column("likelihood_ratio", say("statistic"), "number", 3, ratio)
        yield Column("likelihood_ratio_p", say("p"), "p", 3, ratio)
        if any(table.association and table.association.fisher is not None for table in tables):
            yield Column("fisher", say("p"), "p", 3, say("fisher"))
        yield Column("smallest_expected", say("minimum"), "number", 2, due)
        yield Column("expected_below_5", "< 5", "count", None, due)
    if any(table.survey for table in tables):
        yield from _survey_columns(language)
    yield Column("cramers_v", say("cramers_v"), "number", 3)


def _survey_columns(language: str) -> Iterator[Column]:
    value, p = caption("statistic", language), caption("p", language)
    f, ratio, wald = (said(key, language) for key in ("rao_scott", "lr_f", "wald"))
    yield Column("n", caption("n", language), "count")
    yield Column("chi_square", value, "number", 3, caption("chi_square", language))
    yield Column("rao_scott_f", value, "number", 3, f)
    yield Column("rao_scott_df1", f"{caption('df', language)} 1", "number", 2, f)
    yield Column("rao_scott_df2", f"{caption('df', language)} 2", "number", 2, f)
    yield Column("rao_scott_p", p, "p", 3, f)
    yield Column("first_order_p", p, "p", 3, said("first_order", language))
    yield Column("lr_f", value, "number", 3, ratio)
    yield Column("lr_p", p, "p", 3, ratio)
    yield Column("wald", value, "number", 3, wald)
    yield Column("wald_p", p, "p", 3, wald)
    yield Column("effect", said("effect", language), "number", 2)


def strength(result: Crosstabs, codebook: Codebook, language: str) -> Iterator[Table]:
    """Measures of association of every table; gamma and tau-b where rows and columns are in order."""
    stub = _stub(result, language)
    heads = [Column("cramers_v", caption("cramers_v", language), "number", 3)]
    heads += [Column(key, said(key, language), "number", 3) for key in ("contingency", "gamma", "tau_b")]
    group = said("lambda", language)
    heads += [
        Column(key, said(key, language), "number", 3, group) for key in ("lambda_rows", "lambda_columns", "lambda_both")
    ]
    rows, unordered = [], False
    for table in result.tables:
        if table.several or not table.columns.name:
            continue
        ordered = all(_ordered(codebook, name) for name in (table.rows.name, table.columns.name))
        unordered |= not ordered
        found = asdict(measures(table.valid(table.weight), ordered=ordered)) | {"cramers_v": table.cramers_v}
        rows.append(Row((*_names(table, codebook, result, language), *(found[column.key] for column in heads))))
    notes = (said("ordered_only", language),) if unordered else ()
    if rows:
        yield Table(said("measures", language), (*stub, *heads), tuple(rows), notes, "strength")


def _ordered(codebook: Codebook, name: str) -> bool:
    """Whether the values of a variable are in order: grades, numbers, or only two."""
    if name not in codebook:
        return False
    variable = codebook[name]
    codes = codebook.codes_of(variable)
    emptiness = variable.emptiness
    valid = [] if codes is None else [value for value in codes.values if emptiness.reason(value) is None]
    return variable.measure != "nominal" or len(valid) == 2
