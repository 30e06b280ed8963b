"""The order of a formr survey: pages between submit buttons, and items and blocks that are shuffled."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from surveykit.exchange.draft.form import Form, Origin
from surveykit.exchange.draft.rules import NOT_HELD
from surveykit.exchange.formr.kinds import Item

_SUBMIT: Final = "submit"


@dataclass(frozen=True, slots=True)
class Part:
    """Items that stand together: a page or a block."""

    items: tuple[Item, ...]
    title: str = ""
    shuffled: bool = False
    notes: tuple[str, ...] = ()


def parts_of(form: Form, items: Sequence[Item]) -> list[Part]:
    """The pages of a survey, or its blocks where all of it is in blocks; what cannot be shuffled here is told."""
    asked = [item for item in items if item.kind != _SUBMIT]
    blocked = [item for item in asked if item.row["block_order"]]
    if blocked and len(blocked) == len(asked):
        return _blocks(form, items)
    if blocked:
        origin = blocked[0].row.origin("block_order")
        form.keep(
            form.notes, origin, "blocks among items that stand fast are not shuffled here; the order is as written"
        )
        return _pages(form, items)
    ordered = sorted(enumerate(items), key=lambda pair: (_rank(pair[1], pair[0]), pair[0]))
    return _pages(form, [item for _, item in ordered])


def _rank(item: Item, position: int) -> float:
    """The place an item asks for: its item_order, else its row."""
    return _number(item.row["item_order"]) or position + 1.0


def _number(word: str) -> float | None:
    try:
        return float(word.replace(",", ".")) if word else None
    except ValueError:
        return None


def _pages(form: Form, items: Sequence[Item]) -> list[Part]:
    """The items between two submit buttons; a page is shuffled where all its items ask for the same place."""
    pages: list[Part] = []
    current: list[Item] = []
    for item in items:
        if item.kind != _SUBMIT:
            current.append(item)
            continue
        notes: list[str] = []
        _button(form, item, notes)
        pages.append(Part(tuple(current), shuffled=_shuffled(form, current), notes=tuple(notes)))
        current = []
    pages.append(Part(tuple(current), shuffled=_shuffled(form, current)))
    return [page for page in pages if page.items or page.notes]


def _button(form: Form, item: Item, notes: list[str]) -> None:
    """What a submit button does beside ending a page."""
    if item.options:
        form.keep(notes, item.row.origin("type"), "a page is not submitted by the clock here")
    if item.row["showif"]:
        form.keep(notes, item.row.origin("showif"), "a page always ends where it ends")


def _shuffled(form: Form, items: Sequence[Item]) -> bool:
    """Whether items are asked in an order drawn at random: all of them ask for the same place."""
    ranks = [item.row["item_order"] for item in items]
    given = [rank for rank in ranks if rank]
    if len(given) < 2 or len(set(given)) == len(given):
        return False
    if len(set(ranks)) == 1:
        return True
    if any(item.row["block_order"] for item in items):
        return False  # told with the blocks
    twice = next(item for item in items if ranks.count(item.row["item_order"]) > 1 and item.row["item_order"])
    what = f"items that ask for the same place ({twice.row['item_order']}) are not shuffled among others here"
    form.complain(NOT_HELD, what, twice.row.place("item_order"))
    return False


def _blocks(form: Form, items: Sequence[Item]) -> list[Part]:
    """Blocks in an order drawn at random, the items of each as they ask to stand."""
    form.head["order"] = "random"
    notes: list[str] = []
    for button in (item for item in items if item.kind == _SUBMIT):
        form.keep(
            notes, Origin(button.row.place("type"), "type", "submit"), "blocks that are shuffled are the pages here"
        )
    asked = [(number, item) for number, item in enumerate(items) if item.kind != _SUBMIT]
    first = {item.row["block_order"]: number for number, item in reversed(asked)}
    ordered = sorted(asked, key=lambda pair: (first[pair[1].row["block_order"]], _rank(pair[1], pair[0]), pair[0]))
    form.notes += notes
    parts = []
    for block, together in groupby((item for _, item in ordered), key=lambda item: item.row["block_order"]):
        of_block = list(together)
        parts.append(Part(tuple(of_block), title=block, shuffled=_shuffled(form, of_block)))
    return parts
