"""A coder's work: where the session stands, what of it is in the journal, and what is suggested for the answer in hand."""

from collections.abc import Callable, Sequence

from surveykit.coding.acts import Coded, CodingAct, Uncoded
from surveykit.coding.advice import Advice, Adviser
from surveykit.coding.codings import Coding
from surveykit.coding.session import Made, Session
from surveykit.coding.unit import Unit
from surveykit.tui.journal import Watch

Write = Callable[[Sequence[CodingAct]], object]
"""Puts acts into the journal; when it returns they are on the disk."""

Acts = tuple[Coded | Uncoded, ...]
MOST_ADVICE = 5


class Work:
    """A session and its journal. What the journal does not take, the session does not show."""

    def __init__(self, session: Session, write: Write, adviser: Adviser | None, watch: Watch) -> None:
        """Go on with a session.

        Args:
            session: what is to be done, and where the coder stands.
            write: puts acts into the journal; raises a StoreError where it cannot.
            adviser: who suggests codes; never asked in a blind batch.
            watch: tells how long an answer is looked at.
        """
        self.session = session
        self._write, self._watch = write, watch
        self._adviser = None if session.task.blind else adviser
        self._begun = self._since = watch()
        self._judged = 0
        self._advice: tuple[str, tuple[Advice, ...]] = ("", ())

    @property
    def unit(self) -> Unit | None:
        """The answer in hand, the first of those with the same words; None where nothing is shown."""
        return self.session.task.units[self.session.place[0]] if self.session.place else None

    @property
    def advice(self) -> tuple[Advice, ...]:
        """What is suggested for the answer in hand, asked once."""
        if self._adviser is None or self.unit is None:
            return ()
        if self._advice[0] != self.unit.id:
            self._advice = (self.unit.id, self._adviser.advice(self.unit)[:MOST_ADVICE])
        return self._advice[1]

    @property
    def per_hour(self) -> int:
        """How many answers are judged in an hour, as things go since the work was begun."""
        hours = (self._watch() - self._begun) / 3600
        return round(self._judged / hours) if hours > 0 else 0

    def arrive(self, session: Session) -> None:
        """Another answer is looked at from now on."""
        self.session = session
        self._since = self._watch()

    def judge(self) -> Acts:
        """Put the judgement of the answer in hand into the journal.

        Returns: the acts, none where there was nothing to say.

        Raises:
            StoreError: it was not written; the session is the one before.
        """
        made = self.session.judge(tuple(one.code for one in self.advice), self._watch() - self._since)
        self._judged += sum(1 + len(act.together) for act in made[1] if isinstance(act, Coded))
        return self.keep(made)

    def keep(self, made: Made) -> Acts:
        """Write what was done, and only then stand where it leads.

        Raises:
            StoreError: it was not written; the session is the one before.
        """
        after, acts = made
        if acts:
            self._write(acts)
        self.session = after
        if self._adviser is not None:
            for act in acts:
                if isinstance(act, Coded):
                    self._adviser.learn(after.task.units[act.unit], _coding(act, after.task.coder))
        return acts


def _coding(act: Coded, coder: str) -> Coding:
    return Coding(
        act.unit, coder, act.outcome, act.codes, act.reason, act.spans, act.note, act.batch, act.accepted, act.shown,
        text=act.text, frame=act.frame, source=act.source,
    )  # fmt: skip
