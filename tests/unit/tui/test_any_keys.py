"""Any keys in any order, on every page of an interview: nothing breaks, and what is shown is what is stored."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit.interview.interview import Interview
from surveykit.interview.session import Session
from surveykit.tui.lines import width_of

if TYPE_CHECKING:
    from conftest import Hands

KEYS = st.sampled_from(
    [
        *"0123459NRaäж-.,? ",
        *("enter", "enter", "enter", "escape", "up", "down", "left", "right", "tab", "shift+tab"),
        *("home", "end", "ctrl+home", "ctrl+end", "pageup", "pagedown", "backspace", "delete", "ctrl+u", "ctrl+j"),
        *("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10"),
        *("ctrl+z", "ctrl+y", "ctrl+g", "ctrl+f", "ctrl+t", "ctrl+r", "ctrl+b", "ctrl+l", "ctrl+k", "ctrl+x", "ctrl+p"),
    ]
)
HANDS = st.lists(
    st.one_of(KEYS, st.tuples(st.sampled_from(["click", "wheel"]), st.integers(0, 79), st.integers(0, 23)))
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 3), st.lists(KEYS, max_size=12), HANDS)
def test_any_keys_leave_what_is_stored_as_it_is_shown(
    all_hands: Callable[..., "Hands"], partners: int, begin: list[str], keys: list[str | tuple[str, int, int]]
) -> None:
    hands = all_hands()
    hands.fill(n_partners=str(partners))
    for key in [*begin, *keys]:
        if hands.desk.done:
            break
        if isinstance(key, tuple):
            hands.screen()
            hands.desk.click(key[1], key[2]) if key[0] == "click" else hands.desk.wheel(1 if key[1] % 2 else -1)
        else:
            hands.press("space" if key == " " else key)
    if hands.desk.done:
        return
    form = hands.form_below()
    assert form.session.interview.answers == Interview.of("7", hands.events()).answers
    again = Session.begin(form.session.plan, hands.interview(), form.session.around)
    assert (again.route, again.failing) == (form.session.route, form.session.failing)
    for size in ((80, 24), (40, 12)):
        assert len(hands.desk.drawn(*size)) == size[1]
        body = hands.desk.pages[-1].body(size[0], size[1] - 4)
        assert len(body) <= max(size[1] - 4, 1)
        assert all(width_of(line) <= size[0] for line in body)
