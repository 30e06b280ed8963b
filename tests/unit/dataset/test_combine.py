"""Files put into the codes of a codebook, and stacked."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Range, Variable, standard_missing
from surveykit.dataset.combine import NOTHING_KNOWN, conform, stack
from surveykit.dataset.dataset import Dataset
from surveykit.problems import DataError
from surveykit.text import Text

NUMBER, TEXT = standard_missing("number"), standard_missing("text")


def target() -> Codebook:
    yesno = (Code(value=1, label=Text({"nb": "Ja", "en": "Yes"})), Code(value=2, label=Text({"nb": "Nei", "en": "No"})))
    countries = (Code(value="NO", label=Text("Norway")), Code(value="SE", label=Text("Sweden")))
    return Codebook(
        variables=(
            Variable(name="case", type="text", role="id"),
            Variable(name="export", codes="yesno", missing=NUMBER, decimals=0),
            Variable(name="size", measure="scale", missing=NUMBER, decimals=0),
            Variable(name="country", type="text", codes="countries", missing=TEXT),
            Variable(name="since", type="date", missing=TEXT),
            Variable(name="why", type="text", missing=TEXT),
            *(Variable(name=f"who_{n}", label=Text(label), codes="ticked", missing=NUMBER, decimals=0)
              for n, label in ((1, "Suppliers"), (2, "Customers, abroad"), (9, "Others"))),
            Variable(name="twice", measure="scale", origin=Origin(kind="computed", formula="size * 2")),
        ),
        lists={
            "yesno": CodeList(name="yesno", codes=yesno),
            "countries": CodeList(name="countries", codes=countries),
            "ticked": CodeList(name="ticked", codes=(Code(value=1), Code(value=0))),
        },
        sets=(ResponseSet(name="who", variables=("who_1", "who_2", "who_9"), choices=(1, 2, 9)),),
    )  # fmt: skip


def plain(**columns) -> Dataset:
    """A file without a codebook."""
    table = pa.table(columns)
    types = ["text" if pa.types.is_string(field.type) else "number" for field in table.schema]
    variables = (Variable(name=name, type=type_) for name, type_ in zip(columns, types, strict=True))
    return Dataset(Codebook(variables=tuple(variables)), table)


def conformed(name, *values, **columns):
    dataset, problems = conform(plain(**columns, **{name: pa.array(values)}), target())
    told = [problem for problem in problems if problem.severity == "error"]
    return dataset.arrow().column(name).to_pylist() if name in dataset.codebook else dataset, told


@pytest.mark.parametrize(
    ("name", "written", "meant"),
    [
        ("export", ("Ja", "no", "1", " YES ", None, ""), [1, 2, 1, 1, None, None]),
        ("export", ("refused", "vet ikke", "-9"), [-7, -8, -9]),
        ("export", (1.0, 2.0, -1.0), [1, 2, -1]),
        ("size", ("12", "007", "1,0", "+5", "ubesvart"), [12, 7, 1, 5, -9]),
        ("country", ("Norway", "SE", "-9", "no answer"), ["NO", "SE", "-9", "-9"]),
        ("country", ("sweden", None), ["SE", None]),
        (
            "since",
            ("17.5.2024", "2024-05-18", "-9", "2024-05-19T00:00:00"),
            ["2024-05-17", "2024-05-18", "-9", "2024-05-19"],
        ),
        ("why", ("refused", " as is "), ["refused", " as is "]),
        ("why", (1, 2), ["1", "2"]),
        ("case", (7.0, 8.5), ["7", "8.5"]),
    ],
)
def test_cells_become_codes(name, written, meant):
    assert conformed(name, *written) == (meant, [])


@pytest.mark.parametrize(
    ("name", "written", "kept", "rule", "what"),
    [
        ("export", "7", 7, "SK430", "'7' is no code of 'export'"),
        ("export", "Yess", None, "SK431", "'Yess' is neither a code nor a label of 'yesno'; left blank"),
        ("size", "about 20", None, "SK431", "'about 20' is no number; left blank"),
        ("country", "Denmark", "Denmark", "SK430", "'Denmark' is no code of 'country'"),
        ("since", "5/6/2024", "5/6/2024", "SK432", "'5/6/2024' is no date"),
    ],
)
def test_what_is_no_code_is_told_with_case_and_variable(name, written, kept, rule, what):
    values, (problem,) = conformed(name, written, case=pa.array(["firm 1"]))
    assert (values, problem.rule.code, problem.what) == ([kept], rule, what)
    assert (problem.place.case, problem.place.variable) == ("firm 1", name)


def test_a_case_without_an_id_is_called_by_its_row():
    _, (problem,) = conformed("export", "1", "9")
    assert problem.place.case == "2"


def test_many_problems_of_a_kind_are_counted():
    _, told = conformed("export", *["9"] * 50)
    assert len(told) == 21
    assert told[-1].what == "and 30 more of this kind"


@pytest.mark.parametrize(
    ("written", "members"),
    [
        ("1;9", (1, 0, 1)),
        ("[1, 2]", (1, 1, 0)),
        ("1|2|9", (1, 1, 1)),
        ("1 9", (1, 0, 1)),
        ("2", (0, 1, 0)),
        ("Suppliers; Others", (1, 0, 1)),
        ("Customers, abroad", (0, 1, 0)),
        ("Suppliers, Others", (1, 0, 1)),
        ('["Suppliers", "Others"]', (1, 0, 1)),
        ("-9", (-9, -9, -9)),
        ("refused", (-7, -7, -7)),
        ("[]", (0, 0, 0)),
        (None, (None, None, None)),
    ],
)
def test_several_answers_in_one_cell_become_columns(written, members):
    dataset, problems = conform(plain(WHO=pa.array([written], pa.string())), target())
    row = dataset.arrow().to_pylist()[0]
    assert tuple(row[f"who_{n}"] for n in (1, 2, 9)) == members
    assert not [problem for problem in problems if problem.severity == "error"]
    assert "WHO" not in dataset.codebook


def test_an_answer_that_is_no_choice_is_told():
    dataset, problems = conform(plain(who=pa.array(["1;7"])), target())
    assert dataset.arrow().column("who_1").to_pylist() == [1]
    assert [p.what for p in problems if p.rule.code == "SK433"] == ["'7' is no choice of 'who'"]


def test_what_the_codebook_does_not_know_is_kept_and_what_the_file_has_not_is_blank():
    dataset, problems = conform(plain(StartDate=["x"], EXPORT=["Ja"]), target())
    assert dataset.codebook.names == (*target().names, "StartDate")
    assert dataset.arrow().column("size").to_pylist() == [None]
    assert [(p.rule.code, p.severity) for p in problems] == [("SK435", "note"), ("SK434", "note")]
    assert "twice" not in problems[0].what


def test_own_labels_of_the_file_are_understood():
    codes = CodeList(name="l", codes=(Code(value=1, label=Text("Norway")), Code(value=2, label=Text("SE"))))
    file = Dataset(
        Codebook(variables=(Variable(name="country", codes="l"),), lists={"l": codes}), pa.table({"country": [1, 2]})
    )
    dataset, _ = conform(file, target())
    assert dataset.arrow().column("country").to_pylist() == ["NO", "SE"]


def labelled(values, **labels) -> Dataset:
    """A file whose columns hold the same values, with labels of their own."""
    type_ = "text" if isinstance(values[0], str) else "number"
    lists = {
        name: CodeList(name=name, codes=tuple(Code(value=v, label=Text(t)) for v, t in codes.items()))
        for name, codes in labels.items()
    }
    variables = tuple(Variable(name=name, type=type_, codes=name) for name in labels)
    return Dataset(Codebook(variables=variables, lists=lists), pa.table(dict.fromkeys(labels, values)))


@pytest.mark.parametrize("codes", [(1, 2), ("1", "2"), (1, 3)])
def test_labels_that_changed_places_in_the_file_are_refused(codes):
    one, other = codes
    file = labelled([one, other], export={one: "Nei", other: "Ja"}, country={one: "SE", other: "NO"})
    with pytest.raises(DataError) as refusal:
        conform(file, target())
    assert {(p.rule.code, p.place.variable) for p in refusal.value.problems} == {("SK321", "export")}
    assert "recode" in refusal.value.problems[0].hint


def test_every_variable_whose_labels_changed_places_is_named():
    both = Codebook(
        variables=(Variable(name="a", codes="l"), Variable(name="b", codes="l")),
        lists={"l": CodeList(name="l", codes=(Code(value=1, label=Text("Yes")), Code(value=0, label=Text("No"))))},
    )
    with pytest.raises(DataError) as refusal:
        conform(labelled([1], a={1: "No", 2: "Yes"}, b={1: "No", 2: "Yes"}), both)
    assert [p.place.variable for p in refusal.value.problems] == ["a", "b"]


def test_missing_codes_only_the_file_declares_are_kept():
    gone = (Code(value=99, label=Text("away"), missing="user_missing"), Code(value=1, missing="user_missing"))
    variable = Variable(name="export", missing=gone, missing_ranges=(Range(low=90, high=95),))
    dataset, problems = conform(Dataset(Codebook(variables=(variable,)), pa.table({"export": [1, 99, 92]})), target())
    found = dataset.codebook["export"]
    assert [found.emptiness.reason(value) for value in (1, 99, 92, -9)] == [
        None,
        "user_missing",
        "user_missing",
        "no_answer",
    ]
    assert [p.rule.code for p in problems if p.severity == "error"] == ["SK322"]


def test_datasets_are_stacked_by_name():
    first, second = plain(a=[1, 2], b=["x", "y"]), plain(B=["z"], c=[0.5])
    both, problems = stack([first, second])
    assert both.arrow().to_pydict() == {"a": [1, 2, None], "b": ["x", "y", "z"], "c": [None, None, 0.5]}
    assert problems == ()


def test_a_number_stacked_on_a_text_is_a_text():
    both, (problem,) = stack([plain(a=[1.0, 2.5]), plain(a=["x"])])
    assert both.arrow().column("a").to_pylist() == ["1", "2.5", "x"]
    assert problem.rule.code == "SK320"


def test_whole_numbers_stacked_on_fractions_are_numbers():
    both, _ = stack([plain(a=[1]), plain(a=[0.5])])
    assert both.arrow().column("a").to_pylist() == [1.0, 0.5]


def declaring(values, *codes, ranges=()) -> Dataset:
    missing = tuple(Code(value=code, missing="user_missing") for code in codes)
    return Dataset(
        Codebook(variables=(Variable(name="a", missing=missing, missing_ranges=ranges),)), pa.table({"a": values})
    )


@pytest.mark.parametrize("declared", [declaring([1, 99], 99), declaring([1, 99], ranges=(Range(low=90),))])
def test_a_value_that_becomes_missing_by_another_file_is_told(declared):
    for files in ([declared, plain(A=[5, 99, 99])], [plain(A=[5, 99, 99]), declared]):
        _, problems = stack(files)
        assert [(p.rule.code, p.place.variable.casefold()) for p in problems] == [("SK322", "a")]
        assert "99 is missing in one file and a value of another (2 cases)" in problems[0].what


def test_a_code_declared_missing_that_the_other_data_have_not_is_no_contradiction():
    assert stack([declaring([1, 99], 99), plain(a=[5, 6])])[1] == ()
    assert stack([declaring([1, 99], 99), declaring([99], ranges=(Range(low=90, high=99),))])[1] == ()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (("1,234", "1000"), ["1"]),
        (("1,234", "-12,000", "1.5"), ["1", "2"]),
        (("1,234", "1,5"), []),
        (("0,125", "2"), []),
        (("1,2345", "1,234"), []),
    ],
)
def test_a_comma_before_three_digits_is_told_where_nothing_decides(written, told):
    variables = tuple(v.model_copy(update={"decimals": None}) if v.name == "size" else v for v in target())
    dataset, problems = conform(plain(size=list(written)), target().model_copy(update={"variables": variables}))
    assert dataset.arrow().column("size")[0].as_py() == pytest.approx(float(written[0].replace(",", ".")))
    found = [p for p in problems if p.severity == "warning"]
    assert [(p.rule.code, p.place.case, p.place.variable) for p in found] == [("SK436", row, "size") for row in told]
    assert all("was read as" in p.what for p in found)


@pytest.mark.parametrize("written", ["1,234", "1.234", "1 234", "1\u202f234", "1'234", "1234"])
def test_where_a_whole_number_is_meant_the_sign_divides_thousands(written):
    dataset, problems = conform(plain(size=[written, "7"]), target())
    assert dataset.arrow().column("size").to_pylist() == [1234, 7]
    assert not [p for p in problems if p.severity == "warning"]


def test_a_choice_goes_before_an_empty_of_the_same_words():
    lists = {**target().lists, "own": CodeList(name="own", codes=(Code(value=8, label=Text("Don't know")),))}
    variables = tuple(v.model_copy(update={"codes": "own"}) if v.name == "export" else v for v in target())
    book = target().model_copy(update={"variables": variables, "lists": lists})
    assert conform(plain(export=["Don't know"]), book)[0].arrow().column("export").to_pylist() == [8]


def test_the_label_that_was_meant_is_proposed_in_any_language():
    for written, meant in (("Yess", "Yes"), ("Nej", "Nei")):
        assert conformed("export", written)[1][0].hint == f"did you mean '{meant}'?"


def test_a_file_that_shares_no_variable_with_the_codebook_is_an_error_and_not_only_blank():
    _, problems = conform(plain(case=["c1"], turnover=[3], remarks=["x"]), target())
    assert [p.severity for p in problems if p.rule is NOTHING_KNOWN] == ["error"]
    _, problems = conform(plain(case=["c1"], EXPORT=["Ja"]), target())
    assert not [p for p in problems if p.rule is NOTHING_KNOWN]
