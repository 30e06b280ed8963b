"""What tables and alternatives of pictures say, in four languages."""

from typing import Final

from surveykit.reports.captions import Words, in_language

WORDS: Final[Words] = {
    "label": ("Label", "Etikett", "Etichetta", "Метка"),
    "value": ("Value", "Verdi", "Valore", "Значение"),
    "percent": ("%", "%", "%", "%"),
    "n": ("n", "n", "n", "n"),
    "low": ("Low", "Nedre", "Inf.", "Нижн."),
    "high": ("High", "Øvre", "Sup.", "Верхн."),
    "from": ("From", "Fra", "Da", "От"),
    "to": ("To", "Til", "A", "До"),
    "of_column": ("Column %", "Kolonne-%", "% di colonna", "% по столбцу"),
    "of_root": ("% of all", "% av alle", "% del totale", "% от всех"),
    "of_parent": ("% of the box above", "% av boksen over", "% del riquadro sopra", "% от блока выше"),
    "of_before": ("% of those before", "% av dem før", "% di partenza", "% от исходных"),
    "residual": ("Residual", "Residual", "Residuo", "Остаток"),
    "numbers": ("Numbers", "Tall", "Numeri", "Числа"),
    "most_frequent": (
        "Most frequent: {items}.",
        "Hyppigst: {items}.",
        "Più frequente: {items}.",
        "Чаще всего: {items}.",
    ),
    "curve": ("Curve", "Kurve", "Curva", "Кривая"),
}  # fmt: skip


def word(key: str, language: str, **parts: object) -> str:
    """What a key says in a language; English where it is not among the four."""
    return in_language(WORDS, key, language, **parts)
