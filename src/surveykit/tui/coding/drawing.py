"""How an answer is drawn: its words and what is known of it on the left, the codes on the right, or below it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import dropwhile

from rich.cells import cell_len

from surveykit.coding.advice import Advice
from surveykit.coding.judgement import Words
from surveykit.coding.session import Session
from surveykit.coding.unit import Unit
from surveykit.tui.coding.answers import STATE_WORDS
from surveykit.tui.coding.codes import GAP, OUTCOMES, Row, code_lines, columns_of, in_columns, swatch
from surveykit.tui.coding.quoted import quoted
from surveykit.tui.draft import Draft, shortened
from surveykit.tui.lines import Line, Piece, field, paragraph, spread, typed_by, width_of
from surveykit.tui.words import say

WIDE = 64  # cells; where the screen is narrower, the codes stand below the answer
BETWEEN = 3  # cells between the answer and the codes
LEAST_CODES, MOST_CODES = 30, 64  # cells of the column of the codes
MOST_SPANS = 4  # of the words marked, shown with their codes
MOST_OTHERS = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to be drawn."""

    session: Session
    unit: Unit | None
    language: str
    chosen: Words | None
    advice: Sequence[Advice]
    asking: tuple[str, Draft] | None
    message: str
    failed: bool
    with_context: bool
    per_hour: int
    key_of: Callable[[str], str]  # the key of an action

    def say(self, word: str, **values: object) -> str:
        """A text of the program."""
        return say(self.language, word, **values)


class Drawing:
    """Draws answers, and knows where things then stand on the screen."""

    def __init__(self, tree: Sequence[Row]) -> None:
        """Draw answers beside a tree of codes."""
        self.text_width = 40
        self._tree = tree
        self._top = self._code_top = 0
        self._page = self._code_page = 1
        self._given: frozenset[str] = frozenset()  # the codes of the answer as it was drawn last
        self._longer = False  # whether the answer is longer than its room
        self._lines: Sequence[Line] = ()

    @property
    def row(self) -> int:
        """Which row of the answer stands at the top."""
        return self._top

    def top(self) -> None:
        """Another answer: from its beginning."""
        self._top = 0

    def scroll(self, pages: int) -> None:
        """A page of the answer where it is longer than its room, of the codes where it is not."""
        if self._longer:
            self._top += pages * max(self._page - 1, 1)
        else:
            self._code_top += pages * max(self._code_page - 1, 1)

    def turn(self, by: int) -> None:
        """A row of them."""
        if self._longer:
            self._top += by
        else:
            self._code_top += by

    def pointed(self, x: int, y: int) -> str:
        """What a click on a cell stands for."""
        return typed_by(self._lines[y], x) if 0 <= y < len(self._lines) else ""

    # --------------------------------------------------------------- the head

    def head(self, shown: Shown, width: int) -> Sequence[Line]:
        """The frame, the batch and how far one is; then which answer is in hand, and how it stands."""
        session = shown.session
        total = len(session.task.units)
        far = [f"{session.at + 1 if session.places else 0} {shown.say('of')} {len(session.places)}"]
        far.append(shown.say("judged_of", done=session.done, count=total))
        if shown.per_hour:
            far.append(shown.say("per_hour", count=shown.per_hour))
        while len(far) > 1 and cell_len(" · ".join(far)) > width * 2 // 3:
            far.pop()
        right = f"{' · '.join(far)} "
        named = [session.task.frame.title.into(shown.language), session.task.name, session.task.coder]
        left = f" {' · '.join(filter(None, named))}"
        return [
            spread((Piece(left, "bar"),), (Piece(right, "bar"),), width, "bar"),
            spread((Piece(f" {self._which(shown)}", "section"),), (Piece(f"{_choice(shown)} ", "dim"),), width),
        ]

    def _which(self, shown: Shown) -> str:
        unit, session = shown.unit, shown.session
        if unit is None:
            return ""
        held = session.held(unit.id)
        changed, due = session.task.changed(unit.id, held), session.task.due(unit.id, held)
        stands = "typing" if session.touched else "has_changed" if changed else "waits" if due else "judged"
        return " · ".join(filter(None, (unit.case, unit.question, unit.wave, shown.say(stands))))

    # --------------------------------------------------------------- the body

    def body(self, shown: Shown, width: int, height: int) -> Sequence[Line]:
        """At most so many lines."""
        below = _below(shown, width)
        room = max(height - len(below), 1)
        if shown.unit is None:
            lines: list[Line] = [(), *paragraph(shown.say("none_shown"), width - 2, indent=" ")]
        elif width >= WIDE:
            lines = self._beside(shown, shown.unit, width, room)
        else:
            lines = self._stacked(shown, shown.unit, width, room)
        self._lines = [*lines[:room], *[()] * (room - len(lines)), *below][:height]
        return self._lines

    def _beside(self, shown: Shown, unit: Unit, width: int, room: int) -> list[Line]:
        side = min(max(width * 9 // 20, LEAST_CODES), MOST_CODES)
        across = width - side - BETWEEN - 1
        left, right = self._answer(shown, unit, across, room), self._codes(shown, side, room)
        return [
            (
                Piece(" "),
                *(line := left[n] if n < len(left) else ()),
                Piece(" " * max(across - width_of(line), 0)),
                Piece(" │ ", "dim"),
                *(right[n] if n < len(right) else ()),
            )
            for n in range(room)
        ]

    def _stacked(self, shown: Shown, unit: Unit, width: int, room: int) -> list[Line]:
        codes = self._codes(shown, width - 2, max(room // 2, 1))
        answer = self._answer(shown, unit, width - 2, max(room - len(codes) - 1, 1))
        rule: Line = (Piece("─" * width, "dim"),)
        gap = max(room - len(codes) - 1 - len(answer), 0)
        return [*((Piece(" "), *line) for line in (*answer, *[()] * gap)), rule, *((Piece(" "), *c) for c in codes)]

    def _codes(self, shown: Shown, width: int, room: int) -> list[Line]:
        session = shown.session
        across = columns_of(len(self._tree) + 3, width, room)
        told = partial(code_lines, session.task.frame, self._tree, session.draft, shown.language)
        lines = told(width, shown.key_of, cut=False) if across == 1 else []
        if not 0 < len(lines) <= room:
            lines = in_columns(told((width - GAP * (across - 1)) // across, shown.key_of), across, width)
        self._code_page = room
        if len(lines) <= room:
            self._code_top = 0
            return lines
        shown_rows = max(room - 1, 1)
        self._given_into_sight(lines, session.draft.codes, shown_rows)
        self._code_top = min(max(self._code_top, 0), len(lines) - shown_rows)
        left = len(lines) - shown_rows
        more = shortened(shown.say("more_codes", count=left, key=shown.key_of("find_code")), width)
        return [*lines[self._code_top : self._code_top + shown_rows], (Piece(more, "dim"),)]

    def _given_into_sight(self, lines: Sequence[Line], codes: Collection[str], rows: int) -> None:
        """Have a code that was given just now in the window."""
        fresh = {f"code:{code}" for code in codes if code not in self._given}
        self._given = frozenset(codes)
        at = next((n for n, line in enumerate(lines) if any(piece.types in fresh for piece in line)), None)
        if at is not None and not self._code_top <= at < self._code_top + rows:
            self._code_top = at - rows + 1 if at > self._code_top else at

    def _answer(self, shown: Shown, unit: Unit, width: int, room: int) -> list[Line]:
        """The words of the answer, as much as fits, and what is known of it below them."""
        self.text_width = width
        text = quoted(unit.text, shown.session.draft.spans, shown.chosen, width)
        about = list(dropwhile(lambda line: not line, _about(shown, unit, width)))
        least = min(len(text), max(room // 2, 1))
        fitting = max(room - least - 2, 0)
        if len(about) > fitting:
            about = [*about[: max(fitting - 1, 0)], (Piece("…", "dim"),)][:fitting]
        self._page = max(room - len(about) - 2, 1)
        self._longer = len(text) > self._page
        if shown.chosen is not None:
            self._into_sight(text, len(text))
        self._top = min(max(self._top, 0), max(len(text) - self._page, 0))
        rows = text[self._top : self._top + self._page]
        left = len(text) - self._top - len(rows)
        gap: Line = (Piece(shown.say("more_rows", count=left), "dim"),) if left else ()
        return [(), *rows, gap, *about]

    def _into_sight(self, text: Sequence[Line], count: int) -> None:
        """Have the words that are chosen in the window."""
        at = next((n for n in range(count) if any(piece.style == "caret" for piece in text[n])), self._top)
        if not self._top <= at < self._top + self._page:
            self._top = at


def _choice(shown: Shown) -> str:
    """Which answers are shown, where it is not all of them, and whether the batch is blind."""
    choice = shown.session.choice
    state = "" if choice.state == "all" else shown.say(STATE_WORDS[choice.state])
    blind = shown.say("blind") if shown.session.task.blind else ""
    return " · ".join(filter(None, (state, f"'{choice.words}'" if choice.words else "", blind)))


def _about(shown: Shown, unit: Unit, width: int) -> Iterator[Line]:
    """What is known of an answer: twins, marked words, reason, note, what others hold, suggestions, closed answers."""
    session, draft = shown.session, shown.session.draft
    if len(session.place) > 1:
        said = shown.say("same_words", count=len(session.place))
        twins: Line = (Piece("≡ ", "key"), Piece(shortened(said, width - 2)))
        alone: Line = (Piece(f"  {shown.key_of('part')} ", "key", "part"), Piece(shown.say("part"), "dim", "part"))
        yield from [(*twins, *alone)] if width_of(twins) + width_of(alone) <= width else [twins, alone]
    for span in draft.spans[:MOST_SPANS]:
        words = shortened(unit.text[span.start : span.end], max(width - cell_len(span.code) - 7, 1))
        yield (*swatch(session.task.frame, span.code), Piece(f"{span.code} ", "chosen"), Piece(f"“{words}”", "dim"))
    if draft.reason:
        yield from paragraph(f"{shown.say(OUTCOMES['uncodable'])}: {draft.reason}", width, "soft")
    if draft.note:
        yield from paragraph(f"{shown.say('note_is')}: {draft.note}", width, "soft")
    for coding in session.task.others.get(unit.id, ())[:MOST_OTHERS]:
        held = " ".join(coding.codes) or shown.say(OUTCOMES[coding.outcome])
        yield (Piece(shortened(f"{coding.coder}: {held}", width), "dim"),)
    if shown.with_context and unit.context:
        yield ()
        yield (Piece(shown.say("closed_answers"), "section"),)
        for label, answer in unit.context.items():
            first, *rest = paragraph(f"{label}: {answer}", width)
            yield first
            yield from ((Piece("  "), *line) for line in rest)
    if shown.advice:
        yield ()
        yield (Piece(shown.say("suggestions"), "section"),)
        for number, advice in enumerate(shown.advice, 1):
            yield from _suggestion(shown, number, advice, width)


def _suggestion(shown: Shown, number: int, advice: Advice, width: int) -> Iterator[Line]:
    """A suggestion with its key, and why; the reason stands below where it does not fit beside."""
    frame, action = shown.session.task.frame, f"advice_{number}"
    facts = frame.codes.get(advice.code)
    given = advice.code in shown.session.draft.codes
    key = f"{shown.key_of(action)} "
    label = shortened(facts.label.into(shown.language) if facts else advice.code, width - cell_len(key))
    named: Line = (Piece(key, "key", action), Piece(label, "chosen" if given else "plain", action))
    if width_of(named) + cell_len(advice.why) + 2 <= width:
        yield (*named, Piece(f"  {advice.why}", "dim", action))
    else:
        yield named
        yield (Piece(" " * cell_len(key)), Piece(shortened(advice.why, width - cell_len(key)), "dim", action))


def _below(shown: Shown, width: int) -> list[Line]:
    """What is asked for, or the last message; one line is kept for it, so that nothing jumps."""
    lines: list[Line] = [()]
    if shown.asking is not None:
        word, draft = shown.asking
        ask = f" {word} › "
        lines.append((Piece(ask, "now"), *_window(draft, max(width - cell_len(ask) - 2, 2))))
    if shown.message:
        lines += [
            (Piece(" "), *line) for line in paragraph(shown.message, width - 2, "failed" if shown.failed else "now")
        ]
    return lines if len(lines) > 1 else [(), ()]


def _window(draft: Draft, room: int) -> Line:
    """As much of what is typed as fits, with the caret in it."""
    start, end = draft.caret, draft.caret
    while start and cell_len(draft.text[start - 1 : draft.caret]) < room:
        start -= 1
    while end < len(draft.text) and cell_len(draft.text[start : end + 1]) <= room:
        end += 1
    return field(draft.text[start:end], draft.caret - start, room)
