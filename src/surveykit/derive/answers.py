"""Open answers out of a dataset: what there is to code, and what is left out because nobody said anything."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from surveykit.codebook.codebook import Codebook, unknown_variable
from surveykit.codebook.variable import Variable
from surveykit.coding.unit import Unit
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import is_blank, text_of
from surveykit.missing import BLANK, DEFAULT_CODES
from surveykit.problems import DataError, Place, Problem, Rule, listed, nearest, shortened

CASES = ("case", "id", "case_id", "caseid")  # what a column of ids is called where nobody says so

NO_QUESTION = Rule(
    "SK893",
    "The data have no open answers to take in",
    "A coding frame says which questions it is for, and none of them is a variable of the data.",
    "surveykit coding begin answers.xlsx --frame after.yaml, where the column is called Comments",
    "Name the variable with `surveykit coding begin --question`, or write its name under `questions` in the frame.",
)
NO_CASE = Rule(
    "SK894",
    "An answer does not say whose it is",
    "Codes are given to the answer of a case; two answers under one name would be taken for one that was changed.",
    "two rows with the id 17",
    "Correct the ids, or name another column with --case; where a case stands there once for each wave, name it "
    "with --wave.",
)
NUMBERED = Rule(
    "SK895",
    "No column says which case an answer is of: rows are numbered",
    "A file that is sorted anew, or whose empty rows are filled, would give answers to other cases.",
    "a column of answers without one of ids",
    "Keep the rows as they are, or name a column of ids with --case; best add one before the work begins.",
)

LIKE_CODES = Rule(
    "SK724",
    "Answers look like codes for no answer",
    "A plain table does not say that -9 is no answer, and coders would be given it to judge.",
    "a .csv in which whoever was not asked has -1",
    "Take them from data that say so: `surveykit import DATA --instrument INSTRUMENT -o answers.parquet`.",
)
_NO_ANSWERS = frozenset(map(str, DEFAULT_CODES.values()))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is taken in.

    Args:
        questions: the variables with open answers.
        case: the variable with the id of the case; without it the one whose role that is, one that is called so, or
            else the number of the row.
        wave: the variable that says which round it was, where there are several.
        context: closed variables that help to read the answers.
        language: of the labels of these.
    """

    questions: tuple[str, ...]
    case: str = ""
    wave: str = ""
    context: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to code, how many there are not, by question and reason, and what is to be said of it."""

    units: tuple[Unit, ...]
    lacking: Mapping[tuple[str, str], int]
    problems: tuple[Problem, ...]


def answers_of(dataset: Dataset, asked: Asked, file: str = "") -> Answers:
    """The open answers of a dataset, question by question, in the order of the cases.

    Raises:
        DataError: SK401, a variable is not there; SK894, a case has no id, or two have the same.
    """
    codebook = dataset.codebook
    case = codebook[asked.case] if asked.case else case_of(codebook)
    wanted = [*asked.questions, *asked.context, *([asked.wave] if asked.wave else []), *([case.name] if case else [])]
    table = dataset.arrow().select([codebook[name].name for name in dict.fromkeys(wanted)])
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    rows = range(table.num_rows)
    ids = [_text(value) for value in columns[case.name]] if case else [str(row + 1) for row in rows]
    waves = [_text(value) for value in columns[asked.wave]] if asked.wave else [""] * len(rows)
    if unsound := list(_unsound(ids, waves, file, case.name if case else "")):
        raise DataError(shortened(unsound, 5))
    contexts = _contexts(codebook, columns, asked, rows)
    units: list[Unit] = []
    lacking: Counter[tuple[str, str]] = Counter()
    for name in asked.questions:
        missing = codebook[name].emptiness
        for row, value in enumerate(columns[name]):
            text = "" if value is None else text_of(value)
            if reason := missing.reason(value) or (BLANK if is_blank(text) else None):
                lacking[name, reason] += 1
            else:
                units.append(Unit(ids[row], name, text, waves[row], context=contexts[row]))
    told = () if case else (Problem(NUMBERED, NUMBERED.title, Place(file), NUMBERED.mend, "warning"),)
    return Answers(tuple(units), dict(lacking), (*told, *_like_codes(units, file)))


def _like_codes(units: Sequence[Unit], file: str) -> Iterator[Problem]:
    """Answers that are a code for no answer and nothing else."""
    alike = Counter(unit.question for unit in units if unit.text.strip() in _NO_ANSWERS)
    for question, number in alike.items():
        what = f"{number} of the answers are -1, -7, -8 or -9 and nothing else"
        yield Problem(LIKE_CODES, what, Place(file, variable=question), LIKE_CODES.mend, "warning")


def questions_in(codebook: Codebook, named: Sequence[str], frame: Sequence[str], file: str = "") -> tuple[str, ...]:
    """The variables with open answers: those named, by name or label, or else those of the frame that are there.

    Raises:
        DataError: SK401, there is no such variable; SK893, the data have none of the frame.
    """
    if named:
        return tuple(dict.fromkeys(called(codebook, name, file) for name in named))
    found = tuple(name for name in frame if name in codebook)
    if not found:
        texts = [variable.name for variable in codebook if variable.type == "text"]
        asks = f"the frame is for {listed(frame)}" if frame else "the frame names no questions"
        hint = next((said for name in frame if (said := nearest(name, texts))), "")
        what = f"{asks}; variables with texts are {listed(texts)}" if texts else f"{asks}; no variable holds texts"
        raise DataError(Problem(NO_QUESTION, what, Place(file), hint or NO_QUESTION.mend))
    return found


def named_in(codebook: Codebook, said: Iterable[str], file: str = "") -> Iterator[str]:
    """The variables that are named, by name or heading, some with commas between them; headings may have commas too.

    Raises:
        DataError: SK401, there is no such variable.
    """
    for words in said:
        try:
            yield called(codebook, words, file)
        except DataError:
            if "," not in words:
                raise
            yield from (called(codebook, word.strip(), file) for word in words.split(","))


def called(codebook: Codebook, name: str, file: str = "") -> str:
    """The name of the variable that is called so, by its name or its label: the heading of a column.

    Raises:
        DataError: SK401, there is no such variable.
    """
    if name in codebook:
        return name
    for variable in codebook:
        if name.strip().casefold() in {label.strip().casefold() for label in variable.label.languages.values()}:
            return variable.name
    raise DataError(replace(unknown_variable(codebook, name), place=Place(file)))


def case_of(codebook: Codebook) -> Variable | None:
    """The variable with the id of the case: the one whose role that is, or else one that is called so."""
    held = {name.casefold(): name for name in codebook.names}
    named = next((codebook[held[name]] for name in CASES if name in held), None)
    return codebook.role("id") or named


def _contexts(
    codebook: Codebook, columns: Mapping[str, list[str | float | None]], asked: Asked, rows: range
) -> list[dict[str, str]]:
    """What closed questions were answered, as people read it; nothing for those that are blank."""
    found: list[dict[str, str]] = [{} for _ in rows]
    for name in asked.context:
        variable = codebook[name]
        label = variable.label.into(asked.language) or name
        said = {value: _said(codebook, variable, value, asked.language) for value in {*columns[name]}}
        for row, value in enumerate(columns[name]):
            if text := said[value]:
                found[row][label] = text
    return found


def _said(codebook: Codebook, variable: Variable, value: str | float | None, language: str) -> str:
    """An answer to a closed question as people read it."""
    if value is None or variable.emptiness.reason(value) == BLANK:
        return ""
    label = codebook.label_of(variable, value, language)
    return text_of(value) if label == str(value) else label


def _unsound(ids: Sequence[str], waves: Sequence[str], file: str, variable: str) -> Iterator[Problem]:
    """Cases without an id, and those that stand there twice."""
    seen: dict[tuple[str, str], int] = {}
    for row, key in enumerate(zip(ids, waves, strict=True), 1):
        if not key[0]:
            yield Problem(NO_CASE, f"row {row} has no id", Place(file, variable=variable), NO_CASE.mend)
        elif key in seen:
            wave = f" in wave {key[1]}" if key[1] else ""
            what = f"row {row} has the id of row {seen[key]}{wave}"
            yield Problem(NO_CASE, what, Place(file, case=key[0], variable=variable), NO_CASE.mend)
        else:
            seen[key] = row


def _text(value: str | float | None) -> str:
    return "" if value is None else text_of(value).strip()
