"""Words of the validation report in four languages."""

from collections.abc import Mapping

from surveykit.reports.captions import LANGUAGES
from surveykit.reports.plural import Counted

_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "validation": ("Validation of {title}", "Validering av {title}", "Validazione di {title}", "Проверка {title}"),
    "summary": (
        (
            "{n} {n:case|cases}, {tests} {tests:test|tests}: {hard} hard and {soft} soft {soft:failure|failures} in "
            "{failing} {failing:test|tests}; {undetermined} undetermined for want of an answer{beside}."
        ),
        (
            "{n} {n:enhet|enheter}, {tests} {tests:test|tester}: {hard} harde og {soft} myke feil i "
            "{failing} {failing:test|tester}; {undetermined} uavgjort fordi svar mangler{beside}."
        ),
        (
            "{n} {n:caso|casi}, {tests} {tests:test|test}: {hard} errori vincolanti e {soft} di avviso in "
            "{failing} {failing:test|test}; {undetermined} indeterminati per mancanza di una risposta{beside}."
        ),
        (
            "{n} {n:анкета|анкеты|анкет}, {tests} {tests:проверка|проверки|проверок}: жёстких нарушений {hard}, мягких "
            "{soft}, с нарушениями {failing} {failing:проверка|проверки|проверок}; не решено из-за отсутствия ответа: "
            "{undetermined}{beside}."
        ),
    ),
    "beside": (
        "; {n} {n:finding|findings} beside the tests",
        "; {n} {n:funn|funn} utenom testene",
        "; {n} {n:rilievo|rilievi} oltre ai test",
        "; помимо проверок: {n}",
    ),
    "of_clusters": (
        "{rules} {rules:rule|rules} about clusters: {failed} {failed:failure|failures}, {undetermined} undetermined.",
        "{rules} {rules:regel|regler} for klynger: {failed} feil, {undetermined} uavgjort.",
        "{rules} {rules:regola|regole} sui gruppi: {failed} {failed:errore|errori}, {undetermined} indeterminati.",
        "Правил для групп: {rules}; нарушений {failed}, не решено {undetermined}.",
    ),
    "of_baseline": (
        "{new} new; {known} known ({baseline}).",
        "{new} nye; {known} kjente ({baseline}).",
        "{new} nuovi; {known} noti ({baseline}).",
        "Новых: {new}; известных: {known} ({baseline}).",
    ),
    "gone": (
        "{n} known {n:finding is|findings are} no longer there.",
        "{n} {n:kjent funn|kjente funn} finnes ikke lenger.",
        "{n} {n:rilievo noto non c'è|rilievi noti non ci sono} più.",
        "Известных замечаний, которых больше нет: {n}.",
    ),
    "nothing": ("Nothing was found.", "Ingenting ble funnet.", "Non è emerso nulla.", "Замечаний нет."),
    "nothing_new": ("Nothing new.", "Ingenting nytt.", "Nulla di nuovo.", "Нового нет."),
    "fails": ("What fails", "Hva som feiler", "Che cosa non va", "Что нарушено"),
    "by_rule": ("By rule, the worst first", "Etter regel, de verste først", "Per regola", "По правилам"),
    "all_tests": ("All tests", "Alle tester", "Tutti i test", "Все проверки"),
    "made": (
        "Every test that was made",
        "Hver test som ble gjort",
        "Ogni test eseguito",
        "Все проведённые проверки",
    ),
    "tests_failing": ("Tests that fail", "Tester som feiler", "Test non superati", "Проверки с нарушениями"),
    "by_clusters": (
        "Rules about clusters",
        "Regler for klynger",
        "Regole sui gruppi",
        "Правила для групп",
    ),
    "every_cluster": (
        "Every rule about clusters",
        "Hver regel for klynger",
        "Ogni regola sui gruppi",
        "Все правила для групп",
    ),
    "beside_tests": ("Beside the tests", "Utenom testene", "Oltre ai test", "Помимо проверок"),
    "severity": ("Severity", "Alvor", "Gravità", "Строгость"),
    "hard": ("hard", "hard", "vincolante", "жёсткая"),
    "soft": ("soft", "myk", "di avviso", "мягкая"),
    "note": ("note", "merknad", "nota", "примечание"),
    "variable": ("Variable", "Variabel", "Variabile", "Переменная"),
    "by": ("Cases that share", "Enheter som deler", "Casi che condividono", "Общее значение"),
    "rule": ("Rule", "Regel", "Regola", "Правило"),
    "what": ("What fails", "Hva som feiler", "Che cosa non va", "Что нарушено"),
    "failed": ("Failed", "Feilet", "Non superati", "Нарушено"),
    "new": ("New", "Nye", "Nuovi", "Новые"),
    "known": ("Known", "Kjente", "Noti", "Известные"),
    "known_one": ("known", "kjent", "noto", "известно"),
    "undetermined": ("Undetermined", "Uavgjort", "Indeterminati", "Не решено"),
    "passed": ("Passed", "Bestått", "Superati", "Пройдено"),
    "outside": ("Outside", "Utenfor", "Fuori", "Вне групп"),
    "first_cases": ("First cases", "Første enheter", "Primi casi", "Первые анкеты"),
    "case": ("Case", "Enhet", "Caso", "Анкета"),
    "row": ("row {n}", "rad {n}", "riga {n}", "строка {n}"),
    "cases": ("Cases", "Enheter", "Casi", "Анкеты"),
    "which": ("Which", "Hvilke", "Quali", "Какие"),
    "value": ("Value", "Verdi", "Valore", "Значение"),
    "others": ("Other values read", "Andre leste verdier", "Altri valori letti", "Другие значения"),
    "blank": ("blank", "tom", "vuoto", "пусто"),
    "shown": (
        "{n} of {total} cases are shown.",
        "{n} av {total} enheter vises.",
        "Sono mostrati {n} casi su {total}.",
        "Показано анкет: {n} из {total}.",
    ),
    "clusters_shown": (
        "{n} of {total} clusters are shown.",
        "{n} av {total} klynger vises.",
        "Sono mostrati {n} gruppi su {total}.",
        "Показано групп: {n} из {total}.",
    ),
    "more_rules": (
        "and {n} more {n:rule|rules}; a report (-o report.html) has them all",
        "og {n} {n:regel|regler} til; en rapport (-o rapport.html) har alle",
        "e altre {n} {n:regola|regole}; il rapporto (-o rapporto.html) le ha tutte",
        "и ещё правил: {n}; все они — в отчёте (-o report.html)",
    ),
    "why_undetermined": (
        "Undetermined: an answer the test needs is missing; it neither passes nor fails.",
        "Uavgjort: et svar som testen trenger, mangler; den er verken bestått eller feilet.",
        "Indeterminato: manca una risposta necessaria al test; non è né superato né non superato.",
        "Не решено: нет ответа, нужного для проверки; она ни пройдена, ни нарушена.",
    ),
    "why_clusters": (
        "Counted are clusters: all cases that share a value. Outside are the cases without one.",
        "Det som telles, er klynger: alle enheter som deler en verdi. Utenfor står enheter uten.",
        "Si contano i gruppi: tutti i casi che condividono un valore. Fuori sono i casi senza valore.",
        "Считаются группы: все анкеты с общим значением. Вне групп — анкеты без него.",
    ),
    "filter": ("Show only", "Vis bare", "Mostra solo", "Показать только"),
    "search": ("Case or value", "Enhet eller verdi", "Caso o valore", "Анкета или значение"),
    "all": ("all", "alle", "tutti", "все"),
    "clear": ("Show all", "Vis alle", "Mostra tutto", "Показать все"),
    "rules_shown": (
        "{{rules}} of {rules} rules, {{cases}} of {cases} findings shown",
        "{{rules}} av {rules} regler, {{cases}} av {cases} funn vises",
        "{{rules}} regole su {rules}, {{cases}} rilievi su {cases}",
        "Правил: {{rules}} из {rules}, замечаний: {{cases}} из {cases}",
    ),
    "back": ("Back to the list", "Tilbake til listen", "Torna all'elenco", "К списку"),
    "status": ("Status", "Status", "Stato", "Состояние"),
    "new_one": ("new", "ny", "nuovo", "новое"),
    "gone_title": ("No longer there", "Ikke lenger der", "Non più presenti", "Больше нет"),
    "reason": ("Reason", "Begrunnelse", "Motivo", "Причина"),
}


def word(key: str, language: str, **parts: object) -> str:
    """A word or sentence of the report; English where the language is not among the four.

    Example:
        >>> word("gone", "en", n=1)
        '1 known finding is no longer there.'
    """
    said = _WORDS[key][LANGUAGES.index(language) if language in LANGUAGES else 0]
    return said.format(**{name: Counted(part) if isinstance(part, int) else part for name, part in parts.items()})
