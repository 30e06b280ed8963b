"""Events: what happened in an interview, numbered and never changed; everything else is read off them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from surveykit.missing import Answer, Empty, Value


@dataclass(frozen=True, slots=True)
class Started:
    """The interview began, with this version of the instrument (its fingerprint) and what the register knows.

    What is shown in random order is shuffled by the seed, which is 0 where nothing is.
    """

    instrument: str
    language: str
    register: Mapping[str, Value]
    seed: int = 0


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


Act = Started | Recalled | Carried | Answered | Cleared | Accepted | Remarked | Spoke | Suspended | Completed | Reopened
ACTS: Mapping[str, type[Act]] = {
    act.__name__.lower(): act
    for act in (
        Started,
        Recalled,
        Carried,
        Answered,
        Cleared,
        Accepted,
        Remarked,
        Spoke,
        Suspended,
        Completed,
        Reopened,
    )
}


@dataclass(frozen=True, slots=True)
class Event:
    """One act as it stands in the journal: its number in the interview, a unique id, when (ISO, UTC) and who."""

    number: int
    id: str
    at: str
    by: str
    act: Act


def written(act: Act) -> dict[str, Any]:
    """An act as plain data for JSON, with its kind under "act"."""
    data: dict[str, Any] = {"act": type(act).__name__.lower()}
    for field in fields(act):
        value = getattr(act, field.name)
        data[field.name] = {"empty": value.reason} if isinstance(value, Empty) else value
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
