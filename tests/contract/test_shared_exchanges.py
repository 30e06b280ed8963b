"""Real forms of other systems: each becomes an instrument our own check accepts, or is refused with its cells named.

Run as a script it prints the table of counts: `python tests/contract/test_shared_exchanges.py`.
"""

import re
import sys
from pathlib import Path

import pytest

from surveykit import exchange
from surveykit.exchange.redcap.rows import recognises as is_dictionary
from surveykit.instrument.file import loaded
from surveykit.problems import FormatError
from surveykit.source import parsed

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
DICTIONARIES = [path for path in sorted(SHARED.glob("redcap/**/*.csv")) if is_dictionary(path)]
SHEETS = sorted(path for path in SHARED.glob("formr/*") if path.suffix in {".xlsx", ".xls", ".ods"})
SURVEYS = sorted(SHARED.glob("rse/*.lss")) + sorted(SHARED.glob("rse/*questions_to_import.txt"))
CODEBOOKS = sorted(SHARED.glob("ddi/**/*.xml"))
FORMS = [
    *(("redcap", path) for path in DICTIONARIES),
    *(("formr", path) for path in SHEETS),
    *(("limesurvey", path) for path in SURVEYS),
    *(("ddi", path) for path in CODEBOOKS),
]
ASK_NOTHING = {"empty_survey.xlsx", "just_hidden.xlsx", "just_submit.xlsx"}  # refused: there is nobody to be asked
CELL = re.compile(r"[^!]+![A-Z]+\d+")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder of real files is not here"),
]


def test_there_is_something_to_read():
    assert len(DICTIONARIES) >= 14
    assert len(SHEETS) >= 38
    assert len(SURVEYS) == 3


@pytest.mark.parametrize(("system", "path"), FORMS, ids=lambda value: value if isinstance(value, str) else value.name)
def test_it_becomes_an_instrument_or_says_why_not(system, path):
    if path.name in ASK_NOTHING:
        with pytest.raises(FormatError, match="the form asks nothing"):
            exchange.read(path, system)
        return
    reading = exchange.read(path, system)
    instrument = loaded(reading.text)
    counts = reading.counts
    assert counts["questions"] == sum(1 for _ in asked(parsed(reading.text).data))
    assert counts["expressions"] == counts["translated"] + counts["kept_as_notes"]
    untold = [problem for problem in reading.problems if problem.rule.code == "SK575"]
    assert len(untold) == counts["kept_as_notes"]
    for problem in reading.problems:
        assert problem.place.file == str(path)
        if problem.rule.code in {"SK575", "SK577", "SK580"}:
            assert problem.place.line or CELL.fullmatch(problem.place.cell or ""), problem
    assert len(instrument.questions) >= counts["questions"] or system == "limesurvey"


@pytest.mark.parametrize(("system", "path"), FORMS, ids=lambda value: value if isinstance(value, str) else value.name)
def test_every_expression_is_in_the_file_or_in_its_notes(system, path):
    try:
        reading = exchange.read(path, system)
    except FormatError:
        return
    for problem in reading.problems:
        if problem.rule.code == "SK575":
            where = problem.place.cell or f"line {problem.place.line}"
            assert where in reading.text, problem


@pytest.mark.parametrize(("system", "path"), FORMS, ids=lambda value: value if isinstance(value, str) else value.name)
def test_it_is_known_as_a_form_of_its_system_alone(system, path):
    knowing = [one.name for one in exchange.every_exchange() if path.suffix in one.suffixes and one.recognises(path)]
    assert knowing == [system]


def asked(data):
    for section in data["sections"]:
        for question in section["questions"]:
            yield from question.get("items", [question])


def table() -> str:
    """The table of counts: what each form held, and what of it was translated, kept, or refused."""
    head = ("form", "questions", "sections", "expressions", "translated", "kept", "other notes", "refused")
    lines = [head, tuple("-" * len(word) for word in head)]
    for system, path in FORMS:
        name = f"{system}: {path.relative_to(SHARED)}"
        try:
            reading = exchange.read(path, system)
        except FormatError as refusal:
            lines.append((name, "", "", "", "", "", "", str(refusal.problems[0].what)))
            continue
        loaded(reading.text)
        counts = reading.counts
        beside = sum(1 for problem in reading.problems if problem.rule.code == "SK577")
        numbers = (counts[key] for key in ("questions", "sections", "expressions", "translated", "kept_as_notes"))
        lines.append((name, *map(str, numbers), str(beside), ""))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
