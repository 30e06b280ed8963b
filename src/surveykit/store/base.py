"""The contract of a store: six methods, append-only, numbered, durable before it returns."""

from collections.abc import Mapping, Sequence
from typing import Protocol, Self

from surveykit.interview.events import Event


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
