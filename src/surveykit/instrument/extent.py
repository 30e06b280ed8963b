"""How far an instrument reaches: rows of a roster, rounds of a panel, clusters of cases, quotas, and completion."""

from typing import Literal, Self

from pydantic import Field, model_validator

from surveykit.codebook.codelist import Frozen
from surveykit.instrument.question import Check, Expression
from surveykit.instrument.written import Id, WrittenCode
from surveykit.missing import Value
from surveykit.text import Text

Level = Literal["ignore", "warn", "block"]


class Roster(Frozen):
    """Of what a section is asked row by row: so many, each of a list, or one more as long as there is one."""

    row: Id = Field(description="A name for the row: its number (1, 2, ...), or the code it stands for.")
    count: Expression = Field("", description="How many rows: an expression, often an earlier number question.")
    each: Id | None = Field(
        None, description="A multiple-response question, for a row for each choice ticked; or a list, for each code."
    )
    while_: Expression = Field("", alias="while", description="A next row is asked while this is true of the last one.")
    most: int = Field(50, ge=1, le=1_000, description="Never more rows than these.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [name for name, way in (("count", self.count), ("each", self.each), ("while", self.while_)) if way]
        if len(ways) != 1:
            found = f"{' and '.join(ways)} stand" if ways else "none stands"
            msg = f"a roster has exactly one of `count`, `each` and `while`; {found} here"
            raise ValueError(msg)
        return self


class Rounds(Frozen):
    """The rounds of a panel: which variable says the round, which links them, and their order."""

    variable: Id = Field(description="The question or register variable that says which round an interview is of.")
    key: Id = Field(description="The question or register variable that is the same for a unit in every round.")
    order: tuple[WrittenCode, ...] = Field(description="The codes of the rounds, the first one first.", min_length=1)

    def before(self, round_: object) -> Value | None:
        """The round before another; None before the first."""
        places = [place for place, code in enumerate(self.order) if code == round_]
        return self.order[places[0] - 1] if places and places[0] else None


class Cluster(Frozen):
    """Cases that share a value, such as the nodes of one network contract, and the rules on all of them."""

    id: Id = Field(description="A name for the cluster.")
    by: Id = Field(description="The variable whose value the cases of a cluster share.")
    checks: tuple[Check, ...] = Field(
        description="Rules; every variable stands inside sum, min, max, count, all_equal, any or all.", min_length=1
    )


class Quota(Frozen):
    """How many completed interviews of a sort are wanted."""

    id: Id = Field(description="A name for the quota.")
    condition: Expression = Field(description="Which interviews count.")
    most: int = Field(ge=0, description="How many are wanted.")
    when_full: Literal["warn", "block"] = Field("warn", description="What one more meets.")
    message: Text = Field(Text(), description="What the interviewer reads when the quota is full.")


class CompletionRule(Frozen):
    """A rule looked at when the interview is to be completed."""

    id: Id = Field(description="A name for the rule, unique among the checks.")
    rule: Expression = Field(description="An expression that is true of an interview that may be completed.")
    level: Level = Field("block", description="ignore, warn or block.")
    message: Text = Field(description="What the interviewer reads, per language.")


class Completion(Frozen):
    """What completing an interview asks for. Hard checks always block."""

    unanswered: Level = Field("block", description="Questions that stand without any answer.")
    soft: Level = Field("block", description="Soft checks that are broken and were not accepted.")
    rules: tuple[CompletionRule, ...] = Field((), description="Rules of the instrument's own.")
