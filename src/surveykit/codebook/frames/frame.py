"""Coding frames: the codes that open answers are given, each with a definition, rules of use and examples."""

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Literal
from uuid import UUID, uuid5

from pydantic import Field

from surveykit.codebook.codelist import Code, CodeList, Frozen
from surveykit.codebook.frames.changes import Change, replay
from surveykit.codebook.written import ColumnId, Id, Languages, Truth
from surveykit.problems import Problem, Rule, listed, nearest
from surveykit.text import Text

UNKNOWN_CODE = Rule(
    "SK340",
    "An answer has a code that the coding frame does not have",
    "It would be counted nowhere, or under a heading that nobody defined.",
    "",
    "Correct the code, add it to the frame, or use the version of the frame that has it.",
)
NOT_CODABLE = Rule(
    "SK341",
    "An answer has a code that only holds narrower ones",
    "The frame says that answers get one of the narrower codes.",
    "",
    "Give the narrower code that fits.",
)
NOT_ALONE = Rule(
    "SK342",
    "An exclusive code stands beside others",
    "Nothing happened and something happened cannot both hold of one answer.",
    "",
    "Keep the exclusive code, or the others.",
)
TOO_MANY = Rule(
    "SK343",
    "An answer has several codes where the frame allows one",
    "The variable made of it has one value for each case.",
    "",
    "Keep the code that fits best, or write `several: true` in the frame.",
)

_NAMES = UUID("8f1e6d3a-5c0b-5d6e-9a54-2f6b7c1d0e43")
"""What identities are made within that no frame writes out."""


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
    value: float | None = Field(
        None, description="The number it stands for, where the codes are an interval or ratio scale."
    )


class Net(Frozen):
    """Codes that are counted together, whatever they are a part of."""

    label: Text = Field(description="A short label, per language.")
    codes: tuple[Id, ...] = Field(min_length=1, description="The codes counted together; with them go narrower ones.")
    guid: str = Field("", description="Its identity, which stays when it is renamed; made where left out.")


class CodingFrame(Frozen):
    """The codes for the answers to one or several open questions."""

    name: str = Field(alias="frame", min_length=1, description="The name of the coding frame.")
    version: str = Field("", description="The version, as people speak of it.")
    status: Literal["draft", "frozen"] = Field(
        "draft", description="`draft` while codes still change; `frozen` once a version is coded by."
    )
    title: Text = Field(description="The title, per language.")
    description: Text = Field(Text(), description="What is coded, and to what end.")
    languages: Languages = Field(description="Language codes; the first is the default.", min_length=1)
    instrument: str = Field("", description="The name of the instrument whose answers are coded.")
    questions: tuple[ColumnId, ...] = Field(
        (), description="The open questions whose answers are coded, by the names of their variables."
    )
    several: Truth = Field(default=True, description="Whether an answer may have more than one code.")
    scale: Literal["nominal", "ordinal", "interval", "ratio"] = Field(
        "nominal",
        description="What the codes are as a scale, where an answer has one: `ordinal` in the order of the file, "
        "`interval` or `ratio` by the `value` of each. Agreement is then computed on it too.",
    )
    unit: Literal["answer", "span"] = Field(
        "answer", description="`answer`: codes hold for whole answers. `span`: for the words that are marked."
    )
    attributes: Mapping[Id, Attribute] = Field({}, description="Properties of codes, by name.")
    codes: Mapping[Id, FrameCode] = Field(min_length=1, description="The codes, in the order coders see them.")
    nets: Mapping[Id, Net] = Field({}, description="Codes that are counted together, by name.")
    changes: tuple[Change, ...] = Field((), description="What changed from version to version, the oldest first.")

    @cached_property
    def code_list(self) -> CodeList:
        """The codes with their labels, as a variable of a codebook has them."""
        return CodeList(
            name=self.name.replace("-", "_"), codes=tuple(Code(value=c, label=f.label) for c, f in self.codes.items())
        )

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change when anything but comments and the order of keys changes."""
        said = {"order": [*self.codes], **self.model_dump(mode="json", by_alias=True, exclude_defaults=True)}
        return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]

    def guid_of(self, code: str) -> str:
        """The identity of a code: the one written, or else one made of the names of frame and code, always the same.

        Example:
            >>> facts = {"frame": "x", "title": "", "languages": ["en"], "codes": {"EXP": {"label": "Exports began"}}}
            >>> CodingFrame.model_validate(facts).guid_of("EXP")
            '1c169aff-5b60-5b4b-b93d-fef77158330a'
        """
        facts = self.codes.get(code)
        return (facts.guid.lower() if facts else "") or str(uuid5(_NAMES, f"{self.name}/{code}"))

    def net_guid_of(self, net: str) -> str:
        """The identity of a net: the one written, or else one made of the names of frame and net."""
        facts = self.nets.get(net)
        return (facts.guid.lower() if facts else "") or str(uuid5(_NAMES, f"{self.name}/net/{net}"))

    def above(self, code: str) -> tuple[str, ...]:
        """The wider codes a code is a part of, from the nearest; each once."""
        found: list[str] = []
        wider = self.codes[code].within if code in self.codes else None
        while wider is not None and wider in self.codes and wider not in found:
            found.append(wider)
            wider = self.codes[wider].within
        return tuple(found)

    @cached_property
    def keyworded(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The codes that have keywords, with these."""
        return tuple((code, facts.keywords) for code, facts in self.codes.items() if facts.keywords)

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """Each code that has narrower ones, with those directly within it, in the order of the frame."""
        found: dict[str, list[str]] = {}
        for code, facts in self.codes.items():
            if facts.within is not None:
                found.setdefault(facts.within, []).append(code)
        return {code: tuple(inside) for code, inside in found.items()}

    def below(self, code: str) -> tuple[str, ...]:
        """A code with the narrower ones that are parts of it, in the order of the frame."""
        found, waiting = {code}, [code]
        while waiting:
            inside = [each for each in self.parts.get(waiting.pop(), ()) if each not in found]
            found.update(inside)
            waiting += inside
        if len(found) == 1:
            return (code,) if code in self.codes else ()
        return tuple(each for each in self.codes if each in found)

    def ordered(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Codes in the order of the frame, each once; those it does not have come last."""
        given = dict.fromkeys(codes)
        return (*(code for code in self.codes if code in given), *(code for code in given if code not in self.codes))

    def faults(self, codes: Iterable[str]) -> tuple[Problem, ...]:
        """Why an answer cannot have these codes together; nothing where it can."""
        given = self.ordered(codes)
        found = []
        for code in given:
            facts = self.codes.get(code)
            if facts is None:
                hint = self._became(code) or nearest(code, self.codes) or f"the codes are {listed([*self.codes])}"
                found.append(Problem(UNKNOWN_CODE, f"the frame '{self.name}' has no code '{code}'", hint=hint))
            elif not facts.codable:
                narrower = [each for each in self.below(code) if self.codes[each].codable]
                hint = f"narrower codes are {listed(narrower)}"
                found.append(Problem(NOT_CODABLE, f"'{code}' only holds narrower codes", hint=hint))
            elif facts.exclusive and len(given) > 1:
                what = f"'{code}' stands alone, and {listed([each for each in given if each != code])} beside it"
                found.append(Problem(NOT_ALONE, what, hint=NOT_ALONE.mend))
        if len(given) > 1 and not self.several:
            found.append(Problem(TOO_MANY, f"{listed(given)} were given; the frame allows one", hint=TOO_MANY.mend))
        return tuple(found)

    def _became(self, code: str) -> str:
        """What the record of changes says of a code that the frame has no more."""
        heirs = replay([code], self.changes).codes
        if heirs == (code,):
            return ""
        last = next(change for change in reversed(self.changes) if code in change.old)
        became = f"it is {listed(heirs)} now" if heirs else "answers that had it are to be coded again"
        return f"see version {last.version}, '{last.op}': {became}"

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
