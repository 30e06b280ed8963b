"""Rosters and batteries as tables: cells gone to and typed into, rows added and taken away, what is said of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from surveykit.instrument.file import loaded
from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import Answered, Cleared, Visited
from surveykit.missing import Empty
from surveykit.tui.holding.form import Form
from surveykit.tui.holding.table import Table

if TYPE_CHECKING:
    from conftest import Hands

Opened = Callable[..., "Hands"]

HEAD = "instrument: products\ntitle: Products\nlanguages: [en]\nlists: {yesno: {1: Yes, 0: No}}\nsections:\n"
PRODUCTS = (
    HEAD
    + """
  - id: A
    title: All
    questions:
      - {id: n, number: 1, type: number, range: 0..4, text: "How many products?"}
  - id: products
    title: "Product {product}"
    roster: {row: product, count: n, most: 4}
    questions:
      - {id: name, number: 3, type: text, text: "What is it called?"}
      - {id: sold, number: 4, type: single, codes: yesno, text: "Is it sold?"}
      - {id: price, number: 5, type: number, range: 0..999, relevance: sold = 1, text: "At what price?"}
  - id: K
    title: Kinds
    questions:
      - {id: kinds, number: 2, type: multiple, codes: yesno, text: Which?}
  - id: ticked
    title: "Kind {kind}"
    roster: {row: kind, each: kinds}
    questions:
      - {id: why, number: 6, type: text, text: "Why?"}
"""
)


def products() -> Instrument:
    return loaded(PRODUCTS, "products.yaml")


def table(hands: "Hands") -> Table:
    page = hands.desk.pages[-1]
    assert isinstance(page, Table)
    return page


def test_an_arrow_at_the_end_of_what_is_typed_leads_to_the_next_cell(hands_on: Opened) -> None:
    hands = hands_on(instrument=products())
    hands.press("2", "enter", "ctrl+l")
    hands.type("Ake", "left", "r", "left", "left")
    assert table(hands).now == "name.1", "within what is typed an arrow moves the caret"
    hands.press("right", "right", "right", "right")
    assert hands.answers()["name.1"] == "Akre"
    assert table(hands).now == "sold.1"
    hands.press("down", "left", "B", "left", "left")
    assert table(hands).now == "name.2", "there is no cell further to the left"
    assert hands.answers()["name.2"] == "B"


# -------------------------------------------------------------------- batteries


def test_a_battery_is_answered_line_by_line_with_one_key_each(all_hands: Opened) -> None:
    hands = all_hands()
    hands.go("b_language")
    hands.press("ctrl+l", "3", "4", "1", "f6")
    assert hands.answers() == {"b_language": 3, "b_culture": 4, "b_law": 1, "b_finance": Empty("dont_know")}
    assert table(hands).now == "b_staff"
    screen = hands.screen()
    assert "How important were these barriers to work abroad?" in screen
    assert "1 Not impo…  2 Somewhat…" in screen
    assert "Law and regulation    (x)" in screen
    assert "[don't know]" in screen
    hands.press("enter")
    assert hands.form.now == "b_staff"


def test_a_code_that_is_no_choice_stays_typed_and_is_told(all_hands: Opened) -> None:
    hands = all_hands()
    hands.go("b_language")
    hands.press("ctrl+l", "7", "enter")
    assert "7" in hands.screen()
    assert hands.answers() == {}
    hands.press("2")
    assert hands.answers() == {"b_language": 2}


def test_a_digit_that_is_no_choice_is_refused_at_once_and_the_next_one_replaces_it(all_hands: Opened) -> None:
    hands = all_hands()
    hands.go("b_language")
    hands.press("ctrl+l", "7")
    assert "'7' is not among the choices" in hands.screen()
    hands.press("3", "2")
    assert hands.answers() == {"b_language": 3, "b_culture": 2}


def test_the_mouse_ticks_a_choice_of_a_line(all_hands: Opened) -> None:
    hands = all_hands()
    hands.go("b_language")
    hands.press("ctrl+l")
    line = hands.screen().splitlines().index(next(x for x in hands.screen().splitlines() if x.startswith("  Culture")))
    hands.desk.click(24 + 14, line)
    assert hands.answers() == {"b_culture": 2}
    hands.desk.click(3, line + 1)
    assert table(hands).now == "b_law"


def test_lines_of_numbers_are_checked_as_in_the_form(all_hands: Opened) -> None:
    hands = all_hands()
    hands.go("s_home")
    hands.press("ctrl+l")
    hands.type("60", "enter")
    hands.type("50", "enter")
    assert "must add up to 100" in hands.screen()
    assert hands.answers() == {"s_home": 60}
    hands.type("40", "enter")
    assert hands.answers() == {"s_home": 60, "s_abroad": 40}
    assert "This is the last cell." in hands.screen()


# ---------------------------------------------------------------------- rosters


def test_a_roster_is_a_table_of_rows_and_questions(hands_on: Opened) -> None:
    hands = hands_on(instrument=products())
    hands.type("2", "enter")
    hands.press("ctrl+l")
    screen = hands.screen()
    assert "3 What is it called?" in screen
    assert "Product 1  ·" in screen
    assert "Rows: 2 of at most 4" in screen
    hands.type("Anchor", "enter")
    hands.type("1", "enter")
    hands.type("120", "enter")
    assert table(hands).now == "name.2"
    assert hands.answers() == {"n": 2, "name.1": "Anchor", "sold.1": 1, "price.1": 120}
    assert "1 Yes" in hands.screen()
    hands.press("enter")
    assert hands.form.now == "name.2"


def test_arrows_lead_from_cell_to_cell_and_store_what_is_typed(hands_on: Opened) -> None:
    hands = hands_on(instrument=products())
    hands.type("3", "enter")
    hands.press("ctrl+l", "A", "down", "B", "down", "up", "right", "1", "right", "left", "pageup")
    assert hands.answers() == {"n": 3, "name.1": "A", "name.2": "B", "sold.2": 1}
    assert table(hands).now == "sold.1"
    hands.press("tab", "tab", "shift+tab", "shift+tab", "shift+tab", "shift+tab", "up", "left")
    assert table(hands).now == "name.1"


def test_a_cell_that_is_not_asked_has_a_dash_and_says_why(hands_on: Opened) -> None:
    hands = hands_on(instrument=products())
    hands.type("1", "enter")
    hands.press("ctrl+l", "right", "right")
    assert table(hands).now == "price.1"
    assert "—" in hands.screen()
    hands.type("5")
    assert "It is asked if: 'Is it sold?' is Yes." in " ".join(hands.screen().split())
    hands.press("f5")
    assert hands.answers() == {"n": 1}
    hands.press("left", "0", "enter")
    assert "sold.1" in hands.answers()


def test_a_row_is_added_and_taken_away_where_the_number_is_an_answer(hands_on: Opened) -> None:
    hands = hands_on(instrument=products())
    hands.go("n")
    hands.press("ctrl+l")
    assert "There are no rows yet." in hands.screen()
    hands.press("f3")
    assert hands.answers() == {"n": 1}
    assert table(hands).now == "name.1"
    hands.type("A", "enter")
    hands.press("f3", "B", "enter", "f3", "C", "enter", "f3", "f3")
    assert "There can be no more than 4 rows." in hands.screen()
    assert hands.answers() == {"n": 4, "name.1": "A", "name.2": "B", "name.3": "C"}
    hands.press("ctrl+x")
    assert hands.answers()["n"] == 3
    assert "A row less: 3." in hands.screen()


def test_the_rows_after_one_that_is_taken_away_move_up(hands_on: Opened) -> None:
    hands = hands_on(instrument=products())
    hands.type("3", "enter")
    hands.press("ctrl+l")
    hands.type("A", "enter")
    hands.type("1", "enter")
    hands.type("10", "enter")
    hands.type("B", "enter")
    hands.press("down", "left", "C", "enter", "up")
    hands.press("ctrl+home", "up", "up", "left", "left", "ctrl+x")
    assert {name: answer for name, answer in hands.answers().items() if not name.endswith(".3")} == {
        "n": 2,
        "name.1": "B",
        "name.2": "C",
    }
    acts = [event.act for event in hands.events() if not isinstance(event.act, Visited)]
    assert acts[-8:] == [
        Answered("name.1", "B", "A"),
        Cleared("sold.1", 1),
        Cleared("price.1", 10),
        Answered("name.2", "C", "B"),
        Answered("name.3", "A", "C"),
        Answered("sold.3", 1),
        Answered("price.3", 10),
        Answered("n", 2, 3),
    ]
    assert "Product 2" in hands.screen()
    assert "Product 3" not in hands.screen()
    after = hands.answers()
    hands.press("ctrl+z")
    assert hands.answers() == {"n": 3, "name.1": "A", "sold.1": 1, "price.1": 10, "name.2": "B", "name.3": "C"}
    hands.press("ctrl+l", "ctrl+y")
    assert hands.answers() == after, "what was changed at once is redone at once"
    hands.press("ctrl+z", "ctrl+z")
    assert hands.answers() == {"n": 3, "name.1": "A", "sold.1": 1, "price.1": 10, "name.2": "B"}


def test_a_row_taken_away_comes_back_and_no_other_stands_twice(hands_on: Opened) -> None:
    hands = hands_on(instrument=products())
    hands.type("3", "enter")
    hands.press("ctrl+l", "A", "down", "B", "down", "C", "enter", "up", "up", "left", "left", "ctrl+x")
    assert "What was in it is parked." in hands.screen()
    hands.press("f3")
    names = [answer for name, answer in hands.answers().items() if name.startswith("name.")]
    assert sorted(map(str, names)) == ["A", "B", "C"]


def test_rows_that_follow_from_choices_are_changed_where_they_are_ticked(hands_on: Opened) -> None:
    hands = hands_on(instrument=products())
    hands.fill(kinds="1")
    hands.go("why.1")
    hands.press("f3")
    assert hands.form.now == "kinds"
    assert "How many rows there are is answered here." in hands.screen()


def test_rows_that_come_one_after_the_other_are_decided_in_the_last(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(n_partners="2", name__1="Aker")
    hands.go("signed.1.1")
    hands.press("ctrl+l")
    assert "18 Is there another" in hands.screen()
    hands.press("f3")
    assert table(hands).now == "another.1.1"
    hands.type("1", "enter")
    assert table(hands).now == "signed.1.2"
    assert "Rows: 2 of at most 5" in hands.screen()


def test_only_the_last_row_goes_where_rows_have_rows(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(n_partners="2", name__1="Aker", name__2="Bodø")
    hands.go("name.1")
    hands.press("ctrl+x")
    assert "Only the last row can be taken away." in hands.screen()
    hands.press("down", "ctrl+x")
    assert hands.answers()["n_partners"] == 1
    assert table(hands).now == "name.1"
    hands.press("ctrl+x")
    assert hands.answers()["n_partners"] == 0
    assert "There are no rows yet." in hands.screen()
    hands.press("ctrl+x")
    assert "There is no row to take away." in hands.screen()
    hands.press("escape")
    assert isinstance(hands.desk.pages[-1], Form)
    assert hands.form.now == "n_partners"


def test_soft_checks_reasons_and_remarks_work_in_a_cell(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(employees="40", n_partners="1", name__1="Aker")
    hands.go("share.1")
    hands.press("ctrl+l")
    hands.type("80", "enter")
    assert "Aker has 80 %. Is this right?" in hands.screen()
    hands.press("enter")
    hands.type("true", "enter", "f4")
    hands.type("seen", "enter")
    assert hands.interview().remarks == {"share.1": "seen"}
    assert "accepted: true" in hands.screen()
    hands.press("escape", "f10", "f10")
    again = all_hands(store=hands.store)
    again.go("share.1")
    again.press("ctrl+l", "9")
    assert "The interview is completed." in again.screen()
    again.press("escape", "f10", "ctrl+l")
    again.type("50", "enter")
    assert "Why is it changed?" in again.screen()
    again.type("a slip", "enter")
    assert again.answers()["share.1"] == 50


def test_undo_in_a_table_goes_to_the_cell_or_back_to_the_question(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(city="Oslo", n_partners="1", name__1="Aker")
    hands.go("share.1")
    hands.press("ctrl+l", "5", "enter", "ctrl+z")
    assert table(hands).now == "share.1"
    assert "Undone at 16 (1): 5 % → –." in hands.screen()
    hands.press("ctrl+y", "ctrl+z", "ctrl+z", "ctrl+z")
    assert table(hands).now == "n_partners"
    assert "Undone at 14: 1 → –." in hands.screen()
    hands.press("escape")
    assert hands.form.now == "n_partners"


def test_a_question_in_no_table_says_so(hands: "Hands") -> None:
    hands.press("enter", "ctrl+l")
    assert "This question stands in no table." in hands.screen()
    assert "table" not in hands.form.actions()
    hands.press("f3")
    assert "No row can be added or taken away here." in hands.screen()


def test_a_table_wider_than_the_screen_moves_with_the_cell(hands_on: Opened) -> None:
    questions = "".join(
        f"      - {{id: q{n}, number: {n}, type: number, range: 0.., text: Question {n}}}\n" for n in range(1, 16)
    )
    text = HEAD + "  - id: A\n    title: A\n    roster: {row: r, each: yesno}\n    questions:\n" + questions
    hands = hands_on(instrument=loaded(text, "wide.yaml"))
    hands.press("ctrl+l")
    assert "›" in hands.screen().splitlines()[1]
    hands.press(*["right"] * 14)
    assert table(hands).now == "q15.1"
    assert "15 Qu" in hands.screen()
    assert "‹" in hands.screen().splitlines()[1]


def test_two_keyers_at_one_table_never_overwrite_each_other(hands_on: Opened) -> None:
    hands = hands_on(instrument=products())
    hands.type("2", "enter")
    other = hands_on(instrument=products(), store=hands.store, by="kari")
    hands.press("ctrl+l")
    hands.type("A", "enter")
    other.go("name.1")
    other.press("ctrl+l")
    other.type("B", "enter")
    assert "SK802" in other.screen()
    other.press("enter")
    assert "Read again." in other.screen()
    assert other.answers()["name.1"] == "A"
    other.press("enter")
    assert other.answers()["name.1"] == "B"


def test_the_question_one_came_from_may_be_gone(hands_on: Opened) -> None:
    hands = hands_on(instrument=products())
    hands.type("2", "enter")
    hands.go("name.2")
    hands.press("ctrl+l", "up", "ctrl+x", "escape")
    assert hands.form.now == "name.1"
    hands.press("ctrl+x", "escape")
    assert hands.form.now == "n"
    assert hands.answers() == {"n": 0}
