"""The questionnaire on paper made of lines: each question resting with its answer, or live with a field to type in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from rich.cells import cell_len

from surveykit.instrument.control import (
    NONE_OF_THESE,
    Choose,
    Clock,
    Control,
    Date,
    Number,
    Option,
    Rank,
    Show,
    Write,
)
from surveykit.interview.standing import Item
from surveykit.missing import Answer, Empty, Value
from surveykit.tui.draft import Draft, row_of, rows, shortened, wrapped
from surveykit.tui.lines import Block, Line, Piece, Style, field, spread
from surveykit.tui.words import reason_words, say

MARGIN = 8  # the mark, the number of the question and a space
GAP = 2  # cells between columns of choices
LONGEST_ROWS = 8  # of a long answer being typed
CHOICE_ROWS = 15  # of choices; of more than these, those that fit what is typed are shown


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
    words = wrapped(item.question.text.into(language), width - MARGIN)
    said = "" if item.answer is None else answer_words(item.control, item.answer, language)
    head = (*_mark(item), Piece(words[0]))
    lines: list[Line] = [head, *((Piece(" " * MARGIN), Piece(row)) for row in words[1:])]
    if said:
        beside = width - MARGIN - cell_len(words[-1]) - 2
        if cell_len(said) <= beside:
            last = lines[-1]
            lines[-1] = spread(last, (Piece(said, "answer"),), width - 1)
        else:
            lines.append((Piece(" " * MARGIN), Piece("→ "), Piece(shortened(said, width - MARGIN - 3), "answer")))
    return Block((*_section(item, language, width), *lines, *_below(item, language, width)))


def live(
    item: Item, draft: Draft, notes: Sequence[Line], language: str, size: tuple[int, int], *, typing: bool = True
) -> Block:
    """The question in hand: its wording, its choices, the field, and what is wrong with the answer.

    Args:
        item: the question.
        draft: what is being typed.
        notes: lines to stand below it.
        language: the language of the interview.
        size: the cells across and the rows of the window.
        typing: whether keys go into the field; a remark is being typed where they do not.
    """
    width, height = size
    section = _section(item, language, width)
    words = wrapped(item.question.text.into(language), width - MARGIN)
    head: list[Line] = [(*_mark(item, now=True), Piece(words[0], "now"))]
    head += [(Piece(" " * MARGIN), Piece(row, "now")) for row in words[1:]]
    room = max(min(height - len(section) - len(head) - len(notes) - 3, CHOICE_ROWS), 3)
    choices: Sequence[Line] = ()
    if isinstance(item.control, Choose | Rank):
        choices = _choices(offered(item.control), draft.text, language, width - MARGIN, room)
    rows_typed, caret = _field(item, draft, language, width - MARGIN)
    if not typing:
        rows_typed = [tuple(_without_caret(piece) for piece in line) for line in rows_typed]
    indented = [(Piece(" " * MARGIN), *line) for line in (*choices, *rows_typed)]
    lines = (*section, *head, *indented, *_below(item, language, width, hints=typing), *notes)
    if not rows_typed:
        return Block(lines)
    at = len(section) + len(head) + len(choices) + caret
    return Block(lines, len(lines) - 1 if len(lines) - at <= height else at)


def raw_of(answer: Answer | None) -> str:
    """An answer as it would be typed; an empty one has nothing to type."""
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
    """An answer in words: `1 Yes`, `12 persons`, `[don't know]`."""
    if isinstance(answer, Empty):
        return f"[{reason_words(language, answer.reason)}]"
    if isinstance(control, Choose | Rank):
        chosen = answer if isinstance(answer, tuple) else (answer,)
        labels = {option.value: option.label.into(language) for option in control.options}
        return "; ".join(f"{value} {labels.get(value, '')}".rstrip() for value in chosen) or say(language, "none")
    unit = control.unit.into(language) if isinstance(control, Number) else ""
    return f"{raw_of(answer)} {unit}".rstrip()


def takes_several(control: Control) -> bool:
    """Whether several codes are typed, one after the other."""
    return isinstance(control, Rank) or (isinstance(control, Choose) and control.several)


def offered(control: Choose | Rank) -> Choose:
    """Choices to put in order, as choices of which several may be typed."""
    return control if isinstance(control, Choose) else Choose(control.options, several=True)


def codes_typed(control: Choose, typed: str) -> frozenset[Value]:
    """The choices whose codes stand in what is being typed."""
    words = {word.casefold() for word in (typed.replace(",", " ").split() if control.several else [typed.strip()])}
    return frozenset(option.value for option in control.options if str(option.value).casefold() in words)


def fitting(control: Choose, typed: str, language: str) -> list[Option]:
    """The choices whose code or a word of whose label begins with what was typed last."""
    last = (typed.rpartition(" ")[2] if control.several else typed).strip().casefold()
    return [option for option in control.options if last in ("", NONE_OF_THESE) or _begins(option, last, language)]


def named(control: Choose, typed: str, language: str) -> list[Option]:
    """The choices whose label begins with what was typed: one, and the letters may stand for its code."""
    begun = typed.strip().casefold()
    if control.several or not any(sign.isalpha() for sign in begun) or codes_typed(control, typed):
        return []
    return [option for option in control.options if option.label.into(language).casefold().startswith(begun)]


def _begins(option: Option, typed: str, language: str) -> bool:
    label = option.label.into(language).casefold()
    return str(option.value).casefold().startswith(typed) or any(
        label.startswith(typed, start) for start in range(len(label)) if start == 0 or label[start - 1] == " "
    )


def _mark(item: Item, *, now: bool = False) -> Line:
    sign: str = "✓" if item.answer is not None else "·"
    style: Style = "mark"
    open_ = [found for found in item.problems if found.accepted is None]
    if isinstance(item.control, Show):
        sign = " "
    if open_:
        sign, style = ("!", "hard") if any(found.severity == "hard" for found in open_) else ("?", "soft")
    number = shortened(item.question.number, 4).rjust(4)
    return Piece("▸" if now else " ", "now"), Piece(sign, style), Piece(f"{number}  ", "now" if now else "dim")


def _section(item: Item, language: str, width: int) -> list[Line]:
    if not item.first:
        return []
    title = shortened(item.section.title.into(language), width - 8)
    return [(Piece(f"── {title} {'─' * (width - cell_len(title) - 5)}", "section"),)]


def _below(item: Item, language: str, width: int, *, hints: bool = False) -> list[Line]:
    """Problems with the answer and the remark on it, each with a sign before the words."""
    lines: list[Line] = []
    for found in item.problems:
        message = found.message.into(language)
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


def _choices(control: Choose, typed: str, language: str, width: int, room: int) -> list[Line]:
    """The choices in as many columns as fit; where they are too many, those that fit what is typed."""
    chosen = codes_typed(control, typed)
    cells = _cells(control, control.options, chosen, language)
    if _rows_of(cells, width) <= room:
        return _columns(cells, width)
    options = fitting(control, typed, language) or list(control.options)
    cells = _narrowed(_cells(control, options, chosen, language), width)
    shown = len(cells)
    while shown > 1 and _rows_of(cells[:shown], width) > room - (shown < len(cells)):
        shown -= 1
    lines = _columns(cells[:shown], width)
    if left := len(control.options) - shown:
        lines.append((Piece(shortened(f"… {say(language, 'more', count=left)}", width), "dim"),))
    return lines


def _cells(
    control: Choose, options: Sequence[Option], chosen: frozenset[Value], language: str
) -> list[tuple[str, str, bool]]:
    """Each choice as its box with the code, its label, and whether it is chosen."""
    before, after = "[]" if control.several else "()"
    longest = max(len(str(option.value)) for option in control.options)
    return [
        (
            f"{before}{'x' if option.value in chosen else ' '}{after} {str(option.value).rjust(longest)} ",
            option.label.into(language),
            option.value in chosen,
        )
        for option in options
    ]


def _narrowed(cells: list[tuple[str, str, bool]], width: int) -> list[tuple[str, str, bool]]:
    """The labels cut to half the width, so that long lists stand in two columns."""
    return [(box, shortened(label, width // 2 - GAP - cell_len(box)), chosen) for box, label, chosen in cells]


def _column_width(cells: Sequence[tuple[str, str, bool]]) -> int:
    return max(cell_len(box) + cell_len(label) for box, label, _ in cells) + GAP


def _rows_of(cells: Sequence[tuple[str, str, bool]], width: int) -> int:
    across = max((width + GAP) // _column_width(cells), 1)
    if across > 1:
        return -(-len(cells) // across)
    return sum(len(wrapped(label, width - cell_len(box))) for box, label, _ in cells)


def _columns(cells: Sequence[tuple[str, str, bool]], width: int) -> list[Line]:
    column = _column_width(cells)
    across = max((width + GAP) // column, 1)
    if across == 1:
        return [line for cell in cells for line in _hanging(*cell, width)]
    deep = -(-len(cells) // across)
    lines: list[Line] = []
    for row in range(deep):
        pieces: list[Piece] = []
        for box, label, chosen in cells[row::deep]:
            code = box[3:].strip()
            pieces.append(Piece(box, "chosen" if chosen else "key", code))
            pieces.append(Piece(label, "chosen" if chosen else "plain", code))
            pieces.append(Piece(" " * (column - cell_len(box) - cell_len(label))))
        lines.append(tuple(pieces[:-1]))
    return lines


def _hanging(box: str, label: str, chosen: bool, width: int) -> list[Line]:  # noqa: FBT001 - a cell, unpacked
    style: Style = "chosen" if chosen else "plain"
    first, *rest = wrapped(label, width - cell_len(box))
    code = box[3:].strip()
    lines: list[Line] = [(Piece(box, "chosen" if chosen else "key", code), Piece(first, style, code))]
    return lines + [(Piece(" " * cell_len(box)), Piece(row, style, code)) for row in rest]


def _field(item: Item, draft: Draft, language: str, width: int) -> tuple[list[Line], int]:
    """What is being typed, and the row of the caret."""
    control = item.control
    match control:
        case Show():
            return [], 0
        case Write(lines=True):
            return _long_field(control, draft, width)
        case Write():
            return [(Piece("› ", "now"), *_one_row(draft, min(width - 2, 56)))], 0
        case Number():
            size, after = 16, f" {control.unit.into(language)}"
        case Choose() | Rank() | Date() | Clock():
            size, after = 24, ""
        case _:
            assert_never(control)
    if isinstance(item.answer, Empty) and not draft.text:
        after += f"  [{reason_words(language, item.answer.reason)}]"
    return [(Piece("› ", "now"), *_one_row(draft, size), Piece(after, "answer"))], 0


def _without_caret(piece: Piece) -> Piece:
    return Piece(piece.text, "field") if piece.style == "caret" else piece


def _one_row(draft: Draft, width: int) -> Line:
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
