"""Sampling frames: columns into the register of the instrument, every unsound line with its place, nothing twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit import formats
from surveykit.cli.journals import write
from surveykit.fieldwork.frame import Frame, drawing, frame_of
from surveykit.fieldwork.sheet import sheet_of
from surveykit.interview.events import Drawn, Started
from surveykit.interview.interview import Interview
from surveykit.problems import SurveykitError
from surveykit.store.memory import MemoryStore


@pytest.fixture
def frame(tmp_path, firms):
    """The frame of a CSV text, or the places and rules of what is wrong with it."""

    def read(text, mapped=(), name="frame.csv", id_=""):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        try:
            return frame_of(sheet_of(path, formats.read(path).dataset, id_), firms, dict(mapped))
        except SurveykitError as refusal:
            return [
                f"{problem.place.line or ''}:{problem.place.variable or ''} {problem.rule.code}"
                for problem in refusal.problems
            ]

    return read


def test_columns_of_the_register_and_others(frame):
    found = frame("case,Industry,town,psu,phone\nA-1,72,Oslo,7,0047\nA-2,Engros,,8,\n")
    assert found.name == "frame"
    assert found.cases == {
        "A-1": {"industry": 72, "town": "Oslo", "psu": 7, "phone": "0047"},
        "A-2": {"industry": 51, "psu": 8},
    }
    assert [(p.rule.code, p.severity, p.what) for p in found.problems] == [
        ("SK845", "note", "not in the frame: 'employees_then', 'share', 'founded'")
    ]


def test_each_value_in_the_type_of_its_variable(frame):
    found = frame(
        "id;industry;employees_then;share;town;founded\n007;Software;12,0;0,5;12;31.5.2006\n8;-9;;1,0;007;2006-01-02\n"
    )
    assert found.cases == {
        "007": {"industry": 72, "employees_then": 12, "share": 0.5, "town": "12", "founded": "2006-05-31"},
        "8": {"share": 1.0, "town": "007", "founded": "2006-01-02"},
    }
    assert found.problems == ()


def test_a_column_by_another_name(frame):
    found = frame("case,nace\nA,72\n", {"NACE": "industry"})
    assert found.cases == {"A": {"industry": 72}}
    assert frame("case,nace\nA,72\n", {"nace": "industri"}) == [":nace SK844"]
    assert frame("case,nace\nA,72\n", {"nase": "industry"}) == [": SK842"]
    assert frame("case,nace,isic\nA,72,J\n", {"nace": "industry", "isic": "industry"}) == [":isic SK850"]


def test_the_column_of_ids(frame):
    assert [*frame("firm,industry\n17,72\n", id_="FIRM").cases] == ["17"]
    assert [*frame("Case_ID,industry\n17,72\n").cases] == ["17"]
    assert frame("firm,industry\n17,72\n") == [": SK842"]
    assert frame("firm,industry\n17,72\n", id_="no") == [": SK842"]


def test_lines_without_a_sound_id_are_told_all_at_once(frame):
    long = "x" * 65
    assert frame(f"case,town\n,Oslo\nA,Bergen\n{long},Voss\n  ,Moss\n") == [
        "2:case SK843",
        "4:case SK843",
        "5:case SK843",
    ]
    assert frame("case,town\nA,Oslo\nB,Oslo\nA,Bergen\n") == ["4:case SK843"]


def test_values_that_cannot_be_are_told_with_line_and_column(frame):
    text = "case,industry,employees_then,founded\nA,99,12,2006-01-01\nB,72,many,2006-02-30\nC,Shipping,1,\n"
    assert sorted(frame(text)) == ["2:industry SK430", "3:employees_then SK431", "3:founded SK432", "4:industry SK431"]


def test_a_column_with_the_name_of_a_question_is_left_out(frame):
    found = frame("case,employees,large,markets_51,case2\nA,12,1,1,x\n")
    assert found.cases == {"A": {"case2": "x"}}
    assert [p.place.variable for p in found.problems if p.rule.code == "SK846"] == ["employees", "large", "markets_51"]


def test_many_unsound_lines_are_not_all_listed(frame):
    text = "case,industry\n" + "".join(f"{n},99\n" for n in range(500))
    assert len(frame(text)) == 21


@pytest.mark.parametrize("suffix", [".xlsx", ".sav", ".parquet", ".dta"])
def test_the_same_cases_from_other_formats(frame, tmp_path, firms, suffix):
    text = "case,industry,town\nA-1,72,Bodø\nA-2,51,Ålesund\n"
    plain = frame(text)
    path = tmp_path / f"frame{suffix}"
    formats.write(formats.read(tmp_path / "frame.csv").dataset, path)
    found = frame_of(sheet_of(path, formats.read(path).dataset), firms, {})
    assert found.cases == plain.cases


def test_an_empty_frame_has_no_cases(frame):
    assert frame("case,industry\n").cases == {}


def held(*acts):
    return Interview("A").after(acts[0]) if len(acts) == 1 else Interview("A").after(acts[0]).after(acts[1])


def test_what_stands_in_the_store_stands():
    frame = Frame("f", {"A": {"industry": 72, "town": "Oslo"}})
    assert drawing(frame, {}).new == frame.cases
    same = drawing(frame, {"A": held(Drawn("f", {"industry": 72, "town": "Oslo"}))})
    assert (same.new, same.same, same.problems) == ({}, 1, ())
    other = drawing(frame, {"A": held(Drawn("f", {"industry": 51}))})
    assert (other.new, other.same) == ({}, 1)
    assert [(p.place.case, p.place.variable, p.rule.code) for p in other.problems] == [
        ("A", "industry", "SK849"),
        ("A", "town", "SK849"),
    ]


def test_a_case_begun_before_it_was_drawn_is_drawn_too():
    frame = Frame("f", {"A": {"industry": 72, "town": "Oslo"}})
    begun = drawing(frame, {"A": held(Started("f", "en", {"industry": 51}))})
    assert begun.new == frame.cases
    assert [(p.place.variable, p.rule.code) for p in begun.problems] == [("industry", "SK849")]


def test_a_file_without_a_line_of_names_counts_its_cases(frame, tmp_path, firms):
    frame("case,industry\nA,99\n")
    path = tmp_path / "frame.sav"
    formats.write(formats.read(tmp_path / "frame.csv").dataset, path)
    with pytest.raises(SurveykitError) as refusal:
        frame_of(sheet_of(path, formats.read(path).dataset), firms, {})
    assert refusal.value.problems[0].place.line == 1


VALUES = st.one_of(
    st.integers(-99, 9999), st.floats(-1e6, 1e6, allow_nan=False), st.text("abcæøå 1", min_size=1, max_size=6)
)
CASES = st.dictionaries(
    st.text("ABC123-", min_size=1, max_size=5), st.dictionaries(st.sampled_from(["psu", "town", "size"]), VALUES)
)


@given(CASES, CASES)
def test_drawn_again_nothing_changes_and_what_is_new_is_added(first, second):
    store = MemoryStore()
    for cases in (first, {**second, **first}, {**second, **first}):
        interviews = {id_: Interview.of(id_, events) for id_, events in store.journals()}
        draw = drawing(Frame("f", cases), interviews)
        assert draw.same + len(draw.new) == len(cases)
        assert draw.problems == ()
        write(store, {id_: Drawn("f", register) for id_, register in draw.new.items()}, "lead")
    held = {id_: Interview.of(id_, events) for id_, events in store.journals()}
    assert {id_: interview.register for id_, interview in held.items()} == {**second, **first}
    assert all(interview.last == 1 for interview in held.values())
