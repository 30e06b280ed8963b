"""How the coding stands, as a page: progress by coder and batch, disagreements, and what is to be looked at."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.coding.consistency import consistency
from surveykit.coding.disagreement import Verdict, comparisons
from surveykit.coding.leading.reframed import Reframed
from surveykit.coding.progress import progress
from surveykit.reports.coded.standing import said
from surveykit.reports.document import Block, Document, Facts, Paragraph
from surveykit.reports.table import Cell, Column, Kind, Row, Table

MOST = 50  # rows of a table that lists answers, where not all of them are asked for
OUTCOMES = {"none": "none_applies", "uncodable": "uncodable", "coded": "coded"}
LONGEST = 80  # letters of an answer there
PROGRESS = (
    *("batch", "role", "sees", "coder", "answers", "coded", "none_applies", "uncodable", "left", "changed", "again"),
)
QUESTIONS = ("question", "answers", "given", "judged_once", "by_several", "they_differ", "settled", "to_settle")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page is made of.

    Args:
        carried: what stands, and what is to be judged again since the frame has changed.
        recorded: the same as it was recorded, under the version of the frame of its time.
        frame: the present version of the frame.
        versions: fingerprint to the name of each version.
    """

    carried: Reframed
    recorded: Codings
    frame: CodingFrame
    versions: Mapping[str, str] = field(default_factory=dict)


def standing_page(standing: Standing, file: str, language: str = "en", *, whole: bool = False) -> Document:
    """How the coding stands.

    Args:
        standing: what the page is made of.
        file: the store, as it is named on the page.
        language: of the headings, and of the title of the frame.
        whole: list every answer with all its words, as in a file; else the first ones, shortened.
    """
    return _Page(standing, language, whole).document(file)


@dataclass(frozen=True, slots=True)
class _Page:
    """The page while it is made."""

    standing: Standing
    language: str
    whole: bool

    def say(self, key: str, **parts: object) -> str:
        return said(key, self.language, **parts)

    def document(self, file: str) -> Document:
        codings, frame = self.standing.carried.codings, self.standing.frame
        blocks: list[Block] = [Facts(tuple(self._facts()))]
        blocks += [table for table in (self._progress(), self._questions(), *self._lists()) if table.rows]
        if not codings.batches and codings.units:
            blocks.append(Paragraph(self.say("not_given")))
        return Document(self.say("title", file=file), tuple(blocks), self.language, _version(frame))

    def _facts(self) -> Iterator[tuple[str, str]]:
        codings = self.standing.carried.codings
        judged = Counter(unit for unit, _ in codings.codings)
        yield self.say("frame"), _version(self.standing.frame)
        yield self.say("answers"), f"{len(codings.units):,}"
        yield self.say("somebody"), f"{len(judged):,}"
        yield self.say("by_many"), f"{sum(n > 1 for n in judged.values()):,}"
        yield self.say("settled"), f"{len(codings.settled):,}"

    def _table(self, key: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]], texts: int) -> Table:
        """A table whose first columns are words and the others counts; a list that is cut short says so."""
        kinds: list[Kind] = ["text" if n < texts else "count" for n in range(len(columns))]
        made = tuple(
            Column(name, self.say(name), "percent" if name == "share" else kind, 1 if name == "share" else 0)
            for name, kind in zip(columns, kinds, strict=True)
        )
        most = len(rows) if self.whole else MOST
        notes = (self.say("first", most=MOST, n=len(rows)),) if len(rows) > most else ()
        return Table(self.say(key), made, tuple(Row(row) for row in rows[:most]), notes, key)

    def _words(self, text: str) -> str:
        return text if self.whole or len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"

    def _progress(self) -> Table:
        """Each batch of each coder: how much is done, and how much waits."""
        codings = self.standing.carried.codings
        again = set(self.standing.carried.again)
        changed = {(coding.unit, coding.coder) for coding in codings.changed()}
        batches = {(batch.name, batch.coder): batch for batch in codings.batches}
        rows: list[tuple[Cell, ...]] = []
        for one in progress(codings):
            batch = batches.get((one.batch, one.coder))
            mine = [(unit, one.coder) for unit in batch.units] if batch else []
            sees = self.say("blind" if batch.blind else "open") if batch else ""
            head = (one.batch or self.say("outside"), self.say(one.role) if batch else "", sees, one.coder)
            done = (one.given, one.coded, one.none, one.uncodable, one.left)
            rows.append((*head, *done, sum(key in changed for key in mine), sum(key in again for key in mine)))
        differing = {found.unit for found in comparisons(codings, self.standing.frame) if not found.agreed}
        for batch in codings.batches:
            if batch.role == "adjudicate" and batch.units:
                settled = Counter(codings.settled[unit].outcome for unit in batch.units if unit in codings.settled)
                outcomes = (settled["coded"], settled["none"], settled["uncodable"])
                left = sum(unit in differing and unit not in codings.settled for unit in batch.units)
                head = (batch.name, self.say(batch.role), self.say("open"), batch.coder)
                rows.append((*head, len(batch.units), *outcomes, left, 0, 0))
        return self._table("progress", PROGRESS, rows, 4)

    def _questions(self) -> Table:
        """Each question: who judged it, and how far several agree."""
        codings = self.standing.carried.codings
        judged = Counter(unit for unit, _ in codings.codings)
        held = {batch_unit for batch in codings.batches for batch_unit in batch.units}
        counts: dict[str, Counter[str]] = {question: Counter() for question in codings.questions}
        for unit in codings.units.values():
            counts[unit.question].update(
                answers=1, given=unit.id in held, judged_once=judged[unit.id] == 1, by_several=judged[unit.id] > 1
            )
            counts[unit.question].update(settled=unit.id in codings.settled)
        for found in comparisons(codings, self.standing.frame):
            counts[codings.units[found.unit].question].update(
                they_differ=not found.agreed, to_settle=not found.agreed and found.unit not in codings.settled
            )
        rows: list[tuple[Cell, ...]] = [
            (name, *(count[key] for key in QUESTIONS[1:])) for name, count in counts.items()
        ]
        return self._table("questions", QUESTIONS, rows, 1)

    def _lists(self) -> Iterator[Table]:
        """What is to be looked at."""
        codings, units = self.standing.carried.codings, self.standing.carried.codings.units
        yield self._uncodable()
        rows: list[tuple[Cell, ...]]
        rows = [
            (c.unit, c.coder, c.at[:16].replace("T", " "), self._words(units[c.unit].text)) for c in codings.changed()
        ]
        yield self._table("other_words", ("answer", "coder", "coded", "words_now"), rows, 4)
        again = self.standing.carried.again
        rows = [(unit, coder, self._words(units[unit].text)) for unit, coder in again if unit in units]
        yield self._table("judge_again", ("answer", "coder", "words"), rows, 3)
        (among, *_) = consistency(codings)
        rows = [
            (g.question, self._words(g.text), "; ".join(map(self._verdict, g.judged)), len(g.units))
            for g in sorted(among.differing, key=lambda group: -len(group.units))
        ]
        yield self._table("duplicates", ("question", "words", "judged_as", "answers"), rows, 3)
        old = Counter((c.coder, c.frame) for c in self.standing.recorded.codings.values())
        known = {"", *self.standing.recorded.frames[-1:]}
        named = self.standing.versions
        rows = [(coder, named.get(mark, mark), n) for (coder, mark), n in sorted(old.items()) if mark not in known]
        yield self._table("versions", ("coder", "version", "codings"), rows, 2)

    def _verdict(self, verdict: Verdict) -> str:
        return " ".join(verdict.codes) or (self.say(OUTCOMES[verdict.outcome]).lower())

    def _uncodable(self) -> Table:
        """What cannot be coded: by reason and coder, with its share of what that coder judged."""
        held = self.standing.carried.codings.codings.values()
        judged = Counter(coding.coder for coding in held)
        reasons = Counter((c.coder, c.reason or self.say("no_reason")) for c in held if c.outcome == "uncodable")
        rows: list[tuple[Cell, ...]] = [
            (reason, coder, n, 100 * n / judged[coder]) for (coder, reason), n in sorted(reasons.items())
        ]
        return self._table("uncodable", ("reason", "coder", "answers", "share"), rows, 2)


def _version(frame: CodingFrame) -> str:
    return f"{frame.name} {frame.version}".strip()
