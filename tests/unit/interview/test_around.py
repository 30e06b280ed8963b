"""What lies around a question: earlier rounds, defaults, choices that depend, order, reasons, quotas, completion."""

from surveykit.instrument.file import loaded
from surveykit.interview.events import Answered, Completed, Recalled
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, started
from surveykit.interview.shown import shuffled
from surveykit.interview.standing import Around
from surveykit.interview.tabulate import tabulate
from surveykit.missing import Empty

HEAD = """\
instrument: around
title: T
languages: [en, nb]
lists:
  yesno: {1: {en: Yes, nb: Ja}, 0: {en: No, nb: Nei}}
  kind: {1: {en: Clients, nb: Kunder}, 2: {en: Suppliers, nb: Leverandører}, 3: {en: Others, nb: Andre}}
"""
PANEL = (
    HEAD
    + """\
rounds: {variable: round, key: firm, order: [2005, 2009]}
register:
  - {id: round, label: Round}
sections:
- id: A
  title: T
  questions:
  - {id: firm, type: text, text: Which firm?}
  - id: sales
    type: number
    range: 0..
    text: Sales? (They were {previous(sales)}.)
    default: previous(sales)
    checks: [{id: jump, severity: soft, rule: sales <= 2 * previous(sales), message: More than doubled.}]
  - {id: new, type: single, codes: yesno, rounds: [2009], text: New partners?}
  - {id: gone, type: text, relevance: previous(new) = 1 or previous(sales) > 50, text: What became of them?}
"""
)
ARCHIVE = {("7", 2005): {"sales": 100}, ("8", 2005): {"sales": -9}}


def begun(text: str, around: Around | None = None, seed: int = 0, **register) -> Session:
    instrument = loaded(text)
    return Session.begin(instrument, Interview("1").after(started(instrument, register, seed=seed)), around)


def answered(session: Session, answers: dict) -> Session:
    for name, raw in answers.items():
        step = session.answer(name, raw)
        assert not step.problems, (name, [str(problem) for problem in step.problems])
        session = step.session
    return session


def panel(round_: int) -> Session:
    return begun(PANEL, Around(archive=lambda key, before: ARCHIVE.get((key, before), {})), round=round_)


def test_a_question_of_some_rounds_is_asked_in_these():
    assert panel(2005).route == ("firm", "sales")
    assert panel(2009).route == ("firm", "sales", "new")


def test_the_round_before_is_recalled_when_the_key_is_known_and_kept_in_the_journal():
    step = panel(2009).answer("firm", "7")
    assert step.acts == (Answered("firm", "7"), Recalled({"sales": 100}))
    session = step.session
    assert "gone" in session.route
    assert session.item("sales").question.text.into("en") == "Sales? (They were 100.)"
    assert session.item("sales").suggested == 100
    assert [found.problem.what for found in answered(session, {"sales": "250"}).open("sales")] == ["More than doubled."]
    resumed = Session.begin(session.plan, session.interview)  # without the archive
    assert resumed.values["previous.sales"] == 100


def test_what_was_ticked_in_the_round_before_is_read_and_said_from_its_columns():
    text = (
        PANEL
        + """\
  - {id: kinds, type: multiple, codes: kind, text: Which?}
  - {id: lost, type: text, relevance: 2 in previous(kinds), text: "They were {previous(kinds)}."}
"""
    )
    archive = {("7", 2005): {"kinds_1": 1, "kinds_2": 1, "kinds_3": 0}}
    session = begun(text, Around(archive=lambda key, before: archive.get((key, before), {})), round=2009)
    assert "lost" not in session.route
    session = answered(session, {"firm": "7"})
    assert "lost" in session.route
    assert session.item("lost").question.text.into("en") == "They were Clients, Suppliers."


def test_another_key_brings_other_answers_and_nothing_where_there_was_no_round_before():
    session = answered(answered(panel(2009), {"firm": "7"}), {"firm": "8"})
    assert session.values["previous.sales"] == -9  # the code of no answer: unknown to every expression
    assert "gone" not in session.route
    assert session.item("sales").suggested is None
    assert answered(session, {"firm": "9"}).interview.previous == {}
    assert answered(panel(2005), {"firm": "7"}).interview.previous == {}


CHOICES = (
    HEAD
    + """\
tables:
  town:
    code: id
    label: {en: name, nb: navn}
    columns: [land]
    rows: [[1, Oslo, Oslo, NO], [2, Bergen, Bergen, NO], [3, Gothenburg, Göteborg, SE]]
sections:
- id: A
  title: T
  questions:
  - {id: kinds, type: multiple, codes: kind, exclusive: [3], order: random, fixed: [3], text: Which?}
  - {id: best, type: single, codes: kind, among: kinds, text: 'Of {kinds}: which is best?'}
  - {id: land, type: text, max: 2, text: Country?}
  - {id: town, type: single, codes: town, where: {land: land}, other: {code: 3, text: Where there?}, text: Town?}
"""
)


def values(session: Session, name: str) -> list:
    return [option.value for option in session.item(name).control.options]


def test_choices_are_those_ticked_before_or_the_rows_of_a_table_that_fit():
    session = begun(CHOICES)
    assert values(session, "best") == [1, 2, 3]  # nothing is known yet: all are offered
    session = answered(session, {"kinds": "1 2", "land": "NO"})
    assert values(session, "best") == [1, 2]
    assert values(session, "town") == [1, 2]
    assert session.item("best").question.text.into("en") == "Of Clients, Suppliers: which is best?"
    assert [p.rule.code for p in session.answer("town", "3").problems] == ["SK450"]


def test_an_answer_that_is_no_choice_any_more_is_told_and_blocks_the_end():
    session = answered(begun(CHOICES), {"kinds": "1 2", "best": "2", "land": "NO", "town": "2"})
    session = answered(session, {"kinds": "1", "land": "SE"})
    assert [found.problem.rule.code for found in session.open("best")] == ["SK473"]
    assert {"SK473"} == {p.rule.code for p in session.complete().problems}
    assert answered(session, {"best": "1", "town": "3"}).route[-1] == "town_other"


def test_a_choice_that_goes_alone_is_refused_beside_others_and_in_the_data():
    session = begun(CHOICES)
    assert [p.rule.code for p in session.answer("kinds", "1 3").problems] == ["SK456"]
    dataset = tabulate(session.instrument, [])
    assert [check.rule for check in dataset.codebook.checks] == [
        "not (3 in kinds) or count(1 in kinds, 2 in kinds) = 0"
    ]


def test_the_order_is_that_of_the_seed_and_stands_in_the_data():
    assert shuffled([1, 2, 3, 4, 5], 1, "q") != shuffled([1, 2, 3, 4, 5], 2, "q")
    seen = {tuple(values(begun(CHOICES, seed=seed), "kinds")) for seed in range(20)}
    assert seen == {(1, 2, 3), (2, 1, 3)}  # the fixed one stays at the end
    session = answered(begun(CHOICES, seed=3), {"kinds": "2 1"})
    assert session.interview.answers["kinds"] == (1, 2)  # stored in the order of the list
    row = tabulate(session.instrument, [session.interview]).arrow().to_pylist()[0]
    assert row["kinds_order"] == " ".join(map(str, values(session, "kinds")))


BLOCKS = (
    HEAD
    + """\
order: random
sections:
- {id: A, title: T, questions: [{id: a1, type: text, text: t}, {id: a2, type: text, text: t}]}
- id: B
  title: T
  order: random
  questions:
  - {id: b1, type: text, text: t}
  - {id: grid, type: battery, codes: yesno, text: Stem, items: [{id: g1, text: one}, {id: g2, text: two}]}
"""
)


def test_blocks_are_shuffled_whole_and_the_lines_of_a_battery_stay_together():
    routes = {begun(BLOCKS, seed=seed).route for seed in range(40)}
    a, b, grid = ("a1", "a2"), ("b1",), ("g1", "g2")
    assert routes == {(*a, *b, *grid), (*a, *grid, *b), (*b, *grid, *a), (*grid, *b, *a)}
    session = begun(BLOCKS)
    assert session.item("g1").stem.into("en") == "Stem"
    assert not session.item("g2").stem


RULES = (
    HEAD
    + """\
reason_for_change: after_completion
quotas:
  - {id: small, condition: size < 10, most: 2, when_full: block, message: "There are {size} of them already."}
  - {id: large, condition: size >= 100, most: 0, message: No more large ones are wanted.}
completion:
  unanswered: ignore
  soft: warn
  rules: [{id: named, rule: who is answered, level: warn, message: Nobody is named.}]
sections:
- id: A
  title: T
  questions:
  - id: size
    type: number
    range: 0..
    required: soft
    last_saved: true
    text: Size?
    checks: [{id: odd, severity: soft, rule: size != 13, message: Thirteen?}]
  - {id: who, type: text, text: Who?}
"""
)


def told(problems) -> list[tuple[str, str]]:
    return [(problem.rule.code, problem.severity) for problem in problems]


def test_a_quota_that_is_full_blocks_or_warns():
    session = begun(RULES, Around(completed={"small": 2}))
    small = answered(session, {"size": "3", "who": "Kari"})
    assert told(small.complete().problems) == [("SK471", "error")]
    assert small.complete().problems[0].what == "There are 3 of them already."
    large = answered(session, {"size": "300", "who": "Kari"})
    assert told(large.complete().problems) == [("SK471", "warning")]
    assert large.complete(despite=True).session.status == "completed"
    assert answered(session, {"size": "30", "who": "Kari"}).complete().session.status == "completed"


def test_what_only_warns_is_told_once_and_kept_with_the_completion():
    session = answered(begun(RULES), {"size": "13"})
    step = session.complete()
    assert told(step.problems) == [("SK463", "warning"), ("SK472", "warning")]
    assert session.complete(despite=True).acts == (Completed(("SK463 size", "SK472 named")),)


def test_an_empty_answer_that_is_wanted_must_be_explained():
    session = answered(begun(RULES), {"size": Empty("refused"), "who": "Kari"})
    assert [found.check for found in session.open("size")] == ["size_required"]
    session = session.accept("size", "size_required", "the respondent left").session
    assert session.complete().session.status == "completed"


def test_a_change_after_completion_has_a_reason():
    session = answered(begun(RULES), {"size": "30", "who": "Kari"})
    session = answered(session, {"size": "31"})  # before completion nobody asks why
    session = session.complete().session.reopen().session
    assert told(session.answer("size", "32").problems) == [("SK470", "error")]
    assert told(session.clear("size").problems) == [("SK470", "error")]
    step = session.answer("size", "32", "a slip of the key")
    assert step.acts == (Answered("size", 32, 31, "a slip of the key"),)


def test_the_answer_of_the_interview_before_stands_typed():
    session = begun(RULES, Around(last_saved={"size": 44}))
    assert session.item("size").suggested == 44
    assert session.unanswered() == ("size", "who")  # typed is not answered
    assert answered(session, {"size": "45"}).item("size").suggested is None


TOGETHER = (
    HEAD
    + """\
sections:
- id: A
  title: T
  questions:
  - {id: contract, type: text, text: Which contract?}
  - {id: nodes, type: number, range: 0.., text: How many firms?}
clusters:
  - id: contract
    by: contract
    checks: [{id: same, rule: all_equal(nodes), message: "They say {nodes} and something else."}]
"""
)


def test_cases_that_belong_together_must_agree_and_the_end_is_only_warned():
    others = {"2": {"contract": "K7", "nodes": 4}, "3": {"contract": "K8", "nodes": 9}, "4": {"nodes": 1}}
    session = answered(begun(TOGETHER, Around(cases=others)), {"nodes": "6"})
    assert list(session.apart()) == [], "of no contract yet"
    session = answered(session, {"contract": "K7"})
    assert told(session.apart()) == [("SK474", "warning")]
    assert next(session.apart()).what == "contract K7: They say 6 and something else. ('2')"
    assert told(session.complete().problems) == [("SK474", "warning")]
    assert session.complete(despite=True).acts == (Completed(("SK474 same",)),)
    assert list(answered(session, {"nodes": "4"}).apart()) == []
    assert list(answered(session, {"contract": Empty("refused")}).apart()) == []


def test_an_answer_that_is_wanted_is_missed_when_it_is_empty_not_before():
    session = begun(RULES)
    assert session.open("size") == ()
    assert [found.check for found in answered(session, {"size": Empty("refused")}).open("size")] == ["size_required"]
    assert answered(session, {"size": "30"}).clear("size").session.open("size") == ()


def test_the_wording_of_a_battery_stands_on_its_first_line_and_is_the_context_of_the_others():
    text = (
        HEAD
        + """\
sections:
- id: A
  title: T
  questions:
  - {id: any, type: single, codes: yesno, text: Any?}
  - id: b
    type: battery
    number: "7"
    codes: yesno
    text: "Of {any}:"
    items: [{id: b1, relevance: any = 1, text: One}, {id: b2, text: Two}, {id: b3, text: Three}]
"""
    )
    session = begun(text)
    assert [(str(session.item(n).stem), str(session.item(n).context)) for n in ("b2", "b3")] == [
        ("Of …:", ""),
        ("", "Of …:"),
    ]
    session = answered(session, {"any": "1"})
    assert [str(session.item(name).stem) for name in ("b1", "b2", "b3")] == ["Of Yes:", "", ""]
    assert session.item("b1").question.made.number == "7"
