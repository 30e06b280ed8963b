"""Columns of tables of codings: what each is called here and by other programs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from surveykit.exchange.codings.codes import NONE, UNCODABLE, Known
from surveykit.exchange.codings.table import Table

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "case": (
        "case", "case id", "caseid", "id case", "respondent", "respondent id", "respid", "participant",
        "participant id", "record id", "interview", "firm", "document", "document name", "file", "filename",
        "unit", "unit id", "item id", "id", "caso", "fall", "nr", "nr.", "no.", "enhet", "анкета",
    ),
    "question": ("question", "question id", "variable", "item", "domanda"),
    "wave": ("wave", "round"),
    "language": ("language", "lang"),
    "text": (
        "text", "answer", "open answer", "response", "verbatim", "content", "segment", "quote", "risposta", "svar",
        "ответ",
    ),
    "coder": (
        "coder", "coder id", "coder name", "codername", "rater", "rater id", "annotator", "coded by", "judge",
        "analyst", "user", "username", "user name", "owner", "created by", "by", "codificatore", "кодировщик",
    ),
    "codes": ("codes", "labels", "tags", "categories", "codici", "коды"),
    "code": ("code", "code name", "codename", "label", "tag", "category", "codice", "kode", "код"),
    "outcome": ("outcome",),
    "reason": ("reason",),
    "spans": ("spans", "span", "positions"),
    "note": ("note", "notes", "memo", "remark", "comment", "comments"),
    "at": ("at", "coded at", "date", "time", "timestamp", "created", "created at", "creation date"),
    "kind": ("kind",),
    "method": ("method",),
    "inputs": ("inputs",),
    "batch": ("batch",),
    "accepted": ("accepted",),
    "shown": ("shown",),
    "event": ("event",),
    "text hash": ("text hash",),
    "frame": ("frame",),
    "source": ("source",),
    "after settling": ("after settling",),
}  # fmt: skip
"""What a column holds to the names it goes by, the clearest first."""

CONTEXT: Final = "context: "
_BETWEEN = re.compile(r"\s*[:/|]\s*|\s+-\s+|\.|_|\s+")
NUMBERED: Final = re.compile(
    r"(?P<before>.*?)[\s:/|_-]*\b_?(?:codes?|tags?|labels?|categor(?:y|ies)|codic[ei])[\s_]*\d+[\s:/|_-]*(?P<after>.*)",
    re.IGNORECASE,
)
_FEW: Final = 4  # one cell in so many
TICKED: Final = frozenset(["1", "x", "yes", "true", "ja", "sì", "si", "vero", "да"])
_TICKS: Final = TICKED | {"", "0", "no", "false", "nei", "nein", "falso", "нет"}
SETTLED: Final = frozenset(["final", "consensus", "agreed", "adjudicated", "settled", "resolved"])
"""Headings of columns that say what holds, beside those of coders."""


@dataclass(slots=True)
class Columns:
    """Which column of a table holds what.

    Args:
        at: what is held to the number of the column.
        context: labels of closed answers to the number of the column.
        codes: columns of 0 and 1: column to coder ("" where another column says it) and code.
        coders: columns of codes: column to coder, who may have several.
        settled: columns of codes that hold.
        more: further columns of codes in a row that is one judgement: `Code 2` beside `Code 1`.
        doubled: columns whose heading stands further left too.
        other: columns that are not read.
    """

    at: dict[str, int] = field(default_factory=dict)
    context: dict[str, int] = field(default_factory=dict)
    codes: dict[int, tuple[str, str]] = field(default_factory=dict)
    coders: dict[int, str] = field(default_factory=dict)
    settled: list[int] = field(default_factory=list)
    more: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    other: list[int] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Whether there are codings in the table."""
        return self.long or bool(self.codes or self.coders)

    @property
    def named(self) -> bool:
        """Whether the table says who coded."""
        return "coder" in self.at or bool(self.coders) or any(coder for coder, _ in self.codes.values())

    @property
    def long(self) -> bool:
        """Whether one row is one judgement, or one code of it."""
        return "codes" in self.at or "code" in self.at


def columns_of(table: Table, known: Known) -> Columns | None:
    """What the columns hold; None where there is no case."""
    found = Columns()
    heads = {column: head.strip() for column, head in enumerate(table.heads.cells) if head.strip()}
    seen: set[str] = set()
    for column, head in list(heads.items()):
        if head in seen:
            found.doubled.append(column)
            del heads[column]
        seen.add(head)
    named = {column: re.sub(r"[\s_-]+", " ", head).casefold() for column, head in heads.items()}
    for what, names in NAMES.items():
        by_name = [column for name in names for column, head in named.items() if head == name]
        if by_name:
            found.at[what] = by_name[0]
    if "case" not in found.at:
        return None
    rest = {column: head for column, head in heads.items() if column not in found.at.values()}
    for column, head in list(rest.items()):
        if head.casefold().startswith(CONTEXT):
            found.context[head[len(CONTEXT) :]] = column
            del rest[column]
    numbered = dict(_numbered(table, rest, known))
    found.more = [column for column, coder in numbered.items() if not coder]
    if found.more:
        found.at["codes"] = found.at.pop("code", found.at.get("codes", found.more[0]))
        found.more = [column for column in found.more if column != found.at["codes"]]
        rest = {column: head for column, head in rest.items() if column not in numbered}
    if found.long:
        found.other = list(rest)
    else:
        found.coders = numbered
        _wide(table, found, {column: head for column, head in rest.items() if column not in numbered}, known)
    return found


def _numbered(table: Table, heads: Mapping[int, str], known: Known) -> Iterator[tuple[int, str]]:
    """Columns such as `Code 1`, `Code 2` or `ida: code 1`, which hold one code each, with the coder they name."""
    for column, head in heads.items():
        found = NUMBERED.fullmatch(head)
        if found is None or (known.frame and known.code(head)) or _ticked(table, column):
            continue
        coder = (found["before"] or found["after"]).strip(" ()[]")
        if not coder or _a_coder(coder) or _has_codes(table, column, known):
            yield column, coder


def _wide(table: Table, found: Columns, rest: dict[int, str], known: Known) -> None:
    """One column a coder, or one of 0 and 1 a code."""
    parted = {column: _of_code(head, known) for column, head in rest.items()}
    ticks = [column for column in rest if _ticked(table, column)]
    if known.frame is None and "coder" not in found.at and not any(parted[column][0] for column in ticks):
        ticks = []  # nobody can tell 0 and 1 of codes from coders who gave the codes 0 and 1
    coders = {coder for column in ticks for coder, code in [parted[column]] if coder and code}
    for column, head in rest.items():
        coder, code = parted[column]
        if column in ticks and not code and head.rpartition(": ")[0] in coders:
            coder, _, code = head.rpartition(": ")  # a code the frame has not, of a coder who ticked others
        if column in ticks and code:
            found.codes[column] = coder, code
        elif head.casefold() in SETTLED and _has_codes(table, column, known):
            found.settled.append(column)
        elif "coder" not in found.at and (_a_coder(head) or _has_codes(table, column, known)):
            found.coders[column] = head
        else:
            found.other.append(column)
    if found.codes and found.coders:  # the codes are ticked; what else has codes of the frame in it is beside them
        found.other += [*found.coders, *found.settled]
        found.settled = []
        found.coders = {}


def _of_code(head: str, known: Known) -> tuple[str, str]:
    """The coder and the code of a heading such as `EXP`, `ida: EXP` or `EXP (ida)`; no code where it has none."""
    if known.frame is None:
        coder, _, code = head.rpartition(": ")
        return (coder, code)
    if head in (NONE, UNCODABLE) or known.code(head):
        return "", known.code(head) or head
    bracketed = re.fullmatch(r"(.+?)\s*[(\[]([^()]+)[)\]]", head)
    last = head.rpartition(": ")
    pairs = [(last[0], last[2]), *([(bracketed[2], bracketed[1])] if bracketed else [])]
    for sign in _BETWEEN.finditer(head):
        before, after = head[: sign.start()].strip(), head[sign.end() :].strip()
        pairs += [(before, after), (after, before)]
    for coder, name in pairs:
        code = name if name in (NONE, UNCODABLE) else known.code(name)
        if coder and code:
            return coder, code
    return "", ""


def _a_coder(head: str) -> bool:
    """Whether a heading says that it is a coder, as `Coder 2` does, so that codes the frame has not are told."""
    return re.sub(r"[\s_-]*\d+$", "", head).casefold() in {"coder", "rater", "annotator", "codificatore", "koder"}


def _ticked(table: Table, column: int) -> bool:
    return all(row[column].strip().casefold() in _TICKS for row in table.rows)


def _has_codes(table: Table, column: int, known: Known) -> bool:
    """Whether a column may be the codes of a coder: one cell in four has some, or the frame is not known.

    A column of open answers has one or the other that reads like a code.
    """
    cells = {row[column].strip() for row in table.rows} - {""}
    having = sum(known.frame is None or cell.startswith("(") or _some(cell, known) for cell in cells)
    return having > 0 and _FEW * having >= len(cells)


def _some(cell: str, known: Known) -> bool:
    codes, unknown = known.codes(cell)
    return len(codes) > len(unknown)


def heads_not_read(table: Table, found: Columns, known: Known) -> Iterator[tuple[int, str, str]]:
    """The columns that hold something and are not read: with the heading, and what is no tick below a code."""
    for column in found.other:
        cells = [row[column].strip() for row in table.rows]
        head = table.heads[column].strip()
        odd = next((cell for cell in cells if cell.casefold() not in _TICKS), "")
        if any(cells):
            yield column, head, odd if not found.long and known.frame and _of_code(head, known)[1] else ""
