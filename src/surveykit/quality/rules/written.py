"""What a rules file says: rules in the expression language, and the checks of a dataset that are asked for."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import Id, Languages, WrittenRange
from surveykit.text import Text


class WrittenRule(Frozen):
    """A rule that sound cases obey."""

    id: Id = Field(description="A name for the rule, unique in the file.")
    variable: Id | None = Field(None, description="The variable it belongs to; the first it reads where left out.")
    severity: Literal["hard", "soft"] = Field("hard", description="hard: an error; soft: a warning.")
    rule: str = Field(description="An expression that is true of a sound case.")
    where: str = Field("", description="The cases it holds of: an expression; all where left out.")
    message: Text = Field(Text(), description="What is wrong where it is not true, per language.")


class RulesFile(Frozen):
    """Rules for a dataset beside those of its codebook."""

    name: str = Field(alias="rules", min_length=1, description="The name of the rules.")
    title: Text = Field(Text(), description="The title, per language.")
    languages: Languages = Field((), description="Language codes of the messages; the first is the default.")
    checks: tuple[WrittenRule, ...] = Field((), description="Rules in the expression language.")
    required: tuple[Id, ...] = Field((), description="Variables that everybody has answered who is asked.")
    ranges: Mapping[Id, WrittenRange] = Field({}, description="The values numbers can have: low..high by variable.")
    off: tuple[str, ...] = Field(
        (), description="Tests that are not made: the id of a check, a rule code, or code and variable: `SK413 size`."
    )
