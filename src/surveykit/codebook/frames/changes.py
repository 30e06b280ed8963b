"""Changes of a coding frame: what was added, renamed, merged or split from version to version, and what follows."""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, WithJsonSchema

from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import Day, Id

Operation = Literal["add", "edit", "rename", "move", "merge", "split", "retire"]


def _several(codes: Any) -> Any:
    return (codes,) if isinstance(codes, str) else codes


Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""One code, or a list of codes."""


class Change(Frozen):
    """One change of the codes, recorded when a new version of the frame was made."""

    version: str = Field(min_length=1, description="The version that has it.")
    op: Operation = Field(
        description="`add`, `edit` (its texts), `rename`, `move` (to within another code, or to the top), `merge`, "
        "`split`, or `retire`."
    )
    old: Ids = Field((), alias="from", description="The codes it was made of.")
    new: Ids = Field((), alias="to", description="The codes it made; for `move` the wider code.")
    by: str = Field("", description="Who made it.")
    when: Day | None = Field(None, description="The day.")
    why: str = Field("", description="The reason, in a sentence.")

    def heirs(self, code: str) -> tuple[str, ...]:
        """What an answer has in the place of a code, as far as that can be known without reading it."""
        if code not in self.old or self.op in {"add", "edit", "move"}:
            return (code,)
        if self.op in {"rename", "merge"}:
            return self.new
        return (code,) if code in self.new else ()

    def asks(self, code: str) -> bool:
        """Whether answers with a code are to be read again: it was split, or is gone and nothing took its place."""
        return code in self.old and self.op in {"split", "retire"}


class Replayed(NamedTuple):
    """The codes of an answer in a later version, and whether it is to be coded again."""

    codes: tuple[str, ...]
    recode: bool


def replay(codes: Iterable[str], changes: Iterable[Change]) -> Replayed:
    """The codes of an answer after some changes, in the order they were made.

    An answer is to be coded again where one of its codes was split or retired. What can be known without reading it
    is carried on; a code that was split stays where the change keeps it.

    Example:
        >>> merge = Change.model_validate({"version": "2", "op": "merge", "from": ["CLI", "PART"], "to": "CONTACT"})
        >>> split = Change.model_validate({"version": "3", "op": "split", "from": "EXP", "to": ["EXP_NEW", "EXP_MORE"]})
        >>> replay(["FAIR", "PART"], [merge, split])
        Replayed(codes=('FAIR', 'CONTACT'), recode=False)
        >>> replay(["EXP", "CLI"], [merge, split])
        Replayed(codes=('CONTACT',), recode=True)
    """
    return reduce(_after, changes, Replayed(tuple(dict.fromkeys(codes)), recode=False))


def _after(held: Replayed, change: Change) -> Replayed:
    codes = dict.fromkeys(heir for code in held.codes for heir in change.heirs(code))
    return Replayed(tuple(codes), held.recode or any(change.asks(code) for code in held.codes))


def codes_after(codes: Iterable[str], changes: Iterable[Change]) -> tuple[str, ...]:
    """The codes a frame has after some changes: those that were, without what is gone, and with what is new."""
    return reduce(_frame_after, changes, tuple(dict.fromkeys(codes)))


def _frame_after(codes: tuple[str, ...], change: Change) -> tuple[str, ...]:
    made = () if change.op in {"edit", "move"} else change.new
    stay = (code for code in codes if code in change.heirs(code))
    return tuple(dict.fromkeys([*stay, *made]))


def since(changes: Sequence[Change], version: str) -> tuple[Change, ...]:
    """The changes that were made after a version; all of them where it is older than the first."""
    last = max((n for n, change in enumerate(changes) if change.version == version), default=-1)
    return tuple(changes[last + 1 :])
