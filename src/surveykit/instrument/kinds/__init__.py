"""The kinds of question: one module each; a new kind is a new line here."""

from surveykit.instrument.kinds.amount import Amount
from surveykit.instrument.kinds.date import Date
from surveykit.instrument.kinds.duration import Duration
from surveykit.instrument.kinds.multiple import Multiple
from surveykit.instrument.kinds.note import Note
from surveykit.instrument.kinds.number import Number
from surveykit.instrument.kinds.open import Open
from surveykit.instrument.kinds.ranking import Ranking
from surveykit.instrument.kinds.scale import Scale
from surveykit.instrument.kinds.single import Single
from surveykit.instrument.kinds.text import Line
from surveykit.instrument.kinds.time import Time

KINDS = (Single, Multiple, Scale, Number, Amount, Line, Open, Date, Time, Duration, Ranking, Note)

Question = Single | Multiple | Scale | Number | Amount | Line | Open | Date | Time | Duration | Ranking | Note
