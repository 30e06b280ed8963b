"""What the app writes is what paradata, error rates and the work of operators are read from."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from surveykit.instrument.instrument import Instrument
from surveykit.interview.plan import plan_of
from surveykit.paradata.course import course_of
from surveykit.paradata.work import work_of
from surveykit.tui.modes.work import Work
from surveykit.verification.entries import keyed_twice
from surveykit.verification.errors import of_all, of_operators

if TYPE_CHECKING:
    from conftest import Hands

Open = Callable[..., "Hands"]
KEYING, VERIFY = Work("keying"), Work("verify")
FORM = ("4", "0", "enter", "0", "0", "8", "0", "enter", "A", "enter", "f7", "f10")


def test_every_key_is_at_some_question_and_coming_back_is_seen(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "1", "enter")
    hands.press("up", "0", "enter", "ctrl+z", "ctrl+q")
    course = course_of("7", hands.events())
    assert course.keys == sum(visit.keys or 0 for visit in course.visits) == 11
    assert [visit.place for visit in course.visits][:3] == ["intro", "size", "group"]
    assert course.returns == 2, "up, and back to what was undone"
    assert (course.spent["group"].visits, course.spent["group"].answered, course.spent["group"].changed) == (3, 2, 2)
    assert (course.by, course.sittings, course.left_at) == ("ola", 1, "group")


def test_leaving_and_taking_it_up_again_are_two_sittings(hands: "Hands", hands_on: Open) -> None:
    hands.press("enter", "4", "0", "enter", "ctrl+q")
    again = hands_on(store=hands.store, by="kari")
    again.press("1", "enter", "ctrl+q")
    course = course_of("7", again.events())
    assert (course.sittings, {visit.by for visit in course.visits}) == (2, {"ola", "kari"})


def test_a_form_keyed_twice_and_settled_in_the_app_has_its_error_rates(hands_on: Open, firm: Instrument) -> None:
    first = hands_on(case="", work=KEYING)
    first.type("B-7", "enter")
    first.type("NO-9", "enter")
    first.press(*FORM)
    second = hands_on(case="", work=VERIFY, store=first.store, by="kari")
    second.press("enter", "4", "1", *FORM[2:])
    journals = dict(first.store.journals())
    plan = plan_of(firm)
    plans = {plan.instrument.fingerprint: plan}
    verified = keyed_twice(journals, plans)
    assert (verified.forms, of_all(verified.keyed).differing, of_all(verified.keyed).undecided) == (("NO-9",), 1, 1)
    boss = hands_on(case="", work=VERIFY, store=first.store, by="boss")
    boss.press("enter", "2", "escape")
    verified = keyed_twice(dict(first.store.journals()), plans)
    kari, ola = of_operators(verified.keyed)
    assert (kari.name, kari.wrong, ola.name, ola.wrong, ola.undecided) == ("kari", 0, "ola", 1, 0)
    work = {one.name: one for one in work_of(first.store.journals())}
    assert (work["ola"].completed, work["kari"].completed, work["kari"].second) == (1, 1, 1)
    assert "boss" not in work or work["boss"].answered == 0
