"""A survey as LimeSurvey keeps it, whichever of its files it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveykit.exchange.draft.form import Origin
from surveykit.problems import Place

Texts = dict[str, str]  # language to text


@dataclass(slots=True)
class Part:
    """A subquestion or an answer: its code, its wording, the scale it belongs to, and where it stands."""

    code: str
    texts: Texts
    place: Place
    scale: int = 0
    relevance: str = ""
    qid: str = ""  # the number LimeSurvey gave a subquestion


@dataclass(slots=True)
class Question:
    """A question with its subquestions and answers."""

    code: str
    type: str
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)  # of its cells
    texts: Texts = field(default_factory=dict)
    help: Texts = field(default_factory=dict)
    relevance: str = ""
    mandatory: str = ""
    other: bool = False
    pattern: str = ""
    attributes: dict[str, Texts] = field(default_factory=dict)
    defaults: list[tuple[str, str]] = field(default_factory=list)  # code of the subquestion, or "", and value
    subquestions: list[Part] = field(default_factory=list)
    answers: list[Part] = field(default_factory=list)
    qid: str = ""

    def attribute(self, name: str) -> str:
        """The value of an attribute in the first language it has; "" where it has none."""
        return next((value for value in self.attributes.get(name, {}).values() if value), "")

    def origin(self, purpose: str, original: str) -> Origin:
        """A part of the question as the file has it."""
        return Origin(self.places.get(purpose, self.place), purpose, original)

    def rows(self, scale: int = 0) -> list[Part]:
        """The subquestions of a scale: 0 the rows of an array, 1 its columns."""
        return [part for part in self.subquestions if part.scale == scale]


@dataclass(slots=True)
class Group:
    """A group of questions, which is a page as a rule."""

    titles: Texts
    place: Place
    descriptions: Texts = field(default_factory=dict)
    relevance: str = ""
    shuffled: str = ""  # the name of the randomisation group
    gid: str = ""
    questions: list[Question] = field(default_factory=list)


@dataclass(slots=True)
class Survey:
    """The whole: languages, the first one being the base, titles, groups, and what else the file holds."""

    languages: list[str]
    titles: Texts = field(default_factory=dict)
    descriptions: Texts = field(default_factory=dict)
    welcome: Texts = field(default_factory=dict)
    ending: Texts = field(default_factory=dict)
    sid: str = ""
    groups: list[Group] = field(default_factory=list)
    beside: list[Origin] = field(default_factory=list)  # quotas, assessments, conditions of old versions
