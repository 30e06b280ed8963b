"""Files made to choke a program: each is refused with a message before the costly step is taken."""

from pathlib import Path

import pytest

from surveykit import source
from surveykit.expr import tokens
from surveykit.instrument.file import inspect
from surveykit.parsing import composed

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
  - {id: e, type: single, codes: yesno, text: Export?}
"""
BOMB = "\n".join(
    [
        "instrument: &a [x, x, x, x, x, x, x, x, x]",
        *(
            f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]"
            for before, one in zip("abcdefghi", "bcdefghij", strict=True)
        ),
    ]
)


def said_of(text: str, folder: Path) -> list[str]:
    file = folder / "x.yaml"
    file.write_text(text, encoding="utf-8")
    return [f"{p.place.line}:{p.place.column} {p.rule.code} {p.what}" for p in inspect(file).problems]


def test_everything_is_told_at_once(tmp_path):
    found = said_of(
        HEAD
        + "  - {id: p, type: singel, text: t}\n"
        + "  - {id: q, type: note, txt: t, text: t}\n"
        + "  - {id: r, type: number, range: many, text: t}\n"
        + "  - {id: s, type: note}\n"
        + "computed: {id: c}\n",
        tmp_path,
    )
    assert [line.split()[:2] for line in found] == [
        ["11:19", "SK013"],
        ["12:25", "SK010"],
        ["13:34", "SK012"],
        ["14:5", "SK011"],
        ["15:11", "SK012"],
    ]
    found = said_of(
        HEAD
        + f"  - {{id: p, type: note, text: t, relevance: '{'e = 1 or ' * 6_000}e = 0'}}\n"
        + f"  - {{id: q, type: note, text: t, relevance: '{'(' * 950}e = 1{')' * 950}'}}\n"
        + "  - {id: r, type: note, text: t, relevance: f = 1}\n"
        + "  - {id: s, type: note, text: t, relevance: e = 7}\n"
        + "  - {id: s, type: single, codes: none, text: t}\n",
        tmp_path,
    )
    assert [line.split()[1] for line in found] == ["SK201", "SK202"]  # names and lists first; then what reads them
    found = said_of(
        HEAD
        + f"  - {{id: p, type: note, text: t, relevance: '{'e = 1 or ' * 6_000}e = 0'}}\n"
        + f"  - {{id: q, type: note, text: t, relevance: '{'(' * 950}e = 1{')' * 950}'}}\n"
        + "  - {id: r, type: note, text: t, relevance: f = 1}\n"
        + "  - {id: s, type: note, text: t, relevance: e = 7}\n",
        tmp_path,
    )
    assert [line.split()[1] for line in found] == ["SK102", "SK103", "SK110", "SK112"]


def test_an_expression_of_fifty_thousand_characters_is_not_read(tmp_path, monkeypatch):
    read: list[int] = []

    class Counting:
        def match(self, text: str, position: int):
            read.append(len(text))
            return pattern.match(text, position)

    pattern = tokens._TOKEN
    monkeypatch.setattr(tokens, "_TOKEN", Counting())
    text = "e = 1 or " * 5_555 + "e = 0"
    (found,) = said_of(HEAD + f"  - {{id: q, type: note, text: t, relevance: {text}}}\n", tmp_path)
    assert found == "11:45 SK102 the expression has 50000 characters; 2000 is the most"
    assert 50_000 not in read


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 1_000 + "]" * 1_000,
        "a: " + "{b: " * 1_000 + "1" + "}" * 1_000,
        "\n".join(" " * n + f"k{n}:" for n in range(1_000)),
        "\n".join("  " * n + "-" for n in range(1_000)),
        "a: " + "[" * 100_000,
        "a: [b?, " + "[" * 1_000 + "]" * 1_001,
    ],
    ids=["lists", "mappings", "indentation", "dashes", "never closed", "after a question mark"],
)
def test_a_thousand_levels_are_refused(text, tmp_path):
    (found,) = said_of(text, tmp_path)
    assert " SK001 " in found


@pytest.mark.parametrize("question", ["", "\nz: {text: Really?}"], ids=["as it is", "beside a question mark in braces"])
def test_every_node_of_an_alias_bomb_is_looked_at_once(question, tmp_path, monkeypatch):
    looked_at: list[int] = []
    value = source._Builder._value
    monkeypatch.setattr(source._Builder, "_value", lambda self, *said: (looked_at.append(1), value(self, *said))[1])
    found = said_of(BOMB + question, tmp_path)
    assert len(found) == 10
    assert all("SK003 an anchor or a tag stands here" in line for line in found)
    assert len(looked_at) < 300
    assert composed(BOMB + question) is not None


def test_a_bomb_of_merges_is_no_more(tmp_path):
    found = said_of("a: &a {x: 1}\nb: &b {<<: [*a, *a]}\nc: {<<: [*b, *b]}", tmp_path)
    assert [line.split()[1] for line in found] == ["SK003", "SK003"]


def test_a_file_of_a_hundred_megabytes_is_not_opened(tmp_path, monkeypatch):
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(100_000_000)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(Path, "read_text", refuse)
    (problem,) = inspect(huge).problems
    assert (problem.rule.code, problem.what) == ("SK004", "the file has 100 MB; 20 MB is the most")
