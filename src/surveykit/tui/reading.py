"""The page that F1 opens: about what has the focus, and every key that means something there."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from surveykit.instrument.control import Choose, Clock, Control, Date, Number, Option, Rank, Show, Write
from surveykit.interview.standing import Item
from surveykit.tui.keys.actions import action_of
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Context, Line, Move, Page, Piece, keys, paragraph, spread
from surveykit.tui.scrolled import Scrolled
from surveykit.tui.words import say

FIXED: Mapping[Context, tuple[tuple[str, str], ...]] = {
    "interview": (("↑ ↓", "key_arrows"), ("PgUp PgDn", "key_page"), ("Home End", "key_text"), ("Ctrl+J", "key_line")),
    "words": (("← → Home End", "key_text"),),
    "list": (("↑ ↓ PgUp PgDn", "key_rows"),),
    "reading": (("↑ ↓ PgUp PgDn", "key_rows"),),
    "table": (("↑ ↓ ← →", "key_cells"),),
    "judging": (("↑ ↓ PgUp PgDn", "key_rows"),),
    "deciding": (("↑ ↓ PgUp PgDn", "key_rows"),),
    "coding": (
        ("A–Z 0–9", "key_gives"),
        ("↑ ↓ Home End", "key_to_answer"),
        ("← →", "key_to_word"),
        ("Shift+← → Space", "key_more_words"),
        ("PgUp PgDn", "key_page"),
    ),
    "codes": (("A–Z 0–9", "key_hot_about"), ("↑ ↓", "key_to_code"), ("PgUp PgDn", "key_page")),
    "settling": (
        ("A–Z 0–9", "key_hot"),
        ("↑ ↓", "key_to_code"),
        ("Space", "key_toggle"),
        ("← → Home End", "key_other_answer"),
        ("PgUp PgDn", "key_scroll_answer"),
    ),
}
"""Keys that mean the same in every keymap."""

KEYS = 20  # cells of the column of the keys
CODES = 6  # cells of the column of the codes


class Reading(Scrolled):
    """What the page below is about, and its keys; any of the usual keys goes back."""

    context: Context = "reading"

    def __init__(self, page: Page, manner: Manner) -> None:
        """Help on what has the focus."""
        self.language = page.language
        self._page = page
        self._manner = manner
        self._top = 0
        self._height = 1

    def actions(self) -> Sequence[str]:
        """Back."""
        return ("escape",)

    def about(self, width: int) -> Sequence[Line]:
        """What this is."""
        return paragraph(say(self.language, "help"), width)

    def press(self, key: str, sign: str | None) -> Move:  # noqa: ARG002 - the contract of a page
        """Scroll, or go back."""
        by = {"up": -1, "down": 1, "pageup": 1 - self._height, "pagedown": self._height - 1}.get(key)
        if by is not None:
            self._top += by
            return None
        return Back()

    def head(self, width: int) -> Sequence[Line]:
        """What this is."""
        return [spread((Piece(f" {say(self.language, 'help')}", "bar"),), (Piece(" ", "bar"),), width, "bar")]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """As much of the help as fits, from where it was scrolled to."""
        lines = [*self._page.about(width - 2), (), *self._keys(width - 2)]
        self._height = height
        self._top = min(max(self._top, 0), max(len(lines) - height, 0))
        return [(Piece(" "), *line) for line in lines[self._top : self._top + height]]

    def foot(self, width: int) -> Sequence[Line]:
        """How to go back."""
        return [keys([("Esc", say(self.language, "back"), "escape"), ("↑ ↓", "", "down")], width)]

    def _keys(self, width: int) -> list[Line]:
        """Every key that means something on the page below."""
        context = self._page.context
        taken = self._page.actions()
        rows = [(self._manner.labels(context, name, self.language), action_of(context, name).long) for name in taken]
        fixed = FIXED["interview" if context == "text" else context]
        lines: list[Line] = [(Piece(say(self.language, "keys"), "section"),)]
        for shown, word in (*rows, *fixed):
            if shown:
                first, *rest = paragraph(say(self.language, word), width, indent=" " * KEYS)
                lines += [(Piece(shown.ljust(KEYS), "key"), *first[1:]), *rest]
        return lines


def about_question(item: Item, language: str, width: int, *, offered: bool = False) -> list[Line]:
    """A question with its help, and how it is answered; its choices too where they are `offered` nowhere else."""
    stem = item.stem or item.context
    lines = paragraph(stem.into(language), width) if stem else []
    lines += paragraph(item.question.text.into(language), width, "now")
    if item.question.help:
        lines += [(), *paragraph(item.question.help.into(language), width)]
    if offered and isinstance(item.control, Choose | Rank):
        lines += [(), *(line for option in item.control.options for line in _option(option, language, width))]
    lines += [(), (Piece(say(language, "how_to_answer"), "section"),)]
    for sentence in _how(item.control, language):
        lines += paragraph(sentence, width)
    return lines


def _option(option: Option, language: str, width: int) -> list[Line]:
    """A choice with its code."""
    first, *rest = paragraph(option.label.into(language), width, indent=" " * CODES)
    return [(Piece(f"{option.value!s:<{CODES - 1}} ", "key"), *first[1:]), *rest]


def _how(control: Control, language: str) -> list[str]:
    """How a control is answered, in sentences."""
    match control:
        case Choose(several=False):
            return [say(language, "choose_one")]
        case Choose(least=least, most=most):
            return [say(language, "choose_several"), *_between(_end(least or None), _end(most), language, "how_many")]
        case Number():
            low, high = (control.range.low, control.range.high) if control.range else (None, None)
            return [say(language, "give_number"), *_between(_end(low), _end(high), language)]
        case Write(longest=longest, lines=lines):
            length = [say(language, "longest", count=longest)] if longest else []
            return [say(language, "write_lines" if lines else "write_line"), *length]
        case Date(earliest=earliest, latest=latest):
            return [say(language, "give_date"), *_between(earliest or "", latest or "", language)]
        case Clock(earliest=earliest, latest=latest, unit=""):
            return [say(language, "give_time"), *_between(earliest or "", latest or "", language)]
        case Clock(range=limits):
            low, high = (limits.low, limits.high) if limits else (None, None)
            return [say(language, "give_duration"), *_between(_end(low), _end(high), language)]
        case Rank(least=least, most=most):
            return [say(language, "put_in_order"), *_between(_end(least), _end(most), language, "how_many")]
        case Show():
            return [say(language, "show")]
        case _:
            assert_never(control)


def _between(low: str, high: str, language: str, word: str = "range") -> list[str]:
    return [say(language, word, low=low or "…", high=high or "…")] if low or high else []


def _end(value: float | None) -> str:
    return "" if value is None else format(value, ".15g")
