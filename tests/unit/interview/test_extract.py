"""Tables for analysis: which interviews are taken, their status, and the answers that are parked."""

from itertools import pairwise

import pytest

from surveykit.instrument.file import loaded
from surveykit.interview.events import (
    Act,
    Answered,
    Approved,
    Completed,
    Contacted,
    Drawn,
    Event,
    Rejected,
    Started,
    Suspended,
)
from surveykit.interview.extract import extract, taken
from surveykit.interview.interview import Interview
from surveykit.missing import Empty

FORM = """\
instrument: partners
title: Partners
languages: [en, nb]
lists:
  yesno: {1: {en: Yes, nb: Ja}, 0: {en: No, nb: Nei}}
  place: {N: {en: North, nb: Nord}, S: {en: South, nb: Sør}}
sections:
- id: A
  title: A
  questions:
  - {id: export, type: single, codes: yesno, text: Export?}
  - {id: share, type: number, range: 0..100, relevance: export = 1, label: {en: Share, nb: Andel}, text: Share?}
  - {id: where, type: multiple, codes: place, relevance: export = 1, text: Where?}
  - {id: n, type: number, range: 0..9, text: Partners?}
- id: partners
  title: Partner
  roster: {row: partner, count: n}
  questions:
  - {id: sales, type: number, range: 0.., text: Sales?}
  - {id: why, type: text, relevance: sales > 50, text: Why?}
- id: places
  title: Place
  roster: {row: place, each: where}
  relevance: export = 1
  questions: [{id: since, type: number, range: 1900.., text: Since?}]
"""


@pytest.fixture(scope="module")
def form():
    return loaded(FORM)


def interview(form, case, *acts: Act):
    acts = (Started(form.fingerprint, "en", {}), *acts)
    return Interview.of(case, (Event(n, f"{case}{n}", "2026-01-31", "kn", act) for n, act in enumerate(acts, 1)))


def answers(**given):
    return [Answered(name.replace("__", "."), value) for name, value in given.items()]


def test_interviews_are_taken_by_their_status(form):
    drawn = Interview.of(
        "0", [Event(1, "x", "2026", "kn", Drawn("f", {})), Event(2, "y", "2026", "kn", Contacted("3.1"))]
    )
    second = Interview.of(
        "2/2",
        [Event(1, "z", "2026", "kn", Started("f", "en", {}, verifies="2")), Event(2, "w", "2026", "kn", Completed())],
    )
    all_ = [
        drawn,
        interview(form, "1", Suspended("n")),
        interview(form, "2", Completed()),
        interview(form, "3", Completed(), Approved()),
        interview(form, "4", Completed(), Rejected("ask again")),
        interview(form, "5"),
        second,
    ]  # fmt: skip
    found = {wanted: [one.id for one in taken(all_, wanted)] for wanted in ("completed", "approved", "open", "all")}
    assert found == {
        "completed": ["2", "3"],
        "approved": ["3"],
        "open": ["1", "4", "5"],
        "all": ["1", "2", "3", "4", "5"],
    }


def test_the_status_stands_at_the_end_with_its_words(form):
    table = extract(form, [interview(form, "1", Completed()), interview(form, "2", Suspended("n"))])
    assert table.codebook.names[-1] == "status"
    assert table.arrow().column("status").to_pylist() == ["completed", "suspended"]
    assert table.codebook.label_of(table.codebook["status"], "suspended", "nb") == "avbrutt"
    assert table.codebook.fingerprint == form.fingerprint


def test_a_variable_called_status_keeps_its_name():
    form = loaded(
        "instrument: x\ntitle: T\nlanguages: [en]\nsections:\n- {id: A, title: A, questions: [{id: Status, type: number, range: 0.., text: S?}]}\n"
    )
    table = extract(form, [interview(form, "1", Answered("Status", 3))])
    assert table.arrow().to_pylist() == [{"case": "1", "Status": 3, "interview_status": "open"}]


def test_the_version_stands_there_where_there_are_several(form):
    table = extract(form, [interview(form, "1")], version=True)
    assert table.arrow().column("version").to_pylist() == [form.fingerprint]


def test_columns_that_are_added_take_no_name_of_another_version(form):
    one = interview(form, "1", *PARKED, *OFF)
    table = extract(form, [one], parked=True, version=True, names=("STATUS", "version", "share_parked"))
    added = [name for name in table.codebook.names if table.codebook[name].origin.kind == "paradata"]
    assert added[:2] == ["share_parked_", "where_N_parked"]
    assert added[-2:] == ["interview_status", "interview_version"]
    row = table.arrow().to_pylist()[0]
    assert (row["share_parked_"], row["interview_status"]) == (40, "open")


PARKED = answers(export=1, share=40, where=("N",), since__N=1999, n=2, sales__1=60, why__1="big", sales__2=3)
OFF = [Answered("export", 0, 1), Answered("n", 1, 2), Answered("sales.1", 20, 60)]


def test_answers_off_the_route_are_left_out_unless_they_are_asked_for(form):
    one = interview(form, "1", *PARKED, *OFF)
    table = extract(form, [one])
    row = table.arrow().to_pylist()[0]
    assert (row["share"], row["where_N"]) == (-1, -1)
    assert not [name for name in table.codebook.names if name.endswith("_parked")]


def test_parked_answers_stand_in_columns_of_their_own(form):
    table = extract(form, [interview(form, "1", *PARKED, *OFF), interview(form, "2", *answers(export=0))], parked=True)
    names = [name for name in table.codebook.names if name.endswith("_parked")]
    assert names == ["share_parked", "where_N_parked", "where_S_parked"]
    first, second = table.arrow().to_pylist()
    assert [first[name] for name in names] == [40, 1, 0]
    assert [second[name] for name in names] == [None, None, None]
    assert first["share"] == -1
    variable = table.codebook["share_parked"]
    assert variable.label.languages == {"en": "Share (parked)", "nb": "Andel (parkert)"}
    assert (variable.origin.kind, variable.role) == ("paradata", None)


def test_parked_rows_of_a_roster_stand_at_the_end_of_their_case(form):
    found = extract(form, [interview(form, "1", *PARKED, *OFF)], "partners", parked=True).arrow().to_pylist()
    assert found == [
        {"case": "1", "partner": 1, "sales": 20, "why": "-1", "sales_parked": None, "why_parked": "big"},
        {"case": "1", "partner": 2, "sales": -1, "why": "-1", "sales_parked": 3, "why_parked": None},
    ]
    places = extract(form, [interview(form, "1", *PARKED, *OFF)], "places", parked=True).arrow().to_pylist()
    assert places == [{"case": "1", "place": "N", "since": -1, "since_parked": 1999}]


def test_a_roster_without_anything_parked_is_the_plain_table(form):
    one = interview(form, "1", *PARKED)
    plain, asked = (extract(form, [one], "partners", parked=parked) for parked in (False, True))
    assert plain.arrow() == asked.arrow()


def test_an_empty_answer_that_is_parked_keeps_its_reason(form):
    one = interview(form, "1", Answered("export", 1), Answered("share", Empty("refused")), Answered("export", 0, 1))
    assert extract(form, [one], parked=True).arrow().column("share_parked").to_pylist() == [-7]


def test_every_row_says_the_case_it_is_of_in_the_order_of_the_interviews(form):
    ones = [interview(form, case, *answers(n=2, sales__1=1, sales__2=2)) for case in ("9", "1", "5")]
    rows = extract(form, ones, "partners", parked=True).arrow().to_pylist()
    assert [row["case"] for row in rows] == ["9", "9", "1", "1", "5", "5"]
    assert all(one["partner"] < two["partner"] for one, two in pairwise(rows) if one["case"] == two["case"])
