"""The contract of a store: append-only, numbered, durable before it returns; a case may have several histories."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol, Self

from surveykit.interview.events import Event
from surveykit.interview.histories import History
from surveykit.problems import Place, Problem, Rule, StoreError

WRITTEN_SINCE = Rule(
    "SK802",
    "Somebody else has written to the interview since",
    "Two writers that do not see each other would overwrite each other's answers.",
    "two windows with the same interview open",
    "Read the interview again, then answer again; in the entry app Enter reads it, and keeps what is typed.",
)


class Store(Protocol):
    """Where events live. What `append` has returned from survives a crash of the program or the machine."""

    def keep(self, fingerprint: str, instrument: str) -> None:
        """Keep the text of an instrument under its fingerprint, so that the answers stay readable."""

    def instruments(self) -> Mapping[str, str]:
        """Fingerprint to text of every instrument kept, oldest first."""

    def append(self, interview: str, events: Sequence[Event], after: int) -> None:
        """Add events to the history in force, after the number that was last when the writer looked.

        Sending the same events again (same ids) changes nothing, so a retry is safe.

        Raises:
            StoreError: SK802, somebody else has written since; SK803, the store cannot be written.
        """

    def graft(self, interview: str, history: Sequence[Event]) -> None:
        """Add a whole history from elsewhere: what is known is not told twice, the rest stands beside it.

        Whatever was written since, in whatever order histories come and however often, the store holds all of them.

        Raises:
            StoreError: SK814, an event is known and says something else; SK815, the history has a gap; SK803.
        """

    def events(self, interview: str) -> History:
        """The history of one interview that is in force; none where it is not known."""

    def histories(self, interview: str) -> tuple[History, ...]:
        """All histories of one interview, the one in force first; more than one where machines wrote side by side."""

    def interviews(self) -> Mapping[str, int]:
        """The ids of all interviews in the order they were begun, and the number of the last event of each."""

    def journals(self) -> Iterator[tuple[str, History]]:
        """Every interview with its history in force, in the order they were begun, in one pass.

        Raises:
            StoreError: at the end, for those that cannot be read; all others were given.
        """

    def close(self) -> None:
        """Let go of the file or connection."""

    def __enter__(self) -> Self:
        """A store is closed at the end of a `with` block."""

    def __exit__(self, *_: object) -> None:
        """Close."""


def unwritten(
    interview: str, events: Sequence[Event], after: int, since: Collection[str], last: int
) -> tuple[Event, ...]:
    """The events that still have to be written: the rule of `append`, the same for every store.

    Args:
        interview: the interview, for the message.
        events: what the writer wants to add.
        after: the number that was last when the writer looked.
        since: the ids of the events the store holds after that number.
        last: the number that is last in the store now; 0 where there are none.

    Raises:
        StoreError: SK802, the store holds other events since.
        ValueError: the events are not numbered on from `after`.
    """
    if [event.number for event in events] != list(range(after + 1, after + 1 + len(events))):
        raise ValueError(f"events after {after} must be numbered from {after + 1}")
    new = tuple(event for event in events if event.id not in since)
    if new and new[0].number != last + 1:
        what = f"the last event is number {last}, but the writer saw number {after}"
        raise StoreError(Problem(WRITTEN_SINCE, what, Place(case=interview), hint=WRITTEN_SINCE.mend))
    return new
