"""The codebook as a plain document: headings, facts and tables, for the terminal, Markdown and whoever reads those."""

from collections.abc import Iterator, Sequence

from surveykit.codebook.codebook import Codebook
from surveykit.expr.symbol import Symbols
from surveykit.reports.codebook.book import Counted, book_of
from surveykit.reports.codebook.model import Book, Checked, Coded, Entry, Part
from surveykit.reports.codebook.waves import Profiles
from surveykit.reports.codebook.words import word
from surveykit.reports.descriptives import figures
from surveykit.reports.document import Block, Document, Facts, Heading, Paragraph
from surveykit.reports.table import Bar, Column, Row, Table
from surveykit.stats.describe import Numbers
from surveykit.stats.outline import Outline, Texts


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
    counted = None if n is None else Counted(n, profiles or {})
    return document_of(book_of(codebook, language, counted, linked=linked, symbols=symbols))


def document_of(book: Book) -> Document:
    """A book as a document of plain blocks."""
    page = _Page(book)
    return Document(book.title.into(book.language), tuple(page.blocks()), book.language, book.subtitle)


class _Page:
    """The blocks of a book in its language."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def word(self, key: str) -> str:
        return word(key, self.book.language)

    def blocks(self) -> Iterator[Block]:
        yield from (Paragraph(note, "note") for note in self.book.notes)
        if self.book.provenance:
            yield Facts(self.book.provenance)
        table = ""
        for part in self.book.parts:
            said = part.table.into(self.book.language)
            if said != table:
                table = said
                yield Heading(f"{self.word('linked')}: {said}", 1)
            yield from self._part(part)
        if self.book.checks:
            yield Heading(self.word("checks"), 2, "checks")
            yield self._checks()

    def _part(self, part: Part) -> Iterator[Block]:
        yield Heading(part.title.into(self.book.language), 2)
        for entry in part.entries:
            yield from self._entry(entry)

    def _entry(self, entry: Entry) -> Iterator[Block]:
        label, wording = entry.label.into(self.book.language), entry.wording.into(self.book.language)
        yield Heading(f"{entry.name}: {label}" if label else entry.name, 3, entry.name)
        if wording and wording != label:
            yield Paragraph(wording)
        facts = ((f.term, f.said or ", ".join(f.names or f.checks)) for f in entry.facts)
        yield Facts(tuple(facts))
        if entry.codes:
            yield self._codes(entry.name, entry.codes)
        if entry.numbers is not None:
            yield self._summary(entry, entry.numbers)
        if isinstance(entry.outline, Texts):
            yield from self._texts(entry.name, entry.outline)
        elif isinstance(entry.outline, Outline):
            yield self._bins(entry.name, entry.outline)
        if entry.waves:
            yield self._waves(entry)

    def _codes(self, key: str, codes: tuple[Coded, ...]) -> Table:
        """Codes with their labels and, where there are data, counts, percentages and bars."""
        columns = [Column("code", self.word("code")), Column("label", self.word("label"))]
        in_columns = any(one.column for one in codes)
        if in_columns:
            columns.append(Column("column", self.word("column")))
        with_data = any(one.n is not None for one in codes)
        if with_data:
            columns += [
                Column("n", self.word("n"), "count"),
                Column("percent", self.word("percent"), "percent", 1),
                Column("bar", "", "text"),
            ]
        rows = []
        for one in codes:
            numbers = (one.n, one.percent or 0.0, Bar((one.percent or 0.0) / 100)) if with_data else ()
            where = (one.column,) if in_columns else ()
            label = one.label.into(self.book.language)
            rows.append(Row((one.code, label, *where, *numbers), "missing" if one.missing else "body"))
        return Table("", tuple(columns), tuple(rows), key=key)

    def _summary(self, entry: Entry, numbers: Numbers) -> Table:
        keys = ("valid", "mean", "sd", "minimum", "lower", "median", "upper", "maximum")
        columns = tuple(Column(key, self.word(key), "count" if key == "valid" else "number") for key in keys)
        spread = (numbers.minimum, numbers.lower, numbers.median, numbers.upper, numbers.maximum)
        rounded = tuple((key, figures(value)) for key, value in (("mean", numbers.mean), ("sd", numbers.sd)) if value)
        row = Row((entry.valid, numbers.mean, numbers.sd, *spread), decimals=rounded)
        return Table("", columns, (row,), key=f"{entry.name}_summary")

    def _bins(self, name: str, outline: Outline) -> Table:
        most = max(b.n for b in outline.bins) or 1
        columns = (Column("values", self.word("values")), Column("n", self.word("n"), "count"), Column("bar", ""))
        rows = (
            Row((bin_words(outline, place, self.book.language), b.n, Bar(b.n / most)))
            for place, b in enumerate(outline.bins)
        )
        return Table(self.word("histogram"), columns, tuple(rows), key=f"{name}_bins")

    def _texts(self, name: str, texts: Texts) -> Iterator[Block]:
        yield Facts(
            (
                (self.word("different"), str(texts.different)),
                (self.word("lengths"), " – ".join(map(str, texts.lengths))),
            )
        )
        if texts.frequent:
            columns = (Column("text", self.word("text")), Column("n", self.word("n"), "count"))
            rows = tuple(Row((str(count.value), count.n)) for count in texts.frequent)
            yield Table(self.word("frequent"), columns, rows, key=f"{name}_texts")

    def _waves(self, entry: Entry) -> Table:
        columns = (Column("what", ""), *(Column(f"w{n}", said, "number") for n, said in enumerate(self.book.waves)))
        rows = []
        for row in entry.waves:
            decimals = {"count": 0, "percent": 1, "number": 2}[row.kind]
            shapes = tuple((f"w{n}", decimals) for n in range(len(row.cells)))
            rows.append(Row((row.label.into(self.book.language), *row.cells), decimals=shapes))
        return Table(self.word("waves"), columns, tuple(rows), key=f"{entry.name}_waves")

    def _checks(self) -> Table:
        keys = ("check", "type", "label", "rule", "reads")
        columns = tuple(Column(key, self.word({"label": "notes"}.get(key, key))) for key in keys)
        return Table("", columns, tuple(map(self._check, self.book.checks)), key="checks")

    def _check(self, check: Checked) -> Row:
        reads = ", ".join(check.names)
        return Row((check.id, self.word(check.severity), check.message.into(self.book.language), check.words, reads))


def bin_words(outline: Outline, place: int, language: str) -> str:
    """What a bar stands for: `10–19`, `0.5–0.6`, `2004`, `above 90`."""
    one = outline.bins[place]
    if isinstance(outline.step, str):
        ends = (str(one.low), str(int(one.high) - 1) if one.high is not None else "")
        return "–".join(end for end in ends if end)
    if one.low is None:
        return f"{word('below', language)} {one.high:.15g}"
    if one.high is None:
        return f"{one.low:.15g} {word('and_more', language)}"
    low, high = float(one.low), float(one.high)
    if outline.whole:
        return f"{low:.15g}" if outline.step == 1 else f"{low:.15g}–{high - 1:.15g}"
    return f"{low:.15g}–<{high:.15g}"
