"""What import and export do to protect people: personal variables left out, pseudonyms by a key that is kept apart."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.problems import DataError, Place, Problem, Rule, listed

if TYPE_CHECKING:
    from surveykit.dataset.dataset import Dataset

LEFT_OUT = Rule(
    "SK863",
    "What is personal is left out",
    "A name or a telephone number is for the fieldwork; a file for analysis goes further than it.",
    "surveykit export field.db -o sis.sav, where `name` is marked `personal: true`",
    "Nothing to mend; `import` and `export` take it with --personal.",
)
NO_KEY = Rule(
    "SK864",
    "This is no key file for pseudonyms",
    "With another key the same case would have another pseudonym.",
    "--pseudonyms sis.csv",
    "Name the key file that was used before; or a file that is not there yet, and a key is made.",
)
KEY_MADE = Rule(
    "SK865",
    "A new key for pseudonyms was made",
    "The same key gives the same pseudonyms next time; who has it can find out whose a pseudonym is.",
    "--pseudonyms keys.txt, where there is no keys.txt",
    "Keep it apart from the data, and a copy of it in a safe place.",
)
KEY_OPEN = Rule(
    "SK866",
    "Others can read the key file",
    "Who has the key can find out whose a pseudonym is.",
    "a key file with the permissions 0644",
    "chmod 600 KEYFILE",
)

_HEAD = "surveykit pseudonyms, version 1"
_KEY = re.compile(rf"{_HEAD}\n([0-9a-f]{{64}})\n?")
_LONGEST = 1000


def protected(
    dataset: "Dataset", path: Path, *, personal: bool = False, key: bytes | None = None, links: Iterable[str] = ()
) -> "tuple[Dataset, tuple[Problem, ...]]":
    """A dataset that can be given away: with pseudonyms where there is a key, and without what is personal.

    Args:
        dataset: what was read.
        path: where it was read from, for the message.
        personal: keep what is marked personal.
        key: the key of pseudonyms.
        links: columns that name a case of another table.

    Raises:
        DataError: SK861, there are no ids.
    """
    from surveykit.cli.stored import shown
    from surveykit.dataset.protection import pseudonymous, without_personal

    if key is not None:
        try:
            dataset = pseudonymous(dataset, key, links)
        except DataError as refusal:
            raise DataError(problem.at(Place(shown(path))) for problem in refusal.problems) from None
    if personal:
        return dataset, ()
    dataset, gone = without_personal(dataset)
    what = f"personal, left out: {listed(gone)}"
    return dataset, (Problem(LEFT_OUT, what, Place(shown(path)), LEFT_OUT.mend, "note"),) if gone else ()


def key_of(path: Path | None) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The key in a file, made where there is none, and what is to be said of it; no key where no file is named.

    Raises:
        DataError: SK864, the file is no key file.
        OSError: it cannot be read or made.
    """
    if path is None:
        return None, ()
    place = Place(str(path))
    try:
        file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        with path.open("rb") as existing:
            found = _KEY.fullmatch(existing.read(_LONGEST).decode(errors="replace").replace("\r\n", "\n"))
            others = os.name == "posix" and os.fstat(existing.fileno()).st_mode & 0o077
        if found is None:
            raise DataError(Problem(NO_KEY, "there is something else in the file", place, NO_KEY.mend)) from None
        told = (Problem(KEY_OPEN, "others can read the key", place, KEY_OPEN.mend, "warning"),) if others else ()
        return bytes.fromhex(found[1]), told
    from secrets import token_bytes

    key = token_bytes(32)
    with os.fdopen(file, "w", encoding="ascii", newline="\n") as made:
        made.write(f"{_HEAD}\n{key.hex()}\n")
        made.flush()
        os.fsync(made.fileno())
    return key, (Problem(KEY_MADE, "a new key was made", place, KEY_MADE.mend, "note"),)
