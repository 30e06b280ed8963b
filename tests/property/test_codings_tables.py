"""Codings written as a table and read again are the same, whatever the answers say."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Span
from surveykit.coding.codings import Coding, Codings, Settlement
from surveykit.coding.unit import Unit
from surveykit.exchange.codings.read import read
from surveykit.exchange.codings.write import write
from surveykit.problems import FormatError

CODES = ("EXP", "FAIR", "WIP", "NONE")
FRAME = CodingFrame.model_validate(
    {
        "frame": "after",
        "title": "After",
        "languages": ["en"],
        "questions": ["after_text"],
        "codes": {code: {"label": f"Label of {code}, with a comma"} for code in CODES},
    }
)
PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
WORKBOOK = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=30)
NAMES = st.from_regex(r"[A-Za-zæøå0-9=+@-][\w=+@.-]{0,8}", fullmatch=True)
KNOWN_ONLY = st.lists(st.sampled_from(CODES), min_size=1, unique=True)
WITH_UNKNOWN = st.lists(st.sampled_from([*CODES, "EXPO", "a new thing", "x,y"]), min_size=1, unique=True)


@st.composite
def made_codings(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> Codings:
    """Answers, what coders hold of them with all its history, and what was settled."""
    cases = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    units = [
        Unit(case, "after_text", draw(texts), draw(st.sampled_from(["", "2009"])), "", {"Turnover": draw(NAMES)})
        for case in cases
    ]
    held: dict[tuple[str, str], Coding] = {}
    before: dict[tuple[str, str], Coding] = {}
    settled: dict[str, Settlement] = {}
    for unit in units:
        for coder in draw(st.lists(NAMES, max_size=3, unique=True)):
            coding = draw(made_coding(unit, coder, texts))
            held[unit.id, coder] = coding
            if not coding.after_settling:
                before[unit.id, coder] = coding
            elif draw(st.booleans()):
                before[unit.id, coder] = replace(draw(made_coding(unit, coder, texts)), after_settling=False)
        if draw(st.booleans()):
            codes = tuple(draw(KNOWN_ONLY))
            settled[unit.id] = Settlement(
                unit.id, "eva", "coded", codes, draw(texts), "third", ("a", "b"), "e9", "2026"
            )
    return Codings({unit.id: unit for unit in units}, held, before, settled)


@st.composite
def made_coding(draw: st.DrawFn, unit: Unit, coder: str, texts: st.SearchStrategy[str]) -> Coding:
    outcome = draw(st.sampled_from(["coded", "none", "uncodable"]))
    codes = tuple(dict.fromkeys(("EXP", *draw(WITH_UNKNOWN)))) if outcome == "coded" else ()
    spans = tuple(Span(code, n, n + 3) for n, code in enumerate(codes))
    accepted = {code: draw(texts) for code in codes[:1]}
    return Coding(
        unit.id, coder, outcome, codes, draw(texts), spans, draw(texts), draw(NAMES), accepted, codes, "e1",
        "2026-11-20T10:00:00Z", draw(st.sampled_from([unit.hash, "0123456789abcdef", ""])), "f00d", "screen",
        draw(st.booleans()),
    )  # fmt: skip


def again(codings: Codings, layout: str, suffix: str) -> Codings:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"codings{suffix}"
        assert not write(codings, FRAME, path, layout) or layout != "long"  # nothing is lost in the long layout
        return read(path, FRAME)[0]


def same(one: Codings, other: Codings) -> bool:
    """Whether all of it is the same; the frames in whatever order."""
    return (one.units, one.codings, one.independent, one.settled) == (
        other.units, other.codings, other.independent, other.settled,
    )  # fmt: skip


@given(made_codings(PLAIN))
def test_the_long_layout_keeps_everything(codings):
    assert same(codings, again(codings, "long", ".csv"))


@settings(max_examples=40)
@given(made_codings(WORKBOOK))
def test_a_workbook_keeps_everything(codings):
    assert same(codings, again(codings, "long", ".xlsx"))


@given(made_codings(PLAIN), st.sampled_from(["wide", "codes"]))
def test_the_wide_layouts_keep_units_codes_and_outcomes(codings, layout):
    assume(codings.codings)
    found = again(codings, layout, ".tsv")
    judged = {key: (set(coding.codes), coding.outcome) for key, coding in codings.codings.items()}
    assert {key: (set(coding.codes), coding.outcome) for key, coding in found.codings.items()} == judged
    assert found.units == codings.units


CELLS = st.lists(
    st.lists(st.sampled_from(["case", "coder", "codes", "code", "IT01", "ida", "EXP", "EXP FAIR", "1", "0", "", "ida: EXP", 'x"y', "text", "spans"]), max_size=5),
    max_size=5,
)  # fmt: skip


@given(CELLS, st.sampled_from([FRAME, None]))
def test_whatever_a_table_holds_it_is_read_or_refused_with_places(rows, frame):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "codings.csv"
        path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
        try:
            _, problems = read(path, frame)
        except FormatError as refusal:
            problems = refusal.problems
        assert all(problem.place.file == str(path) for problem in problems)
