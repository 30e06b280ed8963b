"""Facts: what a codebook says of a variable beside its codes: type, range, of whom it is asked, checks, links."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from surveykit.codebook.codebook import ClusterRule, Codebook, Consistency, ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.expr.fold import names_of, previous_of
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbols
from surveykit.expr.words import in_words
from surveykit.missing import Value
from surveykit.problems import SurveykitError
from surveykit.reports.codebook.model import Checked, Fact, Kind
from surveykit.reports.codebook.words import number_of, word


@dataclass(frozen=True)
class Speaker:
    """A codebook put into the words of one language."""

    codebook: Codebook
    language: str
    symbols: Symbols

    def word(self, key: str) -> str:
        """A word of the page."""
        return word(key, self.language)

    def kind(self, variable: Variable) -> Kind:
        """What a variable is, as a reader sorts variables."""
        if variable.codes is not None:
            return "coded"
        return "whole" if variable.type == "number" and variable.decimals == 0 else variable.type

    def facts(self, variable: Variable, *, several: ResponseSet | None = None) -> Iterator[Fact]:
        """What is so of a variable, or of the columns of a set, in the order it is read."""
        for fact in self._facts(variable, several):
            if fact.said or fact.names or fact.checks:
                yield fact

    def _facts(self, variable: Variable, several: ResponseSet | None) -> Iterator[Fact]:
        origin = variable.origin
        yield self._fact("question", origin.number)
        yield self._fact("type", self._type(variable, several))
        yield self._fact("range", "" if variable.range is None else str(variable.range))
        yield self._fact("earliest", variable.earliest or "")
        yield self._fact("latest", variable.latest or "")
        yield self._fact("decimals", "" if not variable.decimals else str(variable.decimals))
        yield self._fact("unit", variable.unit.into(self.language))
        longest = "" if variable.width is None else number_of(variable.width, "characters", self.language)
        yield self._fact("longest", longest)
        if origin.kind == "asked":
            yield self._expressed("asked_of", origin.relevance, self.word("everybody"))
        yield self._fact("otherwise", "" if origin.otherwise is None else self._said(variable, origin.otherwise))
        yield self._fact("required", self.word("yes") if origin.required else "")
        yield self._expressed("formula", origin.formula)
        columns = several.variables if several is not None else (variable.name,)
        told = {*columns, *((several.name,) if several is not None else ())}
        readers = dict.fromkeys(reader for name in told for reader in self._readers.get(name, ()) if reader not in told)
        yield Fact("read_by", self.word("read_by"), "", tuple(readers))
        yield from self._checks(variable, told)
        yield self._fact("role", variable.role or "")
        yield self._fact("personal", self.word("left_out") if variable.personal else "")
        missing = [*self._empties(variable), *map(str, variable.missing_ranges)]
        yield self._fact("missing", "; ".join(missing))
        yield self._fact("notes", variable.notes)

    def _fact(self, key: str, said: str) -> Fact:
        return Fact(key, self.word(key), said)

    def _expressed(self, key: str, expression: str, otherwise: str = "") -> Fact:
        if not expression:
            return self._fact(key, otherwise)
        return Fact(key, self.word(key), self.words(expression), self._linked(expression), code=expression)

    def _checks(self, variable: Variable, told: set[str]) -> Iterator[Fact]:
        """The checks of a question, then others that read it, and the rules of clusters it makes."""
        own = [c for c in self.codebook.checks if c.variable in {variable.origin.question, *told} and c.variable]
        reading = [c for c, names in self._reads if c not in own and not told.isdisjoint(names)]
        checks = [*own, *reading]
        said = "; ".join(self._check(check) for check in own)
        if checks:
            yield Fact("checks", self.word("checks"), said, checks=tuple(check.id for check in checks))
        rules = [rule for rule in self.codebook.clusters if rule.by == variable.name]
        said = "; ".join(self._check(rule) for rule in rules)
        yield Fact("clusters", self.word("clusters"), said, checks=tuple(rule.id for rule in rules))

    def _empties(self, variable: Variable) -> Iterator[str]:
        """The missing codes of a variable without a list, whose table of codes would hold nothing else."""
        if variable.codes is None:
            yield from (f"{code.value} {code.label.into(self.language)}".strip() for code in variable.missing)

    def _type(self, variable: Variable, several: ResponseSet | None) -> str:
        if several is not None:
            return self.word("multiple")
        kind = self.word(self.kind(variable))
        return f"{kind} ({variable.codes})" if variable.codes is not None else kind

    def words(self, expression: str) -> str:
        """An expression in words; as it is written where it names what is not here."""
        try:
            return in_words(parse(expression), self.symbols, self.language)
        except (SurveykitError, KeyError):
            return expression

    def _linked(self, expression: str) -> tuple[str, ...]:
        """The variables and sets of the book that an expression reads."""
        try:
            parsed = parse(expression)
        except SurveykitError:
            return ()
        names = dict.fromkeys((*names_of(parsed), *previous_of(parsed)))
        return tuple(name for name in names if name in self.codebook or name in self._sets)

    @cached_property
    def _reads(self) -> tuple[tuple[Consistency, tuple[str, ...]], ...]:
        """Each check with the variables it reads."""
        return tuple((check, self._linked(check.rule)) for check in self.codebook.checks)

    @cached_property
    def _sets(self) -> frozenset[str]:
        return frozenset(s.name for s in self.codebook.sets)

    @cached_property
    def _readers(self) -> Mapping[str, tuple[str, ...]]:
        """For each variable, those whose routing or formula reads it."""
        owner = {member: s.name for s in self.codebook.sets for member in s.variables}
        found: dict[str, dict[str, None]] = {}
        read: dict[str, tuple[str, ...]] = {}
        for variable in self.codebook:
            for expression in (variable.origin.relevance, variable.origin.formula):
                if expression:
                    names = read.setdefault(expression, self._linked(expression))
                    for name in names:
                        found.setdefault(name, {})[owner.get(variable.name, variable.name)] = None
        return {name: tuple(readers) for name, readers in found.items()}

    def _check(self, check: Consistency | ClusterRule) -> str:
        return f"{check.message.into(self.language) or check.rule} ({self.word(check.severity)})"

    def _said(self, variable: Variable, value: Value) -> str:
        label = self.codebook.label_of(variable, value, self.language)
        return label if label == str(value) else f"{value} {label}"

    def checked(self) -> Iterator[Checked]:
        """Every check and rule of clusters, with what it reads."""
        for check in self.codebook.checks:
            names = self._linked(check.rule)
            yield Checked(check.id, check.severity, check.message, self.words(check.rule), check.rule, names)
        for rule in self.codebook.clusters:
            names = self._linked(rule.rule)
            yield Checked(rule.id, rule.severity, rule.message, self.words(rule.rule), rule.rule, names, rule.by)
