"""LaTeX: tables with the lines of printed books (booktabs), notes, letters raised, wide ones turned, long ones parted.

The file compiles as it is with pdflatex; with lualatex or xelatex where labels are in scripts that pdflatex has not.
A picture stands as the table of its numbers: a single file of text holds no drawing.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, assert_never

from surveykit.render.cell import drawn_only, marks_of, parted, shown, spanning, under
from surveykit.render.paper.measure import wrapped
from surveykit.render.widths import LANDSCAPE, PAD, PORTRAIT, turned, turned_pages, widths
from surveykit.reports.document import Block, Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.picture import Picture
from surveykit.reports.pictures.numbers import numbers_of
from surveykit.reports.table import Bracketed, Column, Row, Table

BREAK: Final = r"\\"
LEAST: Final = 3.0  # of the size: a heading is not broken into narrower lines
LONG: Final = 40  # rows; a longer table is parted over pages, with its heading on each
SECTIONS: Final = ("section", "section", "subsection", "subsubsection", "paragraph")
_SPECIAL: Final = {
    **{sign: rf"\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "→": r"$\rightarrow$",
    "≥": r"$\geq$",
    "≤": r"$\leq$",
    "∞": r"$\infty$",
    "−": r"$-$",
    "\N{EM SPACE}": r"\quad{}",
    "\xa0": "~",
    **dict(
        zip(
            "αβγδκλμρστφχψω",
            (
                rf"$\{name}$"
                for name in (
                    "alpha", "beta", "gamma", "delta", "kappa", "lambda", "mu", "rho", "sigma", "tau", "varphi", "chi",
                    "psi", "omega",
                )
            ),
            strict=True,
        )
    ),
}  # fmt: skip
_SIGNS: Final = re.compile("|".join(map(re.escape, _SPECIAL)))
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BRACKET: Final = re.compile(r"^\[")  # would be an option of the line before
_MINUS: Final = re.compile(r"^(\(?)-")
PREAMBLE: Final = r"""\documentclass[a4paper,11pt]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[%s]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{textcomp}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\else
  \usepackage{fontspec}
\fi
\usepackage[margin=20mm]{geometry}
\usepackage{array,booktabs,longtable,pdflscape}
\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt}
\setlength{\tabcolsep}{4pt}
\begin{document}
"""


def render(document: Document) -> bytes:
    """A document as one .tex file in UTF-8."""
    head = [rf"{{\LARGE\bfseries {escaped(document.title)}\par}}"]
    head += [rf"{{\large {escaped(document.subtitle)}\par}}"] if document.subtitle else []
    parts = list(_pages(document, head))
    body = "\n\n".join(parts)
    cyrillic = any("\u0400" <= sign <= "\u04ff" for sign in body)
    return f"{PREAMBLE % ('T1,T2A' if cyrillic else 'T1')}\n{body}\n\n\\end{{document}}\n".encode()


def escaped(text: str) -> str:
    r"""A text that means in LaTeX what it says.

    Example:
        >>> escaped("50 % of R&D_1")
        '50 \\% of R\\&D\\_1'
    """
    clean = _UNPRINTABLE.sub("?", " ".join(text.split()))
    return _BRACKET.sub("{[}", _SIGNS.sub(lambda found: _SPECIAL[found[0]], clean))


def _pages(document: Document, head: list[str]) -> Iterator[str]:
    """The blocks, those that stand on turned pages together; the title with the first."""
    blocks = [numbers_of(b, document.language) if isinstance(b, Picture) else b for b in document.blocks]
    for wide, run in groupby(zip(turned_pages(blocks), blocks, strict=True), key=lambda pair: pair[0]):
        said, head = [*head, *("\n".join(_block(block, document.language)) for _, block in run)], []
        yield from ([r"\begin{landscape}", *said, r"\end{landscape}"] if wide else said)
    yield from head


def _block(block: Block, language: str) -> Iterator[str]:
    match block:
        case Heading():
            yield rf"\{SECTIONS[min(4, max(1, block.level - 1))]}*{{{escaped(block.text)}}}"
        case Paragraph():
            look = {"note": r"\small\itshape ", "warning": r"\bfseries "}.get(block.tone, "")
            yield rf"{{{look}{escaped(block.text)}\par}}"
        case Facts():
            if block.pairs:
                yield r"\begin{description}"
                yield from (rf"\item[{{{escaped(term)}}}] {escaped(said)}" for term, said in block.pairs)
                yield r"\end{description}"
        case Table():
            yield from _table(block)
        case Picture():
            yield from _table(numbers_of(block, language))
        case Findings():
            if block.problems:
                yield r"\begin{itemize}"
                yield from (rf"\item {escaped(str(problem))}" for problem in block.problems)
                yield r"\end{itemize}"
            if block.found > len(block.problems):
                yield f"{block.found} in all, {len(block.problems)} shown"
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    """Columns that hold nothing but bars are left out: the number stands beside them."""
    wide = turned(table)
    kept = [place for place in range(len(table.columns)) if not drawn_only(table, place)] or [0]
    marks = marks_of(table)
    long = len(table.rows) > LONG
    yield r"{\footnotesize" if wide else r"{\small"
    if not long:
        yield r"\begin{minipage}{\linewidth}"
    if table.title:
        yield rf"\textbf{{{escaped(table.title)}}}\par\nopagebreak\vspace{{3pt}}"
    name = "longtable" if long else "tabular"
    yield rf"\begin{{{name}}}{'[l]' if long else ''}{{@{{}}{_columns(table, kept, wide=wide)}@{{}}}}"
    yield r"\toprule"
    yield from _heads(table, kept)
    yield r"\midrule"
    if long:
        yield r"\endhead"
    yield from _rows(table, kept, marks)
    yield r"\bottomrule"
    yield rf"\end{{{name}}}"
    yield from (rf"\par{{\footnotesize {escaped(note)}}}" for note in table.notes)
    yield "}" if long else r"\end{minipage}\par\bigskip}"


def _columns(table: Table, kept: Sequence[int], *, wide: bool) -> str:
    """Words at the left, broken where they are long; numbers at the right."""
    room = LANDSCAPE if wide else PORTRAIT
    allotted = widths(table, room)
    natural = widths(table, 1e6)
    made = []
    for place in kept:
        if table.columns[place].kind != "text":
            made.append("r")
        elif allotted[place] < natural[place]:
            made.append(rf">{{\raggedright\arraybackslash}}p{{{0.92 * allotted[place] / room:.3f}\linewidth}}")
        else:
            made.append("l")
    return "".join(made)


def _heads(table: Table, kept: Sequence[int]) -> Iterator[str]:
    if any(table.columns[place].group for place in kept):
        cells, rules, at = [], [], 1
        for group, members in groupby(kept, key=lambda place: table.columns[place].group):
            span = len(list(members))
            cells.append(rf"\multicolumn{{{span}}}{{c}}{{{escaped(group)}}}" if group else " & " * (span - 1))
            rules += [rf"\cmidrule(lr){{{at}-{at + span - 1}}}"] if group else []
            at += span
        yield rf"{' & '.join(cells)} \\"
        yield "".join(rules)
    room = widths(table, PORTRAIT)
    heads = [_head(table.columns[place], room[place]) for place in kept]
    yield rf"{' & '.join(heads)} \\"


def _head(column: Column, room: float) -> str:
    """A heading; over a number in as many lines as its column is narrow."""
    said = escaped(column.heading)
    if column.kind != "text":
        lines = [escaped(line) for line in wrapped(column.heading, max(room - PAD, LEAST), 1.0)]
        said = rf"\shortstack[r]{{{BREAK.join(lines)}}}" if len(lines) > 1 else said
    return said


def _rows(table: Table, kept: Sequence[int], marks: Sequence[int]) -> Iterator[str]:
    before: Row | None = None
    for place, row in enumerate(table.rows):
        if row.role in {"total", "foot"} and before is not None and before.role != row.role:
            yield r"\midrule"
        before = row
        end = r"\\*" if under(table, place + 1) else BREAK  # no page ends between the two
        yield f"{' & '.join(_cells(table, row, kept, marks))} {end}"


def _cells(table: Table, row: Row, kept: Sequence[int], marks: Sequence[int]) -> Iterator[str]:
    if spanning(row):
        yield rf"\multicolumn{{{len(kept)}}}{{@{{}}l@{{}}}}{{\textbf{{{escaped(str(row.cells[0]))}}}}}"
        return
    for at, place in enumerate(kept):
        column = table.columns[place]
        value, mark = parted(row.cells[place])
        said = escaped(shown(value, column, row))
        if column.kind != "text":
            said = _MINUS.sub(r"\1$-$", said)
        said = rf"\textbf{{{said}}}" if row.role in {"heading", "total"} and said else said
        indent = rf"\hspace{{{row.indent}em}}" if row.indent and not at else ""
        raised = rf"\textsuperscript{{{escaped(mark)}}}" if mark else ""
        if isinstance(value, Bracketed) and marks[place]:
            said, raised = said[:-1], said[-1]
        behind = rf"\makebox[{0.15 + 0.5 * marks[place]:.2f}em][l]{{{raised}}}" if marks[place] else ""
        yield indent + said + behind
