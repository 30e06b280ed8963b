"""Headings and notes of cross-tables that no other page has, in four languages."""

from surveykit.reports.captions import Words, in_language

_WORDS: Words = {
    "low": ("low", "nedre", "inf.", "нижн."),
    "high": ("high", "øvre", "sup.", "верхн."),
    "residual": ("Adjusted residual", "Justert residual", "Residuo corretto", "Скорр. остаток"),
    "statistic": ("Statistic", "Mål", "Misura", "Показатель"),
    "base": ("Base (n)", "Basis (n)", "Base (n)", "База (n)"),
    "weighted_base": ("Weighted base", "Vektet basis", "Base pesata", "Взвеш. база"),
    "effective_base": ("Effective base", "Effektiv basis", "Base effettiva", "Эфф. база"),
    "mean_of": ("Mean: {name}", "Gjennomsnitt: {name}", "Media: {name}", "Среднее: {name}"),
    "sd_of": ("Std. dev.: {name}", "Std.avvik: {name}", "Dev. std.: {name}", "Ст. откл.: {name}"),
    "columns": ("Columns", "Kolonner", "Colonne", "Столбцы"),
    "banner": ("{row} by {columns}", "{row} etter {columns}", "{row} per {columns}", "{row} × {columns}"),
    "rao_scott": ("Rao-Scott F", "Rao-Scott F", "F di Rao-Scott", "F Рао — Скотта"),
    "first_order": (
        "Rao-Scott chi-square", "Rao-Scott-kjikvadrat", "Chi-quadrato di Rao-Scott", "Хи-квадрат Рао — Скотта",
    ),
    "lr_f": ("Likelihood ratio F", "Sannsynlighetskvote F", "F rapporto verosim.", "F отн. правдоподобия"),
    "wald": ("Wald F (adjusted)", "Wald F (justert)", "F di Wald (corretto)", "F Вальда (скорр.)"),
    "effect": ("Mean design effect", "Midlere designeffekt", "Effetto del disegno", "Эффект дизайна"),
    "measures": (
        "Strength of association", "Styrke i sammenhengen", "Forza dell'associazione", "Сила связи",
    ),
    "contingency": ("Contingency coefficient", "Kontingenskoeffisient", "Coeff. di contingenza", "Коэфф. сопряж."),
    "gamma": ("Gamma", "Gamma", "Gamma", "Гамма"),
    "tau_b": ("Kendall's tau-b", "Kendalls tau-b", "Tau-b di Kendall", "Тау-b Кендалла"),
    "lambda_rows": ("of rows", "av rader", "delle righe", "строк"),
    "lambda_columns": ("of columns", "av kolonner", "delle colonne", "столбцов"),
    "lambda_both": ("of both", "av begge", "di entrambe", "обоих"),
    "lambda": (
        "Goodman-Kruskal lambda", "Goodman-Kruskals lambda", "Lambda di Goodman-Kruskal", "Лямбда Гудмана — Краскела",
    ),
    "hidden": (
        (
            "×: fewer than {least} cases, or a count that would give such a one away. Nothing is shown from which it "
            "could be reckoned, in these tables."
        ),
        (
            "×: færre enn {least} enheter, eller et antall som ville røpe et slikt. Ikke noe som vises i disse "
            "tabellene, lar det regnes ut."
        ),
        (
            "×: meno di {least} casi, o una frequenza che li rivelerebbe. Nulla di quanto è mostrato in queste "
            "tavole permette di calcolarla."
        ),
        "×: меньше {least} случаев или число, которое выдало бы такое. По этим таблицам его нельзя вычислить.",
    ),
    "hidden_tests": (
        "Of tables with hidden counts there are no tests and no measures of association: these would tell the counts.",
        "Tabeller med skjulte antall har ingen tester eller sammenhengsmål: de ville røpet antallene.",
        "Le tavole con frequenze nascoste non hanno test né misure di associazione, che le rivelerebbero.",
        "Для таблиц со скрытыми числами нет критериев и мер связи: они выдали бы эти числа.",
    ),
    "rounded": (
        (
            "Counts are rounded to multiples of {base}, so that they add up, and all else is of rounded counts. There "
            "are no tests, which would tell those that were counted, and no means of fewer than {base} cases."
        ),
        (
            "Antall er avrundet til multipler av {base}, slik at de summerer seg, og alt annet er av avrundede antall. "
            "Det er ingen tester, som ville røpet de opptalte, og ingen gjennomsnitt av færre enn {base} enheter."
        ),
        (
            "Le frequenze sono arrotondate a multipli di {base}, così da sommarsi, e tutto il resto è di frequenze "
            "arrotondate. Non ci sono test, che rivelerebbero quelle contate, né medie di meno di {base} casi."
        ),
        (
            "Числа округлены до кратных {base} так, что сходятся в сумме; всё остальное — по округлённым числам. "
            "Критериев, которые выдали бы исходные числа, и средних менее чем по {base} случаям нет."
        ),
    ),
    "ordered_only": (
        "Gamma and tau-b are given where rows and columns are in order.",
        "Gamma og tau-b gis der rader og kolonner har en rekkefølge.",
        "Gamma e tau-b sono dati dove righe e colonne sono ordinate.",
        "Гамма и тау-b — только для упорядоченных строк и столбцов.",
    ),
    "means_p": (
        "p is that of the Kruskal-Wallis test of whether the columns before it differ.",
        "p er for Kruskal-Wallis-testen av om kolonnene foran er forskjellige.",
        "p è quello del test di Kruskal-Wallis, se le colonne che precedono differiscono.",
        "p — критерия Краскела-Уоллиса о различии столбцов перед ним.",
    ),
    "letters": (
        (
            "Letters: the share or mean is larger than in the column of that letter, p < 0.05 (lower case) or "
            "p < 0.01 (upper case), two-sided{adjusted}; columns of one variable are compared."
        ),
        (
            "Bokstaver: andelen eller gjennomsnittet er større enn i kolonnen med den bokstaven, p < 0,05 (liten) "
            "eller p < 0,01 (stor bokstav), tosidig{adjusted}; kolonner av én variabel sammenlignes."
        ),
        (
            "Lettere: la quota o la media è maggiore di quella della colonna indicata, p < 0,05 (minuscola) o "
            "p < 0,01 (maiuscola), bilaterale{adjusted}; si confrontano le colonne di una stessa variabile."
        ),
        (
            "Буквы: доля или среднее больше, чем в столбце с этой буквой, p < 0,05 (строчная) или p < 0,01 "
            "(прописная), двусторонний критерий{adjusted}; сравниваются столбцы одной переменной."
        ),
    ),
    "bonferroni": (
        ", after Bonferroni", ", etter Bonferroni", ", dopo Bonferroni", ", с поправкой Бонферрони",
    ),
    "letters_design": (
        "Differences have the variance that the design gives them.",
        "Forskjeller har den variansen utvalgsplanen gir dem.",
        "Le differenze hanno la varianza data dal disegno.",
        "Дисперсия разностей — по дизайну выборки.",
    ),
    "letters_weights": (
        "Columns count as many cases as their weights tell (effective base).",
        "Kolonner teller så mange enheter som vektene forteller (effektiv basis).",
        "Le colonne contano tanti casi quanti ne dicono i pesi (base effettiva).",
        "Столбцы учитываются по эффективной базе весов.",
    ),
    "intervals": (
        "Intervals: {level} %, logit, with {df} degrees of freedom.",
        "Intervaller: {level} %, logit, med {df} frihetsgrader.",
        "Intervalli: {level} %, logit, con {df} gradi di libertà.",
        "Интервалы: {level} %, логит, степеней свободы: {df}.",
    ),
    "survey_test": (
        (
            "The tests know {what}: Rao and Scott's F of second order (R's svychisq, Stata's design-based F), "
            "with the chi-square of the valid cases."
        ),
        (
            "Testene kjenner {what}: Rao og Scotts F av andre orden (svychisq i R, design-based F i Stata), "
            "med kjikvadrat av de gyldige enhetene."
        ),
        (
            "I test tengono conto di {what}: F di Rao e Scott del secondo ordine (svychisq di R, design-based F di "
            "Stata), con il chi-quadrato dei casi validi."
        ),
        (
            "Критерии учитывают {what}: F Рао и Скотта второго порядка (svychisq в R, design-based F в Stata), "
            "хи-квадрат — по валидным анкетам."
        ),
    ),
    "by_design": ("the design of the sample", "utvalgsplanen", "il disegno del campione", "дизайн выборки"),
    "by_weights": (
        "the weights, each case drawn by itself", "vektene, hver enhet trukket for seg",
        "i pesi, ogni caso estratto da solo", "веса, каждая анкета отобрана отдельно",
    ),
    "too_large": (
        "{name}: the table is too large to be tested with its weights or design.",
        "{name}: tabellen er for stor til å testes med vekter eller utvalgsplan.",
        "{name}: la tavola è troppo grande per un test con i pesi o il disegno.",
        "{name}: таблица слишком велика для критерия с весами или дизайном.",
    ),
    "crossed": ("{names} crossed", "{names} krysset", "{names} incrociati", "{names}"),
}  # fmt: skip


def said(key: str, language: str, **parts: object) -> str:
    """What a key says in a language."""
    return in_language(_WORDS, key, language, **parts)
