"""Headings and notes of statistical tables in four languages."""

from collections.abc import Mapping

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.derive.lacking import WORDS as CODING_WORDS
from surveykit.missing import REASON_WORDS, Value
from surveykit.reports.plural import Counted

LANGUAGES = ("en", "nb", "it", "ru")
Words = Mapping[str, tuple[str, str, str, str]]
"""Keys to what is said in each of the languages."""

_CAPTIONS: Words = {
    "descriptives": ("Descriptive statistics", "Deskriptiv statistikk", "Statistiche descrittive", "Описание данных"),
    "crosstab": ("Cross-tables", "Krysstabeller", "Tavole di contingenza", "Таблицы сопряжённости"),
    "summary": ("Summary", "Sammendrag", "Sintesi", "Сводка"),
    "others": ("Texts and dates", "Tekster og datoer", "Testi e date", "Тексты и даты"),
    "frequencies": ("Frequencies", "Frekvenser", "Frequenze", "Частоты"),
    "variable": ("Variable", "Variabel", "Variabile", "Переменная"),
    "label": ("Label", "Etikett", "Etichetta", "Метка"),
    "code": ("Code", "Kode", "Codice", "Код"),
    "group": ("Group", "Gruppe", "Gruppo", "Группа"),
    "observations": ("Observations", "Observasjoner", "Osservazioni", "Наблюдения"),
    "weighted": ("Sum of weights", "Sum av vekter", "Somma dei pesi", "Сумма весов"),
    "mean": ("Mean", "Gjennomsnitt", "Media", "Среднее"),
    "sd": ("Std. dev.", "Std.avvik", "Dev. std.", "Ст. откл."),
    "minimum": ("Min", "Min", "Min", "Мин"),
    "lower": ("Lower quartile", "Nedre kvartil", "Primo quartile", "Нижний квартиль"),
    "median": ("Median", "Median", "Mediana", "Медиана"),
    "upper": ("Upper quartile", "Øvre kvartil", "Terzo quartile", "Верхний квартиль"),
    "maximum": ("Max", "Maks", "Max", "Макс"),
    "missing": ("Missing", "Manglende", "Mancanti", "Пропуски"),
    "in_all": ("In all", "I alt", "In tutto", "Всего"),
    "answered": ("Answered", "Besvart", "Risposte", "Ответили"),
    "longest": ("Longest (characters)", "Lengste (tegn)", "Più lungo (caratteri)", "Наибольшая длина"),
    "first": ("First", "Første", "Prima", "Первая"),
    "last": ("Last", "Siste", "Ultima", "Последняя"),
    "n": ("n", "n", "n", "n"),
    "percent": ("%", "%", "%", "%"),
    "valid_percent": ("Valid %", "Gyldig %", "% validi", "% валидных"),
    "cumulative": ("Cumulative %", "Kumulativ %", "% cumulata", "Накопл. %"),
    "of_responses": ("% of responses", "% av svar", "% delle risposte", "% ответов"),
    "of_cases": ("% of cases", "% av enheter", "% dei casi", "% анкет"),
    "none_ticked": ("None ticked", "Ingen krysset av", "Nessuna scelta", "Ничего не отмечено"),
    "valid": ("Valid", "Gyldige", "Validi", "Валидные"),
    "total": ("Total", "I alt", "Totale", "Итого"),
    "all": ("All", "Alle", "Tutti", "Все"),
    "row": ("Row %", "Rad-%", "% di riga", "% по строке"),
    "col": ("Column %", "Kolonne-%", "% di colonna", "% по столбцу"),
    "share": ("Total %", "Total-%", "% del totale", "% от всех"),
    "expected": ("Expected n", "Forventet n", "n attesi", "Ожидаемое n"),
    "weighted_n": ("Weighted n", "Vektet n", "n pesati", "Взвешенное n"),
    "tests": ("Tests", "Tester", "Test", "Критерии"),
    "statistic": ("Value", "Verdi", "Valore", "Значение"),
    "df": ("df", "df", "gl", "ст. св."),
    "p": ("p", "p", "p", "p"),
    "chi_square": ("Pearson chi-square", "Pearsons kjikvadrat", "Chi-quadrato di Pearson", "Хи-квадрат Пирсона"),
    "likelihood_ratio": ("Likelihood ratio", "Sannsynlighetskvote", "Rapporto verosim.", "Отношение правдоподобия"),
    "fisher": ("Fisher's exact", "Fishers eksakte", "Esatto di Fisher", "Точный Фишера"),
    "cramers_v": ("Cramér's V", "Cramérs V", "V di Cramér", "V Крамера"),
    "by": ("{row} by {column}", "{row} etter {column}", "{row} per {column}", "{row} × {column}"),
    "cases": (
        "{n} {n:case|cases}.",
        "{n} {n:enhet|enheter}.",
        "{n} {n:caso|casi}.",
        "{n} {n:анкета|анкеты|анкет}.",
    ),
    "selected": (
        "{n} of {total} {total:case|cases}, where {filter}; {dropped} left out.",
        "{n} av {total} {total:enhet|enheter}, der {filter}; {dropped} er utelatt.",
        "{n} {n:caso|casi} su {total}, dove {filter}; {dropped} {dropped:escluso|esclusi}.",
        "{n} {n:анкета|анкеты|анкет} из {total}, где {filter}; исключено {dropped}.",
    ),
    "selected_unknown": (
        (
            "{n} of {total} {total:case|cases}, where {filter}; {dropped} left out, {unknown} of them "
            "because it cannot be decided."
        ),
        (
            "{n} av {total} {total:enhet|enheter}, der {filter}; {dropped} er utelatt, {unknown} av dem "
            "fordi det ikke kan avgjøres."
        ),
        (
            "{n} {n:caso|casi} su {total}, dove {filter}; {dropped} {dropped:escluso|esclusi}, di cui "
            "{unknown} perché non è decidibile."
        ),
        (
            "{n} {n:анкета|анкеты|анкет} из {total}, где {filter}; исключено {dropped}, из них {unknown} "
            "потому, что условие неопределённо."
        ),
    ),
    "weight_dropped": (
        (
            "Weighted by {weight}; {dropped} {dropped:case|cases} left out: weight missing {missing}, zero "
            "or negative {not_positive}."
        ),
        (
            "Vektet med {weight}; {dropped} {dropped:enhet|enheter} er utelatt: vekt mangler {missing}, null "
            "eller negativ {not_positive}."
        ),
        (
            "Ponderati con {weight}; {dropped} {dropped:caso escluso|casi esclusi}: peso mancante {missing}, "
            "nullo o negativo {not_positive}."
        ),
        "Взвешено по {weight}; исключено {dropped}: веса нет {missing}, нулевой или отрицательный {not_positive}.",
    ),
    "weight_infinite": (
        "Of {n} {n:case|cases} the weight is infinite.",
        "For {n} {n:enhet|enheter} er vekten uendelig.",
        "Per {n} {n:caso|casi} il peso è infinito.",
        "Бесконечный вес: {n}.",
    ),
    "weight_implied": (
        "Weights follow from the population sizes of the design.",
        "Vektene følger av populasjonsstørrelsene i designet.",
        "I pesi derivano dalle dimensioni della popolazione nel disegno.",
        "Веса следуют из размеров совокупности в плане выборки.",
    ),
    "weighted_how": (
        "Mean, std. dev. and quartiles are weighted; the std. dev. is with n / (n - 1), n being the cases.",
        "Gjennomsnitt, standardavvik og kvartiler er vektet; standardavviket er med n / (n - 1), der n er enhetene.",
        "Media, dev. std. e quartili sono ponderati; la dev. std. è con n / (n - 1), n essendo i casi.",
        "Среднее, стандартное отклонение и квартили взвешены; стандартное отклонение с n / (n - 1), n — число анкет.",
    ),
    "ungrouped": (
        "{n} {n:case|cases} left out because {by} is missing: {reasons}.",
        "{n} {n:enhet|enheter} er utelatt fordi {by} mangler: {reasons}.",
        "{n} {n:caso escluso|casi esclusi} perché {by} manca: {reasons}.",
        "Исключено {n}, потому что нет значения {by}: {reasons}.",
    ),
    "no_valid": (
        "No valid answers: {names}.",
        "Ingen gyldige svar: {names}.",
        "Nessuna risposta valida: {names}.",
        "Нет валидных ответов: {names}.",
    ),
    "no_mean": (
        "No mean is given where codes are names: {names}.",
        "Gjennomsnitt oppgis ikke der kodene er navn: {names}.",
        "La media non è data dove i codici sono nomi: {names}.",
        "Среднее не приводится, где коды — названия: {names}.",
    ),
    "infinite": (
        "No mean where a value is infinite: {names}.",
        "Intet gjennomsnitt der en verdi er uendelig: {names}.",
        "Nessuna media dove un valore è infinito: {names}.",
        "Среднего нет, где значение бесконечно: {names}.",
    ),
    "undeclared": (
        "Not in the code list: {values}.",
        "Ikke i kodelisten: {values}.",
        "Non nella lista dei codici: {values}.",
        "Нет в списке кодов: {values}.",
    ),
    "set_base": (
        "Base: {n} {n:case|cases} that answered; a case may tick several.",
        "Basis: {n} {n:enhet|enheter} som svarte; en enhet kan krysse av flere.",
        "Base: {n} {n:caso che ha|casi che hanno} risposto; ogni caso può indicare più scelte.",
        "База: {n} {n:ответивший|ответивших|ответивших}; можно отметить несколько.",
    ),
    "left_out": (
        "{n} {n:case|cases} left out because a value is missing. {sides}",
        "{n} {n:enhet|enheter} er utelatt fordi en verdi mangler. {sides}",
        "{n} {n:caso escluso|casi esclusi} perché manca un valore. {sides}",
        "Исключено {n}: нет значения. {sides}",
    ),
    "valid_only": (
        "The tests are of the valid cells only.",
        "Testene gjelder bare de gyldige cellene.",
        "I test riguardano solo le celle valide.",
        "Критерии только по валидным ячейкам.",
    ),
    "low_expected": (
        "{cells} of {all} cells {cells:expects|expect} fewer than 5 cases; the chi-square approximation may be poor.",
        "{cells} av {all} celler har forventet antall under 5; kjikvadrattilnærmingen kan være dårlig.",
        (
            "{cells} {cells:cella|celle} su {all} {cells:ha|hanno} frequenza attesa sotto 5; "
            "l'approssimazione chi-quadrato può essere scarsa."
        ),
        (
            "В {cells} {cells:ячейке|ячейках|ячейках} из {all} ожидается меньше 5; приближение хи-квадрат "
            "может быть плохим."
        ),
    ),
    "no_test": (
        "No test: fewer than two rows or columns have cases.",
        "Ingen test: færre enn to rader eller kolonner har enheter.",
        "Nessun test: meno di due righe o colonne hanno casi.",
        "Критерий не считается: меньше двух строк или столбцов с данными.",
    ),
    "without_cases": (
        "Rows and columns without cases take no part in the tests: {names}.",
        "Rader og kolonner uten enheter er ikke med i testene: {names}.",
        "Righe e colonne senza casi non entrano nei test: {names}.",
        "Строки и столбцы без данных в критериях не участвуют: {names}.",
    ),
    "several_test": (
        "No test: the choices overlap, for a case may tick several.",
        "Ingen test: valgene overlapper, for en enhet kan krysse av flere.",
        "Nessun test: le scelte si sovrappongono, perché un caso può indicarne più d'una.",
        "Критерий не считается: варианты пересекаются, можно отметить несколько.",
    ),
}  # fmt: skip


def caption(key: str, language: str, **parts: object) -> str:
    """A heading or note; English where the language is not among the four.

    Example:
        >>> caption("cases", "nb", n=814)
        '814 enheter.'
    """
    return in_language(_CAPTIONS, key, language, **parts)


def in_language(words: Words, key: str, language: str, **parts: object) -> str:
    """What a key says; English where the language is not among the four; whole numbers know the noun after them."""
    said = words[key][LANGUAGES.index(language) if language in LANGUAGES else 0]
    return said.format(**{k: Counted(part) if isinstance(part, int) else part for k, part in parts.items()})


def reason_words(reason: str, language: str) -> str:
    """A reason for an empty answer in words; a codebook's own reason as it is written there."""
    words = REASON_WORDS.get(reason) or CODING_WORDS.get(reason, {})
    return words.get(language) or words.get("en") or reason.replace("_", " ")


def value_label(codebook: Codebook, name: str, value: Value | None, reason: str | None, language: str) -> str:
    """The label of a value; of a missing one without a label, the reason."""
    label = codebook.label_of(codebook[name], value, language)
    return label if reason is None or (value is not None and label != str(value)) else reason_words(reason, language)


def choice_label(codebook: Codebook, response_set: ResponseSet, value: Value, language: str) -> str:
    """The label of a choice of a response set: that of its column or, where columns hold choices, of the code."""
    if response_set.kind == "categories":
        return value_label(codebook, response_set.variables[0], value, None, language)
    columns = dict(zip(response_set.choices or response_set.variables, response_set.variables, strict=True))
    return title_of(codebook, columns[value], language)


def title_of(codebook: Codebook, name: str, language: str) -> str:
    """The label of a variable or response set; its name where it has none."""
    held = codebook[name] if name in codebook else next(s for s in codebook.sets if s.name == name)
    return held.label.into(language) or name
