"""Google Forms: `Timestamp`, then one column a question; the choices of a checkbox question joined by ", "."""

import re
from datetime import datetime
from typing import Final

from surveykit.formats.table.dates import as_moment
from surveykit.formats.table.export import Asked, Export, Service, named, technical, unique, words_of
from surveykit.formats.table.sheet import Sheet

_STAMPS: Final = {
    "timestamp", "zeitstempel", "horodateur", "marcatemporal", "informazionicronologiche", "tidsmerke",
    "tidsstempel", "tidsstämpel", "tijdstempel", "carimbodedatahora", "отметкавремени", "sygnaturaczasowa",
}  # fmt: skip
_KNOWN: Final = dict.fromkeys(_STAMPS, "") | {
    "emailaddress": "personal",
    "username": "personal",
    "emailadresse": "personal",
    "eposta": "personal",
    "epostadresse": "personal",
    "score": "",
}
_ROW = re.compile(r"(.+?)\s*\[(.+)\]")


def _recognised(sheet: Sheet) -> Export | None:
    words = words_of(sheet, 0)
    first = technical(words[0], _KNOWN) if words else None
    if first is None or first.personal or len(words) < 2 or not _moments(sheet):
        return None
    columns = [first]
    number = 0
    for word in words[1:]:
        own = technical(word, _KNOWN) if len(columns) < 3 else None
        grid = _ROW.fullmatch(word)
        if own is not None:
            columns.append(own)
        elif grid and grid[1] == columns[-1].wording:
            before = columns[-1]
            rows = sum(column.question == before.question for column in columns) + 1
            columns.append(_row(before.question, rows, grid[1], grid[2]))
        elif grid:
            number += 1
            columns.append(_row(named(grid[1], number)[0], 1, grid[1], grid[2]))
        else:
            number += 1
            name, label = named(word, number)
            columns.append(Asked(name, label, question=name))
    return Export((0,), unique(columns), joined=", ")


def _row(question: str, row: int, wording: str, label: str) -> Asked:
    return Asked(f"{question}_{row}", label, wording, question)


def _moments(sheet: Sheet) -> bool:
    """Whether the first column holds moments; a column headed `Timestamp` alone is not enough."""
    cells = [line.at(0) for line in sheet.lines[1:50] if line.at(0) is not None]
    return all(isinstance(cell, datetime) or (isinstance(cell, str) and as_moment(cell)) for cell in cells)


SERVICE = Service("google", "Google Forms", _recognised)
