"""The page of one model: coefficients with intervals, goodness of fit, tests, what was lost and left out."""

from dataclasses import replace
from math import exp

import numpy as np
import pytest

from surveykit.econometrics.margins.effects import Effect, Effects
from surveykit.reports.document import Paragraph
from surveykit.reports.models.margins import effects_table, margins_side_by_side
from surveykit.reports.models.page import model_page
from surveykit.reports.table import Bracketed, Marked, Table


def tables(document) -> dict[str, Table]:
    return {block.key: block for block in document.blocks if isinstance(block, Table)}


def test_a_term_has_its_coefficient_error_z_p_and_interval_and_the_constant_comes_last(probit, codebook):
    made = tables(model_page(probit, codebook))["coefficients"]
    one = probit["log(size)"]
    assert next(row.cells for row in made.rows if row.key == "log(size)") == (
        "Employees (log)", one.value, one.se, one.statistic, one.p, one.low, one.high,
    )  # fmt: skip
    assert [column.heading for column in made.columns[3:4]] == ["z"]
    assert [row.cells[0] for row in made.rows][-4:] == [
        "Industry (reference: Software)", "Hotels", "Land transport", "Constant",
    ]  # fmt: skip


def test_the_interval_of_an_odds_ratio_is_that_of_b_raised(probit, codebook):
    made = tables(model_page(replace(probit, kind="logit"), codebook, exp=True))["coefficients"]
    one = probit["own_group"]
    cells = next(row.cells for row in made.rows if row.key == "own_group")
    assert cells[-3:] == pytest.approx((exp(one.value), exp(one.low), exp(one.high)))
    assert made.notes == ("The interval of exp(b) is that of b, both ends raised.",)


def test_equations_have_headings_and_what_is_of_none_comes_last(biprobit, codebook):
    rows = tables(model_page(biprobit, codebook))["coefficients"].rows
    assert [row.cells[0] for row in rows if row.role == "heading"] == [
        "Suppliers",
        "Export participation",
        "Error terms",
    ]
    assert rows[-1].key == "rho"


def test_the_title_names_every_outcome(biprobit, codebook):
    assert model_page(biprobit, codebook).title == "Bivariate probit: Suppliers, Export participation"


def test_the_title_names_model_and_outcome_and_the_cases_and_errors_are_told(probit, codebook):
    document = model_page(probit, codebook)
    assert document.title == "Probit: Export participation"
    said = document.blocks[0]
    assert isinstance(said, Paragraph)
    assert said.text.startswith("100 cases. Standard errors are from the observed information")


def test_cases_lost_are_counted_by_variable_with_reasons_and_terms_dropped_with_theirs(probit, biprobit, codebook):
    lost = tables(model_page(probit, codebook))["lost"]
    assert [row.cells for row in lost.rows] == [
        ("Employees", 10, "no answer 4, blank 3, not defined 3"),
        ("Total", 10, ""),
    ]
    dropped = tables(model_page(biprobit, codebook))["dropped"]
    assert [row.cells for row in dropped.rows] == [
        ("Industry: Land transport", "it tells the outcome without error; its 9 cases left out")
    ]


def test_tests_and_measures_are_tables_of_their_own_and_absent_where_there_are_none(probit, regression, codebook):
    made = tables(model_page(probit, codebook))
    assert made["tests"].rows[0].cells == ("LR test of the model, χ²", 88.2, "4", 1e-9)
    assert [row.key for row in made["fit"].rows] == ["n", "loglik", "r2_mcfadden"]
    assert "tests" not in tables(model_page(regression, codebook))


def test_what_a_reader_must_know_stands_as_a_note(probit, codebook):
    document = model_page(replace(probit, notes=("rho lies at its bound.",)), codebook)
    assert document.blocks[-1] == Paragraph("rho lies at its bound.", "note")


@pytest.fixture
def effects() -> Effects:
    found = (
        Effect("", "size", "size", "slope", 0.05, 0.01, 5.0, 6e-7, 0.03, 0.07),
        Effect("", "industry", "industry[2]", "discrete", 0.02, 0.03, 0.67, 0.5, -0.04, 0.08),
    )
    return Effects("probit", ("export ~ log(size) + C(industry)",), "average", 90, found, {"": 0.193}, np.eye(2))


def test_effects_are_a_table_that_says_where_they_are_taken(probit, effects, codebook):
    made = effects_table(probit, effects, codebook)
    assert [row.cells[:3] for row in made.rows] == [
        ("Employees", 0.05, 0.01), ("Industry (reference: Software)", "", ""), ("Hotels", 0.02, 0.03),
    ]  # fmt: skip
    assert made.notes[0] == (
        "Average marginal effects, over the cases of a model. "
        "Of a category the difference it makes against the reference, of 0 and 1 that of a 1."
    )


def test_effects_of_models_stand_side_by_side_with_what_is_predicted_below(probit, effects, codebook):
    document = margins_side_by_side([probit, probit], [effects, effects], codebook, titles=["A", "B"])
    (made,) = tables(document).values()
    assert next(row.cells for row in made.rows if row.key == "size")[1:] == (Marked(0.05, "***"), Marked(0.05, "***"))
    assert next(row.cells for row in made.rows if row.key == "size.se")[1:] == (Bracketed(0.01), Bracketed(0.01))
    assert made.rows[-1].cells == ("Predicted", 0.193, 0.193)
    assert made.title == document.title == "Marginal effects"


def test_effects_on_categories_of_the_outcome_have_a_column_each(probit, effects, codebook):
    two = tuple(replace(effects.effects[0], outcome=outcome) for outcome in ("1", "2"))
    ordered = replace(probit, kind="ordered", formulas=("barrier ~ size",))
    given = replace(effects, effects=two, predicted={"1": 0.4, "2": 0.3})
    (made,) = tables(margins_side_by_side([ordered], [given], codebook)).values()
    assert [column.heading for column in made.columns[1:]] == ["not important", "somewhat"]
    assert made.rows[-1].cells == ("Predicted", 0.4, 0.3)


def test_what_cannot_have_an_effect_has_no_row(probit, effects, codebook):
    nothing = replace(effects.effects[1], value=0.0, se=0.0, statistic=0.0, p=1.0, low=0.0, high=0.0)
    made = effects_table(probit, replace(effects, effects=(effects.effects[0], nothing)), codebook)
    assert [row.key for row in made.rows] == ["size"]


def test_the_page_says_that_z_and_p_of_rho_are_those_of_its_atanh(probit, biprobit, codebook):
    said = "z and p of ρ are those of atanh ρ; its interval is that of atanh ρ, both ends taken back."
    assert tables(model_page(biprobit, codebook))["coefficients"].notes == (said,)
    assert tables(model_page(probit, codebook))["coefficients"].notes == ()


def test_the_page_of_an_ordered_model_says_its_link(probit, codebook):
    ordered = replace(probit, kind="ordered", link="logit", formulas=("barrier ~ size",))
    assert model_page(ordered, codebook).title.startswith("Ordered logit: ")
