"""Values: how what stands in a column is read in the codes of a variable, each with how that was found."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import isnan
from typing import TYPE_CHECKING, Literal

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import any_number_of, is_blank, text_of
from surveykit.matching.figures import Written, reader, written
from surveykit.matching.likeness import plain
from surveykit.missing import DONT_KNOW, NO_ANSWER, NOT_ASKED, REASON_WORDS, REFUSED, Value

if TYPE_CHECKING:
    import pyarrow as pa

Counts = Mapping[Value, int]
How = Literal["code", "unnamed", "label", "word", "alike", "reason", "blank", "open"]
"""By its code (`unnamed`: the file gives the code a label nobody knows), by label, as yes or no, by a label that is
nearly the same, as a reason why there is no answer, as nothing, or not at all."""

Clash = Literal["codes", "labels", "asked", "unknown"]
"""How a column is read in which values are one code and the label of another."""

MOST_DISTINCT = 2_000  # values of a column that are looked at, the most frequent
_ALIKE, _AHEAD = 85, 8  # how alike a value must be to a label, and how much more so than to any other
_NO_CHANCE = 3  # times "no answer" stands in open answers before it is taken for none
_YES = "yes|y|ja|j|si|da|да|true|sant|vero|oui|x|selected|checked|ticked|mentioned|valgt|avkrysset"
_NO = (
    "no|n|nei|nein|нет|false|usant|falso|non|not selected|unselected|not checked|unchecked|not ticked|ikke valgt|"
    "not mentioned"
)
YES, NO = frozenset(_YES.split("|")), frozenset(_NO.split("|"))
_REASONS = {
    REFUSED: "refuse|refused|refuse to answer|refused to answer|refusal|prefer not to say|prefer not to answer|"
    "rather not say|vil ikke svare|ønsker ikke å svare|onsker ikke a svare|ønsker ikke svare|ønsker ikke å oppgi|"
    "vil ikke oppgi|preferisco non rispondere|rifiuto|rifiuta|отказ|отказ от ответа",
    DONT_KNOW: "dont know|don t know|do not know|dk|d k|not sure|unsure|vet ikke|usikker|non so|non sa|не знаю|"
    "затрудняюсь ответить|трудно сказать",
    NO_ANSWER: "no answer|no response|not answered|ubesvart|ikke besvart|ikke svart|non risponde|nessuna risposta|"
    "нет ответа|na answer|missing|mangler",
    NOT_ASKED: "not applicable|not asked|skipped|ikke aktuelt|ikke relevant|ikke spurt|non applicabile|"
    "non chiesto|не применимо|не спрашивали",
}
_EMPTY = frozenset(["-", "--", "---", "–", "—", ".", "..", "?", "n/a", "#n/a", "na", "n.a.", "null", "nan", "(blank)"])


@cache
def _reason_words() -> Mapping[str, str]:
    words = {plain(word): reason for reason, said in _REASONS.items() for word in said.split("|")}
    known = {plain(w): reason for reason, said in REASON_WORDS.items() if reason in _REASONS for w in said.values()}
    return words | known


def is_empty(said: str) -> bool:
    """Whether a cell says in words, or by a sign, that there is no answer."""
    return is_blank(said) or said.strip().casefold() in _EMPTY or plain(said) in _reason_words()


@dataclass(frozen=True, slots=True)
class Read:
    """One written value: how often it stands, the code it is read as (None where it is open or blank), and how."""

    said: str
    cells: int
    code: Value | None
    how: How


@dataclass(frozen=True, slots=True)
class Reading:
    """All values of a column as one variable would read them."""

    reads: tuple[Read, ...]
    form: Written  # of numbers and dates

    def share(self, *hows: How) -> float:
        """The share of cells read in one of some ways; 1 where there are no cells."""
        total = sum(read.cells for read in self.reads)
        return sum(read.cells for read in self.reads if read.how in hows) / total if total else 1.0

    @property
    def fit(self) -> float:
        """The share of cells the variable can read."""
        return 1 - self.share("open")

    def without(self, missing: Iterable[str]) -> "Reading":
        """The reading but for values the file itself declares missing and nobody knows why; they stay missing."""
        gone = set(missing)
        return replace(self, reads=tuple(read for read in self.reads if read.how != "open" or read.said not in gone))

    @property
    def as_they_are(self) -> bool:
        """Whether every value is already the code, so that no table is needed."""
        return all(read.how == "code" for read in self.reads) and self.form == Written()


def counts_of(dataset: Dataset) -> Mapping[str, Counter[Value]]:
    """How often each value stands in each column, blanks left out; the most frequent where there are very many."""
    table = dataset.arrow()
    return {name: _counts(table.column(name)) for name in dataset.codebook.names}


def _counts(column: "pa.ChunkedArray") -> Counter[Value]:
    import pyarrow.compute as pc

    held = pc.value_counts(column)
    pairs = zip(held.field("values").to_pylist(), held.field("counts").to_pylist(), strict=True)
    found = Counter(
        {
            value: times
            for value, times in pairs
            if value is not None and not (isinstance(value, float) and isnan(value))
        }
    )
    return Counter(dict(found.most_common(MOST_DISTINCT)))


def reading(counts: Counts, labels: Mapping[Value, str], variable: Variable, codebook: Codebook) -> Reading:
    """The values of a column as a variable would read them.

    Args:
        counts: how often each stands.
        labels: what the file itself says each means.
        variable: the one that reads.
        codebook: that of the variable.
    """
    codes = tuple(codebook.codes_of(variable) or ())
    said = [(value, times) for value, times in counts.items() if not (isinstance(value, str) and is_blank(value))]
    form = written((value for value, _ in said if isinstance(value, str)), variable)
    if variable.codes is None:
        tell = _free(variable, form)
    else:
        tell = _coded((*codes, *variable.missing), variable, [text_of(v) for v, _ in said if not labels.get(v)])
    reads = [tell(value, labels.get(value, ""), times) for value, times in said]
    known: How = "open" if any(read.how in {"label", "alike", "word"} for read in reads) else "code"
    reads = [
        replace(read, how=known, code=None if known == "open" else read.code) if read.how == "unnamed" else read
        for read in reads
    ]
    return Reading(_once(reads), form)


def _once(reads: Iterable[Read]) -> tuple[Read, ...]:
    """One entry for each written value."""
    return tuple({read.said: read for read in reads}.values())


Teller = Callable[[Value, str, int], Read]


def _free(variable: Variable, form: Written) -> Teller:
    """The reader of a variable without codes: a number, a date or a text stands for itself, a word may say why not."""
    missing = {code.missing: code.value for code in variable.missing}
    texts = {text_of(code.value): code.value for code in variable.missing}
    spoken = {plain(word): code.value for code in variable.missing for word in code.label.languages.values() if word}
    read = reader(form, variable)

    def tell(value: Value, label: str, times: int) -> Read:
        written = text_of(value)
        if written in texts:
            return Read(written, times, texts[written], "code")
        if variable.type == "text":
            code = spoken.get(plain(written)) if times >= _NO_CHANCE else None
            return Read(written, times, value if code is None else code, "code" if code is None else "reason")
        reason = _reason_words().get(plain(label or written))
        if reason:
            code = missing.get(reason)
            return Read(written, times, code, "blank" if code is None else "reason")
        if written.strip().casefold() in _EMPTY:
            return Read(written, times, None, "blank")
        found = read(written) if isinstance(value, str) or variable.type != "number" else value
        return Read(written, times, found, "open" if found is None else "code")

    return tell


@dataclass(frozen=True, slots=True)
class _List:
    """A code list as words: by code, by label in any language, by yes and no."""

    by_code: Mapping[str, Value]
    by_label: Mapping[str, Value]
    yes_no: Mapping[str, Value]
    reasons: Mapping[str, Value]
    valid: Sequence[tuple[str, Value]]
    missing: frozenset[Value]


def _coded(codes: Sequence[Code], variable: Variable, texts: Sequence[str]) -> Teller:
    known = _list_of(codes)
    clash = _clash(texts, known)

    def tell(value: Value, label: str, times: int) -> Read:
        written = text_of(value)
        words = plain(label) if label else plain(written)
        code, how = _meaning(written, words, known, labelled=bool(label))
        if clash is not None and not label:
            code, how = _settled(written, (code, how), known, clash)
        if (
            how == "code"
            and variable.type == "number"
            and isinstance(value, str)
            and value.strip() != text_of(code or 0)
        ):
            how = "word"  # `07` and `7.0` are read, and stand in the table
        return Read(written, times, code, how)

    return tell


def _list_of(codes: Sequence[Code]) -> _List:
    by_label: dict[str, set[Value]] = {}
    own: dict[Value, frozenset[str]] = {}
    for code in sorted(codes, key=lambda code: code.missing is not None):
        words = frozenset(filter(None, map(plain, code.label.languages.values())))
        own[code.value] = words
        for word in words:
            held = by_label.setdefault(word, set())
            if code.missing is None or not held:
                held.add(code.value)
    labels = {word: next(iter(values)) for word, values in by_label.items() if len(values) == 1}
    valid = [(word, code.value) for code in codes if code.missing is None for word in own[code.value]]
    chosen = [code for code in codes if code.missing is None]
    answers: dict[str, Value] = {}
    if len(chosen) <= 3:
        for words in (YES, NO):
            said = [code.value for code in chosen if own[code.value] & {"yes", "ja", "si", "да"} and words is YES]
            said += [code.value for code in chosen if own[code.value] & {"no", "nei", "нет"} and words is NO]
            answers |= {plain(word): said[0] for word in words if len(said) == 1}
    reasons = {code.missing: code.value for code in codes if code.missing}
    missing = frozenset(code.value for code in codes if code.missing)
    return _List({text_of(c.value): c.value for c in codes}, labels, answers, reasons, valid, missing)


def _code_said(written: str, known: _List) -> Value | None:
    """The code that is written, if it is one."""
    code = known.by_code.get(written.strip())
    number = any_number_of(written.strip()) if code is None else None
    return code if number is None else known.by_code.get(text_of(number))


def _clash(texts: Iterable[str], known: _List) -> Clash | None:
    """How a column is read in which values are one code and the label of another; None where there are none.

    All of them codes, all of them labels, or both: then somebody has to say it. None of these: nobody knows.
    """
    pairs = [(_code_said(text, known), known.by_label.get(plain(text)), any_number_of(text)) for text in texts]
    told = [(code, label) for code, label, number in pairs if (code, label, number) != (None, None, None)]
    answers = [pair for pair in told if not known.missing & set(pair)]
    if not any(code is not None and label is not None and code != label for code, label in answers):
        return None
    codes, labels = (all(pair[at] is not None for pair in answers) for at in (0, 1))
    if codes or labels:
        return "asked" if codes and labels else "codes" if codes else "labels"
    return "unknown"


def _settled(written: str, read: tuple[Value | None, How], known: _List, clash: Clash) -> tuple[Value | None, How]:
    """What a value is read as in a column of values that are codes and labels."""
    code, (_, how) = _code_said(written, known), read
    if clash == "labels" or code in known.missing or (code is None and how != "label"):
        return read
    if clash == "unknown":
        return None, "open"
    return (code, "code" if clash == "codes" else "alike") if code is not None else read


def _meaning(written: str, words: str, known: _List, *, labelled: bool) -> tuple[Value | None, How]:
    """The code a value means, and how that was found; a label of the file goes before its code."""
    if words in known.by_label:
        named = known.by_label[words]
        return named, "code" if text_of(named) == written else "reason" if named in known.missing else "label"
    said = written.strip()
    code_said = _code_said(written, known)
    if not labelled and code_said is not None:
        return code_said, "code"
    if words in known.yes_no:
        return known.yes_no[words], "word"
    if reason := _reason_words().get(words):
        code = known.reasons.get(reason)
        return code, "blank" if code is None else "reason"
    if said.casefold() in _EMPTY:
        return None, "blank"
    if (alike := _alike(words, known.valid)) is not None:
        return alike, "code" if text_of(alike) == written else "alike"
    return (code_said, "unnamed") if code_said is not None else (None, "open")


def _alike(words: str, valid: Sequence[tuple[str, Value]]) -> Value | None:
    """The code whose label is nearly the words, where no other code's is near."""
    from rapidfuzz import fuzz, process

    if len(words) < 4 or not valid:
        return None
    found = process.extract(words, [word for word, _ in valid], scorer=fuzz.ratio, limit=None, score_cutoff=70)
    best: dict[Value, float] = {}
    for _, score, index in found:
        value = valid[index][1]
        best[value] = max(best.get(value, 0), score)
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < _ALIKE or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _AHEAD):
        return None
    return ranked[0][0]
