"""Headings and notes of comparisons, in four languages."""

from surveykit.reports.captions import Words, in_language

_WORDS: Words = {
    "title": ("Comparison", "Sammenligning", "Confronto", "Сравнение"),
    "and": ("{first} and {second}", "{first} og {second}", "{first} e {second}", "{first} и {second}"),
    "ranks": ("Ranks. {by}: {pair}", "Rangeringer. {by}: {pair}", "Ranghi. {by}: {pair}", "Ранги. {by}: {pair}"),
    "means": ("Means. {by}: {pair}", "Gjennomsnitt. {by}: {pair}", "Medie. {by}: {pair}", "Средние. {by}: {pair}"),
    "overall": ("All groups: {by}", "Alle grupper: {by}", "Tutti i gruppi: {by}", "Все группы: {by}"),
    "paired": ("Pairs", "Par", "Coppie", "Пары"),
    "over_units": ("Means of {units}: {pair}", "Gjennomsnitt for {units}: {pair}", "Medie di {units}: {pair}",
                   "Средние по {units}: {pair}"),
    "together": ("How the two go together", "Hvordan de to henger sammen", "Come vanno insieme", "Как они связаны"),
    "mann_whitney": ("Mann-Whitney", "Mann-Whitney", "Mann-Whitney", "Манн-Уитни"),
    "kolmogorov": ("Kolmogorov-Smirnov", "Kolmogorov-Smirnov", "Kolmogorov-Smirnov", "Колмогоров-Смирнов"),
    "designed": ("By the design. {by}: {pair}", "Etter utvalgsplanen. {by}: {pair}", "Secondo il disegno. {by}: {pair}",
                 "По плану выборки. {by}: {pair}"),
    "designed_t": ("t", "t", "t", "t"),
    "by_ranks": ("Ranks (Wilcoxon)", "Rangeringer (Wilcoxon)", "Ranghi (Wilcoxon)", "Ранги (Уилкоксон)"),
    "kruskal_designed": ("Kruskal-Wallis, by the design", "Kruskal-Wallis, etter utvalgsplanen",
                         "Kruskal-Wallis, secondo il disegno", "Краскел-Уоллис, по плану выборки"),
    "designed_how": (
        ("Means and ranks are those of the population; tests know strata, clusters and weights. P{{first > second}} is "
        'the probability that a case of "{first}" exceeds a case of "{second}", ties as half.'),
        ("Gjennomsnitt og rangeringer gjelder populasjonen; testene kjenner strata, klynger og vekter. "
        "P{{første > andre}} er sannsynligheten for at en enhet i «{first}» overgår en i «{second}», like halvt."),
        ("Medie e ranghi sono quelli della popolazione; i test tengono conto di strati, grappoli e pesi. "
        "P{{primo > secondo}} è la probabilità che un caso di «{first}» superi uno di «{second}», i pari per metà."),
        ("Средние и ранги — для совокупности; критерии учитывают страты, кластеры и веса. P{{первая > вторая}} — "
        "вероятность, что случай из «{first}» больше случая из «{second}», равные за половину."),
    ),
    "kruskal": ("Kruskal-Wallis", "Kruskal-Wallis", "Kruskal-Wallis", "Краскел-Уоллис"),
    "wilcoxon": ("Wilcoxon signed ranks", "Wilcoxons rangtest", "Ranghi con segno", "Знаковые ранги Уилкоксона"),
    "pratt": ("with Pratt's zeros", "med Pratts nuller", "con zeri di Pratt", "с нулями по Пратту"),
    "mcnemar": ("McNemar", "McNemar", "McNemar", "Мак-Немар"),
    "welch": ("Welch's t", "Welchs t", "t di Welch", "t Уэлча"),
    "paired_t": ("Paired t", "Paret t", "t appaiato", "Парный t"),
    "exceeds": ("P{{{first} > {second}}}",) * 4,
    "first": ("first", "første", "primo", "первая"),
    "second": ("second", "andre", "secondo", "вторая"),
    "larger": ("Larger", "Størst", "Maggiore", "Больше"),
    "equal": ("neither", "ingen", "nessuno", "ни одна"),
    "adjusted_p": ("adjusted p", "justert p", "p aggiustato", "p с поправкой"),
    "exact_p": ("exact p", "eksakt p", "p esatto", "точный p"),
    "asymptotic_p": ("asymptotic p", "asymptotisk p", "p asintotico", "асимпт. p"),
    "corrected_p": ("corrected p", "korrigert p", "p corretto", "скорр. p"),
    "difference": ("Difference", "Differanse", "Differenza", "Разность"),
    "se": ("Std. error", "Std.feil", "Err. std.", "Ст. ошибка"),
    "from": ("from", "fra", "da", "от"),
    "to": ("to", "til", "a", "до"),
    "interval": ("{level} % interval", "{level} %-intervall", "Intervallo {level} %", "{level} % интервал"),
    "pearson": ("Pearson's r", "Pearsons r", "r di Pearson", "r Пирсона"),
    "spearman": ("Spearman's rho", "Spearmans rho", "rho di Spearman", "ро Спирмена"),
    "kendall": ("Kendall's tau-b", "Kendalls tau-b", "tau-b di Kendall", "тау-b Кендалла"),
    "coefficient": ("Coefficient", "Koeffisient", "Coefficiente", "Коэффициент"),
    "stars": (
        "*** p < 0.01; ** p < 0.05; * p < 0.1 (Mann-Whitney).", "*** p < 0,01; ** p < 0,05; * p < 0,1 (Mann-Whitney).",
        "*** p < 0,01; ** p < 0,05; * p < 0,1 (Mann-Whitney).", "*** p < 0,01; ** p < 0,05; * p < 0,1 (Манн-Уитни).",
    ),
    "oriented": (
        ('P{{first > second}} is the probability that a case of "{first}" exceeds a case of "{second}", ties as half: '
        'above 0.5 "{first}" is the larger, and z is positive. z is corrected for ties, not for continuity.'),
        ("P{{første > andre}} er sannsynligheten for at en enhet i «{first}» overgår en i «{second}», like halvt: "
        "over 0,5 er «{first}» størst, og z er positiv. z er korrigert for like verdier, ikke for kontinuitet."),
        ("P{{primo > secondo}} è la probabilità che un caso di «{first}» superi uno di «{second}», i pari contano la "
        "metà: oltre 0,5 «{first}» è maggiore e z è positivo. z è corretto per i pari, non per la continuità."),
        ("P{{первая > вторая}} — вероятность, что случай из «{first}» больше случая из «{second}», равные считаются за "
        "половину: выше 0,5 больше «{first}», и z > 0. z с поправкой на связи, без поправки на непрерывность."),
    ),
    "panel": (
        "{letter}. {by}: {first} (first), {second} (second)", "{letter}. {by}: {first} (første), {second} (andre)",
        "{letter}. {by}: {first} (primo), {second} (secondo)", "{letter}. {by}: {first} (первая), {second} (вторая)",
    ),
    "oriented_panels": (
        ("P{{first > second}} is the probability that a case of the first group of a panel exceeds one of the second, "
        "ties as half: above 0.5 the first is the larger, and z is positive. z is corrected for ties, not for "
        "continuity."),
        ("P{{første > andre}} er sannsynligheten for at en enhet i den første gruppen overgår en i den andre, like "
        "halvt: over 0,5 er den første størst, og z er positiv. z er korrigert for like verdier, ikke for "
        "kontinuitet."),
        ("P{{primo > secondo}} è la probabilità che un caso del primo gruppo superi uno del secondo, i pari contano la "
        "metà: oltre 0,5 il primo è maggiore e z è positivo. z è corretto per i pari, non per la continuità."),
        ("P{{первая > вторая}} — вероятность, что случай из первой группы больше случая из второй, равные считаются за "
        "половину: выше 0,5 больше первая, и z > 0. z с поправкой на связи, без поправки на непрерывность."),
    ),
    "designed_panels": (
        ("Means and ranks are those of the population; tests know strata, clusters and weights. P{{first > second}} is "
        "the probability that a case of the first group of a panel exceeds one of the second, ties as half."),
        ("Gjennomsnitt og rangeringer gjelder populasjonen; testene kjenner strata, klynger og vekter. "
        "P{{første > andre}} er sannsynligheten for at en enhet i den første gruppen overgår en i den andre, like "
        "halvt."),
        ("Medie e ranghi sono quelli della popolazione; i test tengono conto di strati, grappoli e pesi. "
        "P{{primo > secondo}} è la probabilità che un caso del primo gruppo superi uno del secondo, i pari per metà."),
        ("Средние и ранги — для совокупности; критерии учитывают страты, кластеры и веса. P{{первая > вторая}} — "
        "вероятность, что случай из первой группы больше случая из второй, равные за половину."),
    ),
    "two_p": (
        ("D has two p-values: exact, over all ways to draw the groups with their ties; and corrected for small "
        "samples, as Stata prints it."),
        ("D har to p-verdier: eksakt, over alle måter å trekke gruppene på; og korrigert for små utvalg, som i Stata."),
        ("D ha due p: esatto, su tutti i modi di estrarre i gruppi con i loro pari; e corretto per piccoli campioni, "
        "come in Stata."),
        ("У D два p: точный, по всем способам отобрать группы с их связями; и с поправкой на малые выборки, как в "
        "Stata."),
    ),
    "three_p": (
        ("D has three p-values: exact, over all ways to draw the groups with their ties; asymptotic; and corrected "
        "for small samples, as Stata prints it."),
        ("D har tre p-verdier: eksakt, over alle måter å trekke gruppene på; asymptotisk; og korrigert for små utvalg, "
        "som i Stata."),
        ("D ha tre p: esatto, su tutti i modi di estrarre i gruppi con i loro pari; asintotico; e corretto per piccoli "
        "campioni, come in Stata."),
        ("У D три p: точный, по всем способам отобрать группы с их связями; асимптотический; и с поправкой на малые "
        "выборки, как в Stata."),
    ),
    "no_exact": (
        "No exact p of D where it would take too long.", "Ingen eksakt p for D der det ville tatt for lang tid.",
        "Nessun p esatto di D dove richiederebbe troppo tempo.",
        "Точного p для D нет, где он занял бы слишком много времени.",
    ),
    "constant": (
        "No test where all values are the same: {names}.", "Ingen test der alle verdier er like: {names}.",
        "Nessun test dove tutti i valori sono uguali: {names}.", "Нет критерия, где все значения равны: {names}.",
    ),
    "few": (
        "No test where a group has too few cases: {names}.", "Ingen test der en gruppe har for få enheter: {names}.",
        "Nessun test dove un gruppo ha troppo pochi casi: {names}.",
        "Нет критерия, где в группе мало случаев: {names}.",
    ),
    "lacking": (
        "{name}: {n} missing ({reasons}).", "{name}: {n} mangler ({reasons}).", "{name}: {n} mancanti ({reasons}).",
        "{name}: пропусков {n} ({reasons}).",
    ),
    "fetched": (
        "Read case by case: {names}.", "Lest enhet for enhet: {names}.", "Letti caso per caso: {names}.",
        "Прочитаны по одному: {names}.",
    ),
    "unpaired": (
        "{n} without a partner took no part: {name}.", "{n} uten partner er ikke med: {name}.",
        "{n} senza corrispondente esclusi: {name}.", "Без пары исключено {n}: {name}.",
    ),
    "zeros": (
        "Wilcoxon leaves out pairs without a difference; Pratt ranks them first.",
        "Wilcoxon utelater par uten differanse; Pratt rangerer dem først.",
        "Wilcoxon esclude le coppie senza differenza; Pratt prima le ordina.",
        "Уилкоксон исключает пары без разности; Пратт сначала ранжирует их.",
    ),
}  # fmt: skip


def word(key: str, language: str, **parts: object) -> str:
    """A heading or note; English where the language is not among the four."""
    return in_language(_WORDS, key, language, **parts)
