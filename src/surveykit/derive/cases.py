"""Whose answer it is: which column of the data holds the ids by which codings name their cases."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from surveykit.codebook.variable import Variable
from surveykit.coding.codings import Codings
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.derive.answers import case_of
from surveykit.problems import Place, Problem, Rule

FOUND = Rule(
    "SK719",
    "The column with the ids of the cases was found by what stands in it",
    "Codings come back to their cases by these ids; by another column they would come to other cases.",
    "answers taken in with --case Firm_no, and data in which no column is called case or id",
    "Look whether it is the right one. Nothing need be looked for where the column is called `case` or `id`.",
)


def with_ids(dataset: Dataset, codings: Codings, file: str = "") -> tuple[Dataset, tuple[Problem, ...]]:
    """The data with the role `id` on the column that holds the cases of the codings, where it is not called so.

    A column counts that has each of its values once and more than half of the cases. Of several that do, and of the
    numbers of the rows, that one is taken by which the most answers have the words that were coded.
    """
    cases = {unit.case for unit in codings.units.values()}
    named = case_of(dataset.codebook)
    rows = {str(row + 1): row for row in range(dataset.arrow().num_rows)}
    if named is not None:
        have = {*map(_text, dataset.arrow().column(named.name).to_pylist())}
        if 2 * len(cases & have) > len(cases):
            return dataset, ()
    numbered = [(None, rows)] if named is None and 2 * len(cases & {*rows}) > len(cases) else []
    possible = [*numbered, *_columns(dataset, cases)]
    if not possible:
        return dataset, ()
    variable, held = max(possible, key=lambda one: (_alike(dataset, codings, one[1]), len(cases & {*one[1]})))
    if variable is None:
        return dataset, ()
    n = len(cases & {*held})
    what = f"'{variable.name}' is taken for the ids of the cases: {n} of {len(cases)} are in it"
    return _with_role(dataset, variable.name), (Problem(FOUND, what, Place(file), FOUND.mend, "note"),)


def _columns(dataset: Dataset, cases: set[str]) -> Iterator[tuple[Variable, Mapping[str, int]]]:
    """Columns with the cases, each with the row of every value."""
    for variable in dataset.codebook:
        cells = [_text(cell) for cell in dataset.arrow().column(variable.name).to_pylist()]
        held = {cell: row for row, cell in enumerate(cells) if cell}
        if len(held) == sum(map(bool, cells)) and 2 * len(cases & {*held}) > len(cases):
            yield variable, held


def _alike(dataset: Dataset, codings: Codings, held: Mapping[str, int]) -> int:
    """How many answers have the words that were coded, by the row of each case."""
    asked = [question for question in codings.questions if question in dataset.codebook]
    words = {question: dataset.arrow().column(question).to_pylist() for question in asked}
    units = (unit for unit in codings.units.values() if unit.question in words and unit.case in held and unit.text)
    return sum(_text(words[unit.question][held[unit.case]]) == unit.text.strip() for unit in units)


def _with_role(dataset: Dataset, name: str) -> Dataset:
    variables = (
        variable.model_copy(update={"role": "id" if variable.name == name else _but_id(variable)})
        for variable in dataset.codebook
    )
    return replace(dataset, codebook=dataset.codebook.model_copy(update={"variables": tuple(variables)}))


def _but_id(variable: Variable) -> str | None:
    return None if variable.role == "id" else variable.role


def _text(value: str | float | None) -> str:
    return "" if value is None else text_of(value).strip()
