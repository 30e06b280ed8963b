"""Mapping files: written with how each match was found and what stands in its columns, and read strictly."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.written import text_of
from surveykit.layout import yaml_of
from surveykit.matching import mapping
from surveykit.matching.mapping import Match
from surveykit.matching.values import Counts
from surveykit.missing import Value
from surveykit.shape import fitted
from surveykit.source import read
from surveykit.whole import written_whole

_EXAMPLES = 4
_LONGEST = 30

_HOW = {
    "name": "the column is called like it",
    "label": "its label is the heading",
    "wording": "its wording is the heading",
    "similarity": "much like it",
    "values": "the values are those of its codes",
    "position": "several are as much like it; it stands in their order",
    "chosen": "chosen by you",
}
HEAD = (
    "How the columns of a file become the variables of an instrument or codebook.",
    "`accepted: false` is a proposal that is not used: delete the line where it is right, the entry where it is not.",
    "Under `open` are columns that nobody has decided on: they are kept as they are.",
)


def load(path: Path) -> mapping.Mapping:
    """Read a mapping file; whether it fits a file and a codebook is another question (`checked`).

    Raises:
        SourceError: SK001 to SK013, it cannot be read or its shape is wrong.
    """
    return fitted(read(path), mapping.Mapping)


def save(kept: mapping.Mapping, path: Path, found: Codebook, target: Codebook, values: Mapping[str, Counts]) -> None:
    """Write a mapping file, whole or not at all.

    Raises:
        FormatError: SK509, the system refused.
    """
    with written_whole(path) as partial:
        partial.write_text(text(kept, found, target, values), encoding="utf-8", newline="\n")


def text(kept: mapping.Mapping, found: Codebook, target: Codebook, values: Mapping[str, Counts]) -> str:
    """A mapping as the text of a file, with comments for who looks it over."""
    data = kept.model_dump(by_alias=True, exclude_defaults=True)
    for name, match in kept.variables.items():
        written = match.model_dump(exclude_defaults=True)
        ways = {"column", "columns"} & written.keys()
        data["variables"][name] = {**{key: written.pop(key) for key in ways}, "found": match.found, **written}
    comments = {
        ("variables", name): tuple(_remarks(name, match, target, values)) for name, match in kept.variables.items()
    }
    comments |= {("open", name): (f"{_headed(found, name)}{examples(values.get(name, {}))}",) for name in kept.open}
    return yaml_of(data, HEAD, comments)


def _remarks(name: str, match: Match, target: Codebook, values: Mapping[str, Counts]) -> Iterator[str]:
    """What is said above a match: what the variable is, how the match was found, what stands in its columns."""
    yield ""
    said = str(target[name].label) if name in target else next(str(s.label) for s in target.sets if s.name == name)
    score = "" if match.score is None else f", {match.score:.2f}"
    yield f"{said}: {how(name, match, target)}{score}"
    shown = match.taken[:3] if match.columns else match.taken
    for column in shown:
        yield f"{f'{column}: ' if match.columns else ''}{examples(values.get(column, {}))}"


def how(name: str, match: Match, target: Codebook) -> str:
    """How a match was found, in words."""
    is_id = name in target and target[name].role == "id"
    return "every case has another value" if is_id and match.found == "values" else _HOW[match.found]


def _headed(found: Codebook, name: str) -> str:
    label = " ".join(str(found[name].label).split()) if name in found else ""
    return f"{label}: " if label else ""


def examples(counts: Counts) -> str:
    """The most frequent values of a column with how often they stand.

    Example:
        >>> examples({"Ja": 12, "Nei": 30})
        "'Nei' 30, 'Ja' 12"
    """
    ranked: Sequence[tuple[Value, int]] = sorted(counts.items(), key=lambda pair: -pair[1])
    shown = [f"{_short(value)} {times:,}" for value, times in ranked[:_EXAMPLES]]
    more = f" ... ({len(ranked):,} values)" if len(ranked) > _EXAMPLES else ""
    return ", ".join(shown) + more if shown else "nothing stands in it"


def _short(value: Value) -> str:
    said = " ".join(text_of(value).split())
    said = f"{said[:_LONGEST]}..." if len(said) > _LONGEST else said
    return f"'{said}'" if isinstance(value, str) else said
