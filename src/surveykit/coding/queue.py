"""The queue of a coder: the answers of a batch or of all batches, those with the same words together, some or all."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Coded
from surveykit.coding.codings import Batch, Coding, Codings
from surveykit.coding.unit import Unit, normal
from surveykit.problems import DataError, Problem, Rule, listed, nearest

NO_BATCH = Rule(
    "SK915",
    "A coder was not given a batch",
    "Somebody else's answers would be coded, or the same ones twice.",
    "",
    "Name a batch of the coder, or give it with `surveykit coding assign`.",
)
NO_ANSWERS = Rule(
    "SK916",
    "There are no answers to code",
    "A queue without answers would look like work that is done.",
    "",
    "Take answers in with `surveykit coding begin`, and give them to coders with `surveykit coding assign`.",
)

State = Literal["all", "waiting", "done", "none", "uncodable", "noted", "changed"]
"""Which answers are shown: all, those to be judged, those that are, those that no code fits, that are uncodable, that
have a note, or whose words are others than those that were judged."""
STATES: tuple[State, ...] = get_args(State)

Place = tuple[str, ...]
"""The ids of answers that are judged by one key: the same words, or one alone."""

Hold = Callable[[str], Coded | None]
"""What the coder holds of an answer now."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which answers are shown: those in a state that have all the words; `=EXP` stands for those with a code."""

    state: State = "all"
    words: str = ""

    def narrows(self, other: "Filter") -> bool:
        """Whether all that fits this one fits the other one too, as when a word was typed on."""
        more = self.words.startswith(other.words) and "=" not in self.words
        return self.state == other.state and more


@dataclass(frozen=True, slots=True)
class Task:
    """What a coder has sat down to.

    Args:
        coder: who codes.
        frame: by which codes.
        units: the answers by id, in the order they are to be judged.
        same: the answers that are the same have the same words here.
        batches: answer to the batch it is judged in; "" outside of any.
        again: answers that are to be judged once more, though they were: a batch for that holds them.
        blind: whether nothing is shown of what others or a model say.
        others: what others hold of the answers; empty where that is not to be seen.
        name: the batch, "" for all of the coder's.
    """

    coder: str
    frame: CodingFrame
    units: Mapping[str, Unit]
    same: Mapping[str, str]
    batches: Mapping[str, str]
    again: frozenset[str]
    blind: bool
    others: Mapping[str, tuple[Coding, ...]]
    name: str = ""

    def due(self, unit: str, held: Coded | None) -> bool:
        """Whether an answer is still to be judged."""
        return held is None or (unit in self.again and held.batch != self.batches[unit])

    def changed(self, unit: str, held: Coded | None) -> bool:
        """Whether other words were judged than an answer has now."""
        return held is not None and held.text not in {"", self.units[unit].hash}

    def fitting(self, choice: Filter, hold: Hold) -> Callable[[str], bool]:
        """Says of an answer whether it is among those chosen."""
        state = choice.state
        words = choice.words.casefold().split()
        wanted = [(word, normal(word) or word) for word in words if not word.startswith("=")]
        codes = [word[1:] for word in words if word.startswith("=")]

        said = not (codes or state != "all")

        def fits(unit: str) -> bool:
            for word, plain in wanted:
                if plain not in self.same[unit] and word not in unit.casefold():
                    return False
            return said or (self._is(unit, hold(unit), state) and all(self._has(hold(unit), code) for code in codes))

        return fits

    def _is(self, unit: str, held: Coded | None, state: State) -> bool:
        match state:
            case "all":
                return True
            case "waiting":
                return self.due(unit, held)
            case "done":
                return not self.due(unit, held)
            case "noted":
                return held is not None and bool(held.note)
            case "changed":
                return self.changed(unit, held)
            case _:
                return held is not None and held.outcome == state

    def _has(self, held: Coded | None, code: str) -> bool:
        """Whether a code is held, or a narrower one."""
        codes = held.codes if held else ()
        return any(code == wider.casefold() for given in codes for wider in (given, *self.frame.above(given)))


def task_of(codings: Codings, frame: CodingFrame, coder: str, batch: str = "") -> Task:
    """What a coder has to do: the answers of a batch, of all batches, or, where the coder has none, all answers.

    A batch of answers to be judged again does not stand for the others: whoever had all has them still. Whoever has no
    batch and is not alone sees nothing of the others either. Where answers were shared out, a name that is new gets
    none of them: it may be a slip, and they are others' to judge.

    Raises:
        DataError: SK915, the coder has no such batch, or none; SK916, there is nothing to code.
    """
    given = [one for one in codings.batches if one.coder == coder and one.role != "adjudicate"]
    mine = [one for one in given if batch in {"", one.name}]
    if batch and not mine:
        raise DataError([_no_batch(coder, batch, given)])
    if not given and coder not in codings.coders:
        _refuse_strangers(coder, {one.coder for one in codings.batches if one.role == "code"})
    batches = {unit: one for one in mine for unit in one.units}
    every = not (batch or any(one.role == "code" for one in given))
    ids = codings.units if every else [unit for unit in batches if unit in codings.units]
    units = {id_: codings.units[id_] for id_ in ids}
    asked = codings.asked(frame.questions)
    units = {id_: one for id_, one in units.items() if id_ in batches or one.question in asked}
    if not units:
        raise DataError([Problem(NO_ANSWERS, f"there is no answer for '{coder}' to code", hint=NO_ANSWERS.mend)])
    blind = any(one.blind for one in mine) or (every and in_company(codings, coder))
    return Task(
        coder,
        frame,
        units,
        same={id_: normal(unit.text) or unit.text.strip() for id_, unit in units.items()},
        batches={id_: batches[id_].name if id_ in batches else "" for id_ in units},
        again=frozenset(id_ for id_ in units if id_ in batches and batches[id_].role == "recode"),
        blind=blind,
        others={} if blind else _others(codings, coder),
        name=batch,
    )


def in_company(codings: Codings, coder: str) -> bool:
    """Whether others code too, or were given answers."""
    return bool(({one.coder for one in codings.batches} | {*codings.coders}) - {coder})


def works_blind(codings: Codings, coder: str) -> bool:
    """Whether a coder works blind: in a batch, or beside others without any."""
    blind = [one.blind for one in codings.batches if one.coder == coder and one.role != "adjudicate"]
    return any(blind) if blind else in_company(codings, coder)


def together(task: Task, ids: Iterable[str], hold: Hold, apart: frozenset[str] = frozenset()) -> tuple[Place, ...]:
    """Answers in places: those to the same question with the same words stand together, where they are judged alike."""
    places: dict[object, list[str]] = {}
    for id_ in ids:
        held = hold(id_)
        stands = task.due(id_, held), task.changed(id_, held), _judged(held)
        alike = (task.units[id_].question, task.same[id_], task.batches[id_], stands)
        places.setdefault(id_ if id_ in apart else alike, []).append(id_)
    return tuple(tuple(place) for place in places.values())


def _judged(held: Coded | None) -> object:
    """What must be the same for answers to be judged alike."""
    return held and (held.outcome, held.codes, held.reason, held.note, tuple(held.accepted.items()))


def held_by(codings: Codings, coder: str, units: Iterable[str]) -> dict[str, Coded]:
    """What a coder holds of answers, as acts that would say so again."""
    found = ((id_, codings.codings.get((id_, coder))) for id_ in units)
    return {id_: _act(coding) for id_, coding in found if coding is not None}


def _act(coding: Coding) -> Coded:
    return Coded(
        coding.unit, coding.text, coding.frame, coding.outcome, coding.codes, coding.reason, coding.spans, coding.note,
        coding.batch, coding.accepted, coding.shown, source=coding.source,
    )  # fmt: skip


def _others(codings: Codings, coder: str) -> dict[str, tuple[Coding, ...]]:
    found: dict[str, tuple[Coding, ...]] = {}
    for (unit, by), coding in sorted(codings.codings.items()):
        if by != coder:
            found[unit] = (*found.get(unit, ()), coding)
    return found


def _refuse_strangers(coder: str, sharers: Collection[str]) -> None:
    if sharers:
        hint = nearest(coder, sharers) or f"they were shared out among {listed(sorted(sharers))}; {NO_BATCH.mend}"
        raise DataError([Problem(NO_BATCH, f"'{coder}' was given no answers", hint=hint)])


def _no_batch(coder: str, batch: str, given: Iterable[Batch]) -> Problem:
    names = list(dict.fromkeys(one.name for one in given))
    hint = nearest(batch, names) or (f"the batches of '{coder}' are {listed(names)}" if names else NO_BATCH.mend)
    return Problem(NO_BATCH, f"'{coder}' was not given a batch '{batch}'", hint=hint)
