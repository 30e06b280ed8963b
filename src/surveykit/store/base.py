"""The contract of a store: append-only, numbered, durable before it returns; a case may have several histories."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, Self, runtime_checkable

from typing_extensions import TypeVar

from surveykit.histories import History
from surveykit.interview.events import Event
from surveykit.journal import Recorded, Vocabulary
from surveykit.problems import Place, Problem, Rule, StoreError

Told = TypeVar("Told", bound=Recorded[Any], default=Event)

NOT_A_STORE = Rule(
    "SK801",
    "This is not a store of surveykit",
    "Writing into a file or database of another program would destroy it.",
    "--to letter.db, a text file",
    "Check the name; give the name of a new file to begin a new store.",
)
WRITTEN_SINCE = Rule(
    "SK802",
    "Somebody else has written to the interview since",
    "Two writers that do not see each other would overwrite each other's answers.",
    "two windows with the same interview open",
    "Read the interview again, then answer again; in the entry app Enter reads it, and keeps what is typed.",
)
OTHER_KIND = Rule(
    "SK890",
    "The store holds something else",
    "Interviews and codings are kept apart: whoever codes need not have the answers, nor an interviewer the codes.",
    "surveykit coding status field.db, where field.db was made by `surveykit enter`",
    "Name a store of the kind that is asked for, or a new file.",
)
_VERBS = {
    "interviews": "interviews are seen with `surveykit enter` and `surveykit fieldwork`.",
    "codings": "codings are seen with `surveykit coding status`.",
}
NOT_WRITABLE = Rule(
    "SK803",
    "The store cannot be written or read",
    "An answer counts as saved only when it is on the disk.",
    "a full disk, a folder without permission to write, a stick that was pulled out",
    "Free some space, or look at the permissions of the file and its folder, or of your login; then try again.",
)
LOCKED = Rule(
    "SK804",
    "The store is in use by another program",
    "Only one program can write at a time; each waits a few seconds for the other.",
    "a backup or another program that holds the file",
    "Close the other program, or wait for it to finish; then try again.",
)
AWAY = Rule(
    "SK816",
    "The server of the store cannot be reached",
    "The answers are kept on a server, and it does not answer.",
    "a cable that was pulled out, a server that is being started again",
    "Look at the network, and ask who runs the server; then try again.",
)
SHUT_OUT = Rule(
    "SK817",
    "The server of the store does not let you in",
    "The name, the password or the rights do not fit, or there is no such database.",
    "--to postgresql://kari@server/feild",
    "Check the address and the password, or ask who runs the server for the right to read and write.",
)


def other_kind(place: str, holds: str, wanted: Vocabulary[Any]) -> StoreError:
    """The refusal of a store that holds something else than what it was opened for."""
    what = f"it holds {holds}, not {wanted.holds}"
    hint = f"For {wanted.holds} name another store; {_VERBS.get(holds, OTHER_KIND.mend)}"
    return StoreError(Problem(OTHER_KIND, what, Place(place), hint=hint))


class Store(Protocol[Told]):
    """Where events live. What `append` has returned from survives a crash of the program or the machine.

    A store of interviews has a history for each interview and keeps the instruments; one of codings has a history
    for each coder and for what is given to them, and keeps the coding frames.
    """

    @property
    def words(self) -> Vocabulary[Told]:
        """What it holds: the acts that its events may have."""

    def keep(self, fingerprint: str, instrument: str) -> None:
        """Keep the text of an instrument under its fingerprint, so that the answers stay readable."""

    def instruments(self) -> Mapping[str, str]:
        """Fingerprint to text of every instrument kept, oldest first."""

    def append(self, interview: str, events: Sequence[Told], after: int) -> None:
        """Add events to the history in force, after the number that was last when the writer looked.

        Sending the same events again (same ids) changes nothing, so a retry is safe.

        Raises:
            StoreError: SK802, somebody else has written since; SK803, the store cannot be written.
        """

    def graft(self, interview: str, history: Sequence[Told]) -> None:
        """Add a whole history from elsewhere: what is known is not told twice, the rest stands beside it.

        Whatever was written since, in whatever order histories come and however often, the store holds all of them.

        Raises:
            StoreError: SK814, an event is known and says something else; SK815, the history has a gap; SK803.
        """

    def events(self, interview: str) -> History[Told]:
        """The history of one interview that is in force; none where it is not known."""

    def histories(self, interview: str) -> tuple[History[Told], ...]:
        """All histories of one interview, the one in force first; more than one where machines wrote side by side."""

    def interviews(self) -> Mapping[str, int]:
        """The ids of all interviews in the order they were begun, and the number of the last event of each."""

    def journals(self) -> Iterator[tuple[str, History[Told]]]:
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


@runtime_checkable
class Posting(Protocol):
    """A store whose answers wait on this machine while its server is away."""

    def unsent(self) -> int:
        """How many events wait to be sent."""

    def left_behind(self) -> tuple[Path, ...]:
        """The files of answers that wait for another store, which stood at the address before."""

    def deliver(self) -> None:
        """Send some of what waits, where the server answers; never wait for one that does not."""


def end_of(history: Sequence[Recorded[Any]]) -> tuple[int, str]:
    """Number and id of its last event; 0 and "" where there is none."""
    return (history[-1].number, history[-1].id) if history else (0, "")


def unwritten(
    interview: str, events: Sequence[Told], after: int, since: Collection[str], last: tuple[int, str]
) -> tuple[Told, ...]:
    """The events that still have to be written: the rule of `append`, the same for every store.

    Args:
        interview: the interview, for the message.
        events: what the writer wants to add.
        after: the number that was last when the writer looked.
        since: the ids of the events the store holds after that number.
        last: number and id of the last event in the store now; 0 and "" where there are none.

    Raises:
        StoreError: SK802, the store holds other events since.
        ValueError: the events are not numbered on from `after`.
    """
    if [event.number for event in events] != list(range(after + 1, after + 1 + len(events))):
        raise ValueError(f"events after {after} must be numbered from {after + 1}")
    new = tuple(event for event in events if event.id not in since)
    number, tip = last
    if new and (new[0].number != number + 1 or new[0].prev not in ("", tip)):
        what = f"the last event is number {number}, but the writer saw number {after}"
        what = what if number != after else "the writer has seen another history of it, which is not in force"
        raise StoreError(Problem(WRITTEN_SINCE, what, Place(case=interview), hint=WRITTEN_SINCE.mend))
    return new
