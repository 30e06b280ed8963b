"""How far coders agree, as the app shows it to an adjudicator: worked out here, since the app may load no estimator."""

from collections.abc import Iterator

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.problems import DataError
from surveykit.tui.settling.figures import Agreed

REPLICATES = 200  # draws for an interval that is looked at, not published


def agreed(codings: Codings, frame: CodingFrame, language: str) -> tuple[Agreed, ...]:
    """The agreement on the codes of each question, and on each group that follows from them."""
    rows: list[Agreed] = []
    for question in codings.questions:
        try:
            rows += _of(codings, frame, question, language)
        except DataError:  # nobody judged the same answer to it
            continue
    return tuple(rows)


def _of(codings: Codings, frame: CodingFrame, question: str, language: str) -> Iterator[Agreed]:
    from surveykit.agreement.agree import agree

    for name in (None, *frame.attributes):
        draws = REPLICATES if name is None else 0
        report = agree(codings, frame, questions=[question], attribute=name, replicates=draws)
        one = report.overall if name is None else report.of("group", name)[0]
        found = {estimate.name: estimate for estimate in one.estimates}
        alpha = found.get("alpha_masi", found["alpha"])
        kappa = found.get("cohen") or found.get("fleiss")
        what = question if name is None else f"  → {frame.attributes[name].label.into(language) or name}"
        low, high = (alpha.drawn.low, alpha.drawn.high) if alpha.drawn else (alpha.low, alpha.high)
        percent = found["percent"].value
        yield Agreed(what, one.units, len(one.coders), percent, kappa.value if kappa else None, alpha.value, low, high)
