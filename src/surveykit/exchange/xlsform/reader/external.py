"""Choices that stand outside the sheet `choices`: the sheet `external_choices`, and CSV files beside the form."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace

from surveykit.exchange.xlsform.reader.choices import Choice
from surveykit.exchange.xlsform.reader.findings import CHOICES, Findings
from surveykit.exchange.xlsform.reader.outline import Element
from surveykit.exchange.xlsform.reader.workbook import Form, meant
from surveykit.problems import Place

_MOST_BYTES = 5_000_000
_MOST_ROWS = 20_000


def external_choices(form: Form, element: Element, findings: Findings) -> Iterator[Choice]:
    """The choices of a question that names a file, or a list of the sheet `external_choices`; none where it is absent."""
    named = str(element.data.get("itemset") or "")
    if named.lower().endswith((".csv", ".xml", ".geojson")):
        yield from _of_file(form, named, element, findings)
        return
    sheet = form.sheets.get("external_choices")
    for number, row in sheet.rows.items() if sheet else ():
        cells = {meant(heading): str(text) for heading, text in row.items()}
        if cells.get("list_name") == str(element.data.get("query") or element.data.get("list_name") or ""):
            yield _choice(cells, _label(row), form.place("external_choices", number, "name"))


def _label(row: Mapping[str, str]) -> str | dict[str, str]:
    """The label of a row, by language where its headings name some."""
    found = {heading.partition("::")[2].strip(): text for heading, text in row.items() if meant(heading) == "label"}
    return found[""] if set(found) == {""} else {language: text for language, text in found.items() if language}


def _choice(cells: Mapping[str, str], label: str | dict[str, str], place: Place) -> Choice:
    more = {key: text for key, text in cells.items() if key not in ("name", "label", "list_name")}
    return Choice(cells.get("name", "").strip(), label, more, place)


def _of_file(form: Form, named: str, element: Element, findings: Findings) -> Iterator[Choice]:
    parameters = element.data.get("parameters") or {}
    value, label = str(parameters.get("value", "name")), str(parameters.get("label", "label"))
    path = form.path.parent / named
    place = element.place("type")
    inside = path.resolve().is_relative_to(form.path.parent.resolve())
    if not named.lower().endswith(".csv") or not inside or not path.is_file() or path.stat().st_size > _MOST_BYTES:
        why = "it is not beside the form" if not path.is_file() else "only CSV files of up to 5 MB are read"
        findings.tell(CHOICES, f"the choices of '{element.name}' are in '{named}': {why}", place, "warning")
        return
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (UnicodeDecodeError, csv.Error) as failure:
        findings.tell(CHOICES, f"'{named}' is no CSV in UTF-8: {failure}", place, "warning")
        return
    for line, row in enumerate(rows[:_MOST_ROWS], 2):
        cells = {str(heading): text or "" for heading, text in row.items() if heading is not None}
        at = Place(file=str(path), line=line)
        found = _choice({**cells, "name": cells.get(value, "")}, cells.get(label, ""), at)
        if found.name:
            yield replace(found, cells={key: text for key, text in cells.items() if key not in (value, label)})
