"""Dispositions: how a case ended, by the final outcome codes of AAPOR, with their words in four languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from surveykit.problems import Problem, Rule, nearest
from surveykit.text import Text

Group = Literal["I", "P", "R", "NC", "O", "UH", "UO", "NE"]
"""What a case counts as in a rate: complete, partial, refusal, non-contact, other, unknown (two), not eligible."""

GROUPS: tuple[Group, ...] = get_args(Group)
COMPLETE, PARTIAL, BREAK_OFF, NOT_TRIED = "1.1", "1.2", "2.12", "3.11"

UNKNOWN_OUTCOME = Rule(
    "SK840",
    "There is no such outcome code",
    "A rate counts every case by its code; a code of one's own would be in no rate.",
    "surveykit outcome field.db NO-17 2.99",
    "Take one of the codes of docs/reference/outcome-codes.md, such as 2.11 for a refusal.",
)

_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "1.1": ("Complete interview", "Fullført intervju", "Intervista completa", "Полное интервью"),
    "1.2": ("Partial interview", "Delvis intervju", "Intervista parziale", "Частичное интервью"),
    "2.1": ("Refusal or break-off", "Nekt eller avbrudd", "Rifiuto o interruzione", "Отказ или прерывание"),
    "2.11": ("Refusal", "Nekt", "Rifiuto", "Отказ"),
    "2.111": (
        "Refusal by somebody else of the unit",
        "Nekt fra andre i enheten",
        "Rifiuto di altri dell'unità",
        "Отказ другого представителя единицы",
    ),
    "2.112": ("Refusal by the respondent", "Nekt fra respondenten", "Rifiuto del rispondente", "Отказ респондента"),
    "2.12": ("Break-off", "Avbrutt", "Interruzione", "Интервью прервано"),
    "2.2": ("Non-contact", "Ikke kontakt", "Nessun contatto", "Нет контакта"),
    "2.21": (
        "Respondent never available",
        "Respondenten aldri tilgjengelig",
        "Rispondente mai disponibile",
        "Респондента ни разу не удалось застать",
    ),
    "2.22": (
        "Answering machine of the unit",
        "Telefonsvarer hos enheten",
        "Segreteria dell'unità",
        "Автоответчик единицы",
    ),
    "2.221": (
        "Answering machine, message left",
        "Telefonsvarer, beskjed lagt igjen",
        "Segreteria, messaggio lasciato",
        "Автоответчик, сообщение оставлено",
    ),
    "2.222": (
        "Answering machine, no message left",
        "Telefonsvarer, ingen beskjed",
        "Segreteria, nessun messaggio",
        "Автоответчик, сообщение не оставлено",
    ),
    "2.23": (
        "Building could not be entered",
        "Kom ikke inn i bygningen",
        "Impossibile entrare nell'edificio",
        "Не удалось войти в здание",
    ),
    "2.24": ("Nobody there", "Ingen til stede", "Nessuno presente", "Никого нет на месте"),
    "2.25": (
        "Respondent away or unavailable",
        "Respondenten borte eller opptatt",
        "Rispondente assente o non disponibile",
        "Респондент в отъезде или недоступен",
    ),
    "2.27": (
        "Filled in, but returned too late",
        "Utfylt, men returnert for sent",
        "Compilato, ma restituito in ritardo",
        "Заполнено, но возвращено слишком поздно",
    ),
    "2.3": ("Other, eligible", "Annet, i målgruppen", "Altro, eleggibile", "Другое, подходит"),
    "2.31": ("Respondent dead", "Respondenten er død", "Rispondente deceduto", "Респондент умер"),
    "2.32": (
        "Physically or mentally unable",
        "Fysisk eller psykisk ute av stand",
        "Fisicamente o mentalmente impedito",
        "Не в состоянии по здоровью",
    ),
    "2.33": ("Language problem", "Språkproblem", "Problema di lingua", "Языковой барьер"),
    "2.331": (
        "Language problem of the unit",
        "Språkproblem hos enheten",
        "Problema di lingua dell'unità",
        "Языковой барьер единицы",
    ),
    "2.332": (
        "Language problem of the respondent",
        "Språkproblem hos respondenten",
        "Problema di lingua del rispondente",
        "Языковой барьер респондента",
    ),
    "2.333": (
        "No interviewer for the language",
        "Ingen intervjuer for språket",
        "Nessun intervistatore per la lingua",
        "Нет интервьюера с этим языком",
    ),
    "2.34": ("Line too bad to talk", "For dårlig linje", "Linea troppo disturbata", "Слишком плохая связь"),
    "2.35": (
        "Place or activity does not allow it",
        "Sted eller situasjon tillater det ikke",
        "Luogo o attività non lo permettono",
        "Место или занятие не позволяет",
    ),
    "2.36": ("Miscellaneous", "Diverse", "Varie", "Прочее"),
    "3.1": (
        "Nothing known about the unit",
        "Ingenting kjent om enheten",
        "Nulla di noto sull'unità",
        "О единице ничего не известно",
    ),
    "3.11": ("Not tried", "Ikke forsøkt", "Non tentato", "Попыток не было"),
    "3.12": ("Always busy", "Alltid opptatt", "Sempre occupato", "Всегда занято"),
    "3.13": ("No answer", "Ikke svar", "Nessuna risposta", "Не отвечают"),
    "3.14": (
        "Answering machine, unclear whose",
        "Telefonsvarer, uklart hvem sin",
        "Segreteria, non è chiaro di chi",
        "Автоответчик, неясно чей",
    ),
    "3.15": ("Call is blocked", "Anropet er sperret", "Chiamata bloccata", "Вызов блокируется"),
    "3.16": ("Technical phone problems", "Tekniske telefonproblemer", "Problemi telefonici", "Неполадки с телефоном"),
    "3.17": (
        "Unsafe area or out of reach",
        "Utrygt område eller ikke å nå",
        "Zona non sicura o irraggiungibile",
        "Опасный или недоступный район",
    ),
    "3.18": ("Address not found", "Fant ikke adressen", "Indirizzo non trovato", "Адрес не найден"),
    "3.19": ("Nothing ever returned", "Aldri noe svar", "Mai ricevuta risposta", "Ответ так и не пришёл"),
    "3.2": (
        "Unknown whether anybody is eligible",
        "Ukjent om noen er i målgruppen",
        "Non si sa se c'è un eleggibile",
        "Неизвестно, есть ли подходящий респондент",
    ),
    "3.21": ("Screening not completed", "Utvelgelsen ikke fullført", "Selezione non completata", "Отбор не завершён"),
    "3.3": (
        "Letter or mail came back undelivered",
        "Brev eller e-post kom i retur",
        "Lettera o e-mail tornata indietro",
        "Письмо вернулось недоставленным",
    ),
    "3.9": (
        "Other, eligibility unknown",
        "Annet, målgruppe ukjent",
        "Altro, eleggibilità ignota",
        "Другое, неизвестно",
    ),
    "4.1": ("Out of sample", "Utenfor utvalget", "Fuori campione", "Вне выборки"),
    "4.2": ("Fax or data line", "Faks eller datalinje", "Linea fax o dati", "Факс или линия данных"),
    "4.3": ("Number not in service", "Nummeret er ikke i bruk", "Numero non attivo", "Номер не обслуживается"),
    "4.31": ("Number does not exist", "Nummeret finnes ikke", "Numero inesistente", "Номер не существует"),
    "4.32": ("Number disconnected", "Nummeret er koblet ut", "Numero disattivato", "Номер отключён"),
    "4.33": (
        "Number out of service for a time",
        "Nummeret er midlertidig ute av drift",
        "Numero temporaneamente sospeso",
        "Номер временно не обслуживается",
    ),
    "4.4": ("Special telephone line", "Spesiell telefonlinje", "Linea telefonica speciale", "Особая телефонная линия"),
    "4.41": ("Number changed", "Nummeret er endret", "Numero cambiato", "Номер изменился"),
    "4.5": (
        "Not the kind of unit",
        "Ikke denne typen enhet",
        "Non è un'unità del tipo cercato",
        "Единица другого рода",
    ),
    "4.51": (
        "Business, office or other organisation",
        "Foretak, kontor eller annen organisasjon",
        "Impresa, ufficio o altra organizzazione",
        "Предприятие или другая организация",
    ),
    "4.52": ("Institution", "Institusjon", "Istituzione", "Учреждение"),
    "4.53": ("Group quarters", "Felleshusholdning", "Convivenza", "Коллективное домохозяйство"),
    "4.6": ("Vacant or closed down", "Tom eller nedlagt", "Vuota o cessata", "Пустует или закрыта"),
    "4.61": ("Vacant", "Tom", "Vuota", "Пустует"),
    "4.62": ("Seasonal or temporary", "Sesong eller midlertidig", "Stagionale o temporanea", "Сезонная или временная"),
    "4.7": (
        "No eligible respondent",
        "Ingen i målgruppen",
        "Nessun rispondente eleggibile",
        "Нет подходящего респондента",
    ),
    "4.8": ("Quota filled", "Kvoten er full", "Quota completa", "Квота заполнена"),
    "4.81": ("Listed twice", "Står to ganger i listen", "Doppione nella lista", "Повтор в списке"),
    "4.9": ("Other, not eligible", "Annet, ikke i målgruppen", "Altro, non eleggibile", "Другое, не подходит"),
}
_BEGIN: Mapping[str, Group] = {
    "1.1": "I",
    "1.2": "P",
    "2.1": "R",
    "2.2": "NC",
    "2.3": "O",
    "3.1": "UH",
    "3.": "UO",
    "4.": "NE",
}


@dataclass(frozen=True, slots=True)
class Disposition:
    """A final outcome code: its number, its words, and what it counts as in a rate."""

    code: str
    words: Text
    group: Group

    @property
    def reached(self) -> int:
        """How much it tells: 2 that somebody was reached, 1 that the unit is there, 0 that neither is known."""
        return {"NC": 1, "UH": 0, "UO": 0}.get(self.group, 2)


def _disposition(code: str, words: tuple[str, str, str, str]) -> Disposition:
    group = next(group for begin, group in _BEGIN.items() if code.startswith(begin))
    return Disposition(code, Text(dict(zip(("en", "nb", "it", "ru"), words, strict=True))), group)


DISPOSITIONS: Mapping[str, Disposition] = {code: _disposition(code, words) for code, words in _WORDS.items()}
"""Every code, in the order of the standard.

Source:
    AAPOR, Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for Surveys, 9th edition (2016),
    tables 1 to 5; the words are said of units, so that they fit firms as well as households.
"""


def disposition_of(typed: str) -> Disposition | Problem:
    """The disposition of a code as it was typed; a nought at the end, as in 2.10, says nothing.

    Example:
        >>> disposition_of("2.10").group, disposition_of("4.70").words.into("nb")
        ('R', 'Ingen i målgruppen')
    """
    code = typed.strip().replace(",", ".")
    head, point, tail = code.partition(".")
    found = DISPOSITIONS.get(code) or DISPOSITIONS.get(f"{head}{point}{tail[:1]}{tail[1:].rstrip('0')}")
    if found is None:
        hint = nearest(code, DISPOSITIONS) or UNKNOWN_OUTCOME.mend
        return Problem(UNKNOWN_OUTCOME, f"'{typed.strip()}' is no outcome code", hint=hint)
    return found
