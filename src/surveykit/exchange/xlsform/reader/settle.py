"""Settling: the instrument made of a form is checked, and what it cannot hold after all is taken back into notes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveykit.exchange.xlsform.reader.findings import UNSOUND, Findings
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.layout.file import laid_out
from surveykit.instrument.lint.lint import lint
from surveykit.layout import yaml_of
from surveykit.problems import Place, Problem, SourceError, SurveykitError
from surveykit.shape import fitted
from surveykit.source import Path_, Source, parsed

_MOST_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a translated expression came from, where it stands now, and how it is taken back into a note."""

    holder: Mapping[str, Any]  # the mapping of the instrument that holds it
    key: str
    place: Place
    attribute: str
    original: str
    take_back: Callable[[str], None]  # with the text of the note
    asked_of_all: bool = False


def settled(data: Mapping[str, Any], origins: Sequence[Origin], heading: Sequence[str], findings: Findings) -> str:
    """The instrument as YAML that loads without error; expressions that do not pass are kept as notes instead."""
    left = list(origins)
    for _ in range(_MOST_ROUNDS):
        text = yaml_of(_pruned(data), heading)
        source = parsed(text)
        errors = _errors(source)
        places = dict(_places(source, data, left)) if errors else {}
        taken = [(origin, errors[line]) for line, origin in places.items() if line in errors]
        if not taken:
            break
        for origin, problem in taken:
            why = f"{problem.what} ({problem.rule.code})"
            note = findings.kept(origin.place, origin.attribute, origin.original, why, asked_of_all=origin.asked_of_all)
            findings.counts["translated"] -= 1
            origin.take_back(note)
            left.remove(origin)
    for problem in errors.values():
        what = f"line {problem.place.line} of the instrument: {problem.what} ({problem.rule.code})"
        findings.tell(UNSOUND, what, Place(), "error", problem.hint)
    try:
        return text if errors else laid_out(source)
    except SourceError:
        return text  # as it is, rather than with a comment or a value changed


def _pruned(node: Any) -> Any:
    """The same without notes that stand empty."""
    if isinstance(node, Mapping):
        return {key: _pruned(part) for key, part in node.items() if not (key == "notes" and not part)}
    return [_pruned(part) for part in node] if isinstance(node, list) else node


def _errors(source: Source) -> dict[int, Problem]:
    """The first error of each line."""
    try:
        problems: Sequence[Problem] = lint(fitted(source, Instrument), source)
    except SurveykitError as refusal:
        problems = refusal.problems
    found: dict[int, Problem] = {}
    for problem in problems:
        if problem.severity == "error":
            found.setdefault(problem.place.line or 0, problem)
    return found


def _places(source: Source, data: Mapping[str, Any], origins: Sequence[Origin]) -> Iterator[tuple[int, Origin]]:
    """The line each expression stands in."""
    paths = dict(_paths(data, ()))
    for origin in origins:
        if (path := paths.get(id(origin.holder))) is not None:
            yield source.place((*path, origin.key)).line or 0, origin


def _paths(node: Any, path: Path_) -> Iterator[tuple[int, Path_]]:
    if isinstance(node, Mapping):
        yield id(node), path
        for key, part in node.items():
            yield from _paths(part, (*path, str(key)))
    elif isinstance(node, list):
        for index, part in enumerate(node):
            yield from _paths(part, (*path, index))
