"""Headings and notes of the pages on disclosure, in four languages."""

from surveykit.reports.captions import Words, in_language

_WORDS: Words = {
    "risk": ("Disclosure risk", "Avsløringsrisiko", "Rischio di identificazione", "Риск раскрытия"),
    "about": (
        "{n} {n:case|cases}; an outsider is taken to know: {keys}. Missing values are values one may know.",
        "{n} {n:enhet|enheter}; en utenforstående antas å kjenne: {keys}. Manglende svar er også noe en kan kjenne.",
        "{n} {n:caso|casi}; si suppone che un estraneo conosca: {keys}. Anche un dato mancante può essere noto.",
        "Случаев: {n}; считается, что посторонний знает: {keys}. Отсутствие ответа тоже можно знать.",
    ),
    "measure": ("Measure", "Mål", "Misura", "Показатель"),
    "n": ("n", "n", "n", "n"),
    "percent": ("% of cases", "% av enhetene", "% dei casi", "% случаев"),
    "groups": ("Groups of cases that look alike", "Grupper av like enheter", "Gruppi di casi uguali", "Групп похожих"),
    "smallest": ("Smallest group", "Minste gruppe", "Gruppo più piccolo", "Наименьшая группа"),
    "uniques": ("Cases that stand alone", "Enheter som står alene", "Casi unici", "Единственные в своём роде"),
    "below_k": (
        "Cases in groups of fewer than {k} (k-anonymity)", "Enheter i grupper under {k} (k-anonymitet)",
        "Casi in gruppi con meno di {k} (k-anonimato)", "Случаев в группах меньше {k} (k-анонимность)",
    ),
    "below_l": (
        "Cases in groups with fewer than {l} different values of {what} (l-diversity)",
        "Enheter i grupper med færre enn {l} ulike verdier av {what} (l-mangfold)",
        "Casi in gruppi con meno di {l} valori diversi di {what} (l-diversità)",
        "Случаев в группах, где меньше {l} разных значений {what} (l-разнообразие)",
    ),
    "at_most": (
        "Cases in groups of at most {size}", "Enheter i grupper på høyst {size}", "Casi in gruppi di al più {size}",
        "Случаев в группах не более {size}",
    ),
    "without": (
        "What leaving out a variable would help", "Hva det hjelper å utelate en variabel",
        "Che cosa aiuterebbe a togliere una variabile", "Что даст исключение переменной",
    ),
    "left_out": ("Left out", "Utelatt", "Esclusa", "Исключена"),
    "still": (
        "Still in groups of fewer than {k}", "Fortsatt i grupper under {k}", "Ancora in gruppi con meno di {k}",
        "Остаются в группах меньше {k}",
    ),
    "worst": ("Smallest groups", "Minste grupper", "Gruppi più piccoli", "Наименьшие группы"),
    "different": ("Different values", "Ulike verdier", "Valori diversi", "Разных значений"),
    "effective": ("As if equally frequent", "Som like hyppige", "Come equiprobabili", "Как равновероятных"),
    "own_eyes": (
        "The smallest groups may tell who somebody is: this page is for those who prepare the release.",
        "De minste gruppene kan røpe hvem noen er: siden er for dem som forbereder utleveringen.",
        "I gruppi più piccoli possono rivelare chi è qualcuno: la pagina è per chi prepara il rilascio.",
        "Наименьшие группы могут выдать, кто есть кто: страница для тех, кто готовит публикацию.",
    ),
}  # fmt: skip


def say(key: str, language: str, **parts: object) -> str:
    """A heading or note; English where the language is not among the four.

    Example:
        >>> say("risk", "nb")
        'Avsløringsrisiko'
    """
    return in_language(_WORDS, key, language, **parts)
