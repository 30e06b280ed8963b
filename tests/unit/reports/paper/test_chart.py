"""The routing chart: which questions share a box, and where the arrows go."""

import pytest

from surveykit.instrument.file import loaded
from surveykit.reports.paper.chart import Arrow, chart_of

HEAD = "instrument: x\ntitle: t\nlanguages: [en]\nlists: {yn: {1: Yes, 0: No}, five: {1: a, 2: b, 3: c, 4: d, 5: e}}\nsections:\n"


def chart(*sections: str):
    return chart_of(loaded(HEAD + "".join(sections)), "en")


def section(name: str, *questions: str, about: str = "") -> str:
    lines = "\n".join(f"  - {{{question}}}" for question in questions)
    return f"- id: {name}\n  title: {name}\n{about}  questions:\n{lines}\n"


def asked(name: str, about: str = "", kind: str = "single, codes: yn") -> str:
    return f"id: {name}, type: {kind}, text: {name}" + (f", {about}" if about else "")


def marks(made):
    return [[line.mark for line in box.lines] for box in made.boxes]


def test_questions_without_a_branch_share_a_box():
    made = chart(section("A", *(asked(name) for name in "abc")), section("B", asked("d")))
    assert marks(made) == [["1", "2", "3"], ["4"]]
    assert made.arrows == (Arrow(-1, 0), Arrow(0, 1), Arrow(1, 2))
    assert [(frame.title, frame.first, frame.last) for frame in made.frames] == [("A  A", 0, 0), ("B  B", 1, 1)]


def test_an_answer_that_decides_is_an_arrow_of_its_own():
    made = chart(section("A", asked("a"), asked("b"), asked("c", "relevance: b = 1"), asked("d")))
    assert marks(made) == [["1"], ["2"], ["3"], ["4"]]
    assert Arrow(1, 3, "No", skips=True) in made.arrows
    assert Arrow(1, 2, "Yes") in made.arrows
    assert not any(box.condition for box in made.boxes)


def test_to_the_end():
    made = chart(section("A", asked("a"), asked("b", "relevance: a = 1")))
    assert Arrow(0, 2, "No", skips=True) in made.arrows


def test_many_answers_are_otherwise():
    made = chart(section("A", asked("a", kind="single, codes: five"), asked("b", "relevance: a = 1"), asked("c")))
    assert Arrow(0, 2, "otherwise", skips=True) in made.arrows
    assert Arrow(0, 1, "a") in made.arrows


def test_a_condition_that_no_single_answer_decides_stands_in_the_box():
    made = chart(section("A", asked("a"), asked("b"), asked("c", "relevance: a = b"), asked("d")))
    assert made.boxes[1].condition == "Asked if the answer to question 1 is the answer to question 2"
    assert Arrow(0, 2, "otherwise", skips=True) in made.arrows


def test_short_conditions_in_a_row_share_a_box():
    made = chart(
        section(
            "A", asked("a"), asked("b"), asked("c", "relevance: a = b"), asked("d", "relevance: a != b"), asked("e")
        )
    )
    assert marks(made) == [["1", "2"], ["3", "4"], ["5"]]
    assert all(line.condition for line in made.boxes[1].lines)
    assert not any(arrow.skips for arrow in made.arrows)


def test_a_section_under_a_condition_is_passed_over_as_a_whole():
    made = chart(
        section("A", asked("a", kind="number, range: 0..9")),
        section("B", asked("b"), about="  relevance: a > 3\n"),
        section("C", asked("c")),
    )
    assert made.frames[1].condition == "This section is asked if the answer to question 1 is above 3"
    assert Arrow(0, 2, "otherwise", skips=True) in made.arrows


def test_a_roster_ends_with_the_next_row(every):
    made = chart_of(every, "nb")
    frame = next(frame for frame in made.frames if frame.title == "Partnere")
    assert made.boxes[frame.last].lines[0].label == "Neste rad, så lenge det er en"
    start = next(n for n, box in enumerate(made.boxes) if box.lines[0].mark == "23")
    assert Arrow(start, frame.last, "Nei", skips=True) in made.arrows
    assert frame.repeat == "Stilles så mange ganger som svaret på spørsmål 21 sier."


def test_a_section_within_a_roster_ends_with_the_next_row_too():
    roster = section("B", asked("b"), about="  roster: {row: r, count: n}\n")
    within = section("C", asked("c"), asked("d", "relevance: c = 1"), about="  within: B\n")
    made = chart(section("A", asked("n", kind="number, range: 0..3")), roster, within)
    assert marks(made) == [["1"], ["2"], [""], ["3"], ["4"], [""]]
    assert Arrow(3, 5, "No", skips=True) in made.arrows
    assert all(arrow.start < arrow.stop for arrow in made.arrows)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_question_is_in_a_box_and_every_arrow_between_boxes(every, language):
    made = chart_of(every, language)
    found = [line.mark for box in made.boxes for line in box.lines if line.mark]
    assert found == [m for name, m in _marks(every).items() if m and not name.endswith("_other")]
    assert all(-1 <= arrow.start < arrow.stop <= len(made.boxes) for arrow in made.arrows)


def _marks(instrument):
    from surveykit.reports.paper.marks import marks_of

    return marks_of(instrument)
