import numpy as np
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.design.design import Design, Stage
from surveykit.econometrics.prepare import independent, prepare
from surveykit.expr.parse import parse
from surveykit.problems import DataError


def refused(dataset, *formulas, **asked):
    with pytest.raises(DataError) as refusal:
        prepare(dataset, formulas, **asked)
    return refusal.value.problems


def test_a_case_is_lost_for_the_first_variable_it_lacks_in_the_order_of_the_formula(dataset_of):
    data = dataset_of(
        {"y": [0, 1, -7, 1, 0, 1, 1], "x": [1, None, None, 4, 5, -7, 0], "z": [1, 2, 3, None, 5, 3, 0]}, missing=[-7]
    )
    found = prepare(data, ["y ~ x + z"])
    assert found.n == 3
    assert {one.variable: one.n for one in found.lost} == {"y": 1, "x": 2, "z": 1}
    assert {lack.reason: lack.n for one in found.lost if one.variable == "x" for lack in one.missing} == {
        "refused": 1,
        "blank": 1,
    }


def test_a_logarithm_of_zero_or_less_loses_the_case_and_is_told_apart_from_what_is_missing(dataset_of):
    found = prepare(dataset_of({"y": [0, 1, 1, 0, 1], "x": [0, -2, None, 3, 4]}), ["y ~ log(x)"])
    assert [(one.variable, one.n, one.undefined) for one in found.lost] == [("x", 3, 2)]
    assert found.matrices[0].values[:, 1].tolist() == np.log([3.0, 4.0]).tolist()


def test_categories_have_a_column_each_but_the_first_that_is_listed(dataset_of):
    data = dataset_of({"y": [0, 1, 1, 0], "industry": [72, 10, 26, 10]}, nominal={"industry": [26, 10, 62, 72]})
    assert prepare(data, ["y ~ C(industry)"]).matrices[0].names == ("(constant)", "industry[10]", "industry[72]")
    assert prepare(data, ["y ~ C(industry, 72)"]).matrices[0].names[1:] == ("industry[26]", "industry[10]")
    assert prepare(data, ["y ~ C(industry) - 1"]).matrices[0].names[0] == "industry[26]"


def test_texts_are_categories_too(dataset_of):
    data = dataset_of({"y": [0, 1, 1, 0], "place": ["Oslo", "Bergen", "Oslo", "Alta"]})
    assert prepare(data, ["y ~ C(place, 'Oslo')"]).matrices[0].names == ("(constant)", "place[Alta]", "place[Bergen]")


def test_products_and_powers_are_reckoned_as_they_are_written(dataset_of):
    data = dataset_of({"y": [0, 1, 1, 0, 1], "a": [1, 2, 3, 4, 5], "b": [2, 0, 1, 5, 4]})
    matrix = prepare(data, ["y ~ a*b + I(a**2) + b**2 + sqrt(a)"]).matrices[0]
    columns = dict(zip(matrix.names, matrix.values.T.tolist(), strict=True))
    assert columns["a:b"] == [2, 0, 3, 20, 20]
    assert columns["I(a**2)"] == [1, 4, 9, 16, 25]
    for formula in ("y ~ b + b**2", "y ~ b + b^2"):
        found = prepare(data, [formula]).matrices[0]
        assert dict(zip(found.names, found.values.T.tolist(), strict=True))["b**2"] == [4, 0, 1, 25, 16]


def test_what_earlier_terms_tell_is_dropped_in_the_order_of_the_formula(dataset_of):
    data = dataset_of({"y": [0, 1, 1, 0], "a": [1, 2, 3, 5], "twice": [2, 4, 6, 10], "same": [7, 7, 7, 7]})
    found = prepare(data, ["y ~ a + twice + same"])
    assert found.matrices[0].names == ("(constant)", "a")
    assert [(one.term, one.why) for one in found.dropped] == [("twice", "collinear"), ("same", "constant")]


def test_the_matrix_can_be_made_again_with_other_values(dataset_of):
    data = dataset_of({"y": [0, 1, 1, 0], "a": [1, 2, 3, 5], "g": [1, 2, 2, 1]}, nominal={"g": [1, 2]})
    found = prepare(data, ["y ~ a*C(g)"])
    changed = found.frame.matrix(0, {**found.frame.held, "g": np.full(4, 2.0)})
    assert changed[:, 2].tolist() == [1, 1, 1, 1]
    assert changed[:, 3].tolist() == [1, 2, 3, 5]
    assert (found.frame.matrix(0) == found.matrices[0].values).all()


def test_equations_share_their_cases(dataset_of):
    data = dataset_of({"y": [0, 1, None, 0, 1], "v": [1, 0, 1, 0, 1], "x": [1, 2, 3, None, 5]})
    found = prepare(data, ["y ~ x", "v ~ 1"])
    assert found.n == 3
    assert [outcome.tolist() for outcome in found.outcomes] == [[0, 1, 1], [1, 0, 1]]


def test_a_partial_outcome_is_needed_only_where_the_case_is_selected(dataset_of):
    data = dataset_of({"wage": [5, None, None, 7, 0], "works": [1, 0, 1, 1, 0], "x": [1, 2, 3, 4, 6]})
    found = prepare(data, ["wage ~ x", "works ~ x"], partial=[0])
    assert found.n == 4
    assert [(one.variable, one.n) for one in found.lost] == [("wage", 1)]
    assert np.isnan(found.outcomes[0]).tolist() == [False, True, False, True]


def test_a_filter_leaves_the_units_of_a_design_whole(dataset_of):
    data = dataset_of(
        {"y": [0, 1, 1, 0, 1, 0], "x": [1, 2, 5, 4, 7, 6], "k": [1, 1, 2, 2, 3, 3], "w": [1, 2, 1, 1, 3, 1]}
    )
    design = Design(weight="w", stages=(Stage(cluster="k"),))
    where = parse("k < 3")
    found = prepare(data, ["y ~ x"], design=design, where=where)
    assert (found.n, len(found.units), found.unit.tolist()) == (4, 6, [0, 1, 2, 3])
    assert found.weights.tolist() == [1, 2, 1, 1]


def test_everything_that_is_wrong_with_formulas_is_said_at_once(dataset_of):
    data = dataset_of(
        {"y": [0, 1], "industry": [10, 26], "place": ["Oslo", "Alta"]}, nominal={"industry": [10, 26, 62]}
    )
    problems = refused(data, "y ~ industri + industry + place")
    assert [problem.rule.code for problem in problems] == ["SK401", "SK763", "SK763"]
    assert problems[0].hint == "did you mean 'industry'?"
    assert problems[1].hint == (
        "write C(industry), and each category has a coefficient; "
        "a scale in order is a number where its variable has `measure: ordinal`"
    )
    assert problems[2].hint == "write C(place), and each category has a coefficient"


@pytest.mark.parametrize(
    ("term", "hint"),
    [
        ("i.industry", "write C(industry) for its categories"),
        ("ib26.industry", "write C(industry) for its categories"),
        ("c.x", "write x alone: it stands as a number"),
        ("x.industry", "did you mean 'industry'?"),
    ],
)
def test_a_term_as_stata_writes_it_is_refused_with_what_is_written_here(dataset_of, term, hint):
    data = dataset_of({"y": [0, 1], "x": [3, 4], "industry": [10, 26]}, nominal={"industry": [10, 26, 62]})
    (problem,) = refused(data, f"y ~ {term}")
    assert (problem.rule.code, problem.hint) == ("SK401", hint)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("~ x", "it has no outcome"),
        ("y ~ ln(x)", "'ln()' is no function"),
        ("y ~ (x/y)", "'/' stands outside of a calculation"),
        ("y ~ " + "log(" * 300 + "x" + ")" * 300, "too many nested parentheses"),
        pytest.param("y ~ I(1" + "0" * 400 + " * x)", "is no calculation", id="a number of 400 digits"),
        ("y ~ log(x, 10)", "'log()' is no function of one number"),
        ("y ~ x +", "misplaced"),
        ("a + b ~ x", "one outcome"),
        ("y ~ x | z", "several parts"),
        ("y ~ x[0]", "is no calculation"),
        ("y ~ __import__('os')", "is no function"),
        ("C(y) ~ x", "without C()"),
        ("y ~ C(x, 1, 2)", "C(variable, base)"),
        ("y ~ 1/x", "'/' stands outside of a calculation"),
        ("y ~ I(x^2)", "is no calculation"),
        ("y ~ x + y", "the outcome 'y' stands among its own terms"),
        ("y ~ C(y)", "the outcome 'y' stands among its own terms"),
    ],
)
def test_a_formula_that_cannot_be_read_is_refused_with_what_is_wrong(dataset_of, formula, said):
    (problem,) = refused(dataset_of({"y": [0, 1], "x": [1, 2]}), formula)
    assert problem.rule.code == "SK762"
    assert said in problem.what


def test_a_base_that_no_case_has_is_refused_with_the_categories_there_are(dataset_of):
    (problem,) = refused(dataset_of({"y": [0, 1, 1], "g": [1, 2, 3]}, nominal={"g": [1, 2, 3]}), "y ~ C(g, 9)")
    assert (problem.rule.code, problem.hint) == ("SK762", "the categories are 1, 2, 3")


def test_an_outcome_that_is_the_same_in_all_cases_is_refused(dataset_of):
    (problem,) = refused(dataset_of({"y": [1, 1, 0], "x": [1, 2, None]}), "y ~ x")
    assert problem.rule.code == "SK764"
    assert "the same in all 2 cases" in problem.what


def test_a_formula_with_nothing_that_differs_is_refused(dataset_of):
    (problem,) = refused(dataset_of({"y": [1, 0], "x": [0, 0]}), "y ~ x - 1")
    assert problem.rule.code == "SK764"


def test_where_no_case_is_left_it_is_said_where_they_went(dataset_of):
    data = dataset_of({"y": [1, 0, 1], "x": [None, None, 3]})
    (problem,) = refused(data, "y ~ x", where=parse("y = 0"))
    assert problem.rule.code == "SK743"
    assert "2 left out (filtered), 1 lack 'x'" in problem.what


def test_clusters_and_another_weight_beside_a_design_are_refused(dataset_of):
    data = dataset_of({"y": [1, 0, 1], "x": [1, 2, 4], "w": [1, 1, 2], "v": [1, 1, 1]})
    problems = refused(data, "y ~ x", design=Design(weight="w"), weight="v", cluster="x")
    assert [problem.rule.code for problem in problems] == ["SK773", "SK773"]


def test_what_a_case_holds_is_there_for_what_is_made_of_a_fit(dataset_of):
    found = prepare(dataset_of({"y": [1, 0, 1], "x": [1, 2, 4]}), ["y ~ x"])
    assert isinstance(found.frame.codebook, Codebook)
    assert found.frame.held["x"].tolist() == [1, 2, 4]


def test_numbers_whose_squares_are_no_numbers_are_undefined_and_the_smallest_are_nothing(dataset_of):
    data = dataset_of({"y": [0, 1, 1, 0, 1], "x": [1e200, 2, -np.inf, 5, 9], "z": [1, 3, 1, -1e-300, 7]})
    found = prepare(data, ["y ~ x + z"])
    assert [(one.variable, one.undefined) for one in found.lost] == [("x", 2)]
    assert found.matrices[0].values[:, 2].tolist() == [3, 0, 7]


def test_where_nothing_is_defined_it_is_said_of_what(dataset_of):
    (problem,) = refused(dataset_of({"y": [1, 0], "x": [1, 2]}), "y ~ I(x/0)")
    assert "of 2 what is reckoned from 'x' is undefined" in problem.what


@pytest.mark.parametrize(
    ("formula", "term"),
    [
        ("y ~ x**2", "x**2"),
        ("y ~ (x) ^ 2", "x**2"),
        ("y ~ log(x)**2", "log(x)**2"),
        ("y ~ log(sqrt(x))**2", "log(sqrt(x))**2"),
        ("y ~ (x**2 + z):z", "x**2:z"),
        ("y ~ (x**2 + z)**2", "x**2:z"),
        ("y ~ I(log(x)**2)", "I(log(x)**2)"),
    ],
)
def test_a_power_is_of_what_stands_before_it(dataset_of, formula, term):
    """To R and its kin `log(x)**2` is all pairs of log(x), which is log(x): a model that nobody asked for."""
    data = dataset_of({"y": [0, 1, 1, 0, 1, 1, 0], "x": [1, 2, 4, 7, 3, 9, 5], "z": [3, 1, 2, 5, 1, 1, 4]})
    found = prepare(data, [formula])
    assert term in found.matrices[0].names
    x, z = found.frame.held["x"], found.frame.held["z"] if "z" in formula else 0
    by_hand = {"x**2": x**2, "log(sqrt(x))**2": np.log(np.sqrt(x)) ** 2, "x**2:z": x**2 * z}
    values = found.matrices[0].values[:, found.matrices[0].names.index(term)]
    assert values == pytest.approx(by_hand.get(term, np.log(x) ** 2))


def test_a_power_beyond_all_numbers_is_undefined(dataset_of):
    (problem,) = refused(dataset_of({"y": [0, 1, 1], "x": [1, 2, 4]}), "y ~ I(2**9999999 * x)")
    assert problem.rule.code == "SK743"


def test_a_base_in_quotes_that_is_a_number_is_told_to_be_one(dataset_of):
    data = dataset_of({"y": [0, 1, 1], "g": [10, 26, 62]}, nominal={"g": [10, 26, 62]})
    (problem,) = refused(data, 'y ~ C(g, "26")')
    assert (problem.what, problem.hint) == ("C(g, '26') has a base that no case of the model has", "write C(g, 26)")


def test_columns_that_differ_clearly_are_told_apart_by_their_products_alone(monkeypatch):
    """Orthogonal columns cost many times as much, most of all where other processes want the cores too."""
    dice = np.random.default_rng(4)
    values = dice.normal(size=(60, 5)) * 10.0 ** np.arange(-4, 6, 2)
    monkeypatch.setattr(np.linalg, "qr", None)
    assert independent(values) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("apart", "kept"), [(1e-3, [0, 1, 2]), (1e-6, [0, 1, 2]), (1e-9, [0, 2]), (0.0, [0, 2])])
def test_columns_nearly_alike_are_told_apart_as_far_as_rounding_lets(apart, kept):
    dice = np.random.default_rng(4)
    one, other, last = dice.normal(size=(3, 60))
    assert independent(np.column_stack([one, one + apart * other, last])) == kept
