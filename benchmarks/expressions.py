"""Expressions: 400 rules over one answered form, all of them again, beside XPath in libxml2 and plain Python functions.

The rules are the kinds of a real questionnaire: routing, sums, ratios, dates, code lists, rosters. XPath and Python get
the same rules over the same answers; neither knows a reason for an empty answer, so theirs is the smaller task.

Run: python benchmarks/expressions.py
"""

from collections.abc import Callable
from itertools import cycle
from statistics import median
from time import perf_counter

from surveykit.expr.check import check
from surveykit.expr.parse import parse
from surveykit.expr.scalar import compiled
from surveykit.expr.symbol import Symbol
from surveykit.instrument.file import loaded
from surveykit.interview.interview import Interview
from surveykit.interview.plan import plan_of
from surveykit.interview.session import Session, started
from surveykit.missing import Missing

RULES = 400
REPEATS = 200
EMPTY = Missing({-1: "not_asked", -7: "refused", -8: "dont_know", -9: "no_answer"})
KINDS = [
    ("yes{n} = 1", "yes{n} = 1", "r['yes{n}'] == 1"),
    ("yes{n} = 1 and size{n} >= 10", "yes{n} = 1 and size{n} >= 10", "r['yes{n}'] == 1 and r['size{n}'] >= 10"),
    (
        "size{n} between 1 and 90000 or size{n} is missing",
        "size{n} >= 1 and size{n} <= 90000 or not(string(size{n}))",
        "1 <= r['size{n}'] <= 90000 or r['size{n}'] is None",
    ),
    ("sum(part{n}, rest{n}) = 100", "sum(part{n} | rest{n}) = 100", "r['part{n}'] + r['rest{n}'] == 100"),
    (
        "why{n} in [1, 2, 4..6]",
        "why{n} = 1 or why{n} = 2 or why{n} >= 4 and why{n} <= 6",
        "r['why{n}'] in (1, 2, 4, 5, 6)",
    ),
    ("3 in all{n}", "contains(concat(' ', all{n}, ' '), ' 3 ')", "3 in r['all{n}']"),
    (
        "count(yes{n} = 1, why{n} > 2, size{n} > 9) >= 2",
        "number(yes{n} = 1) + number(why{n} > 2) + number(size{n} > 9) >= 2",
        "(r['yes{n}'] == 1) + (r['why{n}'] > 2) + (r['size{n}'] > 9) >= 2",
    ),
    ("year(day{n}) <= 2009", "substring(day{n}, 1, 4) <= 2009", "int(r['day{n}'][:4]) <= 2009"),
    ("sum(share) = 100", "sum(partners/share) = 100", "sum(row['share'] for row in r['#partners']) == 100"),
    (
        "if yes{n} = 1 then size{n} / part{n} <= 5 else true",
        "not(yes{n} = 1) or size{n} div part{n} <= 5",
        "r['size{n}'] / r['part{n}'] <= 5 if r['yes{n}'] == 1 else True",
    ),
]
HEAD = """\
instrument: generated
title: Generated
languages: [en]
sections:
- id: A
  title: A
  questions:
  - {id: size, type: number, range: 0..100000, text: Size}
"""
QUESTION = """\
  - id: part{n}
    type: number
    range: 0..100000
    text: Part
    checks: [{{id: c{n}, severity: soft, rule: part{n} is missing or part{n} <= size, message: m}}]
"""
COPIES = RULES // len(KINDS)
ANSWERS = {"yes": 1, "size": 12, "part": 40, "rest": 60, "why": 4, "all": (1, 3), "day": "2006-05-31"}


def symbols() -> dict[str, Symbol]:
    """What the rules may name."""
    kinds = {"all": "set", "day": "date"}
    made = {
        f"{name}{n}": Symbol(f"{name}{n}", kinds.get(name, "number"), None, EMPTY, {3: "x"} if name == "all" else {})  # type: ignore[arg-type]
        for n in range(COPIES)
        for name in ANSWERS
    }
    return {**made, "share": Symbol("share", "number", None, EMPTY, roster="partners")}


def row() -> dict[str, object]:
    """One form, wholly answered."""
    answers: dict[str, object] = {f"{name}{n}": value for n in range(COPIES) for name, value in ANSWERS.items()}
    return {**answers, "#partners": tuple({"share": 20} for _ in range(5))}


def written(kind: int) -> list[str]:
    """The rules in one of the three languages."""
    return [rule[kind].replace("{n}", str(n)) for n in range(COPIES) for rule in KINDS]


def ours() -> tuple[float, Callable[[], list[object]]]:
    """Reading, checking and compiling; and one refresh."""
    known, answers = symbols(), row()
    begun = perf_counter()
    expressions = [parse(text) for text in written(0)]
    wrong = [problem for e in expressions for problem in check(e, known).problems if problem.severity == "error"]
    if wrong:
        raise SystemExit(str(wrong[0]))
    rules = [compiled(expression, known) for expression in expressions]
    return perf_counter() - begun, lambda: [rule(answers) for rule in rules]


def xpath() -> tuple[float, Callable[[], list[object]]] | None:
    """The peer that systems of forms use."""
    try:
        from lxml import etree
    except ImportError:
        return None
    root = etree.Element("form")
    for name, value in row().items():
        if name != "#partners":
            text = " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            etree.SubElement(root, name).text = text
    for _ in range(5):
        etree.SubElement(etree.SubElement(root, "partners"), "share").text = "20"
    begun = perf_counter()
    rules = [etree.XPath(text) for text in written(1)]
    return perf_counter() - begun, lambda: [rule(root) for rule in rules]


def python() -> tuple[float, Callable[[], list[object]]]:
    """The same rules as somebody would write them by hand; there is nothing faster."""
    answers = row()
    begun = perf_counter()
    rules = [eval(f"lambda r: {text}") for text in written(2)]  # noqa: S307 - our own words, a few lines above
    return perf_counter() - begun, lambda: [rule(answers) for rule in rules]


def of_session() -> tuple[float, Callable[[], list[object]]]:
    """One answer in an interview that all rules read: stored, routed, and every rule looked at again."""
    text = HEAD + "".join(QUESTION.format(n=n) for n in range(RULES))
    begun = perf_counter()
    plan = plan_of(loaded(text, "generated.yaml"))
    session = Session.begin(plan, Interview("1").after(started(plan.instrument, {})))
    ready = perf_counter() - begun
    for n in range(RULES):
        session = session.answer(f"part{n}", "12").session
    numbers = cycle(("12", "11"))  # with 11 all rules are broken
    return ready, lambda: [session.answer("size", next(numbers))]


def main() -> None:
    """Print the figures."""
    print(f"{RULES} rules over one form".ljust(28), *(head.rjust(12) for head in ("make ready", "refresh", "a rule")))
    truths = {}
    for name, made in (
        ("surveykit", ours()),
        ("XPath (lxml)", xpath()),
        ("Python by hand", python()),
        ("interview, one answer", of_session()),
    ):
        if made is None:
            print(name.ljust(28), "not installed".rjust(12))
            continue
        ready, refresh = made
        truths[name] = [bool(value) for value in refresh()]
        times = []
        for _ in range(REPEATS):
            begun = perf_counter()
            refresh()
            times.append(perf_counter() - begun)
        each = median(times)
        cells = (f"{ready * 1e3:.1f} ms", f"{each * 1e3:.2f} ms", f"{each / RULES * 1e6:.2f} us")
        print(name.ljust(28), *(cell.rjust(12) for cell in cells))
    del truths["interview, one answer"]
    if len({tuple(truth) for truth in truths.values()}) != 1:
        raise SystemExit("they do not agree")


if __name__ == "__main__":
    main()
