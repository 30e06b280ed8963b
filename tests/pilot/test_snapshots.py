"""How the screen looks; `pytest --snapshot-update` draws the pictures anew, and a reviewer looks at them."""

from datetime import UTC, datetime

import pytest

from surveykit.tui.keys.settings import Settings

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
    "settings_high_contrast": ("high-contrast", "80x24", ("ctrl+o", "down")),
}


@pytest.mark.parametrize(("theme", "size"), [("light", "80x24"), ("no-colour", "120x40")])
def test_the_list(theme: str, size: str, app_on, snap_compare) -> None:
    day = datetime(2026, 1, 31, 10, tzinfo=UTC)
    app = app_on(case="", language="en", settings=Settings(theme=theme), clock=lambda: day)
    begun = [key for case in "123" for key in ("n", case, "enter", "ctrl+q")]
    assert snap_compare(app, press=begun, terminal_size=SIZES[size])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_about_a_page(page: str, app_on, snap_compare) -> None:
    theme, size, keys = PAGES[page]
    app = app_on(language="en", settings=Settings(theme=theme))
    assert snap_compare(app, press=keys, terminal_size=SIZES[size])
