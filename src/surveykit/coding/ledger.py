"""The ledger: a store of codings as those who work with it see it: what stands, by which frame, and what they add."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Protocol
from uuid import uuid4

from surveykit.codebook.frames.file import loaded
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import CodingAct, CodingEvent, Framed
from surveykit.coding.codings import Codings, Telling, happened
from surveykit.coding.leading.reframed import Reframed, reframed
from surveykit.problems import DataError, Problem, Rule, StoreError

Clock = Callable[[], datetime]
TRIES = 3  # to write, where somebody else writes into the same history

ANSWERS, FRAME = "answers", "frame"
"""The histories of those who lead the coding; each coder has one of what they were given, and one of what they did."""

NO_FRAME = Rule(
    "SK892",
    "The store has not the coding frame",
    "Nobody could say what the codes mean.",
    "a store whose coding was never begun",
    "Begin with `surveykit coding begin DATA --frame FRAME --to STORE`.",
)


def history_of(coder: str) -> str:
    """The name of the history of a coder.

    Example:
        >>> history_of("ida")
        'coder ida'
    """
    return f"coder {coder}"


def batches_of(coder: str) -> str:
    """The name of the history of what a coder was given."""
    return f"batches {coder}"


def coder_of(history: str) -> str:
    """The coder of whose judgements a history is; "" of another history."""
    mark = history_of("")
    return history.removeprefix(mark) if history.startswith(mark) else ""


class Journal(Protocol):
    """What the ledger asks of a store."""

    def keep(self, fingerprint: str, instrument: str, /) -> None:
        """Keep the text of a frame."""

    def instruments(self) -> Mapping[str, str]:
        """The texts of the frames by fingerprint."""

    def append(self, interview: str, events: Sequence[CodingEvent], after: int, /) -> None:
        """Add events to a history after the number that was last."""

    def histories(self, interview: str, /) -> tuple[tuple[CodingEvent, ...], ...]:
        """A history, and those beside it that other machines wrote."""

    def interviews(self) -> Mapping[str, int]:
        """The histories and the number of the last event of each."""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Ledger:
    """What a store of codings says. What others add is seen at the next look; what it adds itself at once."""

    def __init__(self, journal: Journal, clock: Clock = now) -> None:
        """Look at a store; the clock says what time it is."""
        self._journal = journal
        self._clock = clock
        self._telling = Telling()
        self._seen: dict[str, int] | None = None  # the histories that were told, and how far
        self.behind = False  # whether others wrote, since the last look, where it wrote too
        self._frames: dict[str, CodingFrame] = {}

    def codings(self) -> Codings:
        """What stands, in the present version of the frame: what was coded under an earlier one is carried on.

        Raises:
            StoreError: a history cannot be read.
        """
        return self.carried().codings

    def carried(self, frame: CodingFrame | None = None) -> Reframed:
        """What stands in a version of the frame, the present one without any, and what is to be judged again in it.

        Raises:
            StoreError: a history cannot be read.
        """
        told = self.recorded()
        present = frame.fingerprint if frame is not None else next(reversed(told.frames), "")
        used = {coding.frame for coding in told.codings.values()} | {one.frame for one in told.settled.values()}
        used -= {"", present}
        if not (used and present):
            return Reframed(told)
        kept = self._journal.instruments()
        earlier = {mark: self.frame_of(mark) for mark in used if mark in kept}
        return reframed(told, frame or self.frame(), earlier)

    def recorded(self) -> Codings:
        """What stands as it was recorded, each coding in the version of the frame that it was made under.

        Raises:
            StoreError: a history cannot be read.
        """
        there = dict(self._journal.interviews())
        if there != self._seen:
            ways = chain.from_iterable(map(self._journal.histories, there))
            self._telling = Telling(chain.from_iterable(ways))
            self._seen = there
        self.behind = False
        return self._telling.codings()

    def frame(self) -> CodingFrame:
        """The frame that is coded by now.

        Raises:
            DataError: SK892, there is none.
        """
        frames = self.recorded().frames
        if not frames:
            raise DataError(Problem(NO_FRAME, "there is no coding frame in it", hint=NO_FRAME.mend))
        return self.frame_of(frames[-1])

    def frame_of(self, fingerprint: str) -> CodingFrame:
        """The frame of a fingerprint.

        Raises:
            DataError: SK892, it is not kept.
        """
        if fingerprint not in self._frames:
            text = self._journal.instruments().get(fingerprint)
            if text is None:
                what = f"version {fingerprint} of the coding frame is not in it"
                raise DataError(Problem(NO_FRAME, what, hint=NO_FRAME.mend))
            self._frames[fingerprint] = loaded(text)
        return self._frames[fingerprint]

    def events(self, history: str) -> tuple[CodingEvent, ...]:
        """The events of a history in the order in which they happened, whichever machine wrote them.

        Raises:
            StoreError: it cannot be read.
        """
        there = history in self._journal.interviews()
        ways = self._journal.histories(history) if there else ()
        unique = {event.id: event for event in chain.from_iterable(ways)}
        return tuple(sorted(unique.values(), key=happened))

    def use(self, frame: CodingFrame, text: str, by: str) -> None:
        """Code by a frame from now on; its text is kept. Nothing where that is so already.

        Raises:
            StoreError: the store cannot be written.
        """
        self._journal.keep(frame.fingerprint, text)
        if self.recorded().frames[-1:] != (frame.fingerprint,):
            self.write(FRAME, by, [Framed(frame.fingerprint, frame.name, frame.version)])

    def write(self, history: str, by: str, acts: Sequence[CodingAct]) -> tuple[CodingEvent, ...]:
        """Add acts to a history: they are in the store when this returns.

        Raises:
            StoreError: the store cannot be written.
        """
        if not acts:
            return ()
        if self._seen is None:
            self.recorded()
        ids = [str(uuid4()) for _ in acts]
        for tries in range(TRIES):
            last, latest = (self._seen or {}).get(history, 0), self._telling.latest
            if tries:
                last = self._journal.interviews().get(history, 0)
                latest = max([latest, *(event.at for event in self.events(history)[-1:])])
            at = self._later(latest)
            numbered = enumerate(zip(ids, acts, strict=True), last + 1)
            events = tuple(CodingEvent(number, id_, at, by, act) for number, (id_, act) in numbered)
            try:
                self._journal.append(history, events, last)
            except StoreError as refusal:
                if refusal.problems[0].rule.code != "SK802":  # somebody else has written since
                    raise
                refused = refusal
            else:
                self._added(history, events, last)
                self.behind = self.behind or tries > 0
                return events
        raise refused

    def _added(self, history: str, events: tuple[CodingEvent, ...], last: int) -> None:
        """What was written is told on, where nothing of others lies between; else all is told anew at the next look."""
        if self._seen is not None and self._seen.get(history, 0) == last:
            self._seen[history] = last + len(events)
            for event in events:
                self._telling.tell(event)

    def _later(self, than: str) -> str:
        """The time, later than what was seen in the store: a clock may be wrong, and order may not."""
        at = self._clock().astimezone(UTC).isoformat(timespec="milliseconds")
        try:
            latest = datetime.fromisoformat(than).astimezone(UTC)
            return max(at, (latest + timedelta(milliseconds=1)).isoformat(timespec="milliseconds"))
        except (ValueError, OverflowError):
            return at
