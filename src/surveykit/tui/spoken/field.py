"""What is said of the fieldwork: how it stands, and how attempts ended."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "field": "Fieldwork",
        "about_field": (
            "How the cases stand, as if the fieldwork ended now. The figures keep up with the store. Arrows "
            "to the left and right, or the number of a view, show another one."
        ),
        "field_views": "views",
        "field_overview": "Overview",
        "field_outcomes": "Outcomes",
        "field_strata": "Strata",
        "field_interviewers": "Interviewers",
        "field_quotas": "Quotas",
        "field_days": "Days",
        "field_cases": "$n cases",
        "field_tried": "Tried",
        "field_complete": "Completed",
        "field_partial": "Partial",
        "field_refusal": "Refused or broken off",
        "field_noncontact": "Not reached",
        "field_other": "Other",
        "field_unknown": "Eligibility unknown",
        "field_ineligible": "Not eligible",
        "field_rates": "Outcome rates, %",
        "field_e": "e = $e",
        "field_attempts": "Attempts",
        "field_so_far": "So far",
        "field_wanted": "Wanted",
        "field_left": "Left",
        "field_interviewer": "Interviewer",
        "field_nobody": "(nobody)",
        "field_not_known": "(not known)",
        "field_letters": "I completed, P partial, R refused or broken off",
        "field_none": "There are no cases yet. `surveykit draw` puts those of a sampling frame into the store.",
        "field_damaged": "$n cannot be read and are counted nowhere, such as $first.",
        "about_attempt": (
            "How an attempt to get an interview ended, by the outcome codes of AAPOR. Type the code or a "
            "part of its words, choose with the arrows, and press Enter; then write a note if there is one. "
            "A completed interview needs no outcome."
        ),
        "field_attempt": "Attempt on $case",
        "field_no_attempts": "No attempt has been noted.",
        "field_code": "Outcome",
        "field_note": "Note",
        "field_save": "save",
        "field_no_code": "No outcome is called '$typed'.",
        "field_noted": "$case: $code is noted.",
    },
    "nb": {
        "field": "Feltarbeid",
        "about_field": (
            "Slik står enhetene, som om feltarbeidet sluttet nå. Tallene følger lageret. Piler til venstre "
            "og høyre, eller nummeret på en visning, viser en annen."
        ),
        "field_views": "visninger",
        "field_overview": "Oversikt",
        "field_outcomes": "Utfall",
        "field_strata": "Strata",
        "field_interviewers": "Intervjuere",
        "field_quotas": "Kvoter",
        "field_days": "Dager",
        "field_cases": "$n enheter",
        "field_tried": "Forsøkt",
        "field_complete": "Fullført",
        "field_partial": "Delvis",
        "field_refusal": "Nekt eller avbrudd",
        "field_noncontact": "Ikke truffet",
        "field_other": "Annet",
        "field_unknown": "Målgruppe ukjent",
        "field_ineligible": "Ikke i målgruppen",
        "field_rates": "Utfallsrater, %",
        "field_e": "e = $e",
        "field_attempts": "Forsøk",
        "field_so_far": "Hittil",
        "field_wanted": "Ønsket",
        "field_left": "Gjenstår",
        "field_interviewer": "Intervjuer",
        "field_nobody": "(ingen)",
        "field_not_known": "(ukjent)",
        "field_letters": "I fullført, P delvis, R nekt eller avbrudd",
        "field_none": "Ingen enheter ennå. `surveykit draw` legger dem fra en utvalgsramme i lageret.",
        "field_damaged": "$n kan ikke leses og er ikke talt med, som $first.",
        "about_attempt": (
            "Hvordan et forsøk på å få et intervju endte, etter utfallskodene til AAPOR. Skriv koden eller "
            "en del av teksten, velg med pilene og trykk Enter; skriv så et notat hvis det er noe. Et "
            "fullført intervju trenger ikke noe utfall."
        ),
        "field_attempt": "Forsøk på $case",
        "field_no_attempts": "Ingen forsøk er notert.",
        "field_code": "Utfall",
        "field_note": "Notat",
        "field_save": "lagre",
        "field_no_code": "Ingen utfall heter «$typed».",
        "field_noted": "$case: $code er notert.",
    },
    "it": {
        "field": "Rilevazione",
        "about_field": (
            "Lo stato dei casi, come se la rilevazione finisse ora. Le cifre seguono l'archivio. Le frecce a "
            "sinistra e a destra, o il numero di una vista, ne mostrano un'altra."
        ),
        "field_views": "viste",
        "field_overview": "Sintesi",
        "field_outcomes": "Esiti",
        "field_strata": "Strati",
        "field_interviewers": "Intervistatori",
        "field_quotas": "Quote",
        "field_days": "Giorni",
        "field_cases": "$n casi",
        "field_tried": "Tentati",
        "field_complete": "Completati",
        "field_partial": "Parziali",
        "field_refusal": "Rifiuti o interruzioni",
        "field_noncontact": "Non raggiunti",
        "field_other": "Altro",
        "field_unknown": "Eleggibilità ignota",
        "field_ineligible": "Non eleggibili",
        "field_rates": "Tassi di esito, %",
        "field_e": "e = $e",
        "field_attempts": "Tentativi",
        "field_so_far": "Finora",
        "field_wanted": "Richiesti",
        "field_left": "Mancanti",
        "field_interviewer": "Intervistatore",
        "field_nobody": "(nessuno)",
        "field_not_known": "(ignoto)",
        "field_letters": "I completati, P parziali, R rifiuti o interruzioni",
        "field_none": "Ancora nessun caso. `surveykit draw` mette nell'archivio quelli di una lista di campionamento.",
        "field_damaged": "$n non leggibili ed esclusi da tutti i conteggi, come $first.",
        "about_attempt": (
            "Come è finito un tentativo di intervista, secondo i codici di esito AAPOR. Digitare il codice o "
            "parte del testo, scegliere con le frecce e premere Invio; poi scrivere una nota, se c'è. "
            "Un'intervista completata non ha bisogno di esito."
        ),
        "field_attempt": "Tentativo su $case",
        "field_no_attempts": "Nessun tentativo annotato.",
        "field_code": "Esito",
        "field_note": "Nota",
        "field_save": "salva",
        "field_no_code": "Nessun esito si chiama «$typed».",
        "field_noted": "$case: annotato $code.",
    },
    "ru": {
        "field": "Полевые работы",
        "about_field": (
            "Состояние единиц, как если бы работы закончились сейчас. Цифры следуют за хранилищем. Стрелки "
            "влево и вправо или номер вида показывают другой вид."
        ),
        "field_views": "виды",
        "field_overview": "Обзор",
        "field_outcomes": "Исходы",
        "field_strata": "Страты",
        "field_interviewers": "Интервьюеры",
        "field_quotas": "Квоты",
        "field_days": "Дни",
        "field_cases": "Единиц: $n",
        "field_tried": "С попытками",
        "field_complete": "Завершено",
        "field_partial": "Частично",
        "field_refusal": "Отказ или прерывание",
        "field_noncontact": "Нет контакта",
        "field_other": "Другое",
        "field_unknown": "Пригодность неизвестна",
        "field_ineligible": "Не подходят",
        "field_rates": "Показатели исхода, %",
        "field_e": "e = $e",
        "field_attempts": "Попытки",
        "field_so_far": "Всего",
        "field_wanted": "Нужно",
        "field_left": "Осталось",
        "field_interviewer": "Интервьюер",
        "field_nobody": "(никто)",
        "field_not_known": "(неизвестно)",
        "field_letters": "I завершено, P частично, R отказ или прерывание",
        "field_none": "Единиц ещё нет. `surveykit draw` заносит их из списка выборки в хранилище.",
        "field_damaged": "Не читаются и не учтены: $n, например $first.",
        "about_attempt": (
            "Чем закончилась попытка взять интервью, по кодам исхода AAPOR. Введите код или часть слов, "
            "выберите стрелками и нажмите Enter; затем, если нужно, напишите заметку. Завершённому интервью "
            "исход не нужен."
        ),
        "field_attempt": "Попытка: $case",
        "field_no_attempts": "Попыток не отмечено.",
        "field_code": "Исход",
        "field_note": "Заметка",
        "field_save": "сохранить",
        "field_no_code": "Нет исхода «$typed».",
        "field_noted": "$case: отмечено $code.",
    },
}
