"""The pure session: routing, checks, empties and acceptances, without any screen."""

from surveykit.interview.events import Accepted, Answered, Cleared, Completed, Event, Reopened, Suspended, read, written
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, started
from surveykit.missing import Empty

EVERYTHING = {
    "size": "60",
    "group": "1",
    "mne": "1",
    "country": "SE",
    "export": "1",
    "share": "12,5",
    "regions": "1 3",
    "first": "1.5.1999",
    "name": "Blåbær AS",
    "why": "Because\nwe could.",
}


def answered(session: Session, answers: dict) -> Session:
    for name, raw in answers.items():
        step = session.answer(name, raw)
        assert not step.problems, (name, [str(p) for p in step.problems])
        session = step.session
    return session


def test_what_is_asked_follows_the_answers(session):
    assert session.route == ("intro", "size", "group", "export", "share", "name", "why")
    session = answered(session, {"group": "1"})
    assert "mne" in session.route
    assert "country" not in session.route
    session = answered(session, {"mne": "1", "export": "0"})
    assert session.route == ("intro", "size", "group", "mne", "country", "export", "name", "why")


def test_an_unknown_filter_skips_unless_the_question_says_ask(session):
    session = answered(session, {"group": Empty("refused"), "export": Empty("dont_know")})
    assert "mne" not in session.route
    assert "share" in session.route
    assert "regions" not in session.route


def test_the_else_value_is_for_a_filter_known_to_be_false(session):
    assert answered(session, {"group": "0"}).values["mne"] == 0
    assert answered(session, {"group": Empty("no_answer")}).values["mne"] == Empty("not_asked")


def test_answers_off_the_route_are_parked_and_come_back(session):
    session = answered(answered(session, {"group": "1", "mne": "1", "country": "SE"}), {"group": "0"})
    assert session.parked == ("mne", "country")
    assert session.values["country"] == Empty("not_asked")
    session = answered(session, {"group": "1"})
    assert session.parked == ()
    assert session.values["country"] == "SE"


def test_a_hard_check_of_the_question_refuses_the_answer(session):
    step = session.answer("size", "1000")
    assert [p.rule.code for p in step.problems] == ["SK463"]
    assert step.session is session
    assert step.acts == ()
    assert "far above the register" in step.problems[0].what


def test_a_hard_check_elsewhere_stays_open_and_stops_completion(session):
    session = answered(session, {**EVERYTHING, "share": "1"})
    session = answered(session, {"share": "0,5"})
    assert session.answer("share", "0").problems
    assert session.complete().problems == ()


def test_a_soft_check_stores_the_answer_and_stays_open_until_it_is_accepted(session):
    session = answered(session, EVERYTHING)
    step = session.answer("size", "3")
    assert step.acts == (Answered("size", 3, 60),)
    session = step.session
    assert [found.check for found in session.item("size").problems] == ["A1"]
    assert session.complete().problems
    assert session.accept("size", "A1", "  ").problems
    accepted = session.accept("size", "A1", "a micro firm")
    assert accepted.acts == (Accepted("size", "A1", ("size",), "a micro firm"),)
    assert accepted.session.item("size").problems[0].accepted == "a micro firm"
    assert accepted.session.complete().acts == (Completed(),)


def test_an_acceptance_falls_when_the_answer_changes(session):
    session = answered(session, {"size": "3"}).accept("size", "A1", "small").session
    session = answered(session, {"size": "4"})
    assert session.item("size").problems[0].accepted is None


def test_the_four_empties_and_where_they_are_not_allowed(session):
    for reason in ("refused", "dont_know", "no_answer", "not_asked"):
        step = session.answer("group", Empty(reason))
        assert step.acts == (Answered("group", Empty(reason)),)
    assert session.answer("size", Empty("refused")).problems[0].rule.code == "SK461"


def test_an_answer_to_what_is_not_asked_is_refused(session):
    assert session.answer("mne", "1").problems[0].rule.code == "SK460"
    assert session.answer("nonsense", "1").problems[0].rule.code == "SK460"
    assert session.answer("intro", Empty("refused")).problems, "a note has nothing to answer"


def test_answering_the_same_again_changes_nothing(session):
    session = answered(session, {"group": "1"})
    assert session.answer("group", "1").acts == ()


def test_clearing_and_computed_variables(session):
    session = answered(session, EVERYTHING)
    assert session.values["per_region"] == 6.25
    assert session.values["kind"] == 0
    step = session.clear("regions")
    assert step.acts == (Cleared("regions", (1, 3)),)
    assert step.session.values["per_region"] is None
    assert step.session.unanswered() == ("regions",)


def test_completing_names_everything_that_stands_in_the_way(session):
    step = session.complete()
    assert step.problems[0].rule.code == "SK464"
    assert "6 unanswered" in step.problems[0].what
    done = answered(session, EVERYTHING).complete()
    assert done.session.status == "completed"
    assert done.session.answer("name", "x").problems[0].rule.code == "SK466"
    assert done.session.clear("name").problems[0].rule.code == "SK466"
    assert done.session.reopen().acts == (Reopened(),)


def test_an_interview_is_the_fold_of_its_events_however_they_are_cut(firm, session):
    acts = [started(firm, {"frame_size": 50})]
    for name, raw in EVERYTHING.items():
        step = session.answer(name, raw)
        acts += step.acts
        session = step.session
    acts += [*session.speak("nb").acts, *session.suspend("why").acts]
    events = [
        Event(n, str(n), f"2008-01-01T10:00:{n:02}+00:00", "kn", read(written(act))) for n, act in enumerate(acts, 1)
    ]
    whole = Interview.of("1", events)
    assert whole.left_at == "why"
    assert whole.status == "suspended"
    assert Session.begin(firm, whole).values == session.values
    for cut in range(len(events)):
        begun = Interview.of("1", events[:cut])
        for event in events[cut:]:
            begun = begun.after(event.act)
        assert begun.answers == whole.answers


def test_resuming_gives_the_same_session(firm, session):
    session = answered(session, EVERYTHING)
    again = Session.begin(firm, session.interview)
    assert (again.values, again.off, again.failing) == (session.values, session.off, session.failing)


def test_suspending_keeps_the_place(session):
    assert session.suspend("export").acts == (Suspended("export"),)
    assert session.suspend("export").session.interview.left_at == "export"
