"""Coders side by side: a row for each code that somebody gave, a column for each coder, and one for what holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from surveykit.coding.acts import Outcome
from surveykit.coding.settling.machine import Settling
from surveykit.tui.coding.hotkeys import hotkeys
from surveykit.tui.draft import shortened
from surveykit.tui.lines import Line, Piece, Style, paragraph
from surveykit.tui.words import say

NAMED = 8  # cells of a column that has room for the key and the name of a coder
WIDEST, NARROW, NARROWEST = 12, 5, 2  # cells of a coder's column
LABEL, SHORTEST = 24, 8  # cells of a label, and what it is left with where coders are many
SIGNS = 5  # cells before a label
OUTCOMES: tuple[Outcome, ...] = ("none", "uncodable")


@dataclass(frozen=True, slots=True)
class Row:
    """One code, or one way to judge an answer without any: who holds it, and whether it is to hold.

    `held` and `holds` are None where that is not known.
    """

    code: str
    label: str
    held: tuple[bool | None, ...]
    holds: bool | None
    outcome: Outcome = "coded"
    key: str = " "

    @property
    def differs(self) -> bool:
        """Whether not all coders hold the same."""
        return len(set(self.held)) > 1


def rows(settling: Settling, language: str) -> tuple[Row, ...]:
    """What somebody holds of the answer in hand, or is chosen: codes in the order of the frame, then no code at all."""
    found, draft = settling.found, settling.draft
    if found is None:
        return ()
    frame = settling.frame
    chosen = () if draft is None else draft.codes
    keys = {code: key for key, code in hotkeys(frame).items()}
    made = []
    for code in frame.ordered([*found.codes, *chosen]):
        facts = frame.codes.get(code)
        held = tuple(code in coding.codes for coding in found.codings)
        holds = None if draft is None else code in chosen
        made.append(Row(code, facts.label.into(language) if facts else "", held, holds, key=keys.get(code, " ")))
    for outcome in OUTCOMES:
        held = tuple(coding.outcome == outcome for coding in found.codings)
        holds = draft is not None and draft.outcome == outcome
        if any(held) or holds:
            made.append(Row("", say(language, f"judged_{outcome}"), held, None if draft is None else holds, outcome))
    return tuple(made)


def groups(settling: Settling, language: str) -> tuple[Row, ...]:
    """Whether the answer has what each attribute of the frame stands for, to each coder and as it is to hold."""
    found, draft, frame = settling.found, settling.draft, settling.frame
    if found is None:
        return ()
    return tuple(
        Row(
            "",
            attribute.label.into(language) or name,
            tuple(None if coding.outcome == "uncodable" else frame.has(coding.codes, name) for coding in found.codings),
            None if draft is None or draft.outcome == "uncodable" else frame.has(draft.codes, name),
        )
        for name, attribute in frame.attributes.items()
    )


def drawn(
    settling: Settling, shown: Sequence[Row], now: int, keys: Sequence[str], language: str, width: int
) -> tuple[list[Line], list[Line], list[Line]]:
    """The table: who stands in which column, the rows, and the groups that follow from the codes.

    Args:
        settling: what is being settled.
        shown: the rows.
        now: the row in hand.
        keys: the keys that take the side of the first coders.
        language: the language to speak.
        width: the cells across.
    """
    found = settling.found
    if found is None:
        return [], [], []
    cells = _cells(len(found.codings) + 1, width)
    columns = min(len(found.codings), (width - SIGNS - SHORTEST - 1) // cells - 1)
    room = width - SIGNS - cells * (columns + 1) - 1
    named = [(*_key_of(keys, place), coding.coder) for place, coding in enumerate(found.codings)]
    lines: list[Line] = []
    if cells < NAMED:
        lines += paragraph(" · ".join(" ".join(parts) for parts in named), width - 1, "key", " ")
    top: list[Piece] = [Piece(" " * (SIGNS + room))]
    for place, parts in enumerate(named[:columns]):
        head = _middle(" ".join(parts), cells) if cells >= NAMED else parts[0][: cells - 1].center(cells)
        top.append(Piece(head, "key", f"side_{place + 1}"))
    lines.append((*top, Piece(_middle(say(language, "to_hold"), cells), "section")))
    made = [_row(row, cells, columns, room, marked=at == now) for at, row in enumerate(shown)]
    return lines, made, [_group(row, cells, columns, room, language) for row in groups(settling, language)]


def _key_of(keys: Sequence[str], place: int) -> tuple[str, ...]:
    """The key that takes the side of a coder; nothing for those who have none."""
    return (keys[place],) if place < len(keys) and keys[place] else ()


def _cells(columns: int, width: int) -> int:
    """How wide a column is: the more coders, the narrower, and then the shorter the labels."""
    roomy, tight = ((width - SIGNS - label - 1) // columns for label in (LABEL, SHORTEST))
    return min(roomy, WIDEST) if roomy >= NARROW else min(max(tight, NARROWEST), NARROW)


def _row(row: Row, cells: int, columns: int, room: int, *, marked: bool) -> Line:
    sign = Piece("≠ ", "hard") if row.differs else Piece("= ", "mark")
    style: Style = "now" if marked else "plain"
    name = shortened(f"{row.code}  {row.label}".strip(), room - 2)
    name = f"{row.key} {name}"
    pieces = [Piece(" ▸ " if marked else "   ", "now"), sign, Piece(name + " " * (room - cell_len(name)), style)]
    pieces += [
        Piece(_middle("[x]" if held else " · ", cells), _held(row, held=bool(held))) for held in row.held[:columns]
    ]
    box = "[ ]" if not row.holds else "[x]"
    pieces.append(Piece(_middle(" ? " if row.holds is None else box, cells), "chosen" if row.holds else "dim"))
    return tuple(pieces)


def _group(row: Row, cells: int, columns: int, room: int, language: str) -> Line:
    words = {True: say(language, "judged_yes"), False: say(language, "judged_no"), None: "?"}
    sign = Piece("≠ ", "hard") if row.differs else Piece("= ", "mark")
    name = f"→ {shortened(row.label, room - 2)}"
    pieces = [Piece("   "), sign, Piece(name + " " * (room - cell_len(name)), "section")]
    pieces += [Piece(_middle(words[held], cells), _held(row, held=held is True)) for held in row.held[:columns]]
    pieces.append(Piece(_middle(words[row.holds], cells), "chosen" if row.holds else "dim"))
    return tuple(pieces)


def _held(row: Row, *, held: bool) -> Style:
    """The colour of a cell: what not all hold stands out where it is held."""
    if not held:
        return "dim"
    return "hard" if row.differs else "answer"


def _middle(text: str, cells: int) -> str:
    """A text in the middle of a column; a mark without its brackets where the column is narrow."""
    text = shortened(text if cells > len("[x]") else text.strip("[ ]") or "·", cells - 1)
    before = (cells - cell_len(text)) // 2
    return " " * before + text + " " * (cells - before - cell_len(text))


def remarks(settling: Settling, language: str, width: int) -> list[Line]:
    """What coders said beside their codes: reasons, notes, and the words a code was given for."""
    if settling.found is None:
        return []
    text = settling.codings.units[settling.found.unit].text
    lines: list[Line] = []
    for coding in settling.found.codings:
        said = [coding.reason] if coding.reason else []
        said += [f"» {coding.note}"] if coding.note else []
        if settling.codings.units[settling.found.unit].hash == coding.text:
            said += [f"{span.code} “{text[span.start : span.end]}”" for span in coding.spans]
        if coding.accepted:
            said.append(say(language, "was_suggested", codes=", ".join(coding.accepted)))
        if said:
            name = f" {coding.coder}: "
            first, *rest = paragraph(" · ".join(said), width, indent=" " * cell_len(name))
            lines += [(Piece(name, "key"), *first[1:]), *rest]
    return lines
