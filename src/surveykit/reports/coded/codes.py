"""Codes counted on paper: by wave, by coder, and two by two."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.coding.retrieval.together import Frequencies, Pair, frequencies, pairs
from surveykit.coding.unit import Unit
from surveykit.derive.held import Held
from surveykit.derive.lacking import missing_codes
from surveykit.reports.coded.words import said
from surveykit.reports.document import Block, Document, Heading, Paragraph
from surveykit.reports.table import Cell, Column, Row, Table

MOST_PAIRS = 30
_NEAR_CHANCE = 0.1  # a lift so near to 1 is none
Answers = Sequence[tuple[Unit, Sequence[str]]]


def codes_page(
    codings: Codings,
    frame: CodingFrame,
    held: Mapping[str, Held],
    language: str = "en",
    *,
    whose: str = "",
    more: Sequence[Block] = (),
) -> Document:
    """How often codes were given: in all or by wave, by coder, and together.

    Args:
        codings: what was coded.
        frame: the codes.
        held: the codes that hold of each answer, and why others have none.
        language: of labels.
        whose: whose codes these are, in a sentence.
        more: what follows, such as codes by a closed variable.
    """
    answers = [(codings.units[unit], one.codes) for unit, one in held.items() if not one.reason]
    blocks: list[Block] = [Paragraph(f"{_base(held, language)} {whose}".strip(), "note")]
    if answers:
        blocks += [Heading(said("frequencies", language)), _by_wave(codings, frame, held, language)]
    if len(codings.coders) > 1:
        blocks += [Heading(said("by_coder", language)), _by_coder(codings, frame, language)]
    if frame.several and answers:
        blocks += [Heading(said("together", language)), *_together(answers, frame, language)]
    return Document(said("codes", language), (*blocks, *more), language, frame.title.into(language))


def _base(held: Mapping[str, Held], language: str) -> str:
    """How many answers there are, and why some have no codes."""
    lacking = Counter(one.reason for one in held.values() if one.reason)
    if not lacking:
        return said("all_coded", language, n=len(held))
    why = ", ".join(f"{_why(reason, language)} {count}" for reason, count in lacking.most_common())
    return said("base", language, n=len(held), coded=len(held) - sum(lacking.values()), why=why)


def _why(reason: str, language: str) -> str:
    return next(code.label for code in missing_codes([reason], "text") if code.missing == reason).into(language)


def _by_wave(codings: Codings, frame: CodingFrame, held: Mapping[str, Held], language: str) -> Table:
    """Codes with narrower ones beneath, then nets, then why answers have none; each wave beside the others."""
    waves = sorted({codings.units[unit].wave for unit in held})
    columns: list[Column] = []
    cells, base, reasons = dict[str, list[Cell]](), list[Cell](), dict[str, list[Cell]]()
    lacking = {one.reason for one in held.values() if one.reason}
    for wave in waves:
        here = {unit: one for unit, one in held.items() if codings.units[unit].wave == wave}
        counted = frequencies([(codings.units[u], one.codes) for u, one in here.items() if not one.reason], frame)
        columns += _counting(wave, language)
        for key, found in _counts(counted, frame).items():
            share = 100 * found[1] / counted.base.cases if counted.base.cases else None
            cells.setdefault(key, []).extend((*found, share))
        base += [counted.base.answers, counted.base.cases, 100.0 if counted.base.cases else None]
        why = Counter(one.reason for one in here.values())
        cases = {
            reason: len({codings.units[u].case for u, one in here.items() if one.reason == reason})
            for reason in lacking
        }
        for reason in lacking:
            reasons.setdefault(reason, []).extend((why[reason], cases[reason], None))
    rows = [_row(frame, key, line, language) for key, line in cells.items()]
    rows.append(Row(("", said("with_codes", language), *base), "total"))
    rows += [Row(("", _why(reason, language), *line), "missing") for reason, line in sorted(reasons.items())]
    notes = [said("several", language)] if frame.several else []
    notes.append(said("of_coded", language))
    heads = (*_heads(language), *columns)
    return Table(said("with_each", language), heads, tuple(rows), tuple(notes), "frequencies")


def _heads(language: str) -> tuple[Column, Column]:
    return Column("code", said("code", language)), Column("label", said("label", language))


def _counting(wave: str, language: str) -> Iterator[Column]:
    at = f"[{wave}]" if wave else ""
    yield Column(f"answers{at}", said("answers", language), "count", group=wave)
    yield Column(f"cases{at}", said("cases", language), "count", group=wave)
    yield Column(f"percent{at}", said("of_cases", language), "percent", 1, wave)


def _counts(counted: Frequencies, frame: CodingFrame) -> dict[str, tuple[int, int]]:
    """Answers and cases of each code and net; a net behind a colon, which no code has."""
    found = {code: (counted.codes[code].answers, counted.codes[code].cases) for code in frame.codes}
    return found | {f":{net}": (one.answers, one.cases) for net, one in counted.nets.items()}


def _row(frame: CodingFrame, key: str, line: Sequence[Cell], language: str) -> Row:
    if key.startswith(":"):
        return Row((key[1:], said("net", language, label=frame.nets[key[1:]].label.into(language)), *line))
    return Row((key, frame.codes[key].label.into(language), *line), indent=len(frame.above(key)))


def _by_coder(codings: Codings, frame: CodingFrame, language: str) -> Table:
    """What each coder gave, of the answers that coder judged; who gives a code often and who seldom."""
    columns: list[Column] = []
    cells, base = dict[str, list[Cell]](), list[Cell]()
    for coder in codings.coders:
        own = [one for one in codings.codings.values() if one.coder == coder and one.unit in codings.units]
        counted = frequencies([(codings.units[one.unit], one.codes) for one in own], frame)
        columns += [
            Column(f"answers[{coder}]", said("answers", language), "count", group=coder),
            Column(f"percent[{coder}]", "%", "percent", 1, coder),
        ]
        for key, found in _counts(counted, frame).items():
            share = 100 * found[0] / counted.base.answers if counted.base.answers else None
            cells.setdefault(key, []).extend((found[0], share))
        base += [counted.base.answers, 100.0 if own else None]
    rows = [_row(frame, key, line, language) for key, line in cells.items()]
    rows.append(Row(("", said("judged", language), *base), "total"))
    notes = (said("own_codes", language),)
    return Table(said("each_gave", language), (*_heads(language), *columns), tuple(rows), notes, "by_coder")


def _together(answers: Answers, frame: CodingFrame, language: str) -> Iterator[Block]:
    """The matrix of codes that were given, and the pairs that stand together most."""
    given = Counter(code for _, codes in answers for code in set(codes))
    codes = [code for code in frame.codes if given[code]]
    found = pairs([codes_of for _, codes_of in answers], codes)
    both = {**found, **{(other, one): pair for (one, other), pair in found.items()}}
    columns = [Column(f"with[{code}]", code, "count", shaded=True) for code in codes]
    rows = [
        Row((code, frame.codes[code].label.into(language), given[code],
             *(None if one == code else both[code, one].both for one in codes)))
        for code in codes
    ]  # fmt: skip
    heads = (*_heads(language), Column("n", said("answers", language), "count"), *columns)
    yield Table(said("both", language), heads, tuple(rows), (), "together")
    most = sorted((pair for pair in found.values() if pair.both), key=lambda pair: -pair.both)
    if most:
        yield _pairs(most, language)
    else:
        yield Paragraph(said("no_pair", language), "note")


def _pairs(most: Sequence[Pair], language: str) -> Table:
    columns = (
        Column("one", said("code", language)),
        Column("other", said("with", language)),
        Column("both", said("both", language), "count"),
        Column("jaccard", "Jaccard", "number", 2),
        Column("lift", "Lift", "number", 2),
        Column("said", said("together", language)),
    )
    rows = (
        Row((pair.one, pair.other, pair.both, pair.jaccard, pair.lift, in_words(pair.lift, language)))
        for pair in most[:MOST_PAIRS]
    )
    notes = [said("jaccard", language), said("lift", language)]
    notes += [said("cut", language, n=len(most), shown=MOST_PAIRS)] if len(most) > MOST_PAIRS else []
    return Table(said("pairs", language), columns, tuple(rows), tuple(notes), "pairs")


def in_words(lift: float | None, language: str = "en") -> str:
    """A lift as people say it.

    Example:
        >>> in_words(2.0), in_words(1.04), in_words(0.4)
        ('2.0 times as often as by chance', 'as often as by chance', 'less often than by chance (0.4 times)')
    """
    if lift is None:
        return ""
    key = "as_chance" if abs(lift - 1) <= _NEAR_CHANCE else "seldom" if lift < 1 else "often"
    return said(key, language, lift=lift)
