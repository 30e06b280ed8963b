"""How wide words are in a common sans-serif, near enough to break lines without knowing the reader's fonts."""

from typing import Final

_WIDTHS: Final = {  # in parts of the size, as in Arial and its likes, a little on the safe side
    **dict.fromkeys("iíìîjlI'|.,:;!ı", 0.29),
    **dict.fromkeys('ftr()[]{}-–·/\\ "“”«»', 0.38),
    **dict.fromkeys("mwMWЖМШЩЮФЫжмшщюфыю@%—…→", 0.9),
}
_CAPITAL, _OTHER = 0.72, 0.58


def width_of(words: str, size: float) -> float:
    """The width of words in the unit of the size.

    Example:
        >>> width_of("il", 10) < width_of("WM", 10)
        True
    """
    return size * sum(_WIDTHS.get(sign, _CAPITAL if sign.isupper() else _OTHER) for sign in words)


def wrapped(words: str, room: float, size: float) -> list[str]:
    """Words in lines no wider than the room; nothing for no words.

    Example:
        >>> wrapped("one two three", 45, 10)
        ['one two', 'three']
    """
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(cut(word, room, size))
    return lines


def cut(words: str, room: float, size: float) -> str:
    """Words as far as there is room, with an ellipsis where some are left out."""
    if width_of(words, size) <= room:
        return words
    kept = words
    while kept and width_of(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
