"""Records of a journal: what happened, numbered, with when and who; the same for interviews and for codings."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

Act_co = TypeVar("Act_co", covariant=True)


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
