"""Models side by side, as journals print them: a column a model, a row a term, its error in brackets."""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from surveykit.codebook.codebook import Codebook
from surveykit.econometrics.asked import UNAVAILABLE
from surveykit.econometrics.fit import Fit
from surveykit.problems import DataError, Problem, listed
from surveykit.reports.base import base_of
from surveykit.reports.captions import caption
from surveykit.reports.document import Document, Paragraph
from surveykit.reports.models.asked import USUAL, Asked, Brackets, mistakes
from surveykit.reports.models.columns import columns_of, titles_of
from surveykit.reports.models.foot import Foot, not_told
from surveykit.reports.models.notes import Notes
from surveykit.reports.models.rows import Rows
from surveykit.reports.models.words import word
from surveykit.reports.table import Column, Table


def side_by_side(  # noqa: PLR0913 - how the table is wanted
    fits: Sequence[Fit],
    codebook: Codebook,
    language: str = "en",
    *,
    brackets: Brackets = "se",
    stars: Mapping[str, float] | None = None,
    show: Sequence[str] = USUAL,
    hide: Sequence[str] = (),
    exp: bool = False,
    percent: bool = False,
    beside: bool = False,
    decimals: int | None = None,
    equations: Sequence[str] = (),
    titles: Sequence[str] = (),
    names: Sequence[str] = (),
    wheres: Sequence[str] = (),
) -> Document:
    """Models as a document of one table.

    Args:
        fits: the models, the first column first.
        codebook: where labels are from.
        language: of labels, headings and notes.
        brackets: what stands in them: the standard error, the statistic (z, or t where a model has it), or p.
        stars: marks of p below a level; `***` below 0.01, `**` below 0.05, `*` below 0.1 where left out, `{}` for none.
        show: what stands below the coefficients, of `asked.SHOWN`; of each model what it has.
        hide: variables whose terms are not shown; a row says of which models they are part.
        exp: whether exp(b) is shown in the place of b: odds ratios.
        percent: whether a column more says exp(b) - 1 in per cent.
        beside: whether brackets stand beside the coefficients, and not beneath.
        decimals: of coefficients and standard errors; three where left out, more where an error asks for them.
        equations: the outcomes whose equations are shown of models with several; all where left out.
        titles: of the columns; their numbers where left out.
        names: of the columns for scripts; m1, m2 and so on where left out.
        wheres: the filters as they were written, of each model.

    Raises:
        DataError: SK792, such a row is not known, or of none of the models; SK793, no model has such an equation;
            SK794, levels that are none; SK773, brackets hold no such thing.
    """
    problems = [problem for _, problem in mistakes(show, stars)]
    if brackets not in (held := get_args(Brackets)):
        problems.append(Problem(UNAVAILABLE, f"brackets hold no '{brackets}'", hint=f"they hold {listed(held)}"))
    if problems or (problems := list(not_told(fits, show))):
        raise DataError(problems)
    asked = Asked(brackets, stars, tuple(show), tuple(hide), exp, percent, beside, decimals)
    columns = columns_of(fits, codebook, language, titles=titles, names=names, equations=equations)
    coefficients = Rows(columns, codebook, language, asked)
    rows = (*coefficients.coefficients(), *Foot(columns, codebook, language, asked).rows())
    heads = (Column("term", caption("variable", language)), *coefficients.heads())
    notes = tuple(Notes(columns, codebook, language, asked).lines(rows))
    table = Table(word("title", language), heads, rows, notes, "models")
    base = tuple(Paragraph(said, "note") for said in _bases(fits, wheres, titles, language))
    return Document(table.title, (*base, table), language, codebook.title.into(language) or codebook.name)


def _bases(fits: Sequence[Fit], wheres: Sequence[str], titles: Sequence[str], language: str) -> Iterator[str]:
    """The cases the models begin with: once, where all begin with the same."""
    found: dict[str, list[str]] = {}
    for place, (fit, (_, number)) in enumerate(zip(fits, titles_of(len(fits), titles), strict=True)):
        where = wheres[place] if place < len(wheres) else ""
        found.setdefault(" ".join(base_of(fit.cases, where, language)), []).append(number)
    for said, of in found.items():
        yield said if len(of) == len(fits) else word("of_columns", language, columns=", ".join(of), said=said)
