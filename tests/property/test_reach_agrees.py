"""What the search says of the reach of small instruments is what trying every combination of answers shows."""

import random
from itertools import combinations, product

import pytest

from surveykit.instrument.control import Choose, Clock, Date, Number
from surveykit.instrument.file import loaded
from surveykit.instrument.lint.reach.possible import FALSE, TRUE
from surveykit.instrument.lint.reach.search import Goal
from surveykit.instrument.lint.reach.whole import Whole
from surveykit.instrument.lint.reach.witness import witnesses
from surveykit.instrument.project import symbols_of
from surveykit.interview.interview import Interview
from surveykit.interview.plan import plan_of
from surveykit.interview.session import Session
from surveykit.interview.simulate.interviews import simulated
from surveykit.missing import Empty
from surveykit.problems import DefinitionError

HEAD = """\
instrument: x
title: T
languages: [en]
lists:
  two: {1: Yes, 0: No}
  three: {1: A, 2: B, 5: C}
  words: {a: A, b: B}
register:
  - {id: r, codes: two}
"""
REGISTERS = [{}, *({"r": value} for value in (0, 1, -1, -7, -8, -9))]
MOST = 1_500  # combinations of one instrument


ELSE = {"single": 1, "number": 2, "decimal": 0.3}
NUMBERS = ("number", "single", "computed", "decimal")


class Dice(random.Random):
    """What random instruments are made with."""

    def kind(self) -> tuple[str, str]:
        return self.choice([
            ("single", "type: single, codes: two"),
            ("single", "type: single, codes: three"),
            ("word", "type: single, codes: words"),
            ("set", f"type: multiple, codes: three, min: {self.choice([0, 0, 1, 2])}, max: {self.choice([2, 3])}"),
            ("set", "type: multiple, codes: three, exclusive: [5]"),
            ("decimal", "type: number, format: decimal, decimals: 1, range: 0.1..0.4"),
            ("date", "type: date, range: 2004-12-30..2005-01-02"),
            ("time", "type: time, range: 08:00..08:02"),
            ("number", f"type: number, range: {self.choice(['0..3', '0..2', '2..4'])}"),
            ("number", "type: scale, range: 1..3, labels: {1: a, 3: b}"),
        ])  # fmt: skip

    def comparison(self, names: dict[str, str]) -> str:
        name = self.choice(list(names))
        sign = self.choice(["=", "!=", "<", "<=", ">", ">="])
        numbers = [n for n, kind in names.items() if kind in NUMBERS]
        alike = self.choice([n for n, kind in names.items() if kind == names[name]])
        state = self.choice(["missing", "answered", "refused", "not_asked"])
        if self.random() < 0.15:
            return f"{name} is {self.choice(['', 'not '])}{state}"
        if names[name] == "set":
            return f"{self.choice([1, 2, 5])} in {name}"
        if names[name] == "word":
            return f"{name} {self.choice(['=', '!='])} '{self.choice('ab')}'"
        if names[name] == "single":
            return self.choice([f"{name} = 1", f"{name} != 1", f"{name} {sign} 1", f"{name} in [1]"])
        if names[name] == "date":
            return self.choice([
                f"{name} {sign} '2005-01-01'", f"year({name}) {sign} 2004", f"month({name}) {sign} 12",
                f"{name} {sign} {alike}", f"months({name}, {alike}) {sign} 0", f"all_equal({name}, {alike})",
                f"{name} in ['2004-12-31'..'2005-01-01']", f"months('2005-02-01', {name}) = 2",
            ])  # fmt: skip
        if names[name] == "time":
            return self.choice([f"{name} = '08:01'", f"{name} != {alike}", f"{name} in ['08:00', '08:02']"])
        if names[name] == "decimal":
            return f"{name} {sign} {self.choice(['0.2', '0.25', alike, f'{alike} + 0.1', f'0.7 - {alike}'])}"
        shape = self.randrange(10)
        other, third = self.choice(numbers), self.choice(numbers)
        return [
            f"{name} {sign} {self.randint(0, 4)}",
            f"{name} in [{self.randint(0, 2)}..{self.randint(2, 4)}]",
            f"{name} {sign} {other}",
            f"{name} + {other} {sign} {self.randint(0, 6)}",
            f"sum({name}, {other}, {third}) {sign} {self.randint(0, 8)}",
            f"{self.choice(['min', 'max'])}({name}, {other}) {sign} {self.randint(0, 4)}",
            f"{name} * {other} - {third} {sign} {self.randint(0, 6)}",
            f"abs({name} - {other}) {sign} {self.randint(0, 2)}",
            f"round({name} / {other}, 1) {sign} {self.choice([0.3, 0.5, 1, 1.5])}",
            f"all_equal({name}, {other}, {third})",
        ][shape]

    def condition(self, names: dict[str, str], depth: int = 2) -> str:
        shape = self.random() if depth else 1
        if shape < 0.25:
            return f"({self.condition(names, depth - 1)} and {self.condition(names, depth - 1)})"
        if shape < 0.45:
            return f"({self.condition(names, depth - 1)} or {self.condition(names, depth - 1)})"
        if shape < 0.55:
            return f"not ({self.condition(names, depth - 1)})"
        if shape < 0.62:
            a, b, c = (self.condition(names, depth - 1) for _ in range(3))
            return f"(if {a} then {b} else {c})"
        if shape < 0.67:
            a, b, c = (self.condition(names, 0) for _ in range(3))
            return f"count({a}, {b}, {c}) {self.choice(['>=', '='])} {self.randint(1, 3)}"
        if shape < 0.7:
            return f"{self.choice(['any', 'all'])}({self.condition(names, 0)}, {self.condition(names, 0)})"
        if shape < 0.73:
            return f"(({self.condition(names, 0)}) = ({self.condition(names, 0)}))"
        return self.comparison(names)

    def instrument(self) -> str:
        names: dict[str, str] = {"r": "single"}
        lines, computed = ["sections:", "- id: S", "  title: S", "  questions:"], []
        for place in range(self.randint(2, 5)):
            name, (kind, keys) = f"q{place}", self.kind()
            extra = [f"empties: [{self.choice(['', 'refused', 'refused, not_asked'])}]"]
            if self.random() < 0.2:
                extra.append("required: true")
            if self.random() < 0.65:
                extra.append(f'relevance: "{self.condition(names)}"')
                if self.random() < 0.3:
                    extra.append("when_unknown: ask")
                if self.random() < 0.4 and kind in ("single", "number", "decimal"):
                    extra.append(f"else: {ELSE[kind]}")
            names[name] = kind
            if self.random() < 0.5:
                severity = self.choice(["hard", "soft"])
                extra.append(
                    f'checks: [{{id: c{place}, severity: {severity}, rule: "{self.condition(names)}", message: m}}]'
                )
            lines.append(f"  - {{id: {name}, {keys}, text: t, {', '.join(extra)}}}")
            if self.random() < 0.3:
                computed.append(f'- {{id: k{place}, formula: "{self.formula(names)}"}}')
                names[f"k{place}"] = "computed"
        return HEAD + "\n".join([*lines, *(["computed:", *computed] if computed else [])]) + "\n"

    def rostered(self) -> str:
        """An instrument with a roster, by count or by the choices ticked, and a section after it."""
        names: dict[str, str] = {"r": "single"}
        lines = ["sections:", "- id: S", "  title: S", "  questions:"]
        lines.append("  - {id: n, type: number, range: 0..3, empties: [refused], text: t}")
        lines.append("  - {id: m, type: multiple, codes: three, empties: [refused], text: t}")
        lines.append("  - {id: x, type: single, codes: three, empties: [refused], text: t}")
        names |= {"n": "number", "m": "set", "x": "single"}
        ways = [
            "count: n",
            "count: n + x",
            "each: m",
            "each: three",
            f'count: "if {self.condition(names, 1)} then 2 else 0"',
        ]
        lines += ["- id: R", "  title: R", f"  roster: {{row: row, {self.choice(ways)}}}"]
        lines += [f'  relevance: "{self.condition(names)}"'] if self.random() < 0.4 else []
        lines.append("  questions:")
        inside = {**names, "row": "number"}
        for place in range(3):
            kind, keys = self.choice([("single", "type: single, codes: two"), ("number", "type: number, range: 0..2")])
            condition = f', relevance: "{self.condition(inside)}"' if self.random() < 0.8 else ""
            lines.append(f"  - {{id: i{place}, {keys}, empties: [refused], text: t{condition}}}")
            inside[f"i{place}"] = kind
        lines += ["- id: T", "  title: T", "  questions:"]
        over = self.choice(["sum(i0) > 1", "count(i1 = 1) = 2", "any(i0 = 1)", "all(i1 = 0)", self.condition(names)])
        lines.append(f'  - {{id: z, type: note, text: t, relevance: "{over}"}}')
        return HEAD + "\n".join(lines) + "\n"

    def formula(self, names: dict[str, str]) -> str:
        numbers = [n for n, kind in names.items() if kind in NUMBERS]
        a, b = self.choice(numbers), self.choice(numbers)
        return self.choice([
            f"if {self.condition(names, 1)} then 0 else if {self.condition(names, 0)} then 2 else {a}",
            f"{a} + {b}",
            self.condition(names, 1),
            f"sum({a}, {b})",
            a,
        ])  # fmt: skip


def answers(question, control) -> list:
    """Every answer a question can have."""
    match control:
        case Choose(options, several=True, least=least):
            values = [option.value for option in options]
            sets = [c for n in range(least, (control.most or len(values)) + 1) for c in combinations(values, n)]
            found = [c for c in sets if len(c) < 2 or not set(c) & set(control.exclusive)]
        case Choose(options):
            found = [option.value for option in options]
        case Number(_, bounds):
            scale = 10 ** (control.decimals or 0)
            found = [
                n / scale if scale > 1 else n for n in range(round(bounds.low * scale), round(bounds.high * scale) + 1)
            ]
        case Date():
            found = ["2004-12-30", "2004-12-31", "2005-01-01", "2005-01-02"]
        case Clock():
            found = ["08:00", "08:01", "08:02"]
    empties = [] if question.required else [Empty(reason) for reason in question.empties]
    return [*found, *empties]


def tried(instrument, whole, shown=()) -> tuple[set[str], set[str], set[str]]:
    """By every combination: the questions asked, the checks that fail, the checks that hold.

    Every combination in which the answers of a witness stand must show what it is a witness of.
    """
    plan = plan_of(instrument)
    names = list(instrument.questions)
    own = {c.id for p in whole.posed for n, c in enumerate(p.question.checks)
           if whole.sound(p.question.id, c, (*p.path, "checks", n, "rule")) != -1}  # fmt: skip
    asked, fail, hold = set(), set(), set()
    for register in REGISTERS:
        spaces = [answers(q, plan.steps[n].control) for n, q in instrument.questions.items()]
        for given in product(*spaces):
            said = dict(zip(names, given, strict=True))
            session = Session.begin(plan, Interview("1", register=register, answers=said))
            refused = session.failing & own
            if not refused:
                asked.update(session.route)
            for check, rule in plan.rules.items():
                if rule.question not in session.off and not refused - {check}:
                    value = rule.condition.value(session.values)
                    fail.update([check] if value is False else [])
                    hold.update([check] if value is True else [])
            known = {**said, "r": of_register(register)}
            for one in shown:
                if not refused - {one.name} and all(known[key] == value for key, value in one.given.items()):
                    assert one.name in (session.route if one.of == "question" else session.failing), (one, known)
    return asked, fail, hold


def of_register(register) -> object:
    """What the register says of r, as a witness says it."""
    reasons = {-1: "not_asked", -7: "refused", -8: "dont_know", -9: "no_answer"}
    value = register.get("r")
    return Empty(reasons[value]) if value in reasons else value


def searched(whole) -> tuple[set[str], set[str], set[str]]:
    """The same, as the search says."""
    asked, fail, hold = set(), set(), set()
    search = whole.searcher
    for one in whole.posed:
        name = one.question.id
        found = search.solve([], [name])
        assert found.answer != "open", name
        asked.update([name] if found.answer == "yes" else [])
        for place, check in enumerate(one.question.checks):
            path = (*one.path, "checks", place, "rule")
            slots = whole.without(one, check)
            for truth, ids in ((FALSE, fail), (TRUE, hold)):
                found = search.solve([Goal(whole.said[path].gate, truth)], [name], slots)
                assert found.answer != "open", check.id
                ids.update([check.id] if found.answer == "yes" else [])
    return asked, fail, hold


def combinations_of(instrument) -> int:
    product_ = len(REGISTERS)
    for question in instrument.questions.values():
        product_ *= len(answers(question, question.control(instrument.commons)))
    return product_


def instruments(seed: int, number: int):
    dice, made = Dice(seed), 0
    while made < number:
        text = dice.instrument()
        try:
            instrument = loaded(text)
        except DefinitionError:  # a code that a comparison names is not in the list
            instrument = None
        if instrument is not None and combinations_of(instrument) <= MOST:
            made += 1
            yield text, instrument


@pytest.mark.parametrize("seed", range(8))
def test_the_search_says_what_trying_shows(seed):
    for text, instrument in instruments(seed, 20):
        whole = Whole(instrument, symbols_of(instrument))
        if not all(whole.searcher.slots[name].answers for name in instrument.questions):
            continue  # a question nobody can answer; then nobody comes any further
        shown = [one for one in witnesses(instrument, symbols_of(instrument)) if one.answer == "yes"]
        assert searched(whole) == tried(instrument, whole, shown), text


def test_a_simulated_respondent_never_meets_a_question_said_to_be_out_of_reach():
    dice, met, never = Dice(5), 0, 0
    for seed in range(60):
        instrument = loaded(dice.rostered())
        searcher = Whole(instrument, symbols_of(instrument)).searcher
        said = {name for name in instrument.questions if searcher.solve([], [name]).answer == "no"}
        never += len(said)
        plan = plan_of(instrument)
        for made in simulated(plan, 12, seed=seed):
            asked = {name.partition(".")[0] for name in made.session.route}
            met += len(asked)
            assert not asked & said, (asked & said, instrument)
    assert met > 1_000
    assert never > 10
