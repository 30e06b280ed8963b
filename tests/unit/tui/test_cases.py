"""The list of interviews, and the ways into one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from surveykit.instrument.file import loaded
from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import Act, Answered, Assigned, Completed, Contacted, Drawn, Event, Started, Suspended
from surveykit.problems import StoreError
from surveykit.store.memory import MemoryStore
from surveykit.tui.desk import Desk
from surveykit.tui.holding.form import Form
from surveykit.tui.listing.cases import Cases
from surveykit.tui.modes.work import Work

if TYPE_CHECKING:
    from conftest import Hands


@pytest.fixture
def hands(hands_on: Callable[..., "Hands"]) -> "Hands":
    return hands_on(case="")


def test_an_empty_store(hands: "Hands") -> None:
    assert "No interviews yet" in hands.screen()
    hands.press("enter", "up", "down", "pagedown", "home", "end")
    assert "No interviews yet" in hands.screen()


def test_a_new_interview_is_begun_left_and_listed(hands: "Hands") -> None:
    hands.press("n")
    hands.type("NO-17", "enter")
    assert isinstance(hands.desk.pages[-1], Form)
    hands.press("enter", "4", "0", "enter", "ctrl+q")
    screen = hands.screen()
    assert "NO-17 is saved, to be taken up again." in screen
    row = next(line for line in screen.splitlines() if line.startswith("▸"))
    assert row.split() == ["▸NO-17", "suspended", "1", "of", "6", "2026-01-31", "10:00"]
    hands.press("enter")
    assert hands.form.now == "group"


def test_the_store_keeps_the_instrument(hands: "Hands", firm: Instrument) -> None:
    hands.press("f3", "1", "enter")
    assert loaded(hands.store.instruments()[firm.fingerprint]).fingerprint == firm.fingerprint
    started = hands.events("1")[0].act
    assert started == Started(firm.fingerprint, "en", {})


def test_an_id_that_is_there_already_is_chosen_not_begun(hands: "Hands") -> None:
    for case in ("1", "2"):
        hands.press("n", case, "enter", "ctrl+q")
    hands.press("n", "1", "enter")
    assert "There is an interview '1' already" in hands.screen()
    hands.press("enter")
    assert hands.form.journal.interview == "1"
    assert len(hands.store.interviews()) == 2


@pytest.mark.parametrize("case", ["", "   ", "x" * 65])
def test_an_id_that_cannot_be_used(hands: "Hands", case: str) -> None:
    hands.press("n")
    hands.type(case, "enter")
    assert "SK807" in hands.screen()
    hands.press("escape")
    assert hands.store.interviews() == {}


def test_a_script_gets_the_same_refusal(firm: Instrument) -> None:
    with pytest.raises(StoreError, match="SK807"):
        Desk(firm, "", MemoryStore(), "ola", case="a\nb")


def test_many_interviews_scroll(hands_on: Callable[..., "Hands"], firm: Instrument) -> None:
    store = MemoryStore()
    for number in range(1, 61):
        store.append(
            str(number), [Event(1, f"e{number}", "2026-01-31T10:00", "ola", Started(firm.fingerprint, "en", {}))], 0
        )
    hands = hands_on(case="", store=store)
    assert "▸60" in hands.screen()
    hands.press("ctrl+home")
    assert "▸1 " in hands.screen()
    hands.press("pagedown")
    hands.screen()
    assert hands.desk.pages[-1].now > 10
    hands.desk.wheel(1000)
    assert "▸60" in hands.screen()


def test_a_search_that_leaves_fewer_cases_fills_the_window(hands_on: Callable[..., "Hands"], firm: Instrument) -> None:
    store = MemoryStore()
    for number in range(101, 201):
        store.append(
            str(number), [Event(1, f"e{number}", "2026-01-31T10:00", "ola", Started(firm.fingerprint, "en", {}))], 0
        )
    hands = hands_on(case="", store=store)
    assert "▸200" in hands.screen()
    while hands.desk.tick():
        pass
    hands.press("/")
    hands.type("19")  # 119, and 190 to 199: the one chosen is the last of them
    assert "▸199" in hands.screen()
    assert " 119 " in hands.screen()


def test_an_interview_that_cannot_be_read_is_listed_and_says_why(hands_on: Callable[..., "Hands"]) -> None:
    store = MemoryStore()
    store.append("1", [Event(1, "e1", "2026-01-31T10:00", "ola", Started("0123456789abcdef", "en", {}))], 0)
    hands = hands_on(case="", store=store)
    assert "cannot be read" in hands.screen()
    hands.press("enter")
    assert "SK808" in hands.screen()


def test_an_interview_goes_on_with_the_version_it_was_begun_with(
    hands_on: Callable[..., "Hands"], firm: Instrument
) -> None:
    hands = hands_on()
    hands.press("enter", "4", "0", "enter")
    text = hands.store.instruments()[firm.fingerprint]
    changed = text.replace("Was the firm part of a group?", "Did the firm belong to a group?")
    later = Desk(loaded(changed), changed, hands.store, "kari", case="7", carry="never")
    assert "Was the firm part of a group?" in str(later.drawn(80, 24))
    later.press("0", "0")
    later.press("enter")
    fresh = Desk(loaded(changed), changed, hands.store, "kari", case="8")
    assert "Did the firm belong to a group?" in str(fresh.drawn(80, 24))
    answers = [event.by for event in hands.store.events("7") if isinstance(event.act, Answered)]
    assert answers == ["ola", "kari"]
    assert isinstance(hands.events()[-1].act, Answered)


def test_help_and_leaving(hands: "Hands") -> None:
    hands.press("f1")
    assert "begin a new interview" in hands.screen()
    hands.press("escape", "ctrl+q")
    assert hands.desk.done
    hands.press("enter")
    assert hands.screen().strip() == ""


def test_the_language_asked_for(hands_on: Callable[..., "Hands"]) -> None:
    hands = hands_on(language="nb")
    assert "Spørsmålene gjelder" in hands.screen()
    again = hands_on(store=hands.store, language="en")
    assert "The questions are about" in again.screen()
    assert [type(event.act).__name__ for event in hands.events()] == ["Started", "Spoke"]


def test_a_click_chooses_an_interview(hands: "Hands") -> None:
    for case in ("1", "2", "3"):
        hands.press("n", case, "enter", "ctrl+q")
    lines = hands.screen().splitlines()
    hands.desk.click(5, next(y for y, line in enumerate(lines) if line.startswith(" 2")))
    assert "▸2" in hands.screen()
    hands.desk.click(5, 20)
    assert "▸2" in hands.screen()


@pytest.fixture
def several(hands_on: Callable[..., "Hands"], firm: Instrument) -> "Hands":
    """Cases in every status: drawn and assigned ones, some begun by ola, one finished."""
    store = MemoryStore()
    store.keep(firm.fingerprint, "")
    begun = Started(firm.fingerprint, "en", {})
    made: dict[str, list[Act]] = {
        "NO-10": [begun, Completed()],
        "NO-9": [Drawn("frame.csv", {"name": "Blåbær AS"}), Assigned("kari")],
        "NO-2": [Drawn("frame.csv", {"name": "Acme"}), Assigned("per"), Contacted("2.11"), begun, Suspended("size")],
        "NO-1": [begun, Answered("size", 40)],
    }
    for day, (case, acts) in enumerate(made.items(), 1):
        at = f"2026-01-{day:02}T10:00"
        store.append(case, [Event(n, f"{case}{n}", at, "ola", act) for n, act in enumerate(acts, 1)], 0)
    return hands_on(case="", store=store)


def shown(hands: "Hands") -> list[str]:
    page = hands.desk.pages[-1]
    assert isinstance(page, Cases)
    seen = [line[1:].split()[0] for line in hands.screen().splitlines()[2:21] if line[1:].strip()]
    assert [case for case in seen if case in page.ids][: len(page.ids)] == list(page.ids)
    return list(page.ids)


def test_drawn_and_assigned_cases_stand_in_the_list(several: "Hands") -> None:
    screen = several.screen()
    row = next(line for line in screen.splitlines() if "NO-9" in line)
    assert ("drawn" in row, "kari" in row) == (True, True)
    assert "1 drawn · 1 open · 1 suspended · 1 completed" in screen
    several.press("up")
    assert "attempts: 1, the last 2.11 · name: Acme" in several.screen()


def test_a_drawn_case_is_begun_by_enter_with_what_the_register_knows(several: "Hands") -> None:
    several.press("home", "down", "enter")
    assert several.form.journal.interview == "NO-9"
    assert dict(several.interview("NO-9").register) == {"name": "Blåbær AS"}
    assert several.interview("NO-9").status == "open"


def test_a_search_narrows_the_list_with_every_letter(several: "Hands") -> None:
    several.press("/")
    several.type("BLÅ")
    assert shown(several) == ["NO-9"]
    assert "'BLÅ' · 1 of 4" in several.screen()
    several.press("enter", "enter")
    assert several.form.journal.interview == "NO-9"
    several.press("ctrl+q")
    assert shown(several) == ["NO-9"], "the search stays"
    several.press("escape")
    assert len(shown(several)) == 4
    assert not several.desk.done
    several.press("escape")
    assert several.desk.done


def test_a_search_that_finds_nothing_says_how_to_go_on(several: "Hands") -> None:
    several.press("/")
    several.type("nowhere", "enter", "enter", "down")
    assert "No case fits. Esc shows all." in several.screen()
    several.press("/", "escape")
    assert len(shown(several)) == 4


def test_the_statuses_there_are_are_shown_one_after_the_other(several: "Hands") -> None:
    seen = []
    for _ in range(5):
        several.press("t")
        seen.append(shown(several))
    assert seen == [["NO-9"], ["NO-1"], ["NO-2"], ["NO-10"], ["NO-10", "NO-9", "NO-2", "NO-1"]]


def test_the_orders_come_round_and_the_case_chosen_stays_chosen(several: "Hands") -> None:
    several.press("home", "down")
    orders = []
    for _ in range(5):
        several.press("s")
        orders.append(shown(several))
        assert "▸NO-9" in several.screen()
    assert orders == [
        ["NO-1", "NO-2", "NO-9", "NO-10"],
        ["NO-9", "NO-1", "NO-2", "NO-10"],
        ["NO-9", "NO-2", "NO-1", "NO-10"],
        ["NO-1", "NO-2", "NO-9", "NO-10"],
        ["NO-10", "NO-9", "NO-2", "NO-1"],
    ]


def test_a_new_case_is_seen_whatever_was_searched_for(several: "Hands") -> None:
    several.press("/")
    several.type("acme", "enter", "n")
    several.type("NEW-1", "enter", "ctrl+q")
    assert "▸NEW-1" in several.screen()


def test_the_list_of_thousands_is_there_at_once_and_read_bit_by_bit(
    hands_on: Callable[..., "Hands"], firm: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("surveykit.tui.listing.cases.SLICE", 0.0)
    store = MemoryStore()
    store.keep(firm.fingerprint, "")
    for number in range(1, 2001):
        begun = Event(1, f"e{number}", "2026-01-31T10:00", "ola", Started(firm.fingerprint, "en", {"n": number}))
        store.append(str(number), [begun], 0)
    hands = hands_on(case="", store=store)
    assert "▸2000" in hands.screen()
    assert "not read yet" in hands.screen()
    hands.press("/")
    hands.type("1234")
    assert hands.desk.pages[-1].ids == [], "it was not read yet"
    while hands.desk.tick():
        pass
    assert hands.desk.pages[-1].ids == ["1234"]
    hands.press("enter", "escape")
    assert "2000 open" in hands.screen()
    assert hands.desk.tick() is False


def test_an_attempt_is_noted_from_the_list(several: "Hands") -> None:
    several.press("home", "down", "o")
    several.type("2.11", "enter")
    several.type("call again on Monday", "enter")
    assert several.events("NO-9")[-1].act == Contacted("2.11", "call again on Monday")
    several.press("up", "down")
    assert "attempts: 1, the last 2.11" in several.screen()
    assert several.interview("NO-9").status == "drawn"


def test_keyers_of_paper_note_no_attempts(hands_on: Callable[..., "Hands"], several: "Hands") -> None:
    hands = hands_on(case="", store=several.store, work=Work("keying"))
    hands.press("escape", "a")
    assert isinstance(hands.desk.pages[-1], Cases)
    assert "attempt" not in hands.screen()


def test_a_long_title_is_cut_and_what_one_has_sat_down_for_is_not(hands_on: Callable[..., "Hands"]) -> None:
    chief = hands_on(case="", work=Work("supervise"))
    first = "".join(piece.text for piece in chief.desk.drawn(32, 24)[0])
    assert first.rstrip().endswith("0")
    assert "… · Supervision" in first
