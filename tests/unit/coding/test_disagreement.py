"""What several coders hold of an answer: where they differ, what all and most of them hold, what comes first."""

import pytest

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Span
from surveykit.coding.codings import Batch, Coding, Codings, codings_of
from surveykit.coding.disagreement import Verdict, compared, comparisons, same
from surveykit.coding.unit import Unit

CODES = {
    "EXP": {"label": "Exports", "attributes": {"tangible": True}},
    "FAIR": {"label": "Fairs", "attributes": {"tangible": True}},
    "WIP": {"label": "Under way"},
    "OTH": {"label": "Other benefits"},
}
FRAME = CodingFrame.model_validate(
    {"frame": "x", "title": "X", "languages": ["en"], "codes": CODES, "attributes": {"tangible": {"label": "Tangible"}}}
)


def held(coder: str, codes: str, outcome: str = "coded", unit: str = "q/1", **more: object) -> Coding:
    return Coding(unit, coder, outcome, tuple(codes.split()), **more)


def found(*codings: Coding):
    comparison = compared(codings, FRAME)
    assert comparison is not None
    return comparison


def test_one_coder_alone_differs_from_nobody():
    assert compared((held("ida", "EXP"),), FRAME) is None


def test_the_order_in_which_codes_were_given_is_no_difference():
    one = found(held("ida", "FAIR EXP"), held("ola", "EXP FAIR"))
    assert one.agreed
    assert one.differs == ()
    assert one.codes == one.common == ("EXP", "FAIR"), "in the order of the frame"


@pytest.mark.parametrize(
    ("codings", "differs"),
    [
        ((held("ida", "EXP"), held("ola", "WIP")), ("group", "codes")),
        ((held("ida", "EXP"), held("ola", "FAIR")), ("codes",)),
        ((held("ida", "EXP"), held("ola", "", "none")), ("group", "outcome", "codes")),
        ((held("ida", "WIP"), held("ola", "", "none")), ("outcome", "codes")),
        ((held("ida", "", "uncodable"), held("ola", "", "none")), ("group", "outcome")),
        ((held("ida", "EXP", spans=(Span("EXP", 0, 3),)), held("ola", "EXP")), ("spans",)),
    ],
)
def test_what_two_coders_differ_in(codings, differs):
    assert found(*codings).differs == differs


def test_the_words_that_codes_were_given_for_are_told_and_no_disagreement():
    assert found(held("ida", "EXP", spans=(Span("EXP", 0, 3),)), held("ola", "EXP")).agreed


def test_an_answer_that_cannot_be_coded_is_in_no_group():
    """Whether the contract contributed is not known then; it is not 'no'."""
    assert found(held("ida", "", "uncodable"), held("ola", "WIP")).attributes == ("tangible",)


def test_all_hold_and_any_holds():
    one = found(held("ida", "EXP WIP"), held("ola", "EXP OTH"), held("per", "OTH EXP FAIR"))
    assert one.common == ("EXP",)
    assert one.union == Verdict("coded", ("EXP", "FAIR", "WIP", "OTH"))


@pytest.mark.parametrize(
    ("codings", "expected"),
    [
        (["EXP", "WIP"], None),  # two are no majority
        (["EXP WIP", "EXP", "OTH"], Verdict("coded", ("EXP",))),
        (["EXP WIP", "WIP OTH", "OTH EXP"], Verdict("coded", ("EXP", "WIP", "OTH"))),
        (["EXP", "WIP", "OTH"], None),
        (["-", "-", "EXP"], Verdict("none")),
        (["-", "EXP", "?"], None),
        (["EXP", "EXP", "-", "-"], None),  # half is not most
    ],
)
def test_what_most_hold_is_told_where_there_are_three_or_more(codings, expected):
    outcomes = {"-": "none", "?": "uncodable"}
    judged = (
        held(f"c{n}", "" if codes in outcomes else codes, outcomes.get(codes, "coded"))
        for n, codes in enumerate(codings)
    )
    assert found(*judged).majority == expected


def test_an_unknown_code_is_shown_and_comes_last():
    assert found(held("ida", "ZZZ EXP"), held("ola", "AAA")).codes == ("EXP", "AAA", "ZZZ")


def test_answers_in_another_group_come_first_and_those_that_somebody_still_judges_last():
    units = [Unit(str(n), "q", f"answer {n}") for n in range(6)]
    sets = [("EXP", "EXP"), ("EXP", "FAIR"), ("OTH", ""), ("EXP", "WIP"), ("EXP", "OTH"), ("WIP", None)]
    codings = [
        held(coder, codes, "coded" if codes else "none", unit=unit.id)
        for unit, pair in zip(units, sets, strict=True)
        for coder, codes in zip(("ida", "ola"), pair, strict=True)
        if codes is not None
    ]
    made = codings_of(units, codings)
    waits = Batch("b", "per", ("q/3",), blind=True, role="code", seed=0)
    made = Codings(made.units, made.codings, made.independent, batches=(waits,))
    shown = comparisons(made, FRAME)
    assert [one.unit for one in shown] == ["q/4", "q/2", "q/1", "q/0", "q/3"], "one coder alone is not compared"
    assert shown[-1].waiting == ("per",)


def test_who_is_given_answers_to_adjudicate_is_not_waited_for():
    made = codings_of([Unit("1", "q", "a")], [held("ida", "EXP"), held("ola", "WIP")])
    lead = Batch("b", "lead", ("q/1",), blind=False, role="adjudicate", seed=0)
    assert comparisons(Codings(made.units, made.codings, batches=(lead,)), FRAME)[0].waiting == ()


def test_judgements_are_the_same_in_whatever_order_their_codes_stand():
    assert same(held("ida", "A B"), Verdict("coded", ("B", "A")))
    assert not same(Verdict("none"), Verdict("uncodable"))
