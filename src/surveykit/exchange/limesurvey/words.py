"""Words that LimeSurvey says by itself and keeps in no file: yes, no, uncertain, female, male, other."""

from collections.abc import Mapping
from typing import Final

_LANGUAGES: Final = ("en", "nb", "it", "ru", "de", "fr", "es", "nl", "sv", "da")
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "Y": ("Yes", "Ja", "Sì", "Да", "Ja", "Oui", "Sí", "Ja", "Ja", "Ja"),
    "N": ("No", "Nei", "No", "Нет", "Nein", "Non", "No", "Nee", "Nej", "Nej"),
    "U": (
        "Uncertain",
        "Usikker",
        "Incerto",
        "Затрудняюсь ответить",
        "Unsicher",
        "Sans opinion",
        "No lo sé",
        "Onzeker",
        "Osäker",
        "Usikker",
    ),
    "F": ("Female", "Kvinne", "Femmina", "Женский", "Weiblich", "Femme", "Mujer", "Vrouw", "Kvinna", "Kvinde"),
    "M": ("Male", "Mann", "Maschio", "Мужской", "Männlich", "Homme", "Hombre", "Man", "Man", "Mand"),
    "EI": (
        "Increase",
        "Økning",
        "Aumento",
        "Увеличение",
        "Zunahme",
        "Augmentation",
        "Aumento",
        "Toename",
        "Ökning",
        "Stigning",
    ),
    "ES": ("Same", "Uendret", "Uguale", "Без изменений", "Gleich", "Identique", "Igual", "Gelijk", "Samma", "Uændret"),
    "ED": (
        "Decrease",
        "Nedgang",
        "Diminuzione",
        "Уменьшение",
        "Abnahme",
        "Diminution",
        "Disminución",
        "Afname",
        "Minskning",
        "Fald",
    ),
    "other": ("Other", "Annet", "Altro", "Другое", "Sonstiges", "Autre", "Otro", "Anders", "Annat", "Andet"),
    "which": (
        "Which one?",
        "Hvilket?",
        "Quale?",
        "Какое именно?",
        "Und zwar?",
        "Lequel ?",
        "¿Cuál?",
        "Namelijk?",
        "Vilket?",
        "Hvilket?",
    ),
    "comment": (
        "Comment",
        "Kommentar",
        "Commento",
        "Комментарий",
        "Kommentar",
        "Commentaire",
        "Comentario",
        "Toelichting",
        "Kommentar",
        "Kommentar",
    ),
}
FIXED: Final[Mapping[str, Mapping[str, str]]] = {
    key: dict(zip(_LANGUAGES, words, strict=True)) for key, words in _WORDS.items()
}
"""By key and language; for other languages English stands in."""


def spoken(key: str, languages: list[str]) -> dict[str, str]:
    """Words in several languages; `de-informal` is German."""
    words = FIXED[key]
    return {language: words.get(language) or words.get(language.split("-")[0], words["en"]) for language in languages}
