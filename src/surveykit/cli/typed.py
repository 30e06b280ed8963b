"""What a typology is about, as far as its file says: the codebook of its data, and the coding frame of its answers."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.problems import DefinitionError, Place, Problem, Rule, SurveykitError, listed

if TYPE_CHECKING:
    from surveykit.codebook.codebook import Codebook
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.coding.codings import Codings
    from surveykit.dataset.dataset import Dataset
    from surveykit.derive.typology.file import Inspection, Typology
    from surveykit.derive.typology.written import TypologyFile

OTHER_QUESTION = Rule(
    "SK720",
    "The codings are of another question than the typology reads",
    "No case would have a code, and every case would be without a type.",
    "`codings: {question: helped}`, and codings of What_would_have_helped",
    "Write the name of the question that was coded, in `codings` and in the conditions, as `QUESTION_CODE`.",
)
UNDESCRIBED = Rule(
    "SK722",
    "The data do not say what their values mean",
    "Codes for missing answers, such as -9, are numbers in a plain table; a case with one would be put into a type.",
    "surveykit classify answers.csv --typology types.yaml, where no codebook stands beside the table",
    "Name the instrument or codebook under `data:` in the typology, or import the data with it first.",
)


def codebook_of(path: Path, file: "TypologyFile") -> "Codebook | None":
    """The codebook of the data that a typology names; None where it names none.

    Raises:
        SurveykitError: it cannot be read, or is not sound.
    """
    from surveykit.cli.inputs import described

    return described(path.parent / file.data) if file.data else None


def frame_of(path: Path, file: "TypologyFile") -> "CodingFrame | None":
    """The coding frame that a typology names; None where it names none.

    Raises:
        SurveykitError: it cannot be read, or is not sound.
    """
    from surveykit.codebook.frames.file import load

    return load(path.parent / file.codings.frame) if file.codings and file.codings.frame else None


def data_for(path: Path, rules: Path, file: "TypologyFile") -> "Dataset":
    """A data file for a typology; a plain table is read by the codebook that the typology names.

    Of data that say what their values mean, only what they do not know is added: code lists, country sets, and which
    variables are one question with several answers. Such data can do without the codebook where it is not there.

    Raises:
        SurveykitError: the data or the codebook cannot be read, or the data contradict it.
    """
    from surveykit.cli.boundary import tell
    from surveykit.cli.inputs import dataset_of, put_into, read
    from surveykit.derive.typology.cases import knowing

    dataset = dataset_of(path)
    plain = not any(v.codes or v.missing or v.missing_ranges for v in dataset.codebook)
    there = (rules.parent / file.data).is_file()
    codebook = codebook_of(rules, file) if there or plain or file.rows else None
    if plain:
        known = None if codebook is None else _of_columns(rules, file, codebook, dataset.codebook)
        tell([_undescribed(path, known)])
        if known is not None:
            dataset, found = put_into(read(path, known)[0], known, path)
            tell(found)
    return knowing(dataset, codebook) if codebook else dataset


def _with_codings(codebook: "Codebook", file: "TypologyFile", frame: "CodingFrame | None") -> "Codebook":
    """A codebook with the variables that codings of the typology's open question give."""
    from surveykit.codebook.merge import merged
    from surveykit.derive.resolve import variables_of

    return merged(codebook, variables_of(file.codings.question, frame))[0] if file.codings and frame else codebook


def _of_columns(rules: Path, file: "TypologyFile", codebook: "Codebook", table: "Codebook") -> "Codebook | None":
    """What a codebook says of the columns of a table, those made of codings too; None where it knows none of them."""
    held = {name.casefold() for name in table.names}
    if file.codings and any(name.startswith(f"{file.codings.question}_".casefold()) for name in held):
        codebook = _with_codings(codebook, file, frame_of(rules, file))
    members = {name for each in codebook.sets if each.name.casefold() in held for name in each.variables}
    names = [name for name in codebook.names if name.casefold() in held or name in members]
    return codebook.select(names) if names else None


def _undescribed(path: Path, known: "Codebook | None") -> Problem:
    """That a table says nothing of its values, and what they are read by."""
    if known is not None:
        what = f"no codes and no labels; read by '{known.name}', the codebook that the typology names"
        return Problem(UNDESCRIBED, what, Place(str(path)), severity="note")
    what = "no codes and no labels: every value counts as an answer"
    return Problem(UNDESCRIBED, what, Place(str(path)), UNDESCRIBED.mend, "warning")


def refuse_other_questions(typology: "Typology", codings: "Codings") -> None:
    """Refuse codings of other questions than the typology reads.

    Raises:
        DefinitionError: SK720, the question has no codings.
    """
    coded = typology.file.codings
    if coded is not None and coded.question not in codings.questions:
        what = f"there are no codings of '{coded.question}'; there are of {listed(codings.questions)}"
        place = typology.source.place(("codings", "question"))
        raise DefinitionError(Problem(OTHER_QUESTION, what, place, OTHER_QUESTION.mend))


def groups_by(
    rules: Path, data: Path, codings: "Codings", frame: "CodingFrame"
) -> dict[str, dict[tuple[str, str], str]]:
    """The types of a typology by every coder's own codes: variable to answer id and coder to type.

    Raises:
        SurveykitError: the typology or the data cannot be read, or do not fit.
    """
    from surveykit.cli.coded import beside
    from surveykit.derive.typology.file import load
    from surveykit.derive.typology.made import groups

    typology = load(rules)
    refuse_other_questions(typology, codings)
    dataset = beside(codings, data_for(data, rules, typology.file), data)
    return {typology.file.variable: groups(dataset, typology, codings, frame)}


def inspect(path: Path) -> "Inspection":
    """Read and check a typology file by itself, and against the codebook and the frame it names."""
    from surveykit.derive.typology.faults import under_every_reading
    from surveykit.derive.typology.file import inspect as inspect_alone

    inspection = inspect_alone(path)
    typology = inspection.typology
    if typology is None or any(problem.severity == "error" for problem in inspection.problems):
        return inspection
    try:
        codebook, frame = codebook_of(path, typology.file), frame_of(path, typology.file)
    except SurveykitError as refusal:
        return replace(inspection, problems=(*inspection.problems, *refusal.problems))
    if codebook is None:
        return inspection
    found = under_every_reading(typology, _with_codings(codebook, typology.file, frame))
    return replace(inspection, problems=(*inspection.problems, *found))
