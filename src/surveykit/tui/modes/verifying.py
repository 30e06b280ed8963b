"""Verification: forms that were keyed once are keyed again by somebody else, and differences are settled."""

from collections.abc import Callable, Mapping, Sequence

from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule, StoreError, SurveykitError
from surveykit.tui.cabinet import Cabinet
from surveykit.tui.holding.form import Form
from surveykit.tui.holding.task import Task
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Page
from surveykit.tui.listing.columns import BATCH, CHANGED, KEYED_BY, Column
from surveykit.tui.listing.facts import Facts
from surveykit.tui.listing.shelf import Shelf
from surveykit.tui.modes.differing import Differing
from surveykit.tui.modes.dispute import Dispute
from surveykit.tui.modes.work import Work
from surveykit.tui.words import say
from surveykit.verification.sample import sampled

DONE = {"completed", "approved"}
NOT_SAMPLED = Rule(
    "SK483",
    "The form is not in the sample that is keyed twice",
    "Which forms are keyed twice must not be up to anybody, or error rates say nothing of the others.",
    "--sample 10 with --case and a form that was not drawn",
    "Take a form of the list, or leave --sample out.",
)
APPROVED = Rule(
    "SK485",
    "The form is approved, and its answers stand",
    "A supervisor answers for an approved form; what is decided of its two entries would change it unseen.",
    "--mode verify, and Enter on a form that was approved before its differences were settled",
    "Let a supervisor settle them: surveykit enter INSTRUMENT --to STORE --mode supervise, Enter on the form, then D.",
)


class Seconds:
    """Where the second entry of a form stands: not begun, begun, so many differences, or settled."""

    def __init__(self, cabinet: Cabinet, shelf: Shelf) -> None:
        """Nothing is known yet."""
        self._cabinet, self._shelf = cabinet, shelf
        self._known: dict[tuple[str, int, int], int] = {}

    def __call__(self, facts: Facts, language: str) -> str:
        """The cell of a form."""
        second = self._shelf.second(facts.case)
        if second is None:
            return ""
        if second.state not in DONE:
            return say(language, second.state)
        count = self.differences(facts)
        return say(language, "differ", count=count) if count else say(language, "verified")

    def differences(self, facts: Facts) -> int:
        """How many differences are not settled."""
        second = self._shelf.second(facts.case)
        if second is None or second.state not in DONE or facts.state == "conflict":
            return 0
        key = (facts.case, facts.last, second.last)
        if key not in self._known:
            try:
                self._known[key] = len(Dispute(self._cabinet, facts.case).open)
            except SurveykitError:
                self._known[key] = 0
        return self._known[key]


class Verifying:
    """The completed forms of a sample are keyed again; the first entry is out of sight, or shown where that is wanted.

    Where both entries are completed and differ, the form is opened as its differences.
    """

    title = "verifying"
    begins = False
    attempts: Callable[[str], Page] | None = None

    def __init__(self, cabinet: Cabinet, shelf: Shelf, manner: Manner, work: Work) -> None:
        """Verify the forms of a cabinet, one in so many."""
        self._cabinet, self._shelf, self._manner, self._work = cabinet, shelf, manner, work
        self._seconds = Seconds(cabinet, shelf)
        self.columns: Sequence[Column] = (
            Column("second_entry", 16, self._seconds),
            KEYED_BY,
            Column("keyed_again_by", 11, lambda facts, _: second.by if (second := shelf.second(facts.case)) else ""),
            CHANGED,
            BATCH,
        )

    def lists(self, case: str, facts: Facts | None) -> bool:
        """The completed forms of the sample are listed."""
        return sampled(case, self._work.one_in) and facts is not None and facts.state in DONE

    def opened(self, case: str, register: Mapping[str, Value] | None = None) -> Page:  # noqa: ARG002 - none is begun here
        """The second entry of a form, or the differences where it is completed.

        Raises:
            StoreError: SK480 to SK483, SK485, or the form cannot be opened.
        """
        if not sampled(case, self._work.one_in):
            what = f"'{case}' is not among those of one in {self._work.one_in}"
            raise StoreError(Problem(NOT_SAMPLED, what, Place(case=case), hint=NOT_SAMPLED.mend))
        taken = self._cabinet.second(case)
        first = self._cabinet.session(self._cabinet.interview(case))
        if taken.session.shut:
            if first.status == "approved":
                what = f"'{case}' was approved"
                raise StoreError(Problem(APPROVED, what, Place(case=case), hint=APPROVED.mend))
            return Differing(Dispute(self._cabinet, case), self._manner, self._cabinet.spoken)
        task = Task(heads_down=True, codes_only=self._work.codes_only, first=first, shown=self._work.shown)
        mine = self._shelf.facts(case).by == self._cabinet.by
        own = [say(taken.session.language, "keyed_by_yourself")] if mine else []
        return Form(taken.session, taken.journal, self._manner, [*taken.told, *own], task)

    def new(self) -> Page | None:
        """No form is begun here."""
        return None

    def following(self, case: str, ids: Sequence[str]) -> str:
        """After a form that was keyed to its end, the next one that nobody has keyed again."""
        second = self._shelf.second(case)
        if second is None or second.state not in DONE or case not in ids:
            return case
        after = ids[ids.index(case) + 1 :]
        return next((other for other in after if self._shelf.second(other) is None), case)
