"""Item types of formr as kinds of question."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from surveykit.exchange.draft.codes import Codes
from surveykit.exchange.draft.form import Data, Form
from surveykit.exchange.draft.rules import BAD_LIMIT, NOT_HELD
from surveykit.exchange.formr.rows import Row, type_of
from surveykit.exchange.logic.subject import Subject, SubjectType

ONE: Final = frozenset(["mc", "mc_button", "select_one", "sex", "timezone"])
SEVERAL: Final = frozenset(["mc_multiple", "mc_multiple_button", "select_multiple", "choose_two_weekdays"])
ADDING: Final = frozenset(["select_or_add_one", "select_or_add_multiple"])
CHECKS: Final = frozenset(["check", "check_button"])
NUMBERS: Final = frozenset(["number", "range", "range_ticks"])
NOTES: Final = frozenset(["note", "note_iframe", "instruction", "instructions", "blank"])
LINES: Final = frozenset(["text", "letters", "email", "url", "tel", "cc", "color", "geopoint", "week"])
DAYS: Final = frozenset(["date", "yearmonth", "month", "datetime", "datetime-local"])
KNOWN_BEFORE: Final[Mapping[str, str]] = {
    "ip": "the address of the respondent's computer",
    "referrer": "the page the respondent came from",
    "server": "what the browser tells of itself",
    "get": "a word in the address the respondent opened",
    "hidden": "a value that is set and not asked",
    "browser": "the respondent's browser",
    "random": "a number drawn at random",
    "opencpu_session": "a session in R",
    "request_phone": "whether a telephone is used",
    "request_cookie": "whether cookies are allowed",
    "add_to_home_screen": "whether the survey is on the home screen",
    "push_notification": "whether messages may be sent",
}
UNHELD: Final[Mapping[str, str]] = {
    "file": "files are not collected here",
    "image": "pictures are not collected here",
    "audio": "recordings are not collected here",
    "video": "films are not collected here",
    "block": "an item that blocks the way is a hard check here; write it by hand",
}
_LIMIT: Final = re.compile(r"-?\d+(?:\.\d+)?")
_DEFAULTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "number": ("0", "10000000", "1"),
    "range": ("0", "100", "1"),
    "range_ticks": ("0", "100", "1"),
    "rating_button": ("1", "5", "1"),
}
_MOST_RATED: Final = 50


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the sheet: its row, our id, its type, the options of the type, its choices."""

    row: Row
    id: str
    kind: str
    options: str
    codes: Codes = field(default_factory=Codes)
    steps: tuple[float, float, float] | None = None  # of a rating: from, to, by

    @property
    def optional(self) -> bool:
        """Whether formr lets it be skipped."""
        word = self.row["optional"].lower()
        if word in ("*", "1", "true", "yes"):
            return True
        if word in ("!", "0", "false", "no"):
            return False
        return self.kind in (SEVERAL | CHECKS) - {"choose_two_weekdays"}

    @property
    def must(self) -> bool:
        """Whether an answer is asked for in so many words, with `!`."""
        return self.row["optional"].lower() in ("!", "0", "false", "no")


def steps_of(kind: str, options: str) -> tuple[str, str, str]:
    """The least, the greatest and the step of a number; a rating with one figure begins at 1."""
    words = [word.strip() for word in options.split(",")] if options.strip() else []
    low, high, step = _DEFAULTS[kind]
    if kind == "rating_button" and len(words) == 1:
        return low, words[0], step
    given = [*words, "", "", ""]
    return given[0] or low, given[1] or high, given[2] or step


def rating_of(form: Form, row: Row) -> tuple[float, float, float] | None:
    """The steps of a rating, where they can be read and are as many as can be shown."""
    low, high, step = steps_of("rating_button", type_of(row)[2])
    if not all(_LIMIT.fullmatch(word) for word in (low, high, step)):
        form.complain(BAD_LIMIT, f"'{row['type']}' has no steps that can be read; 1 to 5 are taken", row.place("type"))
        return (1, 5, 1)
    first, last, by = float(low), float(high), abs(float(step)) or 1.0
    if abs(last - first) / by > _MOST_RATED:
        form.complain(BAD_LIMIT, f"'{row['type']}' has too many steps; it is a number here", row.place("type"))
        return None
    return first, last, by


def subject_of(item: Item) -> Subject:
    """The item as a condition reads it."""
    types: dict[str, SubjectType] = dict.fromkeys(NUMBERS | CHECKS | {"rating_button", "year", "random"}, "number")
    types |= dict.fromkeys(DAYS, "date")
    types |= dict.fromkeys(SEVERAL, "set")
    types |= {"time": "time", "select_or_add_multiple": "set" if item.codes.ours else "text"}
    kind = types.get(item.kind, "text")
    codes: Mapping[str, Any] | None = item.codes.ours or None
    if item.kind in CHECKS:
        codes = {"1": 1, "0": 0}
    if codes and kind == "text" and all(not isinstance(code, str) for code in codes.values()):
        kind = "number"
    refusal = (
        f"'{item.row['name']}' is no question here" if item.kind in {*NOTES, *UNHELD, "submit", "mc_heading"} else ""
    )
    return Subject(item.id, kind, codes, refusal)


def answer_of(form: Form, item: Item, notes: list[str]) -> Data:
    """The keys that say what is answered, of the kinds that choose from no list."""
    kind = item.kind
    if kind in NUMBERS:
        return {"type": "number", **_number(form, item, notes)}
    if kind in DAYS:
        return {"type": "date", **_days(form, item, notes)}
    if kind == "time":
        return {"type": "time", **_times(form, item, notes)}
    if kind == "year":
        return {"type": "number", "range": "1901..2155"}  # what a column YEAR of its database holds
    if kind == "textarea":
        return {"type": "open", **_longest(form, item, notes)}
    return {"type": "text", **_longest(form, item, notes)}


def _longest(form: Form, item: Item, notes: list[str]) -> Data:
    """The longest text; a pattern it must follow is kept as a note."""
    word = item.options.strip()
    if word.isdigit() and int(word) > 0:
        return {"max": min(int(word), 32_000)}
    if word:
        form.keep(notes, item.row.origin("type"), "the pattern of a text is not checked here")
    elif item.kind not in ("text", "textarea", "timezone"):
        form.keep(notes, item.row.origin("type"), "the form of a text is not checked here", severity="note")
    return {}


def _number(form: Form, item: Item, notes: list[str]) -> Data:
    low, high, step = steps_of(item.kind, item.options)
    ends = []
    for word in (low, high):
        if word != "any" and not _LIMIT.fullmatch(word):
            form.complain(BAD_LIMIT, f"'{word}' is no limit of a number; it is left out", item.row.place("type"))
        ends.append(word if _LIMIT.fullmatch(word) else "")
    if all(ends) and float(ends[0]) > float(ends[1]):
        form.complain(BAD_LIMIT, f"the least value {ends[0]} is above the greatest, {ends[1]}", item.row.place("type"))
        ends.reverse()
    made: Data = {}
    whole = all("." not in end for end in ends)
    if step == "any" or not whole:
        made["format"] = "decimal"
    elif re.fullmatch(r"0?\.\d+", step):
        made |= {"format": "decimal", "decimals": len(step.partition(".")[2].rstrip("0")) or 1}
    elif step != "1":
        form.keep(notes, item.row.origin("type"), f"that answers go in steps of {step} is not checked here")
    if any(ends):
        made["range"] = f"{ends[0]}..{ends[1]}"
    return made


def _days(form: Form, item: Item, notes: list[str]) -> Data:
    if item.kind != "date":
        why = {"yearmonth": "the day is asked for too", "month": "the day is asked for too"}.get(
            item.kind, "the time is not asked for"
        )
        form.complain(NOT_HELD, f"'{item.kind}' of '{item.row['name']}' is a date here: {why}", item.row.place("type"))
    return _span(form, item, notes, lambda word: date.fromisoformat(word[:10]).isoformat())


def _times(form: Form, item: Item, notes: list[str]) -> Data:
    def clock(word: str) -> str:
        hours, minutes = (int(part) for part in word.split(":")[:2])
        if not (0 <= hours < 24 and 0 <= minutes < 60):
            raise ValueError(word)
        return f"{hours:02d}:{minutes:02d}"

    return _span(form, item, notes, clock)


def _span(form: Form, item: Item, notes: list[str], read: Any) -> Data:
    """From and to of a day or a time; words such as `now` are kept as a note."""
    words = [word.strip() for word in item.options.split(",")][:2]
    if not any(words):
        return {}
    try:
        ends = [read(word) if word else "" for word in words]
    except ValueError:
        form.keep(notes, item.row.origin("type"), "a limit that changes with the day is no range; write a check")
        return {}
    low, high = [*ends, ""][:2]
    return {"range": f"{low}..{high}"} if not (low and high and low > high) else {}
