"""Words of foreign forms as plain texts: markup taken away, and answers of earlier questions filled in."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

_TAG = re.compile(r"<[a-zA-Z/!][^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_BLOCKS = frozenset(["p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "ul", "ol", "table", "hr", "section"])
_SILENT = frozenset(["script", "style"])


@dataclass(slots=True)
class Plain:
    """A text without markup, and what went with it."""

    text: str
    formatted: bool = False
    left_out: list[str] = field(default_factory=list)  # pictures, films, scripts


def plain(text: str) -> Plain:
    r"""HTML as plain words: blocks on lines of their own, links with their address.

    Example:
        >>> plain("<p>Do you <b>export</b>?</p><ul><li>goods</li></ul> A < B").text
        'Do you export?\n- goods\nA < B'
    """
    if not _TAG.search(text):
        return Plain(_tidy(text))
    reader = _Reader()
    reader.feed(text)
    reader.close()
    words = re.sub(r"\n{2,}", "\n", _tidy("".join(reader.words)))
    return Plain(words, formatted=True, left_out=reader.left_out)


class _Reader(HTMLParser):
    """Collects the words of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.left_out: list[str] = []
        self.links: list[tuple[str, int]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if tag in _SILENT:
            self.silent += 1
            self.left_out.append(f"<{tag}>")
        if tag in _BLOCKS:
            self.words.append("\n")
        if tag == "li":
            self.words.append("\n- ")
        if tag in ("td", "th"):
            self.words.append(" ")
        if tag == "a":
            self.links.append((about.get("href") or "", len(self.words)))
        if tag in ("img", "video", "audio", "iframe", "object"):
            source = (about.get("src") or about.get("data") or "")[:100]
            self.left_out.append(f"<{tag}> {source}".strip())
            self.words.append(about.get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        if tag in _BLOCKS or tag == "li":
            self.words.append("\n")
        if tag == "a" and self.links:
            address, start = self.links.pop()
            said = "".join(self.words[start:]).strip()
            if address and not address.startswith("#") and address.removeprefix("mailto:") != said:
                self.words.append(f" ({address.removeprefix('mailto:')})")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(re.sub(r"\s+", " ", data))


def _tidy(text: str) -> str:
    """No blanks at the ends of lines, no empty lines one after another, no signs that steer a terminal."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\ufeff]", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    r"""The words of a text on one line.

    Example:
        >>> one_line("Size\n\nof the firm")
        'Size of the firm'
    """
    return " ".join(text.split())


def filled(text: str, pattern: re.Pattern[str], fill: Callable[[re.Match[str]], str | None]) -> tuple[str, list[str]]:
    r"""A text with the places where an answer is shown written our way, and those that could not be.

    Braces that were in the text stand for themselves. `fill` gives the expression for a match, None where there is
    none, and "" where the match shows no answer at all.

    Example:
        >>> filled("Of {all} [n] firms", re.compile(r"\[(\w+)\]"), lambda m: m.group(1))
        ('Of {{all}} {n} firms', [])
    """
    parts, kept, position = [], [], 0
    for match in pattern.finditer(text):
        expression = fill(match)
        parts.append(braced(text[position : match.start()]))
        parts.append(f"{{{expression}}}" if expression else braced(match.group()))
        if expression is None:
            kept.append(match.group())
        position = match.end()
    return "".join([*parts, braced(text[position:])]), kept


def braced(text: str) -> str:
    """A text whose braces stand for themselves.

    Example:
        >>> braced("{a}")
        '{{a}}'
    """
    return text.replace("{", "{{").replace("}", "}}")
