"""A web page that needs nothing but itself: light and dark, printable, readable by a screen reader."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import assert_never

from surveykit.render.cell import marks_of, number, parted, parts, shown, spanning, under
from surveykit.render.picture.svg import svg_of
from surveykit.render.widths import crowded, readable, shrunk, turned, turned_pages
from surveykit.reports.document import Block, Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.picture import Picture
from surveykit.reports.pictures.numbers import numbers_of
from surveykit.reports.pictures.words import word
from surveykit.reports.table import Bar, Bracketed, Cell, Column, Row, Span, Table

STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1c; --page: #fff; --rule: #b9b9b9; --soft: #595959; --bar: #4a78a8;
  --warn: #8a4b00; --stripe: #0000000a; --edge: #00000040; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e3; --page: #17181a; --rule: #55585c; --soft: #a9adb3;
  --bar: #7fa8d4; --warn: #f0b060; --stripe: #ffffff0b; --edge: #ffffff50; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 84rem; padding: 1.5rem; color: var(--ink); background: var(--page);
  font: 16px/1.5 system-ui, sans-serif; }
h1, h2, h3, h4 { line-height: 1.2; margin: 2rem 0 .6rem; } h1 { margin-top: 0; overflow-wrap: anywhere; }
.subtitle, .note, tfoot { color: var(--soft); } .warning { color: var(--warn); font-weight: 600; }
p, dl, ul, figcaption { max-width: 54rem; }
nav { columns: 16rem; margin: 1rem 0; } nav a { display: block; } a { color: inherit; }
nav.listed { columns: auto; } nav .part { font-weight: 600; margin-top: .4rem; }
@media screen and (width >= 70rem) { body:has(nav.beside) { padding-left: 17.5rem; max-width: 100rem; }
  nav.beside { position: fixed; inset: 1.5rem auto 1.5rem 1.5rem; width: 14.5rem; margin: 0; overflow-y: auto;
  font-size: .875rem; line-height: 1.35; } nav.beside a { padding: .15rem 0; } }
.wide { overflow-x: auto; margin: 1rem 0; container-type: inline-size; background: no-repeat local
  linear-gradient(to right, var(--page) 40%, transparent) left / 2rem 100%, no-repeat local
  linear-gradient(to left, var(--page) 40%, transparent) right / 2rem 100%, no-repeat scroll
  linear-gradient(to right, var(--edge), transparent) left / .7rem 100%, no-repeat scroll
  linear-gradient(to left, var(--edge), transparent) right / .7rem 100%; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .4rem 0; }
caption > span, tfoot td > span { display: block; position: sticky; left: 0; max-width: min(54rem, 100cqw); }
tfoot td > span { width: 0; min-width: min(max(100%, 30rem), 54rem, 100cqw); }
table.dense { font-size: .8125rem; line-height: 1.4; } table.dense caption { font-size: 1rem; }
th, td { padding: .25rem .4rem; text-align: right; vertical-align: top; font-weight: normal; }
td { white-space: nowrap; }
th.text, td.text { text-align: left; white-space: normal; }
thead th { font-weight: 600; vertical-align: bottom; }
thead tr:first-child > * { border-top: 2px solid var(--ink); } tbody tr:last-child > * { border-bottom: 2px solid; }
thead tr:last-child th { border-bottom: 1px solid var(--ink); } thead th[colspan] { text-align: center; }
thead th[colspan] > span { display: block; border-bottom: 1px solid var(--rule); }
tbody tr:nth-child(even) { background: var(--stripe); }
tr.total > * { border-top: 1px solid var(--rule); font-weight: 600; } tr.missing > * { color: var(--soft); }
td sup { display: inline-block; padding-left: .15em; text-align: left; line-height: 1; }
td .hang { display: inline-block; text-align: left; } table.unstriped tbody tr { background: none; }
tr:has(+ tr.beneath) { height: 1px; }
tr.beneath > * { padding-top: 0; color: var(--soft); } tr:not(.foot) + tr.foot > * { border-top: 1px solid; }
tbody tr.heading { background: none; } tr.heading > * { font-weight: 600; padding-top: .6rem; }
tfoot td { text-align: left; font-size: .875rem; padding: .2rem 0; white-space: normal; }
.span { width: 9rem; height: 1rem; vertical-align: middle; fill: var(--bar); stroke: var(--bar); }
.span .range { stroke-width: 1.5; fill: none; } .span .axis { stroke: var(--rule); stroke-width: .7; fill: none; }
.swatch { display: inline-block; width: .7em; height: .7em; margin-right: .45em; border-radius: 2px; }
.bar { display: inline-block; height: .8em; background: var(--bar); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { color: var(--soft); }
dd { margin: 0; grid-column: 2; }
@media screen and (width < 40rem) { dl { display: block; } dd { margin-bottom: .4rem; } }
figure { margin: 1.5rem 0; } figcaption { font-weight: 600; padding: .4rem 0; }
figure .note { font-size: .875rem; margin: .2rem 0; }
figure > svg { display: block; max-width: 100%; height: auto; background: #fff; border-radius: 3px; }
@media (prefers-color-scheme: dark) { figure > svg { padding: .6rem; } }
summary { color: var(--soft); font-size: .875rem; cursor: pointer; }
pre { white-space: pre-wrap; margin: 0; }
@page { size: A4; margin: 16mm 16mm 18mm; @bottom-right { content: counter(page) " / " counter(pages);
  font: 8pt sans-serif; color: #595959; } }
@page turned { size: A4 landscape; }
@media print { thead th { min-width: 0 !important; }
  body { max-width: none; padding: 0; font: 9.5pt/1.35 Arial, "Liberation Sans", sans-serif; }
  nav:not(.listed), details { display: none; } nav a { text-decoration: none; }
  nav a::after { content: leader(" . ") target-counter(attr(href url), page); } th, td { padding: .15em .4em; }
  table.dense caption { font-size: 8.5pt; }
  table, table.dense { font-size: var(--paper, 8.5pt); line-height: 1.35; max-width: 100%; }
  tfoot { display: table-row-group; }
  p, dl, ul, figcaption, caption > span, tfoot td > span { max-width: none; position: static; }
  tfoot td > span { width: auto; min-width: 0; } tfoot td, figure .note { font-size: 8pt; }
  .turned { page: turned; }
  figure > svg { max-height: 235mm; }
  figure, .whole { break-inside: avoid; } nav.listed ~ * caption, nav.listed ~ figure figcaption { bookmark-level: 2; }
  .wide { overflow: visible; background: none; container-type: normal; }
  tr, h2, h3 { break-inside: avoid; } h2, h3 { break-after: avoid; }
  .bar, .span, .swatch, td[style] { print-color-adjust: exact; } }
"""
SMALLER = 0.83  # the size of raised letters, in that of the others
LEAST_BAR = 0.08  # em; what is above nothing is seen
DARKEST = 50  # per cent of the colour of bars; the number on it is still read well, by day and by night
TOGETHER = 30  # rows of a table that is printed on one page
MANY = 4  # headings that deserve a list of contents


def render(document: Document) -> bytes:
    """A document as one HTML file in UTF-8."""
    subtitle = f'<p class="subtitle">{escape(document.subtitle)}</p>\n' if document.subtitle else ""
    ids = _ids(document)
    pages, contents = turned_pages(document.blocks), _contents(document, ids)
    parts = [
        _on("".join(_block(block, ids.get(place, ""), document.language)), wide=wide and not isinstance(block, Table))
        for place, (block, wide) in enumerate(zip(document.blocks, pages, strict=True))
    ]
    warning, body = "".join(f"{part}\n" for part in parts[: document.warned]), "\n".join(parts[document.warned :])
    head = _on(f"<h1>{escape(document.title)}</h1>\n{subtitle}", wide=pages[:1] == [True] and not contents)
    return (
        f'<!doctype html>\n<html lang="{escape(document.language or "en")}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{head}{warning}{contents}{body}\n</main>\n</body>\n</html>\n"
    ).encode()


def _on(said: str, *, wide: bool) -> str:
    """Words on the turned page of their table, when printed."""
    return f'<div class="turned">{said}</div>' if wide else said


def _ids(document: Document) -> dict[int, str]:
    """An id for every heading, its anchor where it has one, in a book for every table and picture; none twice."""
    taken: set[str] = set()
    ids = {}
    for place, block in enumerate(document.blocks):
        if isinstance(block, Heading) or (document.listed and isinstance(block, Table | Picture)):
            anchor = block.anchor if isinstance(block, Heading) else block.key
            wanted = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in anchor) or f"h{place}"
            ids[place] = wanted if wanted not in taken else f"{wanted}-{place}"
            taken.add(ids[place])
    return ids


def _contents(document: Document, ids: dict[int, str]) -> str:
    """Links to what the page holds, where that is much: the headings, and the tables and pictures of a book."""
    found, entries = [], dict(document.entries())
    for place, block in enumerate(document.blocks):
        if isinstance(block, Heading) and block.level < 3:
            found.append((ids[place], block.text, ' class="part"' if document.listed else ""))
        elif place in entries:
            found.append((ids[place], entries[place].title, ""))
    if len(found) < MANY:
        return ""
    links = "\n".join(f'<a href="#{escape(anchor)}"{css}>{escape(text)}</a>' for anchor, text, css in found)
    words = ["listed"] * document.listed + ["beside"] * document.beside
    look = f' class="{" ".join(words)}"' if words else ""
    return f"<nav{look}>\n{links}\n</nav>\n"


def _block(block: Block, anchor: str, language: str) -> Iterator[str]:
    match block:
        case Heading():
            level = min(4, max(2, block.level))
            swatch = f'<span class="swatch" style="background: {escape(block.colour)}"></span>' if block.colour else ""
            yield f'<h{level} id="{escape(anchor)}">{swatch}{escape(block.text)}</h{level}>'
        case Paragraph():
            css = "" if block.tone == "plain" else f' class="{escape(block.tone)}"'
            said = escape(block.text)
            said = f'<a href="{escape(block.link)}">{said}</a>' if block.link else said
            yield f"<p{css}>{said}</p>"
        case Facts():
            yield "<dl>"
            for term, said in block.pairs:
                yield f"{f'<dt>{escape(term)}</dt>' if term else ''}<dd>{escape(said)}</dd>"
            yield "</dl>"
        case Table():
            yield from _table(block, anchor)
        case Picture():
            yield from _picture(block, language, anchor)
        case Findings():
            yield "<ul>"
            yield from (f"<li><pre>{escape(str(problem))}</pre></li>" for problem in block.problems)
            yield "</ul>"
            if block.found > len(block.problems):
                yield f'<p class="note">{block.found} in all, {len(block.problems)} shown</p>'
        case _:
            assert_never(block)


def _picture(picture: Picture, language: str, anchor: str) -> Iterator[str]:
    """The drawing with its title and notes, and its numbers for who unfolds them."""
    yield f'<figure id="{escape(anchor)}">\n' if anchor else "<figure>\n"
    yield f"<figcaption>{escape(picture.title)}</figcaption>\n" if picture.title else ""
    yield svg_of(picture)
    yield from (f'\n<p class="note">{escape(note)}</p>' for note in picture.notes)
    yield f"\n<details><summary>{escape(word('numbers', language))}</summary>\n"
    yield from _table(replace(numbers_of(picture, language), title=""))
    yield "\n</details>\n</figure>"


def _table(table: Table, anchor: str = "") -> Iterator[str]:
    look = "wide" + " turned" * turned(table) + " whole" * (len(table.rows) <= TOGETHER)
    named = f' id="{escape(anchor)}"' if anchor else ""
    looks = ["unstriped"] * any(row.role == "beneath" for row in table.rows) + ["dense"] * crowded(table)
    striped = f' class="{" ".join(looks)}"' if looks else ""
    striped += f' style="--paper: {8.5 * shrunk(table):.1f}pt"' if shrunk(table) < 1 else ""
    yield f'<div{named} class="{look}" role="region" tabindex="0" aria-label="{escape(table.title)}">\n'
    yield f"<table{striped}>\n"
    yield f"<caption><span>{escape(table.title)}</span></caption>\n<thead>\n" if table.title else "<thead>\n"
    if any(column.group for column in table.columns):
        yield f"<tr>{''.join(_spans(table.columns))}</tr>\n"
    headings = "".join(_headings(table))
    yield f"<tr>{headings}</tr>\n</thead>\n<tbody>\n"
    most, marks = _most(table), marks_of(table)
    for place, row in enumerate(table.rows):
        css = "" if row.role == "body" else f' class="{row.role}"'
        if spanning(row):
            wide = f'colspan="{len(table.columns)}"'
            said = escape(str(row.cells[0]))
            yield f'<tr{css}><th scope="rowgroup" class="text" {wide}>{said}</th></tr>\n'
            continue
        cells = list(_cells(table.columns, row, most, marks))
        if under(table, place):
            cells = cells[1:]
        elif under(table, place + 1):
            cells[0] = cells[0].replace("<th ", '<th rowspan="2" ', 1)
        yield f"<tr{css}>{''.join(cells)}</tr>\n"
    yield "</tbody>\n"
    if table.notes:
        lines = "".join(
            f'<tr><td colspan="{len(table.columns)}"><span>{escape(note)}</span></td></tr>\n' for note in table.notes
        )
        yield f"<tfoot>\n{lines}</tfoot>\n"
    yield "</table>\n</div>"


def _headings(table: Table) -> Iterator[str]:
    """The headings of columns; those of words keep the width that they are read in."""
    for place, column in enumerate(table.columns):
        kept = f' style="min-width: {readable(table, place):.1f}em"' if column.kind == "text" else ""
        yield f'<th scope="col"{_css(column)}{kept}>{escape(column.heading)}</th>'


def _spans(columns: tuple[Column, ...]) -> Iterator[str]:
    for group, members in groupby(columns, key=lambda column: column.group):
        many = len(list(members))
        span = f'<th scope="colgroup" colspan="{many}"><span>{escape(group)}</span></th>'
        yield span if group else "<td></td>" * many


def _most(table: Table) -> float:
    """The largest of the shaded numbers of a table; 0 where there are none."""
    shaded = [place for place, column in enumerate(table.columns) if column.shaded]
    cells = [row.cells[place] for row in table.rows for place in shaded]
    return max((cell for cell in cells if isinstance(cell, int | float)), default=0)


def _cells(columns: tuple[Column, ...], row: Row, most: float, marks: tuple[int, ...]) -> Iterator[str]:
    for place, (given, column, room) in enumerate(zip(row.cells, columns, marks, strict=True)):
        cell, mark = parted(given)
        said = _cell(cell, column, row)
        if room and said and isinstance(cell, Bracketed):
            said = f'{said[:-1]}<span class="hang" style="min-width: {0.62 * SMALLER * room:.2g}em">{said[-1]}</span>'
        elif room and said:
            said += f'<sup style="min-width: {0.62 * room:.2g}em">{escape(mark)}</sup>'
        style = f"padding-left: {0.7 + 1.2 * row.indent:g}rem" if row.indent and not place else ""
        if column.shaded and isinstance(cell, int | float) and 0 < cell <= most:
            style = f"background: color-mix(in srgb, var(--bar) {DARKEST * cell / most:.0f}%, transparent)"
        look = _css(column) + (f' style="{style}"' if style else "")
        yield f"<td{look}>{said}</td>" if place else f'<th scope="row"{look}>{said}</th>'


def _cell(cell: Cell, column: Column, row: Row) -> str:
    if isinstance(cell, Bar):
        share = min(1.0, max(0.0, cell.share))
        wide = max(10 * share, LEAST_BAR)
        said = f'role="img" aria-label="{100 * share:.1f}%"'
        return f'<span class="bar" style="width: {wide:.2f}em" {said}></span>' if share else f"<span {said}></span>"
    if isinstance(cell, Span):
        return _span(cell)
    return escape(shown(cell, column, row)).replace("\n", "<br>")


def _span(cell: Span) -> str:
    """An interval on its axis, with a line at 0 where the axis begins below it; what it shows is said in words."""
    low, value, high = (100 * part for part in parts(cell))
    zero = 100 * -cell.start / (1 - cell.start)
    said = f"{number(cell.value, 2)}, {number(cell.low, 2)} to {number(cell.high, 2)}"
    return (
        f'<svg class="span" viewBox="-4 0 108 12" role="img" aria-label="{said}">'
        f'<path class="axis" d="M0 6H100M{zero:.4g} 1V11M100 1V11"/>'
        f'<path class="range" d="M{low:.4g} 6H{high:.4g}M{low:.4g} 3V9M{high:.4g} 3V9"/>'
        f'<circle cx="{value:.4g}" cy="6" r="3"/></svg>'
    )


def _css(column: Column) -> str:
    return ' class="text"' if column.kind == "text" else ""
