"""What the app says of the work of coders: how far they are, how consistent, how far they agree."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "board_coding": "Coding",
        "board_progress": "progress",
        "board_consistency": "same words",
        "board_agreement": "agreement",
        "board_coder": "Coder",
        "board_coders": "coders",
        "board_all_coders": "all coders",
        "board_given": "given",
        "board_judged": "judged",
        "board_none": "none",
        "board_uncodable": "uncodable",
        "board_left": "left",
        "board_groups": "groups",
        "board_differing": "differing",
        "board_at_once": "one key",
        "board_consistent": "% same",
        "board_one_by_one": "% one by one",
        "no_progress": "Nobody was given answers yet, and nobody has coded any.",
        "no_duplicates": "No two answers with the same words were judged.",
        "about_consistency": "Groups of answers with the same words, of which two or more were judged; below, those "
        "that were judged in more than one way. Groups judged by one key press cannot differ; the last column is "
        "without them.",
        "no_agreement": "No answer was judged by two coders.",
        "about_agreement": "From what each coder held before answers were settled: percent of pairs that agree, kappa, "
        "Krippendorff's alpha with its interval. surveykit agree gives every coefficient.",
        "about_coding_board": "How far each coder is, answers in the same words that were coded differently, and how "
        "far coders agree. ← → go from one view to the next.",
    },
    "nb": {
        "board_coding": "Koding",
        "board_progress": "framdrift",
        "board_consistency": "like ord",
        "board_agreement": "enighet",
        "board_coder": "Koder",
        "board_coders": "kodere",
        "board_all_coders": "alle kodere",
        "board_given": "tildelt",
        "board_judged": "vurdert",
        "board_none": "ingen",
        "board_uncodable": "ukodbare",
        "board_left": "igjen",
        "board_groups": "grupper",
        "board_differing": "ulike",
        "board_at_once": "ett tastetrykk",
        "board_consistent": "% like",
        "board_one_by_one": "% én for én",
        "no_progress": "Ingen har fått tildelt svar ennå, og ingen har kodet noen.",
        "no_duplicates": "Ingen svar med like ord er vurdert.",
        "about_consistency": "Grupper av svar med like ord der to eller flere er vurdert; under står de som er vurdert "
        "på mer enn én måte. Grupper vurdert med ett tastetrykk kan ikke være ulike; siste kolonne er uten dem.",
        "no_agreement": "Ingen svar er vurdert av to kodere.",
        "about_agreement": "Av det hver koder mente før svar ble avgjort: prosent av par som er enige, kappa, "
        "Krippendorffs alfa med intervall. surveykit agree gir alle koeffisienter.",
        "about_coding_board": "Hvor langt hver koder er kommet, svar med like ord som er kodet ulikt, og hvor enige "
        "koderne er. ← → går fra visning til visning.",
    },
    "it": {
        "board_coding": "Codifica",
        "board_progress": "avanzamento",
        "board_consistency": "stesse parole",
        "board_agreement": "accordo",
        "board_coder": "Codificatore",
        "board_coders": "codificatori",
        "board_all_coders": "tutti i codificatori",
        "board_given": "assegnate",
        "board_judged": "giudicate",
        "board_none": "nessuno",
        "board_uncodable": "non codif.",
        "board_left": "restano",
        "board_groups": "gruppi",
        "board_differing": "diversi",
        "board_at_once": "un tasto",
        "board_consistent": "% uguali",
        "board_one_by_one": "% una a una",
        "no_progress": "Nessuno ha ancora ricevuto o codificato risposte.",
        "no_duplicates": "Non sono state giudicate due risposte con le stesse parole.",
        "about_consistency": "Gruppi di risposte con le stesse parole, di cui due o più sono giudicate; sotto, quelli "
        "giudicati in più modi. I gruppi giudicati con un solo tasto non possono differire; l'ultima colonna è senza "
        "di essi.",
        "no_agreement": "Nessuna risposta è stata giudicata da due codificatori.",
        "about_agreement": "Da ciò che ogni codificatore sosteneva prima che le risposte fossero risolte: percentuale "
        "di coppie concordi, kappa, alfa di Krippendorff con il suo intervallo. surveykit agree dà ogni coefficiente.",
        "about_coding_board": "A che punto è ogni codificatore, risposte con le stesse parole codificate diversamente, "
        "e quanto i codificatori concordano. ← → passano da una vista all'altra.",
    },
    "ru": {
        "board_coding": "Кодирование",
        "board_progress": "ход работы",
        "board_consistency": "те же слова",
        "board_agreement": "согласие",
        "board_coder": "Кодировщик",
        "board_coders": "кодировщиков",
        "board_all_coders": "все кодировщики",
        "board_given": "выдано",
        "board_judged": "готово",
        "board_none": "ни один",
        "board_uncodable": "не код.",
        "board_left": "осталось",
        "board_groups": "групп",
        "board_differing": "разных",
        "board_at_once": "одной кл.",
        "board_consistent": "% один.",
        "board_one_by_one": "% по одному",
        "no_progress": "Ответы ещё никому не выданы, и никто ничего не закодировал.",
        "no_duplicates": "Двух ответов с одинаковыми словами не закодировано.",
        "about_consistency": "Группы ответов с одинаковыми словами, из которых закодированы два или больше; ниже те, "
        "что закодированы по-разному. Группы, закодированные одной клавишей, различаться не могут; последний столбец "
        "без них.",
        "no_agreement": "Ни один ответ не закодирован двумя кодировщиками.",
        "about_agreement": "По тому, что считал каждый до принятия решений: процент согласных пар, каппа, альфа "
        "Криппендорфа с интервалом. Все коэффициенты даёт surveykit agree.",
        "about_coding_board": "Сколько сделал каждый кодировщик, ответы с одинаковыми словами и разными кодами, и "
        "насколько кодировщики согласны. ← → переходят от вида к виду.",
    },
}
