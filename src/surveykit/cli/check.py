"""`surveykit check`: every problem of an instrument, codebook or another file of ours, with its place."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED

if TYPE_CHECKING:
    from surveykit.book.file import Inspection as BookInspection
    from surveykit.codebook.file import Inspection as CodebookInspection
    from surveykit.codebook.frames.file import Inspection as FrameInspection
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.derive.typology.file import Inspection as TypologyInspection
    from surveykit.design.file import Inspection as DesignInspection
    from surveykit.instrument.file import Inspection as InstrumentInspection
    from surveykit.instrument.instrument import Instrument
    from surveykit.instrument.lint.reach.witness import Witness
    from surveykit.missing import Answer
    from surveykit.problems import Problem
    from surveykit.quality.rules.file import Inspection as RulesInspection
    from surveykit.reproduction.file import Inspection as PublishedInspection
    from surveykit.study.file import Inspection as StudyInspection
    from surveykit.weighting.file import Inspection as WeightingInspection

    Analysis = TypologyInspection | RulesInspection | DesignInspection | WeightingInspection | BookInspection
    Described = InstrumentInspection | CodebookInspection | FrameInspection
    Inspection = Described | Analysis | PublishedInspection | StudyInspection

MOST_NOTES = 3  # of one rule in one file, unless all are asked for


@click.command("check", short_help="Check an instrument.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json is for scripts.")
@click.option(
    "--witness", is_flag=True, help="For each question answers that lead to it; for each check, that break it."
)
@click.option("--explain", is_flag=True, help="Every note, and what could not be decided.")
@click.option(
    "--on",
    "data",
    metavar="DATA",
    type=click.Path(path_type=Path),
    help="Of a coding frame: what its keywords find in the answers of DATA, nothing being coded. "
    "Of a design or a table book: whether it fits DATA.",
)
def command(files: tuple[Path, ...], form: str, witness: bool, explain: bool, data: Path | None) -> int:
    """Check instruments, codebooks, frames, typologies, rules, designs, weightings, books, published numbers, studies.

    Shape, names, codes and conditions; of table books also whether they fit the data they name, where those are there;
    of studies also the files they name.

    Of instruments also: what can be asked at all, and which checks can fail.

    Problems go to standard output, one a line with its place, so that an editor can jump to it. Exit code 0: clean, or
    notes only; 1: warnings; 2: errors, the file cannot be used.
    """
    with _nothing_thrown_away():
        inspections = {file: _inspected(file, data, explain=explain) for file in files}
    problems = [problem for inspection in inspections.values() for problem in inspection.problems]
    found = {file: _witnesses(inspection) for file, inspection in inspections.items()} if witness else {}
    if form == "json":
        told = [_plain(problem) for problem in problems]
        shown = [_shown(file, each) for file, all_ in found.items() for each in all_]
        click.echo(_json({"problems": told, "witnesses": shown} if witness else told))
    else:
        for inspection in inspections.values():
            for problem in inspection.problems if explain else _shortened(inspection.problems):
                click.echo(str(problem))
        for file, each in found.items():
            for line in _lines(each):
                click.echo(f"{file}: {line}" if len(files) > 1 else line)
        for file, inspection in inspections.items():
            click.echo(f"{file}: {_verdict(inspection)}", err=True)
            if data is not None:
                _tried(inspection, data)
    if any(problem.severity == "error" for problem in problems):
        return REFUSED
    return FINDINGS if any(problem.severity == "warning" for problem in problems) else CLEAN


def _tried(inspection: "Inspection", data: Path) -> None:
    """Show what the keywords of a coding frame find in answers, or whether a design or a table book fits."""
    if design := getattr(inspection, "design", None):
        from surveykit.cli.designed import tried

        click.echo(tried(design, data), err=True)
    if getattr(inspection, "book", None) is not None and not inspection.problems:
        click.echo(f"{data}: the book fits", err=True)
    frame: CodingFrame | None = getattr(inspection, "frame", None)
    if frame is None:
        return
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.output import deliver
    from surveykit.derive.answers import Asked, answers_of, questions_in
    from surveykit.reports.frames.trial import trial_page

    dataset = dataset_of(data)
    asked = Asked(questions_in(dataset.codebook, (), frame.questions, str(data)))
    answers = [unit.text for unit in answers_of(dataset, asked, str(data)).units]
    deliver(trial_page(frame, answers, frame.languages[0]), None)


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """What is made here is needed to the end; looking for garbage among it takes time."""
    was = gc.isenabled()
    gc.disable()
    yield
    if was:
        gc.enable()


def _shortened(problems: Iterable["Problem"]) -> Iterable["Problem"]:
    """The problems, of notes the first few of each rule and how many more there are."""
    from dataclasses import replace

    counts: dict[str, int] = {}
    last: dict[str, Problem] = {}
    for problem in problems:
        code = problem.rule.code
        if problem.severity == "note":
            counts[code], last[code] = counts.get(code, 0) + 1, problem
        if counts.get(code, 0) <= MOST_NOTES:
            yield problem
    for code, count in counts.items():
        if count > MOST_NOTES:
            what = f"and {count - MOST_NOTES} more of this kind"
            yield replace(last[code], what=what, excerpt="", hint="--explain shows them all")


def _inspected(file: Path, data: Path | None, *, explain: bool, kind: str = "") -> "Inspection":
    """A file as what it is to be; as what it says it is where nobody says more."""
    from surveykit.cli.inputs import kind_of

    match kind := kind or kind_of(file):
        case "instrument":
            from surveykit.instrument.file import inspect

            return inspect(file, explain=explain)
        case "book":
            from surveykit.cli.tables import inspected

            return inspected(file, data)
        case "study":
            return _study(file, explain=explain)
        case _:
            found: Inspection = import_module(f"surveykit.{_INSPECTORS[kind]}").inspect(file)
            return found


_INSPECTORS = {
    "codebook": "codebook.file",
    "frame": "codebook.frames.file",
    "typology": "cli.typed",
    "rules": "quality.rules.file",
    "design": "design.file",
    "weighting": "weighting.file",
    "published": "reproduction.file",
}
"""Where files of a kind are looked at that need nothing beside them."""


def _study(file: Path, *, explain: bool) -> "Inspection":
    """A study, with what is wrong in the files that it names, each by itself."""
    from dataclasses import replace

    from surveykit.book.file import inspect as inspect_book
    from surveykit.study.file import described, inspect

    inspection = inspect(file)
    found = list(inspection.problems)
    for path, kind in described(inspection.study) if inspection.study else ():
        meant = "" if kind == "codebook" else kind  # an instrument may stand in its place
        inside = inspect_book(path) if kind == "book" else _inspected(path, None, explain=explain, kind=meant)
        found += inside.problems
    return replace(inspection, problems=tuple(dict.fromkeys(found)))


def _verdict(inspection: "Inspection") -> str:
    severities = [problem.severity for problem in inspection.problems]
    numbered = ((severities.count(word), word) for word in ("error", "warning", "note"))
    counted = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in numbered if n]
    shape = _shape(inspection)
    if not shape:
        rest = "; routing, codes and texts are looked at when the shape is right"
        return f"{', '.join(counted)}{rest if hasattr(inspection, 'instrument') else ''}"
    return f"{', '.join(counted) or 'sound'} ({shape})"


def _shape(inspection: "Inspection") -> str:
    """How much there is of what the file describes; nothing where it could not be made."""
    part = next(name for name in _SHAPES if hasattr(inspection, name))
    held = getattr(inspection, part)
    return "" if held is None else _SHAPES[part](held)


def _many(things: Iterable[object], one: str, more: str) -> str:
    from surveykit.reports.plural import Counted

    n = Counted(len(list(things)))
    return f"{n} {n:{one}|{more}}"


def _in_languages(said: str, languages: Iterable[str]) -> str:
    return f"{said}, languages {', '.join(languages)}"


def _shape_of(instrument: "Instrument") -> str:
    from surveykit.reports.plural import Counted

    numbers = Counted(len({question.number for question in instrument.questions.values() if question.number}))
    items = Counted(sum(question.type != "note" for question in instrument.questions.values()))
    questions = f"{numbers} {numbers:question|questions}, " if numbers else ""
    languages = ", ".join(instrument.languages)
    return f"{questions}{items} {items:item|items}, languages {languages}, fingerprint {instrument.fingerprint}"


_SHAPES: Mapping[str, Callable[[Any], str]] = {
    "instrument": _shape_of,
    "frame": lambda frame: _in_languages(_many(frame.codes, "code", "codes"), frame.languages),
    "typology": lambda made: _in_languages(_many(made.file.cells, "type", "types"), made.file.languages),
    "design": lambda design: f"weight {design.weight or 'none'}, {_many(design.stages, 'stage', 'stages')} of drawing",
    "weighting": lambda weighting: _many(weighting.margins, "margin", "margins"),
    "book": lambda book: _many(book.file.entries, "entry", "entries"),
    "published": lambda made: (
        f"{_many(made.file.tables, 'table', 'tables')}, {_many(made.file.checks, 'check', 'checks')}"
    ),
    "study": lambda study: (
        f"{_many(study.file.data, 'dataset', 'datasets')}, {_many(study.file.books, 'book', 'books')}"
    ),
    "rules": lambda rules: _many(rules.checks, "rule", "rules"),
    "file": lambda file: _in_languages(_many(file.variables, "variable", "variables"), file.languages),
}
"""How much there is of each kind of file, by what its inspection holds."""


def _witnesses(inspection: "Inspection") -> Sequence["Witness"]:
    """What shows how each question of an instrument is reached; nothing where there is none, or it has errors."""
    instrument: Instrument | None = getattr(inspection, "instrument", None)
    if instrument is None or any(problem.severity == "error" for problem in inspection.problems):
        return ()
    from surveykit.instrument.lint.reach.witness import witnesses
    from surveykit.instrument.project import symbols_of

    return tuple(witnesses(instrument, symbols_of(instrument)))


def _lines(found: Iterable["Witness"]) -> Iterable[str]:
    """A line for each question and each check."""
    for each in found:
        verb = {"question": "asked", "check": "fails"}[each.of]
        unsure = {"no": "never", "open": "not decided"}
        said = unsure.get(each.answer) or _mapping(each.given)
        yield f"{each.name} {verb}: {said}"


def _mapping(given: Mapping[str, "Answer | None"]) -> str:
    """Answers as they would be written in a file: `{industry: 50, export: refused}`."""
    return f"{{{', '.join(f'{_named(name)}: {_word(answer)}' for name, answer in given.items())}}}"


def _named(key: str) -> str:
    return f"previous({key.removeprefix('previous.')})" if key.startswith("previous.") else key


def _word(answer: "Answer | None") -> str:
    from surveykit.missing import BLANK, Empty

    if isinstance(answer, Empty):
        return answer.reason
    if isinstance(answer, tuple):
        return f"[{', '.join(map(_word, answer))}]"
    if answer is None:
        return BLANK
    return repr(answer) if isinstance(answer, str) else format(answer, ".15g")


def _shown(file: Path, each: "Witness") -> dict[str, Any]:
    from surveykit.missing import BLANK, Empty

    answers = {
        _named(name): BLANK if answer is None else {"empty": answer.reason} if isinstance(answer, Empty) else answer
        for name, answer in each.given.items()
    }
    return {"file": str(file), each.of: each.name, "possible": each.answer, "answers": answers}


def _plain(problem: "Problem") -> dict[str, Any]:
    return {
        "rule": problem.rule.code,
        "severity": problem.severity,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "what": problem.what,
        "hint": problem.hint,
    }


def _json(said: object) -> str:
    import json

    return json.dumps(said, ensure_ascii=False, indent=1)
