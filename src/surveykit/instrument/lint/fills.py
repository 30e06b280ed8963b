"""Fills: whether what stands in braces in a text can be filled, and is the same in every language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from surveykit.expr.check import check
from surveykit.expr.fold import names_of
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import Expression, Name, Previous
from surveykit.expr.tokens import excerpt
from surveykit.instrument.fill import Blank, has_braces, parts_of
from surveykit.instrument.group import GROUPS
from surveykit.instrument.instrument import Instrument, Section
from surveykit.instrument.lint.texts import texts_of
from surveykit.instrument.question import Choosing
from surveykit.problems import DefinitionError, Place, Problem, Rule, listed
from surveykit.source import Path_, Source
from surveykit.text import Text

FILL_LATER = Rule(
    "SK232",
    "A text shows an answer that is given later",
    "When it is read, nothing stands there yet.",
    "`text: How many of the {employees} export?` at a question before `employees`",
    "Move the question down, or leave the fill out.",
)
FILLS_DIFFER = Rule(
    "SK233",
    "A text is filled in one language and not in another",
    "The two readers are asked different things.",
    "`text: {en: 'Of your {n} partners?', nb: 'Av partnerne dine?'}`",
    "Write the same expressions in braces in every language.",
)
LONE_BRACE = Rule(
    "SK239",
    "A brace stands alone",
    "Nobody can tell whether an answer was to be shown or a brace printed.",
    "`text: How many of the {employees export?`",
    "Close it; a brace that is to be printed is written twice: {{.",
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A text that is filled: before which question it is read (its place among all), and in which roster."""

    path: Path_
    text: Text
    before: int
    context: str = ""


def fill_problems(instrument: Instrument, source: Source, symbols: Symbols) -> Iterator[Problem]:
    """What is wrong with the braces of texts: expressions that cannot be filled, fills that differ, lone braces."""
    linter = _Fills(instrument, source, symbols)
    for shown in linter.shown():
        for language, said in shown.text.languages.items():
            yield from linter.said(shown, language, said)
        yield from linter.differing(shown)


class _Fills:
    """The instrument beside its file."""

    def __init__(self, instrument: Instrument, source: Source, symbols: Symbols) -> None:
        self.instrument, self.source, self.symbols = instrument, source, symbols
        self.rank = {name: place for place, name in enumerate(instrument.questions)}
        self.last = len(self.rank)
        self.formulas = {computed.id: computed.formula for computed in instrument.computed}

    def shown(self) -> Iterator[_Shown]:
        """Every text with braces, in the order of the file."""
        users = self._users()
        for path, text in texts_of(self.instrument):
            if not has_braces(text):
                continue
            match path:
                case ("lists", name, _):
                    yield _Shown(path, text, users.get(str(name), self.last))
                case ("sections", int(s), *_, "message"):
                    yield _Shown(path, text, self.last, self._context(self.instrument.sections[s]))
                case ("sections", int(s), "title"):
                    section = self.instrument.sections[s]
                    yield _Shown(path, text, self.rank[section.posed[0][1].id], self._context(section))
                case ("sections", int(s), "questions", int(q), *_, key) if key not in ("label", "unit"):
                    section = self.instrument.sections[s]
                    yield _Shown(path, text, self._place(section, q, path), self._context(section))
                case ("completion" | "quotas", *_):
                    yield _Shown(path, text, self.last)

    def _place(self, section: Section, q: int, path: Path_) -> int:
        """The place of the question a text belongs to: that of its line in a battery, else of the first made of it."""
        written = section.questions[q]
        if isinstance(written, GROUPS):
            line = int(str(path[5])) if len(path) > 5 and path[4] == "items" else 0
            return self.rank[written.items[line].id]
        return self.rank[f"{written.id}_other" if "other" in path else written.id]

    def _context(self, section: Section) -> str:
        roster = self.instrument.roster_of(section)
        return "/".join(above.id for above in self.instrument.rosters_above(roster)) if roster else ""

    def _users(self) -> dict[str, int]:
        """The first question that offers the choices of each list."""
        first: dict[str, int] = {}
        for name, question in self.instrument.questions.items():
            if isinstance(question, Choosing):
                first.setdefault(question.codes, self.rank[name])
        return first

    def said(self, shown: _Shown, language: str, said: str) -> Iterator[Problem]:
        """A text in one language: each of its blanks, and braces outside them."""
        place_at = self._places((*shown.path, language), shown.path)
        for part in parts_of(said):
            if isinstance(part, Blank):
                yield from self._blank(shown, part, place_at)
            elif part in ("{", "}"):
                continue  # written twice
            elif "{" in part or "}" in part:
                at = max(part.find("{"), part.find("}"))
                what = f"a brace stands alone in '{said[:40]}'"
                yield Problem(LONE_BRACE, what, place_at(said.find(part) + at), LONE_BRACE.mend, "warning")

    def _blank(self, shown: _Shown, blank: Blank, place_at: Callable[[int], Place]) -> Iterator[Problem]:
        def inside(offset: int) -> Place:
            return place_at(blank.start + offset)

        try:
            expression = parse(blank.expression, inside)
        except DefinitionError as refusal:
            yield from refusal.problems
            return
        if self._is_set(expression):
            problems: tuple[Problem, ...] = ()
        else:
            problems = check(expression, self.symbols, blank.expression, inside, shown.context).problems
        yield from problems
        later = [] if problems else [name for name in self._behind(expression) if self.rank[name] >= shown.before]
        if later:
            what = f"`{{{blank.expression}}}` shows the answer to '{later[0]}', which is asked later"
            lines = excerpt(blank.expression, 0, len(blank.expression))
            yield Problem(FILL_LATER, what, inside(0), FILL_LATER.mend, excerpt=lines)

    def _is_set(self, expression: Expression) -> bool:
        """Whether the choices ticked in a multiple-response question are shown, which only a text can."""
        named = isinstance(expression, Name | Previous) and self.symbols.get(expression.variable)
        return bool(named) and getattr(named, "type", "") == "set"

    def _behind(self, expression: Expression) -> list[str]:
        """The questions an expression reads, directly or through computed variables."""
        found: dict[str, None] = {}
        waiting = list(names_of(expression))
        seen = set(waiting)
        while waiting:
            name = waiting.pop()
            name = self.instrument.columns.get(name, name)
            if name in self.rank:
                found[name] = None
            elif name in self.formulas:
                new = set(names_of(parse(self.formulas[name]))) - seen
                seen |= new
                waiting += new
        return list(found)

    def differing(self, shown: _Shown) -> Iterator[Problem]:
        """Fills that not every language of a text has."""
        fills = {
            language: {part.expression.strip() for part in parts_of(said) if isinstance(part, Blank)}
            for language, said in shown.text.languages.items()
            if said
        }
        together = set().union(*fills.values())
        for language, found in fills.items():
            if lacking := sorted(together - found):
                what = f"the text in '{language}' does not show {listed([f'{{{name}}}' for name in lacking])}"
                place = self._places((*shown.path, language), shown.path)(0)
                yield Problem(FILLS_DIFFER, what, place, FILLS_DIFFER.mend, "warning")

    def _places(self, path: Path_, otherwise: Path_) -> Callable[[int], Place]:
        for found in (path, otherwise):
            if self.source.known(found) == found and isinstance(self.source.value(found), str):
                return self.source.places_in(found)
        place = self.source.place(otherwise)
        return lambda _offset: place
