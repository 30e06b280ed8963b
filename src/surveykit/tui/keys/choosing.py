"""The settings page: keymap, colours and spacing, each chosen from a row and kept at once."""

from collections.abc import Sequence

from rich.cells import cell_len

from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.settings import CHOICES
from surveykit.tui.lines import Back, Context, Line, Move, Page, Piece, paragraph, spread, typed_by
from surveykit.tui.words import say

NAMES = tuple(CHOICES)
ROOM = 14  # cells of the names of the settings, with the choices beside them where the screen is not narrower than WIDE
WIDE = 40


class Choosing:
    """Every setting with what can be chosen; what is chosen holds at once."""

    context: Context = "reading"

    def __init__(self, page: Page, manner: Manner) -> None:
        """Show the settings in force; what is wrong with their file is said."""
        self.language = page.language
        self._manner = manner
        self.now = 0
        self._shown: list[tuple[int, Line]] = []  # each line of the body with its setting

    def actions(self) -> Sequence[str]:
        """Choose, or go back."""
        return ("enter", "escape", "help")

    def about(self, width: int) -> Sequence[Line]:
        """How settings are chosen, and where they are kept."""
        kept = say(self.language, "kept_in", file=self._manner.file or "–")
        return [*paragraph(say(self.language, "about_settings"), width), *paragraph(kept, width, "dim")]

    def press(self, key: str, sign: str | None) -> Move:  # noqa: ARG002 - the contract of a page
        """Arrows go to a setting and choose; Enter takes the next choice, or goes on where the file was wrong."""
        if key in {"escape", "leave", "settings"} or (key == "enter" and self._manner.wrong()):
            return Back()
        if key in {"up", "down"}:
            self.wheel(1 if key == "down" else -1)
        elif key in {"right", "enter", "space", "left"}:
            self._turn(-1 if key == "left" else 1)
        return None

    def paste(self, words: str) -> None:
        """Nothing to type here."""

    def wheel(self, by: int) -> None:
        """Another setting."""
        self.now = min(max(self.now + by, 0), len(NAMES) - 1)

    def click(self, x: int, y: int) -> None:
        """Take the choice that was pointed at."""
        if y < len(self._shown):
            self.now, line = self._shown[y]
            if chosen := typed_by(line, x):
                self._manner.change(NAMES[self.now], chosen)

    def back(self, left: Back) -> None:
        """Help was read."""

    def head(self, width: int) -> Sequence[Line]:
        """What this is."""
        return [spread((Piece(f" {say(self.language, 'settings')}", "bar"),), (Piece(" ", "bar"),), width, "bar")]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The settings, one below the other, and what is wrong with their file."""
        self._shown = [(0, ())]
        for index, name in enumerate(NAMES):
            self._shown += [(index, line) for line in self._rows(index, name, width)]
            self._shown.append((index, ()))
        about = paragraph(say(self.language, f"about_{NAMES[self.now]}"), width - 2, indent="  ")
        wrong = [line for text in self._manner.wrong() for line in paragraph(text, width - 2, "hard", indent="  ")]
        below = [line for lines in (about, wrong) if lines for line in (*lines, ())]
        return [*(line for _, line in self._shown), *below][:height]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        words = {"enter": say(self.language, "next" if self._manner.wrong() else "choose")}
        return [self._manner.foot(self.context, ("enter", "escape", "help"), self.language, width, words)]

    def _turn(self, by: int) -> None:
        name = NAMES[self.now]
        choices = CHOICES[name]
        at = choices.index(getattr(self._manner.settings, name))
        self._manner.change(name, choices[(at + by) % len(choices)])

    def _rows(self, index: int, name: str, width: int) -> list[Line]:
        """A setting with its choices, in as many lines as they need."""
        now, chosen = index == self.now, getattr(self._manner.settings, name)
        named = Piece(
            f"{'▸' if now else ' '} {say(self.language, f'set_{name}')}".ljust(ROOM), "now" if now else "plain"
        )
        rows: list[list[Piece]] = [[named]]
        used, room = ROOM, ROOM if width >= WIDE else 2
        for choice in CHOICES[name]:
            text = f"({'x' if choice == chosen else ' '}) {say(self.language, f'{name}_{choice}')}  "
            if used + cell_len(text) > width and (len(rows[-1]) > 1 or room < ROOM):
                rows.append([Piece(" " * room)])
                used = room
            rows[-1].append(Piece(text, "chosen" if choice == chosen else "plain", choice))
            used += cell_len(text)
        return [tuple(row) for row in rows]
