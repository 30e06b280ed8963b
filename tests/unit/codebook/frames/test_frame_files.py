"""Coding frames: what they give, and every problem at its place."""

import csv
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from surveykit import formats
from surveykit.codebook.frames.file import inspect, inspected, load
from surveykit.codebook.frames.keywords import matches
from surveykit.problems import DefinitionError, SourceError
from surveykit.source import parsed

ROOT = Path(__file__).resolve().parents[4]
FILES = sorted((ROOT / "codebooks").glob("*.yaml"))
FRAMES = [path for path in FILES if re.search(r"^frame: ", path.read_text(encoding="utf-8"), re.MULTILINE)]

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
    "a code with a blank label and definition": ("codes: {A: {label: '', definition: ' '}}", ["4:9 SK339"] * 2),
    "a definition in one language": ("codes: {A: {label: L, definition: {en: D}}}", ["4:35 SK337"]),
    "a rule in a language not named": (
        "codes: {A: {label: L, definition: D, exclude: [{en: a, fr: b, nb: c}]}}",
        ["4:48 SK338"],
    ),
    "a scale of several codes": ("scale: ordinal", "codes: {A: {label: L, definition: D}}", ["4:8 SK740"]),
    "a scale without its numbers": (
        "several: false",
        "scale: interval",
        "codes: {A: {label: L, definition: D, value: -1}, B: {label: M, definition: D}}",
        ["6:50 SK740"],
    ),
    "a ratio below nothing": (
        "several: false",
        "scale: ratio",
        "codes: {A: {label: L, definition: D, value: -1}}",
        ["6:45 SK740"],
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
    "a keyword that stands twice in other letters": (
        "codes: {A: {label: L, definition: D, keywords: [caffè, CAFFE]}}",
        ["4:56 SK356"],
    ),
    "a keyword that holds itself off": (
        "codes: {A: {label: L, definition: D, keywords: ['sold* -not', 'not sold -not']}}",
        ["4:63 SK356"],
    ),
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
    assert len(FRAMES) == 18
    for path in FRAMES:
        assert [str(problem) for problem in inspect(path).problems] == []


def test_the_italian_frame_tells_tangible_effects_from_work_under_way():
    frame = load(ROOT / "codebooks" / "italian-after.yaml")
    assert list(frame.codes) == ["EXP", "FAIR", "REP", "CLI", "COLL", "STAFF", "VIS", "WIP", "NONE", "EARLY", "OTH"]
    assert frame.having("tangible") == {"EXP", "FAIR", "REP", "CLI", "COLL", "STAFF"}
    assert frame.has(["WIP", "CLI"], "tangible")
    assert not frame.has(["WIP", "EARLY"], "tangible")


def test_a_frame_is_a_code_list_for_a_variable():
    codes = load(ROOT / "codebooks" / "italian-after.yaml").code_list
    assert (codes.name, len(codes.codes), codes.get("WIP").label.into("en")) == (
        "italian_after",
        11,
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


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_a_shipped_frame_says_all_that_a_coder_needs(path):
    frame = load(path)
    assert all(facts.guid == frame.guid_of(code) for code, facts in frame.codes.items())
    given = {code: facts for code, facts in frame.codes.items() if facts.codable}
    for code, facts in given.items():
        assert facts.hotkey, code
        assert facts.colour, code
        assert facts.examples, code
        assert facts.keywords or code == "OTH", code
    assert len({facts.colour for facts in given.values()}) == len(given)


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_the_keywords_of_a_shipped_frame_find_its_examples(path):
    frame = load(path)
    said = [(code, str(text)) for code, facts in frame.codes.items() if facts.keywords for text in facts.examples]
    missed = [(code, text) for code, text in said if code not in {match.code for match in matches(text, frame)}]
    assert missed == []


def test_keywords_find_nearly_all_that_a_coder_gave_the_synthetic_answers():
    """The answers are made of sentences that the writer of the keywords knew: an upper bound, not a forecast."""
    frame = load(ROOT / "codebooks" / "italian-after.yaml")
    texts = formats.read(ROOT / "sample_responses" / "italian-network-contract.parquet").dataset.pandas()
    said = dict(zip(texts["case"], texts["after_text"], strict=True))
    with (ROOT / "sample_responses" / "italian-network-contract-coding.csv").open(encoding="utf-8") as file:
        given = {row["case"]: set(row["codes"].split()) for row in csv.DictReader(file) if row["coder"] == "1"}
    found = {case: {match.code for match in matches(said[case], frame)} for case in given}
    right = sum(len(found[case] & codes) for case, codes in given.items())
    assert right == sum(map(len, given.values()))
    assert sum(map(len, found.values())) - right == 3  # "un consulente per l'export" is under way, not an export


def seen_by(colour: str, matrix: np.ndarray) -> np.ndarray:
    """A colour in CIELAB as somebody sees it whose cones are those of the matrix."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    light = np.clip(matrix @ np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4), 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ light
    ratio = xyz / np.array([0.9505, 1.0, 1.089])
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


# Machado, Oliveira and Fernandes (2009), A physiologically-based model for simulation of color vision deficiency,
# table 1, severity 1.0
EYES = {
    "usual": np.eye(3),
    "no red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
}


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_the_colours_of_a_shipped_frame_are_told_apart(path, eyes):
    colours = [seen_by(facts.colour, EYES[eyes]) for facts in load(path).codes.values() if facts.codable]
    assert min(np.linalg.norm(first - second) for first, second in combinations(colours, 2)) > 8


def test_every_open_question_of_the_italian_survey_has_a_frame_whose_keywords_find_a_code_in_all_its_answers():
    italian = [load(path) for path in FRAMES if path.stem.startswith("italian")]
    frames = {name: frame for frame in italian for name in frame.questions}
    instrument = (ROOT / "instruments" / "italian-network-contract.yaml").read_text(encoding="utf-8")
    asked = re.findall(r"- id: (\w+)\n +number: \d+\n +type: open", instrument)
    table = formats.read(ROOT / "sample_responses" / "italian-network-contract.parquet").dataset.pandas()

    assert len(asked) == 10
    assert [name for name in asked if name not in frames] == []
    for name in ("activities_text", "obstacles_text", "future_text", "comments", "practice_text"):
        answers = [said for said in table[name] if said != "-9"]
        assert answers
        assert [said for said in answers if not matches(said, frames[name])] == []
