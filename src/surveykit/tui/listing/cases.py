"""The page of the cases in the store: where each stands; one is found, opened, or a new one begun."""

from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len

from surveykit.missing import Value
from surveykit.problems import SurveykitError
from surveykit.text import Text
from surveykit.tui.draft import Draft, shortened
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Block, Context, Line, Move, Piece, Style, View, field, paragraph, seen, spread
from surveykit.tui.listing.choice import Choice
from surveykit.tui.listing.columns import fitting, row
from surveykit.tui.listing.facts import STATES, Facts
from surveykit.tui.listing.mode import Mode
from surveykit.tui.listing.shelf import Shelf
from surveykit.tui.spoken import WORDS

Known = Callable[[Mapping[str, Value], str], str]
"""What the register knows of a case, in a line and a language."""

SLICE = 0.03  # seconds of reading at a time: a key that is struck meanwhile does not wait longer
FIELD = 30  # cells of what is typed
AT_ONCE = 40  # cases that are read before the list is shown
IN_ORDER = {"id": "order_id", "status": "order_status", "assigned": "order_assigned", "changed": "order_changed"}
IN_THE_PALETTE = {"status", "sort", "settings"}  # too many for the foot
ROOMY = 10  # rows; a window of fewer shows cases and nothing about them


class Cases:
    """The list of cases. Those in sight are read at once, the others when nobody types."""

    def __init__(self, title: Text, language: str, shelf: Shelf, mode: Mode, manner: Manner, known: Known) -> None:
        """Show the cases of a shelf that a mode works on; `known` puts into words what the register knows."""
        self._told = known
        self.language = language
        self.choice = Choice()
        self.ids: Sequence[str] = ()
        self.now = 0
        self.message = ""
        self.failed = False
        self.typing: Draft | None = None  # the id of a new case, or the words of a search
        self._searching = False
        self._title, self._shelf, self._mode, self._manner = title, shelf, mode, manner
        self._counts: dict[str, int] = {}
        self._view = View()
        self._height = 1
        self._among = 0  # how many cases the mode lists
        self._shelf.read_on(SLICE, AT_ONCE)
        self._choose()
        self.now = max(len(self.ids) - 1, 0)

    def say(self, word: str, **values: object) -> str:
        """A text of the program."""
        return self._manner.say(self.language, word, **values)

    @property
    def context(self) -> Context:
        """The list, or words being typed."""
        return "list" if self.typing is None else "words"

    def actions(self) -> Sequence[str]:
        """What can be done with the list, or with what is typed."""
        if self.typing is not None:
            return ("enter", "escape", "help")
        own = [name for name, can in (("new", self._mode.begins), ("attempt", self._mode.attempts)) if can]
        return ("enter", *own, "search", "status", "sort", "help", "palette", "settings", "leave")

    def about(self, width: int) -> Sequence[Line]:
        """What the list shows, or what is typed."""
        word = "about_list" if self.typing is None else "about_seek" if self._searching else "about_id"
        return paragraph(self.say(word), width)

    def press(self, key: str, sign: str | None) -> Move:
        """Take an action or a key."""
        self.message, self.failed = "", False
        key = "enter" if key == "ctrl+j" else key
        if self.typing is not None:
            return self._type(self.typing, key, sign)
        by = {"up": -1, "down": 1, "pageup": -self._height, "pagedown": self._height}.get(key)
        if by is None:
            by = {"home": -len(self.ids), "end": len(self.ids)}.get(key.removeprefix("ctrl+"))
        if by is not None:
            self.wheel(by)
        elif key in {"enter", "attempt"} and self.ids:
            return self._open(self.ids[self.now], attempts=key == "attempt")
        elif key == "new" and self._mode.begins:
            return self._new()
        elif key in {"leave", "escape"}:
            return self._away(key)
        else:
            self._narrow(key)
        return None

    def paste(self, words: str) -> None:
        """Words for what is typed."""
        if self.typing is not None:
            self._typed(self.typing.typed(" ".join(words.split())))

    def wheel(self, by: int) -> None:
        """Another case."""
        self.now = min(max(self.now + by, 0), max(len(self.ids) - 1, 0))

    def click(self, x: int, y: int) -> None:  # noqa: ARG002 - a row is as wide as the screen
        """Choose a case."""
        if y < min(len(self.ids) - self._view.block, self._height):
            self.now = self._view.block + y

    def tick(self) -> bool:
        """Read on for a moment; whether anything new is to be seen."""
        if not self._shelf.read_on(SLICE):
            return False
        self._choose()
        return True

    def back(self, left: Back) -> None:
        """A case was left: look again."""
        here = self.ids[self.now] if self.ids else ""
        self.look(here)
        if left.message and here:
            self._choose(self._mode.following(here, self.ids))
        self.message = left.message

    def look(self, case: str) -> None:
        """Read the list again, and choose a case in it."""
        try:
            self._shelf.look()
        except SurveykitError as refusal:
            self._refuse(refusal)
        if case:
            self._shelf.facts(case)
        self._shelf.read_on(SLICE, AT_ONCE)
        self._choose(case)

    # --------------------------------------------------------------- drawing

    def head(self, width: int) -> Sequence[Line]:
        """The title with what is shown, and what the columns are."""
        columns = fitting(self._mode.columns, width)
        mode = f" · {self.say(self._mode.title)}" if self._mode.title else ""
        shown = self._shown()
        title = shortened(self._title.into(self.language), max(width - cell_len(f" {mode} {shown} "), 1)) + mode
        words = row(self.say("id"), columns, [_head(self.say(column.word)) for column in columns], width - 1)
        return [
            spread((Piece(f" {title}", "bar"),), (Piece(f"{shown} ", "bar"),), width, "bar"),
            (Piece(f" {words}".ljust(width), "section"),),
        ]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The cases around the one chosen, and below them what is said, typed or known."""
        below = self._below(width) if height >= ROOMY or self.typing is not None or self.message else []
        self._height = max(height - len(below), 1)
        if not self.ids:
            word = "nothing_fits" if not self.choice.all else "no_interviews" if self._mode.begins else "nothing_here"
            return [(), (Piece(f" {self.say(word)}"),), *[()] * max(self._height - 2, 0), *below]
        top = min(self._view.block, max(len(self.ids) - self._height, 0))  # fewer cases now: no empty rows below them
        lines, self._view = seen(
            lambda index: self._row(index, width), len(self.ids), self.now, View(top), self._height
        )
        rows = [line for _, line in lines]
        return [*rows, *([()] * (self._height - len(rows) if height >= ROOMY else 0)), *below]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        if self.typing is not None:
            return [self._manner.foot(self.context, ("enter", "escape"), self.language, width)]
        names = [name for name in self.actions() if name not in IN_THE_PALETTE]
        return [self._manner.foot(self.context, names, self.language, width)]

    def _row(self, index: int, width: int) -> Block:
        case, now = self.ids[index], index == self.now
        facts = self._shelf.facts(case)
        columns = fitting(self._mode.columns, width)
        text = row(case, columns, [column.cell(facts, self.language) for column in columns], width - 1)
        style: Style = "now" if now else "hard" if facts.state in {"damaged", "conflict"} else "plain"
        return Block(((Piece("▸" if now else " ", "now"), Piece(text, style)),))

    def _shown(self) -> str:
        """How many cases are shown, of how many, chosen by what."""
        few, all_ = len(self.ids), self._among
        many = str(all_) if few == all_ else f"{few} {self.say('of')} {all_}"
        status = self.say(self.choice.status) if self.choice.status else ""
        order = "" if self.choice.order == "begun" else self.say(IN_ORDER[self.choice.order])
        words = f"'{self.choice.words}'" if self.choice.words else ""
        return " · ".join(filter(None, (words, status, order, many)))

    def _below(self, width: int) -> list[Line]:
        """What is typed, said, or known of the case chosen; and how many cases stand where."""
        if self.typing is not None:
            ask = Piece(f" {self.say('search_for' if self._searching else 'new_id')} › ", "now")
            return [(), (ask, *field(self.typing.text, self.typing.caret, FIELD)), *self._said(width)]
        if self.message:
            return [(), *self._said(width)]
        facts = self._shelf.facts(self.ids[self.now]) if self.ids else None
        known, counted = shortened(self._known(facts), width - 2), shortened(self._counted(), width - 2)
        return [(Piece(f" {known}", "dim"),), (Piece(f" {counted}", "dim"),)]

    def _said(self, width: int) -> list[Line]:
        style: Style = "failed" if self.failed else "now"
        return [(Piece(f" {shortened(self.message, width - 2)}", style),)] if self.message else []

    def _known(self, facts: Facts | None) -> str:
        """What is known of the case chosen, beside what stands in its row."""
        if facts is None:
            return ""
        if facts.verdict and facts.state not in {"completed", "approved"}:
            return self.say("was_rejected", note=facts.verdict)
        attempts = self.say("attempts", count=facts.attempts, outcome=facts.outcome) if facts.attempts else ""
        return " · ".join(filter(None, (attempts, self._told(facts.known, self.language))))

    def _counted(self) -> str:
        """How many cases stand where, and how many were not read yet."""
        said = [f"{self._counts[state]} {self.say(state)}" for state in STATES if self._counts.get(state)]
        if self._shelf.unread:
            said.append(self.say("unread", count=self._shelf.unread))
        return " · ".join(said)

    # --------------------------------------------------------------- choosing

    def _narrow(self, key: str) -> None:
        """Show other cases, or in another order."""
        if key == "search":
            self.typing, self._searching = Draft.of(self.choice.words).selected(), True
        elif key == "sort":
            self._take(self.choice.sorted_next())
        elif key == "status":
            self._take(self.choice.filtered_next(self._counts))

    def _away(self, key: str) -> Move:
        """Show all cases again, or leave."""
        if key == "leave" or self.choice.all:
            return Back()
        self._take(Choice(order=self.choice.order))
        return None

    def _take(self, choice: Choice) -> None:
        self.choice = choice
        self._choose()

    def _choose(self, case: str = "") -> None:
        """Find the cases to be shown, and stay at the one chosen."""
        case = case or (self.ids[self.now] if self.now < len(self.ids) else "")
        found = {case: self._shelf.known(case) for case in self._shelf.cases}
        listed = {case: facts for case, facts in found.items() if self._mode.lists(case, facts)}
        self._counts, self._among = _counts(listed), len(listed)
        known = [facts for facts in listed.values() if facts is not None]
        self.ids = [*listed] if self.choice.plain else self.choice.chosen(known)
        if case in self.ids:
            self.now = self.ids.index(case)
        self.wheel(0)

    def _type(self, draft: Draft, key: str, sign: str | None) -> Move:
        if key in {"escape", "leave"}:
            self.typing = None
            if self._searching:
                self._take(Choice("", self.choice.status, self.choice.order))
        elif key != "enter":
            self._typed(draft.edited(key, sign))
        elif self._searching:
            self.typing = None
        else:
            return self._begin(draft.text.strip())
        return None

    def _typed(self, draft: Draft) -> None:
        self.typing = draft
        if self._searching:
            self._take(Choice(draft.text, self.choice.status, self.choice.order))

    # ---------------------------------------------------------------- opening

    def _new(self) -> Move:
        """Begin a new case, on a page of its own or by its id."""
        page = self._mode.new()
        if page is None:
            self.typing, self._searching = Draft(), False
        return page

    def _begin(self, case: str) -> Move:
        self.look("")
        if case in self._shelf.cases:
            self.typing, self.choice = None, Choice(order=self.choice.order)
            self._choose(case)
            self.message = self.say("exists", case=case)
            return None
        page = self._open(case)
        if page is not None:
            self.typing, self.choice = None, Choice(order=self.choice.order)
            self.look(case)
        return page

    def _open(self, case: str, *, attempts: bool = False) -> Move:
        try:
            if not attempts:
                return self._mode.opened(case)
            return self._mode.attempts(case) if self._mode.attempts is not None else None
        except SurveykitError as refusal:
            self._refuse(refusal)
            return None

    def _refuse(self, refusal: SurveykitError) -> None:
        problem = refusal.problems[0]
        words: Mapping[str, str] = WORDS.get(self.language, WORDS["en"])
        what = words.get(problem.rule.code) or f"{problem.what}. {problem.hint}"
        self.message, self.failed = f"{problem.rule.code} {what}", True


def _head(word: str) -> str:
    return word[:1].upper() + word[1:]


def _counts(listed: Mapping[str, Facts | None]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for facts in listed.values():
        if facts is not None:
            counts[facts.state] = counts.get(facts.state, 0) + 1
    return counts
