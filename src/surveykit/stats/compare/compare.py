"""Comparing groups: each variable, each pair of groups, with tests of means, of ranks and of whole distributions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal, TypedDict, TypeVar

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.design.design import Design
from surveykit.engine.base import Cell
from surveykit.expr.sql import missing_sql, quoted, valid_sql
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule, listed
from surveykit.stats.cases import MOST_GROUPS, Lack, cases, in_order, known, lacks, named, seen, too_many
from surveykit.stats.compare.asked import Asker, paired
from surveykit.stats.compare.comparison import Compared, Comparison, Designed
from surveykit.stats.compare.drawing import drawn, fits, of_all, of_pair, weighed
from surveykit.stats.compare.pairwise import all_groups, correlations, of_shares, two_answers, two_groups
from surveykit.stats.describe import has_mean
from surveykit.stats.estimate.contrast import Adjustment, adjusted

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


def compare(  # noqa: PLR0913 - one parameter a question
    dataset: Dataset,
    names: str | Sequence[str],
    *,
    by: str,
    pairs: Sequence[tuple[Value, Value]] | Literal["all"] = (),
    units: str | None = None,
    design: Design | None = None,
    adjustment: Adjustment = "none",
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
        design: how cases were drawn; each by itself, counting once, where left out.
        adjustment: how p-values are adjusted for the number of pairs of groups, variable by variable.
        where: the cases taken.
        level: how often an interval is to hold the true difference.

    Raises:
        DataError: SK401, unknown names; SK702, too many groups; SK784, fewer than two; SK785, a variable without an
            order; SK786, a pair that is not there; SK788, a test that is not there for the design.
    """
    codebook, names = dataset.codebook, named(names)
    _ordered(codebook, names, [by, *filter(None, [units])])
    if design is not None:
        fits(design, codebook, units)
    with engines.open(looking_back(dataset, where)) as engine:
        weight = None if design is None else design.weight
        asker = Asker(engine, codebook.symbols(), cases(engine, dataset, weight, where))
        groups = _groups(asker, codebook, by)
        chosen = _chosen(by, groups, pairs)
        about = _about(asker, codebook, names, by)
        whole = len(groups) > 2 and (not pairs or pairs == "all")
        asked = _Asked(asker, by, groups, tuple(names), tuple(chosen), level, whole=whole)
        if units is not None:
            return replace(asked.of_units(units), **about)
        found = asked.of_cases() if design is None else asked.of_design(codebook, design)
        if adjustment != "none":
            found = replace(
                found,
                compared=_adjusted(found.compared, adjustment),
                designed=_adjusted(found.designed, adjustment),
            )
        return replace(found, **about)


Tests = TypeVar("Tests", Compared, Designed)


def _adjusted(tests: tuple[Tests, ...], adjustment: Adjustment) -> tuple[Tests, ...]:
    """The p-values of each variable adjusted for its number of pairs of groups, those of means and of ranks apart."""
    found = dict(enumerate(tests))
    for name in dict.fromkeys(one.name for one in tests):
        places = [at for at, one in enumerate(tests) if one.name == name]
        t = adjusted([tests[at].t.p for at in places], adjustment)
        ranks = adjusted([_rank_p(tests[at]) for at in places], adjustment)
        for at, of_t, of_ranks in zip(places, t, ranks, strict=True):
            found[at] = replace(tests[at], adjusted={"t": of_t, "ranks": of_ranks})
    return tuple(found.values())


def _rank_p(one: Compared | Designed) -> float | None:
    if isinstance(one, Designed):
        return one.ranks["wilcoxon"].p if one.ranks else None
    return None if one.ranks is None else one.ranks.p


@dataclass(frozen=True, slots=True)
class _Asked:
    """A comparison under way: of these variables, between these pairs of groups (places), all at once if `whole`."""

    asker: Asker
    by: str
    groups: tuple[Value, ...]
    names: tuple[str, ...]
    chosen: tuple[tuple[int, int], ...]
    level: float
    whole: bool

    def pairs(self) -> Iterator[tuple[tuple[int, int], tuple[Value, Value], str]]:
        """Each pair of groups, as places and as values, with each variable."""
        for i, j in self.chosen:
            for name in self.names:
                yield (i, j), (self.groups[i], self.groups[j]), name

    def of_cases(self) -> Comparison:
        """Each case by itself."""
        taken = {name: self.asker.samples(self.by, self.groups, name) for name in self.names}
        return Comparison(
            self.asker.cases,
            self.by,
            self.groups,
            overall=tuple(all_groups(name, self.groups, taken[name][0]) for name in self.names if self.whole),
            compared=tuple(
                two_groups(name, values, taken[name][0].of(*places), self.level)
                for places, values, name in self.pairs()
            ),
            fetched=tuple(name for name, (_, fetched) in taken.items() if fetched),
            level=self.level,
        )

    def of_units(self, units: str) -> Comparison:
        """Each pair of groups over the units that are in both, by the means of their cases."""
        means = {name: self.asker.unit_means(self.by, self.groups, name, units) for name in self.names}
        tests = []
        for _, values, name in self.pairs():
            first, second = (means[name][value] for value in values)
            alone = len(first.keys() ^ second.keys())
            tests.append(two_answers(name, values, paired(first, second), alone, self.level))
        return Comparison(self.asker.cases, self.by, self.groups, paired=tuple(tests), units=units, level=self.level)

    def of_design(self, codebook: Codebook, design: Design) -> Comparison:
        """By the design of the sample; every case is needed for its rank."""
        asker = weighed(self.asker, design)
        samples = {name: drawn(asker, codebook, design, self.by, self.groups, name) for name in self.names}
        return Comparison(
            asker.cases,
            self.by,
            self.groups,
            overall=tuple(of_all(name, self.groups, samples[name]) for name in self.names if self.whole),
            designed=tuple(
                of_pair(name, values, samples[name].only(places), self.level) for places, values, name in self.pairs()
            ),
            fetched=self.names,
            level=self.level,
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
        one = two_answers(" - ".join(names), (names[0], names[1]), pairs, asker.cases.n - pairs.n, level)
        told = replace(one, mcnemar=of_shares(pairs), correlations=correlations(pairs, level))
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
