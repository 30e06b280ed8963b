"""How the screen looks at 80 by 24; `pytest --snapshot-update` draws the pictures anew, and a reviewer looks at them."""

import pytest

SCREENS = {
    "choices_in_columns": ("en", ["enter", "4", "0", "enter", "1", "enter", "s"]),
    "a_soft_check_and_its_remark": ("nb", ["enter", "4", "enter", "enter", *"familie"]),
    "help_on_a_question": ("nb", ["enter", "f1"]),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_the_screen_looks_as_before(screen: str, app_on, snap_compare) -> None:
    language, keys = SCREENS[screen]
    assert snap_compare(app_on(language=language), press=keys, terminal_size=(80, 24))
