"""The pages: nothing from elsewhere is loaded, nothing that was typed becomes markup, in four languages."""

import re

import pytest

from surveykit.tui.browser.pages import SCRIPT, allowed, asking, terminal

MAKERS = {
    "asking": lambda language, text: asking(text, "/word", language, text),
    "terminal": lambda language, text: terminal(text, "/word", language, "127.0.0.1:8000", text),
}


@pytest.mark.parametrize("language", ["en", "nb", "it", "ru"])
@pytest.mark.parametrize("page", MAKERS)
def test_what_was_typed_is_no_markup(page, language):
    made = MAKERS[page](language, "<script>alert('x')</script>\"$root")
    assert "<script>alert" not in made
    assert "$" not in made.replace("$root", "")
    assert f'lang="{language}"' in made


@pytest.mark.parametrize("page", MAKERS)
def test_nothing_is_loaded_from_elsewhere(page):
    made = MAKERS[page]("en", "x")
    assert set(re.findall(r"(?:https?|wss?)://[^/\"]*", made)) <= {"ws://127.0.0.1:8000"}
    assert re.findall(r"(?:src|href|action)=\"([^\"]*)", made)
    assert all(place.startswith(("/word/", "data:,")) for place in re.findall(r"(?:src|href|action)=\"([^\"]*)", made))


def test_scripts_come_from_the_server_alone():
    policy = allowed("127.0.0.1:8000")
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"<script>", terminal("t", "/word", "en", "h", "Kari"))
    assert "focus" in SCRIPT


def test_the_window_of_a_keyer_bears_the_name():
    assert "ws://127.0.0.1:8000/word/window/Kari%20%C3%98deg%C3%A5rd" in terminal(
        "t", "/word", "nb", "127.0.0.1:8000", "Kari Ødegård"
    )
