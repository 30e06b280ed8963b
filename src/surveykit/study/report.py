"""The report of a study: its parts in order, from what the steps kept, and how everything was made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from surveykit.book.numbers import Numbers, through
from surveykit.problems import DataError, Problem, Rule, listed, nearest
from surveykit.reports.document import Block, Document, Heading, Paragraph
from surveykit.reports.kept import read
from surveykit.reports.picture import Picture
from surveykit.reports.table import Column, Row, Table
from surveykit.study.file import Study
from surveykit.study.steps import agreement_of, document, types_of
from surveykit.study.words import say
from surveykit.study.written import Part
from surveykit.text import Text

NO_ENTRY = Rule(
    "SK995",
    "A part of the report shows an entry that the book has not",
    "A table that is not there cannot be shown.",
    "parts: [{book: tables, only: [tabel1]}]",
    "Name an entry of the book that has a table or a picture.",
)


def report(study: Study, provenance: Mapping[str, Any]) -> Document:
    """The report as a document, from the folder of the study.

    Raises:
        DataError: SK995, a part shows entries that the book has not; every one, at its place.
        FormatError: SK996, what a step kept cannot be read.
    """
    file, blocks, problems = study.file, list[Block](), list[Problem]()
    numbers: Numbers = {}
    parts, title = (file.report.parts, file.report.title) if file.report else ((), Text())
    for number, part in enumerate(parts):
        heading, text = part.heading.into(file.language), part.text.into(file.language)
        blocks += [Heading(heading, 2, f"part{number + 1}")] if heading else []
        blocks += [Paragraph(" ".join(said.split())) for said in text.split("\n\n") if said.strip()]
        try:
            last = all(other.book != part.book for other in parts[number + 1 :])
            blocks += _shown(study, part, numbers, last=last)
        except DataError as refusal:
            place = study.source.place(("report", "parts", number, "only"))
            problems += [problem.at(place) for problem in refusal.problems]
    if problems:
        raise DataError(problems)
    blocks += _provenance(provenance, file.language)
    return Document((title or file.title).into(file.language), tuple(blocks), file.language, listed=True, beside=True)


def _shown(study: Study, part: Part, numbers: Numbers, *, last: bool) -> Iterator[Block]:
    """What one part shows, numbered through; the page of a book is named where it is shown for the last time."""
    language = study.file.language
    if part.book is not None:
        held = _kept(part.book)
        shown = _entries(held.blocks, part.only)
        yield from through(shown, numbers, held.language) if held.numbered else shown
        if last:
            yield _link(f"{part.book}.html", study.file.books[part.book].formats, language)
    if part.published is not None:
        yield from _titled(part, _kept(part.published), whole=True)
        yield _link(f"{part.published}.html", study.file.published[part.published].formats, language)
    if part.validation is not None:
        yield from _titled(part, _kept(f"{part.validation}-validation"))
        yield _link(f"{part.validation}-validation.html", ("html",), language)
    if part.types is not None:
        for typed in study.file.data[part.types].typologies:
            called = types_of(part.types, typed)
            yield from _titled(part, _kept(called))
            yield _link(f"{called}.html", ("html",), language)
    if part.agreement is not None:
        data = study.file.data[part.agreement]
        for coded in data.codings:
            called = agreement_of(part.agreement, data, coded)
            yield from _titled(part, _kept(called))
            yield _link(f"{called}.html", ("html",), language)
    if part.codebook is not None:
        yield _link(f"{part.codebook}-codebook.html", ("html",), language)


def _kept(name: str) -> Document:
    path = Path(document(name))
    return read(path.read_bytes(), str(path))


def _link(page: str, formats: Sequence[str], language: str) -> Paragraph:
    """Where the whole of it is."""
    page = page if "html" in formats else page.replace(".html", f".{formats[0]}")
    return Paragraph(say("whole", language, page=page), "note", page)


def _entries(blocks: Sequence[Block], only: Sequence[str]) -> Iterator[Block]:
    """The blocks of a book, or of some of its entries; its headings become those of a part."""
    if not only:
        yield from (_lower(block) for block in blocks)
        return
    keys = dict.fromkeys(block.key.partition(".")[0] for block in blocks if isinstance(block, Table | Picture))
    if strange := [name for name in only if name not in keys]:
        known = list(keys)
        hints = (nearest(name, known) or f"they are {listed(known)}" for name in strange)
        raise DataError(
            Problem(NO_ENTRY, f"the book shows no entry '{name}'", hint=hint)
            for name, hint in zip(strange, hints, strict=True)
        )
    for name in only:
        yield from (
            _lower(block)
            for block in blocks
            if isinstance(block, Table | Picture) and block.key.partition(".")[0] == name
        )


def _lower(block: Block) -> Block:
    return replace(block, level=min(4, block.level + 1)) if isinstance(block, Heading) else block


def _titled(part: Part, held: Document, *, whole: bool = False) -> Iterator[Block]:
    """What a page begins with, under its title where the part has no heading of its own."""
    if not part.heading:
        yield Heading(held.title, 3)
    yield from _summary(held, whole=whole)


def _summary(held: Document, *, whole: bool) -> Iterator[Block]:
    """What a page finds, before the heading under which it lists everything; to its first table, or the whole of it."""
    for block in held.blocks:
        if isinstance(block, Heading) and block.anchor == "every":
            return
        yield _lower(block)
        if isinstance(block, Table) and not whole:
            return


def _provenance(facts: Mapping[str, Any], language: str) -> Iterator[Block]:
    yield Heading(say("provenance", language), 2, "provenance")
    yield Paragraph(say("provenance_is", language))
    yield Paragraph(say("seed", language, seed=facts["seed"]))
    yield _table("files", ("file", "hash"), facts["files"].items(), language)
    yield _table("versions", ("program", "version"), facts["versions"].items(), language)
    commands = _table("commands", ("command",), ((line,) for line in facts["commands"]), language)
    yield replace(commands, notes=(say("commands_are", language),))


def _table(key: str, columns: Sequence[str], rows: Any, language: str) -> Table:
    heads = tuple(Column(name, say(name, language)) for name in columns)
    return Table(say(key, language), heads, tuple(Row(tuple(row)) for row in rows), key=key)
