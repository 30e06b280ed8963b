"""What import does with a mapping: the one of a file, or what can be told for sure without one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.problems import FormatError, Place, Problem, Rule, listed

if TYPE_CHECKING:
    from surveykit.codebook.codebook import Codebook
    from surveykit.dataset.dataset import Dataset
    from surveykit.matching.mapping import Mapping, Match

MATCHED = Rule(
    "SK659",
    "Columns were matched by what they are headed",
    "Their names are others than those of the variables.",
    "a column headed `How many employees?`, the wording of `employees`",
    "Nothing to mend where it is right; otherwise write a mapping with --propose and correct it.",
)
TO_REVIEW = Rule(
    "SK660",
    "More columns may be variables",
    "They are like variables that have no column, and not so like that it could be told for sure.",
    "a column `Antall ansatte` beside a variable labelled `Ansatte`",
    "Look at the proposals: --propose FILE writes them down, --interactive asks.",
)
MAPPING_THERE = Rule(
    "SK661",
    "There is a mapping file of this name already",
    "What somebody wrote in it would be lost.",
    "surveykit import answers.csv --instrument firm.yaml --propose firm-map.yaml, a second time",
    "Take it away, choose another name, or apply it with --mapping.",
)


def without_mapping(dataset: "Dataset", target: "Codebook", path: Path) -> tuple["Mapping | None", tuple[Problem, ...]]:
    """What can be matched for sure beside the names, and what is to be said; None where the names are all."""
    from surveykit.matching.mapping import EXACT
    from surveykit.matching.propose import named_alike

    if len(named_alike(dataset.codebook, target)) == len(dataset.codebook.variables):
        return None, ()
    held = proposed(dataset, target, path)
    sure = {name: match for name, match in held.variables.items() if match.accepted and match.found in EXACT}
    more = {name: match for name, match in sure.items() if match.taken[0].casefold() != name.casefold()}
    doubtful = [name for name in held.variables if name not in sure]
    place, told = Place(str(path)), []
    if more:
        pairs = ", ".join(f"'{match.taken[0]}' -> {name}" for name, match in list(more.items())[:12])
        pairs += f" ... ({len(more)} in all)" if len(more) > 12 else ""
        told.append(Problem(MATCHED, f"matched by what they are headed: {pairs}", place, severity="note"))
    if doubtful:
        what = f"{len(doubtful)} more may be in the file: {listed(doubtful)}"
        told.append(Problem(TO_REVIEW, what, place, TO_REVIEW.mend, "note"))
    known = {name.casefold() for name in (*target.names, *(s.name for s in target.sets))}
    if not more and not any(name.casefold() in known for name in held.open):
        return None, tuple(told)
    bare = {name: match if name in more else _as_named(match) for name, match in sure.items()}
    return held.model_copy(update={"variables": bare}), tuple(told)


def _as_named(match: "Match") -> "Match":
    """A column called as a variable is, read as it always was."""
    from surveykit.matching.mapping import Match

    return Match(column=match.column, found="name")


def proposed(dataset: "Dataset", target: "Codebook", path: Path) -> "Mapping":
    """The mapping that is proposed for a file."""
    from surveykit.matching.propose import propose
    from surveykit.matching.values import counts_of

    return propose(dataset.codebook, target, counts_of(dataset), path.name)


def write_proposal(dataset: "Dataset", target: "Codebook", path: Path, output: Path) -> None:
    """Write down what is proposed, to be looked over; a file that is there is left alone.

    Raises:
        FormatError: SK661, there is one.
    """
    from surveykit.matching.values import counts_of
    from surveykit.matching.written import save

    if output.exists():
        raise FormatError(Problem(MAPPING_THERE, "the file exists", Place(str(output)), MAPPING_THERE.mend))
    held = proposed(dataset, target, path)
    save(held, output, dataset.codebook, target, counts_of(dataset))
    click.echo(f"{output}: {summary(held)}", err=True)


def summary(held: "Mapping") -> str:
    """A mapping in numbers: `41 matched, 3 of them to look at; 2 columns open, 5 variables without a column`."""
    counted = f"{len(held.variables)} matched, {len(held.unsure)} of them to look at"
    left = f"{len(held.open)} column{'s' if len(held.open) != 1 else ''} open"
    return f"{counted}; {left}, {len(held.without)} variable{'s' if len(held.without) != 1 else ''} without a column"


def of_file(mapping: Path, dataset: "Dataset", target: "Codebook") -> tuple["Mapping", tuple[Problem, ...]]:
    """A mapping file that fits a dataset and a codebook, and what is to be said of it.

    Raises:
        SurveykitError: it cannot be read or does not fit; every misfit with its place.
    """
    from surveykit.matching.mapping import Mapping
    from surveykit.matching.soundness import checked
    from surveykit.shape import fitted
    from surveykit.source import read

    source = read(mapping)
    held = fitted(source, Mapping)
    told = list(checked(held, source, dataset.codebook, target))
    if held.unsure:
        many = len(held.unsure) != 1
        what = (
            f"{len(held.unsure)} proposal{'s are' if many else ' is'} not accepted and not used: {listed(held.unsure)}"
        )
        told.append(Problem(TO_REVIEW, what, source.place(("variables",), key=True), TO_REVIEW.mend, "warning"))
    return held, tuple(told)


def read_into(path: Path, target: "Codebook") -> tuple["Dataset", tuple[Problem, ...]]:
    """A data file or store in the codes of a codebook, matched by what is sure, and what was noticed and did not fit.

    Raises:
        SurveykitError: it cannot be read, or its labels contradict those of the codebook.
    """
    from surveykit.cli.inputs import put_into, read

    dataset, problems = read(path, target)
    held, said = without_mapping(dataset, target, path)
    if texts := text_columns(held, target, dataset):
        dataset, problems = read(path, target, texts=texts)
    dataset, misfits = put_into(dataset, target, path, held)
    return dataset, (*problems, *said, *misfits)


def text_columns(held: "Mapping | None", target: "Codebook", dataset: "Dataset | None" = None) -> Sequence[str]:
    """The columns that hold texts whatever they look like, for the variable or question they are matched to does."""
    texts: list[str] = []
    for name, match in held.variables.items() if held else ():
        if name not in target or target[name].type == "text":
            texts += match.taken
    if dataset is None:
        return texts
    return [name for name in texts if name in dataset.codebook and dataset.codebook[name].type != "text"]
