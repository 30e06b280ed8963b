"""The steps of a study: each is commands that anyone can type, with what they read and what they write.

Paths are from the folder of the study. What is for others to build on lies in `build/parts/`, all else in `build/`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from shlex import quote

from surveykit.problems import plain_address
from surveykit.study.written import Coded, Data, Printed, StudyFile, Tables, Typed

BUILD, PARTS = "build", "build/parts"
INPUT, OUTPUT = "<input>", "<output>"
"""Where the dataset that a stage reads, and the one that it writes, stand in its command."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the work that is done whole or not at all.

    `kept` is a document that its commands write, of which `pages` are printed; `marked` are pages that its commands
    write themselves, on which a study with made-up answers says so.
    """

    name: str
    commands: tuple[tuple[str, ...], ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    kept: str = ""
    pages: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()

    @property
    def made(self) -> tuple[str, ...]:
        """All files it makes, as far as is known beforehand."""
        return tuple(dict.fromkeys((*self.writes, *self.pages)))

    def by_hand(self) -> Iterator[str]:
        """Its commands as they are typed, a line for each page that is printed."""
        for command in self.commands:
            pages = self.pages if self.kept in command else (self.kept,)
            for page in pages or (self.kept,):
                yield " ".join(("surveykit", *map(_quoted, (page if word == self.kept else word for word in command))))


REPORT = "report"
"""The step that has no command but `surveykit run`: it puts together what the others kept."""


def steps_of(file: StudyFile) -> tuple[Step, ...]:
    """The steps of a study, each after those whose files it reads."""
    made: list[Step] = []
    for name, data in file.data.items():
        made += _data(file, name, data)
    made += [_book(file, name, book) for name, book in file.books.items()]
    made += [_published(file, name, printed) for name, printed in file.published.items()]
    parts = file.report.parts if file.report else ()
    asked = dict.fromkeys(part.agreement for part in parts if part.agreement)
    made += [step for name in asked for step in _agreements(file, name, made)]
    if file.report is not None:
        pages = tuple(f"{BUILD}/report.{form}" for form in file.report.formats)
        reads = tuple(path for step in made for path in step.made)
        made.append(Step(REPORT, (), reads, (f"{PARTS}/report.document",), f"{PARTS}/report.document", pages))
    return tuple(made)


def after(step: Step, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps that make what a step reads."""
    return tuple(other for other in steps if other is not step and set(other.made) & set(step.reads))


def dataset(name: str) -> str:
    """The file of a dataset when everything is done to it."""
    return f"{BUILD}/{name}.parquet"


def design_of(file: StudyFile, name: str) -> str:
    """The design that a dataset has: that of its weights, where they are made, or the one it began with."""
    data = file.data[name]
    return f"{BUILD}/{name}.design.yaml" if data.weighting else data.design


def types_of(name: str, typed: Typed) -> str:
    """What the page of the types of a dataset is called."""
    return f"{name}-{_stem(typed.file)}"


def document(name: str) -> str:
    """Where a document is kept."""
    return f"{PARTS}/{name}.document"


@dataclass(frozen=True, slots=True)
class _Stage:
    """One command on the way from a file of answers to a dataset."""

    name: str
    command: tuple[str, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...] = ()
    kept: str = ""
    pages: tuple[str, ...] = ()


def _data(file: StudyFile, name: str, data: Data) -> Iterator[Step]:
    """Its stages one after the other, then what is said of the dataset when it is done."""
    before = ""
    stages = list(_stages(file, name, data))
    for number, stage in enumerate(stages):
        out = dataset(name) if number == len(stages) - 1 else f"{PARTS}/{name}-{stage.name.replace(' ', '-')}.parquet"
        command = tuple({INPUT: before, OUTPUT: out}.get(word, word) for word in stage.command)
        reads = (*stage.reads, *([before] if before else []))
        yield Step(f"{name} {stage.name}", (command,), reads, (out, *stage.writes), stage.kept, stage.pages)
        before = out
    yield _validation(file, name, data)
    page = f"{BUILD}/{name}-codebook.html"
    command = ("codebook", dataset(name), *_spoken(file), "-o", page)
    yield Step(f"{name} codebook", (command,), (dataset(name),), (page,), marked=(page,))


def _stages(file: StudyFile, name: str, data: Data) -> Iterator[_Stage]:
    into = file.instruments.get(data.instrument or "", "")
    said = _said({"--instrument": into, "--codebook": data.codebook, "--mapping": data.mapping})
    options = tuple(word for key, value in data.options.items() for word in ("-O", f"{key}={value}"))
    beside = tuple(f"{path}-wal" for path in data.from_ if path.endswith(".db"))  # what a store was told of late
    reads = (*data.from_, *beside, *said[1::2])
    yield _Stage("import", ("import", *data.from_, *said, *options, "-o", OUTPUT), reads)
    if data.corrections:
        trail = f"{BUILD}/{name}-trail.csv"
        words: tuple[str, ...] = ("correct", INPUT, "--corrections", data.corrections, "--trail", trail, "-o", OUTPUT)
        yield _Stage("correct", words, (data.corrections,), (trail,))
    read = [_read_by(typed, number, data) for number, typed in enumerate(data.typologies)]
    for coded in data.codings:
        if coded not in read:
            words = ("resolve", coded.file, *_codings(data, coded), "--data", INPUT, "-o", OUTPUT)
            yield _Stage(f"resolve {_stem(coded.file)}", words, (coded.file, _frame(data, coded)))
    for typed, codings in zip(data.typologies, read, strict=True):
        yield _typology(file, name, typed, codings)
    if data.weighting:
        said = _said({"--to": data.weighting, "--design": data.design})
        words = ("weight", INPUT, *said, *_spoken(file), "-o", OUTPUT)
        yield _Stage("weight", words, said[1::2], (design_of(file, name),))


def _read_by(typed: Typed, number: int, data: Data) -> Coded | None:
    """The codings that a typology reads: those named, or for the first one the only ones there are."""
    if not typed.codings and number == 0 and len(data.codings) == 1:
        return data.codings[0]
    return next((coded for coded in data.codings if coded.file == typed.codings), None)


def _typology(file: StudyFile, name: str, typed: Typed, coded: Coded | None) -> _Stage:
    data, called = file.data[name], types_of(name, typed)
    words = ["classify", INPUT, "--typology", typed.file]
    words += ["--codings", coded.file, *_codings(data, coded)] if coded else []
    words += [word for key, value in typed.parameters.items() for word in ("-p", f"{key}={value}")]
    words += [*_spoken(file), "--report", document(called), "-o", OUTPUT]
    reads = (typed.file, *((coded.file, _frame(data, coded)) if coded else ()))
    kept, pages = document(called), (f"{BUILD}/{called}.html",)
    return _Stage(f"classify {_stem(typed.file)}", tuple(words), reads, (kept,), kept, pages)


def _validation(file: StudyFile, name: str, data: Data) -> Step:
    """The page to filter; and, where the report shows it, what the report shows."""
    page, kept = f"{BUILD}/{name}-validation.html", document(f"{name}-validation")
    shown = file.report is not None and any(part.validation == name for part in file.report.parts)
    outputs = (page, kept) if shown else (page,)
    beside = _said({"--rules": data.rules, "--baseline": data.baseline})
    commands = tuple(("validate", dataset(name), *beside, *_spoken(file), "-o", output) for output in outputs)
    return Step(f"{name} validate", commands, (dataset(name), *beside[1::2]), outputs, marked=(page,))


def _book(file: StudyFile, name: str, book: Tables) -> Step:
    said = _said({"--data": dataset(book.data), "--design": design_of(file, book.data)})
    command = ("tables", book.file, *said, *_spoken(file), "-o", document(name))
    return _of_document(name, command, (book.file, *said[1::2]), book.formats)


def _published(file: StudyFile, name: str, printed: Printed) -> Step:
    books = [file.books[book] for book in printed.book or ()]
    data = [dataset(book.data) for book in books]
    drawn = [design_of(file, book.data) for book in books]
    said = tuple(word for path in data for word in ("--data", path))
    said += tuple(word for path in drawn for word in ("--design", path or "-")) if any(drawn) else ()
    command = ("reproduce", printed.file, *said, *_spoken(file), "-o", document(name))
    reads = (printed.file, *data, *(book.file for book in books), *filter(None, drawn))
    return _of_document(name, command, reads, printed.formats)


def agreement_of(name: str, data: Data, coded: Coded) -> str:
    """What the page of the agreement on codings of a dataset is called."""
    return f"{name}-agreement" if len(data.codings) == 1 else f"{name}-agreement-{_stem(coded.file)}"


def _agreements(file: StudyFile, name: str, made: list[Step]) -> Iterator[Step]:
    """How far coders agree on each of the codings; on the types too, from the data as they were before their codes."""
    data = file.data[name]
    read = [_read_by(typed, number, data) for number, typed in enumerate(data.typologies)]
    for coded in data.codings:
        frame, types = _frame(data, coded), data.typologies[read.index(coded)].file if coded in read else ""
        before = next(step.reads[-1] for step in made if coded.file in step.reads)
        said = _said({"--typology": types, "--data": before if types else ""})
        command = ("agree", coded.file, "--frame", frame, *said, "--seed", str(file.seed), *_spoken(file))
        called = agreement_of(name, data, coded)
        yield _of_document(called, (*command, "-o", document(called)), (coded.file, frame, *said[1::2]), ("html",))


def _of_document(name: str, command: tuple[str, ...], reads: tuple[str, ...], formats: tuple[str, ...]) -> Step:
    pages = tuple(f"{BUILD}/{name}.{form}" for form in formats)
    return Step(f"{_CALLED[command[0]]}{name}", (command,), reads, (document(name),), document(name), pages)


_CALLED = {"tables": "book ", "reproduce": "published ", "agree": ""}


def _frame(data: Data, coded: Coded) -> str:
    """The frame of codings: the only one, or the one at their place."""
    return data.frames[data.codings.index(coded) if len(data.frames) > 1 else 0]


def _codings(data: Data, coded: Coded) -> tuple[str, ...]:
    return _said({"--frame": _frame(data, coded), "--policy": coded.policy, "--coder": coded.coder})


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


def _spoken(file: StudyFile) -> tuple[str, ...]:
    return ("--language", file.language)


def _said(options: dict[str, str]) -> tuple[str, ...]:
    """Options as words of a command; those that say nothing are left out."""
    return tuple(word for key, value in options.items() if value for word in (key, value))


def _quoted(word: str) -> str:
    """A word as it is typed; an address without its password."""
    return quote(plain_address(word) if "://" in word else word)
