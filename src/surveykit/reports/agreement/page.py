"""The page of agreement: what was compared, every coefficient with its intervals, and where coders differ."""

from collections.abc import Iterator

from surveykit.agreement.report import Report
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.reports.agreement import tables
from surveykit.reports.agreement.coefficients import ASSUMES, NAMES, named
from surveykit.reports.agreement.words import word
from surveykit.reports.captions import in_language
from surveykit.reports.document import Block, Document, Facts, Heading, Paragraph


def agreement(report: Report, frame: CodingFrame, language: str = "en") -> Document:
    """A report of agreement as a document; headings speak English, Norwegian, Italian or Russian.

    Args:
        report: the agreement.
        frame: the coding frame, for the labels of codes.
        language: of labels, headings and notes, one of the frame's.
    """
    blocks: list[Block] = [Facts(tuple(_facts(report, language)))]
    blocks += [Paragraph(said, "warning") for said in _warnings(report, language)]
    blocks += [_heading("whole", language), tables.whole(report, language)]
    if pairs := report.of("pair"):
        blocks += [_heading("pairs", language), tables.pairs(pairs, language)]
    blocks += [_heading("codes", language), tables.codes(report, frame, language), _heading("differ", language)]
    blocks += [tables.confusion(one, language) for one in report.confusions]
    if report.marked:
        blocks += [_heading("marked", language), tables.marked(report, language)]
    if report.repeated:
        blocks += [_heading("again", language), tables.again(report, language)]
    blocks += [_heading("read", language), *_reading(report, language)]
    of = ", ".join((report.frame, *([word("version", language, version=report.version)] if report.version else ())))
    title = frame.title.into(language) or report.frame
    return Document(word("title", language), tuple(blocks), language, f"{title} ({of})")


def _heading(key: str, language: str) -> Heading:
    return Heading(word(key, language), anchor=key)


def _facts(report: Report, language: str) -> Iterator[tuple[str, str]]:
    def said(key: str, what: str, **parts: object) -> tuple[str, str]:
        return word(key, language), word(what, language, **parts)

    gaps = report.answers * len(report.coders) - report.judgements
    yield word("coders", language), ", ".join(report.coders)
    yield word("questions", language), ", ".join(report.settings.questions)
    if report.settings.batches:
        yield word("batches", language), ", ".join(report.settings.batches)
    yield said("compared", "by_two", n=report.answers)
    yield said("judgements", "in_pairs", n=report.judgements, pairs=report.overall.pairs, gaps=gaps)
    yield said("none", "like_other", n=report.none)
    if report.settings.uncodable == "value":
        yield said("uncodable", "of_its_own", n=report.uncodable)
    else:
        yield said("uncodable", "not_taken", n=report.left.uncodable)
    yield word("left_out", language), "; ".join(_left(report, language)) or word("nothing", language)
    seed = str(report.settings.seed)
    yield said("resampling", "draws", n=report.settings.replicates, seed=seed)


def _left(report: Report, language: str) -> Iterator[str]:
    for key in ("once", "never", "other", "open", "changed"):
        if number := getattr(report.left, key):
            yield word(key, language, n=number)


def _warnings(report: Report, language: str) -> Iterator[str]:
    if report.unknown:
        yield word("not_in_frame", language, codes=", ".join(report.unknown))
    for one in report.compared:
        undefined = max((e.drawn.undefined for e in one.estimates if e.drawn and e.value is not None), default=0)
        if undefined and one.part != "code":
            yield word("undefined", language, about=tables.about(one, language), n=undefined)


def _reading(report: Report, language: str) -> Iterator[Block]:
    used = {estimate.name for one in report.compared for estimate in one.estimates}
    yield Facts(
        tuple(
            (named(name, language), in_language(ASSUMES, name, language))
            for name in NAMES
            if name in used & ASSUMES.keys()
        )
    )
    how, chance = ("sets_same", "sets_given") if report.several else ("one_code", "codes_there")
    said = word("how_read", language, how=word(how, language), chance=word(chance, language))
    yield Paragraph(said, "note")
    yield Paragraph(word("caution", language), "note")
