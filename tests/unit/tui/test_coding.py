"""Coding at the screen: keys in, what the coder sees and what stands in the store out, without a terminal."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit import store as stores
from surveykit.codebook.frames.file import loaded
from surveykit.coding.acts import CODINGS, Given, Span, Took
from surveykit.coding.advice import Advice
from surveykit.coding.ledger import Ledger
from surveykit.coding.unit import Unit
from surveykit.problems import Place, Problem, StoreError
from surveykit.store.base import NOT_WRITABLE
from surveykit.tui.coding.answers import Answers
from surveykit.tui.coding.desk import CodingDesk
from surveykit.tui.coding.finding import Finding
from surveykit.tui.coding.guide import Guide
from surveykit.tui.coding.hotkeys import hotkeys
from surveykit.tui.coding.quoted import Chosen, picked, quoted, shown, words_of
from surveykit.tui.keys.choosing import Choosing
from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.palette import Palette
from surveykit.tui.keys.settings import Settings
from surveykit.tui.lines import width_of
from surveykit.tui.reading import Reading

FRAME = """
frame: after
languages: [en, it]
title: {en: What changed, it: Che cosa è cambiato}
description: {en: One code for each effect., it: Un codice per effetto.}
codes:
  ABROAD: {label: {en: Something abroad, it: All'estero}, definition: {en: D, it: D}, codable: false, colour: "#2266aa"}
  EXP:
    label: {en: Exports grew, it: Più esportazioni}
    definition: {en: The firm sells more abroad., it: L'impresa vende di più all'estero.}
    within: ABROAD
    include: [{en: A first client, it: Un primo cliente}]
    exclude: [{en: "Only a request: OTH", it: "Solo una richiesta: OTH"}]
    examples: [We sold to Norway]
    counter_examples: [A Norwegian asked us]
    keywords: [sold*]
  FAIR: {label: {en: Fairs, it: Fiere}, definition: {en: A fair was visited., it: Una fiera.}, within: ABROAD}
  NONE: {label: {en: Nothing changed, it: Nulla}, definition: {en: No effect., it: Nessuno.}, exclusive: true, hotkey: "0"}
  OTH: {label: {en: Other, it: Altro}, definition: {en: Anything else., it: Altro.}}
"""
SINGLE = FRAME.replace("languages:", "several: false\nlanguages:")
TEXTS = (
    "We sold to Norway and went to a fair.",
    "Nothing.",
    "The fair in Poznań 🇵🇱 was good; خرید هم کردیم.",
    "nothing",
    "It helped with purchases.",
)
CONTEXT = {"Abroad before joining": "yes", "Employees": "34"}


class Adviser:
    """Always the same advice; remembers what it learned."""

    def __init__(self):
        self.learned = []
        self.asked = 0

    def advice(self, unit):  # noqa: ARG002 - the contract of an adviser
        self.asked += 1
        return (Advice("FAIR", 0.8, "rule fair", "the word 'fair'"), Advice("EXP", 0.5, "learned, rank 1", "like 7"))

    def learn(self, unit, coding):
        self.learned.append((unit.case, coding.codes))

    def forget(self, unit, coder):
        self.learned.append((unit.case, coder))


class Coders:
    """A store with some answers, and desks of coders on it."""

    def __init__(self, frame=FRAME, texts=TEXTS, *, blind=True, context=CONTEXT):
        self.store = stores.open("memory:", writing=True, holds=CODINGS)
        self.ledger = Ledger(self.store)
        self.ledger.use(loaded(frame), frame, "lead")
        units = tuple(Unit(str(n), "after", text, context=context) for n, text in enumerate(texts, 1))
        self.ledger.write("answers", "lead", [Took(units)])
        ids = tuple(unit.id for unit in units)
        given = [Given("first", coder, ids, blind=blind) for coder in ("ida", "ola")]
        self.ledger.write("batches", "lead", given)
        self.desk = self.sit("ida")

    def sit(self, coder="ida", **how):
        ticks = count(step=2)
        self.desk = CodingDesk(Ledger(self.store), coder, watch=lambda: float(next(ticks)), **how)
        return self.desk

    def press(self, *keys):
        self.desk.strike(*keys)

    @property
    def answer(self):
        return self.desk.answer

    @property
    def at(self):
        return self.answer.session.place[0]

    def held(self, coder="ida"):
        """What a coder holds, as somebody reads it from the store later."""
        found = Ledger(self.store).codings().codings.values()
        return {c.unit.removeprefix("after/"): c.codes or (c.outcome,) for c in found if c.coder == coder}

    def acts(self, coder="ida"):
        return [event.act for event in self.store.events(f"coder {coder}")]

    def screen(self, width=80, height=24):
        lines = self.desk.drawn(width, height)
        assert len(lines) == height
        assert not any("\n" in piece.text for line in lines for piece in line), "a line of the screen is one line"
        assert all(width_of(line) <= width for line in lines[:-2]), "nothing stands beyond the edge"
        return "\n".join("".join(piece.text for piece in line).rstrip() for line in lines)

    def click(self, words, width=80, height=24):
        """Click on some words of the screen."""
        rows = self.screen(width, height).splitlines()
        y = next(n for n, row in enumerate(rows) if words in row)
        self.desk.click(rows[y].index(words), y)


@pytest.fixture
def coders():
    return Coders()


def test_keys_give_codes_and_enter_puts_them_into_the_store_before_the_next_answer(coders):
    coders.press("e", "f")
    assert "[x] e ■ Exports grew" in coders.screen()
    assert coders.held() == {}
    coders.press("enter")
    assert coders.held() == {"1": ("EXP", "FAIR")}
    assert coders.at == "after/2"
    assert "1: EXP FAIR. Saved." in coders.screen()
    assert "2 of 4 · 1 of 5 judged" in coders.screen()


def test_a_code_key_pressed_again_takes_the_code_back(coders):
    coders.press("e", "f", "e", "enter")
    assert coders.held() == {"1": ("FAIR",)}


def test_an_exclusive_code_stands_alone(coders):
    coders.press("e", "0", "enter")
    assert coders.held() == {"1": ("NONE",)}


def test_same_words_are_one_and_can_be_judged_one_by_one(coders):
    coders.press("down")
    assert "Same words: 2 answers" in coders.screen()
    assert "  Ctrl+D one by one" in coders.screen()
    coders.press("ctrl+d", "0", "enter", "o", "enter")
    assert coders.held() == {"2": ("NONE",), "4": ("OTH",)}
    again = Coders()
    again.press("down", "0", "enter")
    assert again.held() == {"2": ("NONE",), "4": ("NONE",)}
    assert len(again.acts()) == 1
    assert "2 and others with the same words, 2 in all: NONE. Saved." in again.screen()


def test_parting_says_how_to_join_again(coders):
    coders.press("down", "ctrl+d")
    assert "One by one now: Ctrl+D joins them again." in coders.screen()
    coders.press("ctrl+d")
    assert "Judged together again: 2 answers." in coders.screen()


def test_none_applies_and_uncodable_with_its_reason(coders):
    coders.press("-", "enter", "!")
    assert "Why can it not be coded? ›" in coders.screen()
    coders.press(*"no", "space", *"ink", "enter")
    assert "Uncodable: no ink" in coders.screen()
    coders.press("enter")
    assert coders.held() == {"1": ("none",), "2": ("uncodable",), "4": ("uncodable",)}
    assert coders.acts()[-1].reason == "no ink"
    coders.press("up", "up")
    coders.press("!", "escape", "-")
    assert "( ) - No code applies" in coders.screen()


def test_a_note_stands_with_the_judgement_and_not_without_one(coders):
    coders.press("f4", *"ask", "enter", "enter")
    assert "A note needs a judgement" in coders.screen()
    assert coders.at == "after/1"
    coders.press("e", "enter")
    assert coders.acts()[-1].note == "ask"
    coders.press("up")
    assert "Note: ask" in coders.screen()


def test_words_are_chosen_by_arrows_and_given_a_code(coders):
    coders.press("right", "shift+right", "e")
    assert "EXP “We sold”" in coders.screen()
    coders.press("right", "right", "f", "enter")
    assert coders.acts()[-1].spans == (Span("EXP", 0, 7), Span("FAIR", 3, 7))
    coders.press("up", "left", "escape")
    assert coders.answer.chosen is None


def test_after_space_the_arrows_alone_choose_more_words(coders):
    coders.press("right", "right", "space", "right", "right", "e", "enter")
    assert coders.acts()[-1].spans == (Span("EXP", 3, 17),)


def test_a_cyrillic_keyboard_gives_codes_by_the_same_keys(coders):
    coders.press("у", "А", "enter")
    assert coders.held() == {"1": ("EXP", "FAIR")}


def test_words_are_chosen_by_clicks(coders):
    coders.click("sold to")
    coders.click("Norway and")
    coders.press("e", "enter")
    assert coders.acts()[-1].spans == (Span("EXP", 3, 17),)


def test_the_arrows_up_and_down_choose_words_of_other_rows():
    coders = Coders(texts=("one two three four five six seven eight nine ten eleven twelve",))
    coders.screen()
    coders.press("right", "down")
    assert coders.answer.chosen.head > 3
    coders.press("up")
    assert coders.answer.chosen == Chosen(0, 0)


def test_the_same_again(coders):
    coders.press(".")
    assert "No answer was judged before this one." in coders.screen()
    coders.press("e", "f", "enter", ".", "enter")
    assert coders.held()["2"] == ("EXP", "FAIR")


def test_undo_and_redo_go_to_the_answer_and_into_the_store(coders):
    coders.press("e", "enter", "0", "enter", "ctrl+z")
    assert coders.at == "after/2"
    assert coders.held() == {"1": ("EXP",)}
    assert "Undone. 2 waits again. Saved." in coders.screen()
    coders.press("ctrl+y")
    assert coders.held() == {"1": ("EXP",), "2": ("NONE",), "4": ("NONE",)}
    coders.press("ctrl+z", "ctrl+z", "ctrl+z")
    assert "There is nothing to undo." in coders.screen()
    assert coders.held() == {}
    coders.press("ctrl+y", "ctrl+y", "ctrl+y")
    assert "There is nothing to redo." in coders.screen()


def test_undo_reaches_into_earlier_sittings(coders):
    coders.press("e", "enter", "f", "enter", "ctrl+q")
    assert coders.desk.done
    assert coders.desk.farewell == "3 of 5 answers judged."
    coders.sit()
    assert coders.at == "after/3"
    coders.press("ctrl+z")
    assert coders.held() == {"1": ("EXP",)}


def test_going_elsewhere_judges_what_was_given_and_leaves_the_rest(coders):
    coders.press("e", "down", "down", "up", "end")
    assert coders.held() == {"1": ("EXP",)}
    coders.press("o", "ctrl+q")
    assert coders.held() == {"1": ("EXP",), "5": ("OTH",)}


def test_what_was_given_is_kept_when_the_terminal_is_gone(coders):
    coders.press("e")
    coders.desk.hang_up()
    assert coders.held() == {"1": ("EXP",)}


def test_escape_takes_back_and_twice_leaves(coders):
    coders.press("e", "escape")
    assert "What was given here is taken back." in coders.screen()
    coders.press("escape")
    assert "Esc again leaves." in coders.screen()
    coders.press("escape")
    assert coders.desk.done
    assert coders.held() == {}


def test_the_end_says_what_waits_and_leads_there(coders):
    coders.press("end", "o", "enter")
    assert "This is the end; 4 wait. Ctrl+N goes to the next." in coders.screen()
    coders.press("ctrl+n")
    assert coders.at == "after/1"
    coders.press("e", "enter", "0", "enter", "f", "enter", "ctrl+n")
    assert "All answers are judged. Ctrl+Q leaves." in coders.screen()


def test_a_key_of_no_code_is_said(coders):
    coders.press("z")
    assert "No code has the key 'z'. / finds codes." in coders.screen()


def test_a_frame_of_one_code_needs_one_key_an_answer():
    coders = Coders(SINGLE)
    coders.press("e", "0", "f", "o")
    assert coders.held() == {"1": ("EXP",), "2": ("NONE",), "4": ("NONE",), "3": ("FAIR",), "5": ("OTH",)}
    coders.press("ctrl+z", "ctrl+z")
    assert coders.at == "after/3"


def test_what_the_disk_does_not_take_is_not_shown_as_saved(coders, monkeypatch):
    def full(*_):
        raise StoreError(Problem(NOT_WRITABLE, "the disk is full", Place(), "make room"))

    coders.press("e")
    with monkeypatch.context() as broken:
        broken.setattr(type(coders.store), "append", full)
        coders.press("enter")
        assert "NOT SAVED: SK" in coders.screen()
        assert coders.at == "after/1"
        assert coders.answer.session.draft.codes == ("EXP",)
        coders.press("ctrl+q")
        assert not coders.desk.done
    coders.press("enter")
    assert coders.held() == {"1": ("EXP",)}


def test_the_palette_of_codes_finds_by_label_definition_and_keyword_and_gives(coders):
    coders.press("/")
    assert isinstance(coders.desk.pages[-1], Finding)
    coders.press(*"fairs")
    assert "▸ [ ] f FAIR" in coders.screen()
    coders.press("enter", "/", *"sells", "space", *"more")
    assert coders.desk.pages[-1].found == ("EXP",)
    coders.press("enter", "enter")
    assert coders.held() == {"1": ("EXP", "FAIR")}
    coders.press("/", *"sold", "enter", "/", *"qqq", "enter")
    assert "No code fits" in coders.screen()
    coders.press("escape")
    assert coders.answer.session.draft.codes == ("EXP",)


def test_the_palette_explains_the_code_that_is_marked_and_takes_clicks(coders):
    coders.press("/", "down")
    assert "A fair was visited." in coders.screen()
    coders.press("f1")
    assert isinstance(coders.desk.pages[-1], Reading)
    coders.press("escape")
    coders.click("Exports grew")
    assert coders.answer.session.draft.codes == ("EXP",)


def test_the_guide_explains_codes_and_gives_one(coders):
    coders.press("f3", "e")
    guide = coders.screen()
    assert isinstance(coders.desk.pages[-1], Guide)
    for words in ("What counts", "+ A first client", "– Only a request: OTH", "✓ We sold to Norway", "✗ A Norwegian"):
        assert words in guide
    coders.press("f2")
    assert "Che cosa conta" in coders.screen()
    coders.press("enter")
    assert coders.answer.session.draft.codes == ("EXP",)
    coders.press("f3", "up", "enter")
    assert "only holds narrower codes" in coders.screen()
    coders.press("down", "down", "escape")
    assert coders.answer.session.draft.codes == ("EXP",)


def test_the_guide_lists_all_codes_where_there_is_room(coders):
    coders.press("f3")
    coders.click("Nothing changed", 100, 30)
    assert "No effect." in coders.screen(100, 30)


def test_the_closed_answers_come_on_a_key(coders):
    assert "Employees: 34" not in coders.screen()
    coders.press("tab")
    assert "Employees: 34" in coders.screen()
    coders.press("enter")
    assert "Employees: 34" in coders.screen(), "it stays until it is put away"
    coders.press("tab")
    assert "Employees: 34" not in coders.screen()


def test_suggestions_are_taken_by_their_key_and_recorded():
    coders, adviser = Coders(blind=False), Adviser()
    coders.sit("ida", advised=lambda *_: adviser)
    assert "F5 Fairs  the word 'fair'" in coders.screen()
    coders.press("f5", "o", "enter")
    act = coders.acts()[-1]
    assert (act.codes, act.accepted, act.shown) == (("FAIR", "OTH"), {"FAIR": "rule fair"}, ("FAIR", "EXP"))
    assert act.seconds > 0
    assert adviser.learned == [("1", ("FAIR", "OTH"))]
    coders.screen()
    coders.click("Exports grew  like 7")
    assert coders.answer.session.draft.accepted == {"EXP": "learned, rank 1"}
    asked = adviser.asked
    coders.press("down")
    coders.screen()
    assert adviser.asked == asked + 1, "asked once for an answer"


def test_what_is_judged_together_is_learned_of_each_and_what_is_taken_back_is_forgotten():
    coders, adviser = Coders(blind=False), Adviser()
    coders.sit("ida", advised=lambda *_: adviser)
    coders.press("down", "0", "enter", "ctrl+z")
    assert adviser.learned == [("2", ("NONE",)), ("4", ("NONE",)), ("2", "ida"), ("4", "ida")]


def test_a_blind_batch_shows_no_suggestion_and_nothing_of_others():
    coders, adviser = Coders(), Adviser()
    coders.press("e", "enter")
    coders.sit("ola", advised=lambda *_: adviser)
    seen = coders.screen()
    assert "blind" in seen
    assert "the word" not in seen
    assert "ida" not in seen
    coders.press("f5", "f", "enter")
    assert (adviser.asked, adviser.learned) == (0, [])
    assert coders.held("ola") == {"1": ("FAIR",)}


def test_an_open_batch_shows_what_others_hold():
    coders = Coders(blind=False)
    coders.press("e", "enter")
    coders.sit("ola")
    assert "ida: EXP" in coders.screen()


def test_two_coders_by_script_and_their_codings_stand_beside_each_other(coders):
    coders.press("e", "f", "enter", "0", "enter", "f", "enter", "o", "enter", "ctrl+q")
    coders.sit("ola")
    coders.press("e", "enter", "0", "enter", "-", "enter", "o", "enter", "ctrl+q")
    assert coders.held("ida") == {"1": ("EXP", "FAIR"), "2": ("NONE",), "4": ("NONE",), "3": ("FAIR",), "5": ("OTH",)}
    assert coders.held("ola") == {"1": ("EXP",), "2": ("NONE",), "4": ("NONE",), "3": ("none",), "5": ("OTH",)}


def test_the_list_of_answers_is_searched_filtered_and_left_for_one(coders):
    coders.press("e", "enter", "f10")
    page = coders.desk.pages[-1]
    assert isinstance(page, Answers)
    assert "✓ 1" in coders.screen()
    coders.press(*"fair")
    assert [place[0] for place in page.session.places] == ["after/1", "after/3"]
    coders.press("tab")
    assert "[waiting]" in coders.screen()
    coders.press("enter")
    assert coders.at == "after/3"
    assert "waiting · 'fair'" in coders.screen()
    assert "1 of 1" in coders.screen()
    coders.press("f10", "ctrl+u", "shift+tab", "down", "down", "enter")
    assert coders.at == "after/5"
    coders.press("f10", "escape")
    assert coders.at == "after/5"


def test_the_list_finds_codes_and_takes_clicks(coders):
    coders.press("e", "enter", "f10", *"=abroad")
    assert "1 of 5" in coders.screen()
    coders.press("ctrl+u")
    coders.click("It helped with")
    coders.click("It helped with")
    assert coders.at == "after/5"
    coders.press("f10", *"zzz", "enter")
    assert "No answer fits" in coders.screen()


def test_help_palette_and_settings_know_this_page(coders):
    coders.press("f1")
    told = coders.screen(80, 80)
    for words in ("This batch is blind", "find a code by letters", "give the code with this key", "Ctrl+N"):
        assert words in told
    coders.press("escape", "ctrl+p")
    assert isinstance(coders.desk.pages[-1], Palette)
    coders.press(*"cannot", "enter")
    assert "Why can it not be coded?" in coders.screen()
    coders.press("f1")
    assert "Say in a few words" in coders.screen()
    coders.press("escape", "escape", "ctrl+o")
    assert isinstance(coders.desk.pages[-1], Choosing)


def test_the_keys_of_cspro():
    coders = Coders()
    coders.sit(manner=Manner(Settings(keymap="cspro")))
    coders.press("e", "ctrl+n", *"hm", "enter", "f10")
    assert coders.acts()[-1].note == "hm"
    assert coders.at == "after/2"


def test_the_codes_speak_the_languages_of_the_frame(coders):
    coders.press("f2")
    assert "Più esportazioni" in coders.screen()
    assert "0 di 5 giudicate" in coders.screen()
    coders.sit(language="it")
    assert "Fiere" in coders.screen()


def test_clicks_give_codes_and_the_foot_is_pressed(coders):
    coders.click("Exports grew")
    coders.click("No code applies")
    assert coders.answer.session.draft.outcome == "none"
    coders.click("next")
    assert coders.held() == {"1": ("none",)}


def test_an_answer_in_any_script_keeps_to_the_screen():
    sign = "".join(map(chr, (0x202E, 0x85, 0x2028, 7, 0x200D)))
    coders = Coders(texts=("", " ", "?!", "日本語の回答" * 60, "a\tb\r\nc" + sign, "word " * 900, "x" * 500))
    for _ in range(6):  # the two empty ones are one
        for size in ((80, 24), (40, 12), (20, 8), (160, 50)):
            coders.screen(*size)
        coders.press("right", "shift+right", "o", "pagedown")
        coders.desk.wheel(1)
        coders.screen()
        coders.press("enter")
    assert len(coders.held()) == 7


def test_a_long_answer_is_scrolled_and_says_how_much_is_left():
    coders = Coders(texts=("word " * 900 + "last",))
    assert "more rows: PgDn" in coders.screen()
    coders.press(*["pagedown"] * 20)
    assert "last" in coders.screen()
    coders.press("right")
    assert coders.screen().splitlines()[3].strip().startswith("word"), "the word that is chosen comes into sight"


def test_words_are_chosen_from_the_row_that_was_scrolled_to():
    coders = Coders(texts=(" ".join(f"word{n}" for n in range(900)),))
    coders.screen()
    coders.press("pagedown")
    first = coders.screen().splitlines()[3].split()[0]
    coders.press("right", "shift+right", "e", "enter")
    (span,) = coders.acts()[-1].spans
    text = next(iter(coders.answer.session.task.units.values())).text
    assert text[span.start : span.end].split()[0] == first != "word0"


def test_a_long_note_is_seen_where_it_is_typed(coders):
    coders.press("f4", *"日本" * 40, *"word" * 30)
    assert "wordword" in coders.screen()
    coders.press("home")
    assert "日本" in coders.screen()
    assert "日本" in coders.screen(30, 12)


def test_what_is_known_of_an_answer_and_does_not_fit_is_cut_with_a_sign():
    coders = Coders(context={f"Question {n}": "yes" for n in range(30)}, blind=False)
    coders.sit("ida", advised=lambda *_: Adviser())
    coders.press("tab")
    assert "Question 9: yes" in coders.screen()
    assert "…" in coders.screen()


def test_many_codes_stand_in_columns_or_are_scrolled():
    codes = "".join(f"  C{n}: {{label: Code number {n}, definition: D}}\n" for n in range(60))
    coders = Coders(f"frame: many\nlanguages: [en]\ntitle: Many\ncodes:\n{codes}")
    assert "more lines: / finds codes" in coders.screen()
    coders.press("pagedown", "pagedown", "pagedown", "pagedown")
    assert "Code number 59" in coders.screen()
    wide = coders.screen(170, 40)
    assert "Code number 0 " in wide
    assert "Code number 59" in wide


def test_a_code_that_is_given_comes_into_sight():
    codes = "".join(f"  C{n}: {{label: Code number {n}, definition: D}}\n" for n in range(20))
    coders = Coders(f"frame: many\nlanguages: [en]\ntitle: Many\ncodes:\n{codes}")
    assert "Code number 19" not in coders.screen(50, 16)
    keys = {code: key for key, code in hotkeys(coders.answer.session.task.frame).items()}
    coders.press(keys["C19"])
    assert f"[x] {keys['C19']} Code number 19" in coders.screen(50, 16)
    coders.press(keys["C0"])
    assert f"[x] {keys['C0']} Code number 0" in coders.screen(50, 16)


def test_every_code_that_keys_are_left_for_has_one_of_its_own():
    codes = {f"C{n}": {"label": "x"} for n in range(50)}
    frame = loaded(f"frame: many\nlanguages: [en]\ntitle: Many\ncodes: {codes}")
    keys = hotkeys(frame)
    assert len(keys) == 36
    assert len(set(keys.values())) == 36


def test_words_that_are_chosen_and_coded_stand_out_in_the_text():
    text = "We sold to\nNorway."
    lines = quoted(text, (Span("EXP", 3, 7),), (8, 17), 40)
    assert [[(piece.text, piece.style) for piece in line] for line in lines] == [
        [("We", "plain"), (" ", "plain"), ("sold", "field"), (" ", "plain"), ("to", "caret")],
        [("Norway", "caret"), (".", "plain")],
    ]
    assert lines[0][2].types == "word:1"
    assert words_of("") == []
    assert words_of("cafe\u0301 e\u0301s") == [(0, 5), (6, 9)], "an accent belongs to its letter"
    assert picked(None, "right", "", 40) is None
    assert shown("a\tb\u202e") == "a b "


KEYS = st.sampled_from(
    [
        *"efo0-!./ xй",
        *("enter", "enter", "escape", "up", "down", "left", "right", "shift+left", "shift+right", "tab", "home", "end"),
        *("pageup", "pagedown", "f1", "f2", "f3", "f4", "f5", "f6", "f10", "ctrl+z", "ctrl+y", "ctrl+d", "ctrl+n"),
        *("ctrl+p", "ctrl+u", "backspace", "ctrl+j"),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(KEYS, st.tuples(st.integers(0, 79), st.integers(0, 23))), max_size=40), st.booleans())
def test_any_keys_leave_what_is_stored_as_it_is_shown(keys, single):
    coders = Coders(SINGLE if single else FRAME, blind=False)
    coders.sit("ida", advised=lambda *_: Adviser())
    for key in keys:
        if coders.desk.done:
            break
        if isinstance(key, tuple):
            coders.screen()
            coders.desk.click(*key)
        else:
            coders.press("space" if key == " " else key)
    session = coders.answer.session
    stands = {unit: held.codes or (held.outcome,) for unit in session.task.units if (held := session.held(unit))}
    assert {f"after/{case}": codes for case, codes in coders.held().items()} == stands
    for size in ((80, 24), (40, 12)):
        if not coders.desk.done:
            assert len(coders.desk.drawn(*size)) == size[1]


@pytest.mark.parametrize("width", [64, 70, 80, 96])
def test_the_codes_keep_their_column_beside_answers_in_the_same_words(width):
    """The line that counts them is the longest in Russian: it gives way, and no code loses a word for it."""
    frame = FRAME.replace("[en, it]", "[en, it, ru]")
    desk = Coders(frame=frame, texts=("Nothing.",) * 26).sit(language="ru")
    rows = ["".join(piece.text for piece in line) for line in desk.drawn(width, 24)]
    walls = {row.index("│") for row in rows if "│" in row}
    assert len(walls) == 1
    assert max(width_of(line) for line in desk.drawn(width, 24)) <= width


def test_what_another_window_of_the_coder_gave_is_not_lost_by_taking_back(coders):
    other, mine = coders.sit(), coders.sit()
    other.strike("e", "enter")
    mine.strike("f", "enter")
    assert coders.held() == {"1": ("FAIR",)}
    assert mine.answer.session.place == ("after/2", "after/4"), "going on as before"
    mine.strike("ctrl+z")
    assert coders.held() == {"1": ("EXP",)}, "as the other window gave it"
    other.strike("0", "enter")
    assert coders.held() == {"1": ("EXP",), "2": ("NONE",), "4": ("NONE",)}
    other.strike("ctrl+z")
    assert coders.held() == {"1": ("EXP",)}
    other.strike("ctrl+z")
    assert coders.held() == {}
