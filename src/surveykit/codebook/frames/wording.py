"""Whether the examples, rules of use and keywords of a coding frame say one thing."""

import re
from collections.abc import Iterator

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.frames.keywords import Keyword, keyword_of, matches, plain
from surveykit.problems import Problem, Rule, listed, nearest
from surveykit.source import Path_, Source
from surveykit.text import Text

_X = "frame: x\nlanguages: [en]\ntitle: T\n"
TWO_CODES = Rule(
    "SK352",
    "An example stands under two codes, or for and against one",
    "An example is there to show the one code meant.",
    _X + "codes: {A: {label: A, definition: D, examples: [We sell], counter_examples: [We sell]}}",
    "Keep it where it shows most; take another one for the other code.",
)
OTHER_CODE = Rule(
    "SK353",
    "The keywords of a coding frame find another code in an example",
    "Coders will be led astray by the suggestion, or the example stands under the wrong code.",
    _X + "codes: {A: {label: A, definition: D, examples: [A fair]}, B: {label: B, definition: D, keywords: [fair]}}",
    "Add a keyword to the code of the example, or narrow the other one (`fair* -planned`).",
)
NO_SUCH_CODE = Rule(
    "SK354",
    "A rule of use sends to a code that is not there",
    "The coder looks for it in vain; often the code was renamed or merged.",
    _X + "codes: {ONE: {label: A, definition: D, exclude: ['A plan: TOW']}, TWO: {label: B, definition: D}}",
    "Correct the code.",
)
FINDS_NOTHING = Rule(
    "SK356",
    "A keyword can find nothing, or stands twice",
    "It looks like a rule and is none.",
    _X + "codes: {A: {label: A, definition: D, keywords: ['*']}}",
    "Write a word, a stem such as `fair*`, or a phrase.",
)
_SENT_TO = re.compile(r":\s*([^\W\d]\w*)[.)]?\s*$")


def wording_of(frame: CodingFrame, source: Source) -> Iterator[Problem]:
    """Every contradiction between examples, rules of use and keywords."""
    yield from _examples(frame, source)
    for code, facts in frame.codes.items():
        yield from _keywords(code, facts.keywords, source)
        for key in ("include", "exclude"):
            for n, text in enumerate(getattr(facts, key)):
                yield from _sent_to(text, ("codes", code, key, n), frame, source)


def _said(text: Text, path: Path_) -> Iterator[tuple[str, Path_]]:
    """What a text says in each language, with its path."""
    yield from ((said, (*path, language) if language else path) for language, said in text.languages.items())


def _examples(frame: CodingFrame, source: Source) -> Iterator[Problem]:
    shown: dict[str, tuple[str, Path_]] = {}
    for code, facts in frame.codes.items():
        for n, text in enumerate(facts.examples):
            for said, path in _said(text, ("codes", code, "examples", n)):
                other, at = shown.setdefault(plain(said), (code, path))
                if at is not path:
                    what = f"'{said[:40]}' is an example of '{other}' too: line {source.place(at).line}"
                    note = other != code and frame.several
                    yield Problem(TWO_CODES, what, source.place(path), TWO_CODES.mend, "note" if note else "warning")
                yield from _found(said, code, frame, source, path)
    for code, facts in frame.codes.items():
        for n, text in enumerate(facts.counter_examples):
            for said, path in _said(text, ("codes", code, "counter_examples", n)):
                if shown.get(plain(said), ("",))[0] == code:
                    what = f"'{said[:40]}' is an example of '{code}' and a counter-example"
                    yield Problem(TWO_CODES, what, source.place(path), TWO_CODES.mend, "warning")


def _found(said: str, code: str, frame: CodingFrame, source: Source, path: Path_) -> Iterator[Problem]:
    """An example in which keywords find other codes, and not its own, nor a wider or narrower one."""
    found = matches(said, frame)
    if found and not {match.code for match in found} & {*frame.above(code), *frame.below(code)}:
        first = found[0]
        what = f"'{first.keyword}' finds {first.code} in an example of {code}: '{said[first.start : first.end]}'"
        yield Problem(OTHER_CODE, what, source.places_in(path)(first.start), OTHER_CODE.mend, "warning")


def _keywords(code: str, keywords: tuple[str, ...], source: Source) -> Iterator[Problem]:
    known = [keyword_of(written) for written in keywords]
    for n, (written, keyword) in enumerate(zip(keywords, known, strict=True)):
        what = ""
        if not keyword.words and not keyword.without:
            what = f"'{written}' holds no word that could be found"
        elif not keyword.words and not any(each.words for each in known):
            what = f"'{written}' only holds off, and '{code}' has no keyword that finds"
        elif any(phrase == (word,) for phrase in keyword.without for word in keyword.words):
            what = f"'{written}' is held off by a word of its own"
        elif twin := next((each for each in known[:n] if _same(each, keyword)), None):
            what = f"'{written}' stands here twice" + (f", as '{twin.written}'" if twin.written != written else "")
        if what:
            yield Problem(
                FINDS_NOTHING, what, source.place(("codes", code, "keywords", n)), FINDS_NOTHING.mend, "warning"
            )


def _same(one: Keyword, other: Keyword) -> bool:
    return (one.words, one.without) == (other.words, other.without)


def _sent_to(text: Text, path: Path_, frame: CodingFrame, source: Source) -> Iterator[Problem]:
    """A code named at the end of a rule of use, as in `A fair that is only planned: WIP`."""
    for said, where in _said(text, path):
        sent = _SENT_TO.search(said)
        if sent is None or sent[1] in frame.codes:
            continue
        hint = nearest(sent[1], frame.codes)
        if hint or (sent[1].isupper() and all(code.isupper() for code in frame.codes)):
            hint = hint or f"the codes are {listed([*frame.codes])}"
            place = source.places_in(where)(sent.start(1))
            yield Problem(NO_SUCH_CODE, f"there is no code '{sent[1]}'", place, hint, "warning")
