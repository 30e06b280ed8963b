"""The fieldwork on the screen: the figures as they change, and the attempts on a case."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from surveykit.fieldwork.case import Attempt, Case
from surveykit.fieldwork.progress import Progress, progress_of
from surveykit.instrument.file import loaded
from surveykit.interview.events import Assigned, Contacted, Drawn
from surveykit.problems import Problem, Rule, StoreError
from surveykit.reports.document import Facts
from surveykit.reports.fieldwork.page import page_of
from surveykit.store.memory import MemoryStore
from surveykit.tui.field.attempt import Attempts
from surveykit.tui.field.board import Board
from surveykit.tui.field.figures import table
from surveykit.tui.field.noting import facts_of
from surveykit.tui.journal import Journal
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Page, width_of
from surveykit.tui.modes.work import Work

DENIED = StoreError(Problem(Rule("SK803", "", "", "", ""), "the disk is full", hint="Free some space."))


def screen(page: Page, width: int = 80, height: int = 24) -> str:
    head, foot = page.head(width), page.foot(width)
    body = page.body(width, height - len(head) - len(foot))
    lines = [*head, *body, *foot]
    assert len(lines) <= height
    assert max(map(width_of, lines)) <= width
    return "\n".join("".join(piece.text for piece in line).rstrip() for line in lines)


def cases(completed: int = 20, waiting: int = 80) -> list[Case]:
    tried = (Attempt("2026-03-02T10:00:00", "ola", "3.13"),)
    done = [
        Case(f"D{n}", "completed", "1.1", "f", {"region": n % 2}, "kari", (), f"2026-03-0{n % 3 + 1}T10:00:00", "kari")
        for n in range(completed)
    ]
    return [*done, *(Case(f"W{n}", "drawn", "3.13", "f", {"region": n % 2}, "ola", tried) for n in range(waiting))]


class Watched:
    """A board, what it looks at, and the time."""

    def __init__(self, found: list[Case], language: str = "en") -> None:
        self.found, self.refuses, self.looked = found, False, 0
        self.at = datetime(2026, 3, 3, 10, tzinfo=UTC)
        self.damaged: tuple[str, ...] = ()
        self.board = Board("Firms", language, self.look, Manner(), lambda: self.at)

    def look(self) -> Progress:
        self.looked += 1
        if self.refuses:
            raise DENIED
        return progress_of(self.found, None, by="region" if self.found else "", damaged=self.damaged)

    def later(self, seconds: float) -> bool:
        """Whether it has looked again by then."""
        self.at += timedelta(seconds=seconds)
        looked = self.looked
        assert not self.board.tick()
        return self.looked > looked


def test_the_overview_has_the_cases_and_the_rates():
    shown = screen(Watched(cases()).board)
    assert "Fieldwork: Firms" in shown
    assert "2026-03-03 10:00:00 UTC" in shown
    lines = {line.split("  ")[0].strip(): line for line in shown.splitlines()}
    assert lines["Completed"].split()[:3] == ["Completed", "20", "20.0"]
    assert lines["Eligibility unknown"].split()[2:4] == ["80", "80.0"]
    assert "RR1     20.0" in shown
    assert "RR5    100.0" in shown


def test_a_half_is_rounded_as_on_the_page():
    shown = screen(Watched(cases(completed=3, waiting=237)).board)
    assert "RR1      1.3" in shown, "3 of 240 are 1.25"
    facts = page_of(progress_of(cases(completed=3, waiting=237), None), "Firms", "now").blocks[0]
    assert isinstance(facts, Facts)
    assert dict(facts.pairs)["Response rate (RR1)"].startswith("1.3 %")
    assert dict(facts.pairs)["Completed"] == "3 (1.3 %)"


@pytest.mark.parametrize("language", ["en", "nb", "it", "ru"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 12)])
def test_every_view_fits_the_screen_in_every_language(language, size):
    board = Watched(cases(), language).board
    for _ in board.views:
        screen(board, *size)
        board.press("right", None)
    assert board.view == 0


def test_views_by_number_arrow_and_tab():
    board = Watched(cases()).board
    assert board.views == ["field_overview", "field_outcomes", "field_strata", "field_interviewers", "field_days"]
    board.press("3", "3")
    assert "▸3 Strata" in screen(board)
    board.press("left", None)
    assert "3.13  No answer" in screen(board)
    board.press("tab", None)
    board.press("tab", None)
    assert "kari" in screen(board)
    board.press("9", "9")
    assert "▸4 Interviewers" in screen(board)


def test_the_figures_keep_up_with_the_store():
    watched = Watched(cases(20))
    assert not watched.later(1)
    watched.found = cases(21)
    assert not watched.later(0.5)
    assert watched.later(1)
    assert "Completed" in screen(watched.board)
    assert "21" in screen(watched.board)
    assert watched.looked == 2


def test_a_clock_moved_back_does_not_stop_it():
    watched = Watched(cases(20))
    watched.found = cases(30)
    assert watched.later(-3600)
    assert "30" in screen(watched.board)


def test_a_store_that_cannot_be_read_is_told_and_the_last_figures_stay():
    watched = Watched(cases(20))
    watched.refuses = True
    watched.later(3)
    assert "SK803 the disk is full. Free some space." in screen(watched.board)
    assert "Completed" in screen(watched.board)
    watched.refuses = False
    watched.later(3)
    assert "SK803" not in screen(watched.board)


def test_damaged_cases_are_told():
    watched = Watched(cases(20))
    watched.damaged = ("X1", "X2")
    watched.later(3)
    assert "2 cannot be read and are counted nowhere, such as X1." in screen(watched.board)


def test_a_view_that_is_gone_is_left():
    watched = Watched(cases(20))
    for _ in range(4):
        watched.board.press("right", None)
    watched.found = [Case("A")]
    watched.later(3)
    assert "Outcomes" in screen(watched.board)


def test_no_cases_yet():
    watched = Watched([])
    assert "There are no cases yet." in " ".join(screen(watched.board).split())
    watched.found = cases(3)
    assert watched.later(2)
    assert "Completed" in screen(watched.board)


def test_long_tables_scroll():
    board = Watched([Case(f"A{n}", register={"region": n}) for n in range(100)]).board
    board.press("3", "3")
    assert "\n 0 " in screen(board)
    board.press("pagedown", None)
    assert "\n 0 " not in screen(board)
    board.wheel(1000)
    assert "Σ" in screen(board)
    board.press("home", None)
    assert "\n 0 " in screen(board)


@pytest.mark.parametrize(("key", "sign"), [("escape", None), ("leave", None), ("q", "q")])
def test_away(key, sign):
    assert Watched(cases()).board.press(key, sign) == Back()


def test_an_empty_table_is_its_head():
    assert len(table(("Quota", ("n",)), [], 80)) == 1


# ------------------------------------------------------------------ attempts


@pytest.fixture
def page() -> Callable[..., tuple[Attempts, list[Contacted]]]:
    def opened(case: Case | None = None, language: str = "en", *, refuses: bool = False):
        noted: list[Contacted] = []

        def write(act: Contacted) -> None:
            if refuses:
                raise DENIED
            noted.append(act)

        return Attempts(case or Case("NO-17"), language, write, Manner(), facts="Software · Oslo"), noted

    return opened


def typed(page: Attempts, words: str, *keys: str):
    for sign in words:
        page.press("space" if sign == " " else sign, sign)
    move = None
    for key in keys:
        move = page.press(key, None)
    return move


def test_enter_alone_notes_nothing(page):
    attempts, noted = page()
    for _ in range(3):
        assert attempts.press("enter", None) is None
    assert noted == []
    assert attempts.message == "Type a code or a word of it, or choose one with the arrows."
    assert "▸" not in "".join(piece.text for line in attempts.body(80, 20) for piece in line)
    typed(attempts, "", "down", "down", "enter", "enter")
    assert [act.outcome for act in noted] == ["1.2"]


def test_what_the_register_knows_is_not_cut_off_before_the_telephone_number():
    known = "Industry in the register: Sale, maintenance and repair of motor vehicles · town: Oslo"
    short = screen(Attempts(Case("NO-17"), "en", lambda _: None, Manner(), facts=f"{known} · phone: +47 22 33 44 55"))
    assert "phone: +47 22 33 44 55" in " ".join(short.split())
    assert "1.1    Complete interview" in short
    long = screen(Attempts(Case("NO-17"), "en", lambda _: None, Manner(), facts=f"{known} · " * 9), 60, 12)
    assert len([line for line in long.splitlines() if "town" in line or "Industry" in line]) <= 4
    assert "…" in long


def test_an_attempt_is_noted_by_its_code_with_a_note(page):
    attempts, noted = page()
    assert typed(attempts, "2.11", "enter") is None
    assert "2.11 Refusal" in screen(attempts)
    move = typed(attempts, "no time", "enter")
    assert move == Back("NO-17: 2.11 is noted.")
    assert noted == [Contacted("2.11", "no time")]


def test_a_code_is_found_by_its_words_and_chosen_by_arrows(page):
    attempts, noted = page(language="nb")
    typed(attempts, "NEKT")
    assert [found.code for found in attempts.found] == ["2.1", "2.11", "2.111", "2.112"]
    typed(attempts, "", "down", "down", "enter", "enter")
    assert noted == [Contacted("2.111", "")]


def test_the_code_typed_goes_before_finer_ones_and_a_comma_is_a_point(page):
    attempts, _ = page()
    typed(attempts, "2,2")
    assert [found.code for found in attempts.found][:3] == ["2.2", "2.21", "2.22"]


def test_not_tried_is_no_attempt(page):
    attempts, _ = page()
    assert "3.11" not in [found.code for found in attempts.found]


def test_what_fits_no_code_is_told(page):
    attempts, noted = page()
    typed(attempts, "gone fishing", "enter")
    assert "No outcome is called 'gone fishing'." in screen(attempts)
    assert noted == []


def test_back_from_the_note_to_the_codes_and_then_away(page):
    attempts, noted = page()
    typed(attempts, "2.11", "enter")
    assert typed(attempts, "x", "escape") is None
    assert attempts.chosen is None
    assert typed(attempts, "", "escape") == Back()
    assert noted == []


def test_an_attempt_that_cannot_be_stored_stays_on_the_screen(page):
    attempts, _ = page(refuses=True)
    assert typed(attempts, "2.11", "enter") is None
    assert typed(attempts, "no time", "enter") is None
    shown = screen(attempts)
    assert "SK803 the disk is full. Free some space." in shown
    assert "no time" in shown


def test_former_attempts_and_what_the_register_knows(page):
    made = tuple(
        Attempt(f"2026-03-0{n}T10:00:00", "kari", code, "Tuesday" * n)
        for n, code in enumerate(["3.13", "2.24", "9.9"], 1)
    )
    attempts, _ = page(Case("NO-17", assigned="ola", attempts=made))
    shown = screen(attempts)
    assert "Software · Oslo" in shown
    assert "ola" in shown.splitlines()[0]
    assert "2026-03-01 10:00  kari  3.13 No answer » Tuesday" in shown
    assert "2.24 Nobody there" in shown


def test_a_click_and_the_wheel_choose_a_code(page):
    attempts, _ = page()
    screen(attempts)
    attempts.click(3, attempts._above + 2)
    assert attempts.now == 2
    attempts.wheel(1)
    assert attempts.now == 3
    attempts.click(3, 0)
    assert attempts.now == 3


@pytest.mark.parametrize("size", [(80, 24), (60, 12), (30, 6)])
def test_the_attempts_fit_the_screen(page, size):
    made = tuple(Attempt("2026-03-01T10:00:00", "kari", "3.13", "a long note " * 20) for _ in range(9))
    attempts, _ = page(Case("N" * 64, attempts=made), "ru")
    screen(attempts, *size)
    typed(attempts, "2.11", "enter")
    screen(attempts, *size)


def test_an_attempt_is_noted_from_the_list_after_whatever_stands_there(hands_on):
    store = MemoryStore()
    Journal(store, "NO-17", 0, "lead").write([Drawn("frame", {"industry": 72, "phone": "0047"})])
    hands = hands_on(case="", store=store)
    assert "O outcome" in hands.screen()
    hands.press("o")
    assert "industry: 72 · phone: 0047" in hands.screen()
    Journal(store, "NO-17", 1, "lead").write([Assigned("kari")])
    hands.type("2.11", "enter")
    hands.type("no time", "enter")
    assert "NO-17: 2.11 is noted." in hands.screen()
    contacted = store.events("NO-17")[-1]
    assert contacted.act == Contacted("2.11", "no time")
    assert (contacted.number, contacted.by) == (3, "ola")
    hands.press("up")
    assert "2.11" in hands.screen()
    hands.press("o", "escape")
    assert len(store.events("NO-17")) == 3


def test_who_keys_from_paper_notes_no_attempts(hands_on):
    store = MemoryStore()
    Journal(store, "NO-17", 0, "lead").write([Drawn("frame", {})])
    hands = hands_on(case="", store=store, work=Work("verify"))
    hands.press("o")
    assert "O outcome" not in hands.screen()
    assert not isinstance(hands.desk.pages[-1], Attempts)


def test_the_register_in_words():
    form = loaded(FORM, "firms.yaml")
    assert (
        facts_of({"industry": 72, "phone": "0047", "psu": 3}, form, "nb")
        == "Næring: Programvare · phone: 0047 · psu: 3"
    )
    assert facts_of({"industry": 99}, form, "en") == "Industry: 99"


FORM = """\
instrument: firms
title: Firms
languages: [en, nb]
lists: {industry: {72: {en: Software, nb: Programvare}}}
register: [{id: industry, codes: industry, label: {en: Industry, nb: Næring}}]
sections: [{id: A, title: A, questions: [{id: note, type: text, max: 20, text: t}]}]
"""
