"""What follows from corrections: computed variables whose sources were corrected, and which of their cells changed."""

from collections.abc import Iterable, Iterator

from surveykit.cleaning.meaning import same
from surveykit.cleaning.trail import Change, Trail
from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.expr.fold import names_of, previous_of
from surveykit.expr.parse import parse


def followers(codebook: Codebook, corrected: Iterable[str]) -> tuple[str, ...]:
    """The computed variables that read, directly or through another, what was corrected; in the codebook's order."""
    changed = set(corrected)
    sets = {s.name: s.variables for s in codebook.sets}
    reads = {
        variable.name: {column for name in _named(variable.origin.formula) for column in sets.get(name, (name,))}
        for variable in codebook
        if variable.origin.formula and not variable.origin.elsewhere
    }
    found: set[str] = set()
    while more := {name for name, read in reads.items() if name not in found and read & (changed | found)}:
        found |= more
    return tuple(name for name in codebook.names if name in found)


def followed(before: Dataset, after: Dataset, names: Iterable[str], trail: Trail) -> Iterator[Change]:
    """The cells that were computed anew and differ, as changes; the rows are those of the file before the trail."""
    gone = {change.row for change in trail.changes if change.how == "drop"}
    n = after.arrow().num_rows
    rows = [row for row in range(1, n + len(gone) + 1) if row not in gone]
    called = after.codebook.role("id") or after.codebook.role("key")
    ids = after.arrow().column(called.name).to_pylist() if called is not None else [None] * n
    for name in names:
        columns = (dataset.arrow().column(name).to_pylist() for dataset in (before, after))
        for row, id_, old, new in zip(rows, ids, *columns, strict=True):
            if not same(old, new):
                yield Change("compute", "" if id_ is None else text_of(id_), row, name, old, new)


def _named(formula: str) -> tuple[str, ...]:
    expression = parse(formula)
    return (*names_of(expression), *previous_of(expression))
