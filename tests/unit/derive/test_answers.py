"""Open answers are taken out of a dataset as they stand; who said nothing is counted by the reason."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.derive.answers import Asked, answers_of, questions_in
from surveykit.problems import DataError
from surveykit.text import Text


def dataset(**columns):
    variables = {
        "firm": Variable(name="firm", type="text", role="id"),
        "case": Variable(name="case", type="text"),
        "year": Variable(name="year", role="wave"),
        "why": Variable(name="why", type="text", label=Text({"en": "Why abroad?"}), missing=standard_missing("text")),
        "how": Variable(name="how", type="text"),
        "size": Variable(
            name="size", label=Text({"en": "Employees", "nb": "Ansatte"}), missing=standard_missing("number")
        ),
        "export": Variable(name="export", label=Text("Export"), codes="yesno"),
    }
    yesno = CodeList(
        name="yesno", codes=(Code(value=1, label=Text({"en": "Yes", "nb": "Ja"})), Code(value=0, label=Text("No")))
    )
    book = Codebook(
        variables=tuple(variables[name] for name in columns), lists={"yesno": yesno} if "export" in columns else {}
    )
    return Dataset(book, pa.table({name: pa.array(values, from_pandas=False) for name, values in columns.items()}))


def test_an_answer_stands_with_its_case_and_its_words_as_they_are():
    found = answers_of(dataset(firm=["a", "b"], why=["  New clients.\n", "кл"]), Asked(("why",)))
    assert [(unit.id, unit.text) for unit in found.units] == [("why/a", "  New clients.\n"), ("why/b", "кл")]
    assert not found.problems


def test_who_said_nothing_is_counted_by_the_reason_and_the_question():
    data = dataset(firm=list("abcdef"), why=["-7", None, " \t", "-9", "-9", "fair"], how=[None] * 5 + ["-9"])
    found = answers_of(data, Asked(("why", "how")))
    assert found.lacking == {("why", "refused"): 1, ("why", "blank"): 2, ("why", "no_answer"): 2, ("how", "blank"): 5}
    assert [unit.id for unit in found.units] == ["why/f", "how/f"]  # -9 is an answer where nobody declared it
    (told,) = found.problems
    assert (told.rule.code, told.place.variable) == ("SK724", "how")
    assert told.what == "1 of the answers are -1, -7, -8 or -9 and nothing else"


def test_the_context_is_read_as_people_read_it():
    data = dataset(firm=["a", "b", "c"], why=["x", "y", "z"], size=[12.0, -7.0, None], export=[1, 0, None])
    units = answers_of(data, Asked(("why",), context=("export", "size"), language="nb")).units
    assert [dict(unit.context) for unit in units] == [
        {"Export": "Ja", "Ansatte": "12"},
        {"Export": "No", "Ansatte": "vil ikke svare"},
        {},
    ]


def test_a_case_is_one_in_each_wave():
    data = dataset(firm=["a", "a"], year=[2009.0, 2011.0], why=["x", "y"])
    assert [unit.id for unit in answers_of(data, Asked(("why",), wave="year")).units] == ["why/a/2009", "why/a/2011"]
    with pytest.raises(DataError, match="row 2 has the id of row 1"):
        answers_of(data, Asked(("why",)))


def test_every_case_without_an_id_of_its_own_is_told_at_once():
    with pytest.raises(DataError) as refusal:
        answers_of(dataset(firm=["a", None, "a", " "], why=list("wxyz")), Asked(("why",)), "a.csv")
    assert [str(problem).splitlines()[0] for problem in refusal.value.problems] == [
        "a.csv: firm: SK894 row 2 has no id",
        "a.csv: case a, firm: SK894 row 3 has the id of row 1",
        "a.csv: firm: SK894 row 4 has no id",
    ]


def test_a_column_of_ids_is_found_by_its_name_and_rows_are_numbered_without_one():
    assert answers_of(dataset(case=["x"], why=["a"]), Asked(("why",))).units[0].case == "x"
    assert answers_of(dataset(case=["x"], how=["y"], why=["a"]), Asked(("why",), case="how")).units[0].case == "y"
    numbered = answers_of(dataset(why=["a", "b"]), Asked(("why",)), "a.xlsx")
    assert [unit.case for unit in numbered.units] == ["1", "2"]
    assert [problem.rule.code for problem in numbered.problems] == ["SK895"]


def test_the_questions_are_those_of_the_frame_that_the_data_have_or_those_named():
    book = dataset(firm=["a"], why=["x"], how=["y"]).codebook
    assert questions_in(book, (), ("how", "never", "why")) == ("how", "why")
    assert questions_in(book, ("why abroad?",), ()) == ("why",)
    with pytest.raises(DataError, match="SK401"):
        questions_in(book, ("wy",), ())


@pytest.mark.parametrize(
    ("asks", "hint"), [(("whyy",), "did you mean 'why'"), (("partner",), "--question"), ((), "--question")]
)
def test_data_without_the_questions_of_the_frame_are_refused(asks, hint):
    with pytest.raises(DataError, match="SK893") as refusal:
        questions_in(dataset(firm=["a"], why=["x"], how=["y"]).codebook, (), asks, "a.csv")
    assert hint in refusal.value.problems[0].hint
