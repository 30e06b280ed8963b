"""Qualtrics: rows of names, of question texts and of {"ImportId": ...}; previews and tests are no answers."""

import re
from typing import Final

from surveykit.formats.table.export import Asked, Export, Service, plain, shares, technical, unique, words_of
from surveykit.formats.table.sheet import Sheet, said

_KNOWN: Final = {
    "startdate": "", "enddate": "", "status": "", "responsetype": "", "progress": "", "durationinseconds": "",
    "duration": "", "finished": "", "recordeddate": "", "distributionchannel": "", "userlanguage": "",
    "responseset": "", "ipaddress": "personal", "responseid": "id", "recipientlastname": "personal",
    "recipientfirstname": "personal", "recipientemail": "personal", "externalreference": "personal",
    "externaldatareference": "personal", "emailaddress": "personal", "name": "personal",
    "locationlatitude": "personal", "locationlongitude": "personal", "locationaccuracy": "",
    "qrecaptchascore": "", "qrelevantidduplicate": "", "qrelevantidduplicatescore": "", "qrelevantidfraudscore": "",
    "qrelevantidlaststartdate": "", "qballotboxstuffing": "", "qtotalduration": "", "gc": "", "term": "",
}  # fmt: skip
_NOT_ANSWERS: Final = {
    "surveypreview": "previews of the survey", "1": "previews of the survey",
    "surveytest": "tests of the survey", "2": "tests of the survey",
    "spam": "answers marked as spam", "8": "answers marked as spam",
    "surveypreviewspam": "previews of the survey", "9": "previews of the survey",
}  # fmt: skip
_LATER = re.compile(r"_DO(_\w+)?$|_(First Click|Last Click|Page Submit|Click Count)$")
_TEXT = re.compile(r"_TEXT$")


def _recognised(sheet: Sheet) -> Export | None:
    names, texts = words_of(sheet, 0), words_of(sheet, 1)
    ids = next((index for index in (1, 2) if _are_ids(words_of(sheet, index))), None)
    if ids is None and not (_leads(names) and _leads(texts)):
        return None
    heads = (0, 1, 2) if ids == 2 else (0, 1)
    if ids == 1:  # an export without the row of texts
        texts = names
    columns: list[Asked] = []
    for index, (name, text) in enumerate(zip(names, texts, strict=True)):
        known = technical(name, _KNOWN) or (technical(text, _KNOWN) if re.fullmatch(r"V\d+", name) else None)
        columns.append(known or _asked(name or f"column_{index + 1}", text))
    status = next((n for n, column in enumerate(columns) if plain(column.name) in {"status", "responsetype"}), None)
    return Export(heads, unique(columns), dropped=_dropped(sheet, len(heads), status), not_asked="")


def _are_ids(words: list[str]) -> bool:
    found = sum(word.startswith("{") and "ImportId" in word for word in words)
    return found > 0 and found * 2 >= sum(bool(word) for word in words)


def _leads(words: list[str]) -> bool:
    """Whether a row of headings is of one of its kinds: names, or the names put in words."""
    return shares(words, ("StartDate", "EndDate", "Finished")) and (
        shares(words, ("ResponseId",)) or shares(words, ("ResponseID",))
    )


def _asked(name: str, text: str) -> Asked:
    """Q2_5 is the fifth choice or row of Q2 where its text is `question - choice`."""
    if _LATER.search(name):
        return Asked(name, text, part="technical", question=name.split("_", maxsplit=1)[0])
    other = _TEXT.search(name) is not None
    found = re.fullmatch(r"(.+?)_(\d+|x\d+)(_TEXT)?", name)
    question, _, last = text.rpartition(" - ")
    if other:
        whole = found[1] if found else _TEXT.sub("", name)
        return Asked(name, text, question=whole, part="other")
    if found and question:
        return Asked(name, last, question, found[1], "choice", found[2])
    label = text.removesuffix(" - Selected Choice")
    return Asked(name, label if label != name else "", question=name)


def _dropped(sheet: Sheet, first: int, status: int | None) -> dict[int, str]:
    if status is None:
        return {}
    kinds = ((index, _NOT_ANSWERS.get(plain(said(line.at(status))))) for index, line in enumerate(sheet.lines))
    return {index: kind for index, kind in kinds if kind is not None and index >= first}


SERVICE = Service("qualtrics", "Qualtrics", _recognised)
