"""The coefficients of one model, or its marginal effects, as a table: error, z or t, p and interval of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from surveykit.codebook.codebook import Codebook
from surveykit.econometrics.fit import CONSTANT, Coefficient, Fit
from surveykit.reports.captions import caption
from surveykit.reports.models.asked import places_of
from surveykit.reports.models.columns import equation_label, equations_of
from surveykit.reports.models.labels import category_label, category_of, in_listed_order, reference_of, term_label
from surveykit.reports.models.rows import raised
from surveykit.reports.models.words import word
from surveykit.reports.table import Cell, Column, Row, Table


@dataclass(frozen=True, slots=True)
class Terms:
    """What the table is made from; `value` heads what is estimated, `exp` adds exp(b) with its interval."""

    fit: Fit
    codebook: Codebook
    language: str
    exp: bool
    decimals: int | None
    value: str = "b"

    def say(self, key: str, **parts: object) -> str:
        """Words in the language of the page."""
        return word(key, self.language, **parts)

    def table(self, title: str, key: str) -> Table:
        """A row a term, below the heading of its equation where there are several."""
        statistic, places = "z" if self.fit.df == inf else "t", places_of((), self.decimals)
        interval = self.say("interval", level=f"{100 * self.fit.level:.10g}")
        columns = [
            Column("term", caption("variable", self.language)),
            Column("value", self.say(self.value), "number", places),
            Column("se", self.say("se"), "number", places),
            Column("statistic", statistic, "number", 2),
            Column("p", self.say("p"), "p", 3),
            *(Column(end, self.say(end), "number", places, interval) for end in ("low", "high")),
        ]
        if self.exp:
            columns += [Column("exp", self.say("exp_b"), "number", places)]
            group = f"{self.say('exp_b')}, {interval}"
            columns += [Column(f"exp_{end}", self.say(end), "number", places, group) for end in ("low", "high")]
        rows = tuple(self.rows(len(columns)))
        notes = [self.say("transformed")] if self.exp else []
        if {"rho", "athrho"} <= {one.term for one in self.fit.coefficients}:
            notes.append(self.say("rho_by_atanh"))
        return Table(title, tuple(columns), rows, tuple(notes), key)

    def rows(self, width: int) -> Iterator[Row]:
        """The equations in their order, then what is of none."""
        equations = equations_of(self.fit)
        for equation in (*equations, *([""] if equations != ("",) else [])):
            terms = [one for one in self.fit.coefficients if one.equation == equation]
            if terms and len(equations) > 1:
                label = (
                    equation_label(self.codebook, self.fit, equation, self.language)
                    if equation
                    else self.say("error_terms")
                )
                yield Row((label, *[None] * (width - 1)), "heading", key=equation)
            yield from self.terms(terms, width)

    def terms(self, given: list[Coefficient], width: int) -> Iterator[Row]:
        """The terms of an equation, the constant last, the categories of a variable below its label."""
        of = {one.term: one for one in sorted(given, key=lambda one: one.term == CONSTANT)}
        done: set[str] = set()
        for term, one in of.items():
            found = category_of(term)
            if found is None:
                yield self.row(one, term_label(self.codebook, term, self.language))
            elif found[0] not in done:
                done.add(found[0])
                yield self.heading(found[0], width)
                same = [other for other in of if (category_of(other) or ("",))[0] == found[0]]
                for other in in_listed_order(self.codebook, found[0], same):
                    code = (category_of(other) or ("", ""))[1]
                    yield self.row(of[other], category_label(self.codebook, found[0], code, self.language), 1)

    def heading(self, name: str, width: int) -> Row:
        """The label of a variable and what its categories are compared with."""
        title, base = term_label(self.codebook, name, self.language), reference_of([self.fit], name)
        if base is not None:
            label = category_label(self.codebook, name, base, self.language)
            title = self.say("reference", variable=title, category=label)
        return Row((title, *[""] * (width - 1)), key=name)

    def row(self, one: Coefficient, label: str, indent: int = 0) -> Row:
        """A term with its numbers."""
        cells: list[Cell] = [one.value, one.se, one.statistic, one.p, one.low, one.high]
        if self.exp:
            cells += [raised(x) if one.equation else "" for x in (one.value, one.low, one.high)]
        places = places_of([one.se], self.decimals)
        decimals = tuple((name, places) for name in ("value", "se", "low", "high"))
        return Row((label, *cells), indent=indent, decimals=decimals, key=one.term)
