"""The page of agreement: what was compared, every coefficient with its intervals, and where coders differ."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from surveykit.agreement.estimate import Estimate
from surveykit.agreement.report import Compared, Confusion, Report
from surveykit.agreement.views import NONE, UNCODABLE
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.reports.document import Block, Document, Facts, Heading, Paragraph
from surveykit.reports.plural import Counted
from surveykit.reports.table import Cell, Column, Row, Span, Table

NAMES = {
    "percent": "Percent agreement",
    "cohen": "Cohen's kappa",
    "conger": "Conger's kappa",
    "scott": "Scott's pi",
    "fleiss": "Fleiss' kappa",
    "alpha": "Krippendorff's alpha, nominal",
    "alpha_masi": "Krippendorff's alpha, MASI",
    "alpha_jaccard": "Krippendorff's alpha, Jaccard",
    "ac": "Gwet's AC1",
    "bp": "Brennan-Prediger",
}
ASSUMES = {
    "percent": "The share of pairs of judgements that are the same. It is high by chance alone where one code is "
    "frequent or a code is rare.",
    "cohen": "Chance is that each coder gives the codes as often as that coder did, at random.",
    "conger": "Cohen's kappa for more than two: chance is the mean over pairs of coders.",
    "scott": "Chance is that both coders give the codes as often as all did together; whoever gives a code far more "
    "often than the other loses by it.",
    "fleiss": "Scott's pi for more than two coders.",
    "alpha": "As Scott and Fleiss, corrected for few judgements; takes any number of coders and gaps.",
    "alpha_masi": "Sets that overlap agree in part: Jaccard, times 1 where they are the same, 2/3 where one holds the "
    "other, 1/3 otherwise.",
    "alpha_jaccard": "Sets that overlap agree in part: the codes both gave, by the codes either gave.",
    "ac": "Chance is only in answers that are hard to judge; it stays high where one judgement prevails.",
    "bp": "Chance is that every judgement is as likely as any other.",
}
PARTS = {"overall": "The codes of an answer", "wordings": "The codes, each wording once"}
WHOLE = (
    Column("coefficient", "Coefficient"),
    Column("value", "Value", "number", 3),
    Column("drawn", "{start:g} to 1"),
    Column("drawn_low", "from", "number", 3, "95 %, by resampling"),
    Column("drawn_high", "to", "number", 3, "95 %, by resampling"),
    Column("error", "Std. error", "number", 3, "By formula"),
    Column("low", "from", "number", 3, "By formula"),
    Column("high", "to", "number", 3, "By formula"),
    Column("observed", "Observed", "number", 3, "Agreement"),
    Column("expected", "By chance", "number", 3, "Agreement"),
)
PAIRS = (
    Column("pair", "Coders"),
    Column("units", "Answers", "count"),
    Column("percent", "Agree %", "percent"),
    Column("cohen", "Cohen's kappa", "number", 3),
    Column("alpha", "Alpha", "number", 3),
    Column("alpha_masi", "Alpha, MASI", "number", 3),
    Column("ac", "AC1", "number", 3),
    Column("drawn", "Kappa, {start:g} to 1"),
    Column("drawn_low", "from", "number", 3, "Kappa, by resampling"),
    Column("drawn_high", "to", "number", 3, "Kappa, by resampling"),
)
CODES = (
    Column("code", "Code"),
    Column("label", "Label"),
    Column("given", "Given", "count"),
    Column("percent", "Agree %", "percent"),
    Column("positive", "that it is", "number", 2, "Agreement"),
    Column("negative", "that it is not", "number", 2, "Agreement"),
    Column("ac", "AC1", "number", 3),
    Column("kappa", "Kappa", "number", 3),
    Column("alpha", "Alpha", "number", 3),
    Column("drawn", "Alpha, {start:g} to 1"),
    Column("drawn_low", "from", "number", 3, "Alpha, by resampling"),
    Column("drawn_high", "to", "number", 3, "Alpha, by resampling"),
)
CODE_NOTE = (
    "Given: in how many of the judgements. Agreement that it is (or is not): the chance that another coder gives the "
    "code (or does not) where one does (or does not)."
)
CAUTION = (
    "Some call a kappa above .6 substantial and above .8 almost perfect (Landis and Koch 1977), and rely on an alpha "
    "of .8, or .667 for tentative conclusions (Krippendorff 2019). These are conventions: they know neither how often "
    "the codes occur nor what a wrong one costs, and other coefficients have other scales. Look at the lower end of "
    "the interval, and at the codes the question of the study rests on."
)
INTERVALS = (
    "Intervals by resampling are percentiles over answers drawn with replacement; where coders never differ they have "
    "no width, which says that nothing is known of how much they might differ elsewhere."
)

POOLED = (
    "Several questions are compared together: where one gets other codes than another, chance agrees less over all of "
    "them than in each, and the coefficients of all are higher. Report those of each question."
)


def agreement(report: Report, frame: CodingFrame, language: str = "en") -> Document:
    """A report of agreement as a document; labels of codes in a language of the frame."""
    blocks: list[Block] = [Facts(tuple(_facts(report)))]
    blocks += [Paragraph(said, "warning") for said in _warnings(report)]
    blocks += [Heading("On the whole", anchor="whole"), _whole(report)]
    if pairs := report.of("pair"):
        blocks += [Heading("Pairs of coders", anchor="pairs"), _pairs(pairs)]
    blocks += [Heading("Codes", anchor="codes"), _codes(report, frame, language)]
    blocks += [Heading("Where coders differ", anchor="differ")]
    blocks += [_confusion(one) for one in report.confusions]
    if report.marked:
        blocks += [Heading("The words marked", anchor="marked"), _marked(report)]
    if report.repeated:
        blocks += [Heading("The same words again", anchor="again"), _again(report)]
    blocks += [Heading("How to read it", anchor="read"), *_reading(report)]
    version = f", version {report.version}" if report.version else ""
    title = frame.title.into(language) or report.frame
    return Document("Agreement of coders", tuple(blocks), subtitle=f"{title} ({report.frame}{version})")


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    pairs = report.overall.pairs
    gaps = report.answers * len(report.coders) - report.judgements
    yield "Coders", ", ".join(report.coders)
    yield "Questions", ", ".join(report.settings.questions)
    yield "Answers compared", f"{report.answers}, judged by two coders or more"
    yield "Judgements", f"{report.judgements}, in {pairs} pairs; {gaps} missing"
    yield "None of the codes applies", _counted(report.none, "compared like any other")
    if report.settings.uncodable == "value":
        yield "Uncodable", _counted(report.uncodable, "compared as a judgement of its own")
    else:
        yield "Uncodable", _counted(report.left.uncodable, "left out")
    yield "Left out", "; ".join(_left(report)) or "nothing"
    yield "Resampling", f"{report.settings.replicates} draws, seed {report.settings.seed}"


def _counted(number: int, how: str) -> str:
    return f"{number} {Counted(number):judgement|judgements}, {how}"


def _left(report: Report) -> Iterator[str]:
    left = report.left
    for number, said in (
        (left.once, "{n} {n:answer|answers} that one coder judged"),
        (left.never, "{n} {n:answer|answers} that nobody judged"),
        (left.other, "{n} {n:answer|answers} to other questions"),
        (left.open, "{n} {n:coding|codings} from batches that were not blind"),
        (left.changed, "{n} {n:coding|codings} of words that are others now"),
    ):
        if number:
            yield said.format(n=Counted(number))


def _warnings(report: Report) -> Iterator[str]:
    if report.unknown:
        yield f"The frame does not have {', '.join(report.unknown)}; compared as they stand."
    for one in report.compared:
        undefined = max((e.drawn.undefined for e in one.estimates if e.drawn and e.value is not None), default=0)
        if undefined and one.part != "code":
            yield f"{_about(one)}: in {undefined} draws a coefficient was not defined; its interval is of the others."


def _about(one: Compared) -> str:
    if one.part == "question":
        return f"The codes of {one.about}"
    return PARTS.get(one.part) or (one.about or " and ".join(one.coders))


def _whole(report: Report) -> Table:
    """Every coefficient of the codes and of each group."""
    parts = [one for part in ("overall", "question", "wordings", "group") for one in report.of(part)]
    start = _start(estimate for one in parts for estimate in one.estimates)
    rows = []
    for one in parts:
        head = f"{_about(one)}: {one.units} answers, {one.pairs} pairs"
        rows.append(Row((head, *[""] * (len(WHOLE) - 1)), "heading"))
        rows += [Row(_estimate(estimate, start), indent=1) for estimate in one.estimates]
    pooled = (POOLED,) if report.of("question") else ()
    notes = {f"{NAMES[e.name]}: none, for {e.note}." for one in parts for e in one.estimates if e.note}
    return Table(
        "Agreement beyond chance", _axis(WHOLE, start), tuple(rows), (*pooled, INTERVALS, *sorted(notes)), "whole"
    )


def _estimate(estimate: Estimate, start: float) -> tuple[Cell, ...]:
    low, high = _drawn(estimate)
    return (
        NAMES[estimate.name], estimate.value, _span(estimate, start), low, high, estimate.error, estimate.low,
        estimate.high, estimate.observed, None if estimate.name == "percent" else estimate.expected,
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


def _axis(columns: tuple[Column, ...], start: float) -> tuple[Column, ...]:
    """The columns, with the ends of the axis over the intervals that are drawn."""
    return tuple(replace(column, heading=column.heading.format(start=start)) for column in columns)


def _pairs(pairs: Iterable[Compared]) -> Table:
    """The agreement of every two coders, on the codes and on each group."""
    found = list(pairs)
    start = _start(one["cohen"] for one in found)
    rows = []
    for about in dict.fromkeys(one.about for one in found):
        rows.append(Row((about or PARTS["overall"], *[""] * (len(PAIRS) - 1)), "heading"))
        rows += [Row(_pair(one, start), indent=1) for one in found if one.about == about]
    return Table("Two by two", _axis(PAIRS, start), tuple(rows), key="pairs")


def _pair(one: Compared, start: float) -> tuple[Cell, ...]:
    values = {estimate.name: estimate.value for estimate in one.estimates}
    percent = values["percent"]
    return (
        " and ".join(one.coders), one.units, None if percent is None else 100 * percent, values["cohen"],
        values["alpha"], values.get("alpha_masi"), values["ac"], _span(one["cohen"], start), *_drawn(one["cohen"]),
    )  # fmt: skip


def _codes(report: Report, frame: CodingFrame, language: str) -> Table:
    """The agreement on whether each code was given."""
    found = report.of("code")
    start = _start(one["alpha"] for one in found)
    rows = []
    for one in found:
        values = {estimate.name: estimate.value for estimate in one.estimates}
        kappa = values.get("cohen", values.get("conger"))
        percent = values["percent"]
        rows.append(
            Row((
                one.about, _label(one.about, frame, language), one.given, None if percent is None else 100 * percent,
                one.positive, one.negative, values["ac"], kappa, values["alpha"], _span(one["alpha"], start),
                *_drawn(one["alpha"]),
            ))
        )  # fmt: skip
    never = [code for code, facts in frame.codes.items() if facts.codable and not report.of("code", code)]
    notes = (CODE_NOTE, f"Nobody gave {', '.join(never)}.") if never else (CODE_NOTE,)
    return Table("Each code as given or not", _axis(CODES, start), tuple(rows), notes, "codes")


def _label(code: str, frame: CodingFrame, language: str) -> str:
    own = {NONE: "None of the codes applies", UNCODABLE: "Cannot be coded"}
    return frame.codes[code].label.into(language) if code in frame.codes else own.get(code, "")


def _confusion(one: Confusion) -> Block:
    """What one coder gave against what another gave; what both gave is beside it, so that differences stand out."""
    first, second = one.coders if len(one.coders) == 2 else ("One coder", "Another coder")
    cells = one.cells
    places = range(len(cells))
    apart = [i for i in places if any(cells[i][j] or cells[j][i] for j in places if j != i)]
    if not any(map(any, cells)):
        return Paragraph(f"{one.about or 'Codes'}: nothing to compare.")
    if not apart:
        return Paragraph(f"{one.about or 'Codes'}: the coders never differ.")
    columns = [Column("given", first), Column("both", "Both", "count")]
    columns += [
        Column(f"by[{one.categories[j]}]", one.categories[j], "count", None, second, shaded=True) for j in apart
    ]
    rows = [Row((one.categories[i], cells[i][i], *(None if i == j else cells[i][j] for j in apart))) for i in apart]
    notes = ["The darker a cell, the more often coders differed so."]
    if len(apart) < len(places):
        alike = ", ".join(one.categories[i] for i in places if i not in apart)
        notes.append(f"Not shown, for coders never differed on it: {alike}.")
    if not one.about:
        notes.append("A code only one coder gave stands against each code only the other gave.")
    if len(one.coders) > 2:
        notes.append("All pairs of coders together; each difference stands in two cells.")
    title = f"{one.about or 'Codes'}: what one coder gave and what the other did"
    return Table(title, tuple(columns), tuple(rows), tuple(notes), f"confusion[{one.about or 'codes'}]")


def _marked(report: Report) -> Table:
    columns = (
        Column("code", "Code"),
        Column("answers", "Both marked words", "count"),
        Column("marks", "Marks", "count"),
        Column("met", "that overlap %", "percent"),
        Column("common", "Characters in common %", "percent"),
    )
    rows = [Row((one.code, one.answers, one.marks, 100 * one.met, 100 * one.common)) for one in report.marked]
    note = "Of answers where both of two coders gave the code and marked words for it."
    return Table("Words marked for the same code", columns, tuple(rows), (note,), "marked")


def _again(report: Report) -> Table:
    columns = (
        Column("coder", "Coder"),
        Column("wordings", "Wordings judged again", "count"),
        Column("alike", "Judged the same", "count"),
        Column("percent", "%", "percent"),
        Column("alpha", "Alpha, MASI", "number", 3),
    )
    rows = [
        Row((one.coder, one.wordings, one.alike, 100 * one.alike / one.wordings, one.alpha.value))
        for one in report.repeated
    ]
    note = "Answers in the same words but for case and signs; those one key press judged together count once."
    return Table("Each coder, of the same words", columns, tuple(rows), (note,), "again")


def _reading(report: Report) -> Iterator[Block]:
    used = dict.fromkeys(estimate.name for one in report.compared for estimate in one.estimates)
    yield Facts(tuple((NAMES[name], ASSUMES[name]) for name in NAMES if name in used))
    how = "Sets of codes are the same where every code is." if report.several else "An answer has one code."
    chance = (
        "for Gwet's and Brennan and Prediger's chance the sets that were given are all there are"
        if report.several
        else "for Gwet's and Brennan and Prediger's chance every code of the frame could have been given"
    )
    yield Paragraph(
        f"{how} Whoever has not judged an answer neither agrees nor differs; {chance}. Errors by formula are those of "
        "Gwet (2014); of Cohen's kappa that of Fleiss, Cohen and Everitt (1969).",
        "note",
    )
    yield Paragraph(CAUTION, "note")
