"""What terms of a model are called: the labels of the codebook, for what formulas say with names and codes."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from surveykit.codebook.codebook import Codebook
from surveykit.econometrics.fit import CONSTANT, Fit
from surveykit.missing import Value
from surveykit.reports.captions import title_of, value_label
from surveykit.reports.models.words import word

_CATEGORY: Final = re.compile(r"^(\w+)\[(.+)\]$")
_CALL: Final = re.compile(r"^(log|sqrt|exp)\((.+)\)$")
_POWER: Final = re.compile(r"^(?:I\()?(\w+)\*\*(\d+)\)?$")
_CROSSED: Final = re.compile(r":(?![^\[(]*[\])])")
_NAME: Final = re.compile(r"[^\W\d]\w*")
_WITHIN: Final = re.compile(r"\[[^\]]*\]")
_CUT: Final = re.compile(r"^[^|]+\|[^|]+$")


def category_of(term: str) -> tuple[str, str] | None:
    """The variable and the code of a term that is a category, `industry[72]`; nothing of another term."""
    found = None if _CROSSED.search(term) else _CATEGORY.match(term)
    return (found[1], found[2]) if found else None


def variables_of(term: str, codebook: Codebook) -> tuple[str, ...]:
    """The variables a term is made of."""
    return tuple(dict.fromkeys(name for name in _NAME.findall(_WITHIN.sub("", term)) if name in codebook))


def term_label(codebook: Codebook, term: str, language: str) -> str:
    """A term in words.

    `log(labprod)` is "Labour productivity (log)", `industry[72]` "Industry: Software", `size:export` the two with a
    cross between them. What is none of these stays as the formula has it.
    """
    if term == CONSTANT:
        return word("constant", language)
    if _CUT.match(term):
        return word("cut", language, number=term)
    if term in {"rho", "athrho", "sigma", "lnsigma", "lambda"} and term not in codebook:
        return word(term, language)
    parts = _CROSSED.split(term)
    if len(parts) > 1:
        return " × ".join(term_label(codebook, part.strip(), language) for part in parts)
    if found := category_of(term):
        return f"{_title(codebook, found[0], language)}: {category_label(codebook, *found, language)}"
    if call := _CALL.match(term):
        return word(call[1], language, name=term_label(codebook, call[2].strip(), language))
    if power := _POWER.match(term):
        name = _title(codebook, power[1], language)
        key = "square" if power[2] == "2" else "power"
        return word(key, language, name=name, power=power[2])
    return _title(codebook, term, language)


def category_label(codebook: Codebook, name: str, code: str, language: str) -> str:
    """The label of a category; the code where it has none."""
    value = next((value for value in _codes(codebook, name) if str(value) == code), None)
    return code if value is None else value_label(codebook, name, value, None, language)


def reference_of(fits: Iterable[Fit], name: str) -> str | None:
    """The code of the category that a variable's others are compared with, where all models have the same."""
    of_terms = [base for fit in fits for base in fit.bases[fit.kind == "multinomial" :]]
    found = {base[1] for base in map(category_of, of_terms) if base and base[0] == name}
    return found.pop() if len(found) == 1 else None


def _title(codebook: Codebook, name: str, language: str) -> str:
    return title_of(codebook, name, language) if name in codebook else name


def _codes(codebook: Codebook, name: str) -> list[Value]:
    codes = codebook.codes_of(codebook[name]) if name in codebook else None
    emptiness = codebook[name].emptiness if name in codebook else None
    return [] if codes is None or emptiness is None else [v for v in codes.values if emptiness.reason(v) is None]


def in_listed_order(codebook: Codebook, name: str, terms: Sequence[str]) -> list[str]:
    """Terms that are categories of a variable, in the order the codebook lists them."""
    order = {str(value): place for place, value in enumerate(_codes(codebook, name))}
    return sorted(terms, key=lambda term: order.get((category_of(term) or ("", ""))[1], len(order)))
