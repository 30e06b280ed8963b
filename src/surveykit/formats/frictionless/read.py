"""Reading Data Packages: ours by the codebook in them, those of others field by field."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import SharedLists
from surveykit.formats.base import Options, Reading
from surveykit.formats.files import NOT_WHAT_IT_SAYS, refuse_unless
from surveykit.formats.frictionless.fields import Field, field_of
from surveykit.formats.frictionless.write import FORM, OWN
from surveykit.formats.pair.cells import arranged, read_cells
from surveykit.formats.pair.placed import NO_DATA
from surveykit.problems import DefinitionError, FormatError, Place, Problem, Rule, listed
from surveykit.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

BAD_PACKAGE = Rule(
    "SK643",
    "The Data Package cannot be read",
    "A table is read by its fields; a package without them, or with a table in another form, tells nothing.",
    "a package whose data are fetched from the internet",
    "Look at what is named; download the data and name them by their file.",
)
OUTSIDE = Rule(
    "SK644",
    "The description leads out of its folder",
    "A file from a stranger could name any file of this machine.",
    '"path": "../../secret.csv"',
    "Put the data beside the description, and name them by a path within the folder.",
)

_MOST_BYTES: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class _Resource:
    """One table of a package: its file, how its cells are parted, and its fields."""

    path: Path
    separator: str
    encoding: str
    schema: Mapping[str, Any]


def read(path: Path, _options: Options) -> Reading:
    """The first table of a Data Package as a dataset.

    Raises:
        FormatError: SK504, SK643, it is no Data Package; SK644, leads out of its folder; SK637, the data are not there.
    """
    package = _json(path)
    resource, problems = _resource(package, path)
    if not resource.path.is_file():
        what = f"the data file '{resource.path.name}' is not where the package says"
        raise FormatError(Problem(NO_DATA, what, Place(file=str(path)), "put it there"))
    table = read_cells(resource.path, resource.separator, resource.encoding)
    codebook = _own(package, path)
    if codebook is None:
        codebook, table, odd = _foreign(package, resource, table, path)
        problems += odd
    dataset, misfits = arranged(table, codebook, resource.path)
    return Reading(dataset, (*problems, *misfits))


def _json(path: Path) -> dict[str, Any]:
    refuse_unless(path, ("a text file",))
    place = Place(file=str(path))
    if path.stat().st_size > _MOST_BYTES:
        raise FormatError(Problem(BAD_PACKAGE, f"it has more than {_MOST_BYTES / 1e6:.0f} MB", place, BAD_PACKAGE.mend))
    try:
        package = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        what = f"the file is called .json but is no JSON: {str(error)[:100]}"
        raise FormatError(Problem(NOT_WHAT_IT_SAYS, what, place, "it may be cut short")) from None
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        raise FormatError(Problem(NOT_WHAT_IT_SAYS, "it is JSON, and no Data Package", place, "it names no resources"))
    return package


def _resource(package: Mapping[str, Any], path: Path) -> tuple[_Resource, list[Problem]]:
    """The first resource that is a table in a file."""
    place = Place(file=str(path))
    tables = [one for one in package["resources"] if isinstance(one, dict) and _fields(one, path)]
    if not tables:
        raise FormatError(Problem(BAD_PACKAGE, "no resource describes the fields of a table", place, BAD_PACKAGE.mend))
    first, problems = tables[0], []
    if len(tables) > 1:
        names = listed([str(one.get("name", "")) for one in tables[1:]])
        problems.append(
            Problem(BAD_PACKAGE, f"the package holds more tables, which are not read: {names}", place, "", "warning")
        )
    said = first.get("path")
    named = said[0] if isinstance(said, list) and len(said) == 1 else said
    if not isinstance(named, str):
        raise FormatError(Problem(BAD_PACKAGE, "the data are not in one file", place, BAD_PACKAGE.mend))
    spoken = first.get("dialect")
    dialect: dict[str, Any] = spoken if isinstance(spoken, dict) else {}
    if dialect.get("header") is False or dialect.get("quoteChar", '"') != '"':
        what = 'tables without names in the first line, or with other quotes than ", are not read'
        raise FormatError(Problem(BAD_PACKAGE, what, place, BAD_PACKAGE.mend))
    usual = "\t" if named.lower().endswith((".tsv", ".tab")) else ","
    separator, encoding = dialect.get("delimiter", usual), first.get("encoding", "utf-8")
    if not isinstance(separator, str) or len(separator) != 1 or not isinstance(encoding, str):
        raise FormatError(Problem(BAD_PACKAGE, "its dialect or encoding cannot be understood", place, BAD_PACKAGE.mend))
    plain = "" if encoding.lower().replace("-", "") in {"utf8", "ascii"} else encoding
    return _Resource(_within(named, path), separator, plain, _fields(first, path)), problems


def _fields(resource: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """The schema of a resource, which may stand in a file of its own."""
    schema = resource.get("schema")
    if isinstance(schema, str):
        file = _within(schema, path)
        try:
            schema = json.loads(file.read_text("utf-8-sig")) if file.stat().st_size < _MOST_BYTES else None
        except (OSError, ValueError, RecursionError):
            return {}
    return schema if isinstance(schema, dict) and isinstance(schema.get("fields"), list) else {}


def _within(name: str, path: Path) -> Path:
    """A file below the folder of the description.

    Raises:
        FormatError: SK644.
    """
    folder = path.parent.resolve()
    unsafe = "://" in name or "\0" in name or re.match(r"[/\\~]|[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name)
    if unsafe or not (folder / name).resolve().is_relative_to(folder):
        what = f"'{name[:80]}' is not a file within the folder of the description"
        raise FormatError(Problem(OUTSIDE, what, Place(file=str(path)), OUTSIDE.mend))
    return folder / name


def _own(package: Mapping[str, Any], path: Path) -> Codebook | None:
    own = package.get(OWN)
    if not isinstance(own, dict):
        return None
    place = Place(file=str(path))
    if own.get("form") != FORM:
        what = f"the codebook in it has the form {own.get('form')}; this surveykit knows {FORM}"
        raise FormatError(Problem(BAD_PACKAGE, what, place, "install a newer surveykit"))
    try:
        return Codebook.model_validate(own.get("codebook"))
    except ValidationError as complaint:
        first = complaint.errors()[0]
        what = f"the codebook in it cannot be read: {'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise FormatError(Problem(BAD_PACKAGE, what, place, "write the file again with this surveykit")) from None
    except DefinitionError as refusal:
        raise FormatError(problem.at(place) for problem in refusal.problems) from None


def _foreign(
    package: Mapping[str, Any], resource: _Resource, table: "pa.Table", path: Path
) -> "tuple[Codebook, pa.Table, list[Problem]]":
    """The codebook that the fields make, and the cells as its types have them."""
    import pyarrow as pa

    usual = resource.schema.get("missingValues", [""])
    fields = [field_of(one, usual) for one in resource.schema["fields"] if isinstance(one, dict) and one.get("name")]
    lists = SharedLists()
    variables = [field.variable(lists.name_of(field.codes, field.name) if field.codes else None) for field in fields]
    title = package.get("title")
    try:
        codebook = Codebook(
            name=str(package.get("name") or path.stem),
            title=Text(title) if isinstance(title, str) else Text(),
            variables=tuple(variables),
            lists=lists.by_name,
        )
    except DefinitionError as refusal:
        raise FormatError(problem.at(Place(file=str(path))) for problem in refusal.problems) from None
    known = {field.name: field for field in fields}
    by_place = len(fields) == len(table.column_names) and not set(known) & set(table.column_names)
    names = [field.name for field in fields] if by_place else table.column_names
    cells = [known[n].cells(c) if n in known else c for n, c in zip(names, table.columns, strict=True)]
    return codebook, pa.table(cells, names=names), list(_told(fields, path))


def _told(fields: list[Field], path: Path) -> Iterator[Problem]:
    for field in fields:
        if field.told:
            yield Problem(BAD_PACKAGE, field.told, Place(file=str(path), variable=field.name), severity="warning")
