"""Models in a table book: fitted to the data, shown side by side, and refused at their place before anything is fitted."""

from importlib import import_module
from pathlib import Path

import pytest

from surveykit import econometrics, read
from surveykit.book.file import against, inspect, load
from surveykit.book.make import made
from surveykit.problems import DataError
from surveykit.reports.table import Marked, Table

SAMPLE = Path(__file__).parents[3] / "sample_responses" / "norwegian-sis.parquet"
HEAD = "book: sis\ntitle: Services\nentries:\n"
FORMULA = "export ~ coop + log(employees) + C(industry)"
ENTRY = f"""\
  - kind: models
    id: table4
    title: Exports
    brackets: z
    hide: [industry]
    where: inno = 1 or inno = 0
    models:
      - {{id: m21, kind: probit, formula: "{FORMULA}"}}
      - {{kind: logit, formula: "{FORMULA}", errors: robust, title: Logit, where: coop = 1 or coop = 0}}
"""


@pytest.fixture(scope="module")
def responses():
    return read(SAMPLE).dataset


def book(tmp_path, text):
    file = tmp_path / "book.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    return file


def test_models_of_a_book_are_fitted_and_stand_side_by_side(tmp_path, responses):
    (table,) = made(load(book(tmp_path, ENTRY)), responses).blocks
    assert isinstance(table, Table)
    assert (table.key, table.title) == ("table4", "Exports")
    assert [(column.key, column.group) for column in table.columns[1:]] == [("m21", "(1)"), ("m2", "(2) Logit")]
    fit = econometrics.fit(responses, "probit", [FORMULA])
    row = next(row for row in table.rows if row.key == "coop")
    assert isinstance(row.cells[1], Marked)
    assert row.cells[1].value == pytest.approx(fit["coop"].value)
    assert next(row.cells for row in table.rows if row.key == "industry") == ("Main activity", "yes", "yes")


def test_conditions_of_entry_and_model_hold_together_and_are_told(tmp_path, responses):
    text = (
        ENTRY.replace("where: coop = 1 or coop = 0", "where: coop = 1")
        .replace("coop + ", "")
        .replace(" + C(industry)", "")
        .replace("    hide: [industry]\n", "")
    )
    (table,) = made(load(book(tmp_path, text)), responses).blocks
    assert any(note.startswith("(2): ") and "(coop = 1)" in note for note in table.notes)
    assert next(row.cells[2] for row in table.rows if row.key == "n") < 285


def test_unknown_variables_of_formulas_and_groups_are_named_where_they_are_written_and_nothing_is_fitted(
    tmp_path, responses, monkeypatch
):
    monkeypatch.setattr("surveykit.book.model.fit", None)
    text = ENTRY.replace(f'id: m21, kind: probit, formula: "{FORMULA}"', 'kind: probit, formula: "exprt ~ coop"')
    found = load(book(tmp_path, text.replace("[industry]", "[industri]")))
    with pytest.raises(DataError) as refusal:
        made(found, responses)
    told = [(problem.rule.code, problem.place.line, problem.what.split("'")[1]) for problem in refusal.value.problems]
    assert told == [("SK401", 11, "exprt"), ("SK401", 8, "industri")]


def test_codes_that_stand_as_numbers_are_told_at_their_formula(tmp_path, responses):
    text = ENTRY.replace("C(industry)", "industry", 1)
    problems = against(load(book(tmp_path, text)), responses.codebook)
    assert [(problem.rule.code, problem.place.line) for problem in problems] == [("SK763", 11)]


def test_the_door_of_models_keeps_its_name_whatever_was_loaded_before(responses):
    import_module("surveykit.econometrics.fit")
    assert econometrics.fit(responses, "probit", ["export ~ coop"]).kind == "probit"


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (("kind: probit", "kind: probitt"), "SK773", 11),
        (("id: m21, ", "absorb: [industry], "), "SK773", 11),
        (("log(employees)", "log(employees"), "SK762", 11),
        (("brackets: z", "show: [n, r3]"), "SK792", 7),
        (("brackets: z", 'stars: {"*": 5}'), "SK794", 7),
        (("where: inno = 1", "where: inno = = 1"), "SK101", 9),
        (("where: coop = 1", "where: coop = = 1"), "SK101", 12),
    ],
)
def test_what_is_wrong_in_itself_is_told_at_its_line(tmp_path, change, code, line):
    problems = inspect(book(tmp_path, ENTRY.replace(*change, 1))).problems
    assert [(problem.rule.code, problem.place.line) for problem in problems][:1] == [(code, line)]


def test_what_models_refuse_is_told_of_all_of_them(tmp_path, responses):
    text = """\
  - kind: models
    id: none
    where: export = 1 and coop = 1
    models:
      - {kind: probit, formula: export ~ log(employees)}
      - {kind: logit, formula: coop ~ log(employees)}
"""
    with pytest.raises(DataError) as refusal:
        made(load(book(tmp_path, text)), responses)
    told = [(problem.rule.code, problem.place.line, problem.what.split("' ")[0]) for problem in refusal.value.problems]
    assert told == [("SK764", 4, "in model (1) the outcome 'export"), ("SK764", 4, "in model (2) the outcome 'coop")]


def test_marginal_effects_of_models_stand_side_by_side_each_of_the_variables_it_has(tmp_path, responses):
    text = """\
  - kind: margins
    id: effects
    of: [coop, employees]
    models:
      - {title: All, kind: probit, formula: "export ~ coop + log(employees)"}
      - {title: Less, kind: logit, formula: "export ~ coop"}
"""
    (table,) = made(load(book(tmp_path, text)), responses).blocks
    assert [row.key for row in table.rows if row.role == "body"] == ["coop", "employees"]
    assert next(row.cells[2] for row in table.rows if row.key == "employees") == ""
    assert [row.key for row in table.rows if row.role == "foot"] == ["n", "predicted"]


def test_what_the_treatment_of_a_recursive_model_adds_is_told_of_all_and_of_the_treated(tmp_path, responses):
    text = """\
  - kind: margins
    id: effects
    at: treatment
    models:
      - {kind: biprobit, formulas: [coop ~ inno + log(employees), export ~ coop + log(employees)]}
"""
    (table,) = made(load(book(tmp_path, text)), responses).blocks
    assert [column.heading for column in table.columns[1:]] == ["On all", "On the treated"]
    assert [row.key for row in table.rows if row.role == "body"] == ["coop"]
    assert table.rows[-1].cells[0] == "Predicted without the treatment"


def test_a_model_that_several_entries_name_is_fitted_once_in_a_book(tmp_path, responses, monkeypatch):
    """Its name and title are how it is shown; other errors or other cases make it another."""
    fitted = []

    def counting(dataset, kind, formulas, **how):
        fitted.append((kind, how.get("errors"), how["where"] is not None))
        return econometrics.fit(dataset, kind, formulas, **how)

    monkeypatch.setattr("surveykit.book.model.fit", counting)
    text = """\
  - kind: models
    id: one
    models:
      - {id: first, kind: probit, formula: "export ~ coop", title: First}
      - {kind: probit, formula: "export ~ coop", errors: robust}
      - {kind: probit, formula: "export ~ coop", where: inno = 1}
  - kind: margins
    id: two
    models:
      - {kind: probit, formula: "export ~ coop", title: Again}
      - {kind: probit, formula: "export ~ coop", where: inno = 1}
"""
    one, two = made(load(book(tmp_path, text)), responses).blocks
    assert fitted == [("probit", None, False), ("probit", "robust", False), ("probit", None, True)]
    assert [column.group for column in one.columns[1:]] == ["(1) First", "(2)", "(3)"]
    assert [column.group for column in two.columns[1:]] == ["(1) Again", "(2)"]
