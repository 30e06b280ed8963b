"""The cases that get a weight: what they weigh before, who of them answered, and what weights are fitted to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from surveykit import engine as engines
from surveykit.codebook.codebook import DUPLICATE_NAME, Codebook, unknown_variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.check import NO_NUMBER, names_in
from surveykit.design.design import Design
from surveykit.engine.base import ROW, Engine
from surveykit.expr.check import check as check_expression
from surveykit.expr.parse import parse
from surveykit.expr.sql import missing_sql, quoted, sql_of, valid_sql
from surveykit.problems import DataError, Place, Problem
from surveykit.weighting.file import Answering, Weighting

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MISSING = "weight_missing"
NOT_POSITIVE = "weight_not_positive"
SILENT = "unanswered"
KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases that have a weight before, in the order of the table."""

    rows: "NDArray[np.int64]"  # their numbers, from 1
    before: "Floats"
    answered: "NDArray[np.bool_]"
    columns: "Mapping[str, NDArray[Any]]"  # what the stages of the design name
    values: "Mapping[str, pa.ChunkedArray]"  # valid values of what weights are fitted to, and of classes
    left_out: Mapping[str, int]


def cases_of(dataset: Dataset, weighting: Weighting, design: Design, names: Sequence[str]) -> Cases:
    """Read what weights are made of.

    Args:
        dataset: the data.
        weighting: what is known of the population.
        design: how cases were drawn; its weight is the one before.
        names: the names of new variables.

    Raises:
        DataError: SK310, SK401, SK711; everything that is not there, at once.
    """
    _refuse(dataset.codebook, weighting, design, names)
    symbols = dataset.codebook.symbols()
    stages = [name for stage in design.stages for name in (stage.strata, stage.cluster, stage.population) if name]
    asked = dict.fromkeys([*_known(weighting), *(weighting.nonresponse.classes if weighting.nonresponse else ())])
    weight = f"CAST({quoted(design.weight)} AS DOUBLE)" if design.weight else "1.0"
    answered = sql_of(parse(weighting.nonresponse.respondents), symbols) if weighting.nonresponse else "TRUE"
    state = f"'{KEPT}'"
    if design.weight:
        state = f"CASE WHEN {missing_sql(symbols[design.weight])} THEN '{MISSING}' "
        state += f"WHEN NOT {weight} > 0 OR isinf({weight}) THEN '{NOT_POSITIVE}' ELSE '{KEPT}' END"
    columns = [ROW, f"{weight} AS w", f"COALESCE(({answered}), FALSE) AS a"]
    columns += [f"{quoted(name)} AS s{i}" for i, name in enumerate(stages)]
    columns += [f"CASE WHEN {valid_sql(symbols[name])} THEN {quoted(name)} END AS v{i}" for i, name in enumerate(asked)]
    with engines.open(dataset) as engine:
        left_out = _left_out(engine, state)
        table = engine.fetch(columns, f"{state} = '{KEPT}'")
    answering = table.column("a").to_numpy().astype(bool)
    silent = int((~answering).sum())
    return Cases(
        table.column(ROW).to_numpy(),
        table.column("w").to_numpy().astype(float),
        answering,
        {name: table.column(f"s{i}").to_numpy() for i, name in enumerate(stages)},
        {name: table.column(f"v{i}") for i, name in enumerate(asked)},
        left_out | ({SILENT: silent} if silent else {}),
    )


def _left_out(engine: Engine, state: str) -> dict[str, int]:
    counted = {str(cell.keys[0]): cell.n for cell in engine.groups([state])}
    return {name: counted[name] for name in (MISSING, NOT_POSITIVE) if name in counted}


def _known(weighting: Weighting) -> list[str]:
    return [*(name for margin in weighting.margins for name in margin.variables), *weighting.totals]


def _refuse(codebook: Codebook, weighting: Weighting, design: Design, names: Sequence[str]) -> None:
    """Refuse all names that cannot be what they are to be."""
    answering = weighting.nonresponse
    asked = [*names_in(design), *_known(weighting), *(answering.classes if answering else ())]
    problems = [unknown_variable(codebook, name) for name in dict.fromkeys(asked) if name not in codebook]
    problems += _not_numbers(codebook, [*weighting.totals, *([design.weight] if design.weight else [])])
    held = {name.casefold() for name in codebook.names}
    hint = "name the new weight otherwise, with --name"
    problems += [
        Problem(DUPLICATE_NAME, f"the data have a variable '{name}' already", hint=hint)
        for name in names
        if name.casefold() in held
    ]
    problems += _not_a_condition(codebook, answering) if answering else []
    if problems:
        raise DataError(problems)


def _not_numbers(codebook: Codebook, names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        if name in codebook and (codebook[name].type != "number" or codebook[name].codes is not None):
            yield Problem(NO_NUMBER, f"'{name}' is no number", Place(variable=name), NO_NUMBER.mend)


def _not_a_condition(codebook: Codebook, answering: Answering) -> Iterator[Problem]:
    checked = check_expression(parse(answering.respondents), codebook.symbols(), answering.respondents)
    yield from (problem for problem in checked.problems if problem.severity == "error")
    if not checked.problems and checked.type != "truth":
        what = f"`respondents: {answering.respondents}` is a {checked.type}, and no condition"
        yield Problem(NO_NUMBER, what, hint="write a comparison, such as `status = 1`")
