"""The sampling frame: the cases that were drawn, with what is known of them before anybody was asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.translate import translated
from surveykit.fieldwork.sheet import Sheet, named, repeated, unsound
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.project import codebook_of
from surveykit.interview.interview import Interview
from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem, Rule, listed, nearest, shortened

NOT_IN_REGISTER = Rule(
    "SK844",
    "The register of the instrument has no such variable",
    "Only what the instrument names under `register` can be read by its checks and stands in the data.",
    "--map industry=frame_industri, where the instrument has frame_industry",
    "Correct the name, or add the variable to the `register` of the instrument.",
)
NOT_IN_FRAME = Rule(
    "SK845",
    "The sampling frame lacks what the register should know",
    "Checks that read it will be undetermined, and the variable will be blank in the data.",
    "an instrument with `weight` in its register and a frame without it",
    "Name the column that holds it with --map COLUMN=NAME; where no column does, there is nothing to mend.",
)
NAME_TAKEN = Rule(
    "SK846",
    "A column of the frame has the name of a question",
    "What the frame says would be taken for an answer.",
    "a column `employees` in the frame, where employees is asked too",
    "Give it a name of its own, and put it in the register with --map; the column was left out.",
)
STANDS = Rule(
    "SK849",
    "The frame says something else of a case than when it was drawn",
    "Answers may have been checked against what was known then.",
    "a frame drawn again after the industry of NO-17 was corrected in it",
    "Nothing was changed. Where the frame is right, note it as a remark on the case, and correct it in the analysis.",
)
TWO_COLUMNS = Rule(
    "SK850",
    "Two columns are given for one variable of the register",
    "Only one of them can be what is known of the case.",
    "--map nace=frame_industry --map industry=frame_industry",
    "Leave one of them out; it is kept under its own name.",
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The cases of a sampling frame: what the register knows of each, by id; and what was odd about the file."""

    name: str
    cases: Mapping[str, Mapping[str, Value]]
    problems: tuple[Problem, ...] = ()


def frame_of(sheet: Sheet, instrument: Instrument, mapped: Mapping[str, str]) -> Frame:
    """The cases of a file, each value in the code or type that the register of the instrument gives it.

    Columns are matched by name; all others are kept under their own names, for lists and for rates by stratum.

    Args:
        sheet: the file.
        instrument: whose register it is.
        mapped: columns of the file that the register calls otherwise, to its names.

    Raises:
        DataError: SK842, SK844, no such column or variable; SK843, an id stands twice or cannot be one; SK430 to SK436,
            a value cannot be one of its variable.
    """
    chosen, problems = _chosen(sheet, instrument, mapped)
    codebook = codebook_of(instrument)
    taken = {*codebook.names, *instrument.questions}
    columns: dict[str, list[Value | None]] = {}
    for name in sheet.dataset.codebook.names:
        into = chosen.get(name, name)
        if name == sheet.column:
            continue
        if name in chosen:
            columns[into], found = _column(sheet, name, codebook[into], codebook)
            problems += found
        elif into in taken:
            what = f"'{name}' is what the instrument asks or computes; the column is left out"
            problems.append(
                Problem(NAME_TAKEN, what, Place(str(sheet.path), variable=name), NAME_TAKEN.mend, "warning")
            )
        else:
            columns[into] = [_plain(cell) for cell in sheet.dataset.arrow().column(name).to_pylist()]
    problems += [*unsound(sheet), *repeated(sheet), *_lacking(sheet, instrument, columns)]
    if any(problem.severity == "error" for problem in problems):
        raise DataError(shortened(problem for problem in problems if problem.severity == "error"))
    cases = {id_: {n: v for n, c in columns.items() if (v := c[row]) is not None} for row, id_ in enumerate(sheet.ids)}
    return Frame(sheet.path.stem, cases, shortened(problems))


def _chosen(sheet: Sheet, instrument: Instrument, mapped: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """Which column of the file is which variable of the register."""
    registered = {column.id.casefold(): column.id for column in instrument.registered}
    chosen: dict[str, str] = {}
    problems: list[Problem] = []
    for column, wanted in mapped.items():
        name = named(sheet.path, sheet.dataset, column)
        if wanted in chosen.values():
            what = f"'{wanted}' is given by another column too"
            problems.append(Problem(TWO_COLUMNS, what, Place("--map", variable=column), TWO_COLUMNS.mend))
        elif wanted in registered.values():
            chosen[name] = wanted
        else:
            known = listed([*registered.values()]) or "nothing"
            hint = nearest(wanted, registered.values()) or f"the register has {known}"
            what = f"the register has no '{wanted}'"
            problems.append(Problem(NOT_IN_REGISTER, what, Place("--map", variable=column), hint))
    for name in sheet.dataset.codebook.names:
        own = registered.get(name.casefold())
        if own and own not in chosen.values() and name not in chosen:
            chosen[name] = own
    return chosen, problems


def _column(
    sheet: Sheet, name: str, variable: Variable, codebook: Codebook
) -> tuple[list[Value | None], list[Problem]]:
    """One column in the codes of its variable; what is missing of it is left out."""
    held = sheet.dataset.codebook
    labels = {code.value: str(code.label) for code in held.codes_of(held[name]) or ()}
    cells, found = translated(sheet.dataset.arrow().column(name), variable, codebook, labels, str)
    values = cells if isinstance(cells, list) else cells.to_pylist()
    problems = [
        replace(
            problem,
            what=problem.what.removesuffix("; left blank"),
            place=sheet.place(int(problem.place.case or 0), name),
            hint=problem.hint or problem.rule.mend,
        )
        for problem in found
    ]
    gone = variable.emptiness
    whole = variable.type == "number" and (variable.decimals == 0 or variable.codes is not None)
    return [None if gone.reason(value) else _plain(value, whole=whole) for value in values], problems


def _plain(cell: Value | None, *, whole: bool = False) -> Value | None:
    """A cell as a journal keeps it; None where there is nothing, or no number."""
    if isinstance(cell, str):
        return cell.strip() or None
    if cell is None or not isfinite(cell):
        return None
    return int(cell) if float(cell).is_integer() and (whole or isinstance(cell, int)) else cell


def _lacking(sheet: Sheet, instrument: Instrument, columns: Mapping[str, list[Value | None]]) -> Iterator[Problem]:
    """What the register should know and the frame does not say."""
    absent = [column.id for column in instrument.registered if column.id not in columns]
    if absent:
        what = f"not in the frame: {listed(absent)}"
        yield Problem(NOT_IN_FRAME, what, Place(str(sheet.path)), NOT_IN_FRAME.mend, "note")


@dataclass(frozen=True, slots=True)
class Draw:
    """What drawing a frame into a store would do: the cases that are new there, and how many stand there already."""

    new: Mapping[str, Mapping[str, Value]]
    same: int
    problems: tuple[Problem, ...]


def drawing(frame: Frame, interviews: Mapping[str, Interview]) -> Draw:
    """What is new in a frame; what was drawn or begun before stands, and is told where the frame says otherwise."""
    new, same, problems = {}, 0, []
    for id_, register in frame.cases.items():
        held = interviews.get(id_)
        if held is None or not held.frame:
            new[id_] = register
        else:
            same += 1
        differing = [name for name, value in register.items() if held and held.register.get(name, value) != value]
        if held is not None and held.frame:
            differing += [name for name in register if name not in held.register]
        for name in differing:
            was = held.register.get(name, "nothing") if held else ""
            what = f"the frame says {register[name]!r}, the store {was!r}; the store stands"
            problems.append(Problem(STANDS, what, Place(case=id_, variable=name), STANDS.mend, "warning"))
    return Draw(new, same, shortened(problems))
