"""`surveykit sync`: what was keyed on several machines brought together, without a server."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.options import PASSPHRASE
from surveykit.problems import Problem, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from surveykit.journal import Vocabulary
    from surveykit.sync.whole import Whole


@click.group("sync", short_help="Bring laptops together.")
def command() -> None:
    """Carry interviews from one machine to another in a file, and merge them.

    Every event is carried, so merging loses nothing: not answers that were changed, and not the other of two
    answers to the same question. Files may be merged in any order and as often as one likes.
    """


@command.command("bundle", short_help="All of a store in one file.")
@click.argument("store", metavar="STORE")
@click.option("-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path), help="File to write.")
def bundle(store: str, output: Path) -> int:
    """Write all that STORE holds into one FILE, to be carried and merged elsewhere.

    The file holds the answers in full, names and remarks among them; only its owner can read it. A case that cannot be
    read is told, and the others are written (exit code 1).
    """
    from surveykit.interview.events import INTERVIEWS

    return pack(store, output, INTERVIEWS)


@command.command("merge", short_help="Files or stores into a store.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--to", "target", metavar="STORE", required=True, help="Where they go; a new store where there is none.")
@PASSPHRASE
def merge(files: tuple[str, ...], target: str) -> int:
    """Bring FILEs, bundles or other stores, into STORE.

    A case that was written on two machines keeps both histories; it is named, and somebody has to choose. What is
    damaged or does not belong here is refused before anything is written. Exit code 1 where there is to choose.
    """
    from surveykit.interview.events import INTERVIEWS

    return bring(files, target, INTERVIEWS)


def pack(
    store: str, output: Path, holds: "Vocabulary[Any]", part: "Callable[[Whole[Any]], Whole[Any]] | None" = None
) -> int:
    """Write what a store holds, or a part of it, into a bundle; what cannot be read is told.

    Raises:
        StoreError: nothing can be read.
    """
    from surveykit import store as stores
    from surveykit.cli.stored import shown
    from surveykit.formats.files import refuse_overwriting
    from surveykit.store.cipher import is_encrypted
    from surveykit.sync import bundle as bundles
    from surveykit.sync.whole import readable

    refuse_overwriting(output, [Path(store)])
    with stores.open(store, holds=holds) as opened:
        whole, damaged = readable(opened)
    if damaged and not whole.cases:
        raise StoreError(damaged)
    whole = part(whole) if part is not None else whole
    bundles.write(whole, output)
    tell(damaged)
    plain = "; the store is encrypted, this file is not" if is_encrypted(Path(store)) else ""
    click.echo(f"{output}: {_size(whole)} of {shown(store)}{plain}", err=True)
    return FINDINGS if damaged else CLEAN


def bring(files: "Sequence[str]", target: str, holds: "Vocabulary[Any]") -> int:
    """Bring bundles or other stores into a store, and tell what they brought and what conflicts.

    Raises:
        StoreError: one of them cannot be read, or does not belong here; nothing was written then.
    """
    from surveykit import store as stores
    from surveykit.cli.stored import shown
    from surveykit.sync import merge as merging

    bundles: list[tuple[str, Whole[Any]]] = []
    problems: list[Problem] = []
    for name in files:
        try:
            bundles.append((shown(name), _whole(name, holds)))
        except StoreError as refusal:
            problems += refusal.problems
    if problems:
        raise StoreError(problems)
    with stores.open(target, writing=True, holds=holds) as opened:
        found = merging.merging(opened, bundles)
        merging.merge(opened, found)
    for (name, _), brought in zip(bundles, found.brought, strict=True):
        click.echo(f"{name}: {brought.told(holds.holds)}", err=True)
    tell(found.problems(shown(target)))
    return FINDINGS if found.conflicts else CLEAN


def _whole(name: str, holds: "Vocabulary[Any]") -> "Whole[Any]":
    """All that a store or a bundle holds.

    Raises:
        StoreError: it cannot be read.
    """
    from surveykit import store as stores
    from surveykit.cli.inputs import is_store
    from surveykit.sync.bundle import read
    from surveykit.sync.whole import whole_of

    if not is_store(Path(name)):
        return read(Path(name), holds)
    with stores.open(name, holds=holds) as opened:
        return whole_of(opened)


def _size(whole: "Whole[Any]") -> str:
    from surveykit.reports.plural import Counted

    cases, events = Counted(len(whole.cases)), Counted(whole.events)
    noun = "case|cases" if whole.words.holds == "interviews" else "history|histories"
    return f"{cases:,} {cases:{noun}}, {events:,} {events:event|events}"
