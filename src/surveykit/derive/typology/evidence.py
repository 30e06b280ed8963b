"""Evidence: for each case the rule that put it where it is, from which answers, codes, words and coders."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.dataset.written import text_of
from surveykit.derive.held import Held
from surveykit.derive.typology.classify import Classified, Placed, columns_read
from surveykit.missing import BLANK, Value


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a case stands where it does.

    Args:
        rule: the levels it was put at, each with its condition; or why it has no type.
        answers: what the conditions read, as `variable = code`.
        codes: the codes of its open answer.
        quote: the words of its open answer.
        coders: whose codings they come from, and who settled them.
        settlement: the id of the event that settled them.
        frame: the version of the coding frame they were given by.
    """

    rule: str
    answers: str
    codes: str = ""
    quote: str = ""
    coders: str = ""
    settlement: str = ""
    frame: str = ""


@dataclass(frozen=True, slots=True)
class CodedAnswers:
    """The open answers a typology reads: what holds of each, and the words, by the case of the typology."""

    codings: Codings
    held: Mapping[str, Held]
    units: Sequence[str]  # of each row of the data, the id of its answer
    frame: CodingFrame


def evidence_of(found: Classified, coded: CodedAnswers | None = None) -> tuple[Evidence, ...]:
    """Why each case stands where it does among the types."""
    scheme = found.typology.file.schemes[found.typology.file.variable]
    read = dict.fromkeys(
        name for axis in scheme.by for _, condition in found.bound.axes[axis]
        for name in columns_read(condition, found.cases.symbols)
    )  # fmt: skip
    table = found.cases.dataset.arrow()
    cells = {name: table.column(name).to_pylist() for name in read if name in table.column_names}
    rows = {case: row for row, case in reversed([*enumerate(found.cases.of_row)]) if case is not None}
    made = []
    for case, placed in enumerate(found.types):
        answers = "; ".join(f"{name} = {_said(values[case])}" for name, values in cells.items())
        about = _coded(coded, rows[case]) if coded and case in rows else {}
        made.append(Evidence(_rule(found, scheme.by, case, placed), answers, **about))
    return tuple(made)


def _rule(found: Classified, by: Sequence[str], case: int, placed: Placed) -> str:
    if not placed.code:
        return f"{placed.reason}: {placed.variable}" if placed.variable else placed.reason
    return "; ".join(_levels(found, by, case))


def _levels(found: Classified, by: Sequence[str], case: int) -> Iterator[str]:
    for name in by:
        level = found.levels[name][case] or ""
        when = found.typology.file.axes[name].levels[level].when if level else "no condition is true"
        yield f"{name} = {level or '?'} ({when or 'all others'})"


def _said(value: Value | None) -> str:
    """A code as it stands in the data; an aggregate may be true or false."""
    return BLANK if value is None else text_of(value).lower() if isinstance(value, bool) else text_of(value)


def _coded(coded: CodedAnswers, row: int) -> dict[str, str]:
    unit = coded.units[row]
    one = coded.held.get(unit)
    if one is None:
        return {}
    coders = ", ".join(one.coders) + (f"; settled by {one.by}" if one.by else "")
    words = coded.codings.units[unit].text
    return {
        "codes": " ".join(one.codes),
        "quote": words,
        "coders": coders,
        "settlement": one.settlement,
        "frame": f"{coded.frame.name} {coded.frame.version} ({one.frame or coded.frame.fingerprint})",
    }
