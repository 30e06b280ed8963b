"""Figures of coding as lines of the screen: how far coders are, how consistent, and how far they agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveykit.coding.consistency import Consistency
from surveykit.coding.disagreement import Verdict
from surveykit.coding.progress import Progress
from surveykit.tui.draft import shortened
from surveykit.tui.field.figures import Row, in_percent, table
from surveykit.tui.lines import Line, Piece, paragraph
from surveykit.tui.words import say

MOST = 100  # groups of answers with the same words that are listed


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far coders agree in one thing; what is not known is None.

    Args:
        what: the question, or the group made of its codes, as people read it.
        answers: the answers that two or more of them judged.
        coders: how many coders.
        percent: the share of pairs of judgements that are the same, from 0 to 1.
        kappa: Cohen's kappa, or Fleiss' where there are more than two coders.
        alpha: Krippendorff's alpha.
        low: the lower end of the 95 % interval of alpha.
        high: the upper end.
    """

    what: str
    answers: int
    coders: int
    percent: float | None = None
    kappa: float | None = None
    alpha: float | None = None
    low: float | None = None
    high: float | None = None


def progress(found: Sequence[Progress], language: str, width: int) -> list[Line]:
    """Each coder in each batch: what was given, what is judged, and how."""
    if not found:
        return _said(say(language, "no_progress"), width)
    rows = []
    for each in found:
        name = " · ".join(part for part in (each.coder, each.batch) if part)
        numbers = (each.given, each.given - each.left, each.none, each.uncodable, each.left)
        share = 1 - each.left / each.given if each.given else None
        rows.append(Row(name, (*(f"{n:,}" for n in numbers), in_percent(each.given - each.left, each.given)), share))
    words = ("board_given", "board_judged", "board_none", "board_uncodable", "board_left")
    return table((say(language, "board_coder"), (*(say(language, word) for word in words), "%")), rows, width)


def consistency(found: Sequence[Consistency], language: str, width: int) -> list[Line]:
    """The share of groups of the same words that were coded in one way, and the groups that were not."""
    if not any(each.groups for each in found):
        return _said(say(language, "no_duplicates"), width)
    rows = []
    for each in found:
        name = each.coder or say(language, "board_all_coders")
        numbers = (len(each.groups), len(each.differing), len(each.groups) - each.one_by_one)
        shares = (_percent(each.share), _percent(each.share_one_by_one))
        rows.append(Row(name, (*(f"{n:,}" for n in numbers), *shares), each.share))
    words = ("board_groups", "board_differing", "board_at_once", "board_consistent", "board_one_by_one")
    lines = table((say(language, "board_coder"), [say(language, word) for word in words]), rows, width)
    lines += [(), *_said(say(language, "about_consistency"), width)]
    for group in found[0].differing[:MOST]:
        lines += [(), (Piece(" ≠ ", "hard"), Piece(shortened(" ".join(group.text.split()), width - 4), "answer"))]
        for verdict, codings in group.judged.items():
            who = ", ".join(f"{coding.coder} {_case(coding.unit)}" for coding in codings)
            said = f"{_codes(verdict, language)}: {who}"
            lines += paragraph(said, width - 1, indent="     ")
    return lines


def agreement(found: Sequence[Agreed], language: str, width: int) -> list[Line]:
    """How far coders agree, question by question."""
    if not found:
        return _said(say(language, "no_agreement"), width)
    rows = []
    for each in found:
        coefficients = (*map(_coefficient, (each.kappa, each.alpha)), _between(each))
        rows.append(Row(each.what, (f"{each.answers:,}", str(each.coders), _percent(each.percent), *coefficients)))
    headings = ("n", say(language, "board_coders"), "%", "kappa", "alpha", "95 %")
    return [
        *table((say(language, "board_agreement").capitalize(), headings), rows, width),
        (),
        *_said(say(language, "about_agreement"), width),
    ]


def _said(words: str, width: int) -> list[Line]:
    return [(Piece(" "), *line) for line in paragraph(words, width - 2)]


def _codes(verdict: Verdict, language: str) -> str:
    return " ".join(verdict.codes) or say(language, f"judged_{verdict.outcome}")


def _case(unit: str) -> str:
    return unit.partition("/")[2]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _coefficient(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _between(each: Agreed) -> str:
    return "–" if each.low is None or each.high is None else f"{each.low:.3f} – {each.high:.3f}"
