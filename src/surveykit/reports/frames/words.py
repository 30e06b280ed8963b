"""Words of the page of a coding frame in four languages."""

from collections.abc import Mapping

_LANGUAGES = ("en", "nb", "it", "ru")
_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "frame": ("Coding frame", "Kodeverk", "Schema di codifica", "Система кодов"),
    "version": ("version", "versjon", "versione", "версия"),
    "draft": ("draft", "utkast", "bozza", "проект"),
    "frozen": ("frozen", "låst", "definitivo", "утверждена"),
    "instrument": ("Instrument", "Instrument", "Questionario", "Анкета"),
    "questions": ("Questions", "Spørsmål", "Domande", "Вопросы"),
    "codes_of_answer": ("Codes of an answer", "Koder per svar", "Codici per risposta", "Кодов на ответ"),
    "one": ("one", "én", "uno solo", "один"),
    "several": ("one or several", "én eller flere", "uno o più", "один или несколько"),
    "unit": ("What is coded", "Hva som kodes", "Che cosa si codifica", "Что кодируется"),
    "answer": ("the whole answer", "hele svaret", "la risposta intera", "весь ответ"),
    "span": ("marked words", "merkede ord", "le parole segnate", "отмеченные слова"),
    "scale": ("The codes are a scale", "Kodene er en skala", "I codici sono una scala", "Коды — шкала"),
    "ordinal": ("ordinal", "ordinal", "ordinale", "порядковая"),
    "interval": ("interval", "intervall", "intervalli", "интервальная"),
    "ratio": ("ratio", "forholdstall", "rapporti", "отношений"),
    "value": ("value", "verdi", "valore", "значение"),
    "codes": ("Codes", "Koder", "Codici", "Коды"),
    "code": ("Code", "Kode", "Codice", "Код"),
    "label": ("Label", "Etikett", "Etichetta", "Метка"),
    "hotkey": ("Key", "Tast", "Tasto", "Клавиша"),
    "properties": ("Properties", "Egenskaper", "Proprietà", "Свойства"),
    "exclusive": ("stands alone", "står alene", "sta da solo", "только один"),
    "uncodable": (
        "holds narrower codes only",
        "bare for smalere koder",
        "solo per codici più stretti",
        "только рубрика",
    ),
    "definition": ("Definition", "Definisjon", "Definizione", "Определение"),
    "include": ("Includes", "Tar med", "Comprende", "Включает"),
    "exclude": ("Leaves out", "Utelater", "Esclude", "Не включает"),
    "examples": ("Examples", "Eksempler", "Esempi", "Примеры"),
    "counter_examples": ("Not this code", "Ikke denne koden", "Non questo codice", "Не этот код"),
    "keywords": ("Keywords", "Nøkkelord", "Parole chiave", "Ключевые слова"),
    "keyword": ("Keyword", "Nøkkelord", "Parola chiave", "Ключевое слово"),
    "answers": ("Answers", "Svar", "Risposte", "Ответы"),
    "alone": ("Only by it", "Bare ved det", "Solo con essa", "Только по нему"),
    "first": ("First answer", "Første svar", "Prima risposta", "Первый ответ"),
    "held": (
        "Keywords find a code in {} of {} answers.",
        "Nøkkelord finner en kode i {} av {} svar.",
        "Le parole chiave trovano un codice in {} risposte su {}.",
        "Ключевые слова находят код в {} ответах из {}.",
    ),
    "within": ("Part of", "Del av", "Parte di", "Входит в"),
    "colour": ("Colour", "Farge", "Colore", "Цвет"),
    "guid": ("Identity", "Identitet", "Identità", "Идентификатор"),
    "attributes": ("Properties of codes", "Egenskaper ved koder", "Proprietà dei codici", "Свойства кодов"),
    "nets": ("Nets", "Nett", "Raggruppamenti", "Группы кодов"),
    "net": ("Net", "Nett", "Gruppo", "Группа"),
    "changes": ("Changes", "Endringer", "Modifiche", "Изменения"),
    "change": ("Change", "Endring", "Modifica", "Изменение"),
    "from": ("From", "Fra", "Da", "Из"),
    "to": ("To", "Til", "A", "В"),
    "by": ("By", "Av", "Di", "Кто"),
    "when": ("Day", "Dag", "Giorno", "Дата"),
    "why": ("Why", "Hvorfor", "Perché", "Почему"),
    "add": ("added", "ny", "aggiunto", "добавлен"),
    "edit": ("texts changed", "tekster endret", "testi modificati", "тексты изменены"),
    "rename": ("renamed", "nytt navn", "rinominato", "переименован"),
    "move": ("moved", "flyttet", "spostato", "перемещён"),
    "merge": ("merged", "slått sammen", "uniti", "объединены"),
    "split": ("split", "delt", "diviso", "разделён"),
    "retire": ("retired", "tatt ut", "ritirato", "снят"),
    "yes": ("yes", "ja", "sì", "да"),
}


def word(key: str, language: str) -> str:
    """A word of the page; English where the language is not among the four.

    Example:
        >>> word("codes", "it")
        'Codici'
    """
    return _WORDS[key][_LANGUAGES.index(language) if language in _LANGUAGES else 0]
