"""`compare` as it is called."""

import json

import pytest

from surveykit import formats
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded


@pytest.fixture
def run(capsysbinary, firms, tmp_path, monkeypatch):
    """Run `compare` on the firms; gives the exit code, standard output and standard error."""
    monkeypatch.delenv("COLUMNS", raising=False)
    path = tmp_path / "firms.parquet"
    formats.write(firms, path)

    def command(*arguments):
        code = guarded(surveykit, ["compare", str(path), *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


def tables(out):
    return {block["key"]: block for block in json.loads(out)["blocks"] if block["type"] == "table"}


def test_two_groups_have_a_table_of_ranks_and_one_of_means(run):
    code, out, err = run("size", "barrier", "--by", "export", "-o", "-", "--format", "json")
    assert (code, err) == (CLEAN, "")
    found = tables(out)
    assert list(found) == ["ranks[export=1:0]", "means[export=1:0]"]
    assert next(row["cells"]["larger"] for row in found["ranks[export=1:0]"]["rows"]) == "No"


def test_three_groups_are_compared_at_once_and_pairs_when_asked(run):
    _, out, _ = run("size", "--by", "industry", "-o", "-", "--format", "json")
    assert list(tables(out)) == ["overall"]
    _, out, _ = run(
        "size", "--by", "export,industry", "--pair", "industry=2:1", "--show", "means", "-o", "-", "--format", "json"
    )
    assert list(tables(out)) == ["means[export=1:0]", "means[industry=2:1]"]


@pytest.mark.parametrize("design", [(), ("--weight", "weight")])
def test_adjusted_p_stand_beside_the_others(run, design):
    code, out, _ = run(
        "size", "--by", "industry", "--pairs", "--adjust", "holm", *design, "-o", "-", "--format", "json"
    )
    assert code == CLEAN
    found = [table["rows"][0]["cells"] for key, table in tables(out).items() if key != "overall"]
    assert all("p_adjusted" in cells for cells in found)
    told = [c for c in found if c["p"] is not None]
    assert told
    assert all(c["p_adjusted"] >= c["p"] for c in told)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_page_says_who_took_no_part(run, language):
    code, out, _ = run("size", "never", "--by", "export", "--language", language)
    assert code == CLEAN
    assert {"en": "No test where a group has too few cases", "nb": "Ingen test der en gruppe har for få"}[
        language
    ] in out
    assert {"en": "2 cases left out because", "nb": "2 enheter er utelatt"}[language] in " ".join(out.split())
    assert "nan" not in out


def test_answers_of_a_case_and_means_of_units(run):
    _, out, _ = run("own_group", "suppliers", "--paired", "-o", "-", "--format", "json")
    assert list(tables(out)) == ["paired[own_group:suppliers]", "together"]
    _, out, _ = run("size", "--by", "export", "--units", "industry", "-o", "-", "--format", "json")
    assert list(tables(out)) == ["paired[1:0]"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("size",), "say what makes the groups"),
        (("size", "barrier", "--paired", "--by", "export"), "--paired compares two answers"),
        (("size", "--by", "export", "--pair", "2"), "parted by a colon"),
        (("size", "--by", "export", "--pair", "industry=1:2"), "not among --by"),
        (("size", "--by", "export", "--show", "medians"), "not one of ranks, means"),
        (("industry", "--by", "export"), "SK785 'industry' holds codes that are names"),
        (("size", "--by", "exprt"), "did you mean 'export'?"),
        (("size", "--by", "partners"), "SK401 'partners' is a response set"),
        (("size", "--by", "export", "--units", "unit"), "SK401 there is no variable 'unit'"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_way_on(run, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (REFUSED, "")
    assert said in err
