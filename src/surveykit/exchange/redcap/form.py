"""Reading REDCap data dictionaries: fields become questions, forms and section headers become sections."""

from itertools import groupby
from pathlib import Path
from typing import Final

from surveykit.exchange.base import Exchange, Reading
from surveykit.exchange.draft.accepted import reading_of
from surveykit.exchange.draft.form import Data, Form
from surveykit.exchange.draft.rules import NOT_HELD, UNKNOWN_TYPE
from surveykit.exchange.logic.subject import Subject
from surveykit.exchange.redcap.fields import Maker
from surveykit.exchange.redcap.kinds import TYPES, Field, field_of, subject_of
from surveykit.exchange.redcap.logic import formula
from surveykit.exchange.redcap.rows import Row, recognises, rows_of

_LONGEST_TITLE: Final = 120


def read(path: Path) -> Reading:
    """A dictionary as a file of ours.

    Raises:
        FormatError: SK563, it is no dictionary, cannot be read, or asks nothing.
    """
    form = Form("REDCap", path.stem)
    form.heading = [f"Read from the REDCap data dictionary {path.name}; its labels do not say their language."]
    rows = rows_of(path, form)
    named = [row for row in rows if row["field_name"]]
    for row in rows:
        if not row["field_name"]:
            form.complain(NOT_HELD, "a row without a field name is left out", row.place("field_name"))
    fields = [_field(form, row, first=number == 0) for number, row in enumerate(named)]
    subjects = {field.row["field_name"].lower(): subject_of(field) for field in reversed(fields)}
    maker = Maker(form, subjects)
    for field in fields:
        if field.calculation is not None:
            _calculated(form, field, maker, subjects)
    for _, together in groupby(fields, key=lambda field: field.row["form_name"]):
        _sections(form, list(together), maker)
    return reading_of(form)


def _field(form: Form, row: Row, *, first: bool) -> Field:
    kind = row["field_type"].lower()
    if kind not in TYPES:
        form.complain(UNKNOWN_TYPE, f"'{row['field_type']}' is no type of field that is known", row.place("field_type"))
    return field_of(form, row, first=first)


def _calculated(form: Form, field: Field, maker: Maker, subjects: dict[str, Subject]) -> None:
    """A computed variable; a formula that is not translated is kept, and conditions cannot read the field."""
    name = field.row["field_name"].lower()
    text = field.kind != "calc"
    made: Data = {"id": field.id, "label": maker.label(field), "format": "text" if text else "decimal"}
    heading = "field_annotation" if text else "choices"
    notes = form.notes
    origin = field.row.origin(heading, "calculation")
    if form.express(made, "formula", origin, notes, lambda: formula(field.calculation or "", subjects), form.computed):
        form.computed.append(made)
        subjects[name] = Subject(field.id, "text" if text else "number", always_asked=True)
    else:
        subjects[name] = Subject(field.id, "number", refusal=f"the calculation '{name}' is not translated")
    if field.row["branching_logic"]:
        form.keep(notes, field.row.origin("branching_logic", "branching logic"), "a computed variable is for everybody")


def _sections(form: Form, fields: list[Field], maker: Maker) -> None:
    """The fields of one form: a section, and another at each section header."""
    name = fields[0].row["form_name"]
    title = name.replace("_", " ").strip().capitalize() or form.head["title"]
    section: Data | None = None
    for _, group in groupby(enumerate(fields), key=lambda pair: _together(fields, pair[0])):
        together = [field for _, field in group]
        header = maker.header(together[0])
        battery = len(together) > 1
        if header and not battery and len(header) <= _LONGEST_TITLE and "\n" not in header:
            begins = section is None
            section = form.section(name or form.head["instrument"], f"{title}: {header}" if begins else header)
            header = ""
        if section is None:
            section = form.section(name or form.head["instrument"], title)
        if header and not battery:
            shown = {"id": form.ids.fresh(f"{together[0].id}_header"), "type": "note", "text": header}
            section["questions"].append(shown)
        section["questions"] += maker.battery(together, header) if battery else maker.questions(together[0], section)


def _together(fields: list[Field], index: int) -> tuple[str, int]:
    """A key that the rows of one matrix share: they stand together, with the same choices and no header between."""
    first = index
    while first > 0 and _same_matrix(fields[first - 1], fields[first]):
        first -= 1
    return (fields[index].row["matrix_group_name"], first)


def _same_matrix(above: Field, below: Field) -> bool:
    group = below.row["matrix_group_name"]
    return bool(
        group
        and above.row["matrix_group_name"] == group
        and not below.row["section_header"]
        and above.kind == below.kind
        and below.kind in ("radio", "checkbox")
        and not above.hidden
        and not below.hidden
        and list(above.choices.codes.labels.items()) == list(below.choices.codes.labels.items())
    )


EXCHANGE: Final = Exchange(
    name="redcap",
    title="REDCap (data dictionary)",
    suffixes=(".csv",),
    recognises=recognises,
    read=read,
)
