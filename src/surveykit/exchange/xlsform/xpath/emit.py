"""Our expressions as XPath: true where ours is true, and nowhere else, whatever is blank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from surveykit.exchange.xlsform.xpath.pieces import (
    ADDED,
    ATOM,
    FALSE,
    SIGNED,
    TRUE,
    Piece,
    Unwritable,
    both,
    compared,
    either,
    literal,
    opposite,
    word_of,
)
from surveykit.expr.fold import fold, names_of
from surveykit.expr.parse import parse
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

_OPPOSITE: Final = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_LONGEST: Final = 15_000  # half of what a cell of a workbook holds
_HUGE: Final = "999999999999999"


@dataclass(frozen=True, slots=True)
class Said:
    """What a node says in XPath.

    `value` is its value; `true` and `false` are conditions of it that hold where ours is known to be true or false;
    `known` holds where it is known. `vanishes` says that the value is blank or no number where ours is unknown, so that
    a comparison of it other than `!=` cannot hold there.
    """

    value: Piece
    true: Piece = FALSE
    false: Piece = FALSE
    known: Piece = TRUE
    vanishes: bool = True
    node: Expression | None = None
    truth: bool = False


@dataclass
class Form:
    """Where expressions are written: the symbols they may name, and the rows that help over rosters."""

    symbols: Symbols
    rows: Mapping[str, str] = field(default_factory=dict)  # row variable -> how it is said inside its roster
    nodes: frozenset[str] = frozenset()  # the variables that are rows of the form
    helpers: dict[str, tuple[str, str]] = field(default_factory=dict)  # name -> roster, calculation of each row
    remarks: list[str] = field(default_factory=list)  # what is said less exactly in XPath

    def condition(self, text: str, *, this: str = "", roster: str = "", unknown: bool = False) -> str:
        """A condition: true where ours is true, or with `unknown`, where ours is not false."""
        said = self._said(text, this, roster)
        found = opposite(said.false) if unknown else said.true
        return "" if found == TRUE else found.text

    def broken(self, text: str, *, this: str = "", roster: str = "") -> str:
        """Where a rule is broken: true where ours is false."""
        return self._said(text, this, roster).false.text

    def value(self, text: str, *, roster: str = "") -> str:
        """A value; a condition is 1 or 0; unknown is blank."""
        said = self._said(text, "", roster)
        if said.truth:
            return f"if({said.true.text}, 1, if({said.false.text}, 0, ''))"
        if said.vanishes or said.known == TRUE:
            return said.value.text
        return f"if({said.known.text}, {said.value.text}, '')"

    def sound(self, text: str, this: str, roster: str = "") -> str:
        """A constraint of a question that is answered: false where ours is false."""
        said = self._said(text, this, roster)
        return said.true.text if said.known == TRUE else opposite(said.false).text

    def _said(self, text: str, this: str, roster: str) -> Said:
        expression = parse(text)
        found = fold(expression, _XPath(self, this, roster, ways(expression, self.symbols, roster)))
        if max(map(len, (found.value.text, found.true.text, found.false.text))) > _LONGEST:
            raise Unwritable("written as XPath it is longer than a cell of a workbook")
        return found


@dataclass
class _XPath:
    """The algebra."""

    form: Form
    this: str
    roster: str
    ways: Ways

    def name(self, node: Name) -> Said:
        said = self._called(node.name)
        known = TRUE if node.name in (self.this, *self.form.rows) else compared("!=", said, Piece("''"))
        return Said(said, known=known, node=node)

    def previous(self, node: Previous) -> Said:
        raise Unwritable(f"{node} is the answer of the preceding round, which a form does not know")

    def constant(self, node: Constant) -> Said:
        if isinstance(node.value, bool):
            piece = TRUE if node.value else FALSE
            return Said(piece, piece, opposite(piece), node=node, truth=True)
        return Said(literal(node.value), node=node)

    def unary(self, node: Unary, operand: Said) -> Said:
        if node.operator == "not":
            return _truth(operand.false, operand.true, operand.known, node)
        value = Piece(f"-{operand.value.inside(SIGNED)}", SIGNED)
        return Said(value, known=operand.known, vanishes=operand.vanishes, node=node)

    def binary(self, node: Binary, left: Said, right: Said) -> Said:
        if node.operator == "and":
            return _truth(
                both(left.true, right.true), either(left.false, right.false), both(left.known, right.known), node
            )
        if node.operator == "or":
            return _truth(
                either(left.true, right.true), both(left.false, right.false), both(left.known, right.known), node
            )
        if node.operator in _OPPOSITE:
            return self.comparison(node, left, right)
        sign = "div" if node.operator == "/" else node.operator
        known, vanishes = both(left.known, right.known), left.vanishes and right.vanishes
        if sign == "div" and not (isinstance(right.node, Constant) and right.node.value):
            known, vanishes = both(known, compared("!=", right.value, Piece("0"))), False
        return Said(compared(sign, left.value, right.value), known=known, vanishes=vanishes, node=node)

    def comparison(self, node: Binary, left: Said, right: Said) -> Said:
        known = both(left.known, right.known)
        one, other = self.beside(left, right, node.operator), self.beside(right, left, node.operator)
        so, not_so = (compared(sign, one, other) for sign in (node.operator, _OPPOSITE[node.operator]))
        blanks = isinstance(left.node, Name | Choose) and isinstance(right.node, Name | Choose)  # equal to each other
        vanish = left.vanishes and right.vanishes
        pieces = []
        for sign, piece in ((node.operator, so), (_OPPOSITE[node.operator], not_so)):
            certain = vanish and sign != "!=" and not (sign == "=" and blanks)
            one_known = left.known if vanish and sign == "=" else known
            pieces.append(piece if certain else both(one_known, piece))
        return _truth(pieces[0], pieces[1], known, node)

    def beside(self, said: Said, other: Said, sign: str) -> Piece:
        """A constant as it is written beside a choice, a text or a date."""
        if not isinstance(said.node, Constant) or not isinstance(other.node, Name):
            return said.value
        symbol, value = self._symbol(other.node.name), said.node.value
        if symbol.type == "date":
            return Piece(f"date({said.value.text})")
        coded = symbol.codes is not None and sign in ("=", "!=") and not isinstance(value, bool)
        return literal(word_of(value)) if coded and not isinstance(value, bool) else said.value

    def in_(self, node: In, operand: Said) -> Said:
        parts = []
        for option in node.options:
            if isinstance(option, Interval):
                ends = ((">=", option.low), ("<=", option.high))
                parts.append(both(*(compared(sign, operand.value, literal(end)) for sign, end in ends)))
            else:
                there = self.beside(self.constant(option), operand, "=")
                parts.append(compared("=", operand.value, there))
        inside = either(*parts)
        true = inside if operand.vanishes else both(operand.known, inside)
        return _truth(true, both(operand.known, opposite(inside)), operand.known, node)

    def has(self, node: Has) -> Said:
        if isinstance(node.name, Previous):
            return self.previous(node.name)
        name = self._called(node.name.name)
        known = TRUE if node.name.name == self.this else compared("!=", name, Piece("''"))
        ticked = Piece(f"selected({name.text}, {literal(word_of(node.choice.value)).text})")
        return _truth(ticked, both(known, opposite(ticked)), known, node)

    def is_(self, node: Is) -> Said:
        if isinstance(node.name, Previous):
            return self.previous(node.name)
        if node.state not in ("missing", "answered"):
            self.form.remarks.append(f"`{node.name} is {node.state}` is never true in a form, which has one blank")
            return _truth(FALSE, TRUE, TRUE, node)
        name = self._called(node.name.name)
        blank, there = compared("=", name, Piece("''")), compared("!=", name, Piece("''"))
        if node.name.name == self.this:
            blank, there = FALSE, TRUE
        return _truth(blank, there, TRUE, node) if node.state == "missing" else _truth(there, blank, TRUE, node)

    def choose(self, node: Choose, condition: Said, then: Said, otherwise: Said) -> Said:
        yes, no = condition.true, condition.false
        if then.truth:
            true = either(both(yes, then.true), both(no, otherwise.true))
            false = either(both(yes, then.false), both(no, otherwise.false))
            return _truth(true, false, either(true, false), node)
        last = otherwise.value.text if no == opposite(yes) or condition.known == TRUE else None
        rest = last or f"if({no.text}, {otherwise.value.text}, '')"
        known = either(both(yes, then.known), both(no, otherwise.known))
        vanishes = then.vanishes and otherwise.vanishes
        return Said(Piece(f"if({yes.text}, {then.value.text}, {rest})"), known=known, vanishes=vanishes, node=node)

    def call(self, node: Call, arguments: Sequence[Said]) -> Said:
        if node.function in AGGREGATES and any(self.ways.get(id(argument)) for argument in node.arguments):
            return self.over_rows(node, arguments)
        return getattr(self, f"_{node.function}")(node, *arguments)  # type: ignore[no-any-return]

    def over_rows(self, node: Call, arguments: Sequence[Said]) -> Said:
        """A function of all rows of a roster, through a calculation in each row."""
        if len(arguments) > 1 or len(self.ways[id(node.arguments[0])]) > 1:
            raise Unwritable(f"{node.function}() of several things over rows is not written")
        said = arguments[0]
        roster = next(self.form.symbols[n].roster for n in names_of(node.arguments[0]) if self.form.symbols[n].roster)
        truths = node.function in ("count", "any", "all")
        value = f"if({said.true.text}, 1, 0)" if truths else _blank_if_unknown(said)
        helper = self._helper(roster, value)
        rows = Piece(f"sum({helper})")
        if node.function == "count":
            return Said(rows, vanishes=False, node=node)
        if node.function in ("any", "all"):
            other = self._helper(roster, f"if({said.false.text}, 1, 0)")
            some_false, some_true = (compared(">", Piece(f"sum({h})"), Piece("0")) for h in (other, helper))
            none_true = compared("=", Piece(f"sum({other})"), Piece(f"count({other})"))
            none_false = compared("=", rows, Piece(f"count({helper})"))
            pair = (some_true, none_true) if node.function == "any" else (none_false, some_false)
            return _truth(*pair, either(*pair), node)
        if node.function not in ("sum", "min", "max"):
            raise Unwritable(f"{node.function}() over rows is not written")
        filled = f"{helper}[. != '']"
        known = compared(">", Piece(f"count({filled})"), Piece("0"))
        return Said(Piece(f"{node.function}({filled})"), known=known, vanishes=False, node=node)

    def _helper(self, roster: str, calculation: str) -> str:
        for name, found in self.form.helpers.items():
            if found == (roster, calculation):
                return f"${{{name}}}"
        name = f"row_value_{len(self.form.helpers) + 1}"
        self.form.helpers[name] = (roster, calculation)
        return f"${{{name}}}"

    def _sum(self, node: Call, *parts: Said) -> Said:
        value = Piece(" + ".join(_or_else(part, "0").inside(ADDED - 1) for part in parts), ADDED)
        return Said(value, known=either(*(part.known for part in parts)), vanishes=False, node=node)

    def _extreme(self, node: Call, parts: Sequence[Said], away: str) -> Said:
        value = Piece(f"{node.function}({', '.join(_or_else(part, away).text for part in parts)})")
        return Said(value, known=either(*(part.known for part in parts)), vanishes=False, node=node)

    def _min(self, node: Call, *parts: Said) -> Said:
        return self._extreme(node, parts, _HUGE)

    def _max(self, node: Call, *parts: Said) -> Said:
        return self._extreme(node, parts, f"-{_HUGE}")

    def _count(self, node: Call, *parts: Said) -> Said:
        value = " + ".join(f"if({part.true.text}, 1, 0)" for part in parts)
        return Said(Piece(value, ADDED if len(parts) > 1 else ATOM), vanishes=False, node=node)

    def _any(self, node: Call, *parts: Said) -> Said:
        true, false = either(*(p.true for p in parts)), both(*(p.false for p in parts))
        return _truth(true, false, either(true, false), node)

    def _all(self, node: Call, *parts: Said) -> Said:
        true, false = both(*(p.true for p in parts)), either(*(p.false for p in parts))
        return _truth(true, false, either(true, false), node)

    def _all_equal(self, node: Call, *parts: Said) -> Said:
        pairs = [(a, b) for at, a in enumerate(parts) for b in parts[at + 1 :]]
        differ = either(*(both(a.known, b.known, compared("!=", a.value, b.value)) for a, b in pairs))
        same = both(*(p.known for p in parts), *(compared("=", parts[0].value, p.value) for p in parts[1:]))
        return _truth(same, differ, both(*(p.known for p in parts)), node)

    def _abs(self, node: Call, part: Said) -> Said:
        return Said(Piece(f"abs({part.value.text})"), known=part.known, vanishes=part.vanishes, node=node)

    def _log(self, node: Call, part: Said) -> Said:
        known = both(part.known, compared(">", part.value, Piece("0")))
        return Said(Piece(f"log({part.value.text})"), known=known, vanishes=False, node=node)

    def _round(self, node: Call, part: Said, digits: Said | None = None) -> Said:
        places = digits.value.text if digits else "0"
        return Said(Piece(f"round({part.value.text}, {places})"), known=part.known, vanishes=part.vanishes, node=node)

    def _length(self, node: Call, part: Said) -> Said:
        return Said(Piece(f"string-length({part.value.text})"), known=part.known, vanishes=False, node=node)

    def _year(self, node: Call, part: Said) -> Said:
        return Said(_of_date(part, "%Y"), known=part.known, node=node)

    def _month(self, node: Call, part: Said) -> Said:
        return Said(_of_date(part, "%n"), known=part.known, node=node)

    def _months(self, node: Call, later: Said, earlier: Said) -> Said:
        years = compared("-", _of_date(later, "%Y"), _of_date(earlier, "%Y"))
        months = compared("-", _of_date(later, "%n"), _of_date(earlier, "%n"))
        value = Piece(f"{compared('*', years, Piece('12')).text} + {months.text}", ADDED)
        return Said(value, known=both(later.known, earlier.known), node=node)

    def _symbol(self, name: str) -> Symbol:
        if name not in self.form.symbols:
            raise Unwritable(f"'{name}' is not there")
        return self.form.symbols[name]

    def _called(self, name: str) -> Piece:
        if name == self.this:
            return Piece(".")
        symbol = self._symbol(name)
        if name in self.form.nodes:
            return Piece(f"${{{name}}}")
        for other in self.form.symbols.values():
            for code, column in other.members.items():
                if column == symbol.name and other.name in self.form.nodes:
                    there, ticked = f"${{{other.name}}} != ''", f"selected(${{{other.name}}}, '{code}')"
                    return Piece(f"if({there}, if({ticked}, 1, 0), '')")
        raise Unwritable(f"a form does not know '{name}'")


def _truth(true: Piece, false: Piece, known: Piece, node: Expression) -> Said:
    return Said(Piece(f"if({true.text}, 1, if({false.text}, 0, ''))"), true, false, known, node=node, truth=True)


def _or_else(said: Said, away: str) -> Piece:
    """A value, or another where it is not known."""
    if said.known == TRUE:
        return said.value
    if isinstance(said.node, Name):
        return Piece(f"coalesce({said.value.text}, {away})")
    return Piece(f"if({said.known.text}, {said.value.text}, {away})")


def _blank_if_unknown(said: Said) -> str:
    return said.value.text if said.vanishes or said.known == TRUE else f"if({said.known.text}, {said.value.text}, '')"


def _of_date(part: Said, form: str) -> Piece:
    text = part.value.text
    day = f"date({text})" if isinstance(part.node, Constant) else text
    return Piece(f"number(format-date({day}, '{form}'))")
