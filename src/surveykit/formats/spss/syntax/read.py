"""Reading SPSS syntax: the data it names, beside it, with the labels and missing values it declares."""

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, SharedLists
from surveykit.codebook.reasons import reason_of
from surveykit.codebook.variable import Range, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Reading
from surveykit.formats.files import DAMAGED, NOT_WHAT_IT_SAYS, refuse_unless
from surveykit.formats.pair.cells import read_cells, typed, unpacked
from surveykit.formats.pair.fixed import read_fixed
from surveykit.formats.pair.placed import NO_DATA
from surveykit.formats.spss.columns import NumberColumn
from surveykit.formats.spss.dates import type_of
from surveykit.formats.spss.describe import choices_in
from surveykit.formats.spss.missing import missing_of
from surveykit.formats.spss.notes import unfolded
from surveykit.formats.spss.syntax.commands import commands_in
from surveykit.formats.spss.syntax.program import Program, program_of
from surveykit.formats.spss.syntax.write import FIRST, LAST
from surveykit.missing import USER_MISSING
from surveykit.problems import DefinitionError, FormatError, Place, Problem
from surveykit.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

_MOST_BYTES = 50_000_000


def read(path: Path) -> Reading:
    """An .sps as a dataset: the data file it reads must stand beside it.

    Raises:
        FormatError: SK504, it reads no data; SK506, it is cut short; SK637, the data are not there, or cannot be read.
    """
    program = program_of(commands_in(_text(path)))
    place = Place(file=str(path))
    if not program.columns:
        what = "no command in it reads a text file of data (GET DATA /TYPE=TXT or DATA LIST)"
        raise FormatError(Problem(NOT_WHAT_IT_SAYS, what, place, "is it the syntax that goes with the data?"))
    name = re.split(r"[/\\]", program.file)[-1]
    data = path.with_name(name) if name else path
    if data == path or not data.is_file():
        raise FormatError(Problem(NO_DATA, f"the data file '{name}' is not beside the syntax", place, "put it there"))
    try:
        columns, problems = _columns(program, data)
        codebook, table = _described(program, columns, path.stem)
    except DefinitionError as refusal:
        raise FormatError(problem.at(place) for problem in refusal.problems) from None
    problems = [p if p.place.file else p.at(replace(p.place, file=str(data))) for p in problems]
    return Reading(Dataset(codebook, table), (*program.problems, *problems))


def _text(path: Path) -> str:
    refuse_unless(path, ("a text file",))
    place = Place(file=str(path))
    if path.stat().st_size > _MOST_BYTES:
        what = f"the syntax has more than {_MOST_BYTES / 1e6:.0f} MB"
        raise FormatError(Problem(NOT_WHAT_IT_SAYS, what, place, "is it a data file?"))
    content = path.read_bytes()
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FormatError(Problem(NOT_WHAT_IT_SAYS, "the file holds zero bytes; it is no syntax", place))
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if FIRST in text[:200] and LAST not in text[-200:]:
        raise FormatError(Problem(DAMAGED, "the syntax is cut short", place, "ask for the file again"))
    return text


def _columns(program: Program, data: Path) -> "tuple[dict[str, pa.ChunkedArray], list[Problem]]":
    """The columns of the data file in the types of their formats."""
    kinds = {name: type_of(form) == "number" and not form.startswith("A") for name, form in program.columns}
    variables = tuple(
        Variable(name=name, type="number" if kinds[name] else "text", decimals=_places(form))
        for name, form in program.columns
    )
    book = Codebook(variables=variables)
    if program.fixed:
        dataset, problems = read_fixed(data, book, program.spots, program.charset)
    else:
        names = list(book.names)
        if program.separator:
            table = read_cells(data, program.separator, program.charset, names, program.skip, program.quote or '"')
        else:
            table = _by_blanks(data, program, names)
        plain = book.model_copy(update={"variables": tuple(v.model_copy(update={"decimals": None}) for v in book)})
        dataset, problems = typed({name: table.column(name) for name in names}, plain)
    return {name: dataset.arrow().column(name) for name in book.names}, problems


def _places(form: str) -> int | None:
    found = re.fullmatch(r"F\d+\.(\d+)", form)
    return int(found[1]) if found else None


def _by_blanks(data: Path, program: Program, names: list[str]) -> "pa.Table":
    """Cells with blanks or commas between them, texts in quotes of either kind."""
    import pyarrow as pa

    text = unpacked(data).decode(program.charset or "utf-8-sig", errors="replace")
    cells = [
        re.findall(r"'[^']*'|\"[^\"]*\"|[^\s,]+", line) for line in text.splitlines()[program.skip :] if line.strip()
    ]
    if odd := next((n for n, row in enumerate(cells, 1) if len(row) != len(names)), 0):
        what = f"the line has {len(cells[odd - 1])} cells for {len(names)} variables"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(data), line=odd), "ask for the data as .csv"))
    rows = [[cell.strip("'\"") if cell[0] in "'\"" else None if cell == "." else cell for cell in row] for row in cells]
    return pa.table([pa.array([row[i] for row in rows], pa.string()) for i in range(len(names))], names=names)


def _described(program: Program, columns: "dict[str, pa.ChunkedArray]", stem: str) -> "tuple[Codebook, pa.Table]":
    """The codebook, and the columns in its order."""
    import pyarrow as pa

    lists = SharedLists()
    variables, made = [], {}
    for name in dict.fromkeys(program.names):
        source = program.computed.get(name, name)
        if source in columns:
            variable, column = _variable(program, name, columns[source], lists)
            variables.append(variable)
            made[variable.name] = column
    names = set(made)
    sets = [
        ResponseSet(
            name=called,
            label=Text(label),
            kind="dichotomies" if kind == "dichotomies" else "categories",
            counted=counted,
            variables=tuple(members),
            choices=choices_in(tuple(members)) if kind == "dichotomies" else (),
        )
        for kind, called, label, counted, members in program.sets
        if members and names.issuperset(members)
    ]
    codebook = Codebook(
        name=stem,
        title=Text(program.title),
        variables=tuple(variables),
        lists=lists.by_name,
        sets=tuple(sets),
        notes=unfolded(program.notes),
    )
    return codebook, pa.table(made) if made else pa.table({})


def _variable(
    program: Program, name: str, column: "pa.ChunkedArray", lists: SharedLists
) -> "tuple[Variable, pa.ChunkedArray]":
    """One variable as a .sav would have it."""
    form = program.formats.get(name) or dict(program.columns).get(name, "F8.2")
    kind = "text" if form.startswith("A") else type_of(form)
    if kind in {"text", "number"}:  # what was read decides, where a later format contradicts it
        import pyarrow as pa

        kind = "text" if pa.types.is_string(column.type) else "number"
    codes, missing, ranges = _codes(program, name, text=kind == "text")
    decimals = None
    if kind == "number":
        numbers = NumberColumn.of(form, coded=bool(codes), mixed=False)
        column = numbers.taken(column.cast(pa.float64(), safe=False))
        decimals = numbers.decimals
    elif kind != "text":
        missing = tuple(code.model_copy(update={"value": str(code.value)}) for code in missing)
        codes, ranges = (), ()
    level = program.levels.get(name, "")
    measure = (
        level if level in {"nominal", "ordinal", "scale"} else "scale" if kind == "number" and not codes else "nominal"
    )
    variable = Variable.model_validate(
        {
            "name": name,
            "label": program.labels.get(name, ""),
            "type": kind,
            "measure": measure,
            "codes": lists.name_of(codes, name) if codes else None,
            "missing": missing,
            "missing_ranges": ranges,
            "decimals": decimals,
            "role": "weight" if name == program.weight else None,
            "formats": {"spss": form},
        }
    )
    return variable, column


def _codes(program: Program, name: str, *, text: bool) -> tuple[tuple[Code, ...], tuple[Code, ...], tuple[Range, ...]]:
    """The codes of a variable, those that are missing, and the missing ranges."""
    labels, declared = program.values.get(name, {}), list(program.missing.get(name, ()))
    if text:  # SPSS declares three missing texts at most; our fourth shows by its value and label
        declared += [(v, v) for v, label in labels.items() if reason_of(v, Text(label)) != USER_MISSING]
    missing, ranges = missing_of(labels, declared)
    gone = {code.value for code in missing}
    codes = tuple(
        Code(value=value, label=Text() if label == str(value) else Text(label))
        for value, label in labels.items()
        if value not in gone
    )
    return codes, missing, ranges
