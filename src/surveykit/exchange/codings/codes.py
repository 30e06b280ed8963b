"""Codes as people write them in cells: keys, labels in any language or GUIDs, with several signs between them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.unit import normal

_SIGNS = (re.compile(r"[|;\n]"), re.compile(r","), re.compile(r"\s+"))
_LONGEST = 8  # pieces of a label that holds what parts codes
_ANY_SIGN = re.compile(r"[|;,\s]")
NONE = "(none)"
UNCODABLE = "(uncodable)"
UNKNOWN = "unknown"  # which words were judged


@dataclass(slots=True)
class Known:
    """The codes of a frame by every name they have; without a frame every name is a code."""

    frame: CodingFrame | None
    _exact: dict[str, str] = field(default_factory=dict)
    _alike: dict[str, set[str]] = field(default_factory=dict)
    _labels: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take down the names."""
        for code, facts in self.frame.codes.items() if self.frame else ():
            self._exact[code] = code
            for name in (code.casefold(), _guid(self.frame.guid_of(code) if self.frame else "")):
                self._alike.setdefault(name, set()).add(code)
            for said in facts.label.languages.values():
                self._labels.setdefault(normal(said), set()).add(code)

    def code(self, name: str) -> str:
        """The code that goes by a name; "" where none does, or more than one."""
        name = name.strip()
        if self.frame is None:
            return name
        found = self._exact.get(name)
        if found is None and name:
            ways = ((self._alike, name.casefold()), (self._alike, _guid(name)), (self._labels, normal(name)))
            found = next((code for names, way in ways if len(names.get(way, ())) == 1 for code in names[way]), "")
        return found or ""

    def codes(self, cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The codes of a cell, each once, and those of them that the frame has not.

        A label may hold commas and blanks: what is a code as a whole is not taken apart, and stronger signs part
        before weaker ones.

        Example:
            >>> Known(None).codes("EXP FAIR"), Known(None).codes("a thing | EXP")
            ((('EXP', 'FAIR'), ()), (('a thing', 'EXP'), ()))
        """
        words = cell.split()
        if self.frame is not None and all(word in self._exact for word in words):
            return tuple(dict.fromkeys(words)), ()
        found = self._parted(cell.strip(), 0)
        unknown = (name for name, code in found if not code)
        return tuple(dict.fromkeys(code or name for name, code in found)), tuple(dict.fromkeys(unknown))

    def _parted(self, piece: str, level: int) -> list[tuple[str, str]]:
        """Pairs of a name as written and its code, "" where it has none."""
        if not piece:
            return []
        if self.frame is not None and (code := self.code(piece)):
            return [(piece, code)]
        while level < len(_SIGNS) and not _SIGNS[level].search(piece):
            level += 1
        if level == len(_SIGNS):
            return [(piece, piece if self.frame is None else "")]
        parts = [part.strip() for part in _SIGNS[level].split(piece) if part.strip()]
        if self.frame is None:
            return [(part, part) for part in parts]
        found: list[tuple[str, str]] = []
        while parts:
            longest = next((n for n in range(min(len(parts), _LONGEST), 1, -1) if self.code(" ".join(parts[:n]))), 1)
            pairs = self._parted(" ".join(parts[:longest]), level + 1)
            found += pairs if any(code for _, code in pairs) else [(parts[0], "")]
            del parts[:longest]
        return found


def joined(codes: Sequence[str]) -> str:
    """Codes as one cell, so that `Known.codes` finds the same ones.

    Example:
        >>> joined(["EXP", "FAIR"]), joined(["a thing"])
        ('EXP FAIR', 'a thing |')
    """
    if not any(_ANY_SIGN.search(code) for code in codes):
        return " ".join(codes)
    return " | ".join(codes) if len(codes) > 1 else f"{codes[0]} |"


def unwritable(codes: Iterable[str]) -> list[str]:
    """Codes that cannot stand in a cell with others, because they hold what parts codes."""
    return [code for code in codes if _SIGNS[0].search(code) or code != code.strip()]


def _guid(text: str) -> str:
    return text.strip().strip("{}").lower()
