"""Coding frames: the codes that open answers are given, each with a definition, rules of use and examples."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import Field

from surveykit.codebook.codelist import Code, CodeList, Frozen
from surveykit.codebook.lint import texts_of
from surveykit.codebook.written import Id, Languages, Truth
from surveykit.problems import DefinitionError, Problem, Rule, SurveykitError, listed, nearest
from surveykit.shape import fitted
from surveykit.source import Path_, Source, read
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


class Attribute(Frozen):
    """A property that codes have or have not, such as that an effect is tangible."""

    label: Text = Field(description="A short label, per language.")
    definition: Text = Field(Text(), description="When a code has it, in full sentences.")


class FrameCode(Frozen):
    """One code: what it stands for, when it is given and when not."""

    label: Text = Field(description="A short label, per language.")
    definition: Text = Field(Text(), description="When the code is given, in full sentences.")
    include: tuple[Text, ...] = Field((), description="What counts, where one might doubt.")
    exclude: tuple[Text, ...] = Field((), description="What does not count, and which code it has instead.")
    examples: tuple[Text, ...] = Field((), description="Answers that have this code, in the words of respondents.")
    counter_examples: tuple[Text, ...] = Field(
        (), description="Answers that do not have it, though one might think so, in the words of respondents."
    )
    guid: str = Field("", description="Its identity, which stays when it is renamed or moved; made where left out.")
    colour: str = Field("", description="Its colour on screens and in other programs, as #RRGGBB.")
    hotkey: str = Field("", description="The key that gives it in the coding app: a letter or a digit.")
    exclusive: Truth = Field(default=False, description="Whether it stands alone: no other code beside it.")
    codable: Truth = Field(
        default=True, description="Whether answers may have it; if not, it only holds narrower ones."
    )
    keywords: tuple[str, ...] = Field((), description="Words that suggest it, such as `fier*`; they never decide.")
    attributes: Mapping[Id, Truth] = Field({}, description="Which of the frame's attributes it has: true or false.")
    within: Id | None = Field(None, description="The wider code it is a part of.")


class Net(Frozen):
    """Codes that are counted together, whatever they are a part of."""

    label: Text = Field(description="A short label, per language.")
    codes: tuple[Id, ...] = Field(min_length=1, description="The codes counted together; with them go narrower ones.")


class CodingFrame(Frozen):
    """The codes for the answers to one or several open questions."""

    name: str = Field(alias="frame", min_length=1, description="The name of the coding frame.")
    version: str = Field("", description="The version, as people speak of it.")
    title: Text = Field(description="The title, per language.")
    description: Text = Field(Text(), description="What is coded, and to what end.")
    languages: Languages = Field(description="Language codes; the first is the default.", min_length=1)
    instrument: str = Field("", description="The name of the instrument whose answers are coded.")
    questions: tuple[Id, ...] = Field((), description="The open questions whose answers are coded.")
    several: Truth = Field(default=True, description="Whether an answer may have more than one code.")
    attributes: Mapping[Id, Attribute] = Field({}, description="Properties of codes, by name.")
    codes: Mapping[Id, FrameCode] = Field(min_length=1, description="The codes, in the order coders see them.")
    nets: Mapping[Id, Net] = Field({}, description="Codes that are counted together, by name.")

    @cached_property
    def code_list(self) -> CodeList:
        """The codes with their labels, as a variable of a codebook has them."""
        return CodeList(
            name=self.name.replace("-", "_"), codes=tuple(Code(value=c, label=f.label) for c, f in self.codes.items())
        )

    def having(self, attribute: str) -> frozenset[str]:
        """The codes that have an attribute."""
        return frozenset(code for code, facts in self.codes.items() if facts.attributes.get(attribute))

    def has(self, codes: Iterable[str], attribute: str) -> bool:
        """Whether any of the codes of an answer has an attribute.

        Example:
            >>> tangible = {"attributes": {"tangible": True}, "label": "Exports began"}
            >>> facts = {"frame": "x", "title": "", "languages": ["en"], "codes": {"EXP": tangible}}
            >>> CodingFrame.model_validate(facts).has(["EXP", "WIP"], "tangible")
            True
        """
        return not self.having(attribute).isdisjoint(codes)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in the file of a coding frame: the frame, where it could be made at all, and the problems."""

    frame: CodingFrame | None
    problems: tuple[Problem, ...]


def inspect(path: Path) -> Inspection:
    """Read and check a coding frame, collecting every problem; nothing is raised."""
    try:
        return inspected(read(path))
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)


def inspected(source: Source) -> Inspection:
    """Check a coding frame that has been read.

    Raises:
        SourceError: SK010 to SK013, its shape is wrong.
    """
    frame = fitted(source, CodingFrame)
    problems = [*_lint(frame, source), *texts_of(frame.languages, _texts(frame), source)]
    problems.sort(key=lambda problem: (problem.place.line or 0, problem.place.column or 0))
    return Inspection(frame, tuple(problems))


def load(path: Path) -> CodingFrame:
    """Read a coding frame that is sound.

    Raises:
        SourceError: SK001 to SK013, it cannot be read.
        DefinitionError: SK330, it names what it does not have; every error at its place.
    """
    inspection = inspected(read(path))
    errors = [problem for problem in inspection.problems if problem.severity == "error"]
    if errors or inspection.frame is None:
        raise DefinitionError(errors)
    return inspection.frame


def _lint(frame: CodingFrame, source: Source) -> Iterator[Problem]:
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
        elif code in _above(frame, code):
            what = f"'{code}' would be a part of itself"
            yield Problem(NOT_IN_FRAME, what, source.place((*path, "within")), NOT_IN_FRAME.mend)
        if not facts.definition:
            place = source.place(path, key=True)
            yield Problem(UNEXPLAINED, f"'{code}' has no definition", place, UNEXPLAINED.mend, "warning")


def _above(frame: CodingFrame, code: str) -> list[str]:
    """The wider codes a code is a part of, from the nearest; each once."""
    found: list[str] = []
    above = frame.codes[code].within
    while above is not None and above in frame.codes and above not in found:
        found.append(above)
        above = frame.codes[above].within
    return found


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
