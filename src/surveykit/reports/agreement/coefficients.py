"""Coefficients of agreement: what each is called and what it takes chance to be, in four languages."""

from surveykit.reports.captions import Words, in_language

NAMES: Words = {
    "percent": ("Percent agreement", "Prosent enighet", "Accordo percentuale", "Доля согласия"),
    "cohen": ("Cohen's kappa", "Cohens kappa", "Kappa di Cohen", "Каппа Коэна"),
    "conger": ("Conger's kappa", "Congers kappa", "Kappa di Conger", "Каппа Конгера"),
    "scott": ("Scott's pi", "Scotts pi", "Pi di Scott", "Пи Скотта"),
    "fleiss": ("Fleiss' kappa", "Fleiss' kappa", "Kappa di Fleiss", "Каппа Флейса"),
    "alpha": (
        "Krippendorff's alpha, nominal", "Krippendorffs alfa, nominal", "Alfa di Krippendorff, nominale",
        "Альфа Криппендорфа, номинальная",
    ),
    "alpha_masi": (
        "Krippendorff's alpha, MASI", "Krippendorffs alfa, MASI", "Alfa di Krippendorff, MASI",
        "Альфа Криппендорфа, MASI",
    ),
    "alpha_jaccard": (
        "Krippendorff's alpha, Jaccard", "Krippendorffs alfa, Jaccard", "Alfa di Krippendorff, Jaccard",
        "Альфа Криппендорфа, Жаккар",
    ),
    "alpha_ordinal": (
        "Krippendorff's alpha, ordinal", "Krippendorffs alfa, ordinal", "Alfa di Krippendorff, ordinale",
        "Альфа Криппендорфа, порядковая",
    ),
    "alpha_interval": (
        "Krippendorff's alpha, interval", "Krippendorffs alfa, intervall", "Alfa di Krippendorff, a intervalli",
        "Альфа Криппендорфа, интервальная",
    ),
    "alpha_ratio": (
        "Krippendorff's alpha, ratio", "Krippendorffs alfa, forholdstall", "Alfa di Krippendorff, di rapporti",
        "Альфа Криппендорфа, отношений",
    ),
    "percent_weighted": ("Weighted agreement", "Vektet enighet", "Accordo ponderato", "Взвешенное согласие"),
    "cohen_weighted": (
        "Weighted kappa (Cohen)", "Vektet kappa (Cohen)", "Kappa ponderato (Cohen)", "Взвешенная каппа (Коэн)",
    ),
    "conger_weighted": (
        "Weighted kappa (Conger)", "Vektet kappa (Conger)", "Kappa ponderato (Conger)", "Взвешенная каппа (Конгер)",
    ),
    "scott_weighted": (
        "Weighted pi (Scott)", "Vektet pi (Scott)", "Pi ponderato (Scott)", "Взвешенное пи (Скотт)",
    ),
    "fleiss_weighted": (
        "Weighted kappa (Fleiss)", "Vektet kappa (Fleiss)", "Kappa ponderato (Fleiss)", "Взвешенная каппа (Флейс)",
    ),
    "ac": ("Gwet's AC1", "Gwets AC1", "AC1 di Gwet", "AC1 Гвета"),
    "ac2": ("Gwet's AC2", "Gwets AC2", "AC2 di Gwet", "AC2 Гвета"),
    "bp": ("Brennan-Prediger", "Brennan-Prediger", "Brennan-Prediger", "Бреннан — Предигер"),
    "bp_weighted": (
        "Brennan-Prediger, weighted", "Brennan-Prediger, vektet", "Brennan-Prediger, ponderato",
        "Бреннан — Предигер, взвешенный",
    ),
}  # fmt: skip
ASSUMES: Words = {
    "percent": (
        ("The share of pairs of judgements that are the same. It is high by chance alone where one code is frequent or "
        "a code is rare."),
        ("Andelen par av vurderinger som er like. Den er høy ved slump alene der én kode er vanlig eller en kode er "
        "sjelden."),
        "La quota di coppie di giudizi uguali. È alta per puro caso dove un codice è frequente o un codice è raro.",
        "Доля пар одинаковых оценок. Она высока уже случайно, где один код част или код редок.",
    ),
    "cohen": (
        "Chance is that each coder gives the codes as often as that coder did, at random.",
        "Slump er at hver koder gir kodene like ofte som før, men tilfeldig.",
        "Il caso è che ogni codificatore dia i codici con la propria frequenza, ma a sorte.",
        "Случайность: каждый кодировщик даёт коды со своей частотой, но наугад.",
    ),
    "conger": (
        "Cohen's kappa for more than two: chance is the mean over pairs of coders.",
        "Cohens kappa for flere enn to: slumpen er gjennomsnittet over par av kodere.",
        "Il kappa di Cohen per più di due: il caso è la media sulle coppie di codificatori.",
        "Каппа Коэна для более чем двух: случайность — среднее по парам кодировщиков.",
    ),
    "scott": (
        ("Chance is that both coders give the codes as often as all did together; whoever gives a code far more often "
        "than the other loses by it."),
        ("Slump er at begge kodere gir kodene like ofte som de gjorde til sammen; den som gir en kode langt oftere enn "
        "den andre, taper på det."),
        ("Il caso è che entrambi diano i codici con la frequenza comune; chi dà un codice molto più spesso dell'altro "
        "ci perde."),
        "Случайность: оба дают коды с общей частотой; кто даёт код намного чаще другого, на этом теряет.",
    ),
    "fleiss": (
        "Scott's pi for more than two coders.", "Scotts pi for flere enn to kodere.",
        "Il pi di Scott per più di due codificatori.", "Пи Скотта для более чем двух кодировщиков.",
    ),
    "alpha": (
        "As Scott and Fleiss, corrected for few judgements; takes any number of coders and gaps.",
        "Som Scott og Fleiss, korrigert for få vurderinger; tåler hull og et hvilket som helst antall kodere.",
        "Come Scott e Fleiss, corretta per pochi giudizi; ammette lacune e qualsiasi numero di codificatori.",
        "Как у Скотта и Флейса, с поправкой на малое число оценок; допускает пропуски и любое число кодировщиков.",
    ),
    "alpha_masi": (
        ("Sets that overlap agree in part: Jaccard, times 1 where they are the same, 2/3 where one holds the other, "
        "1/3 otherwise."),
        ("Sett som overlapper, er delvis enige: Jaccard ganger 1 der de er like, 2/3 der det ene inneholder det andre, "
        "ellers 1/3."),
        ("Insiemi che si sovrappongono concordano in parte: Jaccard per 1 se sono uguali, 2/3 se uno contiene l'altro, "
        "1/3 altrimenti."),
        ("Пересекающиеся наборы согласны отчасти: Жаккар, умноженный на 1, если они равны, на 2/3, если один содержит "
        "другой, иначе на 1/3."),
    ),
    "alpha_jaccard": (
        "Sets that overlap agree in part: the codes both gave, by the codes either gave.",
        "Sett som overlapper, er delvis enige: kodene begge ga, delt på kodene minst én av dem ga.",
        "Insiemi che si sovrappongono concordano in parte: i codici dati da entrambi sui codici dati da almeno uno.",
        "Пересекающиеся наборы согласны отчасти: коды, данные обоими, к кодам, данным хотя бы одним.",
    ),
    "alpha_ordinal": (
        "Two codes differ by how many judgements lie between them.",
        "To koder er ulike etter hvor mange vurderinger som ligger mellom dem.",
        "Due codici differiscono per quanti giudizi stanno tra loro.",
        "Коды различаются тем, сколько оценок лежит между ними.",
    ),
    "alpha_interval": (
        "Two codes differ by the square of the difference of their values.",
        "To koder er ulike etter kvadratet av forskjellen mellom verdiene.",
        "Due codici differiscono per il quadrato della differenza dei valori.",
        "Коды различаются квадратом разности значений.",
    ),
    "alpha_ratio": (
        "Two codes differ by the square of the difference of their values relative to the sum.",
        "To koder er ulike etter kvadratet av forskjellen mellom verdiene, delt på summen.",
        "Due codici differiscono per il quadrato della differenza dei valori rispetto alla somma.",
        "Коды различаются квадратом разности значений, делённой на их сумму.",
    ),
    "percent_weighted": (
        ("Codes that are near on the scale agree in part: by the pairs of codes between them (ordinal), by the squared "
        "difference (interval), or by that relative to the sum (ratio). So do all weighted coefficients."),
        ("Koder som er nær på skalaen, er delvis enige: etter kodeparene mellom dem (ordinal), kvadratet av "
        "forskjellen (intervall) eller det samme delt på summen (forholdstall). Slik er alle vektede koeffisienter."),
        ("Codici vicini sulla scala concordano in parte: per le coppie di codici tra loro (ordinale), il quadrato "
        "della differenza (intervalli) o quello rispetto alla somma (rapporti). Così tutti i coefficienti ponderati."),
        ("Близкие на шкале коды согласны отчасти: по числу пар кодов между ними (порядковая), квадрату разности "
        "(интервальная) или по разности к сумме (отношений). Так считаются все взвешенные коэффициенты."),
    ),
    "ac": (
        "Chance is only in answers that are hard to judge; it stays high where one judgement prevails.",
        "Slump er det bare i svar som er vanskelige å vurdere; den holder seg høy der én vurdering dominerer.",
        "Il caso agisce solo sulle risposte difficili; resta alto dove prevale un solo giudizio.",
        "Случайность есть только в трудных ответах; остаётся высоким, где преобладает одна оценка.",
    ),
    "bp": (
        "Chance is that every judgement is as likely as any other.",
        "Slump er at alle vurderinger er like sannsynlige.",
        "Il caso è che ogni giudizio sia probabile quanto gli altri.",
        "Случайность: все оценки равновероятны.",
    ),
}  # fmt: skip


def named(name: str, language: str) -> str:
    """What a coefficient is called."""
    return in_language(NAMES, name, language)
