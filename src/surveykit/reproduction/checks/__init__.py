"""The checks a file of published numbers may ask for. This is the table of them."""

from typing import Annotated

from pydantic import Field

from surveykit.reproduction.checks.formula import Formula
from surveykit.reproduction.checks.sum import Sum

AnyCheck = Annotated[Formula | Sum, Field(discriminator="kind")]
