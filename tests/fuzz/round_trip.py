"""A round trip: a dataset written to a format and read back, and what differs that was not announced."""

import re
from dataclasses import dataclass
from pathlib import Path

from surveykit import formats
from surveykit.codebook.variable import Variable
from surveykit.dataset.combine import conform
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.formats.base import Reading, options_of
from surveykit.formats.losses import CHANGED, CUT, FACTS_LOST, LANGUAGES_LOST, MISSING_LOST, RENAMED
from surveykit.formats.table.ends import BELOW
from surveykit.problems import Problem, SurveykitError


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """What was announced as lost, and what differs beside; `refused` where nothing was written."""

    losses: tuple[Problem, ...] = ()
    differences: tuple[str, ...] = ()
    refused: str = ""

    @property
    def rules(self) -> str:
        """The rules of the losses, in a word."""
        return " ".join(sorted({loss.rule.code for loss in self.losses if loss.severity != "note"})) or "none"


def round_trip(dataset: Dataset, suffix: str, folder: Path) -> RoundTrip:
    """Write a dataset, read it back as `import --codebook` does, and compare."""
    path = folder / suffix.strip(".") / f"trip{suffix}"
    path.parent.mkdir(exist_ok=True)
    try:
        losses = formats.write(dataset, path)
    except SurveykitError as refusal:
        return RoundTrip(refused=f"{refusal.problems[0].rule.code} {refusal.problems[0].what}")
    try:
        reading = _read_back(path, dataset)
    except SurveykitError as refusal:
        written_only = refusal.problems[0].rule.code == "SK642"
        return RoundTrip(losses, () if written_only else (f"not read back: {refusal}",))
    back, announced = reading.dataset, _Announced(losses)
    whole = formats.format_of(path).carries.whole
    names = dict(zip(dataset.codebook.names, back.codebook.names, strict=False))
    if len(back.codebook.names) != len(dataset.codebook.names):
        return RoundTrip(losses, (f"{len(back.codebook.names)} variables, not {len(dataset.codebook.names)}",))
    other = [name for name, now in names.items() if now != name != _heading(back, now)]
    differences = [f"{name}: another name" for name in other if not announced.of(name, RENAMED)]
    named = Dataset(_renamed(back, names), back.arrow().rename_columns(list(names)))
    differences += [*_labels_differ(dataset, named, suffix, announced), *_missing_differ(dataset, named, announced)]
    if not whole:
        named, _ = conform(named, dataset.codebook)
    if any(problem.rule == BELOW for problem in reading.problems):  # a last case called "Total" is told on reading
        return RoundTrip(losses, tuple(differences))
    return RoundTrip(losses, (*differences, *_values_differ(dataset, named, announced)))


class _Announced:
    """The losses, to be asked what they name."""

    def __init__(self, losses: tuple[Problem, ...]) -> None:
        self.losses = losses

    def of(self, name: str, *rules: object) -> bool:
        """Whether a loss of these rules names a variable, or names more than it shows."""
        told = [loss for loss in self.losses if loss.rule in rules]
        word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        return any(word.search(loss.what) or loss.place.variable == name or " in all)" in loss.what for loss in told)

    def says(self, rule: object, words: str) -> bool:
        """Whether a loss of a rule says something."""
        return any(loss.rule == rule and words in loss.what for loss in self.losses)


def _read_back(path: Path, dataset: Dataset) -> Reading:
    format_ = formats.format_of(path)
    texts = {"texts": ",".join(v.name for v in dataset.codebook if v.type == "text")}
    plain = {**texts, "vendor": "none", "header": "1"} if not format_.carries.whole else {}
    options = options_of(format_, plain if "texts" in format_.options.model_fields else {})
    return format_.read(path, options)


def _heading(back: Dataset, name: str) -> str:
    """What stood over a column of a plain table that was given a name fit for expressions, which reading tells."""
    return str(back.codebook[name].label)


def _renamed(back: Dataset, names: dict[str, str]):
    old = {now: name for name, now in names.items()}
    variables = tuple(v.model_copy(update={"name": old[v.name]}) for v in back.codebook)
    sets = tuple(s.model_copy(update={"variables": tuple(old[n] for n in s.variables)}) for s in back.codebook.sets)
    return back.codebook.model_copy(update={"variables": variables, "sets": sets})


def _labels(dataset: Dataset, variable: Variable) -> dict[str, str]:
    codes = [*(dataset.codebook.codes_of(variable) or ()), *variable.missing]
    return {str(code.value): str(code.label) for code in codes if str(code.label) not in {"", str(code.value)}}


def _labels_differ(dataset: Dataset, back: Dataset, suffix: str, announced: _Announced):
    carries = formats.format_of(Path(f"x{suffix}")).carries
    for was, now in zip(dataset.codebook, back.codebook, strict=True):
        excused = announced.of(was.name, CUT, CHANGED, LANGUAGES_LOST)
        label = str(was.label) == str(now.label) or announced.says(FACTS_LOST, "variable labels")
        if not label and not excused and (carries.whole or "label" in carries.facts):
            yield f"{was.name}: label {str(now.label)!r}, not {str(was.label)!r}"
        lost = announced.says(FACTS_LOST, "value labels") or announced.of(was.name, MISSING_LOST)
        if carries.whole or (carries.value_labels and not lost and not announced.losses):
            mine, theirs = _labels(dataset, was), _labels(back, now)
            if mine.items() - theirs.items() and not excused:
                yield f"{was.name}: labels {sorted(theirs.items())[:3]}, not {sorted(mine.items())[:3]}"


def _missing_differ(dataset: Dataset, back: Dataset, announced: _Announced):
    if announced.says(FACTS_LOST, "which codes are missing"):
        return
    for was, now in zip(dataset.codebook, back.codebook, strict=True):
        if announced.of(was.name, MISSING_LOST, CHANGED):
            continue
        gone, still = _missing(dataset, was), _missing(back, now)
        if gone != still:
            yield f"{was.name}: missing {sorted(still)[:4]}, not {sorted(gone)[:4]}"


def _missing(dataset: Dataset, variable: Variable) -> set[str]:
    """The values of a column that count as missing."""
    held = dataset.arrow().column(variable.name).unique().to_pylist()
    gone = [value for value in held if value is not None and variable.emptiness.reason(value) is not None]
    return {text_of(value) if isinstance(value, int | float) else value for value in gone}


def _values_differ(dataset: Dataset, back: Dataset, announced: _Announced):
    for name in dataset.codebook.names:
        if announced.of(name, CHANGED, CUT):
            continue
        was, now = (d.arrow().column(name).to_pylist() for d in (dataset, back))
        if was != now:
            row = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), -1)
            yield f"{name}: row {row + 1}: {now[row]!r}, not {was[row]!r}" if row >= 0 else f"{name}: {len(now)} rows"
