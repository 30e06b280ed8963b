"""Names of a form: the id of every question, calculation, repeat and section, and what expressions may say of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from surveykit.exchange.ids import Ids
from surveykit.exchange.xlsform.reader.choices import ChoiceLists
from surveykit.exchange.xlsform.reader.findings import RENAMED, Findings
from surveykit.exchange.xlsform.reader.kinds import PARADATA_WORDS, UNSUPPORTED_WORDS, sort_of
from surveykit.exchange.xlsform.reader.outline import Block, Element, helpers_of, is_battery, lines_of
from surveykit.exchange.xlsform.xpath.known import Kind, Known, Names
from surveykit.missing import Value

YES: Final = frozenset(["yes", "Yes", "YES", "true", "True", "TRUE", "true()"])
NO: Final = frozenset(["", "no", "No", "NO", "false", "False", "FALSE", "false()"])
OK: Final = "OK"
_KINDS: Final[Mapping[str, Kind]] = {
    "single": "choice",
    "multiple": "set",
    "ranking": "rank",
    "integer": "number",
    "decimal": "number",
    "range": "number",
    "percent": "number",
    "text": "text",
    "date": "date",
    "time": "time",
    "datetime": "date",
    "acknowledge": "choice",
}


@dataclass
class Book:
    """The names of a form."""

    known: dict[str, Known] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)  # repeat or its section -> row variable
    ids: dict[int, str] = field(default_factory=dict)  # row of the survey sheet -> id
    sections: list[str] = field(default_factory=list)  # id of each block
    rosters: dict[int, str] = field(default_factory=dict)  # row of a repeat -> id of its section
    by_row: dict[int, Known] = field(default_factory=dict)  # row of the survey sheet -> what it is
    shows: dict[str, str] = field(default_factory=dict)  # calculations that only show an expression
    checks: Ids = field(default_factory=lambda: Ids(()))
    more: Ids = field(default_factory=Ids)  # ids for what the form has no name for

    @property
    def names(self) -> Names:
        """What expressions may name."""
        return Names(self.known, self.rows, self.shows)

    def roster(self, block: Block) -> str:
        """The path of the repeat a block stands in."""
        return "/".join(self.rosters[repeat.number] for repeat in block.repeats)


def book_of(blocks: list[Block], lists: ChoiceLists, findings: Findings) -> Book:
    """Give every name of the form its id."""
    book = Book()
    elements = [(block, element) for block in blocks for element in _single_ones(block.elements)]
    for _, element in elements:
        book.ids[element.number] = book.more.fresh(element.name)
    _keep_columns_apart(book, [element for _, element in elements], lists)
    helpers = [{**helper.own, "name": helper.name} for helper in helpers_of(findings.form)]
    book.shows = {str(own["name"]): str(own["shows"]) for own in helpers if "shows" in own}
    row_names = {str(own["row_of"]): str(own["name"]) for own in helpers if "row_of" in own}
    for block in blocks:
        _name_section(book, block, row_names)
    often = Counter(element.name for _, element in elements)
    for block, element in elements:
        id_ = book.ids[element.number]
        if id_ != element.name:
            findings.tell(RENAMED, f"'{element.name}' is called '{id_}'", element.place())
        known = book.by_row[element.number] = _known(book, block, element, lists)
        if often[element.name] > 1:
            known = Known(id_, "lost", why="which stands several times in the form")
        book.known.setdefault(element.name, known)
    return book


def _single_ones(elements: Iterable[Element]) -> Iterator[Element]:
    """Every row that becomes a name, the lines of batteries too."""
    for element in elements:
        yield element
        if is_battery(element) and not element.extra:
            yield from lines_of(element)


def _keep_columns_apart(book: Book, elements: list[Element], lists: ChoiceLists) -> None:
    """Rename a multiple-response question one of whose columns has the name of something else."""
    for element in elements:
        if sort_of(element.type) not in ("multiple", "ranking") or element.extra:
            continue
        codes = [code for codes in lists.codes.get(list_of(element), {}).values() for code in codes]
        endings: list[Value] = codes if sort_of(element.type) == "multiple" else list(range(1, len(codes) + 1))
        id_ = book.ids[element.number]
        if any(book.more.has(f"{id_}_{ending}") for ending in endings):
            id_ = book.ids[element.number] = book.more.fresh(f"{id_[:28]}_set")
        book.more.take(f"{id_}_{ending}" for ending in endings)


def _name_section(book: Book, block: Block, row_names: Mapping[str, str]) -> None:
    sections = Ids(book.sections)
    repeat = block.repeats[-1] if block.repeats else None
    inner = block.groups[-1].name if block.groups else "main"
    own = str(block.groups[-1].own.get("id", "")) if block.groups else ""
    id_ = sections.fresh(own or inner)
    book.sections.append(id_)
    if repeat is not None and block.first:
        book.rosters[repeat.number] = id_
        row = row_names.get(id_) or f"{repeat.name[:28]}_row"
        book.rows[repeat.name] = book.rows[id_] = book.more.fresh(row)
        if id_ in row_names:
            book.known[row] = Known(book.rows[id_], "number", whole=True, sure=True, roster=book.roster(block))


def list_of(element: Element) -> str:
    """The name of the list a question takes its choices from."""
    return str(element.data.get("itemset") or element.data.get("list_name") or "")


def _known(book: Book, block: Block, element: Element, lists: ChoiceLists) -> Known:
    id_, sort = book.ids[element.number], sort_of(element.type)
    if element.extra or is_battery(element):
        return Known(id_, "lost", why="which is kept as a note only")
    if sort not in _KINDS:
        words = {"paradata": PARADATA_WORDS, "unsupported": UNSUPPORTED_WORDS, "note": "which has no answer"}
        return Known(id_, "lost", why=words.get(sort, "whose calculation is not translated"))
    codes = {OK: (OK,)} if sort == "acknowledge" else lists.codes.get(list_of(element), {})
    routed = element.bound("relevant") or any(group.bound("relevant") for group in block.groups)
    return Known(
        id_,
        _KINDS[sort],
        codes if sort in ("single", "multiple", "ranking", "acknowledge") else {},
        whole=sort == "integer",
        sure=element.bound("required") in YES and not routed and not block.repeats,
        roster=book.roster(block),
    )
