"""What differs between two codebooks or datasets, as a document: the gravest first, then what the data say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.comparing.compare import GRADE_WORDS, GRADES, Compared, Comparison, compare, counted
from surveykit.codebook.comparing.verdict import GONE, NEW
from surveykit.dataset.dataset import Dataset
from surveykit.missing import Value
from surveykit.reports.descriptives import figures
from surveykit.reports.document import Block, Document, Facts, Heading, Paragraph
from surveykit.reports.plural import Counted
from surveykit.reports.table import Cell, Column, Row, Table
from surveykit.stats.describe import Profile, describe

Content = Dataset | Codebook
Sides = list[tuple[int, Mapping[str, Profile]]]
NO_TEST = (
    "Nothing is tested: shares and means of samples differ by chance too. "
    "Shares of codes are of the valid cases, shares of missing values of all cases, in percent."
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what it is called, its codebook or data."""

    name: str
    content: Content

    @property
    def codebook(self) -> Codebook:
        """Its codebook."""
        return self.content.codebook if isinstance(self.content, Dataset) else self.content


def codebook_diff(old: Side, new: Side, language: str = "en") -> tuple[Document, Comparison]:
    """What differs between two codebooks or datasets, as a document and as it was found.

    Args:
        old: the first, as a rule the earlier wave.
        new: the second.
        language: that of labels.
    """
    found = compare(old.codebook, new.codebook)
    blocks = [
        Facts((("First", old.name), ("Second", new.name))),
        Paragraph(summary(found)),
        *_lone(old, new, found, language),
    ]
    for grade in reversed(GRADES[1:]):
        graded = [one for one in found.both if one.grade == grade]
        if graded:
            blocks += [
                Heading(f"{GRADE_WORDS[grade].capitalize()}: {len(graded)}", 2, grade),
                _differing(graded, grade),
            ]
    same = [one.new for one in found.both if one.grade == "same"]
    if same:
        blocks += [Heading(f"Same: {len(same)}", 2, "same"), Paragraph(", ".join(same))]
    if isinstance(old.content, Dataset) and isinstance(new.content, Dataset):
        blocks += _data(old.content, new.content, found, language)
    return Document(f"{old.name} and {new.name}", tuple(blocks), language, "Comparison of codebooks"), found


def summary(found: Comparison) -> str:
    """How many variables of each kind there are, in one line."""
    counts = counted(found)
    parts = [f"{counts[grade]} {GRADE_WORDS[grade]}" for grade in reversed(GRADES) if counts[grade]]
    parts += [f"{len(found.gone)} in the first only"] if found.gone else []
    parts += [f"{len(found.new)} in the second only"] if found.new else []
    n = Counted(len(found.both))
    return f"{n} {n:variable|variables} in both: {', '.join(parts) or 'none'}"


def _lone(old: Side, new: Side, found: Comparison, language: str) -> Iterator[Block]:
    """The variables that stand on one side only."""
    for names, side, rule, title in (
        (found.gone, old, GONE, "In the first only"),
        (found.new, new, NEW, "In the second only"),
    ):
        if names:
            columns = (Column("rule", "Rule"), Column("variable", "Variable"), Column("label", "Label"))
            rows = tuple(Row((rule.code, name, side.codebook[name].label.into(language))) for name in names)
            yield Heading(f"{title}: {len(names)}", 2, "gone" if rule is GONE else "new")
            yield Table("", columns, rows, key="gone" if rule is GONE else "new")


def _differing(graded: list[Compared], key: str) -> Table:
    columns = (
        Column("variable", "Variable"),
        Column("rule", "Rule"),
        Column("grade", "Verdict"),
        Column("what", "What differs"),
        Column("hint", "Mend"),
    )
    rows = tuple(
        Row(
            (
                one.new if one.old == one.new else f"{one.old} / {one.new}",
                d.rule.code,
                GRADE_WORDS[d.grade],
                d.what,
                d.hint,
            )
        )
        for one in graded
        for d in sorted(one.differences, key=lambda d: -GRADES.index(d.grade))
    )
    return Table("", columns, rows, key=key)


def _data(old: Dataset, new: Dataset, found: Comparison, language: str) -> Iterator[Block]:
    """Cases, missing shares, means and shares of codes of the variables both have."""
    pairs = [one for one in found.both if one.grade != "apart"]
    if not pairs:
        return
    sides: Sides = []
    for dataset, names in ((old, [one.old for one in pairs]), (new, [one.new for one in pairs])):
        group = describe(dataset, names).groups[-1]
        sides.append((group.n, {p.name: p for p in group.profiles if isinstance(p, Profile)}))
    yield Heading("Data", 2, "data")
    yield Paragraph(NO_TEST, "note")
    yield _amounts(pairs, sides)
    rows = tuple(row for one in pairs for row in _shares(one, sides, new.codebook, language))
    if rows:
        columns = (Column("variable", "Variable"), Column("code", "Code"), Column("label", "Label"), *_beside("n", "%"))
        yield Table("Codes with different shares", columns, rows, key="shares")


def _beside(*what: str) -> tuple[Column, ...]:
    """The same column for the first and the second, and what lies between percentages."""
    columns = [
        Column(f"{side}_{key}", key, "percent" if "%" in key else "count", group=side.capitalize())
        for side in ("first", "second")
        for key in what
    ]
    return (*columns, Column("points", "points", "percent"))


def _amounts(pairs: list[Compared], sides: Sides) -> Table:
    """For each variable the valid cases, the share of missing ones, and means where they mean something."""
    keys = (("valid", "Valid", "count"), ("missing", "Missing %", "percent"), ("mean", "Mean", "number"))
    columns = [Column("variable", "Variable")]
    for side in ("first", "second"):
        columns += [Column(f"{side}_{key}", said, kind, group=side.capitalize()) for key, said, kind in keys]  # type: ignore[arg-type]
    rows = []
    for one in pairs:
        cells: list[Cell] = [one.new if one.old == one.new else f"{one.old} / {one.new}"]
        decimals = []
        for side, (n, profiles), name in zip(("first", "second"), sides, (one.old, one.new), strict=True):
            profile = profiles[name]
            mean = profile.numbers.mean if profile.numbers is not None else None
            lacking = sum(lack.n for lack in profile.missing)
            cells += [profile.n, 100 * lacking / n if n else None, mean]
            decimals += [(f"{side}_mean", figures(mean))] if mean is not None else []
        rows.append(Row(tuple(cells), decimals=tuple(decimals)))
    return Table("Valid cases, missing values, means", tuple(columns), tuple(rows), key="amounts")


def _shares(one: Compared, sides: Sides, codebook: Codebook, language: str) -> Iterator[Row]:
    """The codes of a variable whose shares differ by a tenth of a point or more."""
    variable = codebook[one.new]
    if variable.personal:
        return
    profiles = [profiles[name] for (_, profiles), name in zip(sides, (one.old, one.new), strict=True)]
    counts: list[dict[Value | None, int]] = [{count.value: count.n for count in p.values or ()} for p in profiles]
    for value in dict.fromkeys((*counts[0], *counts[1])):
        cells: list[float | None] = []
        for profile, held in zip(profiles, counts, strict=True):
            n = held.get(value, 0)
            cells += [n, 100 * n / profile.n if profile.n else None]
        first, second = cells[1], cells[3]
        points = second - first if first is not None and second is not None else None
        if points is None or abs(points) >= 0.1:
            label = codebook.label_of(variable, value, language)
            yield Row((one.new, str(value), "" if label == str(value) else label, *cells, points))
