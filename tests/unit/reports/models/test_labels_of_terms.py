"""Terms in words: labels of the codebook for what formulas say."""

import pytest

from surveykit.reports.models.labels import category_of, term_label, variables_of


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("size", "Employees"),
        ("log(size)", "Employees (log)"),
        ("sqrt(size)", "Employees (square root)"),
        ("size**2", "Employees, squared"),
        ("I(size**2)", "Employees, squared"),
        ("size**3", "Employees, power 3"),
        ("industry[2]", "Industry: Hotels"),
        ("industry[99]", "Industry: 99"),
        ("size:own_group", "Employees × Own group"),
        ("log(size):industry[2]", "Employees (log) × Industry: Hotels"),
        ("(constant)", "Constant"),
        ("rho", "ρ"),
        ("2|3", "Threshold 2|3"),
        ("size/3+1", "size/3+1"),
    ],
)
def test_a_term_is_said_by_labels(firms, term, said):
    assert term_label(firms.codebook, term, "en") == said


def test_a_category_is_a_variable_and_its_code_and_a_product_is_none():
    assert category_of("industry[72]") == ("industry", "72")
    assert category_of("size:industry[72]") is None
    assert category_of("size") is None


def test_the_variables_of_a_term_are_those_of_the_codebook_in_it(firms):
    assert variables_of("log(size):industry[size]", firms.codebook) == ("size", "industry")
