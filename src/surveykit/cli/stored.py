"""Stores as inputs: the interviews of a store as tables of codes, each by the version it was begun with."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.problems import DataError, Place, Problem, Rule, StoreError, listed, nearest

if TYPE_CHECKING:
    from surveykit.dataset.dataset import Dataset
    from surveykit.instrument.instrument import Instrument
    from surveykit.interview.events import History
    from surveykit.interview.extract import Wanted
    from surveykit.interview.interview import Interview

NO_INSTRUMENT = Rule(
    "SK810",
    "The store holds no interviews",
    "A store knows its instrument from the first interview on.",
    "surveykit describe new.db",
    "Enter an interview first: surveykit enter INSTRUMENT --to STORE.",
)
MIXED_VERSIONS = Rule(
    "SK811",
    "Versions of the instrument in one store contradict each other",
    "A code that is Yes in one version and No in the next would be counted as one answer.",
    "1 relabelled from Yes to No between two versions, with interviews of both in field.db",
    "Give the changed question an id of its own, and enter its interviews into a store of their own.",
)
NO_ROSTER = Rule(
    "SK812",
    "There is no such roster",
    "The rows of a roster are a table of their own, named by its section.",
    "--roster partner where the section is called partners",
    "Name a section of the instrument that has a `roster`.",
)
OTHER_TABLES = Rule(
    "SK813",
    "Rosters stand in tables of their own",
    "A table of cases has one row a case; a firm with three partners has three rows in the table of partners.",
    "surveykit import field.db -o cases.parquet, with an instrument that has a roster",
    "Write them too: surveykit import STORE --roster NAME -o OUT; the variable `case` links the tables.",
)
HALF_DONE = Rule(
    "SK862",
    "Interviews are left out of a table",
    "An interview that nobody completed may hold answers that would still be changed.",
    "surveykit import field.db -o sis.parquet, with interviews that are still open",
    "To take all that were begun: surveykit export STORE --status all -o OUT.",
)
NOT_SETTLED = Rule(
    "SK867",
    "Cases have several histories, and nobody has chosen",
    "The table has the answers of the history that parted first; those of the other one may be the right ones.",
    "surveykit import field.db -o sis.parquet, after two laptops brought answers to the same case",
    "Let a supervisor choose first: surveykit enter INSTRUMENT --to STORE --mode supervise.",
)


@dataclass(frozen=True, slots=True)
class Stored:
    """The interviews of a store that are wanted, with the versions of the instrument they were begun with."""

    place: Place
    instruments: "Mapping[str, Instrument]"
    interviews: "tuple[Interview, ...]"
    parked: bool  # with the answers that are off the route, in columns of their own
    problems: tuple[Problem, ...]

    @property
    def rosters(self) -> tuple[str, ...]:
        """The rosters of all versions, in order; each is a table of its own."""
        return tuple(dict.fromkeys(name for instrument in self.instruments.values() for name in rosters_of(instrument)))

    def read(self, roster: str = "") -> "tuple[Dataset, tuple[Problem, ...]]":
        """The cases, or the rows of a roster, and all that is to be said of them."""
        dataset, problems = self.dataset(roster)
        return dataset, (*self.problems, *(() if roster else self.other_tables()), *problems)

    def dataset(self, roster: str = "") -> "tuple[Dataset, tuple[Problem, ...]]":
        """The cases, or the rows of a roster, as one table; the newest version stands first.

        Raises:
            DataError: SK812, there is no such roster.
            StoreError: SK811, versions contradict each other.
        """
        from surveykit.dataset.combine import stack
        from surveykit.instrument.project import codebook_of
        from surveykit.interview.extract import extract

        if roster and roster not in self.rosters:
            hint = nearest(roster, self.rosters) or (f"the rosters are {listed(self.rosters)}" if self.rosters else "")
            raise DataError(Problem(NO_ROSTER, f"the instrument has no roster '{roster}'", self.place, hint))
        several = len(self.instruments) > 1
        asked = {key: one for key, one in self.instruments.items() if not roster or roster in rosters_of(one)}
        names = {name for instrument in asked.values() for name in codebook_of(instrument, roster).names}
        versions = [
            extract(one, self._begun_with(key), roster, parked=self.parked, version=several, names=names)
            for key, one in asked.items()
        ]
        dataset, problems = stack(versions)
        self._refuse_contradictions(problems)
        return dataset, tuple(
            problem.at(Place(self.place.file, variable=problem.place.variable)) for problem in problems
        )

    def _begun_with(self, version: str) -> "list[Interview]":
        return [interview for interview in self.interviews if interview.instrument == version]

    def other_tables(self) -> Iterator[Problem]:
        """That rosters stand in tables of their own, where there are any."""
        if self.rosters:
            what = f"the rows of {listed(self.rosters)} stand in tables of their own"
            yield Problem(OTHER_TABLES, what, self.place, OTHER_TABLES.mend, "note")

    def _refuse_contradictions(self, problems: Sequence[Problem]) -> None:
        """Refuse codes that mean one thing in one version and another in the next."""
        from surveykit.codebook.merge import OTHER_TYPE

        mixed = [problem for problem in problems if problem.severity == "error" and problem.rule != OTHER_TYPE]
        if mixed:
            raise StoreError(
                Problem(
                    MIXED_VERSIONS,
                    f"between versions of the instrument: {problem.what}",
                    Place(self.place.file, variable=problem.place.variable),
                    MIXED_VERSIONS.mend,
                )
                for problem in mixed
            )


def address_of(path: Path | str) -> str:
    """The name of a store as it was written; a path has lost a slash of `postgresql://`.

    Example:
        >>> address_of(Path("postgresql://localhost/field")), address_of(Path("field.db"))
        ('postgresql://localhost/field', 'field.db')
    """
    return re.sub(r"^([a-z][a-z0-9+]+):/(?=[^/])", r"\1://", str(path))


def shown(path: Path | str) -> str:
    """The name of a store without a password.

    Example:
        >>> shown("postgresql://kari:secret@localhost/field")
        'postgresql://kari@localhost/field'
    """
    from surveykit.problems import plain_address

    return plain_address(address_of(path))


def stored(path: Path | str, wanted: "Wanted" = "completed", *, parked: bool = False) -> Stored:
    """Read the interviews of a store.

    Args:
        path: its file or address.
        wanted: which interviews.
        parked: with the answers that are off the route.

    Raises:
        StoreError: the store cannot be read, holds no instrument, or one of its interviews has no version.
    """
    from surveykit import store
    from surveykit.instrument.file import loaded
    from surveykit.interview.extract import taken
    from surveykit.interview.interview import Interview
    from surveykit.sync.whole import cases_of

    place = Place(shown(path))
    if not is_there(path):
        raise StoreError(Problem(NO_INSTRUMENT, "there is no such store", place, NO_INSTRUMENT.mend))
    with store.open(address_of(path)) as opened:
        kept = dict(reversed([*opened.instruments().items()]))
        cases = dict(cases_of(opened))
    found = tuple(Interview.of(name, histories[0]) for name, histories in cases.items())
    if not kept:
        raise StoreError(Problem(NO_INSTRUMENT, "no instrument is kept here", place, NO_INSTRUMENT.mend))
    begun = taken(found, "all")
    interviews = taken(begun, wanted)
    _refuse_without_version(begun, kept, place)
    used = {interview.instrument for interview in interviews} or set(list(kept)[:1])
    instruments = {key: loaded(text, place.file) for key, text in kept.items() if key in used}
    left = len(begun) - len(interviews)
    problems = [Problem(HALF_DONE, _left_out(left, len(begun), wanted), place, HALF_DONE.mend, "note")] if left else []
    problems += _conflicts(cases, place)
    return Stored(place, instruments, interviews, parked, tuple(problems))


def is_there(path: Path | str) -> bool:
    """Whether a file is there; a server says itself whether it is."""
    return "://" in address_of(path) or Path(path).exists()


def _left_out(left: int, of: int, wanted: str) -> str:
    are = "is" if left == 1 else "are"
    which = "completed" if wanted == "open" else f"not {wanted}"
    return f"{left:,} of {of:,} interviews {are} {which} and left out"


def _conflicts(cases: "Mapping[str, tuple[History, ...]]", place: Place) -> Iterator[Problem]:
    """The cases of which several histories are not settled: the table has what the first of them says."""
    from surveykit.histories import conflict

    open_ = [case for case, histories in cases.items() if conflict(histories)]
    if open_:
        what = f"{len(open_):,} {'case has' if len(open_) == 1 else 'cases have'} several histories: {listed(open_)}"
        yield Problem(NOT_SETTLED, what, place, NOT_SETTLED.mend, "warning")


def rosters_of(instrument: "Instrument") -> list[str]:
    """The sections of an instrument that are rosters."""
    return [section.id for section in instrument.sections if section.roster is not None]


def _refuse_without_version(interviews: "Iterable[Interview]", kept: Mapping[str, str], place: Place) -> None:
    """Refuse interviews whose questions nobody knows."""
    lost = [interview for interview in interviews if interview.instrument not in kept]
    if lost:
        from surveykit.tui.cabinet import NO_VERSION

        raise StoreError(
            Problem(NO_VERSION, f"version {i.instrument} is not in the store", Place(place.file, case=i.id))
            for i in lost
        )
