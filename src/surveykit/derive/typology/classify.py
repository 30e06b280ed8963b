"""Classifying: each case in one type, outside, or missing with the reason; never in a type by default."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from surveykit import engine as engines
from surveykit.dataset.dataset import Dataset
from surveykit.derive.lacking import UNDETERMINED
from surveykit.derive.typology.bound import Bound, bound
from surveykit.derive.typology.cases import Cases, cases_of
from surveykit.derive.typology.faults import refuse_faults
from surveykit.derive.typology.file import Typology
from surveykit.derive.typology.written import Cross, places, rest
from surveykit.expr.fold import leaves
from surveykit.expr.sql import PREFIX, constant, sql_of
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import Call, Expression, Name, Previous
from surveykit.missing import Value
from surveykit.problems import Problem, Rule

NOBODY = Rule(
    "SK761",
    "No case is at a level",
    "Perhaps there is none; perhaps its condition can never be true, or an earlier one takes all.",
    "when: age > 5 and age < 5",
    "Look at the condition and at those before it.",
)
_NOTHING: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a case stands: the code of its type or of what is outside, or why it has none, and for want of what."""

    code: str = ""
    reason: str = ""
    variable: str = ""


@dataclass(frozen=True, slots=True)
class Classified:
    """Every case of a dataset in a typology.

    Args:
        typology: the typology.
        bound: the same under the setting of its parameters.
        dataset: the data.
        cases: its cases.
        levels: for each axis the level of each case; "" where no condition is true, None where it is unknown.
        placed: for each classification where each case stands.
    """

    typology: Typology
    bound: Bound
    dataset: Dataset
    cases: Cases
    levels: Mapping[str, Sequence[str | None]]
    placed: Mapping[str, Sequence[Placed]]

    @property
    def types(self) -> Sequence[Placed]:
        """Where each case stands among the types."""
        return self.placed[self.typology.file.variable]

    def counts(self, variable: str = "") -> Mapping[str, int]:
        """The cases of each type and of each code outside, in the order of the file."""
        scheme = self.typology.file.schemes[variable or self.typology.file.variable]
        found = Counter(each.code for each in self.placed[variable or self.typology.file.variable] if each.code)
        return {code: found[code] for code in dict.fromkeys((*scheme.cells, *scheme.outside, *sorted(found)))}

    def empty_levels(self) -> Iterator[Problem]:
        """Levels at which no case is, each as a note at its place in the file."""
        for name, axis in self.typology.file.axes.items():
            held = set(self.levels[name])
            for level in axis.levels:
                if level not in held:
                    place = self.typology.source.place(("axes", name, "levels", level), key=True)
                    what = f"no case is at the level '{level}' of '{name}'"
                    yield Problem(NOBODY, what, place, NOBODY.mend, "note")

    def missing(self, variable: str = "") -> Mapping[tuple[str, str], int]:
        """The cases without a type, by reason and by the variable for want of which."""
        placed = self.placed[variable or self.typology.file.variable]
        return Counter((each.reason, each.variable) for each in placed if not each.code)


def classify(dataset: Dataset, typology: Typology, values: Mapping[str, Value] = _NOTHING) -> Classified:
    """Put each case of a dataset into its type.

    Args:
        dataset: the data.
        typology: the typology.
        values: parameters that are not at their defaults.

    Raises:
        DataError: SK750, no such parameter or value; SK757, no such country set.
        DefinitionError: the typology names what the data have not; every such place.
    """
    settled = bound(typology.file, values)
    refuse_faults(typology, settled, dataset.codebook)
    cases = cases_of(dataset, settled)
    reasons, levels = _evaluated(cases, settled)
    lacks = _Lacks(cases, settled)
    placed = {
        variable: tuple(_placed(scheme, reasons, levels, lacks)) for variable, scheme in typology.file.schemes.items()
    }
    return Classified(typology, settled, dataset, cases, levels, placed)


def _evaluated(cases: Cases, settled: Bound) -> tuple[Sequence[str | None], dict[str, Sequence[str | None]]]:
    """For each case the reason for having no type, where one is declared, and its level on every axis."""
    steps: list[dict[str, str]] = [{}, {}]
    tried = {PREFIX + "missing": tuple(settled.missing.items())}
    tried |= {f"{PREFIX}axis_{name}": levels for name, levels in settled.axes.items()}
    for name, levels in tried.items():
        columns = [f"{name}_{n}" for n in range(len(levels))]
        steps[0] |= {c: sql_of(condition, cases.symbols) for c, (_, condition) in zip(columns, levels, strict=True)}
        arms = "".join(
            f" WHEN {column} THEN {constant(level)} WHEN {column} IS NULL THEN NULL"
            for column, (level, _) in zip(columns, levels, strict=True)
        )
        steps[1][name] = f"CASE{arms} ELSE '' END" if arms else "''"
    found: dict[str, list[str | None]] = {name: [] for name in tried}
    with engines.open(cases.dataset) as engine:
        for batch in engine.stream(steps, [*tried], ""):
            for name in tried:
                found[name] += batch.column(name).to_pylist()
    return found[PREFIX + "missing"], {name: found[f"{PREFIX}axis_{name}"] for name in settled.axes}


def _placed(
    scheme: Cross, reasons: Sequence[str | None], levels: Mapping[str, Sequence[str | None]], lacks: "_Lacks"
) -> Iterator[Placed]:
    named, others = places(scheme), rest(scheme)
    for case, (reason, *at) in enumerate(zip(reasons, *(levels[name] for name in scheme.by), strict=True)):
        unknown = next((name for name, level in zip(scheme.by, at, strict=True) if level is None), None)
        if reason is None:
            yield lacks.of(case, lacks.bound.missing.values())
        elif reason:
            yield Placed(reason=reason)
        elif unknown is not None:
            yield lacks.of(case, (condition for _, condition in lacks.bound.axes[unknown]))
        else:
            yield Placed(named.get(tuple(level or "" for level in at), others))


class _Lacks:
    """For want of what a condition is unknown: the first variable it reads that is missing, and why that is."""

    def __init__(self, cases: Cases, settled: Bound) -> None:
        self.cases, self.bound = cases, settled
        self._columns: dict[tuple[int, str], list[Value | None]] = {}

    def of(self, case: int, conditions: Iterable[Expression]) -> Placed:
        for condition in conditions:
            for name in _columns_read(condition, self.cases.symbols):
                if name in self.bound.aggregates:
                    found = self._in_rows(case, name)
                else:
                    found = self._in(self.cases.dataset, 0, case, name)
                if found:
                    return Placed(reason=found, variable=name)
        return Placed(reason=UNDETERMINED)

    def _in_rows(self, case: int, aggregate: str) -> str:
        """Why an aggregate is unknown: what its rows lack, or that there are none."""
        rows = self.bound.file.rows
        if self._column(self.cases.dataset, 0, aggregate)[case] is not None or rows is None or self.cases.rows is None:
            return ""
        if rows.variable and (reason := self._in(self.cases.dataset, 0, case, rows.variable)):
            return reason
        long, inside = self.cases.rows
        read = _columns_read(self.bound.aggregates[aggregate], long.codebook.symbols())
        read = [rows.members[name].on if name in rows.members else name for name in read]
        found = (self._in(long, 1, row, name) for row in inside[case] for name in read)
        return next(filter(None, found), UNDETERMINED)

    def _in(self, dataset: Dataset, table: int, row: int, name: str) -> str:
        if name not in dataset.codebook:
            return ""
        return dataset.codebook[name].emptiness.reason(self._column(dataset, table, name)[row]) or ""

    def _column(self, dataset: Dataset, table: int, name: str) -> list[Value | None]:
        if (table, name) not in self._columns:
            self._columns[table, name] = dataset.arrow().column(name).to_pylist()
        return self._columns[table, name]


def _columns_read(expression: Expression, symbols: Symbols) -> list[str]:
    """The columns an expression reads, in order; a response set stands for its first."""
    read = [leaf for leaf in leaves(expression) if not isinstance(leaf, Call)]
    return [column for leaf in read for column in _columns(leaf, symbols)]


def _columns(leaf: "Name | Previous", symbols: Symbols) -> list[str]:
    symbol = symbols.get(leaf.variable)
    if symbol is None:
        return [leaf.key]
    symbol = symbol.before() if isinstance(leaf, Previous) else symbol
    return [next(iter(symbol.members.values()), symbol.name)]
