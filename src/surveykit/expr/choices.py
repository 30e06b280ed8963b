"""Codes in an expression: whether a constant is one of a variable's choices, and which one was meant."""

from surveykit.expr.symbol import Symbol, Symbols
from surveykit.missing import Value
from surveykit.problems import closest, listed, nearest


def no_choice(symbol: Symbol, value: Value) -> tuple[str, str]:
    """What is wrong with comparing a variable with a constant, and the hint; nothing where all is well.

    Example:
        >>> no_choice(Symbol("group", "number", {1: "Yes", 0: "No"}), 3)
        ("3 is not a choice of 'group' (choices: 1, 0)", 'the choices are 1, 0')
    """
    reason = symbol.missing.reason(value)
    if reason is not None:
        return f"{value} is the code of an empty answer, never a value", f"write `{symbol.name} is {reason}`"
    if symbol.codes is None or value in symbol.codes:
        return "", ""
    what = f"{value!r} is not a choice of '{symbol.name}' (choices: {listed(list(symbol.codes))})"
    return what, _meant(symbol, value)


def _meant(symbol: Symbol, value: Value) -> str:
    codes = symbol.codes or {}
    labels = {label.casefold(): code for code, label in codes.items() if label}
    found = labels.get(str(value).casefold())
    if found is None and isinstance(value, str):
        if near := nearest(value, [str(code) for code in codes]):
            return near
        found = labels.get(closest(value.casefold(), labels))
    if found is None:
        return f"the choices are {listed(list(codes))}"
    return f"write {found!r}, the code labelled '{codes[found]}'"


def labelled(word: str, symbols: Symbols) -> str:
    """The code to write, where a word that stands for a variable is the label of a code."""
    for symbol in symbols.values():
        for code, label in (symbol.codes or {}).items():
            if label.casefold() == word.casefold():
                return f"a label is no name; write the code, as in `{symbol.name} = {code!r}`"
    return ""
