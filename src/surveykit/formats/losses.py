"""What a file format cannot carry of a dataset: one comparison for every format; nothing vanishes in silence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code
from surveykit.codebook.reasons import reason_of
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import NONE, Carries
from surveykit.formats.fitting import Fitted, Span, cut, fit, plain_names
from surveykit.missing import DEFAULT_CODES, REASON_WORDS, USER_MISSING, Value
from surveykit.problems import Problem, Rule, listed
from surveykit.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

FACTS_LOST = Rule(
    "SK510",
    "The format has no place for parts of the codebook",
    "Who opens the file later will not see them; the codebook should travel beside it.",
    "labels in a .csv",
    "Keep the .parquet as the master, or export the codebook too.",
)
MISSING_LOST = Rule(
    "SK511",
    "Missing codes cannot all be declared",
    "A missing code that is not declared is counted as a value: -9 becomes a number of employees.",
    "four missing codes of a text variable in a .sav, which holds three",
    "Recode before the export, or exclude these codes by hand where the file is used.",
)
LANGUAGES_LOST = Rule(
    "SK512",
    "Only one language is written",
    "The format holds one label for each thing.",
    "labels in Norwegian and English in a .sav",
    "Write one file for each language: --language nb, --language en.",
)
CUT = Rule(
    "SK513",
    "A text is too long for the format",
    "What is cut off is gone from the file.",
    "a value label of 200 letters in a .sav, which holds 120 bytes",
    "Shorten the text, or keep the .parquet as the master.",
)
RENAMED = Rule(
    "SK514",
    "A variable gets another name",
    "The format does not allow the name.",
    "a variable `2019 sales` in a .sav",
    "Rename the variable if you want to choose the name yourself.",
)
CHANGED = Rule(
    "SK515",
    "Some values are written in another form",
    "The format cannot hold them exactly as they are.",
    "a text that ends in blanks, in a .sav",
    "Nothing to mend if the form does not matter to you.",
)

VARIABLE_FACTS: Mapping[str, str] = {
    "type": "types other than number",
    "label": "variable labels",
    "wording": "question wordings",
    "measure": "measures",
    "range": "admissible ranges",
    "decimals": "numbers of decimals",
    "unit": "units",
    "role": "roles",
    "personal": "marks of what is personal",
    "origin": "origins",
    "notes": "notes of variables",
}
CODEBOOK_FACTS: Mapping[str, str] = {
    "title": "title",
    "sets": "response sets",
    "checks": "consistency rules",
    "clusters": "rules about clusters",
    "waves": "order of the rounds",
    "sections": "section titles",
    "country_sets": "country sets",
    "notes": "notes",
    "fingerprint": "instrument's fingerprint",
}


@dataclass(frozen=True, slots=True)
class Content:
    """What the data show of one variable: its numbers, or how its texts are made."""

    values: frozenset[float] = frozenset()  # the numbers that lie between missing codes
    ranged: tuple[float, ...] = ()  # the numbers found within missing ranges, from the least
    infinite: bool = False
    long_integers: bool = False
    texts: frozenset[str] = frozenset()  # those found among the missing codes
    longest_bytes: int = 0
    longest: int = 0
    trailing_blanks: bool = False
    blank_texts: bool = False
    lost_characters: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """What the data show of every variable."""

    of: Mapping[str, Content] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Content:
        """What is known of a variable; nothing where the data were not looked at."""
        return self.of.get(name, Content())


def losses(
    codebook: Codebook, carries: Carries, language: str = "", contents: Contents | None = None
) -> tuple[Problem, ...]:
    """What a file of this format will not hold, one warning a kind of loss.

    Args:
        codebook: what is to be carried.
        carries: what the format can hold.
        language: the language that is written where there is room for one.
        contents: what the data show, for losses a codebook alone does not tell.
    """
    contents = contents or Contents()
    found = [] if carries.whole else [*_facts(codebook, carries), *_texts(codebook, carries, language)]
    if not carries.whole:
        found += [*_missing(codebook, carries, language, contents), *_names(codebook, carries)]
    return (*found, *_values(codebook, carries, contents))


def _facts(codebook: Codebook, carries: Carries) -> Iterator[Problem]:
    empty = Variable(name="x")
    lost = []
    for name, words in VARIABLE_FACTS.items():
        plain = [v for v in codebook if name not in carries.facts and getattr(v, name) != getattr(empty, name)]
        lost += [f"{words} ({len(plain)})"] if plain else []
    blank = Codebook(variables=())
    lost += [
        words
        for name, words in CODEBOOK_FACTS.items()
        if name not in carries.facts and getattr(codebook, name) != getattr(blank, name)
    ]
    if not carries.value_labels and any(v.codes or v.missing for v in codebook):
        lost.append(f"value labels ({sum(1 for v in codebook if v.codes or v.missing)})")
    elif carries.value_labels:
        lost += _labels_lost(codebook, carries)
    if _no_missing(carries) and (gone := [v for v in codebook if v.missing or v.missing_ranges]):
        lost.append(f"which codes are missing ({len(gone)})")
    if lost:
        yield _loss(FACTS_LOST, f"not written: {', '.join(lost)}", "keep the .parquet, which holds everything")


def _labels_lost(codebook: Codebook, carries: Carries) -> Iterator[str]:
    """Value labels of the kinds a format has no room for."""
    texts = [v for v in codebook if v.type == "text" and (v.codes or v.missing)]
    if texts and not carries.text_labels:
        yield f"value labels of texts ({len(texts)})"
    codes = ((v.name, code.value) for v in codebook for code in codebook.codes_of(v) or ())
    fractions = {name for name, value in codes if isinstance(value, float)}
    if fractions and not carries.fraction_labels:
        yield f"value labels of numbers that are not whole ({len(fractions)})"


def _texts(codebook: Codebook, carries: Carries, language: str) -> Iterator[Problem]:
    labels = "label" in carries.facts
    if not carries.languages:
        said = texts_written(codebook, carries)
        known = codebook.languages
        several = [text for text in said if len(set(text.languages.values())) > 1]
        spoken = dict.fromkeys(lang for text in several for lang in text if not known or lang in known)
        if len(spoken) > 1:
            chosen = f"'{language}'" if language in spoken else "the first of each label"
            yield _loss(LANGUAGES_LOST, f"of the languages {listed(list(spoken))} only {chosen} is written")
    unit = "letters" if carries.letters else "bytes"
    long = [v.name for v in codebook if _over(v.label, language, carries.longest_label, carries)] if labels else []
    if long:
        yield _loss(CUT, f"variable labels are cut to {carries.longest_label} {unit}: {listed(long)}")
    most = carries.longest_value_label
    long = [f"{v.name} {c.value}" for v, c in _codes(codebook) if _over(c.label, language, most, carries)]
    if long and carries.value_labels:
        yield _loss(CUT, f"value labels are cut to {most} {unit}: {listed(long)}")


def texts_written(codebook: Codebook, carries: Carries) -> list[Text]:
    """The labels a format writes, without those of missing codes that say our own words."""
    labels = [v.label for v in codebook] if "label" in carries.facts else []
    standard = {Text(words) for words in REASON_WORDS.values()}
    values = [code.label for _, code in _codes(codebook) if code.label not in standard] if carries.value_labels else []
    return [*labels, *values]


def _missing(codebook: Codebook, carries: Carries, language: str, contents: Contents) -> Iterator[Problem]:
    if _no_missing(carries):
        return
    lost, widened, unknown = [], [], []
    for variable in codebook:
        fitted = fitted_missing(codebook, variable, carries, contents[variable.name])
        lost += [f"{variable.name} ({', '.join(fitted.lost)})"] if fitted.lost else []
        widened += [f"{variable.name} ({lo:g}..{hi:g})" for lo, hi in fitted.widened]
        unsaid = any(_unsaid(code, language, labelled=carries.value_labels) for code in variable.missing)
        unknown += [variable.name] if unsaid else []
    if lost:
        yield _loss(MISSING_LOST, f"not declared missing: {listed(lost)}", "they will be taken for values")
    if widened:
        yield _loss(MISSING_LOST, f"declared missing as a range that holds other numbers too: {listed(widened)}")
    if unknown and not carries.reasons:
        where = "will only show from labels" if carries.value_labels else "is not written"
        yield _loss(MISSING_LOST, f"why values are missing {where}: {listed(unknown)}")


def _no_missing(carries: Carries) -> bool:
    return carries.missing == NONE and carries.missing_texts == NONE


def _names(codebook: Codebook, carries: Carries) -> Iterator[Problem]:
    if carries.names is not None:
        given = plain_names(codebook.names, carries.names)
        other = [f"{old} -> {new}" for old, new in given.items() if old != new]
        if other:
            yield _loss(RENAMED, f"variables are renamed: {listed(other)}")


def _values(codebook: Codebook, carries: Carries, contents: Contents) -> Iterator[Problem]:
    of = [(variable.name, contents[variable.name]) for variable in codebook]
    checks = (
        (
            carries.text_bytes,
            CUT,
            "texts are cut to {:,} bytes",
            [n for n, c in of if _above(c.longest_bytes, carries.text_bytes)],
        ),
        (
            carries.characters,
            CUT,
            "texts are cut to {:,} characters",
            [n for n, c in of if _above(c.longest, carries.characters)],
        ),
        (
            carries.trailing_blanks,
            CHANGED,
            "blanks at the end of a text are lost",
            [n for n, c in of if c.trailing_blanks],
        ),
        (carries.blank_texts, CHANGED, "texts of nothing but blanks become blank", [n for n, c in of if c.blank_texts]),
        (
            not carries.lost_characters,
            CHANGED,
            "some control characters in texts are lost",
            [n for n, c in of if c.lost_characters],
        ),
        (carries.infinite, CHANGED, "infinite numbers become blank", [n for n, c in of if c.infinite]),
        (
            carries.long_integers,
            CHANGED,
            "whole numbers above 2^53 lose their last digits",
            [n for n, c in of if c.long_integers],
        ),
    )
    for carried, rule, what, names in checks:
        if carried is not True and names:
            yield _loss(rule, f"{what.format(carried)}: {listed(names)}")


def _above(length: int, most: int | None) -> bool:
    return most is not None and length > most


def fitted_missing(codebook: Codebook, variable: Variable, carries: Carries, content: Content) -> Fitted:
    """The missing codes and ranges of a variable as far as the format can declare them."""
    text = variable.type == "text" or (variable.type != "number" and not carries.dates)
    codes = [code.value for code in variable.missing]
    found = content.texts if variable.type != "number" else content.values
    codes.sort(key=lambda code: code not in found)  # those that occur come first
    ranges = [
        (float("-inf") if r.low is None else r.low, float("inf") if r.high is None else r.high)
        for r in variable.missing_ranges
    ]
    if text:
        most = carries.missing_text_bytes
        held = [code for code in codes if most is None or len(str(code).encode()) <= most]
        fitted = fit([str(code) for code in held], [], carries.missing_texts, lambda _: True)
        over = tuple(str(code) for code in codes if code not in held)
        return Fitted(fitted.codes, (), (*fitted.lost, *over))
    if variable.type != "number":
        dated = [(code, number_in(code)) for code in codes]
        numbers: list[Value] = [number for _, number in dated if number is not None]
        fitted = fit(numbers, [], carries.missing, lambda _: False)
        return Fitted(
            fitted.codes, fitted.ranges, (*fitted.lost, *(str(c) for c, n in dated if n is None)), fitted.widened
        )
    if carries.missing.ranges == 0 and carries.missing.codes != 0:  # what was found within a range, one by one
        codes, ranges = [*codes, *content.ranged], []
    return fit(codes, ranges, carries.missing, lambda span: _has_valid(codebook, variable, content, span))


def _has_valid(codebook: Codebook, variable: Variable, content: Content, span: Span) -> bool:
    """Whether a valid value lies in the span, by the code list or by the data."""
    emptiness = variable.emptiness
    listed_codes = codebook.codes_of(variable) or ()
    known = [code.value for code in listed_codes if not isinstance(code.value, str)]
    return any(span[0] <= value <= span[1] and emptiness.reason(value) is None for value in [*known, *content.values])


def number_in(code: Value) -> int | None:
    """The whole number a missing code of a date stands for: "-9" is -9."""
    text = str(code)
    return int(text) if text.lstrip("-").isdecimal() and str(int(text)) == text else None


def _unsaid(code: Code, language: str, *, labelled: bool) -> bool:
    """Whether value and label, as they are written, do not tell the reason."""
    reason = code.missing or USER_MISSING
    if not labelled:
        return reason != USER_MISSING
    label = code.label.into(language) or (reason if reason in DEFAULT_CODES else "")
    return reason_of(code.value, Text(label)) != reason


def _codes(codebook: Codebook) -> Iterator[tuple[Variable, Code]]:
    for variable in codebook:
        yield from ((variable, code) for code in codebook.codes_of(variable) or ())
        yield from ((variable, code) for code in variable.missing)


def _over(text: Text, language: str, most: int | None, carries: Carries) -> bool:
    """Whether what is written of a text is too long, in any language where all are."""
    said = [text.into(language), *(text.languages.values() if carries.languages else ())]
    return any(cut(words, most, letters=carries.letters) != words for words in said)


def _loss(rule: Rule, what: str, hint: str = "") -> Problem:
    return Problem(rule, what, hint=hint, severity="warning")


_MOST_VALUES = 10_000
_EXACT = 2**53  # whole numbers up to it are exact as doubles


def contents_of(dataset: Dataset, carries: Carries) -> Contents:
    """Look at the data once, column by column, for what a codebook does not tell."""
    table = dataset.arrow()
    return Contents({v.name: _content(v, table.column(v.name), carries) for v in dataset.codebook})


def _content(variable: Variable, column: "pa.ChunkedArray", carries: Carries) -> Content:
    import pyarrow as pa
    import pyarrow.compute as pc

    if variable.type == "number":
        ends = pc.min_max(column)
        infinite = ends["min"].as_py() == float("-inf") or ends["max"].as_py() == float("inf")
        ends_ = [abs(end.as_py() or 0) for end in ends.values()]
        long = pa.types.is_integer(column.type) and max(ends_) > _EXACT
        marks = [code.value for code in variable.missing if not isinstance(code.value, str)]
        marks += [end for r in variable.missing_ranges for end in (r.low, r.high) if end is not None]
        if not marks:
            return Content(infinite=infinite, long_integers=long)
        between = pc.and_(pc.greater_equal(column, min(marks)), pc.less_equal(column, max(marks)))
        near = pc.unique(pc.filter(column, between)).slice(0, _MOST_VALUES).to_pylist()
        return Content(frozenset(near), _ranged(variable, column), infinite, long_integers=long)
    missing = [str(code.value) for code in variable.missing]
    found: Iterable[str | None] = pc.unique(
        pc.filter(column, pc.is_in(column, pc.cast(_strings(missing), "string")))
    ).to_pylist()
    return Content(
        texts=frozenset(text for text in found if text is not None),
        longest_bytes=pc.max(pc.binary_length(column)).as_py() or 0,
        longest=pc.max(pc.utf8_length(column)).as_py() or 0,
        blank_texts=bool(pc.any(pc.match_substring_regex(column, r"^[ \t\r\n\x{A0}]+$")).as_py()),
        trailing_blanks=bool(pc.any(pc.match_substring_regex(column, " $")).as_py()),
        lost_characters=bool(
            carries.lost_characters and pc.any(pc.match_substring_regex(column, carries.lost_characters)).as_py()
        ),
    )


def _ranged(variable: Variable, column: object) -> tuple[float, ...]:
    """The numbers of a column that lie within a missing range, as many as are looked at."""
    import pyarrow.compute as pc

    if not variable.missing_ranges:
        return ()
    values = pc.unique(column).drop_null().to_pylist()
    return tuple(sorted(v for v in values if any(r.holds(v) for r in variable.missing_ranges))[:_MOST_VALUES])


def _strings(values: list[str]) -> object:
    import pyarrow as pa

    return pa.array(values, pa.string())
