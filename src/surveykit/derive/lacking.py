"""Why a derived variable has no value: reasons of its own beside the four empties of a questionnaire."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from surveykit.codebook.codelist import Code
from surveykit.codebook.variable import Type
from surveykit.missing import BLANK, DEFAULT_CODES, REASON_WORDS, USER_MISSING, Value
from surveykit.text import Text

UNCODED, UNRESOLVED, UNCODABLE, NO_CODE, NOT_IN_FRAME, UNDETERMINED = (
    "uncoded",
    "unresolved",
    "uncodable",
    "no_code_applies",
    "not_in_frame",
    "undetermined",
)
_OWN = (UNCODED, UNRESOLVED, UNCODABLE, NO_CODE, NOT_IN_FRAME, UNDETERMINED, BLANK, USER_MISSING)
_CODES: Mapping[str, int] = {**DEFAULT_CODES, **{reason: -11 - n for n, reason in enumerate(_OWN)}}
WORDS: Mapping[str, Mapping[str, str]] = {
    UNCODED: {"en": "not coded", "nb": "ikke kodet", "it": "non codificato", "ru": "не закодировано", "fr": "non codé"},
    UNRESOLVED: {
        "en": "coders disagree",
        "nb": "koderne er uenige",
        "it": "codificatori in disaccordo",
        "ru": "кодировщики расходятся",
        "fr": "codeurs en désaccord",
    },
    UNCODABLE: {
        "en": "cannot be coded",
        "nb": "kan ikke kodes",
        "it": "non codificabile",
        "ru": "не поддаётся кодированию",
        "fr": "ne peut être codé",
    },
    NO_CODE: {
        "en": "no code applies",
        "nb": "ingen kode passer",
        "it": "nessun codice adatto",
        "ru": "нет подходящего кода",
        "fr": "pas de code adapté",
    },
    NOT_IN_FRAME: {
        "en": "code not in the frame",
        "nb": "kode utenfor rammen",
        "it": "codice fuori dallo schema",
        "ru": "кода нет в схеме",
        "fr": "code hors du plan",
    },
    UNDETERMINED: {
        "en": "cannot be decided",
        "nb": "kan ikke avgjøres",
        "it": "non determinabile",
        "ru": "не определить",
        "fr": "indéterminé",
    },
}
FIRST_FREE = -31


def missing_codes(
    reasons: Iterable[str],
    kind: Type,
    labels: Mapping[str, Text] = MappingProxyType({}),
    languages: Sequence[str] = (),
) -> tuple[Code, ...]:
    """The missing codes of a derived variable: the four empties, then other reasons, each by a code of its own.

    Args:
        reasons: the reasons besides the four empties.
        kind: the type of the variable.
        labels: what reasons are called that are not known here.
        languages: those of the labels, the first one first; all that are known where none is named.

    Example:
        >>> [code.value for code in missing_codes(["unresolved", "attrition"], "number")]
        [-1, -7, -8, -9, -12, -31]
    """
    wanted = dict.fromkeys([*DEFAULT_CODES, *(reason for reason in _OWN if reason in set(reasons)), *reasons])
    others = [reason for reason in wanted if reason not in _CODES]
    codes = {**_CODES, **{reason: FIRST_FREE - n for n, reason in enumerate(others)}}
    return tuple(
        Code(value=_as(codes[reason], kind), label=labels.get(reason) or _said(reason, languages), missing=reason)
        for reason in wanted
    )


def _as(code: int, kind: Type) -> Value:
    return code if kind == "number" else str(code)


def _said(reason: str, languages: Sequence[str]) -> Text:
    words = WORDS.get(reason) or REASON_WORDS.get(reason)
    return spoken_in(languages, words) if words else Text(reason.replace("_", " "))


def spoken_in(languages: Sequence[str], words: Mapping[str, str]) -> Text:
    """Words in the languages of a codebook, in their order; in all there are where it has none of these.

    Example:
        >>> spoken_in(["it", "en"], {"en": "No", "nb": "Nei", "it": "No"}).languages
        mappingproxy({'it': 'No', 'en': 'No'})
    """
    return Text({language: words[language] for language in languages if language in words} or words)
