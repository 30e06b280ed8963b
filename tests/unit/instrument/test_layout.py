"""Laying out instrument files: what is written how, as tables of YAML before and after."""

from pathlib import Path
from textwrap import dedent, indent

import pytest

from surveykit.instrument import extent, group, instrument, question, table
from surveykit.instrument.file import inspect
from surveykit.instrument.kinds import KINDS
from surveykit.instrument.layout import forms
from surveykit.instrument.layout.file import laid_out
from surveykit.instrument.layout.scalars import block, can_be_plain, word
from surveykit.instrument.layout.tree import Scalar
from surveykit.problems import SourceError
from surveykit.source import parsed

ROOT = Path(__file__).resolve().parents[3]
MODELS = {
    "CHECK": [question.Check],
    "ITEM": [group.Item],
    "QUESTION": [*KINDS, *group.GROUPS],
    "SECTION": [instrument.Section],
    "REGISTERED": [instrument.Registered],
    "COMPUTED": [instrument.Computed],
    "TABLE": [table.Table],
    "CLUSTER": [extent.Cluster],
    "QUOTA": [extent.Quota],
    "RULE": [extent.CompletionRule],
    "COMPLETION": [extent.Completion],
    "INSTRUMENT": [instrument.Instrument],
}


def keys_of(model):
    return {field.alias or name for name, field in model.model_fields.items()}


@pytest.mark.parametrize("name", MODELS)
def test_the_order_names_every_key_of_the_model_and_no_other(name):
    known = set().union(*map(keys_of, MODELS[name]))
    assert set(getattr(forms, name).keys) == known


@pytest.mark.parametrize(
    ("form", "model"),
    [
        (forms.QUESTION.of("other"), question.Other),
        (forms.SECTION.of("roster"), extent.Roster),
        (forms.INSTRUMENT.of("rounds"), extent.Rounds),
    ],
)
def test_the_order_of_settings_names_every_key(form, model):
    assert set(form.keys) == keys_of(model)


HEAD = "instrument: x\ntitle: T\nlanguages: [en, nb]\n"
LISTS = "\nlists:\n  l:\n    1: one\n    2: two\n"
TAIL = "\nsections:\n  - id: A\n    title: S\n    questions:\n"
NOTE = "      - id: q\n        type: note\n        text: t\n"


def whole(questions=NOTE, lists=LISTS):
    return HEAD + lists + TAIL + questions


def said(text: str) -> str:
    return laid_out(parsed(text))


def in_question(lines: str) -> str:
    return whole(indent(dedent(lines).strip("\n"), " " * 8).replace(" " * 8, "      - ", 1) + "\n")


QUESTIONS = {
    "keys in order": (
        "{text: t, checks: [{rule: q > 1, id: c, message: m}], range: 0.., type: number, id: q}",
        """
        id: q
        type: number
        range: 0..
        text: t
        checks:
          - id: c
            rule: q > 1
            message: m
        """,
    ),
    "a text of several languages that fits stands on one line": (
        "{id: q, type: note, text: {en: A, nb: B}}",
        "id: q\ntype: note\ntext: {en: A, nb: B}",
    ),
    "one that would need quotes in brackets stands on several": (
        '{id: q, type: note, text: {en: "A, and b", nb: B}}',
        "id: q\ntype: note\ntext:\n  en: A, and b\n  nb: B",
    ),
    "one that needs quotes anyway stays short": (
        '{id: q, type: note, text: {en: "A: b", nb: B}}',
        'id: q\ntype: note\ntext: {en: "A: b", nb: B}',
    ),
    "quotes that do nothing go": (
        """{id: "q", type: 'note', text: 'a "b" c'}""",
        'id: q\ntype: note\ntext: a "b" c',
    ),
    "quotes round what some reader takes for something else stay": (
        """{id: q, type: note, number: '1', text: 'yes', label: "2006-01-01", help: 'null'}""",
        'id: q\nnumber: "1"\ntype: note\ntext: "yes"\nlabel: "2006-01-01"\nhelp: "null"',
    ),
    "words that were written without quotes stay without": (
        "{id: q, type: note, number: 010, text: yes, label: 1:30, help: NO}",
        "id: q\nnumber: 010\ntype: note\ntext: yes\nlabel: 1:30\nhelp: NO",
    ),
    "a text of lines": (
        '{id: q, type: note, text: "one\\ntwo: three\\n"}',
        "id: q\ntype: note\ntext: |\n  one\n  two: three",
    ),
    "a text with what cannot be seen": (
        '{id: q, type: note, text: "one\\ttwo \\u2028 x"}',
        'id: q\ntype: note\ntext: "one\\ttwo \\u2028 x"',
    ),
    "a text that begins with a sign of YAML": (
        "{id: q, type: note, text: '- a', help: '*b', label: '@c'}",
        'id: q\ntype: note\ntext: "- a"\nlabel: "@c"\nhelp: "*b"',
    ),
    "comments stay with what they stand at": (
        """
        text: t # why
        # above id
        id: q # the id
        # above type
        type: note
        # the end
        """,
        """
        # above id
        id: q # the id
        # above type
        type: note
        text: t # why
        # the end
        """,
    ),
    "a comment in brackets opens them": (
        "id: q\ntype: note\ntext: {en: A, # English\n  nb: B}",
        "id: q\ntype: note\ntext:\n  en: A # English\n  nb: B",
    ),
    "blank lines between the keys of a question go": ("id: q\n\ntype: note\n\n\ntext: t", "id: q\ntype: note\ntext: t"),
    "an item of a battery": (
        "{id: b, type: battery, codes: l, text: t, items: [{text: a, id: q}, {id: r, text: b}], order: random}",
        """
        id: b
        type: battery
        codes: l
        order: random
        text: t
        items:
          - id: q
            text: a
          - id: r
            text: b
        """,
    ),
    "settings on one line": (
        "id: q\ntype: single\ntext: t\ncodes: l\nfixed:\n- 2\nother:\n  max: 40\n  text: Which\n  code: 2",
        "id: q\ntype: single\ncodes: l\nfixed: [2]\ntext: t\nother: {code: 2, text: Which, max: 40}",
    ),
}


@pytest.mark.parametrize(("before", "after"), QUESTIONS.values(), ids=QUESTIONS)
def test_questions(before, after):
    made = said(in_question(before))
    expected = in_question(after)
    if "# above id" in before:
        expected = expected.replace("      - # above id\n        id", "      # above id\n      - id")
    assert made == expected
    assert said(made) == made


def test_a_long_text_is_folded_at_blanks_and_never_elsewhere():
    long = " ".join(["word"] * 60)
    made = said(in_question(f"id: q\ntype: note\ntext: {long}"))
    assert "text: >-\n" in made
    assert max(map(len, made.splitlines())) <= 120
    assert parsed(made).data["sections"][0]["questions"][0]["text"] == long
    unbroken = "x" * 300
    assert f"text: {unbroken}\n" in said(in_question(f"id: q\ntype: note\ntext: {unbroken}"))


FILES = {
    "what stands at the top stays there": (
        "# about\n# yaml-language-server: $schema=x\n\nlanguages: [en, nb]\ntitle: T\ninstrument: x\n" + TAIL + NOTE,
        "# about\n# yaml-language-server: $schema=x\n\n" + HEAD + TAIL + NOTE,
    ),
    "codes stay as they are": (
        whole(lists="lists:\n  l: {010: a, NO: b, 1:30: c, 'yes': d, '1': e}\n"),
        whole(lists='\nlists:\n  l:\n    010: a\n    NO: b\n    1:30: c\n    "yes": d\n    "1": e\n'),
    ),
    "a section without indentation": (
        HEAD + "sections:\n- id: A\n  title: S\n  questions:\n  - {id: q, type: note, text: t}\n",
        HEAD + TAIL + NOTE,
    ),
    "a divider above a section, and an end": (
        HEAD + "sections:\n# ---- A\n- id: A\n  title: S\n  questions:\n  - {id: q, type: note, text: t}\n# end\n",
        HEAD + "\nsections:\n  # ---- A\n" + TAIL.removeprefix("\nsections:\n") + NOTE + "# end\n",
    ),
    "a mark of the document": ("---\n" + HEAD + TAIL + NOTE, HEAD + TAIL + NOTE),
    "one blank line between questions": (
        whole(NOTE + "\n\n\n" + NOTE.replace("q", "r") + NOTE.replace("q", "s")),
        whole(NOTE + "\n" + NOTE.replace("q", "r") + "\n" + NOTE.replace("q", "s")),
    ),
    "a line end of Windows": (whole().replace("\n", "\r\n"), whole()),
}


@pytest.mark.parametrize(("before", "after"), FILES.values(), ids=FILES)
def test_files(before, after):
    assert said(before) == after
    assert said(after) == after


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("instrument: [x", ["2:1 SK001"]),
        (whole("      - {id: q, type: note, txt: t}\n"), ["14:9 SK011", "14:29 SK010"]),
        (whole("      - {id: q, type: note, text: &a t}\n"), ["14:35 SK003"]),
        ("- a\n- b\n", ["1:1 SK012"]),
    ],
)
def test_a_bad_file_is_refused_with_places(text, rules):
    with pytest.raises(SourceError) as refusal:
        said(text)
    found = [f"{p.place.line}:{p.place.column} {p.rule.code}" for p in refusal.value.problems]
    assert found == rules


def test_a_file_that_is_unsound_can_still_be_laid_out():
    text = in_question("id: q\ntype: note\ntext: t\nrelevance: nothing = 1")
    assert "relevance: nothing = 1\n" in said(text)


@pytest.mark.parametrize("file", sorted((ROOT / "instruments").glob("*.yaml")), ids=lambda file: file.name)
def test_the_instruments_of_the_repository_stay_what_they_are(file):
    before = inspect(file).instrument
    made = said(file.read_text(encoding="utf-8"))
    again = parsed(made)
    assert said(made) == made
    from surveykit.shape import fitted

    after = fitted(again, instrument.Instrument)
    assert after.fingerprint == before.fingerprint
    assert made.count("#") == file.read_text(encoding="utf-8").count("#")


@pytest.mark.parametrize(
    ("value", "plain", "in_brackets"),
    [
        ("Why?", True, True),
        ("a, b", True, False),
        ("a: b", False, False),
        ("a #b", False, False),
        ("a#b", True, True),
        ("a:b", True, True),
        ("-1", True, True),
        ("- 1", False, False),
        ("{employees} men", False, False),
        ("men {employees}", True, False),
        ("trailing ", False, False),
        ("a\u00a0b", True, True),
        ("a\u2028b", False, False),
        ("", False, False),
    ],
)
def test_when_quotes_are_needed(value, plain, in_brackets):
    assert (can_be_plain(value), can_be_plain(value, flow=True)) == (plain, in_brackets)
    for text in (f"k: {word(Scalar(value))}", f"{{k: {word(Scalar(value), flow=True)}}}"):
        assert parsed(text).data == {"k": value}


def test_a_text_that_ends_with_several_lines_is_quoted():
    assert block("a\n\n", 80) is None
    assert word(Scalar("a\n\n")) == '"a\\n\\n"'


@pytest.mark.parametrize("file", sorted((ROOT / "instruments").glob("*.yaml")), ids=lambda file: file.name)
def test_the_instruments_of_the_repository_are_laid_out(file):
    text = file.read_text(encoding="utf-8")
    assert said(text) == text, f"surveykit fmt {file.relative_to(ROOT)}"
