"""Merging codebooks: what is known is added up, and nothing is cleared."""

from collections.abc import Iterable, Iterator

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Type, Variable
from surveykit.problems import Place, Problem, Rule
from surveykit.text import Text

OTHER_TYPE = Rule(
    "SK320",
    "A variable has two types",
    "Numbers and texts in one column can only be kept as texts.",
    "`size` a number in one file and a text in the other",
    "Correct the file in which the type is wrong, and import again.",
)
OTHER_LABEL = Rule(
    "SK321",
    "A code has two labels",
    "Where 1 is Yes in one file and No in the other, their sum is wrong in every table.",
    "code 1 labelled Yes in 2023 and No in 2024",
    "Look at both questionnaires; recode one file before they are put together.",
)
MISSING_AND_VALID = Rule(
    "SK322",
    "A code is missing on one side and a value on the other",
    "It would be counted in one file and left out in the other.",
    "99 declared missing in a .sav, and a choice of the instrument",
    "Correct the declaration on one side.",
)


def merged(first: Codebook, second: Codebook) -> tuple[Codebook, tuple[Problem, ...]]:
    """Both codebooks as one: the first one's variables in its order, then what only the second has.

    Names that differ in case only are one variable, written as the first writes it. Where both say
    something the first is believed; the problems tell where they contradict each other.
    """
    problems: list[Problem] = []
    names = {variable.name.casefold(): variable.name for variable in first}
    others = {names.get(v.name.casefold(), v.name): v for v in second}
    lists = dict(first.lists)
    variables = []
    for variable in first:
        other = others.pop(variable.name, None)
        if other is None:
            variables.append(variable)
            continue
        codes = _list_of(variable, first, other, second, lists)
        problems += contradictions(variable, first.codes_of(variable) or (), other, second.codes_of(other) or ())
        variables.append(merged_variable(variable, other, codes))
    variables += [v.model_copy(update={"codes": _foreign(v, second, lists)}) for v in others.values()]
    used = {variable.codes for variable in variables}
    sets = {s.name: s for s in (*_renamed(second.sets, names), *first.sets)}
    return (
        first.model_copy(
            update={
                "variables": tuple(variables),
                "lists": {name: codes for name, codes in lists.items() if name in used},
                "sets": tuple(sets[s] for s in dict.fromkeys([*(s.name for s in first.sets), *sets])),
                "title": both(first.title, second.title),
                "languages": tuple(dict.fromkeys((*first.languages, *second.languages))),
                "sections": {**second.sections, **first.sections},
                "notes": tuple(dict.fromkeys((*first.notes, *second.notes))),
                "checks": first.checks or second.checks,
                "clusters": first.clusters or second.clusters,
                "waves": tuple(dict.fromkeys((*first.waves, *second.waves))),
                "country_sets": {**second.country_sets, **first.country_sets},
            }
        ),
        tuple(problems),
    )


def both(first: Text, second: Text) -> Text:
    """A text with the translations only the second has; a text of no language translates nothing."""
    if not first or not second or set(second.languages) == {""}:
        return first or second
    more = {language: text for language, text in second.languages.items() if language not in first.languages}
    return Text({**first.languages, **more})


def common_type(first: Type, second: Type) -> Type:
    """The type that holds values of both."""
    return first if first == second else "text"


def merged_variable(first: Variable, second: Variable, codes: str | None) -> Variable:
    """One variable with what either knows of it; where both know, the first is believed."""
    known = {code.value for code in first.missing}
    as_text = first.type != second.type and "number" in {first.type, second.type}
    missing = [*first.missing, *(code for code in second.missing if code.value not in known)]
    if as_text:
        missing = list({str(c.value): c.model_copy(update={"value": str(c.value)}) for c in reversed(missing)}.values())
    return first.model_copy(
        update={
            "label": both(first.label, second.label),
            "wording": both(first.wording, second.wording),
            "type": common_type(first.type, second.type),
            "codes": codes,
            "missing": tuple(missing),
            "missing_ranges": () if as_text else tuple(dict.fromkeys((*first.missing_ranges, *second.missing_ranges))),
            "decimals": first.decimals if first.decimals == second.decimals and not as_text else None,
            "unit": first.unit or second.unit,
            "role": first.role or second.role,
            "personal": first.personal or second.personal,
            "formats": {**second.formats, **first.formats},
        }
    )


def contradictions(
    first: Variable, first_codes: Iterable[Code], second: Variable, second_codes: Iterable[Code]
) -> Iterator[Problem]:
    """Where two descriptions of one variable cannot both be true."""
    place = Place(variable=first.name)
    if first.type != second.type:
        what = f"{_a(first.type)} here and {_a(second.type)} there; kept as {_a(common_type(first.type, second.type))}"
        yield Problem(OTHER_TYPE, what, place, OTHER_TYPE.mend)
        return
    said = {code.value: code for code in (*first_codes, *first.missing)}
    valid = {code.value for code in first_codes} - {code.value for code in first.missing}
    for code in second_codes:
        words = {text.casefold() for text in code.label.languages.values() if text}
        holders = {c.value for c in said.values() if words & {text.casefold() for text in c.label.languages.values()}}
        if code.value in said and holders and code.value not in holders:
            what = f"code {code.value} is '{said[code.value].label}' here and '{code.label}' there"
            yield Problem(OTHER_LABEL, what, place, OTHER_LABEL.mend)
    gone, other_gone = ({code.value for code in variable.missing} for variable in (first, second))
    for value in [code.value for code in second.missing if code.value in valid]:
        yield Problem(MISSING_AND_VALID, f"{value} is a value here and missing there", place, MISSING_AND_VALID.mend)
    for value in [code.value for code in second_codes if code.value in gone - other_gone]:
        yield Problem(MISSING_AND_VALID, f"{value} is missing here and a value there", place, MISSING_AND_VALID.mend)


def _a(type_: Type) -> str:
    return f"a {type_}"


def _list_of(
    variable: Variable,
    first: Codebook,
    other: Variable,
    second: Codebook,
    lists: dict[str, CodeList],
) -> str | None:
    """The list that holds the codes of both, made where neither does."""
    mine, theirs = first.codes_of(variable), second.codes_of(other)
    if variable.type != other.type or theirs is None:
        return variable.codes if variable.type == other.type else None
    if mine is None:
        return _foreign(other, second, lists)
    more = [code for code in theirs if mine.get(code.value) is None]
    together = tuple(_with_label(code, theirs.get(code.value)) for code in mine)
    if not more and together == mine.codes:
        return variable.codes
    return _kept(mine.name, (*together, *more), lists)


def _with_label(code: Code, other: Code | None) -> Code:
    return code if other is None else code.model_copy(update={"label": both(code.label, other.label)})


def _foreign(variable: Variable, codebook: Codebook, lists: dict[str, CodeList]) -> str | None:
    codes = codebook.codes_of(variable)
    return None if codes is None else _kept(codes.name, codes.codes, lists)


def _kept(name: str, codes: tuple[Code, ...], lists: dict[str, CodeList]) -> str:
    """The name under which a list of these codes is kept: one that has the same codes, or a new one."""
    number, free = 2, name
    while free in lists:
        if lists[free].codes == codes:
            return free
        free, number = f"{name}_{number}", number + 1
    lists[free] = CodeList(name=free, codes=codes)
    return free


def _renamed(sets: tuple[ResponseSet, ...], names: dict[str, str]) -> Iterator[ResponseSet]:
    for s in sets:
        yield s.model_copy(update={"variables": tuple(names.get(name.casefold(), name) for name in s.variables)})
