"""Questions: which are gone, new or renamed, and what differs in those that are in both versions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveykit.codebook.comparing.likeness import MAYBE, SURELY, alike, likeness, spoken_alike
from surveykit.codebook.comparing.verdict import GONE, LIMITS, MEANING, NEW, RENAMED, ROUTING, Verdict
from surveykit.instrument.instrument import Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.question import Choosing
from surveykit.instrument.version.change import Change
from surveykit.instrument.version.kinds import limit_changes, meaning_changes, type_change
from surveykit.instrument.version.turns import UNDECIDED, Asking, Pair, Turn, said
from surveykit.source import Path_


@dataclass(frozen=True, slots=True)
class Posed:
    """A question of one version, with its section and its place in the file."""

    question: Question
    section: Section
    path: Path_


def posed(instrument: Instrument) -> Mapping[str, Posed]:
    """The questions of a version by their names, in order."""
    return {question.id: Posed(question, section, path) for path, section, question in instrument.placed()}


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions, and which question of the new one each of the old one is."""

    old: Instrument
    new: Instrument
    before: Mapping[str, Posed]
    now: Mapping[str, Posed]
    renamed: Mapping[str, str]  # old name -> new name

    @classmethod
    def of(cls, old: Instrument, new: Instrument) -> "Versions":
        """Two versions, with what was renamed found by wording, type and choices."""
        before, now = posed(old), posed(new)
        gone = [one for name, one in before.items() if name not in now]
        fresh = [one for name, one in now.items() if name not in before]
        return cls(old, new, before, now, dict(_renamed(old, new, gone, fresh)))

    def pairs(self) -> Iterator[tuple[Posed, Posed]]:
        """Each question of the new version that was in the old one, under whatever name."""
        was = {new: old for old, new in self.renamed.items()}
        for name, one in self.now.items():
            if name in self.before or name in was:
                yield self.before[was.get(name, name)], one


def _renamed(
    old: Instrument, new: Instrument, gone: Sequence[Posed], fresh: Sequence[Posed]
) -> Iterator[tuple[str, str]]:
    """Pairs of names that are one question, the most alike first; each stands in one pair only."""
    scores = [
        (_sameness(old, new, a.question, b.question), -i, -j, a.question.id, b.question.id)
        for i, a in enumerate(gone)
        for j, b in enumerate(fresh)
        if a.question.type == b.question.type
    ]
    taken: set[str] = set()
    for score, _, _, was, now in sorted(scores, reverse=True):
        if score and was not in taken and now not in taken:
            taken |= {was, now}
            yield was, now


def _sameness(old: Instrument, new: Instrument, a: Question, b: Question) -> float:
    """How surely two questions are one; 0 where they are not."""
    languages = [one for one in a.text.languages if one in b.text.languages] or [""]
    pairs = [(a.stem.joined(a.text).into(one), b.stem.joined(b.text).into(one)) for one in languages]
    score = min(likeness(*pair) for pair in pairs)
    choices = [_codes(old, a), _codes(new, b)]
    same = choices[0] is not None and choices[0] == choices[1]
    return score if score >= SURELY or (same and score >= MAYBE) else 0.0


def _codes(instrument: Instrument, question: Question) -> frozenset[object] | None:
    if not isinstance(question, Choosing):
        return None
    return frozenset(instrument.commons.lists[question.codes].values)


def presence_changes(versions: Versions) -> Iterator[Change]:
    """Questions that are gone, new or renamed."""
    for name, one in versions.now.items():
        was = next((old for old, new in versions.renamed.items() if new == name), None)
        if was is not None:
            what = f"'{was}' is called '{name}' now, as wording and type tell"
            hint = f"rename the column '{was}' of the old cases to '{name}'; or keep the old name"
            yield Change("recode", RENAMED, name, what, (*one.path, "id"), hint=hint)
        elif name not in versions.before and one.question.type != "note":
            yield Change("safe", NEW, name, f"'{name}' is new", (*one.path, "id"))
    for name, one in versions.before.items():
        if name not in versions.now and name not in versions.renamed and one.question.type != "note":
            yield Change("loses", GONE, name, f"'{name}' is gone", (*one.path, "id"), gone=True)


def question_changes(versions: Versions, turns: Mapping[Pair, Turn]) -> Iterator[Change]:
    """What differs in the questions of both versions, their choices and checks aside."""
    for old, new in versions.pairs():
        changed = type_change(old.question, new.question, new.path)
        if changed is not None:
            yield changed
        else:
            yield from limit_changes(old.question, new.question, new.path)
            yield from meaning_changes(old.question, new.question, new.path)
        yield from _wording(old.question, new)
        yield from _empties(old.question, new)
        yield from _else(old.question, new)
        yield from _around(old.question, new)
    yield from _moved(versions)
    yield from routing_changes(versions, turns)


def _wording(old: Question, new: Posed) -> Iterator[Change]:
    was, now = old.stem.joined(old.text), new.question.stem.joined(new.question.text)
    name, path = new.question.id, (*new.path, "text")
    if was != now:
        if spoken_alike(was, now):
            yield Change("safe", MEANING, name, f"the wording of '{name}' is translated", path)
        elif alike(was, now):
            what = f"the wording of '{name}' is corrected: look whether it means the same"
            yield Change("safe", MEANING, name, what, path)
        else:
            hint = "if something else is asked, give it a name of its own; if not, nothing is to be recoded"
            what = f"the wording of '{name}' was '{_short(str(was))}' and is '{_short(str(now))}'"
            yield Change("recode", MEANING, name, what, path, hint=hint)


_AROUND = (
    *("number", "label", "help", "source", "personal", "default", "last_saved", "verify", "order", "fixed", "other"),
    "notes",
)
"""What stands around a question and touches no answer."""


def _around(old: Question, new: Posed) -> Iterator[Change]:
    keys = [key for key in _AROUND if getattr(old, key, None) != getattr(new.question, key, None)]
    if keys:
        name = new.question.id
        what = f"{', '.join(f'`{key}`' for key in keys)} of '{name}' {'differs' if len(keys) == 1 else 'differ'}"
        yield Change("safe", MEANING, name, what, (*new.path, keys[0]))


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49]}…"


def _empties(old: Question, new: Posed) -> Iterator[Change]:
    name = new.question.id
    if old.required != new.question.required:
        stricter = new.question.required is True
        what = f"'{name}' {'must' if stricter else 'need not'} have a value now"
        what = f"an empty '{name}' must be explained now" if new.question.required == "soft" else what
        yield Change("recode" if stricter else "safe", LIMITS, name, what, (*new.path, "required"))
    gone = [reason for reason in old.empties if reason not in new.question.empties]
    if gone:
        what = f"'{name}' cannot be {' or '.join(gone)} any more"
        yield Change("recode", LIMITS, name, what, (*new.path, "empties"))
    elif {*old.empties} != {*new.question.empties}:
        yield Change("safe", LIMITS, name, f"'{name}' may be empty for more reasons", (*new.path, "empties"))


def _else(old: Question, new: Posed) -> Iterator[Change]:
    was, now = old.otherwise, new.question.otherwise
    if was != now or type(was) is not type(now):
        what = f"who is not asked '{new.question.id}' had {_value(was)} and has {_value(now)}"
        yield Change("recode", ROUTING, new.question.id, what, (*new.path, "else"))


def _value(otherwise: object) -> str:
    return "no value" if otherwise is None else f"the value {otherwise!r}"


def _moved(versions: Versions) -> Iterator[Change]:
    """Questions that stand in another order, or became one of a roster."""
    for old, new in versions.pairs():
        was, now = versions.old.roster_of(old.section), versions.new.roster_of(new.section)
        if was != now:
            name = new.question.id
            what = f"'{name}' was asked of {_level(was)} and is asked of {_level(now)}"
            verdict: Verdict = "loses" if was else "recode"
            yield Change(verdict, ROUTING, name, what, (*new.path, "id"))
    both = [name for name in versions.before if name in versions.now]
    order = [name for name in versions.now if name in versions.before]
    if both != order:
        first = next(b for a, b in zip(both, order, strict=True) if a != b)
        what = f"the questions stand in another order, from '{first}' on"
        yield Change("safe", ROUTING, first, what, (*versions.now[first].path, "id"))


def _level(roster: str) -> str:
    return f"each row of '{roster}'" if roster else "the case"


def routed(versions: Versions) -> Iterator[tuple[Posed, Posed, Pair]]:
    """The questions of which other people may be asked, with the old condition and the new one."""
    for old, new in versions.pairs():
        conditions = []
        for instrument, one in ((versions.old, old), (versions.new, new)):
            text = instrument.relevance_of(one.section, one.question)
            conditions.append(Asking(text, doubt=bool(text) and one.question.when_unknown == "ask"))
        if conditions[0] != conditions[1]:
            roster = versions.new.roster_of(new.section)
            above = versions.new.rosters_above(roster) if roster else ()
            yield old, new, Pair(conditions[0], conditions[1], "/".join(section.id for section in above))


def routing_changes(versions: Versions, turns: Mapping[Pair, Turn]) -> Iterator[Change]:
    """Of whom questions are asked now; told once for a section or battery all of whose questions it changes for."""
    told: dict[tuple[str, str, Path_, Pair], None] = {}
    for old, new, pair in routed(versions):
        made = new.question.made
        if _own(versions.old, old) != _own(versions.new, new):
            told[new.question.id, f"'{new.question.id}'", new.path, pair] = None
        elif _shared(versions.old, old) != _shared(versions.new, new):
            told[made.by, f"'{made.by}'", new.path[: len(new.path) - len(made.path)], pair] = None
        else:
            told[new.section.id, f"section '{new.section.id}'", new.path[:2], pair] = None
    for about, name, path, pair in told:
        yield _routed(about, name, (*path, "relevance"), turns.get(pair, UNDECIDED))


def _own(instrument: Instrument, one: Posed) -> tuple[object, ...]:
    """What a question says itself of whom it is asked."""
    question = one.question
    return (instrument.of_rounds(question.rounds), question.relevance, question.when_unknown)


def _shared(instrument: Instrument, one: Posed) -> tuple[object, ...]:
    """What its battery says."""
    return (instrument.of_rounds(one.question.made.rounds), one.question.made.relevance)


def _routed(about: str, name: str, path: Path_, turn: Turn) -> Change:
    if not turn.decided:
        what = f"{name} is asked of others; of whom is not decided"
        return Change("recode", ROUTING, about, what, path)
    if turn.lost is None and turn.gained is None:
        what = f"the condition of {name} is written differently and means the same"
        return Change("safe", ROUTING, about, what, path)
    parts = []
    if turn.lost is not None:
        parts.append(f"is not asked any more{_where(turn.lost)}")
    if turn.gained is not None:
        parts.append(f"is asked now{_where(turn.gained)}")
    what = f"{name} {' and '.join(parts)}"
    return Change("recode" if turn.lost is not None else "safe", ROUTING, about, what, path)


def _where(answers: Mapping[str, object]) -> str:
    shown = said(answers)  # type: ignore[arg-type]
    return f", for example where {shown}" if shown else " of anybody"
