"""The app served to browsers: the gate of the real server, a window a keyer, and a real Chromium that types."""

import asyncio
import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from surveykit import store as stores
from surveykit.interview.events import Answered, Suspended
from surveykit.interview.interview import Interview

aiohttp = pytest.importorskip("aiohttp", reason="textual-serve is not installed")
pytest.importorskip("textual_serve")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are a thing of Unix")

FORM = Path(__file__).with_name("firm.yaml")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 30.0


def has_address(host: str) -> bool:
    """Whether somebody can listen there."""
    try:
        with socket.create_server((host, 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


def heed() -> None:
    """Heed the signals that a terminal sends."""
    for number in (signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


class Served:
    """A server of its own process, at its address."""

    def __init__(self, path: Path, *options: str, before: tuple[str, ...] = ()) -> None:
        command = [
            *before,
            sys.executable,
            "-m",
            "surveykit",
            "serve",
            str(FORM),
            "--to",
            str(path),
            "--port",
            "0",
            *options,
        ]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed,  # noqa: PLW1509 - tests may run under nohup or in the background, where signals are ignored
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        self.origin, self.token, _ = self.address.rsplit("/", 2)

    def windows(self) -> list[int]:
        """The processes of its windows."""
        listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout
        pairs = [line.split() for line in listed.splitlines()[1:]]
        return [int(pid) for pid, parent in pairs if int(parent) == self.process.pid]

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        self.process.send_signal(number)
        _, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, err


@pytest.fixture
def served(tmp_path):
    servers: list[Served] = []

    def served(*options: str, before: tuple[str, ...] = ()) -> Served:
        servers.append(Served(tmp_path / "field.db", *options, before=before))
        return servers[-1]

    yield served
    for server in servers:
        server.process.kill()
        with server.process:  # which closes its pipes
            pass


async def until(true, what: str) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"waited in vain for {what}"
        await asyncio.sleep(0.05)


@asynccontextmanager
async def window(server: Served, by: str, session) -> AsyncIterator:
    url = f"{server.origin}/{server.token}/window/{by}"
    async with session.ws_connect(f"{url}?width=80&height=24", origin=server.origin) as socket:
        yield socket


async def seen(window, text: str) -> None:
    """Read what is painted until a text is among it."""
    painted = b""
    async with asyncio.timeout(PATIENCE):
        while text.encode() not in painted:
            message = await window.receive()
            assert message.type in {aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT}, message
            painted += message.data if isinstance(message.data, bytes) else b""


async def struck(window, *keys: str) -> None:
    for key in keys:
        await window.send_str(json.dumps(["stdin", key]))


def answers_in(path: Path, case: str) -> dict[str, object]:
    with stores.open(path) as store:
        return dict(Interview.of(case, store.events(case)).answers)


def last_act_in(path: Path, case: str) -> object:
    with stores.open(path) as store:
        return store.events(case)[-1].act


async def test_the_gate_of_the_real_server(served):
    server = served()
    page, part = server.address, f"{server.address}static/js/textual.js"
    async with aiohttp.ClientSession() as session:

        async def status(url: str, **headers: str) -> int:
            async with session.get(url, headers=headers) as response:
                return response.status

        assert await status(page) == await status(part) == await status(f"{page}keys.js") == 200
        for url in (server.origin, f"{server.origin}/static/js/textual.js", f"{server.origin}/window/Kari"):
            assert await status(url) == 403
        assert await status(page, Host="evil.example") == await status(part, Host="evil.example:80") == 403
        assert await status(part, Origin="http://evil.example") == 403
        assert await status(f"{page}static/") == 403  # no list of what is there
        assert await status(f"{page}../secret") == 403
        async with session.get(f"{page}?by=Kari") as response:
            assert "Roboto" in await response.text()
            assert response.headers["Referrer-Policy"] == "no-referrer"
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        for origin, by in (
            ("http://evil.example", "Kari"),
            (None, "Kari"),
            (server.origin, "-x"),
            (server.origin, "a;b"),
        ):
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await session.ws_connect(f"{page}window/{by}", origin=origin)
    assert server.windows() == []
    assert server.end() == (0, "")


async def test_each_window_has_its_own_process_and_its_own_keyer(served, tmp_path):
    server = served("--case", "7")
    path = tmp_path / "field.db"
    async with aiohttp.ClientSession() as session:
        async with window(server, "Kari", session) as kari:
            await seen(kari, "The questions are about the firm")
            await struck(kari, "\r", "4", "0", "\r")
            await until(lambda: path.exists() and answers_in(path, "7") == {"size": 40}, "the answer")
            async with window(server, "Ola", session) as ola:
                await seen(ola, "saved")
                assert len(server.windows()) == 2
            await until(lambda: len(server.windows()) == 1, "the second window to be left")
        await until(lambda: server.windows() == [], "the first window to be left")
    with stores.open(path) as store:
        events = store.events("7")
    assert [event.by for event in events if isinstance(event.act, Answered)] == ["Kari"]
    assert isinstance(last_act_in(path, "7"), Suspended)
    assert server.end()[0] == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_when_the_server_ends_every_window_is_left_in_order(served, tmp_path, number):
    server = served("--case", "7")
    async with aiohttp.ClientSession() as session, window(server, "Kari", session) as kari:
        await seen(kari, "The questions are about the firm")
        await struck(kari, "\r", "4", "0", "\r", "1")
        await until(lambda: answers_in(tmp_path / "field.db", "7") == {"size": 40}, "the answer")
        ended = asyncio.create_task(asyncio.to_thread(server.end, number))
        async with asyncio.timeout(PATIENCE):
            while (await kari.receive()).type is aiohttp.WSMsgType.BINARY:
                pass
        assert await ended == (0, "")
    assert isinstance(last_act_in(tmp_path / "field.db", "7"), Suspended)


async def test_when_the_server_is_killed_its_windows_leave_too(served, tmp_path):
    server = served("--case", "7", "--by", "Kari")
    async with aiohttp.ClientSession() as session, window(server, "whoever", session) as kari:
        await seen(kari, "The questions are about the firm")
        await struck(kari, "\r", "4", "0", "\r")
        await until(lambda: answers_in(tmp_path / "field.db", "7") == {"size": 40}, "the answer")
        (process,) = server.windows()
        server.process.kill()
        await until(lambda: not Path(f"/proc/{process}").exists(), "the window to be left")
    assert isinstance(last_act_in(tmp_path / "field.db", "7"), Suspended)


async def test_a_server_begun_with_nohup_outlives_its_terminal(served):
    server = served(before=("nohup",))
    server.process.send_signal(signal.SIGHUP)
    async with aiohttp.ClientSession() as session, session.get(server.address) as response:
        assert response.status == 200
    assert server.end(signal.SIGTERM)[0] == 0


@pytest.mark.skipif(not has_address("::1"), reason="this machine has no such address")
async def test_an_address_of_the_newer_kind(served):
    server = served("--host", "::1")
    assert server.address.startswith("http://[::1]:")
    async with aiohttp.ClientSession() as session, session.get(server.address) as response:
        assert response.status == 200
    assert server.end() == (0, "")


async def test_a_window_that_cannot_be_opened_is_closed_and_the_server_goes_on(served, tmp_path):
    server = served()
    (tmp_path / "field.db").write_bytes(b"no store any more")
    async with aiohttp.ClientSession() as session:
        async with window(server, "Kari", session) as kari, asyncio.timeout(PATIENCE):
            while (await kari.receive()).type is aiohttp.WSMsgType.BINARY:
                pass
        async with session.get(server.address) as response:
            assert response.status == 200
    code, err = server.end()
    assert code == 0
    assert "SK801" in err


@pytest.mark.parametrize(
    "message",
    ["{", "[]", "7", '["stdin"]', '["resize", {}]', '["stdin", 7]', '["resize", {"width": 1e9, "height": "x"}]'],
)
async def test_what_no_browser_sends_ends_at_most_its_own_window(served, message):
    server = served("--case", "7")
    async with aiohttp.ClientSession() as session:
        async with window(server, "Kari", session) as kari:
            await kari.send_str(message)
            await asyncio.sleep(0.2)
        await until(lambda: server.windows() == [], "the window to be left")
        async with session.get(server.address) as response:
            assert response.status == 200
    code, err = server.end()
    assert code == 0
    assert "Traceback" not in err


async def test_no_more_windows_than_a_machine_can_bear(monkeypatch):
    from aiohttp.test_utils import TestServer

    from surveykit.tui.browser import server
    from surveykit.tui.browser.gate import gate_for

    monkeypatch.setattr(server, "MOST_WINDOWS", 0)
    gate = gate_for("127.0.0.1")
    async with (
        TestServer(server.BrowserServer(server.Served("T", "en", lambda _: []), gate).app()) as running,
        aiohttp.ClientSession() as session,
    ):
        here = str(running.make_url("")).rstrip("/")
        with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
            await session.ws_connect(f"{here}/{gate.token}/window/Kari", origin=here)


class Browser:
    """A headless Chromium, told what to do over its debugging socket."""

    def __init__(self, socket) -> None:
        self._socket = socket
        self._number = 0
        self.complaints: list[str] = []

    async def do(self, method: str, **parameters: object) -> dict:
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        async with asyncio.timeout(PATIENCE):
            while True:
                told = json.loads((await self._socket.receive()).data)
                if told.get("id") == self._number:
                    return told.get("result", told)
                if told.get("method") == "Log.entryAdded" and told["params"]["entry"]["source"] == "security":
                    self.complaints.append(told["params"]["entry"]["text"])

    async def says(self, script: str) -> object:
        told = await self.do("Runtime.evaluate", expression=script)
        return told.get("result", {}).get("value")  # between two pages there is none to ask: nothing yet

    async def see(self, script: str) -> None:
        end = time.monotonic() + PATIENCE
        while not await self.says(script):
            assert time.monotonic() < end, f"waited in vain for {script}"
            await asyncio.sleep(0.1)

    async def key(self, key: str, code: int, text: str = "") -> None:
        about = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        await self.do("Input.dispatchKeyEvent", type="keyDown", text=text, **about)
        await self.do("Input.dispatchKeyEvent", type="keyUp", **about)

    async def type(self, text: str) -> None:
        for sign in text:
            await self.key(sign, ord(sign.upper()), sign)

    async def enter(self) -> None:
        await self.key("Enter", 13, "\r")

    async def picture(self) -> bytes:
        return base64.b64decode((await self.do("Page.captureScreenshot", format="png"))["data"])


@asynccontextmanager
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    options = [
        "--headless=new",
        "--disable-gpu",
        "--no-first-run",
        "--remote-debugging-port=0",
        "--window-size=1000,640",
    ]
    options += ["--no-sandbox"] if os.getuid() == 0 else []
    process = subprocess.Popen(  # noqa: ASYNC220 - nothing else waits
        [str(CHROMIUM), *options, f"--user-data-dir={tmp_path / 'chromium'}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    told = tmp_path / "chromium" / "DevToolsActivePort"
    try:
        await until(lambda: told.exists() and told.read_text().count("\n"), "Chromium")
        port = told.read_text().split()[0]
        async with aiohttp.ClientSession() as session:
            async with session.put(f"http://127.0.0.1:{port}/json/new?about:blank") as response:
                socket = (await response.json())["webSocketDebuggerUrl"]
            async with session.ws_connect(socket, max_msg_size=0) as connection:
                opened = Browser(connection)
                for domain in ("Page", "Runtime", "Log"):
                    await opened.do(f"{domain}.enable")
                yield opened
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
async def test_somebody_types_in_a_browser_and_the_answers_are_stored(served, tmp_path):
    server = served("--case", "7", "--language", "nb")
    path = tmp_path / "field.db"
    async with browser(tmp_path) as seen_by:
        await seen_by.do("Page.navigate", url=server.address)
        await seen_by.see("document.activeElement && document.activeElement.name === 'by'")
        await seen_by.do("Input.insertText", text="Kari Ødegård")
        await seen_by.enter()
        await seen_by.see("document.body.classList.contains('-first-byte')")
        await seen_by.see("document.activeElement.className === 'xterm-helper-textarea'")
        await until(path.exists, "the store")
        await seen_by.enter()
        await seen_by.type("40")
        await seen_by.enter()
        await until(lambda: answers_in(path, "7") == {"size": 40}, "the answer")
        picture = await seen_by.picture()
        assert len(picture) > 5000
        assert await seen_by.says("document.fonts.check(\"16px 'Roboto Mono'\")")
        await seen_by.do("Page.navigate", url="about:blank")
        await until(lambda: isinstance(last_act_in(path, "7"), Suspended), "the interview to be suspended")
        assert seen_by.complaints == []
    with stores.open(path) as store:
        assert {event.by for event in store.events("7")} == {"Kari Ødegård"}
    assert server.end() == (0, "")
