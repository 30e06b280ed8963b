"""The server: it listens at an address, lets browsers in by the token, and gives each of them a window."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from socket import gethostname
from typing import Final

import textual_serve
from aiohttp import WSCloseCode, web
from textual_serve.server import Server, to_int

from surveykit.problems import Place, Problem, Rule, StoreError
from surveykit.tui.browser.gate import Gate, named
from surveykit.tui.browser.pages import HEADERS, SCRIPT, allowed, asking, terminal
from surveykit.tui.browser.window import Window

NO_ADDRESS = Rule(
    "SK880",
    "The server cannot listen at this address",
    "Another program uses the port, the machine has no such address, or a low port needs rights one does not have.",
    "surveykit serve sis.yaml --to field.db --port 80",
    "Name another --port, or 0 for any that is free; --host takes an address of this machine.",
)
MOST_WINDOWS: Final = 40
"""Windows open at once; each is a process of about 60 MB."""
NONSENSE: Final = (AssertionError, AttributeError, ConnectionError, LookupError, TypeError, ValueError)
"""What comes of messages that our page does not send: the window is closed."""
ENDINGS: Final = ("SIGINT", "SIGTERM", "SIGHUP")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Served:
    """What is served: the title, its language, and the arguments that begin a window for a keyer.

    `by` is the keyer of all windows; where it is "", each browser is asked.
    """

    title: str
    language: str
    arguments: Callable[[str], Sequence[str]]
    by: str = ""


class BrowserServer(Server):
    """Pages and windows behind a gate: everything lies under the token, and nothing beside it."""

    def __init__(self, served: Served, gate: Gate) -> None:
        """Serve the entry app to whoever has the token."""
        super().__init__("surveykit", title=served.title)
        self._served = served
        self._gate = gate
        self._root = f"/{gate.token}"
        self._open: set[web.WebSocketResponse] = set()

    def app(self) -> web.Application:
        """The pages, the parts of the page, and the windows."""
        app = web.Application(middlewares=[self._guard])
        static = Path(textual_serve.__file__).parent / "static"
        app.add_routes(
            [
                web.get(f"{self._root}/", self._page),
                web.get(f"{self._root}/keys.js", _script),
                web.get(f"{self._root}/window/{{by}}", self.handle_websocket),
                web.static(f"{self._root}/static", static),
            ]
        )
        return app

    async def serve_at(self, host: str, port: int, told: Callable[[str], None]) -> None:
        """Listen until the program is told to end; then every window is left in order.

        Args:
            host: the address.
            port: the port; 0 takes one that is free.
            told: is given the address with the token, as soon as it can be opened.

        Raises:
            StoreError: SK880, nobody can listen there.
        """
        logging.getLogger("textual-serve").addHandler(logging.NullHandler())
        runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=15)
        await runner.setup()
        try:
            await self._listen(web.TCPSite(runner, host, port), host, port)
            told(self._address(host, runner.addresses[0][1]))
            await _ended()
        finally:
            for socket in tuple(self._open):
                if socket.prepared:
                    await socket.close(code=WSCloseCode.GOING_AWAY)
            await runner.cleanup()

    async def _listen(self, site: web.TCPSite, host: str, port: int) -> None:
        try:
            await site.start()
        except OSError as failure:
            what = f"{host}, port {port}: {failure.strerror or failure}"
            raise StoreError(Problem(NO_ADDRESS, what, Place(), NO_ADDRESS.mend)) from None

    def _address(self, host: str, port: int) -> str:
        name = gethostname() if host in {"0.0.0.0", "::"} else f"[{host}]" if ":" in host else host  # noqa: S104
        return f"http://{name}:{port}{self._root}/"

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in what may come in; every answer says what the browser may do with it."""
        window = request.path.startswith(f"{self._root}/window/")
        refusal = self._gate.refusal(request.path, request.host, request.headers.get("Origin"), window=window)
        if refusal:
            return web.Response(status=403, text=f"{refusal}\n", headers=HEADERS)
        response = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
            response.headers["Content-Security-Policy"] = allowed(request.host)
        return response

    async def _page(self, request: web.Request) -> web.Response:
        given, served = request.query.get("by", ""), self._served
        by = served.by or named(given)
        about = served.title, self._root, served.language
        page = terminal(*about, request.host, by) if by else asking(*about, given)
        return web.Response(text=page, content_type="text/html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Open a window and show it until the browser or the keyer closes it."""
        by = self._served.by or named(request.match_info["by"])
        if not by:
            raise web.HTTPForbidden(text="Nobody is called so.\n")
        if len(self._open) >= MOST_WINDOWS:
            raise web.HTTPServiceUnavailable(text=f"{MOST_WINDOWS} windows are open already.\n")
        socket = web.WebSocketResponse(heartbeat=15)
        self._open.add(socket)
        try:
            await socket.prepare(request)
            await self._shown(request, socket, by)
        finally:
            self._open.discard(socket)
        return socket

    async def _shown(self, request: web.Request, socket: web.WebSocketResponse, by: str) -> None:
        """Show a window until it is closed on either side, and leave nothing of it behind."""
        window = Window(
            self._served.arguments(by), write_bytes=socket.send_bytes, write_str=socket.send_str, close=socket.close
        )
        try:
            await window.start(to_int(request.query.get("width", ""), 80), to_int(request.query.get("height", ""), 24))
            with suppress(*NONSENSE):
                await self._process_messages(socket, window)
        finally:
            await window.stop()
            await socket.close()


async def _script(request: web.Request) -> web.Response:  # noqa: ARG001 - as every handler
    return web.Response(text=SCRIPT, content_type="text/javascript")


async def _ended() -> None:
    """Wait until the program is told to end."""
    ended = asyncio.Event()
    for number in (getattr(signal, name, None) for name in ENDINGS):
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:  # as `nohup` has it
            with suppress(NotImplementedError):  # Windows, where Ctrl+C ends the loop itself
                asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await ended.wait()
