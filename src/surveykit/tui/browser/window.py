"""A window: one process of the entry app, and the browser it is shown in."""

import asyncio
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Final

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

DRIVER: Final = "surveykit.tui.browser.driver:BrowserDriver"
WIDEST, TALLEST = 500, 200  # in characters: what a browser asks for is no size of a screen beyond it
PATIENCE: Final = 10.0
"""Seconds a process has to leave in order before it is ended."""


class Window(AppService):
    """A process of the entry app that is begun when a browser opens a window and left when it is closed."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        write_bytes: Callable[[bytes], Awaitable[None]],
        write_str: Callable[[str], Awaitable[None]],
        close: Callable[[], Awaitable[object]],
    ) -> None:
        """Prepare a process with its arguments; what it paints goes to the browser."""
        self._arguments = tuple(arguments)

        async def closed() -> None:
            await close()

        super().__init__(
            "surveykit",
            write_bytes=write_bytes,
            write_str=write_str,
            close=closed,
            download_manager=DownloadManager(),
        )

    async def set_terminal_size(self, width: object, height: object) -> None:
        """Tell the process the size of the browser's window."""
        await super().set_terminal_size(_within(width, WIDEST), _within(height, TALLEST))

    async def run(self) -> None:
        """Show the process until it ends, then close the window, however it ended."""
        await super().run()
        await self.remote_close()

    async def stop(self) -> None:
        """Have the process leave in order; end it where it does not."""
        try:
            await asyncio.wait_for(super().stop(), PATIENCE)
        except TimeoutError:
            self._task = None
        if self._process is not None and self._process.returncode is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), 1)
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Begin the process, without a shell between."""
        self._process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=_environment(self._build_environment(_within(width, WIDEST), _within(height, TALLEST))),
            start_new_session=True,
        )
        self._stdin = self._process.stdin
        return self._process


def _environment(built: Mapping[str, str]) -> dict[str, str]:
    return {**built, "TEXTUAL_DRIVER": DRIVER}


def _within(size: object, most: int) -> int:
    """A size that a screen can have."""
    return max(1, min(size, most)) if isinstance(size, int) else 24
