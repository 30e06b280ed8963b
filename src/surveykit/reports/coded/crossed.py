"""Codes by a closed variable: shares of each group that have a code, and a test of each code."""

from collections.abc import Iterator, Sequence

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.dataset.dataset import Dataset
from surveykit.reports.captions import title_of
from surveykit.reports.coded.words import said
from surveykit.reports.document import Block, Heading, Paragraph
from surveykit.reports.table import Table
from surveykit.reports.tables.crosstab import crosstabs
from surveykit.reports.tables.tests import tests
from surveykit.stats.tables.crosstab import crosstab


def codes_by(
    dataset: Dataset,
    frame: CodingFrame,
    questions: Sequence[str],
    by: str,
    language: str = "en",
    *,
    weight: str | None = None,
) -> Iterator[Block]:
    """Cross-tabulate codes, once they are variables, by another variable of the data.

    Column per cent are of the cases with codes. Where an answer may have several codes they overlap, so that there is
    no test of the whole table; each code is tested by itself.

    Args:
        dataset: data with the variables that resolving gave them.
        frame: the codes.
        questions: the open questions.
        by: the variable whose values are the columns.
        language: of labels.
        weight: the variable that weighs cases.

    Raises:
        DataError: SK401, there is no such variable; SK701, a weight that is no number; SK702, too many categories.
    """
    for question in questions:
        row = f"{question}_codes" if frame.several else f"{question}_code"
        found = crosstab(dataset, [row], by, weight=weight)
        yield Heading(said("by", language, question=question, by=title_of(dataset.codebook, by, language)))
        page = crosstabs(found, dataset.codebook, language, show=("n", "col"))
        if not frame.several:
            yield from page.blocks
            continue
        yield from page.blocks[:2]  # the base and the cells
        each = crosstab(dataset, [f"{question}_{code}" for code in frame.codes], by, weight=weight)
        yield from (block for block in tests(each, dataset.codebook, language) if isinstance(block, Table))
        yield Paragraph(said("each_tested", language), "note")
