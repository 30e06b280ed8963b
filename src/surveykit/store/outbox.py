"""A shared store that may be away: answers then wait on this machine, and are delivered once it is back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from math import inf
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Generic, Self, TypeVar

from surveykit.histories import History, Told, ordered
from surveykit.problems import Place, Problem, Rule, StoreError
from surveykit.store.base import AWAY, LOCKED, NOT_WRITABLE, SHUT_OUT, Store
from surveykit.store.spool import Receipts

PAUSE = 2.0  # seconds between two attempts to reach the server
LAST = 1.5  # seconds of looking and sending before it is closed
TURN = 0.2  # seconds of sending at a time, so that keys do not wait
REMEMBERED = 50  # interviews whose events are at hand when the server goes away

NOT_HERE = Rule(
    "SK819",
    "The server is away, and the interview is not on this machine",
    "Without the server, only interviews can be taken up that were open here before.",
    "an interview of a colleague, taken up in a train",
    "Wait until the server is back, or begin or take up another interview.",
)
_QUEUED = frozenset({AWAY, SHUT_OUT, NOT_WRITABLE, LOCKED})  # what the server may be rid of later
_Answer = TypeVar("_Answer")


class Outbox(Generic[Told]):
    """A store on a server, and a copy on this machine for the time it is away.

    The copy holds what was open here. What the server has not acknowledged is sent as whole histories: what is there
    already is not told twice, and what somebody else wrote meanwhile stays beside it.
    """

    def __init__(
        self, connect: Callable[[], Store[Told]], copy: Store[Told], receipts: Receipts, shared: Store[Told] | None
    ) -> None:
        """Begin with a connection, or without one.

        Args:
            connect: makes a connection to the shared store; called in a thread of its own, for it may take long.
            copy: the store on this machine.
            receipts: what the shared store has acknowledged of it.
            shared: the connection that was made already; None where the server is away.
        """
        self._connect = connect
        self._copy = copy
        self.words = copy.words
        self._receipts = receipts
        self._shared = shared
        self._found: SimpleQueue[Store[Told] | None] = SimpleQueue()
        self._trying = False
        self._tried = monotonic()
        self._known: dict[str, tuple[History[Told], ...]] = {}  # what the server holds of the interviews used last
        self._stale: set[str] = set()  # those of them that the copy has not yet
        self._mirrored: dict[str, History[Told]] = {}  # those that the copy has, and nothing beside
        self._texts: set[str] = set()  # instruments that are in the copy
        self._kept = False  # whether those of the copy are on the server
        given = receipts.all()
        self._unsent = {
            case: max(number - given.get(case, 0), 1)
            for case, number in copy.interviews().items()
            if given.get(case) != number
        }

    def unsent(self) -> int:
        """How many events wait to be sent."""
        return sum(self._unsent.values())

    def left_behind(self) -> tuple[Path, ...]:
        """The files of answers that wait for another store, which stood at the address before.

        Raises:
            StoreError: SK803, nobody can tell.
        """
        return self._receipts.left_behind() if self._shared is not None else ()

    def deliver(self) -> None:
        """Send some of what waits, where the server answers; never wait for one that does not.

        What the server has been given since is written down here too, for the time when it is away.

        Raises:
            StoreError: the server refuses what is sent to it, or the copy cannot be read.
        """
        until = monotonic() + TURN
        for case in tuple(self._unsent):
            if self._linked() is None or monotonic() > until:
                return
            try:
                self._send(case)
            except StoreError as refusal:
                self._unsent[case] = self._unsent.pop(case)  # the others first
                if refusal.problems[0].rule not in _QUEUED:
                    raise
                self._cut()
        if self._shared is not None:
            self._remember(until)

    def emptied(self) -> Store[Told]:
        """The shared store, after all that waited was sent.

        Raises:
            StoreError: something cannot be sent.
        """
        for case in tuple(self._unsent):
            self._send(case)
        self._copy.close()
        self._receipts.close()
        return self._reached()

    def keep(self, fingerprint: str, instrument: str) -> None:
        """Keep the text of an instrument under its fingerprint, on this machine too."""
        self._copy.keep(fingerprint, instrument)
        self._asked(lambda shared: shared.keep(fingerprint, instrument), lambda: None)

    def instruments(self) -> Mapping[str, str]:
        """Fingerprint to text of every instrument kept, oldest first."""
        kept = self._asked(lambda shared: shared.instruments(), self._copy.instruments)
        for fingerprint, text in kept.items():
            if fingerprint not in self._texts:
                self._copy.keep(fingerprint, text)
        self._texts |= kept.keys()
        return kept

    def append(self, interview: str, events: Sequence[Told], after: int) -> None:
        """Add events to the history in force, on the server or, while it is away, here.

        Raises:
            StoreError: SK802, somebody else has written since; SK819, the interview is not here; SK803.
        """

        def sent(shared: Store[Told]) -> None:
            if after and interview not in self._known:  # without what is before them they could not wait here
                self._learn(interview, shared.histories(interview))
            shared.append(interview, events, after)
            journal, *others = self._known.get(interview) or ((),)
            self._learn(interview, ordered([(*journal[:after], *events), *others]))

        def spooled() -> None:
            if max(map(len, self._copy.histories(interview)), default=0) < after:
                raise StoreError(Problem(NOT_HERE, NOT_HERE.title, Place(case=interview), hint=NOT_HERE.mend))
            self._copy.append(interview, events, after)
            self._waits(interview, len(events))

        self._asked(sent, spooled, interview)

    def graft(self, interview: str, history: Sequence[Told]) -> None:
        """Add a whole history from elsewhere, on the server or, while it is away, here.

        Raises:
            StoreError: SK814, an event is known and says something else; SK815, the history has a gap; SK803.
        """

        def sent(shared: Store[Told]) -> None:
            shared.graft(interview, history)
            self._forget(interview)

        def spooled() -> None:
            self._receipts.take_back(interview)
            self._copy.graft(interview, history)
            self._waits(interview, len(history))

        self._asked(sent, spooled, interview)

    def events(self, interview: str) -> History[Told]:
        """The history of one interview that is in force, as far as it is known here while the server is away."""
        return next(iter(self.histories(interview)), ())

    def histories(self, interview: str) -> tuple[History[Told], ...]:
        """All histories of one interview, the one in force first, as far as they are known here."""

        def read(shared: Store[Told]) -> tuple[History[Told], ...]:
            found = shared.histories(interview)
            self._learn(interview, found)
            return found

        return self._asked(read, lambda: self._copy.histories(interview), interview)

    def interviews(self) -> Mapping[str, int]:
        """The ids of all interviews and the number of the last event of each, as far as they are known here."""

        def read(shared: Store[Told]) -> Mapping[str, int]:
            found = shared.interviews()
            here = self._copy.interviews() if self._unsent else {}
            return {**found, **{case: here[case] for case in self._unsent if case in here and case not in found}}

        return self._asked(read, self._copy.interviews)

    def journals(self) -> Iterator[tuple[str, History[Told]]]:
        """Every interview with its history in force, as far as they are known here.

        Raises:
            StoreError: at the end, for those that cannot be read; all others were given.
        """
        for case in tuple(self._unsent):
            self._asked(lambda _: None, lambda: None, case)
        return self._asked(lambda shared: shared.journals(), self._copy.journals)

    def close(self) -> None:
        """Send what waits if the server is there, have its answers at hand next time, and let go of everything."""
        try:
            self._send_last()
            with suppress(StoreError):
                self._remember()
        finally:
            for part in (self._shared, self._copy, self._receipts):
                if part is not None:
                    part.close()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _asked(
        self, there: Callable[[Store[Told]], _Answer], here: Callable[[], _Answer], interview: str = ""
    ) -> _Answer:
        """Do something on the server, after what waits of the interview was sent; or here, where it is away."""
        shared = self._linked()
        if shared is not None:
            try:
                if interview in self._unsent:
                    self._send(interview)
                return there(shared)
            except StoreError as refusal:
                if refusal.problems[0].rule not in _QUEUED:
                    raise
                self._cut()
        self._remember()
        self._known.clear()
        return here()

    def _send_last(self) -> None:
        """Send what waits, if the server answers soon."""
        until = monotonic() + LAST
        if self._unsent and self._linked() is None and (self._trying or self._look_for()):
            with suppress(Empty):
                self._shared, self._trying = self._found.get(timeout=LAST), False
        with suppress(StoreError):
            while self._unsent and self._shared is not None and monotonic() < until:
                self.deliver()

    def _linked(self) -> Store[Told] | None:
        """The shared store where it is reached; where not, it is looked for in a thread of its own."""
        if self._shared is None:
            with suppress(Empty):
                self._shared = self._found.get_nowait()
                self._trying, self._tried = False, monotonic()
        if self._shared is None and not self._trying and monotonic() - self._tried >= PAUSE:
            self._look_for()
        return self._shared

    def _look_for(self) -> bool:
        """Look for the server in a thread of its own; whether it is being looked for."""
        self._trying = True
        Thread(target=self._look, daemon=True).start()
        return True

    def _look(self) -> None:
        found = None
        with suppress(StoreError):
            found = self._connect()
        self._found.put(found)

    def _reached(self) -> Store[Told]:
        if self._shared is None:
            raise StoreError(Problem(AWAY, AWAY.title, hint=AWAY.mend))
        return self._shared

    def _cut(self) -> None:
        """The server is gone."""
        shared, self._shared, self._kept, self._tried = self._shared, None, False, monotonic()
        if shared is not None:
            shared.close()

    def _remember(self, until: float = inf) -> None:
        """Put what the server holds of the interviews used last into the copy, as acknowledged."""
        for case in tuple(self._stale):
            if monotonic() > until:
                return
            if not self._continued(case):
                self._copied(case, self._known[case])
            self._stale.discard(case)  # not before it is on the disk

    def _continued(self, case: str) -> bool:
        """Add to the copy what is new of an interview, where that is all there is to do."""
        journal, *others = self._known[case]
        before = self._mirrored.pop(case, ())
        if others or not before or journal[: len(before)] != before:
            return False
        with suppress(StoreError):
            self._copy.append(case, journal[len(before) :], len(before))
            self._receipts.give(case, len(journal))
            self._mirrored[case] = journal
        return case in self._mirrored

    def _copied(self, case: str, histories: tuple[History[Told], ...]) -> None:
        """Bring the copy to the state of the server, whatever stands in it."""
        held = self._copy.histories(case)
        if held != histories or self._receipts.all().get(case) != len(held[0]):
            self._receipts.take_back(case)
            for way in histories:
                self._copy.graft(case, way)
            held = self._copy.histories(case)
            if not all(any(way[: len(mine)] == mine for way in histories) for mine in held):
                self._waits(case, 1)  # another window wrote here while the server was away for it
                return
            self._receipts.give(case, len(held[0]))
        if len(held) == 1:
            self._mirrored[case] = held[0]

    def _send(self, interview: str) -> None:
        """Send all histories of an interview, and the instruments they may need."""
        shared = self._reached()
        if not self._kept:
            there = shared.instruments()
            for fingerprint, text in self._copy.instruments().items():
                if fingerprint not in there:
                    shared.keep(fingerprint, text)
            self._kept = True
        held = self._copy.histories(interview)
        for way in held:
            shared.graft(interview, way)
        self._forget(interview)
        self._receipts.give(interview, len(held[0]) if held else 0)
        self._unsent.pop(interview, None)

    def _learn(self, interview: str, histories: tuple[History[Told], ...]) -> None:
        """Have at hand what the server holds of an interview."""
        self._known.pop(interview, None)
        if any(histories):
            self._known[interview] = histories
            self._stale.add(interview)
        while len(self._known) > REMEMBERED:
            self._forget(next(iter(self._known)))

    def _forget(self, interview: str) -> None:
        """Have an interview at hand no longer."""
        self._known.pop(interview, None)
        self._mirrored.pop(interview, None)
        self._stale.discard(interview)

    def _waits(self, interview: str, count: int) -> None:
        self._unsent[interview] = self._unsent.get(interview, 0) + count
