"""The picture of the app in the README: the Norwegian survey at 100 by 30, drawn by the app itself.

Run: python docs/make_pictures.py
"""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

from surveykit import store as stores
from surveykit.instrument.file import load
from surveykit.tui.app import EntryApp
from surveykit.tui.desk import Desk

ROOT = Path(__file__).resolve().parents[1]
KEYS = (
    *("enter", *"72", "enter", *"8", "enter", "enter", *"eight", "space", *"partners,", "space", *"no", "space"),
    *(*"employees", "enter", *"41000", "enter", *"52500", "enter", "1", "enter", "1", "enter", *"swe", "enter"),
    *(*"1998", "enter", "enter", "1", "enter", "0", "enter", "1", "enter", "0", "enter", *"35", "enter"),
    *(*"20", "enter", *"1", "space", *"2", "space", "4"),
)


async def picture() -> str:
    """The screen as SVG, with fonts of the reader's own machine."""
    path = ROOT / "instruments" / "norwegian-sis.yaml"
    with stores.open("memory:") as store:
        text = path.read_text(encoding="utf-8")
        day = datetime(2026, 1, 31, 10, tzinfo=UTC)
        desk = Desk(load(path), text, store, "ola", case="NO-0817", language="en", clock=lambda: day)
        app = EntryApp(desk)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press(*KEYS)
            await pilot.pause()
            svg = app.export_screenshot(title="surveykit enter instruments/norwegian-sis.yaml --to field.db")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace(
        "Fira Code", "Fira Code, DejaVu Sans Mono"
    )


if __name__ == "__main__":
    target = ROOT / "docs" / "pictures" / "entry.svg"
    target.parent.mkdir(exist_ok=True)
    target.write_text(asyncio.run(picture()), encoding="utf-8")
    print(target.relative_to(ROOT))
