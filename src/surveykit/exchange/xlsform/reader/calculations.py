"""Calculations of a form as computed variables, those first that others read."""

from collections.abc import Iterator, Mapping
from typing import Any

from surveykit.exchange.xlsform.reader.conduct import Conduct, Question
from surveykit.exchange.xlsform.reader.findings import UNTRANSLATED, where
from surveykit.exchange.xlsform.reader.kinds import sort_of
from surveykit.exchange.xlsform.reader.naming import YES
from surveykit.exchange.xlsform.reader.outline import Block, Element
from surveykit.exchange.xlsform.reader.own import kept
from surveykit.exchange.xlsform.xpath.grammar import Untranslatable
from surveykit.exchange.xlsform.xpath.known import Kind, Known
from surveykit.exchange.xlsform.xpath.nodes import Typed
from surveykit.exchange.xlsform.xpath.translate import Translation, formula_of
from surveykit.expr.syntax import Choose, Name

_TRUTHS = {"true": (1,), "false": (0,)}


def registered_of(conduct: Conduct, blocks: list[Block]) -> list[Question]:
    """The variables of a register, in a form that surveykit made."""
    made: list[Question] = []
    for block in blocks:
        for element in block.elements:
            own = element.own.get("register")
            if not isinstance(own, dict):
                continue
            id_ = conduct.book.ids[element.number]
            conduct.book.known[element.name] = _as_told(conduct, id_, own)
            conduct.before.add(id_)
            made.append({"id": id_, **own})
    return made


def _as_told(conduct: Conduct, id_: str, own: Mapping[str, Any]) -> Known:
    """What expressions may say of a variable of a form that surveykit made."""
    codes = conduct.lists.codes.get(str(own.get("codes", "")), {})
    form = str(own.get("format", ""))
    kind: Kind = "choice" if codes else "text" if form == "text" else "date" if form == "date" else "number"
    return Known(id_, kind, codes, whole=form == "integer")


def computed_of(conduct: Conduct, blocks: list[Block]) -> list[Question]:
    """Every calculation that can be made; the others are kept as notes on the instrument."""
    waiting = [(block, element) for block in blocks for element in block.elements if _is_calculated(element)]
    made: list[Question] = []
    reasons: dict[int, str] = {}
    while True:
        still: list[tuple[Block, Element]] = []
        for block, element in waiting:
            try:
                if block.repeats:
                    _inline(conduct, block, element)
                else:
                    made.append(_computed(conduct, block, element))
            except Untranslatable as refusal:
                reasons[element.number] = str(refusal)
                still.append((block, element))
        if len(still) == len(waiting):
            break
        waiting = still
    for _, element in waiting:
        _keep(conduct, element, reasons[element.number])
    return made


def _is_calculated(element: Element) -> bool:
    if element.extra or "register" in element.own:
        return False
    sort = sort_of(element.type)
    return sort in ("calculate", "hidden") or (element.bound("readonly") in YES and bool(element.bound("calculate")))


def _formula(element: Element) -> tuple[str, str, str]:
    """The calculation of a row, with the column and the key it stands under."""
    if element.bound("calculate"):
        return element.bound("calculate"), "calculation", "calculate"
    default = str(element.data.get("default") or "").strip()
    return (default if element.data.get("_dynamic_default") else repr(default), "default", "default")


def _computed(conduct: Conduct, block: Block, element: Element) -> Question:
    said, attribute, key = _formula(element)
    id_ = conduct.book.ids[element.number]
    own = element.own.get("computed")
    ours = kept(element.own, "formula", said)
    if said in ("''", "") and not ours:
        raise Untranslatable("there is no calculation")
    if ours and isinstance(own, dict):
        found, known = Translation(ours, Typed(Name(id_), "number")), _as_told(conduct, id_, own)
    else:
        found = _as_value(formula_of(said, conduct.names))
        known = _known(id_, found.value)
    conduct.book.known[element.name] = conduct.book.by_row[element.number] = known
    question: Question = {"id": id_}
    if isinstance(own, dict):
        question |= own
    else:
        question |= {"label": conduct.languages.text(element.data["label"])} if element.data.get("label") else {}
        question["format"] = "text" if found.value.type == "text" else "integer" if known.whole else "decimal"
    question["formula"] = found.text
    notes = conduct.findings.notes
    conduct.findings.translated(element.place(attribute), attribute, found.text, found.added)
    conduct.held(question, "formula", element, attribute, key, notes)
    conduct.before.add(id_)
    _tell_of_relevance(conduct, block, element)
    return question


def _inline(conduct: Conduct, block: Block, element: Element) -> None:
    """A calculation made row by row is no variable here; what reads it calculates it itself."""
    said, attribute, _ = _formula(element)
    roster = conduct.book.roster(block)
    found = formula_of(said, conduct.names, roster, element.bound("relevant"))
    id_ = conduct.book.ids[element.number]
    value = found.value
    kind = "choice" if value.variable and value.variable.kind == "choice" else value.type
    known = Known(id_, kind if kind != "truth" else "number", whole=value.whole, roster=roster, inlined=value)
    conduct.book.known[element.name] = known
    why = "what is calculated row by row is no variable here; what reads it calculates it itself"
    note = conduct.findings.kept(element.place(attribute), attribute, said, why)
    conduct.findings.notes.append(f"{note} ({element.name})")


def _as_value(found: Translation) -> Translation:
    """A condition as 1 or 0."""
    value = found.value
    if value.type == "truth":
        return Translation(f"if {found.text} then 1 else 0", value, found.added)
    return found


def _known(id_: str, value: Typed) -> Known:
    """What expressions may say of a computed variable."""
    copied = value.variable if isinstance(value.node, Name | Choose) else None
    if value.type == "truth":
        return Known(id_, "choice", _TRUTHS, whole=True)
    if copied is not None and copied.kind == "choice":
        return Known(id_, "choice", copied.codes, whole=not copied.texts)
    return Known(
        id_, "date" if value.type == "date" else "time" if value.type == "time" else value.type, whole=value.whole
    )


def _tell_of_relevance(conduct: Conduct, block: Block, element: Element) -> None:
    """A calculation here is made for everybody, whatever its relevance and that of its groups."""
    said = element.bound("relevant")
    if said:
        why = "a calculation is made for everybody here"
        note = conduct.findings.kept(element.place("relevant"), "relevant", said, why)
        conduct.findings.notes.append(note)
    groups = [group for group in block.groups if group.bound("relevant")]
    if groups:
        group = where(groups[0].place())
        what = f"'{element.name}' is calculated for everybody, also where its group ({group}) is not asked"
        conduct.findings.tell(UNTRANSLATED, what, element.place("calculation"))


def _keep(conduct: Conduct, element: Element, why: str) -> None:
    said, attribute, _ = _formula(element)
    if said in ("''", ""):
        conduct.findings.notes.append(f"{where(element.place('type'))} type: {element.cell('type')} {element.name}")
        conduct.findings.tell(UNTRANSLATED, f"'{element.name}' has no calculation", element.place("type"))
        return
    conduct.findings.notes.append(conduct.findings.kept(element.place(attribute), attribute, said, why))
    conduct.findings.notes[-1] = f"{conduct.findings.notes[-1]} ({element.name})"
    old = conduct.book.known[element.name]
    conduct.book.known[element.name] = Known(old.id, "lost", why="whose calculation is kept as a note")


def paradata_of(blocks: list[Block]) -> Iterator[Element]:
    """Rows that record what surveykit's journal records by itself, or a telephone knows."""
    for block in blocks:
        for element in block.elements:
            if sort_of(element.type) == "paradata" and not element.extra:
                yield element
