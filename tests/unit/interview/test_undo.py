"""Undo and redo: the last change of an answer, wherever it was, across restarts, as a fold of the journal."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit.interview.events import Answered, Event, Redone, Undone, read, written
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session

ANSWERS = {"size": ("60", "12"), "group": ("1", "0"), "mne": ("1", "0"), "export": ("1", "0"), "share": ("12,5", "3")}


def done(session: Session, *verbs: str) -> Session:
    """The session after changes such as `size=60`, `size=` (taken back), `undo` and `redo`."""
    for verb in verbs:
        name, sign, raw = verb.partition("=")
        step = getattr(session, name)() if not sign else session.answer(name, raw) if raw else session.clear(name)
        session = step.session
    return session


def test_undo_takes_the_last_change_back_and_redo_makes_it_again(session):
    session = done(session, "size=60", "size=12", "group=1")
    assert dict(done(session, "undo").interview.answers) == {"size": 12}
    assert dict(done(session, "undo", "undo").interview.answers) == {"size": 60}
    assert dict(done(session, "undo", "undo", "undo", "undo").interview.answers) == {}
    assert dict(done(session, "undo", "undo", "redo").interview.answers) == {"size": 12}
    assert done(session, "undo", "redo").interview.answers == session.interview.answers


def test_an_answer_given_anew_ends_what_could_be_redone(session):
    session = done(session, "size=60", "undo", "size=12")
    assert session.redo().acts == ()
    assert done(session, "undo").interview.answers == {}


def test_an_answer_taken_back_comes_back_and_so_does_the_route(session):
    session = done(session, "group=1", "mne=1", "group=0")
    assert session.parked == ("mne",)
    assert done(session, "undo").values["mne"] == 1
    assert done(session, "group=", "undo").values["group"] == 0


def test_the_acts_say_what_stands_now_and_what_stood_before(session):
    session = done(session, "size=60", "size=12")
    assert session.undo().acts == (Undone("size", 60, 12),)
    assert done(session, "undo").redo().acts == (Redone("size", 12, 60),)


def test_nothing_is_undone_in_a_completed_interview(session):
    session = done(session, "size=60")
    shut = Session.begin(session.plan, session.interview.after(read({"act": "completed", "despite": []})))
    assert [problem.rule.code for problem in shut.undo().problems] == ["SK466"]


VERBS = st.lists(
    st.one_of(
        st.sampled_from(["undo", "redo"]),
        st.sampled_from([f"{name}={raw}" for name, raws in ANSWERS.items() for raw in (*raws, "")]),
    ),
    max_size=25,
)


@given(verbs=VERBS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_agrees_with_a_list_of_states_and_survives_a_restart(session, verbs):
    states, at = [dict(session.interview.answers)], 0
    journal = []
    for verb in verbs:
        name, sign, raw = verb.partition("=")
        step = getattr(session, name)() if not sign else session.answer(name, raw) if raw else session.clear(name)
        if not sign:
            at = min(max(at + (1 if name == "redo" else -1), 0), len(states) - 1)
        elif step.acts:
            states, at = [*states[: at + 1], dict(step.session.interview.answers)], at + 1
        session = step.session
        journal += step.acts
        assert dict(session.interview.answers) == states[at]
    events = [Event(n, str(n), "2008", "kn", read(written(act))) for n, act in enumerate(journal, 1)]
    assert Interview.of("7", events).answers == session.interview.answers


def test_an_answer_given_again_unchanged_is_no_change(session):
    session = done(session, "size=60")
    assert session.answer("size", "60").acts == ()
    assert isinstance(session.answer("size", "61").acts[0], Answered)
