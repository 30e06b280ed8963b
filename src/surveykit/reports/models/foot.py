"""What stands below the coefficients of models: hidden groups, n, goodness of fit, tests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from surveykit.codebook.codebook import Codebook
from surveykit.econometrics.fit import Fit, Test
from surveykit.problems import Problem, listed
from surveykit.reports.captions import caption, title_of
from surveykit.reports.models.asked import NO_ROW, SHOWN, TESTS, USUAL, Asked, places_of
from surveykit.reports.models.columns import Shown
from surveykit.reports.models.labels import variables_of
from surveykit.reports.models.words import word
from surveykit.reports.table import Cell, Marked, Row

COUNTS: Final = frozenset({"n", "clusters", "censored", "selected"})
DECIMALS: Final = {"loglik": 2, "loglik_constant": 2, "aic": 1, "bic": 1}


@dataclass(frozen=True, slots=True)
class Foot:
    """What the rows below the coefficients are made from."""

    columns: Sequence[Shown]
    codebook: Codebook
    language: str
    asked: Asked

    def rows(self) -> Iterator[Row]:
        """Whether hidden groups are there, then what was asked for, of each model what it has."""
        hidden = [name for one in self.columns for name in one.fit.absorbed]
        for name in dict.fromkeys((*self.asked.hide, *hidden)):
            said = [self._has(one, name) for one in self.columns]
            if any(said):
                words = [word("yes" if has else "no", self.language) for has in said]
                yield self._row(title_of(self.codebook, name, self.language), words, 0, name)
        for name in self.asked.show:
            above = any(one.cell(name) is not None for one in self.columns)
            cells = [number_of(one.fit, name) if one.first and not above else None for one in self.columns]
            if any(cell is not None for cell in cells):
                places = 0 if name in COUNTS else DECIMALS.get(name, places_of((), self.asked.decimals))
                yield self._row(word(name, self.language), ["" if c is None else c for c in cells], places, name)
            if name in TESTS:
                yield from self._tests(name)

    def _has(self, one: Shown, name: str) -> bool:
        terms = (*one.coefficients, *one.fit.absorbed)
        return any(name in variables_of(term, self.codebook) for term in terms)

    def _tests(self, name: str) -> Iterator[Row]:
        """A row for a test; where its degrees of freedom differ from model to model they have a row of their own."""
        found = [test_of(one.fit, name) if one.first else None for one in self.columns]
        for method in dict.fromkeys(test.method for test in found if test is not None):
            own = [test if test is not None and test.method == method else None for test in found]
            freedoms = {freedom(test) for test in own if test is not None}
            said = freedoms.copy().pop() if len(freedoms) == 1 else ""
            label = test_label(name, method, said, self.language)
            stars = ["" if test is None else Marked(test.statistic, self.asked.mark(test.p)) for test in own]
            yield self._row(label, stars, 2, f"{name}.{method}")
            if len(freedoms) > 1:
                words = ["" if test is None else freedom(test) for test in own]
                yield self._row(caption("df", self.language), words, 0, f"{name}.{method}.df", 1)

    def _row(self, label: str, cells: Sequence[Cell], places: int, key: str, indent: int = 0) -> Row:
        """A row of one cell a column of coefficients, the columns beside them being empty."""
        wide = 1 + self.asked.beside + self.asked.percent
        filled = [part for cell in cells for part in (cell, *[""] * (wide - 1))]
        decimals = tuple((one.key, places) for one in self.columns)
        return Row((label, *filled), "foot", indent, decimals, key)


def not_told(fits: Sequence[Fit], show: Sequence[str]) -> Iterator[Problem]:
    """Complain of rows that were asked for and that none of the models has; of the usual ones each has its own."""
    if tuple(show) == USUAL:
        return
    there = [name for name in SHOWN if any(_tells(fit, name) for fit in fits)]
    for name in show:
        if name not in there:
            hint = f"they tell {listed(there)}"
            yield Problem(NO_ROW, f"none of the models tells '{name}'", hint=hint)


def _tells(fit: Fit, name: str) -> bool:
    return number_of(fit, name) is not None or (name in TESTS and test_of(fit, name) is not None)


def number_of(fit: Fit, name: str) -> float | int | None:
    """A number that a model tells."""
    match name:
        case "n":
            return fit.n
        case "clusters":
            return fit.clusters
        case "loglik":
            return fit.loglik if fit.kind != "ols" else None  # of a regression nobody prints it
    found = fit.measures.get(name)
    return int(found) if found is not None and name in COUNTS else found


def test_of(fit: Fit, name: str) -> Test | None:
    """A test that a model tells, by likelihood ratio where it has several."""
    found = [test for test in fit.tests if test.name.rpartition(":")[2] == name]
    return min(found, key=lambda test: test.method != "LR", default=None)


def freedom(test: Test) -> str:
    """The degrees of freedom of a test."""
    return f"{test.df:g}" if test.df2 is None else f"{test.df:g}, {test.df2:g}"


def test_label(name: str, method: str, freedoms: str, language: str) -> str:
    """What a test is called."""
    key = f"of_{name.rpartition(':')[2]}"
    law = ("F" if method == "F" else "χ²") + (f"({freedoms})" if freedoms else "")
    what = word(key, language) if name.rpartition(":")[2] in TESTS else name
    return word("test", language, method=method, what=what, law=law)
