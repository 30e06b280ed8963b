"""The kinds of question: one module each; a new kind is a new line here."""

from typing import Annotated

from pydantic import Field

from surveykit.instrument.kinds.date import Date
from surveykit.instrument.kinds.multiple import Multiple
from surveykit.instrument.kinds.note import Note
from surveykit.instrument.kinds.number import Number
from surveykit.instrument.kinds.open import Open
from surveykit.instrument.kinds.single import Single
from surveykit.instrument.kinds.text import Line

KINDS = (Single, Multiple, Number, Line, Open, Date, Note)

Question = Annotated[Single | Multiple | Number | Line | Open | Date | Note, Field(discriminator="type")]
