"""Writing a Data Package: fields with types, titles, categories, limits and missing values; the codebook whole."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.formats.base import Options
from surveykit.formats.pair.cells import write_cells
from surveykit.formats.pair.placed import data_beside
from surveykit.missing import REASON_WORDS

if TYPE_CHECKING:
    import pyarrow as pa

OWN: Final = "surveykit"
FORM: Final = 1
_PROFILE: Final = "https://datapackage.org/profiles/2.0/"
_TYPES: Final = {"text": "string", "date": "date", "datetime": "datetime", "time": "string"}
_MOST_FOUND: Final = 1_000


def write(dataset: Dataset, path: Path, _options: Options) -> None:
    """Write the description, and beside it the data."""
    data = data_beside(path, ".csv")
    said = json.dumps(_package(dataset, path, data.name), ensure_ascii=False, indent=1)
    path.write_text(re.sub("[\ud800-\udfff]", "\ufffd", said) + "\n", encoding="utf-8", newline="\n")
    write_cells(dataset.arrow(), data)


def _package(dataset: Dataset, path: Path, data: str) -> dict[str, Any]:
    codebook, table = dataset.codebook, dataset.arrow()
    language = next(iter(codebook.languages), "en")
    ids = [variable.name for variable in codebook if variable.role == "id"]
    name = re.sub(r"[^a-z0-9._-]+", "-", (codebook.name or path.stem).lower()).strip("-") or "data"
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILE}tableschema.json",
        "fields": [_field(codebook, variable, table.column(variable.name), language) for variable in codebook],
        "missingValues": [""],
        **({"primaryKey": ids} if ids and not _repeats(table, ids) else {}),
    }
    return {
        "$schema": f"{_PROFILE}datapackage.json",
        "name": name,
        **({"title": codebook.title.into(language)} if codebook.title else {}),
        "resources": [
            {
                "name": name,
                "type": "table",
                "path": data,
                "scheme": "file",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
                "schema": schema,
            }
        ],
        OWN: {"form": FORM, "codebook": codebook.model_dump(exclude_defaults=True)},
    }


def _repeats(table: "pa.Table", ids: list[str]) -> bool:
    """Whether ids stand twice or are blank, so that they are no key."""
    columns = table.select(ids)
    blank = any(columns.column(name).null_count for name in ids)
    return blank or columns.group_by(ids).aggregate([]).num_rows < table.num_rows


def _field(codebook: Codebook, variable: Variable, column: "pa.ChunkedArray", language: str) -> dict[str, Any]:
    codes = codebook.codes_of(variable) or ()
    whole = variable.type == "number" and variable.decimals == 0
    kind = "integer" if whole else _TYPES.get(variable.type, "number")
    said: dict[str, Any] = {"name": variable.name, "type": kind}
    if variable.label:
        said["title"] = variable.label.into(language)
    if words := "\n".join(filter(None, (variable.wording.into(language), variable.notes))):
        said["description"] = words
    if empty := [{"value": text_of(code.value), "label": _words(code, language)} for code in variable.missing]:
        said["missingValues"] = [{"value": "", "label": ""}, *empty, *_found(variable, column)]
    elif found := list(_found(variable, column)):
        said["missingValues"] = [{"value": "", "label": ""}, *found]
    named = [{"value": c.value, **({"label": c.label.into(language)} if c.label else {})} for c in codes]
    if named and kind in {"integer", "string"}:
        said["categories"] = [{**one, "value": str(one["value"])} for one in named] if kind == "string" else named
        said["categoriesOrdered"] = variable.measure == "ordinal"
    if limits := dict(_limits(variable, kind, codes)):
        said["constraints"] = limits
    return said


def _words(code: Code, language: str) -> str:
    words = REASON_WORDS.get(code.missing or "", {})
    return code.label.into(language) or words.get(language) or words.get("en") or (code.missing or "")


def _found(variable: Variable, column: "pa.ChunkedArray") -> Iterator[dict[str, str]]:
    """The numbers of the data that lie in missing ranges, which a field can only name one by one."""
    import pyarrow.compute as pc

    if variable.missing_ranges:
        known = {code.value for code in variable.missing}
        values = [value for value in pc.unique(column).to_pylist() if value is not None and value not in known]
        inside = sorted(value for value in values if any(span.holds(value) for span in variable.missing_ranges))
        yield from (
            {"value": text_of(value), "label": REASON_WORDS["user_missing"]["en"]} for value in inside[:_MOST_FOUND]
        )


def _limits(variable: Variable, kind: str, codes: Any) -> Iterator[tuple[str, Any]]:
    if variable.role == "id":
        yield "required", True
    if codes and kind == "number":
        yield "enum", [code.value for code in codes]
    ends = (variable.range.low, variable.range.high) if variable.range else (variable.earliest, variable.latest)
    for name, end in zip(("minimum", "maximum"), ends, strict=True):
        if end is not None:
            yield name, int(end) if isinstance(end, float) and end.is_integer() else end
    if variable.width is not None and kind == "string":
        yield "maxLength", variable.width
