"""The outline of a form: its nested groups and repeats as sections that stand one after the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from surveykit.exchange.xlsform.reader.findings import FLATTENED, Findings
from surveykit.exchange.xlsform.reader.own import COLUMN, HELPERS, own_of
from surveykit.exchange.xlsform.reader.workbook import ROW, Form, meant
from surveykit.problems import Place

_SELECTS: Final = ("select one", "select all that apply")
_DEEPEST = 2  # rosters nest once


@dataclass(frozen=True)
class Element:
    """A row of the survey sheet as pyxform understands it."""

    data: Mapping[str, Any]
    form: Form
    extra: bool = False  # kept as a note because it stands too deep

    @property
    def name(self) -> str:
        """The name in the form."""
        return str(self.data.get("name", ""))

    @property
    def type(self) -> str:
        """The type in pyxform's words."""
        return str(self.data.get("type", ""))

    @property
    def number(self) -> int:
        """The row in the file; 0 for what pyxform made itself."""
        return int(self.data.get(ROW, 0))

    @cached_property
    def children(self) -> tuple["Element", ...]:
        """What stands inside a group."""
        return tuple(Element(child, self.form) for child in self.data.get("children", ()))

    def bound(self, key: str) -> str:
        """What a column of conduct says: relevant, constraint, calculate, required, readonly."""
        value = self.data.get("bind", {}).get(key, "")
        return value.strip() if isinstance(value, str) else ""

    def shown(self, key: str) -> str:
        """What a column of appearance says."""
        control = self.data.get("control", {})
        return str(control.get(key, "")).strip() if isinstance(control, Mapping) else ""

    def place(self, attribute: str = "name") -> Place:
        """The cell of an attribute."""
        return self.form.place("survey", self.number, attribute)

    @property
    def written(self) -> Mapping[str, str]:
        """The row as it stands in the sheet."""
        return self.form.sheets["survey"].rows.get(self.number, {})

    def cell(self, attribute: str) -> str:
        """What stands in the sheet in the column of an attribute."""
        return next((text for heading, text in self.written.items() if meant(heading) == attribute), "")

    @cached_property
    def own(self) -> Mapping[str, Any]:
        """What surveykit wrote beside the row, where it made the form."""
        return own_of(self.cell(COLUMN))


@dataclass
class Block:
    """A section to be: the groups it stands in from the outermost, the repeats among them, and what it asks."""

    groups: tuple[Element, ...] = ()
    repeats: tuple[Element, ...] = ()
    first: bool = False  # the first section of its innermost repeat, which becomes the roster
    elements: list[Element] = field(default_factory=list)
    inside: dict[int, tuple[Element, ...]] = field(
        default_factory=dict
    )  # row -> its groups, where these are no sections


def blocks_of(form: Form, findings: Findings) -> list[Block]:
    """The sections of a form in order; groups within groups and repeats within repeats are laid side by side."""
    outline = _Outline(form, findings)
    outline.walk(Element(form.tree, form).children, (), ())
    return [block for block in outline.blocks if block.elements]


def is_battery(element: Element) -> bool:
    """Whether a group is a table of questions that offer the same choices, and nothing else."""
    if element.own.get("type") in ("battery", "constant_sum"):
        return True
    asked = [child for child in element.children if child.number]
    lists = {(child.type, child.data.get("itemset")) for child in asked if child.type in _SELECTS}
    table = "table-list" in element.cell("appearance")
    labelled = any(child.shown("appearance") == "label" for child in asked)
    lines = [child for child in asked if child.shown("appearance") != "label"]
    alike = len(lists) == 1 and all(child.type in _SELECTS for child in asked)
    plain = not any(child.data.get("choice_filter") or "or_other" in child.cell("type") for child in asked)
    bare = all(child.shown("appearance") in ("label", "list-nolabel", "list") for child in asked)
    return alike and plain and len(lines) > 1 and (table or (labelled and bare))


def lines_of(element: Element) -> list[Element]:
    """The questions of a battery."""
    return [
        child
        for child in element.children
        if child.number and child.shown("appearance") != "label" and not HELPERS & child.own.keys()
    ]


class _Outline:
    """The sections found so far."""

    def __init__(self, form: Form, findings: Findings) -> None:
        self.form, self.findings = form, findings
        self.blocks: list[Block] = []
        self.begun: set[int] = set()  # the repeats whose roster has its first section

    def walk(self, elements: tuple[Element, ...], groups: tuple[Element, ...], repeats: tuple[Element, ...]) -> None:
        block: Block | None = None
        for element in elements:
            if not element.number or HELPERS & element.own.keys():
                continue
            if element.type == "group" and not is_battery(element):
                self.findings.counts["groups"] += 1
                self.walk(element.children, (*groups, element), repeats)
                block = None
            elif element.type in ("repeat", "loop"):
                self.findings.counts["repeats"] += 1
                self.repeat(element, groups, repeats)
                block = None
            else:
                if block is None:
                    block = self.block(groups, repeats)
                block.elements.append(element)
                if block.groups != groups:
                    block.inside[element.number] = groups

    def block(self, groups: tuple[Element, ...], repeats: tuple[Element, ...]) -> Block:
        """A new section; a repeat within a repeat has one only."""
        first = bool(repeats) and repeats[-1].number not in self.begun
        if len(repeats) == _DEEPEST and not first:
            block = next(block for block in self.blocks if block.first and block.repeats == repeats)
            what = f"the group '{groups[-1].name}' in a repeat within a repeat is no section of its own"
            if groups != block.groups:
                self.findings.tell(FLATTENED, what, groups[-1].place())
            return block
        self.begun.update(repeat.number for repeat in repeats)
        if len(repeats) == _DEEPEST:  # the one section stands in the repeat, not in a group of it
            groups = groups[: groups.index(repeats[-1]) + 1]
        self.blocks.append(Block(groups, repeats, first))
        return self.blocks[-1]

    def repeat(self, element: Element, groups: tuple[Element, ...], repeats: tuple[Element, ...]) -> None:
        inside = (*repeats, element)
        if len(inside) <= _DEEPEST and element.type == "repeat":
            if repeats and repeats[-1].number not in self.begun:
                self.block(groups, repeats).elements.append(Element(repeats[-1].data, self.form, extra=True))
            self.walk(element.children, (*groups, element), inside)
            return
        what = f"'{element.name}' stands within two repeats; its questions are kept as notes"
        if element.type == "loop":
            what = f"'{element.name}' is a loop over a list; its questions are kept as notes"
        self.findings.tell(FLATTENED, what, element.place("type"), "warning")
        block = self.block(groups, repeats)
        block.elements += [Element(e.data, self.form, extra=True) for e in (element, *_within(element)) if e.number]


def helpers_of(form: Form) -> Iterator[Element]:
    """The rows of a form made by surveykit that stand for nothing of their own."""
    return (element for element in _within(Element(form.tree, form)) if HELPERS & element.own.keys())


def _within(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from _within(child)
