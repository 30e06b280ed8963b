"""A sheet of cells as a dataset: columns, multiple-response questions and value labels, with all that was changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import SharedLists
from surveykit.codebook.variable import Type
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Layout, Reading
from surveykit.formats.table.codes import PERCENT, SPLIT
from surveykit.formats.table.columns import TabularOptions, column_of, moment_in
from surveykit.formats.table.export import Asked
from surveykit.formats.table.layout import Laid, laid_out, own
from surveykit.formats.table.multiple import SET_MADE, joined_in, ticks_of
from surveykit.formats.table.sheet import Sheet, column_in
from surveykit.formats.table.variables import Made, Way, made
from surveykit.problems import Place, Problem, Rule, listed
from surveykit.text import Text

CHOICES = Rule(
    "SK633",
    "The choices of a question are taken from its answers",
    "An export holds no list of choices; one that nobody chose is not known.",
    "a question answered `Yes` and `No` in an export of SurveyMonkey",
    "Import with --instrument or --codebook, which know every choice and its code.",
)


def reading_of(
    sheet: Sheet,
    name: str,
    options: TabularOptions,
    *,
    comma: bool = False,
    explained: Mapping[str, Type] | None = None,
) -> Reading:
    """A sheet as a dataset.

    Args:
        sheet: the lines of cells.
        name: of the dataset.
        options: those of the format.
        comma: whether numbers have a decimal comma.
        explained: the names and types of the dictionary that tells what the columns are, so that nothing is guessed.

    Raises:
        FormatError: there are no headings, or two are the same; it is not of the service named.
    """
    import pyarrow as pa

    laid = own(sheet, explained) if explained and options.header is None else None
    laid = laid or laid_out(sheet, options.model_copy(update={"vendor": "none"}) if explained else options)
    columns = _columns(
        sheet,
        laid,
        options,
        comma=comma,
        explained={name.casefold(): kind for name, kind in explained.items()} if explained else None,
    )
    columns, sets, told = ([*columns], (), []) if explained else _sets(laid, columns)
    codebook, problems, layout = explanation(sheet, laid, columns, name, explained=explained, sets=sets, told=told)
    table = pa.table([column.column.values for column in columns], names=list(codebook.names))
    return Reading(Dataset(codebook, table), problems, layout)


def explanation(
    sheet: Sheet,
    laid: Laid,
    columns: Sequence[Made],
    name: str,
    *,
    explained: Mapping[str, Type] | None = None,
    sets: tuple[ResponseSet, ...] = (),
    told: Sequence[Problem] = (),
) -> tuple[Codebook, tuple[Problem, ...], Layout]:
    """The codebook of the columns, what is to be said of them, and how they lay."""
    lists = SharedLists()
    variables = [
        column.column.variable.model_copy(update={"codes": lists.name_of(column.codes, column.column.variable.name)})
        if column.codes
        else column.column.variable
        for column in columns
    ]
    codebook = Codebook(name=name, variables=tuple(variables), lists=lists.by_name, sets=sets)
    problems = [*laid.problems, *told]
    problems += (
        []
        if explained
        else [*_splits(columns), *_answers(columns), *(p for column in columns for p in column.column.problems)]
    )
    problems += () if explained else _percents(sheet, laid)
    service = laid.service.name if laid.service else ""
    return codebook, tuple(problems), Layout(sheet=sheet.name, heads=laid.heads, why=laid.why, service=service)


def _columns(
    sheet: Sheet, laid: Laid, options: TabularOptions, *, comma: bool, explained: Mapping[str, Type] | None
) -> list[Made]:
    export = laid.export
    way = Way(options, comma)
    if export:
        way = Way(options, comma, exported=True, month_first=export.month_first, not_asked=export.not_asked)
    columns = []
    for number, index in enumerate(laid.used):

        def place(row: int, index: int = index) -> Place:
            return sheet.place(laid.body[row].number, index)

        columns.append(column_at(laid, number, column_in(laid.body, index), place, way, explained=explained))
    return columns


def column_at(
    laid: Laid,
    number: int,
    cells: Sequence[Any],
    place: Callable[[int], Place],
    way: Way,
    *,
    explained: Mapping[str, Type] | None = None,
) -> Made:
    """The column at a number, of its cells; in small letters, what type a dictionary says each has."""
    asked, text = laid.columns[number], is_text(laid.columns[number], way.options)
    if explained or text:
        kind = explained.get(asked.name.casefold(), "number") if explained else "text"
        cells = [moment_in(cell) for cell in cells] if kind == "datetime" else cells
        text = text or kind != "number"
        column = Made(asked, column_of(asked.name, asked.label, cells, place, text=text, comma=way.comma))
    else:
        column = made(asked, cells, place, way)
    if laid.units and laid.units[number]:
        variable = column.column.variable.model_copy(update={"unit": Text(laid.units[number])})
        column = replace(column, column=replace(column.column, variable=variable))
    return column


def is_text(asked: Asked, options: TabularOptions) -> bool:
    """Whether the user says that a column holds texts."""
    return asked.name.casefold() in {name.casefold() for name in options.texts}


def _splits(columns: Sequence[Made]) -> list[Problem]:
    """The columns whose cells held codes and labels."""
    split = [column for column in columns if column.column.variable.type == "number" and column.codes]
    split = [column for column in split if not column.asked.codes]
    if not split:
        return []
    some = ", ".join(f"{code.value} '{code.label}'" for code in split[0].codes if code.label)
    what = f"cells hold codes and labels, which are kept in the codebook: {listed([c.asked.name for c in split], 6)}"
    what += f"; of '{split[0].asked.name}' {some[:120]}"
    return [Problem(SPLIT, what, hint="-O texts=... reads a column as it stands", severity="note")]


def _answers(columns: Sequence[Made]) -> list[Problem]:
    """The questions whose choices were taken from the answers."""
    taken = [column.asked.name for column in columns if column.codes and column.column.variable.type == "text"]
    what = f"the choices of these questions are the answers that were found: {listed(taken, 6)}"
    return (
        [Problem(CHOICES, what, hint="--instrument or --codebook knows every choice and its code", severity="note")]
        if taken
        else []
    )


def _percents(sheet: Sheet, laid: Laid) -> list[Problem]:
    """The numbers a spreadsheet shows as percentages are shares in the file."""
    shown = [asked.name for asked, index in zip(laid.columns, laid.used, strict=True) if index in sheet.percents]
    what = f"shown as percentages, read as shares (0.26 for 26 %): {listed(shown)}"
    return [Problem(PERCENT, what, sheet.whole, severity="note")] if shown else []


def _sets(laid: Laid, columns: Sequence[Made]) -> tuple[list[Made], tuple[ResponseSet, ...], list[Problem]]:
    """The columns with ticks as 1 and 0, the sets they make, and what is to be said of it."""
    if laid.export is None:
        return [*columns], (), []
    groups: dict[str, list[int]] = {}
    for index, column in enumerate(columns):
        if column.asked.part == "choice":
            groups.setdefault(column.asked.question, []).append(index)
    changed: dict[int, Made] = {}
    sets: list[ResponseSet] = []
    taken = {column.asked.name.casefold() for column in columns}
    for question, members in groups.items():
        ticked = _ticked(laid, columns, question, members)
        if ticked:
            changed |= ticked
            sets.append(_set(question, [columns[index].asked for index in members], taken))
    found: list[Made] = []
    for index, column in enumerate(columns):
        found.append(changed.get(index, column))
        if laid.export.joined and column.asked.part == "answer":
            parts, joined = _joined(laid, index, column, taken)
            found += parts
            sets += joined
    return found, tuple(sets), _told(sets)


def _told(sets: Sequence[ResponseSet]) -> list[Problem]:
    if not sets:
        return []
    named = ", ".join(f"'{s.name}' ({len(s.variables)} choices)" for s in sets[:6])
    named += f" ... ({len(sets)} in all)" if len(sets) > 6 else ""
    return [
        Problem(
            SET_MADE,
            f"multiple-response questions: {named}",
            hint="-O vendor=none leaves the cells as they stand",
            severity="note",
        )
    ]


def _ticked(laid: Laid, columns: Sequence[Made], question: str, members: Sequence[int]) -> Mapping[int, Made]:
    """The columns of a question as ticks; none where they are a battery, or a single one."""
    if len(members) < 2:
        return {}
    asked = [columns[index].asked for index in members]
    raw = [_raw(laid, index) for index in members]
    others = [n for n, column in enumerate(columns) if column.asked.question == question and n not in members]
    behind = [_raw(laid, n) for n in others if columns[n].asked.part == "other"]
    answered = [any(cell is not None for cell in row) for row in zip(*behind, strict=True)] if behind else []
    ticks = ticks_of(raw, [column.label for column in asked], answered or [False] * len(laid.body))
    if ticks is None:
        return {}
    return {index: _tick_column(columns[index], cells) for index, cells in zip(members, ticks, strict=True)}


def _raw(laid: Laid, index: int) -> list[Any]:
    unasked = laid.export.not_asked if laid.export else ""
    cells = [line.at(laid.used[index]) for line in laid.body]
    return [None if unasked and cell == unasked else cell for cell in cells]


def _tick_column(column: Made, ticks: Sequence[int | None]) -> Made:
    """A column of ticks; "not asked" stays where it was declared."""
    import pyarrow as pa

    before = column.column
    missing = before.variable.missing
    if missing:
        code = missing[0].value
        held = before.values.to_pylist()
        ticks = [-1 if was == code else tick for was, tick in zip(held, ticks, strict=True)]
        missing = tuple(code.model_copy(update={"value": -1}) for code in missing)
    facts = {"type": "number", "measure": "nominal", "decimals": 0, "missing": missing}
    variable = before.variable.model_copy(update=facts)
    return Made(column.asked, replace(before, variable=variable, values=pa.array(ticks, pa.int64()), problems=()))


def _set(question: str, asked: Sequence[Asked], taken: set[str]) -> ResponseSet:
    name = question if question.casefold() not in taken else f"{question}_choices"
    choices = [int(column.choice) if column.choice.isdecimal() else column.choice for column in asked]
    label = asked[0].wording
    whole = tuple(choices) if len(set(choices)) == len(choices) else ()
    return ResponseSet(name=name, label=Text(label), variables=tuple(column.name for column in asked), choices=whole)


def _joined(laid: Laid, index: int, column: Made, taken: set[str]) -> tuple[list[Made], list[ResponseSet]]:
    """A column for each choice that stands joined with others in one cell; the cell is kept beside them."""
    import pyarrow as pa

    joined = joined_in(_raw(laid, index), laid.export.joined if laid.export else "")
    if joined is None or len(joined.choices) < 2:
        return [], []
    asked, parts = column.asked, []
    for number, (choice, ticks) in enumerate(zip(joined.choices, joined.ticks, strict=True), 1):
        name = f"{asked.name}_{number}"
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        whole = asked.label or asked.name
        one = Asked(name, choice, whole, asked.name, "choice", str(number))
        variable = column.column.variable.model_copy(
            update={
                "name": name, "label": Text(choice), "wording": Text(whole), "type": "number",
                "measure": "nominal", "decimals": 0, "width": None,
            }
        )  # fmt: skip
        parts.append(
            Made(one, replace(column.column, variable=variable, values=pa.array(ticks, pa.int64()), problems=()))
        )
    return parts, [_set(asked.name, [part.asked for part in parts], taken)]
