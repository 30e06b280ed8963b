"""What has been taken from a table of codings so far: answers, judgements, and what was odd about them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from surveykit.codebook.frames.frame import UNKNOWN_CODE as NO_SUCH_CODE
from surveykit.coding.codings import Coding, Codings, Settlement
from surveykit.coding.unit import Unit
from surveykit.exchange.codings.codes import Known
from surveykit.exchange.codings.columns import Columns
from surveykit.exchange.codings.rules import CONTRADICTED, DOUBLED, INCOMPLETE, ONE_CODER, UNKNOWN_CODE
from surveykit.exchange.codings.table import Row, Table
from surveykit.problems import Place, Problem, Rule, Severity, listed, nearest


@dataclass(slots=True)
class Taken:
    """The table that is read, and what came of it.

    Args:
        table: the table.
        columns: what its columns hold.
        known: the codes.
        question: the question of rows that do not say it.
        coder: the coder of rows in a table that does not say it.
    """

    table: Table
    columns: Columns
    known: Known
    question: str
    coder: str = ""
    problems: list[Problem] = field(default_factory=list)
    units: dict[str, Unit] = field(default_factory=dict)
    held: dict[tuple[str, str], Coding] = field(default_factory=dict)
    before: dict[tuple[str, str], Coding] = field(default_factory=dict)
    settled: dict[str, Settlement] = field(default_factory=dict)
    _unknown: dict[str, list[Place]] = field(default_factory=dict)
    _places: dict[tuple[str, ...], Place] = field(default_factory=dict)

    def cell(self, row: Row, what: str) -> str:
        """What a row says, without blanks around it; "" where no column has it."""
        column = self.columns.at.get(what)
        return "" if column is None else row[column].strip()

    def tell(
        self, rule: Rule, what: str, row: Row, column: int | str = 0, hint: str = "", severity: Severity = "error"
    ) -> None:
        """A problem at a cell."""
        at = self.columns.at.get(column, 0) if isinstance(column, str) else column
        self.problems.append(Problem(rule, what, self.table.place(row, at), hint, severity))

    def codes(self, cell: str, row: Row, column: int) -> tuple[str, ...]:
        """The codes of a cell; those the frame has not are kept and told."""
        codes, unknown = self.known.codes(cell)
        for name in unknown:
            self._unknown.setdefault(name, []).append(self.table.place(row, column))
        return codes

    def codes_in(self, row: Row, columns: Iterable[int]) -> tuple[str, ...]:
        """The codes of several cells of a row, each once."""
        return tuple(dict.fromkeys(code for column in columns for code in self.codes(row[column], row, column)))

    def unit(self, row: Row) -> Unit | None:
        """The answer a row is about, None where it does not say the case."""
        case, question = self.cell(row, "case"), self.cell(row, "question") or self.question
        if not case or not question:
            said = " ".join(cell.strip() for cell in row.cells if cell.strip())[:80]
            self.tell(INCOMPLETE, f"the row has no {'question' if case else 'case'}: {said}", row, "case")
            return None
        text_at = self.columns.at.get("text")
        context = {label: said for label, at in self.columns.context.items() if (said := row[at])}
        text = "" if text_at is None else row[text_at]
        unit = Unit(case, question, text, self.cell(row, "wave"), self.cell(row, "language"), context)
        known = self.units.setdefault(unit.id, unit)
        if not known.text and unit.text:
            self.units[unit.id] = replace(known, text=unit.text, context=known.context or unit.context)
        elif unit.text not in ("", known.text):
            what = f"the answer of case {case} reads otherwise further up; the first one is taken"
            self.tell(CONTRADICTED, what, row, "text", severity="warning")
        return unit

    def take(self, coding: Coding, row: Row, column: int, kind: str = "coding") -> None:
        """A judgement; a second one of the same coder is told, and is not taken."""
        into = self.before if kind == "before settling" else self.held
        key = coding.unit, coding.coder
        first = into.setdefault(key, coding)
        self._second((kind, *key), _facts(first), _facts(coding), row, column)

    def add(self, coding: Coding, row: Row, column: int) -> None:
        """A judgement that more rows may add codes to."""
        key = coding.unit, coding.coder
        self.held[key] = coding
        self._places.setdefault(("coding", *key), self.table.place(row, column))

    def settle(self, settlement: Settlement, row: Row, column: int) -> None:
        """A judgement that holds; a second one of the same answer is told, and is not taken."""
        first = self.settled.setdefault(settlement.unit, settlement)
        self._second(("settled", settlement.unit), _facts(first), _facts(settlement), row, column)

    def _second(
        self, key: tuple[str, ...], first: Mapping[str, str], now: Mapping[str, str], row: Row, column: int
    ) -> None:
        place = self.table.place(row, column)
        earlier = self._places.setdefault(key, place)
        if earlier == place:
            return
        where = f"line {earlier.line}" if earlier.line else (earlier.cell or "").rpartition("!")[2]
        who = " of ".join(key[1:][::-1])
        if first == now:
            self.problems.append(Problem(DOUBLED, f"{who}: the same as {where}", place, DOUBLED.mend, "warning"))
            return
        differ = [f"{name} '{now[name]}' here, '{first[name]}' there" for name in now if now[name] != first[name]]
        what = f"{who}: another judgement than {where}: {'; '.join(differ)}"
        self.problems.append(Problem(CONTRADICTED, what, place, CONTRADICTED.mend))

    def codings(self) -> Codings:
        """What was read, as codings that come from a file."""
        independent = {key: coding for key, coding in self.held.items() if not coding.after_settling}
        judged: list[Coding | Settlement] = [*self.before.values(), *self.held.values(), *self.settled.values()]
        return Codings(
            units=self.units,
            codings=self.held,
            independent={**independent, **self.before},
            settled=self.settled,
            frames=tuple(dict.fromkeys(one.frame for one in judged if one.frame)),
        )

    def told(self) -> tuple[Problem, ...]:
        """What was odd: unknown codes, each once with all its places, what the rows say, what the frame forbids."""
        return (*map(self._unknown_code, self._unknown), *self.problems, *self._one_coder(), *self._forbidden())

    def _one_coder(self) -> Iterator[Problem]:
        """Coders who may be one person."""
        names: dict[str, dict[str, None]] = {}
        for _, coder in self.held:
            names.setdefault(coder.casefold(), {})[coder] = None
        for alike in names.values():
            if len(alike) > 1:
                what = f"coders differ in capitals only, and count as {len(alike)}: {listed([*alike])}"
                yield Problem(ONE_CODER, what, Place(file=self.table.file), ONE_CODER.mend, "warning")

    def _forbidden(self) -> Iterator[Problem]:
        """Judgements that the frame does not allow; they are kept."""
        frame = self.known.frame
        for key, coding in self.held.items() if frame is not None else ():
            for fault in frame.faults(coding.codes) if frame is not None else ():
                if fault.rule is not NO_SUCH_CODE:
                    place = self._places.get(("coding", *key), Place(file=self.table.file))
                    what = f"{coding.coder} of {coding.unit}: {fault.what}"
                    yield replace(fault, what=what, place=place, severity="warning")

    def _unknown_code(self, name: str) -> Problem:
        places = self._unknown[name]
        more = [f"line {p.line}" if p.line else (p.cell or "").rpartition("!")[2] for p in places[1:]]
        also = f"; also {', '.join(more[:12])}" + (f" ... ({len(places)} in all)" if len(more) > 12 else "")
        what = f"the frame has no code '{name}'; it is kept as it is{also if more else ''}"
        codes = self.known.frame.codes if self.known.frame else {}
        hint = nearest(name, codes) or f"the codes are {listed([*codes])}"
        return Problem(UNKNOWN_CODE, what, places[0], hint)


def _facts(one: Coding | Settlement) -> dict[str, str]:
    """What a judgement says, for comparing it with another one in a message."""
    facts = {"codes": " ".join(one.codes), "outcome": one.outcome, "reason": one.reason, "time": one.at}
    if isinstance(one, Coding):
        return facts | {"note": one.note, "spans": " ".join(f"{s.code} {s.start}-{s.end}" for s in one.spans)}
    return facts | {"coder": one.by}
