"""What import and export take of an input: the table of its cases, those of its rosters, and what is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from surveykit.cli.inputs import is_store, read
from surveykit.cli.protecting import protected
from surveykit.problems import Problem

if TYPE_CHECKING:
    from surveykit.codebook.codebook import Codebook
    from surveykit.dataset.dataset import Dataset
    from surveykit.interview.extract import Wanted


@dataclass(frozen=True, slots=True)
class Taking:
    """What is asked for, as the options say."""

    wanted: "Wanted" = "completed"
    parked: bool = False
    personal: bool = False
    key: bytes | None = None  # of pseudonyms
    roster: str = ""  # its rows instead of the cases
    linked: bool = False  # the rosters of a store too, each as a table of its own


def tables_of(
    path: Path,
    taking: Taking,
    target: "Codebook | None" = None,
    options: Mapping[str, str] = MappingProxyType({}),
    texts: Sequence[str] = (),
) -> "tuple[dict[str, Dataset], tuple[Problem, ...]]":
    """The tables of an input by roster, that of the cases under "", and what was noticed on reading.

    Raises:
        SurveykitError: the input cannot be read.
    """
    if not (taking.linked and is_store(path)):
        dataset, problems = read(
            path, target, options, taking.roster, texts=texts, wanted=taking.wanted, parked=taking.parked
        )
        return {taking.roster: dataset}, problems
    from surveykit.cli.stored import stored

    found = stored(path, taking.wanted, parked=taking.parked)
    cases, problems = found.dataset()
    return {"": cases, **{name: found.dataset(name)[0] for name in found.rosters}}, (*found.problems, *problems)


def given_away(
    tables: "Mapping[str, Dataset]", path: Path, taking: Taking
) -> "tuple[dict[str, Dataset], tuple[Problem, ...]]":
    """The tables of an input as they may leave the fieldwork, and what was left out of them.

    Raises:
        DataError: SK861, there are no ids that pseudonyms could stand for.
    """
    from surveykit.instrument.project import CASE

    made: dict[str, Dataset] = {}
    told: dict[Problem, None] = {}
    for name, table in tables.items():
        links = (CASE,) if name else ()
        made[name], gone = protected(table, path, personal=taking.personal, key=taking.key, links=links)
        told.update(dict.fromkeys(gone))
    return made, tuple(told)
