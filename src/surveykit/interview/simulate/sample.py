"""Samples: simulated interviews as datasets, with errors on purpose where they are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveykit.dataset.dataset import Dataset
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.project import codebook_of
from surveykit.interview.plan import plan_of
from surveykit.interview.simulate.chance import Chance
from surveykit.interview.simulate.coverage import Coverage
from surveykit.interview.simulate.interviews import simulated
from surveykit.interview.simulate.laws import Laws
from surveykit.interview.simulate.plant import Planted, ground_of, planted
from surveykit.interview.simulate.weights import Weights
from surveykit.interview.tabulate import Row, dataset_of, row_of, rows_of


@dataclass(frozen=True, slots=True)
class Sample:
    """The interviews as a table of cases, a table for each roster, the errors planted, and what was covered."""

    cases: Dataset
    rosters: Mapping[str, Dataset]
    errors: tuple[Planted, ...]
    coverage: Coverage


def sample(
    instrument: Instrument, n: int, *, seed: int = 0, weights: Weights | None = None, errors: float = 0.0
) -> Sample:
    """Simulated interviews as datasets.

    Args:
        instrument: a sound one.
        n: how many interviews.
        seed: any whole number; the same gives the same on every machine.
        weights: how answers are spread; evenly without.
        errors: the share of cases into which one error each is written, after the interview; 0 for none.

    Raises:
        DefinitionError: SK292, a question has no answer that its hard checks allow.
    """
    plan = plan_of(instrument)
    laws, coverage, codebook = Laws(plan), Coverage(plan), codebook_of(instrument)
    rosters: dict[str, list[Row]] = {s.id: [] for s in instrument.sections if s.roster is not None}
    rows: list[Row] = []
    records: list[Planted] = []
    for number, made in enumerate(simulated(plan, n, seed=seed, weights=weights)):
        coverage.see(made.session, made.refused)
        chance = Chance(seed, number, "errors")
        change = planted(ground_of(laws, codebook, made.session, chance)) if chance.says(errors) else None
        if change is not None:
            records.append(change[1])
        rows.append(row_of(made.session) if change is None else change[0])
        for roster in rosters:
            rosters[roster] += rows_of(made.session, roster)
    tables = {name: dataset_of(codebook_of(instrument, name), found) for name, found in rosters.items()}
    return Sample(dataset_of(codebook, rows), tables, tuple(records), coverage)
