"""Which encoding a text is in: told by its first bytes, by what it can be, and by whose letters it would have.

A text that is no UTF-8 is tried in each of the old encodings. The one stands under which the letters beyond English
are those of one language, stand as letters stand in words, and the other signs as signs do between them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WEST = {
    "Danish or Norwegian": "æøåéèôòóäöü",
    "Swedish or Finnish": "åäöéüà",
    "Icelandic": "áðéíóúýþæö",
    "German": "äöüßé",
    "French": "àâçéèêëîïôùûüœæ",
    "Spanish": "áéíñóúü",
    "Portuguese": "áâãàçéêíóôõú",
    "Italian": "àèéìíòóùú",
    "Dutch": "éëïèóöüáíú",
}
_MIDDLE = {
    "Polish": "ąćęłńóśźż",
    "Czech or Slovak": "áäčďéěíĺľňóôŕřšťúůýž",
    "Hungarian": "áéíóöőúüű",
    "Croatian or Slovene": "čćđšž",
    "Romanian": "ăâîşţ",
}
_EAST = {"Russian": "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "Ukrainian": "абвгдежзийклмнопрстуфхцчшщьюяєіїґ"}
_ENCODINGS: Mapping[str, Mapping[str, str]] = {
    "cp1252": _WEST,
    "mac-roman": _WEST,
    "cp1250": _MIDDLE,
    "iso8859-2": _MIDDLE,
    "cp1251": _EAST,
    "koi8-r": {"Russian": _EAST["Russian"]},
    "mac-cyrillic": _EAST,
    "cp866": _EAST,
    "iso8859-5": _EAST,
    "cp1253": {"Greek": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋ"},
    "cp1254": {"Turkish": "çğıöşüâî"},
    "cp1257": {"Baltic": "ąčęėįšųūžāēģīķļņõäöü"},
    "cp850": _WEST,
}  # the usual ones first: they stand where two do as well
_SIGNS = "’‘“”„‚«»–—…•·°§€£©®™½¼¾²³µ×±ºª¿¡\xa0\u202f\xad"
_INSIDE = "’\xad·"  # signs that stand between letters
_WORD = re.compile(rb"[^\x00-\x7f\W]?[A-Za-z0-9'.,\x80-\xff]*[\x80-\xff][A-Za-z0-9'\x80-\xff]*")
_MOST_WORDS = 2000
_FEW = 20  # letters that are no UTF-8 among a hundred that are: the text was put together from two
_TELLING = 3  # words from which a language can be told with some trust
_BLIND = 0.3  # below, no encoding explains the letters


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a text, why it is taken, and a word to look at; `sure` where the bytes leave no doubt."""

    name: str
    why: str = ""
    sure: bool = True
    example: str = ""


def encoding_of(content: bytes) -> Encoding:
    """The encoding of a text.

    Example:
        >>> encoding_of("Grünerløkka".encode()).name, encoding_of("Привет, мир".encode("koi8-r")).name
        ('utf-8', 'koi8-r')
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return Encoding(name, "it begins with a byte order mark")
    if wide := _wide(content[:4096]):
        return Encoding(wide, "every other byte is zero", sure=False)
    try:
        content.decode()
    except UnicodeDecodeError:
        return _single(content)
    return Encoding("utf-8")


def _wide(head: bytes) -> str:
    """UTF-16 without a mark, whose Latin letters have a zero byte each."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if max(even, odd) < 0.4 * half or min(even, odd) > 0.02 * half:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _single(content: bytes) -> Encoding:
    text = content.decode(errors="surrogateescape")
    broken = len(re.findall("[\udc80-\udcff]", text))
    whole = len(re.findall("[^\x00-\x7f\udc80-\udcff]", text))
    if broken * 100 <= whole * _FEW:
        word = next(re.finditer("\\w*[\udc80-\udcff]+\\w*", text))[0]
        return Encoding("utf-8+cp1252", f"{broken} letters of it are no UTF-8", sure=False, example=mixed(word))
    words = list(dict.fromkeys(found[0] for found in _WORD.finditer(content)))[:_MOST_WORDS]
    scores = {name: _score(words, name) for name in _ENCODINGS}
    best = max(scores, key=lambda name: round(scores[name][0], 2))
    share, language = scores[best]
    example = max((_decoded(word, best) for word in words[:50]), key=len)
    if share < _BLIND:
        return Encoding("cp1252", "no encoding explains its letters", sure=False, example=_decoded(words[0], "cp1252"))
    why = f"its letters are {language} then" if language else "its signs are those of a text then"
    why += f", of which there are few ({len(words)})" if len(words) < _TELLING else ""
    return Encoding(best, why, sure=False, example=example)


def _decoded(word: bytes, encoding: str) -> str:
    return word.decode(encoding, errors="replace")


def letters_of(content: bytes, encoding: str) -> str:
    """Bytes as letters in an encoding that was guessed; a byte it has no letter for stays the sign of its number.

    Example:
        >>> letters_of(bytes([195, 184, 32, 146]), "utf-8+cp1252"), letters_of(b"abc", "cp1252")
        ('ø ’', 'abc')
    """
    text = content.decode(encoding.partition("+")[0], errors="surrogateescape")
    return mixed(text) if "+" in encoding else re.sub("[\udc80-\udcff]", lambda sign: chr(ord(sign[0]) - 0xDC00), text)


def mixed(text: str) -> str:
    """A text with what was no UTF-8 in it as Windows letters."""
    return re.sub("[\udc80-\udcff]+", lambda run: letters_of(_bytes(run[0]), "cp1252"), text)


def _bytes(run: str) -> bytes:
    return bytes(ord(sign) - 0xDC00 for sign in run)


def _score(words: list[bytes], encoding: str) -> tuple[float, str]:
    """How well the words fit the encoding, from -1 to 1, and in which language."""
    best, chosen = -1.0, ""
    said = [_decoded(word, encoding) for word in words]
    for language, letters in _ENCODINGS[encoding].items():
        points = [_point(word, place, frozenset(letters)) for word in said for place in _beyond(word)]
        share = sum(points) / max(len(points), 1)
        if share > best:
            best, chosen = share, language
    any_letter = any(word[place].isalpha() for word in said for place in _beyond(word))
    return best, chosen if any_letter else ""


def _beyond(word: str) -> list[int]:
    return [place for place, sign in enumerate(word) if sign > "\x7f"]


@cache
def _folded(sign: str) -> str:
    return sign.lower()


def _point(word: str, place: int, letters: frozenset[str]) -> float:
    """1 for a letter of the language or a sign where it stands well, down to -1 for what no text has there."""
    sign, before, after = word[place], word[place - 1 : place], word[place + 1 : place + 2]
    if sign.isalpha():
        if sign.isupper() and before.islower():
            return -1.0
        foreign = (before.isalpha() and (before < "\u0250") != (sign < "\u0250")) or (
            after.isalpha() and (after < "\u0250") != (sign < "\u0250")
        )
        return -1.0 if foreign else 1.0 if _folded(sign) in letters else 0.1
    if sign in _SIGNS:
        inside = before.isalpha() and after.isalpha()
        return 1.0 if not inside or sign in _INSIDE else -1.0
    return -1.0
