"""Whether a design fits a codebook: every variable it names is there."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook, unknown_variable
from surveykit.design.calibration import auxiliary_names
from surveykit.design.design import Design
from surveykit.problems import DataError


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


def check(design: Design, codebook: Codebook) -> None:
    """Refuse a design that names what is not there.

    Raises:
        DataError: SK401, every variable that is not in the codebook.
    """
    problems = [unknown_variable(codebook, name) for name in names_in(design) if name not in codebook]
    if problems:
        raise DataError(problems)
