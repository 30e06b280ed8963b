"""Coding frames: what they give, and every problem at its place."""

from pathlib import Path

import pytest

from surveykit.codebook.frames.file import inspect, inspected, load
from surveykit.problems import DefinitionError, SourceError
from surveykit.source import parsed

ROOT = Path(__file__).resolve().parents[4]
FRAMES = sorted(path for path in (ROOT / "codebooks").glob("*.yaml") if path.name != "belgian-sme-trade.yaml")


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
        "  B: {label: L, definition: D, within: A}",
        ["5:40 SK330", "6:40 SK330"],
    ),
    "a code without a definition": ("codes: {A: {label: L}}", ["4:9 SK339"]),
    "a definition in one language": ("codes: {A: {label: L, definition: {en: D}}}", ["4:35 SK337"]),
    "a rule in a language not named": (
        "codes: {A: {label: L, definition: D, exclude: [{en: a, fr: b, nb: c}]}}",
        ["4:48 SK338"],
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
