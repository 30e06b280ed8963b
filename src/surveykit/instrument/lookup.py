"""Lookup tables: the CSV files an instrument names, read into it before it is looked at."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from surveykit.problems import Place, Problem, Rule, listed, nearest
from surveykit.source import Path_, Quoted, Source

MOST_ROWS = 200_000
MOST_BYTES = 20_000_000
BUNDLE = "\n--- # the files this instrument names\n"

TABLE_FILE = Rule(
    "SK250",
    "A table cannot be read",
    "Its codes and labels are the choices of a question.",
    "`file: countries.csv` where there is no such file beside the instrument",
    "Put the CSV file beside the instrument, in UTF-8, with a line of headings.",
)
TABLE_COLUMN = Rule(
    "SK251",
    "A table has no such column",
    "Codes, labels and what choices depend on are found by the headings.",
    "`code: iso` where the headings are iso2 and name",
    "Correct the name, or the heading in the file.",
)
TABLE_CODE = Rule(
    "SK252",
    "A code of a table is empty, or stands twice",
    "Two choices with one code cannot be told apart in the data.",
    "two lines with the code NO",
    "Correct the file: one line for each code.",
)

Opener = Callable[[str], str]
"""From the name of a file to its text; OSError or UnicodeDecodeError where it cannot be read."""


def beside(path: Path) -> Opener:
    """Files named in an instrument, found beside it."""

    def opened(name: str) -> str:
        file = path.parent / name
        if file.stat().st_size > MOST_BYTES:
            msg = f"the file has {file.stat().st_size / 1e6:.0f} MB; {MOST_BYTES // 1_000_000} MB is the most"
            raise OSError(msg)
        return file.read_text(encoding="utf-8-sig")

    return opened


def bundled(path: Path) -> str:
    """The text of an instrument with the files it names, so that a store keeps all of it."""
    text = path.read_text(encoding="utf-8-sig")
    from surveykit.source import parsed

    names = [table["file"] for _, table in _tables(parsed(text)) if isinstance(table.get("file"), str)]
    if not names:
        return text
    opened = beside(path)
    return text + BUNDLE + json.dumps({name: opened(name) for name in names}, ensure_ascii=False)


def unbundled(text: str) -> tuple[str, Opener]:
    """The text of an instrument that `bundled` made, and the files it names."""
    written, _, files = text.partition(BUNDLE)
    kept: Mapping[str, str] = json.loads(files) if files else {}

    def opened(name: str) -> str:
        if name not in kept:
            msg = "an instrument that is no file has no files beside it"
            raise OSError(msg)
        return kept[name]

    return written, opened


def with_tables(source: Source, opened: Opener) -> tuple[Source, tuple[Problem, ...]]:
    """The file with the rows of its tables read in, and what is wrong with them."""
    problems: list[Problem] = []
    for name, table in _tables(source.data):
        path: Path_ = ("tables", name)
        if not isinstance(table.get("file"), str):
            if not table.get("rows"):
                problems.append(_problem(source, path, TABLE_FILE, f"the table '{name}' has neither a file nor rows"))
            continue
        try:
            lines = list(csv.reader(StringIO(opened(table["file"])), strict=True))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            what = f"'{table['file']}': {getattr(error, 'strerror', None) or error}"
            problems.append(_problem(source, (*path, "file"), TABLE_FILE, what))
            continue
        rows = list(_rows(source, path, table, lines, problems))
        table["rows"] = rows
    return source, tuple(problems)


def _tables(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    tables = data.get("tables") if isinstance(data, dict) else None
    for name, table in (tables or {}).items() if isinstance(tables, dict) else ():
        if isinstance(table, dict):
            yield name, table


def _rows(
    source: Source, path: Path_, table: Mapping[str, Any], lines: list[list[str]], problems: list[Problem]
) -> Iterator[list[Quoted]]:
    """The cells of each line that the table asks for: code, labels, columns."""
    head = lines[0] if lines else []
    labels = table.get("label")
    wanted: list[tuple[Path_, Any]] = [((*path, "code"), table.get("code"))]
    if isinstance(labels, dict):
        wanted += [((*path, "label", language), column) for language, column in labels.items()]
    else:
        wanted.append(((*path, "label"), labels))
    columns = table.get("columns") or []
    wanted += [((*path, "columns", i), column) for i, column in enumerate(columns)]
    lacking = [(where, column) for where, column in wanted if isinstance(column, str) and column not in head]
    for where, column in lacking:
        hint = nearest(column, head) or f"the headings are {listed(head)}"
        problems.append(_problem(source, where, TABLE_COLUMN, f"'{table['file']}' has no column '{column}'", hint))
    if lacking or len(lines) > MOST_ROWS + 1:
        if len(lines) > MOST_ROWS + 1:
            problems.append(_problem(source, path, TABLE_FILE, f"{len(lines)} lines; {MOST_ROWS} is the most"))
        return
    places = [head.index(str(column)) for _, column in wanted]
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], 2):
        if not any(line):
            continue
        cells = [line[place].strip() if place < len(line) else "" for place in places]
        if not cells[0] or cells[0] in seen:
            said = f"the code '{cells[0]}' stands in line {seen[cells[0]]} too" if cells[0] else "the code is empty"
            problems.append(Problem(TABLE_CODE, said, Place(str(table["file"]), number, 1), TABLE_CODE.mend))
            continue
        seen[cells[0]] = number
        yield [Quoted(cell) for cell in cells]


def _problem(source: Source, path: Path_, rule: Rule, what: str, hint: str = "") -> Problem:
    return Problem(rule, what, source.place(path), hint or rule.mend)
