"""From the tree of a file to its lines, in the canonical form."""

from collections.abc import Iterator, Sequence

from surveykit.instrument.layout.forms import APART, INSTRUMENT, Form
from surveykit.instrument.layout.scalars import WIDTH, block, needs_brackets_quoted, word
from surveykit.instrument.layout.tree import Collection, Entry, Scalar

SHORT_LINE = 100
"""The longest line a collection in brackets may take."""
STEP = 2
"""How far a level is indented."""


def lines_of(root: Collection) -> Iterator[str]:
    """The lines of an instrument file, without line ends."""
    header: Sequence[str] = ()
    if root.entries:
        header, root.entries[0].head = root.entries[0].head, []
    yield from header
    above = ""
    for number, entry in enumerate(_ordered(root, INSTRUMENT)):
        if number and (entry.blank or {above, entry.name} & APART):
            yield ""
        yield from _entry(entry, INSTRUMENT.of(entry.name), 0)
        above = entry.name
    yield from root.foot


def _ordered(collection: Collection, form: Form | None) -> list[Entry]:
    """The entries in the canonical order; keys the form does not know stand last, as written."""
    if form is None or not form.keys or not collection.mapping:
        return collection.entries
    rank = {key: number for number, key in enumerate(form.keys)}
    return sorted(collection.entries, key=lambda entry: rank.get(entry.name, len(rank)))


def _entry(entry: Entry, form: Form | None, indent: int) -> Iterator[str]:
    """A key with its value."""
    yield from _indented(entry.head, indent)
    key = f"{' ' * indent}{word(entry.key or Scalar(''), key=True)}:"
    tail = f" {entry.tail}" if entry.tail else ""
    value = entry.value
    if isinstance(value, Scalar):
        yield from _text(value, key, tail, indent + STEP)
        return
    short = _short(value, form, len(key) + 1)
    if short is not None:
        yield f"{key} {short}{tail}"
        return
    yield f"{key}{tail}"
    yield from _block(value, form, indent + STEP)


def _text(value: Scalar, key: str, tail: str, indent: int) -> Iterator[str]:
    """A key, or the dash of an item, with a text: on one line where it fits."""
    plain = word(value)
    fits = "\n" not in value.value and len(key) + 1 + len(plain) <= WIDTH
    lines = None if fits or value.null else block(value.value, WIDTH - indent)
    if lines is None or (len(lines) == 2 and lines[0].startswith(">")):
        yield f"{key} {plain}{tail}".rstrip(" ") if plain or not tail else f"{key}{tail}"
        return
    yield f"{key} {lines[0]}{tail}"
    yield from (f"{' ' * indent}{line}".rstrip(" ") for line in lines[1:])


def _block(collection: Collection, form: Form | None, indent: int) -> Iterator[str]:
    """The entries of a mapping or list, a line or more each."""
    for number, entry in enumerate(_ordered(collection, form)):
        inner = form.of(entry.name) if form else None
        apart = form is not None and form.apart
        kept = entry.blank and not (form is not None and form.tight)
        if number and (apart or kept):
            yield ""
        yield from _entry(entry, inner, indent) if collection.mapping else _item(entry, inner, indent)
    yield from _indented(collection.foot, indent)


def _item(entry: Entry, form: Form | None, indent: int) -> Iterator[str]:
    """A dash with an item."""
    dash, value = f"{' ' * indent}-", entry.value
    tail = f" {entry.tail}" if entry.tail else ""
    short = None if isinstance(value, Scalar) else _short(value, form, len(dash) + 1)
    if isinstance(value, Scalar):
        yield from _indented(entry.head, indent)
        yield from _text(value, dash, tail, indent + STEP)
    elif short is not None:
        yield from _indented(entry.head, indent)
        yield f"{dash} {short}{tail}"
    else:
        yield from _indented([*entry.head, *([entry.tail] if entry.tail else []), *_taken_head(value, form)], indent)
        first, *others = _block(value, form, indent + STEP)
        yield f"{dash} {first[indent + STEP :]}"
        yield from others


def _taken_head(collection: Collection, form: Form | None) -> list[str]:
    """The comments above the first entry of an item: they go above the dash."""
    first = _ordered(collection, form)[0]
    head, first.head = first.head, []
    if first.key is None and isinstance(first.value, Collection) and first.value.entries:
        head += [first.tail] if first.tail else []
        first.tail = ""
        head += _taken_head(first.value, form.of("*") if form else None)
    return head


def _short(collection: Collection, form: Form | None, used: int) -> str | None:
    """A collection in brackets; None where it must stand on several lines."""
    if not collection.entries and not collection.foot:
        return "{}" if collection.mapping else "[]"
    wanted = collection.flow if form is None else form.short
    if not wanted or not _can_be_short(collection):
        return None
    written = _in_brackets(collection, form)
    return written if used + len(written) <= SHORT_LINE else None


def _can_be_short(collection: Collection) -> bool:
    """Whether there is no comment in it, and no word that brackets alone would force into quotes."""
    if collection.foot:
        return False
    for entry in collection.entries:
        if entry.head or entry.tail:
            return False
        scalars = [part for part in (entry.key, entry.value) if isinstance(part, Scalar)]
        if any(needs_brackets_quoted(scalar) or "\n" in scalar.value for scalar in scalars):
            return False
        if isinstance(entry.value, Collection) and not _can_be_short(entry.value):
            return False
    return True


def _in_brackets(collection: Collection, form: Form | None) -> str:
    parts = []
    for entry in _ordered(collection, form):
        value, inner = entry.value, form.of(entry.name) if form else None
        said = word(value, flow=True) if isinstance(value, Scalar) else _in_brackets(value, inner)
        parts.append(said if entry.key is None else f"{word(entry.key, flow=True, key=True)}: {said}")
    return f"{{{', '.join(parts)}}}" if collection.mapping else f"[{', '.join(parts)}]"


def _indented(comments: Sequence[str], indent: int) -> Iterator[str]:
    yield from (f"{' ' * indent}{comment}" if comment else "" for comment in comments)
