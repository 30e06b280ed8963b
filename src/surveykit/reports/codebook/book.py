"""The codebook as a book: of every variable wording, codes, missing codes, routing in words, counts, waves, checks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.expr.symbol import Symbols
from surveykit.missing import BLANK, REASON_WORDS, Value
from surveykit.reports.codebook.facts import Speaker
from surveykit.reports.codebook.model import Book, Coded, Entry, Part
from surveykit.reports.codebook.waves import Profiles, Wave, wave_rows
from surveykit.reports.codebook.words import number_of, word
from surveykit.stats.describe import Profile, SetProfile
from surveykit.stats.outline import Outlines
from surveykit.text import Text

Counts = Mapping[Value | None, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the data say: how many cases, the profile of each variable, outlines for charts, and the waves apart."""

    n: int
    profiles: Profiles
    outlines: Outlines = field(default_factory=dict)
    waves: tuple[Wave, ...] = ()


def book_of(
    codebook: Codebook,
    language: str,
    counted: Counted | None = None,
    *,
    linked: Sequence[Codebook] = (),
    symbols: Symbols | None = None,
    provenance: tuple[tuple[str, str], ...] = (),
) -> Book:
    """A codebook as a book.

    Args:
        codebook: of an instrument or a dataset.
        language: that of labels and wording, by the fallback rule of `Text`.
        counted: counts and summaries; none for an instrument.
        linked: the codebooks of tables that belong to it, such as the rosters of an instrument.
        symbols: what expressions may name beyond the codebook's own variables.
        provenance: where the data come from, as pairs of a term and what it is.
    """
    known = codebook.symbols(language) if symbols is None else symbols
    made = _Made(codebook, language, known, counted)
    parts = list(made.parts())
    checks = list(made.speaker.checked())
    for other in linked:
        rows = _Made(other, language, known, None, Text(other.title or other.name))
        parts += rows.parts()
        checks += [check for check in rows.speaker.checked() if check.id not in {one.id for one in checks}]
    n = None if counted is None else counted.n
    numbers = [number_of(n, "cases", language)] if n is not None else []
    numbers.append(number_of(len(codebook.variables), "variables", language))
    return Book(
        title=codebook.title or Text(codebook.name),
        language=language,
        languages=codebook.languages,
        subtitle=f"{word('codebook', language)}: {', '.join(numbers)}",
        parts=tuple(parts),
        codebook=codebook,
        n=n,
        notes=codebook.notes,
        checks=tuple(checks),
        provenance=provenance,
        waves=tuple(wave.label for wave in counted.waves) if counted else (),
        profiles=tuple(counted.profiles.values()) if counted else (),
    )


@dataclass(frozen=True)
class _Made:
    """What every entry needs."""

    codebook: Codebook
    language: str
    symbols: Symbols
    counted: Counted | None
    table: Text = field(default_factory=Text)

    @cached_property
    def speaker(self) -> Speaker:
        return Speaker(self.codebook, self.language, self.symbols)

    def parts(self) -> Iterator[Part]:
        """The sections in order, each with its entries."""
        in_set = {name: s for s in self.codebook.sets for name in s.variables}
        done: set[str] = set()
        title, entries = Text(), list[Entry]()
        for variable in self.codebook:
            s = in_set.get(variable.name)
            if s is not None and s.name in done:
                continue
            if (section := self._section(variable)) != title:
                if entries:
                    yield Part(title, tuple(entries), self.table)
                title, entries = section, []
            if s is not None:
                done.add(s.name)
            entries.append(self._set(s) if s is not None else self._variable(variable))
        if entries:
            yield Part(title, tuple(entries), self.table)

    def _section(self, variable: Variable) -> Text:
        section = variable.origin.section
        if section in self.codebook.sections:
            return self.codebook.sections[section]
        kind = variable.origin.kind
        return Text(word({"computed": "computed", "register": "register"}.get(kind, "others"), self.language))

    def _profile(self, name: str) -> Profile | SetProfile | None:
        return None if self.counted is None else self.counted.profiles.get(name)

    def _variable(self, variable: Variable) -> Entry:
        found = self._profile(variable.name)
        profile = found if isinstance(found, Profile) else None
        hidden = variable.personal or variable.role in {"id", "key"}
        waves = self.counted.waves if self.counted is not None else ()
        return Entry(
            variable.name,
            variable.label,
            variable.wording if variable.wording != variable.label else Text(),
            self.speaker.kind(variable),
            tuple(self.speaker.facts(variable)),
            tuple(self._codes(variable, profile)),
            valid=profile.n if profile else None,
            missing=sum(lack.n for lack in profile.missing) if profile else None,
            numbers=profile.numbers if profile and variable.codes is None and not hidden else None,
            outline=self.counted.outlines.get(variable.name) if self.counted is not None else None,
            waves=() if hidden else wave_rows(self.codebook, variable.name, waves, self.language),
            gaps=_gaps(variable.name, waves),
            personal=variable.personal,
        )

    def _set(self, s: ResponseSet) -> Entry:
        first = self.codebook[s.variables[0]]
        found = self._profile(s.name)
        profile = found if isinstance(found, SetProfile) else None
        ticked = {count.value: count.n for count in profile.ticked} if profile else {}
        codes = self._categories(first, ticked) if s.kind == "categories" else self._dichotomies(s, ticked, profile)
        waves = self.counted.waves if self.counted is not None else ()
        return Entry(
            s.name,
            s.label,
            first.wording if first.wording != s.label and not self._defined(s) else Text(),
            "multiple",
            tuple(self.speaker.facts(first, several=s)),
            tuple(self._shares([*codes, *self._missing(first, profile)], profile)),
            valid=profile.n if profile else None,
            missing=sum(lack.n for lack in profile.missing) if profile else None,
            waves=wave_rows(self.codebook, s.name, waves, self.language),
            gaps=_gaps(s.name, waves),
            members=s.variables,
            personal=first.personal,
        )

    def _categories(self, first: Variable, ticked: Counts) -> list[Coded]:
        """Columns that each hold one choice: the choices are the codes of the columns."""
        values = [code.value for code in self.codebook.codes_of(first) or ()]
        values += [value for value in ticked if value is not None and value not in values]
        label = partial(self._label, first)
        return [Coded(value, label(value), ticked.get(value, 0) if ticked else None) for value in values]

    def _dichotomies(self, s: ResponseSet, ticked: Counts, profile: SetProfile | None) -> list[Coded]:
        """Columns that each stand for one choice; where each has words of its own, such as a definition, with them."""
        defined = self._defined(s)
        return [
            Coded(
                choice,
                _with_definition(self.codebook[name]) if defined else self.codebook[name].label,
                ticked.get(choice, ticked.get(name, 0)) if profile else None,
                column=name,
            )
            for choice, name in zip(s.choices or s.variables, s.variables, strict=True)
        ]

    def _defined(self, s: ResponseSet) -> bool:
        """Whether the columns have each a wording of their own: it is that of the choice, not of the question."""
        return len({self.codebook[name].wording for name in s.variables}) > 1

    def _codes(self, variable: Variable, profile: Profile | None) -> Iterator[Coded]:
        codes = self.codebook.codes_of(variable)
        gone = {code.value for code in variable.missing}
        if codes is None:
            lacking = list(self._missing(variable, profile))
            found = [one for one in lacking if one.n] if profile else []
            yield from self._shares(found, profile)
            return
        counts = {count.value: count.n for count in profile.values or ()} if profile and not variable.personal else {}
        told = profile is not None and profile.values is not None and not variable.personal
        rows = [
            Coded(code.value, code.label, counts.pop(code.value, 0) if told else None)
            for code in codes
            if code.value not in gone
        ]
        rows += [Coded(value, Text(), n, undeclared=True) for value, n in counts.items()]
        yield from self._shares([*rows, *self._missing(variable, profile)], profile)

    def _missing(self, variable: Variable, profile: Profile | SetProfile | None) -> Iterator[Coded]:
        lacks = {lack.value: (lack.n, lack.reason) for lack in profile.missing} if profile else {}
        for code in variable.missing:
            n, _ = lacks.pop(code.value, (0, "")) if profile else (None, "")
            yield Coded(code.value, code.label, n, missing=True, reason=code.missing or "")
        for value, (n, reason) in lacks.items():
            label = Text(REASON_WORDS[BLANK]) if value is None else self._label(variable, value)
            yield Coded(value, label, n, missing=True, reason=reason)

    def _shares(self, rows: Sequence[Coded], profile: Profile | SetProfile | None) -> Iterator[Coded]:
        """The rows with their shares of all cases and, of valid codes, of the valid ones."""
        total = self.counted.n if self.counted is not None else 0
        for row in rows:
            if row.n is None or profile is None:
                yield row
                continue
            valid = 100 * row.n / profile.n if profile.n and not row.missing else None
            yield Coded(
                row.value,
                row.label,
                row.n,
                100 * row.n / total if total else 0.0,
                valid,
                row.missing,
                row.reason,
                row.column,
                row.undeclared,
            )

    def _label(self, variable: Variable, value: Value) -> Text:
        codes = self.codebook.codes_of(variable)
        found = codes.get(value) if codes is not None else None
        return found.label if found is not None else Text()


def _gaps(name: str, waves: Sequence[Wave]) -> bool:
    found = [wave.profiles[name].n for wave in waves if wave.n and name in wave.profiles]
    return any(not n for n in found)


def _with_definition(variable: Variable) -> Text:
    """The label of a choice and, behind it, what it stands for."""
    label, said = variable.label, variable.wording
    both = {
        language: " – ".join(filter(None, (label.into(language), said.into(language))))
        for language in dict.fromkeys((*label.languages, *said.languages))
    }
    return Text(both)
