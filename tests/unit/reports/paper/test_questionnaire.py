"""An instrument laid out for paper: what is printed of each kind of question."""

import pytest

from surveykit.instrument.file import loaded
from surveykit.reports.paper.model import (
    Boxes,
    Choice,
    Entry,
    FromList,
    Grid,
    Lines,
    Note,
    Ranks,
    Roster,
    Scale,
    Stamp,
    Sums,
    Ticks,
    wordings_of,
)
from surveykit.reports.paper.questionnaire import questionnaire


@pytest.fixture(scope="module")
def printed(every):
    return questionnaire(every, "en", empties=True)


@pytest.fixture(scope="module")
def parts(printed):
    """Every part by the questions in it."""
    found = {}
    for section in printed.sections:
        for run in section.runs:
            for part in run.parts:
                found.update({wording.id: part for wording in wordings_of(part)})
    return found


AREAS = {
    "employees": Boxes(6, 0, "persons"),
    "turnover": Boxes(8, 0, "1000 NOK"),
    "share": Boxes(3, 1, "%"),
    "way": Boxes(3, 0, "minutes"),
    "founded": Stamp("dd.mm.yyyy"),
    "opens": Stamp("hh:mm"),
    "name": Lines(1),
    "why": Lines(3),
}


@pytest.mark.parametrize("name", AREAS)
def test_the_answer_area_follows_what_is_to_be_done(parts, name):
    assert isinstance(parts[name], Entry)
    assert parts[name].area == AREAS[name]


def test_one_is_ticked_with_the_arrow_beside_its_choice(parts):
    yes, no = Choice("1", "Yes"), Choice("0", "No", "go to question 7")
    assert parts["exports"].area == Ticks((yes, no), several=False, instruction="Tick one.")


def test_other_has_a_line_to_write_on(parts):
    assert parts["sector"].area.choices[-1] == Choice("9", "Other", "", "Which one?")


def test_several_are_ticked_as_many_as_may_be(parts):
    area = parts["markets"].area
    assert area.several
    assert area.instruction == "Tick all that apply. At most 2. “None of these” excludes the others."
    assert parts["best"].area.instruction == "Tick one. Only those ticked in question 6a."


def test_a_scale_has_words_at_its_ends(parts):
    area = parts["satisfied"].area
    assert isinstance(area, Scale)
    assert (area.low, area.high) == ("Not at all", "Very much")
    assert [point.code for point in area.points] == list("1234567")
    assert not any(point.label for point in area.points)


def test_choices_are_ranked_by_boxes(parts):
    area = parts["order"].area
    assert isinstance(area, Ranks)
    assert area.instruction.endswith("up to 2.")


def test_a_battery_is_a_grid_under_its_stem(parts):
    grid = parts["m_price"]
    assert isinstance(grid, Grid)
    assert grid is parts["m_quality"]
    assert (grid.wording.mark, grid.wording.text) == ("8", "How important was")
    assert [(row.mark, row.text) for row in grid.rows] == [("8a", "the price?"), ("8b", "the quality?")]
    assert [column.label for column in grid.columns] == ["Not important", "Somewhat important", "Very important"]
    assert grid.rows[1].condition == "Asked if the answer to question 2 is above 10"
    assert grid.rows[0].condition == ""


def test_a_battery_of_scales_has_its_words_at_the_ends(parts):
    grid = parts["t_state"]
    assert grid.ends == ("None", "Full")
    assert [column.code for column in grid.columns] == list("12345")


def test_a_battery_of_several_has_square_boxes(parts):
    assert parts["c_web"].several
    assert parts["c_web"].instruction == "Tick all that apply in each row."


def test_numbers_under_a_stem_add_up_where_they_must(parts):
    assert parts["s_sales"].total == ""
    sums = parts["p_home"]
    assert isinstance(sums, Sums)
    assert sums.total == "Total: 100 %"
    assert [area for _, area in sums.rows] == [Boxes(3, 0, "%"), Boxes(3, 0, "%")]


def test_a_note_has_nothing_to_answer(parts):
    assert isinstance(parts["welcome"], Note)


def test_an_answer_in_a_text_is_told_by_its_question(parts):
    assert parts["turnover"].wording.text == "With [answer to 2] employees, what was the turnover?"
    assert parts["turnover"].wording.instructions == ("Interviewer: take the answer from the document.",)


def test_a_roster_is_a_table_where_its_questions_fit(parts, printed):
    roster = parts["partner_name"]
    assert isinstance(roster, Roster)
    assert roster.rows == ("1", "2", "3", "4")
    assert roster.remark == ""
    assert roster.columns[2].wording.condition == "Asked if the answer to question 23 is “Yes”"
    section = next(section for section in printed.sections if section.id == "partners")
    assert section.repeat == "To be asked as many times as the answer to question 21 says."
    assert section.row_field == ""


def test_a_roster_is_pages_to_copy_where_they_do_not(parts, printed):
    assert isinstance(parts["visit_text"], Entry)
    section = next(section for section in printed.sections if section.id == "visits")
    assert section.row_field == "Row number"
    assert section.repeat.startswith("To be asked for each choice ticked in question 6a.")


def test_neighbours_under_one_condition_stand_under_it_together(printed):
    said = [run.condition for run in printed.sections[0].runs if run.condition]
    assert said == ["Asked if the answer to question 2 is above 0", "Asked if the answer to question 5 is “Yes”"]
    assert printed.sections[1].condition == (
        "This section is asked if the answer to question 5 is “Yes” or the answer to question 2 is above 250"
    )


def test_the_interviewer_has_boxes_only_where_they_are_wanted(every, parts):
    assert [choice.code for choice in parts["exports"].empties] == ["-7", "-8", "-9"]
    assert parts["exports"].empties[0].go_to == "go to question 7"
    plain = questionnaire(every, "en")
    boxes = [p.empties for s in plain.sections for r in s.runs for p in r.parts if not isinstance(p, Note | Roster)]
    assert not any(boxes)


def test_the_first_page_names_the_instrument(printed, every):
    facts = dict(printed.head.facts)
    assert facts == {
        "Instrument": "every",
        "Version": "3",
        "Fingerprint": every.fingerprint,
        "Language": "English",
    }
    assert printed.head.footer == f"every 3 · {every.fingerprint} · en"


HEAD = "instrument: x\ntitle: t\nlanguages: [en]\nlists:\n  yn: {1: Yes, 0: No}\n  long: {"


def made(questions: list[str], codes: int = 30) -> str:
    lines = "\n".join(f"  - {{{question}}}" for question in questions)
    listed = ", ".join(f"{n}: label {n}" for n in range(1, codes + 1))
    return f"{HEAD}{listed}}}\nsections:\n- id: A\n  title: t\n  questions:\n{lines}\n"


def parts_of(text: str):
    page = questionnaire(loaded(text), "en")
    return [part for section in page.sections for run in section.runs for part in run.parts], page


def test_a_long_list_is_printed_once_at_the_end():
    parts, page = parts_of(made([f"id: q{n}, number: {n}, type: single, codes: long, text: t" for n in (1, 2)]))
    assert [part.area for part in parts] == [FromList(2, "Write the code from list A.")] * 2
    (leaf,) = page.lists[1]
    assert leaf.title == "List A: long"
    assert len(leaf.choices) == 30


def test_a_list_too_long_for_paper_is_named_only():
    _, page = parts_of(made(["id: q, type: single, codes: long, text: t"], 500))
    (leaf,) = page.lists[1]
    assert leaf.choices == ()
    assert leaf.remark.startswith("500 codes")


def test_singles_alike_under_one_number_are_a_grid():
    same = [f"id: q{n}, number: 4, type: single, codes: yn, text: t{n}" for n in (1, 2, 3)]
    parts, _ = parts_of(made([*same, "id: z, number: 5, type: single, codes: yn, text: t"]))
    assert [type(part) for part in parts] == [Grid, Entry]
    assert [row.mark for row in parts[0].rows] == ["4a", "4b", "4c"]


def test_singles_under_one_number_with_conditions_of_their_own_stand_alone():
    one, two = (f"id: q{n}, number: 4, type: single, codes: yn, text: t" for n in (1, 2))
    parts, _ = parts_of(made([one, f"{two}, relevance: q1 = 1"]))
    assert [type(part) for part in parts] == [Entry, Entry]


def test_a_row_of_a_grid_says_where_its_choices_lead():
    items = "items: [{id: i, text: a}, {id: j, text: b, relevance: i = 1}, {id: k, text: c, relevance: i = 1}]"
    parts, _ = parts_of(
        made(
            [f"id: bat, number: 1, type: battery, codes: yn, text: t, {items}", "id: z, number: 2, type: text, text: t"]
        )
    )
    assert parts[0].rows[0].arrows == ("“No” → go to question 2",)


def test_long_headings_of_a_grid_are_a_key_above_it():
    text = made([f"id: q{n}, number: 4, type: single, codes: yn, text: t" for n in (1, 2)])
    text = text.replace("1: Yes, 0: No", f"1: {'very ' * 20}long, 0: {'rather ' * 10}short")
    (grid,), _ = parts_of(text)
    assert [choice.code for choice in grid.key] == ["1", "0"]
    assert not any(column.label for column in grid.columns)


def test_a_battery_of_a_long_list_is_its_questions_one_by_one():
    items = "items: [{id: i, text: a}, {id: j, text: b}]"
    parts, _ = parts_of(made([f"id: bat, type: battery, codes: long, text: Which, {items}"], 15))
    assert [type(part) for part in parts] == [Note, Entry, Entry]
    assert parts[0].wording.text == "Which"


def test_a_number_without_a_bound_has_a_line():
    parts, _ = parts_of(made(["id: n, type: number, range: 0.., text: t, unit: kg"]))
    assert parts[0].area == Boxes(0, 0, "kg")


def test_a_total_may_be_an_answer():
    items = "items: [{id: i, text: a}, {id: j, text: b}]"
    parts, _ = parts_of(
        made(
            [
                "id: n, number: 1, type: number, range: 0..99, text: t",
                f"id: s, number: 2, type: constant_sum, total: n, text: t, {items}",
            ]
        )
    )
    assert parts[1].total == "Total: the answer to question 1"


def test_a_roster_within_another_says_so():
    text = made(["id: n, number: 1, type: number, range: 0..3, text: t"])
    text += "- id: firms\n  title: Firms\n  roster: {row: firm, count: n}\n  questions:\n"
    text += "  - {id: a, number: 2, type: number, range: 0..3, text: t}\n"
    text += "- id: sites\n  title: Sites\n  within: firms\n  roster: {row: site, count: a}\n  questions:\n"
    text += "  - {id: b, number: 3, type: text, text: t}\n"
    text += "- id: more\n  title: More\n  within: firms\n  questions:\n  - {id: c, number: 4, type: text, text: t}\n"
    page = questionnaire(loaded(text), "en")
    said = {section.id: section.repeat for section in page.sections}
    assert said["firms"] == "To be asked as many times as the answer to question 1 says."
    assert said["sites"].startswith(
        "For each row of “Firms”. To be asked as many times as the answer to question 2 says."
    )
    assert said["more"].startswith("For each row of “Firms”.")
    assert [bool(section.row_field) for section in page.sections] == [False, False, True, True]
