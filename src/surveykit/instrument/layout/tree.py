"""A YAML file as a tree that keeps what people wrote beside the values: comments, blank lines, quotes."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from surveykit.parsing import composed

NOTHING = ("", "~", "null", "Null", "NULL")

_COMMENT = re.compile(r"#[^\n]*")


@dataclass(slots=True)
class Scalar:
    """One word or text: what it says, whether it stood in quotes, and whether it says nothing at all."""

    value: str
    quoted: bool = False
    null: bool = False


@dataclass(slots=True)
class Collection:
    """A mapping (its entries have keys) or a list; `foot` are the comments after its last entry."""

    entries: list["Entry"]
    mapping: bool
    flow: bool
    foot: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a list; "" in `head` and `foot` are blank lines.

    `head` are the comments above it, `tail` the one at the end of its line, `blank` whether a blank line stands above
    it and its head.
    """

    key: Scalar | None
    value: Scalar | Collection
    head: list[str] = field(default_factory=list)
    tail: str = ""
    blank: bool = False

    @property
    def name(self) -> str:
        """The key, or "*" for an item of a list."""
        return self.key.value if self.key else "*"


@dataclass(frozen=True, slots=True)
class _Part:
    """A collection, the column its entries begin at (None within brackets), and where it ends."""

    collection: Collection
    column: int | None
    end: int


@dataclass(slots=True, eq=False)
class _Span:
    """Where an entry and its text begin, and the collections it stands in, from the root inwards."""

    start: int
    column: int | None
    entry: Entry
    parents: tuple[_Part, ...]
    value: int = 0


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment: its place, its words, and whether it has a line of its own."""

    index: int
    line: int
    column: int
    words: str
    alone: bool


def tree_of(text: str) -> Collection:
    """The tree of a YAML text that can be read and is a mapping.

    Comments above the first entry are the head of that entry.
    """
    reader = _Reader(text)
    root = reader.node(composed(text), (), None)
    if not isinstance(root, Collection):
        raise TypeError(text[:40])  # it was fitted to a model before
    _Comments(reader, root).attach()
    return root


def comments_in(tree: Collection) -> list[str]:
    """The words of every comment, in no order that matters."""
    found = [line for line in tree.foot if line]
    for entry in tree.entries:
        found += [line for line in (*entry.head, entry.tail) if line]
        if isinstance(entry.value, Collection):
            found += comments_in(entry.value)
    return found


class _Reader:
    """Makes the tree from ruamel's nodes, and notes where everything stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[tuple[int, int]] = []  # where scalars stand: in there is no comment
        self.spans: list[_Span] = []
        self.ends: list[tuple[int, Entry]] = []  # a position, and the entry whose line goes on after it
        self.inner: list[tuple[Entry, int]] = []  # comments in the first line of a block of text

    def node(self, node: Any, parents: tuple[_Part, ...], owner: Entry | None) -> Scalar | Collection:
        kind = type(node).__name__
        if kind == "ScalarNode":
            return self._scalar(node, owner)
        flow = bool(node.flow_style)
        made = Collection([], kind == "MappingNode", flow)
        part = _Part(made, None if flow else node.start_mark.column, node.end_mark.index)
        if flow and owner is not None:
            self.ends.append((node.start_mark.index + 1, owner))
        for item in node.value:
            self._entry(item, (*parents, part))
        if flow and owner is not None:
            self.ends.append((node.end_mark.index, owner))
        return made

    def _entry(self, item: Any, parents: tuple[_Part, ...]) -> None:
        into = parents[-1].collection
        first, value = item if into.mapping else (item, item)
        entry = Entry(None, Scalar("", null=True))
        into.entries.append(entry)
        start = first.start_mark.index
        if not into.mapping and not into.flow:
            start = self._dash(start)
            self.ends.append((start + 1, entry))
        elif not into.flow and self.text[:start].endswith("? "):
            start -= 2
        span = _Span(start, parents[-1].column, entry, parents)
        self.spans.append(span)
        if into.mapping:
            entry.key = self._scalar(first, None)
            self.ends.append((first.end_mark.index, entry))
        entry.value = self.node(value, parents, entry)
        if isinstance(entry.value, Scalar) and not entry.value.null:
            span.value = value.start_mark.index

    def _dash(self, start: int) -> int:
        """Where the dash of an item stands: the first after what came before, outside comments."""
        begin = max(self.words[-1][1] if self.words else 0, self.spans[-1].start + 1 if self.spans else 0)
        gap = _COMMENT.sub(lambda found: " " * len(found[0]), self.text[begin : start + 1])
        found = re.search(r"-(?=\s|$)", gap)
        return begin + found.start() if found else start

    def _scalar(self, node: Any, owner: Entry | None) -> Scalar:
        start, end = node.start_mark.index, node.end_mark.index
        if end > start:
            self.words.append((start, end))
        if owner is not None and end > start:
            self.ends.append((end, owner))
        if owner is not None and node.style in ("|", ">"):
            found = _COMMENT.search(self.text, start, self.text.find("\n", start))
            if found:
                self.inner.append((owner, found.start()))
        return Scalar(str(node.value), node.style in ("'", '"'), not node.style and node.value in NOTHING)


class _Comments:
    """Hangs every comment on the entry it speaks of, and notes the blank lines."""

    def __init__(self, reader: _Reader, root: Collection) -> None:
        self.text = reader.text
        self.root = root
        self.begins = [0, *(found.end() for found in re.finditer("\n", reader.text))]
        self.words = sorted(reader.words)
        self.inner = reader.inner
        self.spans = sorted(reader.spans, key=lambda span: span.start)
        self.starts = [span.start for span in self.spans]
        self.ends = sorted(reader.ends, key=lambda pair: pair[0])

    def attach(self) -> None:
        heads: dict[int, list[_Comment]] = {}
        feet: dict[int, tuple[Collection, list[_Comment]]] = {}
        for owner, index in self.inner:
            self._tail(owner, self._comment(index))
        for comment in self._each():
            place = self._place(comment) if comment.alone else None
            if place is None:
                self._tail(self._before(comment.index), comment)
            elif isinstance(place, Entry):
                heads.setdefault(id(place), []).append(comment)
            else:
                feet.setdefault(id(place), (place, []))[1].append(comment)
        for span in self.spans:
            found = heads.get(id(span.entry), [])
            line = self._line(span.start)
            first = found[0].line if found else line
            opens = bool(found) or not self.text[self.begins[line] : span.start].strip()
            span.entry.blank = opens and self._blank_above(first)
            span.entry.head += self._spaced(found, line)
        for collection, found in feet.values():
            above = [""] if self._blank_above(found[0].line) else []
            collection.foot += [*above, *self._spaced(found, None)]

    @staticmethod
    def _tail(entry: Entry, comment: _Comment) -> None:
        if entry.tail:
            entry.head.append(comment.words)
        else:
            entry.tail = comment.words

    def _each(self) -> Iterator[_Comment]:
        begin = 0
        for start, end in (*self.words, (len(self.text), len(self.text))):
            for found in _COMMENT.finditer(self.text, begin, start):
                yield self._comment(found.start())
            begin = end

    def _comment(self, index: int) -> _Comment:
        line = self._line(index)
        begin = self.begins[line]
        end = self.text.find("\n", index)
        words = self.text[index : None if end < 0 else end].rstrip()
        return _Comment(index, line, index - begin, words, not self.text[begin:index].strip())

    def _line(self, index: int) -> int:
        return bisect_right(self.begins, index) - 1

    def _before(self, index: int) -> Entry:
        """The entry whose line a comment ends."""
        last = bisect_right(self.ends, index, key=lambda pair: pair[0]) - 1
        return self.ends[max(last, 0)][1]

    def _place(self, comment: _Comment) -> Entry | Collection:
        """The entry a comment stands above, or the collection at whose end it stands."""
        number = bisect_right(self.starts, comment.index)
        after = self.spans[number] if number < len(self.spans) else None
        if number == 0:
            return after.entry if after else self.root
        before = self.spans[number - 1]
        if before.value > comment.index:
            return before.entry  # it stands between a key and its text
        kept = [] if after is None else [part.collection for part in after.parents]
        closing = [part for part in before.parents if not any(part.collection is other for other in kept)]
        for part in closing:
            if part.column is None and comment.index < part.end:
                return part.collection
        if after is not None and (after.column is None or comment.column <= after.column):
            return after.entry
        columns = [part.column for part in closing if part.column is not None]
        if not columns:
            return after.entry if after else self.root
        fitting = max((column for column in columns if column <= comment.column), default=min(columns))
        return next(part.collection for part in closing if part.column == fitting)

    def _blank_above(self, line: int) -> bool:
        return line > 0 and not self.text[self.begins[line - 1] : self.begins[line]].strip()

    @staticmethod
    def _spaced(comments: list[_Comment], end: int | None) -> list[str]:
        """Comments as lines, with one blank line where there was at least one."""
        made: list[str] = []
        for number, comment in enumerate(comments):
            made.append(comment.words)
            below = comments[number + 1].line if number + 1 < len(comments) else end
            if below is not None and below > comment.line + 1:
                made.append("")
        return made
