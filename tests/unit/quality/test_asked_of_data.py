"""What a rules file asks of a dataset beyond single cases, each by a small table worked out by hand."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.quality.checks import CHECKS
from surveykit.quality.rules.file import loaded
from surveykit.quality.validate import Report, validate
from surveykit.source import parsed

EMPTY = standard_missing("number")
ID = Variable(name="id", type="text", role="id")
SCALE = CodeList(name="scale", codes=tuple(Code(value=v) for v in range(1, 6)))


def judged(columns: dict, variables: list[Variable], rules: str) -> Report:
    codebook = Codebook(variables=tuple(variables), lists={"scale": SCALE})
    own = loaded(parsed(f"rules: own\n{rules}\n", "own.yaml"))
    return validate(Dataset(codebook, pa.table(columns)), CHECKS, own)


def failed(report: Report) -> dict[str, list[str]]:
    return {
        r.test.id or f"{r.test.rule.code} {r.test.variable}": [c.id or c.row for c in r.cases] for r in report.failing
    }


def said(report: Report, code: str) -> list[str]:
    return [problem.what for problem in report.others if problem.rule.code == code]


def items(*rows: tuple) -> tuple[dict, list[Variable]]:
    names = [f"i{n}" for n in range(1, len(rows[0]) + 1)]
    columns = {"id": [chr(97 + n) for n in range(len(rows))]}
    columns |= {name: [row[n] for row in rows] for n, name in enumerate(names)}
    return columns, [ID, *(Variable(name=name, codes="scale", missing=EMPTY) for name in names)]


def test_a_number_far_from_the_others_is_an_outlier_of_its_group():
    """Median 3 and MAD 1 in both groups of five; 12 is (12 - 3) / 1.4826 = 6.07 robust deviations away."""
    columns = {
        "id": list("abcdefghij"),
        "size": [1, 2, 3, 4, 12, 1001, 1002, 1003, 1004, 1012],
        "g": [1] * 5 + [2] * 5,
    }
    variables = [ID, Variable(name="size"), Variable(name="g")]
    whole = judged(columns, variables, "outliers: [{variables: [size]}]")
    assert failed(whole) == {}
    groups = judged(columns, variables, "outliers: [{variables: [size], by: g}]")
    assert failed(groups) == {"outlier_mad_size[g=1]": ["e"], "outlier_mad_size[g=2]": ["j"]}
    (first, _) = groups.failing
    assert first.test.what == "outside median 3 +- 3.5 x 1.4826 MAD 1, of those with g = 1"
    assert (first.passed, first.failed, first.undetermined) == (4, 1, 0)
    assert {result.test.severity for result in groups.failing} == {"warning"}


def test_where_most_values_are_the_same_no_outlier_is_told_but_a_note():
    report = judged({"x": [0, 0, 0, 0, 5]}, [Variable(name="x")], "outliers: [{variables: all}]")
    assert failed(report) == {}
    assert said(report, "SK449") == ["mad of x: no spread"]
    assert report.clean


def test_missing_codes_are_no_outliers():
    columns = {"id": list("abcdef"), "x": [1, 2, 3, 4, 5, -9]}
    assert failed(judged(columns, [ID, Variable(name="x", missing=EMPTY)], "outliers: [{variables: all}]")) == {}


def test_equal_answers_all_the_way_down_and_two_in_turn():
    columns, variables = items(
        (3, 3, 3, 3, 3, 3),  # a: all equal
        (3, 3, 3, 3, 3, 1),  # b: five of six
        (1, 5, 1, 5, 1, 5),  # c: alternating
        (1, 5, 1, 5, 1, 4),  # d: not quite
        (2, 2, -9, -9, -9, -9),  # e: too few answers
        (4, 4, 4, -8, 4, None),  # f: all that there are
    )
    battery = "straight_lining: [{id: B, items: [i1, i2, i3, i4, i5, i6]%s}]"
    report = judged(columns, variables, battery % "")
    assert failed(report) == {"B": ["a", "f"], "B_alternating": ["c"]}
    (straight,) = [r for r in report.results if r.test.id == "B"]
    assert (straight.passed, straight.failed, straight.undetermined) == (3, 2, 0)
    assert failed(judged(columns, variables, battery % ", share: 0.8, alternating: false")) == {"B": ["a", "b", "f"]}


def test_a_battery_without_codes_is_judged_by_its_own_answers():
    columns, variables = items((70, 70, 70), (70, 80, 70))
    bare = [ID, *(Variable(name=v.name) for v in variables[1:])]
    assert failed(judged(columns, bare, "straight_lining: [{id: B, items: [i1, i2, i3]}]")) == {"B": ["a"]}


def test_cases_that_share_a_key_of_several_variables_are_named_with_their_rows():
    columns = {"firm": [1, 1, 2, 2, 2, None, None], "year": [5, 6, 5, 5, 6, 7, 7]}
    report = judged(columns, [Variable(name="firm"), Variable(name="year")], "unique: [[firm, year], [nace]]")
    assert said(report, "SK444") == ["firm = 2, year = 5: 2 cases, rows 3, 4"]
    assert said(report, "SK417") == ["unique nace: not tested, for want of nace"]


def test_rows_that_are_the_same_throughout_are_told_where_no_id_tells_cases_apart():
    columns = {f"x{n}": [1, n, 1, 3, None] for n in range(8)}
    variables = [Variable(name=name) for name in columns]
    assert said(judged(columns, variables, ""), "SK669") == ["the same in all 8 columns: 2 cases, rows 1, 3"]
    few = {name: columns[name] for name in list(columns)[:5]}
    assert said(judged(few, variables[:5], ""), "SK669") == []


def test_a_value_that_must_not_change_between_rounds():
    columns = {"firm": [1, 1, 2, 2, 3, 3], "year": [5, 6, 5, 6, 5, 6], "born": [1990, 1990, 1980, 1981, 1970, -9]}
    variables = [
        Variable(name="firm", role="key"),
        Variable(name="year", role="wave"),
        Variable(name="born", missing=EMPTY),
    ]
    report = judged(columns, variables, "constant_over_rounds: [born]")
    (result,) = report.clusters
    assert (result.passed, result.failed, result.undetermined) == (1, 1, 1)
    assert [cluster.value for cluster in result.clusters] == [2]
    unkeyed = judged(columns, [Variable(name=name) for name in columns], "constant_over_rounds: [born]")
    assert said(unkeyed, "SK417") == ["constant_over_rounds: not tested, for no variable has the role 'key'"]


def test_a_code_beside_another_label_and_a_label_beside_another_code():
    columns = {
        "id": list("abcdefg"),
        "land": [47, 47, 47, 46, 46, 45, None],
        "land_label": ["Norway", "Norway", "Sweden", "Sweden", "Sweden", "Sweden", "Norway"],
    }
    variables = [ID, Variable(name="land"), Variable(name="land_label", type="text")]
    report = judged(columns, variables, "labels_agree: [[land, land_label]]")
    assert failed(report) == {"labels_land_land_label": ["c"], "labels_land_label_land": ["c", "f"]}
    assert {(r.passed, r.failed, r.undetermined) for r in report.results} == {(5, 1, 0), (4, 2, 0)}


REDCAP = [
    ID,
    Variable(name="export", missing=EMPTY, origin=Origin(kind="asked", question="export", required=True)),
    Variable(
        name="share",
        missing=EMPTY,
        range=Range(low=0, high=100),
        origin=Origin(kind="asked", question="share", relevance="export = 1"),
    ),
    Variable(name="mood", codes="scale", missing=EMPTY),
    Variable(name="day", type="date"),
    Variable(name="rest", missing=EMPTY, origin=Origin(kind="computed", formula="100 - share")),
]
ANSWERS = {
    "id": list("abcde"),
    "export": [1, 1, 0, None, 1],
    "share": [20, None, 30, -9, 120],
    "mood": [3, 3, 9, None, 3],
    "day": ["2006-02-28", "2006-02-30", "2004-02-29", None, "20060228"],
    "rest": [80.0, None, 71.0, None, -20.0],
}


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        ("A", {"SK446 export": ["d"], "SK446 share": ["b"], "SK446 mood": ["d"], "SK446 day": ["d"]}),
        ("B", {"SK418 export": ["d"]}),
        ("C", {"SK420 day": ["b", "e"]}),
        ("D", {"SK411 share": ["e"], "SK420 day": ["b", "e"]}),
        ("F", {"SK413 share": ["c"]}),
        ("G", {"SK410 mood": ["c"]}),
        ("H", {"SK447 rest": ["c"]}),
    ],
)
def test_each_rule_of_redcap(letter, expected):
    codebook = Codebook(variables=tuple(REDCAP), lists={"scale": SCALE})
    own = loaded(parsed(f"rules: own\nredcap: [{letter}]\n"))
    assert failed(validate(Dataset(codebook, pa.table(ANSWERS)), (), own)) == expected


def test_redcap_finds_outliers_two_deviations_from_the_mean():
    """Nine times 8 and once 28: mean 10, standard deviation sqrt(360 / 9) = 6.32; 18 is more than twice that."""
    columns = {"id": list("abcdefghij"), "x": [8, 8, 8, 8, 8, 8, 8, 8, 8, 28]}
    report = judged(columns, [ID, Variable(name="x")], "redcap: [E]")
    assert failed(report) == {"outlier_sd_x": ["j"]}


def test_a_test_asked_for_twice_is_made_once():
    codebook = Codebook(variables=tuple(REDCAP), lists={"scale": SCALE})
    dataset = Dataset(codebook, pa.table(ANSWERS))
    twice = validate(dataset, CHECKS, loaded(parsed("rules: own\nredcap: [B, C, D, F, G]\n")))
    assert len(twice.results) == len(validate(dataset, CHECKS).results)


def test_two_cases_that_agree_in_nearly_all_their_answers():
    answers = [[1, 2, 3, 4, 5, 1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 1, 2, 3, 4, 1], [5, 1, 5, 1, 5, 5, 5, 1, 1, 2]]
    columns, variables = items(*answers)
    report = judged(columns, variables, "near_duplicates: {share: 0.9, least: 5}")
    found = [(p.place.case, p.what) for p in report.others if p.rule.code == "SK673"]
    assert found == [("a", "9 of 10 answers (90.0%) are those of case b"), ("b", "9 of 10 answers (90.0%) are those of case a")]  # fmt: skip
    assert said(judged(columns, variables, "near_duplicates: {share: 0.95, least: 5}"), "SK673") == []
    apart = judged({**columns, "who": [1, 2, 1]}, [*variables, Variable(name="who")],
                   "near_duplicates: {share: 0.9, least: 5, variables: [i1, i2, i3, i4, i5], within: [who]}")  # fmt: skip
    assert said(apart, "SK673") == []


def test_firms_that_stand_under_two_names():
    columns = {
        "name": ["Hansen & Sønn AS", "Sønn & Hansen, AS", "Olsen AS", "Olsen ASA", None],
        "town": [1, 1, 1, 2, 1],
    }
    variables = [Variable(name="name", type="text"), Variable(name="town")]
    report = judged(columns, variables, "similar_texts: [{variable: name, within: [town]}]")
    assert said(report, "SK674") == ["'Hansen & Sønn AS' and 'Sønn & Hansen, AS' (100% alike)"]
    anywhere = judged(columns, variables, "similar_texts: [{variable: name}]")
    assert said(anywhere, "SK674")[1] == "'Olsen AS' and 'Olsen ASA' (94% alike)"


def test_columns_of_a_file_nobody_described_are_told_as_notes():
    n = 200
    columns = {
        "fax": [None] * n,
        "phone": [None] * (n - 1) + ["22334455"],
        "year": [2009] * n,
        "size": [str(number) for number in range(n - 1)] + ["about 20"],
        "town": ["0150"] * n + [],
        "x": list(range(n)),
    }
    texts = {"fax", "phone", "size", "town"}
    variables = [Variable(name=name, type="text" if name in texts else "number") for name in columns]
    report = judged(
        {k: pa.array(v, pa.string() if k in texts else pa.int64()) for k, v in columns.items()}, variables, ""
    )
    assert [(p.rule.code, p.place.variable, p.what) for p in report.others] == [
        ("SK670", "fax", "blank in every row"),
        ("SK670", "phone", "blank in 199 of 200 rows"),
        ("SK671", "year", "the same value in every row"),
        ("SK672", "size", "199 of 200 values are numbers, 1 are not"),
        ("SK671", "town", "the same value in every row"),
    ]
    assert report.clean


def test_texts_where_a_number_is_declared_are_told_and_the_others_are_tested():
    report = judged({"size": ["5", "about 20", None, "2000"]}, [Variable(name="size", range=Range(high=100))], "")
    assert said(report, "SK676") == ["1 values are no numbers: 'about 20' in row 2"]
    assert failed(report) == {"SK411 size": [4]}


@pytest.mark.parametrize("key", ["outliers: [{variables: [word]}]", "straight_lining: [{id: B, items: [x, y, word]}]",
                                 "similar_texts: [{variable: x}]"])  # fmt: skip
def test_a_variable_of_another_kind_than_the_rules_ask_for_is_refused(key):
    from surveykit.problems import DefinitionError

    columns = {"x": [1], "y": [1], "word": ["a"]}
    variables = [Variable(name="x"), Variable(name="y"), Variable(name="word", type="text")]
    with pytest.raises(DefinitionError) as refusal:
        judged(columns, variables, key)
    assert [(p.rule.code, p.place.line) for p in refusal.value.problems] == [("SK666", 2)]
