"""The elements of DDI-Codebook that a codebook and an instrument write alike, and our notes among them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from surveykit.codebook.codelist import Code
from surveykit.codebook.variable import Variable
from surveykit.dataset.written import text_of
from surveykit.ddi.names import OWN, attribute, content, identifier, is_language, spelled
from surveykit.text import Text
from surveykit.xml import Tag

NAMESPACE: Final = "ddi:codebook:2_5"
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<codeBook xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/'
    'codebook.xsd" version="2.5"{}>'
)
_FORMATS: Final = {
    "number": 'type="numeric" category="other"',
    "text": 'type="character" category="other"',
    "date": 'type="character" category="date"',
    "time": 'type="character" category="time"',
    "datetime": 'type="character" category="date" formatname="YYYY-MM-DDThh:mm:ss"',
}
NATURES: Final = {"nominal": "nominal", "ordinal": "ordinal", "scale": "interval"}


def opened(language: str) -> str:
    """The first lines of a document, in a language."""
    return _HEAD.format(f" xml:lang={attribute(language)}" if is_language(language) else "")


def spoken(element: str, text: Text, languages: Sequence[str] | None = None, attributes: str = "") -> Iterator[str]:
    """An element for each language of a text, or for those named; one without a language where the text has none."""
    for language, said in text.languages.items():
        known = not language or (is_language(language) and (languages is None or language in languages))
        if said and known:
            tongue = f" xml:lang={attribute(language)}" if language else ""
            yield f"<{element}{attributes}{tongue}>{content(said)}</{element}>"


def titles(text: Text, languages: Sequence[str] | None = None) -> Iterator[str]:
    """The title of a study: the first language as the title, the others as parallel titles."""
    first, *others = list(spoken("titl", text, languages)) or ["<titl/>"]
    yield first
    yield from (f"<parTitl{line.removeprefix('<titl').removesuffix('</titl>')}</parTitl>" for line in others)


def group_opened(name: str, kind: str, called: str, variables: Sequence[str], other: str = "") -> str:
    """The start of a group of variables; a kind that DDI does not have is `other`, by name."""
    held = " ".join(identifier(f"V.{one}") for one in variables)
    var = f' var="{held}"' if held else ""
    kind = f'other" otherType="{other}' if other else kind
    return f'<varGrp ID="{identifier(name)}" type="{kind}" name={attribute(called)}{var}>'


def variable_opened(variable: Variable, language: str, more: Sequence[str] = ()) -> str:
    """The start of a variable, with what stands in its attributes."""
    interval = "contin" if variable.measure == "scale" and variable.type == "number" else "discrete"
    unit = variable.unit.into(language)
    about = [
        f'ID="{identifier(f"V.{variable.name}")}"',
        f"name={attribute(variable.name)}",
        *more,
        *(['wgt="wgt"'] if variable.role == "weight" else []),
        *([f'dcml="{variable.decimals}"'] if variable.decimals is not None else []),
        f'intrvl="{interval}"',
        *([f"measUnit={attribute(unit)}"] if unit else []),
        f'nature="{NATURES[variable.measure]}"',
    ]
    return f"<var {' '.join(about)}>"


def limits(variable: Variable) -> Iterator[str]:
    """The admissible range of a number or a date."""
    low, high = (variable.range.low, variable.range.high) if variable.range else (variable.earliest, variable.latest)
    if low is not None or high is not None:
        yield f"<valrng>{_range(variable, low, high)}</valrng>"


def empties(variable: Variable) -> Iterator[str]:
    """What counts as missing: single codes and ranges."""
    items = [f"<item VALUE={attribute(text_of(code.value))}/>" for code in variable.missing]
    items += [_range(variable, span.low, span.high) for span in variable.missing_ranges]
    if items:
        yield f"<invalrng>{''.join(items)}</invalrng>"


def _range(variable: Variable, low: float | str | None, high: float | str | None) -> str:
    units = "INT" if variable.decimals == 0 else "REAL"
    ends = [f"{name}={attribute(text_of(end))}" for name, end in (("min", low), ("max", high)) if end is not None]
    return f'<range UNITS="{units}" {" ".join(ends)}/>' if ends else f'<range UNITS="{units}"/>'


def category(code: Code, languages: Sequence[str] | None = None, count: int | None = None) -> str:
    """A code with its labels; why it is missing, where it is; how many cases have it."""
    empty = f' missing="Y" missType={attribute(code.missing)}' if code.missing else ""
    labels = "".join(spoken("labl", code.label, languages))
    counted = f'<catStat type="freq">{count}</catStat>' if count is not None else ""
    return f"<catgry{empty}><catValu>{content(text_of(code.value))}</catValu>{labels}{counted}</catgry>"


def form(variable: Variable) -> str:
    """The type of a variable."""
    return f"<varFormat {_FORMATS[variable.type]}/>"


def note(subject: str, said: Any) -> Iterator[str]:
    """What DDI has no element for, as a note of our own; nothing where there is nothing to say."""
    if said:
        words = spelled(json.dumps(said, ensure_ascii=False))
        yield f'<notes type="{OWN}" subject="{subject}">{words}</notes>'


def own_notes(tag: Tag | None) -> Iterator[Tag]:
    """Our own notes right below an element."""
    return (one for one in (tag.each("notes") if tag is not None else ()) if one.attributes.get("type") == OWN)
