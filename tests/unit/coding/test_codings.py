"""What stands is read off the events, in whatever order they come."""

import random
from dataclasses import replace

from surveykit.coding.acts import Coded, CodingEvent, Given, Settled, Took, Uncoded
from surveykit.coding.codings import codings_of, fold
from surveykit.coding.unit import Unit, normal, text_hash

HELLO = Unit("1", "q", "hello")


def event(number, by, act):
    return CodingEvent(number, f"{by}{number}", f"2026-01-01T00:00:{number:02}Z", by, act)


def judged(*codes, unit="q/1"):
    return Coded(unit, text_hash("hello"), "f", codes=codes)


def test_a_frame_is_for_the_questions_it_names_and_for_all_where_it_names_none_that_is_here():
    held = codings_of([Unit("1", "why", "x"), Unit("1", "how", "y"), Unit("2", "why", "z")], [])
    assert held.asked(("how", "when")) == ("how",)
    assert held.asked(()) == ("why", "how")
    assert held.asked(("what_changed",)) == ("why", "how")


def test_order_and_repetition_do_not_matter():
    events = [
        event(1, "lead", Took((HELLO, Unit("2", "q", "bye")))),
        event(2, "ida", judged("A")),
        event(3, "ida", judged("B")),
        event(4, "ola", judged("A")),
        event(5, "ola", judged("A", unit="q/2")),
        event(6, "ola", Uncoded("q/2")),
    ]
    told = fold(events)
    assert [(coding.coder, coding.codes) for coding in told.of("q/1")] == [("ida", ("B",)), ("ola", ("A",))]
    assert not told.of("q/2")
    for seed in range(20):
        shuffled = [*events, *events[:3]]
        random.Random(seed).shuffle(shuffled)
        assert fold(shuffled) == told


def test_what_is_said_after_settling_is_no_independent_judgement():
    told = fold(
        [
            event(1, "lead", Took((HELLO,))),
            event(2, "ida", judged("A")),
            event(3, "lead", Settled("q/1", text_hash("hello"), "f", ("ida2",), codes=("B",))),
            event(4, "ida", judged("B")),
        ]
    )
    assert told.codings["q/1", "ida"].codes == ("B",)
    assert told.independent["q/1", "ida"].codes == ("A",)
    assert told.settled["q/1"].codes == ("B",)


def test_other_words_and_a_new_frame_are_judged_anew_though_the_answer_was_settled():
    settled = [
        event(1, "lead", Took((HELLO,))),
        event(2, "ida", judged("A")),
        event(3, "lead", Settled("q/1", text_hash("hello"), "f", (), codes=("A",))),
        event(4, "lead", Given("recode 2", "ida", ("q/1",), role="recode")),
    ]
    changed = Coded("q/1", text_hash("hello!"), "f", codes=("B",))
    asked = Coded("q/1", text_hash("hello"), "f2", codes=("B",), batch="recode 2")
    for act in (changed, asked):
        assert fold([*settled, event(5, "ida", act)]).independent["q/1", "ida"].codes == ("B",)
    unasked, same = replace(asked, batch=""), replace(asked, frame="f")
    for act in (unasked, same):
        assert fold([*settled, event(5, "ida", act)]).independent["q/1", "ida"].codes == ("A",)


def test_an_answer_with_other_words_is_known():
    took = event(1, "lead", Took((HELLO,)))
    coded = event(2, "ida", judged("A"))
    assert not [*fold([took, coded]).changed()]
    again = event(3, "lead", Took((Unit("1", "q", "hello!"),)))
    assert [coding.unit for coding in fold([took, coded, again]).changed()] == ["q/1"]


def test_one_key_press_judges_answers_with_the_same_words():
    twins = Took((HELLO, Unit("2", "q", "Hello.")))
    coded = Coded("q/1", text_hash("hello"), "f", codes=("A",), together={"q/2": text_hash("Hello.")})
    told = fold([event(1, "lead", twins), event(2, "ida", coded)])
    assert [told.codings[unit, "ida"].codes for unit in ("q/1", "q/2")] == [("A",), ("A",)]
    assert not [*told.changed()]
    assert normal("Hello.") == normal("hello")
