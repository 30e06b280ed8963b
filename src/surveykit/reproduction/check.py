"""What every check of published numbers has: its name, where it looks, what it is given and what it says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from pydantic import Field

from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import Id
from surveykit.expr.syntax import Expression, Name
from surveykit.expr.tokens import excerpt
from surveykit.problems import Rule, listed, nearest
from surveykit.reproduction.expression import UnknownError, bound, filled, read
from surveykit.reproduction.extent import Extent, extent
from surveykit.reproduction.finding import Finding, Status, plain, status_of
from surveykit.reproduction.interval import Interval
from surveykit.reproduction.printed import Printed
from surveykit.reproduction.sound import Kind, Mistake, unsound
from surveykit.reproduction.table import CellName, Tables, UnknownCellError, chosen
from surveykit.source import Path_

Which = str | tuple[str, ...]
At = Mapping[str, str]
Over = Mapping[str, Sequence[str]]

UNKNOWN_CELL = Rule(
    "SK918",
    "A cell is not in the tables",
    "A check of a number that is not there would be passed over without a word.",
    "cell: table1.exprot.mean",
    "Correct the name: table.row.column, with the ids of the file.",
)
IMPOSSIBLE = Rule(
    "SK920",
    "A relation can never hold, or always does",
    "It would say of any table that it is wrong, or that it is right.",
    "{kind: sum, of: [], total: table1.total.n}",
    "Write a relation between cells that some table fulfils and another does not.",
)


@dataclass(frozen=True, slots=True)
class Given:
    """What checks judge by: the printed tables, values from data, values that follow from others.

    `values` lacks what data would tell where there are none. `data` are the unrounded cells of the table book that was
    made from data: entry, row label, column key. `cut` takes printed numbers as cut off, and not as rounded.
    """

    tables: Tables
    values: Mapping[str, Interval] = field(default_factory=dict)
    formulas: Mapping[str, Expression] = field(default_factory=dict)
    data: Mapping[tuple[str, str, str], float] | None = None
    cut: bool = False

    def printed(self, name: CellName | str) -> Printed | None:
        """What is printed in a cell; nothing where nothing is, or where the name is that of a value."""
        return None if isinstance(name, str) else self.tables.printed(name)

    def locus(self, name: CellName | str) -> str:
        """Where in the paper a cell stands."""
        return "" if isinstance(name, str) else self.tables[name.table].locus

    def reach(self, name: CellName | str) -> Interval:
        """All the values a cell or a value may have.

        Raises:
            UnknownError: it is not printed, or not known.
        """
        if isinstance(name, str):
            if name in self.values:
                return self.values[name]
            msg = f"{name} is not known" if self.data is not None else f"{name} is told by data alone"
            raise UnknownError(msg)
        cell = self.tables.printed(name)
        if cell is None:
            msg = f"{name} is not printed"
            raise UnknownError(msg)
        return cell.truncation if self.cut else cell.rounding

    def middle(self, name: CellName | str) -> Interval:
        """A cell as it is printed, or a value."""
        cell = self.printed(name)
        return self.reach(name) if cell is None or cell.bound else Interval(cell.value, cell.value)

    def absent(self, address: tuple[str, str, str]) -> tuple[str, str]:
        """What to say of a cell the table book has not: the words, and a hint."""
        held = list(self.data or ())
        for depth, kind in enumerate(("entry", "row", "column")):
            known = list(dict.fromkeys(cell[depth] for cell in held))
            if address[depth] not in known:
                within = f" in {', '.join(address[:depth])}" if depth else ""
                what = f"the table book has no {kind} '{address[depth]}'{within}"
                return what, nearest(address[depth], known) or f"they are {listed(known)}"
            held = [cell for cell in held if cell[depth] == address[depth]]
        return f"the table book has no cell {', '.join(address)}", ""

    def extent(self, expression: Expression, table: str = "", at: At | None = None, over: Over | None = None) -> Extent:
        """What an expression gives, at a row and column of a table.

        Raises:
            UnknownError: nothing follows.
        """
        names: dict[str, CellName | str] = {}

        def find(node: Name, here: At) -> Expression:
            found = self.tables.find(filled(node.name, here), table, here)
            if isinstance(found, str) and found in self.formulas:
                return bound(self.formulas[found], {}, {}, find)
            names[str(found)] = found
            return replace(node, name=str(found))

        whole = bound(expression, at or {}, over or {}, find)
        middles = {name: self.middle(found) for name, found in names.items()}
        return extent(whole, middles, {name: self.reach(found) for name, found in names.items()})


class Check(Frozen):
    """A check: its name, what it says in words, where in the paper it belongs."""

    id: Id = Field(description="The name of the check.")
    says: str = Field("", description="The sentence of the paper it is about, or what it finds out, in words.")
    locus: str = Field("", description="Where in the paper it belongs; that of the table of its cell where left out.")
    note: str = Field("", description="A remark to all its findings.")
    why: str = Field("", description="What explains those of its findings that do not hold, or are cut off.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """What is wrong with it, whatever is printed: cells that are not there, a relation that can never hold."""
        raise NotImplementedError

    def judge(self, given: Given) -> Iterator[Finding]:
        """What it finds, of one cell after the other."""
        raise NotImplementedError

    def finding(  # noqa: PLR0913 - the parts of a finding
        self,
        given: Given,
        cell: CellName | str,
        status: Status,
        recomputed: float | str | None = None,
        *,
        reach: Interval | None = None,
        note: str = "",
        published: str | None = None,
        locus: str = "",
    ) -> Finding:
        """A finding of this check about a cell."""
        printed = given.printed(cell)
        said = published if published is not None else "" if printed is None else printed.text
        low, high = (None, None) if reach is None else (plain(reach.low), plain(reach.high))
        why = self.why if status in {"mismatch", "weak_claim", "truncated"} else ""
        remark = " ".join(filter(None, (note, self.note, why)))
        locus = self.locus or locus or given.locus(cell)
        kind = str(type(self).model_fields["kind"].annotation.__args__[0])  # type: ignore[union-attr]
        return Finding(self.id, locus, kind, str(cell), said, recomputed, status, low, high, remark, self.says)

    def judged(self, given: Given, cell: CellName | str, middle: Interval, reach: Interval, note: str = "") -> Finding:
        """A finding about a cell, from what follows: `middle` from numbers as they are printed; new if none is."""
        printed = given.printed(cell)
        if printed is not None and printed.absolute:
            middle, reach = abs(middle), abs(reach)
        status: Status = "derived" if printed is None else status_of(printed, middle.middle, reach)
        return self.finding(given, cell, status, plain(middle.middle), reach=reach, note=note)


class Turns(Frozen):
    """What is made of each of many cells.

    What `rows`, `columns` and `each` list is tried one after the other, every one with every other; in the names of
    cells `{row}`, `{column}` and the words of `each` stand for what it is the turn of. Within a table a row at hand may
    be left out: `mean` is a column of it. What `over` lists is taken together by sum(), min() and max().
    """

    table: str = Field("", description="The table in which short names of cells are looked up.")
    rows: Which | None = Field(None, description="Rows, each by itself: a list, `all`, or `all but total`.")
    columns: Which | None = Field(None, description="Columns, each by itself: a list, `all`, or `all but n`.")
    each: Mapping[str, tuple[str, ...]] = Field({}, description="Words for the names of cells, each by itself.")
    over: Mapping[str, Which] = Field({}, description="Words for the names of cells, together in sum() and its like.")

    def places(self, tables: Tables) -> Iterator[dict[str, str]]:
        """The row, column and words of each turn, in order.

        Raises:
            UnknownCellError: a row or column is not in the table.
        """
        words: dict[str, Sequence[str]] = dict(self.each)
        for word, said in (("row", self.rows), ("column", self.columns)):
            if said is not None:
                words[word] = self.chosen(tables, word, said)
        for turn in product(*words.values()):
            yield dict(zip(words, turn, strict=True))

    def together(self, tables: Tables) -> dict[str, tuple[str, ...]]:
        """What functions go over, by the word in braces."""
        return {word: self.chosen(tables, word, said) for word, said in self.over.items()}

    def chosen(self, tables: Tables, word: str, said: Which) -> tuple[str, ...]:
        """The rows, columns or words meant."""
        if not isinstance(said, str) and word not in ("row", "column"):
            return said
        table = tables[self.table]
        return chosen(said, table.columns if word.startswith("column") else table.rows)

    def astray(self, tables: Tables) -> Iterator[Mistake]:
        """Rows and columns that are not in the table."""
        for key, word, said in (("rows", "row", self.rows), ("columns", "column", self.columns)):
            if said is not None:
                yield from refused(lambda w=word, s=said: self.chosen(tables, w, s), (key,))  # type: ignore[misc]
        for word, which in self.over.items():
            path = ("over", word)
            wrong = list(refused(lambda w=word, s=which: self.chosen(tables, w, s), path))  # type: ignore[misc]
            if not wrong and not self.chosen(tables, word, which):
                wrong.append(Mistake(IMPOSSIBLE, f"'{word}' goes over no cells", path, 0, IMPOSSIBLE.mend))
            yield from wrong
        if self.table:
            yield from refused(lambda: tables[self.table], ("table",))

    def found(self, tables: Tables, name: str, at: At) -> CellName | str:
        """What a name means at a turn.

        Raises:
            UnknownCellError: nothing.
        """
        try:
            return tables.find(filled(name, at), self.table, at)
        except KeyError as missing:
            raise _no_word(name, missing) from None

    def numbers(self, given: Given, text: str, at: At) -> tuple[Interval, Interval]:
        """What an expression gives at a turn, from the numbers as they are printed and from all they may stand for.

        Raises:
            UnknownError: nothing follows.
        """
        return given.extent(read(text), self.table, at, self.together(given.tables)).numbers

    def meant(self, tables: Tables, text: str, at: At) -> tuple[str, ...]:
        """The full names of cells and values an expression reads at a turn."""
        return self.written_out(tables, text, at)[1]

    def written_out(self, tables: Tables, text: str, at: At) -> tuple[Expression, tuple[str, ...]]:
        """An expression at a turn, with the full names it reads."""
        names: dict[str, None] = {}

        def find(node: Name, here: At) -> Expression:
            name = str(self.found(tables, node.name, here))
            names[name] = None
            return replace(node, name=name)

        whole = bound(read(text), at, self.together(tables), find)
        return whole, tuple(names)

    def wrong(self, tables: Tables, texts: Sequence[tuple[Path_, str, Kind]]) -> Iterator[Mistake]:
        """What is wrong with expressions and names of cells, each mistake once."""
        told = list(self.astray(tables))
        for path, text, kind in texts:
            told += unsound(text, kind, path)
        yield from told
        if not told:
            turns = list(self.places(tables))
            if not turns:
                yield Mistake(IMPOSSIBLE, "it is made of no cell at all", (), 0, IMPOSSIBLE.mend)
            strays = (m for at in turns for path, text, _ in texts for m in self._strays(tables, path, text, at))
            yield from {(stray.path, stray.offset): stray for stray in strays}.values()

    def _strays(self, tables: Tables, path: Path_, text: str, at: At) -> list[Mistake]:
        """Names that mean nothing."""
        strays: list[Mistake] = []

        def find(node: Name, here: At) -> Expression:
            try:
                return replace(node, name=str(self.found(tables, node.name, here)))
            except UnknownCellError as unknown:
                shown = excerpt(text, node.span.start, node.span.end)
                strays.append(Mistake(UNKNOWN_CELL, str(unknown), path, node.span.start, unknown.hint, shown))
            return replace(node, name="")

        bound(read(text), at, self.together(tables), find)
        return strays


class Pattern(Check, Turns):
    """A check that is made of each of many cells."""


def refused(what: Callable[[], object], path: Path_) -> Iterator[Mistake]:
    """The complaint of a look-up, where it finds nothing."""
    try:
        what()
    except UnknownCellError as unknown:
        yield Mistake(UNKNOWN_CELL, str(unknown), path, 0, unknown.hint)


def _no_word(name: str, missing: KeyError) -> UnknownCellError:
    word = missing.args[0]
    what = f"nothing says what '{{{word}}}' stands for in '{name}'"
    known = {"row": "add `rows:`", "column": "add `columns:`"}
    return UnknownCellError(
        what, known.get(word, "list it under `each:`, or under `over:` within sum(), min() and max()")
    )
