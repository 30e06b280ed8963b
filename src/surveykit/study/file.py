"""Study files: reading them, with every problem at its place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from surveykit.dataset.parts import in_parts
from surveykit.problems import DefinitionError, Place, Problem, Rule, SourceError, SurveykitError, listed, nearest
from surveykit.shape import fitted
from surveykit.source import Path_, Source, read
from surveykit.study.written import Part, StudyFile

NAME = "surveykit.yaml"
"""What a study file is called in the folder of its study."""

UNKNOWN = Rule(
    "SK987",
    "A study names what it has not",
    "What is not there cannot be built from.",
    "books: {tables: {file: tables.yaml, data: siss}}, and no data of this name",
    "Write the name as it stands where it is declared.",
)
NO_FILE = Rule(
    "SK988",
    "A file that a study names is not there",
    "The step that reads it would fail, and all that comes after it.",
    "data: {sis: {from: answers.sav}}, and no such file beside the study",
    "Paths are from the folder of the study file; look whether one `../` is lacking.",
)
TAKEN = Rule(
    "SK989",
    "Two things have one name",
    "Their pages would be one file, and the second would replace the first.",
    "books: {paper: ...} and published: {paper: ...}",
    "Give one of them another name.",
)
UNCLEAR = Rule(
    "SK990",
    "What a study says of one thing contradicts itself",
    "One of the two would be left out without a word.",
    "data: {sis: {from: a.sav, instrument: sis, codebook: sis-codebook.yaml}}",
    "Keep the one that is meant.",
)
NO_STUDY = Rule(
    "SK991",
    "There is no study here",
    "Nothing says what is to be built.",
    "surveykit run, in a folder without surveykit.yaml and without folders that have one",
    "Name the folder of a study, or begin one with `surveykit new study NAME`.",
)


@dataclass(frozen=True, slots=True)
class Study:
    """A study as its file says it, the file for places in complaints, and the folder that paths begin in."""

    file: StudyFile
    source: Source
    folder: Path

    @property
    def name(self) -> str:
        """What the study is called."""
        return self.file.study


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a study file: its content, where it could be made at all, and the problems."""

    study: Study | None
    problems: tuple[Problem, ...]


def inspect(path: Path) -> Inspection:
    """Read and check a study file, collecting every problem; nothing is raised."""
    try:
        source = read(path)
        study = Study(fitted(source, StudyFile), source, path.parent)
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)
    return Inspection(study, tuple(_faults(study)))


def load(path: Path) -> Study:
    """Read a study that is sound; files it names that are not there are left to the steps that read them.

    Raises:
        SourceError: it cannot be read.
        DefinitionError: SK987, SK989, SK990, every problem at its place.
    """
    source = read(path)
    study = Study(fitted(source, StudyFile), source, path.parent)
    if problems := [problem for problem in _faults(study) if problem.rule is not NO_FILE]:
        raise DefinitionError(problems)
    return study


def found(places: Iterable[Path]) -> tuple[Path, ...]:
    """The study files that are meant by files and folders: that of a folder, or those of the folders in it.

    Raises:
        SourceError: SK991, there is none.
    """
    files: dict[Path, Path] = {}
    problems = []
    for place in places:
        here = place / NAME if place.is_dir() else place
        held = [here] if here.is_file() else sorted(place.glob(f"*/{NAME}")) if place.is_dir() else []
        for file in held:
            files.setdefault(file.resolve(), file)
        if not held:
            what = f"there is no {NAME} here, nor in a folder in it" if place.is_dir() else "there is no such file"
            problems.append(Problem(NO_STUDY, what, Place(str(place)), NO_STUDY.mend))
    if problems:
        raise SourceError(problems)
    return tuple(files.values())


def alike(studies: Sequence[Study]) -> Iterator[Problem]:
    """Studies that cannot be built together: called as one before them, or in the folder of one."""
    first: dict[str, Study] = {}
    folders: dict[Path, Study] = {}
    for study in studies:
        if (other := folders.setdefault(study.folder.resolve(), study)) is not study:
            what = f"{other.source.file} is built in this folder already"
            yield Problem(TAKEN, what, study.source.place(("study",)), "put it into a folder of its own")
        if (other := first.setdefault(study.name, study)) is not study:
            what = f"'{study.name}' is the name of {other.source.file} already"
            yield Problem(TAKEN, what, study.source.place(("study",)), TAKEN.mend)


def paths_of(study: Study) -> Iterator[tuple[str, Path_]]:
    """Every file that a study names, as it is written, with its place in the study file."""
    file = study.file
    yield from ((path, ("instruments", name)) for name, path in file.instruments.items())
    for key in ("books", "published"):
        yield from ((each.file, (key, name, "file")) for name, each in getattr(file, key).items())
    for name, data in file.data.items():
        alone = isinstance(study.source.value(("data", name, "from")), str)
        yield from ((path, ("data", name, "from", *(() if alone else (n,)))) for n, path in enumerate(data.from_))
        for key in ("codebook", "mapping", "corrections", "design", "weighting", "rules", "baseline"):
            if path := getattr(data, key):
                yield path, ("data", name, key)
        yield from ((path, ("data", name, "frames", n)) for n, path in enumerate(data.frames))
        for key in ("codings", "typologies"):
            yield from ((each.file, ("data", name, key, n, "file")) for n, each in enumerate(getattr(data, key)))


def described(study: Study) -> Iterator[tuple[Path, str]]:
    """The files of ours that a study names and that are there, each once, and what kind each is to be, in a word."""
    kinds = {"instruments": "instrument", "frames": "frame", "books": "book", "published": "published"}
    kinds |= {key: key for key in ("codebook", "design", "weighting", "rules")} | {"typologies": "typology"}
    seen: dict[tuple[Path, str], None] = {}
    for written, path in paths_of(study):
        kind = kinds.get(str(path[2] if path[0] == "data" else path[0]))
        place = study.folder / written
        if kind and place.suffix in {".yaml", ".yml"} and place.is_file():
            seen[place, kind] = None
    yield from seen


def _faults(study: Study) -> Iterator[Problem]:
    for word, known, path in _names(study.file):
        if word not in known:
            hint = nearest(word, known) or (f"there are {listed(known)}" if known else "none is declared")
            yield Problem(UNKNOWN, f"there is no '{word}' in `{path[0]}`", study.source.place(path[1]), hint)
    for written, path_ in paths_of(study):
        place = study.folder / written
        if "://" not in written and not (place.exists() or in_parts(place)):
            yield Problem(NO_FILE, f"there is no file '{written}'", study.source.place(path_), NO_FILE.mend)
    yield from _taken(study)
    yield from _alike(study)
    yield from _unclear(study)


def _names(file: StudyFile) -> Iterator[tuple[str, list[str], tuple[str, Path_]]]:
    """Every name of something declared elsewhere, the names there are, where these stand, and where it is written."""
    said: list[tuple[str | None, str, Path_]] = []
    said += [(data.instrument, "instruments", ("data", name, "instrument")) for name, data in file.data.items()]
    said += [(book.data, "data", ("books", name, "data")) for name, book in file.books.items()]
    for name, printed in file.published.items():
        said += [(book, "books", ("published", name, "book")) for book in printed.book or ()]
    for n, part in enumerate(file.report.parts if file.report else ()):
        said += [(getattr(part, key), where, ("report", "parts", n, key)) for key, where in OF_PART.items()]
    for word, where, path in said:
        if word is not None:
            yield word, list(getattr(file, where)), (where, path)


OF_PART = {
    "book": "books",
    "published": "published",
    "validation": "data",
    "types": "data",
    "agreement": "data",
    "codebook": "data",
}
"""What a part of the report may show, and where in the study it is declared."""


def _taken(study: Study) -> Iterator[Problem]:
    """Names that several things have, whose pages would be one file; a report is a file too."""
    first = {"report": "report"} if study.file.report else {}
    for key in ("books", "published"):
        for name in getattr(study.file, key):
            if (other := first.setdefault(name.casefold(), key)) != key:
                what = f"the name '{name}' is that of something in `{other}` already"
                yield Problem(TAKEN, what, study.source.place((key, name), key=True), TAKEN.mend)


def _alike(study: Study) -> Iterator[Problem]:
    """Codings and typologies whose pages, called after their files, would be one file with others of the dataset."""
    for name, data in study.file.data.items():
        for key, taken in (("codings", ()), ("typologies", ("validation", "codebook", "agreement"))):
            first = {stem: f"the {stem} of '{name}'" for stem in taken}
            for n, each in enumerate(getattr(data, key)):
                stem = PurePosixPath(each.file).stem.casefold()
                if stem in first:
                    what = f"the page of '{each.file}' would be called as that of {first[stem]}"
                    yield Problem(TAKEN, what, study.source.place(("data", name, key, n)), "give the file another name")
                first.setdefault(stem, f"'{each.file}'")


def _unclear(study: Study) -> Iterator[Problem]:
    for name, data in study.file.data.items():
        place = study.source.place(("data", name), key=True)
        if data.instrument and data.codebook:
            yield Problem(UNCLEAR, f"'{name}' has an instrument and a codebook", place, "keep one of them")
        if data.mapping and not (data.instrument or data.codebook):
            what = f"'{name}' has a mapping, and no instrument or codebook that it leads to"
            yield Problem(UNCLEAR, what, place, "name the instrument")
        if data.codings and len(data.frames) not in {1, len(data.codings)}:
            what = f"'{name}' has {len(data.codings)} codings and {len(data.frames)} frames"
            yield Problem(UNCLEAR, what, place, "name one frame for all codings, or one for each")
        files = [coded.file for coded in data.codings]
        for n, typed in enumerate(data.typologies):
            if typed.codings and typed.codings not in files:
                place = study.source.place(("data", name, "typologies", n, "codings"))
                hint = nearest(typed.codings, files) or "name them as `codings` does"
                yield Problem(UNKNOWN, f"'{typed.codings}' is not among the codings of '{name}'", place, hint)
    for n, part in enumerate(study.file.report.parts if study.file.report else ()):
        yield from _unclear_part(study, n, part)


def _unclear_part(study: Study, number: int, part: Part) -> Iterator[Problem]:
    place = study.source.place(("report", "parts", number))
    shown = [key for key in OF_PART if getattr(part, key) is not None]
    if len(shown) > 1:
        yield Problem(UNCLEAR, f"one part shows {listed(shown)}", place, "make a part of each")
    if part.only and part.book is None:
        yield Problem(UNCLEAR, "`only` belongs to a part that shows a book", place, "name the book")
    if not (shown or part.text or part.heading):
        yield Problem(UNCLEAR, "a part of the report says nothing", place, "write a text, or name what it shows")
    for name, key in ((part.types, "typologies"), (part.agreement, "codings")):
        if name and name in study.file.data and not getattr(study.file.data[name], key):
            yield Problem(UNCLEAR, f"'{name}' has no {key}", place, "name them in `data`")
