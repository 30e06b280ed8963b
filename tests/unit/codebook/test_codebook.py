import pytest

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Range, Variable, standard_missing
from surveykit.missing import Missing
from surveykit.problems import DataError, DefinitionError
from surveykit.text import Text

YESNO = CodeList(
    name="yesno", codes=(Code(value=1, label=Text({"en": "Yes", "nb": "Ja"})), Code(value=0, label=Text("No")))
)


def book(*variables: Variable, **more) -> Codebook:
    return Codebook(variables=variables, lists={"yesno": YESNO}, **more)


def test_names_that_differ_only_in_case_are_refused_all_at_once():
    with pytest.raises(DefinitionError) as refusal:
        book(Variable(name="w"), Variable(name="W"), Variable(name="x", codes="yesnoo"))
    assert [p.rule.code for p in refusal.value.problems] == ["SK310", "SK311"]
    assert "did you mean 'yesno'?" in str(refusal.value)


def test_an_unknown_variable_is_refused_with_the_nearest():
    with pytest.raises(DataError, match="did you mean 'employees'"):
        book(Variable(name="employees"))["employes"]


def test_labels_of_values_missing_codes_among_them():
    codebook = book(Variable(name="export", codes="yesno", missing=standard_missing("number")))
    export = codebook["export"]
    assert codebook.label_of(export, 1, "nb") == "Ja"
    assert codebook.label_of(export, -9, "en") == "no answer"
    assert codebook.label_of(export, 7, "en") == "7"


def test_the_one_definition_of_missing():
    variable = Variable(name="x", missing=standard_missing("number"), missing_ranges=(Range(low=97),))
    assert variable.emptiness == Missing(
        {-1: "not_asked", -7: "refused", -8: "dont_know", -9: "no_answer"}, ((97.0, float("inf")),)
    )
    assert [code.value for code in standard_missing("date")] == ["-1", "-7", "-8", "-9"]


def test_symbols_know_types_codes_and_response_sets():
    codebook = book(
        Variable(name="regions_1", label=Text("Nordic"), codes="yesno"),
        Variable(name="regions_2", label=Text("Asia"), codes="yesno"),
        Variable(name="day", type="date"),
        sets=(ResponseSet(name="regions", variables=("regions_1", "regions_2"), choices=(1, 2)),),
    )
    symbols = codebook.symbols("nb")
    assert symbols["regions"].members == {1: "regions_1", 2: "regions_2"}
    assert symbols["regions"].codes == {1: "Nordic", 2: "Asia"}
    assert symbols["regions_1"].codes == {1: "Ja", 0: "No"}
    assert symbols["day"].type == "date"


def test_selecting_keeps_what_belongs_together():
    codebook = book(Variable(name="a", codes="yesno"), Variable(name="b"), Variable(name="c"))
    chosen = codebook.select(["c", "a"])
    assert chosen.names == ("c", "a")
    assert set(chosen.lists) == {"yesno"}
    assert not codebook.select(["b"]).lists


def test_it_survives_being_written_as_json():
    codebook = book(Variable(name="a", codes="yesno", range=Range(low=0), missing=standard_missing("number")))
    assert Codebook.model_validate_json(codebook.model_dump_json(exclude_defaults=True)) == codebook


def test_a_name_that_stands_twice_and_an_empty_one_are_refused():
    with pytest.raises(DefinitionError) as refusal:
        book(Variable(name="w"), Variable(name="w"), Variable(name=""))
    assert [problem.rule.code for problem in refusal.value.problems] == ["SK310", "SK312"]
