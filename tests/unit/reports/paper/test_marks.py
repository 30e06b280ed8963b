"""Printed numbers, and what refers to them in words."""

import pytest

from surveykit.instrument.file import loaded
from surveykit.reports.paper.marks import References, marks_of
from surveykit.reports.paper.setting import Setting
from surveykit.reports.paper.skips import END, END_OF_ROW

HEAD = "instrument: x\ntitle: t\nlanguages: [en]\nlists: {yn: {1: Yes, 0: No}}\nsections:\n"


def instrument(*questions: str, section: str = "S"):
    lines = "\n".join(f"  - {{{question}, text: t}}" for question in questions)
    return loaded(f"{HEAD}- id: {section}\n  title: t\n  questions:\n{lines}\n")


def test_one_number_with_several_questions_has_letters():
    made = instrument("id: a, number: 1, type: text", "id: b, number: 2, type: text", "id: c, number: 2, type: text")
    assert marks_of(made) == {"a": "1", "b": "2a", "c": "2b"}


def test_letters_go_on_where_a_number_comes_back():
    made = instrument("id: a, number: 1, type: text", "id: b, number: 2, type: text", "id: c, number: 1, type: text")
    assert marks_of(made) == {"a": "1a", "b": "2", "c": "1b"}


def test_questions_without_numbers_are_counted_and_a_battery_counts_as_one():
    battery = "id: bat, type: battery, codes: yn, items: [{id: i, text: t}, {id: j, text: t}]"
    made = instrument("id: a, type: text", "id: n, type: note", battery, "id: z, type: text")
    assert marks_of(made) == {"a": "1", "n": "", "i": "2a", "j": "2b", "z": "3"}


@pytest.mark.parametrize(("section", "expected"), [("S", "S2"), ("background", "A1")])
def test_questions_without_a_number_among_others_are_counted_in_their_section(section, expected):
    made = instrument("id: a, number: S1, type: text", "id: b, type: text", section=section)
    assert marks_of(made) == {"a": "S1", "b": expected}


def test_other_specify_has_the_mark_of_its_question(every):
    marks = marks_of(every)
    assert marks["sector_other"] == marks["sector"] == "1"
    assert marks["welcome"] == ""


CONDITIONS = {
    "exports = 1": ("the answer to question 5 is “Yes”", "svaret på spørsmål 5 er «Ja»"),
    "exports is missing": ("question 5 has no answer", "spørsmål 5 er ubesvart"),
    "3 in markets": (
        "the answer to question 6a includes “Rest of the world”",
        "svaret på spørsmål 6a omfatter «Resten av verden»",
    ),
    "markets_3 = 1": (
        "the answer to question 6a (“Rest of the world”) is “ticked”",
        "svaret på spørsmål 6a («Resten av verden») er «krysset av»",
    ),
    "per_head > 10": ("“Turnover per head” is above 10", "«Omsetning per ansatt» er over 10"),
    "m_price = 1 or m_quality = 1": (
        "at least one of the answers to questions 8a, 8b is “Not important”",
        "minst ett av svarene på spørsmål 8a, 8b er «Ikke viktig»",
    ),
    "m_price = 1 or exports = 1": (
        "the answer to question 8a is “Not important” or the answer to question 5 is “Yes”",
        "svaret på spørsmål 8a er «Ikke viktig» eller svaret på spørsmål 5 er «Ja»",
    ),
    "": ("", ""),
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_names_questions_by_their_numbers(every, condition):
    said = tuple(References(every, language).said(condition) for language in ("en", "nb"))
    assert said == CONDITIONS[condition]


def test_blanks_name_the_question_they_are_filled_from(every):
    references = References(every, "en")
    assert references.filled("With {employees} people {{x}}") == "With [answer to 2] people {x}"
    assert references.filled("{per_head + 1} each") == "[“Turnover per head” + 1] each"


def test_a_skip_says_where_to_go_on(every):
    setting = Setting(every, "en")
    assert setting.go_to("exports", 0) == "go to question 7"
    assert setting.go_to("exports", 1) == ""
    assert setting.go_to("sector", 1) == ""
    assert setting.goal("markets") == "go to question 6"
    assert setting.goal("best") == "go to question 6b"
    assert setting.goal("thanks") == "go to section D"
    assert setting.goal(END) == "go to the end"
    assert setting.goal(END_OF_ROW) == "go to the next row"


def test_a_note_within_a_section_is_told_by_the_question_after_it():
    made = instrument("id: a, number: 1, type: text", "id: n, type: note", "id: b, number: 2, type: text")
    assert Setting(made, "it").goal("n") == "andare al testo prima della domanda 2"
