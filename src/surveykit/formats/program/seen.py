"""A column of numbers that comes part by part: what was seen of it so far decides what its variable is."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codelist import SharedLists
from surveykit.codebook.variable import Variable
from surveykit.formats.base import at_case
from surveykit.formats.program.counted import Program, Raw, variable_of
from surveykit.problems import Place, Problem

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_SHOWN = 19  # bad dates of one variable that are told; the rest is counted
_LOWEST = -100_000  # of the missing codes that letters may become


@dataclass(slots=True)
class Seen:
    """The few cells of the parts so far that decide as all of them would; they are looked at with every later part.

    These are the letters, the ends of the numbers, one with more decimals than its format shows, and the numbers that
    a missing code could be taken for.
    """

    numbers: "np.ndarray[Any, Any] | None" = None
    letters: "np.ndarray[Any, Any] | None" = None
    row: int = 0
    odd: list[Problem] = field(default_factory=list)
    odder: int = 0  # bad dates that are counted only
    general: tuple[Problem, ...] = ()  # of no one case

    def begin(self) -> None:
        """The parts come again from the first; what was seen of them still holds."""
        self.row, self.odd, self.odder, self.general = 0, [], 0, ()

    def taken(self, raw: Raw, program: Program, lists: SharedLists) -> tuple[Variable, "pa.Array"]:
        """The variable as all parts so far make it, and the cells of this part as its values."""
        import numpy as np

        count, whole = len(raw.numbers), raw
        if self.numbers is not None and self.letters is not None:
            numbers = np.concatenate([raw.numbers, self.numbers])
            whole = replace(raw, numbers=numbers, letters=np.concatenate([raw.letters, self.letters]))
        self._keep(whole)
        variable, values, problems = variable_of(whole, program, lists)
        self._note(problems, raw.name, count)
        return variable, values.slice(0, count)

    def _keep(self, raw: Raw) -> None:
        import numpy as np

        letters, valid = np.unique(raw.letters[raw.letters != 0]), raw.numbers[~np.isnan(raw.numbers)]
        telling = [valid[:0] if not len(valid) else np.array([valid.min(), valid.max()])]
        if raw.decimals is not None:
            telling.append(valid[valid != np.round(valid, raw.decimals)][:1])
        telling.append(valid[(valid < 0) & (valid >= _LOWEST) & (valid == np.floor(valid))])
        if named := [number for text in raw.missing_labels.values() if (number := _number(str(text))) is not None]:
            telling.append(valid[np.isin(valid, named)])
        kept = np.unique(np.concatenate(telling))
        self.numbers = np.concatenate([kept, np.full(len(letters), np.nan)])
        self.letters = np.concatenate([np.zeros(len(kept), dtype=np.uint8), letters])

    def _note(self, problems: list[Problem], name: str, count: int) -> None:
        """The problems of this part, without those of cells seen before."""
        self.general = tuple(problem for problem in problems if problem.place.case is None)
        for problem in problems:
            row = int(problem.place.case or count + 1) - 1
            if row < count and len(self.odd) < _SHOWN:
                self.odd.append(problem.at(at_case(self.row + row, name)))
            elif row < count:
                self.odder += 1
        self.row += count

    def problems(self, name: str) -> Iterator[Problem]:
        """What was odd, and how much more of it."""
        yield from self.odd
        if self.odder:
            what, rule = f"and {self.odder} more of this kind", self.odd[0].rule
            yield Problem(rule, what, Place(variable=name), severity="warning")
        yield from self.general


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
