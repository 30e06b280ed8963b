"""What may be wrong with a coding frame: names that are not there, circles, codes that nobody explains."""

from collections.abc import Iterator

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.lint import texts_of
from surveykit.problems import Problem, Rule, listed, nearest
from surveykit.source import Path_, Source
from surveykit.text import Text

NOT_IN_FRAME = Rule(
    "SK330",
    "A coding frame names what it does not have",
    "Codes would be counted under a heading or property that nobody defined.",
    "frame: x\nlanguages: [en]\ntitle: T\ncodes: {A: {label: A, definition: D, attributes: {tangibl: true}}}\n"
    "attributes: {tangible: {label: Tangible}}",
    "Correct the name, or define it.",
)
UNEXPLAINED = Rule(
    "SK339",
    "A code of a coding frame has no definition",
    "Two coders will use it in two ways.",
    "frame: x\nlanguages: [en]\ntitle: T\ncodes: {A: {label: A}}",
    "Write in a sentence or two when the code is given.",
)


def lint(frame: CodingFrame, source: Source) -> tuple[Problem, ...]:
    """Every problem of a coding frame, in the order of the file."""
    problems = [*_names(frame, source), *texts_of(frame.languages, _texts(frame), source)]
    return tuple(sorted(problems, key=lambda problem: (problem.place.line or 0, problem.place.column or 0)))


def _names(frame: CodingFrame, source: Source) -> Iterator[Problem]:
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
        if not facts.definition:
            place = source.place(path, key=True)
            yield Problem(UNEXPLAINED, f"'{code}' has no definition", place, UNEXPLAINED.mend, "warning")


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
