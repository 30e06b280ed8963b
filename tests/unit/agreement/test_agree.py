"""What `agree` takes in and leaves out, and what it says where there is nothing to say."""

import pytest

from surveykit.agreement.agree import agree
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Span
from surveykit.coding.codings import Batch, Coding, Codings, codings_of
from surveykit.coding.unit import Unit
from surveykit.problems import DataError

NAMES = ("A", "B", "C", "D")


def frame(**more):
    facts = {code: {"label": code, "definition": code} for code in NAMES}
    facts["A"]["attributes"] = {"good": True}
    attributes = {"good": {"label": "Good"}}
    return CodingFrame.model_validate(
        {"frame": "x", "title": "X", "languages": ["en"], "codes": facts, "attributes": attributes, **more}
    )


def codings(answers, texts=()):
    """Codings of answers, each a mapping of coder to codes in one word: "AB", "" for none, "?" for uncodable."""
    units = [Unit(str(n), "q", texts[n] if texts else f"answer {n}") for n in range(len(answers))]
    held = []
    for unit, said in zip(units, answers, strict=True):
        for coder, codes in said.items():
            outcome = "uncodable" if codes == "?" else "coded" if codes else "none"
            held.append(Coding(unit.id, coder, outcome, () if codes == "?" else tuple(codes), event=unit.id + coder))
    return codings_of(units, held)


PAIRS = ["A A", "AB A", "B B", "BC BD", "C D", "ABC ABC", " A", "D D"]
TWO = [dict(zip(("ida", "ola"), pair.split(" "), strict=True)) for pair in PAIRS]


def test_sets_of_codes_are_compared_whole_and_by_overlap():
    found = agree(codings(TWO), frame(), replicates=0).overall
    assert (found.coders, found.units, found.pairs) == (("ida", "ola"), 8, 8)
    assert found["alpha"].value == pytest.approx(0.449541, abs=5e-7)
    assert found["alpha_masi"].value == pytest.approx(0.460977, abs=5e-7)
    assert found["alpha_jaccard"].value == pytest.approx(0.490161, abs=5e-7)


def test_two_coders_have_cohen_and_scott_and_three_have_conger_and_fleiss():
    three = [{**said, "per": "A"} for said in TWO]
    two = {one.name for one in agree(codings(TWO), frame(), replicates=0).overall.estimates}
    more = agree(codings(three), frame(), replicates=0)
    assert two >= {"cohen", "scott"}
    assert {one.name for one in more.overall.estimates} >= {"conger", "fleiss"}
    assert [pair.coders for pair in more.of("pair")] == [("ida", "ola"), ("ida", "per"), ("ola", "per")]
    assert more.of("pair")[0]["alpha_masi"].value == pytest.approx(0.460977, abs=5e-7)


def test_an_answer_judged_once_or_never_is_left_out_and_counted():
    more = agree(codings([*TWO, {"ida": "A"}, {}, {}]), frame(), replicates=0)
    assert (more.answers, more.left.once, more.left.never) == (8, 1, 2)
    assert more.overall == agree(codings(TWO), frame(), replicates=0).overall


def test_none_applies_is_a_judgement_and_differs_from_uncodable():
    found = agree(codings([{"ida": "", "ola": ""}, {"ida": "", "ola": "?"}, {"ida": "A", "ola": "A"}]), frame())
    assert (found.none, found.uncodable, found.judgements) == (3, 1, 6)
    assert found.overall["percent"].value == pytest.approx(2 / 3)
    assert [code.about for code in found.of("code")] == ["A", "(none)", "(uncodable)"]


def test_uncodable_may_be_left_out():
    answers = [*TWO, {"ida": "?", "ola": "A"}, {"ida": "?", "ola": "?"}]
    kept, out = (agree(codings(answers), frame(), uncodable=how, replicates=0) for how in ("value", "left out"))
    assert (kept.answers, kept.uncodable) == (10, 3)
    assert (out.answers, out.uncodable, out.left.uncodable, out.left.once) == (8, 0, 3, 1)
    assert out.overall == agree(codings(TWO), frame(), replicates=0).overall


def test_a_coder_who_has_not_judged_an_answer_is_no_disagreement():
    answers = [{"ida": "A", "ola": "A", "per": "A"}, {"ida": "B", "ola": "B"}, {"ola": "C", "per": "C"}]
    found = agree(codings(answers), frame(), replicates=0).overall
    assert found["percent"].value == found["alpha"].value == found["alpha_masi"].value == 1
    assert found.pairs == 5


def test_codings_seen_by_others_and_those_of_changed_words_take_no_part():
    made = codings([*TWO, {"ida": "A", "ola": "B"}, {"ida": "A", "ola": "B"}])
    held = dict(made.independent)
    held["q/8", "ola"] = Coding("q/8", "ola", codes=("B",), batch="open")
    held["q/9", "ola"] = Coding("q/9", "ola", codes=("B",), text="of other words")
    batch = Batch("open", "ola", ("q/8",), blind=False, role="code", seed=1)
    found = agree(Codings(made.units, held, held, {}, (batch,)), frame(), replicates=0)
    assert (found.left.open, found.left.changed, found.answers) == (1, 1, 8)


def test_what_was_said_after_settling_is_not_compared():
    made = codings(TWO)
    later = {**made.codings, ("q/4", "ola"): Coding("q/4", "ola", codes=("C",), after_settling=True)}
    found = agree(Codings(made.units, later, made.independent), frame(), replicates=0)
    assert found.overall == agree(made, frame(), replicates=0).overall


def test_one_category_only_leaves_kappa_undefined_and_says_so():
    found = agree(codings([{"ida": "A", "ola": "A"}] * 5), frame(), replicates=50)
    assert found.overall["percent"].value == 1
    for name in ("cohen", "scott", "alpha", "ac", "bp", "alpha_masi"):
        assert found.overall[name].value is None
        assert found.overall[name].note == "only one category was used, so chance alone gives full agreement"
    (code,) = found.of("code")
    assert (code["alpha"].value, code["bp"].value, code.positive, code.negative) == (None, 1, 1, None)


def test_where_answers_have_one_code_the_whole_frame_could_have_been_chosen():
    answers = [{"ida": one, "ola": other} for one, other in ("AA", "AB", "BB", "BB")]
    one_code = agree(codings(answers), frame(several=False), replicates=0).overall
    assert one_code.categories == 4
    assert one_code["bp"].expected == 1 / 4
    assert {one.name for one in one_code.estimates}.isdisjoint({"alpha_masi", "alpha_jaccard"})


def test_positive_and_negative_agreement_on_a_code():
    found = {code.about: code for code in agree(codings(TWO), frame(), replicates=0).of("code")}
    assert (found["A"].given, found["A"].positive) == (7, pytest.approx(6 / 7))  # three by both, one by ola alone
    assert found["A"].negative == pytest.approx(8 / 9)


def test_the_group_an_attribute_leads_to():
    found = agree(codings([*TWO, {"ida": "?", "ola": "B"}]), frame(), attribute="good", replicates=0)
    (group,) = found.of("group")
    assert (group.units, group["percent"].value) == (9, pytest.approx(7 / 9))
    assert found.confusions[1].categories == ("no", "yes", "(uncodable)")


def test_a_group_that_nothing_leads_to_is_missing_not_a_disagreement():
    made = codings(TWO)
    groups = {key: None if "C" in coding.codes else "".join(coding.codes[:1]) for key, coding in made.codings.items()}
    (group,) = agree(made, frame(), groups={"letter": groups}, replicates=20).of("group")
    assert group.units == 5
    assert group["percent"].value == pytest.approx(4 / 5)


def test_the_group_of_a_coding_that_takes_no_part_is_not_compared():
    made = codings([{"ida": "A", "ola": "A", "per": "B"}, {"ida": "B", "ola": "B", "per": "B"}])
    held = dict(made.independent)
    held["q/0", "per"] = Coding("q/0", "per", codes=("B",), text="of other words")
    groups = {key: coding.codes[0] for key, coding in held.items()}
    (group,) = agree(Codings(made.units, held, held), frame(), groups={"letter": groups}, replicates=0).of("group")
    assert (group.pairs, group["percent"].value) == (4, 1)


def test_coders_without_an_answer_in_common_have_no_agreement_and_no_error():
    answers = [{"ida": "A", "ola": "A"}, {"ida": "B", "ola": "C"}, {"ola": "A", "per": "A"}, {"ola": "B", "per": "B"}]
    pairs = {pair.coders: pair for pair in agree(codings(answers), frame(), replicates=20).of("pair")}
    apart = pairs["ida", "per"]
    assert (apart.units, apart.pairs) == (0, 0)
    assert {(one.value, one.note) for one in apart.estimates} == {(None, "no answer was judged by two of them")}
    assert pairs["ola", "per"]["cohen"].value == 1


def test_a_group_nobodys_codes_lead_to_is_told_as_such():
    found = agree(codings(TWO), frame(), groups={"letter": {}}, replicates=20)
    (group,) = found.of("group")
    assert (group.units, {one.value for one in group.estimates}) == (0, {None})
    assert found.confusions[1].cells == ()


def test_confusion_puts_codes_of_one_coder_against_those_of_the_other():
    found = agree(codings(TWO), frame(), replicates=0).confusions[0]
    cells = {
        (a, b): n
        for a, row in zip(found.categories, found.cells, strict=True)
        for b, n in zip(found.categories, row, strict=True)
        if n
    }
    assert cells == {
        ("A", "A"): 3, ("B", "B"): 3, ("C", "C"): 1, ("D", "D"): 1,
        ("B", "(nothing else)"): 1, ("C", "D"): 2, ("(none)", "A"): 1,
    }  # fmt: skip


def test_each_wording_once_and_the_coder_with_himself():
    texts = ["Fine", "fine!", "FINE", "no"]
    answers = [{"ida": "A", "ola": "A"}, {"ida": "A", "ola": "B"}, {"ida": "B", "ola": "B"}, {"ida": "C", "ola": "C"}]
    found = agree(codings(answers, texts), frame(), replicates=0)
    (once,) = found.of("wordings")
    assert (once.units, once["percent"].value) == (2, 1)
    assert [(one.coder, one.wordings, one.alike) for one in found.repeated] == [("ida", 1, 0), ("ola", 1, 0)]


def test_what_one_key_press_judged_says_nothing_of_consistency():
    made = codings([{"ida": "A", "ola": "A"}] * 2, ["yes", "Yes"])
    held = {key: Coding(c.unit, c.coder, codes=c.codes, event=c.coder) for key, c in made.codings.items()}
    assert agree(Codings(made.units, held, held), frame(), replicates=0).repeated == ()


@pytest.mark.parametrize(("other", "met", "common"), [((5, 10), 1.0, 0.5), ((0, 5), 1.0, 0.5), ((12, 15), 0.0, 0.0)])
def test_words_marked_for_the_same_code(other, met, common):
    """The first two are the examples of the R package requal, whose positions count from 1 and include the last."""
    made = codings([{"ida": "A", "ola": "A"}, {"ida": "A", "ola": "A"}, {"ida": "A", "ola": "B"}])
    held = dict(made.independent)
    held["q/0", "ida"] = Coding("q/0", "ida", codes=("A",), spans=(Span("A", 0, 10),))
    held["q/0", "ola"] = Coding("q/0", "ola", codes=("A",), spans=(Span("A", *other),))
    held["q/2", "ida"] = Coding("q/2", "ida", codes=("A",), spans=(Span("A", 0, 3),))
    (found,) = agree(Codings(made.units, held, held), frame(), replicates=0).marked
    assert (found.code, found.answers, found.marks, found.met, found.common) == ("A", 1, 2, met, common)


def test_codes_the_frame_does_not_have_are_compared_and_named():
    found = agree(codings([*TWO, {"ida": "X", "ola": "X"}]), frame(), replicates=0)
    assert found.unknown == ("X",)
    assert "X" in [code.about for code in found.of("code")]


def test_the_same_seed_gives_the_same_report():
    one, again, other = (agree(codings(TWO), frame(), replicates=100, seed=seed) for seed in (7, 7, 8))
    assert one == again
    assert one.overall["alpha"].drawn != other.overall["alpha"].drawn


def test_the_table_of_a_report_has_a_row_for_each_coefficient():
    report = agree(codings(TWO), frame(), attribute="good", replicates=20)
    table = report.to_pandas()
    assert len(table) == sum(len(one.estimates) for one in report.compared)
    row = table[(table["part"] == "group") & (table["coefficient"] == "ac")].iloc[0]
    assert (row["about"], row["value"]) == ("good", report.of("group")[0]["ac"].value)
    assert row["drawn_low"] <= row["value"] <= row["drawn_high"]


@pytest.mark.parametrize(
    ("more", "rule", "hint"),
    [
        ({"attribute": "god"}, "SK731", "did you mean 'good'"),
        ({"questions": ["p"]}, "SK732", "the questions are"),
    ],
)
def test_a_name_that_is_not_there_is_refused(more, rule, hint):
    with pytest.raises(DataError) as refused:
        agree(codings(TWO), frame(), **more)
    (problem,) = refused.value.problems
    assert problem.rule.code == rule
    assert hint in problem.hint.lower()


def test_only_answers_to_the_questions_of_the_frame_are_compared():
    made = codings(TWO)
    other = Unit("9", "p", "to another question")
    held = made.independent | {(other.id, coder): Coding(other.id, coder, codes=("A",)) for coder in ("ida", "ola")}
    both = Codings(made.units | {other.id: other}, held, held)
    found = agree(both, frame(questions=["q"]), replicates=0)
    assert (found.answers, found.left.other, found.settings.questions) == (8, 1, ("q",))
    assert agree(both, frame(), replicates=0).answers == 9
    assert agree(both, frame(questions=["elsewhere"]), replicates=0).answers == 9
    with pytest.raises(DataError, match="no answers to 'elsewhere' were coded"):
        agree(both, frame(), questions=["elsewhere"], replicates=0)


def test_each_of_several_questions_has_its_own_agreement():
    """Question p gets A and B, question q gets C and D: all together agree more than either."""
    p = [Unit(str(n), "p", f"p {n}") for n in range(8)]
    q = [Unit(str(n), "q", f"q {n}") for n in range(8)]
    said = [("ida", "ABABABAB", "CDCDCDCD"), ("ola", "ABABBAAA", "CDDDCDDC")]
    held = [
        Coding(unit.id, coder, codes=(code,))
        for coder, *codes in said
        for units, word in zip((p, q), codes, strict=True)
        for unit, code in zip(units, word, strict=True)
    ]
    both = codings_of([*p, *q], held)
    found = agree(both, frame(), replicates=50)
    for name in ("p", "q"):
        alone = agree(both, frame(), questions=[name], replicates=50)
        (part,) = found.of("question", name)
        assert part.estimates == alone.overall.estimates
        assert part["alpha"].value < found.overall["alpha"].value
        assert alone.of("question") == ()


def test_a_coder_whose_codes_lead_to_no_group_is_left_out_of_it():
    made = codings([{"ida": "A", "ola": "A", "per": "D"}, {"ida": "B", "ola": "A", "per": "D"}] * 4)
    two = Codings(made.units, held := {k: c for k, c in made.codings.items() if k[1] != "per"}, held)
    groups = {key: "".join(coding.codes) for key, coding in made.codings.items() if key[1] != "per"}
    (group,) = agree(made, frame(), groups={"letter": groups}, replicates=0).of("group")
    (alone,) = agree(two, frame(), groups={"letter": groups}, replicates=0).of("group")
    assert group["conger"].value == pytest.approx(alone["cohen"].value)


def test_an_error_of_nothing_gives_no_interval():
    """Who agree on all have kappa 1 with no error by formula: it knows nothing of how far they might differ."""
    found = agree(codings([{"ida": "A", "ola": "A"}, {"ida": "B", "ola": "B"}]), frame(), replicates=0).overall
    assert {(one.value, one.low, one.high) for one in found.estimates} == {(1.0, None, None)}


def test_codings_of_one_coder_are_refused():
    with pytest.raises(DataError, match="SK730"):
        agree(codings([{"ida": "A"}, {"ola": "B"}]), frame())
