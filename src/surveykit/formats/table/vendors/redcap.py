"""REDCap: raw names or labels; a checkbox field is one column a choice, `field___code` or `Label (choice=...)`."""

import re
from typing import Final

from surveykit.formats.table.export import Asked, Export, Service, unique, words_of
from surveykit.formats.table.sheet import Sheet

_OWN: Final = {
    "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance", "redcap_data_access_group",
    "redcap_survey_identifier", "event name", "repeat instrument", "repeat instance", "data access group",
    "survey identifier",
}  # fmt: skip
_TICKED = re.compile(r"([a-z]\w*?)___(\w+)")
_LABELLED = re.compile(r"(.+?)\s*\(choice=(.+)\)")
_COMPLETE: Final = ((0, "Incomplete"), (1, "Unverified"), (2, "Complete"))


def _recognised(sheet: Sheet) -> Export | None:
    words = words_of(sheet, 0)
    own = any(word.startswith("redcap_") and word in _OWN for word in words)
    ticked = any(_TICKED.fullmatch(word) for word in words) or any(_LABELLED.fullmatch(word) for word in words)
    complete = any(word.endswith("_complete") for word in words)
    labelled = ticked and any(word in _OWN for word in map(str.casefold, words))
    if not (own or labelled or (ticked and complete)):
        return None
    return Export((0,), unique(_asked(word, n, words) for n, word in enumerate(words)))


def _asked(word: str, column: int, words: list[str]) -> Asked:
    if not word:  # the numbers of rows, which R writes without a heading
        return Asked(word, part="technical")
    if not any(words[:column]):
        return Asked(word, part="technical", role="id" if not _repeats(words) else None)
    if word.casefold() in _OWN:
        name = word if word.startswith("redcap_") else word.replace(" ", "_").lower()
        return Asked(name, part="technical", personal="survey" in name)
    if word.endswith("_complete"):
        return Asked(word, "whether the form is complete", part="technical", codes=_COMPLETE)
    if word.endswith("_timestamp"):
        return Asked(word, "when the form was completed", part="technical")
    if found := _TICKED.fullmatch(word):
        return Asked(word, "", "", found[1], "choice", found[2])
    if found := _LABELLED.fullmatch(word):
        question = re.sub(r"\W+", "_", found[1]).strip("_")[:40]
        number = sum(other.startswith(f"{found[1]} (choice=") for other in words[: column + 1])
        return Asked(f"{question}_{number}", found[2], found[1], question, "choice", str(number))
    return Asked(word, question=word)


def _repeats(words: list[str]) -> bool:
    """Whether a record has several rows: one an event or one an instance."""
    return any(word in {"redcap_event_name", "redcap_repeat_instance"} for word in words)


SERVICE = Service("redcap", "REDCap", _recognised)
