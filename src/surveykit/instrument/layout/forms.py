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
_WHO = (
    *("source", "required", "empties", "role", "personal", "rounds", "relevance", "when_unknown", "else"),
    *("default", "last_saved", "verify"),
)
_WORDS = ("text", "label", "help")
ITEM = _model("id", "number", "required", "relevance", "else", *_WORDS, "checks", parts={"checks": _each(CHECK)})
QUESTION = _model(
    *("id", "number", "type", "codes", "several", "measure", "where", "among", "min", "max", "exclusive"),
    *("order", "fixed", "scale", "currency", "in", "format", "decimals", "total", "range", "unit"),
    *_WHO,
    *_WORDS,
    *("labels", "other", "items", "checks", "notes"),
    parts={
        "other": _model("code", "text", "max", short=True),
        "items": _each(ITEM),
        "checks": _each(CHECK),
        "labels": LINES,
        "notes": LINES,
    },
)
SECTION = _model(
    *("id", "title", "rounds", "relevance", "roster", "within", "order", "notes", "questions"),
    parts={
        "roster": _model("row", "count", "each", "while", "most", short=True),
        "notes": LINES,
        "questions": _each(QUESTION, apart=True),
    },
)
_VALUES = ("format", "decimals", "unit", "measure")
REGISTERED = _model("id", "label", "codes", *_VALUES, "role", "personal")
COMPUTED = _model("id", "label", "codes", "formula", *_VALUES, "personal", "help")
TABLE = _model("file", "code", "label", "columns", "rows", parts={"rows": LINES}, short=True)
CLUSTER = _model("id", "by", "checks", parts={"checks": _each(CHECK)})
QUOTA = _model("id", "condition", "most", "when_full", "message")
RULE = _model("id", "level", "rule", "message")
COMPLETION = _model("unanswered", "soft", "rules", parts={"rules": _each(RULE)})
INSTRUMENT = Form(
    keys=(
        *("instrument", "version", "title", "description", "languages", "missing", "rounds"),
        *("reason_for_change", "order", "notes", "lists", "retired", "tables", "register"),
        *("sections", "computed"),
        *("clusters", "quotas", "completion"),
    ),
    parts={
        "*": SHORT,
        "rounds": _model("variable", "key", "order", short=True),
        "notes": LINES,
        "lists": _each(LINES, apart=True),
        "retired": _each(LINES, apart=True),
        "tables": _each(TABLE),
        "register": _each(REGISTERED),
        "sections": _each(SECTION, apart=True),
        "computed": _each(COMPUTED),
        "clusters": _each(CLUSTER),
        "quotas": _each(QUOTA),
        "completion": COMPLETION,
    },
)
"""The form of a whole file."""
APART = frozenset(
    ["notes", "lists", "tables", "register", "sections", "computed", "clusters", "quotas", "completion", "retired"]
)
"""The keys of the file that have a blank line above and below."""
