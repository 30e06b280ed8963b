"""Near duplicates: cases that agree in nearly all their answers, and texts that are nearly the same."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.written import text_of
from surveykit.engine.base import ROW, Engine
from surveykit.expr.sql import quoted, sql_of
from surveykit.expr.syntax import Name
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule
from surveykit.quality.rules.written import WrittenAlike, WrittenSimilar

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

NEARLY_SAME = Rule(
    "SK673",
    "Two cases agree in nearly all their answers",
    "Two people seldom give the same hundred answers; copying an interview is quicker than holding one.",
    "58 of 60 answers of case 17 are those of case 4",
    "Look at who held the interviews, when, and how long they took.",
)
SIMILAR = Rule(
    "SK674",
    "Two texts are nearly the same",
    "One firm may stand under two names, and be counted twice.",
    "`Hansen & Sonn AS` beside `Hansen & Sønn A/S`",
    "Look both up; join the cases, or leave them where they are two.",
)
NOT_ALL_COMPARED = Rule(
    "SK675",
    "Not all pairs of cases were compared",
    "So many cases have the same answers that comparing each with each would take hours.",
    "100,000 cases of whom most answered the first ten questions alike",
    "Name under `within` what near duplicates have in common, such as the interviewer or the place.",
)
EVERY_PAIR = 2_000
"""Up to so many cases each is compared with each."""
LARGEST_BLOCK = 300
"""So many cases at most are compared with one another in a block of a larger file."""
MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Match:
    """The case that agrees most with another: rows counted from 0, equal answers, and answers both have given."""

    one: int
    other: int
    equal: int
    common: int

    @property
    def share(self) -> float:
        """The share of equal answers."""
        return self.equal / self.common


def near_duplicates(written: WrittenAlike, codebook: Codebook, engine: Engine) -> Iterator[Problem]:
    """The pairs of cases that agree most, for each case the one it agrees with most.

    Source:
        Kuriakose and Robbins (2016), "Don't get duped: Fraud through duplication in public opinion surveys",
        Statistical Journal of the IAOS 32(3): the maximum percent match, over the answers both cases have.
    """
    names = _compared(written, codebook)
    answers, rows, ids, groups = _table(names, written.within, codebook, engine)
    matches, left_out = best_matches(answers, written.share, written.least, groups)
    for match in matches[:MOST_NAMED]:
        one, other = (_called(row, rows, ids) for row in (match.one, match.other))
        what = f"{match.equal} of {match.common} answers ({match.share:.1%}) are those of {other[1]}"
        place = Place(case=one[0])
        yield Problem(NEARLY_SAME, what if one[0] else f"{one[1]}: {what}", place, NEARLY_SAME.mend, "warning")
    if len(matches) > MOST_NAMED:
        what = f"{len(matches)} cases agree in {written.share:.0%} or more with another; {MOST_NAMED} are named above"
        yield Problem(NEARLY_SAME, what, severity="warning")
    if left_out:
        what = f"{left_out} cases stand in blocks of more than {LARGEST_BLOCK} that were compared in parts"
        yield Problem(NOT_ALL_COMPARED, what, hint=NOT_ALL_COMPARED.mend, severity="note")


def best_matches(
    answers: "npt.NDArray[np.int32]", share: float, least: int, groups: Sequence[Hashable] | None = None
) -> tuple[list[Match], int]:
    """For each case the other one with the largest share of equal answers, where that reaches `share`.

    Up to 2,000 cases each is compared with each. Of more, cases are compared that agree entirely in one of
    d + 1 bands of the k variables, d being (1 - share) k rounded down: two cases that differ in no more than d
    variables, a blank counted as an answer, agree in one band at least, so every such pair is met. A block of
    more than 300 cases is sorted by all its answers and cut into parts; at most 150 n (d + 1) pairs are compared.

    Args:
        answers: a row a case, a column a variable, a number for each different answer, -1 for none.
        share: what share of equal answers makes near duplicates.
        least: the fewest answers both must have given.
        groups: the group of each case; only cases of one group are compared.

    Returns:
        The matches, the largest shares first, and the number of cases in blocks that were cut.
    """
    import numpy as np

    best: dict[int, Match] = {}
    left_out: set[int] = set()
    for block, whole in _blocks(answers, share, groups):
        for start in range(0, len(block), LARGEST_BLOCK):
            part = block[start : start + LARGEST_BLOCK]
            others = block[start:] if whole else part
            _compare(answers, np.asarray(part), np.asarray(others), share, least, best)
        if not whole and len(block) > LARGEST_BLOCK:
            left_out.update(block)
    return sorted(best.values(), key=lambda m: (-m.share, -m.common, m.one)), len(left_out)


def _blocks(
    answers: "npt.NDArray[np.int32]", share: float, groups: Sequence[Hashable] | None
) -> Iterator[tuple[list[int], bool]]:
    """Cases to be compared, and whether each with each whatever their number."""
    n, k = answers.shape
    by_group: dict[Hashable, list[int]] = defaultdict(list)
    for row in range(n):
        by_group[None if groups is None else groups[row]].append(row)
    bands = int((1 - share) * k + 1e-9) + 1
    for rows in by_group.values():
        if len(rows) <= EVERY_PAIR:
            yield rows, True
            continue
        for band in range(bands):
            blocks: dict[bytes, list[int]] = defaultdict(list)
            of_band = answers[rows][:, band::bands].copy()
            for row, key in zip(rows, of_band, strict=True):
                blocks[key.tobytes()].append(row)
            for block in blocks.values():
                if len(block) > 1:
                    large = len(block) > LARGEST_BLOCK
                    yield (sorted(block, key=lambda row: answers[row].tobytes()) if large else block), False


def _compare(
    answers: "npt.NDArray[np.int32]",
    part: "npt.NDArray[np.intp]",
    others: "npt.NDArray[np.intp]",
    share: float,
    least: int,
    best: dict[int, Match],
) -> None:
    """Compare each case of a part with each of the others, and keep the best match of both."""
    import numpy as np

    left, right = answers[part], answers[others]
    common = (left >= 0).astype(np.int32) @ (right >= 0).T.astype(np.int32)
    equal = np.zeros_like(common)
    for column in range(answers.shape[1]):
        one, other = left[:, column], right[:, column]
        equal += (one[:, None] == other[None, :]) & (one >= 0)[:, None]
    near = (common >= least) & (equal >= share * common - 1e-9) & (part[:, None] != others[None, :])
    for a, b in zip(*np.nonzero(near), strict=True):
        pair = (int(part[a]), int(others[b]))
        for case, match_ in (pair, pair[::-1]):
            match = Match(case, match_, int(equal[a, b]), int(common[a, b]))
            held = best.get(case)
            if held is None or (match.share, match.common, -match.other) > (held.share, held.common, -held.other):
                best[case] = match


def similar_texts(written: WrittenSimilar, codebook: Codebook, engine: Engine) -> Iterator[Problem]:
    """Pairs of different texts whose likeness (rapidfuzz's token sort ratio, case and signs aside) is high enough.

    Texts are compared within the groups of `within`; a group of more than 3,000 texts is parted by first letters.
    """
    from rapidfuzz import fuzz, process, utils

    cells = engine.groups([sql_of(Name(name), codebook.symbols()) for name in (written.variable, *written.within)])
    groups: dict[Hashable, dict[str, int]] = defaultdict(dict)
    for cell in cells:
        text, *group = cell.keys
        if isinstance(text, str) and (plain := utils.default_process(text)):
            key = (*group, plain[:1] if len(cells) > _MOST_TEXTS else "")
            groups[key][text] = cell.n
    pairs: list[tuple[float, str, str]] = []
    for texts in groups.values():
        named = sorted(texts)
        bare = [utils.default_process(text) for text in named]
        for at, text in enumerate(bare):
            found = process.extract(text, bare[at + 1 :], scorer=fuzz.token_sort_ratio, processor=None,
                                    score_cutoff=100 * written.share, limit=None)  # fmt: skip
            pairs += [(score, named[at], named[at + 1 + index]) for _, score, index in found]
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    place = Place(variable=written.variable)
    for score, one, other in pairs[:MOST_NAMED]:
        yield Problem(SIMILAR, f"'{one}' and '{other}' ({score / 100:.0%} alike)", place, SIMILAR.mend, "warning")
    if len(pairs) > MOST_NAMED:
        what = f"{len(pairs)} pairs of texts are nearly the same; {MOST_NAMED} are named above"
        yield Problem(SIMILAR, what, place, severity="warning")


_MOST_TEXTS = 3_000


def _compared(written: WrittenAlike, codebook: Codebook) -> list[str]:
    if written.variables != "all":
        return [name for name in written.variables if name in codebook]
    free = [v for v in codebook if v.type == "number" or v.codes is not None]
    return [v.name for v in free if v.role is None and v.origin.kind in ("asked", "imported")]


def _table(
    names: Sequence[str], within: Sequence[str], codebook: Codebook, engine: Engine
) -> tuple["npt.NDArray[np.int32]", list[int], list[Value | None] | None, list[Hashable] | None]:
    """The answers as numbers, with the row, the id and the group of each case."""
    import numpy as np
    import pyarrow.compute as pc

    symbols, id_ = codebook.symbols(), codebook.role("id")
    columns = [ROW, *([quoted(id_.name)] if id_ else [])]
    made = [f"{sql_of(Name(name), symbols)} AS sk__a{n}" for n, name in enumerate((*names, *within))]
    table = engine.fetch([*columns, *made])
    answers = np.full((table.num_rows, len(names)), -1, np.int32)
    for place in range(len(names)):
        column = pc.dictionary_encode(table.column(f"sk__a{place}").combine_chunks())
        answers[:, place] = pc.fill_null(column.indices, -1).to_numpy(zero_copy_only=False)
    rows = table.column(0).to_pylist()
    ids = table.column(1).to_pylist() if id_ else None
    asked = [table.column(f"sk__a{len(names) + n}").to_pylist() for n in range(len(within))]
    groups: list[Hashable] | None = list(zip(*asked, strict=True)) if within else None
    return answers, rows, ids, groups


def _called(row: int, rows: Sequence[int], ids: Sequence[Value | None] | None) -> tuple[str | None, str]:
    """The id of a case where it has one, and how it is spoken of."""
    said = None if ids is None else ids[row]
    id_ = None if said is None else text_of(said)
    return id_, f"case {id_}" if id_ else f"row {rows[row]}"
