"""Models of survey data, with errors that know how the cases were drawn. This is the table of them, and their door."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from surveykit.econometrics.fit import Fit  # first: the door below then has the name that its module would take

if TYPE_CHECKING:
    from surveykit.dataset.dataset import Dataset

MODELS: Final[Mapping[str, str]] = {
    "biprobit": "surveykit.econometrics.joint.biprobit:biprobit",
    "heckman": "surveykit.econometrics.selection.heckman:heckman",
    "heckprobit": "surveykit.econometrics.selection.heckprobit:heckprobit",
    "logit": "surveykit.econometrics.binary.binary:logit",
    "multinomial": "surveykit.econometrics.categories.multinomial:multinomial",
    "ols": "surveykit.econometrics.ols:ols",
    "ordered": "surveykit.econometrics.categories.ordered:ordered",
    "probit": "surveykit.econometrics.binary.binary:probit",
}
JOINT: Final = ("biprobit", "heckman", "heckprobit")
"""Those of two formulas; the others have one."""


def fit(dataset: "Dataset", kind: str, formulas: str | Sequence[str], **how: Any) -> Fit:
    """Fit a model by its name.

    Args:
        dataset: the cases.
        kind: a name of the table.
        formulas: one for each equation; one alone may stand by itself.
        **how: what the model may be asked for.

    Raises:
        DataError: SK773, no such model, or another number of formulas than it has; what the model refuses.
    """
    from surveykit.econometrics.asked import refuse_unknown

    formulas = (formulas,) if isinstance(formulas, str) else tuple(formulas)
    refuse_unknown(kind, formulas, MODELS, 2 if kind in JOINT else 1)
    module, _, name = MODELS[kind].partition(":")
    model = getattr(import_module(module), name)
    fitted: Fit = model(dataset, formulas, **how) if kind == "biprobit" else model(dataset, *formulas, **how)
    return fitted
