"""Codes: which choices are gone, new, or mean something else, list by list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveykit.codebook.comparing.likeness import alike, spoken_alike
from surveykit.codebook.comparing.verdict import CODES
from surveykit.instrument.layout.scalars import word
from surveykit.instrument.layout.tree import Scalar
from surveykit.instrument.version.change import Change
from surveykit.missing import Value
from surveykit.problems import listed
from surveykit.source import Path_
from surveykit.text import Text

Labels = Mapping[Value, Text]


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of one list in one version, those retired beside them, and where they stand in the file."""

    name: str
    labels: Labels
    retired: Labels = field(default_factory=dict)
    path: Path_ = ()


def code_changes(old: Choices, new: Choices, users: tuple[str, ...]) -> Iterator[Change]:
    """What became of each code of a list.

    Args:
        old: as it was.
        new: as it is.
        users: the questions and variables that use it in both versions.
    """
    where = f"'{new.name}' ({_counted(users)})"
    for value, label in old.labels.items():
        if value not in new.labels:
            yield _gone(old, new, value, label, where)
        elif label != new.labels[value]:
            yield _relabelled(old, new, value, where)
    for value, label in new.labels.items():
        if value not in old.labels:
            again = "offered again" if value in old.retired else "new"
            yield Change("safe", CODES, new.name, f"code {value!r} '{label}' of {where} is {again}", _at(new, value))
    for value, label in old.retired.items():
        if value not in new.retired and value not in new.labels:
            what = f"the retired code {value!r} '{label}' of {where} is not known any more"
            yield Change("loses", CODES, new.name, what, ("retired", old.name, str(value)), gone=True)
    both = [value for value in old.labels if value in new.labels]
    if both != [value for value in new.labels if value in old.labels]:
        yield Change("safe", CODES, new.name, f"the codes of {where} stand in another order", new.path)


def _at(choices: Choices, value: Value) -> Path_:
    return (*choices.path, str(value))


def _gone(old: Choices, new: Choices, value: Value, label: Text, where: str) -> Change:
    if value in new.retired:
        what = f"code {value!r} '{label}' of {where} is not offered any more; old cases keep it"
        return Change("safe", CODES, new.name, what, ("retired", new.name, str(value)))
    heirs = [other for other, said in new.labels.items() if other not in old.labels and spoken_alike(label, said)]
    if heirs:
        what = f"code {value!r} '{label}' of {where} is now {heirs[0]!r}"
        hint = f"recode {value!r} to {heirs[0]!r} in the old cases; or keep the old code"
        return Change("recode", CODES, new.name, what, _at(new, heirs[0]), hint=hint)
    what = f"code {value!r} '{label}' of {where} is gone"
    hint = f"keep what it meant: `retired: {{{new.name}: {{{_written(value)}: {_written(label)}}}}}`"
    return Change("loses", CODES, new.name, what, _at(old, value), gone=True, hint=hint)


def _relabelled(old: Choices, new: Choices, value: Value, where: str) -> Change:
    was, now = old.labels[value], new.labels[value]
    told = f"code {value!r} of {where} was '{was}' and is '{now}'"
    if spoken_alike(was, now):
        return Change("safe", CODES, new.name, f"the label of code {value!r} of {where} is translated", _at(new, value))
    twin = next((o for o, said in old.labels.items() if o != value and spoken_alike(said, now)), None)
    if twin is not None:
        hint = f"give '{now}' the code {twin!r} again; or recode every old case"
        return Change("recode", CODES, new.name, f"{told}, which {twin!r} meant before", _at(new, value), hint=hint)
    if alike(was, now):
        return Change("safe", CODES, new.name, f"{told}: look whether it means the same", _at(new, value))
    hint = "a new meaning needs a new code; if it means the same, nothing is to be recoded"
    return Change("recode", CODES, new.name, told, _at(new, value), hint=hint)


def _written(said: Value | Text) -> str:
    """A code or label as it stands in a file, within brackets."""
    if isinstance(said, Text):
        words = {one: word(Scalar(text, quoted=True), flow=True) for one, text in said.languages.items()}
        return words[""] if set(words) == {""} else f"{{{', '.join(f'{one}: {text}' for one, text in words.items())}}}"
    return word(Scalar(str(said), quoted=isinstance(said, str)), flow=True)


def _counted(users: tuple[str, ...]) -> str:
    return f"used in {listed(users, 4)}" if users else "not used"
