"""Writing .ods: the same sheets as an .xlsx has, in the words of OpenDocument; texts never become formulas."""

import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from surveykit.dataset.dataset import Dataset
from surveykit.formats.excel.write import cleaned, refuse_too_many, tables_of

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
}
_SPACES = " ".join(f'xmlns:{name}="{space}"' for name, space in _NAMES.items())
_DAY = (
    '<number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/>'
    '<number:text>-</number:text><number:day number:style="long"/>'
)
_CLOCK = (
    '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
    '<number:minutes number:style="long"/><number:text>:</number:text><number:seconds number:style="long"/>'
)
_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_SPACES} office:version="1.3">'
    "<office:automatic-styles>"
    f'<number:date-style style:name="n1">{_DAY}</number:date-style>'
    f'<number:date-style style:name="n2">{_DAY}{_CLOCK}</number:date-style>'
    '<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="n1"/>'
    '<style:style style:name="moment" style:family="table-cell" style:data-style-name="n2"/>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
_FOOT = "</office:spreadsheet></office:body></office:document-content>"
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write(dataset: Dataset, path: Path, *, labels: bool = False, language: str = "") -> None:
    """Write the sheet `data` and the sheets of the dictionary.

    Raises:
        FormatError: SK547, there are more rows or columns than a sheet has.
    """
    refuse_too_many(dataset)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        with archive.open("content.xml", "w") as file:
            _content(file, dataset, labels=labels, language=language)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)


def _content(file: IO[bytes], dataset: Dataset, *, labels: bool, language: str) -> None:
    file.write(_HEAD.encode())
    for name, head, rows in tables_of(dataset, labels=labels, language=language):
        file.write(f"<table:table table:name={quoteattr(name)}>".encode())
        file.write(_row(_text(cell, ' table:style-name="head"') for cell in head))
        for row in rows:
            file.write(_row(map(_cell, row)))
        file.write(b"</table:table>")
    file.write(_FOOT.encode())


def _row(cells: Iterable[str]) -> bytes:
    return f"<table:table-row>{''.join(cells)}</table:table-row>\n".encode()


def _cell(value: Any) -> str:
    """A number to its last digit; a date as a date; any other text as a text, never as a formula."""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        said = str(value).lower()
        kind = f'office:value-type="boolean" office:boolean-value="{said}"'
        return f"<table:table-cell {kind}><text:p>{said}</text:p></table:table-cell>"
    if isinstance(value, datetime):
        return _moment(value.isoformat(), f"{value:%Y-%m-%d %H:%M:%S}", "moment")
    if isinstance(value, date):
        return _moment(value.isoformat(), value.isoformat(), "day")
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value!r}"'
        return f"<table:table-cell {kind}><text:p>{value!r}</text:p></table:table-cell>"
    return _text(value)


def _moment(value: str, said: str, style: str) -> str:
    kind = f'table:style-name="{style}" office:value-type="date" office:date-value="{value}"'
    return f"<table:table-cell {kind}><text:p>{said}</text:p></table:table-cell>"


def _text(value: Any, style: str = "") -> str:
    text = cleaned(str(value))
    lines = "".join(f"<text:p>{_blanks(line)}</text:p>" for line in text.split("\n"))
    whole = f" office:string-value={quoteattr(text)}" if "\t" in text else ""  # readers pass over the element of a tab
    return f'<table:table-cell{style} office:value-type="string"{whole}>{lines}</table:table-cell>'


def _blanks(line: str) -> str:
    """A line of text; blanks in a row, at an end, and tabs have elements of their own."""
    pieces: list[str] = []
    for piece in filter(None, re.split(r"(\t|^ +| {2,}| +$)", line)):
        if piece == "\t":
            pieces.append("<text:tab/>")
        elif piece.isspace() and set(piece) == {" "}:
            pieces.append(f'<text:s text:c="{len(piece)}"/>')
        else:
            pieces.append(escape(piece))
    return "".join(pieces)
