"""What pages of a study say by themselves, in four languages."""

from surveykit.reports.captions import Words, in_language

_WORDS: Words = {
    "synthetic": (
        "Synthetic data: the answers were made up, and no real firm or person is in them.",
        "Syntetiske data: svarene er oppdiktet, og ingen virkelig bedrift eller person er med.",
        "Dati sintetici: le risposte sono inventate e non riguardano alcuna impresa o persona reale.",
        "Синтетические данные: ответы придуманы, в них нет ни одной настоящей фирмы и ни одного человека.",
    ),
    "whole": ("The whole page: {page}", "Hele siden: {page}", "La pagina intera: {page}", "Вся страница: {page}"),
    "validation": ("Validation of {name}", "Validering av {name}", "Validazione di {name}", "Проверка данных {name}"),
    "codebook": ("The codebook of {name}", "Kodeboken for {name}", "Il codebook di {name}", "Кодовая книга {name}"),
    "provenance": (
        "How this was made", "Slik ble dette laget", "Come è stato fatto", "Как это сделано",
    ),
    "provenance_is": (
        "The same files and versions give the same pages, byte for byte.",
        "De samme filene og versjonene gir de samme sidene, byte for byte.",
        "Gli stessi file e le stesse versioni danno le stesse pagine, byte per byte.",
        "Те же файлы и версии дают те же страницы, байт в байт.",
    ),
    "files": ("Files that were read", "Filer som ble lest", "File letti", "Прочитанные файлы"),
    "file": ("File", "Fil", "File", "Файл"),
    "hash": ("SHA-256, beginning", "SHA-256, begynnelsen", "SHA-256, inizio", "SHA-256, начало"),
    "versions": ("Versions", "Versjoner", "Versioni", "Версии"),
    "program": ("Program", "Program", "Programma", "Программа"),
    "version": ("Version", "Versjon", "Versione", "Версия"),
    "commands": (
        "Commands, from the folder of the study", "Kommandoer, fra studiens mappe",
        "Comandi, dalla cartella dello studio", "Команды, из папки исследования",
    ),
    "command": ("Command", "Kommando", "Comando", "Команда"),
    "commands_are": (
        "`surveykit run` gives them in this order, as far as something changed, and puts the report together.",
        "`surveykit run` gir dem i denne rekkefølgen, så langt noe er endret, og setter sammen rapporten.",
        "`surveykit run` li esegue in quest'ordine, se qualcosa è cambiato, e compone il rapporto.",
        "`surveykit run` выполняет их в этом порядке, если что-то изменилось, и составляет отчёт.",
    ),
    "seed": ("Draws by chance begin with seed {seed}.", "Tilfeldige trekk begynner med frø {seed}.",
             "Le estrazioni casuali partono dal seme {seed}.", "Случайные выборки начинаются с числа {seed}."),
}  # fmt: skip


def say(key: str, language: str, **parts: object) -> str:
    """What is said in a language."""
    return in_language(_WORDS, key, language, **parts)
