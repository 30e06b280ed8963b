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
    "bars_with_intervals": (
        "Bars with {level} % intervals. Largest and smallest: {items}.",
        "Søyler med {level} %-intervaller. Størst og minst: {items}.",
        "Barre con intervalli al {level} %. Massimo e minimo: {items}.",
        "Столбцы с интервалами {level} %. Наибольшее и наименьшее: {items}.",
    ),
    "lowest": ("Lowest cases, %", "Laveste enheter, %", "Casi più bassi, %", "Нижние случаи, %"),
    "of_total": ("Share of the total, %", "Andel av summen, %", "Quota del totale, %", "Доля итога, %"),
    "lorenz_told": (
        "The lower half of the cases has: {items} of the total.",
        "Den nedre halvdelen av enhetene har: {items} av summen.",
        "La metà inferiore dei casi ha: {items} del totale.",
        "Нижняя половина случаев имеет: {items} итога.",
    ),
    "departs": (
        "Furthest from independence: {row} in {column}, {more} than expected (residual {residual}).",
        "Lengst fra uavhengighet: {row} i {column}, {more} enn ventet (residual {residual}).",
        "Più lontano dall'indipendenza: {row} in {column}, {more} dell'atteso (residuo {residual}).",
        "Дальше всего от независимости: {row} в {column}, {more} ожидаемого (остаток {residual}).",
    ),
    "more": ("more", "flere", "più", "больше"),
    "fewer": ("fewer", "færre", "meno", "меньше"),
    "curve": ("Curve", "Kurve", "Curva", "Кривая"),
}  # fmt: skip


def word(key: str, language: str, **parts: object) -> str:
    """What a key says in a language; English where it is not among the four."""
    return in_language(WORDS, key, language, **parts)
