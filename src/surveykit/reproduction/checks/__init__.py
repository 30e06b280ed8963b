"""The checks a file of published numbers may ask for. This is the table of them."""

from typing import Annotated

from pydantic import Field

from surveykit.reproduction.checks.alike import Antisymmetric, Repeated
from surveykit.reproduction.checks.claim import Claim
from surveykit.reproduction.checks.data import Data
from surveykit.reproduction.checks.derived import Derived
from surveykit.reproduction.checks.difference import Difference
from surveykit.reproduction.checks.formula import Formula
from surveykit.reproduction.checks.grim import Grim
from surveykit.reproduction.checks.linear import Linear
from surveykit.reproduction.checks.note import Note, NotRecomputable
from surveykit.reproduction.checks.percent import Percent, Shares
from surveykit.reproduction.checks.ratio import Headed, Ratio
from surveykit.reproduction.checks.stars import Stars
from surveykit.reproduction.checks.sum import Sum
from surveykit.reproduction.checks.test import Crosstab, Pairs, Test

AnyCheck = Annotated[
    Formula
    | Sum
    | Linear
    | Claim
    | Data
    | Percent
    | Shares
    | Grim
    | Stars
    | Ratio
    | Headed
    | Repeated
    | Antisymmetric
    | Difference
    | Test
    | Pairs
    | Crosstab
    | Derived
    | Note
    | NotRecomputable,
    Field(discriminator="kind"),
]
