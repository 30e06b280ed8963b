"""Groups of cases that quotes are parted into: the values of a closed variable, or the letters of a typology."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from surveykit.codebook.codebook import unknown_variable
from surveykit.coding.codings import Codings
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.derive.resolve import keys_of
from surveykit.missing import Value
from surveykit.problems import DataError
from surveykit.reports.captions import title_of, value_label


def with_words(codings: Codings, dataset: Dataset) -> Codings:
    """Codings whose answers have the words that stand in the data, where they came without any."""
    missing = [unit for unit in codings.units.values() if not unit.text and unit.question in dataset.codebook]
    if not missing:
        return codings
    rows = {key: row for row, key in enumerate(keys_of(dataset))}
    columns = {q: dataset.arrow().column(q).to_pylist() for q in {unit.question for unit in missing}}
    units = dict(codings.units)
    for unit in missing:
        row = rows.get((unit.case, unit.wave), rows.get((unit.case, "")))
        cell = None if row is None else columns[unit.question][row]
        if cell is not None and dataset.codebook[unit.question].emptiness.reason(cell) is None:
            units[unit.id] = replace(unit, text=text_of(cell))
    return replace(codings, units=units)


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups that cases fall into: what they are groups of, their labels in order, and answer to label."""

    title: str
    labels: tuple[str, ...]
    of: Mapping[str, str]


def grouping(dataset: Dataset, codings: Codings, by: str, language: str = "en") -> Grouping:
    """The group of each answer's case, by a variable of the data; groups in the order of its codes.

    Raises:
        DataError: SK401, there is no such variable.
    """
    codebook = dataset.codebook
    if by not in codebook:
        raise DataError(unknown_variable(codebook, by))
    values: list[Value | None] = dataset.arrow().column(by).to_pylist()
    of_case = dict(zip(keys_of(dataset), values, strict=True))
    emptiness, codes = codebook[by].emptiness, codebook.codes_of(codebook[by])
    places = {value: place for place, value in enumerate(codes.values if codes else ())}

    def order(value: Value | None) -> tuple[bool, int, str]:
        missing = emptiness.reason(value) is not None
        return missing, places.get(value, len(places)) if value is not None else len(places), text_of(value or "")

    labels = {value: value_label(codebook, by, value, emptiness.reason(value), language) for value in {*values}}
    of = {}
    for unit in codings.units.values():
        key = next((key for key in ((unit.case, unit.wave), (unit.case, "")) if key in of_case), None)
        if key is not None:
            of[unit.id] = labels[of_case[key]]
    in_order = dict.fromkeys(labels[value] for value in sorted(labels, key=order))
    return Grouping(title_of(codebook, by, language), tuple(in_order), of)
