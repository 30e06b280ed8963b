"""The codebook: the ordered dictionary of variables, code lists and response sets that travels with a table."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import model_validator

from surveykit.codebook.codelist import CodeList, Frozen
from surveykit.codebook.country_sets import CountrySet
from surveykit.codebook.variable import Variable
from surveykit.expr.symbol import Symbol, Symbols, SymbolType
from surveykit.missing import Value
from surveykit.problems import DataError, DefinitionError, Problem, Rule, listed, nearest
from surveykit.text import Text

DUPLICATE_NAME = Rule(
    "SK310",
    "Two variables share a name",
    "To a table engine names that differ only in upper and lower case are one; it would give wrong numbers.",
    "variables `w` and `W` in one file",
    "Rename one of them.",
)
NO_NAME = Rule(
    "SK312",
    "A variable has no name",
    "Nothing can be said of it, and a table engine refuses the column.",
    "a column without a heading in a Parquet file",
    "Give the column a name.",
)
UNKNOWN_LIST = Rule(
    "SK311",
    "A variable names a code list that is not there",
    "Without its list a variable's codes have no labels.",
    "`codes: yesno` where no list is called yesno",
    "Add the list, or correct the name.",
)
UNKNOWN_VARIABLE = Rule(
    "SK401",
    "The dataset has no such variable",
    "A table of a variable that is not there would be empty.",
    "surveykit describe sis.parquet employes",
    "Correct the name; `surveykit codebook` lists them all.",
)

SYMBOL_TYPES: Mapping[str, SymbolType] = {
    "number": "number",
    "text": "text",
    "date": "date",
    "datetime": "text",
    "time": "text",
}


class ResponseSet(Frozen):
    """Columns that together answer one multiple-response question.

    A `dichotomies` set has one column a choice, ticked where it equals `counted`; a `categories` set has
    columns that each hold one choice.
    """

    name: str
    label: Text = Text()
    kind: Literal["dichotomies", "categories"] = "dichotomies"
    counted: Value = 1
    variables: tuple[str, ...]
    choices: tuple[Value, ...] = ()  # the code each variable of a dichotomies set stands for
    least: int = 0  # the fewest that may be ticked by who answered
    most: int | None = None  # the most that may be ticked


class Consistency(Frozen):
    """A rule that sound answers obey, as the instrument says it; the same at the key press and over a table."""

    id: str
    variable: str  # the question or variable it belongs to
    relevance: str = ""  # of whom that is asked; who is not asked it breaks nothing
    when_unknown: Literal["skip", "ask"] = "skip"
    severity: Literal["hard", "soft"] = "hard"
    rule: str  # an expression
    message: Text = Text()


class ClusterRule(Frozen):
    """A rule about all cases that share a value, such as the firms of one contract; each is read in a function.

    Inside `sum min max count any all all_equal` a variable gives the values of all cases; `count()` is their number.
    """

    id: str
    by: str  # the variable whose value the cases share; who has none belongs to no cluster
    severity: Literal["hard", "soft"] = "hard"
    rule: str  # an expression
    message: Text = Text()


class Codebook(Frozen):
    """The ordered dictionary of a dataset. Names are unique, whatever their case; every list named exists."""

    name: str = ""
    title: Text = Text()
    languages: tuple[str, ...] = ()
    variables: tuple[Variable, ...]
    lists: Mapping[str, CodeList] = {}
    sets: tuple[ResponseSet, ...] = ()
    checks: tuple[Consistency, ...] = ()
    clusters: tuple[ClusterRule, ...] = ()
    waves: tuple[Value, ...] = ()  # the rounds of a panel in order, values of the variable whose role is wave
    sections: Mapping[str, Text] = {}
    notes: tuple[str, ...] = ()
    country_sets: Mapping[str, CountrySet] = {}  # groups of countries whose members change on a day
    fingerprint: str = ""  # of the instrument it was made from

    @model_validator(mode="after")
    def _in_step(self) -> Self:
        problems = [*_shared_names(self.variables), *_lists_not_there(self)]
        if problems:
            raise DefinitionError(problems)
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with parts replaced; what was remembered of the original is forgotten."""
        copy = super().model_copy(update=update, deep=deep)
        copy.__dict__.pop("_by_name", None)
        return copy

    @cached_property
    def _by_name(self) -> dict[str, Variable]:
        return {variable.name: variable for variable in self.variables}

    def __contains__(self, name: object) -> bool:
        """Whether there is a variable of this name."""
        return name in self._by_name

    def __getitem__(self, name: str) -> Variable:
        """The variable of this name.

        Raises:
            DataError: SK401, there is none; the hint names the nearest.
        """
        if name not in self._by_name:
            raise DataError(unknown_variable(self, name))
        return self._by_name[name]

    def __iter__(self) -> Iterator[Variable]:  # type: ignore[override]
        """The variables in order."""
        return iter(self.variables)

    @property
    def names(self) -> tuple[str, ...]:
        """The variable names in order."""
        return tuple(self._by_name)

    def codes_of(self, variable: Variable) -> CodeList | None:
        """The list a variable's codes come from, or None where any value goes."""
        return None if variable.codes is None else self.lists[variable.codes]

    def label_of(self, variable: Variable, value: Value | None, language: str = "") -> str:
        """The label of a value, valid or missing; the value itself where it has none."""
        codes = self.codes_of(variable)
        found = codes.get(value) if codes is not None and value is not None else None
        found = found or next((code for code in variable.missing if code.value == value), None)
        return (found.label.into(language) if found else "") or str(value)

    def role(self, role: str) -> Variable | None:
        """The variable that plays a role, such as the weight."""
        return next((variable for variable in self.variables if variable.role == role), None)

    def select(self, names: Iterable[str]) -> "Codebook":
        """The codebook of some variables only, in the order asked for.

        Sets that lose a member are left out, and so are the checks and the rules of clusters, which may read
        what is gone.
        """
        kept = tuple(self[name] for name in names)
        chosen = {variable.name for variable in kept}
        lists = {name: self.lists[name] for name in dict.fromkeys(v.codes for v in kept if v.codes)}
        sets = tuple(s for s in self.sets if chosen.issuperset(s.variables))
        return self.model_copy(update={"variables": kept, "lists": lists, "sets": sets, "checks": (), "clusters": ()})

    def symbol(self, name: str, language: str = "") -> Symbol:
        """What expressions may name of one variable."""
        return self._symbol(self[name], language)

    def symbols(self, language: str = "") -> Symbols:
        """What expressions may name: every variable, and every response set as a set of choices.

        The language is that of the labels, for expressions put into words.
        """
        symbols = {variable.name: self._symbol(variable, language) for variable in self.variables}
        for s in self.sets:
            if s.kind == "dichotomies" and len(s.choices) == len(s.variables) and s.name not in symbols:
                members = dict(zip(s.choices, s.variables, strict=True))
                labels = {choice: self[name].label.into(language) for choice, name in members.items()}
                missing = self[s.variables[0]].emptiness
                symbols[s.name] = Symbol(s.name, "set", labels, missing, members, s.label.into(language))
        return symbols

    def _symbol(self, variable: Variable, language: str) -> Symbol:
        codes = self.codes_of(variable)
        labels = None if codes is None else {code.value: code.label.into(language) for code in codes}
        kind = SYMBOL_TYPES[variable.type]
        return Symbol(variable.name, kind, labels, variable.emptiness, {}, variable.label.into(language))


def unknown_variable(codebook: Codebook, name: str) -> Problem:
    """The complaint that a name is not in the codebook."""
    hint = nearest(name, codebook.names) or f"the variables are {listed(codebook.names)}"
    return Problem(UNKNOWN_VARIABLE, f"there is no variable '{name}'", hint=hint)


def _shared_names(variables: tuple[Variable, ...]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for number, variable in enumerate(variables):
        if not variable.name:
            yield Problem(NO_NAME, f"variable {number + 1} has no name", hint=NO_NAME.mend)
        first = seen.setdefault(variable.name.casefold(), number)
        if first != number:
            yield Problem(
                DUPLICATE_NAME,
                f"'{variable.name}' and '{variables[first].name}' are one name to a table engine",
                hint="rename one of them; upper and lower case do not tell names apart",
            )


def _lists_not_there(codebook: Codebook) -> Iterator[Problem]:
    for variable in codebook.variables:
        if variable.codes is not None and variable.codes not in codebook.lists:
            hint = nearest(variable.codes, codebook.lists)
            yield Problem(
                UNKNOWN_LIST, f"'{variable.name}' names the list '{variable.codes}', which is not there", hint=hint
            )
