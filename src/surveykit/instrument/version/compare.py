"""Comparing: every change from one version of an instrument to the next, with its verdict."""

from collections.abc import Iterator

from surveykit.codebook.comparing.verdict import CODES
from surveykit.instrument.instrument import Column, Instrument
from surveykit.instrument.kinds.scale import Scale
from surveykit.instrument.question import Choosing
from surveykit.instrument.version.change import Change
from surveykit.instrument.version.checks import check_changes, stricter
from surveykit.instrument.version.codes import Choices, code_changes
from surveykit.instrument.version.parts import column_changes, head_changes, roster_changes
from surveykit.instrument.version.questions import Versions, presence_changes, question_changes, routed
from surveykit.instrument.version.turns import turns_of
from surveykit.source import Path_


def compare(old: Instrument, new: Instrument) -> tuple[Change, ...]:
    """What differs between two versions, judged by what it means for answers given in the old one.

    Whether a condition lets in fewer or more people is decided over all answers that can be given; where that is too
    much to search, the change is told as not decided and needs a look.

    Args:
        old: a sound instrument.
        new: the next version of it.
    """
    versions = Versions.of(old, new)
    turns = turns_of(old, new, [*(pair for _, _, pair in routed(versions)), *stricter(old, new)])
    return (
        *head_changes(old, new),
        *column_changes(old, new),
        *roster_changes(old, new),
        *presence_changes(versions),
        *_choice_changes(versions),
        *question_changes(versions, turns),
        *check_changes(old, new, turns),
    )


def _choice_changes(versions: Versions) -> Iterator[Change]:
    """The changes of each list once, whatever number of questions use it."""
    users: dict[tuple[str, str], list[str]] = {}
    for was, now in _both(versions):
        users.setdefault((was[1], now[1]), []).append(now[0])
    used = {name for _, name in users}
    for name, codes in versions.new.lists.items():
        if name not in used and codes != versions.old.lists.get(name):
            what = f"the list '{name}' is new or has changed; nothing that was asked before uses it"
            yield Change("safe", CODES, name, what, ("lists", name))
    for (was_list, now_list), names in users.items():
        old, new = _choices(versions.old, was_list), _choices(versions.new, now_list)
        yield from code_changes(old, new, tuple(names))
    for before, posed in versions.pairs():
        was_, now_ = before.question, posed.question
        if isinstance(was_, Scale) and isinstance(now_, Scale) and was_.range == now_.range:
            steps = [_steps(one, (*posed.path, "labels")) for one in (was_, now_)]
            yield from code_changes(steps[0], steps[1], (now_.id,))


def _both(versions: Versions) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Each variable of both versions that has a list in both: its name and the name of its list, before and now."""
    for before, now in versions.pairs():
        if isinstance(before.question, Choosing) and isinstance(now.question, Choosing):
            yield (before.question.id, before.question.codes), (now.question.id, now.question.codes)
    columns: dict[str, Column] = {column.id: column for column in (*versions.old.registered, *versions.old.computed)}
    for column in (*versions.new.registered, *versions.new.computed):
        was = columns.get(column.id)
        if was is not None and was.codes is not None and column.codes is not None:
            yield (was.id, was.codes), (column.id, column.codes)


def _choices(instrument: Instrument, name: str) -> Choices:
    labels = {code.value: code.label for code in instrument.commons.lists[name]}
    path: Path_ = ("tables", name) if name in instrument.tables else ("lists", name)
    return Choices(name, labels, dict(instrument.retired.get(name, {})), path)


def _steps(question: Scale, path: Path_) -> Choices:
    return Choices(question.id, {code.value: code.label for code in question.listed}, {}, path)
