"""Lint: what is wrong with an instrument beyond its shape, found before fieldwork and all at once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from surveykit.codebook.variable import Range
from surveykit.expr.symbol import Symbols
from surveykit.instrument.control import NONE_OF_THESE
from surveykit.instrument.group import GROUPS
from surveykit.instrument.instrument import Column, Instrument
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.amount import Amount
from surveykit.instrument.kinds.duration import Duration
from surveykit.instrument.kinds.multiple import TICKED, Multiple
from surveykit.instrument.kinds.number import Number
from surveykit.instrument.kinds.scale import Scale
from surveykit.instrument.kinds.single import Single
from surveykit.instrument.lint.fills import fill_problems
from surveykit.instrument.lint.flow import flow_problems
from surveykit.instrument.lint.lists import retired_problems, table_problems
from surveykit.instrument.lint.parts import part_problems
from surveykit.instrument.lint.texts import translation_problems
from surveykit.instrument.project import CASE, symbols_of
from surveykit.instrument.question import Choosing
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule, listed, nearest
from surveykit.source import Path_, Source

SHARED_NAME = Rule(
    "SK201",
    "Two things share a name",
    "Names that differ only in upper and lower case are one name to a table engine.",
    "two questions with the id `size`, or `size` and `Size`",
    "Rename one of them.",
)
UNKNOWN_LIST = Rule(
    "SK202",
    "A code list is not there",
    "Without its list a question has no choices.",
    "`codes: yesno` where `lists` has no yesno",
    "Add the list, or correct the name.",
)
EMPTY_LIST = Rule(
    "SK203",
    "A code list has too few codes",
    "A choice needs something to choose from.",
    "`lists: {yesno: {}}`",
    "Write the codes with their labels.",
)
CODE_IS_MISSING_CODE = Rule(
    "SK204",
    "A valid value is also the code of an empty answer",
    "The two could not be told apart in the data.",
    "`range: -100..100` where -9 means no answer",
    "Narrow the range, or give the empties other codes under `missing`.",
)
ELSE_FITS_NOT = Rule(
    "SK205",
    "The else value fits not",
    "It is written for those who are not asked, so the question must have a relevance and know the value.",
    "`else: 3` where the choices are 0 and 1",
    "Use a code of the list, and write a relevance.",
)
UNTYPABLE_CODE = Rule(
    "SK209",
    "Codes cannot be told apart, or cannot be typed",
    "Numbers and texts cannot stand in one column, capitals are easily missed, and blanks part several codes.",
    "`{1: Yes, b: No}`, `{a: Small, A: Big}`, or `{north east: ...}` for a multiple-response question",
    "Use numbers, or short texts of letters and digits.",
)
IMPOSSIBLE_COUNT = Rule(
    "SK208",
    "The number of choices asked for cannot be given",
    "Nobody could answer the question.",
    "`min: 5` where the list has four choices",
    "Correct min or max.",
)


@dataclass(frozen=True, slots=True)
class Linted:
    """The problems of an instrument in the order of its file, and what its expressions may name; none if broken."""

    problems: tuple[Problem, ...]
    symbols: Symbols | None


def lint(instrument: Instrument, source: Source) -> tuple[Problem, ...]:
    """Every problem of an instrument, in the order of its file: errors, and warnings for texts.

    Args:
        instrument: as read from the source.
        source: the file, for places.
    """
    return linted(instrument, source).problems


def linted(instrument: Instrument, source: Source) -> Linted:
    """The same, with what the expressions may name, for those who look further."""
    linter = _Linter(instrument, source)
    problems = [
        *linter.shared_names(),
        *linter.lists(),
        *linter.questions(),
        *table_problems(instrument, source),
        *retired_problems(instrument, source),
        *translation_problems(instrument, source),
        *part_problems(instrument, source),
    ]
    if any(problem.severity == "error" for problem in problems):
        return Linted(in_order(problems), None)
    symbols = symbols_of(instrument, instrument.languages[0])
    problems += flow_problems(instrument, source, symbols)
    problems += fill_problems(instrument, source, symbols)
    return Linted(in_order(problems), symbols)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems as the file goes."""
    return tuple(sorted(problems, key=lambda problem: (problem.place.line or 0, problem.place.column or 0)))


@dataclass(frozen=True, slots=True)
class _Linter:
    """The instrument beside its file."""

    instrument: Instrument
    source: Source

    def _problem(self, rule: Rule, what: str, path: Path_, hint: str = "") -> Problem:
        return Problem(rule, what, self.source.place(path), hint or rule.mend)

    def _each(self) -> Iterator[tuple[Path_, Question]]:
        for path, _, question in self.instrument.placed():
            yield path, question

    def _columns(self) -> Iterator[tuple[Path_, Column]]:
        for r, registered in enumerate(self.instrument.registered):
            yield ("register", r), registered
        for c, computed in enumerate(self.instrument.computed):
            yield ("computed", c), computed

    def _named(self) -> Iterator[tuple[str, Path_]]:
        """Every name that becomes a column or stands in an expression, with the place of its id."""
        for path, column in self._columns():
            yield column.id, (*path, "id")
        for s, section in enumerate(self.instrument.sections):
            if section.roster is not None:
                yield section.roster.row, ("sections", s, "roster", "row")
            for q, written in enumerate(section.questions):
                if isinstance(written, GROUPS):
                    yield written.id, ("sections", s, "questions", q, "id")
        for path, question in self._each():
            yield question.id, (*path, "id")
            if isinstance(question, Multiple) and question.codes in self.instrument.commons.lists:
                yield from ((name, (*path, "id")) for name in question.columns(self.instrument.commons).values())

    def shared_names(self) -> Iterator[Problem]:
        """Names of variables, checks and sections that are not unique, whatever their case."""
        yield from self._repeated(self._named(), {CASE: Place(variable="the column every dataset has")})
        checks = (
            (check.id, (*path, "checks", c, "id"))
            for path, question in self._each()
            for c, check in enumerate(question.rules)
        )
        rules = ((rule.id, ("completion", "rules", r, "id")) for r, rule in enumerate(self.instrument.completion.rules))
        clustered = (
            (check.id, ("clusters", k, "checks", c, "id"))
            for k, cluster in enumerate(self.instrument.clusters)
            for c, check in enumerate(cluster.checks)
        )
        yield from self._repeated(chain(checks, rules, clustered), {})
        sections = ((section.id, ("sections", s, "id")) for s, section in enumerate(self.instrument.sections))
        yield from self._repeated(sections, {})

    def _repeated(self, named: Iterator[tuple[str, Path_]], seen: dict[str, Place]) -> Iterator[Problem]:
        for name, path in sorted(named, key=lambda pair: self._order(pair[1])):
            first = seen.setdefault(name.casefold(), place := self.source.place(path))
            if first is not place:
                where = f"line {first.line}" if first.line else first.variable
                yield self._problem(SHARED_NAME, f"the name '{name}' is taken already: {where}", path)

    def _order(self, path: Path_) -> tuple[int, int]:
        place = self.source.place(path)
        return (place.line or 0, place.column or 0)

    def lists(self) -> Iterator[Problem]:
        """Lists that are named and not there, are empty, or hold a code that means an empty answer."""
        missing = {code: reason for reason, code in self.instrument.missing.items()}
        for name, codes in self.instrument.lists.items():
            if name == TICKED.name:
                yield self._problem(SHARED_NAME, f"the list '{name}' is the program's own", ("lists", name))
            if len({isinstance(value, str) for value in codes}) > 1:
                yield self._problem(UNTYPABLE_CODE, f"'{name}' mixes numbers and texts as codes", ("lists", name))
            if len({str(value).casefold() for value in codes}) < len(codes):
                what = f"codes of '{name}' differ only in capitals"
                yield self._problem(UNTYPABLE_CODE, what, ("lists", name))
            if not codes:
                yield self._problem(EMPTY_LIST, f"the list '{name}' has no codes", ("lists", name))
            for value in codes:
                if value in missing or (isinstance(value, str) and value in map(str, missing)):
                    reason = next((reason for code, reason in missing.items() if str(code) == str(value)), "")
                    what = f"the code {value} of '{name}' means {reason} in this instrument"
                    yield self._problem(CODE_IS_MISSING_CODE, what, ("lists", name, str(value)))
        users: list[tuple[Path_, str | None]] = [(path, column.codes) for path, column in self._columns()]
        users += [(path, q.codes) for path, q in self._each() if isinstance(q, Choosing)]
        known = [*self.instrument.lists, *self.instrument.tables]
        for path, used in users:
            if used is not None and used not in known:
                hint = nearest(used, known) or (f"the lists are {listed(known)}" if known else "")
                yield self._problem(UNKNOWN_LIST, f"there is no list '{used}'", (*path, "codes"), hint)

    def questions(self) -> Iterator[Problem]:
        """What a single question cannot mean: else values, ranges over missing codes, impossible counts."""
        for path, question in self._each():
            if isinstance(question, Single | Scale | Number | Amount | Duration) and question.otherwise is not None:
                yield from self._else_value(path, question)
            if isinstance(question, Number | Amount | Duration):
                yield from self._range(path, question)
            if isinstance(question, Multiple):
                yield from self._count(path, question)

    def _else_value(self, path: Path_, question: Single | Scale | Number | Amount | Duration) -> Iterator[Problem]:
        value = question.otherwise
        section = self.instrument.sections[int(str(path[1]))]
        if not self.instrument.relevance_of(section, question):
            yield self._problem(
                ELSE_FITS_NOT, "an else value stands here, and the question is asked of everybody", path
            )
        codes = self._codes(question)
        if codes is not None and value not in codes:
            what = f"the else value {value!r} is not in the list; its codes are {listed(list(codes))}"
            yield self._problem(ELSE_FITS_NOT, what, (*path, "else"))
        if isinstance(question, Number | Amount | Duration) and (
            isinstance(value, str) or (question.limits and value is not None and not question.limits.holds(value))
        ):
            yield self._problem(ELSE_FITS_NOT, f"the else value {value!r} is not in the range", (*path, "else"))

    def _codes(self, question: Question) -> tuple[Value, ...] | None:
        """The codes an answer may be, for kinds that have codes; none where the list is not there."""
        if isinstance(question, Scale):
            return question.steps
        found = self.instrument.commons.lists.get(question.codes) if isinstance(question, Choosing) else None
        return None if found is None else found.values

    def _range(self, path: Path_, question: Number | Amount | Duration) -> Iterator[Problem]:
        limits = question.limits or Range()
        held = [code for code in self.instrument.missing.values() if limits.holds(code)]
        if held:
            said = f"the range {limits}" if question.limits else "a number without a range"
            what = f"{said} holds {listed(held)}, which mean empty answers"
            hint = "write a range such as `0..`, or give the empties other codes under `missing`"
            yield self._problem(CODE_IS_MISSING_CODE, what, (*path, "range"), hint)

    def _count(self, path: Path_, question: Multiple) -> Iterator[Problem]:
        codes = self._codes(question) or ()
        choices = len(codes)
        awkward = [value for value in codes if re.search(r"[\s,;]", str(value)) or value == NONE_OF_THESE]
        if awkward:
            what = f"the code {awkward[0]!r} cannot be typed where several are"
            yield self._problem(UNTYPABLE_CODE, what, ("lists", question.codes, str(awkward[0])))
        most = choices if question.max is None else min(question.max, choices)
        if choices and question.min > most:
            what = f"at least {question.min} are asked for and at most {most} can be ticked"
            yield self._problem(IMPOSSIBLE_COUNT, what, (*path, "min"))
