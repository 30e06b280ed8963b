"""A dataset as cells for people: codes or their labels, column by column."""

from collections.abc import Iterator
from typing import Any

from surveykit.dataset.dataset import Dataset


def without_nan(dataset: Dataset) -> Dataset:
    """The dataset with blanks where its numbers are NaN, which is no value and which files hold in many ways."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = dataset.arrow()
    for place, field in enumerate(table.schema):
        column = table.column(place)
        if pa.types.is_floating(field.type) and pc.any(pc.is_nan(column)).as_py():
            table = table.set_column(place, field, pc.if_else(pc.is_nan(column), pa.scalar(None, field.type), column))
    return dataset if table is dataset.table else Dataset(dataset.codebook, table)


def cells_of(dataset: Dataset, *, labels: bool, language: str = "") -> Iterator[list[Any]]:
    """The cells of each column: numbers, texts, None for blank.

    Args:
        dataset: codes and codebook.
        labels: whether a code that has a label is given as the label.
        language: that of the labels.
    """
    table, codebook = dataset.arrow(), dataset.codebook
    for variable in codebook:
        column = [_finite(cell) for cell in table.column(variable.name).to_pylist()]
        said: dict[Any, str] = {}
        if labels:
            codes = [*(codebook.codes_of(variable) or ()), *variable.missing]
            said = {code.value: code.label.into(language) for code in codes if code.label.into(language)}
        yield [said.get(cell, cell) for cell in column] if said else column


def _finite(cell: Any) -> Any:
    return None if isinstance(cell, float) and cell - cell != 0 else cell
