"""Projects (.qdpx): read as codings and a frame, everything odd or left out told; written for other programs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.coding.unit import normal
from surveykit.exchange.refi import own
from surveykit.exchange.refi.archive import Made, Parts, opened
from surveykit.exchange.refi.beside import path_beside, read_beside, text_of
from surveykit.exchange.refi.books import frame_of, guid_of
from surveykit.exchange.refi.elements import Elements
from surveykit.exchange.refi.known import left_out, odd_root
from surveykit.exchange.refi.made import ProjectWriter
from surveykit.exchange.refi.parts import CodeTag, Project
from surveykit.exchange.refi.rules import CHANGED_ELSEWHERE, NOT_QDA, ODD
from surveykit.exchange.refi.standing import frame_losses, losses, merged, merged_frame
from surveykit.exchange.refi.units import Units, slug
from surveykit.problems import FormatError, Place, Problem, listed
from surveykit.whole import written_together
from surveykit.xml import parsed

_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first an archive can tell: the same codings give the same bytes


@dataclass(frozen=True, slots=True)
class Decoded:
    """A project as codings and the frame its codes make, without what stands beside it."""

    codings: Codings
    frame: CodingFrame | None
    problems: tuple[Problem, ...]


def read(path: Path, frame: CodingFrame | None = None) -> tuple[Codings, CodingFrame | None, tuple[Problem, ...]]:
    """The codings of a project, their frame, and what was odd or left out.

    Args:
        path: the .qdpx; what surveykit wrote beside it, x.surveykit.json, is read too where the project is ours.
        frame: the frame the codes are to be those of, found by GUID, by key, by name or by path; else one is made of
            the codes of the project.

    Raises:
        FormatError: SK950, it is no project, damaged, encrypted, too large or made to do harm.
    """
    archive = opened(path)
    data = archive.bytes(archive.project)
    if data is None:
        raise FormatError([problem.at(Place(file=str(path))) for problem in archive.problems[-1:]])
    inside = f"{path}!{archive.project}"
    try:
        root = parsed(data, NOT_QDA)
        elements = Elements()
        project = elements.project(root)
    except FormatError as refusal:
        raise FormatError(_located(refusal.problems, inside)) from None
    beside, odd = read_beside(path)
    ours = project.origin.startswith(own.ORIGIN)
    known = frame or (beside.frame if beside and ours else None)
    found = decoded(project, archive, path.stem, known)
    told = [*odd_root(root, data), *elements.problems, *left_out(root), *found.problems]
    problems = (*_located(archive.problems, str(path)), *_gathered(_located(told, inside)), *odd)
    if beside is not None and (not ours or beside.whole().units.keys().isdisjoint(found.codings.units)):
        what = f"it is not read: the project beside it is of {project.origin or 'another program'}"
        what = "it is not read: it is of another project" if ours else what
        problems += (Problem(ODD, what, Place(file=str(path_beside(path))), severity="note"),)
        beside = None
    if beside is None:
        return found.codings, frame or found.frame, problems
    return _with_beside(found, beside.whole(), beside.frame, project.name, frame, (*problems,), path)


def _located(problems: Iterable[Problem], file: str) -> tuple[Problem, ...]:
    return tuple(p if p.place.file else p.at(replace(p.place, file=file)) for p in problems)


def _gathered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """What is said of many places once, with the lines."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        found.setdefault((problem.rule.code, problem.what), []).append(problem)
    return tuple(_several(*alike) for alike in found.values())


def _several(first: Problem, *others: Problem) -> Problem:
    if not others:
        return first
    lines = [problem.place.line for problem in others if problem.place.line]
    also = f"also in lines {listed(lines)}" if lines else f"{len(others) + 1} times"
    return replace(first, what=f"{first.what}; {also}")


def decoded(project: Project, parts: Parts, name: str, known: CodingFrame | None = None) -> Decoded:
    """What the project itself says."""
    signs = own.signs(project)
    strange = {guid: tag.name for guid, tag in project.codes.items() if signs.get(tag.within) == own.STRANGE}
    tags = [tag for guid, tag in project.codes.items() if guid not in strange and guid not in signs]
    frame: CodingFrame | None = None
    keys: dict[str, str] = {}
    told: list[Problem] = []
    if tags:
        frame, keys, odd = frame_of(slug(project.name or name), tags, project.sets, project.description)
        told += odd
    if known is not None:
        keys = _matched(tags, keys, known, told)
    units = Units(project, parts, {**keys, **strange}, signs)
    codings = units.codings()
    order = known or frame
    if order is not None:
        held = {key: replace(one, codes=order.ordered(one.codes)) for key, one in codings.codings.items()}
        independent = {key: replace(one, codes=order.ordered(one.codes)) for key, one in codings.independent.items()}
        settled = {key: replace(one, codes=order.ordered(one.codes)) for key, one in codings.settled.items()}
        codings = replace(codings, codings=held, independent=independent, settled=settled)
    return Decoded(codings, frame, (*told, *units.problems))


def _matched(tags: list[CodeTag], keys: Mapping[str, str], frame: CodingFrame, told: list[Problem]) -> dict[str, str]:
    """The key in a given frame of each code: by GUID, by key, by name, by the names it stands under."""
    guids = {guid_of(frame, code): code for code in frame.codes}
    names: dict[str, set[str]] = {}
    paths: dict[str, str] = {}
    for code, facts in frame.codes.items():
        for said in facts.label.languages.values():
            names.setdefault(normal(said), set()).add(code)
            paths["/".join([normal(said), *(normal(str(frame.codes[up].label)) for up in frame.above(code))])] = code
    by_guid = {tag.guid: tag for tag in tags}
    found = {}
    for tag in tags:
        alike = names.get(normal(tag.name), set())
        path = "/".join([normal(each.name) for each in _upward(tag, by_guid)])
        key = guids.get(tag.guid) or (keys[tag.guid] if keys[tag.guid] in frame.codes else "")
        found[tag.guid] = key or (next(iter(alike)) if len(alike) == 1 else paths.get(path, "")) or keys[tag.guid]
        if found[tag.guid] not in frame.codes:
            what = f"the frame '{frame.name}' has no code '{tag.name}'; it is kept as '{found[tag.guid]}'"
            told.append(Problem(ODD, what, Place(line=tag.line), severity="warning"))
    return found


def _upward(tag: CodeTag, tags: Mapping[str, CodeTag]) -> list[CodeTag]:
    """A code and the wider ones it stands in."""
    found = [tag]
    while (wider := tags.get(found[-1].within)) is not None and wider not in found:
        found.append(wider)
    return found


def _with_beside(
    found: Decoded,
    held: Codings,
    held_frame: CodingFrame | None,
    name: str,
    frame: CodingFrame | None,
    problems: tuple[Problem, ...],
    path: Path,
) -> tuple[Codings, CodingFrame | None, tuple[Problem, ...]]:
    """What was held, wherever the project still says what was written of it."""
    expected = through(held, held_frame, name, frame or held_frame)
    units, other = merged(found.codings.units, expected.codings.units, held.units)
    codings, judged = merged(found.codings.codings, expected.codings.codings, held.codings)
    independent, earlier = merged(found.codings.independent, expected.codings.independent, held.independent)
    settled, decided = merged(found.codings.settled, expected.codings.settled, held.settled)
    stands, codes = merged_frame(found.frame, expected.frame, held_frame) if held_frame else (found.frame, [])
    pairs = dict.fromkeys((*judged, *earlier))
    changed = [*other, *(f"{coder} of {unit}" for unit, coder in pairs), *decided, *(f"code {code}" for code in codes)]
    if changed:
        what = f"other than what was written, and followed: {listed(changed)}"
        problems = (*problems, Problem(CHANGED_ELSEWHERE, what, Place(file=str(path)), severity="warning"))
    made = Codings(units, codings, independent, settled, held.batches, held.frames)
    return made, frame or stands, problems


def through(codings: Codings, frame: CodingFrame | None, name: str, known: CodingFrame | None = None) -> Decoded:
    """Codings as they come back from a project alone."""
    writer = ProjectWriter(codings, frame, name)
    project = Elements().project(parsed(writer.xml().encode(), NOT_QDA))
    return decoded(project, Made(writer.texts), name, known)


def write(codings: Codings, frame: CodingFrame | None, path: Path) -> tuple[Problem, ...]:
    """Write a project, and x.surveykit.json beside it.

    Args:
        codings: what is written: answers, what each coder holds of them, and what was settled, as users of its own.
        frame: the coding frame; without one the codes go out as codes without definitions.
        path: the .qdpx.

    Returns:
        What another program will not find in it, each kind with its answers, coders and codes.

    Raises:
        FormatError: SK509, it cannot be written.
    """
    writer = ProjectWriter(codings, frame, path.stem)
    written = writer.xml()
    beside = path_beside(path)
    with written_together(path, beside) as folder:
        with ZipFile(folder / path.name, "w", ZIP_DEFLATED) as archive:
            archive.writestr(ZipInfo("project.qde", _DAY), written.encode(), ZIP_DEFLATED)
            for name, text in writer.texts.items():
                archive.writestr(ZipInfo(f"sources/{name}", _DAY), text, ZIP_DEFLATED)
        (folder / beside.name).write_text(text_of(codings, frame), encoding="utf-8", newline="\n")
    again = through(codings, frame, path.stem)
    lost = (*(frame_losses(frame, again.frame) if frame is not None else ()), *losses(codings, again.codings))
    return _located(lost, str(path))
