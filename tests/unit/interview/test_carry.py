"""Carrying over: an interview goes on with the next version; what fits stays, what does not is kept aside."""

from pathlib import Path

import pytest

from surveykit.instrument.file import load, loaded
from surveykit.instrument.version.change import worst
from surveykit.instrument.version.compare import compare
from surveykit.interview.carry import WHY, carried
from surveykit.interview.events import Answered, Carried, Event, Spoke, read, written
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, started
from surveykit.interview.simulate.interviews import simulated
from surveykit.interview.tabulate import tabulate
from surveykit.missing import Empty

ROOT = Path(__file__).resolve().parents[3]
HEAD = """\
instrument: x
title: T
languages: [en, nb]
lists:
  yesno: {1: Yes, 0: No}
  kind: {1: Clients, 2: Suppliers, 3: Others}
sections:
- id: A
  title: S
  questions:
"""


def form(*questions: str, head: str = HEAD, after: str = "") -> str:
    return head + "".join(f"  - {question}\n" for question in questions) + after


def gone_on(old: str, new: str, answers: dict, language: str = "en") -> tuple[Interview, list[str], list]:
    """The interview after it was carried over, what is said of it, and the acts."""
    was, now = loaded(old), loaded(new)
    interview = Interview("7", was.fingerprint, language, answers=answers, status="open")
    carry = carried(interview, was, now)
    after = interview
    for act in carry.acts:
        after = after.after(read(written(act)))  # as a store would keep it
    assert after.instrument == now.fingerprint
    Session.begin(now, after)  # it can be opened
    return after, [f"{problem.place.variable}: {problem.what}" for problem in carry.problems], list(carry.acts)


SINGLE = "{id: q, type: single, codes: kind, text: t}"
MULTIPLE = "{id: q, type: multiple, codes: kind, text: t}"
NUMBER = "{id: q, type: number, range: 0..100, text: t}"
TEXT = "{id: q, type: text, max: 20, text: t}"
STAYS = {
    "the same question": (SINGLE, SINGLE, 3, 3),
    "a code as a tick": (SINGLE, MULTIPLE, 3, (3,)),
    "a code in the first place": (SINGLE, "{id: q, type: ranking, codes: kind, text: t}", 3, (3,)),
    "ticks": (MULTIPLE, MULTIPLE.replace("text", "min: 1, text"), (1, 3), (1, 3)),
    "a number as a text": (NUMBER, TEXT, 42, "42"),
    "a number with decimals": (NUMBER, NUMBER.replace("number", "number, format: decimal"), 42, 42),
    "a line as a text": (TEXT, TEXT.replace("text, max: 20", "open"), "words", "words"),
    "a day as a text": ("{id: q, type: date, text: t}", TEXT, "2006-05-31", "2006-05-31"),
    "a wider range": (NUMBER, NUMBER.replace("100", "500"), 100, 100),
    "an empty answer": (SINGLE, MULTIPLE, Empty("refused"), Empty("refused")),
    "a duration": ("{id: q, type: duration, unit: hours, text: t}", "{id: q, type: duration, unit: hours, text: u}", 1.5, 1.5),
    "a time": ("{id: q, type: time, text: t}", "{id: q, type: time, text: u}", "08:30", "08:30"),
    "a step": (
        "{id: q, type: scale, range: 1..5, labels: {1: a, 5: b}, text: t}",
        "{id: q, type: scale, range: 1..7, labels: {1: a, 7: b}, text: t}", 5, 5),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "was", "now"), STAYS.values(), ids=STAYS)
def test_what_fits_stays(old, new, was, now):
    after, told, acts = gone_on(form(old), form(new.replace("text: t", "text: tt")), {"q": was})
    assert (dict(after.answers), told) == ({"q": now}, [])
    assert acts[1:] == ([] if was == now else [Answered("q", now, was, WHY)])


def test_an_answer_in_another_form_is_not_taken_back_by_undo():
    after, _, _ = gone_on(form(SINGLE), form(MULTIPLE), {"q": 3})
    session = Session.begin(loaded(form(MULTIPLE)), after)
    assert session.undo().acts == ()
    answered = session.answer("q", (1, 3)).session
    assert answered.undo().session.interview.answers == {"q": (3,)}


ASIDE = {
    "a question that is gone": (NUMBER, "{id: r, type: note, text: t}", 5, "the question is gone"),
    "a code that is gone": (SINGLE, SINGLE.replace("kind", "yesno"), 3, "3 is not among the choices any more"),
    "one of several": (MULTIPLE, MULTIPLE.replace("kind", "yesno"), (1, 3), "3 is not among the choices any more"),
    "ticks as a code": (MULTIPLE, SINGLE, (1,), "it cannot stand in a question of this type"),
    "words as a number": (TEXT, NUMBER, "many", "'many' is not a number"),
    "a number out of its range": (NUMBER, NUMBER.replace("100", "50"), 60, "60 lies outside 0..50"),
    "a text that is too long": (TEXT, TEXT.replace("20", "3"), "words", "the text has 5 characters, at most 3 fit"),
    "empty where it must not be": (
        SINGLE, SINGLE.replace("text", "required: true, text"), Empty("refused"),
        "it cannot be empty for this reason any more"),
    "empty for a reason that does not go": (
        SINGLE, SINGLE.replace("text", "empties: [dont_know], text"), Empty("refused"),
        "it cannot be empty for this reason any more"),
    "a note": (NUMBER, "{id: q, type: note, text: t}", 5, "there is nothing to answer here"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "was", "why"), ASIDE.values(), ids=ASIDE)
def test_what_does_not_fit_is_kept_aside_and_told(old, new, was, why):
    after, told, acts = gone_on(form(old), form(new), {"q": was})
    assert dict(after.answers) == {}
    assert dict(after.former) == {"q": was}
    assert told[0].endswith(f"and {why}")
    assert acts == [Carried(after.instrument, ("q",))]


def test_a_retired_code_stays_though_it_is_not_offered():
    new = form(SINGLE).replace(", 3: Others}", "}\nretired: {kind: {3: Others}}")
    after, told, _ = gone_on(form(SINGLE), new, {"q": 3})
    assert (dict(after.answers), told) == ({"q": 3}, [])
    now = loaded(new)
    assert tabulate(now, [after]).arrow().to_pylist()[0]["q"] == 3
    assert Session.begin(now, after).answer("q", "3").acts == ()


def test_what_was_kept_aside_comes_back_where_it_fits_again():
    old, middle, new = (form(SINGLE), form(SINGLE.replace("kind", "yesno")), form(SINGLE.replace("text: t", "text: u")))
    after, _, _ = gone_on(old, middle, {"q": 3})
    back = carried(after, loaded(middle), loaded(new))
    for act in back.acts:
        after = after.after(act)
    assert after.answers == {"q": 3}
    answered, _, _ = gone_on(old, middle, {"q": 3})
    answered = answered.after(Answered("q", 1))
    assert [type(act) for act in carried(answered, loaded(middle), loaded(new)).acts] == [Carried]


ROWS = "- id: R\n  title: R\n  roster: {row: i, count: n}\n  questions:\n  - {id: part, type: number, range: 0..9, text: t}\n"
COUNT = "{id: n, type: number, range: 0..5, text: t}"


def test_answers_of_rows_stay_and_those_of_a_roster_that_is_none_any_more_do_not():
    old = form(COUNT, after=ROWS)
    wide, flat = old.replace("0..9", "0..99"), old.replace("  roster: {row: i, count: n}\n", "")
    answers = {"n": 2, "part.1": 3, "part.2": 4}
    assert dict(gone_on(old, wide, answers)[0].answers) == answers
    after, told, _ = gone_on(old, flat, answers)
    assert dict(after.answers) == {"n": 2}
    assert [line.partition(":")[0] for line in told] == ["part.1", "part.2"]
    assert "asked of something else" in told[0]


def test_acceptances_of_checks_that_changed_end_and_others_stay():
    rule = "{id: q, type: number, range: 0..100, text: t, checks: [{id: a, severity: soft, rule: q > 10, message: m}, {id: b, severity: soft, rule: q > 20, message: m}]}"
    was, now = loaded(form(rule)), loaded(form(rule.replace("q > 20", "q > 30")))
    session = Session.begin(was, Interview("7").after(started(was, {}))).answer("q", "5").session
    session = session.accept("q", "a", "so it is").session.accept("q", "b", "so it is").session
    interview = session.interview
    for act in carried(interview, was, now).acts:
        interview = interview.after(act)
    assert set(interview.accepted) == {"a"}


def test_an_interview_in_a_language_that_is_gone_goes_on_in_the_first():
    after, _, acts = gone_on(form(SINGLE), form(SINGLE).replace("[en, nb]", "[en]"), {}, language="nb")
    assert after.language == "en"
    assert acts[-1] == Spoke("en")


def test_nothing_is_done_where_the_version_is_the_same():
    was = loaded(form(SINGLE))
    assert carried(Interview("7", was.fingerprint), was, was).acts == ()


def test_the_journal_tells_it_all_and_an_older_program_is_told_that_it_is_older():
    act = Carried("f", ("q",), ("c",))
    assert read(written(act)) == act
    events = [Event(1, "a", "t", "kn", started(loaded(form(SINGLE)), {})), Event(2, "b", "t", "kn", act)]
    assert Interview.of("7", events).instrument == "f"


TEXT_OF = (ROOT / "instruments" / "norwegian-sis.yaml").read_text(encoding="utf-8")
SAFE = {
    "another help": TEXT_OF.replace("Et anslag holder.", "Et anslag holder fint."),
    "a wider range": TEXT_OF.replace("range: 1950..2006", "range: 1900..2006"),
    "one more choice": TEXT_OF.replace("    5: {nb: Eierandel", "    6: {nb: Annet, en: Other}\n    5: {nb: Eierandel"),
    "a question more": TEXT_OF.replace("      - id: consent\n", "      - {id: extra, type: open, text: {nb: Mer, en: More}}\n\n      - id: consent\n"),
    "asked of more": TEXT_OF.replace("        relevance: coop = 1\n        else: 0\n", "        else: 0\n        relevance: coop = 1 or group = 1\n"),
}  # fmt: skip


@pytest.mark.parametrize("new", SAFE.values(), ids=SAFE)
def test_interviews_go_on_with_a_safe_version_with_the_same_answers(new):
    was, now = load(ROOT / "instruments" / "norwegian-sis.yaml"), loaded(new)
    assert was.fingerprint != now.fingerprint
    assert worst(compare(was, now)) == "safe"
    for made in simulated(was, 15, seed=4):
        interview = made.session.interview
        carry = carried(interview, was, now)
        assert carry.problems == ()
        after = interview
        for act in carry.acts:
            after = after.after(act)
        assert after.answers == interview.answers
        assert after.accepted == interview.accepted
