"""Whether the recorded changes of a coding frame fit its codes."""

from collections.abc import Iterator, Mapping

from surveykit.codebook.frames.changes import Change, Operation
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.problems import Problem, Rule, listed, nearest
from surveykit.source import Path_, Source

_X = "frame: x\nversion: '2'\nlanguages: [en]\ntitle: T\ncodes: {A: {label: A, definition: D}}\n"
HALF_A_CHANGE = Rule(
    "SK357",
    "A recorded change does not say what it needs",
    "Answers could not be carried on to the new version.",
    _X + "changes: [{version: '2', op: merge, from: [A, B]}]",
    "Name the codes it was made of under `from`, and those it made under `to`, as the message says.",
)
OTHER_PAST = Rule(
    "SK358",
    "A recorded change contradicts the codes of the frame",
    "Answers would be given a code that is not there, or keep one that is said to be gone.",
    _X + "changes: [{version: '2', op: rename, from: B, to: C}]",
    "Correct the change, or the codes.",
)

_NEEDS: Mapping[Operation, tuple[range, range, str]] = {
    "add": (range(1), range(1, 99), "`to`: the codes that are new; nothing under `from`"),
    "edit": (range(1, 99), range(1), "`from`: the codes whose texts changed; nothing under `to`"),
    "rename": (range(1, 2), range(1, 2), "`from`: the old name, `to`: the new one"),
    "move": (range(1, 99), range(2), "`from`: the codes, `to`: the wider code; none for the top"),
    "merge": (range(1, 99), range(1, 2), "`from`: the codes that are one now, `to`: that one"),
    "split": (range(1, 2), range(2, 99), "`from`: the code, `to`: those it became, two or more"),
    "retire": (range(1, 99), range(1), "`from`: the codes that are gone; nothing under `to`"),
}


def record_of(frame: CodingFrame, source: Source) -> Iterator[Problem]:
    """Every recorded change that says too little, or what cannot be."""
    halves = [*_halves(frame, source)]
    yield from halves or _past(frame, source)
    versions = [change.version for change in frame.changes]
    for n, version in enumerate(versions):
        if n and version != versions[n - 1] and version in versions[:n]:
            what = f"version '{version}' stands here after '{versions[n - 1]}', and before it"
            yield Problem(OTHER_PAST, what, source.place(("changes", n, "version")), "put the changes in order")
    if versions and versions[-1] != frame.version:
        what = f"the last change made version '{versions[-1]}', and the frame is version '{frame.version}'"
        place = source.place(("version",) if frame.version else ("changes", len(versions) - 1, "version"))
        yield Problem(OTHER_PAST, what, place, "record what changed, or correct the version", "warning")


def _halves(frame: CodingFrame, source: Source) -> Iterator[Problem]:
    for n, change in enumerate(frame.changes):
        olds, news, needed = _NEEDS[change.op]
        if len(change.old) not in olds or len(change.new) not in news:
            yield Problem(HALF_A_CHANGE, f"'{change.op}' asks for {needed}", source.place(("changes", n, "op")))
        elif change.op in {"rename", "merge"} and change.old == change.new:
            what = f"'{change.op}' leads from '{change.old[0]}' to itself"
            yield Problem(HALF_A_CHANGE, what, source.place(("changes", n, "to")), HALF_A_CHANGE.mend)


def _past(frame: CodingFrame, source: Source) -> Iterator[Problem]:
    """Go back from the codes as they are, change by change: what was made must be there, what is gone must not."""
    there, perhaps = set(frame.codes), set[str]()
    for n, change in reversed([*enumerate(frame.changes)]):
        path: Path_ = ("changes", n)
        for key, codes in (("to", change.new), ("from", change.old)):
            for m, code in enumerate(codes):
                what = _contradicted(change, key, code, there, perhaps)
                if what:
                    place = source.place(
                        (*path, key, m) if (*path, key, m) == source.known((*path, key, m)) else (*path, key)
                    )
                    hint = nearest(code, there) if key == "to" else ""
                    yield Problem(OTHER_PAST, what, place, hint or f"the codes then are {listed(sorted(there))}")
        if change.op not in {"edit", "move"}:
            there -= {code for code in change.new if code not in change.old}
            perhaps = (perhaps | set(change.new if change.op in {"merge", "split"} else ())) - set(change.old)
            there |= set(change.old)


def _contradicted(change: Change, key: str, code: str, there: set[str], perhaps: set[str]) -> str:
    if key == "to" or change.op in {"edit", "move"}:
        return "" if code in there or code in perhaps else f"the frame has no code '{code}' after this change"
    if code in there and code not in change.new:
        return f"'{code}' is still there after this change, which says that it is gone"
    return ""
