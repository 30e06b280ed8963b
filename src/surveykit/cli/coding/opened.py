"""Stores of codings as the verbs open them: one that is there, and the ledger on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.problems import Place, Problem, Rule, StoreError

if TYPE_CHECKING:
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
LONGEST = 64  # characters of a name


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
    if value and not all(0 < len(name) <= LONGEST and name.isprintable() for name in names):
        raise click.BadParameter(f"{NO_CODER.title}. {NO_CODER.mend}", param=param)
    return names
