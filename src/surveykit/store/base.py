"""The contract of a store: six methods, append-only, numbered, durable before it returns."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol, Self

from surveykit.interview.events import Event
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
        """Add events after the number that was last when the writer looked.

        Sending the same events again (same ids) changes nothing, so a retry is safe.

        Raises:
            StoreError: SK802, somebody else has written since; SK803, the store cannot be written.
        """

    def events(self, interview: str) -> tuple[Event, ...]:
        """The events of one interview in order; none where it is not known."""

    def interviews(self) -> tuple[str, ...]:
        """The ids of all interviews, in the order they were begun."""

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
