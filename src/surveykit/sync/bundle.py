"""Bundles: all that a store holds in one portable file, with a checksum, to be carried and merged elsewhere."""

import gzip
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from surveykit.histories import History
from surveykit.interview.events import INTERVIEWS
from surveykit.journal import Vocabulary
from surveykit.problems import Place, Problem, Rule, StoreError
from surveykit.store.base import other_kind
from surveykit.store.rows import DAMAGED as STORE_DAMAGED
from surveykit.store.rows import Row, histories_of, rows_of
from surveykit.sync.sound import unsound
from surveykit.sync.whole import Whole
from surveykit.whole import written_whole

VERSION = 1
MOST_BYTES = 1_000_000_000  # unpacked
LONGEST = 100_000_000  # of a line: a case with all its histories, or an instrument with its tables
HEADS = {"interviews": "bundle", "codings": "bundle of codings"}  # the first word of a bundle
_GZIP = b"\x1f\x8b"

NO_BUNDLE = Rule(
    "SK868",
    "The file is no bundle of surveykit",
    "Only what surveykit wrote can be merged without a doubt.",
    "surveykit sync merge report.zip --to field.db",
    "Name a store, or a file that `surveykit sync bundle` or `surveykit coding bundle` made; a table comes in by "
    "`surveykit coding import`.",
)
DAMAGED = Rule(
    "SK869",
    "The bundle is damaged",
    "Part of the file is not what was written; answers would be lost or changed.",
    "a bundle copied while the stick was pulled out",
    "Make the bundle once more on the machine it comes from; nothing was merged.",
)
NEWER_BUNDLE = Rule(
    "SK870",
    "The bundle was made by a newer version of surveykit",
    "This version does not know all that stands in it.",
    "a bundle of the next version, merged on a machine that was not brought up to date",
    "Install the newer version of surveykit; nothing was merged.",
)


def write(whole: Whole[Any], path: Path) -> None:
    """Write a bundle: whole or not at all, for its owner's eyes only. The same events give the same bytes.

    Raises:
        FormatError: SK509, it cannot be written.
    """
    with written_whole(path) as partial:
        file = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(file, "wb") as plain, gzip.GzipFile("", "wb", 6, plain, mtime=0) as packed:
            for line in _lines(whole):
                packed.write(line)


def _lines(whole: Whole[Any]) -> Iterator[bytes]:
    """A head, a line for each instrument and each case, and an end that vouches for all of them."""
    digest = sha256()
    parts: list[dict[str, Any]] = [{"surveykit": HEADS[whole.words.holds], "version": VERSION}]
    parts += [{whole.words.guide: name, "text": text} for name, text in sorted(whole.instruments.items())]
    for part in parts:
        digest.update(line := _line(part))
        yield line
    for case, histories in sorted(whole.cases.items()):
        digest.update(line := _line({"case": case, "events": _rows(histories, whole.words)}))
        yield line
    yield _line({"end": len(parts) + len(whole.cases), "sha256": digest.hexdigest()})


def _line(part: dict[str, Any]) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _rows(histories: Iterable[History[Any]], words: Vocabulary[Any]) -> list[Row]:
    """The events of a case, each once, with the one before it."""
    return sorted({row for history in histories for row in rows_of(history, "", words)})


def read(path: Path, holds: Vocabulary[Any] = INTERVIEWS) -> Whole[Any]:
    """Read a bundle and check all of it.

    Raises:
        StoreError: SK868, the file is no bundle; SK869, it is damaged; SK870, it was made by a newer version;
            SK890, it holds something else than it is read for.
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        return read_from(file, str(path), holds)


def read_from(file: BinaryIO, name: str = "", holds: Vocabulary[Any] = INTERVIEWS) -> Whole[Any]:
    """Read a bundle from an open file; the name is for messages."""
    place = Place(name)
    if file.read(2) != _GZIP:
        raise StoreError(Problem(NO_BUNDLE, "it does not begin as a bundle does", place, NO_BUNDLE.mend))
    file.seek(0)
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as packed:
            return _read(_parts(packed, place, holds), place, holds)
    except (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError, RecursionError) as error:
        what = "it is cut short" if isinstance(error, EOFError) else f"it cannot be read: {error}"
        raise StoreError(Problem(DAMAGED, what, place, DAMAGED.mend)) from error


def _parts(packed: gzip.GzipFile, place: Place, holds: Vocabulary[Any]) -> Iterator[dict[str, Any]]:
    """The lines between the head and the end, which must agree with all of them.

    Raises:
        ValueError: a line cannot be read, the end is missing, or the checksum is another.
    """
    digest, number, size = sha256(), 0, 0
    while line := packed.readline(LONGEST + 1):
        size += len(line)
        if len(line) > LONGEST or size > MOST_BYTES:
            raise ValueError(f"it unpacks to more than {MOST_BYTES // 1_000_000} MB")
        part = json.loads(line) if number else _head(line, place, holds)
        if not isinstance(part, dict):
            raise TypeError(f"line {number + 1} is not what a bundle has")
        if "end" in part:
            if (part["end"], part["sha256"]) != (number, digest.hexdigest()) or packed.read(1):
                raise ValueError("its checksum is another")
            return
        digest.update(line)
        if number:
            yield part
        number += 1
    raise ValueError("it is cut short")


def _head(line: bytes, place: Place, holds: Vocabulary[Any]) -> dict[str, Any]:
    """The first line, by which a bundle is known."""
    try:
        part = json.loads(line)
    except ValueError:
        part = None
    held = [kind for kind, word in HEADS.items() if isinstance(part, dict) and part.get("surveykit") == word]
    if not isinstance(part, dict) or not held:
        raise StoreError(Problem(NO_BUNDLE, "it does not begin as a bundle does", place, NO_BUNDLE.mend))
    if held != [holds.holds]:
        raise other_kind(place.file or "", held[0], holds)
    if part.get("version") != VERSION:
        what = f"the bundle has version {part.get('version')}, this surveykit reads up to {VERSION}"
        raise StoreError(Problem(NEWER_BUNDLE, what, place, NEWER_BUNDLE.mend))
    return part


def _read(parts: Iterable[dict[str, Any]], place: Place, words: Vocabulary[Any]) -> Whole[Any]:
    """What the lines tell.

    Raises:
        ValueError: something is missing or stands twice.
    """
    instruments: dict[str, str] = {}
    cases: dict[str, tuple[History[Any], ...]] = {}
    ids: set[str] = set()
    for part in parts:
        if "case" in part:
            case, rows = part["case"], [tuple(row) for row in part["events"]]
            if not isinstance(case, str) or case in cases:
                raise ValueError(f"case {case} is no name, or stands twice")
            cases[case] = _histories(rows, Place(place.file, case=case), words)
            found = {row[1] for row in rows}
            if found & ids:
                raise ValueError(f"an event of case {case} stands in another case too")
            ids |= found
        elif isinstance(part[words.guide], str) and isinstance(part["text"], str):
            instruments[part[words.guide]] = part["text"]
    return Whole(instruments, cases, words)


def _histories(rows: list[Any], place: Place, words: Vocabulary[Any]) -> tuple[History[Any], ...]:
    try:
        found = histories_of(rows, place, words)
    except StoreError as refusal:
        kinds = {True: DAMAGED, False: NEWER_BUNDLE}
        raise StoreError(
            Problem(rule, problem.what, problem.place, rule.mend)
            for problem in refusal.problems
            for rule in [kinds[problem.rule == STORE_DAMAGED]]
        ) from None
    for event in (event for history in found for event in history):
        if part := unsound(event.act):
            what = f"`{part}` of event {event.number} is not what it can be"
            raise StoreError(Problem(DAMAGED, what, place, DAMAGED.mend))
    return found
