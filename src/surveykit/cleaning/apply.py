"""Applying corrections: all of them or none, each only where the old value is what the correction says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from surveykit.cleaning.correction import Correction, Corrections, lacking
from surveykit.cleaning.meaning import BAD_NEW, bad_new, meaning, same, stood, unfit
from surveykit.cleaning.trail import Change, Trail
from surveykit.codebook.codebook import Codebook, unknown_variable
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem, Rule, closest

if TYPE_CHECKING:
    import pyarrow as pa

OLD_DIFFERS = Rule(
    "SK685",
    "The old value is not what the correction says",
    "Somebody has changed the value since, or another case is meant.",
    "`old: 140` where 14 stands",
    "Look at the case; write what stands there, or take the correction out.",
)
NO_CASE = Rule(
    "SK686",
    "A correction names a case that is not there",
    "The case was dropped, or its id is misspelt.",
    "`case: SIS007` where the ids are SIS0007 and the like",
    "Correct the id.",
)
SEVERAL = Rule(
    "SK687",
    "A correction names more than one case",
    "Nobody can say which of them is meant.",
    "`case: SIS0007` where two rows have this id",
    "Name the row as well; in a panel, name the round.",
)
CONTRADICTION = Rule(
    "SK688",
    "Two corrections contradict each other",
    "Only one of them can be right.",
    "`new: 14` and `new: 41` for the same case and variable",
    "Take one of them out.",
)
COMPUTED = Rule(
    "SK689",
    "A computed variable is corrected",
    "It would be computed anew and lose the correction, or contradict what it is computed from.",
    "a correction of the export share where exports and turnover are there",
    "Correct the variables it is computed from.",
)


@dataclass(slots=True)
class _Work:
    """The table, and what is planned for its cells while the corrections are read."""

    codebook: Codebook
    table: "pa.Table"
    noted: bool
    cells: dict[str, list[Any]] = field(default_factory=dict)
    called: str = ""  # the variable that names cases
    index: dict[str, list[int]] = field(default_factory=dict)
    planned: dict[tuple[int, str], Change] = field(default_factory=dict)
    dropped: dict[int, Change] = field(default_factory=dict)
    already: list[Correction] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def column(self, name: str) -> list[Any]:
        """The cells of a column."""
        if name not in self.cells:
            self.cells[name] = self.table.column(name).to_pylist()
        return self.cells[name]


def apply(dataset: Dataset, corrections: Corrections | Sequence[Correction], *, at: str = "") -> tuple[Dataset, Trail]:
    """The corrected dataset, in memory, and the trail; its codebook notes what was applied.

    What stands there already as it should is counted as applied before, so that applying twice changes nothing.

    Args:
        dataset: the dataset.
        corrections: those of a file, or some.
        at: the time that is written in the trail.

    Raises:
        DataError: SK401, SK681, SK684 to SK689: every correction that cannot be applied, and nothing is.
    """
    asked = corrections if isinstance(corrections, Corrections) else Corrections(tuple(corrections))
    noted = bool(asked.digest) and any(asked.digest in note for note in dataset.codebook.notes)
    work = _Work(dataset.codebook, dataset.arrow(), noted)
    _index(work)
    for correction in sorted(asked.items, key=lambda correction: not correction.drop):
        work.problems += _one(correction, work)
    work.problems += (*_contradicted(work), *_ids_taken(work))
    if work.problems:
        raise DataError(work.problems)
    changes = (*work.planned.values(), *work.dropped.values())
    trail = Trail(changes, tuple(work.already), at, asked.file)
    if not changes:
        return Dataset(dataset.codebook, work.table), trail
    codebook = dataset.codebook.model_copy(update={"notes": (*dataset.codebook.notes, asked.note)})
    return Dataset(codebook, _table(work)), trail


def _index(work: _Work) -> None:
    """The rows of each case, by id or, in a panel without one, by the key of the firm."""
    called = work.codebook.role("id") or work.codebook.role("key")
    if called is not None:
        work.called = called.name
        for row, value in enumerate(work.column(called.name)):
            if value is not None:
                work.index.setdefault(text_of(value), []).append(row)


def _one(correction: Correction, work: _Work) -> Iterator[Problem]:
    """Plan one correction, or say why it cannot be applied."""
    if incomplete := list(lacking(correction)):
        yield from incomplete
        return
    moved = correction.drop or not correction.case or correction.variable == work.called
    if work.noted and moved:  # rows have moved since, and ids have other names
        work.already.append(correction)
        return
    rows = _rows(correction, work)
    unknown = [] if correction.variable in work.codebook else [unknown_variable(work.codebook, correction.variable)]
    if correction.drop and (correction.case or not unknown):
        yield from _drop(correction, rows, work)
        return
    yield from (problem.at(correction.place) for problem in unknown)
    rows = [row for row in rows if row not in work.dropped] or rows  # of twins, the one that stays
    if len(rows) != 1:
        yield _not_one(correction, rows, work)
    elif not unknown:
        yield from _change(correction, rows[0], work.codebook[correction.variable], work)


def _rows(correction: Correction, work: _Work) -> list[int]:
    """The rows a correction may mean, from 0."""
    if correction.case:
        rows = work.index.get(correction.case, [])
    else:
        rows = [correction.row - 1] if correction.row is not None and correction.row <= work.table.num_rows else []
    if correction.round:
        wave = work.codebook.role("wave")
        rows = [row for row in rows if wave is not None and _is(row, wave, correction.round, work)]
    return [row for row in rows if correction.row in {None, row + 1}]


def _is(row: int, variable: Variable, written: Value | None, work: _Work) -> bool:
    """Whether a case holds what is written."""
    return same(work.column(variable.name)[row], meaning(written, variable, work.codebook).value)


def _not_one(correction: Correction, rows: list[int], work: _Work) -> Problem:
    if rows:
        named = ", ".join(str(row + 1) for row in rows[:8]) + (" ..." if len(rows) > 8 else "")
        what = f"case {correction.whose} stands in rows {named}"
        return Problem(SEVERAL, what, correction.place, SEVERAL.mend)
    if correction.case and not work.index:
        what = f"the dataset has no id, so there is no case {correction.whose}"
        hint = "import it first with the instrument or codebook that names the id; or name the row: `row: 7`"
        return Problem(NO_CASE, what, correction.place, hint)
    held = work.index.get(correction.case, [])
    near = closest(correction.case, work.index) if correction.case and not held else ""
    hint = f"did you mean '{near}'?" if near else NO_CASE.mend
    if held:
        hint = f"{correction.case} stands in row {', '.join(str(row + 1) for row in held[:8])}"
    return Problem(NO_CASE, f"there is no case {correction.whose}", correction.place, hint)


def _change(correction: Correction, row: int, variable: Variable, work: _Work) -> Iterator[Problem]:
    codebook, place = work.codebook, correction.place
    if variable.origin.kind == "computed" and variable.origin.formula and not variable.origin.elsewhere:
        what = f"'{variable.name}' is computed: {variable.origin.formula}"
        yield Problem(COMPUTED, what, place, COMPUTED.mend)
        return
    old, new = meaning(correction.old, variable, codebook), meaning(correction.new, variable, codebook)
    wrong = [new.wrong] if new.wrong else list(unfit(new.value, variable))
    yield from (bad_new(what, variable, codebook, place) for what in wrong)
    if wrong:
        return
    held = work.column(variable.name)[row]
    if same(held, new.value):
        work.already.append(correction)
        return
    if not stood(held, old.value, correction.old):
        stands, said = _said(held, variable, codebook), _said(correction.old, variable, codebook)
        what = f"case {correction.whose}, {variable.name}: {stands} stands there, not {said}"
        yield Problem(OLD_DIFFERS, what, place, OLD_DIFFERS.mend)
        return
    change = Change("correct", _called(row, work), row + 1, variable.name, held, new.value, correction)
    before = work.planned.setdefault((row, variable.name), change)
    if not same(before.new, new.value):
        other = before.correction.place if before.correction else Place()
        what = f"case {correction.whose}, {variable.name}: {_said(new.value, variable, codebook)} here, "
        what += f"{_said(before.new, variable, codebook)} at {other or 'another correction'}"
        yield Problem(CONTRADICTION, what, place, CONTRADICTION.mend)


def _drop(correction: Correction, rows: list[int], work: _Work) -> Iterator[Problem]:
    """Plan to take a case out; a row may only be named of a case that stands more than once, or has no id."""
    alone = len(work.index.get(correction.case, [])) == 1
    if correction.row is not None and correction.case and alone:
        work.already.append(correction)  # the copy is gone: what is left is not dropped too
    elif len(rows) != 1:
        yield _not_one(correction, rows, work)
    elif not correction.case and not _is(rows[0], work.codebook[correction.variable], correction.old, work):
        stands = _said(work.column(correction.variable)[rows[0]], work.codebook[correction.variable], work.codebook)
        what = f"{correction.whose}, {correction.variable}: {stands} stands there, not {correction.old}"
        yield Problem(OLD_DIFFERS, what, correction.place, OLD_DIFFERS.mend)
    else:
        held = {name: work.column(name)[rows[0]] for name in work.codebook.names}
        all_of_it = "; ".join(f"{name} = {text_of(value)}" for name, value in held.items() if value is not None)
        change = Change("drop", _called(rows[0], work), rows[0] + 1, "", all_of_it, None, correction)
        work.dropped.setdefault(rows[0], change)


def _contradicted(work: _Work) -> Iterator[Problem]:
    """Corrections of cases that other corrections take out."""
    for (row, name), change in work.planned.items():
        if row in work.dropped and change.correction is not None:
            other = work.dropped[row].correction
            what = f"case {change.correction.whose}: {name} is corrected here, and the case is dropped"
            what += f" at {other.place}" if other and str(other.place) else ""
            yield Problem(CONTRADICTION, what, change.correction.place, CONTRADICTION.mend)


def _ids_taken(work: _Work) -> Iterator[Problem]:
    """Corrections that give a case the id of another one."""
    id_ = work.codebook.role("id")
    new = {row: change for (row, name), change in work.planned.items() if id_ is not None and name == id_.name}
    for row, change in new.items():
        held = work.index.get(text_of(change.new), []) if change.new is not None else []
        others = [other for other in held if other != row and other not in new and other not in work.dropped]
        others += [other for other, planned in new.items() if other != row and same(planned.new, change.new)]
        if others and change.correction is not None:
            what = (
                f"case {change.correction.whose}: the id {text_of(change.new or '')!r} is that of row {others[0] + 1}"
            )
            yield Problem(BAD_NEW, what, change.correction.place, "give it an id of its own, or drop one of the two")


def _table(work: _Work) -> "pa.Table":
    """The table with the planned cells, without the cases taken out; what is untouched stays as it is."""
    table = work.table
    by_name: dict[str, dict[int, Value | None]] = {}
    for (row, name), change in work.planned.items():
        by_name.setdefault(name, {})[row] = change.new
    for name, cells in by_name.items():
        place = table.column_names.index(name)
        table = table.set_column(place, name, _column(table.column(name), work.column(name), cells))
    if work.dropped:
        table = table.take([row for row in range(table.num_rows) if row not in work.dropped])
    return table


def _column(column: "pa.ChunkedArray", held: list[Any], cells: Mapping[int, Value | None]) -> "pa.ChunkedArray":
    """A column with some cells replaced, in its own type; with decimals where a new value has some."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_integer(kind) and any(isinstance(value, float) for value in cells.values()):
        kind = pa.float64()
    made = [cells.get(row, value) for row, value in enumerate(held)]
    return pa.chunked_array([pa.array(made, kind)], kind)


def _called(row: int, work: _Work) -> str:
    value = work.column(work.called)[row] if work.called else None
    return "" if value is None else text_of(value)


def _said(value: Value | None, variable: Variable, codebook: Codebook) -> str:
    """A value with its label, for a message."""
    if value is None or value == "":
        return "blank"
    label = codebook.label_of(variable, value)
    return text_of(value) if label == str(value) else f"{text_of(value)} ({label})"
