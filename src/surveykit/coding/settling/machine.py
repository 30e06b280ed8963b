"""Settling: what an adjudicator does with answers that were judged by several coders, as a machine without a screen.

Each move gives what stands then, the acts to be written, and what was refused; nothing here writes anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import CodingAct, Method, Outcome, Unsettled
from surveykit.coding.codings import Codings, Settlement
from surveykit.coding.disagreement import Comparison, Verdict, comparisons
from surveykit.coding.judgement import Judgement
from surveykit.coding.settling.standing import Change, State, act_of, outdated
from surveykit.problems import DataError, Place, Problem, Rule

NOT_THE_THIRD = Rule(
    "SK930",
    "A coder cannot be the third person for an answer that he or she judged",
    "A third person's judgement is one that neither side brought along.",
    "",
    "Settle it by consensus, together with the other coders, or have somebody else decide.",
)
NOT_WHOLE = Rule(
    "SK931",
    "What would hold for an answer is not said in full",
    "An answer without codes must say that none applies, and one that cannot be coded why.",
    "",
    "Choose codes, or that none applies, or that it cannot be coded and the reason.",
)
NOTHING_TO_SETTLE = Rule(
    "SK932",
    "No answer was judged by two coders",
    "Only what several people judged can differ.",
    "surveykit code STORE --by lead --adjudicate before a second coder has begun",
    "Give a share of the answers to a second coder: surveykit coding assign STORE --overlap 100%.",
)


@dataclass(frozen=True, slots=True)
class Step:
    """What came of a move: what stands now, the acts to be written, and why it was refused."""

    settling: "Settling"
    acts: tuple[CodingAct, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Settling:
    """An adjudicator at work.

    Args:
        codings: what everybody holds.
        frame: the coding frame.
        by: who settles.
        shown: the answers to be settled, in their order.
        withheld: how many more there are that the adjudicator has still to judge as a coder, unseen by others.
        settled: what holds, by answer.
        outdated: answers that had been settled, and whose words, codings or codes were others since.
        done: how many of the answers shown are settled.
        now: the place of the answer in hand.
        draft: what is to hold for it; None where nothing is chosen yet.
        reason: why it is uncodable, or why it is decided so.
        method: how answers are settled: the coders agree, or a third person decides.
        of_most: whether the draft is what most coders hold.
        past: what was done, the last at the end.
        future: what was undone, the first to be done again at the end.
    """

    codings: Codings
    frame: CodingFrame
    by: str
    shown: tuple[Comparison, ...]
    withheld: int = 0
    settled: Mapping[str, Settlement] = field(default_factory=dict)
    outdated: frozenset[str] = frozenset()
    done: int = 0
    now: int = 0
    draft: Verdict | None = None
    reason: str = ""
    method: Method = "third"
    of_most: bool = False
    past: tuple[Change, ...] = ()
    future: tuple[Change, ...] = ()

    @classmethod
    def of(cls, codings: Codings, frame: CodingFrame, by: str, *, agreeing: bool = False) -> "Settling":
        """Begin with the answers that coders differ in; whoever was given some to settle has only these.

        Args:
            codings: what everybody holds.
            frame: the coding frame.
            by: who settles.
            agreeing: whether answers that the coders agree in are to be confirmed too.

        Raises:
            DataError: SK932, no answer was judged by two coders.
        """
        found = comparisons(codings, frame)
        if not found:
            raise DataError(Problem(NOTHING_TO_SETTLE, "nothing can differ yet", Place(), hint=NOTHING_TO_SETTLE.mend))
        mine = {
            unit for each in codings.batches if (each.coder, each.role) == (by, "adjudicate") for unit in each.units
        }
        asked = tuple(one for one in found if not mine or one.unit in mine)
        wanted = tuple(one for one in asked if agreeing or not one.agreed or one.unit in codings.settled)
        shown = tuple(one for one in wanted if by not in one.waiting)
        coded = any(coding.coder == by for one in shown for coding in one.codings)
        method: Method = "consensus" if coded else "third"
        settled = {one.unit for one in shown if one.unit in codings.settled}
        old = frozenset(one.unit for one in shown if one.unit in settled and outdated(one, codings, frame))
        withheld, done = len(wanted) - len(shown), len(settled) - len(old)
        begun = cls(codings, frame, by, shown, withheld, codings.settled, old, done, method=method)
        return begun.go(0).next_open(0)

    # ------------------------------------------------------------ looking

    @property
    def found(self) -> Comparison | None:
        """The answer in hand; None where there is none."""
        return self.shown[self.now] if self.shown else None

    @property
    def own(self) -> bool:
        """Whether the adjudicator is one of the coders of the answer in hand."""
        return self.found is not None and any(coding.coder == self.by for coding in self.found.codings)

    def state(self, found: Comparison) -> State:
        """How an answer stands."""
        held = self.settled.get(found.unit)
        if held is None:
            return "open"
        old = found.unit in self.outdated and held is self.codings.settled.get(found.unit)
        return "again" if old else "settled"

    # ------------------------------------------------------------ going

    def go(self, place: int) -> "Settling":
        """Take another answer in hand, with what holds for it."""
        now = min(max(place, 0), max(len(self.shown) - 1, 0))
        held = self.settled.get(self.shown[now].unit) if self.shown else None
        if held is None:
            return replace(self, now=now, draft=None, reason="", of_most=False)
        draft = Verdict(held.outcome, held.codes)
        return replace(self, now=now, draft=draft, reason=held.reason, of_most=held.method == "majority")

    def next_open(self, start: int | None = None) -> "Settling":
        """Go to the next answer that is not settled, from a place on and round; stay where there is none."""
        begin = self.now + 1 if start is None else start
        around = [*range(begin, len(self.shown)), *range(min(begin, len(self.shown)))]
        place = next((at for at in around if self.state(self.shown[at]) != "settled"), None)
        return self if place is None else self.go(place)

    # ------------------------------------------------------------ choosing

    def take(self, side: int) -> "Settling":
        """What one of the coders holds, counted from 0; a reason the coder gave goes with it."""
        if self.found is None or side >= len(self.found.codings):
            return self
        coding = self.found.codings[side]
        verdict = Verdict(coding.outcome, self.frame.ordered(coding.codes))
        return replace(self, draft=verdict, reason=self.reason or coding.reason, of_most=False)

    def union(self) -> "Settling":
        """Every code that one of them gave."""
        return self if self.found is None else replace(self, draft=self.found.union, of_most=False)

    def common(self) -> "Settling":
        """The codes that all of them gave, where there are any."""
        if self.found is None or not self.found.common:
            return self
        return replace(self, draft=Verdict("coded", self.found.common), of_most=False)

    def majority(self) -> "Settling":
        """What most of them hold, where there is such a thing."""
        if self.found is None or self.found.majority is None:
            return self
        return replace(self, draft=self.found.majority, of_most=True)

    def toggle(self, code: str) -> "Settling":
        """Put a code to what is chosen, or take it away; where nothing was chosen, to what all of them gave."""
        if self.found is None:
            return self
        codes = self.found.common if self.draft is None else self.draft.codes
        made = Judgement("coded", codes).toggled(code, self.frame)
        return replace(self, draft=Verdict("coded", made.codes), of_most=False)

    def judge(self, outcome: Outcome) -> "Settling":
        """Say that no code applies, or that the answer cannot be coded."""
        return self if self.found is None else replace(self, draft=Verdict(outcome), of_most=False)

    def because(self, reason: str) -> "Settling":
        """Say why it is decided so."""
        return self if self.found is None else replace(self, reason=reason.strip())

    def turn(self) -> "Settling":
        """Settle by consensus from now on, or as a third person."""
        return replace(self, method="third" if self.method == "consensus" else "consensus")

    # ------------------------------------------------------------ settling

    def faults(self) -> tuple[Problem, ...]:
        """Why what is chosen cannot hold; nothing where it can."""
        if self.found is None:
            return ()
        place = Place(
            case=self.codings.units[self.found.unit].case, variable=self.codings.units[self.found.unit].question
        )
        draft = self.draft
        problems: list[Problem] = []
        if draft is None or (draft.outcome == "coded" and not draft.codes):
            problems.append(Problem(NOT_WHOLE, "nothing is chosen yet", place, NOT_WHOLE.mend))
        elif draft.outcome == "uncodable" and not self.reason:
            problems.append(Problem(NOT_WHOLE, "it does not say why it cannot be coded", place, NOT_WHOLE.mend))
        else:
            problems += [replace(problem, place=place) for problem in self.frame.faults(draft.codes)]
        if self.own and self.method == "third" and not self.of_most:
            what = f"{self.by} is one of the coders of this answer"
            problems.append(Problem(NOT_THE_THIRD, what, place, NOT_THE_THIRD.mend))
        return tuple(problems)

    def settle(self) -> Step:
        """What is chosen holds from now on; the next answer that is open is in hand then."""
        if self.found is None or self.draft is None or self.faults():
            return Step(self, (), self.faults())
        unit = self.codings.units[self.found.unit]
        made = Settlement(
            unit.id, self.by, self.draft.outcome, self.draft.codes, self.reason,
            "majority" if self.of_most else self.method,
            tuple(coding.event for coding in self.found.codings if coding.event), text=unit.hash,
            frame=self.frame.fingerprint,
        )  # fmt: skip
        step = self._change(Change(unit.id, self.settled.get(unit.id), made))
        return replace(step, settling=step.settling.next_open())

    def withdraw(self) -> Step:
        """What holds for the answer in hand is taken back; the answer is open again."""
        if self.found is None or (held := self.settled.get(self.found.unit)) is None:
            return Step(self)
        return self._change(Change(held.unit, held, None))

    def undo(self) -> Step:
        """What was chosen and not settled is let go; or else the last thing done is undone."""
        if (fresh := self.go(self.now)) != self:
            return Step(fresh)
        if not self.past:
            return Step(self)
        *past, last = self.past
        return self._turned(Change(last.unit, last.after, last.before), tuple(past), (*self.future, last))

    def redo(self) -> Step:
        """What was undone last is done again."""
        if not self.future:
            return Step(self)
        *future, last = self.future
        return self._turned(last, (*self.past, last), tuple(future))

    def _change(self, change: Change) -> Step:
        return self._turned(change, (*self.past, change), ())

    def _turned(self, change: Change, past: tuple[Change, ...], future: tuple[Change, ...]) -> Step:
        """What stands after a change, done or undone, with its answer in hand."""
        settled = {unit: held for unit, held in self.settled.items() if unit != change.unit}
        if change.after is not None:
            settled[change.unit] = change.after
        place = next(at for at, one in enumerate(self.shown) if one.unit == change.unit)
        made = replace(self, settled=settled, past=past, future=future)
        one = self.shown[place]
        made = replace(made, done=self.done + (made.state(one) == "settled") - (self.state(one) == "settled")).go(place)
        act = Unsettled(change.unit) if change.after is None else act_of(change.after)
        return Step(made, (act,))
