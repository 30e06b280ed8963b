"""`estimate` as it is called."""

import json
from math import exp, log, sqrt

import pytest

from surveykit import formats
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded


@pytest.fixture
def run(capsysbinary, firms, tmp_path):
    """Estimate from the firms; gives the exit code, standard output and standard error."""
    file = tmp_path / "firms.parquet"
    formats.write(firms, file)

    def command(*arguments):
        code = guarded(surveykit, ["estimate", str(file), *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


def tables(out):
    return {block["key"]: block for block in json.loads(out)["blocks"] if block["type"] == "table"}


def test_estimates_with_their_bases(run):
    code, out, err = run("mean:size", "prop:export", "--weight", "weight")
    assert (code, err) == (CLEAN, "")
    assert "Mean" in out
    assert "Weighted by weight; 3 cases left out" in out
    assert "Missing, Employees: no answer 1, blank 1." in out


def test_shares_are_percent_and_keep_every_digit_in_json(run):
    _, out, _ = run("prop:export", "-o", "-", "--format", "json")
    cells = tables(out)["prop"]["rows"][0]["cells"]
    assert (cells["value"], cells["n"], cells["missing"]) == (40.0, 10, 2)


def test_domains_and_their_differences(run):
    code, out, _ = run("mean:size", "--by", "own_group", "--differences", "holm", "-o", "-", "--format", "json")
    assert code == CLEAN
    made = tables(out)
    assert [row["cells"]["own_group"] for row in made["mean-size"]["rows"]] == ["Yes", "No"]
    assert made["differences-mean-size"]["rows"][0]["cells"]["less_own_group"] == "No"
    assert made["differences-mean-size"]["notes"] == ["p adjusted after Holm over the pairs of each quantity."]


def test_the_interval_of_a_share_is_the_logit_unless_another_is_asked_for(run):
    """Two of five: logit(0.4) +- t * se / (0.4 * 0.6), by hand: 10 of the 12 cases drawn are asked."""
    low, high = (1 / (1 + exp(-(log(2 / 3) + side * 2.200985160 * sqrt(0.24 * 12 / 110) / 0.24))) for side in (-1, 1))
    _, out, _ = run("prop:export", "-o", "-", "--format", "json", "--language", "en")
    table = tables(out)["prop"]
    assert [table["rows"][0]["cells"][end] for end in ("low", "high")] == pytest.approx(
        [100 * low, 100 * high], abs=1e-6
    )
    assert "Intervals: logit." in table["notes"]
    _, out, _ = run("prop:export", "--interval", "beta", "-o", "-", "--format", "json", "--language", "nb")
    assert "Intervaller: Korn-Graubard." in tables(out)["prop"]["notes"]


def test_a_share_of_everybody_has_no_logit_interval_and_the_page_says_which_has_one(run):
    _, out, _ = run("prop:export", "--where", "export = 1", "-o", "-", "--format", "json", "--language", "en")
    assert any("`--interval beta` has one" in note for note in tables(out)["prop"]["notes"])


def test_what_has_no_number_is_told(run):
    _, out, _ = run("mean:never")
    assert "No estimate where no case is valid: Asked of nobody." in " ".join(out.split())


def test_what_is_undefined_of_valid_cases_is_told_apart_from_what_nobody_said(run):
    _, out, _ = run("sd:size", "--where", "size = 60.5")
    assert "No estimate where one case is valid, nothing varies or the total is 0: Employees." in " ".join(out.split())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["average:size"], "SK742 `average:size` names no statistic"),
        (["ratio:size"], "write `ratio:NAME/NAME`"),
        (["mean:industry"], "ask for the share of each category: `prop:industry`"),
        (["mean:sise"], "did you mean 'size'?"),
        (["mean:size", "--differences", "holm"], "name a variable that makes them"),
        (["mean:size", "--strata", "region"], "SK401"),
        (["mean:size", "--where", "size > 10000"], "SK743 no case is left to estimate from: "),
    ],
)
def test_what_cannot_be_estimated_is_refused_with_the_way_on(run, asked, said):
    code, out, err = run(*asked)
    assert (code, out) == (REFUSED, "")
    assert said in err


@pytest.mark.parametrize("said", ["90", "0.9"])
def test_a_level_is_a_share_or_in_per_cent(run, said):
    _, out, _ = run("mean:size", "--level", said, "-o", "-", "--format", "json")
    assert "90 % interval" in {column["group"] for column in tables(out)["mean"]["columns"]}


def test_a_strange_level_is_refused_with_the_usual_one(run):
    code, _, err = run("mean:size", "--level", "9")
    assert code == REFUSED
    assert "9 is no level; the usual one is 95, per cent" in err
