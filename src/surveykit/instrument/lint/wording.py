"""Wording: questions that ask two things at once, that are too long, or that say nothing."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from surveykit.instrument.instrument import Instrument
from surveykit.instrument.kinds.note import Note
from surveykit.problems import Place, Problem, Rule
from surveykit.source import Path_, Source
from surveykit.text import Text

LONGEST: Final = 50
"""Words of a question. Handbooks ask for less: about 20 (Oppenheim 1992), at most 25 (Payne 1951)."""

NO_WORDS = Rule(
    "SK234",
    "A question has no words",
    "Nobody knows what is asked.",
    "`text: ''`",
    "Write the question.",
)
TWO_IN_ONE = Rule(
    "SK237",
    "A question may ask two things at once",
    "Who would answer yes to one and no to the other cannot answer, and nobody can tell later which was meant.",
    "`text: How satisfied are you with the price and the quality?`",
    "Make two questions of it, or ask for one of the two.",
)
MANY_WORDS = Rule(
    "SK238",
    "A question is long",
    "The end is read before the beginning has been kept in mind. Handbooks ask for 20 to 25 words at most.",
    "a question of more than 50 words",
    "Put definitions under `help`, or into a note before the question.",
)

_AND: Mapping[str, str] = {"en": "and", "nb": "og", "nn": "og", "it": "e", "ru": "и"}
_JOINED: Mapping[str, str] = {  # and/or
    "en": r"\band\s*/\s*or\b",
    "nb": r"\bog\s*/\s*eller\b",
    "nn": r"\bog\s*/\s*eller\b",
    "it": r"\be\s*/\s*o\b",
    "ru": r"\bи\s*/\s*или\b",
}
_VERBS = "do|does|did|is|are|was|were|has|have|had|will|would|can|could|should"
_IL = "il|lo|la|i|gli|le|del|della|dei|delle|dello|degli|dal|dalla|al|alla"
_SECOND: Mapping[str, str] = {  # another question begins after an `and`
    "en": rf"\band,? (?:(?:{_VERBS}) (?:you|it|they|he|she|the|your|its|their)\b"
    rf"|(?:how|what|which|when|where|why|who|whose|whether) (?:\w+ ){{0,3}}?(?:{_VERBS}|many|much|often|long)\b)",
    "nb": r"\bog (?:hvor|hva|hvilke[nt]?|når|hvorfor|hvordan|hvem|om) (?:\w+ ){0,4}?"
    r"(?:du|dere|de|det|den|er|var|har|hadde|foretaket|bedriften)\b",
    "it": r"\be (?:come|quanto|quanti|quante|quale|quali|che cosa|cosa|quando|dove|perché|chi|se) (?:\w+ ){0,3}?"
    r"(?:è|sono|era|erano|ha|hanno|aveva|siete|avete|si)\b",
    "ru": r",? и (?:как|что|сколько|какой|какая|какое|какие|когда|где|почему|кто|каков[аоы]?)\b",
}
_RATES = {
    "en": r"\b(?:satisfied|agree|rate|important|useful|likely|good|bad|easy|clear|often)\b.{0,80}?",
    "nb": r"\b(?:fornøyd|enig|vurderer|viktig|nyttig|sannsynlig|god|bra|lett|tydelig|ofte)\b.{0,80}?",
    "it": r"\b(?:soddisfatt[oaie]|d'accordo|valuta|important[ei]|util[ei]|probabil[ei]|facil[ei]|spesso)\b.{0,80}?",
}
_THE = "the|your|its|their|our"
_RATED: Mapping[str, tuple[str, ...]] = {  # what is rated are two things
    "en": (
        _RATES["en"] + rf"\b(?:{_THE}) [\w-]+(?: [\w-]+)? and (?:{_THE}) [\w-]+",
        rf"\bsatisfied\b.{{0,40}}?\bwith (?:{_THE}) [\w-]+ and [\w-]+ *\?",
    ),
    "nb": (
        _RATES["nb"] + r"\b\w{3,}(?:en|et|ene|a) og (?!(?:hvor|hva|om)\b)\w{3,}(?:en|et|ene)\b",
        r"\bfornøyd\b.{0,40}?\bmed [\w-]+ og [\w-]+ *\?",
    ),
    "it": (_RATES["it"] + rf"\b(?:{_IL}) [\w-]+ e (?:{_IL}) [\w-]+",),
    "ru": (r"\bудовлетвор\w+ .{0,40}?\b[\w-]+ и [\w-]+ *\?",),
}


def wording_problems(instrument: Instrument, source: Source) -> Iterator[Problem]:
    """Questions whose words should be looked at again: a warning where there are none, notes elsewhere."""
    told: set[tuple[Path_, Rule]] = set()
    for path, _, question in instrument.placed():
        if not isinstance(question, Note):
            name = question.made_by or question.id
            for where, text in ((path[:4], question.stem), (path, question.text)):
                found = _of(text, (*where, "text"), source, (name, instrument.languages[0])) if text else ()
                for problem in found:
                    if ((*where, "text"), problem.rule) not in told:
                        told.add(((*where, "text"), problem.rule))
                        yield problem
        if not question.text and not question.stem:
            yield Problem(
                NO_WORDS, f"'{question.id}' has no words", source.place((*path, "text")), NO_WORDS.mend, "warning"
            )


def _of(text: Text, path: Path_, source: Source, of: tuple[str, str]) -> Iterator[Problem]:
    """What is to be said of a question in each language, given its name and the language of texts without one."""
    name, first = of
    for language, said in text.languages.items():
        here = (*path, language)
        if (words := len(said.split())) > LONGEST:
            what = f"'{name}' has {words} words; {LONGEST} is much"
            yield Problem(MANY_WORDS, what, _place(source, here), MANY_WORDS.mend, "note")
        if second := doubled(said, language or first):
            what = f"'{name}' may ask two things at once: '{second}'"
            yield Problem(TWO_IN_ONE, what, _place(source, here), TWO_IN_ONE.mend, "note")


def _place(source: Source, path: Path_) -> Place:
    return source.place(path if source.known(path) == path else path[:-1])


def doubled(said: str, language: str) -> str:
    """The words by which a question in a language seems to ask two things, or "".

    Example:
        >>> doubled("How satisfied are you with the price and the quality?", "en")
        'the price and the quality'
        >>> doubled("Did the firm carry out research and development?", "en")
        ''
    """
    words = said.split()
    text = " ".join(words)
    if _AND.get(language) not in words and "/" not in text:
        return ""
    for patterns in (_JOINED, _SECOND):
        found = re.search(patterns[language], text, re.IGNORECASE) if language in patterns else None
        if found:
            return found.group().strip(" ,")
    tried = (re.search(pattern, text, re.IGNORECASE) for pattern in _RATED.get(language, ()))
    return next((_joined_by_and(found.group()) for found in tried if found), "")


def _joined_by_and(text: str) -> str:
    """The last words of a match: the two things that stand on both sides of its `and`."""
    before, middle, after = re.split(r"(\b(?:and|og|e|и)\b)(?!.*\b(?:and|og|e|и)\b)", text, maxsplit=1)
    return " ".join([*before.split()[-2:], middle, *after.split()])
