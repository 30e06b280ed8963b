"""The passphrase of an encrypted store: from the environment or asked for at the terminal, never on a command line."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from unicodedata import normalize

from surveykit.problems import Place, Problem, Rule, StoreError

VARIABLE = "SURVEYKIT_PASSPHRASE"
TRIES = 3
_REMEMBERED: dict[Path, str] = {}  # what opened a store: a command that opens it twice asks once

LOCKED_UP = Rule(
    "SK830",
    "The store is encrypted, and nobody can be asked for its passphrase",
    "Without the passphrase not a word of it can be read; there is no other way in.",
    "a script that reads an encrypted store, with no terminal at hand",
    f"Run it in a terminal, where the passphrase is asked for, or set {VARIABLE}.",
)
WRONG = Rule(
    "SK831",
    "The passphrase is not that of the store",
    "An encrypted store opens with the passphrase it was made with, sign by sign.",
    "a passphrase typed with the wrong keyboard layout",
    "Try again; look at Caps Lock and the keyboard layout. If it is certainly right, the file is damaged at its "
    "beginning: take a backup.",
)
UNFIT = Rule(
    "SK834",
    "The passphrase cannot be used",
    "It is typed unseen and cannot be found out later, so it is asked for twice.",
    "a passphrase that was typed differently the second time",
    "Type it again, the same both times; four or five words that belong to no saying are good.",
)


def wanted() -> bool:
    """Whether whoever runs the command wants stores that are encrypted."""
    return VARIABLE in os.environ


@contextmanager
def wanting() -> Iterator[None]:
    """Want stores that are encrypted while a command runs: where no passphrase is known, it is asked for."""
    before = os.environ.get(VARIABLE)
    os.environ.setdefault(VARIABLE, "")
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]


def of_new(path: Path) -> str:
    """The passphrase for a store that is being made, which is asked for twice.

    Raises:
        StoreError: SK830, nobody can be asked; SK834, it is empty, or was typed differently the second time.
    """
    if known := _known():
        return known
    first = _typed(path, f"Passphrase for the new store {path}: ")
    if first != _typed(path, "The same again: "):
        raise StoreError(Problem(UNFIT, "it was typed differently the second time", Place(str(path)), hint=UNFIT.mend))
    if not first:
        raise StoreError(Problem(UNFIT, "it is empty", Place(str(path)), hint=UNFIT.mend))
    os.environ[VARIABLE] = first
    return first


def of_old(path: Path) -> Iterator[str]:
    """What may be the passphrase of a store: the one in the environment, then what is typed, so many times.

    Raises:
        StoreError: SK830, there is none, and nobody can be asked; SK831, none of them was right.
    """
    known = _known()
    yield from dict.fromkeys(word for word in (_REMEMBERED.get(path, ""), known) if word)
    _REMEMBERED.pop(path, None)
    if _asks() or not known:
        for again in (*[True] * (TRIES - 1), False):
            _REMEMBERED[path] = _typed(path, f"Passphrase of {path}: ")
            yield _REMEMBERED[path]
            del _REMEMBERED[path]
            if again:
                sys.stderr.write(f"That is not the passphrase of {path}.\n")
    raise StoreError(Problem(WRONG, "the passphrase does not open it", Place(str(path)), hint=WRONG.mend))


def _known() -> str:
    return normalize("NFC", os.environ.get(VARIABLE, ""))


def _asks() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _typed(path: Path, prompt: str) -> str:
    if not _asks():
        raise StoreError(Problem(LOCKED_UP, "no passphrase is known", Place(str(path)), hint=LOCKED_UP.mend))
    return normalize("NFC", getpass(prompt))
