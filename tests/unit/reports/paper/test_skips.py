"""Where an answer leads: routing as YAML, and the skips that follow from it."""

import pytest

from surveykit.instrument.file import loaded
from surveykit.missing import Empty
from surveykit.reports.paper.skips import END, END_OF_ROW, Routes, skips_of

HEAD = "instrument: x\ntitle: t\nlanguages: [en]\nlists: {yn: {1: a, 0: b}, three: {1: a, 2: b, 3: c}}\nsections:\n"


def instrument(*questions: str, computed: str = "", more: str = ""):
    lines = "\n".join(f"  - {{{question}}}" for question in questions)
    return loaded(f"{HEAD}- id: S\n  title: t\n  questions:\n{lines}\n{more}{computed}")


def asked(name: str, about: str = "", kind: str = "single, codes: yn") -> str:
    return f"id: {name}, type: {kind}, text: t" + (f", {about}" if about else "")


ROUTINGS = {
    "nothing is conditional": ([asked("a"), asked("b")], {}),
    "one question is passed over": (
        [asked("a"), asked("b", "relevance: a = 1"), asked("c")],
        {("a", 0): "c"},
    ),
    "to the end": ([asked("a"), asked("b", "relevance: a = 1")], {("a", 0): END}),
    "several in a row": (
        [asked("a"), asked("b", "relevance: a = 1"), asked("c", "relevance: not (a = 0)"), asked("d")],
        {("a", 0): "d"},
    ),
    "each code its own way": (
        [
            asked("a", kind="single, codes: three"),
            asked("b", "relevance: a = 1"),
            asked("c", "relevance: 'a in [1, 2]'"),
            asked("d", "relevance: a >= 3"),
        ],
        {("a", 2): "c", ("a", 3): "d"},
    ),
    "a condition on another question decides nothing": (
        [asked("z"), asked("a"), asked("b", "relevance: z = 1"), asked("c")],
        {},
    ),
    "and: one part that is false decides": (
        [asked("z"), asked("a"), asked("b", "relevance: a = 1 and z = 1"), asked("c")],
        {("a", 0): "c"},
    ),
    "or: another part may hold": (
        [asked("z"), asked("a"), asked("b", "relevance: a = 1 or z = 1"), asked("c")],
        {},
    ),
    "or: all parts are false": (
        [asked("a", kind="single, codes: three"), asked("b", "relevance: a = 1 or a = 2"), asked("c")],
        {("a", 3): "c"},
    ),
    "who is passed over has no answer, so what waits for it is passed over too": (
        [asked("a"), asked("b", "relevance: a = 1"), asked("c", "relevance: b = 1"), asked("d")],
        {("a", 0): "d", ("b", 0): "d"},
    ),
    "but is asked where an unknown filter asks": (
        [asked("a"), asked("b", "relevance: a = 1"), asked("c", "relevance: b = 1, when_unknown: ask"), asked("d")],
        {("a", 0): "c", ("b", 0): "d"},
    ),
    "and the else value stands for it": (
        [asked("a"), asked("b", "relevance: a = 1, else: 1"), asked("c", "relevance: b = 1"), asked("d")],
        {("a", 0): "c", ("b", 0): "d"},
    ),
    "not answered is a state": (
        [asked("a"), asked("b", "relevance: a = 1"), asked("c", "relevance: b is answered"), asked("d")],
        {("a", 0): "d"},
    ),
    "not asked is a reason": (
        [asked("a"), asked("b", "relevance: a = 1"), asked("c", "relevance: b is not_asked"), asked("d")],
        {("a", 0): "c", ("b", 1): "d", ("b", 0): "d"},
    ),
    "a number decides nothing": (
        [asked("n", kind="number, range: 0.."), asked("b", "relevance: n > 3"), asked("c")],
        {},
    ),
    "a step of a scale decides": (
        [asked("s", kind="scale, range: 1..3, labels: {1: x, 3: y}"), asked("b", "relevance: s < 3"), asked("c")],
        {("s", 3): "c"},
    ),
    "other, specify": (
        [asked("a", 'other: {code: 0, text: "What?"}'), asked("b", "relevance: a = 1"), asked("c")],
        {("a", 1): "b"},
    ),
    "an item of a battery": (
        [
            "id: bat, type: battery, codes: yn, text: t, items: [{id: i, text: t}, {id: j, text: t, relevance: i = 1}]",
            asked("c"),
        ],
        {("i", 0): "c"},
    ),
}


@pytest.mark.parametrize("routing", ROUTINGS)
def test_skips_follow_the_routing(routing):
    questions, expected = ROUTINGS[routing]
    assert skips_of(instrument(*questions)) == expected


def test_a_section_is_passed_over_as_a_whole():
    more = "- id: T\n  title: t\n  relevance: a = 1\n  questions:\n  - {id: b, type: note, text: t}\n"
    more += "  - {id: c, type: single, codes: yn, text: t, relevance: z = 1}\n"
    more += "- id: U\n  title: t\n  questions:\n  - {id: d, type: text, text: t}\n"
    assert skips_of(instrument(asked("z"), asked("a"), more=more)) == {("a", 0): "d"}


def test_what_is_computed_of_the_answer_decides_too():
    computed = "computed:\n- {id: twice, label: l, formula: 2 * a}\n- {id: more, label: l, formula: twice + 1}\n"
    made = instrument(asked("a"), asked("b", "relevance: more = 3"), asked("c"), computed=computed)
    assert skips_of(made) == {("a", 0): "c"}


def test_what_is_computed_of_others_as_well_decides_nothing():
    computed = "computed:\n- {id: both, label: l, formula: a + z}\n"
    made = instrument(asked("z"), asked("a"), asked("b", "relevance: both = 2"), asked("c"), computed=computed)
    assert skips_of(made) == {}


ROSTER = """\
- id: R
  title: t
  roster: {row: r, count: n}
  questions:
  - {id: x, type: single, codes: yn, text: t}
  - {id: y, type: text, text: t, relevance: x = 1}
  - {id: z, type: text, text: t, relevance: x = 1}
- id: T
  title: t
  questions:
  - {id: last, type: text, text: t, relevance: any(x = 1)}
"""


def test_a_skip_in_a_roster_ends_with_its_row():
    number = asked("n", "relevance: a = 1", "number, range: 0..9")
    assert skips_of(instrument(asked("a"), number, more=ROSTER)) == {
        ("a", 0): "last",
        ("x", 0): END_OF_ROW,
    }


def test_a_roster_that_has_no_row_is_passed_over():
    number = asked("n", "relevance: a = 1, else: 0", "number, range: 0..9")
    assert skips_of(instrument(asked("a"), number, more=ROSTER))["a", 0] == "last"
    asks = asked("n", "relevance: a = 1, else: 2", "number, range: 0..9")
    assert skips_of(instrument(asked("a"), asks, more=ROSTER))["a", 0] == "x"


def test_the_preceding_round_is_not_this_one():
    more = "rounds: {variable: z, key: k, order: [1, 0]}\n"
    made = instrument(
        asked("k", kind="text"), asked("z"), asked("a"), asked("b", "relevance: previous(a) = 1"), asked("c"), more=more
    )
    assert skips_of(made) == {}


def test_an_empty_answer_leads_somewhere_too():
    routes = Routes(instrument(asked("a"), asked("b", "relevance: a = 1"), asked("c", "relevance: a is refused")))
    assert routes.after("a", Empty("refused")) == "c"
    assert routes.after("a", Empty("dont_know")) == END
    assert routes.after("a", 1) == "b"


def test_a_thousand_questions_are_quick():
    from time import perf_counter

    questions = [asked("q0")]
    questions += [
        asked(f"q{n}", f"relevance: q{n - n % 10 - 1 if n % 10 == 0 else n - n % 10} = 1") for n in range(1, 1000)
    ]
    made = instrument(*questions)
    start = perf_counter()
    assert skips_of(made)
    assert perf_counter() - start < 5
