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
