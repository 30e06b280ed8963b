"""Headings and notes of the page on the fieldwork, in four languages."""

from collections.abc import Mapping

from surveykit.fieldwork.rates import Sort
from surveykit.reports.captions import LANGUAGES
from surveykit.reports.plural import Counted

_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "fieldwork": ("Fieldwork", "Feltarbeid", "Rilevazione", "Полевые работы"),
    "as_of": ("as of {at} UTC", "per {at} UTC", "al {at} UTC", "на {at} UTC"),
    "cases": ("Cases", "Enheter", "Casi", "Единицы"),
    "tried": ("Tried", "Forsøkt", "Tentati", "С попытками"),
    "attempts": ("Attempts", "Forsøk", "Tentativi", "Попытки"),
    "completed": ("Completed", "Fullført", "Completati", "Завершено"),
    "partial": ("Partial", "Delvis", "Parziali", "Частично"),
    "refused": ("Refused", "Nekt", "Rifiuti", "Отказы"),
    "noncontact": ("Not reached", "Ikke truffet", "Non raggiunti", "Нет контакта"),
    "other": ("Other", "Annet", "Altro", "Другое"),
    "unknown": ("Unknown", "Ukjent", "Ignoti", "Неизвестно"),
    "ineligible": ("Not eligible", "Ikke i målgruppen", "Non eleggibili", "Не подходят"),
    "response_rate": ("Response rate", "Svarprosent", "Tasso di risposta", "Доля ответивших"),
    "between": (
        "between {low} % and {high} % by {by}",
        "mellom {low} % og {high} % etter {by}",
        "tra {low} % e {high} % per {by}",
        "от {low} % до {high} % по {by}",
    ),
    "outcomes": ("How the cases stand", "Slik står enhetene", "Esito dei casi", "Состояние единиц"),
    "code": ("Code", "Kode", "Codice", "Код"),
    "outcome": ("Outcome", "Utfall", "Esito", "Исход"),
    "counts_as": ("Counts as", "Teller som", "Conta come", "Считается как"),
    "share": ("% of cases", "% av enhetene", "% dei casi", "% единиц"),
    "as_if": (
        "Codes of the AAPOR standard, as if the fieldwork ended now. The attempt that told most counts.",
        "Koder etter AAPOR-standarden, som om feltarbeidet sluttet nå. Forsøket som sier mest, teller.",
        "Codici dello standard AAPOR, come se la rilevazione finisse ora. Conta il tentativo più informativo.",
        "Коды стандарта AAPOR, как если бы работы закончились сейчас. Учитывается самая информативная попытка.",
    ),
    "unfinished": (
        "An interview that was left has 1.2 where at least half of what it asks is answered, else 2.12.",
        "Et avbrutt intervju har 1.2 når minst halvparten av det som spørres, er besvart, ellers 2.12.",
        "L'intervista lasciata a metà ha 1.2 se almeno metà delle domande poste ha risposta, altrimenti 2.12.",
        "Незавершённое интервью получает 1.2, если отвечено не менее половины заданного, иначе 2.12.",
    ),
    "rates": ("Outcome rates", "Utfallsrater", "Tassi di esito", "Показатели исхода"),
    "rates_percent": ("Rates, %", "Rater, %", "Tassi, %", "Показатели, %"),
    "rate": ("Rate", "Rate", "Tasso", "Показатель"),
    "formula": ("Formula", "Formel", "Formula", "Формула"),
    "percent": ("%", "%", "%", "%"),
    "response": ("response", "svar", "risposta", "ответы"),
    "cooperation": ("cooperation", "samarbeid", "collaborazione", "сотрудничество"),
    "refusal": ("refusal", "nekt", "rifiuto", "отказы"),
    "contact": ("contact", "kontakt", "contatto", "контакты"),
    "e_estimated": (
        "e = {e}: the share of the eligible among the cases of whom it is known.",
        "e = {e}: andelen i målgruppen blant enheter der det er kjent.",
        "e = {e}: la quota di eleggibili tra i casi di cui si sa.",
        "e = {e}: доля подходящих среди единиц, о которых это известно.",
    ),
    "e_given": ("e = {e}, as given.", "e = {e}, som oppgitt.", "e = {e}, come indicato.", "e = {e}, как задано."),
    "letters": (
        "I complete, P partial, R refusal and break-off, NC non-contact, O other, UH and UO eligibility unknown.",
        "I fullført, P delvis, R nekt og avbrudd, NC ikke kontakt, O annet, UH og UO ukjent målgruppe.",
        "I completa, P parziale, R rifiuto e interruzione, NC nessun contatto, O altro, UH e UO eleggibilità ignota.",
        "I полное, P частичное, R отказ и прерывание, NC нет контакта, O другое, UH и UO пригодность неизвестна.",
    ),
    "by": ("By stratum: {by}", "Etter stratum: {by}", "Per strato: {by}", "По стратам: {by}"),
    "by_interviewer": ("By interviewer", "Etter intervjuer", "Per intervistatore", "По интервьюерам"),
    "interviewer": ("Interviewer", "Intervjuer", "Intervistatore", "Интервьюер"),
    "nobody": ("(nobody)", "(ingen)", "(nessuno)", "(никто)"),
    "not_known": ("(not known)", "(ukjent)", "(ignoto)", "(неизвестно)"),
    "all": ("All", "Alle", "Tutti", "Все"),
    "quotas": ("Quotas", "Kvoter", "Quote", "Квоты"),
    "quota": ("Quota", "Kvote", "Quota", "Квота"),
    "wanted": ("Wanted", "Ønsket", "Richiesti", "Нужно"),
    "left": ("Still wanted", "Gjenstår", "Mancanti", "Осталось"),
    "days": ("Day by day", "Dag for dag", "Giorno per giorno", "По дням"),
    "day": ("Day (UTC)", "Dag (UTC)", "Giorno (UTC)", "День (UTC)"),
    "so_far": ("Completed so far", "Fullført hittil", "Completati finora", "Завершено всего"),
    "damaged": (
        "{n} {n:case|cases} cannot be read and {n:is|are} counted nowhere: {which}.",
        "{n} {n:enhet|enheter} kan ikke leses og er ikke talt med: {which}.",
        "{n} {n:caso|casi} non {n:leggibile|leggibili}, {n:escluso|esclusi} da tutti i conteggi: {which}.",
        "Не читается и не учтено: {n} {n:единица|единицы|единиц}: {which}.",
    ),
    "none": (
        "There are no cases yet. `surveykit draw` puts those of a sampling frame into the store.",
        "Ingen enheter ennå. `surveykit draw` legger dem fra en utvalgsramme i lageret.",
        "Ancora nessun caso. `surveykit draw` mette nell'archivio quelli di una lista di campionamento.",
        "Единиц ещё нет. `surveykit draw` заносит их из списка выборки в хранилище.",
    ),
    "workload": ("Workload", "Arbeidsmengde", "Carico di lavoro", "Нагрузка"),
    "open": ("Open", "Åpne", "Aperti", "Открыто"),
    "untried": ("Not tried yet", "Ikke forsøkt", "Non ancora tentati", "Без попыток"),
}


def said(key: str, language: str, **parts: object) -> str:
    """A heading or note; English where the language is not among the four.

    Example:
        >>> said("e_given", "nb", e=0.7)
        'e = 0.7, som oppgitt.'
    """
    text = _WORDS[key][LANGUAGES.index(language) if language in LANGUAGES else 0]
    return text.format(**{k: Counted(part) if isinstance(part, int) else part for k, part in parts.items()})


def sort_of(sort: Sort, language: str) -> str:
    """What a rate is a rate of."""
    return said(sort, language)
