"""Records of a journal: what happened, numbered, with when and who; the same for interviews and for codings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Act_co = TypeVar("Act_co", covariant=True)
Told = TypeVar("Told", bound="Recorded[Any]")


@dataclass(frozen=True, slots=True)
class Recorded(Generic[Act_co]):
    """One act as it stands in the journal: its number in its history, a unique id, when (ISO, UTC) and who.

    `prev` is the id of the event that its writer saw before it, where the writer says so; a store takes it after no
    other one. What a journal says does not depend on it.
    """

    number: int
    id: str
    at: str
    by: str
    act: Act_co
    prev: str = field(default="", compare=False, repr=False)


class Begins:
    """An act by which somebody begins to answer: a history with one comes before those with notes of an office."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Histories of the same case that came from several machines are settled: this one holds.

    `ends` are the ids of the last events of the others.
    """

    ends: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary(Generic[Told]):
    """The acts that the journal of a store knows, and how they stand in it.

    Args:
        holds: what such a store holds, in a word: "interviews" or "codings".
        event: the kind of its events.
        acts: every kind of act by its name.
        guide: what its acts go by, "instrument" or "frame": the part of an act that has the fingerprint of it, and
            the key that its text begins with.
        written: an act as plain data for JSON, with its kind under "act".
        read: the act that `written` wrote.
        parts: acts whose parts are things of their own: act and part to the kind of these things.
    """

    holds: str
    event: type[Told]
    acts: Mapping[str, type]
    guide: str
    written: Callable[[Any], dict[str, Any]]
    read: Callable[[Mapping[str, Any]], Any]
    parts: Mapping[tuple[str, str], type] = field(default_factory=dict)

    def guides(self, event: Told) -> tuple[str, ...]:
        """The fingerprints of what an act was made by."""
        named = getattr(event.act, self.guide, "")
        return (named,) if named else ()
