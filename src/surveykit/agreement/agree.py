"""Agreement of coders on the answers they both judged: on the codes, on each code, on the group, of each pair."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from surveykit.agreement.alpha import Alpha
from surveykit.agreement.chance import Chance, Weighted
from surveykit.agreement.confusion import of_codes, of_groups
from surveykit.agreement.estimate import Estimate
from surveykit.agreement.pair import cohen
from surveykit.agreement.ratings import Ratings, ratings
from surveykit.agreement.report import Compared, Part, Repeated, Report, Settings
from surveykit.agreement.resample import Interval, Statistic, intervals
from surveykit.agreement.sets.alpha import SetAlpha
from surveykit.agreement.spans import all_marked
from surveykit.agreement.views import (
    UNCODABLE,
    Groups,
    Judged,
    Uncodable,
    as_set,
    by_code,
    each_wording_once,
    in_groups,
    judged,
    on_scale,
    with_attribute,
)
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.coding.consistency import consistency
from surveykit.problems import DataError, Problem, Rule, listed, nearest

ONE_CODER = Rule(
    "SK730",
    "No two coders judged the same answer",
    "Agreement is a matter of two: an answer that one coder judged says nothing of it.",
    "surveykit agree ida.csv --frame frame.yaml",
    "Give some answers to a second coder, or put the codings of both into one file.",
)
NO_BATCH = Rule(
    "SK734",
    "There is no such batch",
    "The agreement on something else would be taken for that of the batch.",
    "surveykit agree coding.db --batch training, where the batches are 'batch 1' and 'batch 2'",
    "Name a batch of the store; `surveykit coding status` lists them. Tables of codings have none.",
)
NO_ATTRIBUTE = Rule(
    "SK731",
    "The frame has no such attribute",
    "The group of an answer follows from an attribute that codes of the frame have or have not.",
    "surveykit agree codings.csv --frame italian-after.yaml --attribute tangibel",
    "Correct the name, or define the attribute in the frame.",
)
NO_QUESTION = Rule(
    "SK732",
    "No answers to this question were coded",
    "Nothing would be compared.",
    "surveykit agree codings.csv --frame italian-after.yaml --question after_txt",
    "Correct the name of the question.",
)


def agree(  # noqa: PLR0913 - each is asked for
    codings: Codings,
    frame: CodingFrame,
    *,
    questions: Collection[str] = (),
    batches: Collection[str] = (),
    attribute: str | None = None,
    groups: Mapping[str, Groups] | None = None,
    uncodable: Uncodable = "value",
    replicates: int = 1000,
    seed: int = 1,
) -> Report:
    """How far coders agree, from what each of them held before anything was settled.

    Only answers that two or more coders judged are compared; everything left out is counted in the report.

    Args:
        codings: what the coders hold.
        frame: the coding frame.
        questions: the questions whose answers are compared; without them those of the frame, or all that were coded.
        batches: only what coders were given in these batches; without them everything.
        attribute: an attribute of the frame, for the agreement on whether an answer has it.
        groups: other groups that the codes lead to, such as the type of a firm: name to unit and coder to group.
        uncodable: whether "uncodable" is a judgement of its own or none.
        replicates: how often units are drawn anew for the intervals; 0 for none.
        seed: what the draws begin with; the same seed gives the same intervals.

    Raises:
        DataError: SK730, no two coders judged the same answer; SK731, SK732 or SK734, there is no such attribute,
            question or batch.
    """
    codings = _of_batches(codings, batches) if batches else codings
    asked = _asked(codings, frame, questions)
    if attribute is not None and attribute not in frame.attributes:
        hint = nearest(attribute, frame.attributes) or _those("attributes", frame.attributes)
        raise DataError(Problem(NO_ATTRIBUTE, f"the frame '{frame.name}' has no attribute '{attribute}'", hint=hint))
    made = judged(codings, asked, uncodable)
    if not made.units:
        what = f"of {len(codings.units)} answers none was judged by two coders"
        if made.left.open:
            what += f" blind; left out, since their batches were open: {made.left.open:,} codings"
        raise DataError(Problem(ONE_CODER, what, hint=ONE_CODER.mend))
    grouped = {} if attribute is None else {attribute: with_attribute(made, frame, attribute)}
    grouped |= {name: in_groups(made, group) for name, group in (groups or {}).items()}
    alone = {name: judged(codings, [name], uncodable) for name in asked} if len(asked) > 1 else {}
    views = _views(made, alone, frame, grouped, codings)
    known = {code for kind in made.sets.categories for code in kind} - {UNCODABLE}  # type: ignore[attr-defined]  # sets of codes
    return Report(
        frame.name, frame.version, frame.several, len(made.units), made.sets.coders, int(made.sets.given.sum()),
        made.none, made.uncodable, made.left, tuple(sorted(known - set(frame.codes))),
        tuple(_compared([*views], replicates, seed)),
        (of_codes(made, frame), *(of_groups(name, group) for name, group in grouped.items())),
        tuple(all_marked(made, codings, frame)),
        tuple(_repeated(codings)),
        Settings(asked, uncodable, replicates, seed, tuple(batches)),
    )  # fmt: skip


def _asked(codings: Codings, frame: CodingFrame, questions: Collection[str]) -> tuple[str, ...]:
    """The questions that are compared: those named, else those of the frame, else all."""
    held = codings.questions
    if lacking := [name for name in questions if name not in held]:
        problems = (
            (f"no answers to '{name}' were coded", nearest(name, held) or _those("questions", held)) for name in lacking
        )
        raise DataError(Problem(NO_QUESTION, what, hint=hint) for what, hint in problems)
    return codings.asked(questions or frame.questions)


def _of_batches(codings: Codings, batches: Collection[str]) -> Codings:
    """What coders were given in some batches, and what each of them made of it.

    Raises:
        DataError: SK734, there is no such batch.
    """
    known = tuple(dict.fromkeys(batch.name for batch in codings.batches))
    if lacking := [name for name in batches if name not in known]:
        raise DataError(
            Problem(NO_BATCH, f"there is no batch '{name}'", hint=nearest(name, known) or _those("batches", known))
            for name in lacking
        )
    given = {(unit, one.coder) for one in codings.batches if one.name in batches for unit in one.units}
    units = {unit for unit, _ in given}
    return replace(
        codings,
        units={name: unit for name, unit in codings.units.items() if name in units},
        codings={key: coding for key, coding in codings.codings.items() if key in given},
        independent={key: coding for key, coding in codings.independent.items() if key in given},
    )


def _those(what: str, names: Iterable[str]) -> str:
    known = list(names)
    return f"the {what} are {listed(known)}" if known else f"there are no {what}"


@dataclass(frozen=True)
class _View:
    """Something that is compared, and whether intervals are drawn for it."""

    part: Part
    about: str
    ratings: Ratings
    sets: bool = False
    drawn: bool = True
    scale: str = ""

    @cached_property
    def statistics(self) -> tuple[Chance | SetAlpha | Alpha | Weighted, ...]:
        """The coefficients."""
        if self.scale:
            return Alpha(self.ratings, self.scale), Weighted(self.ratings, self.scale)
        return (Chance(self.ratings), SetAlpha(self.ratings)) if self.sets else (Chance(self.ratings),)


def _views(
    made: Judged, alone: Mapping[str, Judged], frame: CodingFrame, grouped: Mapping[str, Ratings], codings: Codings
) -> Iterator[_View]:
    """Everything that is compared, in the order of the report; each question alone where there are several."""
    sets = _with_codes_of(frame, made.sets)
    yield _View("overall", "", sets, frame.several)
    for name, each in alone.items():
        yield _View("question", name, _with_codes_of(frame, each.sets), frame.several)
    once = each_wording_once(made, codings)
    if len(once.marks) < len(sets.marks):
        yield _View("wordings", "", Ratings(once.marks, sets.categories, sets.coders), frame.several, drawn=False)
    shared = {name: group.shared() for name, group in grouped.items()}
    placed = None if frame.several or frame.scale == "nominal" else on_scale(made, frame)
    if placed is not None:
        yield _View("scale", frame.scale, placed, scale=frame.scale)
    yield from (_View("group", name, group) for name, group in shared.items())
    if len(sets.coders) > 2:
        for pair in combinations(sets.coders, 2):
            yield _View("pair", "", sets.of(*pair), frame.several)
            if placed is not None:
                yield _View("pair", f"({frame.scale})", placed.of(*pair), scale=frame.scale)
            yield from (_View("pair", name, group.of(*pair)) for name, group in shared.items())
    yield from (_View("code", code, view) for code, view in by_code(made, frame).items())


def _with_codes_of(frame: CodingFrame, sets: Ratings) -> Ratings:
    """Where answers have one code, every code of the frame is a category, whether anybody gave it or not."""
    if frame.several:
        return sets
    codable = [frozenset({code}) for code, facts in frame.codes.items() if facts.codable]
    more = [kind for kind in codable if kind not in sets.categories]
    return Ratings(sets.marks, (*sets.categories, *more), sets.coders)


def _compared(views: list[_View], replicates: int, seed: int) -> Iterator[Compared]:
    """Every comparison; those of as many answers share their draws."""
    together: dict[int, list[tuple[int, Statistic]]] = {}
    for place, view in enumerate(views):
        if view.drawn and len(view.ratings.marks):
            together.setdefault(len(view.ratings.marks), []).extend((place, one) for one in view.statistics)
    drawn: dict[int, dict[str, Interval]] = {}
    for members in together.values():
        found = intervals([one for _, one in members], replicates, seed)
        for (place, _), interval in zip(members, found, strict=True):
            drawn.setdefault(place, {}).update(interval)
    for place, view in enumerate(views):
        yield _one(view, drawn.get(place, {}))


def _one(view: _View, drawn: Mapping[str, Interval]) -> Compared:
    made = view.ratings
    found = {name: one for statistic in view.statistics for name, one in statistic.estimates().items()}
    estimates = {name: replace(one, drawn=drawn.get(name)) for name, one in found.items()}
    if len(made.coders) == 2:
        estimates = {name: _of_two(name, one, view) for name, one in estimates.items()}
    given = positive = negative = None
    if view.part == "code":
        given = int((made.marks == 1).sum())
        positive, negative = (_specific(made, value) for value in (1, 0))
    return Compared(
        view.part, view.about, made.coders, len(made.marks), made.pairs, len(made.categories),
        tuple(estimates.values()), given, positive, negative,
    )  # fmt: skip


def _of_two(name: str, one: Estimate, view: _View) -> Estimate:
    """The coefficients of two coders by the names they have then; Cohen's with the error of Fleiss and others."""
    weighted = next((each for each in view.statistics if isinstance(each, Weighted)), None)
    if weighted is not None:
        return weighted.of_two(one)
    if name == "conger":
        return replace(cohen(view.ratings).estimate, drawn=one.drawn)
    return replace(one, name="scott") if name == "fleiss" else one


def _specific(made: Ratings, value: int) -> float | None:
    """The share of the other coders who hold a value too, where one holds it.

    Source:
        Cicchetti and Feinstein (1990), "High agreement but low kappa: II", Journal of Clinical Epidemiology 43, for
        two coders; Fleiss (1981), section 13.3, for several.
    """
    holding = (made.marks == value).sum(axis=1)
    whole = (holding * (made.given - 1)).sum()
    return float((holding * (holding - 1)).sum() / whole) if whole else None


def _repeated(codings: Codings) -> Iterator[Repeated]:
    """How each coder judged answers in the same words; what one key press judged counts once."""
    for one in consistency(codings)[1:]:
        rows, alike = [], 0
        for group in one.groups:
            by_event = {coding.event or coding.unit: coding for held in group.judged.values() for coding in held}
            kinds = [as_set(coding) for coding in by_event.values()]
            if len(kinds) > 1:
                rows.append(kinds)
                alike += len(set(kinds)) == 1
        if rows:
            most = max(map(len, rows))
            made = ratings([(*row, *[None] * (most - len(row))) for row in rows])
            yield Repeated(one.coder, len(rows), alike, SetAlpha(made).estimates()["alpha_masi"])
