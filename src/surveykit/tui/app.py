"""The terminal app: gives the desk its keys in the order they were struck, and paints the lines it draws."""

import os
import signal
from asyncio import get_running_loop, wait
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import ClassVar, NamedTuple, TypeVar, get_args

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as Painted
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from surveykit.tui.draft import harmless
from surveykit.tui.keys.themes import NO_COLOUR, THEMES
from surveykit.tui.lines import Line, Piece, Style
from surveykit.tui.stack import Stack

T = TypeVar("T")

TICK = 1.0  # seconds from one look at what needs no key to the next
SLOW = 0.15  # seconds a key may take before it is said that it is being saved
PATIENCE = 5.0  # seconds a signal waits for the key before it
SIGNALLED = 128  # a program ended by a signal says 128 and the number of the signal


class Sheet(Widget):
    """The screen, painted line by line; only the lines that changed are painted again."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--{style}" for style in get_args(Style)}

    def __init__(self, draw: Callable[[], Awaitable[None]]) -> None:
        """Paint nothing yet; `draw` has lines drawn for another size."""
        super().__init__()
        self._draw = draw
        self._lines: Sequence[Line] = ()
        self._width = 0
        self._painted: dict[Style, Painted] = {}
        self._waiting = ""

    def show(self, lines: Sequence[Line]) -> None:
        """Paint the lines that are new."""
        before, self._lines = self._lines, lines
        if self._waiting or len(before) != len(lines) or self._width != self.size.width:
            self._waiting, self._width = "", self.size.width
            self.refresh()
            return
        changed = [y for y, (was, is_) in enumerate(zip(before, lines, strict=True)) if was != is_]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def wait(self, words: str) -> None:
        """Say at the end of the first line that something is being done; the rest stays as it was."""
        self._waiting = f" {words} "
        self.refresh(Region(0, 0, self.size.width, 1))

    async def on_resize(self) -> None:
        """Have it drawn for the new size."""
        await self._draw()

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._painted = {}

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = self._lines[y] if y < len(self._lines) else ()
        strip = Strip([Segment(harmless(piece.text), self._look(piece)) for piece in line if piece.text])
        bar = bool(line) and line[0].style in {"bar", "hot"}
        whole = strip.adjust_cell_length(self.size.width, self._style("bar" if bar else "plain"))
        if y or not self._waiting:
            return whole
        beside = max(self.size.width - cell_len(self._waiting), 0)
        return Strip([*whole.crop(0, beside), Segment(self._waiting, self._style("failed"))])

    def _look(self, piece: Piece) -> Painted:
        """The style of a piece, in its own colour where it has one and colours are wanted."""
        style = self._style(piece.style)
        own = piece.colour and self.app.theme != NO_COLOUR.name
        return style + Painted(color=piece.colour) if own else style

    def _style(self, style: Style) -> Painted:
        if style not in self._painted:
            self._painted[style] = self.get_component_rich_style(f"sheet--{style}")
        return self._painted[style]


class Drawn(NamedTuple):
    """What the desk says after a key: its lines, the words while the next key waits, and the last word of all."""

    lines: Sequence[Line]
    theme: str
    waiting: str
    done: bool
    farewell: str


class EntryApp(App[str], inherit_bindings=False):
    """Interviews in the terminal.

    Keys are taken here and nowhere else, one after the other: a widget that hands the focus on while keys wait would
    see them in another order than they were struck. The desk works in one thread of its own; the next key is taken when
    it has answered, and what it waits for, the disk or a server, never stops the painting.
    """

    CSS_PATH = "surveykit.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "surveykit"

    def __init__(self, desk: Stack) -> None:
        """Show a desk."""
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)  # Textual has black on black else
        self._desk = desk
        self._thread = ThreadPoolExecutor(1, "desk")
        self._sheet = Sheet(self.draw)
        self._waiting = ""
        self._typed_at = os.isatty(0)  # whether a terminal gives the keys; a browser gives them through a pipe
        for theme in THEMES.values():
            self.register_theme(theme)
        self._wear(desk.manner.settings.theme)

    def compose(self) -> ComposeResult:
        """One widget."""
        yield self._sheet

    async def on_mount(self) -> None:
        """Draw; and leave in order when the terminal is closed or the machine is shut down."""
        await self.draw()
        self.set_interval(TICK, self._tick)
        if self.is_headless:
            return
        for number in (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")):
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # `nohup` has it ignored
                with suppress(NotImplementedError):  # Windows
                    get_running_loop().add_signal_handler(number, self.hang_up, number)

    def hang_up(self, number: int) -> None:
        """Suspend what is open and end; what is still painted goes nowhere if the terminal is gone."""
        with suppress(TimeoutError):  # a key that waits for the store is waited for when the app is closed
            self._thread.submit(self._desk.hang_up).result(PATIENCE)
        if not os.isatty(2):
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, 0)
            os.dup2(nowhere, 2)
        self.exit("", return_code=SIGNALLED + number)

    def close(self) -> None:
        """Whatever ended the app: suspend what is open when the desk has done its last key, and let the thread go."""
        self._thread.submit(self._desk.hang_up).result()
        self._thread.shutdown()

    async def on_event(self, event: events.Event) -> None:
        """Take keys, pastes, clicks and the wheel; leave the rest to Textual."""
        desk = self._desk
        if isinstance(event, events.Key):
            await self._have(partial(desk.press, event.key, event.character))
            if desk.rings:
                self.bell()
        elif isinstance(event, events.Paste):
            await self._have(partial(desk.paste, event.text))
        elif isinstance(event, events.MouseScrollDown | events.MouseScrollUp):
            await self._have(partial(desk.wheel, 1 if isinstance(event, events.MouseScrollDown) else -1))
        elif isinstance(event, events.MouseDown) and event.button == 1:
            await self._have(partial(desk.click, event.x, event.y))
        else:
            await super().on_event(event)

    async def draw(self) -> None:
        """Paint what the desk shows now."""
        await self._have(lambda: None)

    async def _have(self, done: Callable[[], T]) -> T | None:
        """Have the desk do something in its thread, and paint what it shows then.

        Returns: what came of it; None when the app is being left.
        """
        size = self.size
        work = get_running_loop().run_in_executor(self._thread, self._worked, done, size)
        await wait([work], timeout=SLOW)
        if not work.done():
            self._sheet.wait(self._waiting)
        made, drawn = await work
        self._waiting = drawn.waiting
        if self.return_code is not None:
            return None
        if drawn.done:
            self.exit(drawn.farewell)
            return None
        self._wear(drawn.theme)
        if size == self.size:
            self._sheet.show(drawn.lines)
        return made

    def _wear(self, theme: str) -> None:
        """Put on the colours that were chosen; none where the environment wants none (NO_COLOR)."""
        wanted = NO_COLOUR.name if self.no_color else theme
        if self.theme != wanted:
            self.theme = wanted
            self.set_class(wanted == NO_COLOUR.name, "-colourless")

    async def _tick(self) -> None:
        """Have the page do what needs no key, bit by bit as long as there is more, with keys going between."""
        if self._typed_at and not os.isatty(0) and not self.is_headless:  # it was closed, and no signal came
            self.hang_up(getattr(signal, "SIGHUP", signal.SIGTERM))
        elif await self._have(self._desk.tick):
            self.call_later(self._tick)

    def _worked(self, done: Callable[[], T], size: Size) -> tuple[T, Drawn]:
        """What the desk's thread does: something, then the lines for the size of the screen."""
        made = done()
        desk = self._desk
        lines = desk.drawn(size.width, size.height) if size and not desk.done else ()
        return made, Drawn(lines, desk.manner.settings.theme, desk.waiting, desk.done, desk.farewell)
