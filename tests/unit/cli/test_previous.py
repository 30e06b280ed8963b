"""Earlier rounds from a file: which rows are found, under which key."""

import pytest

from surveykit.cli import surveykit
from surveykit.cli.boundary import REFUSED, guarded
from surveykit.cli.previous import archive_of
from surveykit.instrument.file import loaded
from surveykit.problems import DataError

FORM = """\
instrument: panel
title: T
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
rounds: {variable: round, key: firm, order: [2005, 2009]}
register:
  - {id: round, label: Round}
sections:
- id: A
  title: T
  questions:
  - {id: firm, type: number, range: 0.., text: Which firm?}
  - {id: sales, type: number, range: 0.., text: Sales?}
  - {id: export, type: single, codes: yesno, text: Export?}
  - {id: where, type: multiple, codes: yesno, text: Where?}
"""
ROWS = "round,firm,sales,export,extra\n2005,17,400,Yes,x\n2005,18,-9,No,y\n2009,17,500,No,z\n2005,19,1,,\n2005,19,2,,\n"


@pytest.fixture
def form():
    return loaded(FORM)


def test_a_unit_is_found_by_key_and_round_with_labels_as_codes(form, tmp_path) -> None:
    path = tmp_path / "before.csv"
    path.write_text(ROWS, encoding="utf-8")
    archive = archive_of(path, form)
    assert archive(17, 2005) == {"round": 2005, "firm": 17, "sales": 400, "export": 1, "extra": "x"}
    assert archive(17.0, 2009)["sales"] == 500
    assert archive("18", 2005)["sales"] == -9, "the code says why it is empty"
    assert archive(20, 2005) == {}
    assert archive(19, 2005) == {}, "nothing is known of a unit that stands twice"


def test_a_file_without_rounds_is_the_round_before(form, tmp_path) -> None:
    path = tmp_path / "before.csv"
    path.write_text("firm,sales\n17,400\n", encoding="utf-8")
    assert archive_of(path, form)(17, 2005)["sales"] == 400


def test_a_file_without_keys_is_refused(form, tmp_path) -> None:
    path = tmp_path / "before.csv"
    path.write_text("round,sales\n2005,400\n", encoding="utf-8")
    with pytest.raises(DataError, match="SK401 there is no variable 'firm'"):
        archive_of(path, form)


def test_an_instrument_without_rounds_has_no_use_for_it(tmp_path, capsys) -> None:
    (tmp_path / "form.yaml").write_text(
        FORM.replace("rounds: {variable: round, key: firm, order: [2005, 2009]}\n", ""), encoding="utf-8"
    )
    (tmp_path / "before.csv").write_text(ROWS, encoding="utf-8")
    line = [
        "enter",
        str(tmp_path / "form.yaml"),
        "--to",
        str(tmp_path / "x.db"),
        "--previous",
        str(tmp_path / "before.csv"),
    ]
    assert guarded(surveykit, line) == REFUSED
    assert "--previous is for instruments with `rounds`" in capsys.readouterr().err
