"""The codebook as a document: every variable with wording, codes, missing codes, routing in words, counts and bars."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from surveykit.codebook.codebook import ClusterRule, Codebook, Consistency, ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbols
from surveykit.expr.words import in_words
from surveykit.missing import BLANK, REASON_WORDS, Value
from surveykit.reports.descriptives import figures
from surveykit.reports.document import Block, Document, Facts, Heading, Paragraph
from surveykit.reports.table import Bar, Column, Row, Table
from surveykit.reports.words import number_of, word
from surveykit.stats.describe import Profile, SetProfile

Profiles = Mapping[str, Profile | SetProfile]
Counts = Mapping[Value | None, int]


@dataclass(frozen=True, slots=True)
class _Counted:
    """One code with its label, the cases that have it and, for a member of a set, its column."""

    code: str
    label: str
    n: int | None
    missing: bool = False
    column: str = ""


def codebook_page(
    codebook: Codebook,
    language: str,
    profiles: Profiles | None = None,
    n: int | None = None,
    linked: Sequence[Codebook] = (),
    symbols: Symbols | None = None,
) -> Document:
    """A codebook as a document.

    Args:
        codebook: of an instrument or a dataset.
        language: that of labels and wording, by the fallback rule of `Text`.
        profiles: counts and summaries by variable and response set; none for an instrument.
        n: the number of cases.
        linked: the codebooks of tables that belong to it, such as the rosters of an instrument.
        symbols: what expressions may name beyond the codebook's own variables.
    """
    known = codebook.symbols(language) if symbols is None else symbols
    page = _Page(codebook, language, known, profiles or {}, n)
    title = codebook.title.into(language) or codebook.name
    counted = [number_of(n, "cases", language)] if n is not None else []
    counted.append(number_of(len(codebook.variables), "variables", language))
    blocks = [block for part in page.parts() for block in part]
    for other in linked:
        rows = _Page(other, language, known, {}, None)
        blocks += [Heading(f"{word('linked', language)}: {other.title.into(language) or other.name}", 1)]
        blocks += [block for part in rows.parts() for block in part]
    notes = [Paragraph(note, "note") for note in codebook.notes]
    subtitle = f"{word('codebook', language)}: {', '.join(counted)}"
    return Document(title, (*notes, *blocks), language, subtitle)


@dataclass(frozen=True, slots=True)
class _Page:
    """What every entry of the page needs."""

    codebook: Codebook
    language: str
    symbols: Symbols
    profiles: Profiles
    n: int | None

    def word(self, key: str) -> str:
        return word(key, self.language)

    def parts(self) -> Iterator[Iterable[Block]]:
        """The sections in order, each a heading and its entries."""
        part = None
        in_set = {name: s for s in self.codebook.sets for name in s.variables}
        done: set[str] = set()
        for variable in self.codebook:
            s = in_set.get(variable.name)
            if s is not None and s.name in done:
                continue
            title = self._part(variable)
            if title != part:
                part = title
                yield [Heading(title, 2)]
            if s is not None:
                done.add(s.name)
            yield self._set(s) if s is not None else self._variable(variable)

    def _part(self, variable: Variable) -> str:
        section = variable.origin.section
        if section in self.codebook.sections:
            return self.codebook.sections[section].into(self.language)
        kind = variable.origin.kind
        return self.word({"computed": "computed", "register": "register"}.get(kind, "others"))

    def _variable(self, variable: Variable) -> Iterator[Block]:
        yield from self._head(variable.name, variable.label.into(self.language), variable)
        profile = self.profiles.get(variable.name)
        profile = profile if isinstance(profile, Profile) else None
        counted = list(self._codes(variable, profile))
        if counted:
            yield self._table(variable.name, counted)
        if profile is not None and profile.numbers is not None and variable.codes is None:
            yield self._summary(variable, profile)

    def _set(self, s: ResponseSet) -> Iterator[Block]:
        first = self.codebook[s.variables[0]]
        yield from self._head(s.name, s.label.into(self.language), first, several=True)
        profile = self.profiles.get(s.name)
        profile = profile if isinstance(profile, SetProfile) else None
        ticked = {count.value: count.n for count in profile.ticked} if profile else {}
        counted = self._categories(first, ticked) if s.kind == "categories" else self._dichotomies(s, ticked, profile)
        counted += self._missing(first, profile)
        yield self._table(s.name, counted)

    def _categories(self, first: Variable, ticked: Counts) -> list[_Counted]:
        """Columns that each hold one choice: the choices are the codes of the columns."""
        codes = self.codebook.codes_of(first)
        values = [code.value for code in codes or ()]
        values += [value for value in ticked if value is not None and value not in values]
        label = partial(self.codebook.label_of, first, language=self.language)
        return [_Counted(str(value), label(value), ticked.get(value, 0) if ticked else None) for value in values]

    def _dichotomies(self, s: ResponseSet, ticked: Counts, profile: SetProfile | None) -> list[_Counted]:
        """Columns that each stand for one choice."""
        choices = s.choices or s.variables
        return [
            _Counted(
                str(choice),
                self.codebook[name].label.into(self.language),
                ticked.get(choice, ticked.get(name)) if profile else None,
                column=name,
            )
            for choice, name in zip(choices, s.variables, strict=True)
        ]

    def _head(self, name: str, label: str, variable: Variable, *, several: bool = False) -> Iterator[Block]:
        yield Heading(f"{name}: {label}" if label else name, 3, name)
        wording = variable.wording.into(self.language)
        if wording and wording != label:
            yield Paragraph(wording)
        yield Facts(tuple(self._facts(variable, several=several)))

    def _facts(self, variable: Variable, *, several: bool) -> Iterator[tuple[str, str]]:
        origin = variable.origin
        relevance = self._words(origin.relevance) if origin.relevance else self.word("everybody")
        checks = [self._check(check) for check in self.codebook.checks if check.variable == origin.question]
        clusters = [self._check(rule) for rule in self.codebook.clusters if rule.by == variable.name]
        facts = {
            "question": origin.number,
            "type": self._type(variable, several=several),
            "range": "" if variable.range is None else str(variable.range),
            "unit": variable.unit.into(self.language),
            "longest": "" if variable.width is None else number_of(variable.width, "characters", self.language),
            "asked_of": relevance if origin.kind == "asked" else "",
            "otherwise": "" if origin.otherwise is None else self._said(variable, origin.otherwise),
            "formula": origin.formula,
            "checks": "; ".join(checks),
            "clusters": "; ".join(clusters),
            "role": variable.role or "",
            "personal": self.word("left_out") if variable.personal else "",
            "missing": "; ".join([*self._empties(variable), *map(str, variable.missing_ranges)]),
            "notes": variable.notes,
        }
        return ((self.word(key), fact) for key, fact in facts.items() if fact)

    def _empties(self, variable: Variable) -> Iterator[str]:
        """The missing codes of a variable without a list, whose table of codes would hold nothing else."""
        if variable.codes is None:
            yield from (f"{code.value} {code.label.into(self.language)}" for code in variable.missing)

    def _type(self, variable: Variable, *, several: bool) -> str:
        if several:
            return self.word("multiple")
        if variable.codes is not None:
            return f"{self.word('coded')} ({variable.codes})"
        whole = variable.type == "number" and variable.decimals == 0
        return self.word("whole" if whole else variable.type)

    def _words(self, expression: str) -> str:
        return in_words(parse(expression), self.symbols, self.language)

    def _check(self, check: Consistency | ClusterRule) -> str:
        return f"{check.message.into(self.language) or check.rule} ({self.word(check.severity)})"

    def _said(self, variable: Variable, value: Value) -> str:
        label = self.codebook.label_of(variable, value, self.language)
        return label if label == str(value) else f"{value} {label}"

    def _codes(self, variable: Variable, profile: Profile | None) -> Iterator[_Counted]:
        codes = self.codebook.codes_of(variable)
        if codes is None:
            yield from (one for one in self._missing(variable, profile) if one.n)
            return
        counts = {count.value: count.n for count in profile.values or ()} if profile else {}
        for code in codes:
            n = counts.pop(code.value, 0) if profile else None
            yield _Counted(str(code.value), code.label.into(self.language), n)
        yield from (_Counted(str(value), "", n) for value, n in counts.items())
        yield from self._missing(variable, profile)

    def _missing(self, variable: Variable, profile: Profile | SetProfile | None) -> Iterator[_Counted]:
        lacks = {lack.value: lack.n for lack in profile.missing} if profile else {}
        for code in variable.missing:
            n = lacks.pop(code.value, 0) if profile else None
            yield _Counted(str(code.value), code.label.into(self.language), n, missing=True)
        for value, n in lacks.items():
            label = (
                self.codebook.label_of(variable, value, self.language)
                if value is not None
                else REASON_WORDS[BLANK].get(self.language, "blank")
            )
            yield _Counted("" if value is None else str(value), label, n, missing=True)

    def _table(self, key: str, counted: list[_Counted]) -> Table:
        """Codes with their labels and, where there are data, counts, percentages and bars."""
        columns = [Column("code", self.word("code")), Column("label", self.word("label"))]
        in_columns = any(one.column for one in counted)
        if in_columns:
            columns.append(Column("column", self.word("column")))
        with_data = any(one.n is not None for one in counted)
        if with_data:
            columns += [
                Column("n", self.word("n"), "count"),
                Column("percent", self.word("percent"), "percent", 1),
                Column("bar", "", "text"),
            ]
        rows = []
        for one in counted:
            share = (one.n or 0) / self.n if self.n else 0.0
            numbers = (one.n, 100 * share, Bar(share)) if with_data else ()
            where = (one.column,) if in_columns else ()
            rows.append(Row((one.code, one.label, *where, *numbers), "missing" if one.missing else "body"))
        return Table("", tuple(columns), tuple(rows), key=key)

    def _summary(self, variable: Variable, profile: Profile) -> Table:
        numbers = profile.numbers
        if numbers is None:
            msg = f"{variable.name} has no summary"
            raise ValueError(msg)
        keys = ("valid", "mean", "sd", "minimum", "median", "maximum")
        columns = tuple(Column(key, self.word(key), "count" if key == "valid" else "number") for key in keys)
        cells = (profile.n, numbers.mean, numbers.sd, numbers.minimum, numbers.median, numbers.maximum)
        rounded = tuple((key, figures(value)) for key, value in (("mean", numbers.mean), ("sd", numbers.sd)) if value)
        return Table("", columns, (Row(cells, decimals=rounded),), key=f"{variable.name}_summary")
