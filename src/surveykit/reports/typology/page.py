"""A typology as a page: types counted, crossed, counted again under other readings; every case with its rule."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.derive.answers import case_of
from surveykit.derive.typology.classify import Classified
from surveykit.derive.typology.evidence import Evidence
from surveykit.derive.typology.made import Setting, setting_of
from surveykit.derive.typology.written import Axis, Cross, places, rest
from surveykit.reports.captions import caption
from surveykit.reports.document import Block, Document, Heading, Paragraph
from surveykit.reports.table import Cell, Column, Row, Table
from surveykit.reports.typology.words import say

_SAID = ("rule", "answers", "codes", "quote", "coders", "settlement", "frame")


def typology_page(
    found: Classified,
    made: Dataset,
    settings: Sequence[Setting],
    language: str = "en",
    *,
    profiles: Sequence[Block] = (),
    evidence: Sequence[Evidence] = (),
) -> Document:
    """A typology as a document.

    Args:
        found: the cases in their types.
        made: the data with the types, whose codebook has the labels.
        settings: the types under each reading.
        language: the language of headings and labels.
        profiles: tables that describe the types, made elsewhere.
        evidence: why each case stands where it does; the list of cases is left out where it is not given.
    """
    page = _Page(found, made, language)
    file = found.typology.file
    blocks: list[Block] = [Paragraph(setting_of(found), "note")]
    if file.description:
        blocks.append(Paragraph(file.description.into(language)))
    blocks += [page.types(), *page.axes(), *(page.crossed(name) for name in file.cross)]
    if len(settings) > 1:
        blocks.append(page.sensitivity(settings))
    if profiles:
        blocks += [Heading(say("profiles", language)), *profiles]
    if evidence:
        blocks.append(page.cases(evidence))
    title = made.codebook.title.into(language) or made.codebook.name
    return Document(file.title.into(language), tuple(blocks), language, title)


@dataclass(frozen=True, slots=True)
class _Page:
    found: Classified
    made: Dataset
    language: str

    def say(self, key: str, **parts: object) -> str:
        return say(key, self.language, **parts)

    def label(self, variable: str, code: str) -> str:
        return self.made.codebook.label_of(self.made.codebook[variable], code, self.language)

    def reason(self, reason: str, variable: str) -> str:
        """Why cases have no type, in words, and for want of what."""
        codes = self.made.codebook[self.found.typology.file.variable].missing
        said = next((code.label.into(self.language) for code in codes if code.missing == reason), reason)
        return self.say("for_want_of", reason=said, variable=variable) if variable else said

    def types(self) -> Table:
        """The cases of each type, outside, and without a type by reason."""
        file, found = self.found.typology.file, self.found
        counts, missing, all_ = found.counts(), found.missing(), len(found.types)

        def row(code: str, label: str, n: int, role: str = "body") -> Row:
            return Row((code, label, n, 100 * n / all_ if all_ else None), role)  # type: ignore[arg-type]  # roles of rows

        def heading(key: str) -> Row:
            return Row(("", self.say(key), None, None), "heading")

        rows = [row(code, self.label(file.variable, code), counts[code]) for code in file.cells]
        outside = [code for code in counts if code not in file.cells]
        if outside:
            rows.append(heading("outside"))
            rows += [row(code, self.label(file.variable, code), counts[code]) for code in outside]
        if missing:
            rows.append(heading("without"))
            rows += [row("", self.reason(*why), n, "missing") for why, n in missing.items()]
        rows.append(row("", caption("total", self.language), all_, "total"))
        columns = (
            Column("code", caption("code", self.language)),
            Column("label", caption("label", self.language)),
            Column("n", "n", "count"),
            Column("percent", self.say("of_cases"), "percent", 1),
        )
        return Table(self.say("types"), columns, tuple(rows), key="types")

    def axes(self) -> Iterator[Table]:
        """The types as the field they are: one axis down, the other across."""
        scheme = self.found.typology.file.schemes[self.found.typology.file.variable]
        if len(scheme.by) != 2:
            return
        down, across = ((name, self.found.typology.file.axes[name]) for name in scheme.by)
        pairs = Counter(zip(self.found.levels[down[0]], self.found.levels[across[0]], strict=True))
        whole = sum(n for (first, second), n in pairs.items() if first and second)
        columns = [Column("level", down[1].label.into(self.language))]
        for key, level in across[1].levels.items():
            group = level.label.into(self.language) or key
            columns += [
                Column(f"{key}_type", self.say("type"), group=group),
                Column(f"{key}_n", "n", "count", group=group),
                Column(f"{key}_percent", "%", "percent", 1, group=group),
            ]
        rows = [Row(tuple(self._across(key, down[1], across[1], scheme, pairs, whole))) for key in down[1].levels]
        notes = (self.say("of_typed", n=whole),)
        by = " × ".join(axis.label.into(self.language) or name for name, axis in (down, across))
        yield Table(f"{self.say('axes')}: {by}", tuple(columns), tuple(rows), notes, "axes")

    def _across(
        self,
        key: str,
        down: Axis,
        across: Axis,
        scheme: Cross,
        pairs: Counter[tuple[str | None, str | None]],
        whole: int,
    ) -> Iterator[Cell]:
        yield down.levels[key].label.into(self.language) or key
        for other in across.levels:
            n = pairs[key, other]
            yield from (places(scheme).get((key, other), rest(scheme)), n, 100 * n / whole if whole else None)

    def crossed(self, name: str) -> Table:
        """Another classification by the types."""
        file = self.found.typology.file
        pairs = Counter(
            (other.code, each.code) for other, each in zip(self.found.placed[name], self.found.types, strict=True)
        )
        types = [code for code, n in self.found.counts().items() if n]
        columns = [Column("class", caption("group", self.language))]
        columns += [Column(code, code, "count", group=file.title.into(self.language)) for code in types]
        columns.append(Column("total", caption("total", self.language), "count"))
        rows = []
        for code in [*self.found.counts(name), *([""] if self.found.missing(name) else [])]:
            cells = [pairs[code, each] for each in types]
            all_ = sum(n for (other, _), n in pairs.items() if other == code)
            label = self.label(name, code) if code else caption("missing", self.language)
            rows.append(Row((label, *cells, all_), "body" if code else "missing"))
        title = self.say("crossed", scheme=file.cross[name].label.into(self.language))
        return Table(title, tuple(columns), tuple(rows), key=name)

    def sensitivity(self, settings: Sequence[Setting]) -> Table:
        """The types under each reading, and how many cases stand elsewhere then."""
        codes = dict.fromkeys(code for setting in settings for code in setting.counts or {})
        columns = [Column("reading", self.say("reading")), *(Column(code, code, "count") for code in codes)]
        columns += [Column("missing", self.say("without"), "count"), Column("moved", self.say("moved"), "count")]
        rows, lacking = [], []
        for setting in settings:
            name = setting.name or self.say("asked")
            if setting.counts is None:
                lacking.append(name)
                continue
            counts = [setting.counts.get(code, 0) for code in codes]
            rows.append(Row((name, *counts, setting.missing, setting.moved)))
        notes = (self.say("not_there", names=", ".join(lacking)),) if lacking else ()
        return Table(self.say("sensitivity"), tuple(columns), tuple(rows), notes, "sensitivity")

    def cases(self, evidence: Sequence[Evidence]) -> Table:
        """Each case with its type, the rule that fired, and what it was decided from."""
        said = [part for part in _SAID if any(getattr(each, part) for each in evidence)]
        columns = [Column("case", self.say("case")), Column("type", self.say("type"))]
        columns += [Column(part, self.say(part)) for part in said]
        rows = [
            Row((name, placed.code or self.reason(placed.reason, ""), *(getattr(each, part) for part in said)))
            for name, placed, each in zip(self._names(), self.found.types, evidence, strict=True)
        ]
        return Table(self.say("cases"), tuple(columns), tuple(rows), key="cases")

    def _names(self) -> Iterator[str]:
        """How each case is called: by what its rows share, by its id, or by its number."""
        rows = self.found.typology.file.rows
        id_ = case_of(self.found.dataset.codebook)
        name = rows.by if rows and rows.by else id_.name if id_ else ""
        table = self.found.cases.dataset.arrow()
        if not name:
            yield from (str(row + 1) for row in range(table.num_rows))
        else:
            yield from ("" if value is None else text_of(value) for value in table.column(name).to_pylist())
