"""Models side by side: what stands in the cells, below them and in the notes."""

from dataclasses import replace
from math import exp

import pytest

from surveykit.problems import DataError
from surveykit.reports.models.side import side_by_side
from surveykit.reports.table import Bracketed, Marked, Table


def table(fits, codebook, language="en", **how) -> Table:
    return next(block for block in side_by_side(fits, codebook, language, **how).blocks if isinstance(block, Table))


def row(made: Table, key: str):
    return next(row for row in made.rows if row.key == key)


def cell(made: Table, key: str, column: str):
    return row(made, key).cells[[column.key for column in made.columns].index(column)]


def test_a_coefficient_has_the_stars_of_its_p_and_its_error_in_brackets_beneath(probit, codebook):
    made = table([probit], codebook)
    assert cell(made, "log(size)", "m1") == Marked(0.402, "***")
    assert cell(made, "log(size).se", "m1") == Bracketed(0.079)
    assert cell(made, "own_group", "m1") == Marked(0.05, "")
    assert cell(made, "industry[2]", "m1") == Marked(0.2, "*")
    assert row(made, "log(size).se").role == "beneath"


@pytest.mark.parametrize(
    ("brackets", "cell_", "places", "said"),
    [
        ("se", Bracketed(0.079), 3, "In brackets: standard errors."),
        ("z", Bracketed(0.402 / 0.079), 2, "In brackets: z."),
        ("t", Bracketed(0.402 / 0.079), 2, "In brackets: z."),
    ],
)
def test_brackets_hold_what_is_asked_for_and_the_note_says_what_they_hold(
    probit, codebook, brackets, cell_, places, said
):
    made = table([probit], codebook, brackets=brackets)
    assert cell(made, f"log(size).{brackets}", "m1") == cell_
    assert row(made, f"log(size).{brackets}").decimals == (("m1", places),)
    assert made.notes[1] == said


def test_a_row_has_the_decimals_that_its_smallest_error_needs_unless_they_are_said(probit, codebook):
    small = replace(probit, coefficients=tuple(replace(one, se=one.se / 1000) for one in probit.coefficients))
    assert row(table([probit, small], codebook), "own_group").decimals == (("m1", 5), ("m2", 5))
    assert row(table([probit, small], codebook), "own_group.se").decimals == (("m1", 5), ("m2", 5))
    assert row(table([probit, small], codebook, decimals=3), "own_group").decimals == (("m1", 3), ("m2", 3))


def test_p_in_brackets_is_printed_as_a_p(probit, codebook):
    found = cell(table([probit], codebook, brackets="p"), "log(size).p", "m1")
    assert (found.kind, found.value < 0.001) == ("p", True)


def test_a_model_tested_by_t_is_said_to_have_t_whatever_was_asked_for(probit, regression, codebook):
    made = table([probit, regression], codebook, brackets="z", titles=["Probit", "Size"])
    assert made.notes[1] == "In brackets: z, and t of (2)."


def test_stars_follow_the_levels_of_the_table_and_the_note_says_them(probit, codebook):
    made = table([probit], codebook, stars={"+": 0.2, "!": 0.001})
    assert cell(made, "log(size)", "m1").mark == "!"
    assert cell(made, "industry[2]", "m1").mark == "+"
    assert "Stars, from two-sided p: ! p < 0.001, + p < 0.2." in made.notes
    assert not any("Stars" in note for note in table([probit], codebook, stars={}).notes)


def test_categories_stand_in_the_order_of_the_codebook_below_their_variable_and_its_reference(probit, codebook):
    made = table([replace(probit, coefficients=probit.coefficients[::-1])], codebook)
    assert [r.cells[0] for r in made.rows if r.role in {"heading", "body"}] == [
        "Industry (reference: Software)", "Hotels", "Land transport", "Own group", "Employees (log)", "Constant",
    ]  # fmt: skip


def test_models_with_other_references_have_no_common_one(probit, codebook):
    made = table([probit, replace(probit, bases=("industry[4]",))], codebook)
    assert row(made, "industry").cells[0] == "Industry"


def test_a_model_of_two_equations_has_two_columns_below_its_title(biprobit, codebook):
    made = table([biprobit], codebook, titles=["Joint"])
    assert [(c.group, c.heading) for c in made.columns[1:]] == [
        ("Joint", "Suppliers"),
        ("Joint", "Export participation"),
    ]
    assert [c.key for c in made.columns] == ["term", "m1.suppliers", "m1.export"]


def test_rho_is_shown_after_the_constant_in_the_first_column_and_its_inner_parameter_is_not(biprobit, codebook):
    made = table([biprobit], codebook)
    assert [r.key for r in made.rows if r.role == "body"][-2:] == ["(constant)", "rho"]
    assert cell(made, "rho", "m1.suppliers") == Marked(-0.412, "**")
    assert cell(made, "rho", "m1.export") == ""
    assert not any("athrho" in r.key for r in made.rows)


def test_rho_is_tested_by_likelihood_ratio_where_both_tests_are_there(biprobit, codebook):
    found = row(table([biprobit], codebook), "rho.LR")
    assert found.cells == ("LR test of ρ = 0, χ²(1)", Marked(5.79, "**"), "")
    assert not any(r.key == "rho.Wald" for r in table([biprobit], codebook).rows)


def test_the_equation_that_is_asked_for_is_the_column_of_its_model(probit, biprobit, codebook):
    made = table([probit, biprobit], codebook, equations=["export"])
    assert [c.key for c in made.columns] == ["term", "m1", "m2"]
    assert cell(made, "suppliers", "m2") == Marked(1.543, "***")
    assert cell(made, "n", "m2") == 81


def test_an_equation_no_model_has_is_refused_with_those_there_are(biprobit, codebook):
    with pytest.raises(DataError, match=r"(?s)SK793 no model has an equation 'exports'.*did you mean 'export'"):
        table([biprobit], codebook, equations=["exports"])


def test_hidden_groups_and_absorbed_variables_are_rows_of_yes_and_no(probit, regression, codebook):
    made = table([probit, regression], codebook, hide=["industry", "own_group"])
    assert row(made, "industry").cells == ("Industry", "yes", "yes")
    assert row(made, "own_group").cells == ("Own group", "yes", "no")
    assert not any(r.key.startswith("industry[") for r in made.rows)


def test_below_stands_of_each_model_what_it_has(probit, biprobit, regression, codebook):
    made = table([probit, biprobit, regression], codebook)
    assert [r.key for r in made.rows if r.role == "foot"] == [
        "industry", "n", "clusters", "loglik", "r2", "r2_adjusted", "r2_mcfadden", "rho.LR",
    ]  # fmt: skip
    assert row(made, "n").cells[1:] == (90, 81, "", 90)
    assert row(made, "r2_mcfadden").cells[1:] == (0.219, "", "", "")


def test_degrees_of_freedom_that_differ_have_a_row_of_their_own(probit, codebook):
    other = replace(probit, tests=(replace(probit.tests[0], df=3),))
    made = table([probit, other], codebook, show=["model"])
    assert [r.cells[0] for r in made.rows[-2:]] == ["LR test of the model, χ²", "df"]
    assert made.rows[-1].cells[1:] == ("4", "3")


def test_odds_ratios_have_errors_by_the_delta_method_and_p_of_b(probit, biprobit, codebook):
    made = table([probit, biprobit], codebook, exp=True)
    assert cell(made, "log(size)", "m1") == Marked(exp(0.402), "***")
    assert cell(made, "log(size).se", "m1").value == pytest.approx(exp(0.402) * 0.079)
    assert cell(made, "rho", "m2.suppliers").value == -0.412
    assert any("odds ratios" in note for note in made.notes)
    assert any("delta method" in note for note in made.notes)


def test_percentages_stand_in_a_column_beside_with_errors_by_the_delta_method(regression, codebook):
    made = table([regression], codebook, percent=True)
    assert cell(made, "export", "m1.percent") == pytest.approx(100 * (exp(0.593) - 1))
    assert cell(made, "export.se", "m1.percent").value == pytest.approx(100 * exp(0.593) * 0.05)
    assert cell(made, "(constant)", "m1.percent") == ""


def test_brackets_beside_the_coefficients_are_columns(probit, codebook):
    made = table([probit], codebook, beside=True, brackets="z")
    assert [(c.key, c.heading, c.group) for c in made.columns[2:]] == [("m1.z", "z", "(1)")]
    assert cell(made, "log(size)", "m1.z") == Bracketed(0.402 / 0.079)
    assert not any(r.role == "beneath" for r in made.rows)


def test_a_term_the_model_goes_without_is_a_dash_and_a_term_that_is_not_its_own_is_empty(probit, biprobit, codebook):
    made = table([probit, biprobit], codebook)
    assert cell(made, "industry[3]", "m2.suppliers") is None
    assert cell(made, "own_group", "m2.suppliers") == ""
    assert "–: the model goes without this term." in made.notes


def test_notes_tell_errors_cases_lost_and_terms_dropped_of_the_models_they_are_of(probit, biprobit, codebook):
    notes = table([probit, biprobit], codebook, titles=["A", "B"]).notes
    assert notes[2].startswith("(1): Standard errors are from the observed information")
    assert notes[3].startswith("(2): Standard errors are robust")
    assert "(1): 10 of 100 cases lost: Employees 10 (no answer 4, blank 3, not defined 3)." in notes
    assert "(2): Without Industry: Land transport (it tells the outcome without error; its 9 cases left out)." in notes


def test_a_term_that_went_with_its_cases_is_told_once_whatever_follows_for_other_equations(biprobit, codebook):
    later = replace(biprobit.dropped[1], why="constant", n=0)
    notes = table([replace(biprobit, dropped=(later, biprobit.dropped[0]))], codebook).notes
    assert "Without Industry: Land transport (it tells the outcome without error; its 9 cases left out)." in notes


def test_rho_that_a_model_tells_without_an_error_stands_in_the_row_of_those_that_have_one(
    biprobit, regression, codebook
):
    told = replace(regression, kind="heckman", measures={"rho": -0.9, "sigma": 1.2})
    made = table([biprobit, told], codebook)
    assert row(made, "rho").cells[1:] == (Marked(-0.412, "**"), "", -0.9)
    assert row(made, "sigma").cells[1:] == ("", "", 1.2)


def test_what_is_the_same_of_all_models_is_said_once(probit, codebook):
    notes = table([probit, probit], codebook).notes
    assert sum("lost" in note for note in notes) == 1
    assert "10 of 100 cases lost: Employees 10 (no answer 4, blank 3, not defined 3)." in notes


def test_columns_are_numbered_unless_their_titles_are_numbers(probit, codebook):
    made = table([probit, probit, probit], codebook, titles=["Probit", "Probit", "(1.3)"])
    assert [c.group for c in made.columns[1:]] == ["(1) Probit", "(2) Probit", "(1.3)"]


def test_terms_of_a_later_model_stand_where_they_stand_there(probit, biprobit, codebook):
    made = table([probit, biprobit], codebook)
    keys = [r.key for r in made.rows if r.role in {"body", "heading"}]
    assert keys.index("suppliers") < keys.index("log(size)")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"show": ["r3"]}, "SK792 models tell no 'r3'"),
        ({"show": ["n", "r2"]}, "SK792 none of the models tells 'r2'"),
        ({"stars": {"*": 5}}, r"SK794 '\*' is for p below 5"),
        ({"stars": {"*": 0.1, "**": 0.1}}, r"SK794 '\*' is not the only mark of 0.1"),
    ],
)
def test_a_table_that_cannot_be_is_refused(probit, codebook, how, said):
    with pytest.raises(DataError, match=said):
        table([probit], codebook, **how)


@pytest.mark.parametrize("language", ["nb", "it", "ru"])
def test_no_heading_or_note_stays_english(probit, biprobit, regression, codebook, language):
    fits = [probit, biprobit, regression]
    made, english = (table(fits, codebook, spoken, exp=True, percent=True) for spoken in (language, "en"))
    assert not {*made.notes} & {*english.notes}
    assert made.title != english.title


def test_a_note_says_which_models_the_columns_are(probit, biprobit, regression, codebook):
    assert table([probit, probit], codebook).notes[0] == "Model: Probit."
    several = table([probit, regression, probit], codebook)
    assert several.notes[0] == "Models: (1), (3) Probit; (2) Least squares."
    ordered = replace(probit, kind="ordered", link="probit")
    assert table([ordered], codebook, language="nb").notes[0] == "Modell: Ordnet probit."


def test_errors_of_two_steps_are_not_said_to_be_those_of_the_likelihood(regression, codebook):
    steps = replace(regression, kind="heckman", errors="classical", clusters=None, loglik=None)
    said = "\n".join(table([steps], codebook).notes)
    assert "Selection model in two steps." in said
    assert "allow for the inverse Mills ratio being estimated" in said
    assert "observed information" not in said
    assert "observed information" in "\n".join(table([replace(steps, loglik=-3.0)], codebook).notes)


def test_brackets_that_hold_no_such_thing_are_refused_with_what_they_hold(probit, codebook):
    with pytest.raises(DataError) as refusal:
        side_by_side([probit], codebook, brackets="pvalue")
    (problem,) = refusal.value.problems
    assert (problem.rule.code, problem.hint) == ("SK773", "they hold 'se', 'z', 't', 'p'")


def test_of_many_variables_the_cases_lost_are_told_without_every_reason(probit, codebook):
    lost = tuple(replace(probit.lost[0], variable=name) for name in ("size", "industry", "own_group"))
    notes = table([replace(probit, lost=lost)], codebook).notes
    (said,) = (note for note in notes if "lost" in note)
    assert said.startswith("30 of 100 cases lost: Employees 10 (not defined 3); Industry 10 (not defined 3); ")
