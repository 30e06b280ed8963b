"""SurveyMonkey: a row of questions and a row of choices; every question in one column, or one a choice."""

import re
from typing import Final

from surveykit.formats.table.export import Asked, Export, Service, is_other, named, plain, technical, unique, words_of
from surveykit.formats.table.sheet import Sheet

_KNOWN: Final = {
    "respondentid": "id", "collectorid": "", "collector": "", "startdate": "", "enddate": "", "datecreated": "",
    "datemodified": "", "ipaddress": "personal", "emailaddress": "personal", "firstname": "personal",
    "lastname": "personal", "customdata1": "personal", "customdata": "personal", "customvalue": "personal",
    "language": "", "tags": "", "sequence": "", "serial": "", "minutes": "",
}  # fmt: skip
_ANSWER: Final = {"", "response", "openendedresponse", "multiplechoiceresponse"}
_CODED = re.compile(r"([A-Za-z]{1,3}\d{1,3})[ _](\d{1,3})\s*[—–-]\s*(.+)")
_LOOKED_AT = 4


def _recognised(sheet: Sheet) -> Export | None:
    for index in range(min(_LOOKED_AT, len(sheet.lines))):
        words = words_of(sheet, index)
        column = next((n for n, word in enumerate(words) if plain(word) == "respondentid"), None)
        if column is None or column > _LOOKED_AT:
            continue
        below = words_of(sheet, index + 1)
        two = index + 1 < len(sheet.lines) and plain(below[column]) in {"", "respondentid"}
        codes = words_of(sheet, index - 1) if index else [""] * len(words)
        heads = (*((index - 1,) if any(codes) else ()), index, *((index + 1,) if two else ()))
        columns = _columns(words, below, codes) if two else _condensed(words)
        return Export(heads, unique(columns), month_first=True)
    return None


def _columns(words: list[str], below: list[str], codes: list[str]) -> list[Asked]:
    """The columns under a row of questions and a row of choices; a question stands over its first column only."""
    columns: list[Asked] = []
    text, number, part, name = "", 0, 0, ""
    named_ = any(codes) or any(_CODED.fullmatch(word) for word in words)
    for word, under, code in zip(words, below, codes, strict=True):
        known = technical(word, _KNOWN) if plain(under) in {*_ANSWER, plain(word)} else None
        if known is not None:
            columns.append(known)
            continue
        coded = _CODED.fullmatch(word)
        new = coded[3] if coded else word
        if new and (new != text or plain(under) in _ANSWER) and not (coded and coded[1].lower() == name):
            text, part, number = new, 0, number + 1
            own = re.sub(r"_\d+$", "", code).strip() or (coded[1] if coded else "")
            name = own.lower() or (_short(text) if named_ else named(text, number)[0])
        part += 1
        choice = "" if plain(under) == plain(text) else under
        columns.append(_asked(name or "column", named(text, number)[1] or text, choice, part))
    return columns


def _short(text: str) -> str:
    """A name from a text, where the other questions have codes."""
    return re.sub(r"\W+", "_", text).strip("_")[:40].strip("_").lower() or "column"


def _asked(name: str, text: str, choice: str, part: int) -> Asked:
    if plain(choice) in _ANSWER:
        return Asked(name, text, question=name)
    if is_other(choice):
        return Asked(f"{name}_other", choice, text, name, "other")
    return Asked(f"{name}_{part}", choice, text, name, "choice", str(part))


def _condensed(words: list[str]) -> list[Asked]:
    """One row of headings: a question, or `question - choice` where several columns begin alike."""
    starts = [word.rpartition(" - ")[0] for word in words]
    columns: list[Asked] = []
    number = 0
    names: dict[str, str] = {}
    for word, start in zip(words, starts, strict=True):
        known = technical(word, _KNOWN)
        if known is not None:
            columns.append(known)
            continue
        text = start if start and (starts.count(start) > 1 or start in names) else word
        if text not in names:
            number += 1
            names[text] = named(text, number)[0]
        name, choice = names[text], word.removeprefix(text).removeprefix(" - ")
        part = 1 + sum(column.question == name for column in columns)
        columns.append(_asked(name, text, choice, part))
    return columns


SERVICE = Service("surveymonkey", "SurveyMonkey", _recognised)
