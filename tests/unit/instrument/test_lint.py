"""Definitions that contradict themselves: a piece of YAML beside the `line rule` of every finding."""

import pytest

from surveykit.instrument.file import inspect, loaded
from surveykit.problems import DefinitionError

HEAD = """\
instrument: x
title: T
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
sections:
- id: A
  title: S
  questions:
"""

CASES = {
    "sound": ("  - {id: a, type: single, codes: yesno, text: t}", []),
    "two of a name": ("  - {id: a, type: note, text: t}\n  - {id: A, type: note, text: t}", ["11:10 SK201"]),
    "the name of the case": ("  - {id: case, type: note, text: t}", ["10:10 SK201"]),
    "a choice's column is taken": (
        "  - {id: a, type: multiple, codes: yesno, text: t}\n  - {id: a_1, type: note, text: t}",
        ["11:10 SK201"],
    ),
    "two checks of a name": (
        "  - id: a\n    type: number\n    range: 0..\n    text: t\n    checks:\n"
        "    - {id: c, rule: a > 1, message: m}\n    - {id: c, rule: a < 9, message: m}",
        ["16:12 SK201"],
    ),
    "an unknown list": ("  - {id: a, type: single, codes: yesnoo, text: t}", ["10:34 SK202"]),
    "missing codes in the range": ("  - {id: a, type: number, range: -100..100, text: t}", ["10:34 SK204"]),
    "missing codes and no range": ("  - {id: a, type: number, text: t}", ["10:5 SK204"]),
    "else for everybody": ("  - {id: a, type: single, codes: yesno, else: 0, text: t}", ["10:5 SK205"]),
    "else not in the list": (
        "  - {id: a, type: single, codes: yesno, text: t}\n"
        "  - {id: b, type: single, codes: yesno, relevance: a = 1, else: 3, text: t}",
        ["11:65 SK205"],
    ),
    "a count nobody can give": ("  - {id: a, type: multiple, codes: yesno, min: 3, text: t}", ["10:48 SK208"]),
    "a circle": (
        "  - {id: a, type: single, codes: yesno, text: t, relevance: b = 1}\n"
        "  - {id: b, type: single, codes: yesno, text: t, relevance: a = 1}",
        ["10:61 SK210"],
    ),
    "a circle of one": ("  - {id: a, type: single, codes: yesno, text: t, relevance: a = 1}", ["10:61 SK210"]),
    "a later question": (
        "  - {id: a, type: single, codes: yesno, text: t, relevance: b = 1}\n"
        "  - {id: b, type: single, codes: yesno, text: t}",
        ["10:61 SK211"],
    ),
    "a later question through a computed variable": (
        "  - {id: a, type: single, codes: yesno, text: t, relevance: c = 1}\n"
        "  - {id: b, type: single, codes: yesno, text: t}\n"
        "computed:\n- {id: c, formula: b}",
        ["10:61 SK211"],
    ),
    "a number for a condition": (
        "  - {id: a, type: number, range: 0.., text: t}\n  - {id: b, type: note, text: t, relevance: a + 1}",
        ["11:45 SK212"],
    ),
    "a language misspelt": ("  - {id: a, type: single, codes: yesno, text: {en: t, nn: t}}", ["10:47 SK207"]),
    "a translation lacking": (
        "  - {id: a, type: single, codes: yesno, text: {nb: t}}",
        ["10:47 SK206", "10:47 SK207"],
    ),
    "an unknown name and an unknown code, at once": (
        "  - {id: a, type: single, codes: yesno, text: t}\n"
        "  - {id: b, type: note, text: t, relevance: aa = 1}\n"
        "  - {id: c, type: note, text: t, relevance: a = 2}",
        ["11:45 SK110", "12:49 SK112"],
    ),
    "a broken expression": ("  - {id: a, type: note, text: t, relevance: 1 = = 2}", ["10:49 SK101"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_every_contradiction_is_found_at_its_place_and_nothing_else(tmp_path, text, expected):
    file = tmp_path / "x.yaml"
    file.write_text(HEAD + text + "\n")
    found = [f"{p.place.line}:{p.place.column} {p.rule.code}" for p in inspect(file).problems]
    assert len(found) == len(expected), found
    assert all(f.startswith(e) for f, e in zip(found, expected, strict=True)), found


def test_warnings_do_not_stop_a_load_and_errors_do():
    loaded(HEAD + CASES["a language misspelt"][0])
    with pytest.raises(DefinitionError, match="SK202"):
        loaded(HEAD + CASES["an unknown list"][0])


def test_the_fingerprint_ignores_comments_and_knows_changes():
    text = HEAD + CASES["sound"][0]
    assert loaded(text).fingerprint == loaded("# a comment\n" + text).fingerprint
    assert loaded(text).fingerprint != loaded(text.replace("Yes", "Aye")).fingerprint
