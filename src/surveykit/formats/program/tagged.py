"""Missing values that are letters, .a to .z of Stata and ._, .A to .Z of SAS: as codes with reasons, and back."""

import re
from collections.abc import Collection, Iterable, Mapping
from string import ascii_lowercase

from surveykit.codebook.codelist import Code
from surveykit.codebook.reasons import missing_code
from surveykit.missing import DEFAULT_CODES, Value
from surveykit.text import Text

LETTERS = ascii_lowercase + "_"  # Stata has the first 26
OF_CODE: Mapping[int, str] = dict(zip(DEFAULT_CODES.values(), LETTERS, strict=False))  # -1 .a, -7 .b, -8 .c, -9 .d
_CODES = {letter: code for code, letter in OF_CODE.items()}


def letters_of(codes: Iterable[Code], most: int = 26) -> Mapping[Value, str]:
    """The letter of each missing code: .a to .d for our four, then .e and so on; codes beyond the last have none.

    Example:
        >>> dict(letters_of([Code(value=-9, missing="no_answer"), Code(value=99, missing="user_missing")]))
        {-9: 'd', 99: 'e'}
    """
    given: dict[Value, str] = {}
    free = list(LETTERS[:most])
    wanted = [(code.value, _wanted(code)) for code in codes]
    for value, letter in wanted:
        if letter in free:
            given[value] = letter
            free.remove(letter)
    later = [*free[_first_of_ours(free) :], *free[: _first_of_ours(free)]]
    for value, _ in wanted:
        if value not in given and later:
            given[value] = later.pop(0)
    return given


def _wanted(code: Code) -> str:
    of_reason = DEFAULT_CODES.get(code.missing or "")
    number = of_reason if of_reason is not None else code.value
    return OF_CODE.get(int(number), "") if _whole(number) else ""


def _first_of_ours(free: list[str]) -> int:
    """Where the letters that mean nothing to us begin."""
    return sum(letter in _CODES for letter in free)


def _whole(value: Value) -> bool:
    return bool(re.fullmatch(r"-?\d+", str(value)))


def codes_of(
    letters: Iterable[str], labels: Mapping[str, str] | Mapping[str, Text], taken: Collection[Value]
) -> Mapping[str, Code]:
    """The missing codes that letters of a file become.

    Args:
        letters: those that occur or are labelled.
        labels: of the letters that have one; a number as a label is the code itself.
        taken: the valid values, of which none may be a missing code.

    Example:
        >>> found = codes_of("ae", {"a": "not asked", "e": "other"}, ())
        >>> [(code.value, code.missing) for code in found.values()]
        [(-1, 'not_asked'), (-105, 'user_missing')]
    """
    found: dict[str, Code] = {}
    used: set[Value] = set(taken)
    for letter in sorted(letters):
        label = Text(labels.get(letter, ""))
        number = number_said(label)
        said = [] if number is None else [number]
        more = (-(100 * n + 1 + LETTERS.index(letter)) for n in range(1, 1000))
        choices = [*said, *([_CODES[letter]] if letter in _CODES else []), *more]
        value = next(number for number in choices if number not in used)
        used.add(value)
        found[letter] = missing_code(value, label)
    return found


def number_said(label: str | Text) -> Value | None:
    """The number that a label is, which then is the code itself; None where it is words."""
    said = str(label)
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", said):
        return None
    return int(said) if _whole(said) else float(said)


def comes_back(code: Code, letter: str, label: str) -> bool:
    """Whether a letter and its label give the same code when they are read."""
    return str(codes_of(letter, {letter: label}, ())[letter].value) == str(code.value)
