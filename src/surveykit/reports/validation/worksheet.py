"""The worksheet an editor works through: a row a finding, with columns to say what is right, why, and who says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from surveykit.cleaning.worksheet import COLUMNS, FILLED_IN
from surveykit.missing import Value
from surveykit.quality.findings import Finding, Group
from surveykit.reports.captions import title_of
from surveykit.reports.validation.model import Validated, expected

MOST_ROWS = 50_000
"""So many findings stand in a worksheet; a longer one would be worked through by nobody."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Headings, rows and, for every variable with codes, what the new value may be: `1 = Yes`."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    choices: dict[str, tuple[str, ...]]
    left_out: int = 0


def worksheet(made: Validated) -> Worksheet:
    """The findings that are new, the worst rules first."""
    found = [(group, finding) for group in made.groups if group.tested and group.fails for finding in group.new]
    rows = tuple(_row(group, finding, made) for group, finding in islice(found, MOST_ROWS))
    variables = dict.fromkeys(finding.variable for _, finding in found if finding.variable in made.codebook)
    choices = {name: told for name in variables if (told := tuple(_choices(name, made)))}
    return Worksheet(COLUMNS, rows, choices, max(0, len(found) - MOST_ROWS))


def _row(group: Group, finding: Finding, made: Validated) -> tuple[Value | None, ...]:
    codebook, name = made.codebook, finding.variable
    known = name in codebook
    said = (
        codebook.label_of(codebook[name], finding.value, made.language) if known and finding.value is not None else ""
    )
    cells: dict[str, Value | None] = {
        "case": finding.case or None,
        "row": finding.row,
        "variable": name or None,
        "label": title_of(codebook, name, made.language) if known else None,
        "value": finding.value,
        "value label": said if said != str(finding.value) else None,
        "rule": group.id,
        "severity": "hard" if group.severity == "error" else "soft",
        "message": group.what,
        "expected": expected(group, made),
        "other values": finding.beside or None,
        "key": group.key,
    }
    return tuple(None if column in FILLED_IN else cells[column] for column in COLUMNS)


def _choices(name: str, made: Validated) -> Iterator[str]:
    """The codes of a variable with their labels, its missing codes among them."""
    codebook = made.codebook
    variable = codebook[name]
    codes = codebook.codes_of(variable)
    if codes is not None:
        for code in (*codes, *variable.missing):
            label = code.label.into(made.language)
            yield f"{code.value} = {label}" if label else str(code.value)
