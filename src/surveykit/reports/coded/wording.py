"""Headings and notes of the pages on how the coding stands and how suggestions did, in four languages."""

from surveykit.reports.captions import Words, in_language

_WORDS: Words = {
    "coding": ("Coding: {what}", "Koding: {what}", "Codifica: {what}", "Кодирование: {what}"),
    "frame": ("Coding frame", "Koderamme", "Schema di codifica", "Схема кодов"),
    "answers": ("Answers", "Svar", "Risposte", "Ответы"),
    "by_somebody": ("Judged by somebody", "Vurdert av noen", "Giudicate da qualcuno", "Оценены кем-либо"),
    "by_several": ("Judged by several", "Vurdert av flere", "Giudicate da più d'uno", "Оценены несколькими"),
    "settled": ("Settled", "Avgjort", "Decise", "Решено"),
    "share_judged": ("% of judged", "% av vurderte", "% delle giudicate", "% рассмотренных"),
    "first_of": (
        "The first {most} of {n}.", "De første {most} av {n}.", "Le prime {most} di {n}.",
        "Первые {most} из {n}.",
    ),
    "not_given": (
        "No answers were given to coders yet: surveykit coding assign STORE --coders NAMES.",
        "Ingen svar er gitt til kodere ennå: surveykit coding assign STORE --coders NAVN.",
        "Nessuna risposta è stata ancora assegnata ai codificatori: surveykit coding assign STORE --coders NOMI.",
        "Ответы ещё не розданы кодировщикам: surveykit coding assign STORE --coders ИМЕНА.",
    ),
    "progress": ("Progress", "Framdrift", "Avanzamento", "Ход работы"),
    "batch": ("Batch", "Bunke", "Pacco", "Пачка"),
    "role": ("Role", "Rolle", "Ruolo", "Роль"),
    "sees": ("Sees", "Ser", "Vede", "Видит"),
    "coder": ("Coder", "Koder", "Codificatore", "Кодировщик"),
    "coded": ("Coded", "Kodet", "Codificate", "Закодировано"),
    "none_applies": ("None applies", "Ingen passer", "Nessun codice", "Ни один код"),
    "uncodable": ("Uncodable", "Ikke kodbare", "Non codificabili", "Не кодируются"),
    "left": ("Left", "Igjen", "Restano", "Осталось"),
    "changed": ("Changed", "Endret", "Cambiate", "Изменены"),
    "again": ("Again", "På nytt", "Di nuovo", "Снова"),
    "outside": ("outside of batches", "utenfor bunkene", "fuori dai pacchi", "вне пачек"),
    "blind": ("blind", "blindt", "alla cieca", "вслепую"),
    "open": ("open", "åpent", "aperto", "открыто"),
    "code": ("code", "koder", "codifica", "кодирует"),
    "recode": ("recode", "koder på nytt", "ricodifica", "перекодирует"),
    "adjudicate": ("adjudicate", "avgjør", "decide", "решает"),
    "questions": ("Questions", "Spørsmål", "Domande", "Вопросы"),
    "question": ("Question", "Spørsmål", "Domanda", "Вопрос"),
    "given": ("Given", "Gitt", "Assegnate", "Роздано"),
    "judged_once": ("Judged once", "Vurdert én gang", "Giudicate una volta", "Оценены раз"),
    "several": ("By several", "Av flere", "Da più d'uno", "Несколькими"),
    "they_differ": ("They differ", "Uenige", "In disaccordo", "Расходятся"),
    "to_settle": ("To settle", "Å avgjøre", "Da decidere", "К решению"),
    "reason": ("Reason", "Grunn", "Motivo", "Причина"),
    "no_reason": ("no reason", "ingen grunn", "nessun motivo", "без причины"),
    "answer": ("Answer", "Svar", "Risposta", "Ответ"),
    "words": ("Words", "Ord", "Parole", "Слова"),
    "words_now": ("Words now", "Ordene nå", "Parole ora", "Слова сейчас"),
    "other_words": (
        "Answers that have other words now", "Svar som har andre ord nå", "Risposte che ora hanno altre parole",
        "Ответы, где слова теперь другие",
    ),
    "judge_again": (
        "To be judged again: the frame has changed", "Skal vurderes på nytt: rammen er endret",
        "Da giudicare di nuovo: lo schema è cambiato", "Оценить снова: схема изменилась",
    ),
    "duplicates": (
        "The same words, judged differently", "De samme ordene, vurdert ulikt",
        "Le stesse parole, giudicate in modo diverso", "Те же слова, оценённые по-разному",
    ),
    "judged_as": ("Judged as", "Vurdert som", "Giudicate come", "Оценены как"),
    "other_version": (
        "Made under another version of the frame", "Kodet etter en annen versjon av rammen",
        "Fatte con un'altra versione dello schema", "Сделано по другой версии схемы",
    ),
    "version": ("Version", "Versjon", "Versione", "Версия"),
    "codings": ("Codings", "Kodinger", "Codifiche", "Кодирования"),
    "suggestions": (
        "How suggestions did", "Hvordan forslagene traff", "Quanto servono i suggerimenti", "Как сработали подсказки",
    ),
    "rule": ("Keyword rules", "Nøkkelord", "Parole chiave", "Ключевые слова"),
    "alike": ("Like answers", "Lignende svar", "Risposte simili", "Похожие ответы"),
    "learned": ("Learned from words", "Lært av ordene", "Imparato dalle parole", "Выучено по словам"),
    "all": ("All together", "Alle sammen", "Tutti insieme", "Все вместе"),
    "frequent": (
        "The codes given most often", "Kodene som er gitt oftest", "I codici dati più spesso", "Самые частые коды",
    ),
    "source": ("Source", "Kilde", "Fonte", "Источник"),
    "said": ("Said something", "Sa noe", "Con suggerimento", "С подсказкой"),
    "first": ("First code", "Første kode", "Primo codice", "Первый код"),
    "five": ("Any of {few}", "En av {few}", "Uno di {few}", "Один из {few}"),
    "right": ("Right, % of all", "Riktig, % av alle", "Giusto, % di tutte", "Верно, % всех"),
    "how_tried": (
        ("{n} {n:judgement|judgements} of {answers} {answers:different answer|different answers}, tried in {folds} "
        "parts: what is suggested in each is learned from the others. Answers with the same words are in the same part "
        "(chance by seed {seed})."),
        ("{n} {n:vurdering|vurderinger} av {answers} {answers:ulikt svar|ulike svar}, prøvd i {folds} deler: det som "
        "foreslås i hver, er lært av de andre. Svar med de samme ordene er i samme del (tilfeldig, "
        "startverdi {seed})."),
        ("{n} {n:giudizio|giudizi} su {answers} {answers:risposta diversa|risposte diverse}, provati in {folds} parti: "
        "ciò che si suggerisce in ciascuna è imparato dalle altre. Le risposte con le stesse parole stanno nella "
        "stessa parte (a sorte, seme {seed})."),
        ("Оценок: {n}, разных ответов: {answers}; проверено в {folds} частях: подсказки в каждой выучены по остальным. "
        "Ответы теми же словами — в одной части (случайно, начальное число {seed})."),
    ),
    "base": (
        "Of {n} {n:judgement|judgements} with codes. A suggestion is right where the coder gave the code.",
        "Av {n} {n:vurdering|vurderinger} med koder. Et forslag er riktig der koderen ga koden.",
        "Su {n} {n:giudizio|giudizi} con codici. Un suggerimento è giusto dove il codificatore ha dato il codice.",
        "Из {n} {n:оценки|оценок|оценок} с кодами. Подсказка верна, где кодировщик дал этот код.",
    ),
    "tried": (
        "Suggestions tried on the codings", "Forslag prøvd på kodingene", "I suggerimenti provati sulle codifiche",
        "Подсказки, проверенные на кодированиях",
    ),
    "took": ("What coders took", "Hva koderne tok", "Che cosa hanno preso i codificatori", "Что взяли кодировщики"),
    "not_shown": (
        "No suggestions were shown to coders so far.", "Ingen forslag er vist til kodere så langt.",
        "Finora nessun suggerimento è stato mostrato ai codificatori.", "Подсказки кодировщикам пока не показывались.",
    ),
    "shown": (
        ("Suggestions were shown for {shown} {shown:judgement|judgements}; of {codes} {codes:code|codes} given there, "
        "{taken}{share} came from a suggestion."),
        ("Forslag ble vist for {shown} {shown:vurdering|vurderinger}; av {codes} {codes:kode|koder} gitt der, kom "
        "{taken}{share} fra et forslag."),
        ("Suggerimenti mostrati per {shown} {shown:giudizio|giudizi}; dei {codes} {codes:codice dato|codici dati} lì, "
        "{taken}{share} {taken:viene|vengono} da un suggerimento."),
        ("Подсказки показаны для {shown} {shown:оценки|оценок|оценок}; из данных там кодов ({codes}) взято из "
        "подсказок {taken}{share}."),
    ),
    "number": (
        "Shown as number {rank}", "Vist som nummer {rank}", "Mostrato come numero {rank}", "Показан под № {rank}",
    ),
    "codes_taken": ("Codes taken", "Koder tatt", "Codici presi", "Взятые коды"),
    "by_rank": ("By rank", "Etter rang", "Per posizione", "По месту"),
    "by_source": ("By source", "Etter kilde", "Per fonte", "По источнику"),
}  # fmt: skip


def stated(key: str, language: str, **parts: object) -> str:
    """A heading or note; English where the language is not among the four.

    Example:
        >>> stated("first_of", "it", most=50, n=1200)
        'Le prime 50 di 1200.'
    """
    return in_language(_WORDS, key, language, **parts)
