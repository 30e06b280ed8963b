"""Words of the printed questionnaire and of the routing chart in four languages."""

from collections.abc import Mapping

_LANGUAGES = ("en", "nb", "it", "ru")
_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "questionnaire": ("Questionnaire", "Spørreskjema", "Questionario", "Анкета"),
    "instrument": ("Instrument", "Instrument", "Strumento", "Инструмент"),
    "version": ("Version", "Versjon", "Versione", "Версия"),
    "fingerprint": ("Fingerprint", "Fingeravtrykk", "Impronta", "Отпечаток"),
    "language": ("Language", "Språk", "Lingua", "Язык"),
    "case": ("Case number", "Løpenummer", "Numero del caso", "Номер анкеты"),
    "interviewer": ("Interviewer", "Intervjuer", "Intervistatore", "Интервьюер"),
    "day": ("Date", "Dato", "Data", "Дата"),
    "how": ("How to fill in", "Slik fyller du ut", "Come compilare", "Как заполнять"),
    "how_one": (
        "Tick one round box only.",
        "Kryss av i bare én rund boks.",
        "Barrare una sola casella rotonda.",
        "В круглых ячейках отметьте только одну.",
    ),
    "how_many": (
        "Tick as many square boxes as apply.",
        "Kryss av i alle firkantede bokser som passer.",
        "Barrare tutte le caselle quadrate pertinenti.",
        "Квадратных ячеек можно отметить несколько.",
    ),
    "how_digits": (
        "One digit in each box, the last digit at the right.",
        "Ett siffer i hver rute, siste siffer lengst til høyre.",
        "Una cifra per casella, l'ultima a destra.",
        "Одна цифра в каждой клетке, последняя — справа.",
    ),
    "how_arrow": (
        "Where an arrow follows the answer, go on at the question it names; otherwise go on with the next one.",
        "Følger en pil etter svaret, gå videre til spørsmålet den nevner; ellers til det neste.",
        "Se alla risposta segue una freccia, passare alla domanda indicata; altrimenti alla successiva.",
        "Если за ответом стоит стрелка, перейдите к указанному вопросу, иначе — к следующему.",
    ),
    "how_codes": (
        "The small figures are codes for data entry.",
        "De små tallene er koder for registrering.",
        "I numeri piccoli sono codici per l'immissione dei dati.",
        "Мелкие цифры — коды для ввода данных.",
    ),
    "question": ("question {}", "spørsmål {}", "la domanda {}", "вопрос {}"),
    "answer": (
        "the answer to question {}",
        "svaret på spørsmål {}",
        "la risposta alla domanda {}",
        "ответ на вопрос {}",
    ),
    "asked_if": ("Asked if {}", "Stilles hvis {}", "Si chiede se {}", "Задаётся, если {}"),
    "run_if": (
        "Questions {0}–{1}: asked if {2}",
        "Spørsmål {0}–{1}: stilles hvis {2}",
        "Domande {0}–{1}: si chiedono se {2}",
        "Вопросы {0}–{1}: задаются, если {2}",
    ),
    "section_if": (
        "This section is asked if {}",
        "Denne delen stilles hvis {}",
        "Questa sezione si chiede se {}",
        "Этот раздел задаётся, если {}",
    ),
    "one_of": (
        "at least one of the answers to questions {} is {}",
        "minst ett av svarene på spørsmål {} er {}",
        "almeno una delle risposte alle domande {} è {}",
        "хотя бы один из ответов на вопросы {} — {}",
    ),
    "go_to": ("go to question {}", "gå til spørsmål {}", "andare alla domanda {}", "перейти к вопросу {}"),
    "go_to_section": ("go to section {}", "gå til del {}", "andare alla sezione {}", "перейти к разделу {}"),
    "go_to_text": (
        "go to the text before question {}",
        "gå til teksten før spørsmål {}",
        "andare al testo prima della domanda {}",
        "перейти к тексту перед вопросом {}",
    ),
    "go_to_end": ("go to the end", "gå til slutten", "andare alla fine", "перейти к концу"),
    "go_to_row": (
        "go to the next row",
        "gå til neste rad",
        "andare alla riga successiva",
        "перейти к следующей строке",
    ),
    "end": ("End of the questionnaire", "Slutt på skjemaet", "Fine del questionario", "Конец анкеты"),
    "thanks": (
        "Thank you for your answers.",
        "Takk for svarene.",
        "Grazie per la collaborazione.",
        "Благодарим за ответы.",
    ),
    "tick_one": ("Tick one.", "Sett ett kryss.", "Una sola risposta.", "Один ответ."),
    "tick_each": (
        "Tick one in each row.",
        "Sett ett kryss på hver linje.",
        "Una risposta per riga.",
        "Один ответ в каждой строке.",
    ),
    "tick_all": (
        "Tick all that apply.",
        "Kryss av for alle som passer.",
        "Più risposte possibili.",
        "Возможно несколько ответов.",
    ),
    "tick_all_each": (
        "Tick all that apply in each row.",
        "Kryss av for alle som passer på hver linje.",
        "Più risposte possibili per riga.",
        "В каждой строке возможно несколько ответов.",
    ),
    "at_most": ("At most {}.", "Høyst {}.", "Al massimo {}.", "Не больше {}."),
    "at_least": ("At least {}.", "Minst {}.", "Almeno {}.", "Не меньше {}."),
    "exactly": ("Exactly {}.", "Nøyaktig {}.", "Esattamente {}.", "Ровно {}."),
    "alone": (
        "{} excludes the others.",
        "{} utelukker de andre.",
        "{} esclude le altre.",
        "Ответ {} исключает остальные.",
    ),
    "rank": (
        "Write 1 beside the first, 2 beside the second and so on, up to {}.",
        "Skriv 1 ved det første, 2 ved det andre og så videre, opp til {}.",
        "Scrivere 1 accanto al primo, 2 accanto al secondo e così via, fino a {}.",
        "Поставьте 1 у первого, 2 у второго и так далее, до {}.",
    ),
    "from_list": (
        "Write the code from list {}.",
        "Skriv koden fra liste {}.",
        "Scrivere il codice dalla lista {}.",
        "Впишите код из списка {}.",
    ),
    "list": ("List {}", "Liste {}", "Lista {}", "Список {}"),
    "lists": ("Lists of codes", "Kodelister", "Liste dei codici", "Списки кодов"),
    "list_apart": (
        "{} codes, handed out on a sheet of their own.",
        "{} koder, delt ut på et eget ark.",
        "{} codici, su un foglio a parte.",
        "Кодов: {}; выдаются отдельным листом.",
    ),
    "among": (
        "Only those ticked in question {}.",
        "Bare de som er krysset av i spørsmål {}.",
        "Solo quelle barrate nella domanda {}.",
        "Только отмеченные в вопросе {}.",
    ),
    "where": (
        "Only those that fit the answer to question {}.",
        "Bare de som passer med svaret på spørsmål {}.",
        "Solo quelle coerenti con la risposta alla domanda {}.",
        "Только подходящие к ответу на вопрос {}.",
    ),
    "total": ("Total", "Sum", "Totale", "Итого"),
    "answer_to": ("answer to {}", "svaret på {}", "risposta alla {}", "ответ на {}"),
    "from_document": (
        "Interviewer: take the answer from the document.",
        "Intervjuer: hent svaret fra dokumentet.",
        "Intervistatore: rilevare dal documento.",
        "Интервьюер: ответ берётся из документа.",
    ),
    "from_register": (
        "Interviewer: take the answer from the register.",
        "Intervjuer: hent svaret fra registeret.",
        "Intervistatore: rilevare dal registro.",
        "Интервьюер: ответ берётся из реестра.",
    ),
    "seconds": ("seconds", "sekunder", "secondi", "секунд"),
    "minutes": ("minutes", "minutter", "minuti", "минут"),
    "hours": ("hours", "timer", "ore", "часов"),
    "day_letters": ("dd.mm.yyyy", "dd.mm.åååå", "gg.mm.aaaa", "дд.мм.гггг"),
    "clock_letters": ("hh:mm", "tt:mm", "oo:mm", "чч:мм"),
    "row": ("No.", "Nr.", "N.", "№"),
    "row_number": ("Row number", "Radnummer", "Numero della riga", "Номер строки"),
    "repeat_count": (
        "To be asked as many times as {} says.",
        "Stilles så mange ganger som {} sier.",
        "Da ripetere tante volte quante ne indica {}.",
        "Повторяется столько раз, сколько указано: {}.",
    ),
    "repeat_while": (
        "To be asked again as long as {}.",
        "Stilles på nytt så lenge {}.",
        "Da ripetere finché {}.",
        "Повторяется, пока {}.",
    ),
    "repeat_ticked": (
        "To be asked for each choice ticked in question {}.",
        "Stilles for hvert valg krysset av i spørsmål {}.",
        "Da ripetere per ogni risposta barrata nella domanda {}.",
        "Задаётся для каждого варианта, отмеченного в вопросе {}.",
    ),
    "repeat_listed": (
        "To be asked for each row.",
        "Stilles for hver rad.",
        "Da ripetere per ogni riga.",
        "Задаётся для каждой строки.",
    ),
    "within": ("For each row of {}.", "For hver rad i {}.", "Per ogni riga di {}.", "Для каждой строки: {}."),
    "copy": (
        "Use one copy of this section for each.",
        "Bruk én kopi av denne delen for hver.",
        "Usare una copia di questa sezione per ciascuna.",
        "Для каждой строки берётся своя копия раздела.",
    ),
    "more_rows": (
        "If there are more than {}, go on on another sheet.",
        "Er det flere enn {}, fortsett på et nytt ark.",
        "Se sono più di {}, continuare su un altro foglio.",
        "Если их больше {}, продолжите на другом листе.",
    ),
    # review edition
    "review": (
        "Edition for review",
        "Utgave for gjennomsyn",
        "Edizione per la revisione",
        "Редакция для проверки",
    ),
    "untranslated": ("not translated", "ikke oversatt", "non tradotto", "не переведено"),
    "label": ("Label", "Etikett", "Etichetta", "Метка"),
    "kind": ("Kind", "Type", "Tipo", "Тип"),
    "relevance": ("Asked where", "Stilles når", "Condizione", "Условие"),
    "otherwise": ("Otherwise", "Ellers", "Altrimenti", "Иначе"),
    "range": ("Range", "Gyldig område", "Intervallo", "Диапазон"),
    "codes": ("Codes", "Koder", "Codici", "Коды"),
    "required": ("Required", "Påkrevd", "Obbligatoria", "Обязательный"),
    "default": ("Default", "Forslag", "Predefinito", "По умолчанию"),
    "order": ("Order", "Rekkefølge", "Ordine", "Порядок"),
    "personal": ("Personal", "Personlig", "Dato personale", "Персональные данные"),
    "yes": ("yes", "ja", "sì", "да"),
    "remarks": ("Notes", "Merknader", "Note", "Примечания"),
    "checks": ("Checks", "Kontroller", "Controlli", "Проверки"),
    "hard": ("hard", "hard", "vincolante", "жёсткая"),
    "soft": ("soft", "myk", "di avviso", "мягкая"),
    "rule": ("Rule", "Regel", "Regola", "Правило"),
    "message": ("Message", "Melding", "Messaggio", "Сообщение"),
    "severity": ("Severity", "Alvor", "Gravità", "Строгость"),
    "check": ("Check", "Kontroll", "Controllo", "Проверка"),
    "at": ("Question", "Spørsmål", "Domanda", "Вопрос"),
    "computed": ("Computed variables", "Beregnede variabler", "Variabili calcolate", "Вычисляемые переменные"),
    "register": (
        "Known before the interview",
        "Kjent før intervjuet",
        "Noto prima dell'intervista",
        "Известно заранее",
    ),
    "variable": ("Variable", "Variabel", "Variabile", "Переменная"),
    "formula": ("Formula", "Formel", "Formula", "Формула"),
    # routing chart
    "chart": ("Routing of {}", "Spørsmålsgangen i {}", "Percorso di {}", "Маршрут: {}"),
    "chart_said": (
        "Questions from top to bottom. Full arrows go to the next question; dashed ones pass questions over.",
        "Spørsmålene ovenfra og ned. Heltrukne piler går til neste spørsmål; stiplede hopper over spørsmål.",
        "Domande dall'alto in basso. Le frecce piene vanno alla domanda successiva; le tratteggiate saltano domande.",
        "Вопросы сверху вниз. Сплошные стрелки ведут к следующему вопросу, пунктирные пропускают вопросы.",
    ),
    "start": ("Start", "Start", "Inizio", "Начало"),
    "stop": ("End", "Slutt", "Fine", "Конец"),
    "else": ("otherwise", "ellers", "altrimenti", "иначе"),
    "next_row": (
        "Next row, as long as there is one",
        "Neste rad, så lenge det er en",
        "Riga successiva, finché ce n'è una",
        "Следующая строка, пока она есть",
    ),
}
_NAMES = {"en": "English", "nb": "norsk bokmål", "nn": "norsk nynorsk", "it": "italiano", "ru": "русский"}
_NAMES |= {"de": "Deutsch", "fr": "français", "es": "español", "sv": "svenska", "da": "dansk", "pt": "português"}
_QUOTES = {"nb": ("«", "»"), "it": ("«", "»"), "ru": ("«", "»")}


def word(key: str, language: str, *parts: object) -> str:
    """A word of the printed questionnaire; English where the language is not among the four.

    Example:
        >>> word("go_to", "nb", "12a")
        'gå til spørsmål 12a'
    """
    return _WORDS[key][_LANGUAGES.index(language) if language in _LANGUAGES else 0].format(*parts)


def language_name(language: str) -> str:
    """What a language calls itself, or its code."""
    return _NAMES.get(language, language)


def quoted(text: str, language: str) -> str:
    """A text in the quotation marks of a language.

    Example:
        >>> quoted("Ja", "nb"), quoted("Yes", "en")
        ('«Ja»', '“Yes”')
    """
    opening, closing = _QUOTES.get(language, ("“", "”"))
    return f"{opening}{text}{closing}"
