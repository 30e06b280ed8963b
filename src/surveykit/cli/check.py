"""`surveykit check`: every problem of an instrument, codebook or another file of ours, with its place."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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
    from surveykit.study.file import Inspection as StudyInspection
    from surveykit.weighting.file import Inspection as WeightingInspection

    Analysis = TypologyInspection | RulesInspection | DesignInspection | WeightingInspection | BookInspection
    Inspection = InstrumentInspection | CodebookInspection | FrameInspection | Analysis | StudyInspection

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
    """Check instruments, codebooks, coding frames, typologies, rules, designs, weightings, table books and studies.

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


def _inspected(file: Path, data: Path | None, *, explain: bool) -> "Inspection":
    from surveykit.cli.inputs import kind_of

    match kind_of(file):
        case "instrument":
            from surveykit.instrument.file import inspect

            return inspect(file, explain=explain)
        case "codebook":
            from surveykit.codebook.file import inspect as inspect_codebook

            return inspect_codebook(file)
        case "frame":
            from surveykit.codebook.frames.file import inspect as inspect_frame

            return inspect_frame(file)
        case "typology":
            from surveykit.cli.typed import inspect as inspect_typology

            return inspect_typology(file)
        case "rules":
            from surveykit.quality.rules.file import inspect as inspect_rules

            return inspect_rules(file)
        case "design":
            from surveykit.design.file import inspect as inspect_design

            return inspect_design(file)
        case "weighting":
            from surveykit.weighting.file import inspect as inspect_weighting

            return inspect_weighting(file)
        case "book":
            from surveykit.cli.tables import inspected

            return inspected(file, data)
        case "study":
            return _study(file, explain=explain)


def _study(file: Path, *, explain: bool) -> "Inspection":
    """A study, with what is wrong in the files that it names, each by itself."""
    from dataclasses import replace

    from surveykit.book.file import inspect as inspect_book
    from surveykit.reproduction.file import inspect as inspect_published
    from surveykit.study.file import described, inspect

    inspection = inspect(file)
    found = list(inspection.problems)
    for path, kind in described(inspection.study) if inspection.study else ():
        match kind:
            case "book":
                found += inspect_book(path).problems
            case "published":
                found += inspect_published(path).problems
            case _:
                found += _inspected(path, None, explain=explain).problems
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
    from surveykit.reports.plural import Counted

    if hasattr(inspection, "instrument"):
        return "" if inspection.instrument is None else _shape_of(inspection.instrument)
    if hasattr(inspection, "frame"):
        frame = inspection.frame
        held = Counted(len(frame.codes)) if frame else Counted(0)
        return f"{held} {held:code|codes}, languages {', '.join(frame.languages)}" if frame else ""
    if hasattr(inspection, "typology"):
        file = inspection.typology.file if inspection.typology else None
        types = Counted(len(file.cells)) if file else Counted(0)
        return f"{types} {types:type|types}, languages {', '.join(file.languages)}" if file else ""
    if hasattr(inspection, "design"):
        stages = Counted(len(inspection.design.stages)) if inspection.design else Counted(0)
        weight = inspection.design.weight or "none" if inspection.design else ""
        return f"weight {weight}, {stages} {stages:stage|stages} of drawing" if inspection.design else ""
    if hasattr(inspection, "weighting"):
        margins = Counted(len(inspection.weighting.margins)) if inspection.weighting else Counted(0)
        return f"{margins} {margins:margin|margins}" if inspection.weighting else ""
    if hasattr(inspection, "book"):
        entries = Counted(len(inspection.book.file.entries)) if inspection.book else Counted(0)
        return f"{entries} {entries:entry|entries}" if inspection.book else ""
    if hasattr(inspection, "study"):
        file = inspection.study.file if inspection.study else None
        data, books = Counted(len(file.data) if file else 0), Counted(len(file.books) if file else 0)
        return f"{data} {data:dataset|datasets}, {books} {books:book|books}" if file else ""
    if hasattr(inspection, "rules"):
        checks = Counted(len(inspection.rules.checks)) if inspection.rules else Counted(0)
        return f"{checks} {checks:rule|rules}" if inspection.rules else ""
    file = inspection.file
    held = Counted(len(file.variables)) if file else Counted(0)
    return f"{held} {held:variable|variables}, languages {', '.join(file.languages)}" if file else ""


def _shape_of(instrument: "Instrument") -> str:
    from surveykit.reports.plural import Counted

    numbers = Counted(len({question.number for question in instrument.questions.values() if question.number}))
    items = Counted(sum(question.type != "note" for question in instrument.questions.values()))
    questions = f"{numbers} {numbers:question|questions}, " if numbers else ""
    languages = ", ".join(instrument.languages)
    return f"{questions}{items} {items:item|items}, languages {languages}, fingerprint {instrument.fingerprint}"


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
