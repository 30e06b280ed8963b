"""Headings and notes of pages on typologies in four languages."""

from surveykit.reports.captions import Words, in_language

_WORDS: Words = {
    "types": ("Types", "Typer", "Tipi", "Типы"),
    "outside": ("Outside the types", "Utenfor typene", "Fuori dai tipi", "Вне типов"),
    "without": ("Without a type", "Uten type", "Senza tipo", "Без типа"),
    "for_want_of": ("{reason}: {variable}", "{reason}: {variable}", "{reason}: {variable}", "{reason}: {variable}"),
    "of_cases": ("% of cases", "% av enhetene", "% dei casi", "% случаев"),
    "axes": ("The types by their axes", "Typene etter aksene", "I tipi per asse", "Типы по осям"),
    "of_typed": (
        "Percentages of the {n} {n:case|cases} whose place on both axes is known.",
        "Prosent av de {n} {n:enhet|enheter} som har kjent plass på begge akser.",
        "Percentuali dei {n} {n:caso|casi} con posto noto su entrambi gli assi.",
        "Проценты от {n} случаев, место которых известно по обеим осям.",
    ),
    "crossed": ("{scheme} by type", "{scheme} etter type", "{scheme} per tipo", "{scheme} по типам"),
    "sensitivity": (
        "How the types move with the reading of the rule",
        "Hvordan typene endrer seg med lesningen av regelen",
        "Come cambiano i tipi con la lettura della regola",
        "Как меняются типы при другом чтении правила",
    ),
    "reading": ("Reading", "Lesning", "Lettura", "Чтение"),
    "asked": ("as asked for", "som ønsket", "come richiesto", "как задано"),
    "moved": ("stand elsewhere", "står et annet sted", "cambiano posto", "меняют место"),
    "not_there": (
        "The data have not what this reading needs: {names}.",
        "Dataene har ikke det denne lesningen krever: {names}.",
        "I dati non hanno ciò che questa lettura richiede: {names}.",
        "В данных нет нужного для этого чтения: {names}.",
    ),
    "profiles": ("The types described", "Typene beskrevet", "I tipi descritti", "Описание типов"),
    "cases": ("Each case", "Hver enhet", "Ogni caso", "Каждый случай"),
    "case": ("Case", "Enhet", "Caso", "Случай"),
    "type": ("Type", "Type", "Tipo", "Тип"),
    "rule": ("The rule that fired", "Regelen som slo til", "La regola applicata", "Сработавшее правило"),
    "answers": ("From the answers", "Fra svarene", "Dalle risposte", "По ответам"),
    "codes": ("Codes", "Koder", "Codici", "Коды"),
    "quote": ("In the words of the respondent", "Med respondentens ord", "Con le parole del rispondente", "Словами"),
    "coders": ("Coders", "Kodere", "Codificatori", "Кодировщики"),
    "settlement": ("Settled by the event", "Avgjort ved", "Deciso con", "Решено событием"),
    "frame": ("Frame", "Koderamme", "Schema", "Схема"),
}


def say(key: str, language: str, **parts: object) -> str:
    """A heading or note; English where the language is not among the four."""
    return in_language(_WORDS, key, language, **parts)
