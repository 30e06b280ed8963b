"""The sheets of a form being written: rows of columns, and the workbook they become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from surveykit.problems import Place, Problem, Rule, Severity

LOSS = Rule(
    "SK572",
    "A form of XLSForm cannot hold something",
    "Who fills in the form would not meet what the instrument says.",
    "a soft check becomes a note that is shown",
    "Keep the instrument; it can be read back from the form, where the column `surveykit` says the rest.",
)
OURS: Final = "surveykit"
MOST_CHARACTERS: Final = 32_767  # a cell of a workbook holds no more

Row = dict[str, str]

_FIRST: Final = ("type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message")
_REST: Final = ("calculation", "choice_filter", "repeat_count", "appearance", "parameters", "default", OURS)
_NAMES: Final[Mapping[str, str]] = {
    "ar": "العربية", "da": "Dansk", "de": "Deutsch", "en": "English", "es": "Español", "fi": "Suomi",
    "fr": "Français", "it": "Italiano", "nb": "Norsk", "nl": "Nederlands", "pl": "Polski", "pt": "Português",
    "ru": "Русский", "sv": "Svenska", "uk": "Українська", "zh": "中文",
}  # fmt: skip


@dataclass
class Sheets:
    """The three sheets, and what could not be held."""

    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    settings: Row = field(default_factory=dict)
    losses: list[Problem] = field(default_factory=list)

    def lose(self, what: str, name: str = "", severity: Severity = "warning") -> None:
        """Tell what is lost, of a question or of the whole."""
        place = Place(variable=name) if name else Place()
        problem = Problem(LOSS, what, place, LOSS.mend, severity)
        if problem not in self.losses:
            self.losses.append(problem)

    def save(self, path: Path) -> None:
        """Write the workbook."""
        from openpyxl import Workbook
        from openpyxl.utils import get_column_letter

        book = Workbook(write_only=True)
        for name, rows in (("survey", self.survey), ("choices", self.choices), ("settings", [self.settings])):
            sheet = book.create_sheet(name)
            columns = _columns(rows)
            sheet.freeze_panes = "A2"
            for number, column in enumerate(columns, 1):
                sheet.column_dimensions[get_column_letter(number)].width = 45 if "::" in column else 18
            sheet.append(columns)
            for row in rows:
                sheet.append([_cell(sheet, row.get(column, "")) for column in columns])
        book.save(path)


def language_name(code: str) -> str:
    """A language as forms name it: its name and its code in brackets.

    Example:
        >>> language_name("nb"), language_name("xx")
        ('Norsk (nb)', 'xx (xx)')
    """
    return f"{_NAMES.get(code, code)} ({code})"


def _columns(rows: Sequence[Row]) -> list[str]:
    """The columns in use, in the order people know them; others, such as those of filters, before the last ones."""
    used = list(dict.fromkeys(column for row in rows for column in row))
    first = [c for name in _FIRST for c in used if c == name or c.startswith(f"{name}::")]
    last = [name for name in _REST if name in used]
    return [*first, *(c for c in used if c not in first and c not in last), *last]


def _cell(sheet: Any, text: str) -> object:
    """A cell as text, so that no program takes it for a formula."""
    from openpyxl.cell import WriteOnlyCell

    if not text.startswith("="):
        return text or None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell
