"""Headings and notes of the page of weights, in four languages."""

from surveykit.reports.captions import Words, in_language

_WORDS: Words = {
    "title": ("Weights", "Vekter", "Pesi", "Веса"),
    "weight": ("Weight", "Vekt", "Peso", "Вес"),
    "from": ("{new}, from {old}", "{new}, fra {old}", "{new}, da {old}", "{new}, из {old}"),
    "cases": ("Cases", "Tilfeller", "Casi", "Наблюдения"),
    "left_out": ("Left out", "Utelatt", "Esclusi", "Исключено"),
    "nothing": ("nothing", "ingenting", "niente", "ничего"),
    "weight_missing": ("no weight {n}", "uten vekt {n}", "senza peso {n}", "без веса {n}"),
    "weight_not_positive": (
        "weight zero or negative {n}", "vekt null eller negativ {n}", "peso nullo o negativo {n}",
        "вес нулевой или отрицательный {n}",
    ),
    "unanswered": ("did not answer {n}", "svarte ikke {n}", "non hanno risposto {n}", "не ответили {n}"),
    "method": ("Fitted by", "Tilpasset ved", "Adattati con", "Подгонка"),
    "post-stratification": ("post-stratification", "etterstratifisering", "post-stratificazione", "постстратификация"),
    "rake": (
        "raking: margins in turn", "raking: marginaler etter tur", "raking: margini a turno",
        "рейкинг: маргиналы по очереди",
    ),
    "linear": ("linear calibration", "lineær kalibrering", "calibrazione lineare", "линейная калибровка"),
    "raking": (
        "calibration by exponents (raking)", "eksponentiell kalibrering (raking)", "calibrazione esponenziale (raking)",
        "экспоненциальная калибровка (raking)",
    ),
    "logit": ("logit calibration", "logit-kalibrering", "calibrazione logit", "логит-калибровка"),
    "steps": (
        "{method}, {n} {n:step|steps}", "{method}, {n} steg", "{method}, {n} {n:passo|passi}", "{method}, шагов: {n}",
    ),
    "bounds": ("Bounds, new to old", "Grenser, ny mot gammel", "Limiti, nuovo sul vecchio", "Границы отношения"),
    "at_bounds": (
        "{low} to {high}; {n} {n:case|cases} at a bound", "{low} til {high}; {n} tilfeller ved en grense",
        "da {low} a {high}; {n} {n:caso|casi} a un limite", "от {low} до {high}; на границе: {n}",
    ),
    "ratios": ("New to old", "Ny mot gammel", "Nuovo sul vecchio", "Новый к старому"),
    "to": ("{low} to {high}", "{low} til {high}", "da {low} a {high}", "от {low} до {high}"),
    "trim": ("Trimmed", "Trimmet", "Troncati", "Усечено"),
    "trimmed": (
        "to {low} to {high}; {n} {n:case|cases}", "til {low} til {high}; {n} tilfeller",
        "tra {low} e {high}; {n} {n:caso|casi}", "от {low} до {high}; наблюдений: {n}",
    ),
    "replicates": ("Replicate weights", "Replikatvekter", "Pesi replicati", "Реплицированные веса"),
    "spread": ("How weights are spread", "Hvordan vektene er spredt", "Come sono distribuiti i pesi", "Разброс весов"),
    "before": ("before", "før", "prima", "до"),
    "adjusted": (
        "adjusted for nonresponse", "justert for frafall", "corretti per non risposta", "с поправкой на неответы",
    ),
    "after": ("after", "etter", "dopo", "после"),
    "sum": ("Sum", "Sum", "Somma", "Сумма"),
    "smallest": ("Smallest", "Minste", "Minimo", "Минимум"),
    "median": ("Median", "Median", "Mediana", "Медиана"),
    "largest": ("Largest", "Største", "Massimo", "Максимум"),
    "deff": ("Design effect", "Designeffekt", "Effetto del disegno", "Дизайн-эффект"),
    "effective": ("Effective n", "Effektiv n", "n effettivo", "Эффективное n"),
    "kish": (
        "Design effect of unequal weights: n times the sum of their squares over the square of their sum (Kish 1992).",
        "Designeffekt av ulike vekter: n ganger summen av kvadrerte vekter over kvadratet av summen (Kish 1992).",
        "Effetto dei pesi disuguali: n per la somma dei quadrati dei pesi sul quadrato della somma (Kish 1992).",
        "Эффект неравных весов: n, умноженное на сумму квадратов весов и делённое на квадрат суммы (Kish 1992).",
    ),
    "known": ("What is known", "Det som er kjent", "Ciò che è noto", "Известные итоги"),
    "of": ("Of", "Av", "Di", "По"),
    "category": ("Category", "Kategori", "Categoria", "Категория"),
    "population": ("Population", "Populasjon", "Popolazione", "Совокупность"),
    "missed": ("Off by, %", "Avvik, %", "Scarto, %", "Отклонение, %"),
    "size": ("all", "alle", "tutti", "все"),
    "total": ("total", "sum", "totale", "сумма"),
    "moved": (
        "Trimming moved totals away from what is known; fit again, or trim less, where that matters.",
        "Trimmingen flyttet summer bort fra det kjente; tilpass på nytt, eller trim mindre, der det betyr noe.",
        "La troncatura ha spostato i totali da ciò che è noto; si adatti di nuovo, o si tronchi meno, dove importa.",
        "Усечение сдвинуло итоги от известных; подгоните снова или усекайте меньше, где это важно.",
    ),
}  # fmt: skip


def word(key: str, language: str, **parts: object) -> str:
    """A heading or note; English where the language is not among the four.

    Example:
        >>> word("from", "nb", new="w2", old="w")
        'w2, fra w'
    """
    return in_language(_WORDS, key, language, **parts)
