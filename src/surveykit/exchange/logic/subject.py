"""What a condition of another system reads: its fields, as the questions they became."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from surveykit.missing import Value

SubjectType = Literal["number", "text", "date", "time", "set"]


@dataclass(frozen=True, slots=True)
class Subject:
    """A field as our language knows it.

    `codes` gives our code for each code of the form; of a `set`, those of its boxes. `refusal` says why a condition
    cannot read the field.
    """

    id: str
    type: SubjectType
    codes: Mapping[str, Value] | None = None
    refusal: str = ""
    always_asked: bool = False


Subjects = Mapping[str, Subject]
