"""Whether a design fits a codebook: every variable it names is there, and holds what it is to hold."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook, unknown_variable
from surveykit.design.calibration import auxiliary_names
from surveykit.design.design import Design, Replicates
from surveykit.problems import DataError, Place, Problem, Rule

REPLICATES = Rule(
    "SK710",
    "Replicate weights are not as the design says",
    "With some of them, or the wrong factors, variances would be wrong and look right.",
    "`weights: [brr_*]`, and no variable whose name begins with brr_",
    "Name the variables; `rw*` stands for all that begin so. Give `rscales` one factor for each.",
)
NO_NUMBER = Rule(
    "SK711",
    "A weight, size or total is of something that is no number",
    "A weight says how many cases of the population one case stands for; codes and texts have no total.",
    "a design with `weight: region`",
    "Name a numeric variable without a code list; what is counted by category stands under `margins`.",
)
FEWEST = 2  # replicate weights, from which anything can be seen


def names_in(design: Design) -> Iterator[str]:
    """The variables a design names, each once, in its order; patterns of replicate weights are not among them."""
    named = [design.weight or ""]
    for stage in design.stages:
        named += [stage.strata, stage.cluster, stage.population]
    if design.calibration is not None:
        named += [design.calibration.before, design.calibration.after, *auxiliary_names(design.calibration)]
    if design.replicates is not None:
        named += [name for name in design.replicates.weights if "*" not in name]
    yield from dict.fromkeys(filter(None, named))


def replicate_weights(replicates: Replicates, codebook: Codebook) -> tuple[str, ...]:
    """The variables that hold replicate weights, in the order of the codebook for each pattern."""
    found = [
        name
        for pattern in replicates.weights
        for name in codebook.names
        if name == pattern or ("*" in pattern and _fits(name, pattern))
    ]
    return tuple(dict.fromkeys(found))


def check(design: Design, codebook: Codebook) -> None:
    """Refuse a design that does not fit a codebook, with everything that is wrong.

    Raises:
        DataError: SK401, variables that are not there; SK710, SK711, they do not hold what they are to hold.
    """
    problems = [unknown_variable(codebook, name) for name in names_in(design) if name not in codebook]
    problems += _no_numbers(design, codebook)
    if design.replicates is not None:
        problems += _replicates(design.replicates, codebook)
    if problems:
        raise DataError(problems)


def _no_numbers(design: Design, codebook: Codebook) -> Iterator[Problem]:
    """Complain of what has to be a number and is none."""
    numbers = {design.weight or "": "the weight"}
    numbers |= {stage.population: "a population size" for stage in design.stages}
    if design.calibration is not None:
        numbers |= {design.calibration.before: "the weight before", design.calibration.after: "the weight after"}
        numbers |= dict.fromkeys(design.calibration.totals, "a total")
    if design.replicates is not None:
        numbers |= dict.fromkeys(replicate_weights(design.replicates, codebook), "a replicate weight")
    for name, what in numbers.items():
        if name in codebook and (codebook[name].type != "number" or codebook[name].codes is not None):
            told = f"'{name}' is to be {what}, and is no number"
            yield Problem(NO_NUMBER, told, Place(variable=name), NO_NUMBER.mend)


def _replicates(replicates: Replicates, codebook: Codebook) -> Iterator[Problem]:
    for pattern in replicates.weights:
        if "*" in pattern and not any(_fits(name, pattern) for name in codebook.names):
            yield Problem(REPLICATES, f"no variable is named like `{pattern}`", hint=REPLICATES.mend)
    count = len(replicate_weights(replicates, codebook))
    if count == 1:
        yield Problem(REPLICATES, "there is one replicate weight; nothing is seen from it", hint=REPLICATES.mend)
    if replicates.rscales and count >= FEWEST and len(replicates.rscales) != count:
        what = f"{len(replicates.rscales)} factors in `rscales` for {count} replicate weights"
        yield Problem(REPLICATES, what, hint=REPLICATES.mend)
    if replicates.method == "JKn" and not replicates.rscales:
        what = "JKn needs `rscales`: for each replicate (n - 1) / n of the clusters of its stratum"
        yield Problem(REPLICATES, what, hint=REPLICATES.mend)


def _fits(name: str, pattern: str) -> bool:
    begins, _, ends = pattern.partition("*")
    return len(name) >= len(begins) + len(ends) and name.startswith(begins) and name.endswith(ends)
