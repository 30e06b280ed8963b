"""Answers in the same words that were coded differently, by one coder and among coders."""

from surveykit.coding.acts import Coded, CodingEvent, Settled, Took
from surveykit.coding.codings import Coding, codings_of, fold
from surveykit.coding.consistency import consistency
from surveykit.coding.disagreement import Verdict
from surveykit.coding.unit import Unit, text_hash

WORDS = ["No change", "no change.", "NO CHANGE!", "A first client", "a first  client", "", " ", "Too early"]
UNITS = [Unit(str(n), "q", words) for n, words in enumerate(WORDS)]


def given(coder: str, **codes: str) -> list[Coding]:
    return [Coding(f"q/{n[1:]}", coder, "coded", tuple(said.split()), event=f"{coder}{n}") for n, said in codes.items()]


def test_answers_in_the_same_words_are_looked_for_without_case_and_punctuation():
    made = codings_of(UNITS, given("ida", a0="A", a1="A", a2="B", a3="C", a4="C", a5="A", a6="B", a7="D"))
    every, ida = consistency(made)
    assert (every.coder, ida.coder) == ("", "ida")
    assert [group.text for group in ida.groups] == ["No change", "A first client"], "empty answers are no duplicates"
    assert ida.share == 0.5
    odd = ida.differing[0]
    assert odd.units == ("q/0", "q/1", "q/2")
    by_code = {judged.codes: [coding.unit for coding in codings] for judged, codings in odd.judged.items()}
    assert by_code == {("A",): ["q/0", "q/1"], ("B",): ["q/2"]}, "the most frequent first"


def test_coders_may_each_be_consistent_and_not_among_themselves():
    made = codings_of(UNITS, [*given("ida", a0="A", a1="A"), *given("ola", a0="B", a1="B")])
    assert [each.share for each in consistency(made)] == [0.0, 1.0, 1.0]


def test_a_group_counts_for_a_coder_who_judged_two_of_it():
    made = codings_of(UNITS, [*given("ida", a0="A"), *given("ola", a1="A", a2="A")])
    every, ida, ola = consistency(made)
    assert (len(every.groups), len(ida.groups), len(ola.groups)) == (1, 0, 1)
    assert ida.share is None


def test_the_same_words_at_another_question_are_another_answer():
    units = [Unit("1", "q", "none"), Unit("1", "r", "none")]
    assert not consistency(codings_of(units, [Coding("q/1", "ida", codes=("A",)), Coding("r/1", "ida")]))[0].groups


def event(number, by, act):
    return CodingEvent(number, f"{by}{number}", f"2026-01-01T00:00:{number:02}Z", by, act)


def test_what_one_key_press_judged_cannot_differ_and_is_told_apart():
    same = [Unit(str(n), "q", "none") for n in range(2)]
    other = [Unit(str(n), "q", "early") for n in range(2, 4)]
    coded = Coded("q/0", same[0].hash, "f", codes=("A",), together={"q/1": same[1].hash})
    apart = [Coded(unit.id, unit.hash, "f", codes=("E",)) for unit in other]
    told = fold(
        [event(1, "lead", Took((*same, *other))), *(event(n, "ida", a) for n, a in enumerate([coded, *apart], 2))]
    )
    ida = consistency(told)[1]
    assert [group.at_once for group in ida.groups] == [True, False]
    assert (ida.share, ida.one_by_one, ida.share_one_by_one) == (1.0, 1, 1.0)


def test_what_a_coder_says_after_settling_does_not_make_codings_consistent():
    units = (Unit("1", "q", "none"), Unit("2", "q", "none"))
    hashed = text_hash("none")
    told = fold(
        [
            event(1, "lead", Took(units)),
            event(2, "ida", Coded("q/1", hashed, "f", codes=("A",))),
            event(3, "ida", Coded("q/2", hashed, "f", codes=("B",))),
            event(4, "lead", Settled("q/2", hashed, "f", ("ida3",), codes=("A",))),
            event(5, "ida", Coded("q/2", hashed, "f", codes=("A",))),
        ]
    )
    assert consistency(told)[1].share == 0.0
    assert set(consistency(told)[1].groups[0].judged) == {Verdict("coded", ("A",)), Verdict("coded", ("B",))}
