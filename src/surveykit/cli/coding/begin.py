"""`surveykit coding begin`: open answers taken into a store of codings, and the frame they are coded by."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.ledgers import ledger_of
from surveykit.cli.options import BY, PASSPHRASE, PERSONAL
from surveykit.problems import DataError, Place, Problem, Rule, listed, shortened

if TYPE_CHECKING:
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.coding.codings import Codings
    from surveykit.coding.leading.taking import Taking
    from surveykit.coding.ledger import Ledger
    from surveykit.dataset.dataset import Dataset
    from surveykit.derive.answers import Answers

OTHER_FRAME = Rule(
    "SK899",
    "The answers are coded by another version of the frame",
    "Codes that were given would be read by definitions their coders did not have.",
    "surveykit coding begin data.sav --frame after-2.yaml --to coding.db, while coding.db is coded by after-1.yaml",
    "Leave --frame out to go on with the frame of the store; if FRAME is the newer one, go over to it first: surveykit "
    "coding reframe STORE --frame FRAME.",
)
PERSONAL_LEFT_OUT = Rule(
    "SK900",
    "A personal variable is not shown to coders",
    "Who codes answers need not know who gave them.",
    "--context name, where `name` is marked `personal: true`",
    "Leave it out of --context; or say --personal where coders are to see it.",
)


@click.command("begin", short_help="Take open answers in, with the frame they are coded by.")
@click.argument("data", metavar="DATA", type=click.Path(path_type=Path))
@click.option("--frame", "frame", metavar="FRAME", type=click.Path(path_type=Path), help="The coding frame (YAML).")
@click.option("--to", "target", metavar="STORE", required=True, help="The store of codings; made where there is none.")
@click.option(
    "--question",
    "questions",
    metavar="VARS",
    multiple=True,
    help="The variables with the answers, by name or heading.",
)
@click.option("--context", metavar="VARS", multiple=True, help="Closed variables that help to read them.")
@click.option("--case", default="", metavar="VAR", help="The variable with the ids of cases.")
@click.option(
    "--wave", default="", metavar="VAR", help="The variable with the round; without it the one whose role that is."
)
@PERSONAL
@BY
@PASSPHRASE
def begin(  # noqa: PLR0913, PLR0917 - one parameter an option
    data: Path,
    frame: Path | None,
    target: str,
    questions: tuple[str, ...],
    context: tuple[str, ...],
    case: str,
    wave: str,
    personal: bool,
    by: str,
) -> int:
    """Take the open answers of DATA, a data file, a workbook or a store of interviews, into a store of codings.

    Answers that are empty or missing are not taken in; they are counted by the reason. The same file again changes
    nothing. An answer that has other words now is told (exit code 1); the codes it was given are kept.
    """
    from surveykit.codebook.frames.file import loaded
    from surveykit.coding.codings import Codings
    from surveykit.coding.leading.taking import taking
    from surveykit.coding.ledger import ANSWERS
    from surveykit.source import read

    source = read(frame) if frame else None
    used = loaded(source.text, source.file) if source else None
    dataset = _dataset(data, personal=personal)
    reads = partial(_answers, data, dataset, questions, context, case, personal=personal)
    answers: Answers | None = None
    asked: tuple[str, ...] = ()
    if used is not None and not (Path(target).exists() or "://" in target):  # before a store is made
        answers, asked = reads(wave or _wave(dataset, Codings()), used)
    with ledger_of(target, writing=True, making=used is not None) as ledger:
        if used is not None and source is not None:
            _refuse_another(ledger, used, source.file, target)
        known = ledger.codings()
        if answers is None:
            answers, asked = reads(wave or _wave(dataset, known), used or ledger.frame())
        if used is not None and source is not None:
            ledger.use(used, source.text, by)
        found = taking(known, answers.units, asked, context=bool(context))
        for act in found.acts(data.name):
            ledger.write(ANSWERS, by, [act])
    return _said(target, data, answers, asked, found)


def _said(target: str, data: Path, answers: "Answers", asked: "tuple[str, ...]", found: "Taking") -> int:
    """Say what was taken in, and who said nothing."""
    from surveykit.reports.plural import Counted

    told = tuple(found.problems(str(data)))
    tell([*answers.problems, *shortened(told)])
    n = Counted(len(answers.units))
    head = f"{target_of(target)}: {n:,} {n:answer|answers} to {listed(asked)}"
    for line in (f"{head}: {found}", *_lacking(answers.lacking)):
        click.echo(line, err=True)
    return FINDINGS if told else CLEAN


def target_of(target: str) -> str:
    """The name of a store without a password."""
    from surveykit.cli.stored import shown

    return shown(target)


def _dataset(path: Path, *, personal: bool) -> "Dataset":
    from surveykit.cli.inputs import dataset_of, read

    if not personal:
        return dataset_of(path)
    dataset, problems = read(path)
    tell(problems)
    return dataset


def _refuse_another(ledger: "Ledger", frame: "CodingFrame", file: str, target: str) -> None:
    """Refuse a frame that is not the one the store is coded by.

    Raises:
        DataError: SK899, the store is coded by another version.
    """
    present = ledger.recorded().frames[-1:]
    if present and present != (frame.fingerprint,):
        there = ledger.frame()
        same = f"version '{there.version}' of '{there.name}'"
        what = f"the store is coded by {same}, which says something else than {file}"
        hint = OTHER_FRAME.mend.replace("STORE", target_of(target)).replace("FRAME", file)
        if there.name != frame.name:
            what = f"the store is coded by '{there.name}', and {file} is another frame, '{frame.name}'"
            hint = "Give each frame a store of its own: name another with --to."
        raise DataError(Problem(OTHER_FRAME, what, Place(target_of(target)), hint))


def _wave(dataset: "Dataset", known: "Codings") -> str:
    """The variable with the round, by its role; not where the answers were taken in without it before."""
    held = dataset.codebook.role("wave")
    without = known.units and not any(unit.wave for unit in known.units.values())
    return held.name if held and not without else ""


def _answers(  # noqa: PLR0913 - what is asked for, as the options have it
    path: Path,
    dataset: "Dataset",
    questions: tuple[str, ...],
    context: tuple[str, ...],
    case: str,
    wave: str,
    frame: "CodingFrame",
    *,
    personal: bool,
) -> "tuple[Answers, tuple[str, ...]]":
    from surveykit.derive.answers import Asked, answers_of, called, named_in, questions_in

    book = dataset.codebook
    file = target_of(str(path))
    asked = questions_in(book, [*named_in(book, questions, file)], frame.questions, file)
    context = tuple(named_in(book, context, file))
    case, wave = (called(book, name, file) if name else "" for name in (case, wave))
    named = [name for name in (*asked, *context) if book[name].personal and not personal]
    hidden = [name for name in named if name in asked]
    told = tuple(
        Problem(PERSONAL_LEFT_OUT, f"'{name}' is marked personal", Place(file, variable=name), PERSONAL_LEFT_OUT.mend,
                "error" if hidden else "note")
        for name in named
    )  # fmt: skip
    if hidden:
        raise DataError(told)
    tell(told)
    language = next((known for known in frame.languages if known in book.languages), "")
    shown = tuple(name for name in context if name not in named)
    return answers_of(dataset, Asked(asked, case, wave, shown, language), file), asked


def _lacking(lacking: Mapping[tuple[str, str], int]) -> list[str]:
    """Who said nothing, question by question."""
    from surveykit.missing import REASON_WORDS
    from surveykit.reports.plural import Counted

    by_question: dict[str, list[tuple[str, int]]] = {}
    for (question, reason), n in lacking.items():
        words = REASON_WORDS.get(reason, {"en": reason})["en"]
        by_question.setdefault(question, []).append((words, n))
    said = []
    for question, found in by_question.items():
        total = Counted(sum(n for _, n in found))
        each = ", ".join(f"{words} {n:,}" for words, n in found)
        said.append(f"{question}: {total:,} {total:case|cases} without an answer: {each}")
    return said
