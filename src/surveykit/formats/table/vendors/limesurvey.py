"""LimeSurvey: codes such as `Q1[SQ001]`, texts, or both (`Q1[SQ001]. Text [Choice]`); N/A where it was not shown."""

import re
from typing import Final

from surveykit.formats.table.export import Asked, Export, Service, named, plain, shares, technical, unique, words_of
from surveykit.formats.table.sheet import Sheet

_KNOWN: Final = {
    "id": "id", "responseid": "id", "submitdate": "", "datesubmitted": "", "lastpage": "", "startlanguage": "",
    "seed": "", "startdate": "", "datestarted": "", "datestamp": "", "datelastaction": "", "ipaddr": "personal",
    "ipaddress": "personal", "refurl": "", "referrerurl": "", "token": "personal", "accesscode": "personal",
    "interviewtime": "", "totaltime": "",
}  # fmt: skip
_CODE = r"[A-Za-z][\w]*"
_BOTH = re.compile(rf"({_CODE})((?:\[[^\]]*\])*)\. (.+)", re.DOTALL)
_ONLY = re.compile(rf"({_CODE})((?:\[[^\]]*\])+)")
_TIME = re.compile(r"(group|question|page)[ _]?time", re.IGNORECASE)
_ENDS = re.compile(r"(.*?)\s*\[([^\[\]]*)\]")


def _recognised(sheet: Sheet) -> Export | None:
    words = words_of(sheet, 0)
    filled = [word for word in words if word]
    both = [word for word in filled if _BOTH.fullmatch(word)]
    own = shares(words, ("submitdate", "lastpage", "startlanguage"))
    own = own or shares(words, ("Date submitted", "Last page", "Start language"))
    if not own and (len(both) < 3 or len(both) * 10 < len(filled) * 8):
        return None
    columns, number = [], 0
    for index, word in enumerate(words):
        known = technical(word, _KNOWN) if own and plain(word) else None
        if known is None and _TIME.match(word):
            known = Asked(re.sub(r"\W+", "_", word).strip("_"), word, part="technical")
        number += known is None
        columns.append(known or _asked(word, number) if word else Asked(f"column_{index + 1}", part="technical"))
    return Export((0,), unique(columns), not_asked="N/A")


def _asked(word: str, number: int) -> Asked:
    """A column by its code, its text, or both."""
    found = _BOTH.fullmatch(word) or _ONLY.fullmatch(word)
    if found is None:
        if re.fullmatch(_CODE, word):
            return _part(word, [], "", "")
        ends = _ENDS.fullmatch(word)
        text, last = (ends[1], ends[2]) if ends else (word, "")
        name, label = named(text, number)
        part = "other" if last == "Other" else "choice" if last else "answer"
        return Asked(name, last or label, text if last else "", plain(text) if last else name, part, last)  # type: ignore[arg-type]
    steps = re.findall(r"\[([^\]]*)\]", found[2])
    text = found[3].strip() if found.re is _BOTH else ""
    ends = _ENDS.fullmatch(text) if steps else None
    return _part(found[1], steps, ends[1] if ends else text, ends[2] if ends else "")


def _part(code: str, steps: list[str], text: str, last: str) -> Asked:
    name = "_".join([code, *(re.sub(r"\W+", "_", step) for step in steps)])
    if not steps:
        return Asked(name, text, question=code)
    if steps[-1] in {"other", "othercomment"} or last == "Other":
        return Asked(name, last or "Other", text, code, "other")
    if steps[-1].endswith("comment"):
        return Asked(name, last or "comment", text, code, "answer")
    return Asked(name, last or text, text if last else "", code, "choice", steps[-1])


SERVICE = Service("limesurvey", "LimeSurvey", _recognised)
