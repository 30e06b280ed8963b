"""Documents: headings, paragraphs, tables, pictures and findings, in the order they are read."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.problems import Problem
from surveykit.reports.picture import Picture
from surveykit.reports.table import Table


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4, with an anchor other blocks may link to.

    `colour` (#RRGGBB) is drawn before it, where a page can draw.
    """

    text: str
    level: int = 2
    anchor: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `tone` says whether it is plain, a remark in small print, or a warning.

    `link` is a file beside the page that it leads to, where a page can link; the text names that file too.
    """

    text: str
    tone: str = "plain"  # "plain", "note" or "warning"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a term and what it is, such as "asked of" and "exporters"; "" is the term before once more."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """A list of problems, with the number found where only the first are shown."""

    problems: tuple[Problem, ...]
    found: int


Block = Heading | Paragraph | Facts | Table | Picture | Findings


@dataclass(frozen=True, slots=True)
class Document:
    """A page: title, language, and blocks in order.

    Of a book (`listed`) the titles of tables and pictures are listed before them, where a page can link to them; of a
    report (`beside`) the list stands beside the text, where there is room. `numbered` titles begin with a number.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "en"
    subtitle: str = ""
    listed: bool = False
    beside: bool = False
    numbered: bool = False

    @property
    def warned(self) -> int:
        """How many blocks stand before the contents: the warning that a page begins with, where it does."""
        first = self.blocks[0] if self.blocks else None
        return int(isinstance(first, Paragraph) and first.tone == "warning")

    def entries(self) -> Iterator[tuple[int, Table | Picture]]:
        """The tables and pictures a book lists, by their places; not what belongs to the one before, as tests do."""
        key = ""
        for place, block in enumerate(self.blocks if self.listed else ()):
            if isinstance(block, Table | Picture) and block.title and not (key and block.key.startswith(f"{key}.")):
                key = block.key
                yield place, block
