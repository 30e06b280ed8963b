"""The checks a file of published numbers may ask for. This is the table of them."""

from typing import Annotated

from pydantic import Field

from surveykit.reproduction.checks.claim import Claim
from surveykit.reproduction.checks.data import Data
from surveykit.reproduction.checks.formula import Formula
from surveykit.reproduction.checks.linear import Linear
from surveykit.reproduction.checks.not_recomputable import NotRecomputable
from surveykit.reproduction.checks.note import Note
from surveykit.reproduction.checks.sum import Sum

AnyCheck = Annotated[
    Formula | Sum | Linear | Claim | Data | Note | NotRecomputable,
    Field(discriminator="kind"),
]
