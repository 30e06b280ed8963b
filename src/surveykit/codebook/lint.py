"""What is wrong with a codebook file beyond its shape, found all at once and each at its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from surveykit.codebook.codebook import DUPLICATE_NAME, UNKNOWN_LIST
from surveykit.codebook.dictionary import CodebookFile, WrittenPeriod, WrittenVariable
from surveykit.expr.check import check
from surveykit.expr.fold import names_of
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbols
from surveykit.missing import DEFAULT_CODES, Value
from surveykit.problems import DefinitionError, Problem, Rule, listed, nearest
from surveykit.source import Path_, Source
from surveykit.text import Text

UNKNOWN_COLUMN = Rule(
    "SK331",
    "A variable is named that the codebook does not have",
    "A dataset or a set would lack a column without a word.",
    "codebook: x\nlanguages: [en]\ntitle: T\nvariables: [{id: size}]\ndatasets: {firms: {variables: [siz]}}",
    "Correct the name, or describe the variable.",
)
VALID_AND_MISSING = Rule(
    "SK332",
    "A code means both a value and that there is none",
    "The two could not be told apart in the data.",
    "codebook: x\nlanguages: [en]\ntitle: T\nvariables: [{id: growth, range: -100..100, missing: standard}]",
    "Give the missing value another code, or narrow the range.",
)
OTHER_KIND = Rule(
    "SK333",
    "Type, codes and range of a variable do not fit each other",
    "A number cannot have texts as codes, and only numbers have a range.",
    "codebook: x\nlanguages: [en]\ntitle: T\nlists: {c: {NO: Norway}}\nvariables: [{id: land, type: number, codes: c}]",
    "Correct the type, or the list.",
)
TWO_PERIODS = Rule(
    "SK334",
    "The periods of a country set overlap, or leave days out",
    "On such a day nobody knows who belongs to the group.",
    "codebook: x\nlanguages: [en]\ntitle: T\nvariables: [{id: a}]\n"
    "country_sets: {EU: [{until: 2004-05-01, members: [SE]}, {from: 2004-05-01, members: [PL]}]}",
    "Let each period begin on the day after the one before it.",
)
NO_COUNTRY = Rule(
    "SK335",
    "A country of a country set is not known, or stands twice",
    "Firms that trade with it would be counted wrongly.",
    "codebook: x\nlanguages: [en]\ntitle: T\nlists: {country: {SE: Sweden}}\nvariables: [{id: a}]\n"
    "country_sets: {EU: [{members: [SW]}]}",
    "Correct the code, or add it to the list `country`.",
)
COMPUTED_LATER = Rule(
    "SK336",
    "A formula reads a variable that is computed later, or itself",
    "When the formula is evaluated its value is not there yet.",
    "codebook: x\nlanguages: [en]\ntitle: T\nvariables: [{id: a, formula: b}, {id: b, formula: '1 + 1'}]",
    "Move the variable that is read above.",
)
UNTRANSLATED_TEXT = Rule(
    "SK337",
    "A text of a codebook is not translated",
    "The reader would see it in another language.",
    "codebook: x\nlanguages: [en, fr]\ntitle: {en: T}\nvariables: [{id: a}]",
    "Write the text in every language of the file.",
)
OTHER_LANGUAGE = Rule(
    "SK338",
    "A text of a codebook is in a language the file does not name",
    "Nobody will ever see it; often the language code is misspelt.",
    "codebook: x\nlanguages: [en]\ntitle: {en: T, ne: T}\nvariables: [{id: a}]",
    "Correct the language code, or add it to `languages`.",
)

Dated = tuple[Path_, WrittenPeriod]


def lint(file: CodebookFile, source: Source) -> tuple[Problem, ...]:
    """Every problem of a codebook file, in the order of the file: errors, and warnings for texts."""
    linter = _Linter(file, source)
    problems = [*linter.names(), *linter.lists(), *linter.variables(), *linter.members(), *linter.country_sets()]
    if not any(problem.severity == "error" for problem in problems):
        problems += linter.expressions()
    problems += texts_of(file.languages, linter.texts(), source)
    return tuple(sorted(problems, key=lambda problem: (problem.place.line or 0, problem.place.column or 0)))


def texts_of(languages: tuple[str, ...], texts: Iterator[tuple[Path_, Text]], source: Source) -> Iterator[Problem]:
    """Texts that lack a language of the file, or are written in one it does not name."""
    for path, text in texts:
        lacking = [language for language in languages if text and text.lacks(language)]
        place = source.place(path)
        if lacking:
            what = f"the text '{str(text)[:40]}' is not written in {listed(lacking)}"
            yield Problem(UNTRANSLATED_TEXT, what, place, UNTRANSLATED_TEXT.mend, "warning")
        for language in text:
            if language and language not in languages:
                what = f"the language '{language}' is not one of the file's: {listed(languages)}"
                hint = nearest(language, languages) or OTHER_LANGUAGE.mend
                yield Problem(OTHER_LANGUAGE, what, place, hint, "warning")


@dataclass(frozen=True, slots=True)
class _Linter:
    """The content of a codebook file beside the file."""

    file: CodebookFile
    source: Source

    def _problem(self, rule: Rule, what: str, path: Path_, hint: str = "") -> Problem:
        return Problem(rule, what, self.source.place(path), hint or rule.mend)

    def _each(self) -> Iterator[tuple[Path_, WrittenVariable]]:
        for index, variable in enumerate(self.file.variables):
            yield ("variables", index), variable

    def names(self) -> Iterator[Problem]:
        """Names of variables and checks that are not unique, whatever their case."""
        named = [(variable.id, (*path, "id")) for path, variable in self._each()]
        checks = [(c.id, (*path, "checks", n, "id")) for path, v in self._each() for n, c in enumerate(v.checks)]
        for several in (named, checks):
            first: dict[str, Path_] = {}
            for name, path in several:
                if first.setdefault(name.casefold(), path) is not path:
                    line = self.source.place(first[name.casefold()]).line
                    yield self._problem(DUPLICATE_NAME, f"the name '{name}' is taken already: line {line}", path)

    def lists(self) -> Iterator[Problem]:
        """Lists that are named and not there, and lists that mix numbers and texts."""
        for path, variable in self._each():
            if variable.codes is not None and variable.codes not in self.file.lists:
                hint = nearest(variable.codes, self.file.lists)
                yield self._problem(UNKNOWN_LIST, f"there is no list '{variable.codes}'", (*path, "codes"), hint)
            if variable.section is not None and variable.section not in self.file.sections:
                hint = nearest(variable.section, self.file.sections)
                what = f"there is no section '{variable.section}'"
                yield self._problem(UNKNOWN_LIST, what, (*path, "section"), hint)
        for name, codes in self.file.lists.items():
            if len({isinstance(code, str) for code in codes}) > 1:
                yield self._problem(OTHER_KIND, f"'{name}' mixes numbers and texts as codes", ("lists", name))

    def variables(self) -> Iterator[Problem]:
        """What one variable cannot mean: codes of another type, ranges of texts, values that are missing codes."""
        for path, variable in self._each():
            codes = self.file.lists.get(variable.codes or "", {})
            kind = variable.type or ("text" if any(isinstance(code, str) for code in codes) else "number")
            if codes and any(isinstance(code, str) != (kind == "text") for code in codes):
                what = f"'{variable.id}' is a {kind}; the codes of '{variable.codes}' are not"
                yield self._problem(OTHER_KIND, what, (*path, "codes"))
            if variable.range is not None and kind != "number":
                yield self._problem(OTHER_KIND, f"'{variable.id}' is a {kind} and has a range", (*path, "range"))
            if variable.days is not None and kind != "date":
                yield self._problem(OTHER_KIND, f"'{variable.id}' is a {kind} and has days", (*path, "days"))
            missing: list[Value] = [*variable.missing] if not isinstance(variable.missing, str) else []
            missing += DEFAULT_CODES.values() if variable.missing == "standard" and kind == "number" else []
            both = [c for c in missing if c in codes or (variable.range and _holds(variable, c))]
            if both:
                what = f"{listed(both)} of '{variable.id}' would mean a value and that there is none"
                yield self._problem(VALID_AND_MISSING, what, (*path, "missing"))

    def members(self) -> Iterator[Problem]:
        """Columns of datasets and sets that are not described, or stand twice."""
        known = [variable.id for variable in self.file.variables]
        of: list[tuple[Path_, tuple[str, ...]]] = [
            *((("datasets", name, "variables"), written.variables) for name, written in self.file.datasets.items()),
            *((("sets", name, "variables"), written.variables) for name, written in self.file.sets.items()),
        ]
        for path, names in of:
            for index, name in enumerate(names):
                if name not in known:
                    what = f"there is no variable '{name}'"
                    yield self._problem(UNKNOWN_COLUMN, what, (*path, index), nearest(name, known))
                elif name in names[:index]:
                    yield self._problem(DUPLICATE_NAME, f"'{name}' stands here twice", (*path, index))
        for name, written in self.file.sets.items():
            if written.choices and len(written.choices) != len(written.variables):
                what = f"{len(written.choices)} choices stand for {len(written.variables)} columns"
                yield self._problem(OTHER_KIND, what, ("sets", name, "choices"))

    def country_sets(self) -> Iterator[Problem]:
        """Periods that overlap or leave days out, and members nobody knows."""
        known = self.file.lists.get("country")
        for name, periods in self.file.country_sets.items():
            path: Path_ = ("country_sets", name)
            dated: list[Dated] = [((*path, index), period) for index, period in enumerate(periods)]
            yield from self._order(name, sorted(dated, key=lambda pair: pair[1].since or ""))
            for index, period in enumerate(periods):
                for place, member in enumerate(period.members):
                    where: Path_ = (*path, index, "members", place)
                    if known is not None and member not in known:
                        hint = nearest(str(member), map(str, known))
                        yield self._problem(NO_COUNTRY, f"'{member}' is not in the list `country`", where, hint)
                    elif member in period.members[:place]:
                        yield self._problem(NO_COUNTRY, f"'{member}' stands in this period twice", where)

    def _order(self, name: str, dated: list[Dated]) -> Iterator[Problem]:
        for path, period in dated:
            if period.since and period.until and period.until < period.since:
                what = f"a period of '{name}' ends {period.until}, before it begins {period.since}"
                yield self._problem(TWO_PERIODS, what, (*path, "until"))
        for (_, earlier), (path, later) in pairwise(dated):
            if earlier.until is None or later.since is None or later.since <= earlier.until:
                day = later.since or earlier.until or "every day"
                yield self._problem(TWO_PERIODS, f"two periods of '{name}' hold {day}", path)
            elif _next_day(earlier.until) != later.since:
                what = f"no period of '{name}' holds the days after {earlier.until} and before {later.since}"
                yield replace(self._problem(TWO_PERIODS, what, path), severity="warning")

    def expressions(self) -> Iterator[Problem]:
        """Formulas and checks: syntax, names, types, codes, and what is computed in which order."""
        symbols = self.file.codebook.symbols(self.file.languages[0])
        computed = [variable.id for variable in self.file.variables if variable.formula]
        for path, variable in self._each():
            later = computed[computed.index(variable.id) :] if variable.formula else ()
            for place, text in _expressions(path, variable):
                problems, names = _checked(text, symbols, self.source, place)
                yield from problems
                waits = [name for name in later if name in names and place[-1] == "formula"]
                if waits:
                    yield self._problem(COMPUTED_LATER, f"'{variable.id}' reads {listed(waits)}", place)

    def texts(self) -> Iterator[tuple[Path_, Text]]:
        """Every text a person reads, with its path."""
        yield ("title",), self.file.title
        yield ("description",), self.file.description
        for name, codes in self.file.lists.items():
            yield from ((("lists", name, str(value)), label) for value, label in codes.items())
        yield from ((("sections", name), title) for name, title in self.file.sections.items())
        for path, variable in self._each():
            yield from (((*path, key), getattr(variable, key)) for key in ("label", "text", "unit"))
            yield from (((*path, "checks", n, "message"), c.message) for n, c in enumerate(variable.checks))
            if not isinstance(variable.missing, str):
                yield from (((*path, "missing", str(c), "label"), m.label) for c, m in variable.missing.items())
        for name, dataset in self.file.datasets.items():
            yield from ((("datasets", name, key), getattr(dataset, key)) for key in ("title", "unit"))
        yield from ((("sets", name, "label"), written.label) for name, written in self.file.sets.items())


def _expressions(path: Path_, variable: WrittenVariable) -> Iterator[tuple[Path_, str]]:
    if variable.formula:
        yield (*path, "formula"), variable.formula
    yield from (((*path, "checks", n, "rule"), c.rule) for n, c in enumerate(variable.checks))


def _checked(text: str, symbols: Symbols, source: Source, path: Path_) -> tuple[tuple[Problem, ...], frozenset[str]]:
    """What is wrong with an expression, and the names it reads."""
    place_at = source.places_in(path)
    try:
        expression = parse(text, place_at)
    except DefinitionError as refusal:
        return refusal.problems, frozenset()
    return check(expression, symbols, text, place_at).problems, frozenset(names_of(expression))


def _holds(variable: WrittenVariable, code: Value) -> bool:
    return variable.range is not None and not isinstance(code, str) and variable.range.holds(code)


def _next_day(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
