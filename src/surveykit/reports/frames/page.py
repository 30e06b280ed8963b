"""The codebook of a coding frame as a document: the tree of codes, then each with all that is said of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.codebook.frames.frame import CodingFrame, FrameCode
from surveykit.reports.document import Block, Document, Facts, Heading, Paragraph
from surveykit.reports.frames.words import word
from surveykit.reports.table import Column, Row, Table
from surveykit.text import Text


def frame_page(frame: CodingFrame, language: str) -> Document:
    """A coding frame to be read: an overview, then code by code."""
    page = _Page(frame, language)
    blocks = (*page.about(), page.tree(), *page.codes(), *page.attributes(), *page.nets(), *page.changes())
    return Document(frame.title.into(language), blocks, language, page.subtitle())


def frame_tables(frame: CodingFrame, language: str) -> Document:
    """A coding frame as tables, for spreadsheets: a row for each code."""
    page = _Page(frame, language)
    blocks = (page.whole(), *page.attributes(), *page.nets(), *page.changes())
    return Document(frame.title.into(language), blocks, language, page.subtitle())


@dataclass(frozen=True, slots=True)
class _Page:
    """A frame in a language."""

    frame: CodingFrame
    language: str

    def word(self, key: str) -> str:
        return word(key, self.language)

    def said(self, text: Text) -> str:
        return text.into(self.language)

    def named(self, code: str) -> str:
        """A code with its label, where the frame has it."""
        facts = self.frame.codes.get(code)
        return f"{code} · {self.said(facts.label)}" if facts else code

    def subtitle(self) -> str:
        frame = self.frame
        version = f"{self.word('version')} {frame.version}, " if frame.version else ""
        return f"{self.word('frame')} {frame.name}, {version}{self.word(frame.status)}, {frame.fingerprint}"

    def about(self) -> Iterator[Block]:
        frame = self.frame
        if frame.description:
            yield Paragraph(self.said(frame.description))
        pairs = [
            (self.word("instrument"), frame.instrument),
            (self.word("questions"), ", ".join(frame.questions)),
            (self.word("codes_of_answer"), self.word("several" if frame.several else "one")),
            (self.word("unit"), self.word(frame.unit)),
            (self.word("scale"), "" if frame.scale == "nominal" else self.word(frame.scale)),
        ]
        yield Facts(tuple(pair for pair in pairs if pair[1]))

    def tree(self) -> Table:
        """The codes as they lie within each other."""
        heads = ("code", "label", "hotkey", "properties")
        rows = [
            Row((code, self.said(facts.label), facts.hotkey, ", ".join(self.properties(facts))), indent=depth)
            for code, facts, depth in self.in_tree()
        ]
        return Table(self.word("codes"), self.columns(*heads), tuple(rows), key="tree")

    def in_tree(self) -> Iterator[tuple[str, FrameCode, int]]:
        """Each code below the wider one it is a part of, with how deep it lies."""
        frame = self.frame
        roots = [code for code, facts in frame.codes.items() if facts.within not in frame.codes]
        waiting = [(code, 0) for code in reversed(roots)]
        while waiting:
            code, depth = waiting.pop()
            yield code, frame.codes[code], depth
            waiting += [(each, depth + 1) for each in reversed(frame.parts.get(code, ()))]

    def properties(self, facts: FrameCode) -> Iterator[str]:
        if not facts.codable:
            yield self.word("uncodable")
        if facts.exclusive:
            yield self.word("exclusive")
        if facts.value is not None:
            yield f"{self.word('value')} {facts.value:g}"
        known = self.frame.attributes
        yield from (self.said(known[name].label) for name, held in facts.attributes.items() if held and name in known)

    def codes(self) -> Iterator[Block]:
        for code, facts, depth in self.in_tree():
            yield Heading(self.named(code), min(4, 2 + depth), f"code-{code}", facts.colour)
            if facts.definition:
                yield Paragraph(self.said(facts.definition))
            pairs = tuple(self.facts(facts))
            if pairs:
                yield Facts(pairs)

    def facts(self, facts: FrameCode) -> Iterator[tuple[str, str]]:
        for key in ("include", "exclude", "examples", "counter_examples"):
            for n, text in enumerate(getattr(facts, key)):
                quoted = f"«{self.said(text)}»" if "examples" in key else self.said(text)
                yield "" if n else self.word(key), quoted
        rest = [("keywords", facts.keywords), ("properties", self.properties(facts)), ("hotkey", facts.hotkey)]
        yield from ((self.word(key), ", ".join(said)) for key, found in rest if (said := tuple(found)))

    def whole(self) -> Table:
        """All that is said of each code, in a row."""
        heads = ("code", "label", "within", "definition", "include", "exclude", "examples", "counter_examples")
        tail = ("keywords", "hotkey", "colour", "exclusive", "uncodable", "guid")
        named = tuple(Column(name, self.said(each.label)) for name, each in self.frame.attributes.items())
        rows = tuple(Row(tuple(self.cells(code, facts)), indent=depth) for code, facts, depth in self.in_tree())
        return Table(self.word("codes"), (*self.columns(*heads), *named, *self.columns(*tail)), rows, key="codes")

    def cells(self, code: str, facts: FrameCode) -> Iterator[str]:
        yes = {True: self.word("yes"), False: ""}
        yield from (code, self.said(facts.label), facts.within or "", self.said(facts.definition))
        for texts in (facts.include, facts.exclude, facts.examples, facts.counter_examples):
            yield "\n".join(map(self.said, texts))
        yield from (yes[facts.attributes.get(name, False)] for name in self.frame.attributes)
        yield from (", ".join(facts.keywords), facts.hotkey, facts.colour)
        yield from (yes[facts.exclusive], yes[not facts.codable], self.frame.guid_of(code))

    def columns(self, *keys: str) -> tuple[Column, ...]:
        return tuple(Column(key, self.word(key)) for key in keys)

    def attributes(self) -> Iterator[Block]:
        if self.frame.attributes:
            yield Heading(self.word("attributes"), 2, "attributes")
            known = self.frame.attributes.values()
            yield Facts(tuple((self.said(each.label), self.said(each.definition)) for each in known))

    def nets(self) -> Iterator[Block]:
        if self.frame.nets:
            yield Heading(self.word("nets"), 2, "nets")
            rows = (Row((n, self.said(net.label), ", ".join(net.codes))) for n, net in self.frame.nets.items())
            yield Table("", self.columns("net", "label", "codes"), tuple(rows), key="nets")

    def changes(self) -> Iterator[Block]:
        if self.frame.changes:
            yield Heading(self.word("changes"), 2, "changes")
            rows = tuple(
                Row((c.version, self.word(c.op), ", ".join(c.old), ", ".join(c.new), c.by, c.when or "", c.why))
                for c in self.frame.changes
            )
            heads = ("version", "change", "from", "to", "by", "when", "why")
            yield Table("", self.columns(*heads), rows, key="changes")
