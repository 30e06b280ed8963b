"""Lists of what is to be done with cases: who gets them, or how they ended, each line checked before anything is."""

from collections.abc import Callable, Collection, Mapping

from surveykit.fieldwork.assignment import LONGEST_NAME
from surveykit.fieldwork.disposition import disposition_of
from surveykit.fieldwork.sheet import Sheet, is_sound, unsound
from surveykit.interview.events import Act, Assigned, Contacted
from surveykit.problems import DataError, Problem, Rule, nearest, shortened

NO_CASE = Rule(
    "SK847",
    "There is no such case",
    "An attempt or an interviewer noted under another id would be lost.",
    "surveykit outcome field.db NO-71 2.11, where the case is called NO-17",
    "Correct the id; `surveykit draw` puts the cases of a sampling frame into a store.",
)
NO_NAME = Rule(
    "SK848",
    "This cannot be the name of an interviewer",
    "The name stands in lists and messages, and is matched letter by letter.",
    "a line without a name, or with more than 64 characters",
    "Write the name as it is given with `--by` when answers are entered.",
)


def assignments(sheet: Sheet, column: str, known: Collection[str]) -> Mapping[str, Act]:
    """Case to interviewer, as a list has it; the last line about a case counts, and an empty cell takes it back.

    Raises:
        DataError: SK842, no such column; SK843, no id; SK847, no such case; SK848, no name.
    """
    return _acts(sheet, column, known, lambda said: interviewer(said) if said else Assigned(""))


def outcomes(sheet: Sheet, column: str, codes: Mapping[str, str], known: Collection[str]) -> Mapping[str, Act]:
    """Case to outcome, as a list has it; lines without one are passed over.

    Args:
        sheet: the list.
        column: where the outcomes stand.
        codes: what stands there, to the code it means, where it is no code itself.
        known: the ids of all cases.

    Raises:
        DataError: SK842, no such column; SK843, no id; SK847, no such case; SK840, no such code.
    """
    if wrong := [found for code in codes.values() if isinstance(found := disposition_of(code), Problem)]:
        raise DataError(wrong)
    return _acts(sheet, column, known, lambda said: contacted(codes.get(said, said)) if said else None)


def interviewer(name: str) -> Act | Problem:
    """The act that gives a case to an interviewer."""
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        shown = name[:LONGEST_NAME] if name.isprintable() else ascii(name[:LONGEST_NAME])
        return Problem(NO_NAME, f"'{shown}' cannot be the name of an interviewer", hint=NO_NAME.mend)
    return Assigned(name)


def contacted(code: str, note: str = "") -> Act | Problem:
    """The act that notes an attempt."""
    found = disposition_of(code)
    return found if isinstance(found, Problem) else Contacted(found.code, note)


def unknown_case(id_: str, known: Collection[str]) -> Problem:
    """The complaint about an id that is no case's."""
    return Problem(NO_CASE, f"there is no case '{id_}'", hint=nearest(id_, known) or NO_CASE.mend)


def _acts(
    sheet: Sheet, column: str, known: Collection[str], act: Callable[[str], Act | Problem | None]
) -> Mapping[str, Act]:
    """The act of each case; all or none."""
    acts: dict[str, Act] = {}
    problems = [*unsound(sheet)]
    for row, (id_, said) in enumerate(zip(sheet.ids, sheet.texts(column), strict=True)):
        if not is_sound(id_):
            continue
        found = act(said) if id_ in known else unknown_case(id_, known)
        if isinstance(found, Problem):
            at = sheet.column if id_ not in known else column
            problems.append(found.at(sheet.place(row, at)))
        elif found is not None:
            acts[id_] = found
    if problems:
        raise DataError(shortened(problems))
    return acts
