"""The questionnaire on paper made of lines: each question resting with its answer, or live with a field to type in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from rich.cells import cell_len

from surveykit.instrument.control import NONE_OF_THESE, Choose, Clock, Control, Date, Number, Rank, Show, Write
from surveykit.interview.standing import OFFERED, Item
from surveykit.missing import Answer, Empty, Value
from surveykit.tui.choices import choice_lines
from surveykit.tui.draft import Draft, row_of, rows, shortened, wrapped
from surveykit.tui.lines import Block, Line, Piece, Style, field, spread, width_of
from surveykit.tui.words import reason_words, say

MARGIN = 8  # the mark, the number of the question and a space
NARROWEST = 6  # cells of a field
LONGEST_ROWS = 8  # of a long answer being typed
CHOICE_ROWS = 15  # of choices; of more than these, those that fit what is typed are shown
SOURCES = {"document": "from_document", "register": "from_register"}
BREAK = " \N{PILCROW SIGN} "  # a new line, where an answer is told in one row


_SIGNS: dict[Style, str] = {"dim": "  ", "hard": "! ", "soft": "? ", "failed": "! "}


@dataclass(frozen=True, slots=True)
class Note:
    """A message below a question; its sign says without any colour what it is."""

    text: str
    style: Style = "dim"
    sign: str = ""
    about: str = ""  # the question it tells of, which says it itself when it is in hand


def resting(item: Item, language: str, width: int) -> Block:
    """A question that is not being answered: its wording and, beside or below it, the answer."""
    said = "" if item.answer is None else answer_words(item.control, item.answer, language)
    lines = _wording(item, language, width)
    if said:
        beside = width - 2 - width_of(lines[-1])
        if cell_len(said) <= beside:
            lines[-1] = spread(lines[-1], (Piece(said, "answer"),), width - 1)
        else:
            lines.append((Piece(" " * MARGIN), Piece("→ "), Piece(shortened(said, width - MARGIN - 3), "answer")))
    return Block((*_above(item, language, width), *lines, *_below(item, language, width)))


def live(
    item: Item,
    draft: Draft,
    notes: Sequence[Line],
    language: str,
    size: tuple[int, int],
    *,
    typing: bool = True,
    suggested: bool = False,
) -> Block:
    """The question in hand: its wording, its choices, the field, and what is wrong with the answer.

    Args:
        item: the question.
        draft: what is being typed.
        notes: lines to stand below it.
        language: the language of the interview.
        size: the cells across and the rows of the window.
        typing: whether keys go into the field; a remark is being typed where they do not.
        suggested: whether what stands in the field was put there by the instrument, and is no answer yet.
    """
    width, height = size
    head = [*_above(item, language, width, now=True), *_wording(item, language, width, now=True)]
    room = max(min(height - len(head) - len(notes) - 3, CHOICE_ROWS), 3)
    choices: Sequence[Line] = ()
    if isinstance(item.control, Choose | Rank):
        choices = choice_lines(item.control, draft.text, language, width - MARGIN, room)
    rows_typed, caret = _field(item, draft, language, width - MARGIN)
    if suggested and rows_typed:
        rows_typed = _with_suggested(rows_typed, language, width - MARGIN)
    if not typing:
        rows_typed = [tuple(_without_caret(piece) for piece in line) for line in rows_typed]
    indented = [(Piece(" " * MARGIN), *line) for line in (*choices, *rows_typed)]
    lines = (*head, *indented, *_below(item, language, width, hints=typing), *notes)
    if not rows_typed:
        return Block(lines)
    at = len(head) + len(choices) + caret
    return Block(lines, len(lines) - 1 if len(lines) - at <= height else at)


def bare(item: Item, language: str, width: int) -> Block:
    """A question for those who know the form: its number, a short name and the code, in one line; a note in none."""
    if isinstance(item.control, Show):
        return Block(tuple(_heading(item, language, width)))
    said = item.answer if isinstance(item.answer, Empty) else None
    code = f"[{reason_words(language, said.reason)}]" if said else raw_of(item.answer)
    shown = Piece(shortened(code, max(width - _named(width) - MARGIN - 3, 4)), "answer")
    return Block((*_heading(item, language, width), (*_name(item, language, width), Piece("  "), shown)))


def bare_live(
    item: Item, draft: Draft, notes: Sequence[Line], language: str, width: int, *, typing: bool = True
) -> Block:
    """The question in hand for those who know the form: the field beside its name, and what is wrong below."""
    head = _heading(item, language, width)
    room = max(width - _named(width) - MARGIN - 4, 4)
    typed = one_row(draft, min(room, 40))
    if isinstance(item.answer, Empty) and not draft.text:
        typed = (*one_row(draft, 4), Piece(f" [{reason_words(language, item.answer.reason)}]", "answer"))
    shown = typed if typing else tuple(_without_caret(piece) for piece in typed)
    line = (*_name(item, language, width, now=True), Piece("› ", "now"), *shown)
    return Block((*head, line, *_below(item, language, width, hints=typing), *notes), len(head))


def raw_of(answer: Answer | None) -> str:
    """An answer as it would be typed; an empty one, or none, has nothing to type."""
    match answer:
        case None | Empty():
            return ""
        case tuple():
            return " ".join(map(str, answer)) or NONE_OF_THESE
        case float():
            return format(answer, ".15g")
        case _:
            return str(answer)


def answer_words(control: Control, answer: Answer, language: str) -> str:
    """An answer in words: `1 Yes`, `12 persons`, `1:30 (90 min)`, `1. price; 2. quality`, `[don't know]`."""
    if isinstance(answer, Empty):
        return f"[{reason_words(language, answer.reason)}]"
    match control:
        case Rank(options=options):
            labels = {option.value: option.label.into(language) for option in options}
            chosen = answer if isinstance(answer, tuple) else (answer,)
            return "; ".join(f"{place}. {labels.get(value) or value}" for place, value in enumerate(chosen, 1))
        case Choose(options=options):
            labels = {option.value: option.label.into(language) for option in options}
            chosen = answer if isinstance(answer, tuple) else (answer,)
            return "; ".join(_choice(value, labels.get(value, "")) for value in chosen) or say(language, "none")
        case Clock(unit=unit) if unit:
            count, read = f"{raw_of(answer)} {say(language, unit)}", _read_off(answer, unit)
            return f"{read} ({count})" if read else count
        case Number(unit=unit):
            return f"{raw_of(answer)} {_counted(unit.into(language))}".rstrip()
        case _:
            return raw_of(answer).replace("\n", BREAK)


def _counted(unit: str) -> str:
    """A unit after a number; one that begins with a number itself, such as 1000 NOK, is multiplied by."""
    return f"\N{MULTIPLICATION SIGN} {unit}" if unit[:1].isdigit() else unit


def _choice(value: Value, label: str) -> str:
    return f"{value} {label}".rstrip() if label != str(value) else label


def _read_off(duration: Answer, unit: str) -> str:
    """A duration as a clock shows it: hours and minutes, or minutes and seconds; "" where it does not come out even."""
    small = duration * 60 if unit == "hours" and isinstance(duration, int | float) else duration
    if not isinstance(small, int | float) or abs(small - round(small)) > 1e-6 or small < 0:
        return ""
    large, rest = divmod(round(small), 60)
    return f"{large}:{rest:02}"


def _mark(item: Item, *, now: bool = False, alone: bool = False) -> Line:
    """The signs before a question and its number; the lines of a battery have none, unless nothing stands above."""
    sign: str = "✓" if item.answer is not None else "·"
    style: Style = "mark"
    open_ = [found for found in item.problems if found.accepted is None]
    if isinstance(item.control, Show):
        sign = " "
    if open_:
        sign, style = ("!", "hard") if any(found.severity == "hard" for found in open_) else ("?", "soft")
    number = "" if _numbered_above(item) and not alone else shortened(item.question.number, 4)
    return Piece("▸" if now else " ", "now"), Piece(sign, style), Piece(f"{number.rjust(4)}  ", "now" if now else "dim")


def _numbered_above(item: Item) -> bool:
    """Whether a line of a battery has no number but that of the battery, which stands above it."""
    return bool(item.stem or item.context) and item.question.number == item.question.made.number


def _above(item: Item, language: str, width: int, *, now: bool = False) -> list[Line]:
    """The heading of the section, and the wording of a battery, where they begin here."""
    lines = _heading(item, language, width)
    if item.stem:
        style: Style = "now" if now else "plain"
        number = f"  {shortened(item.question.made.number, 4).rjust(4)}  "
        first, *others = wrapped(item.stem.into(language), width - MARGIN)
        lines.append((Piece(number, "now" if now else "dim"), Piece(first, style)))
        lines += [(Piece(" " * MARGIN), Piece(row, style)) for row in others]
    return lines


def _heading(item: Item, language: str, width: int) -> list[Line]:
    """The heading of the section, where it begins here."""
    if not item.first:
        return []
    title = shortened(item.section.title.into(language), width - 8)
    return [(Piece(f"── {title} {'─' * (width - cell_len(title) - 5)}", "section"),)]


def _name(item: Item, language: str, width: int, *, now: bool = False) -> Line:
    """The mark, the number and a short name of a question, as wide as a column."""
    room, label = _named(width), item.question.label or item.question.text
    name = shortened(label.into(language), room)
    return (*_mark(item, now=now, alone=True), Piece(name + " " * (room - cell_len(name)), "now" if now else "plain"))


def _named(width: int) -> int:
    """The cells of a short name."""
    return max(min(width - MARGIN - 28, 60), 8)


def _wording(item: Item, language: str, width: int, *, now: bool = False) -> list[Line]:
    """The mark, the number and the wording of a question, and where its answer comes from if nobody is asked."""
    style: Style = "now" if now else "plain"
    first, *others = wrapped(item.question.text.into(language), width - MARGIN)
    lines: list[Line] = [(*_mark(item, now=now), Piece(first, style))]
    lines += [(Piece(" " * MARGIN), Piece(row, style)) for row in others]
    if item.question.source in SOURCES:
        source = Piece(f"({say(language, SOURCES[item.question.source])})", "dim")
        if width_of(lines[-1]) + cell_len(source.text) < width:
            lines[-1] = (*lines[-1], Piece(" "), source)
        else:
            lines.append((Piece(" " * MARGIN), source))
    return lines


def _below(item: Item, language: str, width: int, *, hints: bool = False) -> list[Line]:
    """Problems with the answer and the remark on it, each with a sign before the words."""
    lines: list[Line] = []
    for found in item.problems:
        message = say(language, "not_offered") if found.check == OFFERED else found.message.into(language)
        if found.accepted is not None:
            lines += noted(Note(f"{message} {say(language, 'accepted')}: {found.accepted}", sign="✓ "), width)
            continue
        lines += noted(Note(message, found.severity), width)
        if hints and found.severity == "soft":
            lines += noted(Note(say(language, "accept_hint")), width)
    if item.remark:
        lines += noted(Note(f"{say(language, 'the_remark')}: {item.remark}", sign="» "), width)
    return lines


def noted(note: Note, width: int) -> list[Line]:
    """A message below a question."""
    shown = wrapped(note.text, width - MARGIN - 2)
    return [
        (
            Piece(" " * MARGIN),
            Piece(note.sign or _SIGNS[note.style] if index == 0 else "  ", note.style),
            Piece(row, note.style),
        )
        for index, row in enumerate(shown)
    ]


def _field(item: Item, draft: Draft, language: str, width: int) -> tuple[list[Line], int]:
    """What is being typed, and the row of the caret."""
    control = item.control
    match control:
        case Show():
            return [], 0
        case Write(lines=True):
            return _long_field(control, draft, width)
        case Write():
            return [(Piece("› ", "now"), *one_row(draft, min(width - 2, 56)))], 0
        case Number():
            size, after = 16, f" {_counted(control.unit.into(language))}"
        case Clock(unit=unit) if unit:
            size, after = 16, f" {say(language, unit)}"
        case Choose() | Rank() | Date() | Clock():
            size, after = 24, ""
        case _:
            assert_never(control)
    if isinstance(item.answer, Empty) and not draft.text:
        after += f"  [{reason_words(language, item.answer.reason)}]"
    room = max(min(size, width - 2 - cell_len(after)), NARROWEST)
    return [(Piece("› ", "now"), *one_row(draft, room), Piece(after, "answer"))], 0


def _with_suggested(typed: Sequence[Line], language: str, width: int) -> list[Line]:
    """What is being typed with the word that it is a suggestion, beside the first row or below the last."""
    word = Piece(f"  {say(language, 'suggested')}", "dim")
    if width_of(typed[0]) + cell_len(word.text) > width:
        return [*typed, (word,)]
    return [(*typed[0], word), *typed[1:]]


def _without_caret(piece: Piece) -> Piece:
    return Piece(piece.text, "field") if piece.style == "caret" else piece


def one_row(draft: Draft, width: int) -> Line:
    """The part of a one-line draft around the caret."""
    if cell_len(draft.text) < width:
        return field(draft.text, draft.caret, width, whole=draft.whole)
    start = max(draft.caret - width + 2, 0)
    shown = draft.text[start : start + width - 1]
    return field(shown, draft.caret - start, width, whole=draft.whole)


def _long_field(control: Write, draft: Draft, width: int) -> tuple[list[Line], int]:
    spans = rows(draft.text, width - 3)
    now = row_of(spans, draft.caret)
    first = min(max(now - LONGEST_ROWS + 1, 0), max(len(spans) - LONGEST_ROWS, 0))
    lines: list[Line] = []
    for row, (start, end) in enumerate(spans[first : first + LONGEST_ROWS], first):
        text = draft.text[start:end]
        sign = "↑ " if row == first and first else "↓ " if row + 1 == first + LONGEST_ROWS < len(spans) else "› "
        filled = text + " " * max(width - 2 - cell_len(text), 0)
        shown = field(text, draft.caret - start, width - 2) if row == now else (Piece(filled, "field"),)
        lines.append((Piece(sign, "now"), *shown))
    if control.longest:
        lines.append((Piece(f"  {len(draft.text)}/{control.longest}", "dim"),))
    return lines, now - first
