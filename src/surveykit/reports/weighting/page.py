"""The page of weights: how they were made, how they are spread, and whether they meet what is known."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import Codebook
from surveykit.reports.document import Block, Document, Facts, Heading, Paragraph
from surveykit.reports.table import Column, Row, Table
from surveykit.reports.weighting.words import word
from surveykit.weighting.spread import spread_of
from surveykit.weighting.weigh import Weighted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NEAR = 0.005  # percent: a total that is missed by less is met as far as one looks


def weights_page(weighted: Weighted, language: str = "en") -> Document:
    """What was done to make a weight, as a document."""
    blocks: list[Block] = [Facts(tuple(_facts(weighted, language))), _spread(weighted, language)]
    if weighted.known is not None:
        table = _known(weighted, language)
        blocks += [Heading(word("known", language), anchor="known"), table]
        if any(abs(float(str(row.cells[-1]))) > NEAR for row in table.rows):
            blocks.append(Paragraph(word("moved", language), "warning"))
    return Document(word("title", language), tuple(blocks), language)


def _facts(weighted: Weighted, language: str) -> Iterator[tuple[str, str]]:
    cases, after, weighting = weighted.cases, weighted.after, weighted.weighting
    answered = cases.answered
    old = weighted.from_ or "1"
    yield word("weight", language), word("from", language, new=weighted.design.weight, old=old)
    yield word("cases", language), f"{int(answered.sum()):,}"
    left_out = [word(reason, language, n=n) for reason, n in cases.left_out.items()]
    yield word("left_out", language), ", ".join(left_out) or word("nothing", language)
    ratios = after.weights[answered] / cases.before[answered]
    if after.fit is not None:
        method = word(weighting.fitted_by or "", language)
        yield word("method", language), word("steps", language, method=method, n=after.fit.iterations)
    if weighting.bounds is not None:
        low, high = weighting.bounds.lower, weighting.bounds.upper
        shares = after.untrimmed[answered] / after.adjusted[answered]
        n = int(((shares <= low * (1 + 1e-9)) | (shares >= high * (1 - 1e-9))).sum())
        yield word("bounds", language), word("at_bounds", language, low=f"{low:g}", high=f"{high:g}", n=n)
    yield word("ratios", language), word("to", language, low=f"{ratios.min():.4g}", high=f"{ratios.max():.4g}")
    if weighting.trim is not None:
        low, high = weighting.trim.lower, weighting.trim.upper
        n = int(((after.untrimmed < low) | (after.untrimmed > high))[answered].sum())
        yield word("trim", language), word("trimmed", language, low=f"{low:g}", high=f"{high:g}", n=n)
    if replicates := weighted.design.replicates:
        yield word("replicates", language), f"{replicates.method}, {', '.join(replicates.weights)}"


def _spread(weighted: Weighted, language: str) -> Table:
    answered, after = weighted.cases.answered, weighted.after
    kinds = {"before": weighted.cases.before, "adjusted": after.adjusted, "after": after.weights}
    if weighted.weighting.nonresponse is None:
        del kinds["adjusted"]
    rows = []
    for key, weights in kinds.items():
        spread = spread_of(weights[answered])
        numbers = (spread.sum, spread.smallest, spread.median, spread.largest, spread.deff, spread.effective)
        rows.append(Row((word(key, language), *numbers)))
    decimals = {"sum": 1, "effective": 1, "deff": 3}
    keys = ("sum", "smallest", "median", "largest", "deff", "effective")
    columns = [Column(key, word(key, language), "number", decimals.get(key, 4)) for key in keys]
    heading = Column("weights", word("weight", language))
    return Table(word("spread", language), (heading, *columns), tuple(rows), (word("kish", language),), "spread")


def _known(weighted: Weighted, language: str) -> Table:
    """Every total that is known beside what the weights make of it, before and after."""
    known, answered = weighted.known, weighted.cases.answered
    assert known is not None  # noqa: S101 - the caller looked
    before, after = (w[answered] @ known.auxiliaries for w in (weighted.after.adjusted, weighted.after.weights))
    rows = [
        Row((of, category, wanted, was, now, 100 * (now / wanted - 1) if wanted else 0.0))
        for (of, category), wanted, was, now in zip(
            _named(weighted, language), known.wanted.tolist(), before.tolist(), after.tolist(), strict=True
        )
    ]
    heads = [Column(key, word(key, language)) for key in ("of", "category")]
    heads += [Column(key, word(key, language), "number", 1) for key in ("population", "before", "after")]
    heads.append(Column("missed", word("missed", language), "number", 2))
    return Table("", tuple(heads), tuple(rows), (), "known")


def _named(weighted: Weighted, language: str) -> Iterator[tuple[str, str]]:
    """The name of each auxiliary: what it counts, and the labels of the category."""
    known, codebook = weighted.known, weighted.dataset.codebook
    assert known is not None  # noqa: S101 - the caller looked
    if known.size is not None:
        yield word("size", language), ""
    for cells in known.margins:
        names = cells.margin.variables
        for codes in cells.codes:
            labels = (_label(codebook, name, code, language) for name, code in zip(names, codes, strict=True))
            yield " * ".join(names), " * ".join(labels)
    for name in known.totals:
        yield name, word("total", language)


def _label(codebook: Codebook, name: str, code: str, language: str) -> str:
    codes = codebook.codes_of(codebook[name])
    found = [value for value in codes.values if str(value) == code] if codes else []
    return codebook.label_of(codebook[name], found[0], language) if found else code
