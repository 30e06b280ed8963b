"""Whole tables: whether one set of unrounded values is printed as every cell is, and fits all relations at once."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from surveykit.codebook.written import Id
from surveykit.expr.syntax import Expression, Name
from surveykit.expr.tokens import excerpt
from surveykit.reproduction.check import IMPOSSIBLE, Check, Given, Turns
from surveykit.reproduction.expression import NOT_OF_CELLS, UnknownError, bound, filled, read
from surveykit.reproduction.finding import Finding
from surveykit.reproduction.interval import EVERYTHING, Interval
from surveykit.reproduction.programme.affine import NotLinearError, Relation, Share, relations_of
from surveykit.reproduction.programme.rows import Programme, UnsignedError
from surveykit.reproduction.programme.solve import Culprits, culprits, ends_of, solve
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import CellName, Tables


class Constraint(Turns):
    """A relation between cells, one for each turn."""

    holds: str = Field(
        description="The relation: `total = large + sme`, `share = 100 * sme / total`, with =, <= or >=."
    )


def _relation(said: Any) -> Any:
    return {"holds": said} if isinstance(said, str) else said


Relating = Annotated[Constraint, BeforeValidator(_relation, json_schema_input_type=str | Constraint)]


class Linear(Check):
    """Tables whose cells hang together: one set of unrounded values for all of them, or the cells that forbid it."""

    kind: Literal["linear"]
    constraints: Annotated[tuple[Relating, ...], Field(min_length=1)] = Field(
        description="The relations: each a text, or `holds` with rows, columns, `each` and `over`."
    )
    free: tuple[Id, ...] = Field(
        (), description="First parts of names of what is not printed and not negative: `base` for `base.{row}`."
    )
    whole: tuple[Id, ...] = Field((), description="Tables, and names of `free`, whose values are whole numbers.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there; relations that are not linear, or can never hold together."""
        known = replace(tables, free=self.free)
        wrong = [
            replace(mistake, path=("constraints", number, *mistake.path))
            for number, one in enumerate(self.constraints)
            for mistake in one.wrong(known, [(("holds",), one.holds, "truth")])
        ]
        wrong += self._odd(tables)
        if not wrong:
            wrong += self._never(known)
        yield from wrong

    def judge(self, given: Given) -> Iterator[Finding]:
        """The tables as a whole where they fit; else each cell that must be another."""
        try:
            programme = self._programme(given)
            fits = solve(programme) is not None
        except (UnknownError, UnsignedError) as unknown:
            note = str(unknown) or "A divisor may be zero, or of either sign."
            yield self.finding(given, "", "not_recomputable", published=self.says, note=note)
            return
        note = self._twice(programme)
        cells = [given.tables.find(cell) for cell in programme.cells()]
        locus = ", ".join(dict.fromkeys(filter(None, map(given.locus, cells))))
        if fits:
            at_once = solve(_as_printed(programme)) is not None
            said = f"{len(programme.cells())} cells, {len(programme.relations)} relations: one set of values fits all"
            status: Literal["agree", "input_rounding"] = "agree" if at_once else "input_rounding"
            yield self.finding(given, "", status, said, published=self.says, note=note, locus=locus)
            return
        found = culprits(programme)
        if found is None:
            said = "no set of values fits, whichever cells are changed"
            yield self.finding(given, "", "mismatch", said, published=self.says, note=note, locus=locus)
            return
        yield from self._told(given, programme, found, note)

    def _told(self, given: Given, programme: Programme, found: Culprits, note: str) -> Iterator[Finding]:
        """A finding for each cell that must be another."""
        for cell in found.cells:
            low, high = ends_of(programme, cell, found.cells)
            said = []
            if len(found.cells) > 1:
                others = ", ".join(each for each in found.cells if each != cell)
                said.append(f"No single cell is to blame; with it must change: {others}.")
            if found.instead:
                said.append(f"Or one of these alone: {', '.join(found.instead)}.")
            reach = None if low is None or high is None else Interval(min(low, high), max(low, high))
            share = programme.share(cell)
            value = found.solution.values.get(cell)
            if value is None and share is not None and (below := found.solution.of(share.of.below)):
                value = found.solution.of(share.of.above) / below
            name = given.tables.find(cell)
            yield self.finding(
                given, name, "mismatch", value, reach=reach, note=" ".join([*said, *filter(None, [note])])
            )

    def _programme(self, given: Given) -> Programme:
        """The cells and relations.

        Raises:
            UnknownError: a cell that is asked for is not printed.
        """
        tables = replace(given.tables, free=self.free)
        names: dict[str, CellName | str] = {}
        relations: list[Relation | Share] = []
        for constraint in self.constraints:
            for whole, met in self._bound(constraint, tables):
                cells = [name for name in met.values() if not isinstance(name, str)]
                if any(given.printed(cell) is None for cell in cells):
                    continue  # nothing is printed that it could contradict
                names |= met
                relations += relations_of(whole, _fixed(given, met))
        box, units = {}, {}
        for name, found in names.items():
            printed = given.printed(found)
            if printed is not None:
                box[name], units[name] = printed.rounding, printed.unit
            elif found in given.values:
                box[name], units[name] = given.values[name], Fraction(1)
            elif name.split(".")[0] not in self.free:
                raise UnknownError(f"{name} is not known")
        whole_names = frozenset(name for name in names if name.split(".")[0] in self.whole)
        return Programme(box, units, tuple(relations), whole_names)

    def _bound(self, one: Constraint, tables: Tables) -> Iterator[tuple[Expression, dict[str, CellName | str]]]:
        """The relation at each turn, with the names in it."""
        over = one.together(tables)
        for at in one.places(tables):
            names: dict[str, CellName | str] = {}

            def find(node: Name, here: Any, names: dict[str, CellName | str] = names) -> Expression:
                found = tables.find(filled(node.name, here), one.table, here)
                names[str(found)] = found
                return replace(node, name=str(found))

            yield bound(read(one.holds), at, over, find), names

    def _odd(self, tables: Tables) -> Iterator[Mistake]:
        """First parts of names that are tables already, or whole without being anything."""
        for number, word in enumerate(self.free):
            if word in tables.tables or word in tables.values:
                what = f"'{word}' is a table or a value, and cannot be the first part of names that are free"
                yield Mistake(IMPOSSIBLE, what, ("free", number), 0, "give them another name")
        for number, word in enumerate(self.whole):
            if word not in tables.tables and word not in self.free:
                what = f"'{word}' is no table, and no name of `free`"
                yield Mistake(IMPOSSIBLE, what, ("whole", number), 0, "name a table, or one of `free`")

    def _never(self, tables: Tables) -> Iterator[Mistake]:
        """Relations that are not linear, say nothing, or contradict each other whatever is printed."""
        given = Given(tables)
        all_: list[Relation | Share] = []
        for number, one in enumerate(self.constraints):
            path = ("constraints", number, "holds")
            for whole, met in self._bound(one, tables):
                try:
                    made = relations_of(whole, _fixed(given, met))
                except NotLinearError as error:
                    shown = excerpt(one.holds, error.node.span.start, error.node.span.end)
                    yield Mistake(NOT_OF_CELLS, str(error), path, error.node.span.start, excerpt=shown)
                    return
                if any(isinstance(each, Relation) and not each.form.terms for each in made):
                    yield Mistake(IMPOSSIBLE, "the same stands on both sides, or no cell", path, 0, IMPOSSIBLE.mend)
                    return
                all_ += made
        firm = tuple(each for each in all_ if isinstance(each, Relation))
        cells = {name: EVERYTHING for each in firm for name in each.form.terms if name.split(".")[0] not in self.free}
        if firm and solve(Programme(cells, {}, firm)) is None:
            what = "the relations contradict each other, whatever is printed"
            yield Mistake(IMPOSSIBLE, what, ("constraints",), 0, IMPOSSIBLE.mend)

    def _twice(self, programme: Programme) -> str:
        """What to say of cells that are quotients and stand in other relations too."""
        inside = set(programme.names())
        both = [one.name for one in programme.relations if isinstance(one, Share) and one.name in inside]
        return f"Taken as two numbers, in a quotient and elsewhere: {', '.join(dict.fromkeys(both))}." if both else ""


def _fixed(given: Given, names: dict[str, CellName | str]) -> dict[str, Fraction]:
    """The cells that stand for one number: counts, and values that are known."""
    known = {name: given.printed(found) for name, found in names.items()}
    return {name: cell.value for name, cell in known.items() if cell is not None and cell.count}


def _as_printed(programme: Programme) -> Programme:
    """The programme where every cell is what is printed; those that are quotients stay what they may stand for."""
    inside = set(programme.names())
    box = {name: ends if name not in inside else Interval.of(ends.middle) for name, ends in programme.box.items()}
    return replace(programme, box=box)
