"""Evidence: for each case the rule that put it where it is, from which answers, codes, words and coders."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.dataset.written import text_of
from surveykit.derive.held import Held
from surveykit.derive.typology.classify import Classified, Placed
from surveykit.expr.fold import leaves
from surveykit.expr.syntax import Call, Name, Previous
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
    conditions = (condition for axis in scheme.by for _, condition in found.bound.axes[axis])
    read = {leaf.key: leaf for each in conditions for leaf in leaves(each) if not isinstance(leaf, Call)}
    cells = {name: _answers(found, leaf) for name, leaf in read.items()}
    words = _words(found)
    rows = {case: row for row, case in reversed([*enumerate(found.cases.of_row)]) if case is not None}
    made = []
    for case, placed in enumerate(found.types):
        answers = "; ".join(f"{name} = {values[case]}" for name, values in cells.items())
        about = _coded(coded, rows[case], words) if coded and case in rows else {}
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


def _answers(found: Classified, leaf: Name | Previous) -> list[str]:
    """What every case has of a variable; of a question with several answers, the choices that are ticked."""
    symbol = found.cases.symbols[leaf.variable]
    symbol = symbol.before() if isinstance(leaf, Previous) else symbol
    table = found.cases.dataset.arrow()
    if not symbol.members:
        return [_said(value) for value in table.column(symbol.name).to_pylist()]
    ticks = [table.column(name).to_pylist() for name in symbol.members.values()]
    return [
        " ".join(text_of(choice) for choice, tick in zip(symbol.members, row, strict=True) if tick == 1)
        or (_said(row[0]) if symbol.missing.reason(row[0]) else "none")
        for row in zip(*ticks, strict=True)
    ]


def _words(found: Classified) -> list[Value | None]:
    """The open answers as the data have them, for codings that came without."""
    coded, dataset = found.typology.file.codings, found.dataset
    if coded is None or coded.question not in dataset.codebook:
        return [None] * len(found.cases.of_row)
    return dataset.arrow().column(coded.question).to_pylist()  # type: ignore[no-any-return]  # pyarrow has no types


def _said(value: Value | None) -> str:
    """A code as it stands in the data; an aggregate may be true or false."""
    return BLANK if value is None else text_of(value).lower() if isinstance(value, bool) else text_of(value)


def _coded(coded: CodedAnswers, row: int, words: Sequence[Value | None]) -> dict[str, str]:
    unit = coded.units[row]
    one = coded.held.get(unit)
    if one is None:
        return {}
    coders = ", ".join(one.coders) + (f"; settled by {one.by}" if one.by else "")
    return {
        "codes": " ".join(one.codes),
        "quote": coded.codings.units[unit].text or str(words[row] or ""),
        "coders": coders,
        "settlement": one.settlement,
        "frame": f"{coded.frame.name} {coded.frame.version} ({one.frame or coded.frame.fingerprint})",
    }
