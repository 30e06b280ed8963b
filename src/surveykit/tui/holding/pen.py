"""The pen at a question: the answer that is stored or suggested, and what is typed over it."""

from surveykit.instrument.control import Write
from surveykit.interview.standing import Item
from surveykit.tui.choices import takes_several
from surveykit.tui.draft import EDITS, Draft
from surveykit.tui.paper import raw_of

ONE_ROW = 1_000_000  # the width of a text that is never broken


class Pen:
    """What stands in the field, and whether somebody has typed it."""

    def __init__(self) -> None:
        """Nothing is typed."""
        self.draft = Draft()
        self.suggested = False  # whether the draft is what the instrument suggests, and nobody has typed
        self._stored = self._begun = ""
        self._text = False  # whether words are asked for

    @property
    def touched(self) -> bool:
        """Whether what is typed differs from the answer that is stored; a suggestion is typed by nobody."""
        return not self.suggested and self.draft.text != self._stored

    @property
    def edited(self) -> bool:
        """Whether anything else stands in the field than at the beginning."""
        return self.draft.text != self._begun

    def begin(self, item: Item, *, closed: bool) -> None:
        """Begin with what stands: the answer stored, or what is suggested, unless the interview is closed."""
        self._stored, self._text = raw_of(item.answer), isinstance(item.control, Write)
        suggested = "" if closed else raw_of(item.suggested)
        self.suggested = bool(suggested)
        self._begun = suggested or self._stored
        self.draft = Draft.of(self._begun)
        self.select(always=self.suggested)

    def select(self, *, always: bool = False) -> None:
        """Have the next character replace the draft, where it is not a text."""
        if always or not self._text:
            self.draft = self.draft.selected()

    def type(self, words: str) -> None:
        """Put words in."""
        self.draft, self.suggested = self.draft.typed(words), False

    def rewrite(self, draft: Draft) -> None:
        """Take a draft that was written elsewhere."""
        self._take(draft)

    def pick(self, code: str, *, several: bool) -> None:
        """Take a choice that was pointed at."""
        self._take(self.draft.picked(code, several=several))
        self.suggested = False

    def move(self, key: str, width: int) -> bool:
        """Move the caret by a key through rows of so many cells; False where it does not lead anywhere."""
        draft = self.draft
        by = {"up": draft.up, "down": draft.down, "home": draft.home, "end": draft.end}.get(key)
        moved = by(width) if by else None
        self.draft = moved or draft
        return moved is not None

    def edit(self, key: str, sign: str | None, item: Item) -> None:
        """Take a key that edits: it takes characters away or types one; between codes a blank may take one back."""
        if key in EDITS:
            self._take(EDITS[key](self.draft))
        elif key == "space" and takes_several(item.control):
            self._take(self.draft.toggled())
        elif key == "ctrl+j" and isinstance(item.control, Write) and item.control.lines:
            self.type("\n")
        elif sign is not None and sign.isprintable():
            self.type(sign)

    def _take(self, draft: Draft) -> None:
        """Take a draft; with another text it is no suggestion any more."""
        self.suggested = self.suggested and draft.text == self.draft.text
        self.draft = draft
