"""Parts: what differs in the head of the file, the register, what is computed, and the rosters."""

from collections.abc import Iterator

from surveykit.codebook.comparing.likeness import spoken_alike
from surveykit.codebook.comparing.verdict import GONE, LIMITS, MEANING, NEW, ROUTING, Verdict
from surveykit.instrument.extent import Roster
from surveykit.instrument.instrument import Column, Computed, Instrument, Registered, Section
from surveykit.instrument.version.change import Change
from surveykit.source import Path_


def head_changes(old: Instrument, new: Instrument) -> Iterator[Change]:
    """The name, the languages, the codes of empty answers, the rounds, and the order of sections."""
    if old.instrument != new.instrument:
        what = f"the instrument was '{old.instrument}' and is '{new.instrument}': it may be another survey"
        yield Change("recode", MEANING, "instrument", what, ("instrument",))
    for key in ("version", "title", "description", "notes"):
        if getattr(old, key) != getattr(new, key):
            yield Change("safe", MEANING, key, f"the {key} differs", (key,))
    yield from _languages(old, new)
    for reason, code in new.missing.items():
        if old.missing[reason] != code:
            what = f"{reason} was coded {old.missing[reason]} and is coded {code}"
            hint = f"recode {old.missing[reason]} to {code} in the old cases"
            yield Change("recode", MEANING, reason, what, ("missing", reason), hint=hint)
    if old.order != new.order:
        yield Change("safe", ROUTING, "order", f"the sections stand in {new.order} order", ("order",))
    if old.reason_for_change != new.reason_for_change:
        what = f"a reason for a change is asked for {new.reason_for_change.replace('_', ' ')}"
        yield Change("safe", LIMITS, "reason_for_change", what, ("reason_for_change",))
    yield from _rounds(old, new)


def _languages(old: Instrument, new: Instrument) -> Iterator[Change]:
    for language in new.languages:
        if language not in old.languages:
            what = f"the language '{language}' is new"
            yield Change("safe", MEANING, language, what, ("languages", new.languages.index(language)))
    for place, language in enumerate(old.languages):
        if language not in new.languages:
            what = f"the language '{language}' is gone; interviews held in it go on in '{new.languages[0]}'"
            yield Change("safe", MEANING, language, what, ("languages", place), gone=True)


def _rounds(old: Instrument, new: Instrument) -> Iterator[Change]:
    was, now = old.rounds, new.rounds
    if was == now:
        return
    if was is None or now is None:
        what = "there are rounds now" if was is None else "there are no rounds any more"
        yield Change("safe" if was is None else "recode", ROUTING, "rounds", what, ("rounds",), gone=now is None)
        return
    for key in ("variable", "key"):
        if getattr(was, key) != getattr(now, key):
            what = f"rounds are known by another `{key}`: it was {getattr(was, key)} and is {getattr(now, key)}"
            yield Change("recode", ROUTING, "rounds", what, ("rounds", key))
    if was.order != now.order:
        added = now.order[: len(was.order)] == was.order
        what = f"the rounds were {[*was.order]} and are {[*now.order]}"
        yield Change("safe" if added else "recode", ROUTING, "rounds", what, ("rounds", "order"))


def column_changes(old: Instrument, new: Instrument) -> Iterator[Change]:
    """Variables of the register, and those that are computed."""
    for part, before, now in (
        ("register", old.registered, new.registered),
        ("computed", old.computed, new.computed),
    ):
        was = {column.id: column for column in before}
        for place, column in enumerate(now):
            if column.id in was:
                yield from _column(was[column.id], column, (part, place))
            else:
                yield Change("safe", NEW, column.id, f"the {_called(column)} '{column.id}' is new", (part, place, "id"))
        kept = {column.id for column in now}
        for place, column in enumerate(before):
            if column.id not in kept:
                verdict: Verdict = "loses" if isinstance(column, Registered) else "recode"
                what = f"the {_called(column)} '{column.id}' is gone"
                yield Change(verdict, GONE, column.id, what, (part, place, "id"), gone=True)


def _called(column: Column) -> str:
    return "computed variable" if isinstance(column, Computed) else "variable of the register"


def _column(old: Column, new: Column, path: Path_) -> Iterator[Change]:
    for key in ("format", "codes", "unit", "formula", "role", "decimals", "measure", "personal", "label", "help"):
        was, now = (getattr(one, key, None) for one in (old, new))
        if was == now or (key == "unit" and spoken_alike(old.unit, new.unit)) or (key == "codes" and was and now):
            continue
        grave = key in {"format", "codes", "unit", "formula"}
        what = f"`{key}` of '{new.id}' was {_shown(was)} and is {_shown(now)}"
        yield Change("recode" if grave else "safe", MEANING, new.id, what, (*path, key))


def _shown(said: object) -> str:
    return "none" if said in (None, "") else f"`{said}`"


def roster_changes(old: Instrument, new: Instrument) -> Iterator[Change]:
    """Sections that became rosters or ceased to be, and what makes their rows."""
    was = {section.id: section for section in old.sections}
    for place, section in enumerate(new.sections):
        if section.id in was:
            yield from _roster(was[section.id], section, ("sections", place))
        elif section.roster is not None:
            what = f"the roster '{section.id}' is new"
            yield Change("safe", NEW, section.id, what, ("sections", place, "roster"))
    kept = {section.id for section in new.sections}
    for place, section in enumerate(old.sections):
        if section.id not in kept and section.roster is not None:
            what = f"the roster '{section.id}' is gone, and its table with it"
            yield Change("loses", GONE, section.id, what, ("sections", place, "roster"), gone=True)


def _roster(old: Section, new: Section, path: Path_) -> Iterator[Change]:
    for key in ("title", "notes"):
        if getattr(old, key) != getattr(new, key):
            yield Change("safe", MEANING, new.id, f"the {key} of section '{new.id}' differs", (*path, key))
    if old.order != new.order:
        what = f"the questions of section '{new.id}' stand in {new.order} order"
        yield Change("safe", ROUTING, new.id, what, (*path, "order"))
    if old.within != new.within:
        what = f"the roster '{new.id}' stands within {new.within or 'none'}; it stood within {old.within or 'none'}"
        yield Change("loses", ROUTING, new.id, what, (*path, "within"))
    if old.roster is None or new.roster is None:
        return  # that its questions are asked of something else is told of each of them
    yield from _rows(old.roster, new.roster, new.id, (*path, "roster"))


def _rows(old: Roster, new: Roster, section: str, path: Path_) -> Iterator[Change]:
    if old.row != new.row:
        what = f"the rows of '{section}' were called '{old.row}' and are called '{new.row}'"
        yield Change("recode", ROUTING, section, what, (*path, "row"))
    ways = [(one.count, one.each, one.while_) for one in (old, new)]
    if ways[0] != ways[1]:
        same = [bool(way) for way in ways[0]] == [bool(way) for way in ways[1]] and ways[0][1] == ways[1][1]
        what = f"the rows of '{section}' are made in another way; old rows may have no place"
        yield Change("recode" if same else "loses", ROUTING, section, what, path)
    if old.most != new.most:
        what = f"'{section}' had at most {old.most} rows and has at most {new.most}"
        yield Change("loses" if new.most < old.most else "safe", ROUTING, section, what, (*path, "most"))
