"""Headings and notes of the page on how the coding stands, in four languages."""

from collections.abc import Mapping

from surveykit.reports.captions import LANGUAGES
from surveykit.reports.plural import Counted

_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "title": ("Coding: {file}", "Koding: {file}", "Codifica: {file}", "Кодирование: {file}"),
    "frame": ("Coding frame", "Koderamme", "Schema di codici", "Схема кодов"),
    "answers": ("Answers", "Svar", "Risposte", "Ответы"),
    "somebody": ("Judged by somebody", "Vurdert av noen", "Giudicate da qualcuno", "Рассмотрены кем-либо"),
    "by_many": ("Judged by several", "Vurdert av flere", "Giudicate da più persone", "Рассмотрены несколькими"),
    "settled": ("Settled", "Avgjort", "Decise", "Решены"),
    "progress": ("Progress", "Framdrift", "Avanzamento", "Ход работы"),
    "batch": ("Batch", "Bunke", "Lotto", "Партия"),
    "role": ("Role", "Oppgave", "Compito", "Задача"),
    "sees": ("Sees", "Ser", "Vede", "Видит"),
    "coder": ("Coder", "Koder", "Codificatore", "Кодировщик"),
    "coded": ("Coded", "Kodet", "Codificate", "Закодированы"),
    "none_applies": ("None applies", "Ingen passer", "Nessuno adatto", "Ни один не подходит"),
    "uncodable": ("Uncodable", "Ukodbare", "Non codificabili", "Не кодируются"),
    "left": ("Left", "Igjen", "Restano", "Осталось"),
    "changed": ("Changed", "Endret", "Cambiate", "Изменены"),
    "again": ("Again", "På nytt", "Di nuovo", "Заново"),
    "code": ("code", "kode", "codificare", "кодировать"),
    "recode": ("recode", "kode på nytt", "ricodificare", "кодировать заново"),
    "adjudicate": ("adjudicate", "avgjøre", "decidere", "решать"),
    "blind": ("blind", "blindt", "alla cieca", "вслепую"),
    "open": ("open", "åpent", "aperto", "открыто"),
    "outside": ("outside of batches", "utenom bunker", "fuori dai lotti", "вне партий"),
    "questions": ("Questions", "Spørsmål", "Domande", "Вопросы"),
    "question": ("Question", "Spørsmål", "Domanda", "Вопрос"),
    "given": ("Given", "Delt ut", "Assegnate", "Выданы"),
    "judged_once": ("Judged once", "Vurdert én gang", "Giudicate una volta", "Рассмотрены раз"),
    "by_several": ("By several", "Av flere", "Da più persone", "Несколькими"),
    "they_differ": ("They differ", "Ulike", "Discordi", "Расходятся"),
    "to_settle": ("To settle", "Skal avgjøres", "Da decidere", "Решить"),
    "reason": ("Reason", "Grunn", "Motivo", "Причина"),
    "no_reason": ("no reason", "ingen grunn", "nessun motivo", "без причины"),
    "share": ("% of judged", "% av vurderte", "% delle giudicate", "% рассмотренных"),
    "answer": ("Answer", "Svar", "Risposta", "Ответ"),
    "words": ("Words", "Ord", "Parole", "Слова"),
    "words_now": ("Words now", "Ord nå", "Parole ora", "Слова сейчас"),
    "judged_as": ("Judged as", "Vurdert som", "Giudicate come", "Рассмотрены как"),
    "version": ("Version", "Versjon", "Versione", "Версия"),
    "codings": ("Codings", "Vurderinger", "Codifiche", "Суждения"),
    "other_words": (
        "Answers that have other words now", "Svar som har andre ord nå", "Risposte che ora hanno altre parole",
        "Ответы, слова которых изменились",
    ),
    "judge_again": (
        "To be judged again: the frame has changed", "Skal vurderes på nytt: rammen er endret",
        "Da giudicare di nuovo: lo schema è cambiato", "Рассмотреть заново: схема изменилась",
    ),
    "duplicates": (
        "The same words, judged differently", "Like ord, ulikt vurdert", "Le stesse parole, giudicate diversamente",
        "Те же слова, рассмотренные по-разному",
    ),
    "versions": (
        "Made under another version of the frame", "Vurdert etter en annen versjon av rammen",
        "Giudicate con un'altra versione dello schema", "По другой версии схемы",
    ),
    "first": ("The first {most} of {n:,}.", "De første {most} av {n:,}.", "I primi {most} di {n:,}.",
        "Первые {most} из {n:,}."),
    "not_given": (
        "No answers were given to coders yet: surveykit coding assign STORE --coders NAMES.",
        "Ingen svar er delt ut til kodere ennå: surveykit coding assign STORE --coders NAMES.",
        "Nessuna risposta è stata ancora assegnata: surveykit coding assign STORE --coders NAMES.",
        "Ответы ещё не выданы кодировщикам: surveykit coding assign STORE --coders NAMES.",
    ),
}  # fmt: skip


def said(key: str, language: str, **parts: object) -> str:
    """A heading or note; English where the language is not among the four.

    Example:
        >>> said("progress", "nb"), said("first", "fr", most=50, n=1200)
        ('Framdrift', 'The first 50 of 1,200.')
    """
    text = _WORDS[key][LANGUAGES.index(language) if language in LANGUAGES else 0]
    return text.format(**{k: Counted(part) if isinstance(part, int) else part for k, part in parts.items()})
