"""Rules files: reading them, with every problem at its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from surveykit.codebook.codebook import DUPLICATE_NAME
from surveykit.codebook.lint import texts_of
from surveykit.expr.parse import parse
from surveykit.problems import DefinitionError, Problem, SurveykitError
from surveykit.quality.rules.written import RulesFile
from surveykit.shape import fitted
from surveykit.source import Path_, Source, read
from surveykit.text import Text


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules as a file says them, and the file, for places in complaints."""

    file: RulesFile
    source: Source


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a rules file: its content, where it could be made at all, and the problems."""

    rules: RulesFile | None
    problems: tuple[Problem, ...]


def inspect(path: Path) -> Inspection:
    """Read and check a rules file, collecting every problem; nothing is raised."""
    try:
        source = read(path)
        file = fitted(source, RulesFile)
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)
    return Inspection(file, tuple(_problems(file, source)))


def load(path: Path) -> Rules:
    """Read a rules file that is sound.

    Raises:
        SourceError: SK001 to SK013, it cannot be read.
        DefinitionError: it contradicts itself; every error at its place.
    """
    return loaded(read(path))


def loaded(source: Source) -> Rules:
    """Rules in a source that has been read.

    Raises:
        SourceError: SK010 to SK013, its shape is wrong.
        DefinitionError: it contradicts itself; every error at its place.
    """
    file = fitted(source, RulesFile)
    if errors := [problem for problem in _problems(file, source) if problem.severity == "error"]:
        raise DefinitionError(errors)
    return Rules(file, source)


def _problems(file: RulesFile, source: Source) -> Iterator[Problem]:
    """Ids that stand twice, expressions that cannot be read, texts that lack a language."""
    first: dict[str, int] = {}
    for number, check in enumerate(file.checks):
        path: Path_ = ("checks", number)
        if first.setdefault(check.id.casefold(), number) != number:
            line = source.place(("checks", first[check.id.casefold()], "id")).line
            what = f"the name '{check.id}' is taken already: line {line}"
            yield Problem(DUPLICATE_NAME, what, source.place((*path, "id")), "give the rule another id")
        for key, text in (("rule", check.rule), ("where", check.where)):
            if text or key == "rule":
                try:
                    parse(text, source.places_in((*path, key)))
                except DefinitionError as refusal:
                    yield from refusal.problems
    yield from texts_of(file.languages, _texts(file), source)


def _texts(file: RulesFile) -> Iterator[tuple[Path_, Text]]:
    yield ("title",), file.title
    for number, check in enumerate(file.checks):
        yield ("checks", number, "message"), check.message
