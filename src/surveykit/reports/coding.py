"""How the coding stands, as a page: progress by coder and batch, disagreements, and what is to be looked at."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.coding.consistency import consistency
from surveykit.coding.disagreement import comparisons
from surveykit.coding.leading.reframed import Reframed
from surveykit.coding.progress import progress
from surveykit.reports.document import Block, Document, Facts, Paragraph
from surveykit.reports.table import Cell, Column, Kind, Row, Table

MOST = 50  # rows of a table that lists answers
PROGRESS = (
    *("Batch", "Role", "Sees", "Coder", "Answers", "Coded", "None applies", "Uncodable", "Left", "Changed", "Again"),
)


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


def standing_page(standing: Standing, title: str) -> Document:
    """How the coding stands."""
    codings = standing.carried.codings
    blocks: list[Block] = [Facts(tuple(_facts(standing))), _progress(standing), _questions(standing)]
    blocks += [table for table in _lists(standing) if table.rows]
    if not codings.batches and codings.units:
        blocks.append(Paragraph("No answers were given to coders yet: surveykit coding assign STORE --coders NAMES."))
    return Document(title, tuple(blocks), "en", f"{standing.frame.name} {standing.frame.version}".strip())


def _facts(standing: Standing) -> Iterator[tuple[str, str]]:
    codings = standing.carried.codings
    judged = Counter(unit for unit, _ in codings.codings)
    yield "Coding frame", f"{standing.frame.name} {standing.frame.version}".strip()
    yield "Answers", f"{len(codings.units):,}"
    yield "Judged by somebody", f"{len(judged):,}"
    yield "Judged by several", f"{sum(n > 1 for n in judged.values()):,}"
    yield "Settled", f"{len(codings.settled):,}"


def _table(title: str, key: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]], texts: int) -> Table:
    """A table whose first columns are words and the others counts; lists of answers are cut short, and say so."""
    kinds: list[Kind] = ["text" if n < texts else "count" for n in range(len(columns))]
    made = tuple(Column(name.lower().replace(" ", "_"), name, kind) for name, kind in zip(columns, kinds, strict=True))
    notes = (f"The first {MOST} of {len(rows):,}.",) if len(rows) > MOST else ()
    return Table(title, made, tuple(Row(row) for row in rows[:MOST]), notes, key)


def _progress(standing: Standing) -> Table:
    """Each batch of each coder: how much is done, and how much waits."""
    codings = standing.carried.codings
    again = {(coding.unit, coding.coder) for coding in standing.carried.again}
    changed = {(coding.unit, coding.coder) for coding in codings.changed()}
    batches = {(batch.name, batch.coder): batch for batch in codings.batches}
    rows: list[tuple[Cell, ...]] = []
    for one in progress(codings):
        batch = batches.get((one.batch, one.coder))
        mine = [(unit, one.coder) for unit in batch.units] if batch else []
        sees = ("blind" if batch.blind else "open") if batch else ""
        head = (one.batch or "outside of batches", one.role if batch else "", sees, one.coder)
        done = (one.given, one.coded, one.none, one.uncodable, one.left)
        rows.append((*head, *done, sum(key in changed for key in mine), sum(key in again for key in mine)))
    for batch in codings.batches:
        if batch.role == "adjudicate":
            settled = Counter(codings.settled[unit].outcome for unit in batch.units if unit in codings.settled)
            outcomes = (settled["coded"], settled["none"], settled["uncodable"])
            left = len(batch.units) - sum(outcomes)
            rows.append((batch.name, batch.role, "open", batch.coder, len(batch.units), *outcomes, left, 0, 0))
    return _table("Progress", "progress", PROGRESS, rows, 4)


def _questions(standing: Standing) -> Table:
    """Each question: who judged it, and how far several agree."""
    codings = standing.carried.codings
    judged = Counter(unit for unit, _ in codings.codings)
    held = {batch_unit for batch in codings.batches for batch_unit in batch.units}
    counts: dict[str, Counter[str]] = {question: Counter() for question in codings.questions}
    for unit in codings.units.values():
        counts[unit.question].update(
            answers=1, given=unit.id in held, once=judged[unit.id] == 1, several=judged[unit.id] > 1
        )
        counts[unit.question].update(settled=unit.id in codings.settled)
    for found in comparisons(codings, standing.frame):
        question = codings.units[found.unit].question
        counts[question].update(differ=not found.agreed, left=not found.agreed and found.unit not in codings.settled)
    keys = ("answers", "given", "once", "several", "differ", "settled", "left")
    rows: list[tuple[Cell, ...]] = [(name, *(count[key] for key in keys)) for name, count in counts.items()]
    columns = ("Question", "Answers", "Given", "Judged once", "By several", "They differ", "Settled", "To settle")
    return _table("Questions", "questions", columns, rows, 1)


def _lists(standing: Standing) -> Iterator[Table]:
    """What is to be looked at."""
    codings, units = standing.carried.codings, standing.carried.codings.units
    reasons = Counter((c.coder, c.reason or "no reason") for c in codings.codings.values() if c.outcome == "uncodable")
    rows: list[tuple[Cell, ...]] = [(reason, coder, n) for (coder, reason), n in sorted(reasons.items())]
    yield _table("Uncodable", "uncodable", ("Reason", "Coder", "Answers"), rows, 2)
    rows = [(c.unit, c.coder, c.at[:16].replace("T", " "), units[c.unit].text[:80]) for c in codings.changed()]
    yield _table("Answers that have other words now", "changed", ("Answer", "Coder", "Coded", "Words now"), rows, 4)
    rows = [(c.unit, c.coder, units[c.unit].text[:80]) for c in standing.carried.again if c.unit in units]
    yield _table("To be judged again: the frame has changed", "again", ("Answer", "Coder", "Words"), rows, 3)
    (among, *_) = consistency(codings)
    rows = [
        (g.question, g.text[:80], "; ".join(" ".join(j.codes) or j.outcome for j in g.judged), len(g.units))
        for g in among.differing
    ]
    columns = ("Question", "Words", "Judged as", "Answers")
    yield _table("The same words, judged differently", "duplicates", columns, rows, 3)
    old = Counter((c.coder, c.frame) for c in standing.recorded.codings.values())
    known = {"", *standing.recorded.frames[-1:]}
    rows = [
        (coder, standing.versions.get(mark, mark), n) for (coder, mark), n in sorted(old.items()) if mark not in known
    ]
    yield _table("Made under another version of the frame", "versions", ("Coder", "Version", "Codings"), rows, 2)
