"""Extracts: which interviews a table for analysis takes, how far each of them is, and what was parked in them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.project import CASE, codebook_of
from surveykit.interview.interview import Interview, Status
from surveykit.interview.plan import plan_of
from surveykit.interview.rows import parted
from surveykit.interview.session import Session
from surveykit.interview.tabulate import Row, dataset_of, row_of, rows_of
from surveykit.missing import NOT_ASKED, Empty, Value
from surveykit.text import Text

Wanted = Literal["completed", "approved", "open", "all"]
"""Which interviews are taken: those that were completed, those a supervisor approved, those not completed, or all."""

_OPEN: frozenset[Status] = frozenset({"open", "suspended", "rejected"})
_DONE: frozenset[Status] = frozenset({"completed", "approved"})
_TAKEN: Mapping[Wanted, frozenset[Status]] = {
    "completed": _DONE,
    "approved": frozenset({"approved"}),
    "open": _OPEN,
    "all": _OPEN | _DONE,
}
_STATUS = Text({"en": "Status of the interview", "nb": "Status for intervjuet", "it": "Stato dell'intervista",
                "ru": "Состояние анкеты"})  # fmt: skip
_STATUSES: Mapping[Status, Mapping[str, str]] = {
    "completed": {"en": "completed", "nb": "fullført", "it": "completata", "ru": "завершена"},
    "approved": {"en": "approved", "nb": "godkjent", "it": "approvata", "ru": "одобрена"},
    "rejected": {"en": "sent back", "nb": "sendt tilbake", "it": "rimandata", "ru": "возвращена"},
    "suspended": {"en": "left off", "nb": "avbrutt", "it": "sospesa", "ru": "отложена"},
    "open": {"en": "open", "nb": "åpen", "it": "aperta", "ru": "открыта"},
}
PARKED = "parked"
STATUS_CODES = CodeList(
    name="status_of_interviews", codes=tuple(Code(value=value, label=Text(words)) for value, words in _STATUSES.items())
)
_VERSION = Text({"en": "Version of the instrument", "nb": "Versjon av skjemaet", "it": "Versione del questionario",
                 "ru": "Версия анкеты"})  # fmt: skip
_PARKED = {"en": "parked", "nb": "parkert", "it": "accantonata", "ru": "вне маршрута"}


def taken(interviews: Iterable[Interview], wanted: Wanted) -> tuple[Interview, ...]:
    """The interviews of a status. Cases nobody has begun have no answers, and second entries are no cases.

    Example:
        >>> [one.id for one in taken([Interview("7"), Interview("8", status="completed")], "all")]
        ['8']
    """
    return tuple(one for one in interviews if one.status in _TAKEN[wanted] and not one.verifies)


def extract(
    instrument: Instrument,
    interviews: Sequence[Interview],
    roster: str = "",
    *,
    parked: bool = False,
    version: bool = False,
    names: Collection[str] = (),
) -> Dataset:
    """Interviews as a table for analysis: as `tabulate` makes it, and at its end what is known of each interview.

    Args:
        instrument: what was asked.
        interviews: the interviews, in the order of the rows.
        roster: the id of a roster section, for a table with a line for each of its rows.
        parked: add answers that are off the route, each beside its question, in a column `NAME_parked`.
        version: add the fingerprint of the version of the instrument.
        names: what variables are called in other versions, so that no column that is added is taken for one of them.
    """
    plan, table = plan_of(instrument), _Table(instrument, roster, names)
    for interview in interviews:
        session = Session.begin(plan, interview)
        rows = list(rows_of(session, roster)) if roster else [row_of(session)]
        if parked:
            table.park(session, rows)
        if not roster:
            rows[0][table.status] = interview.status
            rows[0][table.version] = interview.instrument
        table.rows += rows
    return table.dataset(version=version and not roster)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a question of the table stands: its section's names of rows, from the case down."""

    rows: tuple[str, ...]
    codes: tuple[Mapping[str, Value], ...]  # the codes of the rows, by how they are written


class _Table:
    """The rows of a table with the columns that are added to it."""

    def __init__(self, instrument: Instrument, roster: str, names: Iterable[str]) -> None:
        self.instrument, self.roster = instrument, roster
        self.codebook = codebook_of(instrument, roster)
        self.held = {name.casefold() for name in (*self.codebook.names, *names)}
        self.rows: list[Row] = []
        self.asked = {q.id: q for s, q in instrument.asked() if instrument.roster_of(s) == roster}
        self.status, self.version = self._free("status"), self._free("version")
        self.parked: set[str] = set()
        self.place = self._place()

    def _free(self, name: str) -> str:
        """The name of a column that is added: with what it tells of before it, where a variable is called so."""
        while name.casefold() in self.held:
            name = f"interview_{name}"
        return name

    def _beside(self, column: str) -> str:
        """The name of the column of parked answers beside another one."""
        name = f"{column}_{PARKED}"
        while name.casefold() in self.held:
            name = f"{name}_"
        return name

    def _place(self) -> _Place:
        above = self.instrument.rosters_above(self.roster) if self.roster else ()
        lists = [self.instrument.row_codes(section) for section in above]
        known = [self.instrument.commons.known(name).values if name else () for name in lists]
        names = tuple(section.roster.row for section in above if section.roster)
        return _Place(names, tuple({str(value): value for value in values} for values in known))

    def park(self, session: Session, rows: list[Row]) -> None:
        """Put the parked answers of an interview into its rows; a row that is no more gets a line of its own."""
        found = {".".join(str(row[name]) for name in self.place.rows): row for row in rows}
        for name in session.parked:
            question, row = parted(name)
            if question not in self.asked:
                continue
            if row not in found:
                found[row] = self._gone(session, row)
                rows.append(found[row])
            cells = self.asked[question].encode(session.interview.answers[name], self.instrument.commons)
            found[row].update({self._beside(column): cell for column, cell in cells.items()})
            self.parked |= cells.keys()

    def _gone(self, session: Session, row: str) -> Row:
        """A line for a row that is not asked of any more."""
        cells: Row = {CASE: session.interview.id}
        for name, codes, part in zip(self.place.rows, self.place.codes, row.split("."), strict=False):
            cells[name] = codes.get(part, int(part) if part.isdigit() else part)
        for question in self.asked.values():
            cells.update(question.encode(Empty(NOT_ASKED), self.instrument.commons))
        return cells

    def dataset(self, *, version: bool) -> Dataset:
        """The rows as a dataset, with the columns that are added at the end."""
        added, lists = list(self._parked()), dict(self.codebook.lists)
        if not self.roster:
            codes = STATUS_CODES.name + "_" * (STATUS_CODES.name in lists)
            lists[codes] = STATUS_CODES.model_copy(update={"name": codes})
            origin = Origin(kind="paradata")
            added.append(Variable(name=self.status, label=_STATUS, type="text", codes=codes, origin=origin))
            if version:
                added.append(Variable(name=self.version, label=_VERSION, type="text", origin=origin))
        about = {"variables": (*self.codebook.variables, *added), "lists": lists}
        codebook = self.codebook.model_copy(update=about)
        return dataset_of(codebook, self.rows)

    def _parked(self) -> Iterator[Variable]:
        """The columns of parked answers, for the questions that have any."""
        for variable in self.codebook:
            if variable.name in self.parked:
                said = variable.label.languages or {"": variable.name}
                label = Text({lang: f"{words} ({_PARKED.get(lang, PARKED)})" for lang, words in said.items()})
                origin = Origin(kind="paradata", question=variable.origin.question, section=variable.origin.section)
                about = {"name": self._beside(variable.name), "label": label, "role": None, "origin": origin}
                yield variable.model_copy(update=about)
