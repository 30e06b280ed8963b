"""Headings and notes of the pages on panels, in four languages."""

from surveykit.reports.captions import Words, in_language

_WORDS: Words = {
    "panel": ("Panel", "Panel", "Panel", "Панель"),
    "presence": ("Firms by round", "Enheter etter runde", "Unità per rilevazione", "Единицы по раундам"),
    "round": ("Round", "Runde", "Rilevazione", "Раунд"),
    "n": ("n", "n", "n", "n"),
    "weighted": ("Weighted", "Vektet", "Ponderato", "Взвешено"),
    "stayed": ("Stayed", "Ble", "Rimaste", "Остались"),
    "came": ("Came", "Kom til", "Entrate", "Пришли"),
    "left": ("Left", "Gikk ut", "Uscite", "Ушли"),
    "attrition": ("Attrition", "Frafall", "Attrito", "Выбытие"),
    "stayed_in": ("from the round before", "fra forrige runde", "dalla precedente", "из прошлого раунда"),
    "statuses": ("Status over rounds", "Status over rundene", "Stato nelle rilevazioni", "Статус по раундам"),
    "variable": ("Variable", "Variabel", "Variabile", "Переменная"),
    "never": ("Never", "Aldri", "Mai", "Никогда"),
    "entrant": ("Entrant", "Begynte", "Entrante", "Начали"),
    "exit": ("Exit", "Sluttet", "Uscita", "Прекратили"),
    "continuous": ("Continuous", "Hele tiden", "Continuo", "Постоянно"),
    "on_and_off": ("On and off", "Av og på", "Discontinuo", "С перерывами"),
    "undetermined": ("Undetermined", "Ubestemt", "Indeterminato", "Не определён"),
    "why_undetermined": (
        "Undetermined, for want of an answer in a round: {why}.",
        "Ubestemt, fordi svar mangler i en runde: {why}.",
        "Indeterminato, perché manca una risposta in una rilevazione: {why}.",
        "Не определён, нет ответа в каком-либо раунде: {why}.",
    ),
    "share_base": (
        "Per cent of the firms with a status.", "Prosent av enhetene med en status.",
        "Percentuale delle unità con uno stato.", "Процент единиц со статусом.",
    ),
    "transitions": ("{what}: from {a} to {b}", "{what}: fra {a} til {b}", "{what}: da {a} a {b}", "{what}: {a} → {b}"),
    "from": ("From", "Fra", "Da", "Из"),
    "to": ("To", "Til", "A", "В"),
    "row_percent": ("Row %", "Rad-%", "% di riga", "% по строке"),
    "total": ("Total", "I alt", "Totale", "Всего"),
    "not_in_round": ("not in the round", "ikke i runden", "non nella rilevazione", "не в раунде"),
    "row_of_all": (
        "Row per cent of all firms of the row, those that left or did not answer included.",
        "Radprosent av alle enheter i raden, også de som gikk ut eller ikke svarte.",
        "Percentuale di riga di tutte le unità, comprese quelle uscite o che non hanno risposto.",
        "Процент по строке от всех единиц, включая ушедших и не ответивших.",
    ),
    "unlinked": (
        "{nameless} {nameless:row|rows} without a key and {double} with the key of another row of the round left out.",
        "{nameless} {nameless:rad|rader} uten nøkkel og {double} med samme nøkkel som en annen i runden er utelatt.",
        "Escluse {nameless} righe senza chiave e {double} con la chiave di un'altra riga della rilevazione.",
        "Исключено строк без ключа: {nameless}; с ключом другой строки раунда: {double}.",
    ),
    "flow_text": (
        "{n} firms; the broadest band, {a} to {b}, has {most}.",
        "{n} enheter; det bredeste båndet, {a} til {b}, har {most}.",
        "{n} unità; la banda più larga, da {a} a {b}, ne ha {most}.",
        "Единиц: {n}; самая широкая полоса, {a} → {b}: {most}.",
    ),
    "changes": ("Change of {what}", "Endring i {what}", "Variazione di {what}", "Изменение: {what}"),
    "group": ("Group", "Gruppe", "Gruppo", "Группа"),
    "before": ("Before", "Før", "Prima", "До"),
    "after": ("After", "Etter", "Dopo", "После"),
    "change": ("Change", "Endring", "Variazione", "Изменение"),
    "growth": ("Growth", "Vekst", "Crescita", "Рост"),
    "contribution": ("Contribution", "Bidrag", "Contributo", "Вклад"),
    "share": ("Share of change", "Andel av endring", "Quota della variazione", "Доля изменения"),
    "lacking": ("Lacking", "Mangler", "Mancanti", "Нет данных"),
    "change_how": (
        (
            "Totals of the firms with both amounts; growth is on the group's own total before, the contribution on "
            "that of all groups (percentage points)."
        ),
        (
            "Summer for enhetene med begge beløp; vekst er av gruppens egen sum før, bidraget av alle gruppers sum "
            "(prosentpoeng)."
        ),
        (
            "Totali delle unità con entrambi gli importi; la crescita è sul totale iniziale del gruppo, il contributo "
            "su quello di tutti i gruppi (punti percentuali)."
        ),
        (
            "Суммы по единицам с обоими значениями; рост — к начальной сумме группы, вклад — к начальной сумме всех "
            "групп (процентные пункты)."
        ),
    ),
    "opposed": (
        "Groups moved against each other: shares of the change are negative or above 100 %.",
        "Gruppene gikk i hver sin retning: andeler av endringen er negative eller over 100 %.",
        "I gruppi si sono mossi in direzioni opposte: quote negative o superiori al 100 %.",
        "Группы двигались в разные стороны: доли отрицательны или больше 100 %.",
    ),
    "apart": (
        "Growth of {what}, taken apart", "Vekst i {what}, delt opp", "Crescita di {what}, scomposta",
        "Рост показателя {what}: разложение",
    ),
    "part": ("Part", "Del", "Parte", "Часть"),
    "value": ("Value", "Verdi", "Valore", "Значение"),
    "within": ("Within firms", "Innen enhetene", "Entro le unità", "Внутри единиц"),
    "between": ("Between firms", "Mellom enhetene", "Tra le unità", "Между единицами"),
    "cross": ("Both together", "Begge sammen", "Effetto congiunto", "Совместно"),
    "entry": ("Entry", "Tilgang", "Entrata", "Приход"),
    "exit_part": ("Exit", "Avgang", "Uscita", "Уход"),
    "whole_growth": ("Growth", "Vekst", "Crescita", "Рост"),
    "apart_how": (
        (
            "From {before} to {after}; Foster, Haltiwanger and Krizan (2001). {stayed} stayed, {left} left, {came} "
            "came, {lacking} left out for want of an amount."
        ),
        (
            "Fra {before} til {after}; Foster, Haltiwanger og Krizan (2001). {stayed} ble, {left} gikk ut, {came} kom "
            "til, {lacking} utelatt fordi et beløp mangler."
        ),
        (
            "Da {before} a {after}; Foster, Haltiwanger e Krizan (2001). {stayed} rimaste, {left} uscite, {came} "
            "entrate, {lacking} escluse perché manca un importo."
        ),
        (
            "С {before} до {after}; Foster, Haltiwanger, Krizan (2001). Остались {stayed}, ушли {left}, пришли {came}, "
            "исключены без данных {lacking}."
        ),
    ),
}  # fmt: skip


def say(key: str, language: str, **parts: object) -> str:
    """A heading or note; English where the language is not among the four.

    Example:
        >>> say("from", "nb")
        'Fra'
    """
    return in_language(_WORDS, key, language, **parts)
