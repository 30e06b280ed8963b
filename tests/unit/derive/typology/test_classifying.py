"""Classifying: the first condition that is true holds, and what is not known never falls into a type."""

from pathlib import Path
from textwrap import dedent

import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.file import load as load_codebook
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.derive.typology.cases import knowing
from surveykit.derive.typology.classify import classify
from surveykit.derive.typology.evidence import evidence_of
from surveykit.derive.typology.file import load, loaded
from surveykit.derive.typology.made import sensitivity, with_types
from surveykit.problems import DataError, DefinitionError
from surveykit.source import parsed

ROOT = Path(__file__).resolve().parents[4]
BELGIAN = load(ROOT / "codebooks" / "belgian-starters.yaml")
TRADE = load_codebook(ROOT / "codebooks" / "belgian-sme-trade.yaml").codebook
RUSSIAN = load(ROOT / "codebooks" / "russian-status.yaml")
AGE = """
    typology: t
    title: T
    languages: [en]
    variable: kind
    parameters: {most: {label: Most, default: 5, range: 0..9}}
    missing: {closed: {label: Closed, when: years > 100}}
    axes:
      age:
        label: Age
        levels:
          young: {label: Young, when: years <= most}
          middle: {label: Middle, when: years <= 20 or staff = 0}
          old: {label: Old, when: years > 40}
    cells:
      Y: {label: Young, at: [young]}
      O: {label: Old, at: [old]}
    outside:
      M: {label: In between, at: [middle]}
    sensitivity: {most: [4, 5, 6]}
"""


def firms(years, staff):
    missing = standard_missing("number")
    variables = tuple(Variable(name=name, missing=missing) for name in ("years", "staff"))
    return Dataset(Codebook(variables=variables), pa.table({"years": years, "staff": staff}))


def placed(found):
    return [each.code or f"{each.reason} {each.variable}".strip() for each in found.types]


def test_every_case_is_in_a_type_outside_or_missing_with_a_reason():
    data = firms([5, 6, 30, 50, 120, None, -9, 30], [1, 1, 1, 1, 1, 1, 1, None])
    found = classify(data, loaded(parsed(dedent(AGE))))
    assert placed(found) == [
        "Y",
        "M",
        "OUTSIDE",  # 30 years: no condition is true
        "O",
        "closed",
        "blank years",
        "no_answer years",
        "blank staff",  # 30 years and no staff would be in between; unknown is not "old"
    ]
    assert found.counts() == {"Y": 1, "O": 1, "M": 1, "OUTSIDE": 1}
    assert sum(found.counts().values()) + sum(found.missing().values()) == 8


def test_the_variable_carries_codes_reasons_and_the_setting():
    data = firms([5, 120, None], [1, 1, 1])
    made = with_types(classify(data, loaded(parsed(dedent(AGE))), {"most": 4}))
    variable = made.codebook["kind"]
    assert made.arrow().column("kind").to_pylist() == ["M", "-31", "-17"]
    assert [variable.emptiness.reason(value) for value in ("M", "-31", "-17")] == [None, "closed", "blank"]
    assert made.codebook.label_of(variable, "-31") == "Closed"
    assert (variable.origin.kind, variable.notes) == ("computed", "Typology t: most = 4.")


def test_a_variable_of_the_data_is_not_written_over():
    data = firms([5], [1])
    book = data.codebook.model_copy(update={"variables": (*data.codebook, Variable(name="Kind_rule"))})
    found = classify(
        Dataset(book, data.arrow().append_column("Kind_rule", pa.array([1.0]))), loaded(parsed(dedent(AGE)))
    )
    with pytest.raises(DataError, match="SK310 the data have a variable 'kind_rule' already"):
        with_types(found, evidence_of(found))


def test_evidence_names_levels_conditions_and_answers():
    evidence = evidence_of(classify(firms([3, None], [2, 2]), loaded(parsed(dedent(AGE)))))
    assert (evidence[0].rule, evidence[0].answers) == ("age = young (years <= most)", "years = 3; staff = 2")
    assert evidence[1].rule == "blank: years"


def test_evidence_of_a_question_with_several_answers_names_those_ticked():
    text = dedent(AGE).replace("years <= most", "2 in ways and most > 0").replace("years > 100", "ways is refused")
    variables = tuple(Variable(name=n, missing=standard_missing("number")) for n in ("years", "staff", "w1", "w2"))
    book = Codebook(variables=variables, sets=(ResponseSet(name="ways", variables=("w1", "w2"), choices=(1, 2)),))
    table = pa.table({"years": [1, 1, 1], "staff": [1, 1, 1], "w1": [1, 0, -9], "w2": [1, 0, -9]})
    found = classify(Dataset(book, table), loaded(parsed(text)))
    assert placed(found) == ["Y", "M", "no_answer w1"]
    assert [each.answers.partition(";")[0] for each in evidence_of(found)] == ["ways = 1 2", "ways = none", "ways = -9"]


def test_sensitivity_counts_the_types_under_each_setting_and_who_moves():
    settings = sensitivity(classify(firms([5, 6, 50], [1, 1, 1]), loaded(parsed(dedent(AGE)))))
    assert [(s.name, s.counts["Y"], s.counts["M"], s.moved) for s in settings] == [
        ("", 1, 1, 0),
        ("most = 4", 0, 2, 1),
        ("most = 6", 2, 0, 1),
    ]


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"mst": 5}, "the typology has no parameter 'mst'\n.*did you mean 'most'"),
        ({"most": "ten"}, "'most' cannot be 'ten': a number is expected"),
        ({"most": 10}, "'most' cannot be '10': a number in 0..9 is expected"),
        ({"most": "nan"}, "'most' cannot be 'nan': a number is expected"),
    ],
)
def test_a_value_that_a_parameter_cannot_have_is_refused(values, complaint):
    with pytest.raises(DataError, match=f"SK750 {complaint}"):
        classify(firms([1], [1]), loaded(parsed(dedent(AGE))), values)


def starter(founded, first, countries):
    columns = {"year_established": [founded], "first_export_year": [first], "first_countries": [countries]}
    names = ("tech", "globalised", "n_countries")
    book = TRADE.select((*columns, *names))
    table = pa.table(columns | {name: pa.array([None], pa.float64()) for name in names})
    return knowing(Dataset(book, table), TRADE)


@pytest.mark.parametrize(
    ("founded", "first", "countries", "values", "expected"),
    [
        (1995, 2000, "DE;FR;NL;LU;US", {}, "BG"),  # exactly five years, exactly five countries
        (1995, 2000, "DE;FR;NL;LU;US", {"age_max": 4}, "BAG"),
        (1994, 2000, "DE;FR;NL;LU;US", {}, "BAG"),
        (1995, 2000, "DE;FR;NL;LU;US", {"n_min": 6}, "BI"),  # footnote 2: more than five
        (1995, 2000, "US;CA;JP;AU", {}, "BI"),
        (1994, 2000, "DE;FR;NL;LU", {}, "TI"),
        (2000, 2000, "DE;FR;NL;LU;IT", {}, "UNC"),
        (1980, 2000, "DE;FR;NL;LU;IT", {}, "UNC_LATE"),  # never silently TI
        (2003, 2004, "DE;FR;NL;LU;PL", {}, "BG"),  # on 1 January 2004 Poland was outside
        (2003, 2005, "DE;FR;NL;LU;PL", {}, "UNC"),
        (2003, 2005, "DE;FR;NL;LU;CH", {}, "BG"),
        (2003, 2005, "DE;FR;NL;LU;CH", {"extra": "Europe"}, "UNC"),
        (2003, 2005, "DE;FR;NL;LU;NO", {}, "BG"),
        (2003, 2005, "DE;FR;NL;LU;NO", {"extra": "Europe"}, "UNC"),
        (2003, 2005, "DE;FR;NL;LU;DE; ;FR", {}, "BI"),  # a country counts once, a gap not at all
        (2003, 2005, "DE;FR;NL;LU;XX", {}, "undetermined far"),  # no country of the list: not taken for one outside
        (2003, 2005, "DE;FR;NL;US;XX", {}, "BG"),  # one is outside, whatever XX is
        (2003, 2005, None, {}, "blank destinations"),
        (None, 2005, "DE", {}, "blank year_established"),
    ],
)
def test_boundaries_of_the_belgian_types(founded, first, countries, values, expected):
    assert placed(classify(starter(founded, first, countries), BELGIAN, values)) == [expected]


@pytest.mark.parametrize("day", ["2004-04-30", "2004-05-01"])
def test_membership_goes_by_the_day_where_a_day_is_known(day):
    text = (ROOT / "codebooks" / "belgian-starters.yaml").read_text("utf-8")
    typology = loaded(parsed(text.replace("on: first_export_year", f"on: {day}")))
    found = classify(starter(2003, 2004, "DE;FR;NL;LU;PL"), typology)
    assert placed(found) == ["BG" if day == "2004-04-30" else "UNC"]


def test_an_unknown_country_is_told_and_a_set_that_is_not_there_refused():
    found = classify(starter(2003, 2005, "DE;XX"), BELGIAN)
    assert [str(problem) for problem in found.cases.problems] == [
        "destination: SK758 warning: 'XX' is not in the list 'country'"
    ]
    firm = starter(2003, 2005, "DE")
    without = Dataset(firm.codebook.model_copy(update={"country_sets": {}}), firm.table)
    with pytest.raises(DefinitionError, match="SK757 the codebook has no country set 'EU'"):
        classify(without, BELGIAN)


MARKETS = """
    typology: t
    title: T
    languages: [en]
    variable: kind
    rows:
      by: firm
      distinct: [country, year]
      item: country
      members: {inside: {set: EU, on: year}}
    aggregates:
      markets: {formula: count(year = first)}
      far: {formula: any(year = first and not inside)}
    axes:
      scope:
        label: Scope
        levels:
          narrow: {label: Narrow, when: markets < 2}
          far: {label: Far, when: far}
          near: {label: Near}
    cells:
      NARROW: {label: Narrow, at: [narrow]}
      FAR: {label: Far, at: [far]}
      NEAR: {label: Near, at: [near]}
"""


def test_a_long_file_of_markets_counts_distinct_countries_of_the_first_year():
    rows = [("a", "FR", 1999, 1999), ("a", "FR", 1999, 1999), ("a", "US", 2000, 1999), ("b", "FR", 1999, 1999)]
    rows += [("b", "PL", 1999, 1999), ("c", "FR", 2005, 2005), ("c", "PL", 2005, 2005), (None, "US", 1999, 1999)]
    columns = {name: [row[n] for row in rows] for n, name in enumerate(("firm", "country", "year", "first"))}
    kinds = {"firm": "text", "country": "text"}
    variables = tuple(Variable(name=name, type=kinds.get(name, "number")) for name in columns)
    book = Codebook(variables=variables, country_sets=TRADE.country_sets)
    found = classify(Dataset(book, pa.table(columns)), loaded(parsed(dedent(MARKETS))))
    assert placed(found) == ["NARROW", "FAR", "NEAR"]
    made = with_types(found).arrow().column("kind").to_pylist()
    assert made == ["NARROW"] * 3 + ["FAR"] * 2 + ["NEAR"] * 2 + ["-16"]  # whose row it is cannot be decided


def test_levels_without_a_case_are_noted():
    found = classify(firms([3], [1]), loaded(parsed(dedent(AGE))))
    assert [problem.what for problem in found.empty_levels()] == [
        "no case is at the level 'middle' of 'age'",
        "no case is at the level 'old' of 'age'",
    ]


def panel(*rounds):
    """One firm over rounds: its exports, or -8 where it does not know; None where it was not seen."""
    names = ("firm_id", "round", "export", "imp_raw", "imp_mach", "rd")
    seen = [(year, value) for year, value in zip((2005, 2009, 2013, 2017), rounds, strict=False) if value is not None]
    book = formats.read(ROOT / "sample_responses" / "russian-panel.parquet").dataset.codebook.select(names)
    book = book.model_copy(update={"waves": (2005, 2009, 2013, 2017)})
    values = [value for _, value in seen]
    others = dict.fromkeys(names[2:], values)
    return Dataset(book, pa.table({"firm_id": ["F"] * len(seen), "round": [year for year, _ in seen]} | others))


@pytest.mark.parametrize(
    ("rounds", "expected"),
    [
        ((0, 0), "NEVER"),
        ((0, 1), "ENTRANT"),
        ((1, 0), "EXIT"),
        ((1, 1), "CONTINUOUS"),
        ((0, 0, 0, 0), "NEVER"),
        ((0, 0, 1, 1), "ENTRANT"),
        ((1, 1, 1, 0), "EXIT"),
        ((1, 1, 1, 1), "CONTINUOUS"),
        ((0, 1, 0, 0), "ON_AND_OFF"),
        ((1, 0, 1, 1), "ON_AND_OFF"),
        ((1, 0, 0, 1), "ON_AND_OFF"),
        ((0, 0, -8, 0), "not_in_every_round"),
        ((0, None, 1, 1), "not_in_every_round"),
    ],
)
def test_a_status_over_any_number_of_rounds(rounds, expected):
    found = classify(panel(*rounds), RUSSIAN, {"rounds": len(rounds)})
    assert placed(found) == [expected]
    made = with_types(found).arrow().column("participation").to_pylist()
    assert len(set(made)) == 1  # every row of the firm says the same
