"""Words of the codebook page in four languages."""

from collections.abc import Mapping

from surveykit.reports.plural import Counted

_LANGUAGES = ("en", "nb", "it", "ru")
_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "codebook": ("Codebook", "Kodebok", "Codebook", "Кодовая книга"),
    "register": (
        "Known before the interview",
        "Kjent før intervjuet",
        "Noto prima dell'intervista",
        "Известно заранее",
    ),
    "computed": ("Computed variables", "Beregnede variabler", "Variabili calcolate", "Вычисляемые переменные"),
    "others": ("Variables", "Variabler", "Variabili", "Переменные"),
    "linked": ("Table of its own", "Egen tabell", "Tabella a sé", "Отдельная таблица"),
    "question": ("Question", "Spørsmål", "Domanda", "Вопрос"),
    "wording": ("Wording", "Ordlyd", "Testo", "Формулировка"),
    "type": ("Type", "Type", "Tipo", "Тип"),
    "coded": ("code from a list", "kode fra en liste", "codice da una lista", "код из списка"),
    "multiple": ("any number of choices", "flere valg", "più scelte", "несколько вариантов"),
    "whole": ("whole number", "heltall", "numero intero", "целое число"),
    "number": ("number", "tall", "numero", "число"),
    "text": ("text", "tekst", "testo", "текст"),
    "date": ("date", "dato", "data", "дата"),
    "time": ("time", "tid", "ora", "время"),
    "datetime": ("date and time", "dato og tid", "data e ora", "дата и время"),
    "range": ("Range", "Gyldig område", "Intervallo", "Диапазон"),
    "unit": ("Unit", "Enhet", "Unità", "Единица"),
    "longest": ("Longest text", "Lengste tekst", "Testo più lungo", "Наибольшая длина"),
    "characters": ("character|characters", "tegn|tegn", "carattere|caratteri", "знак|знака|знаков"),
    "asked_of": ("Asked where", "Stilles når", "Si chiede se", "Задаётся, если"),
    "everybody": ("everybody", "alle", "tutti", "всем"),
    "otherwise": ("Otherwise", "Ellers", "Altrimenti", "Иначе"),
    "formula": ("Computed as", "Beregnes som", "Calcolata come", "Вычисляется как"),
    "checks": ("Checks", "Kontroller", "Controlli", "Проверки"),
    "clusters": (
        "Rules for the cases that share it",
        "Regler for enheter som deler den",
        "Regole per i casi che la condividono",
        "Правила для анкет с общим значением",
    ),
    "hard": ("hard", "hard", "vincolante", "жёсткая"),
    "soft": ("soft", "myk", "di avviso", "мягкая"),
    "missing": ("Missing codes", "Koder for manglende", "Codici mancanti", "Коды пропусков"),
    "role": ("Role", "Rolle", "Ruolo", "Роль"),
    "personal": ("Personal", "Personlig", "Dato personale", "Персональные данные"),
    "left_out": (
        "left out of exports unless asked for",
        "utelates fra eksport uten at man ber om det",
        "esclusa dalle esportazioni se non richiesta",
        "не выгружается без особого указания",
    ),
    "notes": ("Notes", "Merknader", "Note", "Примечания"),
    "code": ("Code", "Kode", "Codice", "Код"),
    "label": ("Label", "Etikett", "Etichetta", "Метка"),
    "column": ("Column", "Kolonne", "Colonna", "Столбец"),
    "n": ("n", "n", "n", "n"),
    "percent": ("%", "%", "%", "%"),
    "valid_percent": ("Valid %", "Gyldig %", "% validi", "% валидных"),
    "summary": ("Summary", "Sammendrag", "Sintesi", "Сводка"),
    "valid": ("Valid", "Gyldige", "Validi", "Валидные"),
    "mean": ("Mean", "Gjennomsnitt", "Media", "Среднее"),
    "sd": ("Std. dev.", "Std.avvik", "Dev. std.", "Ст. откл."),
    "minimum": ("Min", "Min", "Min", "Мин"),
    "median": ("Median", "Median", "Mediana", "Медиана"),
    "maximum": ("Max", "Maks", "Max", "Макс"),
    "cases": ("case|cases", "enhet|enheter", "caso|casi", "анкета|анкеты|анкет"),
    "variables": (
        "variable|variables",
        "variabel|variabler",
        "variabile|variabili",
        "переменная|переменные|переменных",
    ),
    "contents": ("Contents", "Innhold", "Indice", "Содержание"),
    "decimals": ("Decimals", "Desimaler", "Decimali", "Десятичные знаки"),
    "earliest": ("Earliest day", "Tidligste dag", "Prima data", "Не раньше"),
    "latest": ("Latest day", "Seneste dag", "Ultima data", "Не позже"),
    "required": ("Required", "Påkrevd", "Obbligatoria", "Обязательна"),
    "yes": ("yes", "ja", "sì", "да"),
    "read_by": ("Used by", "Brukes av", "Usata da", "Используется в"),
    "lower": ("Lower quartile", "Nedre kvartil", "Primo quartile", "Нижний квартиль"),
    "upper": ("Upper quartile", "Øvre kvartil", "Terzo quartile", "Верхний квартиль"),
    "all_cases": ("All cases", "Alle enheter", "Tutti i casi", "Все анкеты"),
    "missing_cases": ("Missing", "Mangler", "Mancanti", "Пропуски"),
    "reason": ("Reason", "Årsak", "Motivo", "Причина"),
    "bar": ("Bar", "Stolpe", "Barra", "Полоса"),
    "values": ("Values", "Verdier", "Valori", "Значения"),
    "from": ("From", "Fra", "Da", "От"),
    "below": ("below", "under", "sotto", "до"),
    "and_more": ("and more", "og mer", "e oltre", "и больше"),
    "to": ("to", "til", "a", "до"),
    "undeclared": ("in no list", "i ingen liste", "in nessuna lista", "нет в списке"),
    "different": ("Different texts", "Ulike tekster", "Testi diversi", "Разных текстов"),
    "lengths": (
        "Length (min – median – max)",
        "Lengde (min – median – maks)",
        "Lunghezza (min – mediana – max)",
        "Длина (мин. – медиана – макс.)",
    ),
    "shortest": ("Shortest", "Korteste", "Più corto", "Самый короткий"),
    "frequent": (
        "Texts that at least five cases gave",
        "Tekster som minst fem enheter ga",
        "Testi dati da almeno cinque casi",
        "Тексты, встречающиеся не менее пяти раз",
    ),
    "no_frequent": (
        "No text was given by five cases.",
        "Ingen tekst er gitt av fem enheter.",
        "Nessun testo è stato dato da cinque casi.",
        "Ни один текст не встретился пять раз.",
    ),
    "histogram": ("Distribution", "Fordeling", "Distribuzione", "Распределение"),
    "over_time": ("Over time", "Over tid", "Nel tempo", "По времени"),
    "chart_numbers": ("Numbers of the chart", "Tallene i figuren", "Numeri del grafico", "Числа диаграммы"),
    "highest": ("highest", "høyest", "massimo", "наибольшее"),
    "waves": ("Waves", "Runder", "Rilevazioni", "Раунды"),
    "check": ("Check", "Kontroll", "Controllo", "Проверка"),
    "rule": ("Rule", "Regel", "Regola", "Правило"),
    "reads": ("Reads", "Leser", "Legge", "Читает"),
    "shared_by": ("Cases that share", "Enheter som deler", "Casi che condividono", "Анкеты с общим значением"),
    "file": ("File", "Fil", "File", "Файл"),
    "fingerprint": ("Fingerprint (SHA-256)", "Fingeravtrykk (SHA-256)", "Impronta (SHA-256)", "Отпечаток (SHA-256)"),
    "instrument": ("Instrument", "Instrument", "Strumento", "Инструмент"),
    "source": ("Source", "Kilde", "Fonte", "Источник"),
    "search": ("Search", "Søk", "Cerca", "Поиск"),
    "search_hint": (
        "Name, label, wording or value; / jumps here",
        "Navn, etikett, ordlyd eller verdi; / hopper hit",
        "Nome, etichetta, testo o valore; / porta qui",
        "Имя, метка, формулировка или значение; / — сюда",
    ),
    "section": ("Section", "Del", "Sezione", "Раздел"),
    "every": ("all", "alle", "tutti", "все"),
    "with_missing": ("With missing values", "Med manglende verdier", "Con valori mancanti", "С пропусками"),
    "with_gaps": (
        "Not answered in every wave",
        "Ikke besvart i hver runde",
        "Non in ogni rilevazione",
        "Не во всех раундах",
    ),
    "language": ("Language of the texts", "Språk i tekstene", "Lingua dei testi", "Язык текстов"),
    "skip": ("Skip to the variables", "Hopp til variablene", "Vai alle variabili", "К переменным"),
    "shown": (
        "{n} of {total} entries shown",
        "{n} av {total} oppføringer vises",
        "{n} voci su {total}",
        "Показано записей: {n} из {total}",
    ),
    "none_shown": (
        "No variable matches. Clear the search or the filters.",
        "Ingen variabel passer. Tøm søket eller filtrene.",
        "Nessuna variabile corrisponde. Svuotare la ricerca o i filtri.",
        "Ничего не найдено. Очистите поиск или фильтры.",
    ),
    "clear": ("Clear", "Tøm", "Svuota", "Очистить"),
    "filters": ("Search and filter", "Søk og filter", "Cerca e filtra", "Поиск и фильтр"),
    "name": ("Name", "Navn", "Nome", "Имя"),
    "list": ("List", "Liste", "Lista", "Список"),
    "measure": ("Measure", "Målenivå", "Scala", "Шкала"),
    "percent_all": ("% of all cases", "% av alle enheter", "% di tutti i casi", "% всех анкет"),
    "missing_percent": ("Missing %", "Mangler %", "% mancanti", "% пропусков"),
    "about": ("About", "Om", "Informazioni", "О файле"),
}


def word(key: str, language: str) -> str:
    """A word of the page; English where the language is not among the four.

    Example:
        >>> word("unit", "nb")
        'Enhet'
    """
    return _WORDS[key][_LANGUAGES.index(language) if language in _LANGUAGES else 0]


def number_of(n: int, key: str, language: str) -> str:
    """A number with the noun after it.

    Example:
        >>> number_of(1, "cases", "nb"), number_of(2, "cases", "nb")
        ('1 enhet', '2 enheter')
    """
    return f"{n} {Counted(n):{word(key, language)}}"
