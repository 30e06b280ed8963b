"""Whatever the way an instrument is written down: laid out it says the same, keeps every comment, and stays as it is."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from surveykit.instrument.instrument import Instrument
from surveykit.instrument.layout.file import laid_out
from surveykit.instrument.layout.scalars import block, in_quotes, word
from surveykit.instrument.layout.tree import Scalar, comments_in, tree_of
from surveykit.problems import SurveykitError
from surveykit.shape import fitted
from surveykit.source import Quoted, parsed

ROOT = Path(__file__).resolve().parents[2]
FIRM = (ROOT / "tests" / "pilot" / "firm.yaml").read_text(encoding="utf-8")

letters = st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=["Cs"])
words = st.text(letters, max_size=30) | st.sampled_from(
    [
        "yes",
        "NO",
        "010",
        "1:30",
        "~",
        "null",
        "",
        "a: b",
        "a #b",
        "- x",
        "x,y",
        "{a}",
        "a\nb",
        " a",
        "a ",
        "1",
        "-",
        "?",
    ]
)
long = st.lists(st.sampled_from(["word", "longer-word", "a: b", "#", "-", "'s", "10%"]), min_size=20, max_size=60)
texts = words | long.map(" ".join)
codes = st.sampled_from(["1", "2", "010", "NO", "1:30", "yes", "-5", "1.5"]) | words.filter(bool).map(Quoted)


@st.composite
def instruments(draw):
    """The data of an instrument as a file has it: every scalar a text, those in quotes marked."""
    text = texts | st.fixed_dictionaries({"en": texts, "nb": texts})
    question = st.fixed_dictionaries(
        {"id": st.just("q"), "type": st.sampled_from(["note", "open"]), "text": text},
        optional={"label": text, "help": text, "number": words, "empties": st.just(["refused", "dont_know"])},
    )
    check = st.fixed_dictionaries({"id": st.just("c"), "rule": words, "message": text})
    questions = draw(st.lists(question, min_size=1, max_size=3))
    for number, one in enumerate(questions):
        one["id"] = f"q{number}"
        one["checks"] = draw(st.lists(check, max_size=1))
    section = {"title": draw(text), "id": "A", "questions": questions}
    listed = draw(st.dictionaries(codes, text, max_size=4))
    return {
        "title": draw(text),
        "instrument": draw(words.filter(bool)),
        "languages": ["en", "nb"],
        "sections": [section],
        **({"lists": {"l": listed}} if listed else {}),
    }


class Hand:
    """Writes data as YAML in a way nobody would choose."""

    def __init__(self, data: st.DataObject, *, comments: bool) -> None:
        self.draw = data.draw
        self.comments = comments
        self.number = 0

    def remark(self) -> str:
        self.number += 1
        return f"# remark {self.number}"

    def above(self, margin: str) -> list[str]:
        kinds = self.draw(st.lists(st.sampled_from("bc" if self.comments else "b"), max_size=2))
        room = len(margin) + 3
        return ["" if kind == "b" else f"{' ' * self.draw(st.integers(0, room))}{self.remark()}" for kind in kinds]

    def tail(self) -> str:
        return f" {self.remark()}" if self.comments and self.draw(st.integers(0, 5)) == 0 else ""

    def scalar(self, value: str, *, flow: bool) -> str:
        if isinstance(value, Quoted):
            single = "\n" not in value and value.isprintable() and self.draw(st.booleans())
            return "'" + value.replace("'", "''") + "'" if single else in_quotes(value)
        return word(Scalar(value), flow=flow)

    def flow(self, data) -> str:
        if isinstance(data, dict):
            pairs = [f"{self.scalar(k, flow=True)}: {self.flow(v)}" for k, v in self.items(data)]
            return "{" + f"{self.draw(st.sampled_from([', ', ',  ']))}".join(pairs) + "}"
        if isinstance(data, list):
            return "[" + ", ".join(map(self.flow, data)) + "]"
        return self.scalar(data, flow=True)

    def items(self, data):
        shuffle = "id" in data or "instrument" in data
        return self.draw(st.permutations(list(data.items()))) if shuffle else list(data.items())

    def lines(self, data, margin: str) -> list[str]:
        made = []
        step = " " * self.draw(st.integers(1, 4))
        for key, value in self.items(data):
            made += [*self.above(margin), *self.entry(f"{margin}{self.scalar(key, flow=False)}:", value, margin, step)]
        return made

    def entry(self, head: str, value, margin: str, step: str) -> list[str]:
        if isinstance(value, str):
            return self.text(head, value, margin)
        if not value or (head.strip() != "sections:" and self.draw(st.integers(0, 2)) == 0):
            return [f"{head} {self.flow(value)}{self.tail()}"]
        if isinstance(value, dict):
            return [f"{head}{self.tail()}", *self.lines(value, margin + step)]
        inner = margin + (step if self.draw(st.booleans()) else "")
        made = [f"{head}{self.tail()}"]
        for item in value:
            made += self.above(inner)
            if isinstance(item, str):
                made.append(f"{inner}- {self.scalar(item, flow=False)}{self.tail()}")
            elif self.draw(st.integers(0, 3)) == 0:
                made.append(f"{inner}- {self.flow(item)}{self.tail()}")
            else:
                first, *rest = self.lines_of_item(item, inner + "  ")
                made += [f"{inner}- {first.lstrip()}", *rest]
        return made

    def text(self, head: str, value: str, margin: str) -> list[str]:
        folded = None if isinstance(value, Quoted) else block(value, self.draw(st.integers(5, 200)))
        if folded is None or self.draw(st.booleans()):
            return [f"{head} {self.scalar(value, flow=False)}{self.tail()}"]
        return [f"{head} {folded[0]}{self.tail()}", *(f"{margin}   {line}" if line else "" for line in folded[1:])]

    def lines_of_item(self, item, margin: str) -> list[str]:
        lines = self.lines(item, margin)
        while not lines[0].strip() or lines[0].lstrip().startswith("#"):
            del lines[0]
        return lines


def read_back(text: str):
    source = parsed(text)
    return source, fitted(source, Instrument)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), shape=instruments())
def test_the_same_instrument_the_same_comments_and_once_is_enough(data, shape):
    text = "\n".join([*Hand(data, comments=True).lines(shape, ""), ""])
    try:
        source, instrument = read_back(text)
    except SurveykitError:
        assume(False)  # two codes that are one number, and the like
    made = laid_out(source)
    again, after = read_back(made)
    assert after.fingerprint == instrument.fingerprint
    assert json.dumps(again.data, sort_keys=True) == json.dumps(source.data, sort_keys=True)
    assert sorted(comments_in(tree_of(made))) == sorted(comments_in(tree_of(text)))
    assert laid_out(again) == made


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), shape=instruments())
def test_two_ways_to_write_the_same_are_laid_out_alike(data, shape):
    hand = Hand(data, comments=False)
    hand.above = lambda _margin: []
    texts = ["\n".join([*hand.lines(shape, ""), ""]) for _ in range(2)]
    try:
        sources = [read_back(text)[0] for text in texts]
    except SurveykitError:
        assume(False)
    assert laid_out(sources[0]) == laid_out(sources[1])


@pytest.mark.parametrize("number", range(0, len(FIRM.splitlines()), 5))
def test_a_comment_in_any_line_of_a_file_is_kept(number):
    lines = FIRM.splitlines()
    margin = " " * (len(lines[number]) - len(lines[number].lstrip()))
    source = parsed("\n".join([*lines[:number], f"{margin}# here", *lines[number:], ""]))
    made = laid_out(source)
    assert "# here" in made
    assert laid_out(parsed(made)) == made
