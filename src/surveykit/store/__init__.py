"""Stores: where events live, and how one is opened."""

from importlib import import_module
from pathlib import Path
from typing import Any, overload

from surveykit.histories import Told
from surveykit.interview.events import INTERVIEWS, Event
from surveykit.journal import Vocabulary
from surveykit.problems import Place, Problem, Rule, StoreError, listed, plain_address
from surveykit.store.base import AWAY, Store

SCHEMES = {
    "sqlite": "surveykit.store.sqlite",
    "memory": "surveykit.store.memory",
    "postgresql": "surveykit.store.postgres",
    "postgres": "surveykit.store.postgres",
}
SUFFIXES = {".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite"}

UNKNOWN_STORE = Rule(
    "SK800",
    "The name does not say what kind of store it is",
    "A store is known by the ending of its file or by what stands before `:`.",
    "--to field.xlsx",
    "Name a file that ends in .db, such as field.db.",
)
NO_DRIVER = Rule(
    "SK818",
    "The package that talks to PostgreSQL is not installed",
    "It is needed only where a team keeps its answers on a server.",
    "--to postgresql://server/field, without the extra `postgres`",
    "Install it: pip install 'surveykit[postgres]'.",
)
ANOTHER = Rule(
    "SK820",
    "Another store stands at the address now",
    "Answers that wait on this machine belong to the store that stood there before.",
    "a database that was dropped and made anew between two days in the field",
    "Ask who runs the server for the store of before; or merge the file that waits here into the new one by hand.",
)


@overload
def open(target: str | Path, *, writing: bool = False, queue: bool = False) -> Store[Event]: ...  # noqa: A001 - it is read as `store.open`
@overload
def open(target: str | Path, *, writing: bool = False, queue: bool = False, holds: Vocabulary[Told]) -> Store[Told]: ...  # noqa: A001 - as above
def open(  # noqa: A001 - as above
    target: str | Path, *, writing: bool = False, queue: bool = False, holds: Vocabulary[Any] = INTERVIEWS
) -> Store[Any]:
    """Open a store: a file such as `field.db`, `sqlite:///field.db`, `postgresql://server/field`, or `memory:`.

    Args:
        target: the file or address.
        writing: make the store where there is none, and be sure at once that it can be written.
        queue: go on while a server is away; answers wait on this machine and are sent when it is back.
        holds: what the store holds, interviews or codings; a new one holds that from then on.

    Raises:
        StoreError: SK800 to SK806, SK816 to SK820; the store cannot be opened, and why; SK890, it holds something else.
    """
    scheme, colon, location = str(target).partition(":")
    if colon and scheme in {"postgresql", "postgres"}:
        return _shared(str(target), writing=writing, queue=queue, holds=holds)
    if colon and scheme in SCHEMES:
        location = location.removeprefix("//").removeprefix("/") if location.startswith("///") else location
    else:
        scheme, location = SUFFIXES.get(Path(target).suffix.casefold(), ""), str(target)
    if scheme not in SCHEMES:
        known = listed([*SUFFIXES, *(f"{name}:" for name in SCHEMES if name != "postgres")])
        name = plain_address(str(target))
        what = f"'{name}' is no store; known are {known}"
        raise StoreError(Problem(UNKNOWN_STORE, what, Place(name), hint=UNKNOWN_STORE.mend))
    store: Store[Any] = import_module(SCHEMES[scheme]).opened(location, writing=writing, holds=holds)
    return store


def _shared(address: str, *, writing: bool, queue: bool, holds: Vocabulary[Told]) -> Store[Told]:
    """The store of a team, on a server; what waits on this machine is sent before anything else."""
    try:
        from surveykit.store import postgres
    except ImportError as error:
        raise StoreError(Problem(NO_DRIVER, str(error), Place(plain_address(address)), hint=NO_DRIVER.mend)) from None
    from surveykit.store import spool
    from surveykit.store.outbox import Outbox

    shared: postgres.PostgresStore[Told] | None = None
    try:
        shared = postgres.opened(address, writing=writing, holds=holds)
        path = spool.folder_of(address, postgres.parts_of(address)) / f"{shared.identity()}.db"
    except StoreError as refusal:
        away = queue and refusal.problems[0].rule == AWAY
        known = spool.latest(spool.folder_of(address, postgres.parts_of(address))) if away else None
        if known is None:  # where it never was reached, nobody knows whether there is such a server
            raise
        shared, path = None, known
    if shared is not None:
        if not queue and not path.exists():
            return shared
        spool.make(path.parent)

    def again() -> Store[Told]:
        store = postgres.opened(address, writing=True, holds=holds)
        if store.identity() != path.stem:
            store.close()
            raise StoreError(Problem(ANOTHER, ANOTHER.title, Place(plain_address(address)), hint=ANOTHER.mend))
        return store

    outbox = Outbox(again, open(path, writing=True, holds=holds), spool.Receipts(path, holds), shared)
    return outbox if queue else outbox.emptied()
