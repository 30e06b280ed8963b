"""Design files: reading them, with every problem at its place."""

from pathlib import Path

from pydantic import Field

from surveykit.codebook.codelist import Frozen
from surveykit.design.design import Design
from surveykit.shape import fitted
from surveykit.source import read


class DesignFile(Frozen):
    """What a design file says."""

    design: Design = Field(description="How the cases were drawn.")


def load(path: Path) -> DesignFile:
    """Read a design file.

    Raises:
        SourceError: every problem of the file with its place.
    """
    return fitted(read(path), DesignFile)
