"""The tables of the page of agreement: on the whole, of pairs, of codes, and of where coders differ."""

from collections.abc import Iterable

from surveykit.agreement.confusion import NOTHING
from surveykit.agreement.estimate import APART, UNDEFINED, Estimate
from surveykit.agreement.report import Compared, Confusion, Report
from surveykit.agreement.views import NO, NONE, UNCODABLE, YES
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.reports.agreement.coefficients import named
from surveykit.reports.agreement.words import word
from surveykit.reports.document import Block, Paragraph
from surveykit.reports.table import Cell, Column, Row, Span, Table

_NOTES = {APART: "apart", UNDEFINED: "one_category"}
_CATEGORIES = {NONE: "none_code", UNCODABLE: "uncodable_code", NOTHING: "nothing_else", YES: "yes", NO: "no"}


def about(one: Compared, language: str) -> str:
    """What something compared is called: the codes, the group, the code, or the two coders."""
    if one.part in {"overall", "wordings"}:
        return word(one.part, language)
    if one.part == "question":
        return word("of_question", language, question=one.about)
    if one.part == "scale":
        return word("scale", language, scale=word(one.about, language))
    return one.about or _both(one.coders, language)


def _both(coders: tuple[str, ...], language: str) -> str:
    return word("two_coders", language, first=coders[0], second=coders[1])


def _drawn_columns(start: float, language: str, of: str = "") -> tuple[Column, Column, Column]:
    """The interval by resampling: drawn, with the ends of the axis over it, and its ends in numbers."""
    axis = word("axis", language, start=start)
    what = word(of, language) if of else ""
    group = word("resampled", language, what=what) if of else word("drawn_95", language)
    return (
        Column("drawn", word("of_what", language, what=what, axis=axis) if of else axis),
        Column("drawn_low", word("from", language), "number", 3, group),
        Column("drawn_high", word("to", language), "number", 3, group),
    )


def whole(report: Report, language: str) -> Table:
    """Every coefficient of the codes and of each group."""
    parts = [one for part in ("overall", "question", "wordings", "scale", "group") for one in report.of(part)]
    start = _start(estimate for one in parts for estimate in one.estimates)
    formula, agreement = word("by_formula", language), word("agreement", language)
    columns = (
        Column("coefficient", word("coefficient", language)),
        Column("value", word("value", language), "number", 3),
        *_drawn_columns(start, language),
        Column("error", word("error", language), "number", 3, formula),
        Column("low", word("from", language), "number", 3, formula),
        Column("high", word("to", language), "number", 3, formula),
        Column("observed", word("observed", language), "number", 3, agreement),
        Column("expected", word("by_chance", language), "number", 3, agreement),
    )
    rows = []
    for one in parts:
        head = word("of_units", language, about=about(one, language), units=one.units, pairs=one.pairs)
        rows.append(Row((head, *[""] * (len(columns) - 1)), "heading"))
        rows += [Row(_estimate(estimate, start, language), indent=1) for estimate in one.estimates]
    notes = {_why(e, language) for one in parts for e in one.estimates if e.note}
    said = ("pooled", "intervals") if report.of("question") else ("intervals",)
    told = (*(word(key, language) for key in said), *sorted(notes))
    return Table(word("beyond", language), columns, tuple(rows), told, "whole")


def _why(estimate: Estimate, language: str) -> str:
    why = word(_NOTES[estimate.note], language) if estimate.note in _NOTES else estimate.note
    return word("no_value", language, name=named(estimate.name, language), why=why)


def _estimate(estimate: Estimate, start: float, language: str) -> tuple[Cell, ...]:
    low, high = _drawn(estimate)
    percent = estimate.name == "percent"
    return (
        named(estimate.name, language), estimate.value, _span(estimate, start), low, high, estimate.error,
        estimate.low, estimate.high, estimate.observed, None if percent else estimate.expected,
    )  # fmt: skip


def _drawn(estimate: Estimate) -> tuple[float | None, float | None]:
    return (estimate.drawn.low, estimate.drawn.high) if estimate.drawn and estimate.value is not None else (None, None)


def _span(estimate: Estimate, start: float) -> Span | None:
    low, high = _drawn(estimate)
    if low is None or high is None:
        low, high = estimate.low, estimate.high
    return None if estimate.value is None or low is None or high is None else Span(estimate.value, low, high, start)


def _start(estimates: Iterable[Estimate]) -> float:
    """Where the axis begins: at 0, or at the tenth below the lowest end of an interval."""
    spans = [span for estimate in estimates if (span := _span(estimate, 0.0))]
    lowest = min((span.low for span in spans), default=0.0)
    return 0.0 if lowest >= 0 else max(-1.0, lowest // 0.1 / 10)


def pairs(found: tuple[Compared, ...], language: str) -> Table:
    """The agreement of every two coders, on the codes and on each group."""
    start = _start(_kappa(one) for one in found)
    scaled = any(one.about.startswith("(") for one in found)
    columns = (
        Column("pair", word("coders", language)),
        Column("units", word("answers", language), "count"),
        Column("percent", word("agree", language), "percent"),
        Column("cohen", named("cohen", language), "number", 3),
        Column("alpha", word("alpha", language), "number", 3),
        Column("alpha_masi", word("alpha_masi", language), "number", 3),
        Column("ac", "AC1, AC2" if scaled else "AC1", "number", 3),
        *_drawn_columns(start, language, "kappa"),
    )
    rows = []
    for name in dict.fromkeys(one.about for one in found):
        rows.append(Row((_title(name, language), *[""] * (len(columns) - 1)), "heading"))
        rows += [Row(_pair(one, start, language), indent=1) for one in found if one.about == name]
    return Table(word("two", language), columns, tuple(rows), key="pairs")


def _title(name: str, language: str) -> str:
    """The codes, a group, or a scale, which stands in brackets."""
    if name.startswith("("):
        return word("scale", language, scale=word(name[1:-1], language))
    return name or word("overall", language)


def _kappa(one: Compared) -> Estimate:
    """Cohen's kappa, weighted on a scale."""
    return next(estimate for estimate in one.estimates if estimate.name in {"cohen", "cohen_weighted"})


def _pair(one: Compared, start: float, language: str) -> tuple[Cell, ...]:
    """The coefficients of two coders; on a scale those that know how far codes are apart."""
    values = {estimate.name: estimate.value for estimate in one.estimates}
    scale = one.about[1:-1] if one.about.startswith("(") else ""
    keys = ("percent_weighted", f"alpha_{scale}", "ac2") if scale else ("percent", "alpha", "ac")
    percent, alpha, ac = (values[key] for key in keys)
    kappa = _kappa(one)
    return (
        _both(one.coders, language), one.units, None if percent is None else 100 * percent, kappa.value, alpha,
        values.get("alpha_masi"), ac, _span(kappa, start), *_drawn(kappa),
    )  # fmt: skip


def codes(report: Report, frame: CodingFrame, language: str) -> Table:
    """The agreement on whether each code was given."""
    found = report.of("code")
    start = _start(one["alpha"] for one in found)
    agreement = word("agreement", language)
    columns = (
        Column("code", word("code", language)),
        Column("label", word("label", language)),
        Column("given", word("given", language), "count"),
        Column("percent", word("agree", language), "percent"),
        Column("positive", word("positive", language), "number", 2, agreement),
        Column("negative", word("negative", language), "number", 2, agreement),
        Column("ac", "AC1", "number", 3),
        Column("kappa", word("kappa", language), "number", 3),
        Column("alpha", word("alpha", language), "number", 3),
        *_drawn_columns(start, language, "alpha"),
    )
    rows = tuple(Row(_code(one, start, frame, language)) for one in found)
    never = [code for code, facts in frame.codes.items() if facts.codable and not report.of("code", code)]
    notes = [word("code_note", language)]
    if never:
        notes.append(word("nobody", language, codes=", ".join(never)))
    return Table(word("each_code", language), columns, rows, tuple(notes), "codes")


def _code(one: Compared, start: float, frame: CodingFrame, language: str) -> tuple[Cell, ...]:
    values = {estimate.name: estimate.value for estimate in one.estimates}
    percent = values["percent"]
    return (
        _category(one.about, language), _label(one.about, frame, language), one.given,
        None if percent is None else 100 * percent, one.positive, one.negative, values["ac"],
        values.get("cohen", values.get("conger")), values["alpha"], _span(one["alpha"], start), *_drawn(one["alpha"]),
    )  # fmt: skip


def _label(code: str, frame: CodingFrame, language: str) -> str:
    own = {NONE: "none", UNCODABLE: "uncodable"}
    if code in frame.codes:
        return frame.codes[code].label.into(language)
    return word(own[code], language) if code in own else ""


def _category(name: str, language: str) -> str:
    return word(_CATEGORIES[name], language) if name in _CATEGORIES else name


def confusion(one: Confusion, language: str) -> Block:
    """What one coder gave against what another gave; what both gave is beside it, so that differences stand out."""
    two = len(one.coders) == 2
    first, second = one.coders if two else (word("one_coder", language), word("another", language))
    cells, places = one.cells, range(len(one.cells))
    names = [_category(name, language) for name in one.categories]
    what = one.about or word("codes", language)
    apart = [i for i in places if any(cells[i][j] or cells[j][i] for j in places if j != i)]
    if not apart:
        return Paragraph(word("never_differ" if any(map(any, cells)) else "not_compared", language, about=what))
    columns = [Column("given", first), Column("both", word("both", language), "count")]
    columns += [Column(f"by[{one.categories[j]}]", names[j], "count", None, second, shaded=True) for j in apart]
    rows = [Row((names[i], cells[i][i], *(None if i == j else cells[i][j] for j in apart))) for i in apart]
    notes = [word("darker", language)]
    if len(apart) < len(places):
        alike = ", ".join(names[i] for i in places if i not in apart)
        notes.append(word("alike", language, codes=alike))
    if not one.about:
        notes.append(word("against_each", language))
    if not two:
        notes.append(word("all_pairs", language))
    title = word("confusion", language, about=what)
    return Table(title, tuple(columns), tuple(rows), tuple(notes), f"confusion[{one.about or 'codes'}]")


def marked(report: Report, language: str) -> Table:
    """How far coders marked the same words for a code."""
    columns = (
        Column("code", word("code", language)),
        Column("answers", word("both_marked", language), "count"),
        Column("marks", word("marks", language), "count"),
        Column("met", word("met", language), "percent"),
        Column("common", word("common", language), "percent"),
    )
    rows = [Row((one.code, one.answers, one.marks, 100 * one.met, 100 * one.common)) for one in report.marked]
    return Table(word("marked_for", language), columns, tuple(rows), (word("marked_note", language),), "marked")


def again(report: Report, language: str) -> Table:
    """How each coder judged answers in the same words."""
    columns = (
        Column("coder", word("coder", language)),
        Column("wordings", word("judged_again", language), "count"),
        Column("alike", word("judged_same", language), "count"),
        Column("percent", "%", "percent"),
        Column("alpha", word("alpha_masi", language), "number", 3),
    )
    rows = [
        Row((one.coder, one.wordings, one.alike, 100 * one.alike / one.wordings, one.alpha.value))
        for one in report.repeated
    ]
    return Table(word("with_self", language), columns, tuple(rows), (word("again_note", language),), "again")
