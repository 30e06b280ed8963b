"""The algebra of prose: an expression in plain words, for codebooks and paper questionnaires."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveykit.expr.fold import fold
from surveykit.expr.rosters import AGGREGATES, Ways, ways
from surveykit.expr.symbol import Symbol, Symbols
from surveykit.expr.syntax import (
    Binary,
    Call,
    Choose,
    Constant,
    Expression,
    Has,
    In,
    Interval,
    Is,
    Name,
    Previous,
    Unary,
)
from surveykit.missing import REASON_WORDS, Value

_LANGUAGES = ("en", "nb", "it", "ru")
_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "and": ("{} and {}", "{} og {}", "{} e {}", "{} и {}"),
    "or": ("{} or {}", "{} eller {}", "{} o {}", "{} или {}"),
    "not": ("it is not so that {}", "det ikke stemmer at {}", "non è vero che {}", "неверно, что {}"),
    "=": ("{} is {}", "{} er {}", "{} è {}", "{} — {}"),
    "!=": ("{} is not {}", "{} er ikke {}", "{} non è {}", "{} — не {}"),
    "<": ("{} is below {}", "{} er under {}", "{} è inferiore a {}", "{} меньше {}"),
    "<=": ("{} is at most {}", "{} er høyst {}", "{} è al massimo {}", "{} не больше {}"),
    ">": ("{} is above {}", "{} er over {}", "{} è superiore a {}", "{} больше {}"),
    ">=": ("{} is at least {}", "{} er minst {}", "{} è almeno {}", "{} не меньше {}"),
    "date <": ("{} is before {}", "{} er før {}", "{} è prima di {}", "{} раньше {}"),
    "date <=": ("{} is {} or before", "{} er senest {}", "{} è al più tardi {}", "{} не позже {}"),
    "date >": ("{} is after {}", "{} er etter {}", "{} è dopo {}", "{} позже {}"),
    "date >=": ("{} is {} or after", "{} er tidligst {}", "{} è non prima di {}", "{} не раньше {}"),
    "in": ("{} is {}", "{} er {}", "{} è {}", "{} — {}"),
    "not in": ("{} is not {}", "{} er ikke {}", "{} non è {}", "{} — не {}"),
    "any of": ("one of {}", "en av {}", "uno fra {}", "одно из {}"),
    "to": ("{} to {}", "{} til {}", "da {} a {}", "от {} до {}"),
    "has": ("{} includes {}", "{} omfatter {}", "{} comprende {}", "{} включает {}"),
    "has not": ("{} does not include {}", "{} omfatter ikke {}", "{} non comprende {}", "{} не включает {}"),
    "missing": ("{} has no answer", "{} er ubesvart", "{} è senza risposta", "на {} нет ответа"),
    "answered": ("{} is answered", "{} er besvart", "{} ha una risposta", "на {} есть ответ"),
    "reason": ("{} is empty: {}", "{} er tom: {}", "{} è vuoto: {}", "{} пусто: {}"),
    "if": (
        "{1} if {0}, otherwise {2}",
        "{1} hvis {0}, ellers {2}",
        "{1} se {0}, altrimenti {2}",
        "{1}, если {0}, иначе {2}",
    ),
    "sum": ("the sum of {}", "summen av {}", "la somma di {}", "сумма {}"),
    "count": (
        "the number that hold among {}",
        "hvor mange som stemmer av {}",
        "il numero di veri fra {}",
        "число верных из {}",
    ),
    "any": (
        "at least one holds of {}",
        "minst én stemmer av {}",
        "almeno uno è vero fra {}",
        "верно хотя бы одно из {}",
    ),
    "all": ("all hold of {}", "alle stemmer av {}", "tutti sono veri fra {}", "верны все из {}"),
    "rows": ("{} over all rows", "{} over alle rader", "{} su tutte le righe", "{} по всем строкам"),
    "cases": ("the number of cases", "antall enheter", "il numero di casi", "число объектов"),
    "previous": (
        "{} in the preceding round",
        "{} i forrige runde",
        "{} nella rilevazione precedente",
        "{} в предыдущем раунде",
    ),
    "min": ("the smallest of {}", "den minste av {}", "il minore fra {}", "наименьшее из {}"),
    "max": ("the largest of {}", "den største av {}", "il maggiore fra {}", "наибольшее из {}"),
    "abs": ("the size of {}", "størrelsen av {}", "il valore assoluto di {}", "модуль {}"),
    "round": ("{} rounded", "{} avrundet", "{} arrotondato", "{} с округлением"),
    "round to": (
        "{} rounded to {} decimals",
        "{} avrundet til {} desimaler",
        "{} arrotondato a {} decimali",
        "{} с округлением до {} знаков",
    ),
    "log": ("the logarithm of {}", "logaritmen av {}", "il logaritmo di {}", "логарифм {}"),
    "all_equal": ("{} are all the same", "{} er like", "{} sono uguali", "{} одинаковы"),
    "year": ("the year of {}", "året for {}", "l'anno di {}", "год {}"),
    "month": ("the month of {}", "måneden for {}", "il mese di {}", "месяц {}"),
    "months": ("the months between {}", "månedene mellom {}", "i mesi fra {}", "месяцев между {}"),
    "length": ("the length of {}", "lengden av {}", "la lunghezza di {}", "длина {}"),
    "real_day": (
        "{} is a day of the calendar",
        "{} er en dag i kalenderen",
        "{} è un giorno del calendario",
        "{} — день календаря",
    ),
    "true": ("true", "sant", "vero", "верно"),
    "false": ("false", "usant", "falso", "неверно"),
}
_OR, _AND, _COMPARED, _SUM, _PRODUCT, _WHOLE = 1, 2, 3, 4, 5, 9
_TIGHTNESS = {"or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
_SIGNS = {"+": "+", "-": "\N{MINUS SIGN}", "*": "×", "/": "÷"}
_CONTRARY = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words for a part of the expression; `tight` says how tightly they hold together beside other words."""

    words: str
    tight: int = _WHOLE
    symbol: Symbol | None = None  # the variable, where the phrase is one
    value: Value | bool | None = None  # the constant, where it is one
    denied: str = ""  # the phrase for its contrary, where there is a short one


def in_words(
    expression: Expression, symbols: Symbols, language: str = "en", context: str = "", *, quoted: bool = True
) -> str:
    """An expression in plain words; labels are those of the symbols, which are in the language already.

    The labels of variables stand in quotation marks where `quoted`; without it, as they are.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> export = Symbol("export", "number", {1: "Yes", 0: "No"}, label="Exports")
        >>> in_words(parse("export = 1 or export is refused"), {"export": export})
        "'Exports' is Yes or 'Exports' is empty: refused"
    """
    return fold(expression, _Words(symbols, language, ways(expression, symbols, context), quoted=quoted)).words


class _Words:
    """Each node as a phrase."""

    def __init__(self, symbols: Symbols, language: str, ways: Ways, *, quoted: bool) -> None:
        self.symbols, self.ways, self.quoted = symbols, ways, quoted
        self.language = language if language in _LANGUAGES else "en"

    def said(self, key: str, *parts: str) -> str:
        return _WORDS[key][_LANGUAGES.index(self.language)].format(*parts)

    def name(self, node: Name) -> _Phrase:
        symbol = self.symbols.get(node.name)
        label = symbol.label if symbol else ""
        return _Phrase((f"'{label}'" if self.quoted else label) if label else node.name, symbol=symbol)

    def previous(self, node: Previous) -> _Phrase:
        now = self.name(node.name)
        return _Phrase(self.said("previous", now.words), symbol=now.symbol)

    def constant(self, node: Constant) -> _Phrase:
        if isinstance(node.value, bool):
            return _Phrase(self.said("true" if node.value else "false"), value=node.value)
        words = f"{node.value:.15g}" if isinstance(node.value, float) else str(node.value)
        words = f'"{words}"' if isinstance(node.value, str) else words
        return _Phrase(words, value=node.value)

    def unary(self, node: Unary, operand: _Phrase) -> _Phrase:
        if node.operator == "-":
            return _Phrase(f"-{_bracketed(operand, _WHOLE)}", _PRODUCT)
        if operand.denied:
            return _Phrase(operand.denied, _COMPARED, denied=operand.words)
        return _Phrase(self.said("not", _bracketed(operand, _COMPARED)), 0, denied=operand.words)

    def binary(self, node: Binary, left: _Phrase, right: _Phrase) -> _Phrase:
        tight = _TIGHTNESS.get(node.operator, _COMPARED)
        if node.operator in ("and", "or"):
            return _Phrase(self.said(node.operator, _bracketed(left, tight), _bracketed(right, tight)), tight)
        if node.operator in _SIGNS:
            words = f"{_bracketed(left, tight)} {_SIGNS[node.operator]} {_bracketed(right, tight + 1)}"
            return _Phrase(words, tight)
        both = (_labelled(left, right), _labelled(right, left))
        dated = any(phrase.symbol and phrase.symbol.type == "date" for phrase in (left, right))
        sign, contrary = (
            f"date {sign}" if dated and sign not in ("=", "!=") else sign
            for sign in (node.operator, _CONTRARY[node.operator])
        )
        return _Phrase(self.said(sign, *both), tight, denied=self.said(contrary, *both))

    def in_(self, node: In, operand: _Phrase) -> _Phrase:
        options = [self._option(option, operand) for option in node.options]
        among = options[0] if len(options) == 1 else self.said("any of", ", ".join(options))
        words = (_bracketed(operand, _SUM), among)
        return _Phrase(self.said("in", *words), _COMPARED, denied=self.said("not in", *words))

    def _option(self, option: Constant | Interval, operand: _Phrase) -> str:
        if isinstance(option, Constant):
            return _labelled(self.constant(option), operand)
        ends = (_labelled(self.constant(Constant(end)), operand) for end in (option.low, option.high))
        return self.said("to", *ends)

    def variable(self, node: Name | Previous) -> _Phrase:
        return self.previous(node) if isinstance(node, Previous) else self.name(node)

    def has(self, node: Has) -> _Phrase:
        name, choice = self.variable(node.name), self.constant(node.choice)
        words = (name.words, _labelled(choice, name))
        return _Phrase(self.said("has", *words), _COMPARED, denied=self.said("has not", *words))

    def is_(self, node: Is) -> _Phrase:
        words = self.variable(node.name).words
        if node.state in ("missing", "answered"):
            contrary = "answered" if node.state == "missing" else "missing"
            return _Phrase(self.said(node.state, words), _COMPARED, denied=self.said(contrary, words))
        reason = REASON_WORDS.get(node.state, {}).get(self.language, node.state)
        return _Phrase(self.said("reason", words, reason), _COMPARED)

    def call(self, node: Call, arguments: Sequence[_Phrase]) -> _Phrase:
        if node.function == "round":
            rounded = [_bracketed(argument, _WHOLE) for argument in arguments]
            return _Phrase(self.said("round to" if len(rounded) > 1 else "round", *rounded))
        if node.function in AGGREGATES:
            if not arguments:
                return _Phrase(self.said("cases"))
            arguments = [self._over(*pair) for pair in zip(node.arguments, arguments, strict=True)]
        if node.function in ("count", "any", "all"):
            listed = f"({'; '.join(argument.words for argument in arguments)})"
            return _Phrase(self.said(node.function, listed), _WHOLE if node.function == "count" else _COMPARED)
        shown = [_labelled(argument, arguments[0]) for argument in arguments]
        if node.function == "months":
            shown.reverse()  # the earlier date first
        if node.function in ("all_equal", "real_day"):
            return _Phrase(self.said(node.function, self._and(shown)), _COMPARED)
        return _Phrase(self.said(node.function, self._and(shown)))

    def _over(self, argument: Expression, phrase: _Phrase) -> _Phrase:
        """An argument that goes over the rows of a roster says so."""
        over = self.ways[id(argument)]
        return _Phrase(self.said("rows", phrase.words), symbol=phrase.symbol) if over else phrase

    def _and(self, words: list[str]) -> str:
        return self.said("and", ", ".join(words[:-1]), words[-1]) if len(words) > 1 else words[0]

    def choose(self, _node: Choose, condition: _Phrase, then: _Phrase, otherwise: _Phrase) -> _Phrase:
        return _Phrase(self.said("if", condition.words, _bracketed(then, _OR), otherwise.words), 0)


def _bracketed(phrase: _Phrase, tight: int) -> str:
    return phrase.words if phrase.tight >= tight else f"({phrase.words})"


def _labelled(phrase: _Phrase, beside: _Phrase) -> str:
    """A constant as its label, where it stands beside a variable with a code list; a date without quotes."""
    codes = beside.symbol.codes if beside.symbol else None
    if codes and phrase.value is not None and not isinstance(phrase.value, bool):
        return codes.get(phrase.value) or phrase.words
    if isinstance(phrase.value, str) and beside.symbol and beside.symbol.type == "date":
        return phrase.value
    return _bracketed(phrase, _SUM)
