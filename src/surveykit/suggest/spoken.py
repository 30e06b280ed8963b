"""Why a code is suggested, in the words of the coder's language."""

from collections.abc import Mapping
from string import Template
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "says": "it says $words",
        "right": " (right $right of $matched times)",
        "as": "as $case",
        "as_by": "as $case of $coder",
        "more": " and $count more",
        "same": ", the same words",
        "like": ", $percent % the same letters",
        "learned": "learned from $words",
        "often": "learned, often given",
    },
    "nb": {
        "says": "det står $words",
        "right": " (rett $right av $matched ganger)",
        "as": "som $case",
        "as_by": "som $case av $coder",
        "more": " og $count til",
        "same": ", samme ord",
        "like": ", $percent % like bokstaver",
        "learned": "lært av $words",
        "often": "lært, ofte gitt",
    },
    "it": {
        "says": "dice $words",
        "right": " (giusto $right volte su $matched)",
        "as": "come $case",
        "as_by": "come $case di $coder",
        "more": " e altre $count",
        "same": ", stesse parole",
        "like": ", lettere uguali al $percent %",
        "learned": "appreso da $words",
        "often": "appreso, dato spesso",
    },
    "ru": {
        "says": "сказано: $words",
        "right": " (верно $right из $matched)",
        "as": "как $case",
        "as_by": "как $case у $coder",
        "more": " и ещё $count",
        "same": ", те же слова",
        "like": ", буквы совпадают на $percent %",
        "learned": "выучено по: $words",
        "often": "выучено, даётся часто",
    },
}


def said(language: str, word: str, **values: object) -> str:
    """A reason in a language, or in English where the program does not speak it.

    Example:
        >>> said("it", "says", words="fiera"), said("fi", "more", count=2)
        ('dice fiera', ' and 2 more')
    """
    return Template(WORDS.get(language, WORDS["en"])[word]).substitute(values)
