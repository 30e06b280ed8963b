"""The canonical form of an instrument file: in which order keys stand, what fits on one line, what stands apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Form:
    """How one mapping or list is written.

    `keys` is the order of keys, empty where the order means something and stays. `parts` are the forms of what stands
    under a key, or under "*" of every entry. `short` collections stand on one line where they fit; the entries of
    one that is `apart` have a blank line between them; one that is `tight` has none.
    """

    keys: tuple[str, ...] = ()
    parts: Mapping[str, "Form"] = field(default_factory=dict)
    short: bool = False
    apart: bool = False
    tight: bool = False

    def of(self, key: str) -> "Form | None":
        """The form of what stands under a key; None where it keeps the form it has."""
        return self.parts.get(key) or self.parts.get("*")


SHORT = Form(short=True)
"""A text in several languages, a list of words, a few settings."""
LINES = Form(parts={"*": SHORT})
"""One entry a line, each short: a code list."""


def _model(*keys: str, parts: Mapping[str, Form] | None = None, short: bool = False) -> Form:
    """A mapping of known keys; what no other form is named for is short."""
    return Form(keys, {"*": SHORT, **(parts or {})}, short=short, tight=True)


def _each(form: Form, *, apart: bool = False) -> Form:
    return Form(parts={"*": form}, apart=apart)


CHECK = _model("id", "severity", "rule", "message")
QUESTION = _model(
    *("id", "number", "type", "codes", "measure", "min", "max"),
    *("format", "decimals", "range", "unit"),
    *("required", "empties", "relevance", "when_unknown", "else"),
    *("text", "label", "help", "checks"),
    parts={"checks": _each(CHECK)},
)
SECTION = _model("id", "title", "relevance", "questions", parts={"questions": _each(QUESTION, apart=True)})
_COLUMN = ("label", "codes", "format", "decimals", "unit", "measure")
REGISTERED = _model("id", *_COLUMN, "role")
COMPUTED = _model("id", "label", "codes", "formula", "format", "decimals", "unit", "measure", "help")
INSTRUMENT = Form(
    keys=(
        *("instrument", "version", "title", "description", "languages", "missing"),
        *("lists", "register", "sections", "computed"),
    ),
    parts={
        "*": SHORT,
        "lists": _each(LINES, apart=True),
        "register": _each(REGISTERED),
        "sections": _each(SECTION, apart=True),
        "computed": _each(COMPUTED),
    },
)
"""The form of a whole file."""
APART = frozenset({"lists", "register", "sections", "computed"})
"""The keys of the file that have a blank line above."""
