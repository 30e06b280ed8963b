"""What is said under a table of models: brackets, stars, errors, cases lost, terms it goes without."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from surveykit.codebook.codebook import Codebook
from surveykit.econometrics.fit import Dropped, Fit, Lost
from surveykit.reports.base import reasons_of
from surveykit.reports.captions import title_of
from surveykit.reports.models.asked import STARS, Asked
from surveykit.reports.models.columns import Shown
from surveykit.reports.models.labels import category_label, category_of, term_label
from surveykit.reports.models.words import known, word
from surveykit.reports.table import Row

FEW = 2
"""Variables whose lost cases are told with every reason under a table; the page of one model has those of all."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What notes are made from: the columns, the rows that are shown."""

    columns: Sequence[Shown]
    codebook: Codebook
    language: str
    asked: Asked

    def lines(self, rows: Sequence[Row]) -> Iterator[str]:
        """The notes, in the order a reader needs them."""
        yield self._kinds()
        yield self._brackets()
        yield from self._each(lambda fit, language: compared_words(fit, self.codebook, language))
        yield from self._each(errors_words)
        if levels := self._levels():
            yield word("stars", self.language, levels=levels)
        if self.asked.exp:
            yield word("odds", self.language)
        if self.asked.percent:
            yield word("percent_how", self.language)
        if self.asked.exp or (self.asked.percent and self.asked.brackets == "se"):
            yield word("delta", self.language)
        if any(cell is None for row in rows if row.role == "body" for cell in row.cells[1:]):
            yield word("without", self.language)
        yield from self._each(lambda fit, language: lost_words(fit, self.codebook, language))
        yield from self._each(lambda fit, language: dropped_words(fit, self.codebook, language))
        yield from self._each(lambda fit, _: " ".join(fit.notes))

    def _kinds(self) -> str:
        """What the models are called, with their columns where they are of several kinds."""
        columns: dict[str, list[str]] = {}
        for one in self._models():
            columns.setdefault(model_words(one.fit, self.language), []).append(one.number)
        if len(columns) == 1:
            return word("model_is", self.language, model=next(iter(columns)))
        models = "; ".join(f"{', '.join(numbers)} {model}" for model, numbers in columns.items())
        return word("models_are", self.language, models=models)

    def _brackets(self) -> str:
        key = self.asked.brackets
        if key in {"z", "t"}:
            by_t = [one.number for one in self._models() if one.fit.df != inf]
            if by_t and len(by_t) < len(self._models()):
                what = word("these_z_t", self.language, columns=", ".join(by_t))
                return word("in_brackets", self.language, what=what)
            key = "t" if by_t else "z"
        return word("in_brackets", self.language, what=word(f"these_{key}", self.language))

    def _levels(self) -> str:
        stars = STARS if self.asked.stars is None else self.asked.stars
        return ", ".join(f"{mark} p < {level:g}" for mark, level in sorted(stars.items(), key=lambda pair: pair[1]))

    def _models(self) -> list[Shown]:
        return [one for one in self.columns if one.first]

    def _each(self, say: Callable[[Fit, str], str]) -> Iterator[str]:
        """What is said of each model: once where it is the same of all, else with the titles of those it is of."""
        titles: dict[str, list[str]] = {}
        for one in self._models():
            titles.setdefault(say(one.fit, self.language), []).append(one.number)
        for said, of in titles.items():
            if said:
                whole = len(of) == len(self._models())
                columns = ", ".join(of)
                yield _begun(said) if whole else word("of_columns", self.language, columns=columns, said=_begun(said))


def errors_words(fit: Fit, language: str) -> str:
    """What the standard errors of a model allow for."""
    classical = {"ols": "errors_ols", "heckman_two_step": "errors_two_step"} if fit.errors == "classical" else {}
    return word(classical.get(_model(fit), f"errors_{fit.errors}"), language)


def model_words(fit: Fit, language: str) -> str:
    """What a model is called: with its link or its method where it has a choice of them."""
    name = _model(fit)
    return word(name, language) if known(name) else fit.kind


def _model(fit: Fit) -> str:
    """The name of a model among the words."""
    if fit.kind == "heckman" and fit.loglik is None:
        return "heckman_two_step"
    return f"{fit.kind}_{fit.link}" if fit.link else fit.kind


def compared_words(fit: Fit, codebook: Codebook, language: str) -> str:
    """Which category of a multinomial outcome the others are compared with; nothing of other models."""
    base = category_of(fit.bases[0]) if fit.kind == "multinomial" and fit.bases else None
    return word("compared", language, base=category_label(codebook, *base, language)) if base else ""


def lost_words(fit: Fit, codebook: Codebook, language: str) -> str:
    """The cases a model lost, by the variable they lack, of a few with reasons; nothing where it lost none."""
    if not fit.lost:
        return ""
    few = len(fit.lost) <= FEW
    parts = "; ".join(
        f"{title_of(codebook, one.variable, language)} {_of(one if few else replace(one, missing=()), language)}"
        for one in fit.lost
    )
    return word("lost", language, n=sum(one.n for one in fit.lost), total=fit.cases.n, parts=parts)


def why_lost(one: Lost, language: str) -> str:
    """The reasons for which cases were lost, counted."""
    undefined = f"{word('undefined', language)} {one.undefined}" if one.undefined else ""
    return ", ".join(filter(None, (reasons_of(one.missing, language), undefined)))


def dropped_words(fit: Fit, codebook: Codebook, language: str) -> str:
    """The terms a model goes without, and why; nothing where it has all."""
    if not fit.dropped:
        return ""
    parts = [f"{term_label(codebook, one.term, language)} ({why_dropped(one, language)})" for one in gone(fit)]
    return word("dropped", language, terms="; ".join(parts))


def gone(fit: Fit) -> list[Dropped]:
    """The terms a model goes without, each once: where cases went with one, with these, whatever follows from that."""
    found: dict[str, Dropped] = {}
    for one in sorted(fit.dropped, key=lambda one: one.why != "perfect"):
        found.setdefault(one.term, one)
    return list(found.values())


def why_dropped(one: Dropped, language: str) -> str:
    """Why a model goes without a term."""
    return word({"constant": "same"}.get(one.why, one.why), language, n=one.n)


def _of(one: Lost, language: str) -> str:
    why = why_lost(one, language)
    return f"{one.n} ({why})" if why else str(one.n)


def _begun(said: str) -> str:
    """A sentence with a capital at its beginning."""
    return said[:1].upper() + said[1:]
