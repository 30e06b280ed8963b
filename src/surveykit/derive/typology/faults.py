"""What a typology names that its data have not: variables, codes, country sets, at their places in the file."""

from collections.abc import Iterator
from dataclasses import replace

from surveykit.codebook.codebook import DUPLICATE_NAME, Codebook, unknown_variable
from surveykit.codebook.variable import Variable
from surveykit.derive.typology.bound import Bound, bound, formulas
from surveykit.derive.typology.cases import country_set, listed_codes, rows_symbols
from surveykit.derive.typology.file import Typology
from surveykit.derive.typology.written import Rows
from surveykit.expr.check import UNKNOWN_NAME, check
from surveykit.expr.rosters import clustered
from surveykit.expr.symbol import Symbol, Symbols
from surveykit.expr.syntax import Expression
from surveykit.problems import DataError, DefinitionError, Problem, Rule
from surveykit.source import Path_

NO_CONDITION = Rule(
    "SK759",
    "A level of a typology has no condition",
    "Only what is true or false of a case can put it at a level.",
    "when: itz_before",
    "Write a comparison, such as `itz_before = 1`.",
)


def refuse_faults(typology: Typology, settled: Bound, codebook: Codebook) -> None:
    """Refuse data that have not what a typology reads.

    Raises:
        DefinitionError: every name, code and type that does not fit, at its place in the file.
    """
    if errors := [problem for problem in faults(typology, settled, codebook) if problem.severity == "error"]:
        raise DefinitionError(errors)


def faults(typology: Typology, settled: Bound, codebook: Codebook) -> Iterator[Problem]:
    """What a typology under one setting names that a codebook has not."""
    file, source = typology.file, typology.source
    yield from _taken(typology, codebook)
    lacking = [*_lacking(typology, codebook)]
    yield from lacking
    if any(problem.severity == "error" for problem in lacking):
        return
    codebook = codebook if file.rows is None else _with_item(codebook, file.rows)
    over_rows = clustered(rows_symbols(codebook, file.rows)) if file.rows else {}
    known = _of_cases(codebook, settled, over_rows)
    for path, text, purpose in formulas(file):
        expression, symbols = _expression(path, settled), over_rows if purpose == "aggregate" else known
        checked = check(expression, symbols, text, source.places_in(path))
        errors = (problem for problem in checked.problems if problem.severity == "error")
        yield from (_of_codings(problem, typology) for problem in errors)
        if purpose == "condition" and checked.type not in (None, "truth"):
            what = f"`{text}` is a {checked.type}, and a condition was expected"
            yield Problem(NO_CONDITION, what, source.place(path), NO_CONDITION.mend)
    for name, member in (file.rows.members if file.rows else {}).items():
        try:
            country_set(codebook, settled.said(member.set))
        except DataError as refusal:
            place = source.place(("rows", "members", name, "set"))
            yield from (problem.at(place) for problem in refusal.problems)


def under_every_reading(typology: Typology, codebook: Codebook) -> Iterator[Problem]:
    """What a typology names that a codebook has not, at its defaults and at each value that a parameter may have."""
    told = dict.fromkeys(faults(typology, bound(typology.file, {}), codebook))
    for name, parameter in typology.file.parameters.items():
        for value in parameter.values:
            told |= dict.fromkeys(faults(typology, bound(typology.file, {name: value}), codebook))
    yield from told


def _taken(typology: Typology, codebook: Codebook) -> Iterator[Problem]:
    """Names of the typology that the data have already."""
    file = typology.file
    held = {name.casefold() for name in codebook.names}
    paths: list[tuple[str, Path_]] = [(file.variable, ("variable",))]
    paths += [(name, ("cross", name)) for name in file.cross]
    paths += [(name, (part, name)) for part in ("aggregates", "parameters") for name in getattr(file, part)]
    if file.rows:
        paths += [(name, ("rows", "members", name)) for name in file.rows.members]
        paths += [(file.rows.item, ("rows", "item"))] if file.rows.variable else []
    for name, path in paths:
        if name.casefold() in held:
            what = f"the data have a variable '{name}' already"
            yield Problem(
                DUPLICATE_NAME, what, typology.source.place(path, key=path[-1] == name), "give it another name"
            )


def _lacking(typology: Typology, codebook: Codebook) -> Iterator[Problem]:
    """Variables named outside of expressions that are not there; of a profile, which is left out, as warnings."""
    file, source = typology.file, typology.source
    sets = {s.name for s in codebook.sets}
    for number, name in enumerate(file.profile):
        if name not in codebook and name not in sets:
            place = source.place(("profile", number))
            yield replace(unknown_variable(codebook, name).at(place), severity="warning")
    paths: list[tuple[str, Path_]] = []
    if file.rows:
        paths += [(file.rows.by, ("rows", "by"))] if file.rows.by else []
        paths += [(file.rows.variable, ("rows", "variable"))] if file.rows.variable else []
        paths += [(name, ("rows", "distinct", n)) for n, name in enumerate(file.rows.distinct)]
        paths += [(file.rows.item, ("rows", "item"))] if file.rows.by and file.rows.members else []
        days = ((n, m.on) for n, m in file.rows.members.items() if not m.on[:4].isdigit())
        paths += [(on, ("rows", "members", name, "on")) for name, on in days]
    for name, path in paths:
        if name not in codebook:
            yield unknown_variable(codebook, name).at(source.place(path))


def _of_codings(problem: Problem, typology: Typology) -> Problem:
    """A complaint that says where a variable comes from that codings would give."""
    coded = typology.file.codings
    if coded is None or problem.rule is not UNKNOWN_NAME or f"'{coded.question}_" not in problem.what:
        return problem
    return replace(problem, hint=f"it is made of the codings of '{coded.question}': name them, `--codings FILE`")


def _with_item(codebook: Codebook, rows: Rows) -> Codebook:
    if not rows.variable:
        return codebook
    item = Variable(name=rows.item, type="text", codes=listed_codes(codebook, rows))
    return codebook.model_copy(update={"variables": (*codebook.variables, item)})


def _of_cases(codebook: Codebook, settled: Bound, over_rows: Symbols) -> Symbols:
    """What conditions may name: the variables of a case, and its aggregates by the type of their formulas."""
    file = settled.file
    made = {
        name: Symbol(name, check(formula, over_rows).type or "number") for name, formula in settled.aggregates.items()
    }
    if file.rows and file.rows.by:
        return {file.rows.by: codebook.symbol(file.rows.by), **made}
    return {**codebook.symbols(), **made}


def _expression(path: Path_, settled: Bound) -> Expression:
    match path:
        case ("aggregates", name, _):
            return settled.aggregates[str(name)]
        case ("missing", name, _):
            return settled.missing[str(name)]
        case ("axes", axis, _, level, _):
            return dict(settled.axes[str(axis)])[str(level)]
    raise KeyError(path)
