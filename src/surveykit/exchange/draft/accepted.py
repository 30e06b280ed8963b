"""From draft to file: what our own lint refuses is taken back and kept as a note, until the file is accepted."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from surveykit.exchange.base import NOT_A_FORM, Reading
from surveykit.exchange.draft.form import Data, Form, Slot
from surveykit.exchange.draft.limits import settle
from surveykit.exchange.draft.rules import NOT_HELD, NOT_TRANSLATED
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.lint.flow import FORWARD
from surveykit.instrument.lint.lint import lint
from surveykit.layout import yaml_of
from surveykit.problems import FormatError, Place, Problem, SurveykitError
from surveykit.shape import fitted
from surveykit.source import Path_, Source, parsed


def reading_of(form: Form) -> Reading:
    """The draft as a file that our own check accepts.

    Raises:
        FormatError: SK563, the form asks nothing, or holds what even as a note makes no instrument.
    """
    _without_empty_sections(form)
    settle(form)
    for _ in range(len(form.slots) + 2):
        data = _data(form)
        source = parsed(yaml_of(data))
        refused = _refused(source)
        if not refused:
            text = yaml_of(_bare(data), form.heading).rstrip("\n") + "\n"
            return Reading(text, tuple(form.finished_problems()), _counts(form))
        if not _taken_back(form, source, data, refused):
            break
    raise FormatError([_told(problem, source) for problem in refused])


def _without_empty_sections(form: Form) -> None:
    """Leave out the sections that ask nothing; what was kept there is kept with the whole."""
    for section in form.sections:
        if not section["questions"]:
            form.notes += section.get("notes", [])
    form.sections = [section for section in form.sections if section["questions"]]
    if not form.sections:
        what = "the form asks nothing"
        raise FormatError([Problem(NOT_A_FORM, what, hint="add questions"), *form.finished_problems()])


def _data(form: Form) -> Data:
    """The draft as plain data, in the order of a file of ours."""
    data: Data = {**form.head, "languages": form.languages}
    data["notes"] = form.notes
    if form.lists:
        data["lists"] = form.lists
    if form.registered:
        data["register"] = form.registered
    for section in form.sections:
        section["questions"] = section.pop("questions")  # after what is said of the section
    data["sections"] = form.sections
    if form.computed:
        data["computed"] = form.computed
    return data


def _bare(data: Any) -> Any:
    """The data without the keys under which nothing stands."""
    if isinstance(data, Mapping):
        kept = {key: value for key, value in data.items() if value not in ("", [], {}) or key in ("text", "title")}
        return {key: _bare(value) for key, value in kept.items()}
    return [_bare(value) for value in data] if isinstance(data, list) else data


def _refused(source: Source) -> list[Problem]:
    try:
        return [problem for problem in lint(fitted(source, Instrument), source) if problem.severity == "error"]
    except SurveykitError as refusal:
        return list(refusal.problems)


def _taken_back(form: Form, source: Source, data: Data, refused: list[Problem]) -> bool:
    """Take back each expression that was refused; whether there was any."""
    paths = {id(holder): path for path, holder in _mappings(data, ())}
    slots = [
        (source.place((*paths[id(slot.holder)], str(slot.key))), slot)
        for slot in form.slots
        if id(slot.holder) in paths and slot.key in slot.holder
    ]
    guilty: dict[int, tuple[Slot, Problem]] = {}
    if _written_again(form, refused):
        return True
    for problem in refused:
        before = [(place, slot) for place, slot in slots if _at(place) <= _at(problem.place)]
        if before:
            place, slot = max(before, key=lambda pair: _at(pair[0]))
            if place.line == problem.place.line:
                guilty.setdefault(id(slot), (slot, problem))
    for slot, problem in guilty.values():
        _keep(form, slot, problem)
    return bool(guilty)


def _written_again(form: Form, refused: list[Problem]) -> bool:
    """Give up an order drawn at random where a condition reads what is shuffled with it: routing goes first."""
    if not any(problem.rule is FORWARD and "shuffled" in problem.what for problem in refused):
        return False
    shuffled = [one for one in (form.head, *form.sections) if one.get("order") == "random"]
    for one in shuffled[:1] if "order" in form.head else shuffled:
        del one["order"]
    what = "what is shuffled stands as it is written: a condition reads what might come later"
    form.complain(NOT_HELD, what)
    return bool(shuffled)


def _keep(form: Form, slot: Slot, problem: Problem) -> None:
    form.slots.remove(slot)
    if slot.fallback is None:
        form.counts["translated"] -= 1
        form.counts["kept_as_notes"] += 1
        form.keep(slot.notes, slot.origin, problem.what, NOT_TRANSLATED)
        slot.holder.pop(slot.key, None)
    else:
        form.keep(slot.notes, slot.origin, problem.what, NOT_TRANSLATED)
        slot.holder[slot.key] = slot.fallback
    if slot.owner is not None:
        slot.owner.remove(slot.holder)
        form.slots = [other for other in form.slots if other.holder is not slot.holder]


def _mappings(data: Any, path: Path_) -> Iterator[tuple[Path_, Mapping[str, Any]]]:
    """Every mapping of the draft with its path."""
    if isinstance(data, Mapping):
        yield path, data
        yield from chain.from_iterable(_mappings(value, (*path, str(key))) for key, value in data.items())
    elif isinstance(data, list):
        yield from chain.from_iterable(_mappings(value, (*path, index)) for index, value in enumerate(data))


def _at(place: Place) -> tuple[int, int]:
    return (place.line or 0, place.column or 0)


def _told(problem: Problem, source: Source) -> Problem:
    """A complaint about the file that was to be made, with the line it concerns instead of its place."""
    lines = source.text.split("\n")
    line = lines[(problem.place.line or 1) - 1].strip()
    return Problem(NOT_A_FORM, f"{problem.what}, in `{line[:80]}`", hint=problem.hint)


def _counts(form: Form) -> dict[str, int]:
    asked = [question for section in form.sections for question in section["questions"]]
    return {
        "questions": sum(len(question.get("items", [None])) for question in asked),
        "sections": len(form.sections),
        "choices": form.counts["choices"],
        "expressions": form.counts["expressions"],
        "translated": form.counts["translated"],
        "kept_as_notes": form.counts["kept_as_notes"],
    }
