"""Headings and notes of pages of estimates, in four languages."""

from surveykit.reports.captions import Words, in_language

_WORDS: Words = {
    "title": ("Estimates", "Estimater", "Stime", "Оценки"),
    "mean": ("Mean", "Gjennomsnitt", "Media", "Среднее"),
    "total": ("Total", "Sum", "Totale", "Сумма"),
    "ratio": ("Ratio", "Forholdstall", "Rapporto", "Отношение"),
    "prop": ("Share, %", "Andel, %", "Quota, %", "Доля, %"),
    "count": ("Number in the population", "Antall i populasjonen", "Numero nella popolazione", "Число в совокупности"),
    "median": ("Median", "Median", "Mediana", "Медиана"),
    "quantile": ("Quantile", "Kvantil", "Quantile", "Квантиль"),
    "percentile": ("Percentile {number}", "Persentil {number}", "Percentile {number}", "Процентиль {number}"),
    "variance": ("Variance", "Varians", "Varianza", "Дисперсия"),
    "sd": ("Standard deviation", "Standardavvik", "Deviazione standard", "Стандартное отклонение"),
    "covariance": ("Covariance", "Kovarians", "Covarianza", "Ковариация"),
    "correlation": ("Correlation", "Korrelasjon", "Correlazione", "Корреляция"),
    "alpha": ("Cronbach's alpha", "Cronbachs alfa", "Alfa di Cronbach", "Альфа Кронбаха"),
    "kappa": ("Cohen's kappa", "Cohens kappa", "Kappa di Cohen", "Каппа Коэна"),
    "gini": ("Gini coefficient", "Gini-koeffisient", "Coefficiente di Gini", "Коэффициент Джини"),
    "lorenz": (
        "Share of the total held by the smallest", "Andel av summen hos de minste",
        "Quota del totale detenuta dai più piccoli", "Доля суммы у наименьших",
    ),
    "cr": (
        "Share of the total held by the {number} largest", "Andel av summen hos de {number} største",
        "Quota del totale detenuta dai {number} più grandi", "Доля суммы у {number} крупнейших",
    ),
    "hhi": ("Herfindahl index", "Herfindahl-indeks", "Indice di Herfindahl", "Индекс Херфиндаля"),
    "value": ("Estimate", "Estimat", "Stima", "Оценка"),
    "se": ("Std. error", "Std.feil", "Err. std.", "Ст. ошибка"),
    "low": ("from", "fra", "da", "от"),
    "high": ("to", "til", "a", "до"),
    "interval": ("{level} % interval", "{level} % intervall", "Intervallo al {level} %", "Интервал {level} %"),
    "cv": ("CV, %", "CV, %", "CV, %", "CV, %"),
    "deff": ("Deff", "Deff", "Deff", "Deff"),
    "deff_replace": ("Deff w.r.", "Deff m.t.", "Deff c.r.", "Deff с в."),
    "deff_how": (
        "Deff: the variance in relation to that of as many cases drawn at random, without and with (w.r.) replacement.",
        "Deff: variansen i forhold til den for like mange tilfeldig trukne enheter, uten og med (m.t.) tilbakelegging.",
        "Deff: la varianza rispetto a quella di altrettanti casi estratti a caso, senza e con (c.r.) reimmissione.",
        "Deff: дисперсия по сравнению с простой случайной выборкой того же объёма, без возврата и с возвратом (с в.).",
    ),
    "missing": (
        "Missing, {variable}: {reasons}.", "Mangler, {variable}: {reasons}.",
        "Mancanti, {variable}: {reasons}.", "Пропуски, {variable}: {reasons}.",
    ),
    "category": ("Category", "Kategori", "Categoria", "Категория"),
    "over": ("{first} by {second}", "{first} på {second}", "{first} su {second}", "{first} на {second}"),
    "drawn_cases": (
        "Cases drawn at random.", "Enhetene er trukket tilfeldig.", "Casi estratti a caso.", "Случайная выборка.",
    ),
    "drawn": (
        "Sample of {clusters} clusters in {strata} {strata:stratum|strata}.",
        "Utvalg av {clusters} klynger i {strata} {strata:stratum|strata}.",
        "Campione di {clusters} grappoli in {strata} {strata:strato|strati}.",
        "Выборка: кластеров {clusters}, страт {strata}.",
    ),
    "drawn_strata": (
        "Sample of {clusters} cases in {strata} {strata:stratum|strata}.",
        "Utvalg av {clusters} enheter i {strata} {strata:stratum|strata}.",
        "Campione di {clusters} casi in {strata} {strata:strato|strati}.",
        "Выборка: анкет {clusters}, страт {strata}.",
    ),
    "replicates": (
        "Standard errors by {n} replicate weights ({method}).",
        "Standardfeil fra {n} replikatvekter ({method}).",
        "Errori standard da {n} pesi replicati ({method}).",
        "Ст. ошибки по {n} репликационным весам ({method}).",
    ),
    "design": (
        "Degrees of freedom {df}: clusters less strata of the sample.",
        "Frihetsgrader {df}: klynger minus strata i utvalget.",
        "Gradi di libertà {df}: grappoli meno strati del campione.",
        "Степени свободы {df}: кластеры минус страты выборки.",
    ),
    "stata": (
        "Degrees of freedom {df}: clusters less strata, of strata with cases in the domain, as in Stata.",
        "Frihetsgrader {df}: klynger minus strata, i strata med enheter i gruppen, som i Stata.",
        "Gradi di libertà {df}: grappoli meno strati, negli strati con casi nel dominio, come in Stata.",
        "Степени свободы {df}: кластеры минус страты, где есть анкеты группы, как в Stata.",
    ),
    "domain": (
        "Degrees of freedom {df}: clusters less strata with cases in the domain.",
        "Frihetsgrader {df}: klynger minus strata med enheter i gruppen.",
        "Gradi di libertà {df}: grappoli meno strati con casi nel dominio.",
        "Степени свободы {df}: кластеры минус страты с анкетами группы.",
    ),
    "normal": (
        "Intervals of the normal distribution.", "Intervaller fra normalfordelingen.",
        "Intervalli della distribuzione normale.", "Интервалы нормального распределения.",
    ),
    "of_replicates": (
        "Degrees of freedom {df}: the rank of the replicate weights less one.",
        "Frihetsgrader {df}: replikatvektenes rang minus én.",
        "Gradi di libertà {df}: rango dei pesi replicati meno uno.",
        "Степени свободы {df}: ранг репликационных весов минус один.",
    ),
    "no_value": (
        "No estimate where no case is valid: {names}.", "Intet estimat der ingen enhet er gyldig: {names}.",
        "Nessuna stima dove nessun caso è valido: {names}.", "Оценки нет, где нет валидных анкет: {names}.",
    ),
    "undefined": (
        "No estimate where one case is valid, nothing varies or the total is 0: {names}.",
        "Intet estimat der én enhet er gyldig, ingenting varierer eller summen er 0: {names}.",
        "Nessuna stima dove è valido un solo caso, nulla varia o il totale è 0: {names}.",
        "Оценки нет, где валидна одна анкета, ничего не варьирует или сумма равна 0: {names}.",
    ),
    "no_df": (
        "No interval where there are no more clusters than strata: {names}.",
        "Intet intervall der det ikke er flere klynger enn strata: {names}.",
        "Nessun intervallo dove i grappoli non sono più degli strati: {names}.",
        "Интервала нет, где кластеров не больше, чем страт: {names}.",
    ),
    "no_limits": (
        "No such interval of a share of 0 or 100 %; `--interval beta` has one: {names}.",
        "Intet slikt intervall for en andel på 0 eller 100 %; `--interval beta` har et: {names}.",
        "Nessun intervallo di questo tipo per una quota di 0 o 100 %; `--interval beta` ne ha uno: {names}.",
        "Такого интервала нет для доли 0 или 100 %; он есть с `--interval beta`: {names}.",
    ),
    "shares_by": ("Intervals: {method}.", "Intervaller: {method}.", "Intervalli: {method}.", "Интервалы: {method}."),
    "below_by": (
        "Intervals: of the share below the value, its ends read back as values ({method}).",
        "Intervaller: for andelen under verdien, endene lest tilbake som verdier ({method}).",
        "Intervalli: della quota sotto il valore, gli estremi riletti come valori ({method}).",
        "Интервалы: для доли ниже значения, концы прочитаны как значения ({method}).",
    ),
    "quantile_by": (
        "the quantile by each replicate weight", "kvantilen for hver replikatvekt",
        "il quantile per ogni peso replicato", "квантиль по каждому репликационному весу",
    ),
    "mean_by": (
        "standard errors to both sides (Wald)", "standardfeil til begge sider (Wald)",
        "errori standard da ambo i lati (Wald)", "ст. ошибки в обе стороны (Вальд)",
    ),
    "logit_by": ("logit", "logit", "logit", "логит"),
    "likelihood_by": (
        "likelihood ratio", "rimelighetskvote", "rapporto di verosimiglianza", "отношение правдоподобия",
    ),
    "asin_by": ("arcsine", "arcussinus", "arcoseno", "арксинус"),
    "beta_by": ("Korn-Graubard", "Korn-Graubard", "Korn-Graubard", "Корн — Граубард"),
    "wilson_by": ("Wilson", "Wilson", "Wilson", "Уилсон"),
    "agresti-coull_by": ("Agresti-Coull", "Agresti-Coull", "Agresti-Coull", "Агрести — Коулл"),
    "clopper-pearson_by": ("Clopper-Pearson", "Clopper-Pearson", "Clopper-Pearson", "Клоппер — Пирсон"),
    "score_by": ("score test", "skåretest", "test score", "скор-тест"),
    "no_se": (
        "The standard error is unknown: {names}.", "Standardfeilen er ukjent: {names}.",
        "L'errore standard è ignoto: {names}.", "Ст. ошибка неизвестна: {names}.",
    ),
    "constant": (
        "A standard error of 0: the same in every case, or every cluster was asked: {names}.",
        "Standardfeil 0: likt for alle enheter, eller alle klynger er spurt: {names}.",
        "Errore standard 0: uguale in tutti i casi, o tutti i grappoli intervistati: {names}.",
        "Ст. ошибка 0: одинаково у всех, или опрошены все кластеры: {names}.",
    ),
    "differences": (
        "Differences. {of}", "Forskjeller. {of}", "Differenze. {of}", "Разности. {of}",
    ),
    "less": ("less", "minus", "meno", "минус"),
    "difference": ("Difference", "Forskjell", "Differenza", "Разность"),
    "t": ("t", "t", "t", "t"),
    "adjusted": ("Adjusted p", "Justert p", "p corretto", "Скорр. p"),
    "none": (
        "p is of each pair by itself.", "p gjelder hvert par for seg.", "p è di ogni coppia a sé.",
        "p для каждой пары отдельно.",
    ),
    "bonferroni": (
        "p adjusted after Bonferroni over the pairs of each quantity.",
        "p er justert etter Bonferroni over parene for hver størrelse.",
        "p corretto secondo Bonferroni sulle coppie di ogni quantità.",
        "p скорректировано по Бонферрони по парам каждой величины.",
    ),
    "holm": (
        "p adjusted after Holm over the pairs of each quantity.",
        "p er justert etter Holm over parene for hver størrelse.",
        "p corretto secondo Holm sulle coppie di ogni quantità.",
        "p скорректировано по Холму по парам каждой величины.",
    ),
    "bh": (
        "p adjusted after Benjamini and Hochberg over the pairs of each quantity: the share of false findings.",
        "p er justert etter Benjamini og Hochberg over parene for hver størrelse: andelen falske funn.",
        "p corretto secondo Benjamini e Hochberg sulle coppie di ogni quantità: quota di falsi positivi.",
        "p скорректировано по Бенджамини — Хохбергу по парам каждой величины: доля ложных находок.",
    ),
    "no_difference": (
        "No test where it is unknown how two estimates vary together, or neither varies.",
        "Ingen test der det er ukjent hvordan to estimater varierer sammen, eller ingen av dem varierer.",
        "Nessun test dove è ignoto come due stime varino insieme, o nessuna varia.",
        "Критерия нет, где неизвестно, как две оценки варьируют вместе, или они не варьируют.",
    ),
}  # fmt: skip


_CARRY_A_NUMBER = {"p": "percentile", "cr": "cr"}


def word(key: str, language: str, **parts: object) -> str:
    """What a key says in a language; English where the language is not among the four."""
    return in_language(_WORDS, key, language, **parts)


def statistic_words(name: str, language: str) -> str:
    """The heading of a statistic; its name where nothing else is said of it.

    Example:
        >>> statistic_words("p25", "en"), statistic_words("cr4", "en")
        ('Percentile 25', 'Share of the total held by the 4 largest')
    """
    kind = name.rstrip("0123456789.")
    if kind in _CARRY_A_NUMBER and kind != name:
        return word(_CARRY_A_NUMBER[kind], language, number=name[len(kind) :])
    return word(name, language) if name in _WORDS else name


def interval_words(method: str, language: str, *, share: bool) -> str:
    """How the intervals of shares, or of quantiles, were found.

    Example:
        >>> interval_words("beta", "en", share=True)
        'Intervals: Korn-Graubard.'
    """
    by_itself = share or method in {"score", "quantile"}
    named = word(f"{'logit' if method == 'xlogit' else method}_by", language)
    return word("shares_by" if by_itself else "below_by", language, method=named)
