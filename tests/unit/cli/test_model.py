"""`surveykit model`: a model from the command line, and refusals in words."""

import json

import pytest

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded

SAMPLE = "sample_responses/norwegian-sis.parquet"


def run(*arguments):
    return guarded(surveykit, ["model", SAMPLE, *arguments, "--language", "en"])


def test_a_probit_is_told_with_all_it_stands_on(capfd):
    assert run("export ~ coop + log(labprod) + C(industry)", "--kind", "probit", "-o", "-", "--format", "json") == CLEAN
    told = json.loads(capfd.readouterr().out)
    tables = {block["key"]: block for block in told["blocks"] if block["type"] == "table"}
    assert told["title"] == "Probit: Export (mode 1)"
    assert [*tables] == ["coefficients", "fit", "tests", "lost"]
    keys = [row.get("key") for row in tables["coefficients"]["rows"]]
    assert keys[:3] == ["coop", "log(labprod)", "industry"]
    assert next(row for row in tables["fit"]["rows"] if row["key"] == "n")["cells"]["value"] == 798


def test_absorbed_industries_and_clusters_are_told(capfd):
    assert run("log(employees) ~ coop", "--absorb", "industry", "--cluster", "industry") == CLEAN
    assert "Standard errors allow for cases of a cluster being alike." in capfd.readouterr().out


def test_a_multinomial_model_says_which_category_the_others_are_compared_with(capfd, tmp_path):
    assert run("strategy ~ inno", "--kind", "multinomial") == CLEAN
    assert "Categories are compared with: No cooperation (NC)." in capfd.readouterr().out
    book = tmp_path / "book.yaml"
    book.write_text(
        "book: b\ntitle: B\nlanguage: en\nentries:\n  - {kind: models, id: t, title: T, models: "
        "[{kind: multinomial, formula: strategy ~ inno}]}\n",
        encoding="utf-8",
    )
    assert guarded(surveykit, ["tables", str(book), "--data", SAMPLE, "-o", "-", "--format", "txt"]) == CLEAN
    assert "Categories are compared with: No cooperation (NC)." in capfd.readouterr().out


def test_odds_ratios_stand_beside_coefficients(capfd):
    assert run("export ~ coop", "--kind", "logit", "--exp") == CLEAN
    assert "exp(b)" in capfd.readouterr().out


def test_marginal_effects_follow_where_they_are_asked_for(capfd):
    assert run("export ~ coop + inno", "--kind", "probit", "--margins", "average") == CLEAN
    assert "Average marginal effects" in capfd.readouterr().out


def test_a_model_of_two_formulas_has_its_equations_below_one_another(capfd):
    formulas = ("coop ~ inno + log(employees)", "export ~ coop + log(employees)")
    assert run(*formulas, "--kind", "biprobit", "--margins", "treatment") == CLEAN
    out = capfd.readouterr().out
    assert "LR test of ρ = 0, χ²" in out
    assert "On the treated" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["exprt ~ coop"], "SK401 there is no variable 'exprt'"),
        (["export ~ industry", "--kind", "probit"], "SK763 'industry' holds codes of 14 categories"),
        (["export ~ log(coop", "--kind", "probit"], "SK762 the formula"),
        (["export ~ coop", "--kind", "probt"], "did you mean 'probit'"),
        (["export ~ coop", "coop ~ inno", "--kind", "probit"], "SK773"),
        (["export ~ coop", "--kind", "probit", "--absorb", "industry"], "knows no `absorb`"),
        (["export ~ coop", "--kind", "probit", "--errors", "cluster"], "SK773"),
        (["export ~ coop", "--kind", "probit", "--where", "export = 1"], "SK764"),
        (["employees ~ coop", "--kind", "logit"], "SK763 the outcome 'employees' is to be 0 or 1"),
        (["export ~ coop", "--cluster", "a b"], "SK401 there is no variable 'a b'"),
        (["export ~ coop", "--kind", "probit", "--margins", "treatment"], "SK777"),
        (["export ~ export2000", "--kind", "probit"], "SK401"),
    ],
)
def test_a_model_that_cannot_be_is_refused_in_words_and_nothing_is_drawn(capfd, arguments, said):
    assert run(*arguments) == REFUSED
    out, err = capfd.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err
