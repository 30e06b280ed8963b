"""The pictures of the pages: the app, a codebook, a questionnaire, fieldwork, tables, models, a study and its report.

The app and charts are drawn by the program itself; pages need Chromium (or its name as the first argument).

Run: python docs/make_pictures.py
"""

import asyncio
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import surveykit as sk
from surveykit.cli import surveykit
from surveykit.cli.boundary import guarded
from surveykit.fieldwork.progress import progress_of
from surveykit.fieldwork.watch import Watch
from surveykit.render.codebook import bound
from surveykit.render.paper import charted, printed
from surveykit.reports.paper.chart import chart_of
from surveykit.reports.paper.review import edition
from surveykit.tui.app import EntryApp
from surveykit.tui.desk import Desk
from surveykit.tui.field.board import Board
from surveykit.tui.keys.manner import Manner
from surveykit.tui.modes.work import Work
from surveykit.tui.stack import Stack

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
NORWAY = ROOT / "studies" / "norway"
KEYS = (
    *("enter", *"72", "enter", *"8", "enter", "enter", *"eight", "space", *"partners,", "space", *"no", "space"),
    *(*"employees", "enter", *"41000", "enter", *"52500", "enter", "1", "enter", "1", "enter", *"swe", "enter"),
    *(*"1998", "enter", "enter", "1", "enter", "0", "enter", "1", "enter", "0", "enter", *"35", "enter"),
    *(*"20", "enter", *"1", "space", *"2", "space", "4"),
)
ROWS = (
    *("ctrl+g", *"14", "enter", "3", "enter", "ctrl+l", *"Acme", "enter", *"45", "enter"),
    *(*"Bodil", "enter", *"70", "enter", "enter", *"by", "space", *"the", "space", *"accounts", "enter", "f6"),
)
LIGHT = ("ctrl+o", "down", "right", "escape")
SCREENS = {  # picture: the instrument, the keys and the case
    "entry.svg": ("instruments/norwegian-sis.yaml", KEYS, "NO-0817"),
    "review.svg": ("instruments/norwegian-sis.yaml", (*KEYS, "enter", "f10"), "NO-0817"),
    "table.svg": ("tests/pilot/everything.yaml", ROWS, "NO-0817"),
    "palette.svg": ("instruments/norwegian-sis.yaml", (*KEYS, *LIGHT, "ctrl+p", *"rem"), "NO-0817"),
    "settings.svg": ("instruments/norwegian-sis.yaml", (*KEYS, "ctrl+o", "down", "right", "right"), "NO-0817"),
}
FORM = ("4", "0", "enter", "0", "0", "8", "0", "enter", *"Acme", "space", *"AS", "enter", "f7")
PAPER = (*"B-07", "enter", *"NO-0017", "enter", *FORM, "enter", "enter", *FORM, "enter", "enter", "ctrl+q")
AGAIN = (*("home", "enter", "4", "1", "enter", "1"), *"se", "0", "8", "0", "enter", *"Acme", "enter", "f7", "enter")
JUDGED = (
    "home",
    "down",
    "enter",
    "r",
    *"Who",
    "space",
    *"signed",
    "space",
    *"the",
    "space",
    *"form?",
    "enter",
    "down",
    "up",
)
SITTINGS = {  # picture: who sits down to the same store one after the other, for what, and the keys
    "differences.svg": (("kari", Work("keying"), PAPER), ("ola", Work("verify"), (*AGAIN, "home", "enter", "2"))),
    "cases.svg": (
        ("kari", Work("keying"), PAPER),
        ("ola", Work("verify"), AGAIN),
        ("anna", Work("supervise"), JUDGED),
    ),
}
HEADLESS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


DAY = datetime(2026, 1, 31, 10, tzinfo=UTC)


async def app(instrument: str, sittings: Sequence[tuple[str, Work, Sequence[str]]], case: str = "") -> str:
    """The app at 100 by 30 as SVG, as the last one who sat down sees it, with fonts of the reader's own machine."""
    path = ROOT / instrument
    svg = ""
    with sk.open_store("memory:") as store:
        text = path.read_text(encoding="utf-8")
        for by, work, keys in sittings:
            desk = Desk(
                sk.load_instrument(path), text, store, by, case=case, language="en", work=work, clock=lambda: DAY
            )
            shown = EntryApp(desk)
            async with shown.run_test(size=(100, 30)) as pilot:
                await pilot.press(*keys)
                await pilot.pause()
                mode = "" if work.mode == "interview" else f" --mode {work.mode}"
                svg = shown.export_screenshot(title=f"surveykit enter {path.name} --to field.db{mode}")
    return own_fonts(svg)


def own_fonts(svg: str) -> str:
    """A picture that fetches no fonts."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace(
        "Fira Code", "Fira Code, DejaVu Sans Mono"
    )


async def dashboard(store: Path) -> str:
    """The strata on the dashboard of a store."""
    with sk.open_store(store) as opened:
        watch, manner = Watch(opened), Manner()
        found = progress_of(watch.look(), watch.instrument, language="en")
        title = watch.instrument.title.into("en") if watch.instrument else ""
        shown = EntryApp(Stack(manner, [Board(title, "en", lambda: found, manner, lambda: DAY)]))
        async with shown.run_test(size=(100, 24)) as pilot:
            await pilot.press("3")
            await pilot.pause()
            return own_fonts(shown.export_screenshot(title=f"surveykit fieldwork {store.name}"))


def codebook(browser: str, target: Path) -> None:
    """Two questions on cooperation, from the codebook of the Norwegian sample."""
    dataset = sk.read(ROOT / "sample_responses" / "norwegian-sis.parquet").dataset
    partners = next(s.variables for s in dataset.codebook.sets if s.name == "partners")
    part = dataset.select(("icoop", *partners, "coop", "group", "inno"))  # the latter for routing and checks
    checks = tuple(check for check in dataset.codebook.checks if check.variable in {"icoop", "partners"})
    shown = part.codebook.model_copy(update={"notes": (), "checks": checks})
    page = bound(sk.codebook_book(sk.Dataset(shown, part.table), "en"), ".html")
    photographed(browser, page, target, size="1280,1000")


def questionnaire(browser: str, target: Path) -> None:
    """The section on innovation of the Norwegian questionnaire: a skip, its condition, boxes and a grid."""
    whole = edition(sk.load_instrument(ROOT / "instruments" / "norwegian-sis.yaml"), "en")
    shown = tuple(section for section in whole.sides[0].sections if section.id == "D")
    part = replace(whole, sides=(replace(whole.sides[0], sections=shown, lists=("", ())),))
    photographed(browser, printed(part, ".html"), target, size="850,1190")


def fieldwork(browser: str, target: Path, screen: Path) -> None:
    """How the fieldwork of the Norwegian survey ended, from its sampling frame: as a page, and on the screen."""
    frame, instrument = (
        ROOT / part for part in ("sample_responses/norwegian-sis-frame.csv", "instruments/norwegian-sis.yaml")
    )
    with TemporaryDirectory() as folder:
        store = f"{folder}/norway.db"
        draw = ["draw", frame, "--to", store, "--instrument", instrument, "--map", "industry=frame_industry"]
        back = ["outcome", store, "--list", frame, "--column", "returned", "--as", "1=1.1", "--as", "0=3.19"]
        page = Path(folder, "page.html")
        for step in (draw, back, ["fieldwork", store, "--language", "en", "-o", page]):
            guarded(surveykit, [str(word) for word in step])
        photographed(browser, page.read_bytes(), target, size="1300,1180")
        screen.write_text(asyncio.run(dashboard(Path(store))), encoding="utf-8")


def agreement(browser: str, target: Path) -> None:
    """The page of agreement of the Italian sample's two coders."""
    with TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        codings, frame = "sample_responses/italian-network-contract-coding.csv", "codebooks/italian-after.yaml"
        words = ("agree", ROOT / codings, "--frame", ROOT / frame, "--attribute", "tangible", "--language", "en")
        guarded(surveykit, [*map(str, words), "-o", str(page)])
        photographed(browser, page.read_bytes(), target, size="1040,1150")


def table_book(browser: str, target: Path) -> None:
    """Figure 1 and Table 2 of the Norwegian paper, as its table book makes them."""
    with TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        only = ("--only", "figure1", "--only", "table2")
        guarded(surveykit, ["tables", str(NORWAY / "tables.yaml"), *only, "-o", str(page)])
        photographed(browser, page.read_bytes(), target, size="1000,1040")


def models(browser: str, target: Path) -> None:
    """Table 4 of the Norwegian paper: probits and recursive bivariate probits of exports, side by side."""
    with TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        guarded(surveykit, ["tables", str(NORWAY / "tables.yaml"), "--only", "table4", "-o", str(page)])
        table = re.sub(r"<main>.*?(?=<div id=.table4)", "<main>", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        photographed(browser, table.encode(), target, size="1100,1088", scale=0.75)


def report(browser: str, first: Path, holds: Path) -> None:
    """The report of the Norwegian study: its first screen, and what holds of the paper."""
    guarded(surveykit, ["run", str(NORWAY)])
    photographed(browser, (NORWAY / "build" / "report.html").read_bytes(), first, size="1200,826", scale=0.75)
    page = (NORWAY / "build" / "paper.html").read_text(encoding="utf-8")
    shown = re.sub(r"<figure.*?</figure>", "<p>[...]</p>", page, count=1, flags=re.DOTALL)  # bars of the same counts
    photographed(browser, shown.encode(), holds, size="1100,1530", scale=0.75)


def panel(target: Path) -> None:
    """What became of the exporters of the Russian panel."""
    data = ROOT / "sample_responses" / "russian-panel.parquet"
    guarded(surveykit, ["panel", str(data), "export", "--pictures", "--language", "en", "-o", str(target)])


def photographed(browser: str, page: bytes, target: Path, size: str = "1000,1100", scale: float = 1) -> None:
    """A page as a picture, of a window of some size."""
    with TemporaryDirectory() as folder:
        html = Path(folder, "page.html")
        html.write_bytes(page)
        window = (f"--window-size={size}", f"--force-device-scale-factor={scale}")
        where = (f"--user-data-dir={folder}/profile", f"--screenshot={target}", html.as_uri())
        subprocess.run(  # noqa: S603 - the browser named on the command line
            [browser, *HEADLESS, *window, *where], check=True, capture_output=True
        )


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for name, (instrument, keys, case) in SCREENS.items():
        (PICTURES / name).write_text(asyncio.run(app(instrument, [("ola", Work(), keys)], case)), encoding="utf-8")
    for name, sittings in SITTINGS.items():
        (PICTURES / name).write_text(asyncio.run(app("tests/pilot/firm.yaml", sittings)), encoding="utf-8")
    chart = chart_of(sk.load_instrument(ROOT / "instruments" / "norwegian-sis.yaml"), "en")
    (PICTURES / "routing.svg").write_bytes(charted(chart, ".svg"))
    panel(PICTURES / "flow.svg")
    chromium = sys.argv[1] if len(sys.argv) > 1 else "chromium"
    agreement(chromium, PICTURES / "agreement.png")
    codebook(chromium, PICTURES / "codebook.png")
    questionnaire(chromium, PICTURES / "questionnaire.png")
    fieldwork(chromium, PICTURES / "fieldwork.png", PICTURES / "dashboard.svg")
    table_book(chromium, PICTURES / "table-book.png")
    models(chromium, PICTURES / "models.png")
    report(chromium, PICTURES / "report.png", PICTURES / "does-not-hold.png")
