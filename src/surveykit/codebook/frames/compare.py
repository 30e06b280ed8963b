"""Two versions of a coding frame side by side: what changed, what was recorded, and what might be recorded."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.codebook.frames.changes import Change, Operation, codes_after, since
from surveykit.codebook.frames.frame import CodingFrame, FrameCode
from surveykit.problems import DefinitionError, Problem, Rule

UNRECORDED = Rule(
    "SK359",
    "A code is gone from one version of a coding frame to the next, and no change says what its answers have now",
    "The answers that have it would lose it in silence.",
    "",
    "Record under `changes` whether it was renamed, merged, split or retired; `surveykit diff OLD NEW` proposes it.",
)

_DECIDED_BY = ("label", "definition", "include", "exclude", "exclusive", "codable", "attributes")
"""What coders decide by: an edit of these is worth recording; one of a colour or a keyword is not."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different of a code between two versions; of the whole frame where it names no code.

    Args:
        op: what was done.
        old: the code in the old version, "" where that has none.
        new: the code in the new version, "" where that has none.
        keys: the keys that say something else, for an edit.
    """

    op: Operation
    old: str
    new: str
    keys: tuple[str, ...] = ()


def pairs(old: CodingFrame, new: CodingFrame) -> dict[str, str]:
    """Which code of the new version each of the old one is: by the identity written, then by the name."""
    written = {facts.guid.lower(): code for code, facts in new.codes.items() if facts.guid}
    by_guid = {code: written[facts.guid.lower()] for code, facts in old.codes.items() if facts.guid.lower() in written}
    taken = set(by_guid.values())
    free = (code for code in old.codes if code not in by_guid and code in new.codes and code not in taken)
    by_name = {code: code for code in free if not (old.codes[code].guid and new.codes[code].guid)}
    return {code: (by_guid | by_name)[code] for code in old.codes if code in by_guid or code in by_name}


def compare(old: CodingFrame, new: CodingFrame) -> tuple[Difference, ...]:
    """What is different between two versions of a frame: of the frame, then code by code."""
    known = pairs(old, new)
    frame = [key for key in CodingFrame.model_fields if key not in {"codes", "changes", "version", "status"}]
    changed = tuple(key for key in frame if getattr(old, key) != getattr(new, key))
    return (
        *([Difference("edit", "", "", changed)] if changed else []),
        *(found for code in old.codes for found in _of_code(code, old, new, known)),
        *(Difference("add", "", code) for code in new.codes if code not in known.values()),
    )


def _of_code(code: str, old: CodingFrame, new: CodingFrame, known: dict[str, str]) -> Iterator[Difference]:
    now = known.get(code)
    if now is None:
        yield Difference("retire", code, "")
        return
    if now != code:
        yield Difference("rename", code, now)
    before, after = old.codes[code], new.codes[now]
    if known.get(before.within or "", before.within) != after.within:
        yield Difference("move", code, now)
    rest = [key for key in FrameCode.model_fields if key not in {"guid", "within"}]
    if keys := tuple(key for key in rest if getattr(before, key) != getattr(after, key)):
        yield Difference("edit", code, now, keys)


def proposed(old: CodingFrame, new: CodingFrame) -> tuple[Change, ...]:
    """The changes that would lead from one version to the next, as far as the two files show them.

    A code that is gone is taken to be merged or split where its examples stand under other codes now; else it is
    taken to be retired. Who knows better corrects it.
    """
    made = [_change(new.version, found, new) for found in compare(old, new) if _worth_recording(found)]
    gone = {change.old[0] for change in made if change.op == "retire"}
    heirs = {code: _holding(old.codes[code], new) for code in gone}
    taken = {heir for found in heirs.values() if len(found) > 1 for heir in found}
    return tuple(
        _inherited(change, heirs[change.old[0]]) if change.op == "retire" else change
        for change in made
        if not (change.op == "add" and change.new[0] in taken)
    )


def unrecorded(old: CodingFrame, new: CodingFrame) -> tuple[Change, ...]:
    """The changes that might be recorded, without those of codes that the record speaks of."""
    told = {code for change in since(new.changes, old.version) for code in (*change.old, *change.new)}
    return tuple(change for change in proposed(old, new) if told.isdisjoint((*change.old, *change.new)))


def _worth_recording(found: Difference) -> bool:
    if found.op == "edit":
        return bool(found.new) and not set(_DECIDED_BY).isdisjoint(found.keys)
    return True


def _change(version: str, found: Difference, new: CodingFrame) -> Change:
    old, now = (tuple(filter(None, [code])) for code in (found.old, found.new))
    if found.op == "move":
        old, now = now, tuple(filter(None, [new.codes[found.new].within]))
    if found.op == "edit":
        old, now = now, ()
    return Change.model_construct(version=version or "?", op=found.op, old=old, new=now)


def _holding(code: FrameCode, new: CodingFrame) -> tuple[str, ...]:
    """The codes of the new version under which the examples of a code stand."""
    said = {str(example) for example in code.examples}
    return tuple(c for c, facts in new.codes.items() if not said.isdisjoint(str(each) for each in facts.examples))


def _inherited(change: Change, heirs: tuple[str, ...]) -> Change:
    if not heirs:
        return change
    return change.model_copy(update={"op": "split" if len(heirs) > 1 else "merge", "new": heirs})


def between(old: CodingFrame, new: CodingFrame) -> tuple[Change, ...]:
    """The recorded changes that lead from the codes of one version to those of another.

    Raises:
        DefinitionError: SK359, a code is gone, or is another one, and no change says so.
    """
    changes = since(new.changes, old.version)
    told = {code for change in changes for code in (*change.old, *change.new)}
    known = pairs(old, new)
    version = f"version '{new.version}' of '{new.name}'"
    problems = []
    for code in old.codes:
        now = known.get(code, "")
        gone = [heir for heir in codes_after([code], changes) if heir not in new.codes]
        hint = f"record that it was renamed to '{now}'" if now and gone == [code] else UNRECORDED.mend
        problems += [Problem(UNRECORDED, f"'{heir}' is not in {version}", hint=hint) for heir in gone]
        if not gone and code in new.codes and code not in told and now != code:
            what = f"'{code}' has another identity in {version}: it is another code"
            problems.append(Problem(UNRECORDED, what, hint=hint))
    if problems:
        raise DefinitionError(problems)
    return changes
