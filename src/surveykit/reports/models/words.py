"""Headings and notes of tables of models, in four languages."""

from surveykit.reports.captions import Words, in_language

_WORDS: Words = {
    "title": ("Models", "Modeller", "Modelli", "Модели"),
    "constant": ("Constant", "Konstantledd", "Costante", "Константа"),
    "rho": ("ρ", "ρ", "ρ", "ρ"),
    "athrho": ("atanh ρ", "atanh ρ", "atanh ρ", "atanh ρ"),
    "lnsigma": ("ln σ", "ln σ", "ln σ", "ln σ"),
    "error_terms": ("Error terms", "Feilledd", "Termini d'errore", "Ошибки уравнений"),
    "sigma": ("σ", "σ", "σ", "σ"),
    "lambda": ("λ (inverse Mills ratio)", "λ (invers Mills-rate)", "λ (rapporto di Mills)", "λ (отношение Миллса)"),
    "cut": ("Threshold {number}", "Terskel {number}", "Soglia {number}", "Порог {number}"),
    "reference": (
        "{variable} (reference: {category})", "{variable} (referanse: {category})",
        "{variable} (riferimento: {category})", "{variable} (база: {category})",
    ),
    "log": ("{name} (log)", "{name} (log)", "{name} (log)", "{name} (лог.)"),
    "sqrt": ("{name} (square root)", "{name} (kvadratrot)", "{name} (radice)", "{name} (корень)"),
    "exp": ("{name} (exp)", "{name} (exp)", "{name} (exp)", "{name} (эксп.)"),
    "power": ("{name}, power {power}", "{name}, potens {power}", "{name}, potenza {power}", "{name}, степень {power}"),
    "square": ("{name}, squared", "{name}, kvadrert", "{name}, al quadrato", "{name}, квадрат"),
    "selection": ("Selection", "Seleksjon", "Selezione", "Отбор"),
    "yes": ("yes", "ja", "sì", "да"),
    "no": ("no", "nei", "no", "нет"),
    "n": ("Observations", "Observasjoner", "Osservazioni", "Наблюдения"),
    "clusters": ("Clusters", "Klynger", "Cluster", "Кластеры"),
    "loglik": ("Log-likelihood", "Log-likelihood", "Log-verosimiglianza", "Лог. правдоподобия"),
    "r2": ("R²", "R²", "R²", "R²"),
    "r2_adjusted": ("Adjusted R²", "Justert R²", "R² corretto", "Скорректированный R²"),
    "r2_within": ("R² within", "R² innen grupper", "R² within", "R² внутригрупповой"),
    "r2_mcfadden": ("Pseudo R²", "Pseudo-R²", "Pseudo R²", "Псевдо-R²"),
    "rmse": ("Root mean squared error", "Residualstandardavvik", "Errore standard residuo", "Ст. ошибка остатков"),
    "aic": ("AIC", "AIC", "AIC", "AIC"),
    "bic": ("BIC", "BIC", "BIC", "BIC"),
    "censored": ("Not selected", "Ikke selektert", "Non selezionati", "Не отобрано"),
    "selected": ("Selected", "Selektert", "Selezionati", "Отобрано"),
    "auc": ("Area under the ROC curve", "Areal under ROC-kurven", "Area sotto la curva ROC", "Площадь под ROC"),
    "correct": (
        "Told rightly, of all", "Rett klassifisert, av alle", "Classificati bene, su tutti", "Верно предсказано, всего",
    ),
    "sensitivity": (
        "Told rightly, of those with the outcome", "Rett klassifisert, av dem med utfallet",
        "Classificati bene, fra chi ha l'esito", "Верно предсказано, среди имеющих исход",
    ),
    "specificity": (
        "Told rightly, of those without it", "Rett klassifisert, av dem uten",
        "Classificati bene, fra chi non l'ha", "Верно предсказано, среди не имеющих",
    ),
    "classified_how": (
        "A chance of one half or more is taken as a yes.", "En sannsynlighet på en halv eller mer regnes som ja.",
        "Una probabilità di un mezzo o più vale sì.", "Вероятность от половины считается за «да».",
    ),
    "loglik_constant": (
        "Log-likelihood of the constant alone", "Log-likelihood for bare konstantleddet",
        "Log-verosimiglianza della sola costante", "Лог. правдоподобия одной константы",
    ),
    "r2_mcfadden_adjusted": (
        "Pseudo R², adjusted", "Pseudo-R², justert", "Pseudo R² corretto", "Псевдо-R², скорректированный",
    ),
    "ols": ("Least squares", "Minste kvadraters metode", "Minimi quadrati", "Метод наименьших квадратов"),
    "logit": ("Logit", "Logit", "Logit", "Логит"),
    "probit": ("Probit", "Probit", "Probit", "Пробит"),
    "ordered": ("Ordered model", "Ordnet modell", "Modello ordinato", "Порядковая модель"),
    "ordered_logit": ("Ordered logit", "Ordnet logit", "Logit ordinato", "Порядковый логит"),
    "ordered_probit": ("Ordered probit", "Ordnet probit", "Probit ordinato", "Порядковый пробит"),
    "multinomial": ("Multinomial logit", "Multinomisk logit", "Logit multinomiale", "Мультиномиальный логит"),
    "biprobit": ("Bivariate probit", "Bivariat probit", "Probit bivariato", "Двумерный пробит"),
    "heckman": ("Selection model", "Seleksjonsmodell", "Modello di selezione", "Модель с отбором"),
    "heckman_two_step": (
        "Selection model in two steps", "Seleksjonsmodell i to trinn", "Modello di selezione in due passi",
        "Двухшаговая модель с отбором",
    ),
    "heckprobit": (
        "Probit with selection", "Probit med seleksjon", "Probit con selezione", "Пробит с отбором",
    ),
    "model_is": ("Model: {model}.", "Modell: {model}.", "Modello: {model}.", "Модель: {model}."),
    "compared": (
        "Categories are compared with: {base}.", "Kategoriene sammenlignes med: {base}.",
        "Le categorie sono confrontate con: {base}.", "Категории сравниваются с: {base}.",
    ),
    "models_are": ("Models: {models}.", "Modeller: {models}.", "Modelli: {models}.", "Модели: {models}."),
    "of": ("{model}: {outcome}", "{model}: {outcome}", "{model}: {outcome}", "{model}: {outcome}"),
    "coefficients": ("Coefficients", "Koeffisienter", "Coefficienti", "Коэффициенты"),
    "fit": ("How well it fits", "Hvor godt den passer", "Adattamento", "Качество подгонки"),
    "tests": ("Tests", "Tester", "Test", "Критерии"),
    "test_of": ("Test", "Test", "Test", "Критерий"),
    "cases_lost": ("Cases lost", "Enheter som falt bort", "Casi persi", "Потерянные анкеты"),
    "terms_dropped": ("Terms the model goes without", "Ledd modellen er uten", "Termini esclusi", "Исключённые члены"),
    "why": ("Why", "Hvorfor", "Perché", "Почему"),
    "interval": ("{level} % interval", "{level} % intervall", "Intervallo al {level} %", "Интервал {level} %"),
    "low": ("from", "fra", "da", "от"),
    "high": ("to", "til", "a", "до"),
    "exp_b": ("exp(b)", "exp(b)", "exp(b)", "exp(b)"),
    "transformed": (
        "The interval of exp(b) is that of b, both ends raised.", "Intervallet for exp(b) er det for b, opphøyd.",
        "L'intervallo di exp(b) è quello di b, elevato.", "Интервал exp(b) — интервал b, возведённый в степень.",
    ),
    "rho_by_atanh": (
        "z and p of ρ are those of atanh ρ; its interval is that of atanh ρ, both ends taken back.",
        "z og p for ρ er de for atanh ρ; intervallet er det for atanh ρ, regnet tilbake.",
        "z e p di ρ sono quelli di atanh ρ; l'intervallo è quello di atanh ρ, riportato indietro.",
        "z и p для ρ взяты от atanh ρ; интервал — от atanh ρ, пересчитанный обратно.",
    ),
    "margins": ("Marginal effects", "Marginale effekter", "Effetti marginali", "Предельные эффекты"),
    "at_average": (
        "Average marginal effects, over the cases of a model.",
        "Gjennomsnittlige marginale effekter, over enhetene i en modell.",
        "Effetti marginali medi, sui casi di un modello.",
        "Средние предельные эффекты по анкетам модели.",
    ),
    "at_means": (
        "Marginal effects of one case that is average in everything.",
        "Marginale effekter for én enhet som er gjennomsnittlig i alt.",
        "Effetti marginali di un caso medio in tutto.",
        "Предельные эффекты для анкеты, средней во всём.",
    ),
    "discrete": (
        "Of a category the difference it makes against the reference, of 0 and 1 that of a 1.",
        "For en kategori forskjellen fra referansen, for 0 og 1 den for 1.",
        "Di una categoria la differenza dal riferimento, di 0 e 1 quella di 1.",
        "Для категории — разность с базой, для 0 и 1 — эффект единицы.",
    ),
    "delta_margins": (
        "Standard errors of effects are by the delta method, of the coefficients alone.",
        "Standardfeil til effekter er ved deltametoden, av koeffisientene alene.",
        "Errori standard degli effetti col metodo delta, dei soli coefficienti.",
        "Ст. ошибки эффектов дельта-методом, только от коэффициентов.",
    ),
    "predicted_without": (
        "Predicted without the treatment", "Predikert uten behandlingen", "Previsto senza il trattamento",
        "Предсказано без воздействия",
    ),
    "ate": ("On all", "For alle", "Su tutti", "Для всех"),
    "att": ("On the treated", "For de behandlede", "Sui trattati", "Для подвергшихся"),
    "both": ("Both", "Begge", "Entrambi", "Оба"),
    "everybody": ("Selected or not", "Selektert eller ikke", "Selezionati o no", "Отобраны или нет"),
    "effect": ("Effect", "Effekt", "Effetto", "Эффект"),
    "predicted": ("Predicted", "Predikert", "Previsto", "Предсказано"),
    "conditional": (
        "Conditional on selection", "Betinget på seleksjon", "Condizionato alla selezione", "Условно (при отборе)",
    ),
    "unconditional": ("Unconditional", "Ubetinget", "Non condizionato", "Безусловно"),
    "direct": ("Direct", "Direkte", "Diretto", "Прямой"),
    "indirect": ("Indirect", "Indirekte", "Indiretto", "Косвенный"),
    "total": ("Total", "Samlet", "Totale", "Полный"),
    "test": (
        "{method} test of {what}, {law}", "{method}-test av {what}, {law}",
        "Test {method} di {what}, {law}", "Критерий {method}: {what}, {law}",
    ),
    "of_model": ("the model", "modellen", "tutto il modello", "модель в целом"),
    "of_rho": ("ρ = 0", "ρ = 0", "ρ = 0", "ρ = 0"),
    "of_absorbed": ("absorbed constants", "absorberte konstantledd", "costanti assorbite", "поглощённые константы"),
    "percent": ("exp(b) − 1, %", "exp(b) − 1, %", "exp(b) − 1, %", "exp(b) − 1, %"),
    "b": ("b", "b", "b", "b"),
    "se": ("std. error", "std.feil", "err. std.", "ст. ошибка"),
    "z": ("z", "z", "z", "z"),
    "t": ("t", "t", "t", "t"),
    "p": ("p", "p", "p", "p"),
    "in_brackets": (
        "In brackets: {what}.", "I parentes: {what}.", "Tra parentesi: {what}.", "В скобках: {what}.",
    ),
    "these_se": ("standard errors", "standardfeil", "errori standard", "стандартные ошибки"),
    "these_z": ("z", "z", "z", "z"),
    "these_t": ("t", "t", "t", "t"),
    "these_z_t": (
        "z, and t of {columns}", "z, og t for {columns}", "z, e t per {columns}", "z, и t для {columns}",
    ),
    "these_p": ("p (two-sided)", "p (tosidig)", "p (bilaterale)", "p (двусторонние)"),
    "stars": (
        "Stars, from two-sided p: {levels}.", "Stjerner, av tosidig p: {levels}.",
        "Asterischi, da p bilaterale: {levels}.", "Звёздочки, по двустороннему p: {levels}.",
    ),
    "errors_classical": (
        "Standard errors are from the observed information: they suppose that the model is true.",
        "Standardfeilene er av den observerte informasjonen: de forutsetter at modellen er sann.",
        "Errori standard dall'informazione osservata: suppongono che il modello sia vero.",
        "Стандартные ошибки по наблюдаемой информации: модель считается верной.",
    ),
    "errors_ols": (
        "Standard errors suppose the same variance in every case.",
        "Standardfeilene forutsetter samme varians i alle enheter.",
        "Gli errori standard suppongono la stessa varianza in ogni caso.",
        "Стандартные ошибки предполагают одинаковую дисперсию во всех анкетах.",
    ),
    "errors_two_step": (
        "Standard errors allow for the inverse Mills ratio being estimated, and suppose that the model is true.",
        "Standardfeilene tar høyde for at den inverse Mills-raten er estimert, og forutsetter at modellen er sann.",
        "Gli errori standard tengono conto che il rapporto di Mills è stimato, e suppongono che il modello sia vero.",
        "Стандартные ошибки учитывают, что отношение Миллса оценено; модель считается верной.",
    ),
    "errors_robust": (
        "Standard errors are robust: the variance may differ from case to case.",
        "Standardfeilene er robuste: variansen kan være ulik fra enhet til enhet.",
        "Errori standard robusti: la varianza può differire da caso a caso.",
        "Стандартные ошибки робастные: дисперсия может различаться между анкетами.",
    ),
    "errors_cluster": (
        "Standard errors allow for cases of a cluster being alike.",
        "Standardfeilene tar høyde for at enheter i samme klynge ligner hverandre.",
        "Gli errori standard tengono conto della somiglianza dei casi di un cluster.",
        "Стандартные ошибки учитывают сходство анкет внутри кластера.",
    ),
    "errors_design": (
        "Standard errors are by the design of the sample.", "Standardfeilene følger utvalgsdesignet.",
        "Errori standard secondo il disegno di campionamento.", "Стандартные ошибки учитывают план выборки.",
    ),
    "of_columns": ("{columns}: {said}", "{columns}: {said}", "{columns}: {said}", "{columns}: {said}"),
    "odds": (
        "Shown is exp(b): odds ratios of logit models, relative risk ratios of multinomial ones.",
        "Vist er exp(b): oddsforhold i logitmodeller, relative risikoforhold i multinomiske.",
        "È mostrato exp(b): odds ratio nei modelli logit, rapporti di rischio relativo nei multinomiali.",
        "Показано exp(b): отношения шансов в логит-моделях, относительные риски в мультиномиальных.",
    ),
    "delta": (
        "Standard errors of exp(b) are by the delta method, exp(b) times that of b; z, t and p are those of b.",
        "Standardfeil til exp(b) er ved deltametoden, exp(b) ganger den til b; z, t og p er de til b.",
        "Gli errori standard di exp(b) sono col metodo delta, exp(b) per quello di b; z, t e p sono quelli di b.",
        "Ст. ошибки exp(b) дельта-методом, exp(b) на ошибку b; z, t и p относятся к b.",
    ),
    "percent_how": (
        "exp(b) − 1, %: by how many per cent an outcome that is a logarithm grows with one more of the variable.",
        "exp(b) − 1, %: hvor mange prosent et utfall i logaritmer øker med én enhet mer av variabelen.",
        "exp(b) − 1, %: di quanto per cento cresce un esito in logaritmi con un'unità in più della variabile.",
        "exp(b) − 1, %: на сколько процентов растёт исход в логарифмах при увеличении переменной на единицу.",
    ),
    "without": (
        "–: the model goes without this term.", "–: modellen er uten dette leddet.",
        "–: il modello è senza questo termine.", "–: модель без этого члена.",
    ),
    "lost": (
        "{n} of {total} {total:case|cases} lost: {parts}.",
        "{n} av {total} {total:enhet|enheter} falt bort: {parts}.",
        "{n} {n:caso perso|casi persi} su {total}: {parts}.",
        "потеряно {n} из {total}: {parts}.",
    ),
    "undefined": ("not defined", "ikke definert", "non definito", "не определено"),
    "dropped": ("without {terms}.", "uten {terms}.", "senza {terms}.", "без: {terms}."),
    "collinear": (
        "other terms say it already", "andre ledd sier det alt", "altri termini lo dicono già",
        "следует из других членов",
    ),
    "same": (
        "all cases are the same in it", "alle enheter er like i det", "tutti i casi vi sono uguali",
        "у всех одинаково",
    ),
    "perfect": (
        "it tells the outcome without error; its {n} {n:case|cases} left out",
        "det sier utfallet uten feil; {n} {n:enhet|enheter} er utelatt",
        "predice l'esito senza errore; {n} {n:caso escluso|casi esclusi}",
        "исход известен без ошибки; исключено {n}",
    ),
}  # fmt: skip


def word(key: str, language: str, **parts: object) -> str:
    """What a key says in a language; English where the language is not among the four."""
    return in_language(_WORDS, key, language, **parts)


def known(key: str) -> bool:
    """Whether a key has words."""
    return key in _WORDS
