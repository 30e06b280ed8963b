"""The terminal app: gives the desk its keys in the order they were struck, and paints the lines it draws."""

import os
import signal
from asyncio import get_running_loop
from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar, get_args

from rich.segment import Segment
from rich.style import Style as Painted
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from surveykit.tui.desk import Desk
from surveykit.tui.lines import Line, Style

SIGNALLED = 128  # a program ended by a signal says 128 and the number of the signal


class Sheet(Widget):
    """The screen, painted line by line; only the lines that changed are painted again."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--{style}" for style in get_args(Style)}

    def __init__(self, desk: Desk) -> None:
        """Paint what a desk draws."""
        super().__init__()
        self._desk = desk
        self._lines: Sequence[Line] = ()
        self._painted: dict[Style, Painted] = {}

    def draw(self) -> None:
        """Ask the desk for its lines, and paint those that are new."""
        width, height = self.size
        if not width or not height:
            return
        before, self._lines = self._lines, self._desk.drawn(width, height)
        if len(before) != len(self._lines):
            self.refresh()
            return
        changed = [y for y, (was, is_) in enumerate(zip(before, self._lines, strict=True)) if was != is_]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._lines = ()
        self.draw()

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._painted = {}

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = self._lines[y] if y < len(self._lines) else ()
        strip = Strip([Segment(piece.text, self._style(piece.style)) for piece in line if piece.text])
        bar = bool(line) and line[0].style in {"bar", "hot"}
        return strip.adjust_cell_length(self.size.width, self._style("bar" if bar else "plain"))

    def _style(self, style: Style) -> Painted:
        if style not in self._painted:
            self._painted[style] = self.get_component_rich_style(f"sheet--{style}")
        return self._painted[style]


class EntryApp(App[str], inherit_bindings=False):
    """Interviews in the terminal.

    Keys are taken here and nowhere else, one after the other: a widget that hands the focus on while keys wait would
    see them in another order than they were struck.
    """

    CSS_PATH = "surveykit.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "surveykit"

    def __init__(self, desk: Desk) -> None:
        """Show a desk."""
        super().__init__()
        self._desk = desk
        self._sheet = Sheet(desk)

    def compose(self) -> ComposeResult:
        """One widget."""
        yield self._sheet

    def on_mount(self) -> None:
        """Leave in order when the terminal is closed or the machine is shut down."""
        if self.is_headless:
            return
        for number in (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")):
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # `nohup` has it ignored
                with suppress(NotImplementedError):  # Windows
                    get_running_loop().add_signal_handler(number, self.hang_up, number)

    def hang_up(self, number: int) -> None:
        """Suspend what is open and end; what is still painted goes nowhere if the terminal is gone."""
        self._desk.hang_up()
        if not os.isatty(2):
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, 0)
            os.dup2(nowhere, 2)
        self.exit("", return_code=SIGNALLED + number)

    async def on_event(self, event: events.Event) -> None:
        """Take keys, pastes, clicks and the wheel; leave the rest to Textual."""
        if isinstance(event, events.Key):
            self._desk.press(event.key, event.character)
        elif isinstance(event, events.Paste):
            self._desk.paste(event.text)
        elif isinstance(event, events.MouseScrollDown | events.MouseScrollUp):
            self._desk.wheel(1 if isinstance(event, events.MouseScrollDown) else -1)
        elif isinstance(event, events.MouseDown) and event.button == 1:
            self._desk.click(event.x, event.y)
        else:
            await super().on_event(event)
            return
        if self._desk.done:
            self.exit(self._desk.farewell)
        else:
            self._sheet.draw()
