"""Coding frames as the codes and sets of REFI-QDA, and back; keys are made of names where a program has none."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid5

from pydantic import ValidationError

from surveykit.codebook.frames.frame import CodingFrame, FrameCode
from surveykit.exchange.ids import LONGEST, Ids, plain
from surveykit.exchange.refi.parts import CodeTag, SetTag
from surveykit.exchange.refi.rules import NOT_QDA, ODD
from surveykit.problems import FormatError, Place, Problem
from surveykit.text import Text

NAMES: Final = UUID("3f0b7c52-92b1-5a6e-8d43-6a1c5e7d9f20")
"""What the identities of exported things are made within."""

_GUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
COLOUR: Final = re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")
_NET: Final = "Key: "
UNDETERMINED: Final = "und"
_LISTS: Final[Mapping[str, str]] = {
    "include": "Include",
    "exclude": "Exclude",
    "examples": "Example",
    "counter_examples": "Counter-example",
    "keywords": "Keyword",
}
_KEY: Final = "Key"
_EXCLUSIVE: Final = "Exclusive"
_LABELS: Final = (_KEY, *_LISTS.values(), _EXCLUSIVE)
_LINE = re.compile(rf"({'|'.join(_LABELS)}): (.*)", re.IGNORECASE)


def made_guid(*parts: str) -> str:
    """An identity that is the same whenever it is made of the same words."""
    return str(uuid5(NAMES, "\n".join(parts).encode(errors="replace").decode()))


def guid_of(frame: CodingFrame, code: str) -> str:
    """The identity of a code as the standard takes it."""
    guid = frame.guid_of(code).strip("{}")
    return guid if _GUID.fullmatch(guid) else made_guid("code", guid)


def tags_of(frame: CodingFrame) -> tuple[list[CodeTag], list[SetTag]]:
    """The codes of a frame, each after the one it is a part of, and its nets."""
    language = frame.languages[0]
    codes = [
        CodeTag(
            guid_of(frame, code),
            facts.label.into(language) or code,
            facts.codable,
            facts.colour if COLOUR.fullmatch(facts.colour) else "",
            description_of(code, facts, language),
            guid_of(frame, facts.within) if facts.within in frame.codes and facts.within is not None else "",
        )
        for code, facts in frame.codes.items()
    ]
    nets = [
        SetTag(
            made_guid("net", frame.net_guid_of(net))
            if not _GUID.fullmatch(frame.net_guid_of(net))
            else frame.net_guid_of(net),
            facts.label.into(language) or net,
            f"{_NET}{net}",
            tuple(guid_of(frame, code) for code in facts.codes if code in frame.codes),
        )
        for net, facts in frame.nets.items()
    ]
    return codes, nets


def frame_of(
    name: str, codes: Iterable[CodeTag], sets: Sequence[SetTag], description: str = ""
) -> tuple[CodingFrame, dict[str, str], tuple[Problem, ...]]:
    """A frame made of codes and sets, the key of each GUID, and what was odd.

    Raises:
        FormatError: SK950, there are no codes.
    """
    tags = [*codes]
    if not tags:
        raise FormatError(Problem(NOT_QDA, "there are no codes in it", hint=NOT_QDA.mend))
    problems: list[Problem] = []
    said = {tag.guid: facts_in(tag.description) for tag in tags}
    keys = _keys(tags, {guid: key for guid, (key, _) in said.items()})
    facts = {
        "frame": plain(name) or "frame",
        "title": name,
        "languages": [UNDETERMINED],
        "description": description,
        "codes": {keys[tag.guid]: _facts(tag, said[tag.guid][1], keys) for tag in tags},
        "nets": _nets(sets, keys, problems),
    }
    try:
        frame = CodingFrame.model_validate(facts)
    except ValidationError as error:
        what = f"the codes cannot be a coding frame: {error.errors()[0]['msg']}"
        raise FormatError(Problem(NOT_QDA, what, hint=NOT_QDA.mend)) from None
    return frame, keys, tuple(problems)


def _keys(tags: Sequence[CodeTag], written: Mapping[str, str]) -> dict[str, str]:
    """A key for each code: the one its description says, else one like its name."""
    ids, keys = Ids(taken=()), {}
    for tag in tags:
        key = written[tag.guid]
        if key and len(key) <= LONGEST and plain(key) == key and not ids.has(key):
            ids.take([key])
            keys[tag.guid] = key
    return {tag.guid: keys.get(tag.guid) or ids.fresh(tag.name or "code") for tag in tags}


def _facts(tag: CodeTag, said: dict[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    facts = {"label": tag.name, "guid": tag.guid, "codable": tag.codable, **said}
    if COLOUR.fullmatch(tag.colour):
        facts["colour"] = tag.colour
    if tag.within in keys:
        facts["within"] = keys[tag.within]
    return facts


def _nets(sets: Sequence[SetTag], keys: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    ids, nets = Ids(taken=()), {}
    for tag in sets:
        known = tuple(keys[code] for code in tag.codes if code in keys)
        if len(known) < len(tag.codes):
            what = f"{len(tag.codes) - len(known)} codes of the set '{tag.name}' are not in the codebook"
            problems.append(Problem(ODD, what, Place(line=tag.line), severity="warning"))
        key = tag.description.removeprefix(_NET) if tag.description.startswith(_NET) else ""
        if known:
            net = {"label": tag.name, "codes": tuple(dict.fromkeys(known)), "guid": tag.guid}
            nets[ids.fresh(key or tag.name or "set")] = net
        if tag.description and not key:
            what = f"the description of the set '{tag.name}' is not read: {tag.description[:60]}"
            problems.append(Problem(ODD, what, Place(line=tag.line), severity="warning"))
    return nets


def tree_of(tags: Sequence[CodeTag]) -> Iterator[tuple[int, CodeTag]]:
    """Codes depth by depth: how many wider ones each stands in; those that would stand in themselves are at the top."""
    below: dict[str, list[CodeTag]] = {}
    known = {tag.guid for tag in tags}
    for tag in tags:
        below.setdefault(tag.within if tag.within in known else "", []).append(tag)
    done: set[str] = set()
    for start in [*below.get("", []), *tags]:
        waiting = [(0, start)]
        while waiting:
            depth, tag = waiting.pop()
            if tag.guid in done:
                continue
            done.add(tag.guid)
            yield depth, tag
            waiting += [(depth + 1, each) for each in reversed(below.get(tag.guid, []))]


def description_of(key: str, facts: FrameCode, language: str) -> str:
    """What is said of a code, in one language.

    Example:
        >>> facts = FrameCode(label=Text("Fairs"), definition=Text("Took part."), exclude=(Text("Planned: WIP"),))
        >>> print(description_of("FAIR", facts, "en"))
        Took part.
        <BLANKLINE>
        Key: FAIR
        Exclude: Planned: WIP
    """
    lines = [f"{_KEY}: {key}"]
    for name, label in _LISTS.items():
        lines += [f"{label}: {_indented(said)}" for said in _said(getattr(facts, name), language) if said]
    lines += [f"{_EXCLUSIVE}: yes"] if facts.exclusive else []
    definition = facts.definition.into(language)
    return "\n".join([*([definition, ""] if definition else []), *lines])


def _said(texts: Sequence[Text | str], language: str) -> Iterator[str]:
    yield from (text.into(language) if isinstance(text, Text) else text for text in texts)


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def facts_in(description: str) -> tuple[str, dict[str, Any]]:
    r"""The key and the facts of a code that a description says; a key of "" where it says none.

    Example:
        >>> facts_in("Took part.\n\nKey: FAIR\nExclude: Planned: WIP")
        ('FAIR', {'exclude': ['Planned: WIP'], 'definition': 'Took part.'})
    """
    found: dict[str, list[str]] = {}
    definition: list[str] = []
    current: list[str] | None = None
    for line in description.split("\n"):
        labelled = _LINE.fullmatch(line)
        if labelled:
            current = found.setdefault(labelled[1].casefold(), [])
            current.append(labelled[2].strip())
        elif current is not None and line.startswith("  "):
            current[-1] += f"\n{line[2:]}"
        else:
            definition.append(line)
    facts: dict[str, Any] = {
        name: found[label.casefold()] for name, label in _LISTS.items() if label.casefold() in found
    }
    if "exclusive" in found:
        facts["exclusive"] = found["exclusive"][0].casefold() in {"yes", "true", "1"}
    if said := "\n".join(definition).strip():
        facts["definition"] = said
    return next(iter(found.get("key", [])), ""), facts
