"""The page of one model: its coefficients with intervals, how well it fits, tests, what was lost and left out."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook
from surveykit.econometrics.fit import Fit
from surveykit.econometrics.margins.effects import Effects
from surveykit.reports.base import base_of
from surveykit.reports.captions import caption, title_of
from surveykit.reports.document import Block, Document, Paragraph
from surveykit.reports.models.asked import MEASURES
from surveykit.reports.models.foot import COUNTS, DECIMALS, freedom, number_of, test_label
from surveykit.reports.models.labels import term_label
from surveykit.reports.models.margins import effects_table
from surveykit.reports.models.notes import compared_words, errors_words, gone, model_words, why_dropped, why_lost
from surveykit.reports.models.terms import Terms
from surveykit.reports.models.words import word
from surveykit.reports.table import Column, Row, Table

CLASSIFIED = frozenset({"correct", "sensitivity", "specificity"})


def model_page(
    fit: Fit,
    codebook: Codebook,
    language: str = "en",
    *,
    effects: Effects | None = None,
    exp: bool = False,
    decimals: int | None = None,
    where: str = "",
) -> Document:
    """A model as a document.

    Args:
        fit: the model.
        codebook: where labels are from.
        language: of labels, headings and notes.
        effects: marginal effects, shown after the coefficients where given.
        exp: whether exp(b) stands beside b, with its interval: odds ratios.
        decimals: of coefficients; three where left out, more where an error asks for them.
        where: the filter as it was written.
    """
    page = _Page(fit, codebook, language)
    said = " ".join([*base_of(fit.cases, where, language), *page.compared(), errors_words(fit, language)])
    terms = Terms(fit, codebook, language, exp, decimals).table(word("coefficients", language), "coefficients")
    blocks: list[Block] = [Paragraph(said, "note"), terms]
    blocks += [] if effects is None else [effects_table(fit, effects, codebook, language, decimals=decimals)]
    blocks += [page.fitness(), *page.tests(), *page.lost(), *page.dropped()]
    blocks += [Paragraph(note, "note") for note in fit.notes]
    return Document(page.title(), tuple(blocks), language, codebook.title.into(language) or codebook.name)


@dataclass(frozen=True, slots=True)
class _Page:
    fit: Fit
    codebook: Codebook
    language: str

    def say(self, key: str, **parts: object) -> str:
        return word(key, self.language, **parts)

    def title(self) -> str:
        outcomes = [formula.partition("~")[0].strip() for formula in self.fit.formulas]
        outcome = ", ".join(term_label(self.codebook, one, self.language) for one in outcomes)
        return self.say("of", model=model_words(self.fit, self.language), outcome=outcome)

    def compared(self) -> Iterator[str]:
        """What categories of the outcome are compared with."""
        if said := compared_words(self.fit, self.codebook, self.language):
            yield said

    def fitness(self) -> Table:
        """Cases, log-likelihood, and what else is measured."""
        names = [
            name for name in ("n", "clusters", "loglik", *MEASURES, "rho") if number_of(self.fit, name) is not None
        ]
        columns = (Column("measure", ""), Column("value", caption("statistic", self.language), "number", 3))
        rows = [
            Row((self.say(name), number_of(self.fit, name)), key=name, decimals=(("value", _places(name)),))
            for name in names
        ]
        notes = (self.say("classified_how"),) if CLASSIFIED & {*names} else ()
        return Table(self.say("fit"), columns, tuple(rows), notes, "fit")

    def tests(self) -> Iterator[Table]:
        """A row a test."""
        columns = (
            Column("test", self.say("test_of")),
            Column("statistic", caption("statistic", self.language), "number", 3),
            Column("df", caption("df", self.language)),
            Column("p", self.say("p"), "p", 3),
        )
        rows = [
            Row(
                (
                    test_label(test.name, test.method, "", self.language),
                    test.statistic,
                    freedom(test),
                    test.p,
                ),
                key=f"{test.name}.{test.method}",
            )
            for test in self.fit.tests
        ]
        if rows:
            yield Table(self.say("tests"), columns, tuple(rows), (), "tests")

    def lost(self) -> Iterator[Table]:
        """A row for each variable that cases lack."""
        columns = (
            Column("variable", caption("variable", self.language)),
            Column("n", caption("n", self.language), "count"),
            Column("why", self.say("why")),
        )
        rows = [
            Row(
                (title_of(self.codebook, one.variable, self.language), one.n, why_lost(one, self.language)),
                key=one.variable,
            )
            for one in self.fit.lost
        ]
        if rows:
            total = sum(one.n for one in self.fit.lost)
            rows.append(Row((caption("total", self.language), total, ""), "total"))
            yield Table(self.say("cases_lost"), columns, tuple(rows), (), "lost")

    def dropped(self) -> Iterator[Table]:
        """A row for each term the model goes without."""
        columns = (Column("term", caption("variable", self.language)), Column("why", self.say("why")))
        rows = tuple(
            Row((term_label(self.codebook, one.term, self.language), why_dropped(one, self.language)), key=one.term)
            for one in gone(self.fit)
        )
        if rows:
            yield Table(self.say("terms_dropped"), columns, rows, (), "dropped")


def _places(name: str) -> int:
    return 0 if name in COUNTS else DECIMALS.get(name, 3)
