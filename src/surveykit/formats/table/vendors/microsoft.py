"""Microsoft Forms: ID, Start time, Completion time, Email, Name; the choices of a question joined by ";"."""

from typing import Final

from surveykit.formats.table.export import Asked, Export, Service, named, plain, shares, technical, unique, words_of
from surveykit.formats.table.sheet import Sheet

_KNOWN: Final = {
    "id": "id",
    "starttime": "",
    "completiontime": "",
    "email": "personal",
    "name": "personal",
    "lastmodifiedtime": "",
    "language": "",
    "totalpoints": "",
    "quizfeedback": "",
    "gradepostedtime": "",
}
_LEADING = 12  # columns of its own stand before the first question


def _recognised(sheet: Sheet) -> Export | None:
    words = words_of(sheet, 0)
    if not shares(words[:4], ("ID", "Start time", "Completion time")):
        return None
    columns: list[Asked] = []
    number, own = 0, True
    for word in words:
        known = technical(word, _KNOWN) if own and len(columns) < _LEADING else None
        own = known is not None
        if known is not None:
            columns.append(known)
            continue
        quiz = next((mark for mark in ("Points - ", "Feedback - ") if word.startswith(mark)), "")
        if quiz and columns[-1].question:
            name = f"{columns[-1].question}_{plain(quiz)}"
            columns.append(Asked(name, word, question=columns[-1].question, part="technical"))
            continue
        number += 1
        name, label = named(word, number)
        columns.append(Asked(name, label, question=name))
    return Export((0,), unique(columns), joined=";")


SERVICE = Service("microsoft", "Microsoft Forms", _recognised)
