"""Headings and sentences of the page on which printed numbers hold, in four languages."""

from surveykit.reports.captions import Words, in_language
from surveykit.reproduction.finding import Status

SIGNS: dict[Status, str] = {
    "mismatch": "≠",
    "weak_claim": "±",
    "truncated": "↓",
    "input_rounding": "≈",
    "agree": "=",
    "note": "*",
    "derived": "+",
    "not_recomputable": "?",
}
"""A sign of each status, the gravest first: told apart without colour."""

_STATUSES: Words = {
    "mismatch": ("does not hold", "stemmer ikke", "non regge", "не сходится"),
    "weak_claim": ("holds in part", "stemmer delvis", "regge in parte", "верно отчасти"),
    "truncated": ("cut off", "avkortet", "troncato", "знаки отброшены"),
    "input_rounding": (
        "within rounding", "innenfor avrunding", "entro l'arrotondamento", "в пределах округления",
    ),
    "agree": ("agrees", "stemmer", "concorda", "сходится"),
    "note": ("remark", "merknad", "osservazione", "замечание"),
    "derived": ("new number", "nytt tall", "numero nuovo", "новое число"),
    "not_recomputable": (
        "cannot be recomputed", "kan ikke regnes om", "non ricalcolabile", "нельзя пересчитать",
    ),
}  # fmt: skip
_MEANT: Words = {
    "mismatch": (
        "No values that are printed so give this number.", "Ingen verdier som trykkes slik, gir dette tallet.",
        "Nessun valore stampato così dà questo numero.", "Никакие значения, напечатанные так, не дают этого числа.",
    ),
    "weak_claim": (
        "The numbers bear the sentence out only in part.", "Tallene støtter setningen bare delvis.",
        "I numeri confermano la frase solo in parte.", "Числа подтверждают утверждение лишь отчасти.",
    ),
    "truncated": (
        "It is right where the authors cut decimals off instead of rounding.",
        "Det er riktig hvis forfatterne kuttet desimaler i stedet for å runde av.",
        "È giusto se gli autori hanno troncato i decimali invece di arrotondare.",
        "Верно, если авторы отбрасывали знаки, а не округляли.",
    ),
    "input_rounding": (
        "It may be right, for the numbers it follows from are rounded themselves.",
        "Det kan være riktig, for tallene det følger av, er selv avrundet.",
        "Può essere giusto, perché i numeri da cui segue sono arrotondati.",
        "Может быть верно: числа, из которых оно следует, сами округлены.",
    ),
    "agree": (
        "It is what follows from the other numbers, rounded.", "Det er det som følger av de andre tallene, avrundet.",
        "È ciò che segue dagli altri numeri, arrotondato.", "Это то, что следует из других чисел, после округления.",
    ),
    "note": (
        "Something to know; nothing was judged.", "Noe å vite; ingenting ble vurdert.",
        "Qualcosa da sapere; nulla è stato giudicato.", "К сведению; ничего не проверялось.",
    ),
    "derived": (
        "It follows from printed numbers and is not printed itself.",
        "Det følger av trykte tall og er ikke selv trykt.",
        "Segue dai numeri stampati e non è stampato.", "Следует из напечатанных чисел, само не напечатано.",
    ),
    "not_recomputable": (
        "Nothing that is known tells.", "Ingenting som er kjent, forteller det.",
        "Nulla di noto lo dice.", "Из известного не следует.",
    ),
}  # fmt: skip
_KINDS: Words = {
    "formula": (
        "follows from other numbers", "følger av andre tall", "segue da altri numeri", "следует из других чисел",
    ),
    "sum": ("adds up", "summerer seg", "somma", "сумма"),
    "linear": (
        "a whole table at once", "en hel tabell under ett", "una tavola intera insieme", "вся таблица сразу",
    ),
    "claim": ("what the text says", "det teksten sier", "ciò che dice il testo", "утверждение текста"),
    "data": ("from data", "fra data", "dai dati", "по данным"),
    "percent": ("per cent of its base", "prosent av basen", "per cento della base", "процент от базы"),
    "shares": (
        "whole numbers behind percentages", "hele tall bak prosentene", "numeri interi dietro le percentuali",
        "целые числа за процентами",
    ),
    "grim": (
        "mean and spread of whole numbers", "gjennomsnitt og spredning av hele tall",
        "media e dispersione di numeri interi", "среднее и разброс целых чисел",
    ),
    "stars": (
        "stars against the statistic", "stjerner mot testverdien", "asterischi contro la statistica",
        "звёздочки и статистика",
    ),
    "ratio": (
        "a t against b/se", "en t mot b/se", "un t contro b/se", "критерий t и b/se",
    ),
    "brackets": (
        "what the brackets are", "hva parentesene er", "che cosa sono le parentesi", "что в скобках",
    ),
    "repeated": ("rows that repeat", "rader som gjentas", "righe che si ripetono", "повторы строк"),
    "antisymmetric": ("mirror cells", "speilceller", "celle speculari", "зеркальные клетки"),
    "difference": ("difference of two", "forskjellen på to", "differenza di due", "разность двух"),
    "test": ("test made again", "testen gjort om", "test rifatto", "критерий заново"),
    "pairs": ("paired t made again", "parvis t gjort om", "t appaiato rifatto", "парный t заново"),
    "crosstab": (
        "table of counts tested again", "antallstabell testet om", "tavola di frequenze riprovata",
        "таблица частот заново",
    ),
    "note": ("remark", "merknad", "osservazione", "замечание"),
    "not_recomputable": (
        "cannot be recomputed", "kan ikke regnes om", "non ricalcolabile", "нельзя пересчитать",
    ),
    "derived": ("new number", "nytt tall", "numero nuovo", "новое число"),
    "value": ("value", "verdi", "valore", "значение"),
}  # fmt: skip
_WORDS: Words = {
    "title": (
        "Which printed numbers hold: {title}", "Hvilke trykte tall som stemmer: {title}",
        "Quali numeri stampati reggono: {title}", "Какие напечатанные числа сходятся: {title}",
    ),
    "source": ("Printed in", "Trykt i", "Stampato in", "Напечатано в"),
    "judged_from": ("Judged from", "Vurdert ut fra", "Giudicato da", "Проверено по"),
    "printed_alone": (
        "the printed numbers alone", "de trykte tallene alene", "i soli numeri stampati", "только напечатанным числам",
    ),
    "printed_and_data": (
        "the printed numbers, and data", "de trykte tallene, og data", "i numeri stampati e i dati",
        "напечатанным числам и данным",
    ),
    "judged": ("Judged", "Vurdert", "Giudicati", "Проверено"),
    "judged_many": (
        "{n} {n:number or sentence|numbers and sentences}, by {checks} {checks:check|checks}",
        "{n} tall og setninger, med {checks} {checks:kontroll|kontroller}",
        "{n} {n:numero o frase|numeri e frasi}, con {checks} {checks:controllo|controlli}",
        "{n} {n:число или утверждение|числа и утверждения|чисел и утверждений}; проверок: {checks}",
    ),
    "verdict_none": (
        "Nothing that is printed is contradicted.", "Ingenting som er trykt, blir motsagt.",
        "Nulla di ciò che è stampato è contraddetto.", "Ничему напечатанному нет противоречий.",
    ),
    "verdict_nothing": (
        "The file has no checks: nothing was judged.", "Filen har ingen kontroller: ingenting ble vurdert.",
        "Il file non ha controlli: nulla è stato giudicato.", "В файле нет проверок: ничего не проверено.",
    ),
    "verdict": (
        "{n} {n:does|do} not hold, in {tables} {tables:place|places} of the paper.",
        "{n} stemmer ikke, {tables} {tables:sted|steder} i artikkelen.",
        "{n} non {n:regge|reggono}, in {tables} {tables:punto|punti} dell'articolo.",
        "Не сходится: {n}; мест в статье: {tables}.",
    ),
    "verdict_weak": (
        "{n} {n:holds|hold} only in part.", "{n} stemmer bare delvis.", "{n} {n:regge|reggono} solo in parte.",
        "Верно лишь отчасти: {n}.",
    ),
    "verdict_agree": (
        "{n} {n:agrees|agree}.", "{n} stemmer.", "{n} {n:concorda|concordano}.", "Сходится: {n}.",
    ),
    "verdict_input_rounding": (
        "{n} {n:is|are} within the rounding of what {n:it follows|they follow} from.",
        "{n} er innenfor avrundingen av det {n:det|de} følger av.",
        "{n} {n:è|sono} entro l'arrotondamento di ciò da cui {n:segue|seguono}.",
        "В пределах округления исходных чисел: {n}.",
    ),
    "verdict_truncated": (
        "{n} {n:was|were} cut off instead of rounded.", "{n} er avkortet og ikke avrundet.",
        "{n} {n:è troncato e non arrotondato|sono troncati e non arrotondati}.",
        "Знаки отброшены, а не округлены: {n}.",
    ),
    "verdict_not_recomputable": (
        "{n} cannot be recomputed from what is known.", "{n} kan ikke regnes om fra det som er kjent.",
        "{n} non {n:è ricalcolabile|sono ricalcolabili} da quanto è noto.", "Нельзя пересчитать по известному: {n}.",
    ),
    "not_holding": (
        "What does not hold", "Det som ikke stemmer", "Ciò che non regge", "Что не сходится",
    ),
    "by_table": ("Table by table", "Tabell for tabell", "Tavola per tavola", "По таблицам"),
    "every": ("Every finding", "Alle funn", "Tutti i risultati", "Все результаты"),
    "rows": (
        "A finding a row, for programs", "Ett funn per rad, for programmer", "Un risultato per riga, per programmi",
        "Один результат в строке, для программ",
    ),
    "how": ("How it was judged", "Slik ble det vurdert", "Come si è giudicato", "Как проверялось"),
    "elsewhere": ("Elsewhere", "Ellers", "Altrove", "Прочее"),
    "printed": ("Printed: {published}.", "Trykt: {published}.", "Stampato: {published}.", "Напечатано: {published}."),
    "follows": (
        "Follows: {recomputed}{between}.", "Følger: {recomputed}{between}.", "Segue: {recomputed}{between}.",
        "Следует: {recomputed}{between}.",
    ),
    "between": (
        " (from {low} to {high} within rounding)", " (fra {low} til {high} innenfor avrunding)",
        " (da {low} a {high} entro l'arrotondamento)", " (от {low} до {high} в пределах округления)",
    ),
    "whole_table": ("the whole table", "hele tabellen", "l'intera tavola", "вся таблица"),
    "shows": (
        "The number is {recomputed}.", "Tallet er {recomputed}.", "Il numero è {recomputed}.", "Число: {recomputed}.",
    ),
    "more": (
        "and {n} more, among every finding below", "og {n} til, blant alle funn nedenfor",
        "e altri {n}, tra tutti i risultati sotto", "и ещё {n}, среди всех результатов ниже",
    ),
    "stars_of": ("stars of {cell}", "stjernene til {cell}", "asterischi di {cell}", "звёздочки: {cell}"),
    "bracket_of": ("brackets of {cell}", "parentesen til {cell}", "parentesi di {cell}", "скобки: {cell}"),
    "where": ("Where", "Hvor", "Dove", "Где"),
    "cell": ("Number", "Tall", "Numero", "Число"),
    "check": ("Check", "Kontroll", "Controllo", "Проверка"),
    "published": ("Printed", "Trykt", "Stampato", "Напечатано"),
    "recomputed": ("Recomputed", "Regnet om", "Ricalcolato", "Пересчитано"),
    "low": ("from", "fra", "da", "от"),
    "high": ("to", "til", "a", "до"),
    "range": ("May be", "Kan være", "Può essere", "Может быть"),
    "status": ("Status", "Status", "Stato", "Итог"),
    "note": ("Note", "Merknad", "Nota", "Примечание"),
    "all": ("All", "Alle", "Tutti", "Все"),
    "total": ("All tables", "Alle tabeller", "Tutte le tavole", "Все таблицы"),
    "counts": (
        "Findings by table and status", "Funn etter tabell og status", "Risultati per tavola e stato",
        "Результаты по таблицам",
    ),
    "picture": (
        "How the numbers of each table stand, in per cent of those judged",
        "Hvordan tallene i hver tabell står seg, i prosent av de vurderte",
        "Come stanno i numeri di ogni tavola, in percentuale di quelli giudicati",
        "Как сходятся числа каждой таблицы, в процентах от проверенных",
    ),
    "seen": (
        "Of {n} numbers that were judged {wrong} {wrong:does not hold or holds|do not hold or hold} in part only.",
        "Av {n} vurderte tall stemmer {wrong} ikke, eller bare delvis.",
        "Di {n} numeri giudicati {wrong} non {wrong:regge|reggono}, o solo in parte.",
        "Из проверенных чисел ({n}) не сходятся или верны лишь отчасти: {wrong}.",
    ),
    "rounding": (
        ("A printed number stands for every value that is rounded to it, half away from zero; what follows is worked "
        "out from all of them, exactly. Each number is tried in this order: agrees, within rounding, cut off, does "
        "not hold."),
        ("Et trykt tall står for alle verdier som rundes av til det, halve bort fra null; det som følger, er regnet ut "
        "av alle disse, eksakt. Hvert tall prøves i denne rekkefølgen: stemmer, innenfor avrunding, avkortet, stemmer "
        "ikke."),
        ("Un numero stampato sta per ogni valore che vi si arrotonda, la metà lontano da zero; ciò che segue è "
        "calcolato da tutti, esattamente. Ogni numero è provato in quest'ordine: concorda, entro l'arrotondamento, "
        "troncato, non regge."),
        ("Напечатанное число означает все значения, которые к нему округляются (половина — от нуля); следствие "
        "вычислено по всем им точно. Порядок проверки: сходится, в пределах округления, знаки отброшены, не сходится."),
    ),
    "caution": (
        ("That a number does not hold says that what is printed cannot all be right. It does not say which number is "
        "wrong, nor why."),
        ("At et tall ikke stemmer, sier at alt som er trykt, ikke kan være riktig. Det sier ikke hvilket tall som er "
        "galt, eller hvorfor."),
        ("Che un numero non regga dice che ciò che è stampato non può essere tutto giusto. Non dice quale numero sia "
        "sbagliato, né perché."),
        ("Если число не сходится, напечатанное не может быть верным целиком. Какое число ошибочно и почему, это не "
        "говорит."),
    ),
}  # fmt: skip


def word(key: str, language: str, **parts: object) -> str:
    """What a key of the page says."""
    return in_language(_WORDS, key, language, **parts)


def status_of(status: Status, language: str) -> str:
    """A status in words."""
    return in_language(_STATUSES, status, language)


def meaning_of(status: Status, language: str) -> str:
    """What a status means, in a sentence."""
    return in_language(_MEANT, status, language)


def kind_of(check: str, language: str) -> str:
    """What a check looks at, in a few words."""
    return in_language(_KINDS, check, language) if check in _KINDS else check
