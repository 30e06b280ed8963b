"""The page of the interviews in the store: where each stands; one is taken up again, or a new one begun."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from surveykit.problems import SurveykitError
from surveykit.text import Text
from surveykit.tui.draft import Draft, shortened
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import (
    Back,
    Block,
    Context,
    Line,
    Move,
    Page,
    Piece,
    Style,
    View,
    field,
    paragraph,
    seen,
    spread,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an interview stands: its status, how many questions are answered and asked, and the last change."""

    status: str
    answered: int = 0
    asked: int = 0
    changed: str = ""


class Cases:
    """The list of interviews. Only those in sight are looked up."""

    def __init__(
        self,
        title: Text,
        language: str,
        ids: Callable[[], Iterable[str]],
        standing: Callable[[str], Standing],
        opened: Callable[[str], Page],
        manner: Manner,
    ) -> None:
        """Show the interviews that `ids` gives; `standing` says where one stands, `opened` gives its page."""
        self._title = title
        self.language = language
        self._manner = manner
        self._ids = ids
        self._standing = standing
        self._opened = opened
        self._known: dict[str, Standing] = {}
        self.ids = tuple(ids())
        self.now = max(len(self.ids) - 1, 0)
        self.message = ""
        self.failed = False
        self.naming: Draft | None = None  # the id of a new interview being typed
        self._view = View()
        self._height = 1

    def say(self, word: str, **values: object) -> str:
        """A text of the program."""
        return self._manner.say(self.language, word, **values)

    @property
    def context(self) -> Context:
        """The list, or the id of a new interview being typed."""
        return "list" if self.naming is None else "words"

    def actions(self) -> Sequence[str]:
        """What can be done with the list, or with the id."""
        if self.naming is not None:
            return ("enter", "escape", "help")
        return ("enter", "new", "help", "palette", "settings", "leave")

    def about(self, width: int) -> Sequence[Line]:
        """What the list shows, or what an id may be."""
        return paragraph(self.say("about_id" if self.naming is not None else "about_list"), width)

    def press(self, key: str, sign: str | None) -> Move:
        """Take an action or a key."""
        self.message, self.failed = "", False
        key = "enter" if key == "ctrl+j" else key
        if self.naming is not None:
            return self._name(self.naming, key, sign)
        by = {"up": -1, "down": 1, "pageup": -self._height, "pagedown": self._height}.get(key)
        if by is None:
            by = {"home": -len(self.ids), "end": len(self.ids)}.get(key.removeprefix("ctrl+"))
        if by is not None:
            self.wheel(by)
        elif key == "enter" and self.ids:
            return self._open(self.ids[self.now])
        elif key == "new":
            self.naming = Draft()
        elif key in {"leave", "escape"}:
            return Back()
        return None

    def paste(self, words: str) -> None:
        """Words for the id of a new interview."""
        if self.naming is not None:
            self.naming = self.naming.typed(" ".join(words.split()))

    def wheel(self, by: int) -> None:
        """Another interview."""
        self.now = min(max(self.now + by, 0), max(len(self.ids) - 1, 0))

    def click(self, x: int, y: int) -> None:  # noqa: ARG002 - a row is as wide as the screen
        """Choose an interview."""
        if y < min(len(self.ids) - self._view.block, self._height):
            self.now = self._view.block + y

    def back(self, left: Back) -> None:
        """An interview was left: look again."""
        here = self.ids[self.now] if self.ids else ""
        self._known.clear()
        self._look(here)
        self.message = left.message

    def head(self, width: int) -> Sequence[Line]:
        """The title, and what the columns are."""
        words = [self.say(word) for word in ("id", "status", "answered", "changed")]
        title = shortened(self._title.into(self.language), width - 2)
        return [
            spread((Piece(f" {title}", "bar"),), (Piece(f"{len(self.ids)} ", "bar"),), width, "bar"),
            (Piece(f" {_columns(words, width)}".ljust(width), "section"),),
        ]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The interviews around the one chosen, and below them a message or the new id."""
        below: list[Line] = []
        if self.naming is not None:
            ask = Piece(f" {self.say('new_id')} › ", "now")
            below = [(), (ask, *field(self.naming.text, self.naming.caret, 30))]
        if self.message:
            style: Style = "failed" if self.failed else "now"
            below += [(), (Piece(f" {shortened(self.message, width - 2)}", style),)]
        self._height = max(height - len(below), 1)
        if not self.ids:
            return [(), (Piece(f" {self.say('no_interviews')}"),), *below]
        lines, self._view = seen(
            lambda index: self._row(index, width), len(self.ids), self.now, self._view, self._height
        )
        return [*(line for _, line in lines), *below]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        names = ("enter", "new", "help", "palette", "leave") if self.naming is None else ("enter", "escape")
        words = None if self.naming is None else {"enter": self.say("next")}
        return [self._manner.foot(self.context, names, self.language, width, words)]

    def _row(self, index: int, width: int) -> Block:
        case = self.ids[index]
        if case not in self._known:
            self._known[case] = self._standing(case)
        found = self._known[case]
        cells = [case, self.say(found.status), f"{found.answered} {self.say('of')} {found.asked}", found.changed]
        now = index == self.now
        return Block(((Piece("▸" if now else " ", "now"), Piece(_columns(cells, width), "now" if now else "plain")),))

    def _name(self, draft: Draft, key: str, sign: str | None) -> Move:
        if key in {"escape", "leave"}:
            self.naming = None
        elif key == "enter":
            return self._begin(draft.text.strip())
        else:
            self.naming = draft.edited(key, sign)
        return None

    def _begin(self, case: str) -> Move:
        self._look(case)
        if case in self.ids:
            self.naming = None
            self.message = self.say("exists", case=case)
            return None
        page = self._open(case)
        if page is not None:
            self.naming = None
            self._look(case)
        return page

    def _look(self, case: str) -> None:
        """Read the list again, and choose a case in it."""
        try:
            self.ids = tuple(self._ids())
        except SurveykitError as refusal:
            self._refuse(refusal)
        if case in self.ids:
            self.now = self.ids.index(case)
        self.wheel(0)

    def _open(self, case: str) -> Move:
        try:
            return self._opened(case)
        except SurveykitError as refusal:
            self._refuse(refusal)
            return None

    def _refuse(self, refusal: SurveykitError) -> None:
        problem = refusal.problems[0]
        self.message, self.failed = f"{problem.rule.code} {problem.what}. {problem.hint}", True


def _columns(cells: Sequence[str], width: int) -> str:
    """Four columns: the case takes the room the others leave."""
    case = max(width - 50, 12)
    widths = (case, 14, 12, 19)
    return " ".join(shortened(cell, room).ljust(room) for cell, room in zip(cells, widths, strict=True)).rstrip()
