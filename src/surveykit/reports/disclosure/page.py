"""The risk of a file on paper: how many cases stand alone, what leaving out a variable helps, the smallest groups."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.disclosure.risk import Risk
from surveykit.reports.captions import title_of, value_label
from surveykit.reports.disclosure.words import say
from surveykit.reports.document import Block, Document, Paragraph
from surveykit.reports.table import Cell, Column, Row, Table


def risk_page(found: Risk, codebook: Codebook, language: str = "en", *, where: str = "") -> Document:
    """A report on the risk of a file as a document."""
    keys = ", ".join(title_of(codebook, name, language) for name in found.keys)
    about = say("about", language, n=found.n, keys=keys)
    blocks: list[Block] = [Paragraph(f"{where}: {about}" if where else about, "note")]
    blocks += [_measures(found, codebook, language), _without(found, codebook, language)]
    blocks += _worst(found, codebook, language)
    title = codebook.title.into(language) or codebook.name
    return Document(say("risk", language), tuple(blocks), language, title)


def _measures(found: Risk, codebook: Codebook, language: str) -> Table:
    rows = [Row((say("groups", language), found.groups, None)), Row((say("smallest", language), found.smallest, None))]
    counted = [(say("uniques", language), found.uniques), (say("below_k", language, k=found.k), found.below_k)]
    if found.below_l is not None:
        what = title_of(codebook, found.sensitive, language)
        counted.append((say("below_l", language, l=found.l, what=what), found.below_l))
    counted += [(say("at_most", language, size=size), n) for size, n in found.sizes.items() if size > 1]
    rows += [Row((label, n, 100 * n / found.n if found.n else None)) for label, n in counted]
    columns = (
        Column("measure", say("measure", language)),
        Column("n", say("n", language), "count"),
        Column("percent", say("percent", language), "percent", 1),
    )
    return Table(say("risk", language), columns, tuple(rows), key="risk")


def _without(found: Risk, codebook: Codebook, language: str) -> Table:
    columns = (
        Column("variable", say("left_out", language)),
        Column("n", say("still", language, k=found.k), "count"),
        Column("percent", say("percent", language), "percent", 1),
    )
    ordered = sorted(found.without.items(), key=lambda pair: pair[1])
    rows = [
        Row((title_of(codebook, name, language), n, 100 * n / found.n if found.n else None)) for name, n in ordered
    ]  # fmt: skip
    return Table(say("without", language), columns, tuple(rows), key="without")


def _worst(found: Risk, codebook: Codebook, language: str) -> Iterator[Table]:
    if not found.worst:
        return
    columns = [Column(name, title_of(codebook, name, language)) for name in found.keys]
    columns.append(Column("n", say("n", language), "count"))
    if found.sensitive:
        columns.append(Column("different", say("different", language), "count"))
        columns.append(Column("effective", say("effective", language), "number", 1))
    rows = []
    for one in found.worst:
        cells: list[Cell] = []
        for name, value in zip(found.keys, one.values, strict=True):
            reason = codebook[name].emptiness.reason(value)
            cells.append(value_label(codebook, name, value, reason, language))
        more: list[Cell] = [one.different, one.effective] if found.sensitive else []
        rows.append(Row((*cells, one.n, *more)))
    yield Table(say("worst", language), tuple(columns), tuple(rows), (say("own_eyes", language),), "worst")
