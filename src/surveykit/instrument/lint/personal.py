"""Personal identifiers: what may tell who somebody is and is not marked so."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from surveykit.expr.fold import names_of
from surveykit.expr.parse import parse
from surveykit.instrument.instrument import Column, Computed, Instrument
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.date import Date
from surveykit.instrument.kinds.open import Open
from surveykit.instrument.kinds.text import Line
from surveykit.problems import Problem, Rule
from surveykit.source import Path_, Source
from surveykit.text import Text

NOT_MARKED = Rule(
    "SK860",
    "An answer may tell who somebody is, and is not marked personal",
    "What is marked personal is left out of exports unless it is asked for; what is not goes with every file.",
    "`{id: email, type: text, text: Your e-mail address?}` without `personal: true`",
    "Write `personal: true`, or `personal: false` where the answer tells nothing of a person.",
)

_IDS: Final = frozenset(
    [
        "name", "surname", "firstname", "lastname", "fullname", "email", "mail", "phone", "telephone", "mobile",
        "address", "street", "ssn", "passport", "birthdate", "birthday", "navn", "fornavn", "etternavn", "epost",
        "telefon", "mobil", "adresse", "fodselsdato", "personnummer", "nome", "cognome", "telefono", "cellulare",
        "indirizzo", "nascita", "imya", "familiya", "adres",
    ]
)  # fmt: skip
"""Words in ids; the parts between `_` are looked at."""
_WORDS: Mapping[str, str] = {
    "en": r"\b(?:your|full|first|last|respondent's|person's) names?\b|\be-?mail\b|\b(?:tele)?phone number\b|"
    r"\b(?:home|postal|street) address\b|\bdate of birth\b",
    "nb": r"\b(?:ditt|fullt) navn\b|\b(?:for|etter)navn\b|\be-post|\b(?:telefon|mobil|fødsels|person)nummer\b|"
    r"\bhjemmeadresse|\bpostadresse|\bfødselsdato\b",
    "it": r"\bnome e cognome\b|\bcognome\b|\be-?mail\b|\bnumero di (?:telefono|cellulare)\b|\bindirizzo\b|"
    r"\bcodice fiscale\b|\bdata di nascita\b",
    "ru": r"\bфамили[яюи]\b|\bотчеств|\bваше имя\b|\bэлектронн\w+ почт|\bномер\w* телефона\b|\bдомашн\w+ адрес|"
    r"\bдат\w+ рождения\b",
}


def personal_problems(instrument: Instrument, source: Source) -> Iterator[Problem]:
    """Notes on texts and dates that look like identifiers, and on texts computed from what is personal."""
    for place, column in enumerate(instrument.registered):
        path: Path_ = ("register", place)
        free = column.codes is None and column.format in {"text", "date"}
        if free and not _said(column) and (why := telling(column.id, column.label)):
            yield _problem(source, path, f"'{column.id}' of the register {why}")
    for path, _, question in instrument.placed():
        if _free(question) and not _said(question) and (why := telling(question.id, question.text)):
            yield _problem(source, path, f"'{question.id}' {why}")
    yield from _computed(instrument, source)


def telling(name: str, text: Text) -> str:
    """Why a name or a wording looks as if it asks who somebody is; "" where it does not.

    Example:
        >>> telling("contact_email", Text("Where can we write to you?"))
        'has the word "email" in its id'
        >>> telling("q7", Text({"nb": "Hva er ditt telefonnummer?"}))
        'asks for "telefonnummer"'
    """
    parts = name.casefold().split("_")
    if word := next((part for part in parts if part in _IDS), ""):
        return f'has the word "{word}" in its id'
    for language, said in text.languages.items():
        patterns = [_WORDS[language]] if language in _WORDS else _WORDS.values() if not language else ()
        for pattern in patterns:
            if found := re.search(pattern, said, re.IGNORECASE):
                return f'asks for "{found.group()}"'
    return ""


def _free(question: Question) -> bool:
    """Whether anything may be answered; a choice among a few tells nobody's name."""
    return isinstance(question, Line | Open | Date)


def _said(part: Question | Column) -> bool:
    """Whether the file says that it is personal, or that it is not."""
    return "personal" in part.model_fields_set and (part.personal or not getattr(part, "made_by", ""))


def _computed(instrument: Instrument, source: Source) -> Iterator[Problem]:
    marked = {one.id for one in (*instrument.registered, *instrument.questions.values()) if one.personal}
    for place, column in enumerate(instrument.computed):
        read = _texts_read(column, marked)
        if read and not _said(column):
            what = f"'{column.id}' is computed from {', '.join(f'`{name}`' for name in read)}, which is personal"
            yield _problem(source, ("computed", place), what)


def _texts_read(column: Computed, marked: set[str]) -> tuple[str, ...]:
    if column.format != "text":
        return ()
    return tuple(name for name in dict.fromkeys(names_of(parse(column.formula))) if name in marked)


def _problem(source: Source, path: Path_, what: str) -> Problem:
    return Problem(NOT_MARKED, what, source.place((*path, "id")), NOT_MARKED.mend, "note")
