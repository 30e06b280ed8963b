"""The coder's desk: a ledger, a coder and the pages between them; a terminal, a test or a script gives it keys.

By script, without a terminal: make a desk on a ledger, and press keys by their names; letters type themselves.

    desk = CodingDesk(ledger, "ida", batch="first")
    desk.strike("e", "f", "enter", "-", "enter", "ctrl+q")

Each judgement is in the ledger before the next answer comes up; `desk.drawn(80, 24)` is what the coder sees.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from time import monotonic

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.advice import Adviser
from surveykit.coding.codings import Codings
from surveykit.coding.ledger import Ledger, history_of
from surveykit.coding.queue import Task, task_of
from surveykit.coding.session import Session
from surveykit.problems import SurveykitError
from surveykit.tui.coding.answer import Answer
from surveykit.tui.journal import Watch
from surveykit.tui.keys.choosing import Choosing
from surveykit.tui.keys.manner import Manner
from surveykit.tui.stack import Stack

Advised = Callable[[Codings, CodingFrame, str], Adviser]
"""Makes an adviser of what stands, a frame and the coder: see `suggest.adviser`."""

TYPED = {"space": " ", "slash": "/", "minus": "-", "full_stop": ".", "exclamation_mark": "!"}


class CodingDesk(Stack):
    """Answers coded by one coder, kept in one store."""

    def __init__(
        self,
        ledger: Ledger,
        coder: str,
        *,
        batch: str = "",
        language: str = "",
        advised: Advised | None = None,
        manner: Manner | None = None,
        watch: Watch = monotonic,
    ) -> None:
        """Begin at the first answer that waits.

        Args:
            ledger: what is coded, and where judgements go.
            coder: who codes.
            batch: the batch to be coded; all of the coder's without it.
            language: of the labels; the first of the frame without it.
            advised: makes who suggests codes; only called where the batch is not blind.
            manner: the settings of the coder.
            watch: tells how long an answer is looked at.

        Raises:
            StoreError: the store cannot be read.
            DataError: SK892, there is no frame; SK915, no such batch; SK916, nothing to code.
        """
        super().__init__(manner or Manner())
        self._ledger, self._coder, self._batch = ledger, coder, batch
        session = self._begun()
        task = session.task
        adviser = advised(ledger.codings(), task.frame, coder) if advised and not task.blind else None
        self.answer = Answer(
            session,
            lambda acts: ledger.write(history_of(coder), coder, acts),
            self.manner,
            language=language,
            adviser=adviser,
            watch=watch,
        )
        self.pages = [self.answer]
        if self.manner.wrong():
            self.pages.append(Choosing(self.answer, self.manner))

    @property
    def task(self) -> Task:
        """What is to be done."""
        return self.answer.session.task

    def press(self, key: str, sign: str | None = None) -> None:
        """Take a key; what another window of the coder wrote meanwhile stands here too then, and can be taken back."""
        super().press(key, sign)
        if self._ledger.behind and not self.done:
            with suppress(SurveykitError):  # the judgement is written: what cannot be read now is read later
                self._catch_up()

    def _begun(self) -> Session:
        codings = self._ledger.codings()
        task = task_of(codings, self._ledger.frame(), self._coder, self._batch)
        return Session.begin(task, codings, self._ledger.events(history_of(self._coder)))

    def _catch_up(self) -> None:
        before, now = self.answer.session, self._begun()
        if now.task.frame.fingerprint == before.task.frame.fingerprint:  # another one is for the next sitting
            now = now.show(before.choice)
            now = now.go(now.where.get(before.place[0], now.at) if before.place else now.at)
            self.answer.work.session = replace(now, draft=before.draft) if before.touched else now

    def strike(self, *keys: str) -> None:
        """Press keys one after the other, by their names; one sign types itself."""
        for key in keys:
            self.press(key, TYPED.get(key, key if len(key) == 1 else None))

    def hang_up(self) -> None:
        """Leave at once, as when the terminal was closed; what was given to the answer in hand is kept."""
        if not self.done:
            self.answer.hang_up()
        super().hang_up()
