"""Computed variables: formulas of the codebook, evaluated over the whole table at once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from surveykit import engine as engines
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.expr.check import check
from surveykit.expr.fold import names_of, previous_of
from surveykit.expr.parse import parse
from surveykit.expr.sql import quoted, sql_of
from surveykit.problems import DefinitionError, Place, Problem

if TYPE_CHECKING:
    import pyarrow as pa


def compute(dataset: Dataset, names: Iterable[str]) -> Dataset:
    """The dataset with some of its computed variables made anew by their formulas, in the codebook's order.

    A formula may read what is computed before it; a value that cannot be decided is blank. One that reads what
    another table holds, such as the rows of a roster, cannot be computed here and is left as it is.

    Raises:
        DefinitionError: a formula cannot be read, or names what is not there.
    """
    wanted = set(names)
    waiting: list[Variable] = []
    for variable in dataset.codebook:
        if variable.name in wanted and variable.origin.formula and not variable.origin.elsewhere:
            if any(earlier.name in _reads(variable, dataset) for earlier in waiting):
                dataset, waiting = _computed(dataset, waiting), []
            waiting.append(variable)
    return _computed(dataset, waiting) if waiting else dataset


def _reads(variable: Variable, dataset: Dataset) -> set[str]:
    """The columns a formula reads; a response set stands for its members."""
    sets = {s.name: s.variables for s in dataset.codebook.sets}
    formula = parse(variable.origin.formula)
    names = (*names_of(formula), *previous_of(formula))
    return {column for name in names for column in sets.get(name, (name,))}


def _computed(dataset: Dataset, variables: list[Variable]) -> Dataset:
    symbols = dataset.codebook.symbols()
    problems: list[Problem] = []
    statements = []
    expressions = [parse(variable.origin.formula) for variable in variables]
    for variable, expression in zip(variables, expressions, strict=True):
        formula = variable.origin.formula
        checked = check(expression, symbols, formula)
        problems += [problem.at(Place(variable=variable.name)) for problem in checked.problems]
        if not any(problem.severity == "error" for problem in problems):
            sql = sql_of(expression, symbols)
            sql = f"CAST({sql} AS INTEGER)" if checked.type == "truth" else sql
            statements.append(f"{sql} AS {quoted(variable.name)}")
    if any(problem.severity == "error" for problem in problems):
        raise DefinitionError(problems)
    with engines.open(looking_back(dataset, *expressions)) as engine:
        made = engine.fetch(statements)
    table = dataset.arrow()
    for variable in variables:
        position = table.column_names.index(variable.name)
        table = table.set_column(position, variable.name, _typed(made.column(variable.name), variable))
    return Dataset(dataset.codebook, table)


def _typed(column: "pa.ChunkedArray", variable: Variable) -> "pa.ChunkedArray":
    """The values in the type of the variable: whole numbers where it has no decimals or is coded; never rounded."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if variable.type != "number":
        return column.cast(pa.string())
    numbers = column.cast(pa.float64())
    whole = (variable.decimals == 0 or variable.codes is not None) and pc.all(
        pc.equal(numbers, pc.round(numbers))
    ).as_py() is not False
    return numbers.cast(pa.int64()) if whole else numbers
