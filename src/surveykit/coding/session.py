"""A coder's session: answers one after the other, each judged key by key; what was done can all be taken back.

A session is never changed: every step gives another one, and those that put something into the journal give its acts
too. So a screen whose disk is full keeps the session before, and nothing is lost.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from surveykit.coding.acts import Coded, CodingEvent, Uncoded
from surveykit.coding.advice import Advice
from surveykit.coding.codings import Codings
from surveykit.coding.judgement import Judgement, Words
from surveykit.coding.queue import Filter, Place, Task, held_by, together
from surveykit.problems import Problem

Held = tuple[Coded | None, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be taken back: what some answers were held to be, and the judgement in the making."""

    units: Place
    before: tuple[Judgement, Held]
    after: tuple[Judgement, Held]

    @property
    def written(self) -> bool:
        """Whether it is in the journal."""
        return self.before[1] != self.after[1]


Made = tuple["Session", tuple[Coded | Uncoded, ...]]
"""The session after something that is to be in the journal before it is shown, and the acts that say so."""


@dataclass(frozen=True, slots=True)
class Session:
    """Where a coder stands.

    Args:
        task: what is to be done.
        every: all answers of the task, those with the same words as one where they are judged alike.
        everywhere: answer to its place among all.
        places: the answers that are shown.
        where: answer to its place among those.
        at: the place in hand.
        draft: how it is judged so far.
        done: how many answers of the task are judged.
        choice: which answers are shown.
        apart: answers that are judged alone though others have the same words.
        past: what can be taken back, the last thing last.
        future: what can be done again, the next thing last.
    """

    task: Task
    every: tuple[Place, ...] = ()
    everywhere: Mapping[str, int] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    where: Mapping[str, int] = field(default_factory=dict)
    at: int = 0
    draft: Judgement = field(default_factory=Judgement)
    done: int = 0
    choice: Filter = field(default_factory=Filter)
    apart: frozenset[str] = frozenset()
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    known: Mapping[str, Coded] = field(default_factory=dict)  # as the journal had it when the session was begun
    since: Mapping[str, Coded | None] = field(default_factory=dict)  # as it is since: small beside it

    @classmethod
    def begin(cls, task: Task, codings: Codings, events: Iterable[CodingEvent] = ()) -> "Session":
        """Sit down to a task, at the first answer that waits.

        Args:
            task: what is to be done.
            codings: what the journal says.
            events: the coder's own history, which can be taken back step by step.
        """
        known = held_by(codings, task.coder, task.units)
        done = sum(not task.due(unit, known.get(unit)) for unit in task.units)
        every = together(task, task.units, known.get)
        seated = cls(task, every, _where(every), done=done, past=steps_of(events, task), known=known)
        begun = _listing(seated, Filter())
        waiting = (n for n, place in enumerate(begun.places) if task.due(place[0], known.get(place[0])))
        return begun.go(next(waiting, 0))

    # --------------------------------------------------------------- where one is

    @property
    def place(self) -> Place:
        """The answers in hand; none where nothing is shown."""
        return self.places[self.at] if self.places else ()

    def held(self, unit: str) -> Coded | None:
        """What the coder holds of an answer."""
        return self.since[unit] if unit in self.since else self.known.get(unit)

    @property
    def touched(self) -> bool:
        """Whether the draft is another than what is held."""
        return bool(self.place) and self.draft != Judgement.of(self.held(self.place[0]))

    @property
    def due(self) -> bool:
        """Whether the answer in hand waits to be judged, or to be confirmed: its words or the frame are others now."""
        if not self.place:
            return False
        held = self.held(self.place[0])
        return self.task.due(self.place[0], held) or self.task.changed(self.place[0], held)

    @property
    def bare(self) -> bool:
        """Whether there is a note and no judgement it could be kept with."""
        return self.draft.waits and bool(self.draft.note)

    @property
    def faults(self) -> tuple[Problem, ...]:
        """Why the draft cannot be put into the journal."""
        return self.task.frame.faults(self.draft.codes)

    def go(self, at: int) -> "Session":
        """Another answer; a draft that was not judged is left behind."""
        at = min(max(at, 0), max(len(self.places) - 1, 0))
        here = replace(self, at=at, past=_settled(self.past))
        return replace(here, draft=_held_draft(here))

    def move(self, by: int) -> "Session":
        """So many answers on or back."""
        return self.go(self.at + by)

    def next_due(self) -> "Session | None":
        """The next answer that waits, of those shown, from here and then from the first; None where there is none."""
        order = chain(range(self.at + 1, len(self.places)), range(self.at + 1))
        waits = (n for n in order if self.task.due(unit := self.places[n][0], self.held(unit)))
        found = next(waits, None)
        return None if found is None else self.go(found)

    def show(self, choice: Filter) -> "Session":
        """Other answers, staying at the one in hand where it is among them; all answers are gone through once."""
        here = self.place[0] if self.place else ""
        listed = _listing(self, choice)
        return listed.go(listed.where.get(here, 0))

    def part(self) -> "Session":
        """Answers with the same words one by one; said again, together as far as they are judged alike."""
        if not self.place:
            return self
        unit, alike = self.place[0], self.task.same[self.place[0]]
        twins = self.place if len(self.place) > 1 else tuple(one for one in self.apart if self.task.same[one] == alike)
        apart = self.apart - {*twins} if len(self.place) == 1 else self.apart | {*twins}

        def parted(units: Sequence[str]) -> tuple[Place, ...]:
            return together(self.task, units, self.held, apart)

        session = _seated(replace(self, apart=apart), twins, parted)
        return replace(session, at=session.where[unit])

    # --------------------------------------------------------------- judging

    def toggle(self, code: str, words: Words | None = None) -> "Session":
        """Give a code, to some words where they are chosen, or take it back."""
        if words is None and self.task.frame.unit == "span" and self.place:
            words = (0, len(self.task.units[self.place[0]].text))
        return self._drafted(self.draft.toggled(code, self.task.frame, words))

    def accept(self, advice: Advice) -> "Session":
        """Give a code that was suggested; it is recorded that it was."""
        return self._drafted(self.draft.given(advice.code, self.task.frame, source=advice.source))

    def none_applies(self) -> "Session":
        """No code of the frame applies."""
        return self._drafted(self.draft.none_applies())

    def uncodable(self, reason: str) -> "Session":
        """It cannot be coded, and why."""
        return self._drafted(self.draft.uncodable(reason))

    def note(self, note: str) -> "Session":
        """With a note of the coder."""
        return self._drafted(self.draft.noted(note))

    def repeat(self) -> "Session":
        """As the answer was judged that was judged last."""
        judged = (step.after[1][0] for step in reversed(self.past) if step.written)
        last = next((held for held in judged if held is not None), None)
        return self if last is None else self._drafted(self.draft.again(Judgement.of(last)))

    def restore(self) -> "Session":
        """What is held, without what was done to it since."""
        return replace(self, draft=_held_draft(self), past=_settled(self.past))

    def judge(self, shown: Sequence[str] = (), seconds: float = 0.0) -> Made:
        """Put the draft into the journal, for all answers in hand; nothing where it says what is held already.

        Args:
            shown: the codes that were suggested.
            seconds: how long the answer was on the screen.
        """
        if not self.place or self.faults or self.bare or not (self.touched or (self.due and not self.draft.waits)):
            return self, ()
        acts = self._acts(shown, seconds)
        after = Judgement.of(acts[0]), acts
        before = _held_draft(self), tuple(self.held(unit) for unit in self.place)
        step = Step(self.place, before, after)
        made = replace(_put(self, self.place, acts), past=(*_settled(self.past), step), future=())
        return made, _told(self.place, acts)

    # --------------------------------------------------------------- taking back

    def undo(self) -> Made:
        """Take the last thing back, and go to where it was done."""
        if not self.past:
            return self, ()
        *past, step = self.past
        gone = self._at_step(step, step.before)
        return replace(gone, past=tuple(past), future=(*self.future, step)), self._back(step, step.before)

    def redo(self) -> Made:
        """Do what was taken back again."""
        if not self.future:
            return self, ()
        *future, step = self.future
        gone = self._at_step(step, step.after)
        return replace(gone, past=(*self.past, step), future=tuple(future)), self._back(step, step.after)

    def _at_step(self, step: Step, to: tuple[Judgement, Held]) -> "Session":
        here = self if step.units[0] in self.where else _listing(self, Filter())
        if here.places[here.where[step.units[0]]] != step.units:  # they were judged in other company then
            here = _seated(here, step.units, lambda units: (tuple(units),) if units else ())
        here = replace(here, at=here.where[step.units[0]])
        return replace(_put(here, step.units, to[1]) if step.written else here, draft=to[0])

    def _back(self, step: Step, to: tuple[Judgement, Held]) -> tuple[Coded | Uncoded, ...]:
        again = tuple(coded and replace(coded, seconds=0.0) for coded in to[1])  # that time was counted once
        return _told(step.units, again) if step.written else ()

    def _drafted(self, draft: Judgement) -> "Session":
        if draft == self.draft or not self.place:
            return self
        held = tuple(self.held(unit) for unit in self.place)
        step = Step(self.place, (self.draft, held), (draft, held))
        return replace(self, draft=draft, past=(*self.past, step), future=())

    def _acts(self, shown: Sequence[str], seconds: float) -> Held:
        """What each answer in hand is held to be from now on."""
        draft, task = self.draft, self.task
        if draft.waits:
            return (None,) * len(self.place)
        first = self.place[0]
        act = Coded(
            first, task.units[first].hash, task.frame.fingerprint, draft.outcome, draft.codes, draft.reason,
            draft.spans, draft.note, task.batches[first], draft.accepted, tuple(shown), seconds=round(seconds, 3),
        )  # fmt: skip
        return (act, *(replace(act, unit=unit, text=task.units[unit].hash, spans=()) for unit in self.place[1:]))


def steps_of(events: Iterable[CodingEvent], task: Task) -> tuple[Step, ...]:
    """A coder's history as steps that can be taken back; what was taken back in it already is not among them."""
    held: dict[str, Coded | None] = {}
    steps: list[Step] = []
    restored: set[str] = set()  # answers of the last step that stand again as they did before it
    for act in (event.act for event in events if isinstance(event.act, Coded | Uncoded)):
        now = {unit: coded for unit, coded in _held_by(act).items() if unit in task.units}
        if not now:
            continue
        last = dict(zip(steps[-1].units, steps[-1].before[1], strict=True)) if steps else {}
        if all(unit in last and _alike(last[unit], coded) for unit, coded in now.items()):
            restored |= now.keys()
            if restored == last.keys():
                steps.pop()
                restored = set()
        else:
            units, before, after = tuple(now), tuple(held.get(unit) for unit in now), tuple(now.values())
            steps.append(Step(units, (Judgement.of(before[0]), before), (Judgement.of(after[0]), after)))
            restored = set()
        held.update(now)
    return tuple(step for step in steps if step.written)


def _held_by(act: Coded | Uncoded) -> dict[str, Coded | None]:
    """What each answer is held to be after an act."""
    if isinstance(act, Uncoded):
        return {act.unit: None}
    alone = replace(act, together={})
    twins = {unit: replace(alone, unit=unit, text=text, spans=()) for unit, text in act.together.items()}
    return {act.unit: alone, **twins}


def _told(units: Place, held: Held) -> tuple[Coded | Uncoded, ...]:
    """The acts after which answers are held to be something: one, where they are all judged alike."""
    first = held[0]
    if first is not None:
        twins = dict(zip(units[1:], held[1:], strict=True))
        if all(coded is not None and _twin(first, coded) for coded in twins.values()):
            return (replace(first, together={unit: coded.text for unit, coded in twins.items() if coded}),)
    return tuple(
        Uncoded(unit) if coded is None else replace(coded, unit=unit) for unit, coded in zip(units, held, strict=True)
    )


def _twin(first: Coded, other: Coded) -> bool:
    return replace(first, unit=other.unit, text=other.text, spans=()) == other


def _alike(one: Coded | None, other: Coded | None) -> bool:
    """Whether two say the same of an answer, whenever and however long it was looked at."""
    if one is None or other is None:
        return one is other
    return replace(one, seconds=0.0, together={}) == replace(other, seconds=0.0, together={})


def _settled(past: tuple[Step, ...]) -> tuple[Step, ...]:
    """Without what was done to a draft since the last judgement."""
    end = len(past)
    while end and not past[end - 1].written:
        end -= 1
    return past[:end]


def _put(session: Session, units: Place, held: Held) -> Session:
    """The answers held to be something else."""
    now = dict(zip(units, held, strict=True))
    due = session.task.due
    done = sum(due(unit, session.held(unit)) - due(unit, coded) for unit, coded in now.items())
    return replace(session, since={**session.since, **now}, done=session.done + done)


def _listing(session: Session, choice: Filter) -> Session:
    if choice == Filter():
        return replace(session, choice=choice, places=session.every, where=session.everywhere)
    fits = session.task.fitting(choice, session.held)
    among = session.places if choice.narrows(session.choice) and choice.state == "all" else session.every
    places = tuple(place for place in among if fits(place[0]) or (len(place) > 1 and any(map(fits, place[1:]))))
    return replace(session, choice=choice, places=places, where=_where(places))


def _seated(session: Session, units: Sequence[str], group: Callable[[Sequence[str]], tuple[Place, ...]]) -> Session:
    """Answers in other places than before, where the first of them stood."""

    def moved(places: tuple[Place, ...]) -> tuple[Place, ...]:
        taken, first, rest = [], len(places), list[Place]()
        for place in places:
            if moving.isdisjoint(place):
                rest.append(place)
                continue
            first = min(first, len(rest))
            taken += [unit for unit in place if unit in moving]
            if left := tuple(unit for unit in place if unit not in moving):
                rest.append(left)
        return (*rest[:first], *group(taken), *rest[first:])

    moving = {*units}
    every, places = moved(session.every), moved(session.places)
    return replace(session, every=every, everywhere=_where(every), places=places, where=_where(places))


def _where(places: Iterable[Place]) -> dict[str, int]:
    return {unit: at for at, place in enumerate(places) for unit in place}


def _held_draft(session: Session) -> Judgement:
    return Judgement.of(session.held(session.place[0])) if session.place else Judgement()
