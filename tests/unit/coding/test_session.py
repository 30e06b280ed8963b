"""A coder's session: what keys make of an answer, what stands in the journal after it, and how all is taken back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Coded, CodingEvent, Given, Span, Took, Uncoded
from surveykit.coding.advice import Advice
from surveykit.coding.codings import fold
from surveykit.coding.judgement import Judgement
from surveykit.coding.queue import Filter, task_of
from surveykit.coding.session import Session, steps_of
from surveykit.coding.unit import Unit
from surveykit.problems import DataError

FRAME = CodingFrame.model_validate(
    {
        "frame": "after",
        "title": "After",
        "languages": ["en"],
        "codes": {
            "ABROAD": {"label": "Something abroad", "codable": False},
            "EXP": {"label": "Exports", "within": "ABROAD"},
            "FAIR": {"label": "Fairs", "within": "ABROAD"},
            "NONE": {"label": "Nothing", "exclusive": True},
            "OTH": {"label": "Other"},
        },
    }
)
SINGLE = FRAME.model_copy(update={"several": False})
TEXTS = ("We export more", "We went to a fair", "Nothing.", "nothing", "NOTHING!", "We sell to Norway")
UNITS = tuple(Unit(str(n), "q", text) for n, text in enumerate(TEXTS, 1))
ALL = tuple(unit.id for unit in UNITS)


class Journal:
    """Events of one coder, numbered as they come."""

    def __init__(self, *lead):
        self.lead = [
            CodingEvent(n, f"lead{n}", "2026-01-01T00:00:00Z", "lead", act)
            for n, act in enumerate((Took(UNITS), *lead), 1)
        ]
        self.own: list[CodingEvent] = []

    def write(self, acts):
        for act in acts:
            n = len(self.own) + 1
            self.own.append(CodingEvent(n, f"ida{n}", f"2026-01-02T00:{n // 60:02}:{n % 60:02}Z", "ida", act))

    def codings(self):
        return fold([*self.lead, *self.own])

    def begin(self, batch="", frame=FRAME):
        codings = self.codings()
        return Session.begin(task_of(codings, frame, "ida", batch), codings, self.own)


def stands(session):
    """What a session shows of every answer."""
    held = {unit: session.held(unit) for unit in session.task.units}
    return {unit: (c.outcome, c.codes, c.reason, c.spans, c.note, dict(c.accepted)) for unit, c in held.items() if c}


def folded(journal):
    """What the journal says of every answer."""
    found = journal.codings().codings.values()
    return {c.unit: (c.outcome, c.codes, c.reason, c.spans, c.note, dict(c.accepted)) for c in found}


def judged(journal, session, **how):
    session, acts = session.judge(**how)
    journal.write(acts)
    return session


@pytest.fixture
def journal():
    return Journal()


def test_codes_are_given_and_taken_back_and_stand_in_the_order_of_the_frame(journal):
    session = journal.begin().toggle("OTH").toggle("EXP")
    assert session.draft.codes == ("EXP", "OTH")
    assert session.toggle("OTH").draft.codes == ("EXP",)


def test_an_exclusive_code_stands_alone(journal):
    session = journal.begin().toggle("EXP").toggle("NONE")
    assert session.draft.codes == ("NONE",)
    assert session.toggle("FAIR").draft.codes == ("FAIR",)


def test_a_frame_of_one_code_keeps_the_last(journal):
    assert journal.begin(frame=SINGLE).toggle("EXP").toggle("FAIR").draft.codes == ("FAIR",)


@pytest.mark.parametrize("code", ["ABROAD", "WHAT"])
def test_a_code_that_answers_cannot_have_changes_nothing(journal, code):
    session = journal.begin()
    assert session.toggle(code) is session


def test_none_applies_and_uncodable_take_the_place_of_codes(journal):
    session = journal.begin().note("hm").toggle("EXP")
    assert session.none_applies().draft == Judgement("none", note="hm")
    assert session.none_applies().none_applies().draft.waits
    assert session.uncodable(" illegible ").draft == Judgement("uncodable", reason="illegible", note="hm")
    assert session.uncodable("x").toggle("EXP").draft == Judgement(codes=("EXP",), note="hm")


def test_a_judgement_says_all_there_is_to_say(journal):
    session = journal.begin().accept(Advice("EXP", 0.8, "rule export*", "the word 'export'")).toggle("OTH", (3, 9))
    after, (act,) = session.note("why").judge(shown=("EXP", "FAIR"), seconds=4.25)
    assert act == Coded(
        "q/1", UNITS[0].hash, FRAME.fingerprint, codes=("EXP", "OTH"), spans=(Span("OTH", 3, 9),), note="why",
        accepted={"EXP": "rule export*"}, shown=("EXP", "FAIR"), seconds=4.25,
    )  # fmt: skip
    assert after.done == 1
    assert not after.touched
    assert after.judge() == (after, ())


def test_a_code_given_to_words_goes_with_the_last_of_them(journal):
    session = journal.begin().toggle("EXP", (0, 2)).toggle("EXP", (3, 9))
    assert session.draft.spans == (Span("EXP", 0, 2), Span("EXP", 3, 9))
    one = session.toggle("EXP", (0, 2))
    assert (one.draft.codes, one.draft.spans) == (("EXP",), (Span("EXP", 3, 9),))
    assert one.toggle("EXP", (3, 9)).draft.waits
    assert session.toggle("EXP").draft == Judgement()


def test_a_frame_that_codes_words_marks_the_whole_answer_where_none_are_chosen(journal):
    session = journal.begin(frame=FRAME.model_copy(update={"unit": "span"})).toggle("EXP")
    assert session.draft.spans == (Span("EXP", 0, len(TEXTS[0])),)


def test_answers_with_the_same_words_are_one_and_judged_by_one_act(journal):
    session = journal.begin().go(2)
    assert session.place == ("q/3", "q/4", "q/5")
    after, (act,) = session.toggle("NONE").judge()
    assert act.together == {"q/4": UNITS[3].hash, "q/5": UNITS[4].hash}
    assert after.done == 3
    journal.write([act])
    assert {unit: codes for unit, (_, codes, *_) in folded(journal).items()} == dict.fromkeys(ALL[2:5], ("NONE",))


def test_twins_are_parted_judged_alone_and_stay_apart_while_they_differ(journal):
    session = journal.begin().go(2).part()
    assert session.places[2:5] == (("q/3",), ("q/4",), ("q/5",))
    session = judged(journal, session.toggle("OTH"))
    assert [*folded(journal)] == ["q/3"]
    assert session.part().places[2:4] == (("q/3",), ("q/4", "q/5"))
    assert journal.begin().places[2:4] == (("q/3",), ("q/4", "q/5"))
    assert session.go(3).part().place == ("q/4", "q/5")


def test_parting_keeps_the_draft_and_the_place(journal):
    session = journal.begin().go(2).toggle("OTH").part()
    assert (session.place, session.draft.codes) == (("q/3",), ("OTH",))
    assert session.part().place == ("q/3", "q/4", "q/5")


def test_as_the_answer_before(journal):
    session = judged(journal, journal.begin().toggle("EXP").toggle("OTH").note("n")).move(1).repeat()
    assert session.draft == Judgement(codes=("EXP", "OTH"))
    assert journal.begin().move(1).repeat().draft == session.draft, "over sessions too"
    fresh = Journal().begin()
    assert fresh.repeat() is fresh


def test_undo_goes_back_through_the_draft_and_then_through_judgements(journal):
    session = judged(journal, journal.begin().toggle("EXP")).move(1).toggle("FAIR").toggle("OTH")
    session, acts = session.undo()
    assert (session.at, session.draft.codes, acts) == (1, ("FAIR",), ())
    session = session.undo()[0]
    session, acts = session.undo()
    assert (session.at, session.draft, acts) == (0, Judgement(), (Uncoded("q/1"),))
    journal.write(acts)
    assert folded(journal) == {}
    session, acts = session.redo()
    journal.write(acts)
    assert folded(journal) == stands(session) == {"q/1": ("coded", ("EXP",), "", (), "", {})}


def test_a_judgement_taken_back_is_the_one_before_it_again(journal):
    session = judged(journal, journal.begin().toggle("EXP"), seconds=9.0)
    session = judged(journal, session.toggle("OTH"))
    _, (act,) = session.undo()
    assert (act.codes, act.seconds) == (("EXP",), 0.0)


def test_undo_goes_on_where_the_session_before_ended(journal):
    session = judged(journal, journal.begin().toggle("EXP")).go(2).toggle("NONE")
    session = judged(journal, session)
    again = journal.begin()
    assert len(again.past) == 2
    again, acts = again.undo()
    assert again.place == ("q/3", "q/4", "q/5")
    journal.write(acts)
    assert [*folded(journal)] == ["q/1"]
    third = journal.begin()
    assert len(third.past) == 1, "what was taken back is not taken back again"
    journal.write(third.undo()[1])
    assert folded(journal) == {}


def test_a_draft_left_behind_is_gone_and_leaves_nothing_to_undo(journal):
    session = journal.begin().toggle("EXP").move(1)
    assert session.past == ()
    assert session.move(-1).draft.waits


def test_a_note_alone_is_no_judgement(journal):
    session = journal.begin().note("ask")
    assert session.bare
    assert session.judge() == (session, ())


def test_taking_all_codes_away_lets_the_answer_wait_again(journal):
    session = judged(journal, journal.begin().toggle("EXP"))
    after, acts = session.toggle("EXP").judge()
    assert acts == (Uncoded("q/1"),)
    assert after.done == 0


def test_a_session_begins_at_the_first_answer_that_waits(journal):
    judged(journal, journal.begin().toggle("EXP"))
    assert journal.begin().place == ("q/2",)


def test_some_answers_are_shown(journal):
    session = judged(journal, journal.begin().toggle("EXP").note("look"))
    session = judged(journal, session.go(1).none_applies())
    session = judged(journal, session.go(2).uncodable("empty"))

    def shown(state="all", words=""):
        return [place[0] for place in session.show(Filter(state, words)).places]

    assert shown("waiting") == ["q/6"]
    assert shown("done") == ["q/1", "q/2", "q/3"]
    assert (shown("none"), shown("uncodable"), shown("noted")) == (["q/2"], ["q/3"], ["q/1"])
    assert shown(words="WE fair") == ["q/2"]
    assert shown(words="=exp") == shown(words="=abroad") == ["q/1"]
    assert shown("waiting", "we") == ["q/6"]
    assert shown(words="export, FAIR.") == []
    assert shown(words="«fair»,") == ["q/2"], "signs that do not matter to the words do not hide an answer"
    nothing = session.show(Filter(words="zzz"))
    assert (nothing.place, nothing.toggle("EXP"), nothing.judge()) == ((), nothing, (nothing, ()))
    assert nothing.undo()[0].place == ("q/3", "q/4", "q/5"), "undo shows what it takes back"


def test_an_answer_with_other_words_is_confirmed(journal):
    judged(journal, journal.begin().toggle("EXP"))
    other = replace(UNITS[0], text="We export less")
    journal.lead.append(CodingEvent(9, "lead9", "2026-01-03T00:00:00Z", "lead", Took((other,))))
    session = journal.begin().show(Filter("changed"))
    assert session.place == ("q/1",)
    assert session.due
    _, (act,) = session.judge()
    assert (act.codes, act.text) == (("EXP",), other.hash)


def test_of_answers_with_the_same_words_one_that_changed_is_confirmed_alone(journal):
    judged(journal, journal.begin().go(2).toggle("NONE"))
    journal.lead.append(
        CodingEvent(9, "lead9", "2026-01-03T00:00:00Z", "lead", Took((replace(UNITS[3], text="nothing?"),)))
    )
    session = journal.begin()
    assert session.places[2:4] == (("q/3", "q/5"), ("q/4",))
    assert session.show(Filter("changed")).places == (("q/4",),)


def test_a_batch_for_recoding_asks_again_and_shows_what_was_held():
    journal = Journal(Given("b1", "ida", ALL[:2]), Given("again", "ida", ALL[:1], role="recode"))
    session = journal.begin("b1")
    judged(journal, judged(journal, session.toggle("EXP")).move(1).toggle("OTH"))
    session = journal.begin("again")
    assert (session.done, session.due, session.draft.codes) == (0, True, ("EXP",))
    session = judged(journal, session)
    assert (session.done, session.due) == (1, False)


def test_a_coder_with_batches_gets_these_and_no_others():
    journal = Journal(
        Given("b1", "ida", ("q/6", "q/1")), Given("b2", "ida", ("q/2",), blind=False), Given("b1", "ola", ALL)
    )
    assert [*journal.begin().task.units] == ["q/6", "q/1", "q/2"]
    assert [*journal.begin("b1").task.units] == ["q/6", "q/1"]
    assert journal.begin("b1").task.blind
    assert not journal.begin("b2").task.blind
    assert journal.begin().task.blind
    with pytest.raises(DataError, match="not given a batch 'b3'"):
        journal.begin("b3")


def test_a_slip_in_the_name_does_not_give_everybody_elses_answers():
    with pytest.raises(DataError, match=r"'ida' was given no answers\n.*did you mean 'iga'"):
        Journal(Given("b1", "iga", ALL)).begin()
    with pytest.raises(DataError, match="shared out among 'kari', 'ola'"):
        Journal(Given("b1", "ola", ALL), Given("b1", "kari", ALL)).begin()
    assert Journal(Given("b1", "ola", ALL, role="adjudicate")).begin().task.units, "nobody has them to code"


def test_answers_to_be_judged_again_do_not_hide_those_that_wait_of_a_coder_without_a_batch():
    journal = Journal()
    judged(journal, journal.begin().toggle("EXP"))
    journal.lead += Journal(Given("again", "ida", ALL[:1], role="recode", blind=False)).lead[1:]
    session = journal.begin()
    assert [*session.task.units] == [*ALL]
    assert (session.done, session.place, session.task.blind) == (0, ("q/1",), False)
    assert [*journal.begin("again").task.units] == ["q/1"]


def test_what_others_hold_is_seen_in_an_open_batch_only():
    others = Journal(Given("open", "ida", ALL[:1], blind=False), Given("blind", "ida", ALL[:1]))
    others.lead.append(
        CodingEvent(1, "ola1", "2026-01-01T01:00:00Z", "ola", Coded("q/1", UNITS[0].hash, "f", codes=("EXP",)))
    )
    assert others.begin("blind").task.others == {}
    assert [c.coder for c in others.begin("open").task.others["q/1"]] == ["ola"]
    alone, company = Journal(), Journal()
    company.lead.append(others.lead[-1])
    assert not alone.begin().task.blind
    assert company.begin().task.blind, "without a batch nobody looks over another's shoulder"


def test_nothing_to_code_is_said():
    journal = Journal(Given("b", "ida", ("q/99",)))
    with pytest.raises(DataError, match="no answer for 'ida'"):
        journal.begin()


CODES = st.sampled_from(["EXP", "FAIR", "NONE", "OTH", "ABROAD"])
WORDS = st.tuples(st.integers(0, 3), st.integers(4, 6))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("toggle"), CODES),
        st.tuples(st.just("toggle"), CODES, WORDS),
        st.tuples(st.just("note"), st.sampled_from(["", "a note"])),
        st.tuples(st.just("uncodable"), st.sampled_from(["", "illegible"])),
        st.tuples(st.sampled_from(["none_applies", "repeat", "part", "restore"])),
        st.tuples(st.just("move"), st.integers(-3, 3)),
        st.tuples(st.just("show"), st.sampled_from([Filter(), Filter("waiting"), Filter(words="nothing")])),
        st.tuples(st.sampled_from(["judge", "judge", "judge", "undo", "redo"])),
    ),
    max_size=40,
)


def taken(journal, session, steps):
    for name, *how in steps:
        if name in {"judge", "undo", "redo"}:
            session, acts = getattr(session, name)()
            journal.write(acts)
        else:
            session = getattr(session, name)(*how)
    return session


@settings(max_examples=300, deadline=None)
@given(STEPS, st.booleans())
def test_the_journal_says_what_the_session_shows_and_all_can_be_taken_back(steps, several):
    journal = Journal()
    frame = FRAME if several else SINGLE
    session = taken(journal, journal.begin(frame=frame), steps)
    assert folded(journal) == stands(session)
    assert session.done == len(stands(session))
    assert not any(frame.faults(codes) for _, codes, *_ in folded(journal).values())
    for place in (*session.places, *session.every):
        assert len({stands(session).get(unit, ("waits",))[:3] for unit in place}) == 1, "one place is judged alike"
    assert sorted(unit for place in session.every for unit in place) == sorted(ALL)
    assert session.everywhere == {unit: at for at, place in enumerate(session.every) for unit in place}
    assert session.where == {unit: at for at, place in enumerate(session.places) for unit in place}
    again = journal.begin(frame=frame)
    assert stands(again) == stands(session)
    for begun in (again, session):
        told = Journal()
        told.own = [*journal.own]
        one = replace(begun, future=())
        while one.past:
            one = taken(told, one, [("undo",)])
        assert stands(one) == folded(told) == {}
        while one.future:
            one = taken(told, one, [("redo",)])
        assert stands(one) == folded(told) == stands(begun)


@settings(max_examples=200, deadline=None)
@given(STEPS, STEPS.filter(bool).map(lambda steps: steps[0]))
def test_undo_after_a_step_is_as_before_it(steps, step):
    journal = Journal()
    before = taken(journal, journal.begin(), steps)
    after = taken(journal, before, [step])
    if step[0] in {"undo", "redo", "move", "show", "part", "restore"} or after is before:
        return
    back = after.undo()[0]
    assert stands(back) == stands(before)
    assert back.place == before.place
    if step[0] != "judge":
        assert (back.draft, back.past) == (before.draft, before.past)


def test_what_was_judged_alone_is_taken_back_alone(journal):
    session = journal.begin().go(2).part()
    for at in (2, 3, 4):
        session = judged(journal, session.go(at).toggle("NONE"))
    again = journal.begin().go(2)
    assert again.place == ("q/3", "q/4", "q/5"), "judged alike, they are one again"
    again, acts = again.undo()
    assert (again.place, acts) == (("q/5",), (Uncoded("q/5"),))
    assert again.places[2:4] == (("q/5",), ("q/3", "q/4"))


def test_what_was_taken_back_in_several_acts_is_no_step(journal):
    session = journal.begin().go(2)
    session = judged(journal, session.toggle("NONE"))
    journal.write(session.undo()[1])
    assert len(journal.own) == 4
    assert steps_of(journal.own, session.task) == ()
