"""What a statistic was taken over, in words: filter, weight, cases left out and why."""

from collections.abc import Iterable, Iterator

from surveykit.reports.captions import caption, reason_words
from surveykit.stats.cases import FILTERED, UNKNOWN, WEIGHT_INFINITE, WEIGHT_MISSING, WEIGHT_NOT_POSITIVE, Cases, Lack


def base_of(cases: Cases, where: str, language: str) -> Iterator[str]:
    """Sentences on the cases a statistic begins with, and on those left out before."""
    lost = cases.left_out
    if where:
        unknown = lost.get(UNKNOWN, 0)
        yield caption(
            "selected_unknown" if unknown else "selected",
            language,
            n=cases.selected,
            total=cases.total,
            filter=where,
            dropped=lost.get(FILTERED, 0) + unknown,
            unknown=unknown,
        )
    else:
        yield caption("cases", language, n=cases.total)
    if cases.weight is not None:
        missing, zero = lost.get(WEIGHT_MISSING, 0), lost.get(WEIGHT_NOT_POSITIVE, 0)
        yield caption(
            "weight_dropped",
            language,
            weight=cases.weight,
            dropped=missing + zero + lost.get(WEIGHT_INFINITE, 0),
            missing=missing,
            not_positive=zero,
        )
        if lost.get(WEIGHT_INFINITE):
            yield caption("weight_infinite", language, n=lost[WEIGHT_INFINITE])
    elif cases.each:
        yield caption("weight_implied", language)


def reasons_of(missing: Iterable[Lack], language: str) -> str:
    """Counted reasons as words: `no answer 5, blank 2`."""
    counts: dict[str, int] = {}
    for lack in missing:
        counts[lack.reason] = counts.get(lack.reason, 0) + lack.n
    return ", ".join(f"{reason_words(reason, language)} {n}" for reason, n in counts.items())
