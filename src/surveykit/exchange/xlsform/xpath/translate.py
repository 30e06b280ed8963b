"""Translation: the conditions of a form in our language, true of the same answers, blank ones among them."""

import math
from dataclasses import dataclass, replace
from typing import Final

from surveykit.exchange.spell import spelt
from surveykit.exchange.xlsform.xpath.grammar import Function, Operation, Reference, This, Untranslatable, XPath, parse
from surveykit.exchange.xlsform.xpath.grammar import Literal as Word
from surveykit.exchange.xlsform.xpath.known import Known, Names, number_of
from surveykit.exchange.xlsform.xpath.nodes import (
    COMPARE,
    FALSE,
    MIRRORED,
    TRUE,
    Typed,
    all_of,
    answered,
    any_of,
    compared,
    negated,
)
from surveykit.exchange.xlsform.xpath.values import Values
from surveykit.expr.fold import leaves
from surveykit.expr.parse import parse as parse_ours
from surveykit.expr.syntax import Call, Constant, Expression, Has, In, Is, Name
from surveykit.missing import Value
from surveykit.problems import DefinitionError

TRUE_OF_BLANKS: Final = "in the form it is true of a blank answer too, so `is missing` is added"
FALSE_OF_BLANKS: Final = "in the form it is false of a blank answer, so `is answered` is added"


@dataclass(frozen=True, slots=True)
class Translation:
    """An expression of ours: its text, its type as a value, and which rules for blanks were needed to be faithful."""

    text: str
    value: Typed
    added: tuple[str, ...] = ()


def condition_of(text: str, names: Names, this: Known | None = None, roster: str = "") -> Translation:
    """A relevance: true where the form's is, false or unknown elsewhere.

    Raises:
        Untranslatable: it has no counterpart; the message says why.

    Example:
        >>> names = Names({"a": Known("a", "choice", {"x": ("x",)})})
        >>> condition_of("${a} != 'x'", names).text, condition_of("${a} = 'x'", names).text
        ("a is missing or a != 'x'", "a = 'x'")
    """
    translator = _Translator(names, this, roster)
    return translator.told(Typed(translator.condition(parse(text)), "truth"))


def check_of(text: str, names: Names, this: Known, roster: str = "") -> Translation:
    """A constraint: false where the form's is of an answer that is given, true or unknown elsewhere.

    Raises:
        Untranslatable: it has no counterpart.
    """
    translator = _Translator(names, this, roster)
    node = translator.condition(parse(text), exact=True)
    read = leaves(node, ("count",))
    others = any(isinstance(leaf, Call) or leaf.variable != this.id for leaf in read)
    if (others or node == FALSE) and not this.sure:
        node = any_of(Is(Name(this.id), "missing"), node)
    return translator.told(Typed(node, "truth"))


def formula_of(text: str, names: Names, roster: str = "", relevant: str = "") -> Translation:
    """A calculation: the same value, blank where the form's is blank or no number.

    Args:
        text: the calculation.
        names: what it may name.
        roster: the repeat it stands in.
        relevant: where it is made at all, which is kept in when the value is known, not in its text.

    Raises:
        Untranslatable: it has no counterpart.
    """
    translator = _Translator(names, None, roster)
    found = translator.value(parse(text))
    if found.blank == 0:
        found = translator.number(parse(text))
    if relevant:
        found = replace(found, known=all_of(translator.condition(parse(relevant), exact=True), found.known))
    if found.constant == "":
        raise Untranslatable("it is nothing but a blank")
    return translator.told(found)


class _Translator(Values):
    """The conditions of one expression."""

    def told(self, found: Typed) -> Translation:
        try:
            text = spelt(found.node)
            parse_ours(text)
        except ValueError as error:
            raise Untranslatable(str(error)) from None
        except DefinitionError as refusal:
            raise Untranslatable(refusal.problems[0].what) from None
        return Translation(text, found, tuple(dict.fromkeys(self.added)))

    def condition(self, node: XPath, *, negate: bool = False, exact: bool = False) -> Expression:
        match node:
            case Operation("and" | "or" as connective):
                parts = [self.condition(part, negate=negate, exact=exact) for part in _operands(node, connective)]
                return any_of(*parts) if (connective == "or") != negate else all_of(*parts)
            case Operation(sign, left, right) if sign in COMPARE:
                return self.comparison(sign, left, right, negate=negate, exact=exact)
            case Function("not", (operand,)):
                return self.condition(operand, negate=not negate, exact=exact)
            case Function("boolean", (Function() | Operation() as operand,)):
                return self.condition(operand, negate=negate, exact=exact)
            case Function("true" | "false" as word, ()):
                return TRUE if (word == "true") != negate else FALSE
            case Function("selected", (operand, Word(word))):
                return self.selected(operand, word, negate=negate, exact=exact)
            case Function("if", (condition, then, otherwise)):
                so = self.condition(condition, exact=True)
                not_so = negated(so)
                yes, no = (self.condition(part, negate=negate, exact=exact) for part in (then, otherwise))
                return any_of(all_of(so, yes), all_of(not_so, no))
            case Function("string-length" | "count-selected"):
                return self.comparison(">", node, Word(0), negate=negate, exact=exact)
            case Function(name):
                raise Untranslatable(f"the function {name}() has no counterpart here")
            case _:
                raise Untranslatable("a value stands where a condition is asked for")

    def guarded(self, base: Expression, known: Expression, *, of_blank: bool, negate: bool, exact: bool) -> Expression:
        """A comparison that is unknown of blanks, made true or false of them as XPath has it."""
        node = negated(base) if negate else base
        if known == TRUE:
            return node
        if of_blank != negate:
            self.added.append(TRUE_OF_BLANKS)
            return any_of(negated(known), node)
        if exact or self.strict:
            self.added.append(FALSE_OF_BLANKS)
            return all_of(known, node)
        return node

    def selected(self, operand: XPath, word: float | str, *, negate: bool, exact: bool) -> Expression:
        """Whether a choice is chosen or ticked; false of a blank."""
        known = self.known(operand)
        if known.kind == "choice":
            return self.comparison("=", operand, Word(word), negate=negate, exact=exact)
        if known.kind != "set":
            raise Untranslatable(f"selected() of '{known.id}', which has no choices")
        base = any_of(*(Has(Constant(code), Name(known.id)) for code in known.codes_of(word)))
        return self.guarded(base, self.sure(operand), of_blank=False, negate=negate, exact=exact)

    def sure(self, operand: XPath) -> Expression:
        """That a question is answered; of the one the expression belongs to it is certain."""
        known = self.known(operand)
        return TRUE if known is self.this else answered(known)

    def comparison(self, sign: str, left: XPath, right: XPath, *, negate: bool, exact: bool) -> Expression:
        for one, other, mirrored in ((left, right, sign), (right, left, MIRRORED[sign])):
            if other == Word(""):
                return self.presence(mirrored, one, negate=negate)
            if isinstance(one, This | Reference) and self.known(one).kind == "set":
                return self.all_ticked(mirrored, one, other, negate=negate, exact=exact)
            length = isinstance(one, Function) and one.name in ("string-length", "count-selected")
            if length and isinstance(other, Word) and (found := self.of_length(mirrored, one, other.value)) is not None:
                return negated(found) if negate else found
        first, second = self.value(left), self.value(right)
        both = self.both_blank(sign, first, second, negate=negate, exact=exact)
        if both is not None:
            return both
        of_blank = self.at_zero(sign, first, second) if 0 in (first.blank, second.blank) else sign == "!="
        known = all_of(first.known, second.known)
        return self.guarded(self.base(sign, first, second), known, of_blank=of_blank, negate=negate, exact=exact)

    def at_zero(self, sign: str, one: Typed, other: Typed) -> bool:
        """Whether a comparison with the length of a text holds where the text is blank, so that its length is 0."""
        ends = [0.0 if side.blank == 0 else side.constant for side in (one, other)]
        if any(end is None or isinstance(end, str) for end in ends):
            raise Untranslatable("the length of a text is compared with what is not written out")
        return COMPARE[sign](*ends)

    def presence(self, sign: str, operand: XPath, *, negate: bool) -> Expression:
        """`${a} = ''` and `${a} != ''`."""
        if sign not in ("=", "!="):
            raise Untranslatable("a blank has no order")
        while isinstance(operand, Function) and operand.name in ("string", "normalize-space") and operand.arguments:
            operand = operand.arguments[0]
        known = self.known(operand)
        missing = (sign == "=") != negate
        if known is self.this:
            return FALSE if missing else TRUE
        if isinstance(known.inlined, Typed):
            return negated(known.inlined.known) if missing else known.inlined.known
        if known.roster and not f"{self.roster}/".startswith(f"{known.roster}/"):
            raise Untranslatable(f"it reads '{known.id}' of a repeat without saying of which row")
        return Is(Name(known.id), "missing" if missing else "answered")

    def of_length(self, sign: str, operand: XPath, number: float | str) -> Expression | None:
        """A comparison of a length that asks only whether there is an answer; None where it asks for more."""
        least = number_of(number)
        argument = operand.arguments[0] if isinstance(operand, Function) and operand.arguments else This()
        if least is None or not isinstance(argument, This | Reference):
            return None
        around = [length for length in (int(least) - 1, int(least), int(least) + 1, 1, 2, 10**9) if length >= 1]
        filled = {COMPARE[sign](length, least) for length in around}
        blank = COMPARE[sign](0, least)
        if len(filled) > 1:
            return None
        if blank in filled:
            return TRUE if blank else FALSE
        return self.presence("=" if blank else "!=", argument, negate=False)

    def all_ticked(self, sign: str, operand: XPath, other: XPath, *, negate: bool, exact: bool) -> Expression:
        """`${m} = 'a b'`: exactly these are ticked."""
        known = self.known(operand)
        if sign not in ("=", "!=") or not isinstance(other, Word):
            raise Untranslatable(f"it compares '{known.id}', which holds several choices, as one value")
        codes = [code for word in str(other.value).split() for code in known.codes_of(word)]
        number = compared("=", Call("count", self.ticks(known)), Constant(len(codes)))
        base = all_of(*(Has(Constant(code), Name(known.id)) for code in codes), number)
        base = base if sign == "=" else negated(base)
        return self.guarded(base, self.sure(operand), of_blank=sign == "!=", negate=negate, exact=exact)

    def both_blank(self, sign: str, one: Typed, other: Typed, *, negate: bool, exact: bool) -> Expression | None:
        """`${a} = ${b}` of two answers, which are equal also where both are blank; None for other comparisons."""
        if sign not in ("=", "!=") or TRUE in (one.known, other.known):
            return None
        if None in (one.blank, other.blank) and not (_no_number(one.blank) or _no_number(other.blank)):
            raise Untranslatable("what is compared may be a blank or no number, which are not the same to the form")
        if one.blank != "" or other.blank != "":
            return None
        equal = (sign == "=") != negate
        base = self.base("=" if equal else "!=", one, other)
        blanks = [negated(one.known), negated(other.known)]
        self.added.append(TRUE_OF_BLANKS)
        certain = all_of(one.known, other.known, base) if exact else base
        if equal:
            return any_of(certain, all_of(*blanks))
        return any_of(certain, all_of(blanks[0], other.known), all_of(one.known, blanks[1]))

    def base(self, sign: str, one: Typed, other: Typed) -> Expression:
        """A comparison of two values that are known."""
        if one.constant is not None and other.constant is not None:
            return self.written_out(sign, one.constant, other.constant)
        for left, right, mirrored in ((one, other, sign), (other, one, MIRRORED[sign])):
            choice = left.variable is not None and left.variable.kind == "choice" and isinstance(left.node, Name)
            if choice and right.constant is not None and left.variable is not None:
                return self.choice(mirrored, left.variable, right.constant)
            if (beside := self.beside(left, right)) is not None:
                self.refuse_order(mirrored, left)
                return compared(mirrored, left.node, beside.node)
        one, other = self.alike(one, other)
        self.refuse_order(sign, one)
        return compared(sign, one.node, other.node)

    def beside(self, left: Typed, right: Typed) -> Typed | None:
        """A constant as it must be written beside a value of another type; None where there is nothing to change."""
        if right.constant is None or left.type == right.type:
            return None
        if left.type == "text" and right.type == "number":
            return Typed(Constant(format(right.constant, ".15g")), "text")
        if left.type == "date" and right.type == "text":
            return self.day(Word(right.constant))
        return Typed(Constant(str(right.constant)[:5]), "time") if left.type == "time" else None

    def refuse_order(self, sign: str, value: Typed) -> None:
        """Refuse to compare conditions, and to put texts in order."""
        if value.type == "truth":
            raise Untranslatable("it compares a condition")
        if value.type == "text" and sign not in ("=", "!="):
            raise Untranslatable("it asks which of two texts comes first")

    def written_out(self, sign: str, one: float | str, other: float | str) -> Expression:
        """What a comparison of two constants comes to."""
        numbers = [number_of(one), number_of(other)]
        numeric = sign not in ("=", "!=") or not (isinstance(one, str) and isinstance(other, str))
        sides = [math.nan if number is None else number for number in numbers] if numeric else [one, other]
        return TRUE if COMPARE[sign](*sides) else FALSE

    def choice(self, sign: str, known: Known, word: float | str) -> Expression:
        """A chosen code compared with one that is written out."""
        name = Name(known.id)
        if sign in ("=", "!="):
            base = _one_of(name, known.codes_of(word))
            return base if sign == "=" else negated(base)
        number = number_of(word)
        if number is None:
            raise Untranslatable(f"it asks whether '{known.id}' is above or below a text")
        if not known.texts and all(len(codes) == 1 for codes in known.codes.values()):
            return compared(sign, name, Constant(int(number) if number.is_integer() else number))
        pairs = ((number_of(word), codes) for word, codes in known.codes.items())
        found = [c for said, codes in pairs if said is not None and COMPARE[sign](said, number) for c in codes]
        return _one_of(name, tuple(found)) if found else FALSE


def _no_number(blank: float | str | None) -> bool:
    return isinstance(blank, float) and math.isnan(blank)


def _one_of(name: Name, codes: tuple[Value, ...]) -> Expression:
    if len(codes) == 1:
        return compared("=", name, Constant(codes[0]))
    return In(name, tuple(Constant(code) for code in codes))


def _operands(node: Operation, connective: str) -> list[XPath]:
    """The parts of a chain of `and` or `or`, however long."""
    parts: list[XPath] = []
    left: XPath = node
    while isinstance(left, Operation) and left.operator == connective:
        parts.append(left.right)
        left = left.left
    return [left, *reversed(parts)]
