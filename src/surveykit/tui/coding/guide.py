"""The guide to the codes: what a code stands for, what counts and what does not, with answers that have it."""

from collections.abc import Sequence

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.judgement import Judgement
from surveykit.text import Text
from surveykit.tui.coding.codes import box, swatch, tree_of
from surveykit.tui.coding.hotkeys import code_of, hotkeys
from surveykit.tui.draft import shortened
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Context, Line, Move, Piece, paragraph, spread, typed_by
from surveykit.tui.words import say

LIST = 34  # cells of the list of codes, where the screen is not narrower than WIDE
WIDE = 90


class Guide:
    """One code after the other, explained; a hot key or an arrow goes to another, Enter gives the one that is read."""

    context: Context = "codes"

    def __init__(self, frame: CodingFrame, code: str, judgement: Judgement, language: str, manner: Manner) -> None:
        """Explain a code, or the first one of the frame where none is named."""
        self.language = language
        self._frame, self._judgement, self._manner = frame, judgement, manner
        self._tree = tree_of(frame)
        self._codes = [row.code for row in self._tree]
        self._keys = hotkeys(frame)
        self._now = self._codes.index(code) if code in self._codes else 0
        self._top = 0
        self._height = 1
        self._lines: Sequence[Line] = ()

    @property
    def code(self) -> str:
        """The code that is explained."""
        return self._codes[self._now]

    def actions(self) -> Sequence[str]:
        """Give it, or go back."""
        give = ("enter",) if self._frame.codes[self.code].codable else ()
        languages = ("language",) if len(self._frame.languages) > 1 else ()
        return (*give, "escape", *languages, "help")

    def about(self, width: int) -> Sequence[Line]:
        """What this page is."""
        return paragraph(say(self.language, "about_guide"), width)

    def press(self, key: str, sign: str | None) -> Move:
        """Another code, give this one, or go back."""
        if key in {"escape", "leave", "about_code"}:
            return Back()
        if key in {"enter", "ctrl+j"}:
            return Back(go_to=self.code) if self._frame.codes[self.code].codable else None
        if key == "language":
            languages = self._frame.languages
            at = languages.index(self.language) if self.language in languages else -1
            self.language = languages[(at + 1) % len(languages)]
        elif key in {"up", "down", "left", "right"}:
            self.wheel(1 if key in {"down", "right"} else -1)
        elif key in {"pageup", "pagedown"}:
            self._top += (1 if key == "pagedown" else -1) * max(self._height - 1, 1)
        elif sign is not None and (code := code_of(self._keys, sign)):
            self._go(self._codes.index(code))
        return None

    def paste(self, words: str) -> None:
        """Nothing to type here."""

    def wheel(self, by: int) -> None:
        """Another code."""
        self._go(self._now + by)

    def click(self, x: int, y: int) -> Move:
        """Explain the code that was pointed at."""
        code = typed_by(self._lines[y], x) if y < len(self._lines) else ""
        if code:
            self._go(self._codes.index(code))
        return None

    def back(self, left: Back) -> None:
        """Help was read."""

    def head(self, width: int) -> Sequence[Line]:
        """The frame."""
        title = self._frame.title.into(self.language)
        place = f"{self._now + 1} {say(self.language, 'of')} {len(self._codes)} "
        return [spread((Piece(f" {shortened(title, width - 12)}", "bar"),), (Piece(place, "bar"),), width, "bar")]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """All that is said of the code; beside it the list of all codes, where there is room."""
        listed = LIST if width >= WIDE else 0
        told = told_of(self._frame, self.code, self.language, width - listed - 4)
        self._height = height - 1
        self._top = min(max(self._top, 0), max(len(told) - self._height, 0))
        shown: list[Line] = [(), *told[self._top : self._top + self._height]]
        if not listed:
            self._lines = [(Piece(" "), *line) for line in shown]
            return self._lines
        first = min(max(self._now - self._height // 2, 0), max(len(self._codes) - self._height, 0))
        rows = [(), *(self._row(n) for n in range(first, min(first + self._height, len(self._codes))))]
        count = max(len(rows), len(shown))
        rows += [(Piece(" " * LIST),)] * (count - len(rows))
        rows[0] = (Piece(" " * LIST),)
        shown += [()] * (count - len(shown))
        self._lines = [(*row, Piece(" │ ", "dim"), *line) for row, line in zip(rows, shown, strict=True)]
        return self._lines

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        return [self._manner.foot("codes", self.actions(), self.language, width)]

    def _go(self, to: int) -> None:
        self._now, self._top = min(max(to, 0), len(self._codes) - 1), 0

    def _row(self, n: int) -> Line:
        row, now = self._tree[n], n == self._now
        boxed = box(self._judgement, self._frame, row.code) if row.codable else ""
        before = f"{'▸' if now else ' '}{'  ' * row.depth}{boxed} {row.key or ' '} "
        label = shortened(self._frame.codes[row.code].label.into(self.language), LIST - len(before))
        return (
            Piece(before, "key", row.code),
            Piece(label.ljust(LIST - len(before)), "now" if now else "plain", row.code),
        )


def told_of(frame: CodingFrame, code: str, language: str, width: int) -> list[Line]:
    """All that a frame says of a code."""
    facts = frame.codes[code]
    above = [frame.codes[one].label.into(language) for one in frame.above(code)[::-1]]
    lines: list[Line] = []
    if above:
        lines.append((Piece(shortened(" › ".join(above), width), "dim"),))
    lines.append(
        (
            *swatch(frame, code),
            Piece(f"{code}  ", "key"),
            Piece(shortened(facts.label.into(language), width - 12), "now"),
        )
    )
    lines += paragraph(facts.definition.into(language), width) if facts.definition else []
    told: list[str] = [
        frame.attributes[name].label.into(language)
        for name, has in facts.attributes.items()
        if has and name in frame.attributes
    ]
    if facts.exclusive:
        told.append(say(language, "stands_alone"))
    if not facts.codable:
        told.append(say(language, "only_holds_narrower"))
    if told:
        lines += paragraph(" · ".join(told), width, "soft")
    parts: tuple[tuple[str, str, Sequence[Text]], ...] = (
        ("counts", "+", facts.include),
        ("counts_not", "–", facts.exclude),
        ("answers_with", "✓", facts.examples),
        ("answers_without", "✗", facts.counter_examples),
    )
    for word, sign, texts in parts:
        if texts:
            lines += [(), (Piece(say(language, word), "section"),)]
        for text in texts:
            first, *rest = paragraph(text.into(language), width - 2)
            lines += [(Piece(f"{sign} ", "mark"), *first), *((Piece("  "), *line) for line in rest)]
    if facts.keywords:
        lines += [(), *paragraph(f"{say(language, 'keywords_are')}: {', '.join(facts.keywords)}", width, "dim")]
    return lines
