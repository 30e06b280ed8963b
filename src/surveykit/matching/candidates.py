"""Candidates: every column that may be a variable, with a score from what both are called and what stands in them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.dataset.written import text_of
from surveykit.matching.likeness import (
    Said,
    likeness,
    likenesses,
    made_by_program,
    plain,
    said_of,
    say_otherwise,
    shared_wordings,
)
from surveykit.matching.mapping import EXACT, Found
from surveykit.matching.multiple import aligned, choices_of, groups, sets_in, split
from surveykit.matching.values import Counts, Reading, reading
from surveykit.missing import Value

WORTH = 0.5  # of the texts: below it only values can say that a column is a variable
_IDS = frozenset(["id", "case", "respondent", "caso", "enhet", "lopenummer", "анкета", "uuid", "token"])
LEAST_FIT = 0.6  # the share of cells the variable must be able to read


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to match: a variable or question, the columns it would take, how that was found, how sure it is."""

    taker: str
    columns: tuple[str, ...]
    found: Found
    score: float
    choices: tuple[tuple[str, Value], ...] = ()  # of columns that each stand for a choice
    separator: str = ""
    unknown: tuple[str, ...] = ()  # parts of cells that are no choice

    @property
    def exact(self) -> bool:
        """Whether a text of both is the same and of nothing else."""
        return self.found in EXACT


@dataclass(slots=True)
class Sides:
    """The two sides that are matched: the file with its values, and the codebook."""

    found: Codebook
    target: Codebook
    values: Mapping[str, Counts]
    _readings: dict[tuple[str, str], Reading] = field(default_factory=dict)

    def labels(self, column: str) -> Mapping[Value, str]:
        """What the file itself says the values of a column mean."""
        variable = self.found[column]
        codes = (*(self.found.codes_of(variable) or ()), *variable.missing)
        return {code.value: str(code.label) for code in codes if str(code.label)}

    def reading(self, column: str, variable: Variable) -> Reading:
        """The values of a column as a variable reads them; those of one code list read alike."""
        same = variable.codes and f"{variable.codes} {[code.value for code in variable.missing]} {variable.type}"
        key = (column, same or variable.name)
        if key not in self._readings:
            counts = self.values.get(column, {})
            held = reading(counts, self.labels(column), variable, self.target)
            self._readings[key] = held.without(text_of(code.value) for code in self.found[column].missing)
        return self._readings[key]


def candidates(sides: Sides, columns: Sequence[str], takers: Sequence[str]) -> list[Candidate]:
    """Every way that is worth a thought, of the columns and variables that are still free."""
    sets = [s for s in sets_in(sides.target) if s.name in takers]
    members = {name for s in sets_in(sides.target) for name in s.variables}
    singles = [sides.target[name] for name in takers if name in sides.target and name not in members]
    return [
        *_of_variables(sides, columns, singles),
        *_of_cells(sides, columns, sets),
        *_of_groups(sides, columns, sets),
    ]


def _of_variables(sides: Sides, columns: Sequence[str], variables: Sequence[Variable]) -> Iterator[Candidate]:
    shared = shared_wordings(sides.found), shared_wordings(sides.target)
    lists = Counter(variable.codes for variable in variables)
    theirs = [said_of(sides.found[name], shared[0]) for name in columns]
    mine = [said_of(variable, shared[1]) for variable in variables]
    alike = likenesses(theirs, mine)
    exact = _exact(theirs, mine)
    for row, column in enumerate(columns):
        for at, variable in enumerate(variables):
            how = _how(exact.get((row, at), ""), variable)
            text = float(alike[row, at]) if how == "similarity" else 0.99 if how != "name" else 0.97
            if how == "label" and say_otherwise(sides.found[column], variable):
                how, text = "similarity", 0.75  # an item of this name in another question
            if variable.role == "id" and how == "similarity" and _tells_cases(sides, column):
                text = max(text, 0.85)
            if text < WORTH and lists[variable.codes] != 1:
                continue
            score, by_values = _weighed(sides, column, variable, text, lists[variable.codes], exact=how != "similarity")
            if score >= WORTH:
                yield Candidate(variable.name, (column,), "values" if by_values else how, round(score, 3))


def _tells_cases(sides: Sides, column: str) -> bool:
    """Whether a column is called an id and has no value twice."""
    counts = sides.values.get(column, {})
    words = {word for text in said_of(sides.found[column]).all for word in text.split()}
    return bool(counts and words & _IDS) and max(counts.values()) == 1


def _exact(theirs: Sequence[Said], mine: Sequence[Said]) -> dict[tuple[int, int], str]:
    """The pairs that share a text which no other column and no other variable has, and that text."""
    columns, variables = _holders(theirs), _holders(mine)
    found: dict[tuple[int, int], str] = {}
    for text in columns.keys() & variables.keys():
        if len(columns[text]) == len(variables[text]) == 1:
            found[columns[text][0], variables[text][0]] = text
    return found


def _holders(said: Sequence[Said]) -> dict[str, list[int]]:
    held: dict[str, list[int]] = {}
    for at, one in enumerate(said):
        for text in one.all:
            held.setdefault(text, []).append(at)
    return held


def _how(text: str, variable: Variable) -> Found:
    if not text:
        return "similarity"
    if text == plain(variable.name):
        return "name"
    return "label" if text in {plain(said) for said in variable.label.languages.values()} else "wording"


def _weighed(
    sides: Sides, column: str, variable: Variable, text: float, sharing: int, *, exact: bool
) -> tuple[float, bool]:
    """The score of a pair from its texts and values, and whether the values alone speak for it."""
    counts = sides.values.get(column, {})
    if not counts:
        return text * 0.95, False
    held = sides.reading(column, variable)
    if held.fit < LEAST_FIT:
        return (0.75 if exact else 0.0), False  # named as a rival, and never proposed
    score = text if held.fit >= 0.9 or exact else text * 0.85
    if variable.codes is None:
        return score * _kind(sides, column, variable, counts), False
    spoken = held.share("label", "alike")
    words = len({read.code for read in held.reads if read.how in {"label", "alike"}})
    if spoken > 0.7 and words >= 3 and sharing == 1 and text < 0.6:
        return 0.8, True
    weight = spoken * min(words, 4) / 4 / sharing
    return score + (1 - score) * 0.5 * weight, False


def _kind(sides: Sides, column: str, variable: Variable, counts: Counts) -> float:
    """How far what stands in a column is of the kind of a variable without codes."""
    theirs = sides.found[column]
    if variable.type == "text":
        return 1.0 if theirs.type == "text" or variable.role == "id" else 0.7
    if theirs.codes is not None:
        return 0.8
    if variable.range is None:
        return 1.0
    numbers = {value: times for value, times in counts.items() if not isinstance(value, str)}
    outside = sum(
        times
        for value, times in numbers.items()
        if variable.emptiness.reason(value) is None and not variable.range.holds(value)
    )
    return 0.6 if numbers and outside > 0.2 * sum(numbers.values()) else 1.0


def _set_texts(question: ResponseSet, codebook: Codebook) -> tuple[str, ...]:
    """What a multiple-response question is called: its name, its label, and the wording its columns share."""
    wording = codebook[question.variables[0]].wording.languages.values()
    name = "" if made_by_program(question.name) and question.label else question.name
    said = (name, *question.label.languages.values(), *wording)
    return tuple(dict.fromkeys(filter(None, map(plain, said))))


def _alike(first: Sequence[str], second: Sequence[str]) -> float:
    if set(first) & set(second):
        return 1.0
    return max((likeness(a, b) for a in first for b in second), default=0.0)


def _of_cells(sides: Sides, columns: Sequence[str], sets: Sequence[ResponseSet]) -> Iterator[Candidate]:
    """Columns in which several answers share a cell."""
    for question in sets:
        choices = choices_of(question, sides.target)
        names = _set_texts(question, sides.target)
        for column in columns:
            counts: Counts = {v: n for v, n in sides.values.get(column, {}).items() if isinstance(v, str)}
            if not counts:
                continue
            parted = split(counts, choices)
            if parted.fit < LEAST_FIT or not parted.several:
                continue
            said = said_of(sides.found[column])
            text = _alike(said.all, names)
            score = 0.5 * text + 0.5 * parted.fit
            how: Found = "similarity" if text < 1 else "name" if said.name == plain(question.name) else "label"
            yield Candidate(
                question.name, (column,), how, round(min(score, 0.99), 3), (), parted.separator, parted.unknown
            )


def _of_groups(sides: Sides, columns: Sequence[str], sets: Sequence[ResponseSet]) -> Iterator[Candidate]:
    """Columns that each stand for a choice."""
    every = [*groups(sides.found, columns, sides.values)]
    for question in sets:
        choices = choices_of(question, sides.target)
        names = _set_texts(question, sides.target)
        for group in every:
            held = aligned(group, choices)
            if held is None:
                continue
            text = _alike(group.stem, names)
            if held.by_number and text < 0.8:
                continue
            score = 0.5 * text + 0.5 * held.sure
            how: Found = "label" if text == 1 and not held.by_number and held.sure == 1 else "similarity"
            yield Candidate(
                question.name, tuple(held.columns), how, round(min(score, 0.99), 3), tuple(held.columns.items())
            )
        yield from _runs(sides, columns, question)


def _runs(sides: Sides, columns: Sequence[str], question: ResponseSet) -> Iterator[Candidate]:
    """Columns beside one another that are headed by the choices of a question, and by nothing else."""
    choices = choices_of(question, sides.target)
    labels = {label: choice for choice, held in choices.labels.items() for label in held}
    run: dict[str, Value] = {}
    for column in (*columns, ""):
        said = said_of(sides.found[column]).all if column else ()
        choice = next((labels[text] for text in said if text in labels), None)
        if choice is None or choice in run.values():
            if len(run) >= 2 and len(run) >= 0.8 * len(question.choices):
                yield Candidate(question.name, tuple(run), "values", 0.8, tuple(run.items()))
            run = {}
        if choice is not None:
            run[column] = choice
