"""Paper tells the truth: every question stands on it once, and every skip is one the interview makes."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.instrument.control import Choose, Clock, Date, Number, Rank, Show, Write
from surveykit.instrument.file import load, loaded
from surveykit.instrument.instrument import Instrument
from surveykit.interview.interview import Interview
from surveykit.interview.plan import Plan, plan_of
from surveykit.interview.rows import parted
from surveykit.interview.session import Session, started
from surveykit.missing import Empty
from surveykit.reports.paper.model import names_of, wordings_of
from surveykit.reports.paper.questionnaire import questionnaire
from surveykit.reports.paper.skips import END, END_OF_ROW, Routes, skips_of

ROOT = Path(__file__).resolve().parents[2]
FILES = [*sorted((ROOT / "instruments").glob("*.yaml")), ROOT / "tests" / "unit" / "reports" / "paper" / "every.yaml"]


@cache
def planned(path: Path) -> tuple[Plan, Routes]:
    instrument = load(path)
    return plan_of(instrument), Routes(instrument)


def answers_to(control: object) -> st.SearchStrategy:
    """What may be typed, and the empties."""
    empties = st.sampled_from([Empty("refused"), Empty("dont_know")])
    match control:
        case Choose():
            some = st.sampled_from([option.value for option in control.options])
            most = control.most or 3
            several = st.lists(some, min_size=control.least, max_size=most, unique=True).map(tuple)
            return st.one_of(several if control.several else some, empties)
        case Number():
            low = int((control.range.low if control.range else 0) or 0)
            high = int((control.range.high if control.range else 0) or low + 300)
            return st.one_of(st.integers(low, min(high, low + 400)).map(str), empties)
        case Date():
            return st.sampled_from(["2001-05-31", "2006-12-24"])
        case Clock():
            return st.just("90" if control.unit else "09:30")
        case Rank():
            return st.just(tuple(option.value for option in control.options[: control.least]))
        case Write():
            return st.just("words")
        case _:
            return st.none()


def keyed(session: Session, data: st.DataObject, most: int) -> Session:
    """An interview with some of its questions answered."""
    for _ in range(most):
        waiting = [name for name in session.route if name not in session.interview.answers]
        waiting = [name for name in waiting if not isinstance(session.stop(name).control, Show)]
        if not waiting:
            break
        name = waiting[data.draw(st.integers(0, min(4, len(waiting) - 1)))]
        raw = data.draw(answers_to(session.item(name).control))
        step = session.answer(name, raw)
        session = step.session if not step.problems else session.answer(name, Empty("no_answer")).session
    return session


def assert_skips(session: Session, routes: Routes) -> None:
    """Between an answered question and where paper says to go on, nothing is asked."""
    everything = session.questions
    asked = set(session.route)
    for place, name in enumerate(everything):
        template, row = parted(name)
        answer = session.interview.answers.get(name)
        control = session.stop(name).control
        if name not in asked or not isinstance(control, Choose) or answer is None or isinstance(answer, tuple):
            continue
        target = routes.after(template, answer)
        for later in everything[place + 1 :]:
            other, there = parted(later)
            if other == target:
                break
            if target == END_OF_ROW and not (there == row or there.startswith(f"{row}.")):
                break
            assert later not in asked, f"{name} = {answer} leads to {target or 'the end'}, but {later} is asked"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_skip_of_an_instrument_is_one_the_interview_makes(path, data):
    plan, routes = planned(path)
    session = Session.begin(plan, Interview("1").after(started(plan.instrument, {})))
    assert_skips(keyed(session, data, 60), routes)


NAMES = [f"q{number}" for number in range(8)]


@st.composite
def conditions(draw: st.DrawFn, names: list[str]) -> str:
    """A condition over earlier questions."""
    name = st.sampled_from(names)
    leaf = st.one_of(
        st.builds("{} = {}".format, name, st.integers(0, 2)),
        st.builds("{} in [{}, {}]".format, name, st.integers(0, 2), st.integers(0, 2)),
        st.builds("{} is {}".format, name, st.sampled_from(["missing", "answered", "refused", "not_asked"])),
        st.builds("{} + {} > {}".format, name, name, st.integers(0, 4)),
        st.builds("count({} = 1, {} = 1) = {}".format, name, name, st.integers(0, 2)),
        st.builds("twice_{} = {}".format, name, st.integers(0, 4)),
    )
    whole = st.recursive(
        leaf,
        lambda part: st.one_of(st.builds("({} and {})".format, part, part), st.builds("({} or {})".format, part, part),
                               st.builds("not ({})".format, part)),
        max_leaves=4,
    )  # fmt: skip
    return draw(whole)


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Eight questions that are asked of some only."""
    lines = ["instrument: x", "title: t", "languages: [en]", "lists: {three: {0: a, 1: b, 2: c}}", "sections:"]
    for place, name in enumerate(NAMES):
        if place % 4 == 0:
            lines.append(f"- id: S{place}\n  title: t")
            if place and draw(st.booleans()):
                lines.append(f'  relevance: "{draw(conditions(NAMES[:place]))}"')
            lines.append("  questions:")
        about = ["type: single", "codes: three", f"text: {name}"]
        if place:
            about.append(f'relevance: "{draw(conditions(NAMES[:place]))}"') if draw(st.booleans()) else None
            about.append(f"when_unknown: {draw(st.sampled_from(['ask', 'skip']))}")
            about.append(f"else: {draw(st.integers(0, 2))}") if "relevance" in "".join(about) and draw(
                st.booleans()
            ) else None
        lines.append(f"  - {{id: {name}, {', '.join(about)}}}")
    lines.append("computed:")
    lines += [f"- {{id: twice_{name}, label: l, formula: {name} * 2}}" for name in NAMES]
    return loaded("\n".join(lines))


@given(instrument=instruments(), data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_skip_of_any_routing_is_one_the_interview_makes(instrument, data):
    session = Session.begin(instrument, Interview("1").after(started(instrument, {})))
    for name in NAMES:
        if name in session.route:
            raw = data.draw(st.sampled_from([0, 1, 2, Empty("refused"), None]))
            session = session.answer(name, raw).session if raw is not None else session
    assert_skips(session, Routes(instrument))


def test_skips_are_found_in_instruments_at_random():
    """The property above would hold of a function that never finds a skip."""
    found = []

    @given(instrument=instruments())
    @settings(max_examples=60, deadline=None, database=None)
    def look(instrument: Instrument) -> None:
        found.append(len(skips_of(instrument)))

    look()
    assert sum(found) > 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_question_stands_on_paper_once_with_a_mark_of_its_own(path):
    instrument = load(path)
    for language in instrument.languages:
        made = questionnaire(instrument, language, empties=True)
        parts = [part for section in made.sections for run in section.runs for part in run.parts]
        assert sorted(name for part in parts for name in names_of(part) if name in instrument.questions) == sorted(
            instrument.questions
        )
        printed = [wording for part in parts for wording in wordings_of(part)]
        marks = [wording.mark for wording in printed if wording.mark]
        assert len(set(marks)) == len(marks)
        assert all(re.fullmatch(r"\S+", mark) for mark in marks)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_target_is_a_later_question_or_an_end(path):
    instrument = load(path)
    order = {name: place for place, name in enumerate(instrument.questions)}
    for (name, _), target in skips_of(instrument).items():
        assert target in (END, END_OF_ROW) or order[target] > order[name] + 1
