"""Names in a rules file that the dataset has not: each at its place, with the nearest one that is there."""

from collections.abc import Iterator
from dataclasses import replace

from surveykit.codebook.codebook import Codebook, unknown_variable
from surveykit.expr.check import UNKNOWN_NAME, check
from surveykit.expr.parse import parse
from surveykit.problems import Problem
from surveykit.quality.rules.file import Rules
from surveykit.quality.rules.written import RulesFile
from surveykit.source import Path_


def unknown_names(rules: Rules, codebook: Codebook) -> list[Problem]:
    """Every variable the rules name and the dataset has not, by line; warnings, for what reads it is not tested."""
    found = [replace(problem, severity="warning") for problem in _unknown(rules, codebook)]
    return sorted(found, key=lambda problem: (problem.place.line or 0, problem.place.column or 0))


def _unknown(rules: Rules, codebook: Codebook) -> Iterator[Problem]:
    symbols = codebook.symbols()
    for number, written in enumerate(rules.file.checks):
        for key, text in (("rule", written.rule), ("where", written.where)):
            if text:
                path: Path_ = ("checks", number, key)
                found = check(parse(text), symbols, text, rules.source.places_in(path)).problems
                yield from (problem for problem in found if problem.rule is UNKNOWN_NAME)
    for at, name in _named(rules.file):
        if name not in codebook and name not in symbols:
            place = rules.source.place(at, key=at[-1] == name)
            yield replace(unknown_variable(codebook, name), place=place)


def _named(file: RulesFile) -> Iterator[tuple[Path_, str]]:
    """The variables named outside expressions, with the path to each."""
    checks = (("checks", n, check.variable) for n, check in enumerate(file.checks))
    yield from (((key, n, "variable"), name) for key, n, name in checks if name)
    yield from ((("ranges", name), name) for name in file.ranges)
    lists: list[tuple[Path_, tuple[str, ...]]] = [
        (("required",), file.required),
        (("constant_over_rounds",), file.constant_over_rounds),
        *((("unique", n), names) for n, names in enumerate(file.unique)),
        *((("labels_agree", n), pair) for n, pair in enumerate(file.labels_agree)),
        *((("straight_lining", n, "items"), battery.items) for n, battery in enumerate(file.straight_lining)),
        *((("similar_texts", n, "within"), similar.within) for n, similar in enumerate(file.similar_texts)),
    ]
    for n, outliers in enumerate(file.outliers):
        lists.append((("outliers", n, "variables"), () if outliers.variables == "all" else outliers.variables))
        yield from [(("outliers", n, "by"), outliers.by)] if outliers.by else []
    if (alike := file.near_duplicates) is not None:
        lists.append((("near_duplicates", "variables"), () if alike.variables == "all" else alike.variables))
        lists.append((("near_duplicates", "within"), alike.within))
    yield from ((("similar_texts", n, "variable"), similar.variable) for n, similar in enumerate(file.similar_texts))
    yield from (((*path, n), name) for path, names in lists for n, name in enumerate(names))
