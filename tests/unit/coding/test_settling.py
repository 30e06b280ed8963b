"""The machine of adjudication: what is chosen, what is refused, what is written, and what is taken back."""

from dataclasses import replace

import pytest

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Coded, CodingEvent, Given, Settled, Took, Unsettled
from surveykit.coding.codings import Codings, fold
from surveykit.coding.disagreement import Verdict
from surveykit.coding.settling.machine import Settling, Step
from surveykit.coding.unit import Unit, text_hash
from surveykit.problems import DataError

CODES = {
    "EXP": {"label": "Exports", "attributes": {"tangible": True}},
    "WIP": {"label": "Under way"},
    "OTH": {"label": "Other benefits"},
    "NONE": {"label": "No change", "exclusive": True},
}
FACTS = {"frame": "x", "title": "X", "languages": ["en"], "codes": CODES, "attributes": {"tangible": {"label": "T"}}}
FRAME = CodingFrame.model_validate(FACTS)
UNITS = tuple(Unit(str(n), "q", f"answer {n}") for n in range(4))


class Room:
    """Events, one after the other, and what they say."""

    def __init__(self) -> None:
        self.events: list[CodingEvent] = []
        self.add("lead", Took(UNITS))

    def add(self, by, *acts):
        for act in acts:
            number = len(self.events) + 1
            self.events.append(CodingEvent(number, f"{by}{number}", f"2026-01-01T00:00:{number:02}Z", by, act))

    def code(self, coder, **codes):
        for unit, said in codes.items():
            judged = {"-": ("none", "", ""), "?": ("uncodable", "", "not legible")}.get(said, ("coded", said, ""))
            outcome, given, reason = judged
            text = UNITS[int(unit[1:])].hash
            self.add(coder, Coded(f"q/{unit[1:]}", text, "f", outcome, tuple(given.split()), reason))

    @property
    def codings(self) -> Codings:
        return fold(self.events)

    def sit(self, by="lead", frame=FRAME, **how) -> Settling:
        return Settling.of(self.codings, frame, by, **how)


@pytest.fixture
def room():
    room = Room()
    room.code("ida", u0="OTH", u1="EXP", u2="EXP OTH", u3="-")
    room.code("ola", u0="OTH", u1="WIP", u2="EXP", u3="?")
    return room


def settled(step: Step) -> Settled:
    assert not step.problems
    (act,) = step.acts
    assert isinstance(act, Settled)
    return act


def test_nothing_can_be_settled_before_two_have_judged_an_answer():
    room = Room()
    room.code("ida", u0="OTH")
    with pytest.raises(DataError, match="SK932"):
        room.sit()


def test_differences_come_in_their_order_and_answers_agreed_on_where_they_are_asked_for(room):
    assert [one.unit for one in room.sit().shown] == ["q/1", "q/3", "q/2"]
    assert [one.unit for one in room.sit(agreeing=True).shown] == ["q/1", "q/3", "q/2", "q/0"]


def test_a_side_is_taken_and_what_was_looked_at_is_kept(room):
    sitting = room.sit()
    act = settled(sitting.take(1).because(" only a project ").settle())
    assert act.unit == "q/1"
    assert (act.outcome, act.codes, act.reason, act.method) == ("coded", ("WIP",), "only a project", "third")
    assert act.inputs == tuple(coding.event for coding in room.codings.of("q/1"))
    assert (act.text, act.frame) == (text_hash("answer 1"), FRAME.fingerprint)


def test_after_settling_the_next_open_answer_is_in_hand(room):
    step = room.sit().take(0).settle()
    assert step.settling.found.unit == "q/3"
    assert step.settling.done == 1
    assert step.settling.draft is None


def test_the_union_what_all_hold_and_codes_of_ones_own(room):
    sitting = room.sit().go(2)
    assert sitting.union().draft == Verdict("coded", ("EXP", "OTH"))
    assert sitting.common().draft == Verdict("coded", ("EXP",))
    assert sitting.toggle("WIP").draft == Verdict("coded", ("EXP", "WIP")), "what all hold is where one begins"
    assert sitting.take(0).toggle("EXP").toggle("WIP").draft == Verdict("coded", ("WIP", "OTH"))


def test_a_code_that_stands_alone_takes_the_place_of_the_others(room):
    assert room.sit().toggle("EXP").toggle("OTH").toggle("NONE").draft == Verdict("coded", ("NONE",))
    assert room.sit().toggle("NONE").toggle("EXP").draft == Verdict("coded", ("EXP",))


def test_a_frame_of_one_code_takes_the_last_one_chosen(room):
    one = CodingFrame.model_validate({**FACTS, "several": False})
    assert room.sit(frame=one).toggle("EXP").toggle("WIP").draft == Verdict("coded", ("WIP",))


def test_the_majority_of_three_is_offered_and_says_so(room):
    room.code("per", u1="WIP")
    sitting = room.sit().majority()
    assert settled(sitting.settle()).method == "majority"
    assert settled(sitting.toggle("OTH").settle()).method == "third", "it is not what most hold any more"


def test_no_code_applies_and_uncodable_wants_its_reason(room):
    sitting = room.sit()
    assert settled(sitting.judge("none").settle()).outcome == "none"
    refused = sitting.judge("uncodable").settle()
    assert [problem.rule.code for problem in refused.problems] == ["SK931"]
    assert refused.acts == ()
    assert refused.settling.done == 0
    assert settled(sitting.judge("uncodable").because("cut off").settle()).reason == "cut off"


def test_the_reason_of_a_coder_goes_with_what_is_taken(room):
    assert settled(room.sit().go(1).take(1).settle()).reason == "not legible"


@pytest.mark.parametrize(
    ("chosen", "codes"),
    [
        (lambda sitting: sitting, ["SK931"]),
        (lambda sitting: sitting.toggle("EXP").toggle("EXP"), ["SK931"]),
        (lambda sitting: sitting.union(), ["SK342"]),
    ],
)
def test_what_is_not_said_in_full_or_cannot_stand_together_is_refused_with_the_case(room, chosen, codes):
    room.code("ola", u1="NONE")
    problems = chosen(room.sit()).settle().problems
    assert [problem.rule.code for problem in problems] == codes
    assert (problems[0].place.case, problems[0].place.variable) == ("1", "q")


def test_who_coded_an_answer_is_told_so_and_settles_it_by_consensus(room):
    ida = room.sit("ida")
    assert ida.own
    assert settled(ida.take(0).settle()).method == "consensus"
    third = ida.take(0).turn().settle()
    assert [problem.rule.code for problem in third.problems] == ["SK930"]
    assert not room.sit().own


def test_an_answer_one_has_still_to_judge_oneself_is_not_shown(room):
    room.add("lead", Given("b2", "per", ("q/1", "q/2")))
    sitting = room.sit("per")
    assert [one.unit for one in sitting.shown] == ["q/3"]
    assert sitting.withheld == 2
    room.code("per", u1="OTH")
    assert [one.unit for one in room.sit("per").shown] == ["q/1", "q/3"]
    assert room.sit("lead").shown[-1].waiting == ("per",), "others are told who has not judged it"


def test_who_was_given_answers_to_settle_has_only_these(room):
    room.add("lead", Given("odd", "anna", ("q/2", "q/0"), blind=False, role="adjudicate"))
    assert [one.unit for one in room.sit("anna").shown] == ["q/2"]
    assert [one.unit for one in room.sit("anna", agreeing=True).shown] == ["q/2", "q/0"]
    assert len(room.sit("berit").shown) == 3


def test_what_was_done_is_undone_and_done_again(room):
    begun = room.sit()
    first = begun.take(1).settle().settling
    undone = first.take(0).undo()
    assert undone.acts == (), "what was chosen and not settled goes first"
    assert undone.settling.draft is None
    undone = undone.settling.undo()
    assert undone.acts == (Unsettled("q/1"),)
    assert undone.settling.found.unit == "q/1"
    assert undone.settling.done == 0
    assert undone.settling.undo().acts == ()
    again = undone.settling.redo()
    assert settled(again).codes == ("WIP",)
    assert again.settling.redo().acts == ()


def test_undoing_a_second_settlement_restores_the_first(room):
    sitting = room.sit().take(0).settle().settling.go(0).take(1).settle().settling
    assert sitting.settled["q/1"].codes == ("WIP",)
    back = sitting.undo()
    assert settled(back).codes == ("EXP",)


def test_a_settlement_is_taken_back_and_the_answer_is_open_again(room):
    sitting = room.sit().take(0).settle().settling.go(0)
    step = sitting.withdraw()
    assert step.acts == (Unsettled("q/1"),)
    assert step.settling.state(step.settling.found) == "open"
    assert step.settling.withdraw().acts == ()


def test_what_was_settled_is_open_again_where_a_coder_the_words_or_the_frame_changed(room):
    room.add("lead", settled(room.sit().take(0).settle()))
    assert room.sit().done == 1
    assert room.sit().found.unit == "q/3", "one begins at the first open one"
    assert room.sit().go(0).draft == Verdict("coded", ("EXP",))
    fewer = CodingFrame.model_validate({**FACTS, "codes": {k: v for k, v in CODES.items() if k != "EXP"}})
    later = room.sit(frame=fewer)
    assert later.state(next(one for one in later.shown if one.unit == "q/1")) == "again"
    changed = Room()
    changed.events = [*room.events]
    changed.add("lead", Took((replace(UNITS[1], text="other words"),)))
    assert changed.sit().state(changed.sit().shown[0]) == "again"
    room.code("ola", u1="EXP")
    sitting = room.sit()
    assert sitting.state(next(one for one in sitting.shown if one.unit == "q/1")) == "again"


def test_moves_lead_nowhere_where_everybody_agrees():
    room = Room()
    room.code("ida", u0="OTH")
    room.code("ola", u0="OTH")
    sitting = room.sit()
    assert sitting.found is None
    assert sitting.faults() == ()
    moves = [
        sitting.take(0),
        sitting.union(),
        sitting.common(),
        sitting.majority(),
        sitting.toggle("EXP"),
        sitting.go(3),
    ]
    assert all(moved == sitting for moved in [*moves, sitting.judge("none"), sitting.because("x"), sitting.next_open()])
    assert all(step == Step(sitting) for step in (sitting.settle(), sitting.withdraw(), sitting.undo(), sitting.redo()))


def test_an_old_settlement_that_is_settled_anew_and_undone_is_open_again(room):
    room.add("lead", settled(room.sit().take(0).settle()))
    room.code("ola", u1="EXP")
    sitting = room.sit()
    one = next(one for one in sitting.shown if one.unit == "q/1")
    anew = sitting.go(sitting.shown.index(one)).take(0).settle().settling
    assert (anew.state(one), anew.done) == ("settled", 1)
    undone = anew.undo().settling
    assert (undone.state(one), undone.done) == ("again", 0)
