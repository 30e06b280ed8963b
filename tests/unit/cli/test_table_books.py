"""`surveykit tables` makes a book with its data and design, and `surveykit check` says all that is wrong in one."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from surveykit.cli.check import command as check
from surveykit.cli.inputs import kind_of
from surveykit.cli.tables import command as tables

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "sample_responses" / "norwegian-sis.parquet"
HEAD = f"# tables\nbook: sis\ntitle: Services\ndata: {SAMPLE}\n"
SOUND = f"{HEAD}entries:\n  - {{kind: estimate, id: one, title: Means, statistics: ['mean:employees']}}\n"
WRONG = f"""{HEAD}where: emplyees > 3
entries:
  - kind: estimate
    id: one
    statistics: ['maen:employees', 'mean:employes', 'ratio:turnover2006/emploees']
  - {{kind: crosstab, id: two, rows: ['inno:strtegy'], column: export, where: employees}}
  - {{kind: describe, id: TWO, variables: [inno], where: inno =}}
"""


def said(*arguments):
    done = CliRunner().invoke(check, [*map(str, arguments), "--format", "json"], standalone_mode=False)
    return [(one["rule"], one["line"], one["column"]) for one in json.loads(done.stdout)]


@pytest.fixture
def book(tmp_path):
    def written(text):
        (tmp_path / "book.yaml").write_text(text, encoding="utf-8")
        return tmp_path / "book.yaml"

    return written


def test_a_sound_book_is_told_so(book):
    path = book(SOUND)
    assert kind_of(path) == "book"
    done = CliRunner().invoke(check, [str(path)], standalone_mode=False)
    assert (done.return_value, done.exception) == (0, None)
    assert "sound (1 entry)" in done.stderr


def test_everything_wrong_in_a_book_is_said_at_once_at_its_place(book):
    """Statistics and conditions that are none, names that the data have not, also within a statistic or a crossing."""
    assert sorted(said(book(WRONG)), key=lambda one: one[1]) == [
        ("SK110", 5, 8),
        ("SK742", 9, 18),
        ("SK401", 9, 36),
        ("SK401", 9, 53),
        ("SK401", 10, 38),
        ("SK985", 10, 78),
        ("SK310", 11, 26),
        ("SK101", 11, 63),
    ]


def test_a_book_without_its_data_is_checked_in_itself(book):
    path = book(WRONG.replace("norwegian-sis", "nowhere"))
    assert {rule for rule, _, _ in said(path)} == {"SK742", "SK310", "SK101"}
    assert "SK401" in {rule for rule, _, _ in said(path, "--on", SAMPLE)}


def test_a_statistic_that_is_none_stops_the_making_at_its_place(book, tmp_path):
    done = CliRunner().invoke(tables, [str(book(SOUND.replace("mean:", "maen:"))), "-o", str(tmp_path / "x.md")])
    assert [(p.rule.code, p.place.line, p.place.column) for p in done.exception.problems] == [("SK742", 6, 58)]


def test_the_design_of_a_file_stands_in_the_place_of_the_book(book, tmp_path):
    (tmp_path / "design.yaml").write_text("design:\n  stages: [{cluster: industry}]\n")

    def made(*more):
        CliRunner().invoke(tables, [str(book(SOUND)), "-o", str(tmp_path / "x.json"), *more], catch_exceptions=False)
        (table,) = json.loads((tmp_path / "x.json").read_text())["blocks"]
        return table["rows"][0]["cells"]

    plain, clustered = made(), made("--design", str(tmp_path / "design.yaml"))
    assert plain["value"] == clustered["value"]
    assert plain["se"] != clustered["se"]
