"""Real XLSForms of the project's shared folder: each becomes an instrument, or is refused with its cells named.

Run as a script it prints the table of counts: `python tests/contract/test_shared_xlsforms.py`.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from surveykit import exchange
from surveykit.exchange.xlsform.form import recognises
from surveykit.instrument.file import loaded
from surveykit.problems import FormatError

pytest.importorskip("pyxform")

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "xlsform"
FILES = sorted(path for path in SHARED.rglob("*") if path.suffix in {".xls", ".xlsx", ".csv"})
FORMS = [path for path in FILES if recognises(path)]
NO_FORMS = [path for path in FILES if path not in FORMS]
CELL = re.compile(r"[^!]+![A-Z]+\d+")
UNTRANSLATED, KEPT = "SK565", re.compile(r"is kept as a note")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder of real files is not here"),
]


def named(path: Path) -> str:
    return path.name


def test_there_is_something_to_read():
    assert len(FORMS) >= 35
    assert {path.name for path in NO_FORMS} == {
        "round1__forms__liberiaCoverageVillageForm-media__grandBassaSPlist.csv",
        "tests__example_xls__fruits.csv",
    }


@pytest.mark.parametrize("path", FORMS, ids=named)
def test_a_form_becomes_an_instrument_and_tells_what_it_cannot_hold(path):
    reading = exchange.read(path)
    instrument = loaded(reading.text)
    counts = reading.counts
    assert counts["expressions"] == counts["translated"] + counts["kept_as_notes"]
    assert len(instrument.questions) >= counts["questions"]
    kept = [p for p in reading.problems if p.rule.code == UNTRANSLATED and KEPT.search(p.what)]
    assert len(kept) == counts["kept_as_notes"]
    for problem in reading.problems:
        assert problem.severity != "error", problem
        assert problem.place.file == str(path)
        assert problem.place.line or CELL.fullmatch(problem.place.cell or ""), problem


@pytest.mark.parametrize("path", FORMS, ids=named)
def test_what_is_kept_stands_in_the_instrument_with_its_cell(path):
    reading = exchange.read(path)
    for problem in reading.problems:
        if problem.rule.code == UNTRANSLATED and KEPT.search(problem.what):
            where = problem.place.cell or f"line {problem.place.line}"
            assert f"{where} " in reading.text, problem


@pytest.mark.parametrize("path", FORMS, ids=named)
def test_a_form_written_back_is_one_pyxform_converts(path, tmp_path):
    from pyxform.xls2xform import convert

    instrument = loaded(exchange.read(path).text)
    exchange.write(instrument, tmp_path / "back.xlsx", "xlsform")
    assert "<h:html" in convert(str(tmp_path / "back.xlsx"), validate=False).xform
    again = loaded(exchange.read(tmp_path / "back.xlsx").text)
    assert list(again.questions) == list(instrument.questions)
    assert [q.type for q in again.questions.values()] == [q.type for q in instrument.questions.values()]


@pytest.mark.parametrize("path", NO_FORMS, ids=named)
def test_what_is_no_form_is_refused(path):
    with pytest.raises(FormatError):
        exchange.read(path, "xlsform")


@pytest.mark.parametrize("path", FORMS, ids=named)
def test_a_form_is_known_without_being_told(path):
    others = [e.name for e in exchange.every_exchange() if path.suffix in e.suffixes and e.recognises(path)]
    assert others == ["xlsform"]


def table() -> str:
    """The table of counts: what each form held, and what of it was translated, kept, or refused."""
    keys = (
        "questions",
        "groups",
        "repeats",
        "choices",
        "expressions",
        "translated",
        "kept_as_notes",
        "with_blank_rules",
    )
    head = ("form", *(key.replace("_", " ") for key in keys), "problems by rule, or why it is refused")
    lines = [head, tuple("---" for _ in head)]
    total: Counter[str] = Counter()
    for path in FILES:
        name = str(path.relative_to(SHARED)).replace("tests__example_xls__", "").replace("round1__xlsform__", "")
        try:
            reading = exchange.read(path, "xlsform")
        except FormatError as refusal:
            problem = refusal.problems[0]
            lines.append((name, *("" for _ in keys), f"refused: {problem.place.cell or ''} {problem.what}".strip()))
            continue
        loaded(reading.text)
        total.update(reading.counts)
        rules = Counter(problem.rule.code for problem in reading.problems)
        told = " ".join(f"{code}:{number}" for code, number in sorted(rules.items()))
        lines.append((name, *(str(reading.counts[key]) for key in keys), told))
    lines.append(("all", *(str(total[key]) for key in keys), ""))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
