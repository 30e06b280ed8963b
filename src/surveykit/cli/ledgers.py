"""Stores of codings as the verbs open them: one that is there, and the ledger on it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import click

from surveykit.problems import DataError, Place, Problem, Rule, Severity, StoreError

if TYPE_CHECKING:
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.coding.codings import Codings
    from surveykit.coding.ledger import Ledger

NO_CODINGS = Rule(
    "SK896",
    "There is no such store of codings",
    "Answers are taken in before they are coded.",
    "surveykit coding status coding.db, before anything was begun",
    "Check the name; `surveykit coding begin DATA --frame FRAME --to STORE` begins a store.",
)
NO_CODER = Rule(
    "SK903",
    "This cannot be the name of a coder",
    "The name stands beside every code that was given.",
    "--coders ida,,ola",
    "Write the names with commas between them, such as ida,ola.",
)
OLD_FRAME = Rule(
    "SK905",
    "Codings were made under another version of the frame",
    "A coder who works by an older version does not know the codes that were added, merged or split since.",
    "a bundle that came back after the frame was changed",
    "Send the coder a new bundle; codings are carried on by the changes that the frame records.",
)
WRITTEN_OTHERWISE = Rule(
    "SK718",
    "A coder's name is written otherwise than before",
    "What one person does under two names counts as that of two coders, who then agree or differ with themselves.",
    "surveykit code coding.db --by Ida, where the answers were given to ida",
    "Write the name as it stands in the store; somebody else needs a name that differs by more than capitals, spaces "
    "and accents.",
)
LONGEST = 64  # characters of a name
NEARLY = 0.8  # how much two names have in common that may be one; ida and ada are two


@contextmanager
def ledger_of(target: str, *, writing: bool = False, making: bool = False) -> "Iterator[Ledger]":
    """The ledger on a store of codings.

    Args:
        target: the store.
        writing: whether it is written to.
        making: whether a new one is made where there is none.

    Raises:
        StoreError: SK896, there is none; SK890, it holds interviews; it cannot be opened, and why.
    """
    from surveykit import store as stores
    from surveykit.cli.inputs import is_store
    from surveykit.cli.stored import is_there, shown
    from surveykit.coding.acts import CODINGS
    from surveykit.coding.ledger import Ledger

    if not making and is_store(Path(target)) and not is_there(target):
        raise StoreError(Problem(NO_CODINGS, "there is no such store", Place(shown(target)), NO_CODINGS.mend))
    with stores.open(target, writing=writing or making, holds=CODINGS) as store:
        yield Ledger(store)


def names_of(_ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Names with commas between them, in one option or in several."""
    names = tuple(dict.fromkeys(part.strip() for each in value for part in each.split(",")))
    if value and not all(0 < len(name) <= LONGEST and name.isprintable() and ";" not in name for name in names):
        raise click.BadParameter(f"{NO_CODER.title}. {NO_CODER.mend}", param=param)
    return names


def written_otherwise(
    target: str, codings: "Codings", names: Iterable[str], severity: "Severity" = "error"
) -> Iterator[Problem]:
    """Names that differ from one that stands in a store by capitals, spaces and accents only."""
    from surveykit.cli.stored import shown

    known = {batch.coder for batch in codings.batches} | {*codings.coders}
    plain = {_plain(name): name for name in sorted(known)}
    for name in names:
        if name not in known and (other := plain.get(_plain(name))):
            what = f"'{name}' is not in it, but '{other}' is"
            yield Problem(WRITTEN_OTHERWISE, what, Place(shown(target)), WRITTEN_OTHERWISE.mend, severity)


def nearly(name: str, known: Iterable[str]) -> str:
    """The name of a coder of which another differs by a letter or so; "" where there is none.

    Example:
        >>> nearly("karri", ["ida", "kari"]), nearly("ada", ["ida", "kari"])
        ('kari', '')
    """
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, [*known], 1, NEARLY)), "")


def _plain(name: str) -> str:
    return "".join(letter for letter in normalize("NFKD", name.casefold()) if letter.isalnum())


def outdated(ledger: "Ledger", target: str, frame: "CodingFrame | None" = None) -> list[Problem]:
    """Who coded by another version of the frame than a given one, or the present one, and what came of it.

    A note where the recorded changes carried everything on; a warning where somebody has to do something: the codes
    do not stand, answers are to be judged again, or the coder went on by the older version after the frame was changed.
    """
    from collections import Counter

    from surveykit.cli.stored import shown
    from surveykit.reports.plural import Counted

    told = ledger.recorded()
    if not told.frames:
        return []
    carried = ledger.carried(frame)
    present = frame.fingerprint if frame is not None else told.frames[-1]
    strange = {coding.frame for coding in carried.strange}
    again = Counter(coding.coder for coding in carried.again)
    held = Counter((coding.coder, coding.frame) for coding in told.codings.values() if coding.frame)
    problems, late = [], _late(ledger, present)
    for (coder, mark), n in sorted(held.items()):
        if mark != present:
            what = f"{coder}: {n:,} {Counted(n):coding|codings} under {_version(ledger, mark)}"
            waits = mark in strange or again[coder] > 0 or coder in late
            if mark in strange:
                what += ", from which no recorded changes lead to the present one: they stand as they are"
            elif again[coder]:
                what += f"; {again[coder]:,} {Counted(again[coder]):answer|answers} of {coder} to be judged again"
            else:
                what += ", carried on by the recorded changes"
            hint = OLD_FRAME.mend if waits else ""
            problems.append(Problem(OLD_FRAME, what, Place(shown(target)), hint, "warning" if waits else "note"))
    return problems


def _late(ledger: "Ledger", present: str) -> set[str]:
    """Coders who went on by an older version after the frame was changed, and not by the present one since."""
    from surveykit.coding.ledger import FRAME

    changed = max((event.at for event in ledger.events(FRAME)), default="")
    latest = {coding.coder: coding for coding in sorted(ledger.recorded().codings.values(), key=lambda one: one.at)}
    return {coder for coder, coding in latest.items() if coding.frame not in {"", present} and coding.at > changed}


def _version(ledger: "Ledger", mark: str) -> str:
    try:
        return f"version '{ledger.frame_of(mark).version}'"
    except DataError:
        return f"a version that is not here ({mark})"
