"""The questionnaire as one web page that needs nothing else: to be read on any screen and printed on A4."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import assert_never

from surveykit.render.paper.answers import ROUND, SQUARE, area_of, empties_of, grid_of, roster_of, sums_of
from surveykit.render.paper.style import STYLE, page_style
from surveykit.reports.paper.model import (
    Area,
    Edition,
    Entry,
    Grid,
    Head,
    Leaf,
    Lines,
    Note,
    Part,
    Questionnaire,
    Review,
    Roster,
    Section,
    Stamp,
    Sums,
    Wording,
    names_of,
)


def render(edition: Edition) -> bytes:
    """An edition as one HTML file in UTF-8."""
    first = edition.sides[0]
    two = len(edition.sides) > 1
    style = STYLE + page_style(first.head.footer, first.head.fields[0], wide=two)
    body = "\n".join(_pages(edition))
    classes = [*(["two"] if two else []), *(["review-edition"] if edition.review else [])]
    css = f' class="{" ".join(classes)}"' if classes else ""
    return (
        f'<!doctype html>\n<html lang="{escape(first.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(first.head.title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body{css}>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is printed at one height of the page; in an edition of two languages its translation stands beside it."""

    html: str
    css: str = ""
    questions: tuple[str, ...] = ()


def _pages(edition: Edition) -> Iterator[str]:
    sides = [list(_pieces(side)) for side in edition.sides]
    languages = [escape(side.language) for side in edition.sides]
    for pieces in zip(*sides, strict=True):
        css = f"piece {pieces[0].css}".strip()
        if len(pieces) == 1:
            yield f'<div class="{css}">{pieces[0].html}'
        else:
            both = zip(languages, pieces, strict=True)
            beside = "".join(
                f'<div lang="{language}">{_once(piece.html, n)}</div>' for n, (language, piece) in enumerate(both)
            )
            yield f'<div class="{css}"><div class="pair">{beside}</div>'
        yield f"{_facts(edition.review, pieces[0].questions)}</div>"
    if edition.review is not None:
        yield from _tables(edition.review)


def _once(html: str, side: int) -> str:
    """Anchors stand in the first language only."""
    return html.replace(' id="q-', ' data-q="') if side else html


def _pieces(side: Questionnaire) -> Iterator[_Piece]:
    yield _Piece(_head(side.head))
    for section in side.sections:
        yield _Piece(_section(section), "keep")
        for run in section.runs:
            css = "if" if run.condition else ""
            if run.condition:
                yield _Piece(f'<p class="when">{escape(run.condition)}</p>', "if keep")
            for part in run.parts:
                keep = f"{css} keep".strip() if isinstance(part, Note) else css
                yield _Piece("".join(_part(part)), keep, names_of(part))
    end, thanks = side.end
    yield _Piece(f'<p class="finish">{escape(end)}<span>{escape(thanks)}</span></p>', "last")
    title, leaves = side.lists
    if leaves:
        yield _Piece(f'<h2 class="section">{escape(title)}</h2>', "lists")
        yield from (_Piece(_leaf(leaf)) for leaf in leaves)


def _head(head: Head) -> str:
    facts = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(said)}</dd></div>" for term, said in head.facts)
    fields = "".join(f"<li>{escape(field)}</li>" for field in head.fields)
    how, lines = head.how
    signs = [ROUND, SQUARE]
    said = "".join(
        f"<li><i>{signs[n] if n < len(signs) else '•'}</i>{escape(line)}</li>" for n, line in enumerate(lines)
    )
    intro = f'<p class="intro">{escape(head.introduction)}</p>' if head.introduction else ""
    return (
        f'<header><p class="kind">{escape(head.kind)}</p><h1>{escape(head.title)}</h1>{intro}'
        f'<dl class="about">{facts}</dl><ul class="fields">{fields}</ul>'
        f'<div class="how"><b>{escape(how)}</b><ul>{said}</ul></div></header>'
    )


def _section(section: Section) -> str:
    mark = f"<b>{escape(section.mark)}</b>" if section.mark else ""
    said = f'<h2 class="section">{mark}{escape(section.title)}</h2>'
    said += f'<p class="when">{escape(section.condition)}</p>' if section.condition else ""
    field = f'<span class="row">{escape(section.row_field)} <i></i></span>' if section.row_field else ""
    return said + (f'<p class="repeat">{field}{escape(section.repeat)}</p>' if section.repeat else "")


def _part(part: Part) -> Iterator[str]:
    match part:
        case Note():
            yield f'<div class="note" id="q-{escape(part.wording.id)}">{_wording(part.wording)}</div>'
        case Entry():
            yield f'<div class="q" id="q-{escape(part.wording.id)}">{_wording(part.wording, _instruction(part.area))}'
            yield area_of(part.area)
            yield f"{empties_of(part.empties)}</div>"
        case Grid():
            yield f'<div class="q rows">{_wording(part.wording, part.instruction)}'
            yield from grid_of(part)
            yield "</div>"
        case Sums():
            yield f'<div class="q rows">{_wording(part.wording)}'
            yield from sums_of(part)
            yield "</div>"
        case Roster():
            yield from roster_of(part)
        case _:
            assert_never(part)


def _instruction(area: Area) -> str:
    return "" if isinstance(area, Lines | Stamp) else area.instruction


def _wording(wording: Wording, instruction: str = "") -> str:
    """Number, wording with the instruction behind it, condition and help, which may stand for the instruction."""
    mark = f'<p class="mark">{escape(wording.mark)}</p>' if wording.mark else ""
    said = [f'<p class="source">{escape(line)}</p>' for line in wording.instructions]
    do = "" if _same(instruction, wording.help) else instruction
    asked = [
        f"<span>{escape(wording.text)}</span>" if wording.text else "",
        f'<i class="do">{escape(do)}</i>' if do else "",
    ]
    said += [f'<p class="text">{" ".join(filter(None, asked))}</p>'] if any(asked) else []
    said += [f'<p class="{css}">{escape(line)}</p>' for css, line in _below(wording) if line]
    return mark + "".join(said)


def _below(wording: Wording) -> Iterator[tuple[str, str]]:
    yield "own", wording.condition
    yield "help", wording.help


def _same(one: str, other: str) -> bool:
    return one.strip(" .").casefold() == other.strip(" .").casefold()


def _leaf(leaf: Leaf) -> str:
    choices = "".join(f"<li><b>{escape(choice.code)}</b>{escape(choice.label)}</li>" for choice in leaf.choices)
    remark = f'<p class="help">{escape(leaf.remark)}</p>' if leaf.remark else ""
    return f'<div class="leaf"><h3>{escape(leaf.title)}</h3>{remark}<ul>{choices}</ul></div>'


def _facts(review: Review | None, questions: tuple[str, ...]) -> str:
    """What a reviewer reads below a question."""
    if review is None or not questions:
        return ""
    lines = []
    for name in questions:
        facts = "".join(f"<span><em>{escape(term)}</em> {escape(said)}</span> " for term, said in review.facts[name])
        lines.append(f"<p><b>{escape(name)}</b> {facts}</p>")
    return f'<div class="facts">{"".join(lines)}</div>'


def _tables(review: Review) -> Iterator[str]:
    yield '<div class="review">'
    for table in review.tables:
        heads = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in table.headings)
        yield f'<div class="wide"><table><caption>{escape(table.title)}</caption><thead><tr>{heads}</tr></thead><tbody>'
        for row in table.rows:
            yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
        yield "</tbody></table></div>"
    yield "</div>"
