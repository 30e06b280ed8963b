"""The sheets of a data dictionary and their columns, for writing and for reading."""

import re
from typing import Any, Final

ABOUT: Final = "about"
QUESTIONS: Final = "questions"
CHOICES: Final = "choices"
CHECKS: Final = "checks"
REGISTER: Final = "register"
COMPUTED: Final = "computed"

TEXTS: Final = ("title", "stem", "text", "label", "help", "unit", "message", "section title", "asked of")
QUESTION_COLUMNS: Final = (
    "section",
    "section title",
    "number",
    "question",
    "battery",
    "stem",
    "variable",
    "type",
    "text",
    "label",
    "help",
    "codes",
    "choices",
    "range",
    "unit",
    "missing codes",
    "asked of",
    "relevance",
    "else",
    "required",
    "checks",
    "settings",
    "section settings",
)
"""A row a variable. `choices`, `missing codes`, `asked of` and `checks` are for people; the others are read back."""

FOR_PEOPLE: Final = frozenset(["choices", "missing codes", "asked of", "checks"])
CHOICE_COLUMNS: Final = ("list", "code", "kind", "label")
CHECK_COLUMNS: Final = ("question", "check", "severity", "rule", "message")
COLUMN_COLUMNS: Final = ("variable", "label", "format", "codes", "decimals", "unit", "formula", "help", "settings")
ABOUT_COLUMNS: Final = ("key", "value", "text")

_SPOKEN: Final = re.compile(r"(.+?)\s*\(([^()]+)\)")
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


def headings(columns: tuple[str, ...], languages: tuple[str, ...]) -> list[tuple[str, str]]:
    """The headings of a sheet, each with its language: one for each language where a column holds texts."""
    found: list[tuple[str, str]] = []
    for column in columns:
        found += [(column, language) for language in languages] if column in TEXTS else [(column, "")]
    return found


def heading(column: str, language: str) -> str:
    """A heading as it is written.

    Example:
        >>> heading("text", "en"), parted("text (en)")
        ('text (en)', ('text', 'en'))
    """
    return f"{column} ({language})" if language else column


def parted(written: str) -> tuple[str, str]:
    """A heading that is written as column and language."""
    found = _SPOKEN.fullmatch(written.strip())
    return (found.group(1).lower(), found.group(2)) if found is not None else (written.strip().lower(), "")


def neutral(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula.

    Example:
        >>> neutral("=1+1"), restored(neutral("=1+1")), neutral("size > 1"), neutral(-1)
        ("'=1+1", '=1+1', 'size > 1', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """What a cell said before it was made neutral."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
