"""Comparing groups: each variable, each pair of groups, with tests of means, of ranks and of whole distributions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import sqrt
from typing import Literal, TypedDict

import numpy as np

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.engine.base import Cell
from surveykit.expr.sql import missing_sql, quoted, valid_sql
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule, listed
from surveykit.stats.cases import MOST_GROUPS, Lack, cases, in_order, known, lacks, seen, too_many
from surveykit.stats.compare.asked import Asker, paired
from surveykit.stats.compare.comparison import Compared, Comparison, Overall, PairedTest, Side
from surveykit.stats.compare.distance import kolmogorov
from surveykit.stats.compare.means import one_mean, welch
from surveykit.stats.compare.ranks import (
    kruskal_wallis,
    mann_whitney,
    mann_whitney_exact,
    signed_ranks,
    signed_ranks_exact,
)
from surveykit.stats.compare.samples import Floats, Pairs, Samples, tallied
from surveykit.stats.compare.shares import mcnemar
from surveykit.stats.compare.tested import Tested
from surveykit.stats.compare.together import kendall, pearson, spearman
from surveykit.stats.describe import has_mean

NO_GROUPS = Rule(
    "SK784",
    "There are not two groups to compare",
    "A test says whether groups differ; of one group it can say nothing.",
    "surveykit compare sis.sav size --by export --where 'export = 1'",
    "Name a variable of which at least two values occur, or widen the filter.",
)
NO_ORDER = Rule(
    "SK785",
    "A variable has no order in which groups could differ",
    "Codes that are names, and texts, have no mean and no ranks.",
    "surveykit compare sis.sav industry --by export",
    "Cross-tabulate it: `surveykit crosstab` tests whether shares differ. If the codes are a scale, say so with "
    "`measure: ordinal` in the codebook.",
)
NO_PAIR = Rule(
    "SK786",
    "A pair of groups cannot be compared",
    "A pair is two values that occur in the variable which makes the groups.",
    "--pair 2:9 where no case has 9",
    "Write two of its values, such as `--pair 2:0`.",
)
NOT_TWO = Rule(
    "SK787",
    "Answers are paired two by two",
    "The difference of two answers of a case is tested; a third has no partner.",
    "surveykit compare sis.sav size2005 size2006 size2007 --paired",
    "Name two variables.",
)
EXACT = 200
"""Cases up to which the exact p-value of the rank tests is given beside the approximate one."""


def compare(
    dataset: Dataset,
    names: Sequence[str],
    *,
    by: str,
    pairs: Sequence[tuple[Value, Value]] | Literal["all"] = (),
    units: str | None = None,
    where: Expression | None = None,
    level: float = 0.95,
) -> Comparison:
    """Compare groups: all at once, and two by two, the first of a pair with the second.

    Args:
        dataset: the cases.
        names: what is compared; numbers, scales in order, or codes 0 and 1.
        by: the variable whose values make the groups.
        pairs: the pairs of groups, in the order wanted, and these alone; "all" in the order of the codes. Two groups
            are a pair without being named.
        units: means of the cases of these units, such as industries, are compared, pair by pair of units that are in
            both groups.
        where: the cases taken.
        level: how often an interval is to hold the true difference.

    Raises:
        DataError: SK401, unknown names; SK702, too many groups; SK784, fewer than two; SK785, a variable without an
            order; SK786, a pair that is not there.
    """
    codebook = dataset.codebook
    _ordered(codebook, names, [by, *filter(None, [units])])
    with engines.open(looking_back(dataset, where)) as engine:
        asker = Asker(engine, codebook.symbols(), cases(engine, dataset, None, where))
        groups = _groups(asker, codebook, by)
        chosen = _chosen(by, groups, pairs)
        about = _about(asker, codebook, names, by)
        if units is not None:
            tests = _of_units(asker, by, groups, chosen, names, units, level)
            return Comparison(asker.cases, by, groups, paired=tuple(tests), units=units, level=level, **about)
        taken = {name: asker.samples(by, groups, name) for name in names}
        whole = len(groups) > 2 and (not pairs or pairs == "all")
        return Comparison(
            asker.cases,
            by,
            groups,
            overall=tuple(_overall(name, groups, samples) for name, (samples, _) in taken.items() if whole),
            compared=tuple(
                _compared(name, (groups[i], groups[j]), samples.of(i, j), level)
                for i, j in chosen
                for name, (samples, _) in taken.items()
            ),
            fetched=tuple(name for name, (_, fetched) in taken.items() if fetched),
            level=level,
            **about,
        )


def compare_pairs(
    dataset: Dataset, names: Sequence[str], *, where: Expression | None = None, level: float = 0.95
) -> Comparison:
    """Compare two answers of each case, the first minus the second.

    Raises:
        DataError: SK401, unknown names; SK785, a variable without an order; SK787, not two variables.
    """
    codebook = dataset.codebook
    _ordered(codebook, names, [])
    if len(names) != 2:
        what = f"{len(names)} variables were named: {listed(names)}"
        raise DataError(Problem(NOT_TWO, what, hint=NOT_TWO.mend))
    with engines.open(looking_back(dataset, where)) as engine:
        asker = Asker(engine, codebook.symbols(), cases(engine, dataset, None, where))
        pairs, fetched = asker.pairs(*names)
        one = _paired(" - ".join(names), (names[0], names[1]), pairs, asker.cases.n - pairs.n, level)
        told = replace(one, mcnemar=_mcnemar(pairs), correlations=_correlations(pairs, level))
        taken = tuple(names) if fetched else ()
        about = _about(asker, codebook, names)
        return Comparison(asker.cases, None, (), paired=(told,), fetched=taken, level=level, **about)


def _ordered(codebook: Codebook, names: Sequence[str], others: Sequence[str]) -> None:
    """Refuse at once what is not there, and what has no order."""
    known(codebook, names)
    for other in others:
        known(codebook, names, other)
    problems = []
    for name in dict.fromkeys(names):
        if name not in codebook:
            what = f"'{name}' is a response set; a case may hold several of its choices"
            problems.append(Problem(NO_ORDER, what, hint="name one of its columns"))
        elif not has_mean(codebook, codebook[name]):
            variable = codebook[name]
            holds = "codes that are names" if variable.codes or variable.type == "number" else f"{variable.type}s"
            problems.append(Problem(NO_ORDER, f"'{name}' holds {holds}", hint=NO_ORDER.mend))
    if problems:
        raise DataError(problems)


def _groups(asker: Asker, codebook: Codebook, by: str) -> tuple[Value, ...]:
    """The groups that have cases, in the order of the codes."""
    found = seen(asker.engine, asker.symbols, asker.cases, by, MOST_GROUPS)
    if len(found) > MOST_GROUPS:
        raise DataError(too_many(by, MOST_GROUPS, "group its values first"))
    if len(found) < 2:
        what = f"'{by}' has one value, {found[0]}" if found else f"'{by}' has no valid value"
        raise DataError(Problem(NO_GROUPS, f"{what}, among the cases taken", hint=NO_GROUPS.mend))
    there = set(found)
    return tuple(value for value in in_order(codebook, codebook[by], found)[0] if value in there)


def _chosen(
    by: str, groups: Sequence[Value], pairs: Sequence[tuple[Value, Value]] | Literal["all"]
) -> list[tuple[int, int]]:
    """The pairs to compare, as places of groups; all that cannot be compared are refused at once."""
    if pairs == "all" or not pairs:
        every = list(combinations(range(len(groups)), 2))
        return every if pairs or len(groups) == 2 else []
    strangers = [value for pair in pairs for value in pair if value not in groups]
    problems = [
        Problem(NO_PAIR, f"no case taken has the value {value} of '{by}'", hint=f"there are {listed(groups)}")
        for value in dict.fromkeys(strangers)
    ]
    problems += [Problem(NO_PAIR, f"{a}:{b} is one group twice", hint=NO_PAIR.mend) for a, b in pairs if a == b]
    if problems:
        raise DataError(problems)
    place = {group: at for at, group in enumerate(groups)}
    return [(place[first], place[second]) for first, second in pairs]


class _About(TypedDict):
    """What took no part: missing values of each variable, and cases of no group."""

    missing: Mapping[str, tuple[Lack, ...]]
    ungrouped: tuple[Lack, ...]


def _about(asker: Asker, codebook: Codebook, names: Sequence[str], by: str | None = None) -> _About:
    missing = {name: _lacking(asker, codebook, name, by) for name in names}
    return {"missing": missing, "ungrouped": _lacking(asker, codebook, by) if by else ()}


def _lacking(asker: Asker, codebook: Codebook, name: str, by: str | None = None) -> tuple[Lack, ...]:
    """Why a variable is missing, among the cases of the groups."""
    grouped = [valid_sql(asker.symbols[by])] if by else []
    where = asker.cases.where(missing_sql(asker.symbols[name]), *grouped)
    found: list[Cell] = asker.engine.groups([quoted(name)], where=where)
    return lacks(codebook[name], found, weighted=False)


def _side(value: Value | None, samples: Samples, at: int) -> Side:
    n = int(samples.sizes[at])
    mean = float(samples.means()[at]) if n else None
    return Side(value, n, mean, sqrt(float(samples.variances()[at])) if n > 1 else None)


def _overall(name: str, groups: Sequence[Value], samples: Samples) -> Overall:
    there = [at for at, n in enumerate(samples.sizes) if n]
    test = kruskal_wallis(samples.of(*there)) if len(there) > 1 else Tested(None, None, why="few")
    with np.errstate(divide="ignore", invalid="ignore"):
        return Overall(name, tuple(_side(group, samples, at) for at, group in enumerate(groups)), test)


def _compared(name: str, pair: tuple[Value, Value], samples: Samples, level: float) -> Compared:
    few = Tested(None, None, why="few")
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (_side(value, samples, at) for at, value in enumerate(pair))
    if not first.n or not second.n:
        return Compared(name, first, second, few, None, None, None)
    exact = mann_whitney_exact(samples) if first.n + second.n <= EXACT else None
    t = welch(samples, level=level)
    return Compared(name, first, second, t, mann_whitney(samples), exact, kolmogorov(samples))


def _of_units(
    asker: Asker,
    by: str,
    groups: Sequence[Value],
    chosen: Sequence[tuple[int, int]],
    names: Sequence[str],
    units: str,
    level: float,
) -> Iterator[PairedTest]:
    """Each pair of groups over the units that are in both, by the means of their cases."""
    means = {name: asker.unit_means(by, groups, name, units) for name in names}
    for i, j in chosen:
        for name, of in means.items():
            first, second = of[groups[i]], of[groups[j]]
            pairs = paired(first, second)
            alone = len(first.keys() ^ second.keys())
            yield _paired(name, (groups[i], groups[j]), pairs, alone, level)


def _paired(name: str, values: tuple[Value, Value], pairs: Pairs, unpaired: int, level: float) -> PairedTest:
    differences = pairs.differences
    exact = signed_ranks_exact(differences) if pairs.n <= EXACT else None
    sides = (_column(values[0], pairs.x, pairs), _column(values[1], pairs.y, pairs))
    return PairedTest(
        name,
        *sides,
        t=one_mean(differences, level=level),
        signed=signed_ranks(differences),
        pratt=signed_ranks(differences, zeros="pratt"),
        exact=exact,
        unpaired=unpaired,
    )


def _column(value: Value, column: "Floats", pairs: Pairs) -> Side:
    values, places = np.unique(column, return_inverse=True)
    sample = tallied(values, np.zeros(len(places), dtype=np.intp), places, pairs.counts, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _side(value, sample, 0)


def _mcnemar(pairs: Pairs) -> Tested | None:
    """McNemar's test, where both answers are 0 or 1."""
    if not pairs.n or not set(np.unique(np.concatenate([pairs.x, pairs.y])).tolist()) <= {0.0, 1.0}:
        return None
    return mcnemar(int(pairs.counts[pairs.x > pairs.y].sum()), int(pairs.counts[pairs.x < pairs.y].sum()))


def _correlations(pairs: Pairs, level: float) -> Mapping[str, Tested]:
    return {"pearson": pearson(pairs, level=level), "spearman": spearman(pairs), "kendall": kendall(pairs)}
