"""Comparing codebooks: what differs between the variables of two waves or files, and whether they can be compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.comparing.likeness import MAYBE, SURELY, alike, likeness, shared, spoken_alike
from surveykit.codebook.comparing.verdict import CODES, LIMITS, MEANING, RENAMED, ROUTING, TYPE
from surveykit.codebook.variable import Variable
from surveykit.missing import Value
from surveykit.problems import Rule, listed
from surveykit.text import Text

Grade = Literal["same", "texts", "recode", "apart"]
"""Nothing differs; words or room for answers only; values must be recoded or looked at; they cannot be compared."""

GRADES: tuple[Grade, ...] = ("same", "texts", "recode", "apart")
GRADE_WORDS: Mapping[Grade, str] = {
    "same": "same",
    "texts": "texts only",
    "recode": "needs recode",
    "apart": "not comparable",
}
_LIMITS = {"range": "range", "earliest": "earliest day", "latest": "latest day", "decimals": "decimals"}
MOST_PAIRS = 40_000
"""How many pairs of variables that are on one side only are looked through for names that were changed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs in a variable: how grave it is, of which kind, in words, and what to do."""

    grade: Grade
    rule: Rule
    what: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A variable of both sides, under its name on each, with what differs."""

    old: str
    new: str
    differences: tuple[Difference, ...]

    @property
    def grade(self) -> Grade:
        """The gravest of its differences."""
        return max((one.grade for one in self.differences), key=GRADES.index, default="same")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two codebooks beside each other: the variables of both, and those on one side only."""

    both: tuple[Compared, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def grade(self) -> Grade:
        """The gravest grade; a variable that is gone has nothing to be compared with."""
        apart: list[Grade] = ["apart"] if self.gone else []
        return max([*(one.grade for one in self.both), *apart], key=GRADES.index, default="same")


def compare(old: Codebook, new: Codebook) -> Comparison:
    """What differs between two codebooks, variable by variable.

    Variables are the same where their names are, whatever the case; what is left on both sides is paired where label,
    wording and codes say that only the name was changed.

    Example:
        >>> a = Codebook(variables=(Variable(name="size", label=Text("Employees"), unit=Text("persons")),))
        >>> b = Codebook(variables=(Variable(name="staff", label=Text("Employees"), unit=Text("persons")),))
        >>> [(one.old, one.new, one.grade) for one in compare(a, b).both]
        [('size', 'staff', 'recode')]
    """
    by_name = {variable.name.casefold(): variable.name for variable in new}
    pairs = {v.name: by_name[v.name.casefold()] for v in old if v.name.casefold() in by_name}
    taken = set(pairs.values())
    gone = [variable for variable in old if variable.name not in pairs]
    fresh = [variable for variable in new if variable.name not in taken]
    renamed = dict(_renamed(old, gone, new, fresh))
    pairs |= renamed
    taken |= set(renamed.values())
    both = [
        Compared(v.name, pairs[v.name], tuple(_differences(old, v, new, new[pairs[v.name]], v.name in renamed)))
        for v in old
        if v.name in pairs
    ]
    return Comparison(
        tuple(both),
        tuple(v.name for v in old if v.name not in pairs),
        tuple(v.name for v in new if v.name not in taken),
    )


def _renamed(old: Codebook, gone: list[Variable], new: Codebook, fresh: list[Variable]) -> Iterator[tuple[str, str]]:
    """Pairs of variables that seem to be one under two names, the likeliest first; each stands in one pair only."""
    if len(gone) * len(fresh) > MOST_PAIRS:
        return
    scores = [
        (_sameness(old, a, new, b), -i, -j, a.name, b.name)
        for i, a in enumerate(gone)
        for j, b in enumerate(fresh)
        if a.type == b.type
    ]
    taken: set[str] = set()
    for score, _, _, was, now in sorted(scores, reverse=True):
        if score and f"<{was}" not in taken and f">{now}" not in taken:
            taken |= {f"<{was}", f">{now}"}
            yield was, now


def _sameness(old: Codebook, a: Variable, new: Codebook, b: Variable) -> float:
    """How surely two variables are one; 0 where they are not, or nothing is said of them."""
    score = 0.0
    for was, now in ((a.wording, b.wording), (a.label, b.label)):
        if was and now:
            score = min((likeness(*pair) for pair in shared(was, now)), default=0.0)
            break
    codes = [_values(book, variable) for book, variable in ((old, a), (new, b))]
    if codes[0] != codes[1] and (codes[0] or codes[1]):
        return 0.0
    return score if score >= SURELY or (codes[0] and score >= MAYBE) else 0.0


def _values(codebook: Codebook, variable: Variable) -> frozenset[Value]:
    codes = codebook.codes_of(variable)
    return frozenset(codes.values) if codes is not None else frozenset()


def _differences(
    old: Codebook,
    a: Variable,
    new: Codebook,
    b: Variable,
    renamed: bool,  # noqa: FBT001 - of a pair
) -> Iterator[Difference]:
    if a.name != b.name:
        hint = f"call it '{b.name}' on both sides" if renamed else ""
        what = f"'{a.name}' is called '{b.name}'{', as label and codes tell' if renamed else ''}"
        yield Difference("recode" if renamed else "texts", RENAMED, what, hint)
    yield from _texts(a, b)
    if a.type != b.type:
        grave: Grade = "recode" if {a.type, b.type} <= {"date", "datetime", "text"} else "apart"
        yield Difference(grave, TYPE, f"the type is {a.type} and {b.type}", TYPE.mend)
    else:
        yield from _codes(old, a, new, b)
    yield from _limits(a, b)
    yield from _missing(old, a, new, b)


def _texts(a: Variable, b: Variable) -> Iterator[Difference]:
    for key, was, now in (("wording", a.wording, b.wording), ("label", a.label, b.label)):
        if was == now:
            continue
        if not was or not now:
            yield Difference("texts", MEANING, f"only {'the second' if now else 'the first'} has a {key}")
        elif spoken_alike(was, now):
            yield Difference("texts", MEANING, f"the {key} is translated")
        elif alike(was, now) or (key == "label" and a.wording and a.wording == b.wording):
            yield Difference("texts", MEANING, f"the {key} is {_quoted(was)} and {_quoted(now)}")
        else:
            hint = "if something else was asked, the two are different variables; if not, nothing is to be recoded"
            yield Difference("recode", MEANING, f"the {key} is {_quoted(was)} and {_quoted(now)}", hint)


def _quoted(text: Text) -> str:
    said = str(text)
    return f"'{said if len(said) <= 60 else f'{said[:59]}…'}'"


def _codes(old: Codebook, a: Variable, new: Codebook, b: Variable) -> Iterator[Difference]:
    """Codes that are on one side only, or mean something else."""
    lists = [book.codes_of(variable) for book, variable in ((old, a), (new, b))]
    if lists[0] is None or lists[1] is None:
        if lists[0] is not lists[1]:
            yield Difference("recode", CODES, f"only {'the second' if lists[0] is None else 'the first'} has codes")
        return
    was, now = ({code.value: code.label for code in codes} for codes in lists if codes is not None)
    lacking = {code.value for variable in (a, b) for code in variable.missing}
    moved = _moved(was, now)
    for value, heir in moved.items():
        yield Difference(
            "recode", CODES, f"{value!r} {_quoted(was[value])} is {heir!r}", f"recode {value!r} to {heir!r}"
        )
    gone = [value for value in was if value not in now and value not in moved and value not in lacking]
    if gone:
        hint = "compare the codes that both have; or put codes together until both have the same"
        yield Difference("recode", CODES, f"{_told(gone, was)} stands in the first only", hint)
    fresh = [value for value in now if value not in was and value not in moved.values() and value not in lacking]
    if fresh:
        yield Difference(
            "recode", CODES, f"{_told(fresh, now)} stands in the second only", "look at what its cases said"
        )
    both = [value for value in was if value in now and value not in moved and was[value] and now[value]]
    other = [value for value in both if not alike(was[value], now[value])]
    if any(was[value] != now[value] and spoken_alike(was[value], now[value]) for value in both):
        yield Difference("texts", CODES, "labels of codes are translated")
    for value in both:
        if was[value] == now[value] or spoken_alike(was[value], now[value]):
            continue
        what = f"{value!r} is {_quoted(was[value])} and {_quoted(now[value])}"
        grave: Grade = "texts" if value not in other else "apart" if 2 * len(other) > len(both) else "recode"
        yield Difference(grave, CODES, what, "" if grave == "texts" else "give each meaning one code on both sides")


def _moved(was: Mapping[Value, Text], now: Mapping[Value, Text]) -> dict[Value, Value]:
    """Codes whose label stands beside another code on the other side."""
    moved = {}
    for value, label in was.items():
        if label and not (value in now and alike(label, now[value])):
            heirs = [other for other, said in now.items() if other != value and said and spoken_alike(label, said)]
            if heirs:
                moved[value] = heirs[0]
    return moved


def _told(values: list[Value], labels: Mapping[Value, Text]) -> str:
    return listed([f"{value} {labels[value]}".strip() for value in values], 4)


def _limits(a: Variable, b: Variable) -> Iterator[Difference]:
    if a.unit != b.unit and a.unit and b.unit and not spoken_alike(a.unit, b.unit):
        hint = "recode one of them to the unit of the other"
        yield Difference("recode", MEANING, f"the unit is '{a.unit}' and '{b.unit}'", hint)
    for key, words in _LIMITS.items():
        was, now = getattr(a, key), getattr(b, key)
        if was != now:
            said = ["open" if end is None else str(end) for end in (was, now)]
            yield Difference("texts", LIMITS, f"{words}: {said[0]} and {said[1]}")
    if a.measure != b.measure:
        yield Difference("texts", MEANING, f"the measure is {a.measure} and {b.measure}")
    if a.origin.kind == b.origin.kind == "asked" and a.origin.relevance != b.origin.relevance:
        said = [f"`{origin.relevance}`" if origin.relevance else "everybody" for origin in (a.origin, b.origin)]
        yield Difference("recode", ROUTING, f"asked of {said[0]} and of {said[1]}", ROUTING.mend)
    if a.origin.formula != b.origin.formula and a.origin.formula and b.origin.formula:
        what = f"computed as `{a.origin.formula}` and as `{b.origin.formula}`"
        yield Difference("recode", MEANING, what, "compute both in the same way")


def _missing(old: Codebook, a: Variable, new: Codebook, b: Variable) -> Iterator[Difference]:
    """Codes that are missing on one side only, or for another reason."""
    gone = [{code.value: code.missing for code in variable.missing} for variable in (a, b)]
    for here, there, book, variable, which in (
        (gone[0], gone[1], new, b, "first"),
        (gone[1], gone[0], old, a, "second"),
    ):
        valid = _values(book, variable)
        clash = [value for value in here if value not in there and value in valid]
        if clash:
            hint = "declare them missing on both sides, or on none"
            yield Difference(
                "recode", LIMITS, f"{listed(clash)} is missing in the {which} and a value in the other", hint
            )
        lone = [value for value in here if value not in there and value not in valid]
        if lone:
            yield Difference("texts", LIMITS, f"{listed(lone)} is a missing code of the {which} only")
    for value in [value for value in gone[0] if value in gone[1] and gone[0][value] != gone[1][value]]:
        what = f"{value} means {gone[0][value]} and {gone[1][value]}"
        yield Difference("recode", MEANING, what, "recode one of them")
    if a.missing_ranges != b.missing_ranges:
        said = [", ".join(map(str, variable.missing_ranges)) or "none" for variable in (a, b)]
        yield Difference(
            "recode", LIMITS, f"the missing range is {said[0]} and {said[1]}", "declare the same on both sides"
        )


def counted(comparison: Comparison) -> Mapping[Grade, int]:
    """How many variables of both sides have each grade."""
    grades = [one.grade for one in comparison.both]
    return {grade: sum(one == grade for one in grades) for grade in GRADES}
