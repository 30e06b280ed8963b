"""Reading formr sheets: items become questions, pages and shuffled blocks become sections."""

from pathlib import Path
from typing import Final

from surveykit.exchange.base import Exchange, Reading
from surveykit.exchange.draft.accepted import reading_of
from surveykit.exchange.draft.form import Data, Form
from surveykit.exchange.draft.rules import NOT_HELD
from surveykit.exchange.formr.choices import Choices
from surveykit.exchange.formr.items import Maker, item_of, under
from surveykit.exchange.formr.kinds import Item, subject_of
from surveykit.exchange.formr.logic import formula
from surveykit.exchange.formr.order import Part, parts_of
from surveykit.exchange.formr.rows import recognises, survey_of
from surveykit.exchange.logic.subject import Subject


def read(path: Path) -> Reading:
    """A sheet as a file of ours.

    Raises:
        FormatError: SK563: it cannot be read, has not the columns of a survey, or asks nothing.
    """
    form = Form("formr", path.stem)
    form.heading = [f"Read from the formr sheet {path.name}; its labels do not say their language."]
    survey = survey_of(path, form)
    made = [item_of(form, row, survey.lists) for row in survey.items]
    items = [item for item, _ in made]
    choices = {item.id: found for item, found in made}
    subjects = {item.row["name"]: subject_of(item) for item in reversed(items)}
    maker = Maker(form, subjects, path.stem, choices)
    for item in items:
        if item.kind == "calculate":
            _calculated(form, item, maker, subjects)
    if laid_out := [item for item in items if item.row["class"]]:
        what = f"the layout (class) of {len(laid_out)} items is left out"
        form.complain(NOT_HELD, what, laid_out[0].row.place("class"), severity="note")
    shown = [item for item in items if item.kind != "calculate"]
    parts = parts_of(form, shown)
    for number, part in enumerate(parts, 1):
        _section(form, part, number, len(parts), maker, choices)
    return reading_of(form)


def _calculated(form: Form, item: Item, maker: Maker, subjects: dict[str, Subject]) -> None:
    """A computed variable; a value that is not translated is kept, and conditions cannot read it."""
    name, text = item.row["name"], item.row["value"]
    label = maker.texts.label(item.row.origin("label"), form.notes) if item.row["label"] else ""
    made: Data = {"id": item.id, **({"label": label} if label else {}), "format": "decimal"}
    origin = item.row.origin("value", "calculate")
    if form.express(made, "formula", origin, form.notes, lambda: formula(text, subjects, maker.survey), form.computed):
        kind = _type_of(str(made["formula"]), subjects)
        made["format"] = "text" if kind == "text" else "decimal"
        form.computed.append(made)
        subjects[name] = Subject(item.id, "text" if kind == "text" else "number", always_asked=True)
    else:
        subjects[name] = Subject(item.id, "number", refusal=f"the calculation '{name}' is not translated")
    if item.row["showif"]:
        form.keep(form.notes, item.row.origin("showif"), "a computed variable is for everybody")


def _type_of(text: str, subjects: dict[str, Subject]) -> str:
    """Whether a formula gives a text or a number."""
    from surveykit.expr.parse import parse
    from surveykit.expr.syntax import Choose, Constant, Name

    node = parse(text)
    while isinstance(node, Choose):
        node = node.then
    if isinstance(node, Name):
        found = next((subject for subject in subjects.values() if subject.id == node.name), None)
        return "text" if found is not None and found.type in ("text", "date", "time") else "number"
    return "text" if isinstance(node, Constant) and isinstance(node.value, str) else "number"


def _section(form: Form, part: Part, number: int, parts: int, maker: Maker, choices: dict[str, Choices | None]) -> None:
    """A page or a block, with batteries where items stand under a heading."""
    title = part.title or (f"Page {number}" if parts > 1 else str(form.head["title"]))
    section = form.section(part.title or f"page_{number}", title)
    if part.shuffled:
        section["order"] = "random"
    notes: list[str] = [*part.notes]
    position = 0
    while position < len(part.items):
        item = part.items[position]
        below = position + 1
        while item.kind == "mc_heading" and below < len(part.items) and under(item, part.items[below], choices):
            below += 1
        if below > position + 1:
            section["questions"] += maker.battery(item, list(part.items[position + 1 : below]), notes)
        else:
            section["questions"] += maker.question(item, notes)
        position = below
    section["notes"] = notes


EXCHANGE: Final = Exchange(
    name="formr",
    title="formr (sheet)",
    suffixes=(".xlsx", ".xls", ".ods"),
    recognises=recognises,
    read=read,
)
