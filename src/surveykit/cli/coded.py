"""Codings for the commands that work on them, from whatever file holds them: one door."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.problems import DataError, Place, Problem, Rule, listed

if TYPE_CHECKING:
    from surveykit.coding.ledger import Ledger
    from surveykit.dataset.dataset import Dataset

OTHER_QUESTION = Rule(
    "SK717",
    "The frame is for other questions than those that were coded",
    "Every answer counts then, whether or not the frame was meant for it.",
    "`questions: [after_text]` in the frame, and answers to What_changed in the store",
    "If it is the right frame, nothing is to be done; to have it said, write the name under `questions` in the frame.",
)
_GZIP = b"\x1f\x8b"  # how a bundle begins
PROJECT: Final = ".qdpx"


def read_codings(path: Path, frame: CodingFrame | None) -> tuple[Codings, CodingFrame | None, tuple[Problem, ...]]:
    """The codings of a file, the frame they were made with, and what was odd about them.

    Args:
        path: a store of codings, a bundle of one, a table of codings, long or wide (.csv, .tsv, .xlsx), or a project of
            REFI-QDA (.qdpx).
        frame: the coding frame; None takes the one the file brings, where it brings any.

    Raises:
        DataError: SK717, the frame is another than the one they were coded by.
        FormatError: SK940 or SK950, it is no file of codings.
        StoreError: the store or the bundle cannot be read.
    """
    codings, used, problems = _read(path, frame)
    told = () if used is None else tuple(_other_questions(codings, used, path))
    if any(problem.severity == "error" for problem in told):
        raise DataError([*problems, *told])
    return codings, used, (*problems, *told)


def _other_questions(codings: Codings, frame: CodingFrame, path: Path) -> Iterator[Problem]:
    """That a frame names other questions; where it has none of the codes either it is not the one."""
    if not codings.units or not frame.questions or {*frame.questions}.intersection(codings.questions):
        return
    what = f"the frame is for {listed(frame.questions)}, and the answers are to {listed(codings.questions)}"
    given = {code for coding in codings.codings.values() for code in coding.codes}
    if given and given.isdisjoint(frame.codes):
        hint = "Name the frame by which they were coded: --frame FRAME."
        yield Problem(OTHER_QUESTION, f"{what}; it has none of the codes that were given", Place(str(path)), hint)
    else:
        yield Problem(OTHER_QUESTION, what, Place(str(path)), OTHER_QUESTION.mend, "warning")


def _read(path: Path, frame: CodingFrame | None) -> tuple[Codings, CodingFrame | None, tuple[Problem, ...]]:
    """The same from each kind of file."""
    from surveykit.cli.inputs import is_store

    if is_store(path) or _is_bundle(path):
        with _ledger(path) as ledger:
            return _stored(ledger, path, frame)
    if path.suffix.lower() == PROJECT:
        from surveykit.exchange.refi.project import read as read_project

        return read_project(path, frame)
    from surveykit.exchange.codings.read import read

    codings, problems = read(path, frame)
    return codings, frame, problems


def beside(codings: Codings, dataset: "Dataset", path: Path) -> "Dataset":
    """Data with the ids by which the codings name their cases; where they had to be looked for, it is told."""
    from surveykit.cli.boundary import tell
    from surveykit.derive.cases import with_ids

    dataset, problems = with_ids(dataset, codings, str(path))
    tell(problems)
    return dataset


def write_codings(
    codings: Codings, frame: CodingFrame | None, path: Path, layout: Literal["long", "wide", "codes"] = "long"
) -> tuple[Problem, ...]:
    """Write codings as a table (.csv, .tsv, .xlsx) or a project of REFI-QDA (.qdpx); what is lost is returned.

    Args:
        codings: what is written.
        frame: their frame.
        path: the file; its suffix says which kind.
        layout: of a table: a row a judgement, a column a coder, or a column of 0 and 1 for each coder and code.

    Raises:
        FormatError: SK940, the suffix is unknown; SK509, the file cannot be written.
    """
    if path.suffix.lower() == PROJECT:
        from surveykit.exchange.refi.project import write as write_project

        return write_project(codings, frame, path)
    from surveykit.exchange.codings.write import write

    return write(codings, frame, path, layout)


def _stored(
    ledger: "Ledger", path: Path, frame: CodingFrame | None
) -> tuple[Codings, CodingFrame | None, tuple[Problem, ...]]:
    """What a store holds, in the version of the frame that is asked for, and what does not stand in it."""
    from surveykit.cli.ledgers import outdated

    carried = ledger.carried(frame)
    told = tuple(problem for problem in outdated(ledger, str(path), frame) if problem.severity == "warning")
    return carried.codings, frame or ledger.frame(), told


@contextmanager
def _ledger(path: Path) -> "Iterator[Ledger]":
    from surveykit.cli.inputs import is_store
    from surveykit.cli.ledgers import ledger_of
    from surveykit.cli.stored import address_of

    if is_store(path):
        with ledger_of(address_of(path)) as ledger:
            yield ledger
        return
    from surveykit.coding.acts import CODINGS, CodingEvent
    from surveykit.coding.ledger import Ledger
    from surveykit.store.memory import MemoryStore
    from surveykit.sync.bundle import read

    whole = read(path, CODINGS)
    store: MemoryStore[CodingEvent] = MemoryStore(CODINGS)
    for fingerprint, text in whole.instruments.items():
        store.keep(fingerprint, text)
    for history, ways in whole.cases.items():
        for way in ways:
            store.graft(history, way)
    yield Ledger(store)


def _is_bundle(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == _GZIP
    except OSError:
        return False  # whoever reads it says why it cannot be read
