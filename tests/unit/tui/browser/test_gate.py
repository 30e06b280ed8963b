"""The gate of the browser: the token, the names of the machine, pages from elsewhere, and names of keyers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.tui.browser.gate import Gate, gate_for, is_loopback, named

GATE = Gate("word", frozenset({"localhost", "127.0.0.1", "::1"}))
HERE = "127.0.0.1:8000"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "127.0.0.1"])
def test_a_page_is_let_in_by_the_token_under_any_name_of_the_machine(host):
    assert GATE.refusal("/word/", host, None) == ""
    assert GATE.refusal("/word/window/Kari", host, f"http://{host}", window=True) == ""


@pytest.mark.parametrize(
    "path", ["/", "", "/Word/", "/wor/", "/words/", "/static/js/textual.js", "//word/", "/x/word/"]
)
def test_without_the_token_nothing_is_let_in(path):
    assert "whole address" in GATE.refusal(path, HERE, None)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "evil@127.0.0.1", "127.0.0.1:x; script-src *", "",
     "10.0.0.7:8000", "[::1", "127.0.0.1:8000/word"],
)  # fmt: skip
def test_a_name_that_somebody_else_gave_the_machine_is_refused(host):
    assert "not called so" in GATE.refusal("/word/", host, None)


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1:9000", "https://127.0.0.1:8000", "http://localhost:8000", ""],
)
def test_a_page_from_elsewhere_is_refused(origin):
    assert "from elsewhere" in GATE.refusal("/word/window/Kari", HERE, origin, window=True)
    assert "from elsewhere" in GATE.refusal("/word/static/x", HERE, origin)


def test_a_window_is_opened_by_a_page_only():
    assert "from elsewhere" in GATE.refusal("/word/window/Kari", HERE, None, window=True)


def test_for_other_machines_addresses_of_numbers_will_do_and_foreign_names_will_not():
    wide = gate_for("0.0.0.0")  # noqa: S104
    path = f"/{wide.token}/"
    assert wide.refusal(path, "10.0.0.7:8000", None) == ""
    assert wide.refusal(path, "[fe80::1]:8000", None) == ""
    assert wide.refusal(path, "evil.example", None)
    assert gate_for("field-office.example").refusal("/", "field-office.example", None).startswith("Use the whole")


def test_every_server_has_a_token_of_its_own_that_cannot_be_guessed():
    tokens = {gate_for("127.0.0.1").token for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 32


def test_what_only_this_machine_can_reach():
    assert all(map(is_loopback, ("127.0.0.1", "localhost", "::1", "127.0.0.9")))
    assert not any(map(is_loopback, ("0.0.0.0", "10.0.0.7", "::", "field-office.example")))  # noqa: S104


@pytest.mark.parametrize("name", ["Kari", "Kari Ødegård", "Ольга Иванова", "O'Brien", "anna-lisa@sis", "keyer_7"])
def test_names_of_keyers(name):
    assert named(f"  {name} ") == name


@pytest.mark.parametrize(
    "name", ["", " ", "-x", "--to", "a;b", "$(x)", "a\x00b", "a&b", "a|b", '"a"', "%PATH%", "x" * 61]
)
def test_what_is_no_name(name):
    assert named(name) == ""


@given(st.text())
def test_whatever_is_given_as_a_name_can_stand_in_an_address_and_is_no_option(text):
    name = named(text)
    assert not name.startswith("-")
    assert named(name) == name


@given(st.text(), st.text(), st.none() | st.text())
def test_no_request_breaks_the_gate(path, host, origin):
    assert isinstance(GATE.refusal(path, host, origin), str)
