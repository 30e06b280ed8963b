"""How the coding stands, as a page: progress by coder and batch, disagreements, and what is to be looked at."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.coding.consistency import consistency
from surveykit.coding.disagreement import comparisons
from surveykit.coding.leading.reframed import Reframed
from surveykit.coding.progress import progress
from surveykit.reports.coded.wording import stated
from surveykit.reports.document import Block, Document, Facts, Paragraph
from surveykit.reports.table import Cell, Column, Kind, Row, Table

MOST = 50  # rows of a table that lists answers, on a screen
LONGEST = 80  # letters of an answer there
PROGRESS = (
    *("batch", "role", "sees", "coder", "answers", "coded", "none_applies", "uncodable", "left", "changed", "again"),
)
QUESTIONS = ("question", "answers", "given", "judged_once", "several", "they_differ", "settled", "to_settle")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page is made of.

    Args:
        carried: what stands, and what is to be judged again since the frame has changed.
        recorded: the same as it was recorded, under the version of the frame of its time.
        frame: the present version of the frame.
        versions: fingerprint to the name of each version.
        whole: list every answer with all its words, as in a file; else the first ones, shortened.
    """

    carried: Reframed
    recorded: Codings
    frame: CodingFrame
    versions: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False

    def words(self, text: str) -> str:
        """An answer as it is listed."""
        return text if self.whole or len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"

    def listed(self, table: Table, language: str) -> Table:
        """A table as it is shown: cut short on a screen, which is said."""
        if self.whole or len(table.rows) <= MOST:
            return table
        return replace(
            table, rows=table.rows[:MOST], notes=(stated("first_of", language, most=MOST, n=len(table.rows)),)
        )


def standing_page(standing: Standing, what: str, language: str = "en") -> Document:
    """How the coding of something stands."""
    codings = standing.carried.codings
    blocks: list[Block] = [Facts(tuple(_facts(standing, language)))]
    tables = (_progress(standing, language), _questions(standing, language), *_lists(standing, language))
    blocks += [standing.listed(table, language) for table in tables if table.rows]
    if not codings.batches and codings.units:
        blocks.append(Paragraph(stated("not_given", language)))
    title = stated("coding", language, what=what)
    return Document(title, tuple(blocks), language, f"{standing.frame.name} {standing.frame.version}".strip())


def _facts(standing: Standing, language: str) -> Iterator[tuple[str, str]]:
    codings = standing.carried.codings
    judged = Counter(unit for unit, _ in codings.codings)
    yield stated("frame", language), f"{standing.frame.name} {standing.frame.version}".strip()
    yield stated("answers", language), f"{len(codings.units):,}"
    yield stated("by_somebody", language), f"{len(judged):,}"
    yield stated("by_several", language), f"{sum(n > 1 for n in judged.values()):,}"
    yield stated("settled", language), f"{len(codings.settled):,}"


def _table(
    title: str, key: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]], texts: int, language: str
) -> Table:
    """A table whose first columns are words and the others counts, or a share."""
    kinds: list[Kind] = ["text" if n < texts else "count" for n in range(len(columns))]
    made = tuple(
        Column(name, stated(name, language), "percent" if name == "share_judged" else kind, int(name == "share_judged"))
        for name, kind in zip(columns, kinds, strict=True)
    )
    return Table(stated(title, language), made, tuple(Row(row) for row in rows), (), key)


def _progress(standing: Standing, language: str) -> Table:
    """Each batch of each coder: how much is done, and how much waits."""
    codings = standing.carried.codings
    again = {(coding.unit, coding.coder) for coding in standing.carried.again}
    changed = {(coding.unit, coding.coder) for coding in codings.changed()}
    batches = {(batch.name, batch.coder): batch for batch in codings.batches}
    rows: list[tuple[Cell, ...]] = []
    for one in progress(codings):
        batch = batches.get((one.batch, one.coder))
        mine = [(unit, one.coder) for unit in batch.units] if batch else []
        sees = stated("blind" if batch.blind else "open", language) if batch else ""
        role = stated(one.role, language) if batch else ""
        head = (one.batch or stated("outside", language), role, sees, one.coder)
        done = (one.given, one.coded, one.none, one.uncodable, one.left)
        rows.append((*head, *done, sum(key in changed for key in mine), sum(key in again for key in mine)))
    differing = {found.unit for found in comparisons(codings, standing.frame) if not found.agreed}
    for batch in codings.batches:
        if batch.role == "adjudicate" and batch.units:
            settled = Counter(codings.settled[unit].outcome for unit in batch.units if unit in codings.settled)
            outcomes = (settled["coded"], settled["none"], settled["uncodable"])
            left = sum(unit in differing and unit not in codings.settled for unit in batch.units)
            head = (batch.name, stated(batch.role, language), stated("open", language), batch.coder)
            rows.append((*head, len(batch.units), *outcomes, left, 0, 0))
    return _table("progress", "progress", PROGRESS, rows, 4, language)


def _questions(standing: Standing, language: str) -> Table:
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
    return _table("questions", "questions", QUESTIONS, rows, 1, language)


def _lists(standing: Standing, language: str) -> Iterator[Table]:
    """What is to be looked at."""
    codings, units = standing.carried.codings, standing.carried.codings.units
    nothing = stated("no_reason", language)
    reasons = Counter((c.coder, c.reason or nothing) for c in codings.codings.values() if c.outcome == "uncodable")
    judged = Counter(coding.coder for coding in codings.codings.values())
    rows: list[tuple[Cell, ...]] = [
        (reason, coder, n, 100 * n / judged[coder]) for (coder, reason), n in sorted(reasons.items())
    ]
    yield _table("uncodable", "uncodable", ("reason", "coder", "answers", "share_judged"), rows, 2, language)
    rows = [
        (c.unit, c.coder, c.at[:16].replace("T", " "), standing.words(units[c.unit].text)) for c in codings.changed()
    ]
    yield _table("other_words", "changed", ("answer", "coder", "coded", "words_now"), rows, 4, language)
    rows = [(c.unit, c.coder, standing.words(units[c.unit].text)) for c in standing.carried.again if c.unit in units]
    yield _table("judge_again", "again", ("answer", "coder", "words"), rows, 3, language)
    (among, *_) = consistency(codings)
    rows = [
        (g.question, standing.words(g.text), "; ".join(" ".join(j.codes) or j.outcome for j in g.judged), len(g.units))
        for g in sorted(among.differing, key=lambda group: -len(group.units))
    ]
    columns = ("question", "words", "judged_as", "answers")
    yield _table("duplicates", "duplicates", columns, rows, 3, language)
    old = Counter((c.coder, c.frame) for c in standing.recorded.codings.values())
    known = {"", *standing.recorded.frames[-1:]}
    rows = [
        (coder, standing.versions.get(mark, mark), n) for (coder, mark), n in sorted(old.items()) if mark not in known
    ]
    yield _table("other_version", "versions", ("coder", "version", "codings"), rows, 2, language)
