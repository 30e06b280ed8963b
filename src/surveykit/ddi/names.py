"""Names and texts in DDI: identifiers and signs that XML allows, languages it knows, and the mark of our own notes."""

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

OWN: Final = "surveykit"

_NAME = (
    "A-Za-z0-9_.\\-\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)  # the signs of a name in XML, the colon left out
_ALIEN: Final = re.compile(f"[^{_NAME}]|_(?=x[0-9A-F]+_)")
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE: Final = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


def identifier(name: str) -> str:
    """A name as an XML identifier; different names stay different.

    Example:
        >>> identifier("V.b_-1"), identifier("V.größe"), identifier("V.a b")
        ('V.b_-1', 'V.größe', 'V.a_x20_b')
    """
    return _ALIEN.sub(lambda sign: f"_x{ord(sign[0]):X}_", name)


def content(text: str) -> str:
    """A text as the content of an element; signs that no XML can hold are left out.

    Example:
        >>> content("a < b" + chr(1))
        'a &lt; b'
    """
    return escape(_ILLEGAL.sub("", text), {"\r": "&#13;"})


def attribute(text: str) -> str:
    """A text as the value of an attribute, in quotes; signs that no XML can hold are left out."""
    return quoteattr(_ILLEGAL.sub("", text))


def is_language(word: str) -> bool:
    """Whether XML takes a word for the name of a language."""
    return _LANGUAGE.fullmatch(word) is not None


def spelled(json: str) -> str:
    """JSON whose texts hold signs that no XML can, with those spelled by their numbers."""
    return escape(_ILLEGAL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json))
