"""Typology files: reading them, with every problem at its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from surveykit.codebook.codebook import DUPLICATE_NAME
from surveykit.codebook.lint import texts_of
from surveykit.derive.typology.bound import NO_PARAMETER, formulas
from surveykit.derive.typology.written import Cross, TypologyFile, value_of
from surveykit.expr.fold import leaves
from surveykit.expr.parse import parse
from surveykit.expr.syntax import Call
from surveykit.missing import Value
from surveykit.problems import DefinitionError, Problem, Rule, SurveykitError, listed, nearest
from surveykit.shape import fitted
from surveykit.source import Path_, Source, read
from surveykit.text import Text

NOT_THERE = Rule(
    "SK751",
    "A typology names an axis, a level or a set that it does not have",
    "A type at a place that is not there would never hold a case.",
    "at: [early, globl]",
    "Correct the name.",
)
TWICE = Rule(
    "SK752",
    "Two types of a typology stand at one place, or share a code",
    "Types exclude one another: each combination of levels is one type, or outside.",
    "BG: {label: Born global, at: [early, global]}\nBI: {label: Born international, at: [early, global]}",
    "Give each combination one code.",
)
UNNAMED = Rule(
    "SK753",
    "A combination of levels is neither a type nor outside",
    "Its cases are counted under OUTSIDE, and nobody has said what they are.",
    "cells for [early, narrow] and [late, narrow] only, where the second axis has a level `global` too",
    "Make it a type, or name it under `outside`; one entry without `at` takes all that are left.",
)
UNUSED = Rule(
    "SK754",
    "A parameter is used nowhere",
    "Whoever sets it believes that the types follow it.",
    "parameters: {age_max: ...} where every condition says `<= 5`",
    "Use it in a condition, or take it away.",
)
BARRED = Rule(
    "SK755",
    "A level stands after one that holds of all others",
    "It would never hold a case.",
    "levels: {late: {}, early: {when: age <= 5}}",
    "Put the level without a condition last.",
)
NO_ROWS = Rule(
    "SK756",
    "It is not said what the rows of a case are",
    "A value made of rows needs either a list or several rows of the data.",
    "aggregates: {n: {formula: count()}} without `rows`",
    "Write `rows:` with `by` or with `variable`, one of the two.",
)


@dataclass(frozen=True, slots=True)
class Typology:
    """A typology as a file says it, and the file, for places in complaints."""

    file: TypologyFile
    source: Source


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a typology file: its content, where it could be made at all, and the problems."""

    typology: Typology | None
    problems: tuple[Problem, ...]


def inspect(path: Path) -> Inspection:
    """Read and check a typology file, collecting every problem; nothing is raised."""
    try:
        typology = _made(read(path))
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)
    problems = sorted(lint(typology), key=lambda each: (each.place.line or 0, each.place.column or 0))
    return Inspection(typology, tuple(problems))


def load(path: Path) -> Typology:
    """Read a typology file that is sound.

    Raises:
        SourceError: SK001 to SK013, it cannot be read.
        DefinitionError: it contradicts itself; every error at its place.
    """
    return loaded(read(path))


def loaded(source: Source) -> Typology:
    """A typology in a source that has been read.

    Raises:
        SourceError: SK010 to SK013, its shape is wrong.
        DefinitionError: it contradicts itself; every error at its place.
    """
    typology = _made(source)
    if errors := [problem for problem in lint(typology) if problem.severity == "error"]:
        raise DefinitionError(errors)
    return typology


def _made(source: Source) -> Typology:
    return Typology(fitted(source, TypologyFile), source)


def lint(typology: Typology) -> Iterator[Problem]:
    """What is wrong with a typology, whatever its data."""
    file, source = typology.file, typology.source
    for path, text, _ in formulas(file):
        try:
            parse(text, source.places_in(path))
        except DefinitionError as refusal:
            yield from refusal.problems
    yield from _names(file, source)
    yield from _rows(file, source)
    yield from _levels(file, source)
    for variable, scheme in file.schemes.items():
        yield from _scheme(scheme, file, source, ("cross", variable) if variable in file.cross else ())
    yield from _parameters(file, source)
    yield from texts_of(file.languages, _texts(file), source)


def _names(file: TypologyFile, source: Source) -> Iterator[Problem]:
    """Names that stand for two things."""
    seen = {file.variable.casefold(): "variable"}
    for part in ("cross", "aggregates", "parameters"):
        for name in getattr(file, part):
            earlier = seen.setdefault(name.casefold(), part)
            if earlier != part:
                what = f"'{name}' stands under `{earlier}` too"
                yield Problem(DUPLICATE_NAME, what, source.place((part, name), key=True), "give it another name")


def _rows(file: TypologyFile, source: Source) -> Iterator[Problem]:
    path: Path_ = ("rows",) if file.rows else ("aggregates",)
    if (file.aggregates and not file.rows) or (file.rows and (file.rows.by is None) == (file.rows.variable is None)):
        yield Problem(NO_ROWS, "it is not said what the rows of a case are", source.place(path), NO_ROWS.mend)


def _levels(file: TypologyFile, source: Source) -> Iterator[Problem]:
    for name, axis in file.axes.items():
        barred = next((key for key, level in axis.levels.items() if not level.when), "")
        after = [*axis.levels][[*axis.levels].index(barred) + 1 :] if barred else []
        for key in after:
            what = f"'{key}' stands after '{barred}', which holds of all others"
            yield Problem(BARRED, what, source.place(("axes", name, "levels", key), key=True), BARRED.mend)


def _scheme(scheme: Cross, file: TypologyFile, source: Source, above: Path_) -> Iterator[Problem]:
    """The places of the types: each there, each once, and none left unnamed."""
    unknown = [name for name in scheme.by if name not in file.axes]
    for name in unknown:
        hint = nearest(name, file.axes) or f"the axes are {listed([*file.axes])}"
        yield Problem(NOT_THERE, f"there is no axis '{name}'", source.place((*above, "by")), hint)
    if unknown:
        return
    axes = [[*file.axes[name].levels] for name in scheme.by]
    codes: dict[str, str] = {}
    first: dict[tuple[str, ...], str] = {}
    for part in ("cells", "outside"):
        for code, cell in getattr(scheme, part).items():
            place = source.place((*above, part, code), key=True)
            if codes.setdefault(code.casefold(), f"{part} {code}") != f"{part} {code}":
                yield Problem(TWICE, f"the code '{code}' stands twice", place, TWICE.mend)
            if part == "cells" or cell.at:
                yield from _at(cell.at, axes, scheme.by, source, (*above, part, code))
            earlier = first.setdefault(cell.at, code)
            if earlier != code:
                at = f"[{', '.join(cell.at)}]" if cell.at else "what is left"
                yield Problem(TWICE, f"'{code}' and '{earlier}' both stand at {at}", place, TWICE.mend)
    unnamed = [places for places in product(*axes) if places not in first]
    if unnamed and () not in first:
        said = "; ".join(", ".join(places) for places in unnamed[:6])
        what = f"neither a type nor outside: {said}{' ...' if len(unnamed) > 6 else ''}"
        yield Problem(UNNAMED, what, source.place((*above, "cells"), key=True), UNNAMED.mend, "warning")


def _at(
    at: tuple[str, ...], axes: list[list[str]], by: tuple[str, ...], source: Source, path: Path_
) -> Iterator[Problem]:
    if len(at) != len(axes):
        what = f"{len(at)} levels stand here, and there are {len(axes)} axes: {listed(by)}"
        yield Problem(NOT_THERE, what, source.place((*path, "at")), "name one level of each axis, in their order")
        return
    for number, (level, levels) in enumerate(zip(at, axes, strict=True)):
        if level not in levels:
            hint = nearest(level, levels) or f"the levels are {listed(levels)}"
            what = f"the axis '{by[number]}' has no level '{level}'"
            yield Problem(NOT_THERE, what, source.place((*path, "at", number)), hint)


def _parameters(file: TypologyFile, source: Source) -> Iterator[Problem]:
    """Parameters whose values are not allowed, that are used nowhere, or are varied and not there."""
    used = _used(file)
    for name, parameter in file.parameters.items():
        yield from _unfit(name, (parameter.default,), file, source, ("parameters", name, "default"))
        yield from _unfit(name, parameter.values, file, source, ("parameters", name, "values"))
        if name not in used:
            what = f"the parameter '{name}' is used nowhere"
            yield Problem(UNUSED, what, source.place(("parameters", name), key=True), UNUSED.mend, "warning")
    for name, values in file.sensitivity.items():
        if name in file.parameters:
            yield from _unfit(name, values, file, source, ("sensitivity", name))
        else:
            hint = nearest(name, file.parameters) or f"the parameters are {listed([*file.parameters])}"
            place = source.place(("sensitivity", name), key=True)
            yield Problem(NO_PARAMETER, f"there is no parameter '{name}'", place, hint)


def _unfit(name: str, values: tuple[Value, ...], file: TypologyFile, source: Source, path: Path_) -> Iterator[Problem]:
    for value in values:
        try:
            value_of(file.parameters[name], value)
        except ValueError as fault:
            yield Problem(NO_PARAMETER, f"'{name}' cannot be '{value}': {fault}", source.place(path), NO_PARAMETER.mend)


def _used(file: TypologyFile) -> set[str]:
    """The names that are read anywhere in a typology."""
    used = {member.set for member in file.rows.members.values()} if file.rows else set()
    used |= {member.on for member in file.rows.members.values()} if file.rows else set()
    for _, text, _ in formulas(file):
        try:
            read_ = leaves(parse(text))
        except DefinitionError:
            continue  # told already
        used |= {leaf.variable for leaf in read_ if not isinstance(leaf, Call)}
    return used


def _texts(file: TypologyFile) -> Iterator[tuple[Path_, Text]]:
    yield ("title",), file.title
    yield ("description",), file.description
    labels: dict[Path_, Text] = {("parameters", name): facts.label for name, facts in file.parameters.items()}
    labels |= {("aggregates", name): facts.label for name, facts in file.aggregates.items()}
    labels |= {("missing", name): facts.label for name, facts in file.missing.items()}
    labels |= {("axes", name): facts.label for name, facts in file.axes.items()}
    yield from (((*path, "label"), label) for path, label in labels.items())
    for name, axis in file.axes.items():
        yield from ((("axes", name, "levels", key, "label"), level.label) for key, level in axis.levels.items())
    for variable, scheme in file.schemes.items():
        above: Path_ = ("cross", variable) if variable in file.cross else ()
        if above:  # that of the types is the title
            yield (*above, "label"), scheme.label
        for part in ("cells", "outside"):
            for code, cell in getattr(scheme, part).items():
                yield (*above, part, code, "label"), cell.label
                yield (*above, part, code, "definition"), cell.definition
