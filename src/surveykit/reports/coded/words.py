"""Headings and notes of the pages of coded answers, in four languages."""

from surveykit.reports.captions import Words, in_language

_WORDS: Words = {
    "quotes": ("Quotes by code", "Sitater etter kode", "Citazioni per codice", "Цитаты по кодам"),
    "quote": ("Quote", "Sitat", "Citazione", "Цитата"),
    "question": ("Question", "Spørsmål", "Domanda", "Вопрос"),
    "wave": ("Wave", "Runde", "Rilevazione", "Волна"),
    "case": ("Case", "Enhet", "Caso", "Анкета"),
    "coders": ("Coded by", "Kodet av", "Codificato da", "Закодировали"),
    "others": ("Not by", "Ikke av", "Non da", "Но не"),
    "settled": ("Settled by", "Avgjort av", "Deciso da", "Решение принял"),
    "notes": ("Notes", "Merknader", "Note", "Заметки"),
    "code": ("Code", "Kode", "Codice", "Код"),
    "label": ("Label", "Etikett", "Etichetta", "Метка"),
    "counted": (
        "{n} {n:answer|answers} of {of} {of:case|cases}",
        "{n} svar fra {of} {of:enhet|enheter}",
        "{n} {n:risposta|risposte} di {of} {of:caso|casi}",
        "Ответов: {n}, анкет: {of}",
    ),
    "no_group": ("not in the data", "ikke i dataene", "non nei dati", "нет в данных"),
    "no_answer": (
        "No answer has: {codes}.", "Ingen svar har: {codes}.", "Nessuna risposta ha: {codes}.",
        "Ни у одного ответа нет: {codes}.",
    ),
    "no_cases": (
        "Cases, coders and notes are left out. The words themselves may still tell who somebody is.",
        "Enheter, kodere og merknader er utelatt. Ordene selv kan likevel røpe hvem noen er.",
        "Casi, codificatori e note sono esclusi. Le parole stesse possono comunque rivelare chi le ha scritte.",
        "Анкеты, кодировщики и заметки опущены. Но и сами слова могут выдать, кто их написал.",
    ),
    "adjudicated": (
        "Codes that were settled, else those that all coders agree on.",
        "Koder som er avgjort, ellers de som alle kodere er enige om.",
        "Codici decisi, altrimenti quelli su cui tutti i codificatori concordano.",
        "Коды, по которым принято решение, иначе те, в которых согласны все кодировщики.",
    ),
    "agreed": (
        "Codes that all coders agree on.",
        "Koder som alle kodere er enige om.",
        "Codici su cui tutti i codificatori concordano.",
        "Коды, в которых согласны все кодировщики.",
    ),
    "single": (
        "Codes of one coder: {coder}.", "Koder fra én koder: {coder}.", "Codici di un solo codificatore: {coder}.",
        "Коды одного кодировщика: {coder}.",
    ),
    "codes": ("Codes", "Koder", "Codici", "Коды"),
    "all_coded": (
        "{n} {n:answer|answers}, all with codes.", "{n} svar, alle med koder.",
        "{n} {n:risposta|risposte}, tutte con codici.", "Ответов: {n}, все с кодами.",
    ),
    "base": (
        "{n} {n:answer|answers}, {coded} with codes; left out: {why}.",
        "{n} svar, {coded} med koder; utelatt: {why}.",
        "{n} {n:risposta|risposte}, {coded} con codici; escluse: {why}.",
        "Ответов: {n}, с кодами: {coded}; исключено: {why}.",
    ),
    "frequencies": ("Frequencies", "Frekvenser", "Frequenze", "Частоты"),
    "with_each": (
        "Answers and cases with each code", "Svar og enheter med hver kode", "Risposte e casi con ciascun codice",
        "Ответы и анкеты с каждым кодом",
    ),
    "answers": ("Answers", "Svar", "Risposte", "Ответы"),
    "cases": ("Cases", "Enheter", "Casi", "Анкеты"),
    "of_cases": ("% of cases", "% av enheter", "% dei casi", "% анкет"),
    "with_codes": ("Answers with codes", "Svar med koder", "Risposte con codici", "Ответы с кодами"),
    "several": (
        "An answer may have several codes; a code counts its narrower ones, an answer once.",
        "Et svar kan ha flere koder; en kode teller de snevrere under seg, et svar én gang.",
        "Una risposta può avere più codici; un codice conta quelli più stretti, una risposta una volta.",
        "У ответа может быть несколько кодов; код включает более узкие, ответ считается один раз.",
    ),
    "of_coded": (
        "Per cent of the cases with codes.", "Prosent av enhetene med koder.", "Percentuale dei casi con codici.",
        "Проценты от анкет с кодами.",
    ),
    "net": ("Net: {label}", "Sum: {label}", "Gruppo: {label}", "Вместе: {label}"),
    "by_coder": ("By coder", "Etter koder", "Per codificatore", "По кодировщикам"),
    "each_gave": (
        "What each coder gave", "Hva hver koder ga", "Che cosa ha dato ciascun codificatore",
        "Что дал каждый кодировщик",
    ),
    "judged": ("Answers judged", "Vurderte svar", "Risposte giudicate", "Оценено ответов"),
    "own_codes": (
        "Each coder's own codes, whatever holds; per cent of answers judged.",
        "Hver koders egne koder, uansett hva som gjelder; prosent av vurderte svar.",
        "I codici propri di ciascuno, qualunque valga; percentuale delle risposte giudicate.",
        "Собственные коды каждого, независимо от итога; проценты от оценённых ответов.",
    ),
    "together": ("Codes together", "Koder sammen", "Codici insieme", "Коды вместе"),
    "both": (
        "Answers with both codes", "Svar med begge koder", "Risposte con entrambi i codici", "Ответы с обоими кодами",
    ),
    "no_pair": (
        "No answer has two codes.", "Ingen svar har to koder.", "Nessuna risposta ha due codici.",
        "Ни у одного ответа нет двух кодов.",
    ),
    "pairs": (
        "Codes that stand together", "Koder som står sammen", "Codici che stanno insieme",
        "Коды, которые встречаются вместе",
    ),
    "with": ("With", "Med", "Con", "С кодом"),
    "jaccard": (
        "Jaccard: the share of answers with both among those with either.",
        "Jaccard: andelen svar med begge blant dem med minst én av dem.",
        "Jaccard: la quota di risposte con entrambi tra quelle con almeno uno dei due.",
        "Жаккар: доля ответов с обоими кодами среди ответов хотя бы с одним.",
    ),
    "lift": (
        "Lift: how many times as often both are there as they would be by chance; of few answers it says little.",
        "Lift: hvor mange ganger så ofte begge er der som de ville vært ved slump; av få svar sier den lite.",
        "Lift: quante volte più spesso compaiono entrambi rispetto al caso; con poche risposte dice poco.",
        "Лифт: во сколько раз чаще, чем случайно, есть оба кода; при малом числе ответов говорит мало.",
    ),
    "cut": (
        "{n} pairs in all, {shown} shown.", "{n} par i alt, {shown} vist.", "{n} coppie in tutto, {shown} mostrate.",
        "Всего пар: {n}, показано: {shown}.",
    ),
    "as_chance": ("as often as by chance", "like ofte som ved slump", "come per caso", "как случайно"),
    "seldom": (
        "less often than by chance ({lift:.1f} times)", "sjeldnere enn ved slump ({lift:.1f} ganger)",
        "meno spesso che per caso ({lift:.1f} volte)", "реже, чем случайно (в {lift:.1f} раза)",
    ),
    "often": (
        "{lift:.1f} times as often as by chance", "{lift:.1f} ganger så ofte som ved slump",
        "{lift:.1f} volte più spesso che per caso", "в {lift:.1f} раза чаще, чем случайно",
    ),
    "by": ("{question} by {by}", "{question} etter {by}", "{question} per {by}", "{question} × {by}"),
    "each_tested": (
        ("Each code is tested by itself: those with it against those without. Where cells expect fewer than 5, take "
        "Fisher's exact test. Of twenty codes about one is below 0.05 by chance alone."),
        ("Hver kode er testet for seg: de som har den mot dem som ikke har den. Der celler venter færre enn 5, bruk "
        "Fishers eksakte test. Av tjue koder er omtrent én under 0,05 bare ved slump."),
        ("Ogni codice ha il proprio test: chi lo ha contro chi non lo ha. Dove le celle attendono meno di 5, si prenda "
        "il test esatto di Fisher. Su venti codici circa uno è sotto 0,05 per puro caso."),
        ("Каждый код проверяется отдельно: те, у кого он есть, против остальных. Где ожидается меньше 5, берите точный "
        "критерий Фишера. Из двадцати кодов примерно один окажется ниже 0,05 случайно."),
    ),
}  # fmt: skip


def said(key: str, language: str, **parts: object) -> str:
    """A heading or note; English where the language is not among the four.

    Example:
        >>> said("counted", "it", n=1, of=1), said("single", "fr", coder="ida")
        ('1 risposta di 1 caso', 'Codes of one coder: ida.')
    """
    return in_language(_WORDS, key, language, **parts)
