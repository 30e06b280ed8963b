"""Coding frames: what they give, and every problem at its place."""

from pathlib import Path

import pytest

from surveykit.codebook.frames.file import inspect, inspected, load
from surveykit.problems import DefinitionError, SourceError
from surveykit.source import parsed

ROOT = Path(__file__).resolve().parents[4]
FRAMES = sorted(path for path in (ROOT / "codebooks").glob("*.yaml") if path.name != "belgian-sme-trade.yaml")

GUID = "6f1c2a0e-0000-4000-8000-000000000001"


def frame_of(*lines: str) -> str:
    return "\n".join(["frame: x", "languages: [en, fr]", "title: T", *lines])


DEFECTS = {
    "an attribute nobody defined": (
        "attributes: {tangible: {label: L}}",
        "codes: {A: {label: L, definition: D, attributes: {tangibl: true}}}",
        ["5:51 SK330"],
    ),
    "a wider code that is not there": ("codes: {A: {label: L, definition: D, within: B}}", ["4:46 SK330"]),
    "a code that is part of itself": (
        "codes:",
        "  A: {label: L, definition: D, within: B}",
        "  B: {label: M, definition: D, within: A}",
        ["5:40 SK330", "6:40 SK330"],
    ),
    "a code without a definition": ("codes: {A: {label: L}}", ["4:9 SK339"]),
    "a definition in one language": ("codes: {A: {label: L, definition: {en: D}}}", ["4:35 SK337"]),
    "a rule in a language not named": (
        "codes: {A: {label: L, definition: D, exclude: [{en: a, fr: b, nb: c}]}}",
        ["4:48 SK338"],
    ),
    "an identity that is none": ("codes: {A: {label: L, definition: D, guid: '12'}}", ["4:44 SK344"]),
    "an identity that a net has too": (
        f"codes: {{A: {{label: L, definition: D, guid: {GUID}}}}}",
        f"nets: {{N: {{label: M, codes: [A], guid: {GUID.upper()}}}}}",
        ["5:40 SK344"],
    ),
    "a hot key that is none": ("codes: {A: {label: L, definition: D, hotkey: F1}}", ["4:46 SK345"]),
    "a hot key of two codes": (
        "codes:",
        "  A: {label: L, definition: D, hotkey: a}",
        "  B: {label: M, definition: D, hotkey: A}",
        ["6:40 SK345"],
    ),
    "a hot key in any script": ("codes: {A: {label: L, definition: D, hotkey: ж}}", []),
    "a colour that is none": ("codes: {A: {label: L, definition: D, colour: red}}", ["4:46 SK346"]),
    "a colour nobody sees on white": ("codes: {A: {label: L, definition: D, colour: '#FF0'}}", ["4:46 SK346"]),
    "a colour nobody sees on a dark screen": (
        "codes: {A: {label: L, definition: D, colour: '#000080'}}",
        ["4:46 SK346"],
    ),
    "an exclusive code where every one is": (
        "several: false",
        "codes: {A: {label: L, definition: D, exclusive: true}}",
        ["5:49 SK347"],
    ),
    "a code that nobody can give": ("codes: {A: {label: L, definition: D, codable: false}}", ["4:47 SK348"]),
    "a net of a code that is not there": (
        "codes: {A: {label: L, definition: D}}",
        "nets: {N: {label: M, codes: [B]}}",
        ["5:30 SK330"],
    ),
    "a net without codes": (
        "codes: {A: {label: L, definition: D}}",
        "nets: {N: {label: M, codes: []}}",
        ["5:29 SK011"],
    ),
    "a net with a code and its wider one": (
        "codes: {A: {label: L, definition: D}, B: {label: M, definition: D, within: A}}",
        "nets: {N: {label: O, codes: [B, A]}}",
        ["5:33 SK349"],
    ),
    "a code in two nets": (
        "codes: {A: {label: L, definition: D}}",
        "nets: {N: {label: O, codes: [A]}, P: {label: Q, codes: [A]}}",
        ["5:57 SK349"],
    ),
    "a net with the name of a code": (
        "codes: {A: {label: L, definition: D}}",
        "nets: {a: {label: M, codes: [A]}}",
        ["5:8 SK350"],
    ),
    "two codes that differ in case only": (
        "codes: {A: {label: L, definition: D}, a: {label: M, definition: D}}",
        ["4:39 SK350"],
    ),
    "two codes with one label": (
        "codes: {A: {label: L, definition: D}, B: {label: l, definition: E}}",
        ["4:50 SK351"],
    ),
    "an example of two codes": (
        "codes:",
        "  A: {label: L, definition: D, examples: [We sell]}",
        "  B: {label: M, definition: D, examples: ['we, sell!']}",
        ["6:43 SK352"],
    ),
    "an example for and against": (
        "codes: {A: {label: L, definition: D, examples: [We sell], counter_examples: [We sell]}}",
        ["4:78 SK352"],
    ),
    "an example in which a keyword finds another code": (
        "codes:",
        "  A: {label: L, definition: D, examples: [We went to a fair]}",
        "  B: {label: M, definition: D, keywords: [fair*]}",
        ["5:56 SK353"],
    ),
    "an example in which keywords find its own code too": (
        "codes:",
        "  A: {label: L, definition: D, examples: [Went to sell at a fair], keywords: [sell]}",
        "  B: {label: M, definition: D, keywords: [fair*]}",
        [],
    ),
    "a rule of use that sends to a code that is not there": (
        "codes:",
        "  WIP: {label: L, definition: D}",
        "  EXP: {label: M, definition: D, exclude: [{en: 'Only a plan: WPI', fr: 'Un plan : WIP'}]}",
        ["6:63 SK354"],
    ),
    "a rule of use that ends with a word": (
        "codes: {WIP: {label: L, definition: D, include: ['Also: services']}}",
        [],
    ),
    "a keyword that finds nothing": ("codes: {A: {label: L, definition: D, keywords: [fair, '*']}}", ["4:55 SK356"]),
    "a keyword that only holds off": ("codes: {A: {label: L, definition: D, keywords: ['-no']}}", ["4:49 SK356"]),
    "a keyword that stands twice": ("codes: {A: {label: L, definition: D, keywords: [a, a]}}", ["4:52 SK356"]),
    "a merge that does not say into what": (
        "version: '2'",
        "codes: {A: {label: L, definition: D}}",
        "changes: [{version: '2', op: merge, from: [A, B]}]",
        ["6:30 SK357"],
    ),
    "a rename to itself": (
        "version: '2'",
        "codes: {A: {label: L, definition: D}}",
        "changes: [{version: '2', op: rename, from: A, to: A}]",
        ["6:51 SK357"],
    ),
    "a code that was merged and is still there": (
        "version: '2'",
        "codes: {A: {label: L, definition: D}, B: {label: M, definition: D}}",
        "changes: [{version: '2', op: merge, from: [A, B], to: A}]",
        ["6:47 SK358"],
    ),
    "a change that makes a code that is not there": (
        "version: '3'",
        "codes: {A: {label: L, definition: D}}",
        "changes:",
        "  - {version: '2', op: rename, from: Z, to: A}",
        "  - {version: '3', op: split, from: B, to: [A, C]}",
        ["8:48 SK358"],
    ),
    "changes out of order": (
        "version: '2'",
        "codes: {A: {label: L, definition: D}}",
        "changes:",
        "  - {version: '2', op: edit, from: A}",
        "  - {version: '3', op: edit, from: A}",
        "  - {version: '2', op: edit, from: A}",
        ["9:15 SK358"],
    ),
    "a version that no change made": (
        "version: '3'",
        "codes: {A: {label: L, definition: D}}",
        "changes: [{version: '2', op: add, to: A}]",
        ["4:10 SK358"],
    ),
    "changes that fit": (
        "version: '3'",
        "codes: {A: {label: L, definition: D}, B: {label: M, definition: D, within: A}}",
        "changes:",
        "  - {version: '2', op: add, to: [C, D, B1]}",
        "  - {version: '2', op: rename, from: B1, to: B, by: ida, when: 2026-03-02, why: clearer}",
        "  - {version: '3', op: merge, from: [C, D], to: A}",
        "  - {version: '3', op: move, from: B, to: A}",
        [],
    ),
    "no codes": ("codes: {}", ["4:8 SK011"]),
    "a truth that is none": ("codes: {A: {label: L, definition: D, attributes: {t: yes}}}", ["4:54 SK012"]),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_found_at_its_place_and_nothing_else(defect):
    *lines, expected = DEFECTS[defect]
    try:
        problems = inspected(parsed(frame_of(*lines))).problems
    except SourceError as refusal:
        problems = refusal.problems
    assert [f"{p.place.line}:{p.place.column} {p.rule.code}" for p in problems] == expected


def test_errors_refuse_a_frame_and_warnings_do_not(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(frame_of("codes: {A: {label: L}}"), encoding="utf-8")
    assert list(load(path).codes) == ["A"]
    path.write_text(frame_of("codes: {A: {label: L, within: B}}"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="SK330"):
        load(path)


INSTRUMENT = (
    "instrument: firms\nsections: [{id: A, questions: [{id: after_text, type: open}, {id: how, type: single}]}]"
)


@pytest.mark.parametrize("folder", ["codebooks", "instruments"])
def test_a_question_that_the_instrument_does_not_ask_is_found_where_the_instrument_is(tmp_path, folder):
    for each in ("codebooks", "instruments"):
        (tmp_path / each).mkdir()
    path = tmp_path / "codebooks" / "x.yaml"
    lines = [
        "instrument: firms",
        "questions: [after_text, how_other, after_txt]",
        "codes: {A: {label: L, definition: D}}",
    ]
    path.write_text(frame_of(*lines), encoding="utf-8")
    assert inspect(path).problems == ()
    (tmp_path / folder / "firms.yaml").write_text(INSTRUMENT, encoding="utf-8")
    [problem] = inspect(path).problems
    assert (problem.rule.code, problem.place.line, problem.place.column) == ("SK355", 5, 36)
    assert problem.hint == "did you mean 'after_text'?"
    assert problem.severity == "warning"


def test_the_shipped_frames_are_sound():
    assert len(FRAMES) == 6
    for path in FRAMES:
        assert [str(problem) for problem in inspect(path).problems] == []


def test_the_italian_frame_tells_tangible_effects_from_work_under_way():
    frame = load(ROOT / "codebooks" / "italian-after.yaml")
    assert list(frame.codes) == ["EXP", "FAIR", "REP", "CLI", "COLL", "WIP", "NONE", "EARLY", "OTH"]
    assert frame.having("tangible") == {"EXP", "FAIR", "REP", "CLI", "COLL"}
    assert frame.has(["WIP", "CLI"], "tangible")
    assert not frame.has(["WIP", "EARLY"], "tangible")


def test_a_frame_is_a_code_list_for_a_variable():
    codes = load(ROOT / "codebooks" / "italian-after.yaml").code_list
    assert (codes.name, len(codes.codes), codes.get("WIP").label.into("en")) == (
        "italian_after",
        9,
        "Under way, without effect",
    )


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_a_frame_codes_open_questions_of_a_shipped_instrument(path):
    from surveykit.instrument.file import load as load_instrument

    frame = load(path)
    file = ROOT / "instruments" / f"{frame.instrument}.yaml"
    if not file.exists():
        pytest.skip("the instrument is not here yet")
    questions = load_instrument(file).questions
    assert {questions[name].type for name in frame.questions} == {"open"}
