"""The page on the fieldwork: from the state of all cases to a document of tables."""

from collections.abc import Iterator, Sequence

from surveykit.fieldwork.assignment import Load
from surveykit.fieldwork.disposition import DISPOSITIONS
from surveykit.fieldwork.progress import Group, Progress
from surveykit.fieldwork.rates import RATES, percent
from surveykit.reports.document import Block, Document, Facts, Paragraph
from surveykit.reports.fieldwork.words import said, sort_of
from surveykit.reports.table import Bar, Cell, Column, Row, Table

NAMED = 20  # so many damaged cases are named


def page_of(progress: Progress, title: str, at: str, language: str = "en") -> Document:
    """The state of the fieldwork as a document.

    Args:
        progress: the state.
        title: of the survey.
        at: the moment it was looked at, as it is printed.
        language: of headings and notes.
    """
    blocks: list[Block] = [Facts(tuple(_facts(progress, language)))]
    if not progress.whole.cases:
        blocks = [Paragraph(said("none", language), "warning")]
    if progress.damaged:
        which = ", ".join(progress.damaged[:NAMED])
        blocks.append(Paragraph(said("damaged", language, n=len(progress.damaged), which=which), "warning"))
    if progress.whole.cases:
        blocks.append(_outcomes(progress, language))
    if progress.strata:
        titled = said("by", language, by=progress.stratum)
        blocks.append(_groups(progress, progress.strata, (titled, progress.stratum, "not_known"), "strata", language))
    if progress.interviewers:
        names = (said("by_interviewer", language), said("interviewer", language), "nobody")
        blocks.append(_groups(progress, progress.interviewers, names, "interviewers", language))
    if progress.quotas:
        blocks.append(_quotas(progress, language))
    if progress.days:
        blocks.append(_days(progress, language))
    if progress.whole.cases:
        blocks.append(_rates(progress, language))
    heading = said("fieldwork", language)
    return Document(
        f"{heading}: {title}" if title else heading, tuple(blocks), language, said("as_of", language, at=at)
    )


def loads(found: Sequence[Load], language: str = "en") -> Document:
    """How much each interviewer has to do, as a document."""
    columns = (
        Column("interviewer", said("interviewer", language)),
        Column("cases", said("cases", language), "count"),
        Column("completed", said("completed", language), "count"),
        Column("open", said("open", language), "count"),
        Column("untried", said("untried", language), "count"),
        Column("attempts", said("attempts", language), "count"),
    )
    rows = [Row((_named(m.interviewer, "nobody", language), *_load(m)), "body") for m in found]
    sums = tuple(sum(column) for column in zip(*map(_load, found), strict=True)) if found else (0, 0, 0, 0, 0)
    rows.append(Row((said("all", language), *sums), "total"))
    return Document(
        said("workload", language),
        (Table(said("by_interviewer", language), columns, tuple(rows), (), "workload"),),
        language,
    )


def _load(load: Load) -> tuple[int, ...]:
    return (load.cases, load.completed, load.open, load.untried, load.attempts)


def _facts(progress: Progress, language: str) -> Iterator[tuple[str, str]]:
    whole = progress.whole
    yield said("cases", language), f"{whole.cases:,}"
    yield said("tried", language), _of(whole.tried, whole.cases)
    yield said("attempts", language), f"{whole.attempts:,}"
    yield said("completed", language), _of(whole.completed, whole.cases)
    if whole.partial:
        yield said("partial", language), _of(whole.partial, whole.cases)
    rate = whole.rate("RR1")
    if rate is not None:
        rates = [found for group in progress.strata if (found := group.rate("RR1")) is not None]
        low, high = (percent(end) for end in (min(rates, default=0), max(rates, default=0)))
        spread = f"; {said('between', language, low=low, high=high, by=progress.stratum)}" if len(rates) > 1 else ""
        yield f"{said('response_rate', language)} (RR1)", f"{percent(rate)} %{spread}"


def _of(part: int, whole: int) -> str:
    return f"{part:,} ({percent(part / whole)} %)" if whole else f"{part:,}"


def _rates(progress: Progress, language: str) -> Table:
    columns = (
        Column("rate", said("rate", language)),
        Column("sort", ""),
        Column("formula", said("formula", language)),
        Column("percent", said("percent", language), "percent"),
    )
    rows = tuple(
        Row((rate.name, sort_of(rate.sort, language), rate.formula, _percent(progress.whole, rate.name, progress.e)))
        for rate in RATES
    )
    e = said("e_given" if progress.e_given else "e_estimated", language, e=f"{progress.e:.4g}")
    return Table(said("rates", language), columns, rows, (said("letters", language), e), "rates")


def _percent(group: Group, name: str, e: float) -> float | None:
    rate = group.rate(name, e)
    return None if rate is None else 100 * rate


def _outcomes(progress: Progress, language: str) -> Table:
    columns = (
        Column("code", said("code", language)),
        Column("outcome", said("outcome", language)),
        Column("group", said("counts_as", language)),
        Column("cases", said("cases", language), "count"),
        Column("share", said("share", language), "percent"),
        Column("bar", ""),
    )
    whole = progress.whole.cases
    rows = [
        Row((code, found.words.into(language), found.group, n, 100 * n / whole, Bar(n / whole)))
        for code, n in progress.outcomes.items()
        for found in [DISPOSITIONS[code]]
    ]
    rows.append(Row((said("all", language), "", "", whole, 100.0, None), "total"))
    return Table(
        said("outcomes", language),
        columns,
        tuple(rows),
        (said("as_if", language), said("unfinished", language)),
        "outcomes",
    )


def _groups(progress: Progress, groups: Sequence[Group], names: tuple[str, str, str], key: str, language: str) -> Table:
    """Cases, outcomes and rates, a row a group, and all cases in the last.

    `names` are the title, the heading of the groups, and the word for the group that has no name.
    """
    title, heading, nameless = names
    counted = ("cases", "tried", "completed", "partial", "refused", "noncontact", "other", "unknown", "ineligible")
    rates = said("rates_percent", language)
    columns = (
        Column("name", heading),
        *(Column(name, said(name, language), "count") for name in counted),
        Column("RR1", "RR1", "percent", group=rates),
        Column("bar", "", group=rates),
        *(Column(name, name, "percent", group=rates) for name in ("RR3", "COOP1", "REF1", "CON1")),
    )
    rows = [Row((_named(g.name, nameless, language), *_cells(g, progress.e))) for g in groups]
    rows.append(Row((said("all", language), *_cells(progress.whole, progress.e)), "total"))
    return Table(title, columns, tuple(rows), (), key)


def _cells(group: Group, e: float) -> tuple[Cell, ...]:
    c = group.counts
    rr1, rr3, coop1, ref1, con1 = (_percent(group, name, e) for name in ("RR1", "RR3", "COOP1", "REF1", "CON1"))
    counted = (group.cases, group.tried, c.I, c.P, c.R, c.NC, c.O, c.unknown, c.NE)
    return (*counted, rr1, None if rr1 is None else Bar(rr1 / 100), rr3, coop1, ref1, con1)


def _named(name: str, nameless: str, language: str) -> str:
    return name or said(nameless, language)


def _quotas(progress: Progress, language: str) -> Table:
    columns = (
        Column("quota", said("quota", language)),
        Column("wanted", said("wanted", language), "count"),
        Column("completed", said("completed", language), "count"),
        Column("left", said("left", language), "count"),
        Column("bar", ""),
    )
    rows = tuple(
        Row((q.name, q.wanted, q.completed, max(q.wanted - q.completed, 0), Bar(min(q.completed / (q.wanted or 1), 1))))
        for q in progress.quotas
    )
    return Table(said("quotas", language), columns, rows, (), "quotas")


def _days(progress: Progress, language: str) -> Table:
    columns = (
        Column("day", said("day", language)),
        Column("attempts", said("attempts", language), "count"),
        Column("completed", said("completed", language), "count"),
        Column("so_far", said("so_far", language), "count"),
        Column("bar", ""),
    )
    whole = progress.whole.cases
    rows = tuple(Row((d.day, d.attempts, d.completed, d.so_far, Bar(d.so_far / whole))) for d in progress.days)
    return Table(said("days", language), columns, rows, (), "days")
