"""One field of a stranger's Table Schema as a variable, and its cells as our types have them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from surveykit.codebook.codelist import Code
from surveykit.codebook.reasons import missing_code
from surveykit.codebook.variable import Measure, Range, Type, Variable
from surveykit.dataset.written import any_number_of, date_of
from surveykit.missing import DEFAULT_CODES, REASON_WORDS, Value
from surveykit.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

_TYPES: Final[Mapping[str, Type]] = {
    "integer": "number",
    "number": "number",
    "boolean": "number",
    "year": "number",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
}
_OWN_FORMS: Final = frozenset([None, "", "default", "any", "iso", "iso8601"])
_TRUE: Final = ("true", "True", "TRUE", "1")
_FALSE: Final = ("false", "False", "FALSE", "0")
_FIRST_FREE: Final = -101


@dataclass(frozen=True, slots=True)
class Field:
    """A field: the facts of its variable, its codes, and which words of its cells stand for what."""

    name: str
    facts: Mapping[str, Any]
    codes: tuple[Code, ...] = ()
    words: Mapping[str, str | None] = field(default_factory=dict)
    decimal: str = "."
    group: str = ""
    bare: bool = True
    told: str = ""

    def variable(self, codes: str | None) -> Variable:
        """The variable, with the name of its code list."""
        return Variable(name=self.name, codes=codes, **self.facts)

    def cells(self, column: "pa.ChunkedArray") -> "pa.ChunkedArray":
        """The cells with words for missing values and truths as codes, and numbers with a decimal point."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if self.facts["type"] == "number":
            found = pc.unique(column).drop_null().to_pylist()
            made = {word: self.words.get(word, self._number(word)) for word in found}
        else:
            made = {word: self.words.get(word, word) for word in pc.unique(column).drop_null().to_pylist()}
        if all(word == cell for word, cell in made.items()):
            return column
        return pa.chunked_array([pa.array([made.get(word) for word in column.to_pylist()], pa.string())])

    def _number(self, word: str) -> str:
        plain = word.strip().replace(self.group, "") if self.group else word.strip()
        plain = plain.replace(self.decimal, ".") if self.decimal != "." else plain
        return plain if self.bare else plain.strip("%$€£ \xa0abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def field_of(said: Mapping[str, Any], usual: Any) -> Field:
    """A field as its description has it; `usual` are the missing values of the whole table."""
    kind = str(said.get("type", "string"))
    type_, told = _TYPES.get(kind, "text"), ""
    if type_ in {"date", "datetime", "time"} and said.get("format") not in _OWN_FORMS:
        type_, told = "text", f"its dates are in the form {said.get('format')}; they are read as texts"
    codes = tuple(_codes(said, type_)) if kind != "boolean" else (Code(value=1), Code(value=0))
    missing, words = _missing(said.get("missingValues", usual), type_, {code.value for code in codes})
    if kind == "boolean":
        words |= {str(word): "1" for word in said.get("trueValues", _TRUE)}
        words |= {str(word): "0" for word in said.get("falseValues", _FALSE)}
    gone = {code.value for code in missing}
    scale = type_ == "number" and kind != "boolean" and not codes
    measure: Measure = "scale" if scale else "ordinal" if said.get("categoriesOrdered") is True else "nominal"
    facts = {
        "label": _text(said.get("title")),
        "notes": said["description"] if isinstance(said.get("description"), str) else "",
        "type": type_,
        "measure": measure,
        "missing": missing,
        "decimals": 0 if kind in {"integer", "boolean", "year"} else None,
        **_limits(said.get("constraints"), type_),
    }
    made = Field(
        str(said["name"]),
        facts,
        tuple(code for code in codes if code.value not in gone) if any(code.label for code in codes) else (),
        words,
        bare=said.get("bareNumber") is not False,
        told=told,
    )
    return replace(made, decimal=str(said.get("decimalChar") or "."), group=str(said.get("groupChar") or ""))


def _text(said: Any) -> Text:
    return Text(said) if isinstance(said, str) else Text()


def _codes(said: Mapping[str, Any], type_: Type) -> Iterable[Code]:
    """The categories with their labels, or the values that are allowed."""
    limits = said.get("constraints")
    allowed = limits.get("enum", []) if isinstance(limits, dict) else []
    seen: set[Value] = set()
    categories = said.get("categories", allowed)
    for one in categories if isinstance(categories, list) else []:
        value, label = (one.get("value"), one.get("label")) if isinstance(one, dict) else (one, None)
        known = _value(str(value), type_)
        if value is not None and known is not None and known not in seen:
            seen.add(known)
            yield Code(value=known, label=_text(label))


def _value(word: str, type_: Type) -> Value | None:
    return any_number_of(word) if type_ == "number" else word


def _missing(said: Any, type_: Type, taken: set[Value]) -> tuple[tuple[Code, ...], dict[str, str | None]]:
    """The missing codes, and what each word of a cell becomes: its code; blank where it has no label nor number."""
    codes: dict[Value, Code] = {}
    words: dict[str, str | None] = {}
    for one in said if isinstance(said, list) else []:
        word, label = (str(one.get("value", "")), one.get("label")) if isinstance(one, dict) else (str(one), None)
        value = _value(word, type_) if word else None
        if value is None and word and isinstance(label, str) and label:
            value = _free(label, {*taken, *codes})
        if value is None or (type_ != "number" and not label):
            words[word] = None
        else:
            codes.setdefault(value, missing_code(value, label if isinstance(label, str) else ""))
            words[word] = str(value)
    return tuple(codes.values()), words


def _free(label: str, taken: set[Value]) -> int:
    """A number for a missing value that is a word: that of its reason, or the next one from -101 down."""
    for reason, code in DEFAULT_CODES.items():
        if label.strip().casefold() in {word.casefold() for word in (reason, *REASON_WORDS[reason].values())}:
            return code
    code = _FIRST_FREE
    while code in taken:
        code -= 1
    return code


def _limits(said: Any, type_: Type) -> dict[str, Any]:
    if not isinstance(said, dict):
        return {}
    low, high = (str(said.get(end, "")) for end in ("minimum", "maximum"))
    if type_ == "number":
        ends = [any_number_of(word) for word in (low, high)]
        return {"range": Range(low=ends[0], high=ends[1])} if any(end is not None for end in ends) else {}
    if type_ == "date":
        return {"earliest": date_of(low), "latest": date_of(high)}
    longest = said.get("maxLength")
    return {"width": longest} if type_ == "text" and isinstance(longest, int) and longest > 0 else {}
