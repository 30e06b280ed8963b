"""What makes the rows or the columns of a table: a variable, several crossed, a response set, or everybody."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from surveykit.codebook.codebook import Codebook, ResponseSet, unknown_variable
from surveykit.codebook.variable import Variable
from surveykit.engine.base import Cell
from surveykit.expr.sql import quoted
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule, listed
from surveykit.stats.cases import Lack, in_order, lacks, plain
from surveykit.stats.sets import answered, choices

CROSSED = ":"
"""Between variables whose values are crossed, as in `sex:region`."""

NO_NET = Rule(
    "SK790",
    "A net names what is not there",
    "A net of codes that nobody can have would look like a category nobody chose.",
    "surveykit crosstab sis.parquet barrier export --net 'barrier: Important = 3, 7'",
    "Name codes of the list, of a variable or response set that is in the table.",
)

Key = tuple[Value | None, ...]

TICKED = -1
"""The place of a case that answered a response set: in the categories it ticked, which may be several."""


@dataclass(frozen=True, slots=True)
class Net:
    """Several categories of a variable or response set taken together; a case counts once, whatever it ticked."""

    name: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A row or a column of a table: its value, why it counts as missing if it does, whether nobody declared it.

    `within` are the values of the variables before, where several are crossed; a net has a label and its values.
    """

    value: Value | None
    reason: str | None = None
    undeclared: bool = False
    within: tuple[Value, ...] = ()
    label: str = ""
    net: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """The rows or the columns of a table: the variable, its categories, and its missing values, shown or not."""

    name: str
    categories: tuple[Category, ...]
    missing: tuple[Lack, ...]
    kind: Literal["variable", "crossed", "set", "everybody"] = "variable"

    @property
    def valid(self) -> tuple[int, ...]:
        """The places of categories that are neither missing nor a net."""
        return tuple(i for i, c in enumerate(self.categories) if c.reason is None and not c.net)


@dataclass(frozen=True, slots=True)
class Axis:
    """What makes one side, and how the table engine is asked about it."""

    name: str
    variables: tuple[Variable, ...] = ()
    keys: tuple[str, ...] = ()
    ticks: tuple[tuple[Value, str], ...] = ()  # of a response set: each choice, and what is 1 where it was ticked
    nets: tuple[tuple[Net, str], ...] = field(default=())

    @property
    def kind(self) -> Literal["variable", "crossed", "set", "everybody"]:
        """What kind of side it makes."""
        if self.ticks:
            return "set"
        return "everybody" if not self.variables else "variable" if len(self.variables) == 1 else "crossed"

    @property
    def marks(self) -> tuple[str, ...]:
        """Of a response set: what is 1 of a case in each of its choices and nets, and, last, of every case."""
        return (*(sql for _, sql in self.ticks), *(sql for _, sql in self.nets), "1") if self.ticks else ()


def axis(codebook: Codebook, name: str, nets: Iterable[Net] = ()) -> Axis:
    """The axis of a name: a variable, a response set, or variables crossed; that of no name is everybody."""
    if not name:
        return Axis("")
    own = [net for net in nets if net.name == name]
    held = next((s for s in codebook.sets if s.name == name and name not in codebook), None)
    if held is not None:
        return _of_set(codebook, held, own)
    variables = tuple(codebook[part] for part in parts_of(codebook, name))
    keys = tuple(quoted(variable.name) for variable in variables)
    return Axis(name, variables, keys, (), tuple((net, "") for net in own))


def parts_of(codebook: Codebook, name: str) -> tuple[str, ...]:
    """The variables a name crosses; the name itself where it is a variable's or set's."""
    return (name,) if name in codebook or CROSSED not in name else tuple(name.split(CROSSED))


def _of_set(codebook: Codebook, held: ResponseSet, nets: Sequence[Net]) -> Axis:
    symbols = codebook.symbols()
    first = codebook[held.variables[0]]
    ticks = tuple(choices(codebook, symbols, held))
    somewhere = answered(symbols, held)
    sql = dict(ticks)
    flag = f"CASE WHEN {somewhere} THEN 1 ELSE 0 END"
    silent = f"CASE WHEN NOT ({somewhere}) THEN {quoted(first.name)} END"
    joined = tuple(
        (net, f"CASE WHEN {' OR '.join(f'({sql[value]}) = 1' for value in net.values)} THEN 1 ELSE 0 END")
        for net in nets
    )
    return Axis(held.name, (first,), (flag, silent), ticks, joined)


def check_nets(codebook: Codebook, names: Iterable[str], nets: Sequence[Net]) -> Iterator[Problem]:
    """Complaints of nets that are of no row or column, or of codes that are not in its list."""
    shown = tuple(dict.fromkeys(names))
    for net in nets:
        if net.name not in shown:
            yield Problem(NO_NET, f"there is no row or column '{net.name}'", hint=f"there are {listed(shown)}")
            continue
        known = values_of(codebook, net.name)
        strangers = [value for value in net.values if value not in known]
        if strangers or not net.values:
            what = f"'{net.name}' has no code {listed(strangers)}" if strangers else f"'{net.label}' is empty"
            yield Problem(NO_NET, what, hint=f"its codes are {listed(known)}")


def values_of(codebook: Codebook, name: str) -> tuple[Value, ...]:
    """The valid codes of a variable, or the choices of a response set."""
    held = next((s for s in codebook.sets if s.name == name and name not in codebook), None)
    if held is not None:
        return tuple(value for value, _ in choices(codebook, codebook.symbols(), held))
    if name not in codebook:
        return ()
    codes, emptiness = codebook.codes_of(codebook[name]), codebook[name].emptiness
    return () if codes is None else tuple(value for value in codes.values if emptiness.reason(value) is None)


def unknown(codebook: Codebook, names: Iterable[str]) -> None:
    """Refuse at once all names that are neither variables nor response sets, nor cross variables.

    Raises:
        DataError: SK401, there is no such variable.
    """
    sets = {s.name for s in codebook.sets}
    problems = []
    for name in dict.fromkeys(names):
        parts = (name,) if name in sets else parts_of(codebook, name)
        problems += [unknown_variable(codebook, part) for part in parts if part not in codebook and part not in sets]
        if len(parts) > 1 and (within := [part for part in parts if part in sets and part not in codebook]):
            what = f"'{within[0]}' is a response set, and cannot be crossed with others"
            problems.append(Problem(unknown_variable(codebook, within[0]).rule, what, hint="cross one of its columns"))
    if problems:
        raise DataError(problems)


class Places:
    """A side with the place of every key: where a case of that key stands."""

    def __init__(
        self, codebook: Codebook, one: Axis, totals: Mapping[Key, tuple[int, float]], *, missing: bool
    ) -> None:
        """Find the categories from the keys of all cases, each with its cases and weight."""
        self.axis = one
        if one.kind == "everybody":
            self.side = Side("", (Category(None),), (), "everybody")
        elif one.kind == "set":
            self.side = self._of_set(totals, missing=missing)
        elif one.kind == "crossed":
            self.side = self._crossed(codebook, totals)
        else:
            self.side = self._of_variable(codebook, totals, missing=missing)
        overlapping = one.kind == "set"
        self.places = {
            (*c.within, c.value): i
            for i, c in enumerate(self.side.categories)
            if not c.net and (c.reason is not None or not overlapping)
        }

    @property
    def size(self) -> int:
        """How many categories there are."""
        return len(self.side.categories)

    def of(self, keys: Key) -> int | None:
        """The place of a case; None where it is left out, TICKED where it answered a set."""
        if self.axis.kind == "everybody":
            return 0
        if self.axis.kind == "set":
            return TICKED if keys[0] else self.places.get((plain(keys[1]),))
        return self.places.get(tuple(map(plain, keys)))

    def members(self) -> list[tuple[int, list[int]]]:
        """The nets of categories that exclude each other, with the places of those they are the sum of."""
        if self.axis.kind != "variable":
            return []
        found = enumerate(self.side.categories)
        return [
            (place, [self.places[(value,)] for value in category.net if (value,) in self.places])
            for place, category in found
            if category.net
        ]

    def _nets(self) -> list[Category]:
        return [Category(None, label=net.label, net=net.values) for net, _ in self.axis.nets]

    def _of_variable(self, codebook: Codebook, totals: Mapping[Key, tuple[int, float]], *, missing: bool) -> Side:
        (variable,) = self.axis.variables
        emptiness = variable.emptiness
        empty = [Cell(key, n, (w,)) for key, (n, w) in totals.items() if emptiness.reason(key[0]) is not None]
        found = lacks(variable, empty, weighted=True)
        values, undeclared = in_order(codebook, variable, valid_values(variable, totals))
        shown = [Category(value, undeclared=value in undeclared) for value in values] + self._nets()
        shown += [Category(lack.value, lack.reason) for lack in found] if missing else []
        return Side(self.axis.name, tuple(shown), found)

    def _of_set(self, totals: Mapping[Key, tuple[int, float]], *, missing: bool) -> Side:
        empty = [Cell(key[1:], n, (w,)) for key, (n, w) in totals.items() if not key[0]]
        found = lacks(self.axis.variables[0], empty, weighted=True)
        shown = [Category(value) for value, _ in self.axis.ticks] + self._nets()
        shown += [Category(lack.value, lack.reason) for lack in found] if missing else []
        return Side(self.axis.name, tuple(shown), found, "set")

    def _crossed(self, codebook: Codebook, totals: Mapping[Key, tuple[int, float]]) -> Side:
        """Every combination of categories; a case that lacks several variables is counted with the first."""
        found: tuple[Lack, ...] = ()
        valid, lists = dict(totals), []
        for place, variable in enumerate(self.axis.variables):
            emptiness = variable.emptiness
            empty = {key: valid.pop(key) for key in list(valid) if emptiness.reason(key[place]) is not None}
            cells = [Cell((key[place],), n, (w,)) for key, (n, w) in empty.items()]
            found += _added(lacks(variable, cells, weighted=True))
            lists.append(in_order(codebook, variable, valid_values(variable, totals, place))[0])
        shown = [Category(key[-1], within=key[:-1]) for key in product(*lists)]
        return Side(self.axis.name, tuple(shown), found, "crossed")


def _added(found: Iterable[Lack]) -> tuple[Lack, ...]:
    """Missing values with the same code as one."""
    sums: dict[tuple[str, Value | None], tuple[int, float]] = {}
    for lack in found:
        n, weight = sums.get((lack.reason, lack.value), (0, 0.0))
        sums[lack.reason, lack.value] = (n + lack.n, weight + lack.weight)
    return tuple(Lack(*key, *counted) for key, counted in sums.items())


def valid_values(variable: Variable, keys: Iterable[Key], place: int = 0) -> set[Value]:
    """The valid values at one place of the keys."""
    emptiness = variable.emptiness
    values = {plain(key[place]) for key in keys}
    return {value for value in values if value is not None and emptiness.reason(value) is None}
