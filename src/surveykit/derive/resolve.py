"""Resolving: what coders gave becomes variables, under a declared policy; nothing is silently empty."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.merge import merged
from surveykit.codebook.variable import Origin, Variable
from surveykit.coding.codings import Codings
from surveykit.coding.unit import unit_id
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.derive.answers import case_of
from surveykit.derive.held import Held, Policy, held
from surveykit.derive.lacking import (
    NO_CODE,
    NOT_IN_FRAME,
    UNCODABLE,
    UNCODED,
    UNDETERMINED,
    UNRESOLVED,
    missing_codes,
    spoken_in,
)
from surveykit.missing import BLANK, Value
from surveykit.problems import DataError, Place, Problem, Rule, listed, shortened
from surveykit.text import Text

UNSETTLED = Rule(
    "SK766",
    "Coders disagree and nobody has settled it",
    "These cases have no code, and are missing for that reason.",
    "",
    "Adjudicate: `surveykit code STORE --by NAME --adjudicate`.",
)
STRANGE_CASE = Rule(
    "SK767",
    "Coded answers belong to no case of the data",
    "Their codes are left out.",
    "codings of case IT28 beside data of 27 cases",
    "Look whether both are of the same survey, and whether the case and wave are written the same.",
)
SEVERAL_ROWS = Rule(
    "SK723",
    "A coded answer is given to several rows of the data",
    "In a panel the words of one round would count in every round.",
    "codings without a wave beside data with a row for each round",
    "Name the wave where the answers are taken in, `coding begin --wave`; where the rows are one case, all is well.",
)
CHANGED_ANSWER = Rule(
    "SK768",
    "An answer was changed after it was coded",
    "Its code was given to other words; it is kept until somebody has looked.",
    "",
    "Code the answer again.",
)
OTHER_FRAME = Rule(
    "SK769",
    "Answers were coded by another version of the coding frame",
    "A code may have been split or moved since.",
    "",
    "Bring the codings to this version: `surveykit coding reframe`.",
)
TAKEN = Rule(
    "SK770",
    "The data have a variable of the name that codes would get",
    "One of the two would be lost.",
    "surveykit resolve codings.csv --frame italian-after.yaml --data already-resolved.parquet -o out.parquet",
    "Give the data as they were before they were resolved, or rename the variable.",
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Codings as variables of a dataset, what holds of each answer, and what was noticed.

    Args:
        dataset: the data with the variables.
        held: what holds of each answer, by its id.
        units: question to the id of the answer of each row of the data.
        problems: what was noticed.
    """

    dataset: Dataset
    held: Mapping[str, Held]
    units: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]

    def answers_to(self, question: str = "") -> tuple[str, ...]:
        """For each row of the data the id of its answer to a question; to the first where none is named."""
        return self.units.get(question or next(iter(self.units), ""), ("",) * self.dataset.arrow().num_rows)


def resolve(
    codings: Codings,
    frame: CodingFrame,
    policy: Policy = "adjudicated",
    data: Dataset | None = None,
    coder: str = "",
) -> Resolution:
    """Codings as variables: a 0/1 variable for each code, attribute and net of the frame, or one where it has one code.

    Args:
        codings: the answers and what coders gave them.
        frame: the coding frame; its labels and definitions go into the codebook.
        policy: whose codes hold; see `held`.
        data: the dataset they are joined to by case and round; without it there is one row for each coded case.
        coder: whose codes `single` takes.

    Raises:
        DataError: SK765, it is not said whose codes are taken; SK770, the data have a variable of such a name already.
    """
    found = held(codings, frame, policy, coder)
    data = data or _cases_of(codings)
    problems = [*_noticed(codings, found, frame)]
    questions = codings.asked(frame.questions)
    dataset = data
    keys = [*keys_of(data)]
    units = {question: tuple(_unit(case, question, wave, found) for case, wave in keys) for question in questions}
    for question, ids in units.items():
        each = [found.get(unit) or Held(reason=_not_coded(data, question, row)) for row, unit in enumerate(ids)]
        dataset = _beside(dataset, question, each, frame, _said(policy, coder, frame))
    joined = Counter(unit for ids in units.values() for unit in ids)
    if shared := [unit for unit in found if joined[unit] > 1]:
        what = f"one answer stands in several rows: {listed(shared)}"
        problems.append(Problem(SEVERAL_ROWS, what, hint=SEVERAL_ROWS.mend, severity="warning"))
    if lost := [unit for unit in found if unit not in joined]:
        what = f"no case of the data: {listed(lost)}"
        problems.append(Problem(STRANGE_CASE, what, hint=STRANGE_CASE.mend, severity="warning"))
    return Resolution(dataset, found, units, tuple(problems))


def _unit(case: str, question: str, wave: str, found: Mapping[str, Held]) -> str:
    """The id of an answer; one that was taken in without its round is that of the case."""
    unit = unit_id(case, question, wave)
    return unit if unit in found else unit_id(case, question)


def variables_of(question: str, frame: CodingFrame) -> Codebook:
    """The codebook of the variables that a frame gives to an open question."""
    alone = () if frame.several else (UNDETERMINED,)
    reasons = (UNCODED, UNRESOLVED, UNCODABLE, NO_CODE, NOT_IN_FRAME, *alone, BLANK)
    numbers, texts = (missing_codes(reasons, kind, languages=frame.languages) for kind in ("number", "text"))
    yes_no = tuple(Code(value=value, label=spoken_in(frame.languages, words)) for value, words in _YES_NO.items())
    lists = {CODED: CodeList(name=CODED, codes=yes_no)}
    sets: tuple[ResponseSet, ...] = ()
    if frame.several:
        names = {f"{question}_{code}": facts for code, facts in frame.codes.items()}
        first = tuple(_truth(name, facts.label, facts.definition, numbers) for name, facts in names.items())
        codes = tuple(frame.codes)
        sets = (ResponseSet(name=f"{question}_codes", label=frame.title, variables=tuple(names), choices=codes),)
    else:
        lists[frame.code_list.name] = frame.code_list
        name, codes_of = f"{question}_code", frame.code_list.name
        first = (Variable(name=name, label=frame.title, type="text", codes=codes_of, missing=texts),)
    more = [(name, facts.label, facts.definition) for name, facts in frame.attributes.items()]
    more += [(name, facts.label, Text()) for name, facts in frame.nets.items()]
    others = tuple(_truth(f"{question}_{name}", label, said, numbers) for name, label, said in more)
    return Codebook(languages=frame.languages, variables=(*first, *others), lists=lists, sets=sets)


CODED = "coded"
_YES_NO = {
    1: {"en": "Yes", "nb": "Ja", "it": "Sì", "ru": "Да", "fr": "Oui"},
    0: {"en": "No", "nb": "Nei", "it": "No", "ru": "Нет", "fr": "Non"},
}


def _truth(name: str, label: Text, definition: Text, missing: tuple[Code, ...]) -> Variable:
    return Variable(name=name, label=label, wording=definition, codes=CODED, decimals=0, missing=missing)


def _beside(dataset: Dataset, question: str, each: Sequence[Held], frame: CodingFrame, said: str) -> Dataset:
    """A dataset with the variables of one question at its end."""
    import pyarrow as pa

    own = variables_of(question, frame)
    origin = Origin(kind="computed", question=question)
    described = tuple(v.model_copy(update={"origin": origin, "notes": said}) for v in own.variables)
    own = own.model_copy(update={"variables": described})
    columns = []
    for variable in own:
        codes = {code.missing or "": code.value for code in variable.missing}
        kind = pa.int64() if variable.type == "number" else pa.string()
        counted = _counted(variable.name.removeprefix(f"{question}_"), frame) if variable.type == "number" else None
        columns.append(pa.array([_value(one, codes, counted) for one in each], kind))
    table = dataset.arrow()
    codebook, _ = merged(dataset.codebook, own)
    taken = [name for name in own.names if name in dataset.codebook]
    if taken:
        raise DataError(Problem(TAKEN, f"the data have a variable '{name}' already", hint=TAKEN.mend) for name in taken)
    for name, column in zip(own.names, columns, strict=True):
        table = table.append_column(name, column)
    return Dataset(codebook, table)


def _counted(name: str, frame: CodingFrame) -> frozenset[str]:
    """The codes that a variable counts: a code with the narrower ones, those with an attribute, those of a net."""
    if name in frame.codes:
        return frozenset(frame.below(name))
    if name in frame.attributes:
        return frame.having(name)
    if name in frame.nets:
        return frozenset(code for each in frame.nets[name].codes for code in frame.below(each))
    return frozenset()


def _value(one: Held, codes: Mapping[str, Value], counted: frozenset[str] | None) -> Value | None:
    if one.reason:
        return codes.get(one.reason, codes[UNCODED])
    return one.codes[0] if counted is None else int(not counted.isdisjoint(one.codes))


def _said(policy: Policy, coder: str, frame: CodingFrame) -> str:
    """What a codebook says of where a coded variable comes from."""
    version = f" version {frame.version}" if frame.version else ""
    whose = f"{policy}{f' ({coder})' if coder else ''}"
    return f"Coded by the frame {frame.name}{version} ({frame.fingerprint}); policy: {whose}."


def keys_of(data: Dataset) -> Iterator[tuple[str, str]]:
    """Case and round of each row, as codings name them; without an id a row is named by its number."""
    table = data.arrow()
    columns = []
    for variable in (case_of(data.codebook), data.codebook.role("wave")):
        cells = table.column(variable.name).to_pylist() if variable else [None] * table.num_rows
        columns.append(["" if cell is None else text_of(cell).strip() for cell in cells])
    for row, (case, wave) in enumerate(zip(*columns, strict=True)):
        yield case or str(row + 1), wave


def _not_coded(data: Dataset, question: str, row: int) -> str:
    """Why a case has no coded answer: as the data say, or because nobody has coded it."""
    if question not in data.codebook:
        return UNCODED
    reason = data.codebook[question].emptiness.reason(data.arrow().column(question)[row].as_py())
    return reason or UNCODED


def _cases_of(codings: Codings) -> Dataset:
    """A row for each case and round that has a coded answer."""
    import pyarrow as pa

    keys = [*dict.fromkeys((unit.case, unit.wave) for unit in codings.units.values())]
    waved = any(wave for _, wave in keys)
    columns = {"case": pa.array([case for case, _ in keys], pa.string())}
    columns |= {"wave": pa.array([wave for _, wave in keys], pa.string())} if waved else {}
    roles = {"case": "id", "wave": "wave"}
    variables = tuple(Variable.model_validate({"name": n, "type": "text", "role": roles[n]}) for n in columns)
    return Dataset(Codebook(variables=variables), pa.table(columns))


def _noticed(codings: Codings, found: Mapping[str, Held], frame: CodingFrame) -> Iterator[Problem]:
    """Disagreements that are left, changed answers, unknown codes, codings by another frame."""
    left = [codings.units[unit].case for unit, one in found.items() if one.reason == UNRESOLVED]
    if left:
        what = f"coders disagree on {len(left)} answer{'s' if len(left) != 1 else ''}: cases {listed(left)}"
        yield Problem(UNSETTLED, what, hint=UNSETTLED.mend, severity="warning")
    problems = [
        problem.at(Place(case=codings.units[unit].case, variable=codings.units[unit].question))
        for unit, one in found.items()
        for problem in (frame.faults(one.codes) if one.codes else ())
    ]
    yield from shortened(problems)
    changed = dict.fromkeys(coding.unit for coding in codings.changed() if coding.unit in found)
    places = (Place(case=codings.units[unit].case, variable=codings.units[unit].question) for unit in changed)
    what = "the answer was changed after it was coded"
    yield from shortened(Problem(CHANGED_ANSWER, what, place, CHANGED_ANSWER.mend, "warning") for place in places)
    others = sum(one.frame not in {"", frame.fingerprint} for one in found.values())
    if others:
        what = f"{others} answer{'s were' if others != 1 else ' was'} coded by another version of '{frame.name}'"
        yield Problem(OTHER_FRAME, what, hint=OTHER_FRAME.mend, severity="warning")
