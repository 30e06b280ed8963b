"""Codings become variables under a declared policy, and what has no code says why."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.coding.codings import Coding, Settlement, codings_of
from surveykit.coding.unit import Unit, unit_id
from surveykit.dataset.dataset import Dataset
from surveykit.derive.held import held
from surveykit.derive.resolve import resolve
from surveykit.problems import DataError

FRAME = CodingFrame.model_validate(
    {
        "frame": "effects",
        "version": "2",
        "title": "Effects",
        "languages": ["en"],
        "questions": ["said"],
        "attributes": {"tangible": {"label": "Tangible"}},
        "codes": {
            "SALES": {"label": "Sales", "definition": "It sold more.", "attributes": {"tangible": "true"}},
            "EXPORT": {"label": "Exports", "within": "SALES", "attributes": {"tangible": "true"}},
            "PLAN": {"label": "Plans"},
            "NONE": {"label": "Nothing", "exclusive": "true"},
        },
        "nets": {"any_effect": {"label": "Any", "codes": ["SALES", "PLAN"]}},
    }
)
ALONE = FRAME.model_copy(update={"several": False, "nets": {}})


def unit(case, wave=""):
    return Unit(case, "said", f"the words of {case}", wave)


def coding(case, coder, *codes, outcome="coded", wave="", **more):
    return Coding(unit_id(case, "said", wave), coder, outcome, codes, event=f"{coder}-{case}", **more)


def settlement(case, *codes):
    return Settlement(unit_id(case, "said"), "ola", codes=codes, event=f"settled-{case}")


CODINGS = codings_of(
    [unit(case) for case in "abcdefg"],
    [
        coding("a", "ida", "EXPORT"),
        coding("a", "per", "EXPORT"),
        coding("b", "ida", "PLAN"),
        coding("b", "per", "NONE"),
        coding("c", "ida", "PLAN", "EXPORT"),
        coding("c", "per", "NONE"),
        coding("d", "ida", outcome="uncodable", reason="cannot be read"),
        coding("e", "ida", outcome="none"),
        coding("f", "ida", "GONE"),
    ],
    [settlement("c", "PLAN")],
)


def column(found, name):
    table = found.dataset.arrow()
    return dict(zip(table.column("case").to_pylist(), table.column(name).to_pylist(), strict=True))


def reasons(found, name):
    variable = found.dataset.codebook[name]
    return {case: variable.emptiness.reason(value) or value for case, value in column(found, name).items()}


def test_an_adjudicated_variable_has_a_value_or_a_reason_for_every_answer():
    assert reasons(resolve(CODINGS, FRAME), "said_tangible") == {
        "a": 1,
        "b": "unresolved",
        "c": 0,  # settled: PLAN
        "d": "uncodable",
        "e": "no_code_applies",
        "f": "not_in_frame",
        "g": "uncoded",
    }


@pytest.mark.parametrize(
    ("policy", "coder", "expected"),
    [
        ("adjudicated", "", {"a": 0, "b": "unresolved", "c": 1}),
        ("agreed", "", {"a": 0, "b": "unresolved", "c": "unresolved"}),
        ("single", "ida", {"a": 0, "b": 1, "c": 1}),
        ("single", "per", {"a": 0, "b": 0, "c": 0}),
    ],
)
def test_whose_codes_hold_follows_the_policy(policy, coder, expected):
    found = reasons(resolve(CODINGS, FRAME, policy, coder=coder), "said_PLAN")
    assert {case: found[case] for case in "abc"} == expected


def test_a_single_coding_wants_to_know_whose():
    with pytest.raises(DataError, match=r"SK765 2 coders have coded: 'ida', 'per'"):
        held(CODINGS, FRAME, "single")
    with pytest.raises(DataError, match=r"SK765 'idaa' has coded nothing\n.*did you mean 'ida'"):
        held(CODINGS, FRAME, "single", "idaa")
    with pytest.raises(DataError, match="SK765 'ida' is named, and the policy 'agreed' takes all coders"):
        held(CODINGS, FRAME, "agreed", "ida")
    one = codings_of([unit("a")], [coding("a", "ida", "PLAN")])
    assert held(one, FRAME, "single")["said/a"].codes == ("PLAN",)


def test_narrower_codes_count_for_wider_ones_and_for_nets():
    found = resolve(CODINGS, FRAME)
    assert [column(found, f"said_{name}")["a"] for name in ("SALES", "EXPORT", "any_effect", "PLAN")] == [1, 1, 1, 0]


def test_the_codes_are_a_response_set_and_the_frame_is_in_the_codebook():
    book = resolve(CODINGS, FRAME).dataset.codebook
    assert [(s.name, s.choices) for s in book.sets] == [("said_codes", ("SALES", "EXPORT", "PLAN", "NONE"))]
    assert (str(book["said_SALES"].label), str(book["said_SALES"].wording)) == ("Sales", "It sold more.")
    assert "effects version 2" in book["said_SALES"].notes
    assert "policy: adjudicated" in book["said_SALES"].notes


def test_a_frame_of_one_code_an_answer_gives_one_variable_with_the_list_of_the_frame():
    one = codings_of([unit("a"), unit("b")], [coding("a", "ida", "PLAN"), coding("b", "ida", outcome="none")])
    found = resolve(one, ALONE)
    assert reasons(found, "said_code") == {"a": "PLAN", "b": "no_code_applies"}
    assert found.dataset.codebook.label_of(found.dataset.codebook["said_code"], "PLAN") == "Plans"


def data(**columns):
    variables = [Variable(name="case", type="text", role="id")]
    variables += [Variable(name="said", type="text", missing=standard_missing("text"))]
    variables += [Variable(name=name) for name in columns if name not in ("case", "said")]
    return Dataset(Codebook(variables=tuple(variables)), pa.table(columns))


def test_several_codes_where_one_is_allowed_are_not_decided_by_their_order():
    found = resolve(codings_of([unit("a")], [coding("a", "ida", "PLAN", "NONE")]), ALONE)
    assert reasons(found, "said_code") == {"a": "undetermined"}
    assert found.held["said/a"].codes == ("PLAN", "NONE")
    assert {problem.rule.code for problem in found.problems} >= {"SK343"}


def test_labels_are_in_the_languages_of_the_frame_the_first_one_first():
    frame = FRAME.model_copy(update={"languages": ("it", "en")})
    book = resolve(CODINGS, frame).dataset.codebook
    variable = book["said_PLAN"]
    assert [str(code.label) for code in book.codes_of(variable)] == ["Sì", "No"]
    labels = {code.missing: code.label for code in variable.missing}
    assert labels["uncoded"].languages == {"it": "non codificato", "en": "not coded"}
    assert str(labels["no_answer"]) == "non risponde"


def test_two_frames_in_other_languages_give_variables_beside_each_other():
    first = resolve(CODINGS, FRAME.model_copy(update={"languages": ("it", "en")})).dataset
    frame = FRAME.model_copy(update={"languages": ("nb", "en"), "questions": ("other",)})
    more = codings_of([Unit("a", "other", "words")], [Coding("other/a", "ida", codes=("PLAN",))])
    book = resolve(more, frame, data=first).dataset.codebook
    assert book.label_of(book["said_PLAN"], 1, "it") == "Sì"
    assert book.label_of(book["other_PLAN"], 1, "nb") == "Ja"


def test_cases_of_the_data_without_an_answer_keep_the_reason_they_have_there():
    cases = data(case=["z", "a", "y", "x"], said=["never coded", "the words of a", "-1", None])
    found = resolve(CODINGS, FRAME, data=cases)
    assert reasons(found, "said_tangible") == {"z": "uncoded", "a": 1, "y": "not_asked", "x": "blank"}
    assert "SK767" in [problem.rule.code for problem in found.problems]  # b to g are no cases of these data


def test_rounds_are_told_apart():
    codings = codings_of(
        [unit("a", "2005"), unit("a", "2009")],
        [coding("a", "ida", "PLAN", wave="2005"), coding("a", "ida", "SALES", wave="2009")],
    )
    book = Codebook(variables=(Variable(name="case", type="text", role="id"), Variable(name="year", role="wave")))
    cases = Dataset(book, pa.table({"case": ["a", "a"], "year": [2009, 2005]}))
    assert resolve(codings, FRAME, data=cases).dataset.arrow().column("said_PLAN").to_pylist() == [0, 1]


def test_an_answer_without_its_round_in_several_rows_is_told():
    book = Codebook(variables=(Variable(name="case", type="text", role="id"), Variable(name="year", role="wave")))
    rounds = Dataset(book, pa.table({"case": ["a", "a", "b"], "year": [2009, 2005, 2005]}))
    told = {problem.rule.code: problem.what for problem in resolve(CODINGS, FRAME, data=rounds).problems}
    assert told["SK723"] == "one answer stands in several rows: 'said/a'"


def test_answers_to_each_question_of_a_frame_are_found_by_row():
    frame = FRAME.model_copy(update={"questions": ("first", "said")})
    units = [Unit("a", question, "words") for question in ("first", "said")]
    given = [Coding(unit.id, "ida", codes=("PLAN",)) for unit in units]
    found = resolve(codings_of(units, given), frame, data=data(case=["z", "a"], said=["x", "y"]))
    assert found.answers_to("said") == ("said/z", "said/a")
    assert found.answers_to() == ("first/z", "first/a")
    assert found.answers_to("never asked") == ("", "")


def test_what_was_noticed_is_told():
    codings = codings_of(
        [unit("a"), unit("b")],
        [coding("a", "ida", "PLAN", text="other words"), coding("b", "ida", "GONE", frame="another version")],
    )
    told = {problem.rule.code: problem for problem in resolve(codings, FRAME).problems}
    assert set(told) == {"SK768", "SK340", "SK769"}
    assert told["SK768"].place.case == "a"
    assert column(resolve(codings, FRAME), "said_PLAN")["a"] == 1  # changed words: the coding is kept


def test_a_variable_that_is_there_already_is_not_overwritten():
    with pytest.raises(DataError, match="SK770 the data have a variable 'said_PLAN' already"):
        resolve(CODINGS, FRAME, data=data(case=["a"], said=["x"], said_PLAN=[3]))


def test_where_a_value_comes_from_is_kept():
    found = held(CODINGS, FRAME, "adjudicated")
    assert found["said/c"].settlement == "settled-c"
    assert (found["said/c"].by, found["said/c"].coders, found["said/c"].events) == (
        "ola",
        ("ida", "per"),
        ("ida-c", "per-c"),
    )


def test_a_column_that_is_called_case_names_the_cases_of_a_table_without_a_dictionary():
    table = pa.table({"case": ["d", "a"], "said": ["x", "y"]})
    book = Codebook(variables=(Variable(name="case", type="text"), Variable(name="said", type="text")))
    found = resolve(CODINGS, FRAME, data=Dataset(book, table))
    assert reasons(found, "said_EXPORT") == {"d": "uncodable", "a": 1}


def test_many_answers_that_were_changed_are_told_in_a_few_lines():
    """After a correction of the data there may be hundreds; the first are named, the rest counted."""
    cases = [f"c{n}" for n in range(100)]
    many = codings_of([unit(case) for case in cases], [coding(case, "ida", "PLAN", text="others") for case in cases])
    told = [problem for problem in resolve(many, FRAME).problems if problem.rule.code == "SK768"]
    assert len(told) == 21
    assert told[-1].what == "and 80 more of this kind"
