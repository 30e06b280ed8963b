"""What may be wrong with a coding frame: names that are not there, circles, keys and colours that clash."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from surveykit.codebook.frames.colour import LEAST, NIGHT, PAPER, contrast, is_colour
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.frames.record import record_of
from surveykit.codebook.frames.wording import wording_of
from surveykit.codebook.lint import texts_of
from surveykit.problems import Problem, Rule, listed, nearest
from surveykit.source import Path_, Source
from surveykit.text import Text

_X = "frame: x\nlanguages: [en]\ntitle: T\n"
NOT_IN_FRAME = Rule(
    "SK330",
    "A coding frame names what it does not have",
    "Codes would be counted under a heading or property that nobody defined.",
    _X + "codes: {A: {label: A, definition: D, attributes: {tangibl: true}}}\n"
    "attributes: {tangible: {label: Tangible}}",
    "Correct the name, or define it.",
)
UNEXPLAINED = Rule(
    "SK339",
    "A code of a coding frame has no label or no definition",
    "Two coders will use it in two ways.",
    _X + "codes: {A: {label: A}}",
    "Write in a sentence or two when the code is given.",
)
TWO_IDENTITIES = Rule(
    "SK344",
    "An identity is none, or stands twice",
    "A code is known by it when it is renamed, and in other programs; two with one would be taken for each other.",
    _X + "codes: {A: {label: A, definition: D, guid: '7'}}",
    "Leave it out (one is made of the names of frame and code), or take a new UUID.",
)
TWO_KEYS = Rule(
    "SK345",
    "A hot key is none, or stands twice",
    "One key press can give one code only.",
    _X + "codes: {A: {label: A, definition: D, hotkey: F1}}",
    "Take a single letter or digit that no other code has; small and capital letters are the same.",
)
UNSEEN = Rule(
    "SK346",
    "A colour is none, or can hardly be seen",
    "Coders tell codes apart by it, on light and on dark screens.",
    _X + "codes: {A: {label: A, definition: D, colour: '#FFFF00'}}",
    "Write it as #RRGGBB; middle tones can be seen on white and on black.",
)
ALONE_ANYWAY = Rule(
    "SK347",
    "A code is exclusive in a frame that allows one code only",
    "It says what holds of every code there, or `several` is wrong.",
    _X + "several: false\ncodes: {A: {label: A, definition: D, exclusive: true}}",
    "Leave `exclusive` out, or write `several: true`.",
)
NOTHING_BELOW = Rule(
    "SK348",
    "A code cannot be given and holds no narrower ones",
    "Nobody will ever use it.",
    _X + "codes: {A: {label: A, definition: D, codable: false}, B: {label: B, definition: D}}",
    "Leave `codable` out, or put codes within it.",
)
COUNTED_TWICE = Rule(
    "SK349",
    "A net holds a code twice, or codes are in several nets",
    "The shares of nets that overlap do not add up to the answers.",
    _X + "codes: {A: {label: A, definition: D}, B: {label: B, definition: D, within: A}}\n"
    "nets: {N: {label: N, codes: [A, B]}}",
    "Name a wider code or its narrower ones, not both; look whether two nets are meant to share codes.",
)
ONE_NAME = Rule(
    "SK350",
    "Codes, nets and attributes have one name",
    "Each becomes a variable named after it, and statistical programs take small and capital letters for the same.",
    _X + "codes: {A: {label: A, definition: D}}\nnets: {a: {label: N, codes: [A]}}",
    "Rename one.",
)
ONE_LABEL = Rule(
    "SK351",
    "Two codes of a coding frame have the same label",
    "Nobody can tell them apart in a table.",
    _X + "codes: {A: {label: Same, definition: D}, B: {label: Same, definition: E}}",
    "Say in the label what is different.",
)
NO_SCALE = Rule(
    "SK740",
    "The codes of a coding frame are no such scale",
    "How far apart two codes are would be made up.",
    _X + "several: false\nscale: interval\ncodes: {A: {label: A, definition: D}}",
    "Write the `value` of every code, 0 or more on a ratio scale; take `ordinal` where only the order is known.",
)
Written = tuple[Path_, str]

_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_GROUNDS = {"white": PAPER, "a dark screen": NIGHT}


def lint(frame: CodingFrame, source: Source) -> tuple[Problem, ...]:
    """Every problem of a coding frame, in the order of the file: errors, warnings, and notes."""
    problems = [
        *_names(frame, source),
        *_keys(frame, source),
        *_kinds(frame, source),
        *_nets(frame, source),
        *_scale(frame, source),
        *wording_of(frame, source),
        *record_of(frame, source),
        *texts_of(frame.languages, _texts(frame), source),
    ]
    return in_order(problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of the file."""
    return tuple(sorted(problems, key=lambda problem: (problem.place.line or 0, problem.place.column or 0)))


def _names(frame: CodingFrame, source: Source) -> Iterator[Problem]:
    """What is named and not there, circles, and codes without a definition."""
    for code, facts in frame.codes.items():
        path: Path_ = ("codes", code)
        for name in facts.attributes:
            if name not in frame.attributes:
                hint = nearest(name, frame.attributes) or f"the attributes are {listed([*frame.attributes])}"
                place = source.place((*path, "attributes", name), key=True)
                yield Problem(NOT_IN_FRAME, f"the frame has no attribute '{name}'", place, hint)
        if facts.within is not None and facts.within not in frame.codes:
            hint = nearest(facts.within, frame.codes)
            yield Problem(NOT_IN_FRAME, f"there is no code '{facts.within}'", source.place((*path, "within")), hint)
        elif code in frame.above(code):
            what = f"'{code}' would be a part of itself"
            yield Problem(NOT_IN_FRAME, what, source.place((*path, "within")), NOT_IN_FRAME.mend)
        for what, text in {"label": facts.label, "definition": facts.definition}.items():
            if not str(text).strip():
                place = source.place(path, key=True)
                yield Problem(UNEXPLAINED, f"'{code}' has no {what}", place, UNEXPLAINED.mend, "warning")


def _keys(frame: CodingFrame, source: Source) -> Iterator[Problem]:
    """Identities, hot keys, names and labels that are none, or not one's own."""
    guids: list[Written] = [(("codes", code, "guid"), facts.guid) for code, facts in frame.codes.items()]
    guids += [(("nets", name, "guid"), net.guid) for name, net in frame.nets.items()]
    for path, guid in guids:
        if guid and not _GUID.fullmatch(guid):
            what = f"'{guid}' is no identity: it is written as 32 hexadecimal digits in five groups"
            yield Problem(TWO_IDENTITIES, what, source.place(path), TWO_IDENTITIES.mend)
    keys: list[Written] = [(("codes", code, "hotkey"), facts.hotkey) for code, facts in frame.codes.items()]
    for path, hotkey in keys:
        if hotkey and not (len(hotkey) == 1 and hotkey.isalnum()):
            what = f"'{hotkey}' is no hot key: a single letter or digit is asked for"
            yield Problem(TWO_KEYS, what, source.place(path), TWO_KEYS.mend)
    kinds = ("codes", "nets", "attributes")
    names: list[Written] = [((kind, name), name) for kind in kinds for name in getattr(frame, kind)]
    yield from _twice(TWO_KEYS, "hot key", keys, source)
    yield from _twice(TWO_IDENTITIES, "identity", guids, source)
    yield from _twice(ONE_NAME, "name", names, source)
    labels = [
        [(("codes", code, "label"), facts.label.into(language)) for code, facts in frame.codes.items()]
        for language in frame.languages
    ]
    alike = (found for of_one in labels for found in _twice(ONE_LABEL, "label", of_one, source))
    yield from {found.place: replace(found, severity="warning") for found in alike}.values()


def _twice(rule: Rule, what: str, written: Iterable[Written], source: Source) -> Iterator[Problem]:
    """What stands a second time, whatever its case; a name is the key at its path."""
    first: dict[str, Path_] = {}
    for path, word in written:
        if word and first.setdefault(word.casefold(), path) is not path:
            line = source.place(first[word.casefold()], key=True).line
            place = source.place(path, key=what == "name")
            yield Problem(rule, f"the {what} '{word}' is taken already: line {line}", place, rule.mend)


def _kinds(frame: CodingFrame, source: Source) -> Iterator[Problem]:
    """Codes that nobody can see, or that are of no use as they are declared."""
    for code, facts in frame.codes.items():
        path: Path_ = ("codes", code)
        if facts.colour and not is_colour(facts.colour):
            what = f"'{facts.colour}' is no colour: it is written as #RRGGBB"
            yield Problem(UNSEEN, what, source.place((*path, "colour")), UNSEEN.mend)
        elif facts.colour and (pale := [name for name, on in _GROUNDS.items() if contrast(facts.colour, on) < LEAST]):
            what = f"{facts.colour} can hardly be seen on {' and '.join(pale)}"
            yield Problem(UNSEEN, what, source.place((*path, "colour")), UNSEEN.mend, "warning")
        if facts.exclusive and not frame.several:
            what = f"'{code}' is exclusive, and the frame allows one code anyway"
            yield Problem(ALONE_ANYWAY, what, source.place((*path, "exclusive")), ALONE_ANYWAY.mend, "warning")
        if not facts.codable and len(frame.below(code)) == 1:
            what = f"'{code}' cannot be given, and no code is within it"
            yield Problem(NOTHING_BELOW, what, source.place((*path, "codable")), NOTHING_BELOW.mend, "warning")


def _nets(frame: CodingFrame, source: Source) -> Iterator[Problem]:
    """Nets with codes that are not there, that stand in them twice, or that other nets have too."""
    net_of: dict[str, str] = {}
    for name, net in frame.nets.items():
        inside: dict[str, str] = {}
        for n, code in enumerate(net.codes):
            place = source.place(("nets", name, "codes", n))
            if code not in frame.codes:
                yield Problem(NOT_IN_FRAME, f"there is no code '{code}'", place, nearest(code, frame.codes))
                continue
            if other := next((inside[each] for each in frame.below(code) if each in inside), ""):
                by = "twice" if other == code else f"already, by '{other}'"
                yield Problem(
                    COUNTED_TWICE, f"the net '{name}' holds '{code}' {by}", place, COUNTED_TWICE.mend, "warning"
                )
            elif shared := sorted({net_of[each] for each in frame.below(code) if each in net_of}):
                what = f"'{code}' is in {listed(shared)} too"
                yield Problem(COUNTED_TWICE, what, place, COUNTED_TWICE.mend, "note")
            inside |= dict.fromkeys(frame.below(code), code)
        net_of |= dict.fromkeys(inside, name)


def _scale(frame: CodingFrame, source: Source) -> Iterator[Problem]:
    """A scale of several codes an answer, or without the numbers it needs."""
    if frame.scale == "nominal":
        return
    if frame.several:
        what = f"an answer may have several codes, which have no place on the {frame.scale} scale"
        yield Problem(NO_SCALE, what, source.place(("scale",)), "write `several: false`, or leave `scale` out")
    for code, facts in frame.codes.items():
        if frame.scale == "ordinal" or not facts.codable:
            continue
        if facts.value is None:
            what = f"'{code}' has no value on the {frame.scale} scale"
            yield Problem(NO_SCALE, what, source.place(("codes", code), key=True), NO_SCALE.mend)
        elif frame.scale == "ratio" and facts.value < 0:
            what = f"'{code}' is {facts.value:g}, and a ratio scale begins at 0"
            yield Problem(NO_SCALE, what, source.place(("codes", code, "value")), NO_SCALE.mend)


def _texts(frame: CodingFrame) -> Iterator[tuple[Path_, Text]]:
    """Every text a coder reads but the examples, which stay in the language they were said in."""
    yield ("title",), frame.title
    yield ("description",), frame.description
    for name, attribute in frame.attributes.items():
        yield from ((("attributes", name, key), getattr(attribute, key)) for key in ("label", "definition"))
    for code, facts in frame.codes.items():
        yield from ((("codes", code, key), getattr(facts, key)) for key in ("label", "definition"))
        for key in ("include", "exclude"):
            yield from ((("codes", code, key, n), text) for n, text in enumerate(getattr(facts, key)))
    for name, net in frame.nets.items():
        yield ("nets", name, "label"), net.label
