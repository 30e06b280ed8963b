"""The variables a typology makes, in the codebook of the data, and how the types move with its parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from surveykit.codebook.codebook import DUPLICATE_NAME
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.variable import Origin, Variable
from surveykit.coding.codings import Codings
from surveykit.dataset.dataset import Dataset
from surveykit.derive.lacking import UNDETERMINED, missing_codes
from surveykit.derive.resolve import resolve
from surveykit.derive.typology.classify import Classified, Placed, classify
from surveykit.derive.typology.evidence import Evidence
from surveykit.derive.typology.file import Typology
from surveykit.derive.typology.written import UNPLACED, spoken, value_of
from surveykit.missing import Value
from surveykit.problems import DataError, DefinitionError, Problem
from surveykit.text import Text

_NOTHING: Mapping[str, Value] = MappingProxyType({})
_NO_DATA: Mapping[str, Dataset] = MappingProxyType({})
_EVIDENCE = {
    "rule": "The rule that fired",
    "answers": "The answers it read",
    "codes": "The codes of the open answer",
    "quote": "The words of the open answer",
    "coders": "Who coded it, and who settled it",
    "settlement": "The event that settled it",
    "frame": "The version of the coding frame",
}


def with_types(found: Classified, evidence: Sequence[Evidence] = ()) -> Dataset:
    """The data with every classification of a typology, and for each case why it stands where it does.

    Where several rows are one case, each has the type of the case.

    Raises:
        DataError: SK310, the data have a variable of such a name already.
    """
    import pyarrow as pa

    dataset = found.dataset
    columns: dict[str, list[Value | None]] = {}
    made: list[Variable] = []
    lists = dict(dataset.codebook.lists)
    for name in found.placed:
        variable, codes = _variable(found, name)
        values = {code.missing: code.value for code in variable.missing}
        at = [each.code or values[each.reason] for each in found.placed[name]]
        columns[name] = [values[UNDETERMINED] if case is None else at[case] for case in found.cases.of_row]
        made.append(variable)
        lists[name] = codes
    for part in _EVIDENCE:
        said = [getattr(each, part) for each in evidence]
        if any(said):
            name = f"{found.typology.file.variable}_{part}"
            made.append(_about(found, name, part))
            columns[name] = [None if case is None else said[case] or None for case in found.cases.of_row]
    held = {name.casefold() for name in dataset.codebook.names}
    if taken := [name for name in columns if name.casefold() in held]:
        hint = "give the types another name, `variable:` in the typology"
        raise DataError(
            Problem(DUPLICATE_NAME, f"the data have a variable '{name}' already", hint=hint) for name in taken
        )
    table = dataset.arrow()
    for name, cells in columns.items():
        table = table.append_column(name, pa.array(cells, pa.string()))
    codebook = dataset.codebook.model_copy(update={"variables": (*dataset.codebook.variables, *made), "lists": lists})
    return Dataset(codebook, table)


def _variable(found: Classified, name: str) -> tuple[Variable, CodeList]:
    """The variable of a classification with its codes, what is missing of it and where it comes from."""
    file = found.typology.file
    scheme = file.schemes[name]
    labels = {code: cell.label for code, cell in (*scheme.cells.items(), *scheme.outside.items())}
    codes = [code for code, n in found.counts(name).items() if code in labels or n]
    reasons = [*file.missing, *dict.fromkeys(reason for reason, _ in found.missing(name))]
    reasons += [UNDETERMINED] if any(case is None for case in found.cases.of_row) else []
    own = {key: reason.label for key, reason in file.missing.items()}
    variable = Variable(
        name=name,
        label=scheme.label,
        wording=file.description,
        type="text",
        codes=name,
        missing=missing_codes(dict.fromkeys(reasons), "text", own, file.languages),
        origin=Origin(kind="computed"),
        notes=setting_of(found),
    )
    listed = tuple(Code(value=code, label=labels.get(code) or Text(UNPLACED.lower())) for code in codes)
    return variable, CodeList(name=name, codes=listed)


def _about(found: Classified, name: str, part: str) -> Variable:
    open_answer = found.typology.file.codings.question if found.typology.file.codings else ""
    personal = (
        part == "quote" and open_answer in found.dataset.codebook and found.dataset.codebook[open_answer].personal
    )
    return Variable(
        name=name, label=Text({"en": _EVIDENCE[part]}), type="text", personal=personal, origin=Origin(kind="computed")
    )


def setting_of(found: Classified) -> str:
    """A typology with its version and the values of its parameters, in one line."""
    file = found.typology.file
    version = f" version {file.version}" if file.version else ""
    set_to = ", ".join(f"{name} = {spoken(value)}" for name, value in found.bound.values.items())
    return f"Typology {file.name}{version}{f': {set_to}' if set_to else ''}."


@dataclass(frozen=True, slots=True)
class Setting:
    """The types under one reading of the rule: what is read otherwise, and how many cases stand elsewhere then.

    Args:
        name: what is read otherwise, such as `age_max = 4`, or whose codes are taken; "" for the reading asked for.
        counts: the cases of each code; None where the data have not what this reading needs.
        missing: the cases without a type.
        moved: the cases that stand elsewhere than under the reading asked for.
    """

    name: str
    counts: Mapping[str, int] | None
    missing: int = 0
    moved: int = 0


def sensitivity(found: Classified, others: Mapping[str, Dataset] = _NO_DATA) -> tuple[Setting, ...]:
    """The types counted again under other readings, one at a time.

    Args:
        found: the types under the reading asked for.
        others: the same data with something else in them, by what that is, such as the codes of one coder.
    """
    file = found.typology.file
    asked = {name: spoken(value) for name, value in found.bound.values.items()}
    settings = [_setting("", found, found)]
    for name, values in file.sensitivity.items():
        for value in values:
            if value_of(file.parameters[name], value) != found.bound.values[name]:
                said = {**asked, name: spoken(value_of(file.parameters[name], value))}
                settings.append(_tried(f"{name} = {said[name]}", found.dataset, found, said))
    return (*settings, *(_tried(name, dataset, found, asked) for name, dataset in others.items()))


def _tried(name: str, dataset: Dataset, found: Classified, values: Mapping[str, Value]) -> Setting:
    try:
        return _setting(name, classify(dataset, found.typology, values), found)
    except (DataError, DefinitionError):
        return Setting(name, None)


def _setting(name: str, other: Classified, found: Classified) -> Setting:
    moved = sum(_place(a) != _place(b) for a, b in zip(other.types, found.types, strict=True))
    return Setting(name, other.counts(), sum(other.missing().values()), moved)


def _place(placed: Placed) -> str:
    return placed.code or placed.reason


def letters(
    dataset: Dataset,
    typology: Typology,
    codings: Codings,
    frame: CodingFrame,
    coder: str,
    values: Mapping[str, Value] = _NOTHING,
) -> dict[str, str]:
    """The type of each coded case by what one coder held before anything was settled; those without one are left out.

    It is what agreement on the derived types is computed from: answer id to type.

    Raises:
        DataError: SK765, the coder has coded nothing.
        DefinitionError: the typology names what the data have not.
    """
    own = replace(codings, codings=codings.independent)
    resolution = resolve(own, frame, "single", dataset, coder)
    found = classify(resolution.dataset, typology, values)
    units = resolution.answers_to(typology.file.codings.question if typology.file.codings else "")
    return {
        unit: found.types[case].code
        for unit, case in zip(units, found.cases.of_row, strict=True)
        if case is not None and found.types[case].code and unit in codings.units
    }


def groups(
    dataset: Dataset,
    typology: Typology,
    codings: Codings,
    frame: CodingFrame,
    values: Mapping[str, Value] = _NOTHING,
) -> dict[tuple[str, str], str]:
    """The types of every coder by their own codes: answer id and coder to type, as agreement takes groups.

    Raises:
        DefinitionError: the typology names what the data have not.
    """
    return {
        (unit, coder): code
        for coder in sorted({coder for _, coder in codings.independent})
        for unit, code in letters(dataset, typology, codings, frame, coder, values).items()
    }
