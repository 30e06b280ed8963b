"""Events: what happened in an interview, numbered and never changed; everything else is read off them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, get_args

from surveykit.journal import Begins, Reconciled, Recorded, Vocabulary
from surveykit.missing import Answer, Empty, Value

CARRIED_OVER = "carried over to another version"
"""Why an answer stands in another form: nobody gave it, so nobody takes it back."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The case was drawn into the sample, with what the sampling frame says of it."""

    frame: str
    register: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Assigned:
    """The case was given to an interviewer; "" takes it back."""

    to: str


@dataclass(frozen=True, slots=True)
class Contacted:
    """The case was tried: how it ended, as an outcome code (AAPOR, such as "2.11"), and a note on it.

    The outcome "" takes back all that was noted before.
    """

    outcome: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Started(Begins):
    """The interview began, with this version of the instrument (its fingerprint) and what the register knows.

    What is shown in random order is shuffled by the seed, which is 0 where nothing is. `batch` is the bundle of paper
    forms it is keyed from. `verifies` names the interview that this one keys a second time, from the same form.
    """

    instrument: str
    language: str
    register: Mapping[str, Value]
    seed: int = 0
    batch: str = ""
    verifies: str = ""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the unit answered in the round before, by variable."""

    previous: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Carried:
    """The interview goes on with another version of the instrument (its fingerprint).

    `parked` are the questions whose answers do not fit that version; they are kept, and the questions stand open.
    `lapsed` are the checks that were accepted and are not the same any more.
    """

    instrument: str
    parked: tuple[str, ...] = ()
    lapsed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A question was answered; `was` is the answer it replaces, `reason` why, where the instrument asks for that.

    A question of a roster is named with its row, as in `share.2`.
    """

    question: str
    answer: Answer
    was: Answer | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cleared:
    """An answer was taken back: the question stands unanswered."""

    question: str
    was: Answer
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """The last change of an answer that stands was taken back: the question holds `answer` again, or none."""

    question: str
    answer: Answer | None
    was: Answer | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Redone:
    """The change taken back last was made again: the question holds `answer`, or none."""

    question: str
    answer: Answer | None
    was: Answer | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """Two entries of a question differed, or two histories of it did; this is the answer that holds, or none."""

    question: str
    answer: Answer | None
    first: Answer | None
    second: Answer | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Visited:
    """Where the keyer was: seconds at a question, or on a page such as "review", and the keys struck there."""

    question: str
    seconds: float
    keys: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """A soft check that failed was accepted with a remark; it holds until a question it reads is answered anew."""

    question: str
    check: str
    reads: tuple[str, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Remarked:
    """A remark on a question, or on the whole interview where the question is ""."""

    question: str
    remark: str


@dataclass(frozen=True, slots=True)
class Spoke:
    """The interview went on in another language."""

    language: str


@dataclass(frozen=True, slots=True)
class Suspended:
    """The interview was left, to be taken up again at a question."""

    at_question: str


@dataclass(frozen=True, slots=True)
class Completed:
    """The interview was closed with no hard check failing; `despite` names what it was warned of."""

    despite: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reopened:
    """A closed interview was opened again."""


@dataclass(frozen=True, slots=True)
class Approved:
    """A supervisor found a completed interview good."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A supervisor sent a completed interview back, saying why; it is open again."""

    note: str


Act = (
    Drawn
    | Assigned
    | Contacted
    | Started
    | Recalled
    | Carried
    | Visited
    | Answered
    | Cleared
    | Undone
    | Redone
    | Adjudicated
    | Accepted
    | Remarked
    | Spoke
    | Suspended
    | Completed
    | Reopened
    | Approved
    | Rejected
    | Reconciled
)
ACTS: Mapping[str, type[Act]] = {act.__name__.lower(): act for act in get_args(Act)}


@dataclass(frozen=True, slots=True)
class Event(Recorded[Act]):
    """One act of an interview as it stands in the journal."""


History = tuple[Event, ...]
"""The events of a case from the first to one that nothing follows."""


def written(act: Act) -> dict[str, Any]:
    """An act as plain data for JSON, with its kind under "act"."""
    data: dict[str, Any] = {"act": type(act).__name__.lower()}
    for part in fields(act):
        value = getattr(act, part.name)
        data[part.name] = {"empty": value.reason} if isinstance(value, Empty) else value
    return data


def read(data: Mapping[str, Any]) -> Act:
    """The act that `written` wrote.

    Raises:
        KeyError: the kind of act is not known: the journal was written by a newer version.

    Example:
        >>> read(written(Answered("size", Empty("refused"), 12)))
        Answered(question='size', answer=Empty(reason='refused'), was=12, reason='')
    """
    return ACTS[data["act"]](**{key: _plain(value) for key, value in data.items() if key != "act"})


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict) and set(value) == {"empty"}:
        return Empty(value["empty"])
    return value


INTERVIEWS = Vocabulary("interviews", Event, ACTS, "instrument", written, read)
"""What a store of interviews holds."""
