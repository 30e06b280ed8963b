"""Keying from paper, keying a second time, settling differences, and supervision: from key to stored act."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from surveykit.histories import conflict
from surveykit.instrument.file import loaded
from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import (
    Act,
    Adjudicated,
    Answered,
    Approved,
    Completed,
    Event,
    Rejected,
    Reopened,
    Started,
    Visited,
)
from surveykit.missing import Empty
from surveykit.problems import Place, Problem, Rule, StoreError
from surveykit.store.memory import MemoryStore
from surveykit.tui.modes.differing import Differing
from surveykit.tui.modes.inspection import Inspection
from surveykit.tui.modes.numbering import Numbering
from surveykit.tui.modes.work import Work

if TYPE_CHECKING:
    from conftest import Hands

Open = Callable[..., "Hands"]
KEYING, VERIFY, SUPERVISE = Work("keying"), Work("verify"), Work("supervise")
FIRM = (Path(__file__).parents[2] / "pilot" / "firm.yaml").read_text(encoding="utf-8")
WHOLE = ("4", "0", "enter", "0", "enter", "0", "enter", "8", "0", "enter", "A", "enter", "f7")
"""A form of `firm.yaml` keyed heads-down: size, group and export by code, home, name, and why left open."""


def key(hands: "Hands", form: str, *keys: str) -> None:
    """Key a form and finish it."""
    if isinstance(hands.desk.pages[-1], Numbering) and hands.desk.pages[-1].asking_batch:
        hands.type("B-7", "enter")
    hands.press("ctrl+u")
    hands.type(form, "enter")
    hands.press(*keys, "f10")


def acts(hands: "Hands", case: str) -> list[Act]:
    """What was done, without where the keyer was."""
    return [event.act for event in hands.events(case) if not isinstance(event.act, Visited)]


@pytest.fixture
def keyed(hands_on: Open) -> "Hands":
    """A store with one form keyed by ola."""
    hands = hands_on(case="", work=KEYING)
    key(hands, "NO-9", *WHOLE)
    return hands


@pytest.fixture
def twice(hands_on: Open, keyed: "Hands") -> "Hands":
    """The form keyed again by kari, with two slips."""
    hands = hands_on(case="", work=VERIFY, store=keyed.store, by="kari")
    hands.press("enter", "4", "1", *WHOLE[2:-3], "B", "enter", "f7", "f10")
    return hands


# ------------------------------------------------------------------ keying


def test_the_batch_is_asked_first_and_stamped_on_every_form(keyed: "Hands") -> None:
    begun = acts(keyed, "NO-9")[0]
    assert isinstance(begun, Started)
    assert begun.batch == "B-7"
    assert isinstance(acts(keyed, "NO-9")[-1], Completed)
    assert "forms in this batch: 1, completed: 1" in keyed.screen()
    keyed.press("enter")
    assert "case NO-10 · B-7 · en · open" in keyed.screen()


def test_without_a_batch_no_form_is_begun(hands_on: Open) -> None:
    hands = hands_on(case="", work=KEYING)
    hands.press("enter")
    assert "Type the name of the batch" in hands.screen()
    hands.press("escape")
    assert hands.store.interviews() == {}
    assert "No interviews yet" in hands.screen(), "the list lies below"


def test_the_next_form_follows_with_the_next_number(keyed: "Hands") -> None:
    assert "NO-10" in keyed.screen()
    keyed.press("enter")
    assert keyed.form.journal.interview == "NO-10"
    assert acts(keyed, "NO-10")[0].batch == "B-7"


def test_a_batch_goes_on_on_another_day_after_its_last_form(hands_on: Open, keyed: "Hands") -> None:
    hands = hands_on(case="", work=KEYING, store=keyed.store)
    hands.type("B-7", "enter")
    assert "NO-10" in hands.screen()
    hands.press("up")
    hands.type("C-1", "enter")
    assert "NO-10" not in hands.screen(), "the numbers of another batch are others"


def test_a_number_that_is_there_is_taken_up_when_it_is_given_twice(keyed: "Hands") -> None:
    keyed.press("ctrl+u")
    keyed.type("NO-9", "enter")
    assert "NO-9 is there already (completed)" in keyed.screen()
    keyed.press("enter")
    assert keyed.form.session.shut


def test_a_number_that_somebody_else_has_begun_meanwhile_is_told(keyed: "Hands", hands_on: Open) -> None:
    other = hands_on(case="", work=KEYING, store=keyed.store, by="kari")
    other.type("B-7", "enter", "enter", "4")
    assert "NO-10" in keyed.screen()
    keyed.press("enter")
    assert isinstance(keyed.desk.pages[-1], Numbering)
    assert "NO-10 is there already" in keyed.screen()


def test_a_number_that_cannot_be_one_is_refused(keyed: "Hands") -> None:
    keyed.press("ctrl+u", "enter")
    assert "SK807" in keyed.screen()


# ------------------------------------------------------------------ the second entry


def test_the_second_entry_is_empty_and_an_interview_of_its_own(hands_on: Open, keyed: "Hands") -> None:
    hands = hands_on(case="", work=VERIFY, store=keyed.store, by="kari")
    hands.press("enter")
    assert hands.form.journal.interview == "NO-9/2"
    assert "40" not in hands.screen()
    assert acts(hands, "NO-9/2")[0].verifies == "NO-9"
    assert hands.answers("NO-9/2") == {}


def test_a_form_that_is_not_completed_is_not_listed(hands_on: Open, keyed: "Hands") -> None:
    keyed.press("enter", "4", "0", "enter", "ctrl+q")
    hands = hands_on(case="", work=VERIFY, store=keyed.store, by="kari")
    assert "NO-10" not in hands.screen()
    with pytest.raises(StoreError, match="SK480"):
        hands_on(case="NO-10", work=VERIFY, store=keyed.store)


def test_who_keyed_the_form_first_is_told_so(hands_on: Open, keyed: "Hands") -> None:
    hands = hands_on(case="", work=VERIFY, store=keyed.store, by="ola")
    hands.press("enter")
    assert "You keyed the first entry yourself" in hands.screen()


def test_the_list_says_how_many_answers_differ(twice: "Hands") -> None:
    row = next(line for line in twice.screen().splitlines() if "NO-9" in line)
    assert "differ: 2" in row
    assert ("ola" in row, "kari" in row) == (True, True)


def test_a_sample_is_the_same_for_everybody_and_nothing_else_is_listed(hands_on: Open) -> None:
    store = MemoryStore()
    hands = hands_on(case="", work=KEYING, store=store)
    key(hands, "1", *WHOLE)
    for _ in range(11):
        hands.press("enter", *WHOLE, "f10")
    some = hands_on(case="", work=Work("verify", one_in=4), store=store)
    ids = list(some.desk.pages[-1].ids)
    assert 0 < len(ids) < 12
    assert ids == list(hands_on(case="", work=Work("verify", one_in=4), store=store, by="kari").desk.pages[-1].ids)
    left = next(case for case in map(str, range(1, 13)) if case not in ids)
    with pytest.raises(StoreError, match="SK483"):
        hands_on(case=left, work=Work("verify", one_in=4), store=store)


# ------------------------------------------------------------------ differences


def test_differences_are_decided_by_one_key_each(twice: "Hands") -> None:
    twice.press("enter")
    assert isinstance(twice.desk.pages[-1], Differing)
    screen = twice.screen()
    assert "0 of 2 settled" in screen
    assert ("40 persons" in screen, "41 persons" in screen) == (True, True)
    twice.press("1", "2")
    assert "Nothing is left to decide" in twice.screen()
    assert acts(twice, "NO-9")[-2:] == [Adjudicated("size", 40, 40, 41), Adjudicated("name", "B", "A", "B")]
    assert twice.events("NO-9")[-1].by == "kari"
    twice.press("f10")
    assert "NO-9 is settled." in twice.screen()
    twice.press("down")
    assert "verified" in twice.screen()
    assert twice.answers("NO-9")["name"] == "B"
    assert twice.interview("NO-9").status == "completed"


def test_two_long_texts_show_where_they_part(hands_on: Open, keyed: "Hands") -> None:
    text = ("The form came back in two parts, and both were read. " * 12).strip()
    for case, work, by, end in (("L-1", KEYING, "ola", "fourteen offices."), ("L-1", VERIFY, "kari", "forty offices.")):
        hands = hands_on(case="" if work is KEYING else case, work=work, store=keyed.store, by=by)
        if work is KEYING:
            hands.type("B-8", "enter")
            hands.type(case, "enter")
        hands.press(*WHOLE[:-1])
        hands.desk.paste(f"{text} {end}")
        hands.press("enter", "f10")
    hands = hands_on(case="L-1", work=VERIFY, store=keyed.store, by="kari")
    assert isinstance(hands.desk.pages[-1], Differing)
    screen = hands.screen()
    assert "fourteen offices." in screen, "however long what they share is"
    assert "forty offices." in screen
    assert max(map(len, screen.splitlines())) <= 80


def test_a_third_answer_is_typed_and_checked_and_may_be_empty(twice: "Hands") -> None:
    twice.press("enter", "3")
    twice.type("many", "enter")
    assert "many" in twice.screen()
    assert not any(isinstance(act, Adjudicated) for act in acts(twice, "NO-9"))
    twice.press("ctrl+u", "4", "2", "enter")
    assert acts(twice, "NO-9")[-1] == Adjudicated("size", 42, 40, 41)
    twice.press("3")
    twice.type("?1", "ctrl+u", "f5")
    assert acts(twice, "NO-9")[-1] == Adjudicated("name", Empty("refused"), "A", "B")


def test_a_third_answer_can_be_given_up(twice: "Hands") -> None:
    twice.press("enter", "3", "9", "escape")
    assert "0 of 2 settled" in twice.screen()
    twice.press("f9", "escape")
    assert "NO-9: differences not settled: 2" in twice.screen()


def test_a_note_goes_with_the_next_decision_only(twice: "Hands") -> None:
    twice.press("enter", "n")
    twice.type("smudged", "enter")
    assert "smudged" in twice.screen()
    twice.press("1", "1")
    assert [act.note for act in acts(twice, "NO-9")[-2:]] == ["smudged", ""]


def test_a_decision_may_be_revised(twice: "Hands") -> None:
    twice.press("enter", "1", "1", "home", "2")
    assert twice.answers("NO-9")["size"] == 41
    assert "Nothing is left to decide" in twice.screen()


def test_a_decision_that_is_not_stored_is_not_shown_as_made(twice: "Hands", monkeypatch: pytest.MonkeyPatch) -> None:
    twice.press("enter")
    rule = Rule("SK803", "The store cannot be written", "", "", "Free some space.")

    def fail(*_: object) -> None:
        raise StoreError(Problem(rule, "disk full", Place()))

    with monkeypatch.context() as broken:
        broken.setattr(twice.store, "append", fail)
        twice.press("1")
        assert "SK803" in twice.screen()
        assert "0 of 2 settled" in twice.screen()
    twice.press("1")
    assert "1 of 2 settled" in twice.screen()


def test_two_who_settle_the_same_form_do_not_overwrite_each_other(hands_on: Open, twice: "Hands") -> None:
    other = hands_on(case="NO-9", work=VERIFY, store=twice.store, by="anna")
    twice.press("enter", "1")
    other.press("2")
    assert "SK802" in other.screen()
    assert "1 of 2 settled" in other.screen(), "what the other one decided is read"
    assert twice.answers("NO-9")["size"] == 40


def torn(firm: Instrument) -> MemoryStore:
    store = MemoryStore()
    store.keep(firm.fingerprint, FIRM)
    begun = Event(1, "b", "2026-01-31T09:00", "ola", Started(firm.fingerprint, "en", {}))
    store.append("7", [begun], 0)
    for day, (by, size) in enumerate((("ola", 40), ("kari", 50), ("per", 60)), 1):
        store.graft("7", [begun, Event(2, by, f"2026-02-0{day}T09:00", by, Answered("size", size))])
    return store


def test_a_case_of_several_histories_is_settled_by_a_supervisor(hands_on: Open, firm: Instrument) -> None:
    store = torn(firm)
    keyer = hands_on(store=store)
    assert "Several machines have written to this case" in keyer.screen()
    keyer.press("ctrl+q")
    hands = hands_on(case="", work=SUPERVISE, store=store, by="sjef")
    assert "contradictory" in hands.screen()
    hands.press("enter")
    assert ("40 persons" in hands.screen(), "50 persons" in hands.screen()) == (True, True)
    hands.press("f10")
    assert len(conflict(store.histories("7"))) == 3, "not before all is decided"
    hands.press("2", "f10")
    assert "60 persons" in hands.screen(), "the third history comes up"
    hands.press("1", "f10")
    assert conflict(store.histories("7")) == ()
    assert hands.answers()["size"] == 50
    assert "contradictory" not in hands.screen()


def test_a_case_of_several_histories_cannot_be_verified(hands_on: Open, firm: Instrument) -> None:
    with pytest.raises(StoreError, match="SK482"):
        hands_on(case="7", work=VERIFY, store=torn(firm))


# ------------------------------------------------------------------ supervision


@pytest.fixture
def chief(hands_on: Open, keyed: "Hands") -> "Hands":
    return hands_on(case="", work=SUPERVISE, store=keyed.store, by="anna")


def test_an_interview_is_approved_by_one_key(chief: "Hands") -> None:
    chief.press("enter")
    assert isinstance(chief.desk.pages[-1], Inspection)
    chief.press("a")
    assert "NO-9 is approved." in chief.screen()
    assert acts(chief, "NO-9")[-1] == Approved()
    assert chief.events("NO-9")[-1].by == "anna"


def test_no_answer_can_be_changed_by_reading(chief: "Hands") -> None:
    before = chief.events("NO-9")
    chief.press("enter", "4", "1", "enter", "f5", "ctrl+z", "f4", "x", "pagedown", "pageup", "up", "down", "escape")
    assert chief.events("NO-9") == before


def test_an_interview_is_sent_back_with_a_note_the_keyer_sees(chief: "Hands", hands_on: Open) -> None:
    chief.press("enter", "r", "enter")
    assert "Write what is to be mended" in chief.screen()
    chief.type("The size is wrong", "enter")
    assert acts(chief, "NO-9")[-1] == Rejected("The size is wrong")
    keyer = hands_on(case="", store=chief.store)
    assert "sent back" in keyer.screen()
    assert "Sent back by the supervisor: The size is wrong" in keyer.screen()
    keyer.press("enter")
    assert "Sent back by the supervisor: The size is wrong" in keyer.screen()
    keyer.press("ctrl+home", "down", "4", "4", "enter", "f10")
    assert keyer.interview("NO-9").status == "completed"
    assert keyer.answers("NO-9")["size"] == 44


def test_the_note_is_shown_until_the_interview_is_completed_again(chief: "Hands", hands_on: Open) -> None:
    chief.press("enter", "r")
    chief.type("The size is wrong", "enter")
    keyer = hands_on(case="", store=chief.store)
    for _ in range(2):
        keyer.press("enter")
        assert "Sent back by the supervisor: The size is wrong" in keyer.screen()
        keyer.press("ctrl+q")
    assert keyer.interview("NO-9").status == "suspended"
    keyer = hands_on(case="", store=chief.store)
    assert "Sent back by the supervisor: The size is wrong" in keyer.screen(), "in the list"
    keyer.press("enter", "f10")
    assert keyer.interview("NO-9").status == "completed"
    assert "Sent back" not in keyer.screen()


@pytest.mark.parametrize("work", [Work(), KEYING])
def test_who_is_no_supervisor_cannot_open_an_approved_interview_again(
    chief: "Hands", hands_on: Open, work: Work
) -> None:
    chief.press("enter", "a")
    before = acts(chief, "NO-9")
    keyer = hands_on(case="NO-9", store=chief.store, work=work)
    assert "only a supervisor opens it again" in keyer.screen(120)
    assert "F10" not in keyer.screen(120)
    keyer.press("down", "4", "f10", "f10", "ctrl+z")
    assert "only a supervisor opens it again" in keyer.screen(120)
    keyer.press("ctrl+q")
    assert acts(chief, "NO-9") == before


def test_a_note_may_be_given_up(chief: "Hands") -> None:
    chief.press("enter", "r", "x", "escape", "escape")
    assert isinstance(acts(chief, "NO-9")[-1], Completed)


def test_an_approved_interview_is_opened_again(chief: "Hands") -> None:
    chief.press("enter", "a", "enter", "o")
    assert acts(chief, "NO-9")[-2:] == [Approved(), Reopened()]
    assert "NO-9 is open again." in chief.screen()
    chief.press("enter", "a")
    assert isinstance(acts(chief, "NO-9")[-1], Reopened), "only what is completed can be approved"


def test_differences_are_told_before_approval(hands_on: Open, twice: "Hands") -> None:
    chief = hands_on(case="", work=SUPERVISE, store=twice.store, by="anna")
    chief.press("enter", "a")
    assert "Differences not settled: 2" in chief.screen()
    assert not any(isinstance(act, Approved) for act in acts(chief, "NO-9"))
    chief.press("d", "1", "2", "f10")
    assert isinstance(chief.desk.pages[-1], Inspection)
    chief.press("a")
    assert acts(chief, "NO-9")[-1] == Approved()


def test_the_differences_of_an_approved_form_are_settled_by_a_supervisor(hands_on: Open, twice: "Hands") -> None:
    chief = hands_on(case="", work=SUPERVISE, store=twice.store, by="anna")
    chief.press("enter", "a", "a")
    before = chief.events("NO-9")
    keyer = hands_on(case="", work=VERIFY, store=twice.store, by="kari")
    keyer.press("enter")
    assert "SK485 This form is approved" in keyer.screen()
    keyer.press("2", "2")
    assert chief.events("NO-9") == before
    chief.press("enter", "d", "1", "2", "f10")
    assert [act.question for act in acts(chief, "NO-9") if isinstance(act, Adjudicated)] == ["size", "name"]


def test_the_same_key_again_approves_all_the_same(hands_on: Open, twice: "Hands") -> None:
    chief = hands_on(case="", work=SUPERVISE, store=twice.store, by="anna")
    chief.press("enter", "a", "down", "a")
    assert not any(isinstance(act, Approved) for act in acts(chief, "NO-9")), "another key came between"
    chief.press("a")
    assert acts(chief, "NO-9")[-1] == Approved()


def test_a_supervisor_reads_in_the_language_asked_for_and_the_interview_keeps_its_own(
    hands_on: Open, twice: "Hands"
) -> None:
    before = acts(twice, "NO-9")
    chief = hands_on(case="", work=SUPERVISE, store=twice.store, by="anna", language="nb")
    chief.press("enter")
    assert "Foretaksundersøkelse" in chief.screen()
    assert "40 personer" in chief.screen()
    chief.press("d")
    assert "personer" in chief.screen()
    assert "persons" not in chief.screen()
    chief.press("1", "1", "f10", "a")
    assert [act for act in acts(chief, "NO-9") if not isinstance(act, Adjudicated)] == [*before, Approved()]
    assert chief.interview("NO-9").language == "en"


def test_a_case_nobody_has_begun_cannot_be_read(hands_on: Open) -> None:
    with pytest.raises(StoreError, match="SK484"):
        hands_on(case="7", work=SUPERVISE)


def test_somebody_who_writes_meanwhile_is_not_passed_over(chief: "Hands", hands_on: Open) -> None:
    chief.press("enter")
    keyer = hands_on(case="NO-9", store=chief.store)
    keyer.press("f10", "ctrl+home", "down", "4", "4", "enter")
    chief.press("a")
    assert "SK802" in chief.screen()
    assert not any(isinstance(act, Approved) for act in acts(chief, "NO-9"))
    assert "44 persons" in chief.screen(), "it is read again"


def test_what_was_opened_again_meanwhile_is_not_sent_back(chief: "Hands", hands_on: Open) -> None:
    chief.press("enter", "r", "x")
    keyer = hands_on(case="NO-9", store=chief.store)
    keyer.press("f10", "ctrl+home", "down", "4", "4", "enter")
    chief.press("enter", "enter")
    assert not any(isinstance(act, Rejected) for act in acts(chief, "NO-9"))
    assert keyer.interview("NO-9").status == "open"


def sizes() -> Iterator[tuple[int, int]]:
    yield from ((20, 5), (40, 12), (80, 24), (120, 40))


@pytest.mark.parametrize("size", sizes())
@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_page_fits_every_screen(
    hands_on: Open, twice: "Hands", firm: Instrument, size: tuple[int, int], language: str
) -> None:
    store = twice.store
    for work, keys in (
        (KEYING, ("f1", "escape", "B", "enter", "f1", "escape", "x")),
        (VERIFY, ("enter", "f1", "escape", "3", "f1", "escape", "escape", "n", "escape")),
        (SUPERVISE, ("/", "escape", "enter", "f1", "escape", "r", "escape", "d")),
    ):
        hands = hands_on(case="", work=work, store=store, by="anna", language=language)
        for key_ in keys:
            hands.press(key_)
            hands.screen(*size)
    hands = hands_on(case="", work=SUPERVISE, store=torn(firm), language=language)
    hands.press("enter")
    hands.screen(*size)


def test_after_a_second_entry_the_next_form_is_chosen(hands_on: Open, keyed: "Hands") -> None:
    for _ in range(2):
        keyed.press("enter", *WHOLE, "f10")
    hands = hands_on(case="", work=VERIFY, store=keyed.store, by="kari")
    hands.press("home", "enter", *WHOLE, "f10")
    assert "▸NO-10" in hands.screen()
    hands.press("enter", "4", "1", "enter", "ctrl+q")
    assert "▸NO-10" in hands.screen(), "one that was left is gone on with"
    hands.press("down", "enter", *WHOLE, "f10")
    assert "▸NO-11" in hands.screen(), "there is none after it"


def test_a_refused_key_rings_for_who_looks_at_the_paper(hands_on: Open) -> None:
    hands = hands_on(case="", work=KEYING)
    hands.type("B-7", "enter")
    hands.type("NO-9", "enter")
    hands.type("40", "enter")
    assert not hands.desk.rings
    hands.type("7")
    assert hands.desk.rings, "7 is no choice of the second question"
    hands.press("escape")
    assert not hands.desk.rings


def test_the_second_entry_suggests_nothing_of_the_form_keyed_before(hands_on: Open) -> None:
    remembering = loaded(FIRM.replace("id: size", "id: size\n        last_saved: true", 1), "firm.yaml")
    assert remembering.questions["size"].last_saved
    store = MemoryStore()
    hands = hands_on(remembering, case="", work=KEYING, store=store)
    key(hands, "NO-9", *WHOLE)
    twice = hands_on(remembering, case="NO-9", work=VERIFY, store=store)
    assert twice.form.session.around.last_saved == {}
    assert hands_on(remembering, case="NO-10", store=store).form.session.around.last_saved["size"] == 40
