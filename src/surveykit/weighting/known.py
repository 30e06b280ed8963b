"""What is known of the population against what the data hold: the cells of each case, and all that does not fit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem, Rule
from surveykit.weighting.file import Margin, Weighting

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

MISFIT = Rule(
    "SK707",
    "What is known of the population does not fit the data",
    "A category that is in one of the two only can be given no weight that meets its count.",
    "counts of the regions 1 to 4, and cases in region 5",
    "Write the count of every category that cases are in, and join categories without cases to others.",
)
UNPLACED = Rule(
    "SK708",
    "Cases have no valid value of what weights are fitted to",
    "A case that is in no category can be given no weight.",
    "counts by size class, and firms whose size is not known",
    "Leave these cases out, put them into a category of their own, or fit weights to something else.",
)
MOST_MISFITS = 10  # of a margin, told one by one
SAME = 1e-6  # sums of margins that differ by less than this share differ by rounding


@dataclass(frozen=True, slots=True)
class Cells:
    """One margin over the data: the cell of each case, and for each cell its codes and its count."""

    margin: Margin
    of: "Codes"
    codes: tuple[tuple[str, ...], ...]
    counts: "Floats"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the population, one row a case."""

    margins: tuple[Cells, ...]
    numbers: Mapping[str, "Floats"]
    totals: Mapping[str, float]
    size: float | None
    n: int

    @property
    def auxiliaries(self) -> "Floats":
        """(cases, k): the size, each cell of each margin, each number."""
        import numpy as np

        columns = [np.ones((self.n, 1))] if self.size is not None else []
        columns += [np.eye(len(cells.counts))[cells.of] for cells in self.margins]
        return np.concatenate([*columns, *(values[:, None] for values in self.numbers.values())], axis=1)

    @property
    def wanted(self) -> "Floats":
        """(k,): the totals of the auxiliaries in the population."""
        import numpy as np

        size = [] if self.size is None else [self.size]
        return np.concatenate([size, *(cells.counts for cells in self.margins), list(self.totals.values())])


def known_of(weighting: Weighting, columns: "Mapping[str, pa.ChunkedArray]", n: int) -> Known:
    """Set what is known beside the values of the cases that have a weight, null where they have none.

    Raises:
        DataError: SK707, SK708; everything that does not fit, at once.
    """
    names = [name for margin in weighting.margins for name in margin.variables] + list(weighting.totals)
    problems = list(missing_in(columns, names))
    margins = []
    for margin in weighting.margins:
        cells, misfits = _cells(margin, [columns[name] for name in margin.variables], n)
        margins.append(cells)
        problems += misfits
    problems += _unequal(weighting)
    if problems:
        raise DataError(problems)
    numbers = {name: columns[name].to_numpy().astype(float) for name in weighting.totals}
    return Known(tuple(margins), numbers, weighting.totals, weighting.size, n)


def missing_in(columns: "Mapping[str, pa.ChunkedArray]", names: Iterable[str]) -> Iterator[Problem]:
    """Complain of cases that have no valid value of some variables."""
    for name in dict.fromkeys(names):
        if missing := columns[name].null_count:
            what = f"{missing} of {len(columns[name])} cases have no valid value of '{name}'"
            yield Problem(UNPLACED, what, Place(variable=name), UNPLACED.mend)


def cells_in(columns: "Sequence[pa.ChunkedArray]", n: int) -> "tuple[Codes, tuple[tuple[str, ...], ...]]":
    """The cell of each case where the codes of several variables meet, and the codes of each cell; -1 where unknown."""
    import numpy as np

    of = np.zeros(n, dtype=np.intp)
    kinds: list[tuple[str, ...]] = [()]
    for column in columns:
        held = column.combine_chunks().dictionary_encode()
        codes = held.indices.fill_null(-1).to_numpy()
        texts = [written(value) for value in held.dictionary.to_pylist()]
        of = np.where((of < 0) | (codes < 0), -1, of * len(texts) + codes)
        kinds = [(*kind, text) for kind in kinds for text in texts]
    found, numbered = np.unique(of[of >= 0], return_inverse=True)
    of[of >= 0] = numbered
    return of, tuple(kinds[place] for place in found)


def _cells(margin: Margin, columns: "Sequence[pa.ChunkedArray]", n: int) -> tuple[Cells, list[Problem]]:
    """The cell of each case, and complaints of cells that are in one of the two only."""
    import numpy as np

    counts = dict(margin.cells())
    of, seen = cells_in(columns, n)
    cases = dict(zip(seen, np.bincount(of[of >= 0], minlength=len(seen)).tolist(), strict=True))
    problems = [_misfit(margin, codes, f"{m} cases and no count") for codes, m in cases.items() if codes not in counts]
    for codes, count in counts.items():
        if count > 0 and codes not in cases:
            problems.append(_misfit(margin, codes, f"a count of {count:g} and no case"))
        elif codes in cases and count <= 0:
            problems.append(_misfit(margin, codes, f"a count of {count:g} and {cases[codes]} cases"))
    if len(problems) > MOST_MISFITS:
        what = f"`{margin.of}`: {len(problems) - MOST_MISFITS} more categories that are in one of the two only"
        problems[MOST_MISFITS:] = [Problem(MISFIT, what, hint="the total of a number stands under `totals`")]
    order = {codes: place for place, codes in enumerate(code for code in counts if code in cases)}
    places = np.array([order.get(codes, -1) for codes in seen] + [-1], dtype=np.intp)
    return Cells(margin, places[of], tuple(order), np.array([counts[codes] for codes in order], dtype=float)), problems


def written(value: Value | None) -> str:
    """A code as a weighting file writes it.

    Example:
        >>> written(2.0), written("No")
        ('2', 'No')
    """
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _misfit(margin: Margin, codes: tuple[str, ...], what: str) -> Problem:
    return Problem(MISFIT, f"`{' * '.join(codes)}` of `{margin.of}` has {what}", hint=MISFIT.mend)


def _unequal(weighting: Weighting) -> Iterator[Problem]:
    """Complain of margins that count different populations."""
    sums = {f"`{margin.of}`": sum(count for _, count in margin.cells()) for margin in weighting.margins}
    if weighting.size is not None:
        sums["`size`"] = weighting.size
    if sums and max(sums.values()) - min(sums.values()) > SAME * max(sums.values()):
        told = ", ".join(f"{name} {total:.15g}" for name, total in sums.items())
        hint = "bring them to one size, for weights can meet one only"
        yield Problem(MISFIT, f"the margins count different populations: {told}", hint=hint)
