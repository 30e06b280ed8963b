"""Applying a mapping: the columns of a file under the names and in the codes of a codebook, and what did not fit."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.dataset.combine import conform
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import is_blank, text_of
from surveykit.matching import mapping
from surveykit.matching.figures import Written, reader
from surveykit.matching.likeness import folded, plain
from surveykit.matching.mapping import Match
from surveykit.matching.multiple import choices_of
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule, listed

if TYPE_CHECKING:
    import pyarrow as pa

LEFT_BLANK = Rule(
    "SK656",
    "Values have no code and were left blank",
    "Nobody has said what they mean.",
    "`kanskje` in a column of Ja and Nei",
    "Give it a code under `values` of the mapping, or name it under `blank`.",
)
READ_AS_MISSING = Rule(
    "SK657",
    "Values were read as empty answers",
    "They are counted, so that one sees whether too many are.",
    "`vet ikke` read as don't know",
    "Nothing to mend where they mean that.",
)
RENAMED = Rule(
    "SK658",
    "A column that is kept has the name of a variable",
    "Two columns cannot have one name, and this one was not matched to the variable.",
    "a column `size` that is not the instrument's `size`",
    "Match it to the variable in the mapping, or use it under its new name.",
)

NO_COLUMN = Rule(
    "SK716",
    "A choice of a question with several answers has no column",
    "Not ticked would be a guess: the column may have another name, or the choice was not offered.",
    "columns for Safety and Languages, and none for Computers",
    "Give its column under `columns` of the mapping, if there is one.",
)

Cells = list[Value | None]
_MOST_CASES = 20


@dataclass(slots=True)
class _Work:
    """The columns that are made, and what was not understood: column, value -> rows."""

    dataset: Dataset
    target: Codebook
    columns: "dict[str, pa.ChunkedArray | Cells]" = field(default_factory=dict)
    variables: dict[str, Variable] = field(default_factory=dict)
    unread: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)
    empty: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    told: list[Problem] = field(default_factory=list)

    def cells(self, column: str) -> Cells:
        found: Cells = self.dataset.arrow().column(column).to_pylist()
        return found

    def not_read(self, column: str, taker: str, value: str, row: int) -> None:
        self.unread.setdefault((column, taker, value), []).append(row)

    def read_empty(self, column: str, taker: str, value: str, times: int = 1) -> None:
        counts = self.empty.setdefault((column, taker), {})
        counts[value] = counts.get(value, 0) + times


def apply(dataset: Dataset, held: mapping.Mapping, target: Codebook) -> tuple[Dataset, tuple[Problem, ...]]:
    """A dataset in the names and codes of a codebook, as a mapping says; what is not accepted in it is left out.

    What the mapping does not speak of is read as `conform` reads it. Values that became empty are counted; what
    has no code is named with its cases.

    Raises:
        DataError: SK321, labels of the file say that its codes mean something else; each such variable.
    """
    held = held.sure()
    work = _Work(dataset, target)
    for name, match in held.variables.items():
        question = next((s for s in target.sets if s.name == name and name not in target), None)
        if question is None:
            _single(name, match, work)
        elif match.columns:
            _united(question, match, work)
        else:
            _parted(question, match, work)
    problems = [*work.told, *_keep(held, work)]
    made = _made(work)
    problems += _told(work, held)
    result, misfits = conform(made, target)
    return result, (*problems, *misfits)


def _single(name: str, match: Match, work: _Work) -> None:
    """One column as one variable: its values by the table, the rest as numbers, dates and labels are read."""
    column = match.column or ""
    variable, found = work.target[name], work.dataset.codebook[column]
    form = Written(match.unit, match.decimal, match.dates)
    if not (match.values or match.blank or match.open or form != Written()):
        work.columns[name] = work.dataset.arrow().column(column)
        work.variables[name] = found.model_copy(update={"name": name, "role": variable.role})
        return
    codes = {folded(value) for value in match.values}
    cells = _by_table(name, match, form, work)
    work.columns[name] = cells
    numbers = str not in set(map(type, cells))
    missing = tuple(code for code in found.missing if folded(text_of(code.value)) not in codes)
    work.variables[name] = Variable(
        name=name,
        label=found.label,
        type="number" if numbers else "text",
        role=variable.role,
        missing=missing if numbers == (found.type == "number") else (),
        missing_ranges=found.missing_ranges if numbers else (),
    )


def _by_table(name: str, match: Match, form: Written, work: _Work) -> Cells:
    """The cells of a column by the table of its match, each value looked up once."""
    column = match.column or ""
    tell = _teller(name, match, form, work)
    emptiness, open_ = work.target[name].emptiness, {folded(value) for value in match.open}
    cells = work.cells(column)
    counts = Counter(cell for cell in cells if cell is not None)
    meant: dict[Value | None, Value | None] = {cell: tell(cell) for cell in counts}
    unread = set()
    for cell, times in counts.items():
        said, value = text_of(cell), meant[cell]
        if value is None and folded(said) in open_:
            unread.add(cell)
        elif not is_blank(said) and value != cell and emptiness.reason(value) is not None:
            work.read_empty(column, name, said, times)
    for row, held in enumerate(cells) if unread else ():
        if held is not None and held in unread:
            work.not_read(column, name, _labelled(held, work.dataset.codebook, column), row)
    return [meant.get(cell) for cell in cells]


def _labelled(value: Value, found: Codebook, column: str) -> str:
    """A value with the label the file gives it."""
    label = found.label_of(found[column], value)
    return text_of(value) if label == str(value) else f"{text_of(value)} = {label}"


def _teller(name: str, match: Match, form: Written, work: _Work) -> Callable[[Value], Value | None]:
    """From a value to what it means: by the table; what the table does not name as it is, or as it is labelled."""
    variable, found = work.target[name], work.dataset.codebook[match.column or ""]
    understood, known = reader(form, variable), _known(variable, work)
    codes = {folded(value): code for value, code in match.values.items()}
    nothing = {folded(value) for value in (*match.blank, *match.open)}
    labels = {code.value: str(code.label) for code in (work.dataset.codebook.codes_of(found) or ())}

    def tell(cell: Value) -> Value | None:
        said = text_of(cell)
        key = folded(said)
        if is_blank(said) or key in nothing:
            return None
        if key in codes:
            return codes[key]
        if variable.codes is None and isinstance(cell, str):
            number = understood(cell)
            return cell if number is None else number
        declared = found.emptiness.reason(cell) is not None
        return cell if cell in known or declared else labels.get(cell) or cell

    return tell


def _known(variable: Variable, work: _Work) -> set[Value]:
    return {code.value for code in (*(work.target.codes_of(variable) or ()), *variable.missing)}


def _parted(question: ResponseSet, match: Match, work: _Work) -> None:
    """One column of several answers as the 0/1 columns of a question."""
    column = match.column or ""
    found = work.dataset.codebook[column]
    if not (match.separator or match.values or match.blank or match.open):
        work.columns[question.name] = work.dataset.arrow().column(column)
        work.variables[question.name] = found.model_copy(update={"name": question.name})
        return
    choices = choices_of(question, work.target)
    own = {plain(value): code for value, code in match.values.items()}
    named = cache(
        partial(type(choices)(question, {**choices.words, **own}, choices.labels).named_in, separator=match.separator)
    )
    empties = _empties(question, match, work)
    blank = {plain(value) or value for value in match.blank}
    members: dict[str, Cells] = {name: [] for name in question.variables}
    for row, cell in enumerate(work.cells(column)):
        said = "" if cell is None else text_of(cell).strip()
        whole = empties.get(plain(said)) if said else None
        chosen: tuple[Value, ...] = ()
        if whole is not None or (said and (plain(said) or said) in blank):
            work.read_empty(column, question.name, said)
            said = "" if whole is None else said
        elif said:
            chosen, unknown = named(said)
            for part in unknown:
                work.not_read(column, question.name, part, row)
        for choice, name in zip(question.choices, question.variables, strict=True):
            members[name].append(None if not said else whole if whole is not None else int(choice in chosen))
    _add(members, work)


def _empties(question: ResponseSet, match: Match, work: _Work) -> dict[str, Value]:
    """What a whole cell may say where there is no answer, by its words."""
    first = work.target[question.variables[0]]
    words = {plain(text): code.value for code in first.missing for text in code.label.languages.values() if text}
    words |= {plain(text_of(code.value)): code.value for code in first.missing}
    missing = {code.value for code in first.missing}
    return words | {plain(value): code for value, code in match.values.items() if code in missing}


def _united(question: ResponseSet, match: Match, work: _Work) -> None:
    """Columns that each stand for a choice as the 0/1 columns of a question.

    Where somebody ticked anything, a blank in the other columns is not ticked; where nothing stands in any of them
    nobody knows whether the question was answered, and all stay blank. So does a choice that has no column.
    """
    choices = choices_of(question, work.target)
    columns = {choice: column for column, choice in match.columns.items()}
    of = dict(zip(question.choices, question.variables, strict=True))
    raw = {choice: work.cells(column) for choice, column in columns.items()}
    ticked, not_ticked = frozenset(match.ticked), frozenset(match.not_ticked)
    missing = {code.value for code in work.target[question.variables[0]].missing}
    members: dict[str, Cells] = {name: [] for name in question.variables}
    for row in range(work.dataset.arrow().num_rows):
        answers: dict[Value, Value | None] = {}
        for choice, cells in raw.items():
            said = "" if (cell := cells[row]) is None else text_of(cell).strip()
            own = said in ticked or plain(said) in choices.labels[choice]
            if said and own:
                answers[choice] = 1
            elif said in not_ticked:
                answers[choice] = 0
            elif said in match.values and match.values[said] in missing:
                answers[choice] = match.values[said]
                work.read_empty(columns[choice], question.name, said)
            elif said and said not in match.blank:
                work.not_read(columns[choice], question.name, said, row)
        anything = 1 in answers.values()
        for choice, name in of.items():
            members[name].append(answers.get(choice, 0 if anything and choice in raw else None))
    _add(members, work)
    if without := [text_of(choice) for choice in of if choice not in raw]:
        what = f"no column is matched to {'choice' if len(without) == 1 else 'choices'} {', '.join(without)} of "
        what += f"'{question.name}'; nobody knows whether it was ticked, and it is left blank"
        work.told.append(Problem(NO_COLUMN, what, Place(variable=question.name), NO_COLUMN.mend, "warning"))


def _add(members: Mapping[str, Cells], work: _Work) -> None:
    for name, cells in members.items():
        work.columns[name] = cells
        work.variables[name] = Variable(name=name, type="number", decimals=0)


def _keep(held: mapping.Mapping, work: _Work) -> list[Problem]:
    """The columns no variable takes, under names that no variable has."""
    taken = {column for match in held.variables.values() for column in match.taken}
    names = {name.casefold() for name in (*work.target.names, *(s.name for s in work.target.sets), *work.columns)}
    problems = []
    for name in work.dataset.codebook.names:
        if name in taken:
            continue
        free = name
        while free.casefold() in names:
            free = f"{free}_in_file"
        if free != name:
            what = f"'{name}' is not matched to the variable of this name; it is kept as '{free}'"
            problems.append(Problem(RENAMED, what, Place(variable=name), RENAMED.mend, "warning"))
        names.add(free.casefold())
        work.columns[free] = work.dataset.arrow().column(name)
        work.variables[free] = work.dataset.codebook[name].model_copy(update={"name": free})
    return problems


def _made(work: _Work) -> Dataset:
    """The columns as a dataset, with the lists of the file that are still used."""
    import pyarrow as pa

    lists = work.dataset.codebook.lists
    used = {variable.codes for variable in work.variables.values() if variable.codes}
    codebook = Codebook(
        name=work.dataset.codebook.name,
        languages=work.dataset.codebook.languages,
        variables=tuple(work.variables.values()),
        lists={name: lists[name] for name in lists if name in used},
    )
    arrays = [_array(work.columns[name], variable) for name, variable in work.variables.items()]
    return Dataset(codebook, pa.table(arrays, names=list(work.variables)))


def _array(cells: "pa.ChunkedArray | Cells", variable: Variable) -> "pa.Array | pa.ChunkedArray":
    import pyarrow as pa

    if isinstance(cells, pa.ChunkedArray):
        return cells
    kinds = set(map(type, cells)) - {type(None)}
    if variable.type != "number":
        texts = cells if kinds <= {str} else [None if cell is None else text_of(cell) for cell in cells]
        return pa.array(texts, pa.string())
    if kinds <= {int}:
        return pa.array(cells, pa.int64())
    return pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())


def _told(work: _Work, held: mapping.Mapping) -> list[Problem]:
    """What was left blank, each value with its cases, and what was read as empty, counted."""
    called = _case_names(work, held)
    problems = []
    for (column, taker, value), rows in work.unread.items():
        cases = f"case{'s' if len(rows) > 1 else ''} {listed([called(row) for row in rows], _MOST_CASES)}"
        coded = taker not in work.target or work.target[taker].codes is not None
        lacks = "has no code" if coded else f"is no {work.target[taker].type}"
        what = f"{_cells(len(rows))} {value[:60]!r}, which {lacks} of '{taker}'; left blank in {cases}"
        problems.append(Problem(LEFT_BLANK, what, Place(variable=column), LEFT_BLANK.mend))
    for (column, taker), counts in work.empty.items():
        said = ", ".join(f"'{value}' {times}" for value, times in counts.items())
        what = f"empty answers of '{taker}': {said}"
        problems.append(Problem(READ_AS_MISSING, what, Place(variable=column), severity="note"))
    return problems


def _cells(times: int) -> str:
    return "a cell says" if times == 1 else f"{times} cells say"


def _case_names(work: _Work, held: mapping.Mapping) -> Callable[[int], str]:
    """How a case is called: by its id where a column is matched to it, by its row where none is."""
    known = work.target.role("id")
    match = held.variables.get(known.name) if known else None
    ids: Sequence[Value | None] = work.cells(match.column) if match and match.column else ()

    def called(row: int) -> str:
        identity = ids[row] if ids else None
        return str(row + 1) if identity is None else text_of(identity)

    return called
