"""The page that F1 opens: about the question in hand, and every key."""

from collections.abc import Sequence
from typing import assert_never

from surveykit.instrument.control import Choose, Clock, Control, Date, Number, Rank, Show, Write
from surveykit.interview.standing import Item
from surveykit.tui.lines import Back, Line, Move, Piece, keys, paragraph, spread
from surveykit.tui.words import say

FORM_KEYS = (
    ("Enter", "key_enter"),
    ("↑ ↓ Tab", "key_arrows"),
    ("PgUp PgDn", "key_page"),
    ("Ctrl+Home Ctrl+End", "key_ends"),
    ("Home End", "key_text"),
    ("Esc", "key_esc"),
    ("F5 F6 F7 F8", "key_empties"),
    ("F1", "key_f1"),
    ("F2", "key_f2"),
    ("F4", "key_f4"),
    ("F9", "key_f9"),
    ("F10", "key_f10"),
    ("Ctrl+Q", "key_leave"),
)
LIST_KEYS = (("Enter", "key_list"), ("N  F3", "key_new"), ("Ctrl+Q  Esc", "leave"))


class Reading:
    """Lines to read; any of the usual keys goes back."""

    def __init__(self, language: str, item: Item | None = None) -> None:
        """Help on a question, or on the list of interviews where there is none."""
        self._language = language
        self._item = item
        self._top = 0
        self._height = 1

    def press(self, key: str, sign: str | None) -> Move:  # noqa: ARG002 - the contract of a page
        """Scroll, or go back."""
        by = {"up": -1, "down": 1, "pageup": 1 - self._height, "pagedown": self._height - 1}.get(key)
        if by is not None:
            self._top += by
            return None
        return Back()

    def paste(self, words: str) -> None:
        """Nothing to type here."""

    def wheel(self, by: int) -> None:
        """Scroll."""
        self._top += by

    def click(self, x: int, y: int) -> None:
        """Nothing to choose here."""

    def back(self, message: str) -> None:
        """Nothing stands above help."""

    def head(self, width: int) -> Sequence[Line]:
        """What this is."""
        return [spread((Piece(f" {say(self._language, 'help')}", "bar"),), (Piece(" ", "bar"),), width, "bar")]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """As much of the help as fits, from where it was scrolled to."""
        lines = [*self._about(width - 2), *self._keys(width - 2)]
        self._height = height
        self._top = min(max(self._top, 0), max(len(lines) - height, 0))
        return [(Piece(" "), *line) for line in lines[self._top : self._top + height]]

    def foot(self, width: int) -> Sequence[Line]:
        """How to go back."""
        return [keys([("Esc", say(self._language, "back")), ("↑ ↓", "")], width)]

    def _about(self, width: int) -> list[Line]:
        if self._item is None:
            return []
        language, question = self._language, self._item.question
        stem = self._item.stem or self._item.context
        lines = paragraph(stem.into(language), width) if stem else []
        lines += paragraph(question.text.into(language), width, "now")
        if question.help:
            lines += [(), *paragraph(question.help.into(language), width)]
        lines += [(), (Piece(say(language, "how_to_answer"), "section"),)]
        for sentence in _how(self._item.control, language):
            lines += paragraph(sentence, width)
        return [*lines, ()]

    def _keys(self, width: int) -> list[Line]:
        lines: list[Line] = [(Piece(say(self._language, "keys"), "section"),)]
        for key, word in FORM_KEYS if self._item else LIST_KEYS:
            first, *rest = paragraph(say(self._language, word), width, indent=" " * 20)
            shown = say(self._language, "enter") if key == "Enter" else key
            lines += [(Piece(shown.ljust(20), "key"), *first[1:]), *rest]
        return lines


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
