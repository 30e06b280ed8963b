"""What a rules file says: rules in the expression language, and the checks of a dataset that are asked for."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import Id, Languages, Truth, WrittenRange
from surveykit.text import Text

Names = tuple[Id, ...]
Several = Literal["all"] | Annotated[Names, Field(min_length=1)]
Share = Annotated[float, Field(gt=0, le=1)]
Method = Literal["mad", "iqr", "sd"]
Letter = Literal["A", "B", "C", "D", "E", "F", "G", "H"]


class WrittenRule(Frozen):
    """A rule that sound cases obey."""

    id: Id = Field(description="A name for the rule, unique in the file.")
    variable: Id | None = Field(None, description="The variable it belongs to; the first it reads where left out.")
    severity: Literal["hard", "soft"] = Field("hard", description="hard: an error; soft: a warning.")
    rule: str = Field(description="An expression that is true of a sound case.")
    where: str = Field("", description="The cases it holds of: an expression; all where left out.")
    message: Text = Field(Text(), description="What is wrong where it is not true, per language.")


class WrittenOutliers(Frozen):
    """Numbers that lie far from the others."""

    variables: Several = Field(description="The numbers; `all` for every number that is no code.")
    method: Method = Field(
        "mad",
        description="mad: distance from the median in robust standard deviations (1.4826 MAD); iqr: beyond the "
        "quartiles in interquartile ranges; sd: distance from the mean in standard deviations.",
    )
    threshold: float | None = Field(
        None, gt=0, description="How far is too far; where left out 3.5 for mad, 1.5 for iqr, 3 for sd."
    )
    by: Id | None = Field(None, description="A variable whose groups are looked at each by itself.")


class WrittenBattery(Frozen):
    """Items that one answers on the same scale, one below the other."""

    id: Id = Field(description="A name for the battery, unique in the file.")
    items: tuple[Id, ...] = Field(min_length=3, description="Its items in the order they are asked.")
    share: Share = Field(1.0, description="From this share of equal answers on a case fails; 1 for all equal.")
    least: int = Field(3, ge=3, description="Cases with fewer answers are not judged.")
    alternating: Truth = Field(default=True, description="Whether two answers in turn, such as 1 5 1 5, fail as well.")


class WrittenAlike(Frozen):
    """Cases that agree in nearly all their answers."""

    variables: Several = Field("all", description="The answers compared; `all` for every one but ids, dates and texts.")
    share: Share = Field(0.85, description="From this share of equal answers on two cases are near duplicates.")
    least: int = Field(10, ge=2, description="Pairs with fewer answers in common are not judged.")
    within: Names = Field((), description="Only cases that agree in these are compared.")


class WrittenSimilar(Frozen):
    """Texts that are nearly the same, such as names of one firm."""

    variable: Id = Field(description="The text.")
    share: Share = Field(0.9, description="From this likeness on two texts are told, 1 for equal ones only.")
    within: Names = Field((), description="Only cases that agree in these are compared.")


class RulesFile(Frozen):
    """Rules for a dataset beside those of its codebook."""

    name: str = Field(alias="rules", min_length=1, description="The name of the rules.")
    title: Text = Field(Text(), description="The title, per language.")
    languages: Languages = Field((), description="Language codes of the messages; the first is the default.")
    checks: tuple[WrittenRule, ...] = Field((), description="Rules in the expression language.")
    required: Names = Field((), description="Variables that everybody has answered who is asked.")
    ranges: Mapping[Id, WrittenRange] = Field({}, description="The values numbers can have: low..high by variable.")
    unique: tuple[Annotated[Names, Field(min_length=1)], ...] = Field(
        (), description="Variables that together tell cases apart: a list of lists."
    )
    constant_over_rounds: Names = Field(
        (), description="Variables a unit of a panel has the same value of in all rounds."
    )
    labels_agree: tuple[tuple[Id, Id], ...] = Field(
        (), description="Pairs of columns, a code and its label: each code has one label, each label one code."
    )
    outliers: tuple[WrittenOutliers, ...] = Field((), description="Numbers that lie far from the others.")
    straight_lining: tuple[WrittenBattery, ...] = Field((), description="Batteries answered with the same answer.")
    near_duplicates: WrittenAlike | None = Field(None, description="Cases that agree in nearly all their answers.")
    similar_texts: tuple[WrittenSimilar, ...] = Field((), description="Texts that are nearly the same.")
    redcap: tuple[Letter, ...] = Field((), description="Data quality rules of REDCap by their letters, A to H.")
    off: tuple[str, ...] = Field(
        (), description="Tests that are not made: the id of a check, a rule code, or code and variable: `SK413 size`."
    )
