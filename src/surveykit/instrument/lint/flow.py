"""Flow: which expression reads which variable, and whether they can be evaluated in some order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from surveykit.expr.check import UNKNOWN_NAME, check
from surveykit.expr.fold import names_of, previous_of
from surveykit.expr.parse import parse
from surveykit.expr.rosters import clustered
from surveykit.expr.symbol import Symbols, SymbolType
from surveykit.instrument.group import GROUPS
from surveykit.instrument.instrument import Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.lint.parts import PREVIOUS_WITHOUT_ROUNDS
from surveykit.instrument.question import Choosing
from surveykit.missing import Value
from surveykit.problems import DefinitionError, Place, Problem, Rule, nearest
from surveykit.source import Path_, Source

CYCLE = Rule(
    "SK210",
    "A circle of conditions",
    "Each waits for the other, so neither can be decided.",
    "question a is asked where b = 1, and b where a = 1",
    "Break the circle: let one of them stand without the other.",
)
FORWARD = Rule(
    "SK211",
    "A condition reads a question that is asked later",
    "When the question comes up, the answer it waits for cannot be there.",
    "`relevance: later = 1` where `later` stands further down",
    "Move the question down, or read an earlier one.",
)
NOT_THE_TYPE = Rule(
    "SK212",
    "An expression gives another type than its place asks for",
    "A condition must be true or false; a computed number must be a number.",
    "`relevance: size + 1`",
    "Compare it: `size + 1 > 10`.",
)


@dataclass(frozen=True, slots=True)
class Formula:
    """One expression of an instrument: whose it is, what it is for, and where its text stands.

    `owners` are the questions and computed variables that wait for what it reads; a check waits for nothing.
    """

    owners: tuple[str, ...]
    purpose: str  # relevance, default, choices, rows, formula, check, cluster, quota or completion
    path: Path_
    text: str
    type: SymbolType | None  # None where any type goes
    context: str = ""  # the path of the roster it stands in


def formulas_of(instrument: Instrument) -> Iterator[Formula]:
    """Every expression of an instrument, in the order of the file."""
    for s, section in enumerate(instrument.sections):
        yield from _of_section(instrument, section, ("sections", s))
    for c, computed in enumerate(instrument.computed):
        coded = computed.codes is not None and instrument.commons.holds_texts(computed.codes)
        kind: SymbolType = "text" if computed.format == "text" or coded else "number"
        yield Formula((computed.id,), "formula", ("computed", c, "formula"), computed.formula, kind)
    for c, cluster in enumerate(instrument.clusters):
        for k, rule in enumerate(cluster.checks):
            yield Formula((), "cluster", ("clusters", c, "checks", k, "rule"), rule.rule, "truth")
    for q, quota in enumerate(instrument.quotas):
        yield Formula((), "quota", ("quotas", q, "condition"), quota.condition, "truth")
    for r, required in enumerate(instrument.completion.rules):
        yield Formula((), "completion", ("completion", "rules", r, "rule"), required.rule, "truth")


def _of_section(instrument: Instrument, section: Section, path: Path_) -> Iterator[Formula]:
    asked = tuple(question.id for _, question in section.posed)
    context = _context(instrument, section)
    yield from _of_rounds(instrument, section.rounds, asked, path)
    if section.relevance:
        yield Formula(asked, "relevance", (*path, "relevance"), section.relevance, "truth", context)
    yield from _of_roster(instrument, section, path, asked)
    for q, written in enumerate(section.questions):
        if isinstance(written, GROUPS) and written.relevance:
            lines = tuple(item.id for item in written.items)
            where = (*path, "questions", q, "relevance")
            yield Formula(lines, "relevance", where, written.relevance, "truth", context)
    for place, question in section.posed:
        here = (*path, "questions", *place)
        yield from _of_rounds(instrument, question.rounds or question.made.rounds, (question.id,), here)
        yield from _of_question(question, here, context)


def _of_rounds(
    instrument: Instrument, rounds: tuple[Value, ...], asked: tuple[str, ...], path: Path_
) -> Iterator[Formula]:
    """That an interview belongs to some rounds, as the condition it is."""
    if rounds and instrument.rounds is not None and set(rounds) <= set(instrument.rounds.order):
        yield Formula(asked, "relevance", (*path, "rounds"), instrument.of_rounds(rounds), "truth")


def _context(instrument: Instrument, section: Section) -> str:
    """The path of the roster a section is asked in."""
    roster = instrument.roster_of(section)
    return "/".join(above.id for above in instrument.rosters_above(roster)) if roster else ""


def _of_roster(instrument: Instrument, section: Section, path: Path_, asked: tuple[str, ...]) -> Iterator[Formula]:
    roster, within = section.roster, _context(instrument, section)
    if roster is not None and roster.count:
        around = within.rpartition("/")[0]
        yield Formula(asked, "rows", (*path, "roster", "count"), roster.count, "number", around)
    if roster is not None and roster.while_:
        yield Formula((), "rows", (*path, "roster", "while"), roster.while_, "truth", within)


def _of_question(question: Question, path: Path_, context: str) -> Iterator[Formula]:
    owner = (question.id,)
    if question.relevance:
        yield Formula(owner, "relevance", (*path, "relevance"), question.relevance, "truth", context)
    if question.default:
        yield Formula(owner, "default", (*path, "default"), question.default, None, context)
    if isinstance(question, Choosing):
        for column, expression in question.where.items():
            yield Formula(owner, "choices", (*path, "where", column), expression, None, context)
    for c, rule in enumerate(question.checks):
        yield Formula(owner, "check", (*path, "checks", c, "rule"), rule.rule, "truth", context)


def flow_problems(instrument: Instrument, source: Source, symbols: Symbols) -> list[Problem]:
    """What is wrong with the expressions: syntax, names, types, codes, circles and forward references."""
    problems: list[Problem] = list(_unknown_clusters(instrument, source, symbols))
    reads: dict[str, dict[str, Path_]] = {}
    for formula in formulas_of(instrument):
        place_at = _places(source, formula.path)
        try:
            expression = parse(formula.text, place_at)
        except DefinitionError as refusal:
            problems += refusal.problems
            continue
        known = clustered(symbols) if formula.purpose == "cluster" else symbols
        checked = check(expression, known, formula.text, place_at, formula.context)
        problems += checked.problems
        if previous_of(expression) and instrument.rounds is None:
            what = f"'{previous_of(expression)[0]}' has no preceding round: the instrument has no rounds"
            problems.append(
                Problem(PREVIOUS_WITHOUT_ROUNDS, what, source.place(formula.path), PREVIOUS_WITHOUT_ROUNDS.mend)
            )
        errors = any(problem.severity == "error" for problem in checked.problems)
        if not errors and not _fits(checked.type, formula.type):
            what = f"the {formula.purpose} gives a {checked.type}; a {formula.type} is asked for"
            problems.append(Problem(NOT_THE_TYPE, what, source.place(formula.path), NOT_THE_TYPE.mend))
        if formula.purpose != "check":
            for owner in formula.owners:
                reads.setdefault(owner, {}).update(dict.fromkeys(names_of(expression), formula.path))
    return [*problems, *_order_problems(instrument, source, reads)]


def _unknown_clusters(instrument: Instrument, source: Source, symbols: Symbols) -> Iterator[Problem]:
    """Clusters of cases that share what is no variable of the case."""
    shared = {name: symbol for name, symbol in symbols.items() if not symbol.roster and symbol.type != "set"}
    for c, cluster in enumerate(instrument.clusters):
        if cluster.by not in shared:
            what = f"there is no variable '{cluster.by}' that cases could share"
            yield Problem(UNKNOWN_NAME, what, source.place(("clusters", c, "by")), nearest(cluster.by, shared))


def _fits(found: SymbolType | None, asked: SymbolType | None) -> bool:
    return asked is None or found in (None, asked) or (found, asked) == ("truth", "number")


def _places(source: Source, path: Path_) -> Callable[[int], Place]:
    """Where the characters of an expression stand; all at one place where the file does not write it out."""
    if source.known(path) == path and isinstance(source.value(path), str):
        return source.places_in(path)
    place = source.place(path)
    return lambda _offset: place


def _order_problems(
    instrument: Instrument, source: Source, reads: Mapping[str, Mapping[str, Path_]]
) -> Iterator[Problem]:
    """Circles, and conditions that wait for a later question, read directly or through computed variables."""
    in_circle: set[str] = set()
    for circle in _circles(reads):
        in_circle.update(circle)
        name, read = circle[0], circle[1]
        what = f"'{name}' waits for itself: {' -> '.join(circle)}"
        yield Problem(CYCLE, what, source.place(reads[name][read]), CYCLE.mend)
    rank = {name: index for index, name in enumerate(instrument.questions)}
    mixed = _mixed(instrument)
    for name in rank.keys() & reads.keys() - in_circle:
        for read, path in reads[name].items():
            for question in _questions_read(read, reads, instrument):
                if rank[question] >= rank[name]:
                    what = f"'{name}' is asked before '{question}', which its relevance reads"
                elif mixed(name, question):
                    what = f"'{name}' may be asked before '{question}', which its relevance reads: they are shuffled"
                else:
                    continue
                yield Problem(FORWARD, what, source.place(path), FORWARD.mend)
                break


def _mixed(instrument: Instrument) -> Callable[[str, str], bool]:
    """Whether two questions may come in either order, for they are shuffled."""
    sections = {question.id: section for section, question in instrument.asked()}

    def mixed(one: str, other: str) -> bool:
        if sections[one] is sections[other]:
            return sections[one].order == "random"
        return instrument.order == "random"

    return mixed


def _circles(reads: Mapping[str, Mapping[str, Path_]]) -> Iterator[list[str]]:
    """One chain of names for each circle, in reading order, the first name standing again at its end."""
    graph = {name: {read for read in sources if read in reads} for name, sources in reads.items()}
    while True:
        try:
            tuple(TopologicalSorter(graph).static_order())
        except CycleError as error:
            circle: list[str] = list(reversed(error.args[1]))
            yield circle
            graph = {name: sources - set(circle) for name, sources in graph.items() if name not in circle}
        else:
            return


def _questions_read(name: str, reads: Mapping[str, Mapping[str, Path_]], instrument: Instrument) -> Iterator[str]:
    """The questions a name stands for: itself, or those a computed variable is made from."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        name = waiting.pop()
        name = instrument.columns.get(name, name)
        if name in instrument.questions:
            yield name
        elif name not in seen:
            seen.add(name)
            waiting.extend(reads.get(name, {}))
