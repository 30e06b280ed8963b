"""Headings and notes of the page of agreement, in four languages."""

from surveykit.reports.captions import Words, in_language

_WORDS: Words = {
    "title": (
        "Agreement of coders", "Enighet mellom kodere", "Accordo tra codificatori", "Согласованность кодировщиков",
    ),
    "version": ("version {version}", "versjon {version}", "versione {version}", "версия {version}"),
    "whole": ("On the whole", "Samlet", "Nel complesso", "В целом"),
    "pairs": ("Pairs of coders", "Par av kodere", "Coppie di codificatori", "Пары кодировщиков"),
    "codes": ("Codes", "Koder", "Codici", "Коды"),
    "differ": ("Where coders differ", "Der kodere er uenige", "Dove i codificatori differiscono", "Где расходятся"),
    "marked": ("The words marked", "Ordene som er merket", "Le parole segnate", "Отмеченные слова"),
    "again": ("The same words again", "De samme ordene igjen", "Le stesse parole di nuovo", "Те же слова снова"),
    "read": ("How to read it", "Slik leses det", "Come si legge", "Как это читать"),
    "coders": ("Coders", "Kodere", "Codificatori", "Кодировщики"),
    "questions": ("Questions", "Spørsmål", "Domande", "Вопросы"),
    "compared": ("Answers compared", "Sammenlignede svar", "Risposte confrontate", "Сравнено ответов"),
    "by_two": (
        "{n}, judged by two coders or more", "{n}, vurdert av to kodere eller flere",
        "{n}, giudicate da almeno due codificatori", "{n}, оценены двумя кодировщиками или более",
    ),
    "judgements": ("Judgements", "Vurderinger", "Giudizi", "Оценки"),
    "in_pairs": (
        "{n}, in {pairs} {pairs:pair|pairs}; {gaps} missing", "{n}, i {pairs} par; {gaps} mangler",
        "{n}, in {pairs} {pairs:coppia|coppie}; {gaps} {gaps:mancante|mancanti}",
        "{n}, пар: {pairs}; нет: {gaps}",
    ),
    "none": (
        "None of the codes applies", "Ingen av kodene passer", "Nessun codice si applica", "Ни один код не подходит",
    ),
    "uncodable": ("Cannot be coded", "Kan ikke kodes", "Non codificabile", "Невозможно закодировать"),
    "like_other": (
        "{n} {n:judgement|judgements}, compared like any other",
        "{n} {n:vurdering|vurderinger}, sammenlignet som andre",
        "{n} {n:giudizio, confrontato|giudizi, confrontati} come gli altri",
        "{n} {n:оценка|оценки|оценок}, сравниваются как прочие",
    ),
    "of_its_own": (
        "{n} {n:judgement|judgements}, compared as a judgement of its own",
        "{n} {n:vurdering|vurderinger}, sammenlignet som en egen vurdering",
        "{n} {n:giudizio, confrontato|giudizi, confrontati} come giudizio a sé",
        "{n} {n:оценка|оценки|оценок}, сравниваются как отдельная оценка",
    ),
    "not_taken": (
        "{n} {n:judgement|judgements}, left out", "{n} {n:vurdering|vurderinger}, utelatt",
        "{n} {n:giudizio, escluso|giudizi, esclusi}", "{n} {n:оценка|оценки|оценок}, исключены",
    ),
    "left_out": ("Left out", "Utelatt", "Esclusi", "Исключено"),
    "nothing": ("nothing", "ingenting", "niente", "ничего"),
    "once": (
        "{n} {n:answer|answers} that one coder judged", "{n} svar som én koder vurderte",
        "{n} {n:risposta giudicata|risposte giudicate} da un solo codificatore",
        "{n} {n:ответ|ответа|ответов} с оценкой одного кодировщика",
    ),
    "never": (
        "{n} {n:answer|answers} that nobody judged", "{n} svar som ingen vurderte",
        "{n} {n:risposta che nessuno ha giudicato|risposte che nessuno ha giudicato}",
        "{n} {n:ответ|ответа|ответов} без оценки",
    ),
    "other": (
        "{n} {n:answer|answers} to other questions", "{n} svar på andre spørsmål",
        "{n} {n:risposta|risposte} ad altre domande", "{n} {n:ответ|ответа|ответов} на другие вопросы",
    ),
    "open": (
        "{n} {n:coding|codings} from batches that were not blind",
        "{n} {n:koding|kodinger} fra bunker som ikke var blinde",
        "{n} {n:codifica|codifiche} di pacchi non alla cieca",
        "{n} {n:кодирование|кодирования|кодирований} из неслепых пачек",
    ),
    "changed": (
        "{n} {n:coding|codings} of words that are others now",
        "{n} {n:koding|kodinger} av ord som nå er andre",
        "{n} {n:codifica|codifiche} di parole che ora sono altre",
        "{n} {n:кодирование|кодирования|кодирований} слов, которые теперь другие",
    ),
    "resampling": ("Resampling", "Bootstrap", "Bootstrap", "Бутстреп"),
    "draws": (
        "{n} {n:draw|draws}, seed {seed}", "{n} {n:trekning|trekninger}, startverdi {seed}",
        "{n} {n:estrazione|estrazioni}, seme {seed}", "{n} {n:выборка|выборки|выборок}, начальное число {seed}",
    ),
    "not_in_frame": (
        "The frame does not have {codes}; compared as they stand.",
        "Koderammen har ikke {codes}; sammenlignet som de står.",
        "Lo schema non ha {codes}; confrontati così come sono.",
        "В схеме кодов нет {codes}; сравниваются как есть.",
    ),
    "undefined": (
        "{about}: in {n} {n:draw|draws} a coefficient was not defined; its interval is of the others.",
        "{about}: i {n} {n:trekning|trekninger} var en koeffisient ikke definert; intervallet er fra de andre.",
        "{about}: in {n} {n:estrazione|estrazioni} un coefficiente non era definito; l'intervallo è delle altre.",
        "{about}: в {n} {n:выборке|выборках|выборках} коэффициент не определён; интервал — по остальным.",
    ),
    "overall": ("The codes of an answer", "Kodene til et svar", "I codici di una risposta", "Коды ответа"),
    "batches": ("Batches", "Bunker", "Pacchi", "Пачки"),
    "wordings": (
        "The codes, each wording once", "Kodene, hver ordlyd én gang", "I codici, ogni formulazione una volta",
        "Коды, каждая формулировка один раз",
    ),
    "of_question": (
        "The codes of {question}", "Kodene til {question}", "I codici di {question}", "Коды вопроса {question}",
    ),
    "pooled": (
        ("Several questions are compared together: where one gets other codes than another, chance agrees less over "
        "all of them than in each, and the coefficients of all are higher. Report those of each question."),
        ("Flere spørsmål er sammenlignet under ett: der ett får andre koder enn et annet, er slumpen mindre enig over "
        "alle enn i hvert, og koeffisientene for alle er høyere. Oppgi dem for hvert spørsmål."),
        ("Più domande sono confrontate insieme: dove l'una riceve codici diversi dall'altra, il caso concorda meno su "
        "tutte che in ciascuna, e i coefficienti complessivi sono più alti. Si riportino quelli di ogni domanda."),
        ("Несколько вопросов сравниваются вместе: где у них разные коды, случайное согласие по всем меньше, чем в "
        "каждом, и общие коэффициенты выше. Приводите коэффициенты каждого вопроса."),
    ),
    "scale": (
        "The codes as a scale ({scale})", "Kodene som skala ({scale})", "I codici come scala ({scale})",
        "Коды как шкала ({scale})",
    ),
    "ordinal": ("ordinal", "ordinal", "ordinale", "порядковая"),
    "interval": ("interval", "intervall", "intervalli", "интервальная"),
    "ratio": ("ratio", "forholdstall", "rapporti", "отношений"),
    "of_units": (
        "{about}: {units} {units:answer|answers}, {pairs} {pairs:pair|pairs}", "{about}: {units} svar, {pairs} par",
        "{about}: {units} {units:risposta|risposte}, {pairs} {pairs:coppia|coppie}",
        "{about}: ответов {units}, пар {pairs}",
    ),
    "beyond": (
        "Agreement beyond chance", "Enighet utover slump", "Accordo oltre il caso", "Согласие сверх случайного",
    ),
    "coefficient": ("Coefficient", "Koeffisient", "Coefficiente", "Коэффициент"),
    "value": ("Value", "Verdi", "Valore", "Значение"),
    "axis": ("{start:g} to 1", "{start:g} til 1", "da {start:g} a 1", "от {start:g} до 1"),
    "from": ("from", "fra", "da", "от"),
    "to": ("to", "til", "a", "до"),
    "drawn_95": ("95 %, by resampling", "95 %, bootstrap", "95 %, bootstrap", "95 %, бутстреп"),
    "by_formula": ("By formula", "Ved formel", "Con formula", "По формуле"),
    "error": ("Std. error", "Std.feil", "Errore std.", "Станд. ошибка"),
    "agreement": ("Agreement", "Enighet", "Accordo", "Согласие"),
    "observed": ("Observed", "Observert", "Osservato", "Наблюд."),
    "by_chance": ("By chance", "Ved slump", "Per caso", "Случайное"),
    "two": ("Two by two", "To og to", "A due a due", "Попарно"),
    "answers": ("Answers", "Svar", "Risposte", "Ответы"),
    "agree": ("Agree %", "Enige %", "Accordo %", "Согласны, %"),
    "alpha": ("Alpha", "Alfa", "Alfa", "Альфа"),
    "alpha_masi": ("Alpha, MASI", "Alfa, MASI", "Alfa, MASI", "Альфа, MASI"),
    "kappa": ("Kappa", "Kappa", "Kappa", "Каппа"),
    "of_what": ("{what}, {axis}", "{what}, {axis}", "{what}, {axis}", "{what}, {axis}"),
    "resampled": (
        "{what}, by resampling", "{what}, bootstrap", "{what}, bootstrap", "{what}, бутстреп",
    ),
    "two_coders": ("{first} and {second}", "{first} og {second}", "{first} e {second}", "{first} и {second}"),
    "code": ("Code", "Kode", "Codice", "Код"),
    "label": ("Label", "Etikett", "Etichetta", "Метка"),
    "given": ("Given", "Gitt", "Dato", "Дан"),
    "positive": ("that it is", "at den er gitt", "che c'è", "что есть"),
    "negative": ("that it is not", "at den ikke er gitt", "che non c'è", "что нет"),
    "each_code": (
        "Each code as given or not", "Hver kode som gitt eller ikke", "Ogni codice come dato o no",
        "Каждый код: дан или нет",
    ),
    "code_note": (
        ("Given: in how many of the judgements. Agreement that it is (or is not): the chance that another coder gives "
        "the code (or does not) where one does (or does not)."),
        ("Gitt: i hvor mange av vurderingene. Enighet om at den er gitt (eller ikke): sannsynligheten for at en annen "
        "koder gir koden (eller ikke) der én gjør det (eller ikke)."),
        ("Dato: in quanti giudizi. Accordo che c'è (o non c'è): la probabilità che un altro codificatore dia il codice "
        "(o no) dove uno lo dà (o no)."),
        ("Дан: в скольких оценках. Согласие, что код есть (или нет): вероятность, что другой кодировщик даёт код (или "
        "нет), где один даёт (или нет)."),
    ),
    "nobody": ("Nobody gave {codes}.", "Ingen ga {codes}.", "Nessuno ha dato {codes}.", "Никто не дал {codes}."),
    "no_value": ("{name}: none, for {why}.", "{name}: ingen, for {why}.", "{name}: nessuno, perché {why}.",
                 "{name}: нет, потому что {why}."),
    "apart": (
        "no answer was judged by two of them", "ingen svar er vurdert av to av dem",
        "nessuna risposta è stata giudicata da due di loro", "ни один ответ не оценён двумя из них",
    ),
    "one_category": (
        "only one category was used, so chance alone gives full agreement",
        "bare én kategori er brukt, så slump alene gir full enighet",
        "è stata usata una sola categoria, e il solo caso dà accordo pieno",
        "использована одна категория, и уже случайность даёт полное согласие",
    ),
    "one_coder": ("One coder", "Én koder", "Un codificatore", "Один кодировщик"),
    "another": ("Another coder", "En annen koder", "Un altro codificatore", "Другой кодировщик"),
    "nothing_else": ("(nothing else)", "(ingenting annet)", "(nient'altro)", "(больше ничего)"),
    "none_code": ("(none)", "(ingen)", "(nessuno)", "(никакой)"),
    "uncodable_code": ("(uncodable)", "(kan ikke kodes)", "(non codificabile)", "(не кодируется)"),
    "yes": ("yes", "ja", "sì", "да"),
    "no": ("no", "nei", "no", "нет"),
    "not_compared": (
        "{about}: nothing to compare.", "{about}: ingenting å sammenligne.", "{about}: niente da confrontare.",
        "{about}: сравнивать нечего.",
    ),
    "never_differ": (
        "{about}: the coders never differ.", "{about}: koderne er aldri uenige.",
        "{about}: i codificatori non differiscono mai.", "{about}: кодировщики ни разу не расходятся.",
    ),
    "both": ("Both", "Begge", "Entrambi", "Оба"),
    "darker": (
        "The darker a cell, the more often coders differed so.",
        "Jo mørkere en celle er, desto oftere var koderne uenige slik.",
        "Più scura è la cella, più spesso i codificatori hanno differito così.",
        "Чем темнее ячейка, тем чаще кодировщики так расходились.",
    ),
    "alike": (
        "Not shown, for coders never differed on it: {codes}.", "Ikke vist, for koderne var aldri uenige: {codes}.",
        "Non mostrati, perché i codificatori non hanno mai differito: {codes}.",
        "Не показано, потому что расхождений не было: {codes}.",
    ),
    "against_each": (
        "A code only one coder gave stands against each code only the other gave.",
        "En kode bare den ene koderen ga, står mot hver kode bare den andre ga.",
        "Un codice dato da uno solo sta contro ogni codice dato solo dall'altro.",
        "Код, данный только одним, стоит против каждого кода, данного только другим.",
    ),
    "all_pairs": (
        "All pairs of coders together; each difference stands in two cells.",
        "Alle par av kodere til sammen; hver uenighet står i to celler.",
        "Tutte le coppie di codificatori insieme; ogni differenza sta in due celle.",
        "Все пары кодировщиков вместе; каждое расхождение стоит в двух ячейках.",
    ),
    "confusion": (
        "{about}: what one coder gave and what the other did", "{about}: hva den ene koderen ga og hva den andre ga",
        "{about}: che cosa ha dato un codificatore e che cosa l'altro", "{about}: что дал один и что дал другой",
    ),
    "both_marked": (
        "Both marked words", "Begge merket ord", "Entrambi hanno segnato parole", "Оба отметили слова",
    ),
    "marks": ("Marks", "Merker", "Segni", "Отметки"),
    "met": ("that overlap %", "som overlapper %", "sovrapposti %", "пересекаются, %"),
    "common": ("Characters in common %", "Felles tegn %", "Caratteri in comune %", "Общие знаки, %"),
    "marked_for": (
        "Words marked for the same code", "Ord merket for samme kode", "Parole segnate per lo stesso codice",
        "Слова, отмеченные для одного кода",
    ),
    "marked_note": (
        "Of answers where both of two coders gave the code and marked words for it.",
        "Av svar der begge kodere ga koden og merket ord for den.",
        "Delle risposte in cui entrambi hanno dato il codice e segnato parole.",
        "По ответам, где оба дали код и отметили слова.",
    ),
    "coder": ("Coder", "Koder", "Codificatore", "Кодировщик"),
    "judged_again": (
        "Wordings judged again", "Ordlyder vurdert igjen", "Formulazioni rigiudicate", "Формулировки снова",
    ),
    "judged_same": ("Judged the same", "Vurdert likt", "Giudicate uguali", "Оценены одинаково"),
    "with_self": (
        "Each coder, of the same words", "Hver koder, av de samme ordene", "Ogni codificatore, sulle stesse parole",
        "Каждый кодировщик, те же слова",
    ),
    "again_note": (
        "Answers in the same words but for case and signs; those one key press judged together count once.",
        "Svar med de samme ordene, bortsett fra store bokstaver og tegn; de ett tastetrykk vurderte, teller én gang.",
        "Risposte con le stesse parole, a parte maiuscole e segni; quelle giudicate con un tasto contano una volta.",
        "Ответы теми же словами, кроме регистра и знаков; оценённые одним нажатием считаются один раз.",
    ),
    "sets_same": (
        "Sets of codes are the same where every code is.", "Sett av koder er like der hver kode er det.",
        "Gli insiemi di codici sono uguali se lo è ogni codice.", "Наборы кодов равны, если равны все коды.",
    ),
    "one_code": (
        "An answer has one code.", "Et svar har én kode.", "Una risposta ha un codice.", "У ответа один код.",
    ),
    "how_read": (
        ("{how} Whoever has not judged an answer neither agrees nor differs; {chance}. Errors by formula are those of "
        "Gwet (2014); of Cohen's kappa that of Fleiss, Cohen and Everitt (1969)."),
        ("{how} Den som ikke har vurdert et svar, er verken enig eller uenig; {chance}. Feil ved formel er etter Gwet "
        "(2014); for Cohens kappa etter Fleiss, Cohen og Everitt (1969)."),
        ("{how} Chi non ha giudicato una risposta non concorda né differisce; {chance}. Gli errori con formula sono di "
        "Gwet (2014); per il kappa di Cohen di Fleiss, Cohen ed Everitt (1969)."),
        ("{how} Кто не оценил ответ, ни согласен, ни расходится; {chance}. Ошибки по формуле — по Гвету (2014), для "
        "каппы Коэна — по Флейсу, Коэну и Эверитту (1969)."),
    ),
    "sets_given": (
        "for Gwet's and Brennan and Prediger's chance the sets that were given are all there are",
        "for slumpen til Gwet og til Brennan og Prediger er settene som ble gitt, alle som finnes",
        "per il caso di Gwet e di Brennan e Prediger gli insiemi dati sono tutti quelli che ci sono",
        "для случайности у Гвета и у Бреннана и Предигера других наборов, кроме данных, нет",
    ),
    "codes_there": (
        "for Gwet's and Brennan and Prediger's chance every code of the frame could have been given",
        "for slumpen til Gwet og til Brennan og Prediger kunne hver kode i rammen vært gitt",
        "per il caso di Gwet e di Brennan e Prediger ogni codice dello schema poteva essere dato",
        "для случайности у Гвета и у Бреннана и Предигера мог быть дан любой код схемы",
    ),
    "caution": (
        ("Some call a kappa above .6 substantial and above .8 almost perfect (Landis and Koch 1977), and rely on an "
        "alpha of .8, or .667 for tentative conclusions (Krippendorff 2019). These are conventions: they know neither "
        "how often the codes occur nor what a wrong one costs, and other coefficients have other scales. Look at the "
        "lower end of the interval, and at the codes the question of the study rests on."),
        ("Noen kaller en kappa over 0,6 betydelig og over 0,8 nesten perfekt (Landis og Koch 1977), og stoler på en "
        "alfa på 0,8, eller 0,667 for foreløpige konklusjoner (Krippendorff 2019). Dette er konvensjoner: de vet "
        "verken hvor ofte kodene forekommer eller hva en feil koster, og andre koeffisienter har andre skalaer. Se på "
        "nedre ende av intervallet, og på kodene studiens spørsmål hviler på."),
        ("Alcuni chiamano sostanziale un kappa sopra 0,6 e quasi perfetto sopra 0,8 (Landis e Koch 1977), e si "
        "affidano a un'alfa di 0,8, o di 0,667 per conclusioni provvisorie (Krippendorff 2019). Sono convenzioni: "
        "non sanno né quanto siano frequenti i codici né quanto costi un errore, e altri coefficienti hanno "
        "altre scale. Si guardi l'estremo inferiore dell'intervallo, e i codici su cui poggia la ricerca."),
        ("Каппу выше 0,6 иногда называют существенной, выше 0,8 — почти полной (Лэндис и Кох 1977), и полагаются на "
        "альфу 0,8, или 0,667 для предварительных выводов (Криппендорф 2019). Это условности: они не знают ни частоты "
        "кодов, ни цены ошибки, а у других коэффициентов другие шкалы. Смотрите на нижний конец интервала и на коды, "
        "на которых держится вопрос исследования."),
    ),
    "intervals": (
        ("Intervals by resampling are percentiles over answers drawn with replacement; where coders never differ they "
        "have no width, which says that nothing is known of how much they might differ elsewhere."),
        ("Bootstrap-intervaller er persentiler over svar trukket med tilbakelegging; der kodere aldri er "
        "uenige, har de ingen bredde, og da vet man ikke hvor uenige de kunne vært ellers."),
        ("Gli intervalli bootstrap sono percentili su risposte estratte con reinserimento; dove i "
        "codificatori non differiscono mai non hanno ampiezza: non si sa quanto differirebbero altrove."),
        ("Интервалы бутстрепа — процентили по ответам, выбранным с возвращением; где расхождений нет, у них нет "
        "ширины: неизвестно, насколько кодировщики разошлись бы в других ответах."),
    ),
}  # fmt: skip


def word(key: str, language: str, **parts: object) -> str:
    """A heading or note; English where the language is not among the four.

    Example:
        >>> word("once", "it", n=2), word("title", "fr")
        ('2 risposte giudicate da un solo codificatore', 'Agreement of coders')
    """
    return in_language(_WORDS, key, language, **parts)
