"""The kinds of entries a table book has. This is the table of them."""

from typing import Annotated

from pydantic import Field

from surveykit.book.entries.compare import Compare
from surveykit.book.entries.crosstab import Crosstab
from surveykit.book.entries.describe import Describe
from surveykit.book.entries.estimate import Estimate
from surveykit.book.entries.means import Means
from surveykit.book.entries.models import Margins, Models
from surveykit.book.entries.panel import Statuses, Transitions
from surveykit.book.entries.tree import Tree
from surveykit.book.entries.words import Words

AnyEntry = Annotated[
    Words | Describe | Crosstab | Means | Estimate | Compare | Transitions | Statuses | Tree | Models | Margins,
    Field(discriminator="kind"),
]
