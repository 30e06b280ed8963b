"""The proposal: a mapping of a file to a codebook, with what is sure, what is to be looked at, and what is open."""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.written import text_of
from surveykit.matching import mapping
from surveykit.matching.candidates import Candidate, Sides, candidates
from surveykit.matching.likeness import folded, made_by_program, plain, say_otherwise
from surveykit.matching.mapping import Found, Match
from surveykit.matching.multiple import choices_of, sets_in, split
from surveykit.matching.settle import settled
from surveykit.matching.values import NO, YES, Counts, Reading, is_empty, reading
from surveykit.missing import Value
from surveykit.source import Quoted

_MOST_NAMED = 60  # open values that are named
_MOST_RIVALS = 4
_FEW_CASES = 5  # of fewer, no value stands twice in many a column
_ID_SCORE = 0.6
_OTHER = re.compile(r"other|annet|andre|altro|altri|другое|specify|spesifiser|specificare", re.IGNORECASE)


def propose(found: Codebook, target: Codebook, values: Mapping[str, Counts], file: str = "") -> mapping.Mapping:
    """Which columns of a file are which variables of a codebook, as far as it can be told.

    Args:
        found: the codebook of the file.
        target: that of the instrument.
        values: how often each value stands in each column, by `counts_of`.
        file: its name.
    """
    sides = Sides(found, target, values)
    named = dict(_by_name(sides))
    taken = {column for match in named.values() for column in match.taken}
    columns = [name for name in found.names if name not in taken]
    takers = _free(target, named)
    every = candidates(sides, columns, takers)
    anchors = [(match.taken[0], name) for name, match in named.items()]
    result = settled(every, found.names, _order(target), anchors)
    matches = dict(named)
    for candidate in result.chosen:
        matches[candidate.taker] = _match(sides, candidate, every)
    matches |= _others(sides, matches) | _id(sides, matches)
    return _assembled(sides, matches, every, file)


def chosen(sides: Sides, column: str, taker: str) -> Match:
    """The match somebody chose: this column for this variable or question."""
    return _match(sides, _of_one(sides, column, taker, "chosen"), ())


def fingerprint_of(found: Codebook) -> str:
    """What the columns of a file are called, in a few signs; another order of columns is another fingerprint."""
    said = "\n".join(f"{variable.name}\t{variable.label}" for variable in found)
    return sha256(said.encode()).hexdigest()[:16]


def named_alike(found: Codebook, target: Codebook) -> dict[str, str]:
    """Variables and questions with the column that is called like them, whatever the case.

    A name that programs give, such as Q7, is passed over where the headings say two different things.
    """
    held = {name.casefold(): name for name in found.names}
    members = {s.name: s.variables for s in sets_in(target)}
    pairs = {n: held[n.casefold()] for n in (*target.names, *members) if n.casefold() in held}
    for name in [n for n in pairs if n in members and any(m.casefold() in held for m in members[n])]:
        del pairs[name]
    sets = {s.name: s for s in target.sets}
    against = {
        name
        for name, column in pairs.items()
        if made_by_program(column) and say_otherwise(found[column], target[name] if name in target else sets[name])
    }
    for question in members.values():
        against |= set(question) if against & set(question) else set()
    return {name: column for name, column in pairs.items() if name not in against}


def called(target: Codebook) -> str:
    """The name of a codebook; files of others have none."""
    return target.name or "codebook"


def _by_name(sides: Sides) -> Iterable[tuple[str, Match]]:
    """Columns that are called as a variable or question is."""
    for taker, column in named_alike(sides.found, sides.target).items():
        match = _match(sides, _of_one(sides, column, taker, "name"), ())
        yield taker, match.model_copy(update={"accepted": True})


def _of_one(sides: Sides, column: str, taker: str, how: Found) -> Candidate:
    question = next((s for s in sets_in(sides.target) if s.name == taker), None)
    if question is None:
        return Candidate(taker, (column,), how, 1.0)
    counts: Counts = {v: n for v, n in sides.values.get(column, {}).items() if isinstance(v, str)}
    parted = split(counts, choices_of(question, sides.target))
    return Candidate(taker, (column,), how, 1.0, (), parted.separator, parted.unknown)


def _order(target: Codebook) -> list[str]:
    """Variables and questions in the order of the codebook, a question where its first column stands."""
    first = {s.variables[0]: s.name for s in sets_in(target)}
    return [name for v in target for name in ((first[v.name], v.name) if v.name in first else (v.name,))]


def _free(target: Codebook, named: Mapping[str, Match]) -> list[str]:
    """What may still be matched: no computed variables, nothing the program notes itself, and no part of a question."""
    gone = {s.name for s in target.sets if named.keys() & {s.name, *s.variables}}
    gone |= {v.name for v in target if v.origin.kind in {"computed", "paradata"}} | named.keys()
    gone |= {name for s in target.sets if s.name in gone for name in s.variables}
    return [name for name in _order(target) if name not in gone]


def _match(sides: Sides, candidate: Candidate, every: Sequence[Candidate]) -> Match:
    """A candidate as a match: how its values are read, and who its rivals are."""
    column = candidate.columns[0]
    rivals = {} if candidate.exact else _rivals(candidate.columns, every, candidate.taker)
    said = {
        "label": str(sides.found[column].label),
        "found": candidate.found,
        "score": candidate.score,
        "rivals": rivals,
    }
    if candidate.choices:
        return _of_columns(sides, candidate, said)
    if candidate.taker not in sides.target:
        return Match(column=column, accepted=_sure(candidate), **said, **_how_parted(sides, candidate))
    held = sides.reading(column, sides.target[candidate.taker])
    sure = _sure(candidate) and not held.share("alike") and not held.form.asked
    return Match(column=column, accepted=sure, **said, **_how_read(held, sides.target[candidate.taker], sides))


def _sure(candidate: Candidate) -> bool:
    return candidate.exact or candidate.found == "chosen"


def _table(held: Reading, variable: Variable, sides: Sides) -> dict[str, Value | None]:
    """The values that are read as another code, in the order of the codes; case is no matter."""
    codes = [code.value for code in (*(sides.target.codes_of(variable) or ()), *variable.missing)]
    reads = [read for read in held.reads if read.how in {"label", "word", "alike", "reason"}]
    once = {folded(read.said): read for read in sorted(reads, key=lambda read: read.cells)}
    ordered = sorted(once.values(), key=lambda read: codes.index(read.code) if read.code in codes else len(codes))
    return {read.said: _kept(read.code) for read in ordered}


def _how_read(held: Reading, variable: Variable, sides: Sides) -> dict[str, object]:
    """The keys of a match that say how values are read; none where they are the codes already."""
    if held.as_they_are:
        return {}
    return {
        "values": _table(held, variable, sides),
        "blank": tuple(r.said for r in held.reads if r.how == "blank"),
        "open": tuple(r.said for r in held.reads if r.how == "open")[:_MOST_NAMED],
        "dates": held.form.dates,
        "decimal": held.form.decimal,
        "unit": held.form.unit,
    }


def _how_parted(sides: Sides, candidate: Candidate) -> dict[str, object]:
    """The keys of a match that say how cells of several answers are read, those that say there is none among them."""
    question = next(s for s in sides.target.sets if s.name == candidate.taker)
    first = sides.target[question.variables[0]]
    counts = {value: n for value, n in sides.values.get(candidate.columns[0], {}).items() if is_empty(text_of(value))}
    held = reading(counts, {}, first, sides.target)
    return {
        "separator": candidate.separator,
        "values": _table(held, first, sides),
        "blank": tuple(read.said for read in held.reads if read.how == "blank"),
        "open": candidate.unknown[:_MOST_NAMED],
    }


def _kept(code: Value | None) -> Value | None:
    """A code as a file would have it: a text stays one, even where it looks like a number."""
    return Quoted(code) if isinstance(code, str) else code


def _of_columns(sides: Sides, candidate: Candidate, said: Mapping[str, object]) -> Match:
    """Columns that each stand for a choice: which of their values mean chosen."""
    choices = choices_of(next(s for s in sides.target.sets if s.name == candidate.taker), sides.target)
    ticked: dict[str, None] = {}
    not_ticked: dict[str, None] = {}
    unknown: dict[str, None] = {}
    empty: dict[Value, int] = {}
    for column, choice in candidate.choices:
        labels = sides.labels(column)
        for value in sides.values.get(column, {}):
            words = plain(labels.get(value, "") or text_of(value))
            if words in YES or words == "1" or words in choices.labels[choice]:
                if words not in choices.labels[choice]:
                    ticked[text_of(value)] = None
            elif words in NO or words == "0":
                not_ticked[text_of(value)] = None
            elif is_empty(words):
                empty[value] = 1
            else:
                unknown[text_of(value)] = None
    sure = _sure(candidate) and not unknown
    first = sides.target[choices.question.variables[0]]
    held = reading(empty, {}, first, sides.target)
    return Match(
        columns={column: _kept(choice) for column, choice in candidate.choices},
        ticked=tuple(ticked),
        not_ticked=tuple(not_ticked),
        values=_table(held, first, sides),
        blank=tuple(read.said for read in held.reads if read.how == "blank"),
        open=tuple(unknown)[:_MOST_NAMED],
        accepted=sure,
        **said,
    )


def _rivals(columns: Sequence[str], every: Iterable[Candidate], but: str = "") -> dict[str, float]:
    """The variables that are also worth a thought for a column, the surest first."""
    best: dict[str, float] = {}
    for candidate in every:
        if candidate.taker != but and set(columns) & set(candidate.columns):
            best[candidate.taker] = max(best.get(candidate.taker, 0), candidate.score)
    return dict(sorted(best.items(), key=lambda pair: -pair[1])[:_MOST_RIVALS])


def _others(sides: Sides, matches: Mapping[str, Match]) -> dict[str, Match]:
    """The columns "other, specify" that stand right after the column of their question."""
    taken = {column for match in matches.values() for column in match.taken}
    names = sides.found.names
    found = {}
    for taker, match in matches.items():
        other = f"{taker}_other"
        if other not in sides.target or other in matches:
            continue
        last = max(names.index(column) for column in match.taken)
        if last + 1 < len(names) and names[last + 1] not in taken:
            column = sides.found[names[last + 1]]
            if _OTHER.search(f"{column.name} {column.label}") and column.type == "text":
                found[other] = _match(sides, Candidate(other, (column.name,), "position", 0.85), ())
    return found


def _id(sides: Sides, matches: Mapping[str, Match]) -> dict[str, Match]:
    """A proposal for the id of cases: the first column that has a value in every case, and none of them twice."""
    known = sides.target.role("id")
    taken = {column for match in matches.values() for column in match.taken}
    cells = max((sum(counts.values()) for counts in sides.values.values()), default=0)
    if known is None or known.name in matches or cells < _FEW_CASES:
        return {}
    for variable in sides.found:
        counts = sides.values.get(variable.name, {})
        whole = variable.type == "text" or variable.decimals == 0
        if variable.name not in taken and whole and set(counts.values()) == {1} and len(counts) == cells:
            return {known.name: _match(sides, Candidate(known.name, (variable.name,), "values", _ID_SCORE), ())}
    return {}


def _assembled(sides: Sides, matches: Mapping[str, Match], every: Sequence[Candidate], file: str) -> mapping.Mapping:
    """The mapping in the order of the codebook, with what matched nothing on both sides."""
    order = _order(sides.target)
    taken = {column for match in matches.values() for column in match.taken}
    held = {name for s in sides.target.sets if s.name in matches for name in s.variables} | matches.keys()
    open_ = {name: _rivals((name,), every) for name in sides.found.names if name not in taken}
    members = {name for s in sets_in(sides.target) for name in s.variables}
    lacking = [
        name
        for name in order
        if name not in held
        and not (name in sides.target and sides.target[name].origin.kind in {"computed", "paradata"})
    ]
    lacking = [
        name
        for name in lacking
        if name not in members or not any(name in s.variables and s.name in lacking for s in sides.target.sets)
    ]
    lacking = [
        name
        for name in lacking
        if name in sides.target or not any(m in held for s in sides.target.sets if s.name == name for m in s.variables)
    ]
    return mapping.Mapping.model_validate(
        {
            "mapping": called(sides.target),
            "file": file,
            "fingerprint": fingerprint_of(sides.found),
            "variables": {name: matches[name] for name in sorted(matches, key=order.index)},
            "open": open_,
            "without": tuple(lacking),
        }
    )
