"""How the screen looks; `pytest --snapshot-update` draws the pictures anew, and a reviewer looks at them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import pytest

from surveykit import store as stores
from surveykit.fieldwork.case import Attempt, Case
from surveykit.fieldwork.progress import progress_of
from surveykit.instrument.file import load
from surveykit.tui.app import EntryApp
from surveykit.tui.desk import Desk
from surveykit.tui.field.board import Board
from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.settings import Settings
from surveykit.tui.modes.work import Work
from surveykit.tui.stack import Stack

SCREENS = {
    "choices_in_columns": ("en", ["enter", "4", "0", "enter", "1", "enter", "s"]),
    "a_soft_check_and_its_remark": ("nb", ["enter", "4", "enter", "enter", *"familie"]),
    "help_on_a_question": ("nb", ["enter", "f1"]),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_the_screen_looks_as_before(screen: str, app_on, snap_compare) -> None:
    language, keys = SCREENS[screen]
    assert snap_compare(app_on(language=language), press=keys, terminal_size=(80, 24))


FILLED = ("4", "0", "enter", *"Oslo", "enter", *"5000", "enter", *"no", "enter", "2", "enter", *"8:30", "enter")
TO_RANKING = (*FILLED, *"1:30", "enter", "1", "space", "3", "enter", "3", "enter")
TO_BATTERY = (*TO_RANKING, "3", "space", "1", "space", "2", "enter")
TO_ROSTER = (*TO_BATTERY, *("3", "enter") * 6, "5", "enter", *"60", "enter", *"40", "enter", "2", "enter")
WHOLE = {
    "a_ranking_with_places": ("en", (*TO_RANKING, "3", "space", "1")),
    "a_battery_under_its_stem": ("ru", (*TO_BATTERY, "4", "enter", "2", "enter", "3")),
    "a_scale_in_a_row": ("en", (*TO_BATTERY, *("3", "enter") * 6, "5")),
    "a_roster_in_its_second_row": (
        "en",
        (*TO_ROSTER, *"Acme", "enter", *"30", "enter", *"1.5.2006", "enter", "0", "enter"),
    ),
    "what_is_warned_of": ("en", ("4", "0", "enter", "ctrl+end", "f10")),
}


@pytest.mark.parametrize("screen", WHOLE)
def test_every_part_of_the_language_looks_as_before(screen: str, app_on, field, snap_compare) -> None:
    language, keys = WHOLE[screen]
    app = app_on(language=language, instrument=field.all, register=field.known)
    assert snap_compare(app, press=keys, terminal_size=(80, 24))


SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
ANSWERED = ("enter", "4", "enter", "escape", "down", "1", "enter", *"sw", "f1", "escape")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["dark", "light", "no-colour"])
def test_a_question_in_every_theme_and_size(theme: str, size: str, app_on, snap_compare) -> None:
    app = app_on(language="en", settings=Settings(theme=theme))
    assert snap_compare(app, press=ANSWERED, terminal_size=SIZES[size])


PAGES = {
    "help_light": ("light", "120x40", ("enter", "f1")),
    "palette_no_colour": ("no-colour", "80x24", ("enter", "ctrl+p", "o", "p", "down")),
    "palette_dark": ("dark", "120x40", ("enter", "ctrl+p")),
    "settings_light": ("light", "80x24", ("ctrl+o", "down", "down")),
    "settings_high_contrast": ("high-contrast", "80x24", ("ctrl+o", "down")),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_about_a_page(page: str, app_on, snap_compare) -> None:
    theme, size, keys = PAGES[page]
    app = app_on(language="en", settings=Settings(theme=theme))
    assert snap_compare(app, press=keys, terminal_size=SIZES[size])


DAY = datetime(2026, 1, 31, 10, tzinfo=UTC)
FORM = ("4", "0", "enter", "0", "0", "8", "0", "enter", *"Acme", "space", *"AS", "enter", "f7")
PAPER = (*"B-07", "enter", *"NO-0017", "enter", *FORM, "enter", "enter", *FORM, "enter", "enter", "ctrl+q", "escape")
AGAIN = (*("home", "enter", "4", "1", "enter", "1"), *"se", "0", "8", "0", "enter", *"Acme", "enter", "f7", "enter")
BACK = ("home", "down", "enter", "r", *"Signed", "space", *"by", "space", *"whom?", "enter")
SITTINGS = {  # one after the other at the same store
    "kari": (Work("keying"), PAPER),
    "ola": (Work("verify"), AGAIN),
    "anna": (Work("supervise"), BACK),
}


@pytest.fixture
def worked_on(field) -> Callable[..., EntryApp]:
    """A store three people worked on, and the app of a supervisor who sits down to it."""

    def made(theme: str, *keys: str) -> EntryApp:
        store, text = stores.open("memory:", writing=True), field.firm.read_text(encoding="utf-8")

        def desk(by: str, work: Work) -> Desk:
            manner = Manner(Settings(theme=theme))
            return Desk(load(field.firm), text, store, by, language="en", manner=manner, work=work, clock=lambda: DAY)

        for by, (work, struck) in SITTINGS.items():
            strike(desk(by, work), struck)
        last = desk("anna", Work("supervise"))
        strike(last, keys)
        return EntryApp(last)

    return made


def strike(desk: Stack, keys: Sequence[str]) -> None:
    """Strike keys, as fast as a desk takes them."""
    desk.drawn(80, 24)
    for key in keys:
        desk.press(key, " " if key == "space" else key if len(key) == 1 else None)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["dark", "light", "no-colour"])
def test_the_list_of_cases_in_every_theme_and_size(theme: str, size: str, worked_on, snap_compare) -> None:
    assert snap_compare(worked_on(theme), press=["home"], terminal_size=SIZES[size])


JUDGED = {  # page: keys that lead to it from the list of a supervisor
    "differences": ("home", "enter", "d", "2"),
    "inspection": ("home", "enter"),
}


@pytest.mark.parametrize("page", JUDGED)
@pytest.mark.parametrize(("theme", "size"), [("dark", "80x24"), ("light", "120x40"), ("no-colour", "80x24")])
def test_a_page_of_a_supervisor(page: str, theme: str, size: str, worked_on, snap_compare) -> None:
    assert snap_compare(worked_on(theme), press=JUDGED[page], terminal_size=SIZES[size])


TABLE = (
    *("4", "0", "enter", "ctrl+g", *"14", "enter", "3", "enter", "ctrl+l", *"Acme", "enter", *"45", "enter"),
    *(*"Bodil", "enter", *"70", "enter", "enter", *"by", "enter", "f6"),
)
WITHIN = {
    "table_of_a_roster": ("all", TABLE),
    "review": ("firm", ("enter", "4", "enter", "enter", *"two", "space", *"left", "enter", "f10")),
}


@pytest.mark.parametrize("page", WITHIN)
@pytest.mark.parametrize(("theme", "size"), [("dark", "80x24"), ("light", "120x40"), ("no-colour", "80x24")])
def test_a_page_within_an_interview(page: str, theme: str, size: str, app_on, field, snap_compare) -> None:
    instrument, keys = WITHIN[page]
    known = field.known if instrument == "all" else None
    app = app_on(language="en", instrument=getattr(field, instrument), register=known, settings=Settings(theme=theme))
    assert snap_compare(app, press=keys, terminal_size=SIZES[size])


def cases() -> Iterator[Case]:
    """Forty cases of two strata; of each of the outcomes some."""
    for number, code in enumerate(["1.1"] * 14 + ["2.11"] * 5 + ["2.2"] * 6 + ["3.13"] * 4 + ["3.11"] * 11):
        tries = () if code == "3.11" else (Attempt(f"2026-01-{21 + number % 4}T10:00:00", "ola", code),)
        status, done = ("completed", f"2026-01-{26 + number % 4}T10:00:00") if code == "1.1" else ("drawn", "")
        who = ("kari", "ola")[number % 2]
        yield Case(
            f"N{number}", status, code, "f", {"industry": 51 + number % 2}, who, tries, done, who if done else ""
        )


BOARD = {"overview": "1", "outcomes": "2", "strata": "3"}  # view: its key


VIEWS = (
    ("overview", "dark", "80x24"),
    ("overview", "light", "120x40"),
    ("outcomes", "light", "80x24"),
    ("strata", "no-colour", "80x24"),
)


@pytest.mark.parametrize(("view", "theme", "size"), VIEWS)
def test_the_dashboard_of_the_fieldwork(view: str, theme: str, size: str, snap_compare) -> None:
    found = progress_of(list(cases()), None, by="industry")
    manner = Manner(Settings(theme=theme))
    app = EntryApp(Stack(manner, [Board("Firms", "en", lambda: found, manner, lambda: DAY)]))
    assert snap_compare(app, press=[BOARD[view]], terminal_size=SIZES[size])
