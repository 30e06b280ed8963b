"""The picture of the app in a browser: `surveykit serve`, a headless Chromium that types, and what it shows.

Run: python docs/make_browser_picture.py [CHROMIUM]
"""

import asyncio
import base64
import json
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "pictures" / "browser.png"
SERVE = ("-m", "surveykit", "serve", str(ROOT / "instruments" / "norwegian-sis.yaml"), "--by", "kari", "--port", "0")
CHROMIUM = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"),
    *("--remote-debugging-port=0", "--window-size=960,620", "about:blank"),
)
KEYS = ("", "72", "55", "41000", "52500", "1", "0")
PATIENCE = 4.0  # seconds for the page and its first lines; nothing on it says when it is ready


async def picture(browser: str) -> bytes:
    """An interview of the Norwegian survey with its first answers, in a browser."""
    with TemporaryDirectory() as folder:
        store = (*SERVE, "--to", f"{folder}/field.db", "--case", "NO-0817", "--language", "en")
        server = await asyncio.create_subprocess_exec(sys.executable, *store, stdout=asyncio.subprocess.PIPE)
        quiet = asyncio.subprocess.DEVNULL
        where = f"--user-data-dir={folder}/profile"
        shown = await asyncio.create_subprocess_exec(browser, where, *CHROMIUM, stdout=quiet, stderr=quiet)
        try:
            assert server.stdout  # noqa: S101 - a pipe was asked for
            address = (await server.stdout.readline()).decode().strip()
            await asyncio.sleep(PATIENCE)
            told = await asyncio.to_thread(Path(folder, "profile", "DevToolsActivePort").read_text, "utf-8")
            return await _typed(f"http://127.0.0.1:{told.split()[0]}/json/new?{address}")
        finally:
            server.send_signal(signal.SIGINT)
            shown.terminate()
            await asyncio.gather(server.wait(), shown.wait())


async def _typed(page: str) -> bytes:
    """What the page shows when the keys were struck on it."""
    async with aiohttp.ClientSession() as session:
        async with session.put(page) as response:
            socket = (await response.json())["webSocketDebuggerUrl"]
        async with session.ws_connect(socket, max_msg_size=0) as tab:
            await asyncio.sleep(PATIENCE)
            for answer in KEYS:
                for key in answer:
                    await _told(tab, "Input.dispatchKeyEvent", type="keyDown", key=key, text=key)
                about = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
                await _told(tab, "Input.dispatchKeyEvent", type="keyDown", text="\r", **about)
                await asyncio.sleep(0.3)
            await asyncio.sleep(PATIENCE)
            return base64.b64decode((await _told(tab, "Page.captureScreenshot", format="png"))["data"])


async def _told(tab: aiohttp.ClientWebSocketResponse, method: str, **parameters: object) -> dict[str, str]:
    """What the browser answers to a command."""
    await tab.send_json({"id": 1, "method": method, "params": parameters})
    while (said := json.loads((await tab.receive()).data)).get("id") != 1:
        pass
    return said["result"]


if __name__ == "__main__":
    TARGET.write_bytes(asyncio.run(picture(sys.argv[1] if len(sys.argv) > 1 else "chromium")))
