"""The page of a roster or a battery as a table: arrows lead from cell to cell, what is typed goes into the cell."""

from collections.abc import Sequence
from dataclasses import replace

from surveykit.instrument.control import Show, Write
from surveykit.interview.rows import parted
from surveykit.interview.session import Session
from surveykit.interview.standing import Item
from surveykit.text import Text
from surveykit.tui.choices import takes_several
from surveykit.tui.holding import frame
from surveykit.tui.holding.answers import Answers
from surveykit.tui.holding.extent import Extent, extent_of, without_row
from surveykit.tui.holding.grid import Grid, renewed
from surveykit.tui.holding.held import Held
from surveykit.tui.holding.pen import ONE_ROW
from surveykit.tui.holding.ruled import Ruled
from surveykit.tui.holding.task import ends_itself
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Context, Line, Move, Piece, paragraph, spread, typed_by
from surveykit.tui.looking.said import unsettled
from surveykit.tui.looking.why import why_not_asked
from surveykit.tui.paper import live, noted
from surveykit.tui.reading import about_question
from surveykit.tui.words import say

LOWEST = 6  # rows of the screen for the cell in hand


class Table:
    """Cells of a table, answered one after the other."""

    def __init__(self, held: Held, manner: Manner, grid: Grid, now: str) -> None:
        """Begin at the cell of a question, or at the first one."""
        self._held, self._manner = held, manner
        self._answers = Answers(held, self._go_on)
        self._grid, self._of = grid, held.session
        self._origin = now
        self._ruled = Ruled()
        names = [name for row in grid.rows for name in row]
        self._answers.go(now if now in names else next(iter(names), now))

    @property
    def session(self) -> Session:
        """The interview."""
        return self._held.session

    @property
    def now(self) -> str:
        """The question of the cell in hand."""
        return self._answers.now

    @property
    def language(self) -> str:
        """The language of the interview."""
        return self.session.language

    @property
    def context(self) -> Context:
        """A question, one that asks for words, or words about it."""
        return "words" if self._answers.asking else "text" if isinstance(self._item.control, Write) else "table"

    @property
    def grid(self) -> Grid:
        """The table as it stands now: rows come and go with the answers."""
        if self._of is not self.session:
            self._of = self.session
            self._grid = renewed(self.session, self._grid)
        return self._grid

    @property
    def _item(self) -> Item:
        return self._answers.item

    def actions(self) -> Sequence[str]:
        """What can be done in a table."""
        if self._answers.asking is not None:
            return ("enter", "escape", "help")
        empties = [reason for reason in frame.EMPTIES if reason in self._item.empties]
        rows = ("add_row", "delete_row") if self.grid.roster else ()
        return ("enter", "escape", *rows, *empties, "undo", "redo", "remark", "help", "palette", "leave")

    def about(self, width: int) -> Sequence[Line]:
        """How a table is used, and the question of the cell."""
        told = paragraph(self._manner.say(self.language, "about_table"), width)
        return [*about_question(self._item, self.language, width), (), *told]

    @property
    def rings(self) -> bool:
        """Whether the last key was refused."""
        return self._held.refuses

    def press(self, key: str, sign: str | None) -> Move:
        """Take an action or a key."""
        answers, empty = self._answers, not self.grid.names
        self._held.journal.visits.struck()
        self._held.notes = []
        if key == "ctrl+j":
            key = "enter"
        if self._held.journal.behind and key == "enter":
            answers.reread()
        elif answers.asking is not None:
            answers.in_words(key, sign)
        elif key == "leave" or (key == "escape" and not answers.pen.edited):
            return self._back() if answers.settle() else None
        elif key == "enter" and self._rests():
            return self._back()
        elif not self._command(key) and not self._travel(key):
            self._edit(key, sign)
        names = self.grid.names
        if empty and names and self.now not in names:
            answers.go(self.grid.rows[0][0])
        return None if self.now in names or not names else self._back()

    def paste(self, words: str) -> None:
        """Words for the cell in hand."""
        words = " ".join(words.split())
        if self._answers.asking is not None:
            self._answers.asking.words = self._answers.asking.words.typed(words)
        elif words and self._open():
            self._answers.pen.type(words)

    def wheel(self, by: int) -> None:
        """Another row."""
        self.press("down" if by > 0 else "up", None)

    def click(self, x: int, y: int) -> Move:
        """Go to a cell; a click on a choice of a line answers it."""
        self._held.notes = []
        name, _, code = typed_by(self._ruled.at(y), x).partition("=")
        if self._answers.asking is not None or name not in self.grid.names:
            return None
        if name != self.now and not self._answers.settle():
            return None
        self._held.journal.visits.struck()
        if name != self.now:
            self._answers.go(name)
        if code and self._open():
            self._answers.pen.pick(code, several=takes_several(self._item.control))
            if not takes_several(self._item.control):
                self._answers.enter()
        return None

    def back(self, left: Back) -> None:
        """Help was read, or a command chosen."""

    def head(self, width: int) -> Sequence[Line]:
        """What the table is called, and whether all is saved."""
        saved = self._held.saved(typing=self._answers.typing)
        state = Piece(
            f"{say(self.language, saved, count=self._held.journal.unsent)} ", "failed" if saved == "failed" else "bar"
        )
        rows = ""
        if self.grid.roster and (extent := self._extent()):
            rows = f"{say(self.language, 'rows_of', count=extent.rows, most=extent.most)} · "
        return [spread((Piece(f" {self.grid.title}", "bar"),), (Piece(rows, "bar"), state), width, "bar")]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The table around the cell in hand, and below it the question of that cell."""
        room = max(height - max(height // 2, LOWEST), 3)
        above = self._ruled.drawn(self.session, self.grid, self.now, self._typed(), (width, room))
        room = height - len(above) - 1
        return [*above, (), *self._cell(width, room)] if room > 0 else above[:height]

    def foot(self, width: int) -> Sequence[Line]:
        """The empty answers the cell allows, and the keys that matter."""
        if self._answers.asking is not None:
            return frame.foot(self.session, self._item, self._manner, width, words=True)
        rows = ("add_row", "delete_row") if self.grid.roster else ()
        words = {"enter": say(self.language, "go_there" if self._rests() else "next")}
        empties = frame.foot(self.session, self._item, self._manner, width)[0]
        names = ("enter", *rows, "undo", "help", "escape")
        return [empties, self._manner.foot(self.context, names, self.language, width, words)]

    def _command(self, key: str) -> bool:
        """The actions that do something to the cell, or to the rows."""
        answers = self._answers
        if key in frame.EMPTIES and self._open():
            answers.empty(key)
        elif key == "undo":
            answers.undo()
        elif key == "redo":
            answers.redo()
        elif key == "remark":
            answers.remark(self.now)
        elif key in {"add_row", "delete_row"} and self.grid.roster:
            self._resize(1 if key == "add_row" else -1)
        return key in {*frame.EMPTIES, "undo", "redo", "remark", "add_row", "delete_row"}

    def _travel(self, key: str) -> bool:
        """To another cell, after what is typed in this one was stored."""
        place = self.grid.place(self.now)
        step = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}.get(key)
        step = step or {"pageup": (-10, 0), "pagedown": (10, 0), "following": (0, 1), "previous": (0, -1)}.get(key)
        if place is None or step is None or (key in {"left", "right"} and not self._at_end(key)):
            return False
        if self._answers.settle():
            self._to(place[0] + step[0], place[1] + step[1], turning=key in {"following", "previous"})
        return True

    def _at_end(self, key: str) -> bool:
        """Whether the caret has no way to go in what is typed: then an arrow leads out of the cell."""
        pen = self._answers.pen
        return not pen.edited or pen.draft.caret == (0 if key == "left" else len(pen.draft.text))

    def _to(self, row: int, column: int, *, turning: bool = False) -> None:
        """To a cell, or the nearest one there is; beyond the end of a row to the next row, where `turning`."""
        rows = self.grid.rows
        if turning and not 0 <= column < len(rows[0]):
            row, column = (row + 1, 0) if column > 0 else (row - 1, len(rows[0]) - 1)
            if not 0 <= row < len(rows):
                return
        row = min(max(row, 0), len(rows) - 1)
        self._answers.go(rows[row][min(max(column, 0), len(rows[row]) - 1)])

    def _go_on(self) -> None:
        """To the next cell that is asked: to the right in a roster, down in a battery."""
        names = [name for row in self.grid.rows for name in row]
        after = names[names.index(self.now) + 1 :] if self.now in names else names
        name = next((name for name in after if name in self.session.places), None)
        if name is not None:
            self._answers.go(name)
        else:
            self._held.note(self._held.say("table_ends"))

    def _edit(self, key: str, sign: str | None) -> None:
        """Take a key into the cell; in a battery of choices a code that ends itself is stored, or refused, at once."""
        answers = self._answers
        if key == "enter":
            answers.enter()
        elif key == "escape":
            answers.begin()
        elif key in {"home", "end"}:
            answers.pen.move(key, ONE_ROW)
        elif self._open():
            answers.pen.edit(key, sign, self._item)
            if self.grid.choices and sign and ends_itself(self._item.control, answers.pen.draft.text, self.language):
                answers.enter()

    def _open(self) -> bool:
        """Whether the cell can be answered; why not is said."""
        if self._held.closed():
            return False
        if self.now in self.session.places and not isinstance(self._item.control, Show):
            return True
        self._held.note(why_not_asked(self.session, self.now))
        return False

    def _rests(self) -> bool:
        """Whether Enter has nothing to store or to accept here."""
        pen = self._answers.pen
        return not (pen.touched or pen.suggested or unsettled(self._item))

    def _back(self) -> Back:
        return Back(go_to=self.now if self.now in self.session.places else self._origin)

    def _extent(self) -> Extent:
        return extent_of(self.session, self.grid.roster, self.grid.above)

    def _resize(self, by: int) -> None:
        """A row more or less, where an answer is their number; otherwise it is said where that is decided."""
        extent, roster = self._extent(), self.grid
        if not self._answers.settle():
            return
        count = extent.rows + by
        if not extent.counted:
            self._held.note(self._held.say("row_at_question"))
            if extent.question:
                self._answers.go(extent.question)
        elif count > extent.most:
            self._held.note(self._held.say("no_more_rows", count=extent.most), "hard")
        elif count < 0:
            self._held.note(self._held.say("no_row_left"))
        else:
            place = roster.place(self.now) or (0, 0)
            if self._counted(extent, count, place[0]):
                self._held.note(self._held.say("row_added" if by > 0 else "row_taken", count=count))
                rows = self.grid.rows
                row = len(rows) - 1 if by > 0 else min(place[0], len(rows) - 1)
                self._answers.go(rows[row][0 if by > 0 else place[1]] if rows else extent.question)

    def _counted(self, extent: Extent, count: int, row: int) -> bool:
        """Have so many rows; a row that goes and is not the last one has those after it move up."""
        if count > extent.rows or row == extent.rows - 1:
            return self._answers.answer(extent.question, count)
        name = parted(self.now)[1]
        step = without_row(self.session, self.grid.roster, self.grid.above, name, extent.question)
        if step is None:
            self._held.note(self._held.say("only_last_row"), "hard")
        return step is not None and not self._held.closed() and self._answers.do_together(step)

    def _typed(self) -> str | None:
        return self._answers.pen.draft.text if self._answers.pen.edited else None

    def _cell(self, width: int, height: int) -> Sequence[Line]:
        """The question of the cell in hand, without the heading and the wording that stand above the table."""
        item = replace(self._item, first=False, stem=Text(), context=Text())
        notes = [line for note in self._held.notes for line in noted(note, width)]
        if self._answers.asking is not None:
            notes = [self._answers.asking.row(self.language, width), *notes]
        pen = self._answers.pen
        typing, suggested = self._answers.asking is None, pen.suggested
        block = live(item, pen.draft, notes, self.language, (width, height), typing=typing, suggested=suggested)
        first = min(max(block.focus - height + 1, 0), max(len(block.lines) - height, 0))
        return block.lines[first : first + height]
