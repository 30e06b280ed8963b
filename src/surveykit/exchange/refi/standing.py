"""What of codings and frames stands after a way through REFI-QDA: what is lost, and what was changed by others."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from surveykit.codebook.codelist import Frozen
from surveykit.codebook.frames.frame import CodingFrame, FrameCode, Net
from surveykit.coding.codings import Coding, Codings, Settlement
from surveykit.coding.unit import Unit
from surveykit.exchange.refi.rules import NOT_WRITTEN
from surveykit.problems import Problem, listed
from surveykit.text import Text

Key = TypeVar("Key")
Value = TypeVar("Value")
Part = TypeVar("Part", FrameCode, Net)

_WORDS: Mapping[str, str] = {
    "text": "the exact words (ends of lines, halves of characters)",
    "language": "the language of answers",
    "context": "what is known of cases, where it differs between answers of one case",
    "batch": "batches of judgements",
    "accepted": "where accepted codes came from",
    "shown": "which codes were suggested",
    "event": "ids of events",
    "frame": "versions of the frame that were used",
    "source": "where judgements came from",
    "after_settling": "which judgements were made after settling",
    "at": "times that are no dates with a zone",
    "codes": "the order of codes",
    "spans": "spans that lie outside of the answer, or of codes that were not given",
    "note": "notes of several lines of blanks",
    "reason": "reasons of nothing but blanks",
    "method": "how it was settled",
    "inputs": "which judgements were looked at",
    "outcome": "outcomes",
}


def merged(
    found: Mapping[Key, Value], expected: Mapping[Key, Value], held: Mapping[Key, Value]
) -> tuple[dict[Key, Value], list[Key]]:
    """What stands: what was held wherever the file says what it would say of it, and else what the file says.

    Args:
        found: what the file says now.
        expected: what a file made of what was held says.
        held: what was held.

    Returns:
        What stands, and the keys of what others added, changed or took away.
    """
    made: dict[Key, Value] = {}
    changed: list[Key] = []
    for key, value in held.items():
        if key not in expected or (key in found and found[key] == expected[key]):
            made[key] = value
        else:
            changed.append(key)
            if key in found:
                made[key] = found[key]
    for key, value in found.items():
        if key not in held and expected.get(key) != value:
            changed.append(key)
            made[key] = value
    return made, changed


def merged_frame(
    found: CodingFrame | None, expected: CodingFrame | None, held: CodingFrame
) -> tuple[CodingFrame, list[str]]:
    """The frame that stands, code by code and net by net, and what others changed."""
    if found is None or expected is None or found == expected:
        return held, []
    codes, changed = _followed(found.codes, expected.codes, held.codes)
    nets, others = _followed(found.nets, expected.nets, held.nets)
    facts = {**held.model_dump(by_alias=True), "codes": codes, "nets": nets}
    return CodingFrame.model_validate(facts), [*changed, *others]


def _followed(
    found: Mapping[str, Part], expected: Mapping[str, Part], held: Mapping[str, Part]
) -> tuple[dict[str, Part], list[str]]:
    """Codes or nets that stand; of one that was changed, all that was not. A new identity alone is no change."""
    named = {
        key: one.model_copy(update={"guid": expected[key].guid}) if key in expected else one
        for key, one in found.items()
    }
    made, changed = merged(named, expected, held)
    for key in changed:
        if key in named and key in expected and key in held:
            facts = {name: getattr(named[key], name) for name in type(named[key]).model_fields}
            other = {name: fact for name, fact in facts.items() if fact != getattr(expected[key], name)}
            made[key] = held[key].model_copy(update=other)
    return made, changed


def losses(held: Codings, again: Codings) -> Iterator[Problem]:
    """What of codings a project does not hold, by kind, with the answers."""
    yield from _differing("answers", held.units, again.units, Unit, str)
    yield from _differing("judgements", held.codings, again.codings, Coding, _who)
    before = {key: one for key, one in held.independent.items() if held.codings.get(key) != one}
    yield from _differing("judgements before settling", before, again.independent, Coding, _who)
    yield from _differing("settled judgements", held.settled, again.settled, Settlement, str)
    if held.batches:
        given = [f"{batch.name} of {batch.coder}" for batch in held.batches]
        yield _lost(f"who was given what, and whether blind: {listed(given)}")
    if held.frames:
        yield _lost(f"which versions of the frame were used: {listed(held.frames)}")


def _who(key: tuple[str, str]) -> str:
    return f"{key[1]} of {key[0]}"


def _differing(
    what: str, held: Mapping[Any, Any], again: Mapping[Any, Any], kind: type[Any], said: Callable[[Any], str]
) -> Iterator[Problem]:
    gone = [said(key) for key in held if key not in again]
    if gone:
        yield _lost(f"{what} that cannot be written: {listed(gone)}")
    for name in (field.name for field in fields(kind)):
        other = [
            said(key) for key, one in held.items() if key in again and getattr(again[key], name) != getattr(one, name)
        ]
        if other:
            words = "which words were judged" if name == "text" and kind is not Unit else _WORDS.get(name, name)
            yield _lost(f"{what}: {words}: {listed(other)}")


_FRAME_WORDS: Mapping[str, str] = {
    "name": "its name",
    "version": "its version",
    "status": "whether it is frozen",
    "title": "its title in every language",
    "languages": "its languages",
    "description": "its description in every language",
    "instrument": "the name of the instrument",
    "questions": "the questions it is for",
    "several": "that an answer has one code only",
    "scale": "what scale the codes are",
    "unit": "that codes are for marked words",
    "attributes": "attributes of codes",
    "changes": "what changed from version to version",
}
_CODE_WORDS: Mapping[str, str] = {
    "label": "other languages of labels",
    "definition": "other languages of definitions",
    "include": "other languages of what is included",
    "exclude": "other languages of what is excluded",
    "examples": "examples as they stand",
    "counter_examples": "counter-examples as they stand",
    "hotkey": "hot keys",
    "value": "the values of codes on a scale",
    "attributes": "attributes",
    "keywords": "keywords",
    "colour": "colours that are not #RRGGBB",
    "within": "which code it is a part of",
    "exclusive": "that it stands alone",
    "codable": "whether answers have it",
}


def frame_losses(held: CodingFrame, again: CodingFrame | None) -> Iterator[Problem]:
    """What of a frame the codes of REFI-QDA do not hold."""
    facts = [words for name, words in _FRAME_WORDS.items() if _lost_fact(name, held, again)]
    if facts:
        yield _lost(f"the frame: {', '.join(facts)}")
    if again is None:
        return
    for name, words in _CODE_WORDS.items():
        other = [code for code, one in held.codes.items() if _lost_fact(name, one, again.codes.get(code))]
        if other:
            yield _lost(f"codes: {words}: {listed(other)}")
    nets = [net for net, one in held.nets.items() if _lost_fact("label", one, again.nets.get(net))]
    if nets:
        yield _lost(f"nets: other languages of labels: {listed(nets)}")


def _lost_fact(name: str, held: Frozen, again: Frozen | None) -> bool:
    """Whether a fact is another one now; a text said in one language only is the same in any."""
    fact = getattr(held, name)
    if fact == type(held).model_fields[name].default:
        return False
    return again is None or _single(fact) != _single(getattr(again, name))


def _single(fact: Any) -> Any:
    if isinstance(fact, Text):
        said = {text.strip() for text in fact.languages.values()}
        return said.pop() if len(said) == 1 else dict(fact.languages)
    return tuple(map(_single, fact)) if isinstance(fact, tuple) else fact


def _lost(what: str) -> Problem:
    return Problem(NOT_WRITTEN, what, hint=NOT_WRITTEN.mend, severity="warning")
