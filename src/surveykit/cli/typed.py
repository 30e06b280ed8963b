"""What a typology is about, as far as its file says: the codebook of its data, and the coding frame of its answers."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.problems import DefinitionError, Problem, Rule, SurveykitError, listed

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
    """A data file for a typology, with the code lists and country sets that only its codebook knows.

    Raises:
        SurveykitError: the data or the codebook cannot be read.
    """
    from surveykit.cli.inputs import dataset_of
    from surveykit.derive.typology.cases import knowing

    dataset = dataset_of(path)
    described = codebook_of(rules, file) if file.rows else None
    return knowing(dataset, described) if described else dataset


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
    from surveykit.codebook.merge import merged
    from surveykit.derive.resolve import variables_of
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
    if frame is not None and typology.file.codings is not None:
        codebook, _ = merged(codebook, variables_of(typology.file.codings.question, frame))
    return replace(inspection, problems=(*inspection.problems, *under_every_reading(typology, codebook)))
